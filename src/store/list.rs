//! The matrices of a cloud, whether or not they can be used.

use std::cmp::Reverse;
use std::path::PathBuf;

use super::matrix_request::load_configured;
use super::paths::{self, folder};
use super::{MatrixName, MatrixRequest, in_use, load};
use crate::config::{MatrixFile, Stated};
use crate::error::Result;
use crate::host::Host;
use crate::matrix::{Cloud, Matrix};

#[derive(Debug, Clone)]
pub struct ListedMatrix {
    /// As `matrix use` and `matrix diff` name it; `project` or `configured` for the file that settings name.
    pub name: String,
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
pub fn list(host: &dyn Host, cloud: Cloud, request: &MatrixRequest) -> Result<Vec<ListedMatrix>> {
    let in_use = in_use(host, cloud)?;
    let mut all: Vec<MatrixName> = names(host, cloud)?.into_iter().rev().map(MatrixName::Stored).collect();
    all.extend(paths::user_file(host, cloud)?.map(|_| MatrixName::UserFile));
    all.push(MatrixName::Bundled);
    if !all.contains(&in_use) {
        all.insert(0, in_use.clone());
    }
    let configured = request.configured(cloud);
    let listed = all.into_iter().map(|name| {
        let path = paths::path(host, cloud, &name);
        let report = path.as_deref().and_then(|path| paths::report(host, path));
        let matrix = load(host, cloud, &name);
        let in_use = configured.is_none() && name == in_use;
        ListedMatrix { in_use, name: name.to_string(), cloud, path, report, matrix }
    });
    let mut listed: Vec<ListedMatrix> =
        configured.map(|file| of_settings(host, file)).into_iter().chain(listed).collect();
    // Stable: of one day, the one stored last comes first.
    listed.sort_by_key(|listed| Reverse(listed.matrix.as_ref().map(|matrix| matrix.as_of).ok()));
    Ok(listed)
}

/// The matrix that the settings name.
fn of_settings(host: &dyn Host, configured: &Stated<MatrixFile>) -> ListedMatrix {
    let MatrixFile { cloud, path, in_project } = &configured.value;
    ListedMatrix {
        name: if in_project.is_some() { "project" } else { "configured" }.to_owned(),
        cloud: *cloud,
        path: Some(path.clone()),
        report: None,
        matrix: load_configured(host, configured),
        in_use: true,
    }
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
