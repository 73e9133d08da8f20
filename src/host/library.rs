//! What the program finds on disk and needs before it can work: the matrix in use, templates, a plan with its text.

use std::path::{Path, PathBuf};

use super::shelf::{self, Choice};
use super::words::quoted;
use super::{Folder, Host};
use crate::error::{Error, Result};
use crate::export::{Export, Templates};
use crate::matrix::{Cloud, Matrix, bundled};
use crate::plan::{Plan, file};
use crate::text;

/// A plan with the text it was read from, which a save compares and keeps the comments of.
#[derive(Debug, Clone)]
pub struct Shelved {
    /// The plan.
    pub plan: Plan,
    /// What the file holds.
    pub text: String,
}

/// The matrix in use: the file that was named, else the user's own for the cloud, else the one that ships.
///
/// Without a cloud, a named file decides which it is; AWS is the default.
///
/// # Errors
/// When the file cannot be read, breaks the rules of matrix files, or speaks for another cloud.
pub fn matrix(host: &dyn Host, cloud: Option<Cloud>, path: Option<&Path>) -> Result<Matrix> {
    if let Some(path) = path {
        return own(path, &host.read(path)?, cloud);
    }
    in_use(host, cloud.unwrap_or_default())
}

/// The matrix that is in use for a cloud where none is named.
fn in_use(host: &dyn Host, cloud: Cloud) -> Result<Matrix> {
    let choice = shelf::in_use(host, cloud)?;
    shelf::load(host, cloud, &choice).map_err(|error| {
        let id = cloud.id();
        let bundled = format!("'servemap matrix use bundled --cloud {id}' takes the one that ships into use");
        match choice {
            Choice::Stored(_) => error.hint(bundled).hint(format!(
                "'servemap matrix use --previous --cloud {id}' goes back to the one before it"
            )),
            Choice::Own | Choice::Bundled => error.hint(bundled),
        }
    })
}

/// Where the user's own matrix for a cloud is kept, whether or not there is one.
pub fn own_place(host: &dyn Host, cloud: Cloud) -> Option<PathBuf> {
    Some(host.folder(Folder::Data)?.join("matrix").join(format!("{}.toml", cloud.id())))
}

/// A matrix from a file's text, held to the cloud that is wanted.
pub(super) fn own(path: &Path, text: &str, cloud: Option<Cloud>) -> Result<Matrix> {
    let matrix = bundled::with_own(&name(path), text)?;
    match cloud {
        Some(cloud) if cloud != matrix.cloud => Err(Error::new(format!(
            "the matrix in {} speaks for {}, not for {}",
            quoted(path),
            matrix.cloud.name(),
            cloud.name()
        ))
        .hint("name the matrix of that cloud, or leave the other one out")),
        _ => Ok(matrix),
    }
}

/// The templates of the exports: those that ship, and the user's own in their place.
///
/// # Errors
/// When one of the user's own cannot be read.
pub fn templates(host: &dyn Host) -> Result<Templates> {
    let mut templates = Templates::default();
    let Some(folder) = host.folder(Folder::Config).map(|config| config.join("templates")) else {
        return Ok(templates);
    };
    for export in Export::ALL {
        let path = folder.join(Templates::file_name(export));
        if host.exists(&path) {
            templates.replace(export, name(&path), host.read(&path)?);
        }
    }
    Ok(templates)
}

/// A plan from its file.
///
/// # Errors
/// When the file cannot be read, or every problem of the plan at once.
pub fn plan(host: &dyn Host, path: &Path) -> Result<Shelved> {
    let text = host.read(path)?;
    let plan = file::read(&name(path), &text)?;
    Ok(Shelved { plan, text })
}

/// A path as errors and findings call it.
pub fn name(path: &Path) -> String {
    text::clean_line(&path.display().to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::MemoryHost;
    use super::*;

    const OWN: &str = "schema = \"servemap/matrix/1\"\ncloud = \"azure\"\nas_of = 2026-11-01\nsource = \"page\"\n\
        [sources.page]\ntitle = \"A page\"\n[regions]\nwesteurope = { location = \"West Europe\" }\n";

    fn host() -> MemoryHost {
        MemoryHost::default().with_file("/own.toml", OWN)
    }

    #[test]
    fn without_a_word_the_bundled_matrix_of_aws_is_used() {
        let matrix = matrix(&host(), None, None).unwrap();
        assert_eq!((matrix.cloud, matrix.origin.as_str()), (Cloud::Aws, "bundled"));
    }

    #[test]
    fn a_named_file_decides_the_cloud_and_contradicts_another() {
        let path = Path::new("/own.toml");
        assert_eq!(matrix(&host(), None, Some(path)).unwrap().cloud, Cloud::Azure);
        let error = matrix(&host(), Some(Cloud::Gcp), Some(path)).unwrap_err();
        assert_eq!(error.message(), "the matrix in '/own.toml' speaks for Azure, not for Google Cloud");
    }

    #[test]
    fn a_template_of_the_users_own_takes_the_place_of_the_one_that_ships() {
        let host = host().with_file("/config/templates/row.md", "{{ row.owner }}");
        assert!(format!("{:?}", templates(&host).unwrap()).contains("/config/templates/row.md"));
    }

    #[test]
    fn the_users_own_matrix_replaces_the_bundled_one_of_its_cloud() {
        let host = MemoryHost::default().with_file("/data/matrix/azure.toml", OWN);
        assert_eq!(matrix(&host, Some(Cloud::Azure), None).unwrap().origin, "/data/matrix/azure.toml");
        assert_eq!(matrix(&host, None, None).unwrap().origin, "bundled");
        let broken = MemoryHost::default().with_file("/data/matrix/aws.toml", "schema = 1");
        let error = matrix(&broken, None, None).unwrap_err();
        assert!(error.hints().iter().any(|hint| hint.contains("bundled")), "{error}");
    }
}
