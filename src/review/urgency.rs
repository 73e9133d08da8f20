//! How much a decision needs somebody, and for what: the order in which decisions are looked at.

use crate::text::words;

/// How much a decision needs somebody, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// The file cannot be read, the model is blocked or has retired: the decision does not hold.
    Failing,
    /// Whether it holds, nobody knows.
    Unknown,
    /// It holds, and people have to do something.
    NeedsReview,
    /// It holds under conditions.
    Conditional,
    /// It holds.
    Fine,
    /// Another one took its place, or it was withdrawn.
    Past,
}

words! { Urgency {
    Failing = "failing";
    Unknown = "unknown";
    NeedsReview = "needs-review", "to review";
    Conditional = "conditional";
    Fine = "fine";
    Past = "past";
} }

/// What a decision needs somebody for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Need {
    /// An approval was given for another choice.
    ApprovalOutdated,
    /// Fewer people approve than are asked for.
    ApprovalMissing,
    ChangesRequested,
    ReviewOverdue,
    /// The model ends within the horizon.
    Retiring,
}

words! { Need {
    ApprovalOutdated = "approval-outdated", "approval outdated";
    ApprovalMissing = "approval-missing", "approval missing";
    ChangesRequested = "changes-requested", "changes requested";
    ReviewOverdue = "review-overdue", "review overdue";
    Retiring = "retiring";
} }
