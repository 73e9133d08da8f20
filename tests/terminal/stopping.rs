//! Being stopped by the user, by a signal, and going on.

use std::cell::Cell;

use rustix::process::{PidfdFlags, Signal, pidfd_open};

use super::pty::Terminal;
use super::start::{SERVEMAP, Start};
use super::{assert_given_back, ends_within};

const CTRL_Z: &str = "\x1a";

/// A shell that waits at its prompt, with servemap stopped by what `stop` does.
fn stopped(line: &str, stop: impl Fn(&mut Terminal)) -> Terminal {
    let mut terminal = Start::shell().run();
    terminal.wait_for_shell("ready>");
    terminal.send(&format!("{line}\n"));
    terminal.wait_for_servemap();
    stop(&mut terminal);
    // Not the end of the screen: where nothing was given back, the shell writes into the middle of the frame.
    terminal.wait_until("prompt", |state| state.bytes.trim_ascii_end().ends_with(b"ready>"));
    terminal
}

/// Brings it back, finds it alive, and quits.
fn assert_returns(terminal: Terminal) {
    assert_returns_after(terminal, "");
}

fn assert_returns_after(mut terminal: Terminal, before: &str) {
    let drawn = terminal.state().frames();
    terminal.send(&format!("{before}fg\n"));
    terminal.wait_until("new frame", |state| state.frames() > drawn);
    terminal.wait_for_servemap();
    assert_ne!(terminal.termios(), terminal.untouched);
    assert!(terminal.state().screen().bracketed_paste());
    terminal.send("\x03");
    terminal.wait_for_shell("ready>");
    assert_given_back(&terminal);
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_until_fg() {
    let terminal = stopped(SERVEMAP, |terminal| terminal.send(CTRL_Z));
    assert_given_back(&terminal);
    assert_returns(terminal);
}

#[test]
fn in_the_background_it_waits_for_fg() {
    let terminal = stopped(SERVEMAP, |terminal| terminal.send(CTRL_Z));
    assert_returns_after(terminal, "bg; ");
}

#[test]
fn a_stop_signal_from_outside_does_the_same() {
    let terminal = stopped(SERVEMAP, |terminal| terminal.signal(Signal::TSTP));
    assert_given_back(&terminal);
    assert_returns(terminal);
}

#[test]
fn a_stop_that_cannot_be_caught_is_made_good_afterwards() {
    let terminal = stopped(SERVEMAP, |terminal| terminal.signal(Signal::STOP));
    // What a shell, or its user, does about a terminal in such a state.
    assert_returns_after(terminal, r"stty sane; printf '\033[?2004l'; ");
}

#[test]
fn a_wrapper_is_stopped_together_with_it() {
    let line = format!(r#"sh -c '"$0"; printf "wrap%s\n" per' {SERVEMAP}"#);
    let mut terminal = stopped(&line, |terminal| terminal.send(CTRL_Z));
    assert_given_back(&terminal);
    terminal.send("fg\n");
    terminal.wait_for_servemap();
    terminal.send("\x03");
    terminal.wait_for("wrapper");
    terminal.wait_for_shell("ready>");
    assert_given_back(&terminal);
}

/// Stops servemap in that way, kills it in the background, and sees it gone.
fn killed_while_stopped(stop: impl Fn(&mut Terminal)) -> Terminal {
    let process = Cell::new(None);
    let mut terminal = stopped(SERVEMAP, |terminal| {
        process.set(Some(pidfd_open(terminal.foreground(), PidfdFlags::empty()).unwrap()));
        stop(terminal);
    });
    // What it was told waits until it goes on.
    terminal.send("kill %1; kill -CONT %1\n");
    assert!(ends_within(&process.take().unwrap(), 10), "it is still there");
    // Shells speak of it in their own words, at the next prompt.
    terminal.send("\n");
    terminal.wait_for("143");
    terminal
}

#[test]
fn a_stopped_one_dies_of_kill() {
    let terminal = killed_while_stopped(|terminal| terminal.send(CTRL_Z));
    terminal.wait_for_shell("ready>");
    assert_given_back(&terminal);
}

#[test]
fn one_that_could_not_give_the_terminal_back_does_so_when_it_dies() {
    let terminal = killed_while_stopped(|terminal| terminal.signal(Signal::STOP));
    assert!(!terminal.state().screen().bracketed_paste());
    assert!(!terminal.state().screen().alternate_screen());
}

#[test]
fn ctrl_z_is_ignored_where_nobody_could_say_fg() {
    for start in [Start::servemap(), Start::script(r#""$0"; echo done"#)] {
        let mut terminal = start.run();
        terminal.wait_for_servemap();
        terminal.send(CTRL_Z);
        terminal.send("\x03");
        assert_eq!(terminal.wait_exit(), 0);
    }
}
