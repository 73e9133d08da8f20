//! A filter on the command line: a mistake in it is an input error, for a script must never get more than it asked for.

use crate::error::{Error, Result};
use crate::matrix::query::{Query, Vocabulary};
use crate::text;

/// The words of a command line as a filter, with the text it was read from.
///
/// # Errors
/// Every mistake, each marked below the filter.
pub fn read(words: &[String], vocabulary: &Vocabulary) -> Result<(String, Query)> {
    let joined = words.join(" ");
    let filter = text::clean_line(&joined).into_owned();
    let query = Query::read(&filter, vocabulary);
    let [first, others @ ..] = query.mistakes() else { return Ok((filter, query)) };
    let message = match others.len() {
        0 => first.message.clone(),
        more => format!("{}, and {more} more in the filter", first.message),
    };
    let mut error = Error::new(message).detail(format!("  {filter}"));
    for mistake in query.mistakes() {
        let before = " ".repeat(text::width(&filter[..mistake.span.start]));
        let carets = "^".repeat(text::width(&filter[mistake.span.clone()]).max(1));
        error = error.detail(format!("  {before}{carets} expected: {}", mistake.expected));
        if let Some(near) = &mistake.nearest {
            error = error.hint(format!("did you mean '{near}'?"));
        }
    }
    Err(error)
}
