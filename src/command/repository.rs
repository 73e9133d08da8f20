//! Where files lie from the root of their repository, as annotations and code scanning name them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::host::{Host, clean_path, is_input};
use crate::text::plain_path;

/// Finds the places of files, however their paths are written and from wherever they are looked at.
pub struct Places<'h> {
    host: &'h dyn Host,
    /// The working folder.
    here: PathBuf,
    /// Where a runner of GitHub has the repository, if it says so.
    workspace: Option<PathBuf>,
    /// What was found out about folders: thousands of files lie in few of them.
    folders: RefCell<HashMap<PathBuf, FolderPlace>>,
}

/// Where a folder really is, and the root of its repository.
#[derive(Clone)]
struct FolderPlace {
    real: PathBuf,
    root: Option<PathBuf>,
}

impl<'h> Places<'h> {
    pub fn new(host: &'h dyn Host) -> Self {
        let workspace = host.variable("GITHUB_WORKSPACE").filter(|folder| !folder.is_empty());
        let workspace = workspace.map(|folder| host.real(Path::new(&folder)));
        let here = host.real(Path::new("."));
        Self { host, here, workspace, folders: RefCell::default() }
    }

    /// The path of a file or folder from the root of its repository; without one, from the workspace or the working
    /// folder; else from the root of the file system.
    pub fn of(&self, path: &Path) -> String {
        if is_input(path) {
            return clean_path(path);
        }
        let written = plain_path(&self.here.join(path));
        let (folder, name) = match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) => (self.here.join(folder), name),
            _ => (written.clone(), OsStr::new("")),
        };
        let FolderPlace { real, root } = self.folder(&folder);
        let own = plain_path(&real.join(name));
        // A plan reached by a link is reported at its target, if that is in the same repository.
        let target = if self.host.is_link(path) { plain_path(&self.host.real(path)) } else { own.clone() };
        let bases = [root, self.workspace.clone(), Some(plain_path(&self.here))];
        for base in bases.iter().flatten() {
            for candidate in [&target, &own, &written] {
                if let Ok(inside) = candidate.strip_prefix(base) {
                    return slashes(inside);
                }
            }
        }
        slashes(&own)
    }

    fn folder(&self, folder: &Path) -> FolderPlace {
        if let Some(known) = self.folders.borrow().get(folder) {
            return known.clone();
        }
        let real = plain_path(&self.host.real(folder));
        let place = FolderPlace { root: self.root(&plain_path(folder), &real), real };
        self.folders.borrow_mut().insert(folder.to_owned(), place.clone());
        place
    }

    /// The root of a folder's repository: the nearest folder with a `.git`, on its path as written or without links.
    fn root(&self, written: &Path, real: &Path) -> Option<PathBuf> {
        let mut above = written.ancestors().chain(real.ancestors());
        let root = above.find(|folder| self.host.exists(&folder.join(".git")))?;
        Some(plain_path(&self.host.real(root)))
    }
}

/// A path as URIs and annotations part it.
fn slashes(path: &Path) -> String {
    if path.as_os_str().is_empty() {
        return ".".to_owned();
    }
    let name = clean_path(path);
    if cfg!(windows) { name.replace('\\', "/") } else { name }
}
