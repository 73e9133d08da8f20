//! Reading a file of the user's: whole, bounded, and as text; whatever is in the way is named.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::io_error::{cannot, is_missing, missing, reason};
use super::path::{is_descriptor, quoted};
use super::{LIMIT, folder};
use crate::error::{Error, Result};
use crate::text;

/// The text of a file, if it is one and not too large.
pub fn read(path: &Path) -> Result<String> {
    text_of(&quoted(path), bytes(path)?)
}

/// The bytes of a file that is not too large, whatever they are.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if is_missing(&error) && path.is_symlink() => {
            return Err(
                missing(path).hint(format!("remove the link {}, or point it elsewhere", quoted(path)))
            );
        }
        Err(error) if is_missing(&error) => return Err(near(path, missing(path))),
        Err(error) => return Err(cannot(path, "read", &error)),
    };
    if metadata.is_dir() {
        let error = Error::new(format!("{} is a folder, not a file", quoted(path)));
        return Err(error.hint("name a file in it"));
    }
    // ImportOptions before it is opened: a pipe would keep the program waiting for whoever writes into it. What a shell hands
    // over as an open file, `<(…)`, has somebody who does.
    if !metadata.is_file() && !is_descriptor(path) {
        let error = Error::new(format!("{} is not an ordinary file", quoted(path)));
        return Err(error.hint("named pipes, sockets and devices are not read; '-' reads the standard input"));
    }
    if metadata.len() > LIMIT as u64 {
        return Err(too_large(&quoted(path)));
    }
    // Some files say no length, and a file can grow meanwhile.
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LIMIT as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| cannot(path, "read", &error))?;
    bounded(&quoted(path), bytes)
}

/// What is piped into the program, to its end.
pub(super) fn input(pipe: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    pipe.take(LIMIT as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::new(format!("the input cannot be read: {}", reason(&error))))?;
    bounded("the input", bytes)
}

fn bounded(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>> {
    if bytes.len() > LIMIT { Err(too_large(name)) } else { Ok(bytes) }
}

/// What was read, as text; `name` is what the error calls it.
///
/// # Errors
/// When it is not UTF-8: the first byte that is not, and its line.
pub fn text_of(name: &str, bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes)
        .map_err(|error| not_text(name, error.as_bytes(), error.utf8_error().valid_up_to()))
}

fn too_large(name: &str) -> Error {
    Error::new(format!("{name} is larger than {} MiB", LIMIT / 1024 / 1024))
        .hint("nothing servemap reads is that large; is it the right file?")
}

fn not_text(name: &str, bytes: &[u8], at: usize) -> Error {
    let line = bytes[..at].split(|byte| *byte == b'\n').count();
    let error = Error::new(format!(
        "{name} is not UTF-8 text: line {line} holds the byte 0x{:02X} ({at} bytes into the file)",
        bytes[at],
    ));
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return error.hint("it looks like UTF-16; save it as UTF-8");
    }
    error.hint("save it as UTF-8")
}

/// Adds the names in the same folder that may have been meant.
fn near(path: &Path, error: Error) -> Error {
    let (Some(name), Some(folder)) = (path.file_name(), path.parent()) else { return error };
    let there = folder::list(folder).unwrap_or_default();
    let names = there.iter().filter_map(|path| path.file_name()?.to_str());
    match text::nearest(&name.to_string_lossy(), names, 1).first() {
        Some(meant) => error.hint(format!("there is {}", quoted(&folder.join(meant)))),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    #[test]
    fn text_is_read_as_it_stands() {
        assert_eq!(read(file("\u{feff}a\r\nü\u{1b}".as_bytes()).path()).unwrap(), "\u{feff}a\r\nü\u{1b}");
    }

    #[test]
    fn the_first_byte_that_is_no_text_is_named() {
        let error = read(file(b"one\ntwo \xFF").path()).unwrap_err();
        assert!(error.message().contains("line 2 holds the byte 0xFF (8 bytes into the file)"), "{error}");

        let error = read(file(b"\xFF\xFEa\0").path()).unwrap_err();
        assert!(error.hints()[0].contains("UTF-16"), "{error}");
    }

    #[test]
    fn a_file_too_large_is_refused() {
        let file = file(b"");
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
        assert!(error.hints()[0].ends_with("maverick.toml'"), "{error}");
    }
}
