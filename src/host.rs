//! The outside world as one trait: files, the day, variables, the clipboard, other programs.
//!
//! [`System`] is the real one, [`Memory`] the one of the demo. Tests use one over a temporary folder, `tests/support/host.rs`.

pub(crate) mod folder;
pub(crate) mod io_error;
pub(crate) mod lock;
mod memory;
mod merge;
mod path;
mod process;
pub(crate) mod read;
pub(crate) mod save;
mod save_error;
mod system;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::error::Result;

pub use io_error::reason;
pub use memory::Memory;
pub use merge::{Merged, merge, overwrite, retry, text_before};
pub use path::{STANDARD, clean_path, is_input, is_output, quoted, typed_path};
pub use save_error::{SaveError, Saved};
pub use system::System;

/// The largest file that is read, in bytes: 16 MiB.
pub const LIMIT: usize = 16 * 1024 * 1024;

/// The most text that is copied, in bytes: encoded, it is what terminals take in one sequence (100,000 bytes).
pub const COPY_LIMIT: usize = 74_994;

/// What must be true of a file before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Nothing is there yet.
    Absent,
    /// The file holds exactly what was read before.
    Contents(String),
    /// The user agreed to overwrite whatever is there.
    Anything,
}

/// What is at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathKind {
    /// A link, wherever it leads.
    Link,
    /// A folder.
    Folder,
    /// Anything else.
    File,
}

/// What a folder of the user's is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folder {
    /// What the user writes: themes, templates.
    Config,
    /// What the program stores for the user: imported matrices.
    Data,
    /// What can be lost without harm: drafts.
    State,
}

/// Everything the program needs from the outside.
///
/// Relative paths start in the working folder. Text is returned as it is in the file;
/// whoever shows it makes it safe with [`crate::text::clean`].
pub trait Host {
    /// The local date.
    fn today(&self) -> NaiveDate;

    /// An environment variable, if it is set and is text.
    fn variable(&self, name: &str) -> Option<String>;

    /// A text file of at most [`LIMIT`] bytes; for `-`, the standard input.
    fn read(&self, path: &Path) -> Result<String> {
        let name = if is_input(path) { "the input".to_owned() } else { quoted(path) };
        read::text_of(&name, self.read_bytes(path)?)
    }

    /// A file of at most [`LIMIT`] bytes in any encoding; for `-`, the standard input.
    fn read_bytes(&self, path: &Path) -> Result<Vec<u8>>;

    /// Prints a prompt on the standard error, and reads a line of the standard input without its end; none where the input
    /// has ended.
    fn ask(&mut self, prompt: &str) -> Result<Option<String>>;

    /// Whether the path exists: a file, a folder, or a link, even a broken one.
    fn exists(&self, path: &Path) -> bool;

    /// Whether a file that may be left out is to be read: it exists, or the system does not let that be found out. Whoever
    /// reads it is told why it cannot be, and nothing else silently takes its place.
    fn may_exist(&self, path: &Path) -> bool {
        self.exists(path)
    }

    /// What is at a path; a link is not followed. What is not there counts as a file: whoever reads it is told so.
    ///
    /// # Errors
    /// When the system does not say what it is: it may be a folder.
    fn kind(&self, path: &Path) -> Result<PathKind> {
        Ok(match () {
            () if self.is_link(path) => PathKind::Link,
            () if self.is_folder(path) => PathKind::Folder,
            () => PathKind::File,
        })
    }

    /// Whether the path leads to a folder, for whoever must not miss one.
    ///
    /// # Errors
    /// When the system does not say.
    fn leads_to_folder(&self, path: &Path) -> Result<bool> {
        Ok(self.is_folder(path))
    }

    /// Whether the path leads to a folder; no where the system does not say.
    fn is_folder(&self, path: &Path) -> bool;

    /// Whether the path itself is a link.
    fn is_link(&self, path: &Path) -> bool;

    /// Whether a path is written to and never replaced: an open file, or a device such as `/dev/null`.
    fn is_stream(&self, path: &Path) -> bool;

    /// The path with all links resolved; none if nothing is there.
    ///
    /// # Errors
    /// When the system does not say.
    fn resolve(&self, path: &Path) -> Result<Option<PathBuf>>;

    /// The path with all links resolved, to compare it with others; unchanged if that fails.
    fn real(&self, path: &Path) -> PathBuf {
        self.resolve(path).ok().flatten().unwrap_or_else(|| path.to_owned())
    }

    /// Whether a save to this path could go through, as far as that can be told before.
    fn check_save(&self, path: &Path) -> Result<()>;

    /// Writes a file whole or not at all, if what is there is as expected.
    fn save(&mut self, path: &Path, contents: &str, expected: &Expected) -> Saved;

    /// Runs a program of the PATH to its end, without a shell and without input; none if there is no such program.
    fn run(&mut self, program: &str, arguments: &[&str]) -> Result<Option<ProgramOutput>>;

    /// Creates a folder and its parents, if they do not exist.
    fn make_folder(&mut self, path: &Path) -> Result<()>;

    /// The entries of a folder, sorted, as paths that start with the folder's.
    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>>;

    /// Copies text to the clipboard. A terminal does not confirm it.
    fn copy(&mut self, text: &str) -> Result<()>;

    /// The user's home folder, if it is known.
    fn home(&self) -> Option<PathBuf>;

    /// Where the user's files for a purpose are, whether or not the folder exists yet.
    fn folder(&self, purpose: Folder) -> Option<PathBuf>;
}

/// What a program wrote before it ended, not yet safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramOutput {
    /// Its standard output.
    pub output: String,
    /// Its standard error.
    pub messages: String,
    pub success: bool,
}
