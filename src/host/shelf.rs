//! The matrices that are kept in the data directory: stored and never overwritten, and which of them is in use.
//!
//! `matrix/CLOUD/NAME.toml` is a stored matrix, `NAME.report.txt` what its import had to say, and `in-use.toml` names the
//! one in use and those before it. `matrix/CLOUD.toml`, put there by hand, is used as long as nothing was chosen.

mod record;

use std::fmt;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::library::{self, own_place};
use super::words::quoted;
use super::{Expected, Folder, Host, LIMIT, SaveError};
use crate::error::{Error, Result};
use crate::matrix::{Cloud, Matrix, bundled};
use crate::text;
use record::Record;

/// How often a name or the note of what is in use is tried again, when somebody else was faster.
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

/// What came of storing a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The name it goes by.
    pub name: String,
    /// Its cloud.
    pub cloud: Cloud,
    /// The day it speaks for.
    pub as_of: NaiveDate,
    /// Where it is.
    pub path: PathBuf,
    /// Where its import's report is.
    pub report: PathBuf,
    /// Whether the same text was there already, so that nothing new was written.
    pub known: bool,
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

/// Keeps a matrix with its import's report and takes it into use. What was there stays, also under the same day.
///
/// # Errors
/// When the text breaks the rules of matrix files or speaks for another cloud: then nothing is written. When something
/// cannot be written: then the matrix in use stays the one it was.
pub fn store(host: &mut dyn Host, cloud: Cloud, matrix: &str, report: &str) -> Result<Stored> {
    if matrix.len() > LIMIT {
        return Err(Error::new(format!("the matrix is larger than {} MiB", LIMIT / 1024 / 1024))
            .hint("no matrix is that large; is it the right page?"));
    }
    let as_of = library::own(Path::new("imported.toml"), matrix, Some(cloud))?.as_of;
    let folder = folder(host, cloud).ok_or_else(|| {
        Error::new("the matrix is not stored: there is no data directory").hint("set HOME or XDG_DATA_HOME")
    })?;
    host.make_folder(&folder)?;
    let stored = match find(host, cloud, &folder, as_of, matrix)? {
        Some(stored) => stored,
        None => put(host, cloud, &folder, as_of, matrix, report)?,
    };
    choose(host, cloud, &Choice::Stored(stored.name.clone()))?;
    Ok(stored)
}

/// A stored matrix with exactly this text: an import of the same page is the same matrix.
fn find(
    host: &dyn Host,
    cloud: Cloud,
    folder: &Path,
    as_of: NaiveDate,
    matrix: &str,
) -> Result<Option<Stored>> {
    let same = |name: &String| {
        let path = folder.join(format!("{name}.toml"));
        name.starts_with(&as_of.to_string()) && host.read(&path).is_ok_and(|text| text == matrix)
    };
    Ok(names(host, cloud)?.into_iter().find(same).map(|name| stored(cloud, folder, as_of, name, true)))
}

fn stored(cloud: Cloud, folder: &Path, as_of: NaiveDate, name: String, known: bool) -> Stored {
    let path = folder.join(format!("{name}.toml"));
    Stored { report: report_place(&path), path, name, cloud, as_of, known }
}

/// Writes the report first: it claims the name, and no matrix stands without one.
fn put(
    host: &mut dyn Host,
    cloud: Cloud,
    folder: &Path,
    as_of: NaiveDate,
    matrix: &str,
    report: &str,
) -> Result<Stored> {
    let report = format!("Stored on {}.\n\n{}\n", host.today(), text::clean(report).trim_end());
    for number in 1..=TRIES {
        let name = if number == 1 { as_of.to_string() } else { format!("{as_of}-{number}") };
        let new = stored(cloud, folder, as_of, name, false);
        if host.exists(&new.path) {
            continue;
        }
        match host.save(&new.report, &report, &Expected::Absent) {
            Err(SaveError::Exists(_)) => continue,
            saved => saved?,
        }
        match host.save(&new.path, matrix, &Expected::Absent) {
            Err(SaveError::Exists(_)) => {}
            saved => return saved.map(|()| new).map_err(Error::from),
        }
    }
    Err(Error::new(format!("{TRIES} matrices of {as_of} are stored already"))
        .hint(format!("remove some of them from {}", quoted(folder))))
}

/// Takes a matrix into use, if it can be.
///
/// # Errors
/// When it is not there or is broken, or the note cannot be written: the one in use stays in use.
pub fn choose(host: &mut dyn Host, cloud: Cloud, choice: &Choice) -> Result<Matrix> {
    rewrite(host, cloud, |now| Ok(now.followed_by(choice.clone()))).map(|(_, matrix)| matrix)
}

/// Takes the matrix into use again that was in use before.
///
/// # Errors
/// When there was none, or it can no longer be used.
pub fn go_back(host: &mut dyn Host, cloud: Cloud) -> Result<(Choice, Matrix)> {
    let none = || {
        Error::new(format!("no other matrix of {} was in use before", cloud.name()))
            .hint("'servemap matrix list' names those that are there, 'servemap matrix use NAME' takes one")
    };
    rewrite(host, cloud, |now| now.gone_back().ok_or_else(none))
}

fn usable(host: &dyn Host, cloud: Cloud, choice: &Choice) -> Result<Matrix> {
    let there = place(host, cloud, choice).is_none_or(|path| host.exists(&path));
    if there {
        return load(host, cloud, choice);
    }
    let names = names(host, cloud)?;
    let known = ["bundled".to_owned()].into_iter().chain(names).collect::<Vec<_>>();
    let word = choice.to_string();
    let near = text::nearest(&word, known.iter().map(String::as_str), 1);
    let hint = near.first().map(|near| format!("did you mean '{near}'?"));
    let hint = hint.unwrap_or_else(|| format!("there are: {}", known.join(", ")));
    Err(Error::new(format!("no matrix of {} is stored as '{word}'", cloud.name())).hint(hint))
}

/// Changes the note of what is in use. If somebody else changed it meanwhile, theirs is what it starts from.
fn rewrite(
    host: &mut dyn Host,
    cloud: Cloud,
    change: impl Fn(Record) -> Result<Record>,
) -> Result<(Choice, Matrix)> {
    let folder = folder(host, cloud).ok_or_else(|| {
        Error::new("no matrix can be chosen: there is no data directory").hint("set HOME or XDG_DATA_HOME")
    })?;
    host.make_folder(&folder)?;
    let path = folder.join(record::FILE);
    for _ in 0..TRIES {
        let (now, expected) = if host.exists(&path) {
            let text = host.read(&path)?;
            // A note that nobody can read is written anew: that is how one comes out of it.
            let now = record::parse(&path, &text).unwrap_or_else(|_| Record::of(unchosen(host, cloud)));
            (now, Expected::Contents(text))
        } else {
            (Record::of(unchosen(host, cloud)), Expected::Absent)
        };
        let next = change(now)?;
        let matrix = usable(host, cloud, &next.choice)?;
        match host.save(&path, &next.text(cloud), &expected) {
            Err(error) if error.is_conflict() => {}
            saved => return saved.map(|()| (next.choice, matrix)).map_err(Error::from),
        }
    }
    Err(Error::new(format!("{} changes all the time", quoted(&path))).hint("try again in a moment"))
}

#[cfg(test)]
mod tests;
