//! Files that should be plans, with the documents that stand beside them.

use std::path::{Path, PathBuf};

use crate::check::{self, File, LoadedPlan, SavedDocument};
use crate::error::Result;
use crate::export::{Export, Format};
use crate::host::{Host, clean_path};

/// Reads a file as a check judges it.
pub fn read(path: &Path, host: &dyn Host) -> LoadedPlan {
    load(path, host.read(path), &|page| host.exists(page), host)
}

/// The same of what it holds; `is_there` knows the pages beside it.
pub(super) fn load(
    path: &Path,
    text: Result<String>,
    is_there: &dyn Fn(&Path) -> bool,
    host: &dyn Host,
) -> LoadedPlan {
    let beside = Export::ALL.into_iter().zip(documents(path)).filter(|(_, page)| is_there(page));
    let documents = beside.map(|(export, page)| SavedDocument {
        name: clean_path(&page),
        export,
        text: host.read(&page),
    });
    check::read(File { name: clean_path(path), text, documents: documents.collect() })
}

/// Where the documents of a plan may stand, one for each export: `maverick.toml` has `maverick-note.md` beside it.
pub fn documents(plan: &Path) -> impl Iterator<Item = PathBuf> {
    Export::ALL.into_iter().map(|export| {
        let mut name = plan.file_stem().unwrap_or_default().to_owned();
        name.push(export.file_suffix(Format::Markdown));
        plan.with_file_name(name)
    })
}
