//! Where files lie from the root of their repository, as annotations and code scanning name them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::host::{Host, clean_path, is_input, plain};

/// Finds the places of files, however their paths are written and from wherever they are looked at.
pub struct Places<'h> {
    host: &'h dyn Host,
    /// The working folder.
    here: PathBuf,
    /// Where a runner of GitHub has the repository, if it says so.
    workspace: Option<PathBuf>,
    /// The repositories of folders that were asked for.
    roots: HashMap<PathBuf, Option<PathBuf>>,
    /// The real paths of folders that were asked for.
    folders: HashMap<PathBuf, PathBuf>,
}

impl<'h> Places<'h> {
    pub fn new(host: &'h dyn Host) -> Self {
        let workspace = host.variable("GITHUB_WORKSPACE").filter(|folder| !folder.is_empty());
        let workspace = workspace.map(|folder| host.real(Path::new(&folder)));
        let here = host.real(Path::new("."));
        Self { host, here, workspace, roots: HashMap::new(), folders: HashMap::new() }
    }

    /// The path of a file or folder from the root of its repository; without one, from the workspace or the working
    /// folder; else from the root of the file system.
    pub fn of(&mut self, path: &Path) -> String {
        if is_input(path) {
            return clean_path(path);
        }
        let written = plain(&self.here.join(path));
        let own = match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) => self.real(folder).join(name),
            _ => self.real(path),
        };
        // A plan that is reached by a link is told at the file, if that lies in the same repository.
        let target = if self.host.is_link(path) { plain(&self.host.real(path)) } else { own.clone() };
        let root = self.root(&written).or_else(|| self.root(&own));
        let bases = [root, self.workspace.clone(), Some(plain(&self.here))];
        for base in bases.iter().flatten() {
            for candidate in [&target, &own, &written] {
                if let Ok(inside) = candidate.strip_prefix(base) {
                    return slashes(inside);
                }
            }
        }
        slashes(&own)
    }

    /// The root of the repository that a file lies in: the nearest folder above with a `.git`.
    fn root(&mut self, path: &Path) -> Option<PathBuf> {
        let mut asked = Vec::new();
        let mut root = None;
        for folder in path.ancestors().skip(1) {
            if let Some(known) = self.roots.get(folder) {
                root.clone_from(known);
                break;
            }
            asked.push(folder.to_owned());
            if self.host.exists(&folder.join(".git")) {
                root = Some(plain(&self.host.real(folder)));
                break;
            }
        }
        self.roots.extend(asked.into_iter().map(|folder| (folder, root.clone())));
        root
    }

    /// A folder without links on the way. The system is asked for the links only: deep folders would take long.
    fn real(&mut self, folder: &Path) -> PathBuf {
        let mut below = Vec::new();
        let mut at = folder;
        let mut real = loop {
            if let Some(known) = self.folders.get(at) {
                break known.clone();
            }
            if let (Some(above), Some(name), false) = (at.parent(), at.file_name(), self.host.is_link(at)) {
                below.push((at, name));
                at = above;
                continue;
            }
            let empty = at.as_os_str().is_empty();
            let real = if empty { self.here.clone() } else { plain(&self.host.real(at)) };
            self.folders.insert(at.to_owned(), real.clone());
            break real;
        };
        for (folder, name) in below.into_iter().rev() {
            real.push(name);
            self.folders.insert(folder.to_owned(), real.clone());
        }
        real
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
