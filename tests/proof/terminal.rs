//! The planner in a real pseudo-terminal where things go wrong: bytes that no terminal sends, signals at any moment, sizes
//! that come and go, a disk that is full, another planner on the same plan.

#[path = "terminal/bytes.rs"]
mod bytes;
#[path = "terminal/output.rs"]
mod output;

use std::fs;
use std::sync::OnceLock;

use rustix::process::Signal;

use super::disks;
use super::pty::{State, Terminal, assert_given_back, assert_plain};
use super::run::{Proof, Rounds, is_long};
use super::start::{SERVEMAP, STAY, Start};
use super::trace::{Killed, Stop, Traced, is_allowed};
use super::world::{World, words};
use super::writes::PLAN;

/// What a shell in a terminal runs to be traced from the first call of servemap on.
pub const TRACED: &str = r#"echo "traced $$"; read go; exec "$0" "$@""#;

/// The planner on a plan, in a shell that stays: what it leaves behind in the terminal can be seen.
fn planner(world: &World, size: (u16, u16)) -> Terminal {
    let start = ["sh", "-c", STAY, SERVEMAP, "plan.toml", "--as-of", "2026-10-20"];
    Start::program(start).home(&world.work()).size(size.0, size.1).run()
}

fn world() -> World {
    let world = World::new();
    world.put("plan.toml", PLAN);
    world
}

/// Types, and waits until the text is on the screen; false if the program ended before.
pub fn types(terminal: &mut Terminal, keys: &str, text: &str) -> bool {
    terminal.send(keys);
    terminal.wait_until(text, |state| state.text().contains(text) || is_gone(state));
    terminal.state().text().contains(text)
}

/// Waits for the first whole frame.
fn wait_for_planner(terminal: &Terminal) {
    terminal.wait_until("frame", |state| {
        state.screen().alternate_screen() && state.frames() > 0 && state.text().contains("plan.toml")
    });
}

/// Whether the shell says, or the end of the first process, that the planner is gone.
fn is_gone(state: &State) -> bool {
    state.is_over() || state.text().contains("left with ")
}

/// Bytes of all kinds come in. It draws on, writes nothing that came from them, and gives the terminal back.
#[test]
fn bytes() {
    let proof = Proof { name: "terminal bytes", what: "pieces", rounds: Rounds { short: 1, long: 300 } };
    proof.run(|round| {
        let world = world();
        let mut terminal = planner(&world, (100, 30));
        wait_for_planner(&terminal);
        let mut sent = Vec::new();
        for number in 0..20 {
            let piece = bytes::piece(&mut round.random);
            sent.extend_from_slice(&piece);
            round.input(format!("\"{}\"", sent.escape_ascii()));
            terminal.send_bytes(&piece);
            if number % 5 == 4 {
                // It answers a new size whatever it has half read.
                let (before, width) = (terminal.state().frames(), [61, 133, 77, 140][number / 5]);
                terminal.resize(width, 30);
                terminal.wait_until("new frame", |state| state.frames() > before || is_gone(state));
            }
        }
        let ended = is_gone(&terminal.state());
        if !ended {
            terminal.signal(Signal::TERM);
        }
        terminal.wait_until("end", is_gone);
        let said = terminal.screen();
        assert!(["left with 0", "left with 143"].iter().any(|end| said.contains(end)), "{said}");
        assert_given_back(&terminal);
        output::assert_own(&terminal.state().bytes);
        let checked = world.run(&words("check plan.toml --as-of 2026-10-20"));
        assert!(checked.is_orderly() && !checked.output.contains("plan-broken"), "{checked:?}");
    });
}

/// It is asked to end at every system call of its start, and of its answer to a key. Before it listens, the signal does
/// what signals do.
#[test]
fn asked_to_end() {
    if !is_allowed() {
        return;
    }
    let proof =
        Proof { name: "terminal asked_to_end", what: "signals", rounds: Rounds { short: 2, long: 400 } };
    proof.run(|round| {
        let (signal, code) =
            [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 143), (Signal::QUIT, 143)]
                [round.random.usize(0..4)];
        let call =
            if is_long() { usize::try_from(round.number).unwrap() } else { round.random.usize(100..400) };
        round.input(format!("{signal:?} at call {call} of the main thread"));
        let world = world();
        let shell =
            format!("set -m; sh -c '{TRACED}' \"$0\" \"$@\"; printf 'left %s %s\\n' with \"$?\"; read end");
        let start = ["sh", "-c", &shell, SERVEMAP, "plan.toml", "--as-of", "2026-10-20"];
        let mut terminal = Start::program(start).home(&world.work()).size(100, 30).run();
        let process = traced_process(&terminal);
        // Who asks for the end first: behind the user a signal may come too late to count, and behind a signal the user is silent.
        let first = &OnceLock::new();
        std::thread::scope(|scope| {
            let _killed = Killed(process);
            let (seized, ready) = std::sync::mpsc::channel();
            let tracer = scope.spawn(move || {
                let mut traced = Traced::seize(process, || seized.send(()).unwrap()).unwrap();
                let mut calls = 0;
                loop {
                    match traced.step() {
                        Stop::Entry(made) if made.thread == process => {
                            if calls == call {
                                // The library that sets a handler loses what comes within that very call: then the user asks.
                                if made.number != SET_HANDLER {
                                    first.get_or_init(|| Asker::Signal);
                                }
                                let signal = nix::sys::signal::Signal::try_from(signal.as_raw()).unwrap();
                                nix::sys::signal::kill(process, signal).unwrap();
                            }
                            calls += 1;
                        }
                        Stop::Ended(_) => break,
                        _ => {}
                    }
                }
            });
            ready.recv().unwrap();
            terminal.send("\n");
            terminal.wait_until("servemap or its end", |state| {
                is_gone(state) || state.screen().alternate_screen() && state.frames() > 0
            });
            if !is_gone(&terminal.state()) {
                terminal.send("\x1b2\x1b3");
            }
            terminal.wait_until("end, or rest", |state| is_gone(state) || state.text().contains("Models"));
            if !is_gone(&terminal.state()) {
                if *first.get_or_init(|| Asker::User) == Asker::User {
                    terminal.send("\x03");
                }
                terminal.wait_until("end", is_gone);
            }
            tracer.join().unwrap();
            let is_late = *first.get_or_init(|| Asker::User) == Asker::User;
            let said = terminal.screen();
            // 128 and the number: the shell's word for a process that died of the signal.
            let died = format!("left with {}", 128 + signal.as_raw());
            let may = [format!("left with {code}"), died, "left with 0".to_owned()];
            // A shell whose program was interrupted ends as well.
            let interrupted = signal == Signal::INT
                && terminal.state().is_over()
                && terminal.state().count("\x1b[?1049h") == 0;
            assert!(interrupted || may.iter().any(|end| said.contains(end.as_str())), "{said}");
            assert!(is_late || !said.contains("left with 0"), "the signal was lost: {said}");
            assert_plain(&terminal);
        });
    });
}

/// The call that sets a handler of a signal.
const SET_HANDLER: u64 = if cfg!(target_arch = "x86_64") { 13 } else { 134 };

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asker {
    User,
    Signal,
}

/// The process that waits to be traced says its number.
pub fn traced_process(terminal: &Terminal) -> nix::unistd::Pid {
    terminal.wait_for("traced ");
    terminal.wait_until("number", |state| {
        state
            .text()
            .split("traced ")
            .nth(1)
            .is_some_and(|rest| rest.contains('\n') || !rest.trim().is_empty())
    });
    let text = terminal.screen();
    let number = text.split("traced ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    nix::unistd::Pid::from_raw(number.parse().unwrap())
}

/// Sizes come faster than frames, down to one cell.
#[test]
fn sizes() {
    let proof = Proof { name: "terminal sizes", what: "sizes", rounds: Rounds { short: 1, long: 60 } };
    proof.run(|round| {
        let world = world();
        let mut terminal = planner(&world, (100, 30));
        wait_for_planner(&terminal);
        for _ in 0..60 {
            let (width, height) = (round.random.u16(1..200), round.random.u16(1..70));
            round.input(format!("{width}x{height}"));
            terminal.resize(width, height);
            if round.random.u8(0..3) == 0 {
                terminal
                    .send(["\x1b3", "\x1b4", "m", "\x1b[27u", "t", "?", "\x1b7"][round.random.usize(0..7)]);
            }
        }
        terminal.resize(120, 40);
        terminal.wait_until("frame of the last size", |state| {
            state.screen().alternate_screen() && state.text().lines().count() == 40
        });
        terminal.signal(Signal::TERM);
        terminal.wait_for_shell("left with 143");
        assert_given_back(&terminal);
        output::assert_own(&terminal.state().bytes);
    });
}

/// A disk that is full keeps the plan on the screen and the old one in its file, and says why; once there is room it saves.
#[test]
fn full_disk() {
    if disks::namespace().is_none() {
        return;
    }
    let proof = Proof { name: "terminal full_disk", what: "sessions", rounds: Rounds { short: 1, long: 10 } };
    proof.run(|round| {
        round.input("a save on a full disk");
        let world = world();
        let script = r#"echo "traced $$"; mkdir disk; mount -t tmpfs -o size=64k tmpfs disk; cp plan.toml disk; cd disk
            dd if=/dev/zero of=fill bs=512 2>/dev/null; "$0" "$@"; printf 'left %s %s\n' with "$?"; read end"#;
        let start = ["unshare", "-Urm", "sh", "-c", script, SERVEMAP, "plan.toml", "--as-of", "2026-10-20"];
        let mut terminal = Start::program(start).home(&world.work()).size(120, 40).run();
        let shell = traced_process(&terminal);
        wait_for_planner(&terminal);
        // Of the mount namespace of the shell.
        let disk = format!("/proc/{shell}/root{}", world.work().join("disk").display());
        assert!(types(&mut terminal, "\x1b4", "Model record"));
        assert!(types(&mut terminal, "XYZ\r", "XYZ"));
        assert!(types(&mut terminal, "\x13", "the disk is full"), "{}", terminal.screen());
        assert_eq!(fs::read_to_string(format!("{disk}/plan.toml")).unwrap(), PLAN);
        let left = fs::read_dir(&disk).unwrap().count();
        assert_eq!(left, 2, "the plan and what fills the disk");
        fs::remove_file(format!("{disk}/fill")).unwrap();
        assert!(types(&mut terminal, "\x1b[27u\x13", "saved to "), "{}", terminal.screen());
        assert!(fs::read_to_string(format!("{disk}/plan.toml")).unwrap().contains("XYZ"));
        terminal.send("\x03");
        terminal.wait_for_shell("left with 0");
        assert_given_back(&terminal);
    });
}

/// Two planners on one plan: the second to save is told, and overwrites only when it is asked to; each has a draft of its
/// own.
#[test]
fn two_planners() {
    let proof =
        Proof { name: "terminal two_planners", what: "sessions", rounds: Rounds { short: 1, long: 20 } };
    proof.run(|round| {
        round.input("two planners on one plan");
        let world = world();
        let mut both: Vec<Terminal> = (0..2).map(|_| planner(&world, (120, 40))).collect();
        for (terminal, word) in both.iter_mut().zip(["AAA", "BBB"]) {
            wait_for_planner(terminal);
            assert!(types(terminal, "\x1b4", "Model record"));
            assert!(types(terminal, &format!("{word}\r"), word));
            assert!(types(terminal, "\x1bOP", "Keys of step 4"));
            terminal.send("\x1b[27u");
        }
        let drafts = world.work().join("state/servemap/drafts");
        let count = |ending: &str| {
            let names = fs::read_dir(&drafts).unwrap().map(|entry| entry.unwrap().path());
            names.filter(|path| path.extension().is_some_and(|other| other == ending)).count()
        };
        assert_eq!((count("toml"), count("lock")), (2, 2));
        assert!(types(&mut both[0], "\x13", "saved to "), "{}", both[0].screen());
        assert!(world.read("plan.toml").contains("AAA"));
        assert!(types(&mut both[1], "\x13", "changed on disk"), "{}", both[1].screen());
        assert!(world.read("plan.toml").contains("AAA"), "overwritten unasked");
        both[1].signal(Signal::TERM);
        both[1].wait_for_shell("left with 143");
        both[0].send("\x03");
        both[0].wait_for_shell("left with 0");
        let kept = servemap::store::Drafts::new(Some(drafts)).orphans();
        assert!(kept.len() == 1 && kept[0].contents.contains("BBB"), "{kept:?}");
    });
}
