//! The program as a job of a shell, that can be stopped and let go on.

use std::io;

#[cfg(unix)]
pub use unix::{await_foreground, can_be_resumed, in_foreground, is_lost, stop};

#[cfg(unix)]
mod unix {
    use std::thread;
    use std::time::Duration;

    use rustix::io::Errno;
    use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
    use rustix::termios::tcgetpgrp;

    use super::io;

    /// How long the thread that hears of signals may take to act on one.
    const MOMENT: Duration = Duration::from_millis(100);

    /// A process in the group of the session's leader has no shell above it that could say `fg`.
    pub fn can_be_resumed() -> bool {
        getsid(None).is_ok_and(|session| session != getpgrp())
    }

    /// Whether the terminal's modes are ours to set. Nobody else's, where there is no telling.
    pub fn in_foreground() -> bool {
        tcgetpgrp(io::stdout()).map_or(true, |group| group == getpgrp())
    }

    /// Stops until the user says `fg`.
    pub fn stop() -> io::Result<()> {
        stop_group()?;
        await_foreground()
    }

    /// Stops again as long as the program is in the background.
    pub fn await_foreground() -> io::Result<()> {
        while !in_foreground() {
            // It was `bg`, or it was `kill`: then another thread is about to end the program.
            thread::sleep(MOMENT);
            if !in_foreground() {
                stop_group()?;
            }
        }
        Ok(())
    }

    /// The whole group, because a shell waits for a wrapper (`sh -c`) until that is stopped too.
    fn stop_group() -> io::Result<()> {
        Ok(kill_current_process_group(Signal::STOP)?)
    }

    /// Whether this is how a terminal fails that is gone.
    pub fn is_lost(error: &io::Error) -> bool {
        matches!(Errno::from_io_error(error), Some(Errno::IO | Errno::NXIO | Errno::PIPE))
    }
}

#[cfg(not(unix))]
pub use other::{await_foreground, can_be_resumed, in_foreground, is_lost, stop};

/// No jobs: `stop` is never reached.
#[cfg(not(unix))]
mod other {
    use super::io;

    pub fn in_foreground() -> bool {
        true
    }

    pub fn await_foreground() -> io::Result<()> {
        Ok(())
    }

    pub fn can_be_resumed() -> bool {
        false
    }

    pub fn stop() -> io::Result<()> {
        Ok(())
    }

    pub fn is_lost(error: &io::Error) -> bool {
        error.kind() == io::ErrorKind::BrokenPipe
    }
}
