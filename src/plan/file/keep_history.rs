//! A plan that takes the place of a file: what stands in the file's history goes on in it.

use super::{read, write};

/// The text of a plan with what the history of the text before says besides. It stays as it is where there is nothing, and
/// where the text before is no plan.
pub fn with_history_of(text: &str, before: &str) -> String {
    let (Ok(mut plan), Ok(other)) = (read("plan", text), read("plan", before)) else {
        return text.to_owned();
    };
    if !plan.add_history(&other) {
        return text.to_owned();
    }
    write(&plan, Some(text)).unwrap_or_else(|_| text.to_owned())
}
