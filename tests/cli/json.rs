//! `--format json` on every path: one JSON object or list on stdout, and nothing else, whatever happens.

use rstest::rstest;
use serde_json::Value;

use super::{MAVERICK, World};

/// The commands that speak JSON, each as it ends well.
const COMMANDS: [&str; 9] = [
    "models",
    "why databricks-llama-4-maverick --mode provisioned-throughput --region us-east-1",
    "regions",
    "check plans",
    "matrix show",
    "matrix validate own.toml",
    "export plans/a.toml",
    "export plans --kind checklist",
    "plan --mode pay-per-token --region us-east-1 --model databricks-gemini-3-flash --owner a --reason b -o new.toml",
];

/// What makes any of them fail, each in another place: words, days, files.
const MISTAKES: [&str; 5] =
    ["--regoin x", "--as-of 2026-02-30", "--cloud amazon", "--matrix no.toml", "'--\u{1b}[31m|<b>'"];

fn world() -> World {
    let world = World::new();
    world.write("plans/.keep", "");
    world.fine(&format!("{MAVERICK} -o plans/a.toml"));
    world.write("own.toml", include_str!("../own.toml"));
    world
}

fn parsed(world: &World, line: &str) -> (i32, Value) {
    let ended = world.run(&format!("{line} --format json"));
    assert!(!ended.output.contains('\u{1b}'), "{line}");
    let json = serde_json::from_str(&ended.output)
        .unwrap_or_else(|error| panic!("{line}\n{error}\n{}{}", ended.output, ended.messages));
    (ended.code, json)
}

#[test]
fn every_command_prints_json_where_all_is_well() {
    for line in COMMANDS {
        let (code, json) = parsed(&world(), line);
        let object = if json.is_array() { &json[0] } else { &json };
        let schema = object["schema"].as_str().unwrap_or_default();
        assert!(
            code < 2 && schema.starts_with("servemap/") && schema.ends_with("/1"),
            "{line} {code} {schema}"
        );
    }
}

/// `--json` is short for `--format json`.
#[test]
fn the_short_flag_says_the_same() {
    let world = world();
    for line in COMMANDS {
        let line = line.replace("-o new.toml", "");
        let (long, short) =
            (world.run(&format!("{line} --format json")), world.run(&format!("{line} --json")));
        assert_eq!((long.output, long.code), (short.output, short.code), "{line}");
        assert_eq!(world.run(&format!("{line} --json --format json")).json()["schema"], "servemap/error/1");
    }
}

#[rstest]
fn every_command_prints_json_where_something_is_wrong(#[values(0, 1, 2, 3, 4, 5, 6, 7, 8)] command: usize) {
    let world = world();
    for mistake in MISTAKES {
        let line = format!("{} {mistake}", COMMANDS[command]);
        let (code, json) = parsed(&world, &line);
        // A matrix of its own may be beside the point of a command; then all is well.
        if code == 2 {
            assert_eq!(json["schema"], "servemap/error/1", "{line}");
            assert!(!json["error"]["message"].as_str().unwrap().is_empty(), "{line}");
        } else {
            assert_eq!(mistake, "--matrix no.toml", "{line}");
        }
    }
}

#[rstest]
#[case::not_there("export no.toml")]
#[case::a_folder_without_plans("export empty")]
#[case::no_toml("export broken.toml")]
#[case::many_faults("export faulty.toml")]
#[case::not_text("export bytes.toml")]
#[case::matrix("models --matrix broken.toml")]
#[case::validated("matrix validate broken.toml")]
#[case::checked("check broken.toml faulty.toml bytes.toml")]
fn a_file_that_cannot_be_used_is_told_as_json(#[case] line: &str) {
    let world = world();
    world.write("empty/.keep", "");
    world.write("broken.toml", "mode = [\n\"\u{1b}[31m");
    world.write("faulty.toml", "schema = \"servemap/plan/1\"\n".to_owned() + &"a = \"\\u0007\"\n".repeat(90));
    world.write("bytes.toml", b"\xFF\xFE\x00");
    let (code, _) = parsed(&world, line);
    assert!(code > 0);
}

/// "Each item also holds `provider`, … (null where unknown)", and models of one name at two providers are told apart.
#[test]
fn an_item_of_the_list_tells_its_model_from_any_other() {
    let world = World::new();
    for line in ["models", "models --mode external-models --region us-east-1"] {
        let (_, list) = parsed(&world, line);
        let items = list.as_array().unwrap();
        let mut ids: Vec<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), items.len());
        for key in ["provider", "task", "inputs", "context", "max_output", "realtime", "price", "ends"] {
            assert!(items.iter().all(|item| item.get(key).is_some()), "{key}");
        }
    }
    let (_, list) = parsed(&world, "models --mode external-models --region us-east-1");
    let of_one_name = list.as_array().unwrap().iter().filter(|item| item["model"] == "gpt-4o");
    let providers: Vec<&str> = of_one_name.map(|item| item["provider"].as_str().unwrap()).collect();
    assert_eq!(providers, ["OpenAI", "Azure OpenAI"]);
    let (_, list) = parsed(&world, "models databricks-claude-sonnet-4 --as-of 2026-10-01");
    let item =
        list.as_array().unwrap().iter().find(|item| item["id"] == "databricks-claude-sonnet-4").unwrap();
    assert_eq!((&item["ends"], &item["price"]["unit"]), (&"2026-10-09".into(), &"DBU".into()));
}
