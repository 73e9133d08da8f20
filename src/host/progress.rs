//! A bar on stderr for work that takes longer than a second. Work that is done sooner shows nothing.

use std::io::{self, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::text;

/// How long a person waits without asking.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long the bar is, and how much room what is being done has beside it.
const BAR: usize = 24;
const ROOM: usize = 48;

/// A bar that is taken away when it is dropped.
#[derive(Debug)]
pub(super) struct Progress {
    say: Option<Sender<String>>,
    shown: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts waiting.
    pub(super) fn start() -> Self {
        let (say, said) = mpsc::channel();
        let shown = thread::Builder::new().spawn(move || show(&said, &mut io::stderr(), PATIENCE)).ok();
        Self { say: Some(say), shown }
    }

    /// Says how far the work has come.
    pub(super) fn say(&self, done: usize, of: usize, doing: &str) {
        if let Some(say) = &self.say {
            // The thread may be gone with the terminal; the work goes on.
            let _ = say.send(line(done, of, doing));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.say = None;
        if let Some(shown) = self.shown.take() {
            let _ = shown.join();
        }
    }
}

fn line(done: usize, of: usize, doing: &str) -> String {
    let full = (BAR * done.min(of)) / of.max(1);
    let doing = text::fit(&text::clean_line(doing), ROOM);
    format!("[{}{}] {done}/{of} {doing}", "#".repeat(full), " ".repeat(BAR - full))
}

/// Waits, then shows the latest line and each that follows, until nobody says more.
fn show(said: &Receiver<String>, screen: &mut dyn Write, patience: Duration) {
    let Ok(mut latest) = said.recv() else { return };
    let mut waited = false;
    loop {
        if waited && write!(screen, "\r\u{1b}[2K{latest}").and_then(|()| screen.flush()).is_err() {
            return;
        }
        // Once it is shown, only news wakes it.
        let next = if waited {
            said.recv().map_err(|_| RecvTimeoutError::Disconnected)
        } else {
            said.recv_timeout(patience)
        };
        match next {
            Ok(line) => latest = line,
            Err(RecvTimeoutError::Timeout) => waited = true,
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if waited {
        let _ = write!(screen, "\r\u{1b}[2K").and_then(|()| screen.flush());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_ends_in_time_shows_nothing() {
        let (say, said) = mpsc::channel();
        say.send(line(1, 4, "reading")).unwrap();
        drop(say);
        let mut screen = Vec::new();
        show(&said, &mut screen, Duration::from_secs(3600));
        assert!(screen.is_empty());
    }

    #[test]
    fn a_line_says_how_far_the_work_has_come() {
        assert_eq!(
            line(1, 4, "reading a\u{1b}.html"),
            format!("[{}{}] 1/4 reading a.html", "#".repeat(6), " ".repeat(18))
        );
        assert_eq!(line(9, 4, ""), format!("[{}] 9/4 ", "#".repeat(24)));
    }
}
