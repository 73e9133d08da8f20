//! A key of a plan's file with its value as text or day; none where nothing is said.

use toml_edit::Value;

use super::edit::Entry;
use crate::text;

/// A line as reading gives it back; a blank one says nothing.
pub(super) fn text_entry<'a>(key: &'a str, text: &str) -> Entry<'a> {
    let text = text::entry_line(text);
    (key, (!text.is_empty()).then(|| Value::from(text)))
}

/// The same with its line breaks.
pub(super) fn lines_entry<'a>(key: &'a str, text: &str) -> Entry<'a> {
    let text = text::entry(text);
    (key, (!text.is_empty()).then(|| Value::from(text)))
}

pub(super) fn date_entry(key: &str, date: Option<chrono::NaiveDate>) -> Entry<'_> {
    // A day of the calendar always has the form of a TOML date.
    (key, date.and_then(|date| date.to_string().parse::<toml_edit::Datetime>().ok()).map(Value::from))
}
