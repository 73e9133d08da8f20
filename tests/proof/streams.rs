//! Standard streams that are closed, full or gone: the exit code is true, no file takes a message, nothing is half written.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

use super::run::{Proof, Rounds};
use super::world::{End, Ended, SERVEMAP, World, names, words};
use super::writes::{PLAN, WRITINGS, assert_whole};

/// What is asked of the program, and whether it may write files.
const LINES: [&str; 12] = [
    "regions --mode pay-per-token",
    "export plan.toml --kind row --as-of 2026-10-20",
    "check plan.toml --as-of 2026-10-20",
    "nosuch",
    "",
    "--help",
    "man",
    "matrix list",
    "verify - --region us-east-1",
    "export - --kind row",
    "plan --interactive -o new.toml",
    "why llama --json",
];

/// Any of the three streams is closed before the program starts: what it opens then gets their numbers.
#[test]
fn closed() {
    let all = LINES.len() + WRITINGS.len();
    let proof = Proof { name: "streams closed", what: "runs", rounds: Rounds { short: 2, long: all as u64 } };
    proof.run(|round| {
        let number = usize::try_from(round.number).unwrap() % all;
        let writing = WRITINGS.get(number);
        let line = writing.map_or_else(|| LINES[number - WRITINGS.len()], |writing| writing.line);
        let done = writing.map(super::writes::Writing::done);
        for closed in 1..8 {
            let redirections: String = ["<&- ", ">&- ", "2>&- "]
                .iter()
                .enumerate()
                .filter(|(at, _)| closed & (1 << at) != 0)
                .map(|(_, text)| *text)
                .collect();
            round.input(format!("{line} {redirections}"));
            let world = done.as_ref().map_or_else(World::new, |done| World::of(&done.before));
            if done.is_none() {
                world.put("plan.toml", PLAN);
            }
            let before = world.tree();
            let ended = world.script(&format!("\"$0\" {line} {redirections}"));
            assert!(ended.is_orderly(), "{ended:?}");
            let now = world.tree();
            match &done {
                Some(done) => {
                    assert_eq!(ended.end, done.ended.end, "{ended:?}");
                    assert_whole(done, &now);
                    assert_eq!(names(&now), names(&done.after));
                }
                None => assert_eq!(names(&now), names(&before), "{ended:?}"),
            }
        }
    });
}

/// A disk behind a stream that is full, a pipe whose reader is gone, and one that takes nothing and does not wait.
#[test]
fn full() {
    let rounds = Rounds { short: 3, long: 3 * LINES.len() as u64 };
    let proof = Proof { name: "streams full", what: "runs", rounds };
    proof.run(|round| {
        let number = usize::try_from(round.number).unwrap();
        let line = LINES[number / 3 % LINES.len()];
        round.input(format!("{line}, stream {}", number % 3));
        let world = World::new();
        world.put("plan.toml", PLAN);
        let usual = world.run(&words(line));
        let mut command = world.command(SERVEMAP);
        command.args(words(line));
        match number % 3 {
            0 => {
                let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
                let ended = Ended::of(command.stdout(full()));
                if usual.output.is_empty() {
                    assert_eq!((ended.end, &ended.messages), (usual.end, &usual.messages));
                } else {
                    assert_refused(&ended, "the disk is full");
                }
                // Nobody can be told: it ends as it would have.
                let mut command = world.command(SERVEMAP);
                let ended = Ended::of(command.args(words(line)).stderr(full()));
                assert_eq!((ended.end, &ended.output), (usual.end, &usual.output));
            }
            1 => {
                let (reader, writer) = std::io::pipe().unwrap();
                drop(reader);
                let ended = Ended::of(command.stdout(writer));
                assert_eq!((ended.end, &ended.messages), (usual.end, &usual.messages), "{ended:?}");
            }
            _ => {
                let (_reader, mut writer) = std::io::pipe().unwrap();
                fcntl_setfl(&writer, fcntl_getfl(&writer).unwrap() | OFlags::NONBLOCK).unwrap();
                let filled =
                    std::iter::repeat_with(|| writer.write(&[0; 4096])).find_map(Result::err).unwrap();
                assert_eq!(filled.kind(), ErrorKind::WouldBlock);
                let ended = Ended::of(command.stdout(writer));
                if usual.output.is_empty() {
                    assert_eq!((ended.end, &ended.messages), (usual.end, &usual.messages));
                } else {
                    assert_refused(&ended, "temporarily unavailable");
                }
            }
        }
    });
}

fn assert_refused(ended: &Ended, why: &str) {
    assert_eq!(ended.end, End::Code(2), "{ended:?}");
    assert!(ended.messages.contains("error: the output cannot be written"), "{ended:?}");
    assert!(ended.messages.contains(why), "{ended:?}");
}
