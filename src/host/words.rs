//! Paths, and what the system says about them, in words.

use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::text;

/// A path, safe to show.
pub fn clean_path(path: &Path) -> String {
    text::clean_line(&path.display().to_string()).into_owned()
}

/// A path in 'quotes', safe to show.
pub fn quoted(path: &Path) -> String {
    format!("'{}'", clean_path(path))
}

/// A path that could not be used in the way that was meant, and the reason.
pub(super) fn cannot(path: &Path, what: &str, error: &io::Error) -> Error {
    Error::new(format!("{} cannot be {what}: {}", quoted(path), reason(error)))
}

/// A path that is not there: which part of it is missing, or is no folder.
pub(super) fn missing(path: &Path) -> Error {
    if path.as_os_str().is_empty() {
        return Error::new("the name of the file is empty");
    }
    let error = Error::new(format!("{} does not exist", quoted(path)));
    if let Ok(target) = path.read_link() {
        return error.hint(format!("it is a link to {}, which is not there", quoted(&target)));
    }
    match first_missing(path) {
        Some((part, true)) => error.hint(format!("{} is not a folder", quoted(&part))),
        Some((part, false)) => error.hint(format!("there is no folder {}", quoted(&part))),
        None => error,
    }
}

/// The first folder on the way to the path that is not there (or, with `true`, is something else).
fn first_missing(path: &Path) -> Option<(PathBuf, bool)> {
    let mut folders: Vec<&Path> =
        path.ancestors().skip(1).filter(|part| !part.as_os_str().is_empty()).collect();
    folders.reverse();
    let part = folders.into_iter().find(|part| !part.is_dir())?;
    Some((part.to_owned(), part.exists()))
}

/// What the system said, without its numbers.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        _ => {
            let said = error.to_string();
            let said = said.split(" (os error").next().unwrap_or(&said);
            // Some errors carry a path, which can hold anything.
            let said = text::clean_line(said);
            let mut letters = said.chars();
            letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_steer_the_terminal() {
        assert_eq!(quoted(Path::new("a\u{1b}[2J\nb")), "'a[2J b'");
    }

    #[test]
    fn what_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::File::create(folder.path().join("file")).unwrap();
        let hint = |name: &str| missing(&folder.path().join(name)).hints().first().cloned();

        assert_eq!(hint("plan.toml"), None);
        assert!(hint("no/way/plan.toml").unwrap().ends_with("no'"));
        assert!(hint("file/plan.toml").unwrap().ends_with("file' is not a folder"));
        assert_eq!(missing(Path::new("")).message(), "the name of the file is empty");
    }

    #[test]
    fn the_system_speaks_plainly() {
        let error = io::Error::from_raw_os_error(36);
        assert!(!reason(&error).contains("os error"), "{}", reason(&error));
        assert_eq!(reason(&io::Error::other("Odd thing")), "odd thing");
    }
}
