//! What all gates say together.

use super::case::Case;
use super::judgement::{Gate, Judgement, Outcome};
use crate::plan::Verdict;

/// The judgements of all gates, in order, and the verdict.
#[derive(Debug, Clone)]
pub struct Judged<'a> {
    judgements: Vec<(&'static Gate, Judgement<'a>)>,
    /// The worst of them.
    pub verdict: Verdict,
}

impl<'a> Case<'a> {
    /// What all gates say.
    pub fn judge(&self) -> Judged<'a> {
        let judgements: Vec<_> = super::gates().iter().map(|gate| (*gate, (gate.judge)(self))).collect();
        let worst = judgements.iter().map(|(_, judgement)| judgement.outcome).max();
        Judged { judgements, verdict: worst.unwrap_or(Outcome::Unknown).into() }
    }
}

impl<'a> Judged<'a> {
    /// Each gate with what it said.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Gate, &Judgement<'a>)> {
        self.judgements.iter().map(|(gate, judgement)| (*gate, judgement))
    }

    /// The gates with the worst outcome, if that is not a pass: those that decide.
    pub fn deciding_all(&self) -> impl Iterator<Item = (&'static Gate, &Judgement<'a>)> {
        self.iter()
            .filter(|(_, judgement)| judgement.outcome != Outcome::Pass)
            .filter(|(_, judgement)| Verdict::from(judgement.outcome) == self.verdict)
    }

    /// The first of them.
    pub fn deciding(&self) -> Option<(&'static Gate, &Judgement<'a>)> {
        self.deciding_all().next()
    }

    /// Why the deciding gate says what it says, in a sentence.
    pub fn deciding_reason(&self) -> Option<String> {
        self.deciding().map(|(_, judgement)| judgement.reason.to_string())
    }

    /// What one gate said.
    pub fn gate(&self, gate: &Gate) -> Option<&Judgement<'a>> {
        self.iter().find(|(other, _)| *other == gate).map(|(_, judgement)| judgement)
    }

    /// Whether one gate blocks.
    pub fn is_blocked_by(&self, gate: &Gate) -> bool {
        self.gate(gate).is_some_and(|judgement| judgement.outcome == Outcome::Block)
    }
}
