//! The terminal is asked whether its ground is dark or light, behind the first frame: whatever it answers, and when,
//! nothing waits and nothing of the answer is taken for a key.

use super::pty::Terminal;
use super::{assert_given_back, running};

const QUERY: &str = "\x1b]11;?\x1b\\\x1b[c";
const LAST: &str = "\x1b[?62;22c";
/// The band of the selection on either ground.
const ON_DARK: &str = "48;5;237";
const ON_LIGHT: &str = "48;5;254";

fn asked() -> Terminal {
    let terminal = running();
    terminal.wait_until("the question", |state| state.count(QUERY) == 1);
    let state = terminal.state();
    assert!(state.last("\x1b[?2026l") < state.last(QUERY), "behind the first frame");
    drop(state);
    terminal
}

/// How often either band was drawn. One look at the state: a second one would wait for the first for ever.
fn bands(terminal: &Terminal) -> usize {
    let state = terminal.state();
    state.count(ON_DARK) + state.count(ON_LIGHT)
}

/// The keys still do what they do, nothing of an answer was typed into the sentence, and the shell gets its terminal back.
fn assert_goes_on(mut terminal: Terminal) {
    terminal.wait_for("Who asks what");
    terminal.press_until("\x1bOP", "Keys of step 1");
    let screen = terminal.screen();
    assert!(!screen.contains("rgb") && !screen.contains("ffff"), "{screen}");
    terminal.send("\x1b");
    terminal.wait_until("step 1", |state| !state.text().contains("Keys of step 1"));
    terminal.send("\x03");
    terminal.wait_for_shell("left with 0");
    assert_given_back(&terminal);
    assert!(!terminal.screen().contains("rgb"), "{}", terminal.screen());
}

#[test]
fn a_dark_and_a_light_ground_have_their_own_band() {
    for (answer, band, other) in [
        ("\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", ON_DARK, ON_LIGHT),
        ("\x1b]11;rgb:fdfd/f6f6/e3e3\x07", ON_LIGHT, ON_DARK),
    ] {
        let mut terminal = asked();
        assert_eq!(bands(&terminal), 0);
        // Beside the sentence there is a band.
        terminal.send(&format!("{answer}{LAST}\t"));
        terminal.wait_until("the band", |state| state.count(band) > 0);
        assert_eq!(terminal.state().count(other), 0);
        assert_goes_on(terminal);
    }
}

#[test]
fn one_that_answers_late_or_in_pieces_is_understood() {
    let mut terminal = asked();
    terminal.press_until("\x1bOP", "Keys of step 1");
    terminal.send("\x1b");
    terminal.wait_until("step 1", |state| !state.text().contains("Keys of step 1"));
    for piece in ["\x1b]11;rgb:ff", "ff/ffff/", "ffff", "\x1b\\", LAST] {
        terminal.send(piece);
        std::thread::sleep(std::time::Duration::from_millis(80));
    }
    terminal.send("\t");
    terminal.wait_until("the band", |state| state.count(ON_LIGHT) > 0);
    assert_goes_on(terminal);
}

#[test]
fn one_that_never_answers_or_answers_garbage_changes_nothing() {
    for answer in ["", LAST, "\x1b]11;rgb:zzzz/ffff\x1b\\", "\x1b]11;\x07\x1b[?c", "\x1b]11;rgb:ffff/ff"] {
        let mut terminal = asked();
        terminal.send(answer);
        assert_eq!(bands(&terminal), 0, "{answer:?}");
        assert_goes_on(terminal);
    }
}
