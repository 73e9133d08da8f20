//! `servemap check`: the story of `tests/decisions/` in every format, and whatever else may lie in a folder.
//! `UPDATE_GOLDENS=1` rewrites the files of `tests/check/`.

use std::collections::BTreeSet;
use std::path::Path;

use rstest::rstest;

use super::rules::{FLASH, plan, rules_met};
use super::{Ended, MAVERICK, World};

fn tests() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

#[expect(
    clippy::disallowed_methods,
    reason = "goldens are rewritten by hand, nothing of a user's is at stake"
)]
pub(super) fn accept(name: &str, text: &str) {
    std::fs::write(tests().join(name), text).unwrap();
}

static RENDERED: std::sync::Once = std::sync::Once::new();

/// Checks the decisions of the story, from the folder they lie in, in a repository of their own.
fn story(world: &World, more: &str) -> Ended {
    copy(&tests().join("decisions"), world, "decisions");
    world.write(".git/HEAD", "ref: refs/heads/main\n");
    world.run(&format!("check decisions --as-of 2026-10-06 {more}"))
}

pub(super) fn copy(from: &Path, world: &World, to: &str) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{to}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            copy(&entry.path(), world, &name);
        } else {
            world.write(&name, std::fs::read(entry.path()).unwrap());
        }
    }
}

#[rstest]
#[case("table", "table.txt")]
#[case("markdown", "tracker.md")]
#[case("json", "check.json")]
#[case("github", "github.txt")]
#[case("sarif", "check.sarif")]
fn the_story_is_told_in_every_format(#[case] format: &str, #[case] golden: &str) {
    let update = std::env::var_os("UPDATE_GOLDENS").is_some();
    if update {
        // The document of the plan that is fine is to stay fine when a template changes.
        RENDERED.call_once(|| {
            let plan = tests().join("decisions/support/drafts.toml");
            let note =
                World::new().fine(&format!("export '{}' --kind note --as-of 2026-10-06", plan.display()));
            accept("decisions/support/drafts-note.md", &note);
        });
    }
    let ended = story(&World::new(), &format!("--format {format}"));
    assert_eq!(ended.code, 1);
    let path = tests().join("check").join(golden);
    if update {
        accept(&format!("check/{golden}"), &ended.output);
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    assert_eq!(ended.output, expected, "{golden}: UPDATE_GOLDENS=1 accepts the change");
}

#[test]
fn findings_have_the_keys_that_scripts_rely_on() {
    let report = story(&World::new(), "--format json").json();
    assert_eq!(report["schema"], "servemap/check/1");
    let findings = report["findings"].as_array().unwrap();
    for finding in findings {
        for key in ["file", "rule", "message", "hint"] {
            assert!(!finding[key].as_str().unwrap().is_empty(), "{key} in {finding}");
        }
        assert!(["error", "warning", "note"].contains(&finding["severity"].as_str().unwrap()), "{finding}");
    }
    let rules: BTreeSet<&str> = findings.iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    for rule in ["retired", "retiring-within", "replacement-invalid", "review-overdue", "verdict-changed"] {
        assert!(rules.contains(rule), "{rule}");
    }
    assert!(!findings.iter().any(|finding| finding["file"].as_str().unwrap().contains("drafts")));
}

#[test]
fn sarif_names_its_rules_and_places() {
    let log = story(&World::new(), "--format sarif").json();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].as_str().unwrap().starts_with("decisions/"), "{result}");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
    }
}

#[test]
fn fail_on_decides_what_fails() {
    let world = plan(FLASH);
    assert_eq!(world.run("check . --as-of 2026-10-05").code, 0);
    assert_eq!(world.run("check . --as-of 2026-10-05 --fail-on warning").code, 1);
}

#[test]
fn a_document_beside_the_plan_is_stale_once_the_plan_has_changed() {
    let world = plan(&format!("{FLASH} --routing on --tick permissions --tick routing-validated"));
    for kind in ["full", "note", "row", "runbook", "record"] {
        world.fine(&format!("export a.toml --kind {kind} -o a-{kind}.md --as-of 2026-10-05"));
    }
    // Weeks later it still is what the plan rendered on its day.
    assert_eq!(rules_met(&world, "--as-of 2026-11-15"), []);
    world.fine("plan --update --owner other -o a.toml --as-of 2026-10-05");
    let stale = rules_met(&world, "--as-of 2026-11-15");
    assert!(stale.len() >= 4 && stale.iter().all(|(rule, _)| rule == "export-stale"), "{stale:?}");
}

#[test]
fn what_is_no_plan_is_left_alone_and_what_cannot_be_read_is_told() {
    let world = plan(&format!("{FLASH} --routing on --tick permissions --tick routing-validated"));
    world.write("Cargo.toml", "[package]\nname = \"x\"\n");
    world.write("notes.md", "# Notes\n");
    world.write(".hidden/b.toml", "<<<<");
    assert_eq!(rules_met(&world, "--as-of 2026-10-05"), []);
    world.write("conflict.toml", "<<<<<<< HEAD\nmode = \"ptu\"\n");
    world.write("half.toml", "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\n");
    let met = rules_met(&world, "--as-of 2026-10-05");
    let has = |rule: &str, severity: &str| met.contains(&(rule.to_owned(), severity.to_owned()));
    assert!(has("plan-broken", "error") && has("plan-incomplete", "warning"), "{met:?}");
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_come_to_an_end_and_a_plan_counts_once() {
    use std::os::unix::fs::symlink;

    let world = plan(FLASH);
    for name in ["one", "two", "three"] {
        symlink(".", world.path(name)).unwrap();
    }
    symlink("a.toml", world.path("again.toml")).unwrap();
    symlink("nowhere.toml", world.path("broken.toml")).unwrap();
    let report = world.run("check . one a.toml --format json --as-of 2026-10-05").json();
    assert_eq!(report["plans"], 2, "{report}");
    let broken = report["findings"].as_array().unwrap().iter().find(|found| found["rule"] == "plan-broken");
    assert!(broken.unwrap()["file"].as_str().unwrap().contains("broken.toml"), "{report}");
}

#[test]
fn a_plan_of_fifty_megabytes_is_a_finding_and_the_others_are_judged() {
    let world = plan(FLASH);
    world.write("big.toml", "");
    let big = std::fs::OpenOptions::new().write(true).open(world.path("big.toml")).unwrap();
    big.set_len(50 * 1024 * 1024).unwrap();
    world.write("long.toml", format!("mode = 1\n{}", "#".repeat(2 * 1024 * 1024)));
    let report = world.run("check . --format json --as-of 2026-10-05").json();
    let broken: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["rule"] == "plan-broken")
        .map(|finding| finding["message"].as_str().unwrap())
        .collect();
    assert_eq!(broken.len(), 2, "{broken:?}");
    assert!(
        broken[0].ends_with("is larger than 16 MiB.") && broken[1].contains("are too many for a plan"),
        "{broken:?}"
    );
    assert_eq!(report["tracker"].as_array().unwrap().len(), 1);
}

#[test]
fn plans_of_several_clouds_are_judged_by_their_own_matrices() {
    let world = plan(FLASH);
    world.run(&format!("{} --cloud gcp -o b.toml", MAVERICK.replace("us-east-1", "us-central1")));
    let report = world.run("check . --format json --as-of 2026-10-06").json();
    let clouds: Vec<&str> = report["matrices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|matrix| matrix["cloud"].as_str().unwrap())
        .collect();
    assert_eq!(clouds, ["aws", "gcp"]);
}
