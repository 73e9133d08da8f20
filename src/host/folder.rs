//! Listing and creating folders.

use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};

use super::io_error::{cannot, missing};
use super::path::quoted;
use super::save;
use crate::error::{Error, Result};

/// The entries of a folder, sorted, without the temporary files of saves.
pub fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    // An empty path is how the working folder comes out of `Path::parent`.
    let place = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = match fs::read_dir(place) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(missing(folder)),
        Err(_) if place.is_file() => {
            return Err(Error::new(format!("{} is a file, not a folder", quoted(folder))));
        }
        Err(error) => return Err(cannot(folder, "listed", &error)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let name = entry.map_err(|error| cannot(folder, "listed", &error))?.file_name();
        if !save::is_temporary(&name) {
            paths.push(folder.join(name));
        }
    }
    paths.sort();
    Ok(paths)
}

/// Creates the folder, readable only by the user.
pub fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;

    #[test]
    fn what_is_no_folder_is_not_listed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        File::create(&path).unwrap();
        assert!(list(&path).unwrap_err().message().ends_with("is a file, not a folder"));
        assert!(list(&folder.path().join("no")).unwrap_err().message().ends_with("does not exist"));
    }

    #[test]
    fn a_list_is_sorted_and_keeps_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.toml", "a.toml", ".servemap-x.tmp"] {
            File::create(folder.path().join(name)).unwrap();
        }
        assert_eq!(
            list(folder.path()).unwrap(),
            [folder.path().join("a.toml"), folder.path().join("b.toml")],
        );
    }
}
