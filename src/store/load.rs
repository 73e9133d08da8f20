//! Loading a matrix by its name, templates, and a plan with its text.

use std::path::Path;

use super::config::template_folder;
use super::{MatrixName, paths};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::export::{Export, Templates};
use crate::host::{Host, clean_path, quoted};
use crate::matrix::{Cloud, Matrix, MatrixOrigin, bundled};
use crate::plan::{Plan, file};

/// A plan with the text it was read from, which a save compares and keeps the comments of.
#[derive(Debug, Clone)]
pub struct LoadedPlan {
    pub plan: Plan,
    pub text: String,
}

/// One of the matrices of a cloud.
///
/// # Errors
/// When it is not there, breaks the rules of matrix files, or is of another cloud.
pub fn load(host: &dyn Host, cloud: Cloud, name: &MatrixName) -> Result<Matrix> {
    let Some(path) = paths::path(host, cloud, name) else { return bundled::matrix(cloud) };
    let mut matrix = parse_matrix(&path, &host.read(&path)?, Some(cloud))?;
    if let MatrixName::Stored(name) = name {
        matrix.origin = MatrixOrigin::Stored(name.clone());
    }
    Ok(matrix)
}

/// A matrix from a file's text, which must be of the cloud that is asked for.
pub(super) fn parse_matrix(path: &Path, text: &str, cloud: Option<Cloud>) -> Result<Matrix> {
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
        if host.may_exist(&path) {
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
