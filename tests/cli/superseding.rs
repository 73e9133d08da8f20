//! `servemap supersede`: both plans link each other, or nothing is written.

use rstest::rstest;

use super::World;
use super::reviewing::PLAN;

const DAY: &str = "--as-of 2026-11-26 --by Ana";

/// An old plan and a new one, each with lines more.
fn world(old: &str, new: &str) -> World {
    let world = World::new();
    let with = |lines: &str| PLAN.replace("mode = ", &format!("{lines}mode = "));
    world.write("old.toml", with(old));
    world.write("d/new.toml", with(new));
    world
}

#[test]
fn both_plans_link_each_other_from_their_own_folders() {
    let world = world("", "");
    let ended = world.run(&format!("supersede old.toml d/new.toml --comment 'too dear' {DAY}"));
    assert_eq!(
        (ended.code, ended.messages.as_str()),
        (0, "wrote 'd/new.toml'\nwrote 'old.toml'\n"),
        "{}",
        ended.output
    );
    let (old, new) = (world.read("old.toml"), world.read("d/new.toml"));
    for line in [
        "status = \"superseded\"\n",
        "superseded_by = \"d/new.toml\"\n",
        "verdict = \"supersede\" # Ana\ncomment = \"too dear\"\n",
    ] {
        assert!(old.contains(line), "{line}: {old}");
    }
    assert!(new.contains("supersedes = [\"../old.toml\"]\n") && !new.contains("[[reviews]]"), "{new}");
    assert!(old.starts_with("# ticket 4711\n") && new.starts_with("# ticket 4711\n"));
    assert!(ended.output.contains("  Status:     superseded by d/new.toml\n"), "{}", ended.output);
    assert!(ended.output.contains("  Supersedes: ../old.toml\n"), "{}", ended.output);

    // The same again says that there is nothing to do, and writes nothing.
    let ended = world.run(&format!("supersede old.toml d/new.toml {DAY}"));
    assert_eq!((ended.code, ended.messages.matches("nothing new: ").count()), (0, 2), "{}", ended.messages);
    assert_eq!((world.read("old.toml"), world.read("d/new.toml")), (old, new));
}

#[test]
fn one_plan_may_take_the_place_of_several() {
    let world = world("", "supersedes = [\"x.toml\"]\n");
    world.fine(&format!("supersede old.toml d/new.toml {DAY}"));
    assert!(world.read("d/new.toml").contains("supersedes = [\"x.toml\", \"../old.toml\"]\n"));
}

#[rstest]
#[case::itself("", "", "old.toml ./old.toml", &["cannot supersede itself"])]
#[case::done_by_another("status = \"superseded\"\nsuperseded_by = \"x.toml\"\n", "", "old.toml d/new.toml", &["the decision is superseded by x.toml"])]
#[case::withdrawn("status = \"withdrawn\"\n", "", "old.toml d/new.toml", &["the decision is withdrawn"])]
#[case::by_a_withdrawn_one("", "status = \"withdrawn\"\n", "old.toml d/new.toml", &["'d/new.toml' is withdrawn: it cannot take the place"])]
#[case::by_a_superseded_one("", "status = \"superseded\"\n", "old.toml d/new.toml", &["'d/new.toml' is superseded: it cannot"])]
#[case::both("status = \"withdrawn\"\n", "status = \"withdrawn\"\n", "old.toml d/new.toml", &["nothing was written: 2 problems", "'old.toml': the decision is withdrawn", "'d/new.toml' is withdrawn"])]
#[case::a_loop("supersedes = [\"d/new.toml\"]\n", "", "old.toml d/new.toml", &["'d/new.toml' cannot supersede 'old.toml': the links would be a loop", "'old.toml' supersedes 'd/new.toml' already"])]
#[case::a_loop_seen_from_the_new_one("", "superseded_by = \"../old.toml\"\n", "old.toml d/new.toml", &["the links would be a loop"])]
#[case::no_plan("", "", "old.toml no.toml", &["'no.toml' does not exist"])]
#[case::standard("", "", "- d/new.toml", &["'-' has no place that a plan could name"])]
#[case::one_name("", "", "old.toml", &["<NEW>"])]
fn what_makes_no_sense_is_refused(
    #[case] old: &str,
    #[case] new: &str,
    #[case] names: &str,
    #[case] why: &[&str],
) {
    let world = world(old, new);
    let before = (world.read("old.toml"), world.read("d/new.toml"));
    let ended = world.run(&format!("supersede {names} {DAY}"));
    assert_eq!(ended.code, 2, "{}", ended.output);
    for part in why {
        assert!(ended.messages.contains(part), "{part}: {}", ended.messages);
    }
    assert_eq!((world.read("old.toml"), world.read("d/new.toml")), before);
}

#[test]
fn a_loop_over_a_third_plan_is_found() {
    let world = world("supersedes = [\"third.toml\"]\n", "");
    world.write("third.toml", PLAN.replace("mode = ", "supersedes = [\"./d/../d/new.toml\"]\nmode = "));
    let ended = world.run(&format!("supersede old.toml d/new.toml {DAY}"));
    assert!(
        ended.messages.contains("'old.toml' supersedes 'third.toml' supersedes 'd/new.toml' already"),
        "{}",
        ended.messages
    );
}

#[test]
fn a_new_decision_that_does_not_hold_takes_the_place_loudly() {
    let world = world("", "");
    world.write("d/new.toml", PLAN.replace("us-east-1", "eu-west-3"));
    let ended = world.run(&format!("supersede old.toml d/new.toml {DAY}"));
    assert_eq!(ended.code, 0);
    assert!(
        ended.messages.contains("WARNING: 'd/new.toml' takes the place although it is blocked"),
        "{}",
        ended.messages
    );
}

#[test]
fn scripts_read_both() {
    let object = world("", "").run(&format!("supersede old.toml d/new.toml --json {DAY}")).json();
    assert_eq!(object["schema"], "servemap/review/1");
    let old = &object["reviews"][0];
    assert_eq!(
        (&old["review"], &old["status"], &old["superseded_by"]),
        (&"supersede".into(), &"superseded".into(), &"d/new.toml".into())
    );
    assert_eq!(object["new"]["supersedes"][0], "../old.toml");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn a_plan_reached_by_a_link_is_the_plan() {
        let world = world("", "");
        symlink("old.toml", world.path("link.toml")).unwrap();
        let ended = world.run(&format!("supersede old.toml link.toml {DAY}"));
        assert!(ended.messages.contains("cannot supersede itself"), "{}", ended.messages);
        symlink("d/new.toml", world.path("current.toml")).unwrap();
        world.fine(&format!("supersede link.toml current.toml {DAY}"));
        assert!(world.read("old.toml").contains("superseded_by = \"d/new.toml\"\n"));
        assert!(world.path("link.toml").is_symlink());
    }

    #[test]
    fn a_file_that_cannot_be_written_is_found_before_either_is() {
        let world = world("", "");
        let before = world.read("d/new.toml");
        let read_only = |on: bool| {
            let mut permissions = fs::metadata(world.path("old.toml")).unwrap().permissions();
            permissions.set_mode(if on { 0o444 } else { 0o644 });
            fs::set_permissions(world.path("old.toml"), permissions).unwrap();
        };
        read_only(true);
        let ended = world.run(&format!("supersede old.toml d/new.toml {DAY}"));
        assert!(ended.code == 2 && ended.messages.contains("'old.toml' is read-only"), "{}", ended.messages);
        assert_eq!(world.read("d/new.toml"), before);
        read_only(false);
        world.fine(&format!("supersede old.toml d/new.toml {DAY}"));
    }
}
