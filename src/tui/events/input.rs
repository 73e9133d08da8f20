//! The thread that reads the terminal. It sleeps until bytes come, and for a moment more if they are unfinished.

#[cfg(not(unix))]
pub(super) use other::listen;
#[cfg(unix)]
pub(super) use unix::listen;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::mpsc::Sender;
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::{Errno, read};

    use super::super::parser::Parser;
    use super::super::{Event, HANG_UP, end, spawn};
    use crate::error::Result;
    use crate::tui::terminal;

    pub(in super::super) fn listen(sender: &Sender<Event>) -> Result<()> {
        let sender = sender.clone();
        spawn("input", move || run(&sender))
    }

    /// crossterm's own source reads on, without a limit of time, until a sequence is whole: half of one swallows every
    /// key. It also reads nothing for ever, at full speed, once the terminal is gone (crossterm#793).
    fn run(sender: &Sender<Event>) {
        let (stdin, mut parser, mut chunk) = (io::stdin(), Parser::default(), [0; 4096]);
        loop {
            let patience = parser.patience().map(limit);
            match poll(&mut [PollFd::new(&stdin, PollFlags::IN)], patience.as_ref()) {
                Ok(0) => parser.silence(),
                Ok(_) => match read(&stdin, &mut chunk) {
                    Ok(length @ 1..) => parser.feed(&chunk[..length]),
                    Err(Errno::INTR | Errno::AGAIN) => {}
                    Ok(0) | Err(_) => end(HANG_UP, sender),
                },
                Err(Errno::INTR) => {}
                Err(_) => end(HANG_UP, sender),
            }
            for background in parser.answers() {
                terminal::answered(background);
                if sender.send(Event::Background(background)).is_err() {
                    return;
                }
            }
            for event in parser.events() {
                if sender.send(Event::Input(event)).is_err() {
                    return;
                }
            }
        }
    }

    fn limit(patience: Duration) -> Timespec {
        Timespec {
            tv_sec: i64::try_from(patience.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: i64::from(patience.subsec_nanos()),
        }
    }
}

#[cfg(not(unix))]
mod other {
    use std::sync::mpsc::Sender;

    use crossterm::event::{self, KeyEventKind};

    use super::super::{Event, HANG_UP, end, spawn};
    use crate::error::Result;

    pub(in super::super) fn listen(sender: &Sender<Event>) -> Result<()> {
        let sender = sender.clone();
        spawn("input", move || run(&sender))
    }

    fn run(sender: &Sender<Event>) {
        loop {
            match event::read() {
                // Nothing here means a key by its release.
                Ok(event::Event::Key(key)) if key.kind == KeyEventKind::Release => {}
                Ok(input) => {
                    if sender.send(Event::Input(input)).is_err() {
                        return;
                    }
                }
                Err(_) => end(HANG_UP, sender),
            }
        }
    }
}
