//! Undo and redo: the plans before and after. A plan is small, so each is kept whole; what was decided and said of it is
//! not undone.

use crate::matrix::Matrix;
use crate::plan::{Plan, change};

/// How many changes can be undone.
const MAX_CHANGES: usize = 500;

/// What the plan was, and what it would be again.
#[derive(Debug, Default)]
pub struct History {
    before: Vec<Plan>,
    after: Vec<Plan>,
    resets: usize,
}

impl History {
    /// Records a change away from this plan.
    pub fn record(&mut self, plan: Plan) {
        self.before.push(plan);
        self.after.clear();
        if self.before.len() > MAX_CHANGES {
            self.before.remove(0);
        }
    }

    /// Begins anew with another plan: nothing leads back beyond it.
    pub fn reset(&mut self) {
        *self = Self { resets: self.resets + 1, ..Self::default() };
    }

    /// How often it was reset.
    pub fn resets(&self) -> usize {
        self.resets
    }

    /// Forgets a last change that came to nothing.
    pub fn prune(&mut self, plan: &Plan) {
        self.before.pop_if(|before| before == plan);
    }

    /// Undoes the last change and says what that was; none if there is none.
    pub fn undo(&mut self, plan: &mut Plan, matrix: &Matrix) -> Option<String> {
        let undone = std::mem::replace(plan, self.before.pop()?);
        plan.take_history(&undone);
        let words = format!("undid {}", difference(&undone, plan, matrix));
        self.after.push(undone);
        Some(words)
    }

    /// Redoes the change and says what it is; none if none was undone.
    pub fn redo(&mut self, plan: &mut Plan, matrix: &Matrix) -> Option<String> {
        let before = std::mem::replace(plan, self.after.pop()?);
        plan.take_history(&before);
        let words = format!("redid {}", difference(&before, plan, matrix));
        self.before.push(before);
        Some(words)
    }
}

/// What differs, in the field's words.
fn difference(before: &Plan, after: &Plan, matrix: &Matrix) -> String {
    change::in_words(before, after, &[matrix]).unwrap_or_else(|| "the last change".to_owned())
}
