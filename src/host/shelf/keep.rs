//! Keeping a matrix: checked first, under a name of its own, with the report of its import beside it.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{Choice, TRIES, choose, folder, names, report_place};
use crate::error::{Error, Result};
use crate::host::{Expected, Host, LIMIT, SaveError, library, quoted};
use crate::matrix::Cloud;
use crate::text;

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
