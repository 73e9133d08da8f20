//! A filter on the command line. An error in it is an input error: a script must never get more than it requested.

use crate::choice::filter_language::{Query, Vocabulary};
use crate::error::{Error, Result};
use crate::text;

/// The most mistakes that are shown.
const SHOWN: usize = 10;

/// The longest filter in which mistakes are marked in place, in bytes.
const LONGEST: usize = 500;

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
    // Marked where they stand; in a filter that fills more than a few lines, each is quoted.
    let in_place = filter.len() <= LONGEST;
    let mut error = Error::new(message);
    if in_place {
        error = error.detail(format!("  {filter}"));
    }
    for mistake in query.mistakes().iter().take(SHOWN) {
        let marked = &filter[mistake.span.clone()];
        error = if in_place {
            let before = " ".repeat(text::width(&filter[..mistake.span.start]));
            let carets = "^".repeat(text::width(marked).max(1));
            error.detail(format!("  {before}{carets} expected: {}", mistake.expected))
        } else {
            let cut: String = marked.chars().take(LONGEST).collect();
            error.detail(format!("  '{}' expected: {}", text::fit(&cut, 60), mistake.expected))
        };
        if let Some(near) = &mistake.nearest {
            error = error.hint(text::meant(near));
        }
    }
    Err(error)
}
