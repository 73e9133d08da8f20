//! One writer at a time in a folder. The lock is on the folder itself, so no lock file is ever left behind.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::path::quoted;
use crate::error::{Error, Result};

/// How long to wait for another writer. A save takes milliseconds, on a slow disk a second.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Holds the lock of a folder until it is dropped. None where the folder or its file system has no such lock.
///
/// # Errors
/// When another process holds it longer than any save takes.
pub fn hold(folder: &Path) -> Result<Option<File>> {
    hold_within(folder, TIMEOUT)
}

fn hold_within(folder: &Path, timeout: Duration) -> Result<Option<File>> {
    let Ok(file) = File::open(folder) else { return Ok(None) };
    let deadline = Instant::now() + timeout;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::Error(_)) => return Ok(None),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                thread::sleep(Duration::from_millis(2));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(Error::new(format!(
                    "another process has locked the folder {} for more than {} seconds",
                    quoted(folder),
                    timeout.as_secs()
                ))
                .hint("find it with 'lsof' or 'fuser', and try again when it has ended"));
            }
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_writer_at_a_time_and_keeps_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let first = hold(folder.path()).unwrap();
        assert!(first.is_some());
        let error = hold_within(folder.path(), Duration::ZERO).unwrap_err();
        assert!(error.message().starts_with("another process has locked the folder"), "{error}");
        drop(first);
        assert!(hold_within(folder.path(), Duration::ZERO).unwrap().is_some());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_cannot_be_locked_is_no_failure() {
        assert!(hold(Path::new("/no/such/folder")).unwrap().is_none());
    }
}
