//! `servemap verify`: the list of `tests/verify/` in every format, plans, and lists that no workspace would give.
//! `UPDATE_GOLDENS=1` rewrites the files beside it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rstest::rstest;
use serde_json::{Value, json};

use super::checking::accept;
use super::{Ended, World};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verify")
}

fn ended(output: &std::process::Output) -> Ended {
    Ended {
        output: String::from_utf8(output.stdout.clone()).unwrap(),
        messages: String::from_utf8(output.stderr.clone()).unwrap(),
        code: output.status.code().unwrap(),
    }
}

/// Compares the list of the folder.
fn verify(world: &World, more: &str) -> Ended {
    let words = super::words(&format!("verify endpoints.json {more} --as-of 2026-10-06"));
    ended(&world.command().current_dir(folder()).args(words).output().unwrap())
}

/// What is said of an endpoint, and whether it is to be looked at.
fn said(report: &Value, endpoint: &str) -> (Vec<String>, bool) {
    let rows = report["rows"].as_array().unwrap();
    let row =
        rows.iter().find(|row| row["endpoint"] == endpoint).unwrap_or_else(|| panic!("{endpoint}: {report}"));
    let statuses = row["statuses"].as_array().unwrap().iter();
    (
        statuses.map(|said| said["status"].as_str().unwrap().to_owned()).collect(),
        row["finding"].as_bool().unwrap(),
    )
}

#[rstest]
#[case("table", "table.txt")]
#[case("markdown", "page.md")]
#[case("json", "verify.json")]
fn the_list_is_compared_in_every_format(#[case] format: &str, #[case] golden: &str) {
    let ended =
        verify(&World::new(), &format!("--region us-east-1 --matrix ../diff/old.toml --format {format}"));
    assert_eq!(ended.code, 1, "{}", ended.messages);
    let path = folder().join(golden);
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        accept(&format!("verify/{golden}"), &ended.output);
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(ended.output, expected, "{golden}: UPDATE_GOLDENS=1 accepts the change");
}

#[rstest]
#[case::ready("databricks-gpt-5-5", &["ready"], false)]
#[case::deprecated("databricks-claude-sonnet-4", &["ready", "deprecated"], true)]
#[case::retired_by_name("databricks-claude-3-7-sonnet", &["not-ready", "not-listed", "retired"], true)]
#[case::unknown_to_the_matrix("databricks-llama-9-behemoth", &["ready", "not-in-matrix"], true)]
#[case::no_state("databricks-gte-large-en", &["state-unknown"], true)]
#[case::a_name_of_their_own("support-bot", &["ready", "update-failed"], true)]
#[case::a_vendors_model("vendor-chat", &["ready"], false)]
#[case::an_unknown_vendor("vendor-nobody", &["ready", "not-in-matrix"], true)]
#[case::listed_but_not_there("databricks-gpt-5-4", &["missing"], false)]
#[case::a_model_of_their_own("churn-model", &["ready", "not-a-model"], false)]
fn an_endpoint_is_told_with_all_that_is_to_be_said(
    #[case] endpoint: &str,
    #[case] statuses: &[&str],
    #[case] finding: bool,
) {
    let report = verify(&World::new(), "--region us-east-1 --all --format json").json();
    assert_eq!(report["schema"], "servemap/verify/1");
    assert_eq!((&report["endpoints"], &report["others"]), (&json!(9), &json!(1)));
    let (told, look) = said(&report, endpoint);
    assert_eq!((told, look), (statuses.iter().map(|word| (*word).to_owned()).collect(), finding), "{report}");
}

/// A list serialised by the official Python SDK: "lead with the workspace's own endpoints, fold the rest into one line".
#[rstest]
#[case("databricks-gpt-5-5", "foundation-model", &["ready"], false)]
#[case("support-llama", "foundation-model", &["ready"], false)]
#[case("tuned-llama", "tuned-model", &["ready", "tuned"], false)]
#[case("churn", "own-model", &["ready", "not-a-model"], false)]
#[case("customer-features", "features", &["ready", "not-a-model"], false)]
#[case("helpdesk-agent", "agent", &["ready", "not-a-model"], false)]
#[case("gateway-openai", "external-model", &["ready", "gateway"], false)]
#[case("gateway-azure", "external-model", &["ready"], false)]
#[case("databricks-claude-3-7-sonnet", "foundation-model", &["ready", "not-listed", "retired"], true)]
#[case("being-made", "unknown", &["not-ready", "serves-unknown"], true)]
#[case("no-config", "unknown", &["state-unknown", "serves-unknown"], true)]
fn every_endpoint_is_told_as_what_it_is(
    #[case] endpoint: &str,
    #[case] kind: &str,
    #[case] statuses: &[&str],
    #[case] finding: bool,
) {
    let words = super::words("verify sdk.json --region us-east-1 --as-of 2026-10-20 --format json");
    let ended = ended(&World::new().command().current_dir(folder()).args(words).output().unwrap());
    let report = ended.json();
    assert_eq!((ended.code, &report["findings"], &report["absent"]), (1, &json!(3), &json!(57)));
    assert_eq!(report["rows"].as_array().unwrap().len(), 11);
    let row = report["rows"].as_array().unwrap().iter().find(|row| row["endpoint"] == endpoint).unwrap();
    assert_eq!(row["kind"], kind);
    let (told, look) = said(&report, endpoint);
    assert_eq!((told, look), (statuses.iter().map(|word| (*word).to_owned()).collect(), finding), "{report}");
}

/// A model that could be there is no finding; a list of both forms is read alike.
#[test]
fn models_that_could_be_there_are_folded_into_one_line() {
    let world = World::new();
    let endpoint = json!({ "name": "DATABRICKS_GPT-5-5", "state": { "ready": "READY" } });
    world.write("bare.json", json!([endpoint]).to_string());
    world.write("api.json", json!({ "endpoints": [endpoint] }).to_string());
    for list in ["bare.json", "api.json"] {
        let ended = world.run(&format!("verify {list} --region us-east-1 --as-of 2026-10-20"));
        assert_eq!((ended.code, ended.output.lines().count()), (0, 3), "{}", ended.output);
        assert!(
            ended.output.contains("57 more models are listed in us-east-1 for Pay-per-token"),
            "{}",
            ended.output
        );
        let all = world.run(&format!("verify {list} --region us-east-1 --as-of 2026-10-20 --all"));
        assert_eq!((all.code, all.output.lines().count()), (0, 59), "{}", all.output);
    }
}

#[test]
fn a_mode_narrows_and_a_region_nobody_has_seen_is_no_finding() {
    let world = World::new();
    let of = |more: &str| verify(&world, &format!("{more} --format json")).json();
    let report = of("--region us-east-1 --mode provisioned-throughput");
    assert_eq!(report["rows"].as_array().unwrap().len(), 1, "{report}");
    let (told, _) = said(&of("--region ap-southeast-3"), "databricks-gpt-5-5");
    assert_eq!(told, ["ready", "cell-unknown"]);
    assert!(!said(&of("--region ap-southeast-3"), "databricks-gpt-5-5").1);
}

const REST: &str = "--region us-east-1 --owner search --reason 'it is right' --as-of 2026-10-06 -o a.toml";

#[rstest]
#[case::there("--mode pay-per-token --model databricks-gpt-5-5", 0, &["ready"])]
#[case::not_there("--mode pay-per-token --model databricks-gpt-5-4", 1, &["missing"])]
#[case::under_a_name_of_their_own("--mode provisioned-throughput --model databricks-llama-4-maverick", 1, &["ready", "update-failed"])]
#[case::nobody_serves_it("--mode provisioned-throughput --model databricks-gpt-oss-120b", 1, &["missing"])]
#[case::batch("--mode ai-functions --model databricks-gpt-5-5", 0, &["ready"])]
#[case::external("--mode external-models --model openai/gpt-4o", 0, &["ready"])]
#[case::external_not_there("--mode external-models --model openai/gpt-4", 1, &["missing"])]
fn a_plan_is_held_against_the_workspace(#[case] flags: &str, #[case] code: i32, #[case] statuses: &[&str]) {
    let world = World::new();
    let made = world.run(&format!("plan {flags} {REST}"));
    assert!(made.code < 2, "{}", made.messages);
    let plan = world.path("a.toml");
    let ended = verify(&world, &format!("--plan '{}' --format json", plan.display()));
    let report = ended.json();
    let told =
        report["rows"][0]["statuses"].as_array().unwrap().iter().map(|said| said["status"].as_str().unwrap());
    assert_eq!((ended.code, told.collect::<Vec<_>>()), (code, statuses.to_vec()), "{report}");
}

#[test]
fn what_a_plan_falls_back_to_has_to_be_there_too() {
    let world = World::new();
    world.fine(&format!(
        "plan --mode pay-per-token --model databricks-gpt-5-5 --replacement databricks-gpt-5-4 {REST}"
    ));
    let plan = world.path("a.toml");
    let report = verify(&world, &format!("--plan '{}' --format json", plan.display())).json();
    assert_eq!(said(&report, "databricks-gpt-5-4"), (vec!["missing".to_owned()], true));
}

#[test]
fn a_pipe_is_read_and_an_empty_workspace_is_a_list() {
    let world = World::new();
    let pipe = |text: &str, more: &str| {
        let words = super::words(&format!("verify - --region us-east-1 {more}"));
        ended(&world.command().args(words).write_stdin(text.to_owned()).output().unwrap())
    };
    assert_eq!(pipe("{}", "--format json").json()["endpoints"], 0);
    assert_eq!(pipe("[]", "--mode provisioned-throughput").code, 0);
    let wrong = pipe("Error: no login\n", "");
    assert_eq!((wrong.code, wrong.output.as_str()), (2, ""));
    assert!(
        wrong.messages.starts_with("error: the input is not a list of serving endpoints: line 1, column 1"),
        "{}",
        wrong.messages
    );
    // What was expected is named as the list has it, not as the program does.
    let wrong = pipe("[null]", "");
    assert!(wrong.messages.contains("invalid type: null, expected an endpoint"), "{}", wrong.messages);
}

#[rstest]
#[case::not_text(b"[{\"name\": \"\xFF\"}]".to_vec(), "is not UTF-8 text")]
#[case::utf_16(b"\xFF\xFE[\0]\0".to_vec(), "it looks like UTF-16")]
#[case::nested(vec![b'['; 1_000_000], "line 1, column ")]
#[case::cut(b"[{\"name\": \"a\"".to_vec(), "line 1, column 13")]
#[case::an_error_of_the_api(b"{\"error_code\": \"403\"}".to_vec(), "an object without 'endpoints'")]
fn what_is_no_list_is_an_input_error(#[case] bytes: Vec<u8>, #[case] said: &str) {
    let world = World::new();
    world.write("list.json", bytes);
    let ended = world.run("verify list.json --region us-east-1");
    assert_eq!((ended.code, ended.output.as_str()), (2, ""));
    assert!(ended.messages.contains(said), "{}", ended.messages);
}

#[rstest]
#[case("verify endpoints.json", "required")]
#[case("verify --region us-east-1", "required")]
#[case("verify endpoints.json --via-cli --region us-east-1", "cannot be used with")]
#[case("verify endpoints.json --region us-east-1 --profile x", "cannot be used with")]
#[case("verify none.json --region us-est-1", "unknown region 'us-est-1' (AWS matrix of 2026-10-04)")]
#[case("verify none.json --region us-east-1", "'none.json' does not exist")]
fn a_question_that_makes_no_sense_is_told(#[case] line: &str, #[case] said: &str) {
    let ended = World::new().run(line);
    assert_eq!(ended.code, 2);
    assert!(ended.messages.contains(said), "{}", ended.messages);
}

#[test]
fn twenty_thousand_endpoints_with_names_that_hurt_are_compared_quickly() {
    let world = World::new();
    let endpoint = |at: usize| {
        let entity = format!("system.ai.{}", ["llama-4-maverick", "gone", "databricks-gpt-oss-120b"][at % 3]);
        json!({ "name": format!("e{at}\u{1b}[2J\n|\u{202e}`"), "state": { "ready": "READY" },
            "config": { "served_entities": [{ "entity_name": entity }] } })
    };
    for (format, count) in [("table", 20_000), ("markdown", 600), ("json", 600)] {
        world.write("list.json", Value::from((0..count).map(endpoint).collect::<Vec<_>>()).to_string());
        let started = Instant::now();
        let ended = world.run(&format!("verify list.json --region us-east-1 --format {format}"));
        assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
        assert_eq!(ended.code, 1);
        assert!(!ended.output.contains(['\u{1b}', '\u{202e}']), "{format}");
    }
}

#[cfg(unix)]
mod via_cli {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// A Databricks CLI that does what the script says.
    fn with_cli(script: &str) -> World {
        let world = World::new();
        world.write("bin/databricks", format!("#!/bin/sh\n{script}\n"));
        let path = world.path("bin/databricks");
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
        world
    }

    fn run(world: &World, more: &str) -> Ended {
        let words = super::super::words(&format!("verify --via-cli --region us-east-1 {more}"));
        let path = format!("{}:/usr/bin:/bin", world.path("bin").display());
        ended(&world.command().env("PATH", path).args(words).output().unwrap())
    }

    #[test]
    fn the_cli_is_asked_in_its_own_words() {
        let world = with_cli(
            "printf '%s\\n' \"$@\" > asked.txt; echo '[{\"name\": \"databricks-gpt-5-5\", \"state\": {\"ready\": \"READY\"}}]'",
        );
        let ended = run(&world, "--profile 'prod; touch x' --format json");
        assert_eq!(ended.json()["endpoints"], 1, "{}", ended.messages);
        assert_eq!(world.read("asked.txt"), "serving-endpoints\nlist\n-o\njson\n--profile=prod; touch x\n");
        assert!(!world.path("x").exists());
    }

    #[test]
    fn a_cli_that_fails_is_quoted_made_safe() {
        let world =
            with_cli("printf 'Error: \\033[31mcannot configure default credentials\\033[0m\\n' >&2; exit 1");
        let ended = run(&world, "");
        assert_eq!((ended.code, ended.output.as_str()), (2, ""));
        let said = &ended.messages;
        assert!(
            said.starts_with("error: the Databricks CLI could not list the serving endpoints\n"),
            "{said}"
        );
        assert!(
            said.contains("  | Error: ") && said.contains("cannot configure default credentials"),
            "{said}"
        );
        assert!(said.contains("hint: if it is not logged in: 'databricks auth login'"), "{said}");
        assert!(!said.contains('\u{1b}'), "{said}");
    }

    #[test]
    fn a_cli_that_prints_something_else_is_told() {
        let ended = run(&with_cli("echo 'usage: databricks'"), "");
        assert_eq!(ended.code, 2);
        assert!(
            ended.messages.contains("what the Databricks CLI printed is not a list of serving endpoints")
        );
    }

    #[test]
    fn without_the_cli_it_is_said_what_to_do() {
        let world = World::new();
        let ended = run(&world, "");
        assert_eq!(ended.code, 2);
        let said = &ended.messages;
        assert!(said.starts_with("error: the Databricks CLI is not installed"), "{said}");
        assert!(said.contains("databricks serving-endpoints list -o json > endpoints.json"), "{said}");
    }
}
