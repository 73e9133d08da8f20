//! What was looked at and not taken, and why: the gates say it of most, the user of those that the gates let through.

use super::Plan;
use crate::matrix::ModelId;

/// A model that was looked at and not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Considered {
    /// The model.
    pub model: ModelId,
    /// Why it was not taken, in the user's words; empty while open.
    pub reason: String,
}

impl Considered {
    /// A model without a reason of the user's own.
    pub fn open(model: ModelId) -> Self {
        Self { model, reason: String::new() }
    }
}

impl Plan {
    /// What was noted about a model that was looked at and not taken.
    pub fn considered(&self, model: &ModelId) -> Option<&Considered> {
        self.considered.iter().find(|other| other.model == *model)
    }

    /// Marks a model as looked at and not taken, or takes the mark away.
    pub fn toggle_considered(&mut self, model: &ModelId) {
        if self.considered(model).is_some() {
            self.forget_considered(model);
        } else {
            self.consider(model);
        }
    }

    /// Marks a model as looked at and not taken; a reason that was given before stays.
    pub fn consider(&mut self, model: &ModelId) {
        if self.considered(model).is_none() {
            self.considered.push(Considered::open(model.clone()));
        }
    }

    /// Says why a model was not taken.
    pub fn give_reason(&mut self, model: &ModelId, reason: &str) {
        self.consider(model);
        for considered in self.considered.iter_mut().filter(|other| other.model == *model) {
            reason.clone_into(&mut considered.reason);
        }
    }

    /// Takes the mark away, and the reason with it.
    pub fn forget_considered(&mut self, model: &ModelId) {
        self.considered.retain(|other| other.model != *model);
    }

    /// Chooses a model, which then is no longer one of those that were not taken.
    pub fn choose(&mut self, model: ModelId) {
        self.forget_considered(&model);
        self.model = Some(model);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_stays_until_the_model_is_chosen_or_forgotten() {
        let (a, b) = (ModelId("a".into()), ModelId("b".into()));
        let mut plan = Plan::default();
        plan.consider(&a);
        plan.give_reason(&b, "too dear");
        plan.consider(&b);
        let told = |plan: &Plan| {
            let told = plan.considered.iter().map(|other| (other.model.0.clone(), other.reason.clone()));
            told.collect::<Vec<_>>()
        };
        assert_eq!(told(&plan), [("a".into(), String::new()), ("b".into(), "too dear".into())]);
        plan.choose(b.clone());
        assert_eq!(told(&plan), [("a".into(), String::new())]);
        plan.toggle_considered(&a);
        assert_eq!((told(&plan), plan.model), (Vec::new(), Some(b)));
    }
}
