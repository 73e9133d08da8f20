//! What holds of everything that a reader gives back, whatever it was given.

use servemap::error::Error;
use servemap::text;

/// The longest line of an error: an excerpt has 100 columns, and a message some words beside the names it quotes.
const LONGEST_LINE: usize = 2000;

/// The most lines of an error: fifty problems with four lines each, some with a list.
const MOST_LINES: usize = 400;

/// Nothing in it steers a terminal, reorders or hides; lines stay lines.
pub fn is_safe(what: &str, text: &str) {
    assert!(text::clean(text) == text, "{what} holds what steers or hides: {text:?}");
}

/// The same for one line.
pub fn is_safe_line(what: &str, text: &str) {
    assert!(text::clean_line(text) == text, "{what} holds a line break, or what steers or hides: {text:?}");
}

/// An error that a person can use: it says what is wrong, on one line, and nothing in it steers.
pub fn is_error(error: &Error) {
    is_safe_line("the message", error.message());
    assert!(!error.message().trim().is_empty(), "an error says nothing");
    assert!(!error.message().ends_with('.'), "a message ends with a full stop: {}", error.message());
    for detail in error.details() {
        is_safe("a detail", detail);
        assert!(!detail.is_empty(), "a detail says nothing: {error}");
    }
    for hint in error.hints() {
        is_safe_line("a hint", hint);
        assert!(!hint.trim().is_empty(), "a hint says nothing: {error}");
    }
    let whole = error.to_string();
    let lines = whole.lines().count();
    assert!(lines <= MOST_LINES, "an error of {lines} lines: {whole:.300}");
}

/// The same of a file: each problem names a place that is inside of the text, and shows its line.
pub fn is_error_of(error: &Error, name: &str, text: &str) {
    is_error(error);
    let whole = error.to_string();
    let lines: Vec<&str> = text.split('\n').collect();
    let mut places = 0;
    for place in whole.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')) {
        let mut numbers = place.splitn(3, ':');
        let mut number = || numbers.next().and_then(|number| number.parse::<usize>().ok());
        let (Some(line), Some(column)) = (number(), number()) else { panic!("no place in: {place}") };
        let there = line.checked_sub(1).and_then(|line| lines.get(line));
        let letters =
            there.unwrap_or_else(|| panic!("line {line} of {}: {whole}", lines.len())).chars().count();
        assert!((1..=letters + 1).contains(&column), "column {column} of {letters} in line {line}: {whole}");
        assert!(numbers.next().is_some_and(|message| message.len() > 2), "no message: {place}");
        let shown = format!("{line} | ");
        assert!(
            whole.lines().any(|excerpt| excerpt.starts_with(&shown)),
            "line {line} is not shown: {whole}"
        );
        places += 1;
    }
    assert!(places > 0, "no place is named: {whole}");
    let longest = whole.lines().map(|line| line.chars().count()).max().unwrap_or_default();
    assert!(longest <= LONGEST_LINE, "a line of {longest} letters: {whole:.300}");
    for caret in whole.lines().filter(|line| line.trim_start().starts_with("| ") && line.ends_with('^')) {
        assert!(caret.chars().count() <= 120, "carets run on: {caret}");
    }
}
