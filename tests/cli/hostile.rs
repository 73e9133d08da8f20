//! Files that were made to hurt: as many faults as they have lines, and pipes that nobody writes into.

use std::fmt::Write;
use std::time::{Duration, Instant};

use rstest::rstest;

use super::World;

/// What a check of such a file may take where nothing is optimised and other tests run beside it. What grows with the
/// square of the file takes minutes.
const PATIENCE: Duration = Duration::from_secs(6);

fn many(line: impl Fn(usize) -> String) -> String {
    (0..50_000).fold(String::new(), |mut text, at| {
        let _ = write!(text, "{}", line(at));
        text
    })
}

#[rstest]
#[case::keys(many(|at| format!("unknown{at} = 1\n")))]
#[case::guardrails(format!("[guardrails]\n{}", many(|at| format!("none{at} = true\n"))))]
#[case::tables(many(|at| format!("[none{at}]\n")))]
#[case::the_same_key(many(|_| "mode = \"ptu\"\n".to_owned()))]
#[case::the_same_table(many(|_| "[record]\n".to_owned()))]
#[case::a_repeated_table(format!("[record]\n[record]\n{}", many(|_| "owner = \"a\"\n".to_owned())))]
#[case::one_line(format!("record = {{ {} a = 1 }}\n", many(|at| format!("u{at} = 1, "))))]
#[case::a_list(format!("considered = [{}]\n", many(|_| "1, ".to_owned())))]
#[case::no_toml(many(|_| "<<<<<<<\n".to_owned()))]
fn a_file_of_faults_is_told_quickly_and_in_part(#[case] faults: String) {
    let world = World::new();
    world.write("a.toml", format!("schema = \"servemap/plan/1\"\n{faults}"));
    let started = Instant::now();
    let ended = world.run("check a.toml --format json");
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    assert_eq!(ended.code, 1);
    let report = ended.json();
    let findings = report["findings"].as_array().unwrap();
    assert!((1..=51).contains(&findings.len()), "{}", findings.len());
    assert!(findings.iter().all(|finding| finding["rule"] == "plan-broken"));
    // The same as an error of the other commands.
    let ended = world.run("export a.toml");
    assert!(ended.code == 2 && ended.messages.lines().count() < 300, "{}", ended.messages.lines().count());
}

#[test]
fn every_fault_of_a_file_somebody_wrote_is_told() {
    let world = World::new();
    let faults: String = (0..40).fold(String::new(), |text, at| text + &format!("modle{at} = 1\n"));
    world.write("a.toml", format!("schema = \"servemap/plan/1\"\n{faults}"));
    let report = world.run("check a.toml --format json").json();
    let findings = report["findings"].as_array().unwrap();
    let places: Vec<_> = findings.iter().map(|found| (found["line"].as_u64(), &found["column"])).collect();
    assert_eq!(places.len(), 40);
    assert!(places.iter().zip(2..).all(|((line, column), at)| *line == Some(at) && **column == 1));
    world.write("b.toml", many(|at| format!("unknown{at} = 1\n")));
    let messages = world.run("export b.toml").messages;
    assert!(messages.contains("has 50001 problems") && messages.contains("\nand 49951 more\n"), "{messages}");
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_writes_into_is_named_and_not_waited_for() {
    let world = World::new();
    let made = std::process::Command::new("mkfifo").arg(world.path("x.toml")).status().unwrap();
    assert!(made.success());
    let limited =
        |words: &[&str]| world.command().args(words).timeout(Duration::from_secs(20)).output().unwrap();
    for words in [["check", "."], ["check", "x.toml"]] {
        let output = limited(&[words[0], words[1], "--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let finding = &report["findings"][0];
        assert_eq!((output.status.code(), &finding["rule"]), (Some(1), &"plan-broken".into()));
        let message = finding["message"].as_str().unwrap();
        assert!(message.contains("x.toml' is not an ordinary file"), "{message}");
    }
    let error = String::from_utf8(limited(&["export", "x.toml"]).stderr).unwrap();
    assert!(error.starts_with("error: 'x.toml' is not an ordinary file\nhint: "), "{error}");
}
