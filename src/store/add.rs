//! Adding an imported matrix: checked first, under a name of its own, with the report of its import beside it.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::activate::activate_added;
use super::names;
use super::paths::{folder, report_path};
use crate::error::{Error, Result};
use crate::host::{Expected, Host, LIMIT, SaveError};
use crate::matrix::Matrix;
use crate::text::clean;

/// Where a matrix is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    pub name: String,
    pub as_of: NaiveDate,
    pub path: PathBuf,
    /// The report of its import.
    pub report: PathBuf,
    /// Whether the same text was stored already, so that nothing new was written.
    pub already_stored: bool,
}

impl Added {
    fn new(folder: &Path, as_of: NaiveDate, name: String, already_stored: bool) -> Self {
        let path = folder.join(format!("{name}.toml"));
        Self { report: report_path(&path), path, name, as_of, already_stored }
    }
}

/// Stores a matrix, as the text it was read from, with its import's report and activates it. What was there stays, also
/// under the same day.
///
/// # Errors
/// When something cannot be written: then the matrix in use stays the one it was.
pub fn add(host: &mut dyn Host, matrix: &Matrix, text: &str, report: &str) -> Result<Added> {
    if text.len() > LIMIT {
        return Err(Error::new(format!("the matrix is larger than {} MiB", LIMIT / 1024 / 1024))
            .hint("no matrix is that large; is it the right page?"));
    }
    let (cloud, as_of) = (matrix.cloud, matrix.as_of);
    let folder = folder(host, cloud).ok_or_else(|| {
        Error::new("the matrix was not stored: there is no data directory").hint("set HOME or XDG_DATA_HOME")
    })?;
    host.make_folder(&folder)?;
    // An import of the same page is the same matrix.
    let same = |name: &String| {
        name.starts_with(&as_of.to_string()) && holds(host, &folder.join(format!("{name}.toml")), text)
    };
    let added = match names(host, cloud)?.into_iter().find(same) {
        Some(name) => Added::new(&folder, as_of, name, true),
        None => write(host, &folder, as_of, text, report)?,
    };
    activate_added(host, cloud, &added.name)?;
    Ok(added)
}

/// Writes the report first: it claims the name, and no matrix stands without one. The same import goes on where it was
/// killed between the two, or takes place twice at once.
fn write(host: &mut dyn Host, folder: &Path, as_of: NaiveDate, text: &str, report: &str) -> Result<Added> {
    let report = format!("Stored on {}.\n\n{}\n", host.today(), clean(report).trim_end());
    let mut number = 1;
    loop {
        let name = if number == 1 { as_of.to_string() } else { format!("{as_of}-{number}") };
        let added = Added::new(folder, as_of, name, false);
        number += 1;
        if host.exists(&added.path) {
            continue;
        }
        match host.save(&added.report, &report, &Expected::Absent) {
            Err(SaveError::Exists(_)) if holds(host, &added.report, &report) => {}
            Err(SaveError::Exists(_)) => continue,
            saved => saved?,
        }
        match host.save(&added.path, text, &Expected::Absent) {
            Err(SaveError::Exists(_)) if holds(host, &added.path, text) => {
                return Ok(Added { already_stored: true, ..added });
            }
            Err(SaveError::Exists(_)) => {}
            saved => return saved.map(|()| added).map_err(Error::from),
        }
    }
}

fn holds(host: &dyn Host, path: &Path, text: &str) -> bool {
    host.read(path).is_ok_and(|stored| stored == text)
}
