//! The end of the process at every system call of a writing: nothing is half written, nothing is lost, the next run works.

#[path = "kills/planner.rs"]
mod planner;

use std::collections::BTreeSet;

use super::run::{Proof, Round, Rounds, is_long};
use super::trace::is_allowed;
use super::world::{End, Tree, World, is_temporary, names, without_chance, without_temporary, words};
use super::writes::{Done, WRITINGS, Writing, assert_whole};

const ALL: u64 = WRITINGS.len() as u64;

/// A writing that was watched: every state of the files that another process could have seen.
struct Watched {
    done: Done,
    /// Each state, and the number of the first system call that met it.
    states: Vec<(usize, Tree)>,
    calls: usize,
}

/// What a kill leaves is what stands there at that moment: one run shows it for every system call.
#[test]
fn seen() {
    if !is_allowed() {
        return;
    }
    let proof = Proof { name: "kills seen", what: "system calls", rounds: Rounds { short: 3, long: ALL } };
    proof.run(|round| {
        let writing = writing(round);
        let watched = watch(writing);
        for call in 0..watched.calls {
            round.input(format!("{}, call {call}", writing.name));
        }
        for (call, state) in &watched.states {
            round.again(format!("{}, killed at call {call}", writing.name));
            assert_survives(writing, &watched.done, state);
        }
    });
}

/// The same with a real kill at each call.
#[test]
fn done() {
    if !is_allowed() {
        return;
    }
    let proof = Proof { name: "kills done", what: "kills", rounds: Rounds { short: 1, long: ALL } };
    proof.run(|round| {
        let writing = writing(round);
        let watched = watch(writing);
        let (first, last) = (watched.states[1].0, watched.states.last().unwrap().0);
        // In short: from the call that makes the temporary file to the one that puts it in place.
        let calls = if is_long() { 0..watched.calls + 50 } else { first - 1..last + 1 };
        let mut survived = BTreeSet::new();
        for call in calls {
            round.input(format!("{}, killed at call {call}", writing.name));
            let Some(state) = killed(writing, &watched.done.before, call) else { break };
            assert_whole(&watched.done, &state);
            if survived.insert(without_chance(&state)) {
                assert_survives(writing, &watched.done, &state);
            }
        }
    });
}

fn writing(round: &Round) -> &'static Writing {
    &WRITINGS[usize::try_from(round.number).unwrap() % WRITINGS.len()]
}

fn watch(writing: &Writing) -> Watched {
    let before = writing.before();
    let world = World::of(&before);
    let mut traced = writing.traced(&world);
    let (mut states, mut calls) = (vec![(0, before.clone())], 0);
    let end = loop {
        if let Err(end) = traced.next_call() {
            break end;
        }
        let now = world.tree();
        if states.last().is_some_and(|(_, last)| *last != now) {
            states.push((calls, now));
        }
        calls += 1;
    };
    let ended = super::writes::ended(&world, end, "run");
    assert!(matches!(end, End::Code(0 | 1)), "{}: {ended:?}", writing.name);
    let after = world.tree();
    assert_ne!(before, after, "{}: {ended:?}", writing.name);
    Watched { done: Done { before, after, ended }, states, calls }
}

/// What is left when it is killed as it is about to make this system call; none if it ends before.
fn killed(writing: &Writing, before: &Tree, call: usize) -> Option<Tree> {
    let world = World::of(before);
    let mut traced = writing.traced(&world);
    for _ in 0..call {
        traced.next_call().ok()?;
    }
    traced.next_call().ok()?;
    assert_eq!(traced.kill(), End::Signal(9));
    Some(world.tree())
}

/// What a kill left can be worked with: it is read as the old or the new, and the same command brings it to its end.
fn assert_survives(writing: &Writing, done: &Done, left: &Tree) {
    let is_new = assert_whole(done, left);
    let is_complete = without_temporary(left) == done.after;
    let world = World::of(left);
    // Whoever lists sees no temporary file, and no broken plan.
    let seen = world.run(&words("check . --as-of 2026-10-20"));
    assert!(seen.is_orderly() && !seen.output.contains(".servemap-"), "{seen:?}");
    assert!(!seen.output.contains("plan-broken"), "{seen:?}");
    if writing.line.starts_with("supersede") && is_new && !is_complete {
        let told = format!("{}{}", seen.output, seen.messages);
        assert!(
            told.contains("write superseded_by = \"d/new.toml\" and status = \"superseded\" in ./old.toml"),
            "half done, and not told: {told}"
        );
    }
    let listed = world.run(&words("matrix list"));
    assert_eq!(listed.end, End::Code(0), "{listed:?}");

    let again = world.run(&writing.words());
    let is_there = is_complete && again.end == End::Code(2) && again.messages.contains("exists already");
    assert!(again.end == done.ended.end || is_there, "again: {again:?} after {:?}", names(left));
    let now = world.tree();
    if is_there {
        assert_eq!(without_temporary(&now), done.after);
    } else {
        assert_whole(done, &now);
        assert_eq!(names(&without_temporary(&now)), names(&done.after), "again, from {:?}", names(left));
        assert_eq!(without_temporary(&now), done.after);
        // Whoever writes beside them removes them.
        let temporary = |tree: &Tree| tree.keys().filter(|path| is_temporary(path)).count();
        assert_eq!(temporary(&now), 0, "{:?}", names(&now));
    }
}
