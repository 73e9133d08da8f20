//! Every model judged under a plan's choices, best first, and what a change of them opens and closes.

use std::collections::BTreeSet;

use crate::gates::{Criteria, Gate, Verdict, gates};
use crate::matrix::Model;

/// Every candidate model judged under the plan's choices, best first.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    pub list: Vec<Candidate>,
}

/// A model with its verdict here. Why it is that, the gates say again where it is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Its place in the matrix.
    pub model: usize,
    pub verdict: Verdict,
    /// The gate that decides; none where all pass.
    pub gate: Option<&'static Gate>,
}

impl Candidates {
    /// Judges every candidate.
    pub fn new(criteria: Criteria<'_>) -> Self {
        Self::of(criteria, criteria.candidates())
    }

    /// Judges these models.
    pub fn of<'a>(criteria: Criteria<'a>, models: impl Iterator<Item = &'a Model>) -> Self {
        let judged = models.map(|model| {
            let (verdict, gate) = criteria.case(model).verdict();
            Candidate { model: criteria.matrix.place_of(model), verdict, gate }
        });
        let mut list: Vec<Candidate> = judged.collect();
        list.sort_by_key(|one| (one.verdict, one.model));
        Self { list }
    }

    /// How many there are of a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.list.iter().filter(|candidate| candidate.verdict == verdict).count()
    }

    /// How many models remain: available or conditional.
    pub fn remain(&self) -> usize {
        self.list.iter().filter(|candidate| candidate.verdict.is_open()).count()
    }

    /// The gates that block, each with how many models it is the first to block.
    pub fn blocked_by(&self) -> impl Iterator<Item = (&'static Gate, usize)> {
        let blocked = self.list.iter().filter(|candidate| candidate.verdict == Verdict::Blocked);
        let counts = gates().iter().map(move |gate| {
            (*gate, blocked.clone().filter(|candidate| candidate.gate == Some(*gate)).count())
        });
        counts.filter(|(_, count)| *count > 0)
    }

    /// The places in the matrix of the models that can be taken, if under conditions.
    pub fn open(&self) -> BTreeSet<usize> {
        let open = self.list.iter().filter(|candidate| candidate.verdict.is_open());
        open.map(|candidate| candidate.model).collect()
    }

    /// What is open here and was not before, and the other way round.
    pub fn against(&self, before: &Self) -> Change {
        let (now, before) = (self.open(), before.open());
        Change {
            opened: now.difference(&before).copied().collect(),
            closed: before.difference(&now).copied().collect(),
        }
    }
}

/// Which models a change of the facts opens and closes, by their places in the matrix.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Open now, and not before.
    pub opened: Vec<usize>,
    /// No longer open.
    pub closed: Vec<usize>,
}

impl Change {
    /// Whether nothing opens and nothing closes.
    pub fn is_none(&self) -> bool {
        self.opened.is_empty() && self.closed.is_empty()
    }
}
