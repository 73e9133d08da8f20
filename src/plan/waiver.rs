//! A finding of `check` that a named person accepts until a day.

use chrono::NaiveDate;

/// A finding that a named person accepts until a day, with a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The id of the rule, as it is written. The rules are known to `check`, which says when it is none.
    pub rule: String,
    /// The last day on which it holds.
    pub until: NaiveDate,
    /// Who accepts the finding.
    pub by: String,
    /// Why.
    pub reason: String,
}

impl Waiver {
    /// Whether it still holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        day <= self.until
    }
}
