//! What other processes ask for, and the new size of the terminal.

use std::sync::mpsc::Sender;

use crossterm::terminal::size;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::{Event, end, spawn, unreadable};
use crate::error::Result;
use crate::tui::terminal::{HANG_UP, TERMINATED};

pub(super) fn listen(sender: &Sender<Event>) -> Result<()> {
    let wanted = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH];
    let mut signals = Signals::new(wanted).map_err(unreadable)?;
    let sender = sender.clone();
    spawn("signals", move || signals.forever().for_each(|signal| report(signal, &sender)))
}

fn report(signal: i32, sender: &Sender<Event>) {
    let event = match signal {
        SIGTSTP => Event::Suspend,
        SIGCONT => Event::Resumed,
        SIGWINCH => match size() {
            Ok((width, height)) => Event::Input(crossterm::event::Event::Resize(width, height)),
            Err(_) => return,
        },
        SIGHUP => end(HANG_UP, sender),
        _ => end(TERMINATED, sender),
    };
    // Once the loop has ended, nobody acts on these.
    let _ = sender.send(event);
}
