//! The part of the template's model record that only people know.

use super::choice::Test;
use crate::matrix::ModelId;
use crate::text::words;

/// What speaks for the model, in the template's three words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reason {
    /// Latency.
    #[default]
    Latency,
    /// Cost.
    Cost,
    /// Governance.
    Governance,
}

words! { Reason {
    Latency = "latency";
    Cost = "cost";
    Governance = "governance";
} }

/// Owner, test, reason and replacement. Empty text means still open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The team or person that owns the decision.
    pub owner: String,
    /// Which of the template's three reasons it is.
    pub reason_kind: Option<Reason>,
    /// The reason in words.
    pub reason: String,
    /// The model to switch to.
    pub replacement: Option<ModelId>,
    /// The test as it was noted, which may be of another choice: `Plan::test` knows.
    pub test: Test,
}

impl Record {
    /// The reason as the decision note ends its sentence: no blanks around, no full stop behind.
    pub fn reason_words(&self) -> Option<String> {
        let words = self.reason.trim().trim_end_matches('.').trim_end();
        match (self.reason_kind, words) {
            (None, "") => None,
            (Some(kind), "") => Some(kind.id().to_owned()),
            (_, words) => Some(words.to_owned()),
        }
    }
}
