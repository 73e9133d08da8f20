//! `servemap matrix diff`: the two matrices of `tests/diff/` in every format, and what may be named.
//! `UPDATE_GOLDENS=1` rewrites the files beside them.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rstest::rstest;

use super::checking::accept;
use super::{Ended, World};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff")
}

fn diff(world: &World, more: &str) -> Ended {
    let words = super::words(&format!("matrix diff {more} --as-of 2026-11-22"));
    let output = world.command().current_dir(folder()).args(words).output().unwrap();
    Ended {
        output: String::from_utf8(output.stdout).unwrap(),
        messages: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

#[rstest]
#[case("table", "table.txt")]
#[case("markdown", "release-notes.md")]
#[case("json", "diff.json")]
fn the_change_is_told_in_every_format(#[case] format: &str, #[case] golden: &str) {
    let ended = diff(&World::new(), &format!("old.toml new.toml --plans decisions --format {format}"));
    assert_eq!(ended.code, 1, "{}", ended.messages);
    let path = folder().join(golden);
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        accept(&format!("diff/{golden}"), &ended.output);
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(ended.output, expected, "{golden}: UPDATE_GOLDENS=1 accepts the change");
}

#[test]
fn scripts_find_every_cell_by_itself_and_unknown_is_never_yes_or_no() {
    let object = diff(&World::new(), "old.toml new.toml --format json").json();
    assert_eq!((&object["schema"], &object["different"]), (&"servemap/matrix-diff/1".into(), &true.into()));
    let cells = object["cells"].as_array().unwrap();
    for cell in cells {
        let (before, after) = (&cell["before"]["listed"], &cell["after"]["listed"]);
        match cell["change"].as_str().unwrap() {
            "opened" => assert_eq!((before, after), (&"no".into(), &"yes".into()), "{cell}"),
            "closed" => assert_eq!((before, after), (&"yes".into(), &"no".into()), "{cell}"),
            "became-known" => assert_eq!(before, "unknown", "{cell}"),
            "became-unknown" => assert_eq!(after, "unknown", "{cell}"),
            _ => assert_eq!((before, after), (&"yes".into(), &"yes".into()), "{cell}"),
        }
    }
    assert!(object.get("impact").is_none());
}

#[test]
fn a_matrix_does_not_differ_from_itself_nor_by_its_day_alone() {
    let world = World::new();
    assert_eq!(diff(&world, "old.toml old.toml --plans decisions/same.toml").code, 0);
    let old = std::fs::read_to_string(folder().join("old.toml")).unwrap();
    world.write("later.toml", old.replace("2026-10-04", "2026-11-20"));
    world.write("old.toml", old);
    let ended = world.run("matrix diff old.toml later.toml");
    assert_eq!((ended.code, ended.output.as_str()), (0, ""));
    assert!(ended.messages.starts_with("no changes from the AWS matrix of 2026-10-04"), "{}", ended.messages);
}

#[test]
fn one_matrix_is_compared_with_the_one_in_use() {
    let world = World::new();
    let against = |line: &str| diff(&world, &format!("{line} --format json")).json()["old"]["origin"].clone();
    assert_eq!(against("new.toml"), "bundled");
    assert_eq!(against("in-use new.toml"), "bundled");
    assert_eq!(against("new.toml --matrix old.toml"), "old.toml");
    assert_eq!(diff(&world, "bundled:azure --format json").json()["cloud"], "azure");
    assert_eq!(diff(&world, "bundled --cloud gcp --format json").json()["cloud"], "gcp");
}

#[rstest]
#[case("old.toml bundled:azure", "a matrix of AWS cannot be compared with one of Azure")]
#[case("old.toml bundeld", "'bundeld' is neither a file nor a stored matrix\nhint: did you mean 'bundled'?")]
#[case("old.toml ../../etc/none", "does not exist")]
#[case("old.toml nwe.toml", "'nwe.toml' does not exist\nhint: did you mean 'new.toml'?")]
#[case("old.toml decisions/broken.toml", "problems")]
#[case("old.toml new.toml --plans nowhere", "'nowhere' does not exist")]
#[case("", "required")]
fn what_cannot_be_compared_is_an_input_error(#[case] words: &str, #[case] said: &str) {
    let ended = diff(&World::new(), words);
    assert_eq!((ended.code, ended.output.as_str()), (2, ""), "{}", ended.messages);
    assert!(ended.messages.contains(said), "{}", ended.messages);
}

#[cfg(unix)]
#[test]
fn plans_are_found_through_links_in_a_circle_and_broken_ones_are_told() {
    let world = World::new();
    world.write("plans/broken.toml", "<<<<<<< HEAD\nmode = \"ptu\"\n");
    world.write("plans/half.toml", "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\n");
    world.write("plans/binary.toml", b"mode = \"\xFF\"");
    std::os::unix::fs::symlink(".", world.path("plans/again")).unwrap();
    let ended = world.run("matrix diff bundled bundled --plans plans --format json");
    let impact = &ended.json()["impact"];
    let files: Vec<&str> =
        impact["findings"].as_array().unwrap().iter().map(|found| found["file"].as_str().unwrap()).collect();
    assert_eq!((ended.code, &impact["plans"]), (1, &3.into()));
    for file in ["broken", "half", "binary"] {
        assert!(files.iter().any(|found| found.contains(file)), "{file}: {files:?}");
    }
}

/// Two thousand models in twenty regions, all of them turned round.
#[test]
fn a_matrix_of_forty_thousand_cells_is_compared_quickly() {
    let world = World::new();
    let matrix = |cell: fn(usize) -> &'static str| {
        let mut text =
            "schema = \"servemap/matrix/1\"\ncloud = \"aws\"\nas_of = 2026-10-04\nsource = \"p\"\n\
            [sources.p]\ntitle = \"P\"\n[regions]\n"
                .to_owned();
        (0..20).for_each(|region| writeln!(text, "r{region} = {{ location = \"R\" }}").unwrap());
        (0..2000).for_each(|model| {
            writeln!(text, "[models.m{model}]\nname = \"Model {model}\"\nsources = [\"p\"]").unwrap();
        });
        for region in 0..20 {
            writeln!(text, "[cells.pay-per-token.r{region}]").unwrap();
            (0..2000).for_each(|model| writeln!(text, "m{model} = \"{}\"", cell(model * region)).unwrap());
        }
        text
    };
    world.write("old.toml", matrix(|at| if at % 3 == 0 { "in-geo" } else { "not-listed" }));
    world.write("new.toml", matrix(|at| if at % 7 == 0 { "in-geo" } else { "cross-geo" }));
    let started = Instant::now();
    let ended = world.run("matrix diff old.toml new.toml");
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    assert_eq!(ended.code, 1, "{}", ended.messages);
}

#[test]
fn a_past_decision_is_hit_by_no_change() {
    let world = World::new();
    let plan = std::fs::read_to_string(folder().join("decisions/review.toml")).unwrap();
    for (status, hits) in [("accepted", 1), ("withdrawn", 0), ("superseded", 0)] {
        world.write("a.toml", plan.replacen("cloud = ", &format!("status = \"{status}\"\ncloud = "), 1));
        let plans = world.path("a.toml");
        let ended = diff(&world, &format!("old.toml new.toml --plans '{}' --format json", plans.display()));
        let decisions = ended.json()["impact"]["decisions"].as_array().unwrap().len();
        assert_eq!(decisions, hits, "{status}: {}", ended.output);
    }
}
