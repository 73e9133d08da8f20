//! `-` and what a shell hands over: read and written in place of files, by every command that takes a file.
#![cfg(unix)]

use std::process::Command;

use rstest::rstest;

use super::{MAVERICK, World};

/// Runs a line of bash in the world's folder, with the program as `$0`.
fn bash(world: &World, script: &str) -> (String, String, i32) {
    let output = Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_servemap")])
        .current_dir(world.0.path())
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("HOME", world.path("home"))
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

fn world() -> World {
    let world = World::new();
    world.fine(&format!("{MAVERICK} -o a.toml"));
    world
}

const DAY: &str = "--as-of 2026-10-06";

#[rstest]
#[case::a_dash("-")]
#[case::the_device("/dev/stdout")]
#[case::the_descriptor("/dev/fd/1")]
fn a_document_goes_to_the_standard_output(#[case] name: &str) {
    let world = world();
    let expected = world.fine(&format!("export a.toml --kind row {DAY}"));
    let (output, messages, code) =
        bash(&world, &format!("$0 export a.toml --kind row {DAY} -o {name} | cat"));
    assert_eq!((output.as_str(), messages.as_str(), code), (expected.as_str(), "", 0));
    let (output, messages, _) = bash(&world, &format!("$0 {MAVERICK} -o {name} | cat"));
    assert_eq!(output, world.read("a.toml"));
    assert!(messages.contains("conditional") && !messages.contains("wrote"), "{messages}");
    assert_eq!(world.names(), ["a.toml"]);
}

#[rstest]
#[case("export - --kind row --as-of 2026-10-06", "a.toml")]
#[case("check - --as-of 2026-10-06", "a.toml")]
#[case("check /dev/stdin --as-of 2026-10-06", "a.toml")]
#[case("matrix validate -", "m.toml")]
#[case("matrix show --matrix -", "m.toml")]
#[case("matrix diff bundled -", "m.toml")]
fn the_standard_input_is_read(#[case] line: &str, #[case] file: &str) {
    let world = world();
    world.write("m.toml", super::custody::matrix("aws", "2026-11-01"));
    for input in [format!("< {file}"), format!("< <(cat {file})")] {
        let (output, messages, code) = bash(&world, &format!("$0 {line} {input}"));
        assert!(code < 2 && !output.is_empty(), "{line} {input}\n{messages}");
    }
    assert_eq!(world.names(), ["a.toml", "m.toml"]);
}

#[rstest]
#[case("export <(cat a.toml) --kind row --as-of 2026-10-06")]
#[case("check <(cat a.toml) --as-of 2026-10-06")]
#[case("models --matrix <(cat m.toml)")]
#[case("matrix validate <(cat m.toml)")]
#[case("verify <(echo '[]') --region us-east-1")]
fn what_a_shell_substitutes_is_read(#[case] line: &str) {
    let world = world();
    world.write("m.toml", super::custody::matrix("aws", "2026-11-01"));
    let (_, messages, code) = bash(&world, &format!("$0 {line}"));
    assert!(code < 2, "{line}\n{messages}");
}

#[test]
fn what_a_shell_substitutes_is_written() {
    let world = world();
    let script = format!("$0 export a.toml --kind row {DAY} -o >(cat > row.md) --force; wait $!");
    let (_, messages, code) = bash(&world, &script);
    assert_eq!(code, 0, "{messages}");
    world.fine(&format!("export a.toml --kind row {DAY} -o file.md"));
    assert_eq!(world.read("row.md"), world.read("file.md"));
}

#[test]
fn a_dash_makes_a_filter_of_what_changes_a_file() {
    let world = world();
    world.write("list.md", "\u{feff}# Ours\r\n");
    let (output, messages, code) =
        bash(&world, &format!("$0 export a.toml --kind row {DAY} --append - < list.md"));
    assert_eq!((code, messages.as_str()), (0, ""));
    world.fine(&format!("export a.toml --kind row {DAY} --append list.md"));
    assert_eq!(output, world.read("list.md"));
    let (output, _, code) = bash(&world, &format!("$0 plan --update --owner other {DAY} -o - < a.toml"));
    assert_eq!(code, 0);
    world.fine(&format!("plan --update --owner other {DAY} -o a.toml"));
    assert_eq!(output, world.read("a.toml"));
    assert_eq!(world.names(), ["a.toml", "list.md"]);
}

/// A device is written to as it stands, and is no plan that `check` would have to read.
#[rstest]
#[case("export a.toml --kind row -o /dev/null")]
#[case("export a.toml --kind row -o /dev/null --force")]
#[case(
    "plan --force --as-of 2026-10-06 --mode pay-per-token --region us-east-1 --model gpt-oss-20b --owner o --reason r -o /dev/null"
)]
#[case(
    "plan --as-of 2026-10-06 --mode pay-per-token --region us-east-1 --model gpt-oss-20b --owner o --reason r -o /dev/null"
)]
fn a_device_is_written_to_as_it_stands(#[case] line: &str) {
    let world = world();
    let (_, messages, code) = bash(&world, &format!("$0 {line}"));
    assert_eq!((messages.as_str(), code), ("wrote '/dev/null'\n", 0));
    let (_, messages, code) = bash(&world, "$0 export /dev/null");
    assert!(code == 2 && messages.contains("is not an ordinary file"), "{messages}");
}

#[test]
fn the_planner_does_not_open_the_standard_input() {
    let (_, messages, code) = bash(&world(), "$0 - < a.toml");
    assert_eq!(code, 2);
    assert!(messages.starts_with("error: the planner cannot open the standard input"), "{messages}");
}

#[test]
fn line_ends_and_a_mark_stay_in_every_file_that_is_written_again() {
    let world = world();
    let plan = format!("\u{feff}{}", world.read("a.toml").replace('\n', "\r\n"));
    world.write("a.toml", &plan);
    world.fine(&format!("plan --update --owner other {DAY} -o a.toml"));
    assert_eq!(world.read("a.toml"), plan.replace("\"ml-platform\"", "\"other\""));
    world.write("note.md", "\u{feff}old\r\n");
    world.fine(&format!("export a.toml --kind note {DAY} -o note.md --force"));
    let note = world.read("note.md");
    assert!(note.starts_with('\u{feff}') && !note.replace("\r\n", "").contains('\n'), "{note:?}");
    // And the check knows it again.
    world.write("a-note.md", note);
    assert!(!world.run(&format!("check a.toml {DAY}")).output.contains("export-stale"));
}
