//! The matrices of a cloud, whether or not they can be used.

use std::cmp::Reverse;
use std::path::PathBuf;

use super::paths::{self, folder};
use super::{MatrixName, in_use, load};
use crate::error::Result;
use crate::host::Host;
use crate::matrix::{Cloud, Matrix};

#[derive(Debug, Clone)]
pub struct ListedMatrix {
    pub name: MatrixName,
    pub cloud: Cloud,
    /// Its file; none for the bundled one.
    pub path: Option<PathBuf>,
    /// The report of its import, if there is one.
    pub report: Option<PathBuf>,
    /// The matrix, or why it cannot be used.
    pub matrix: Result<Matrix>,
    pub in_use: bool,
}

/// Every matrix of a cloud, the latest as-of date first, broken ones last.
///
/// # Errors
/// When the folder or the file that says which one is in use cannot be read. A matrix that is broken is in the list.
pub fn list(host: &dyn Host, cloud: Cloud) -> Result<Vec<ListedMatrix>> {
    let in_use = in_use(host, cloud)?;
    let mut all: Vec<MatrixName> = names(host, cloud)?.into_iter().rev().map(MatrixName::Stored).collect();
    all.extend(paths::user_file(host, cloud).map(|_| MatrixName::UserFile));
    all.push(MatrixName::Bundled);
    if !all.contains(&in_use) {
        all.insert(0, in_use.clone());
    }
    let listed = all.into_iter().map(|name| {
        let path = paths::path(host, cloud, &name);
        let report = path.as_deref().and_then(|path| paths::report(host, path));
        let matrix = load(host, cloud, &name);
        ListedMatrix { in_use: name == in_use, name, cloud, path, report, matrix }
    });
    let mut listed: Vec<ListedMatrix> = listed.collect();
    // Stable: of one day, the one stored last comes first.
    listed.sort_by_key(|listed| Reverse(listed.matrix.as_ref().map(|matrix| matrix.as_of).ok()));
    Ok(listed)
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
        (toml && matches!(MatrixName::parse(&stem), Ok(MatrixName::Stored(_)))).then_some(stem)
    };
    Ok(host.list(&folder)?.into_iter().filter_map(stored).collect())
}
