//! Pipes and terminals: a reader that leaves early, colour, names that are no text.
#![cfg(unix)]

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::os::unix::ffi::OsStrExt;
use std::process::{Command, Stdio};

use super::{MAVERICK, World};

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let world = World::new();
    for words in [vec!["models", "--format", "json"], vec!["matrix", "show"], vec!["--help"], vec!["man"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_servemap"))
            .args(&words)
            .env_clear()
            .env("HOME", world.path("home"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ended = child.wait_with_output().unwrap();
        let messages = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success() && !messages.contains("panic"), "{words:?} {messages}");
    }
}

#[test]
fn a_pipe_of_the_shell_that_ends_early_is_no_failure() {
    let world = World::new();
    for line in ["models", "models --format json", "matrix show", "regions", "man"] {
        // What the program itself ended with, past what `head` did.
        let script = format!("{{ \"$0\" {line}; echo \"ended with $?\" >&2; }} | head -1");
        let output = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_servemap")])
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .env("HOME", world.path("home"))
            .output()
            .unwrap();
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(messages.ends_with("ended with 0\n") && !messages.contains("panic"), "{line}\n{messages}");
        assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1, "{line}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_is_full_is_a_failure() {
    let world = World::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ended = Command::new(env!("CARGO_BIN_EXE_servemap"))
        .args(["regions"])
        .env_clear()
        .env("HOME", world.path("home"))
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&ended.stderr)
            .contains("error: the output cannot be written: the disk is full")
    );
}

#[test]
fn colour_is_off_in_a_pipe_and_under_no_color() {
    let world = World::new();
    let line = ["models", "llama", "--mode", "pay-per-token", "--region", "us-east-1"];
    let coloured = |variables: &[(&str, &str)]| {
        let mut command = world.command();
        let output = command.args(line).envs(variables.iter().copied()).output().unwrap().stdout;
        output.contains(&0x1b)
    };
    assert!(!coloured(&[]));
    assert!(!coloured(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn names_and_contents_that_are_no_text_are_told() {
    let world = World::new();
    world.fine(&format!("{MAVERICK} -o a.toml"));
    let odd = world.0.path().join(OsStr::from_bytes(b"odd-\xFF.toml"));
    std::fs::copy(world.path("a.toml"), &odd).unwrap();
    let output = world.command().arg("export").arg(&odd).args(["--kind", "row"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    world.write("b.toml", b"schema = \"servemap/plan/1\"\n\xFF");
    let ended = world.run("export b.toml");
    assert_eq!(ended.code, 2);
    assert!(
        ended.messages.contains("'b.toml' is not UTF-8 text: line 2 contains the byte 0xFF"),
        "{}",
        ended.messages
    );

    let report = world.run("check . --format json --as-of 2026-10-06").json();
    assert_eq!(report["plans"], 3);
    assert!(report["findings"].as_array().unwrap().iter().any(|finding| finding["rule"] == "plan-broken"));
}
