//! Changing a file while others do the same: no change is lost.

use std::path::Path;

use super::{Expected, Host, Saved};
use crate::error::Result;
use crate::text;

/// How often something is tried when others save at the same time.
const TRIES: usize = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merged {
    Written,
    /// It already had these contents.
    UpToDate,
}

/// Reads, changes and saves; starts again when somebody else saved in between.
///
/// # Errors
/// That of the attempt; a conflict only if every try has one.
pub fn retry<T>(mut attempt: impl FnMut() -> Saved<T>) -> Saved<T> {
    for _ in 1..TRIES {
        match attempt() {
            Err(error) if error.is_conflict() => {}
            done => return done,
        }
    }
    attempt()
}

/// Changes a file; a missing one counts as empty. A byte-order mark stays, and is not part of the text.
///
/// # Errors
/// When the file cannot be read or saved, or the change refuses.
pub fn merge(
    host: &mut dyn Host,
    path: &Path,
    mut change: impl FnMut(&dyn Host, &str) -> Result<String>,
) -> Saved<Merged> {
    retry(|| {
        let before = if host.may_exist(path) { Some(host.read(path)?) } else { None };
        let (mark, text) = text::split_mark(before.as_deref().unwrap_or_default());
        let after = format!("{mark}{}", change(&*host, text)?);
        if before.as_deref() == Some(after.as_str()) {
            return Ok(Merged::UpToDate);
        }
        host.save(path, &after, &before.map_or(Expected::Absent, Expected::Contents))?;
        Ok(Merged::Written)
    })
}

/// The text of a file that is to be overwritten, for what of it is kept; none where nothing is there, or no text.
///
/// # Errors
/// When something is there that cannot be read: it is not overwritten unseen.
pub fn text_before(host: &dyn Host, path: &Path) -> Result<Option<String>> {
    if host.is_stream(path) || !host.may_exist(path) {
        return Ok(None);
    }
    Ok(String::from_utf8(host.read_bytes(path)?).ok())
}

/// Overwrites a file, and keeps its line ends and its byte-order mark.
///
/// # Errors
/// When it cannot be saved.
pub fn overwrite(host: &mut dyn Host, path: &Path, contents: &str) -> Saved {
    let before = text_before(host, path)?;
    let contents = before.map_or_else(|| contents.to_owned(), |before| text::in_form_of(&before, contents));
    host.save(path, &contents, &Expected::Anything)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::System;
    use std::io::Write;

    fn folder_with(contents: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.md");
        System::new().save(&path, contents, &Expected::Absent).unwrap();
        (folder, path)
    }

    #[test]
    fn a_byte_order_mark_stays_and_is_no_text() {
        let (_folder, path) = folder_with("\u{feff}one");
        let mut host = System::new();
        let add = |_: &dyn Host, text: &str| Ok(if text == "one" { "one two" } else { text }.to_owned());
        assert_eq!(merge(&mut host, &path, add).unwrap(), Merged::Written);
        assert_eq!(host.read(&path).unwrap(), "\u{feff}one two");
        assert_eq!(merge(&mut host, &path, add).unwrap(), Merged::UpToDate);
    }

    #[test]
    fn what_is_overwritten_keeps_its_form() {
        let (folder, path) = folder_with("\u{feff}one\r\n");
        let mut host = System::new();
        let new = folder.path().join("new.md");
        for path in [&path, &new] {
            overwrite(&mut host, path, "two\nthree\n").unwrap();
        }
        assert_eq!(host.read(&path).unwrap(), "\u{feff}two\r\nthree\r\n");
        assert_eq!(host.read(&new).unwrap(), "two\nthree\n");
    }

    #[test]
    fn what_is_there_and_cannot_be_read_is_not_overwritten_unseen() {
        let (_folder, path) = folder_with("one");
        let length = u64::try_from(crate::host::LIMIT).unwrap() + 1;
        let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_len(length).unwrap();
        let refused = overwrite(&mut System::new(), &path, "two").unwrap_err();
        assert!(refused.error().message().contains("is larger than"), "{refused:?}");
        assert_eq!(std::fs::metadata(&path).unwrap().len(), length);
    }

    #[test]
    fn what_is_no_text_is_overwritten_as_it_was_asked() {
        let (_folder, path) = folder_with("one");
        std::fs::File::create(&path).unwrap().write_all(&[0xFF, 0xFE, b'\r', b'\n']).unwrap();
        overwrite(&mut System::new(), &path, "two\n").unwrap();
        assert_eq!(System::new().read(&path).unwrap(), "two\n");
    }

    /// Eight at once, ten times each, on real files: the change of every one is there, and nothing else.
    #[test]
    fn of_many_who_change_a_file_at_once_nobody_loses() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.md");
        let change = |who: usize| {
            for time in 0..10 {
                let line = format!("{who}.{time}\n");
                merge(&mut System::new(), &path, |_, text| Ok(format!("{text}{line}"))).unwrap();
            }
        };
        std::thread::scope(|scope| {
            for who in 0..8 {
                scope.spawn(move || change(who));
            }
        });
        let text = std::fs::read_to_string(&path).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        lines.sort_unstable();
        lines.dedup();
        assert_eq!(lines.len(), 80);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
