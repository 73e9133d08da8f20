//! The matrices that are kept in the data directory: stored and never overwritten, and which of them is in use.
//!
//! `matrix/CLOUD/NAME.toml` is a stored matrix, `NAME.report.txt` what its import had to say, and `in-use.toml` names the
//! one in use and those before it. `matrix/CLOUD.toml`, put there by hand, is used as long as nothing was chosen.

mod choose;
mod keep;
mod record;

use std::fmt;
use std::path::{Path, PathBuf};

use super::library::{self, own_place};
use super::{Folder, Host};
use crate::error::{Error, Result};
use crate::matrix::{Cloud, Matrix, bundled};
use crate::text;

pub use choose::{choose, go_back};
pub use keep::{Stored, store};

/// How many matrices of one day can be stored.
const TRIES: usize = 100;

/// One of the matrices a cloud may be judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The one that ships.
    Bundled,
    /// The file that the user put beside the shelf.
    Own,
    /// A stored one, by its name.
    Stored(String),
}

impl Choice {
    /// The choice that a word means.
    ///
    /// # Errors
    /// When the word is no name that a stored matrix can have: it never leads out of the folder.
    pub fn named(word: &str) -> Result<Self> {
        match word {
            "bundled" => Ok(Self::Bundled),
            "own" => Ok(Self::Own),
            record::NAME => Err(no_name(word)),
            word if text::slug(word) == word => Ok(Self::Stored(word.to_owned())),
            word => Err(no_name(word)),
        }
    }
}

fn no_name(word: &str) -> Error {
    Error::new(format!("no stored matrix can be called '{}'", text::clean_line(word)))
        .hint("'servemap matrix list' names the matrices that are there")
}

/// The word of the choice.
impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bundled => f.write_str("bundled"),
            Self::Own => f.write_str("own"),
            Self::Stored(name) => f.write_str(name),
        }
    }
}

/// A matrix of the list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Which it is.
    pub choice: Choice,
    /// Its cloud.
    pub cloud: Cloud,
    /// Its file; none for the one that ships.
    pub path: Option<PathBuf>,
    /// The report of its import, if there is one.
    pub report: Option<PathBuf>,
    /// The matrix, or why it cannot be used.
    pub matrix: Result<Matrix>,
    /// Whether it is the one in use.
    pub in_use: bool,
}

/// Which matrix of a cloud is in use.
///
/// # Errors
/// When the note that says so cannot be read.
pub fn in_use(host: &dyn Host, cloud: Cloud) -> Result<Choice> {
    match record::read(host, cloud)? {
        Some((record, _)) => Ok(record.choice),
        None => Ok(unchosen(host, cloud)),
    }
}

/// What is used as long as nobody chose.
fn unchosen(host: &dyn Host, cloud: Cloud) -> Choice {
    if own_place(host, cloud).is_some_and(|path| host.exists(&path)) { Choice::Own } else { Choice::Bundled }
}

/// Reads one of the matrices of a cloud.
///
/// # Errors
/// When it is not there, breaks the rules of matrix files, or speaks for another cloud.
pub fn load(host: &dyn Host, cloud: Cloud, choice: &Choice) -> Result<Matrix> {
    let Some(path) = place(host, cloud, choice) else { return bundled::matrix(cloud) };
    let mut matrix = library::own(&path, &host.read(&path)?, Some(cloud))?;
    if let Choice::Stored(name) = choice {
        matrix.origin = format!("stored {name}");
    }
    Ok(matrix)
}

/// The file of the matrix in use and the report of its import, as far as there are such; none for the one that ships.
///
/// # Errors
/// When nobody can tell which is in use.
pub fn files(host: &dyn Host, cloud: Cloud) -> Result<Option<(PathBuf, Option<PathBuf>)>> {
    let path = place(host, cloud, &in_use(host, cloud)?);
    Ok(path.map(|path| (path.clone(), Some(report_place(&path)).filter(|report| host.exists(report)))))
}

/// Where a matrix is kept; none for the one that ships, or where there is no data directory.
fn place(host: &dyn Host, cloud: Cloud, choice: &Choice) -> Option<PathBuf> {
    match choice {
        Choice::Bundled => None,
        Choice::Own => own_place(host, cloud),
        Choice::Stored(name) => Some(folder(host, cloud)?.join(format!("{name}.toml"))),
    }
}

fn report_place(matrix: &Path) -> PathBuf {
    matrix.with_extension("report.txt")
}

/// Where the stored matrices of a cloud are kept.
fn folder(host: &dyn Host, cloud: Cloud) -> Option<PathBuf> {
    Some(host.folder(Folder::Data)?.join("matrix").join(cloud.id()))
}

/// Every matrix of a cloud: the one that ships, the user's own file, the stored ones, the latest day first.
///
/// # Errors
/// When the folder or the note of what is in use cannot be read. A matrix that is broken is in the list.
pub fn entries(host: &dyn Host, cloud: Cloud) -> Result<Vec<Entry>> {
    let used = in_use(host, cloud)?;
    let mut choices: Vec<Choice> = names(host, cloud)?.into_iter().rev().map(Choice::Stored).collect();
    if own_place(host, cloud).is_some_and(|path| host.exists(&path)) {
        choices.push(Choice::Own);
    }
    choices.push(Choice::Bundled);
    if !choices.contains(&used) {
        choices.insert(0, used.clone());
    }
    let entry = |choice: Choice| {
        let path = place(host, cloud, &choice);
        let report = path.as_deref().map(report_place).filter(|report| host.exists(report));
        let (matrix, in_use) = (load(host, cloud, &choice), choice == used);
        Entry { choice, cloud, path, report, matrix, in_use }
    };
    let mut entries: Vec<Entry> = choices.into_iter().map(entry).collect();
    // Stable: of one day, the one stored last comes first.
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.matrix.as_ref().map(|matrix| matrix.as_of).ok()));
    Ok(entries)
}

/// The names of the stored matrices of a cloud, in order.
///
/// # Errors
/// When the folder cannot be listed.
pub fn names(host: &dyn Host, cloud: Cloud) -> Result<Vec<String>> {
    let Some(folder) = folder(host, cloud).filter(|folder| host.is_folder(folder)) else {
        return Ok(Vec::new());
    };
    let stored = |path: PathBuf| {
        let toml = path.extension().is_some_and(|extension| extension == "toml");
        let stem = path.file_stem()?.to_str()?.to_owned();
        (toml && matches!(Choice::named(&stem), Ok(Choice::Stored(_)))).then_some(stem)
    };
    Ok(host.list(&folder)?.into_iter().filter_map(stored).collect())
}

#[cfg(test)]
mod tests;
