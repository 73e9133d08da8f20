//! Files that should be plans, with the documents that stand beside them.

use std::path::{Path, PathBuf};

use crate::check::{self, File, LoadedPlan, SavedDocument};
use crate::export::{Export, Format};
use crate::host::{Host, clean_path};

/// Reads the files as a check judges them.
pub fn read(paths: &[PathBuf], host: &dyn Host) -> Vec<LoadedPlan> {
    check::read(paths.iter().map(|path| file(path, host)).collect())
}

fn file(path: &Path, host: &dyn Host) -> File {
    let documents_beside = Export::ALL.into_iter().zip(documents(path)).filter_map(|(export, path)| {
        host.exists(&path).then(|| SavedDocument { name: clean_path(&path), export, text: host.read(&path) })
    });
    File { name: clean_path(path), text: host.read(path), documents: documents_beside.collect() }
}

/// Where the documents of a plan may stand, one for each export: `maverick.toml` has `maverick-note.md` beside it.
pub fn documents(plan: &Path) -> impl Iterator<Item = PathBuf> {
    Export::ALL.into_iter().map(|export| {
        let mut name = plan.file_stem().unwrap_or_default().to_owned();
        name.push(export.file_suffix(Format::Markdown));
        plan.with_file_name(name)
    })
}
