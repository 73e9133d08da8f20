//! The pages that a team keeps of its decisions, in a folder: each between its own marks, so that all other text of a file
//! stays.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::export::marker;
use crate::host::{Host, Merged, merge, quoted};
use crate::review::{PageKind, PageSource, path_from, slashes};

/// A page that was written, or is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenPage {
    pub path: PathBuf,
    pub merged: Merged,
}

/// Writes pages into a folder, which is made if it is not there. Each is put into its file between its own marks, in place
/// of what stands there. All are made before the first is written: a page that cannot be put in leaves every file as it is.
///
/// # Errors
/// When a template is wrong, the marks in a file are damaged, or a file cannot be written.
pub fn write_pages(
    host: &mut dyn Host,
    folder: &Path,
    kinds: &[PageKind],
    source: &PageSource<'_>,
) -> Result<Vec<WrittenPage>> {
    let mut pages = Vec::new();
    for kind in kinds {
        let path = folder.join(kind.file_name());
        let page = page_in(host, folder, *kind, source)?;
        let before = if host.may_exist(&path) { host.read(&path)? } else { String::new() };
        put(&path, &before, *kind, &page)?;
        pages.push((path, *kind, page));
    }
    host.make_folder(folder)?;
    let write = |(path, kind, page): (PathBuf, PageKind, String)| {
        let merged = merge(host, &path, |_, text| put(&path, text, kind, &page))?;
        Ok(WrittenPage { path, merged })
    };
    pages.into_iter().map(write).collect()
}

/// A page as it reads in a folder: links start there.
///
/// # Errors
/// When a template is wrong, or the system does not say where a link leads: a page with a wrong link is worse than none.
pub fn page_in(host: &dyn Host, folder: &Path, kind: PageKind, source: &PageSource<'_>) -> Result<String> {
    let folder = real_folder(host, folder)?;
    let (folders, failed) = (RefCell::new(HashMap::new()), RefCell::new(None));
    let page = source.markdown(kind, &|file| {
        let link = reach(host, &folder, Path::new(file), &mut folders.borrow_mut());
        link.unwrap_or_else(|error| {
            failed.borrow_mut().get_or_insert(error);
            String::new()
        })
    })?;
    failed.into_inner().map_or(Ok(page), Err)
}

/// The path of a file from a folder. `folders` are those that were looked up before: most files lie beside others.
fn reach(
    host: &dyn Host,
    folder: &Path,
    file: &Path,
    folders: &mut HashMap<PathBuf, PathBuf>,
) -> Result<String> {
    let (Some(parent), Some(name)) = (file.parent(), file.file_name()) else {
        return Ok(slashes(&path_from(folder, file)));
    };
    let real = match folders.get(parent) {
        Some(real) => real,
        None => folders.entry(parent.to_owned()).or_insert(real_folder(host, parent)?),
    };
    Ok(slashes(&path_from(folder, &real.join(name))))
}

/// A folder without links of the file system, which lead elsewhere than a path says. One that is still to be made is below
/// one that is there.
fn real_folder(host: &dyn Host, folder: &Path) -> Result<PathBuf> {
    for above in folder.ancestors().filter(|path| !path.as_os_str().is_empty()) {
        if let Some(real) = host.resolve(above)? {
            return Ok(real.join(folder.strip_prefix(above).unwrap_or(Path::new(""))));
        }
    }
    let here = host.resolve(Path::new("."))?;
    Ok(here.unwrap_or_else(|| PathBuf::from(".")).join(folder))
}

fn put(path: &Path, text: &str, kind: PageKind, page: &str) -> Result<String> {
    let left = |error: Error| error.context(format!("{} is left as it is", quoted(path)));
    marker::put(text, kind.id(), page).map_err(left)
}
