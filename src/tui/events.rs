//! Everything that can happen to the program, in one queue. Nothing polls: every thread blocks until
//! there is something to report.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crossterm::event::KeyEventKind;

use super::terminal;
use crate::error::{Error, Result};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key, a paste, the mouse or a new size.
    Input(crossterm::event::Event),
    /// Somebody asked the program to stop for now, as Ctrl-Z does.
    Suspend,
    /// The program goes on after somebody stopped it: the terminal may be in any state.
    Resumed,
    /// Somebody asked the program to end.
    Terminate,
    /// The terminal is gone: nothing can be drawn or said any more, and the process ends soon.
    HangUp,
}

/// Where the wheel gets its events from.
pub trait EventSource {
    /// The next event, or none when there will never be another. It blocks.
    fn next(&mut self) -> Option<Event>;

    /// The next event if it is already there: what comes in a burst is drawn once.
    fn ready(&mut self) -> Option<Event>;
}

/// A list of events, for tests.
#[derive(Debug, Clone, Default)]
pub struct Script(pub VecDeque<Event>);

impl EventSource for Script {
    fn next(&mut self) -> Option<Event> {
        self.0.pop_front()
    }

    /// Never: so that a test sees the frame after every single event.
    fn ready(&mut self) -> Option<Event> {
        None
    }
}

/// The events of the process.
pub struct Events {
    receiver: Receiver<Event>,
}

/// How long the wheel has after a hang-up, to save something, before the process ends without it.
const GRACE: Duration = Duration::from_millis(500);

impl Events {
    /// Begins to listen. Better before the terminal is taken: until then a signal would end the
    /// program without giving the terminal back.
    pub fn start() -> Result<Self> {
        let (sender, receiver) = mpsc::channel();
        // crossterm begins to listen for new sizes at its first use. Here rather than in the thread,
        // or a size that comes between the first frame and the thread would be missed.
        crossterm::event::poll(Duration::ZERO).map_err(unheard)?;
        #[cfg(unix)]
        signals::listen(&sender)?;
        #[cfg(target_os = "linux")]
        line::listen(&sender)?;
        spawn("input", move || read_input(&sender))?;
        Ok(Self { receiver })
    }
}

impl EventSource for Events {
    /// Never none. Without a thread left to send anything, the terminal is gone.
    fn next(&mut self) -> Option<Event> {
        Some(self.receiver.recv().unwrap_or(Event::HangUp))
    }

    fn ready(&mut self) -> Option<Event> {
        self.receiver.try_recv().ok()
    }
}

fn read_input(sender: &Sender<Event>) {
    loop {
        match crossterm::event::read() {
            // Only Windows reports them; nothing here means a key by its release.
            Ok(crossterm::event::Event::Key(key)) if key.kind == KeyEventKind::Release => {}
            Ok(input) => {
                if sender.send(Event::Input(input)).is_err() {
                    return;
                }
            }
            Err(_) => hang_up(sender),
        }
    }
}

/// Reports it, and ends the process if the wheel is too busy to do so itself.
fn hang_up(sender: &Sender<Event>) -> ! {
    // Without a wheel there is nobody to wait for, but the process ends all the same.
    if sender.send(Event::HangUp).is_ok() {
        thread::sleep(GRACE);
    }
    terminal::vanish()
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(run).map(drop).map_err(unheard)
}

#[expect(clippy::needless_pass_by_value, reason = "what map_err hands over")]
fn unheard(error: io::Error) -> Error {
    Error::new(format!("cannot listen to the terminal: {error}"))
}

#[cfg(unix)]
mod signals {
    //! What other processes ask for.

    use std::sync::mpsc::Sender;

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;

    use super::{Event, Result, hang_up, spawn, terminal, unheard};

    pub fn listen(sender: &Sender<Event>) -> Result<()> {
        let wanted = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT];
        let mut signals = Signals::new(wanted).map_err(unheard)?;
        let sender = sender.clone();
        spawn("signals", move || signals.forever().for_each(|signal| report(signal, &sender)))
    }

    fn report(signal: i32, sender: &Sender<Event>) {
        let event = match signal {
            SIGHUP => hang_up(sender),
            SIGTSTP => Event::Suspend,
            SIGCONT => Event::Resumed,
            // The wheel stands still there, and would stop again before it could turn.
            _ if terminal::in_background() => terminal::terminate(),
            _ => Event::Terminate,
        };
        // After the wheel has ended nobody would act on it, and being caught must not make it harmless.
        if sender.send(event.clone()).is_err() && event == Event::Terminate {
            terminal::terminate();
        }
    }
}

#[cfg(target_os = "linux")]
mod line {
    //! The line to the terminal. When it is cut and no signal comes, crossterm 0.29 reads nothing for
    //! ever, at full speed (crossterm#793).

    use std::fs::File;
    use std::io;
    use std::os::fd::AsFd;
    use std::sync::mpsc::Sender;

    use crossterm::tty::IsTty;
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    use super::{Event, Result, hang_up, spawn, unheard};

    pub fn listen(sender: &Sender<Event>) -> Result<()> {
        let sender = sender.clone();
        // The one crossterm reads from.
        if io::stdin().is_tty() {
            spawn("line", move || watch(&io::stdin(), &sender))
        } else {
            let terminal = File::open("/dev/tty").map_err(unheard)?;
            spawn("line", move || watch(&terminal, &sender))
        }
    }

    /// Waits for no event at all: a cut line is reported unasked.
    fn watch(line: &impl AsFd, sender: &Sender<Event>) {
        loop {
            match poll(&mut [PollFd::new(line, PollFlags::empty())], None) {
                Err(Errno::INTR) => {}
                Ok(_) => hang_up(sender),
                // The signal has to do then.
                Err(_) => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_gives_its_events_one_by_one_and_ends() {
        let mut script = Script([Event::Resumed, Event::Terminate].into());
        assert_eq!(script.next(), Some(Event::Resumed));
        assert_eq!(script.ready(), None);
        assert_eq!(script.next(), Some(Event::Terminate));
        assert_eq!(script.next(), None);
    }

    #[test]
    fn what_is_in_the_queue_is_ready_and_then_nothing() {
        let (sender, receiver) = mpsc::channel();
        let mut events = Events { receiver };
        sender.send(Event::Suspend).unwrap();
        sender.send(Event::Terminate).unwrap();
        assert_eq!(events.next(), Some(Event::Suspend));
        assert_eq!(events.ready(), Some(Event::Terminate));
        assert_eq!(events.ready(), None);
        drop(sender);
        assert_eq!(events.next(), Some(Event::HangUp));
    }
}
