//! What one gate says, and what the five say together.

use super::{GATES, Gate, Judgement};
use crate::plan::Verdict;
use crate::text::words;

/// What a gate says. Ordered from best to worst; the worst of five is the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Nothing stands against it.
    Pass,
    /// Possible, under a condition.
    Warn,
    /// Nobody knows: neither yes nor no.
    Unknown,
    /// Not possible.
    Block,
}

words! { Outcome {
    Pass = "pass";
    Warn = "warn";
    Unknown = "unknown";
    Block = "block";
} }

impl From<Outcome> for Verdict {
    fn from(worst: Outcome) -> Self {
        match worst {
            Outcome::Pass => Self::Available,
            Outcome::Warn => Self::Conditional,
            Outcome::Unknown => Self::Unknown,
            Outcome::Block => Self::Blocked,
        }
    }
}

/// The judgements of all gates, in order, and the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// One judgement for each of [`GATES`].
    pub judgements: Vec<Judgement>,
    /// The worst of them.
    pub verdict: Verdict,
}

impl Judged {
    pub(super) fn new(judgements: Vec<Judgement>) -> Self {
        let worst = judgements.iter().map(|judgement| judgement.outcome).max().unwrap_or(Outcome::Unknown);
        Self { judgements, verdict: worst.into() }
    }

    /// Each gate with what it said.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Gate, &Judgement)> {
        GATES.iter().zip(&self.judgements)
    }

    /// The first gate with the worst outcome, if that is not a pass: the one that decides.
    pub fn deciding(&self) -> Option<(&'static Gate, &Judgement)> {
        self.iter()
            .filter(|(_, judgement)| judgement.outcome != Outcome::Pass)
            .find(|(_, judgement)| Verdict::from(judgement.outcome) == self.verdict)
    }

    /// What the gate with this id said.
    pub fn gate(&self, id: &str) -> Option<&Judgement> {
        self.iter().find(|(gate, _)| gate.id == id).map(|(_, judgement)| judgement)
    }
}
