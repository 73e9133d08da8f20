//! The binary in a real terminal: what only that can show. No test knows more of the screen than the
//! word `servemap` and the key Ctrl-C.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "terminal/drawing.rs"]
mod drawing;
#[path = "terminal/ground.rs"]
mod ground;
#[path = "terminal/leaving.rs"]
mod leaving;
#[path = "terminal/parts.rs"]
mod parts;
#[path = "support/pty.rs"]
mod pty;
#[path = "terminal/reviewing.rs"]
mod reviewing;
#[path = "terminal/session.rs"]
mod session;
#[path = "support/start.rs"]
mod start;
#[path = "terminal/stopping.rs"]
mod stopping;

use std::os::fd::AsFd;

use pty::Terminal;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use start::{STAY, Start};

/// Nothing of servemap is left in the terminal.
fn assert_given_back(terminal: &Terminal) {
    assert_eq!(terminal.termios(), terminal.untouched);
    let state = terminal.state();
    let screen = state.screen();
    assert!(!screen.alternate_screen(), "the alternate screen is left");
    assert!(!screen.hide_cursor(), "the cursor is shown");
    assert!(!screen.bracketed_paste(), "pastes are plain");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    assert!(!screen.inverse() && screen.fgcolor() == vt100::Color::Default, "the style is plain");
    let (pushed, popped) = (state.count("\x1b[>1u"), state.count("\x1b[<1u"));
    assert!(pushed > 0 && pushed == popped, "keyboard flags: {pushed} pushed, {popped} popped");
    // The flags belong to the screen: popped after leaving, they would be popped from the shell's.
    assert!(state.last("\x1b[<1u") < state.last("\x1b[?1049l"));
    assert!(state.last("\x1b[?2026h") < state.last("\x1b[?2026l"), "the last frame is closed");
}

fn running() -> Terminal {
    let terminal = Start::script(STAY).run();
    terminal.wait_for_servemap();
    terminal
}

fn ends_within(process: &impl AsFd, seconds: i64) -> bool {
    let limit = Timespec { tv_sec: seconds, tv_nsec: 0 };
    poll(&mut [PollFd::new(process, PollFlags::IN)], Some(&limit)).unwrap() == 1
}
