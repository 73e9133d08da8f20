//! The form of a text file, which stays when its words change: its byte-order mark and its line ends.

use std::borrow::Cow;

/// A byte-order mark, as some editors put it in front of UTF-8.
const MARK: &str = "\u{feff}";

/// The byte-order mark of a text, or nothing, and the text without it.
pub fn split_mark(text: &str) -> (&'static str, &str) {
    text.strip_prefix(MARK).map_or(("", text), |rest| (MARK, rest))
}

/// How a text ends its lines: as Windows does if one of them does. Half of such an end counts at the end of the text, where
/// what is put behind it makes it whole.
pub fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") || text.ends_with('\r') { "\r\n" } else { "\n" }
}

/// What ends the last line of a text that does not end it: of half an end, the other half.
pub fn missing_end(text: &str) -> &'static str {
    if text.ends_with('\r') { "\n" } else { line_end(text) }
}

/// A new text in the form of the one it replaces: with its mark, and each line with the end it had. A line that was not
/// there gets the end that most lines have.
pub fn in_form_of(old: &str, new: &str) -> String {
    let (mark, old) = split_mark(old);
    let new = plain(new);
    let (windows, all) = (old.matches("\r\n").count(), old.matches('\n').count());
    let usual = if windows * 2 > all { "\r\n" } else { "\n" };
    if windows == 0 || windows == all {
        return format!("{mark}{}", new.replace('\n', usual));
    }
    let mut left = old.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    let mut text = mark.to_owned();
    for line in new.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        text.push_str(words);
        if words.len() < line.len() {
            text.push_str(end_of(words, &mut left).unwrap_or(usual));
        }
    }
    text
}

/// The end of the next old line with these words; the lines before it are passed. Where no such line is left, none, and
/// nothing is passed.
fn end_of<'t>(words: &str, left: &mut (impl Iterator<Item = &'t str> + Clone)) -> Option<&'static str> {
    let mut rest = left.clone();
    let found = rest.find(|line| line.trim_end_matches(['\r', '\n']) == words.trim_end_matches('\r'))?;
    *left = rest;
    Some(line_end(found))
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
    #[case::mixed("a\r\nb\nc\r\nd\r\n", "a\nx\nb\nc\nd\n", "a\r\nx\r\nb\nc\r\nd\r\n")]
    #[case::mostly_unix("a\r\nb\nc\nd\n", "a\nb\nc\nx\nd\n", "a\r\nb\nc\nx\nd\n")]
    #[case::no_last_end("a\r\nb", "a\nc", "a\r\nc")]
    fn the_form_of_a_file_stays(#[case] old: &str, #[case] new: &str, #[case] expected: &str) {
        assert_eq!(in_form_of(old, new), expected);
        assert_eq!(plain(expected), plain(new));
        assert_eq!(in_form_of(old, &plain(old)), old);
    }
}
