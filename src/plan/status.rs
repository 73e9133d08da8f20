//! Where a decision stands among the people who make it.

use crate::text::words;

/// Where a decision stands: what its people have said of it, not what the gates say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Made by one, not yet accepted by others.
    Proposed,
    /// In force.
    Accepted,
    /// Another decision took its place.
    Superseded,
    /// No longer wanted, and nothing took its place.
    Withdrawn,
}

words! { Status {
    Proposed = "proposed";
    Accepted = "accepted", "accepted", "approved";
    Superseded = "superseded";
    Withdrawn = "withdrawn";
} }

impl Status {
    /// Whether the decision is past: it is listed, and no longer judged.
    pub fn is_past(self) -> bool {
        matches!(self, Self::Superseded | Self::Withdrawn)
    }
}

/// The status in words; a plan need not state one.
pub fn status_words(status: Option<Status>) -> &'static str {
    status.map_or("not stated", Status::name)
}
