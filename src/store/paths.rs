//! Where the user's files are: settings, templates, matrices and the reports of their imports.

use std::path::{Path, PathBuf};

use super::MatrixName;
use crate::error::Result;
use crate::host::{Folder, Host};
use crate::matrix::Cloud;

/// The user's settings; none where there is no home folder.
pub fn user_config(host: &dyn Host) -> Option<PathBuf> {
    Some(host.folder(Folder::Config)?.join("config.toml"))
}

/// The folder of the user's own templates where no setting names one.
pub fn user_templates(host: &dyn Host) -> Option<PathBuf> {
    Some(host.folder(Folder::Config)?.join("templates"))
}

/// The folder of the stored matrices of a cloud; none where there is no data directory.
pub(super) fn folder(host: &dyn Host, cloud: Cloud) -> Option<PathBuf> {
    Some(host.folder(Folder::Data)?.join("matrix").join(cloud.id()))
}

/// The user's own file for a cloud, if there is one; also a link that leads to nothing, which cannot be read.
///
/// # Errors
/// When the system does not say whether it is there.
pub(super) fn user_file(host: &dyn Host, cloud: Cloud) -> Result<Option<PathBuf>> {
    let Some(path) = path(host, cloud, &MatrixName::UserFile) else { return Ok(None) };
    let is_there = host.resolve(&path)?.is_some() || host.is_link(&path);
    Ok(is_there.then_some(path))
}

/// The file of a matrix; none for the bundled one, or where there is no data directory.
pub(super) fn path(host: &dyn Host, cloud: Cloud, name: &MatrixName) -> Option<PathBuf> {
    let folder = folder(host, cloud)?;
    match name {
        MatrixName::Bundled => None,
        MatrixName::UserFile => Some(folder.with_extension("toml")),
        MatrixName::Stored(name) => Some(folder.join(format!("{name}.toml"))),
    }
}

/// Where the report of a matrix's import is stored.
pub(super) fn report_path(matrix: &Path) -> PathBuf {
    matrix.with_extension("report.txt")
}

/// The report of a matrix's import, if there is one.
pub(super) fn report(host: &dyn Host, matrix: &Path) -> Option<PathBuf> {
    Some(report_path(matrix)).filter(|report| host.exists(report))
}
