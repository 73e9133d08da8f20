//! The plans below some paths, and the matrices they are judged by.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::check;
use crate::cli::Source;
use crate::error::{Error, Result};
use crate::host::{Host, library, quoted};
use crate::matrix::{Cloud, Matrix};
use crate::plan::Plan;

/// A plan, and what its file is called.
#[derive(Debug)]
pub struct Named {
    /// The file.
    pub name: String,
    /// The plan.
    pub plan: Plan,
}

/// What a walk met.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files that should be plans, each once, in order.
    pub files: Vec<PathBuf>,
    /// The folders that could not be listed, and why.
    pub closed: Vec<(PathBuf, Error)>,
    /// The folders that were named and hold no plan.
    pub empty: Vec<PathBuf>,
    seen: BTreeSet<PathBuf>,
}

impl Walk {
    /// Everything below the paths.
    ///
    /// # Errors
    /// When a path that was named is not there: a check of nothing must not pass.
    pub fn below(paths: &[PathBuf], host: &dyn Host) -> Result<Self> {
        let mut walk = Self::default();
        for path in paths {
            if !host.is_folder(path) {
                // An unreadable file is the business of whoever reads it, a missing one of whoever named it.
                if !host.exists(path) {
                    return Err(host.read(path).err().unwrap_or_else(|| Error::new("it does not exist")));
                }
                walk.file(path.clone(), host);
                continue;
            }
            let before = walk.files.len();
            walk.folder(path, host);
            if walk.files.len() == before {
                walk.empty.push(path.clone());
            }
        }
        walk.files.sort();
        Ok(walk)
    }

    /// A link that leads back up is met a second time, and not followed.
    fn folder(&mut self, folder: &Path, host: &dyn Host) {
        if !self.seen.insert(host.real(folder)) {
            return;
        }
        let paths = match host.list(folder) {
            Ok(paths) => paths,
            Err(error) => return self.closed.push((folder.to_owned(), error)),
        };
        for path in paths {
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if hidden {
                continue;
            }
            if host.is_folder(&path) {
                self.folder(&path, host);
            } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
                // Found, not named: other TOML may lie beside the plans. What cannot be read is told.
                if !host.read(&path).is_ok_and(|text| check::is_foreign(&text)) {
                    self.file(path, host);
                }
            }
        }
    }

    fn file(&mut self, path: PathBuf, host: &dyn Host) {
        if self.seen.insert(host.real(&path)) {
            self.files.push(path);
        }
    }
}

/// The plans below a path, in the order of their names. A broken one stops the whole: half a page is none.
pub fn plans(path: &Path, host: &dyn Host) -> Result<Vec<Named>> {
    let walk = Walk::below(&[path.to_owned()], host)?;
    if let Some((_, error)) = walk.closed.into_iter().next() {
        return Err(error);
    }
    if walk.files.is_empty() {
        return Err(Error::new(format!("no plan is below {}", quoted(path)))
            .hint("a plan is a file NAME.toml, as 'servemap plan' writes it"));
    }
    let named =
        |file: PathBuf| Ok(Named { name: library::name(&file), plan: library::plan(host, &file)?.plan });
    walk.files.into_iter().map(named).collect()
}

/// The matrices of some clouds, each read once.
///
/// # Errors
/// When one cannot be read; when a matrix was named that speaks for another cloud.
pub fn matrices(
    clouds: impl IntoIterator<Item = Cloud>,
    source: &Source,
    host: &dyn Host,
) -> Result<Vec<Matrix>> {
    let mut matrices: Vec<Matrix> = Vec::new();
    for cloud in clouds {
        if !matrices.iter().any(|matrix| matrix.cloud == cloud) {
            matrices.push(library::matrix(host, Some(cloud), source.matrix.as_deref())?);
        }
    }
    Ok(matrices)
}

/// Refuses a cloud that was said and is not the plan's.
pub fn check_cloud(source: &Source, plan: &Plan, name: &str) -> Result<()> {
    match source.cloud.filter(|cloud| *cloud != plan.cloud) {
        None => Ok(()),
        Some(cloud) => {
            let message = format!("'{name}' is a plan for {}, not for {}", plan.cloud.name(), cloud.name());
            Err(Error::new(message).hint("leave --cloud out: each plan says its own"))
        }
    }
}
