//! Writing to the terminal without being held by it: one that takes nothing, as over a stalled connection, would
//! otherwise keep the program from ending.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::thread;
use std::time::Duration;

#[cfg(not(unix))]
use other as system;
#[cfg(unix)]
use unix as system;

pub use system::{open, stop_writing};

/// Whether the terminal is ours: its modes are set, and may be written to.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Held while something is written, not while there is no room for it.
static WRITING: Mutex<()> = Mutex::new(());

/// How long the last bytes wait for room, before and after what the terminal did not take is dropped.
const PATIENCE: Duration = Duration::from_millis(100);

/// Whether the terminal is ours.
pub fn is_taken() -> bool {
    TAKEN.load(Ordering::SeqCst)
}

/// The terminal is ours from now on.
pub fn take() {
    TAKEN.store(true, Ordering::SeqCst);
}

/// Writes the last bytes, if need be in place of those the terminal has not taken. False if it was not ours.
///
/// # Errors
/// When the terminal is gone, or takes nothing.
pub fn give_back(bytes: &[u8], in_foreground: bool) -> io::Result<bool> {
    let _lock = lock();
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return Ok(false);
    }
    let (mut left, mut dropped) = (bytes, !in_foreground);
    while !left.is_empty() {
        let written = system::await_room(Some(PATIENCE)).and_then(|()| system::write(left));
        match written {
            Ok(written) => left = &left[written..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) if error.kind() == io::ErrorKind::TimedOut && !dropped => {
                dropped = true;
                system::drop_unread()?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

/// Where a system blocks in the write itself, another thread may be held there for ever.
fn lock() -> Option<MutexGuard<'static, ()>> {
    const STEPS: u32 = 20;
    for _ in 0..STEPS {
        match WRITING.try_lock() {
            Ok(lock) => return Some(lock),
            Err(TryLockError::Poisoned(lock)) => return Some(lock.into_inner()),
            Err(TryLockError::WouldBlock) => thread::sleep(PATIENCE / STEPS),
        }
    }
    None
}

/// The terminal as a place to write to. It swallows what comes while the terminal is not ours: the rest of a frame that a
/// panic cut short must not reach the shell, nor what ratatui writes when it is dropped.
#[derive(Debug, Clone, Copy)]
pub struct Output;

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            if !is_taken() {
                return Ok(bytes.len());
            }
            system::await_room(None)?;
            let _turn = WRITING.lock();
            // Looked at in turn: another thread may have given the terminal back.
            if is_taken() {
                match system::write(bytes) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    result => return result,
                }
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A frame on its way to the terminal, shared with the backend that writes it. ratatui flushes twice on the way, and each would
/// be a write: the terminal gets the frame as a whole.
#[derive(Debug, Default, Clone)]
pub struct Pending(Rc<RefCell<Vec<u8>>>);

impl Pending {
    /// Sends what has come together. What the terminal does not take is dropped: the program is about to end.
    pub fn send(&self) -> io::Result<()> {
        let sent = Output.write_all(&self.0.borrow());
        self.0.borrow_mut().clear();
        sent
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(unix)]
mod unix {
    use std::fs::{File, OpenOptions};
    use std::io::{self, ErrorKind, PipeReader, PipeWriter, Stdout, Write};
    use std::os::fd::{AsFd, BorrowedFd};
    use std::os::unix::fs::OpenOptionsExt;
    use std::path::PathBuf;
    use std::sync::OnceLock;
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::OFlags;
    use rustix::io::Errno;
    use rustix::termios::{QueueSelector, tcflush, ttyname};

    static TERMINAL: OnceLock<Terminal> = OnceLock::new();

    #[derive(Debug)]
    struct Terminal {
        stdout: Stdout,
        /// Opened anew, so that only this program's writes do not block. None where that is not possible.
        own: Option<File>,
        /// Readable once the program is to end.
        ending: (PipeReader, PipeWriter),
    }

    /// Opens the way to the terminal, once for the process.
    pub fn open() -> io::Result<()> {
        if TERMINAL.get().is_none() {
            let terminal = Terminal { stdout: io::stdout(), own: own(), ending: io::pipe()? };
            // Nobody else opens it meanwhile.
            let _ = TERMINAL.set(terminal);
        }
        Ok(())
    }

    fn own() -> Option<File> {
        let name = ttyname(io::stdout(), Vec::new()).ok().and_then(|name| name.into_string().ok());
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        let mut options = OpenOptions::new();
        options.write(true).custom_flags(flags.bits().cast_signed());
        // The name may be closed to this user, as after `su`.
        let mut names = name.map(PathBuf::from).into_iter().chain([PathBuf::from("/dev/tty")]);
        names.find_map(|name| options.open(name).ok())
    }

    fn terminal() -> io::Result<&'static Terminal> {
        TERMINAL.get().ok_or_else(|| ErrorKind::NotConnected.into())
    }

    impl Terminal {
        fn descriptor(&self) -> BorrowedFd<'_> {
            self.own.as_ref().map_or(self.stdout.as_fd(), AsFd::as_fd)
        }
    }

    /// What there is room for.
    pub fn write(bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(terminal()?.descriptor(), bytes)?)
    }

    /// Waits until there is room: for so long, else until the program is to end.
    pub fn await_room(limit: Option<Duration>) -> io::Result<()> {
        let terminal = terminal()?;
        let descriptor = terminal.descriptor();
        let mut watched = vec![PollFd::new(&descriptor, PollFlags::OUT)];
        if limit.is_none() {
            watched.push(PollFd::new(&terminal.ending.0, PollFlags::IN));
        }
        let limit = limit.map(|limit| Timespec { tv_sec: 0, tv_nsec: i64::from(limit.subsec_nanos()) });
        loop {
            match poll(&mut watched, limit.as_ref()) {
                Err(Errno::INTR) => {}
                // Also when it is gone: then the write says so.
                Ok(_) if !watched[0].revents().is_empty() => return Ok(()),
                Ok(_) => return Err(ErrorKind::TimedOut.into()),
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Ends the waiting for room, now and from now on: the frame that waits is not drawn to its end.
    pub fn stop_writing() {
        if let Some(terminal) = TERMINAL.get() {
            let _ = (&terminal.ending.1).write(&[0]);
        }
    }

    /// Drops what was written and not taken.
    pub fn drop_unread() -> io::Result<()> {
        Ok(tcflush(terminal()?.descriptor(), QueueSelector::OFlush)?)
    }
}

#[cfg(not(unix))]
mod other {
    use std::io::{self, Write};
    use std::time::Duration;

    pub fn open() -> io::Result<()> {
        Ok(())
    }

    pub fn write(bytes: &[u8]) -> io::Result<usize> {
        let mut stdout = io::stdout();
        stdout.write_all(bytes)?;
        stdout.flush().map(|()| bytes.len())
    }

    pub fn await_room(_limit: Option<Duration>) -> io::Result<()> {
        Ok(())
    }

    pub fn stop_writing() {}

    pub fn drop_unread() -> io::Result<()> {
        Ok(())
    }
}
