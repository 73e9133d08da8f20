//! The outside world as one trait: files, the day, variables, the clipboard, other programs.
//!
//! [`System`] is the real one. Tests play with one over a temporary folder, `tests/support/host.rs`.

pub(crate) mod folder;
pub(crate) mod io_error;
pub(crate) mod lock;
mod merge;
mod path;
mod process;
pub(crate) mod read;
mod save;
mod system;

use std::fmt;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::error::{Error, Result};

pub use merge::{Merged, merge, overwrite, retry};
pub use path::{STANDARD, clean_path, is_input, is_output, plain, quoted, typed_path};
pub use system::System;

/// The largest file that is read, in bytes: 16 MiB.
pub const LIMIT: usize = 16 * 1024 * 1024;

/// The most text that is copied, in bytes: encoded, it is what terminals take in one sequence (100,000 bytes).
pub const COPY_LIMIT: usize = 74_994;

/// What must be true of a file before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Nothing stands there yet.
    Absent,
    /// The file holds exactly what was read before.
    Contents(String),
    /// The user said to overwrite.
    Anything,
}

/// What a folder of the user's is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folder {
    /// What the user writes: themes, templates.
    Config,
    /// What the program keeps for the user: the imported matrix.
    Data,
    /// What is lost without harm: drafts.
    State,
}

/// Everything the program asks of the outside.
///
/// Paths are followed as they are given, relative ones from the working folder. Text is handed over as the file holds
/// it; whoever shows it makes it safe with [`crate::text::clean`].
pub trait Host {
    /// The local date.
    fn today(&self) -> NaiveDate;

    /// An environment variable, if it is set and is text.
    fn variable(&self, name: &str) -> Option<String>;

    /// The whole of a text file of at most [`LIMIT`] bytes; of `-`, what is piped into the program.
    fn read(&self, path: &Path) -> Result<String>;

    /// The bytes of a file of at most [`LIMIT`] bytes, in whatever encoding; of `-`, what is piped into the program.
    fn read_bytes(&self, path: &Path) -> Result<Vec<u8>>;

    /// Whether something stands at the path: a file, a folder, or a link, even one that leads nowhere.
    fn exists(&self, path: &Path) -> bool;

    /// Whether the path leads to a folder.
    fn is_folder(&self, path: &Path) -> bool;

    /// Whether the path itself is a link.
    fn is_link(&self, path: &Path) -> bool;

    /// Whether a path is written to as it stands, and never replaced: an open file, or a device such as `/dev/null`.
    fn is_stream(&self, path: &Path) -> bool;

    /// The path without links, by which two ways to one place are known as one; as it stands if nobody can tell.
    fn real(&self, path: &Path) -> PathBuf;

    /// Writes a file whole or not at all, if what is there is what was expected.
    fn save(&mut self, path: &Path, contents: &str, expected: &Expected) -> Saved;

    /// Runs a program of the PATH to its end, without a shell and without input; none if there is no such program.
    fn run(&mut self, program: &str, arguments: &[&str]) -> Result<Option<Ran>>;

    /// Makes a folder, and those above it, if they are not there.
    fn make_folder(&mut self, path: &Path) -> Result<()>;

    /// What a folder holds, sorted, as paths that start with the folder's.
    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>>;

    /// Puts text on the clipboard. A terminal does not say whether it did.
    fn copy(&mut self, text: &str) -> Result<()>;

    /// The user's home folder, if it is known.
    fn home(&self) -> Option<PathBuf>;

    /// Where the user's files for a purpose are, whether or not the folder exists yet.
    fn folder(&self, purpose: Folder) -> Option<PathBuf>;
}

/// What came of running a program. Its words are as it wrote them: whoever shows them makes them safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// What it wrote to its standard output.
    pub output: String,
    /// What it wrote to its standard error.
    pub messages: String,
    /// Whether it says that it went well.
    pub fine: bool,
}

/// What comes of a save.
pub type Saved<T = ()> = std::result::Result<T, SaveError>;

/// Why a file was not saved; the first two are conflicts, which the user can decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveError {
    /// It was to be new, and something stands there.
    Exists(Error),
    /// It is not what was read: somebody else wrote or removed it.
    Changed(Error),
    /// Anything else.
    Other(Error),
}

impl SaveError {
    /// What to say about it.
    pub fn error(&self) -> &Error {
        match self {
            Self::Exists(error) | Self::Changed(error) | Self::Other(error) => error,
        }
    }

    /// Whether the same save could go ahead with [`Expected::Anything`].
    pub fn is_conflict(&self) -> bool {
        !matches!(self, Self::Other(_))
    }

    fn exists(path: &Path) -> Self {
        Self::Exists(
            Error::new(format!("{} exists already", quoted(path)))
                .hint("choose another name, or say that it may be overwritten"),
        )
    }

    fn changed(path: &Path) -> Self {
        Self::Changed(
            Error::new(format!("{} changed on disk since it was read", quoted(path)))
                .hint("read it again, save under another name, or say that it may be overwritten"),
        )
    }

    fn removed(path: &Path) -> Self {
        Self::Changed(
            Error::new(format!("{} was removed since it was read", quoted(path)))
                .hint("save it anew, or under another name"),
        )
    }
}

/// Refuses what a terminal would cut off or ignore.
fn check_copy(text: &str) -> Result<()> {
    if text.len() <= COPY_LIMIT {
        return Ok(());
    }
    Err(Error::new(format!(
        "nothing was copied: the text has {} bytes, and terminals take at most {COPY_LIMIT}",
        text.len(),
    ))
    .hint("write it to a file"))
}

impl From<SaveError> for Error {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Exists(error) | SaveError::Changed(error) | SaveError::Other(error) => error,
        }
    }
}

impl From<Error> for SaveError {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error().fmt(f)
    }
}

impl std::error::Error for SaveError {}
