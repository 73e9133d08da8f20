//! The decisions of a team: what the list, the board and the pages show of each, filtered and sorted. Plans in, values out.
//!
//! How a file is read and judged stands in `check`; here is what people see of many.

mod column;
mod filter;
mod json;
mod page;
mod path;
mod summarize;
mod summary;
mod urgency;

pub use column::{Column, order};
pub use filter::{found, vocabulary};
pub use json::json;
pub use page::{Links, PageKind, PageSource, Todo, table};
pub use path::{linked_file, path_from, slashes};
pub use summarize::{SummaryOptions, summarize};
pub use summary::{ApprovalSummary, DecisionSummary, ReviewSummary, counts};
pub use urgency::{Need, Urgency};

#[cfg(test)]
mod tests;
