//! Errors of the file system.

use std::io;
use std::path::{Path, PathBuf};

use super::path::quoted;
use crate::error::Error;
use crate::text;

/// `'path' cannot be …: reason`.
pub fn cannot(path: &Path, what: &str, error: &io::Error) -> Error {
    Error::new(format!("{} cannot be {what}: {}", quoted(path), reason(error)))
}

/// A path that does not exist: which part of it is missing, or is no folder.
pub fn missing(path: &Path) -> Error {
    if path.as_os_str().is_empty() {
        return Error::new("the name of the file is empty");
    }
    let error = Error::new(format!("{} does not exist", quoted(path)));
    if let Ok(target) = path.read_link() {
        return error.hint(format!("it is a link to {}, which does not exist", quoted(&target)));
    }
    match first_missing(path) {
        Some((part, true)) => error.hint(format!("{} is not a folder", quoted(&part))),
        Some((part, false)) => error.hint(format!("folder {} does not exist", quoted(&part))),
        None => error,
    }
}

/// The first folder of the path that does not exist (or, with `true`, is something else).
fn first_missing(path: &Path) -> Option<(PathBuf, bool)> {
    let mut folders: Vec<&Path> =
        path.ancestors().skip(1).filter(|part| !part.as_os_str().is_empty()).collect();
    folders.reverse();
    let part = folders.into_iter().find(|part| !part.is_dir())?;
    Some((part.to_owned(), part.exists()))
}

/// The message of the system, without its numbers.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        _ => {
            let message = error.to_string();
            let message = message.split(" (os error").next().unwrap_or(&message);
            // Some errors carry a path, which can hold anything.
            let message = text::clean_line(message);
            let mut letters = message.chars();
            letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}

/// Whether the error means that the path does not exist.
pub fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Whether the error means that nothing can be there: neither under this name, nor under any that is so long or so odd.
pub fn is_absent(error: &io::Error) -> bool {
    is_missing(error) || matches!(error.kind(), io::ErrorKind::InvalidFilename | io::ErrorKind::InvalidInput)
}

/// Whether the error means that links lead in a circle: to nothing that could be missed.
pub fn is_circle(error: &io::Error) -> bool {
    #[cfg(unix)]
    return error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
    #[cfg(not(unix))]
    return {
        let _ = error;
        false
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::File::create(folder.path().join("file")).unwrap();
        let hint = |name: &str| missing(&folder.path().join(name)).hints().first().cloned();

        assert_eq!(hint("plan.toml"), None);
        assert!(hint("no/way/plan.toml").unwrap().ends_with("no' does not exist"));
        assert!(hint("file/plan.toml").unwrap().ends_with("file' is not a folder"));
        assert_eq!(missing(Path::new("")).message(), "the name of the file is empty");
    }

    #[test]
    fn an_error_of_the_system_is_shown_without_its_number() {
        let error = io::Error::from_raw_os_error(36);
        assert!(!reason(&error).contains("os error"), "{}", reason(&error));
        assert_eq!(reason(&io::Error::other("Odd thing")), "odd thing");
    }
}
