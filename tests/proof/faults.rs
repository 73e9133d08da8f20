//! Every system call of a writing that touches a file fails, one after another: the old file stays whole, or the new one
//! stands there whole, and what is said and how it ends is true.

#[path = "faults/calls.rs"]
mod calls;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io;

use nix::errno::Errno;

use super::run::{Proof, Rounds, failure, is_long};
use super::trace::{Stop, Traced, answer, answered, is_allowed};
use super::world::{End, Ended, World, is_temporary, names, without_temporary};
use super::writes::{Done, WRITINGS, Writing, assert_whole, ended};
use calls::{Kind, Open, Touch};

/// What a disk, a network or the system may answer.
const ERRORS: [Errno; 7] =
    [Errno::ENOSPC, Errno::EIO, Errno::EACCES, Errno::EROFS, Errno::EMFILE, Errno::EINTR, Errno::EDQUOT];

/// Far more calls than any run makes: a program that tries for ever is ended here.
const MOST_CALLS: usize = 20_000;

/// A run in which calls failed.
struct Run {
    ended: Ended,
    /// The calls that were made to fail.
    failed: Vec<Touch>,
    world: World,
}

/// One call fails, everything after it works: with one error in short, with each in long.
#[test]
fn one() {
    if !is_allowed() {
        return;
    }
    let rounds = Rounds { short: 1, long: WRITINGS.len() as u64 };
    let proof = Proof { name: "faults one", what: "calls made to fail", rounds };
    proof.run(|round| {
        let at = usize::try_from(round.number).unwrap();
        let writing = &WRITINGS[at % WRITINGS.len()];
        let done = writing.done();
        let mut faults = Vec::new();
        for number in of_interest(writing, &done) {
            // Each error for the first few writings, two for each call of the others.
            let some = [ERRORS[number % ERRORS.len()], ERRORS[(number + 3) % ERRORS.len()]];
            let errors = match (is_long(), at < 4) {
                (false, _) => &some[..1],
                (true, false) => &some[..],
                (true, true) => &ERRORS[..],
            };
            for error in errors {
                round.input(format!("{}, call {number} answers {error}", writing.name));
                let (run, _) = run(writing, &done, |at, _| (at == number).then_some(*error));
                if let Some(fault) = failure(|| assert_told(writing, &done, &run, *error)) {
                    faults.push(format!("call {number} answers {error}: {fault}"));
                }
            }
        }
        let told = &faults[..faults.len().min(5)];
        assert!(faults.is_empty(), "{} calls:\n{}", faults.len(), told.join("\n"));
    });
}

/// From one call on all of its kind fail, as on a disk that is full or gone.
#[test]
fn from_one_on() {
    if !is_allowed() {
        return;
    }
    let rounds = Rounds { short: 0, long: WRITINGS.len() as u64 };
    let proof = Proof { name: "faults from_one_on", what: "runs", rounds };
    proof.run(|round| {
        let writing = &WRITINGS[usize::try_from(round.number).unwrap() % WRITINGS.len()];
        let done = writing.done();
        let count = run(writing, &done, |_, _| None).1;
        for number in 0..count {
            for (error, fails) in LASTING {
                round.input(format!("{}, from call {number} on {error}", writing.name));
                let fail = |at: usize, touch: &Touch| (at >= number && fails(touch)).then_some(error);
                let (run, _) = run(writing, &done, fail);
                assert_told(writing, &done, &run, error);
            }
        }
    });
}

type Meets = fn(&Touch) -> bool;

/// Lasting conditions, and the calls that meet them.
const LASTING: [(Errno, Meets); 4] = [
    (Errno::ENOSPC, |touch| touch.kind == Kind::Write && !touch.is_standard() || touch.creates),
    (Errno::EROFS, |touch| touch.creates || touch.kind == Kind::Change),
    (Errno::EMFILE, |touch| touch.kind == Kind::Open),
    (Errno::EIO, |touch| !touch.is_standard()),
];

/// Reads and writes that take a few bytes at a time, as a signal or a network makes them.
#[test]
fn short_reads_and_writes() {
    if !is_allowed() {
        return;
    }
    let rounds = Rounds { short: 1, long: WRITINGS.len() as u64 };
    let proof = Proof { name: "faults short_reads_and_writes", what: "calls cut short", rounds };
    proof.run(|round| {
        let writing = &WRITINGS[usize::try_from(round.number).unwrap() % WRITINGS.len()];
        let done = writing.done();
        let world = World::of(&done.before);
        let mut traced = writing.traced(&world);
        let (mut open, mut cut) = (Open::default(), 0);
        // One byte of a large page at a time would take long.
        let bytes = if done.before.values().any(|bytes| bytes.len() > 20_000) { 997 } else { 7 };
        let end = loop {
            match traced.step() {
                Stop::Entry(call) => {
                    let touch = open.entry(&traced, &call, &world);
                    if touch.is_some_and(|touch| matches!(touch.kind, Kind::Read | Kind::Write)) {
                        round.input(format!("{}, {bytes} bytes at a time", writing.name));
                        call.shorten(bytes);
                        cut += 1;
                    }
                }
                Stop::Exit(thread) => open.exit(answered(thread)),
                Stop::Ended(end) => break end,
            }
        };
        let ended = ended(&world, end, "run");
        assert!(cut > 2, "{ended:?}");
        assert_eq!((ended.end, &ended.output), (done.ended.end, &done.ended.output), "{ended:?}");
        assert_eq!(names(&world.tree()), names(&done.after));
        assert_eq!(world.tree(), done.after);
    });
}

/// The calls that are made to fail. In short: from the one that makes the temporary file on.
fn of_interest(writing: &Writing, done: &Done) -> std::ops::Range<usize> {
    let first = Cell::new(None);
    let (_, count) = run(writing, done, |number, touch| {
        if touch.makes_copy() && first.get().is_none() {
            first.set(Some(number));
        }
        None
    });
    if is_long() { 0..count } else { first.get().unwrap_or(0)..count }
}

/// Runs a writing in which some calls fail. `fails` is asked about each call that touches the world, by its number; gives
/// back how many there were.
fn run(writing: &Writing, done: &Done, fails: impl Fn(usize, &Touch) -> Option<Errno>) -> (Run, usize) {
    let world = World::of(&done.before);
    let mut traced: Traced = writing.traced(&world);
    let (mut open, mut count, mut failed, mut fault) = (Open::default(), 0, Vec::new(), None);
    let mut calls = 0;
    let end = loop {
        match traced.step() {
            Stop::Entry(call) => {
                calls += 1;
                assert!(calls < MOST_CALLS, "it does not end");
                let Some(touch) = open.entry(&traced, &call, &world) else { continue };
                fault = fails(count, &touch);
                count += 1;
                if fault.is_some() {
                    call.skip();
                    failed.push(touch);
                }
            }
            Stop::Exit(thread) => {
                if let Some(error) = fault.take() {
                    answer(thread, error);
                }
                open.exit(answered(thread));
            }
            Stop::Ended(end) => break end,
        }
    };
    let ended = ended(&world, end, "run");
    drop(traced);
    (Run { ended, failed, world }, count)
}

/// The old file whole and why, or the new one whole; and no temporary file, unless it was the removal that failed.
fn assert_told(writing: &Writing, done: &Done, run: &Run, error: Errno) {
    let (ended, now) = (&run.ended, run.world.tree());
    let failed: Vec<String> = run.failed.iter().map(ToString::to_string).collect();
    let context = || format!("{failed:?} answered {error}: {ended:?}\n{:?}", names(&now));
    assert!(ended.is_orderly(), "{}", context());
    let is_new = assert_whole(done, &now);
    let of_output = run.failed.iter().any(Touch::is_output);
    if !of_output {
        assert!(
            ended.output.is_empty() || ended.output == done.ended.output,
            "half an answer: {}",
            context()
        );
    }
    if ended.end == done.ended.end {
        // Done all the same: then all of it.
        let is_kept = error == Errno::EINTR || !run.failed.iter().any(Touch::keeps);
        assert!(is_kept, "done, and perhaps not kept: {}", context());
        let messages = run.failed.iter().any(Touch::is_messages);
        assert!(messages || of_output || ended.output == done.ended.output, "{}", context());
        assert_eq!(without_temporary(&now), done.after, "{}", context());
    } else {
        assert_eq!(ended.end, End::Code(2), "{}", context());
        let told = &ended.messages;
        let several = writing.line.starts_with("supersede")
            || writing.line.contains("pages")
            || writing.line.contains("matrix");
        assert!(!is_new || of_output || several, "written, and told that it was not: {}", context());
        assert!(told.contains("error: "), "{}", context());
        let is_named =
            run.failed.iter().any(|touch| touch.is_output() || touch.is_named_in(told, writing.line));
        assert!(is_named, "not named: {}", context());
        // A question that fails once and is then answered leaves no reason behind.
        let asked = run.failed.len() == 1 && run.failed[0].kind == Kind::Ask;
        let told = told.to_lowercase();
        let is_reason = asked || reasons(error).iter().any(|reason| told.contains(reason));
        assert!(is_reason, "no reason: {}", context());
    }
    let removal = run.failed.iter().any(|touch| touch.kind == Kind::Change);
    let left: BTreeSet<&String> = now.keys().filter(|path| is_temporary(path)).collect();
    assert!(removal || left.is_empty(), "{left:?}: {}", context());
}

/// The words for an error, in the program or in the system.
fn reasons(error: Errno) -> Vec<String> {
    let system = io::Error::from_raw_os_error(error as i32).to_string().to_lowercase();
    let system = system.split(" (os error").next().unwrap_or_default().to_owned();
    let own = match error {
        Errno::ENOSPC | Errno::EDQUOT => "the disk is full",
        Errno::EACCES => "permission denied",
        Errno::EROFS => "the file system is read-only",
        _ => return vec![system],
    };
    vec![system, own.to_owned()]
}
