//! The plans below a path, and the matrices they are judged by.

use std::path::{Path, PathBuf};

use crate::cli::Source;
use crate::error::{Error, Result};
use crate::host::{Host, library, quoted};
use crate::matrix::{Cloud, Matrix};
use crate::plan::Plan;

/// A plan, and what its file is called.
#[derive(Debug)]
pub struct Named {
    pub name: String,
    pub plan: Plan,
}

/// The plans below a path, in the order of their names. A broken one stops the whole: half a page is none.
pub fn plans(path: &Path, host: &dyn Host) -> Result<Vec<Named>> {
    let mut plans = Vec::new();
    for file in files(path, host)? {
        let plan = library::plan(host, &file)?.plan;
        plans.push(Named { name: library::name(&file), plan });
    }
    if plans.is_empty() {
        return Err(Error::new(format!("no plan is below {}", quoted(path)))
            .hint("a plan is a file NAME.toml, as 'servemap plan' writes it"));
    }
    Ok(plans)
}

/// The files that should be plans: the path itself, or every `*.toml` below it.
pub fn files(path: &Path, host: &dyn Host) -> Result<Vec<PathBuf>> {
    if !host.is_folder(path) {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    walk(path, host, 0, &mut files)?;
    files.sort();
    Ok(files)
}

/// The matrices that some plans need, each read once.
pub struct Matrices(Vec<Matrix>);

impl Matrices {
    pub fn of(plans: &[Named], source: &Source, host: &dyn Host) -> Result<Self> {
        Self::for_clouds(plans.iter().map(|named| named.plan.cloud), source, host)
    }

    pub fn for_clouds(
        clouds: impl IntoIterator<Item = Cloud>,
        source: &Source,
        host: &dyn Host,
    ) -> Result<Self> {
        let mut matrices: Vec<Matrix> = Vec::new();
        for cloud in clouds {
            if !matrices.iter().any(|matrix| matrix.cloud == cloud) {
                matrices.push(library::matrix(host, Some(cloud), source.matrix.as_deref())?);
            }
        }
        Ok(Self(matrices))
    }

    pub fn matrix(&self, cloud: Cloud) -> Result<&Matrix> {
        let found = self.0.iter().find(|matrix| matrix.cloud == cloud);
        found.ok_or_else(|| Error::new(format!("no matrix of {} was read", cloud.name())))
    }
}

/// How deep folders are followed: deeper than anyone files decisions, and an end to a link that leads in a circle.
const DEEPEST: usize = 16;

fn walk(folder: &Path, host: &dyn Host, depth: usize, files: &mut Vec<PathBuf>) -> Result<()> {
    for path in host.list(folder)? {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if host.is_folder(&path) {
            if depth < DEEPEST {
                walk(&path, host, depth + 1, files)?;
            }
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
            files.push(path);
        }
    }
    Ok(())
}
