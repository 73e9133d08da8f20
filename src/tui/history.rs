//! Undo and redo: the plans before and after. A plan is small, so each is kept whole.

use crate::plan::Plan;

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

    /// Undoes the last change; false if there is none.
    pub fn undo(&mut self, plan: &mut Plan) -> bool {
        let Some(before) = self.before.pop() else { return false };
        self.after.push(std::mem::replace(plan, before));
        true
    }

    /// Redoes the change; false if none was undone.
    pub fn redo(&mut self, plan: &mut Plan) -> bool {
        let Some(after) = self.after.pop() else { return false };
        self.before.push(std::mem::replace(plan, after));
        true
    }
}
