//! The form of a text file, which stays when its words change: its byte-order mark and its line ends.

use std::borrow::Cow;

/// A byte-order mark, as some editors put it in front of UTF-8.
const MARK: &str = "\u{feff}";

/// The byte-order mark of a text, or nothing, and the text without it.
pub fn split_mark(text: &str) -> (&'static str, &str) {
    text.strip_prefix(MARK).map_or(("", text), |rest| (MARK, rest))
}

/// How a text ends its lines: as Windows does if one of them does.
pub fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// A new text in the form of the one it replaces.
pub fn in_form_of(old: &str, new: &str) -> String {
    let (mark, _) = split_mark(old);
    let (_, new) = split_mark(new);
    let plain = plain(new);
    let new = if line_end(old) == "\n" { plain } else { plain.replace('\n', "\r\n").into() };
    format!("{mark}{new}")
}

/// The words of a text, whatever its form: without a mark, each line ended by one character.
pub fn plain(text: &str) -> Cow<'_, str> {
    let (_, text) = split_mark(text);
    if text.contains("\r\n") { text.replace("\r\n", "\n").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::plain("a\nb\n", "c\nd\n", "c\nd\n")]
    #[case::nothing("", "c\r\nd", "c\nd")]
    #[case::windows("a\r\nb", "c\nd\n", "c\r\nd\r\n")]
    #[case::marked("\u{feff}a\r\n", "\u{feff}c\nd\r\n", "\u{feff}c\r\nd\r\n")]
    #[case::new_mark("a\n", "\u{feff}c\n", "c\n")]
    fn the_form_of_a_file_stays(#[case] old: &str, #[case] new: &str, #[case] expected: &str) {
        assert_eq!(in_form_of(old, new), expected);
        assert_eq!(plain(expected), plain(new));
    }
}
