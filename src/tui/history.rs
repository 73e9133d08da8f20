//! Undo and redo: the plans before and after. A plan is small, so each is kept whole.

use crate::plan::Plan;

/// How many changes can be taken back.
const MOST: usize = 500;

/// What the plan was, and what it would be again.
#[derive(Debug, Default)]
pub struct History {
    before: Vec<Plan>,
    after: Vec<Plan>,
    begun: usize,
}

impl History {
    /// Notes a change away from this plan.
    pub fn note(&mut self, plan: Plan) {
        self.before.push(plan);
        self.after.clear();
        if self.before.len() > MOST {
            self.before.remove(0);
        }
    }

    /// Begins anew with another plan: nothing leads back beyond it.
    pub fn begin(&mut self) {
        *self = Self { begun: self.begun + 1, ..Self::default() };
    }

    /// How often it began anew.
    pub fn begun(&self) -> usize {
        self.begun
    }

    /// Forgets a last change that came to nothing.
    pub fn prune(&mut self, plan: &Plan) {
        self.before.pop_if(|before| before == plan);
    }

    /// Takes the last change back; false if there is none.
    pub fn undo(&mut self, plan: &mut Plan) -> bool {
        let Some(before) = self.before.pop() else { return false };
        self.after.push(std::mem::replace(plan, before));
        true
    }

    /// Makes the change again; false if none was taken back.
    pub fn redo(&mut self, plan: &mut Plan) -> bool {
        let Some(after) = self.after.pop() else { return false };
        self.before.push(std::mem::replace(plan, after));
        true
    }
}
