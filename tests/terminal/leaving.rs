//! Every way of leaving: quitting, being asked to, losing the terminal, and panicking.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open};

use super::start::{STAY, Start};
use super::{assert_given_back, ends_within, parts, running};

#[test]
fn q_quits_and_leaves_the_terminal_as_it_was() {
    let mut terminal = running();
    assert_ne!(terminal.termios(), terminal.untouched);
    terminal.send("\x03");
    terminal.wait_for_shell("left with 0");
    assert_given_back(&terminal);
}

/// The signals that ask a program to end, with its exit code then.
const ASKED: [(Signal, i32); 4] =
    [(Signal::TERM, 143), (Signal::INT, 143), (Signal::QUIT, 143), (Signal::HUP, 129)];

#[test]
fn being_asked_to_end_leaves_the_terminal_as_it_was() {
    for (signal, code) in ASKED {
        // At rest, under a popup, in a field, and in the middle of a burst.
        for keys in ["", "\x1bOP", "text", "\x1b3mm?"] {
            let mut terminal = running();
            terminal.send(keys);
            terminal.signal(signal);
            terminal.wait_for_shell(&format!("left with {code}"));
            assert_given_back(&terminal);
        }
    }
}

/// As when the network stalls: what is to be written has no room, and is not waited for.
#[test]
fn a_terminal_that_takes_nothing_does_not_keep_it_from_ending() {
    for (signal, code) in ASKED {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = Start::script(STAY).home(home.path()).size(250, 80).run();
        terminal.wait_for_servemap();
        let process = pidfd_open(terminal.foreground(), PidfdFlags::empty()).unwrap();
        // Before the stall: a signal may overtake keys that nobody has read yet.
        terminal.send("\t\t ");
        terminal.wait_for("models remain");
        terminal.stalled(|terminal| {
            // More frames than any buffer holds.
            for keys in ["m", "m", "m", "t", "m", "t"].repeat(20) {
                terminal.send(keys);
            }
            terminal.signal(signal);
            assert!(ends_within(&process, 1), "it still runs a second after {signal:?}");
        });
        terminal.wait_for_shell(&format!("left with {code}"));
        assert_given_back(&terminal);
        let next = Start::servemap().home(home.path()).run();
        next.wait_for("Unsaved plans of earlier sessions");
    }
}

#[test]
fn a_wrapper_goes_on_afterwards() {
    let mut terminal = Start::script(r#""$0"; echo done"#).run();
    terminal.wait_for_servemap();
    terminal.send("\x03");
    assert_eq!(terminal.wait_exit(), 0);
    assert_eq!(terminal.screen().trim(), "done");
}

#[test]
fn its_end_does_not_wait_for_a_busy_wheel() {
    // Each waits half a second for the wheel: side by side.
    thread::scope(|scope| {
        for (signal, code) in ASKED {
            scope.spawn(move || {
                let shell = ["sh", "-c", STAY].map(OsString::from);
                let words = shell.into_iter().chain(parts::words("is_busy"));
                let terminal = Start::program(words).variable(parts::VARIABLE, "is_busy").run();
                terminal.wait_for_servemap();
                let before = Instant::now();
                terminal.signal(signal);
                terminal.wait_for_shell(&format!("left with {code}"));
                assert!(before.elapsed() < Duration::from_secs(1));
                assert_given_back(&terminal);
            });
        }
    });
}

#[test]
fn a_closed_terminal_ends_it_within_a_second() {
    assert_ends_with_its_window(true);
}

#[test]
fn a_terminal_that_closes_without_a_signal_ends_it_within_a_second() {
    assert_ends_with_its_window(false);
}

/// Kills the process that holds the terminal, as when a window is closed, and looks at what the shell
/// in it noted about servemap.
fn assert_ends_with_its_window(signals: bool) {
    let home = tempfile::tempdir().unwrap();
    let words = parts::words("holds_a_window");
    let mut window = Command::new(&words[0])
        .args(&words[1..])
        .env(parts::VARIABLE, "holds_a_window")
        .env("WINDOW_HOME", home.path())
        .env("WINDOW_SIGNALS", if signals { "yes" } else { "no" })
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(window.stdout.take().unwrap()).lines();
    let process = lines
        .map_while(Result::ok)
        .find_map(|line| line.split_once("window of ").and_then(|(_, number)| number.parse().ok()))
        .and_then(Pid::from_raw)
        .expect("the window says which process it started");
    let shell = pidfd_open(process, PidfdFlags::empty()).unwrap();

    window.kill().unwrap();
    assert!(ends_within(&shell, 1), "it still runs a second later");
    window.wait().unwrap();

    let note = fs::read_to_string(home.path().join("note")).unwrap();
    assert_eq!(note.lines().next(), Some("129"), "{note}");
    let spent: f64 = note.lines().last().unwrap().split_whitespace().map(seconds).sum();
    assert!(spent < 0.3, "it span: {note}");
}

/// `0m0.02s`, as the shell's `times` writes it.
fn seconds(time: &str) -> f64 {
    let (minutes, seconds) = time.trim_end_matches('s').split_once('m').unwrap();
    minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap()
}

/// Plays a part that panics, and finds the terminal given back before the message was written.
fn assert_panics_in_order(part: &str, message: &str) {
    let shell = ["sh", "-c", STAY].map(OsString::from);
    let words = shell.into_iter().chain(parts::words(part));
    let terminal = Start::program(words).variable(parts::VARIABLE, part).run();
    terminal.wait_for_shell("left with 101");
    assert_given_back(&terminal);
    assert!(terminal.screen().contains(message), "{}", terminal.screen());
    let state = terminal.state();
    assert!(state.count("servemap") > 0, "it had drawn");
    assert_eq!(state.count("still here"), 0, "it went on");
    assert!(state.last("\x1b[?1049l") < state.last(message));
    assert!(state.last("\x1b[?25h") < state.last(message), "nothing else is left for later");
}

#[test]
fn a_panic_gives_the_terminal_back_and_then_says_why() {
    assert_panics_in_order("panics_while_drawing", "out of the blue");
}

#[test]
fn a_panic_of_another_thread_ends_it_all() {
    assert_panics_in_order("panics_in_another_thread", "from the side");
}
