//! Approvals on two branches, merged by the real git.

use std::process::{Command, Output};

use super::World;
use super::reviewing::PLAN;

const DAY: &str = "--as-of 2026-11-26";

impl World {
    /// git in the world's folder, with nothing of this machine's configuration.
    fn git(&self, line: &str) -> Output {
        Command::new("git")
            .args(super::words(line))
            .current_dir(self.path(""))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.path("home"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs([
                ("GIT_AUTHOR_DATE", "2026-11-26T12:00:00Z"),
                ("GIT_COMMITTER_DATE", "2026-11-26T12:00:00Z"),
            ])
            .output()
            .unwrap()
    }

    fn git_fine(&self, line: &str) {
        let output = self.git(line);
        assert!(output.status.success(), "git {line}\n{}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        self.git_fine("add -A");
        self.git_fine("commit -q -m x");
    }
}

/// A repository with two plans, where Ana works on the branch `ana` and Bob on `bob`.
fn repository(ana: &str, bob: &str) -> World {
    let world = World::new();
    world.write(
        "home/.gitconfig",
        "[user]\nname = Nobody\nemail = nobody@example.com\n[init]\ndefaultBranch = main\n",
    );
    world.write(".gitignore", "home\n");
    for name in ["a.toml", "b.toml"] {
        world.write(name, PLAN);
    }
    world.git_fine("init -q");
    world.commit();
    for (branch, line) in [("ana", ana), ("bob", bob)] {
        world.git_fine(&format!("checkout -q -b {branch} main"));
        world.fine(&format!("{line} {DAY}"));
        world.commit();
    }
    world.git_fine("checkout -q main");
    world.git_fine("merge -q ana");
    world
}

#[test]
fn two_branches_that_approve_different_plans_merge_without_conflict() {
    let world = repository("approve a.toml --by Ana", "approve b.toml --by Bob");
    world.git_fine("merge -q --no-edit bob");
    for (name, by) in [("a.toml", "Ana"), ("b.toml", "Bob")] {
        let ended = world.run(&format!("comment {name} --comment x --by Eve {DAY}"));
        assert!(ended.output.contains(&format!("1 holding ({by})")), "{}", ended.output);
    }
}

/// What a person does who keeps both sides: the lines of the markers go.
fn keep_both(text: &str) -> String {
    let marker =
        |line: &&str| !["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|sign| line.starts_with(sign));
    text.lines().filter(marker).flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn two_approvals_of_one_plan_conflict_as_two_whole_blocks_and_keeping_both_is_right() {
    for comment in ["", "--comment 'as agreed'"] {
        let world = repository(
            &format!("approve a.toml --by 'Ana Diaz' {comment}"),
            &format!("approve a.toml --by Bob {comment}"),
        );
        assert!(!world.git("merge -q --no-edit bob").status.success());
        let conflict = world.read("a.toml");
        assert_eq!(conflict.matches("<<<<<<<").count(), 1, "{conflict}");
        let between = conflict.split("<<<<<<<").nth(1).unwrap();
        let (ours, theirs) = between.split_once("=======").unwrap();
        for (side, by) in [(ours, "Ana Diaz"), (theirs, "Bob")] {
            assert!(side.contains(&format!("[[reviews]] # {by}\n")), "{conflict}");
            assert!(side.contains("seen = {") && side.contains(&format!("by = \"{by}\"\n")), "{conflict}");
        }
        world.write("a.toml", keep_both(&conflict));
        let ended = world.run(&format!("comment a.toml --comment x --by Eve {DAY}"));
        assert!(ended.output.contains("2 holding (Ana Diaz, Bob)"), "{}{}", ended.output, ended.messages);
        world.commit();
    }
}

/// The same in the style that shows what stood there before.
#[test]
fn keeping_both_is_right_in_every_style_of_conflict() {
    for style in ["diff3", "zdiff3"] {
        let world = repository(
            "approve a.toml --by Ana --comment ok",
            "request-changes a.toml --by Bob --comment ok",
        );
        world.git_fine(&format!("config merge.conflictStyle {style}"));
        assert!(!world.git("merge -q --no-edit bob").status.success());
        let conflict = world.read("a.toml");
        let reviews = conflict.split("[[reviews]] # Ana").nth(1).unwrap();
        let reviews = keep_both(&format!("<<<<<<<\n[[reviews]] # Ana{reviews}"));
        for by in ["Ana", "Bob"] {
            assert!(reviews.contains(&format!("by = \"{by}\"\n")), "{conflict}");
        }
    }
}

#[test]
fn two_days_of_judging_conflict_as_two_whole_blocks_too() {
    let world = repository(
        "plan --update -o a.toml --owner search --by Ana",
        "plan --update -o a.toml --owner search --by Bob",
    );
    assert!(!world.git("merge -q --no-edit bob").status.success());
    let conflict = world.read("a.toml");
    world.write("a.toml", keep_both(&conflict));
    let ended = world.run(&format!("comment a.toml --comment x --by Eve {DAY}"));
    assert_eq!(ended.code, 0, "{conflict}\n{}", ended.messages);
    assert_eq!(world.read("a.toml").matches("[[decided]]").count(), 2, "{conflict}");
}
