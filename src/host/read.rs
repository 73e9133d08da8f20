//! Reading a file: whole, of limited size, and as text.

use std::fs::{self, File};
use std::io::{BufRead, Read};
use std::path::Path;

use super::io_error::{cannot, is_missing, missing, reason};
use super::path::{is_descriptor, quoted};
use super::{LIMIT, folder};
use crate::error::{Error, Result};
use crate::text;

/// The bytes of a file that is not too large, whatever they are.
pub(crate) fn file(path: &Path) -> Result<Vec<u8>> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if is_missing(&error) && path.is_symlink() => {
            return Err(
                missing(path).hint(format!("remove the link {}, or point it elsewhere", quoted(path)))
            );
        }
        Err(error) if is_missing(&error) => return Err(with_suggestion(path, missing(path))),
        Err(error) => return Err(cannot(path, "read", &error)),
    };
    if metadata.is_dir() {
        let error = Error::new(format!("{} is a folder, not a file", quoted(path)));
        return Err(error.hint("name a file in it"));
    }
    // Checked before it is opened: a pipe would keep the program waiting for whoever writes into it. What a shell hands
    // over as an open file, `<(…)`, has somebody who does.
    if !metadata.is_file() && !is_descriptor(path) {
        let error = Error::new(format!("{} is not an ordinary file", quoted(path)));
        return Err(error.hint("named pipes, sockets and devices are not read; '-' reads the standard input"));
    }
    let file = File::open(path).map_err(|error| cannot(path, "read", &error))?;
    let length = usize::try_from(metadata.len()).unwrap_or(LIMIT);
    whole(&quoted(path), file, length)
}

/// Everything from a file or a pipe, with room for the length that is expected; some files do not tell their length, and a
/// file can grow meanwhile.
pub(super) fn whole(name: &str, source: impl Read, length: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length.min(LIMIT));
    source
        .take(LIMIT as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::new(format!("{name} cannot be read: {}", reason(&error))))?;
    if bytes.len() > LIMIT {
        return Err(Error::new(format!("{name} is larger than {} MiB", LIMIT / 1024 / 1024))
            .hint("servemap reads no file of that size; is it the right file?"));
    }
    Ok(bytes)
}

/// The next line, without its end; none where there is no more.
pub(super) fn line(name: &str, source: &mut dyn BufRead) -> Result<Option<String>> {
    let mut bytes = Vec::new();
    source
        .take(LIMIT as u64)
        .read_until(b'\n', &mut bytes)
        .map_err(|error| Error::new(format!("{name} cannot be read: {}", reason(&error))))?;
    if bytes.is_empty() {
        return Ok(None);
    }
    text_of(name, bytes).map(|line| Some(line.trim_end_matches(['\n', '\r']).to_owned()))
}

/// What was read, as text; `name` is what the error calls it.
///
/// # Errors
/// When it is not UTF-8: the first byte that is not, and its line.
pub(super) fn text_of(name: &str, bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes)
        .map_err(|error| not_text(name, error.as_bytes(), error.utf8_error().valid_up_to()))
}

fn not_text(name: &str, bytes: &[u8], at: usize) -> Error {
    let line = bytes[..at].split(|byte| *byte == b'\n').count();
    let error = Error::new(format!(
        "{name} is not UTF-8 text: line {line} contains the byte 0x{:02X} ({at} bytes into the file)",
        bytes[at],
    ));
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return error.hint("it looks like UTF-16; save it as UTF-8");
    }
    error.hint("save it as UTF-8")
}

/// Adds the names in the same folder that may have been meant.
fn with_suggestion(path: &Path, error: Error) -> Error {
    let (Some(name), Some(folder)) = (path.file_name(), path.parent()) else { return error };
    let there = folder::list(folder).unwrap_or_default();
    let names = there.iter().filter_map(|path| path.file_name()?.to_str());
    match text::nearest(&name.to_string_lossy(), names, 1).first() {
        Some(meant) => error.hint(format!("did you mean {}?", quoted(&folder.join(meant)))),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn read(path: &Path) -> Result<String> {
        text_of(&quoted(path), file(path)?)
    }

    fn file_of(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    #[test]
    fn text_is_read_as_it_stands() {
        assert_eq!(read(file_of("\u{feff}a\r\nü\u{1b}".as_bytes()).path()).unwrap(), "\u{feff}a\r\nü\u{1b}");
    }

    #[test]
    fn the_first_byte_that_is_no_text_is_named() {
        let error = read(file_of(b"one\ntwo \xFF").path()).unwrap_err();
        assert!(error.message().contains("line 2 contains the byte 0xFF (8 bytes into the file)"), "{error}");

        let error = read(file_of(b"\xFF\xFEa\0").path()).unwrap_err();
        assert!(error.hints()[0].contains("UTF-16"), "{error}");
    }

    #[test]
    fn a_file_too_large_is_refused() {
        let file = file_of(b"");
        file.as_file().set_len(LIMIT as u64).unwrap();
        assert_eq!(read(file.path()).unwrap().len(), LIMIT);

        file.as_file().set_len(LIMIT as u64 + 1).unwrap();
        assert!(read(file.path()).unwrap_err().message().ends_with("is larger than 16 MiB"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_is_refused() {
        assert!(read(Path::new("/dev/zero")).unwrap_err().message().ends_with("is not an ordinary file"));
    }

    #[test]
    fn a_folder_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path()).unwrap_err().message().ends_with("is a folder, not a file"));
    }

    #[test]
    fn the_name_that_was_meant_is_suggested() {
        let folder = tempfile::tempdir().unwrap();
        File::create(folder.path().join("maverick.toml")).unwrap();
        let error = read(&folder.path().join("mavrick.toml")).unwrap_err();
        assert!(error.message().ends_with("mavrick.toml' does not exist"));
        assert!(error.hints()[0].ends_with("maverick.toml'?"), "{error}");
    }
}
