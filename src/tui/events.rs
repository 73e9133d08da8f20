//! Everything that can happen to the program, in one queue. Nothing polls: every thread blocks until
//! there is something to report.

mod input;
#[cfg(unix)]
pub mod parser;
#[cfg(unix)]
mod sequence;
#[cfg(unix)]
mod signals;

use std::io;
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::colour::Background;
use super::terminal::{self, HANG_UP};
use crate::error::{Error, Result};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key, a paste, the mouse or a new size.
    Input(crossterm::event::Event),
    /// Somebody asked the program to stop for now, as Ctrl-Z does.
    Suspend,
    /// What ground the terminal said it has; none if it does not say.
    Background(Option<Background>),
    /// The program goes on after somebody stopped it: the terminal may be in any state.
    Resumed,
    /// Somebody asked the program to end with this exit code, or the terminal is gone.
    End(i32),
}

/// Where the loop gets its events from.
pub trait EventSource {
    /// The next event, or none when there will never be another. It blocks.
    fn next(&mut self) -> Option<Event>;

    /// The next event if it is already there: what comes in a burst is drawn once.
    fn ready(&mut self) -> Option<Event>;
}

/// The events of the process.
pub struct Events {
    receiver: Receiver<Event>,
}

/// How long the loop has to keep a draft and to end, before the process ends without it.
const GRACE: Duration = Duration::from_millis(500);

impl Events {
    /// Begins to listen. Better before the terminal is taken: until then a signal would end the
    /// program without giving the terminal back.
    pub fn start() -> Result<Self> {
        let (sender, receiver) = mpsc::channel();
        #[cfg(unix)]
        signals::listen(&sender)?;
        input::listen(&sender)?;
        Ok(Self { receiver })
    }
}

impl EventSource for Events {
    /// Never none. Without a thread left to send anything, the terminal is gone.
    fn next(&mut self) -> Option<Event> {
        Some(overdue().unwrap_or_else(|| self.receiver.recv().unwrap_or(Event::End(HANG_UP))))
    }

    fn ready(&mut self) -> Option<Event> {
        overdue().or_else(|| self.receiver.try_recv().ok())
    }
}

/// The exit code that was asked for, and when.
static ENDING: OnceLock<(i32, Instant)> = OnceLock::new();

/// The end, once the keys that were pressed before it have had their time: what is to be kept must be kept.
fn overdue() -> Option<Event> {
    let (code, since) = ENDING.get()?;
    (since.elapsed() > GRACE / 2).then_some(Event::End(*code))
}

/// Asks the loop to end with an exit code, and ends the process if the loop is too busy to do so itself.
fn end(code: i32, sender: &Sender<Event>) -> ! {
    // In the background the loop stands still, and would stop again before it could go on.
    if !terminal::in_background() {
        let _ = ENDING.set((code, Instant::now()));
        terminal::stop_writing();
        // Without a loop there is nobody to wait for, but the process ends all the same.
        if sender.send(Event::End(code)).is_ok() {
            thread::sleep(GRACE);
        }
    }
    terminal::end(code)
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(run).map(drop).map_err(unreadable)
}

#[expect(clippy::needless_pass_by_value, reason = "what map_err hands over")]
fn unreadable(error: io::Error) -> Error {
    Error::new(format!("cannot read the terminal: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_the_queue_is_ready_and_then_nothing() {
        let (sender, receiver) = mpsc::channel();
        let mut events = Events { receiver };
        sender.send(Event::Suspend).unwrap();
        sender.send(Event::End(143)).unwrap();
        assert_eq!(events.next(), Some(Event::Suspend));
        assert_eq!(events.ready(), Some(Event::End(143)));
        assert_eq!(events.ready(), None);
        drop(sender);
        assert_eq!(events.next(), Some(Event::End(HANG_UP)));
    }
}
