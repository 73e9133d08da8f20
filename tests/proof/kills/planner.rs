//! The end of the planner at every system call of its main thread while it keeps a draft, saves, and takes a draft over.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

use servemap::store::Drafts;

use super::super::pty::Terminal;
use super::super::run::{Proof, Rounds, is_long};
use super::super::start::{SERVEMAP, Start};
use super::super::terminal::{TRACED, traced_process, types};
use super::super::trace::{Killed, Stop, Traced, is_allowed};
use super::super::world::{Tree, World, names, words};
use super::super::writes::PLAN;

/// What the user types: a change that is kept as a draft.
const CHANGE: [(&str, &str); 3] = [("\x1b4", "Model record"), ("XYZ\r", "XYZ"), ("\x1bOP", "Keys of step 4")];

/// What the user does in a session that finds a draft: it is taken over, and looked at.
const RESUME: [(&str, &str); 3] =
    [("", "Unsaved plans of earlier"), ("\r", "resumed"), ("\x1b4", "Model record")];

type Script = [(&'static str, &'static str); 3];

/// Every state of the files during a session that changes the plan, saves it and ends: from the first moment that anything
/// has the change, it is in the plan, or in a draft that the next session offers.
#[test]
fn seen() {
    if !is_allowed() {
        return;
    }
    let proof =
        Proof { name: "kills planner seen", what: "system calls", rounds: Rounds { short: 1, long: 5 } };
    proof.run(|round| {
        let world = World::new();
        world.put("plan.toml", PLAN);
        let mut states: Vec<(usize, Tree)> = Vec::new();
        let mut calls = 0;
        session(&world, &CHANGE, true, |call| {
            let now = world.tree();
            if states.last().is_none_or(|(_, last)| *last != now) {
                states.push((call, now));
            }
            calls = call;
            ControlFlow::Continue(())
        });
        for call in 0..calls {
            round.input(format!("the planner, call {call}"));
        }
        let mut has_change = false;
        for (call, state) in &states {
            round.again(format!("the planner, killed at call {call}"));
            has_change |= assert_kept(state, has_change);
        }
        assert!(has_change && world.read("plan.toml").contains("XYZ"), "{}", world.read("plan.toml"));
        assert!(states.len() > 5, "{}", states.len());
    });
}

/// The same with a real kill, at calls far and near.
#[test]
fn done() {
    if !is_allowed() {
        return;
    }
    let proof = Proof { name: "kills planner done", what: "kills", rounds: Rounds { short: 1, long: 400 } };
    proof.run(|round| {
        let at =
            if is_long() { usize::try_from(round.number).unwrap() } else { round.random.usize(150..350) };
        round.input(format!("the planner, killed at call {at}"));
        let world = World::new();
        world.put("plan.toml", PLAN);
        let kept = session(&world, &CHANGE, false, |call| {
            if call == at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_kept(&world.tree(), kept);
    });
}

/// While a planner takes over the draft of another that was killed, the change is in a draft or in the plan at every moment.
#[test]
fn taking_over() {
    if !is_allowed() {
        return;
    }
    let proof =
        Proof { name: "kills planner taking_over", what: "kills", rounds: Rounds { short: 1, long: 300 } };
    proof.run(|round| {
        let at =
            if is_long() { usize::try_from(round.number).unwrap() } else { round.random.usize(150..350) };
        round.input(format!("the planner that takes a draft over, killed at call {at}"));
        let world = with_draft();
        let (mut call_of_last, mut last) = (0, world.tree());
        session(&world, &RESUME, false, |call| {
            let now = world.tree();
            if now != last {
                (call_of_last, last) = (call, now);
                assert_kept(&last, true);
            }
            if call == at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        round.again(format!(
            "the planner that takes a draft over, killed at call {at}; last change at {call_of_last}"
        ));
        assert_kept(&world.tree(), true);
    });
}

/// A world in which a planner was killed that had kept a draft.
fn with_draft() -> World {
    let world = World::new();
    world.put("plan.toml", PLAN);
    let has_draft = |tree: &Tree| {
        let mut drafts = tree.iter().filter(|(name, _)| name.contains("drafts/") && !name.contains(".tmp"));
        drafts.any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("XYZ"))
    };
    session(&world, &CHANGE, false, |_| {
        if has_draft(&world.tree()) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_kept(&world.tree(), true);
    world
}

/// A session of changing, saving and leaving. `at` is asked at each system call of the main thread. Says whether a key
/// after the change was answered: by then the draft is kept.
fn session(
    world: &World,
    script: &Script,
    to_the_end: bool,
    mut at: impl FnMut(usize) -> ControlFlow<()> + Send,
) -> bool {
    let shell = format!("sh -c '{TRACED}' \"$0\" \"$@\"; exit $?");
    let start = ["sh", "-c", &shell, SERVEMAP, "plan.toml", "--as-of", "2026-10-20"];
    let mut terminal = Start::program(start).home(&world.work()).size(100, 30).run();
    let process = traced_process(&terminal);
    thread::scope(|scope| {
        let _killed = Killed(process);
        let (seized, ready) = mpsc::channel();
        let tracer = scope.spawn(move || {
            let mut traced = Traced::seize(process, || seized.send(()).unwrap()).unwrap();
            let mut calls = 0;
            loop {
                match traced.step() {
                    Stop::Entry(call) if call.thread == process => {
                        if at(calls).is_break() {
                            return traced.kill();
                        }
                        calls += 1;
                    }
                    Stop::Ended(end) => return end,
                    _ => {}
                }
            }
        });
        ready.recv().unwrap();
        terminal.send("\n");
        let kept = play(&mut terminal, script);
        assert!(!to_the_end || kept, "{}", terminal.screen());
        // Asked at more calls than there are, it ends by itself.
        if !tracer.is_finished() && script == &CHANGE {
            terminal.send("\x1b[27u");
            types(&mut terminal, "\x13", "saved to ");
            terminal.send("\x03");
        } else if !tracer.is_finished() {
            // It may have been killed since.
            let _ = nix::sys::signal::kill(process, nix::sys::signal::Signal::SIGTERM);
        }
        tracer.join().unwrap();
        kept
    })
}

fn play(terminal: &mut Terminal, script: &Script) -> bool {
    terminal.wait_until("servemap or its end", |state| {
        state.is_over() || state.screen().alternate_screen() && state.frames() > 0
    });
    script.iter().all(|(keys, text)| types(terminal, keys, text))
}

/// The plan is the old or the new one, and whole; if the change is owed, it is there. Says whether it is.
fn assert_kept(state: &Tree, owed: bool) -> bool {
    let plan = String::from_utf8_lossy(&state["work/plan.toml"]).into_owned();
    let is_saved = plan.contains("XYZ");
    assert!(is_saved || plan == PLAN, "neither old nor new: {plan}");
    let world = World::of(state);
    let checked = world.run(&words("check plan.toml --as-of 2026-10-20"));
    assert!(checked.is_orderly() && !checked.output.contains("plan-broken"), "{checked:?}");
    // Nobody holds a lock in this copy: as after the end of the process.
    let folder: PathBuf = world.work().join("state/servemap/drafts");
    let drafts = Drafts::new(Some(folder)).orphans();
    for draft in &drafts {
        servemap::plan::file::read("draft", &draft.contents).unwrap_or_else(|error| panic!("{error}"));
    }
    let is_kept = is_saved || drafts.iter().any(|draft| draft.contents.contains("XYZ"));
    assert!(is_kept || !owed, "the change is lost: {:?}", names(state));
    is_kept
}
