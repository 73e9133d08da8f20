//! Every model judged under a plan's choices, best first, and what a change of them opens and closes.

use super::outlook::ModelSet;
use crate::gates::{Criteria, GATES, Judged, Verdict};
use crate::matrix::Matrix;

/// Every candidate model judged under the plan's choices, best first.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// The models with what the gates say of each.
    pub list: Vec<Candidate>,
    /// How many there are of each verdict, in the order of [`Verdict::ALL`].
    pub counts: [usize; 4],
    /// How many each gate is the first to block.
    pub taken: [usize; 5],
}

/// A model with its verdict here.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its place in the matrix.
    pub model: usize,
    /// What the gates say.
    pub judged: Judged,
}

impl Candidates {
    /// Judges every candidate.
    pub fn new(criteria: Criteria<'_>) -> Self {
        let mut list: Vec<Candidate> = criteria
            .candidates()
            .map(|model| Candidate {
                model: criteria.matrix.place_of(model),
                judged: criteria.case(model).judge(),
            })
            .collect();
        list.sort_by_key(|one| (one.judged.verdict, one.model));
        let mut candidates = Self { list, ..Self::default() };
        candidates.count();
        candidates
    }

    /// The same candidates on another day: only those whose end is known can fare otherwise, and the others keep what
    /// was judged. Neither day may lie before the day the matrix speaks for.
    pub fn turn_to(&mut self, criteria: Criteria<'_>) {
        for candidate in &mut self.list {
            let Some(model) = criteria.matrix.models().get(candidate.model) else { continue };
            if criteria.matrix.has_facts_about(model) {
                candidate.judged = criteria.case(model).judge();
            }
        }
        self.list.sort_by_key(|one| (one.judged.verdict, one.model));
        self.count();
    }

    fn count(&mut self) {
        let mut counts = [0; 4];
        let mut taken = [0; 5];
        for candidate in &self.list {
            counts[Verdict::ALL
                .iter()
                .position(|verdict| *verdict == candidate.judged.verdict)
                .unwrap_or(0)] += 1;
            if let Some((gate, _)) =
                candidate.judged.deciding().filter(|_| candidate.judged.verdict == Verdict::Blocked)
            {
                taken[GATES.iter().position(|other| other.id == gate.id).unwrap_or(0)] += 1;
            }
        }
        (self.counts, self.taken) = (counts, taken);
    }

    /// What the gates say of each model of the matrix, by its place; none for those that are no candidates.
    pub fn verdicts(&self, matrix: &Matrix) -> Vec<Option<Verdict>> {
        let mut verdicts = vec![None; matrix.models().len()];
        for candidate in &self.list {
            verdicts[candidate.model] = Some(candidate.judged.verdict);
        }
        verdicts
    }

    /// What is open here and was not before, and the other way round.
    pub fn against(&self, before: &Self) -> Change {
        let open = |candidates: &Self| -> ModelSet {
            let open = candidates.list.iter().filter(|candidate| candidate.judged.verdict.is_open());
            open.map(|candidate| candidate.model).collect()
        };
        Change::between(&open(before), &open(self))
    }

    /// How many models remain: available or conditional.
    pub fn remain(&self) -> usize {
        self.counts[0] + self.counts[1]
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
    /// What lies between the models that were open and those that are.
    pub fn between(before: &ModelSet, after: &ModelSet) -> Self {
        Self { opened: after.without(before), closed: before.without(after) }
    }

    /// Whether nothing opens and nothing closes.
    pub fn is_none(&self) -> bool {
        self.opened.is_empty() && self.closed.is_empty()
    }
}
