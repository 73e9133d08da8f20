//! Paths: as messages show them, as users type them, and those that are no files: `-`, `/dev/stdin`, `/dev/stdout`,
//! and the shell's `<(…)` and `>(…)`.

use std::path::{Path, PathBuf};

use crate::text;

/// Stands for the standard input and the standard output.
pub const STANDARD: &str = "-";

/// Whether a path is the standard input, where something is read.
pub fn is_input(path: &Path) -> bool {
    ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].iter().any(|name| path == Path::new(name))
}

/// Whether a path is the standard output, where something is written.
pub fn is_output(path: &Path) -> bool {
    ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].iter().any(|name| path == Path::new(name))
}

/// Whether a path is written to and never replaced: an open file, or a device such as `/dev/null`.
pub fn is_stream(path: &Path) -> bool {
    #[cfg(unix)]
    let device = {
        use std::os::unix::fs::FileTypeExt;
        path.metadata().is_ok_and(|metadata| metadata.file_type().is_char_device())
    };
    #[cfg(not(unix))]
    let device = false;
    device || is_descriptor(path)
}

/// Whether a path is an open file of this process: a shell made it for one reading or writing.
pub fn is_descriptor(path: &Path) -> bool {
    let in_folder = |folder: &str| path.strip_prefix(folder).is_ok_and(|rest| rest.components().count() == 1);
    cfg!(unix) && (in_folder("/dev/fd") || in_folder("/proc/self/fd") || path == Path::new("/dev/stderr"))
}

/// A path, safe to show.
pub fn clean_path(path: &Path) -> String {
    text::clean_line(&path.display().to_string()).into_owned()
}

/// A path in 'quotes', safe to show.
pub fn quoted(path: &Path) -> String {
    format!("'{}'", clean_path(path))
}

/// A path as the user typed it, with `~` as the home folder.
pub fn typed_path(typed: &str, home: Option<&Path>) -> PathBuf {
    match (typed.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_owned(),
        (Some(rest), Some(home)) if rest.starts_with(std::path::is_separator) => {
            home.join(rest.trim_start_matches(std::path::is_separator))
        }
        _ => PathBuf::from(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("-", true, true, false)]
    #[case("./-", false, false, false)]
    #[case("/dev/stdout", false, true, false)]
    #[case("/dev/fd/0", true, false, true)]
    #[case("/dev/fd/63", false, false, true)]
    #[case("/dev/null", false, false, false)]
    fn what_a_shell_hands_over_is_known(
        #[case] path: &str,
        #[case] input: bool,
        #[case] output: bool,
        #[case] descriptor: bool,
    ) {
        let path = Path::new(path);
        assert_eq!((is_input(path), is_output(path)), (input, output));
        assert!(!cfg!(unix) || is_descriptor(path) == descriptor);
    }

    #[test]
    fn a_path_cannot_steer_the_terminal() {
        assert_eq!(quoted(Path::new("a\u{1b}[2J\nb")), "'a[2J b'");
    }
}
