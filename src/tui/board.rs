//! What the steps read: the plan, the facts it is judged against, and every model's judgement, made once per change.

use std::path::Path;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::choice::outlook::ModelSet;
use crate::gates::{Facts, GATES, Judged, Verdict};
use crate::matrix::{Matrix, Mode, Model};
use crate::plan::Plan;

/// Every candidate model judged under the plan's choices, best first.
#[derive(Debug, Clone, Default)]
pub struct Board {
    /// The models with what the gates say of each.
    pub rows: Vec<Row>,
    /// How many there are of each verdict, in the order of [`Verdict::ALL`].
    pub counts: [usize; 4],
    /// How many each gate is the first to block.
    pub taken: [usize; 5],
}

/// One model of the board.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its place in the matrix.
    pub model: usize,
    /// What the gates say.
    pub judged: Judged,
}

impl Board {
    /// Judges every candidate.
    pub fn new(facts: Facts<'_>) -> Self {
        let mut rows: Vec<Row> = facts
            .candidates()
            .map(|model| Row { model: facts.matrix.place_of(model), judged: facts.case(model).judge() })
            .collect();
        rows.sort_by_key(|row| (row.judged.verdict, row.model));
        let mut board = Self { rows, ..Self::default() };
        board.count();
        board
    }

    /// The same candidates on another day: only those whose end is known can fare otherwise, and the others keep what
    /// was judged. Neither day may lie before the day the matrix speaks for.
    pub fn turn_to(&mut self, facts: Facts<'_>) {
        for row in &mut self.rows {
            let Some(model) = facts.matrix.models().get(row.model) else { continue };
            if facts.matrix.has_facts_about(model) {
                row.judged = facts.case(model).judge();
            }
        }
        self.rows.sort_by_key(|row| (row.judged.verdict, row.model));
        self.count();
    }

    fn count(&mut self) {
        let mut counts = [0; 4];
        let mut taken = [0; 5];
        for row in &self.rows {
            counts[Verdict::ALL.iter().position(|verdict| *verdict == row.judged.verdict).unwrap_or(0)] += 1;
            if let Some((gate, _)) = row.judged.deciding().filter(|_| row.judged.verdict == Verdict::Blocked)
            {
                taken[GATES.iter().position(|other| other.id == gate.id).unwrap_or(0)] += 1;
            }
        }
        (self.counts, self.taken) = (counts, taken);
    }

    /// What the gates say of each model of the matrix, by its place; none for those that are no candidates.
    pub fn verdicts(&self, matrix: &Matrix) -> Vec<Option<Verdict>> {
        let mut verdicts = vec![None; matrix.models().len()];
        for row in &self.rows {
            verdicts[row.model] = Some(row.judged.verdict);
        }
        verdicts
    }

    /// What is open here and was not before, and the other way round.
    pub fn against(&self, before: &Self) -> Change {
        let open = |board: &Self| -> ModelSet {
            let open = board.rows.iter().filter(|row| row.judged.verdict.is_open());
            open.map(|row| row.model).collect()
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

/// What a step draws from. Nothing in it can be changed.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The matrix in use.
    pub matrix: &'a Matrix,
    /// The day on which lifecycle is judged.
    pub as_of: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// Every model judged.
    pub board: &'a Board,
    /// The plan's file, if it has one.
    pub file: Option<&'a Path>,
    /// The user's home folder, if it is known.
    pub home: Option<&'a Path>,
}

impl<'a> Scene<'a> {
    /// What the plan's choices are judged against.
    pub fn facts(&self) -> Facts<'a> {
        self.plan.facts(self.matrix, self.as_of)
    }

    /// The chosen model, if there is one and the matrix knows it.
    pub fn model(&self) -> Option<&'a Model> {
        self.plan.model.as_ref().and_then(|id| self.matrix.model(id))
    }

    /// Why the gates say nothing of the plan's model.
    pub fn unjudged(&self) -> String {
        match (&self.plan.model, self.model()) {
            (None, _) => "No model is chosen yet: step 3.".to_owned(),
            (Some(id), None) => format!(
                "The {} matrix of {} has no model '{id}': choose another in step 3.",
                self.matrix.cloud.name(),
                self.matrix.as_of
            ),
            (Some(_), Some(model)) => {
                let mode = self.plan.mode.map_or("this mode", Mode::name);
                format!("{} is not among the models of {mode}: choose another in step 3.", model.label())
            }
        }
    }

    /// What the gates say of the chosen model. Read from the board, which judged it already.
    pub fn judged(&self) -> Option<&'a Judged> {
        let place = self.matrix.place_of(self.model()?);
        self.board.rows.iter().find(|row| row.model == place).map(|row| &row.judged)
    }
}

/// What a step works on: the plan, which it may change, and what it may read.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The plan.
    pub plan: &'a mut Plan,
    /// The matrix in use.
    pub matrix: &'a Rc<Matrix>,
    /// The day on which lifecycle is judged.
    pub as_of: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// Every model judged, as the plan stood before this change.
    pub board: &'a Board,
    /// The plan's file, if it has one.
    pub file: Option<&'a Path>,
    /// The user's home folder, if it is known.
    pub home: Option<&'a Path>,
}

impl Desk<'_> {
    /// The same, for reading.
    pub fn scene(&self) -> Scene<'_> {
        Scene {
            plan: self.plan,
            matrix: self.matrix,
            as_of: self.as_of,
            today: self.today,
            board: self.board,
            file: self.file,
            home: self.home,
        }
    }
}
