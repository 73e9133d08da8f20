//! The binary in a real terminal: what only that can show. No test knows more of the screen than the
//! word `servemap` and the key Ctrl-C.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "terminal/demo.rs"]
mod demo;
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

use pty::{Terminal, assert_given_back};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::retry_on_intr;
use start::{STAY, Start};

fn running() -> Terminal {
    let terminal = Start::script(STAY).run();
    terminal.wait_for_servemap();
    terminal
}

fn ends_within(process: &impl AsFd, seconds: i64) -> bool {
    let limit = Timespec { tv_sec: seconds, tv_nsec: 0 };
    // A signal for another test of this program is no answer.
    retry_on_intr(|| poll(&mut [PollFd::new(process, PollFlags::IN)], Some(&limit))).unwrap() == 1
}
