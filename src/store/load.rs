//! Loading the matrix in use, templates, and a plan with its text.

use std::path::{Path, PathBuf};

use super::config::template_folder;
use super::{MatrixName, in_use, paths};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::export::{Export, Templates};
use crate::host::{Host, clean_path, quoted};
use crate::matrix::{Cloud, Matrix, bundled};
use crate::plan::{Plan, file};

/// A plan with the text it was read from, which a save compares and keeps the comments of.
#[derive(Debug, Clone)]
pub struct LoadedPlan {
    pub plan: Plan,
    pub text: String,
}

/// The matrix of a named file, else the one in use for the cloud.
///
/// Without a cloud, a named file decides which it is; AWS is the default.
///
/// # Errors
/// When the file cannot be read, breaks the rules of matrix files, or is of another cloud.
pub fn load_matrix(host: &dyn Host, cloud: Option<Cloud>, path: Option<&Path>) -> Result<Matrix> {
    if let Some(path) = path {
        return parse_matrix(path, &host.read(path)?, cloud);
    }
    let cloud = cloud.unwrap_or_default();
    let name = in_use(host, cloud)?;
    load(host, cloud, &name).map_err(|error| {
        let id = cloud.id();
        let error =
            error.hint(format!("'servemap matrix use bundled --cloud {id}' activates the bundled matrix"));
        if !matches!(name, MatrixName::Stored(_)) {
            return error;
        }
        error.hint(format!("'servemap matrix use --previous --cloud {id}' activates the one before it"))
    })
}

/// One of the matrices of a cloud.
///
/// # Errors
/// When it is not there, breaks the rules of matrix files, or is of another cloud.
pub fn load(host: &dyn Host, cloud: Cloud, name: &MatrixName) -> Result<Matrix> {
    let Some(path) = paths::path(host, cloud, name) else { return bundled::matrix(cloud) };
    let mut matrix = parse_matrix(&path, &host.read(&path)?, Some(cloud))?;
    if let MatrixName::Stored(name) = name {
        matrix.origin = format!("stored {name}");
    }
    Ok(matrix)
}

/// The file of the matrix in use and the report of its import, as far as there are such; none for the bundled one.
///
/// # Errors
/// When the file that says which one is in use cannot be read.
pub fn files_in_use(host: &dyn Host, cloud: Cloud) -> Result<Option<(PathBuf, Option<PathBuf>)>> {
    let path = paths::path(host, cloud, &in_use(host, cloud)?);
    Ok(path.map(|path| (path.clone(), paths::report(host, &path))))
}

/// A matrix from a file's text, which must be of the cloud that is asked for.
fn parse_matrix(path: &Path, text: &str, cloud: Option<Cloud>) -> Result<Matrix> {
    let matrix = bundled::with_own(&clean_path(path), text)?;
    match cloud {
        Some(cloud) if cloud != matrix.cloud => Err(Error::new(format!(
            "the matrix in {} is for {}, not for {}",
            quoted(path),
            matrix.cloud.name(),
            cloud.name()
        ))
        .hint("use a matrix of that cloud, or remove --cloud")),
        _ => Ok(matrix),
    }
}

/// The templates of the exports: those that ship, and the user's own in their place.
///
/// # Errors
/// When one of the user's own cannot be read, or the folder that a setting names is not there.
pub fn load_templates(host: &dyn Host, config: &Config) -> Result<Templates> {
    let mut templates = Templates::default();
    let Some(folder) = template_folder(host, config)? else { return Ok(templates) };
    for export in Export::ALL {
        let path = folder.join(Templates::file_name(export));
        if host.exists(&path) {
            templates.replace(export, clean_path(&path), host.read(&path)?);
        }
    }
    Ok(templates)
}

/// A plan from its file.
///
/// # Errors
/// When the file cannot be read, or every problem of the plan at once.
pub fn load_plan(host: &dyn Host, path: &Path) -> Result<LoadedPlan> {
    let text = host.read(path)?;
    let plan = file::read(&clean_path(path), &text)?;
    Ok(LoadedPlan { plan, text })
}
