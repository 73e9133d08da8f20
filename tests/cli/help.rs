//! Help: by topic, on a screen, with examples that work; and flags only where they mean something.

use std::ffi::OsString;

use clap::Command;
use rstest::rstest;
use servemap::command::{Cli, declaration};

use super::looking::OWN;
use super::{MAVERICK, World, words};

/// The most lines of a help by `-h`: a screen.
const SCREEN: usize = 42;

/// The narrowest terminal that the help of the program fits.
const WIDTH: usize = 80;

/// Each command that does something: the words that name it.
fn commands() -> Vec<String> {
    fn below(command: &Command, name: &str, found: &mut Vec<String>) {
        for command in command.get_subcommands() {
            let name = format!("{name} {}", command.get_name());
            if command.has_subcommands() { below(command, &name, found) } else { found.push(name) }
        }
    }
    let mut found = Vec::new();
    below(&declaration(), "", &mut found);
    found
}

#[test]
fn the_help_of_the_program_lists_the_commands_by_topic() {
    let world = World::new();
    let short = world.fine("-h");
    assert!(
        short.lines().count() <= SCREEN && short.lines().all(|line| line.chars().count() <= WIDTH),
        "{short}"
    );
    insta::assert_snapshot!("help_short", short);
    insta::assert_snapshot!("help_long", world.fine("--help"));
    assert_eq!(world.fine("help"), world.fine("--help"));
}

#[test]
fn the_help_of_each_command_fits_a_screen_and_has_an_example() {
    let world = World::new();
    for command in commands() {
        let help = world.fine(&format!("{command} -h"));
        assert!(help.lines().count() <= SCREEN, "{command}: {} lines\n{help}", help.lines().count());
        assert!(help.contains("\nExample:\n  "), "{command}\n{help}");
        let long = world.fine(&format!("{command} --help"));
        assert!(long.lines().count() >= help.lines().count(), "{command}");
    }
}

/// What an example needs that a test does not have: a terminal, a network, a workspace, a matrix of that name.
const PARSED_ONLY: [&str; 8] = [
    "plan --interactive",
    "review ",
    "demo",
    "verify --via-cli",
    "matrix use 2026-11-20",
    "matrix use --previous",
    "matrix import availability.html",
    "config get ",
];

/// The examples of the help, pasted, in a folder that has what they name.
#[test]
fn every_example_of_every_help_works() {
    let world = World::new();
    world.write("my-matrix.toml", OWN);
    world.write("checklist.md", "");
    world.write("endpoints.json", "[]");
    for name in ["maverick.toml", "decisions/search.toml", "decisions/old-search.toml"] {
        world.write(name, "");
        world.fine(&format!("{MAVERICK} -o {name} --force"));
    }
    let git = |line: &str| {
        assert!(
            std::process::Command::new("git")
                .args(words(line))
                .current_dir(world.path(""))
                .status()
                .unwrap()
                .success()
        );
    };
    git("init -q -b main");
    for message in ["First", "Second"] {
        git("add .");
        git(&format!("-c user.name=Ana -c user.email=a@example.com commit -q --allow-empty -m {message}"));
    }
    let (mut ran, mut parsed) = (0, 0);
    for command in commands().into_iter().chain([String::new()]) {
        let help = world.fine(&format!("{command} --help"));
        // A line that was broken cannot be pasted.
        assert!(
            help.lines().all(|line| line.chars().count() <= 98 || !line.starts_with("  servemap ")),
            "{help}"
        );
        let help = help.replace("\\\n", " ");
        let examples = help.lines().filter_map(|line| line.strip_prefix("  servemap "));
        for example in examples {
            let example =
                example.split(" > ").next().unwrap().replace("decisions/*.toml", "decisions/search.toml");
            let is_parsed_only =
                |begins: &str| example == begins || begins.contains(' ') && example.starts_with(begins);
            if PARSED_ONLY.into_iter().any(is_parsed_only) {
                let line = words(&format!("servemap {example}")).into_iter().map(OsString::from);
                let read = Cli::read(&line.collect::<Vec<_>>());
                assert!(read.is_ok(), "{example}: {}", read.unwrap_err());
                parsed += 1;
                continue;
            }
            let reviewing = ["approve", "request-changes", "comment", "supersede", "withdraw"];
            let signed = reviewing.iter().any(|word| example.starts_with(word)) && !example.contains("--by");
            // What the help of a command writes is there when it is read again.
            let overwrites = example.starts_with("plan ") || example.contains("--kind pages");
            let force = if overwrites && example.starts_with("plan ") { " --force" } else { "" };
            let by = if signed { " --by Ana" } else { "" };
            let ended = world.run(&format!("{example}{by}{force}"));
            assert!(ended.code < 2, "{example}: {}", ended.messages);
            ran += 1;
        }
    }
    assert!(ran > 35 && parsed >= PARSED_ONLY.len(), "{ran} ran, {parsed} were parsed");
}

/// The flags of all commands, each with a value.
const SHARED: [(&str, &str); 5] = [
    ("--cloud", " aws"),
    ("--matrix", " my-matrix.toml"),
    ("--as-of", " 2026-11-26"),
    ("--config", " own.toml"),
    ("--no-config", ""),
];

/// Which of them each command does not read.
fn unread(command: &str) -> &'static [&'static str] {
    match command.trim() {
        "glossary" | "completions" | "man" | "config init" | "matrix validate" => {
            &["--cloud", "--matrix", "--as-of", "--config", "--no-config"]
        }
        "config show" | "config get" => &["--matrix", "--as-of"],
        "demo" => &["--config", "--no-config"],
        "matrix list" => &["--matrix"],
        "matrix import" => &["--as-of"],
        _ => &[],
    }
}

#[test]
fn a_flag_that_a_command_does_not_read_is_refused_and_not_in_its_help() {
    let world = World::new();
    for command in commands() {
        let help = world.fine(&format!("{command} --help"));
        for (flag, value) in SHARED {
            let unread = unread(&command).contains(&flag);
            let shown = help
                .lines()
                .any(|line| line.trim_start().starts_with(&format!("{flag} ")) || line.trim() == flag);
            assert_eq!(shown, !unread, "{command} {flag}\n{help}");
            if !unread {
                continue;
            }
            let words = match command.trim() {
                "completions" => "bash",
                "matrix validate" | "matrix import" => "file.toml",
                "config get" => "cloud",
                _ => "",
            };
            for line in
                [format!("{command} {words} {flag}{value}"), format!("{flag}{value} {command} {words}")]
            {
                let ended = world.run(&line);
                assert_eq!(ended.code, 2, "{line}");
                let expected = format!("error: '{flag}' has no effect on 'servemap{command}'");
                assert!(ended.messages.starts_with(&expected), "{line}: {}", ended.messages);
            }
        }
    }
}

#[rstest]
#[case::of_the_planner(
    "--theme dark check decisions",
    "'--theme' has no effect in front of 'servemap check'"
)]
#[case::a_name("--by Ana approve a.toml", "'--by' has no effect in front of 'servemap approve'")]
#[case::a_plan("a.toml models", "'a.toml' has no effect in front of 'servemap models'")]
#[case::nothing_is_judged("regions --residency in-geo", "--mode <ID>")]
#[case::a_document(
    "export a.toml --kind note --require-approval 2",
    "--require-approval has no effect on --kind note"
)]
#[case::pages("export . --kind pages -o wiki --force", "--force has no effect on --kind pages")]
#[case::a_plan_lists_no_others("verify a.json --plan a.toml --all", "cannot be used with '--all'")]
#[case::no_cost_in_a_page("models --tokens-in 1M --format markdown", "have no effect on --format markdown")]
#[case::of_another_cloud("check a.toml --cloud azure", "'a.toml' is a plan for AWS, not for Azure")]
#[case::listed_for_another("list a.toml --cloud azure", "'a.toml' is a plan for AWS, not for Azure")]
fn a_flag_without_effect_is_refused(#[case] line: &str, #[case] message: &str) {
    let world = World::new();
    world.run(&format!("{MAVERICK} -o a.toml"));
    let ended = world.run(line);
    assert_eq!(ended.code, 2, "{line}: {}", ended.messages);
    assert!(ended.messages.contains(message), "{line}: {}", ended.messages);
}

#[test]
fn flags_of_the_planner_count_in_front_of_the_commands_that_read_them() {
    let world = World::new();
    assert!(world.fine("--theme dark config show").contains("dark"));
    assert_eq!(world.fine("--cloud azure config get cloud"), "azure\n");
}
