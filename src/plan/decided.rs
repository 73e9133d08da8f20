//! The history of a decision: what was decided on which day, by whom, under which matrix. Nothing in it is overwritten.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{FullChoice, Plan, Review, Verdict};
use crate::text;

/// What a decision rested on when it was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The day it was judged for.
    pub on: NaiveDate,
    /// The day the matrix speaks for.
    pub matrix: NaiveDate,
    /// What the gates said together.
    pub verdict: Verdict,
    /// The stable words of the reasons that decided; empty where all gates passed.
    pub because: Vec<String>,
    /// What was chosen; none where the file does not say.
    pub chosen: Option<FullChoice>,
    /// Who decided; none where nobody is named.
    pub by: Option<String>,
}

impl Decided {
    /// Whether this says what is there already. Whoever is not named now takes no name away.
    fn is_said_by(&self, last: &Self) -> bool {
        let same_person = match (&self.by, &last.by) {
            (Some(now), Some(then)) => text::fold(now) == text::fold(then),
            (now, _) => now.is_none(),
        };
        same_person && Self { by: None, ..self.clone() } == Self { by: None, ..last.clone() }
    }

    /// The same for machines; what is not known is null.
    pub fn json(&self) -> Value {
        json!({
            "on": self.on,
            "matrix": self.matrix,
            "verdict": self.verdict,
            "because": self.because,
            "chosen": self.chosen.as_ref().map(FullChoice::json),
            "by": self.by,
        })
    }

    /// The reasons in words: `routing needed, preview`; none where all gates passed.
    pub fn because_words(&self) -> Option<String> {
        let words = self.because.iter().map(|code| code.replace('-', " ")).collect::<Vec<_>>();
        (!words.is_empty()).then(|| words.join(", "))
    }
}

/// Something that happened to a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// It was made, or judged anew.
    Decided(&'a Decided),
    /// Somebody looked at it.
    Reviewed(&'a Review),
}

impl Event<'_> {
    /// The day on which it happened.
    pub fn on(&self) -> NaiveDate {
        match self {
            Self::Decided(decided) => decided.on,
            Self::Reviewed(review) => review.on,
        }
    }
}

impl Plan {
    /// What was known when what is chosen now was decided last. What was decided about another choice says nothing of it.
    pub fn last_decided(&self) -> Option<&Decided> {
        let last = self.decided.last()?;
        let now = self.choice();
        last.chosen.as_ref().is_none_or(|chosen| chosen.choice == now).then_some(last)
    }

    /// Adds to the history what is decided now, unless its last entry says the same.
    pub fn add_decided(&mut self, now: Decided) {
        if self.decided.last().is_none_or(|last| !now.is_said_by(last)) {
            self.decided.push(now);
        }
    }

    /// What happened to the decision, in the order of days.
    pub fn story(&self) -> Vec<Event<'_>> {
        let decided = self.decided.iter().map(Event::Decided);
        let mut story: Vec<Event<'_>> = decided.chain(self.reviews.iter().map(Event::Reviewed)).collect();
        story.sort_by_key(Event::on);
        story
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::ModelId;
    use crate::plan::ReviewVerdict;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn decided(on: u32, by: Option<&str>, plan: &Plan) -> Decided {
        Decided {
            on: day(on),
            matrix: day(1),
            verdict: Verdict::Available,
            because: Vec::new(),
            chosen: Some(plan.full_choice()),
            by: by.map(str::to_owned),
        }
    }

    #[test]
    fn only_what_is_new_is_added_to_the_history() {
        let mut plan = Plan::default();
        for (on, by, added) in [
            (2, Some("Ana"), true),
            (2, Some("ana"), false),
            (2, None, false),
            (2, Some("Bob"), true),
            (3, None, true),
            (3, Some("Ana"), true),
        ] {
            let before = plan.decided.len();
            plan.add_decided(decided(on, by, &plan.clone()));
            assert_eq!(plan.decided.len() > before, added, "{on} {by:?}");
        }
        plan.model = Some(ModelId("b".into()));
        assert_eq!(plan.last_decided(), None);
        plan.add_decided(decided(3, Some("Ana"), &plan.clone()));
        assert_eq!((plan.decided.len(), plan.last_decided()), (5, plan.decided.last()));
        plan.record.replacement = Some(ModelId("c".into()));
        assert!(plan.last_decided().is_some());
        plan.add_decided(decided(3, Some("Ana"), &plan.clone()));
        assert_eq!(plan.decided.len(), 6);
    }

    #[test]
    fn a_story_is_told_in_the_order_of_days() {
        let mut plan = Plan { model: Some(ModelId("a".into())), ..Plan::default() };
        let review = |on, by: &str| Review {
            by: by.into(),
            on: day(on),
            verdict: ReviewVerdict::Comment,
            comment: String::new(),
            seen: None,
        };
        plan.reviews = vec![review(5, "Ana"), review(3, "Bob")];
        plan.decided = vec![decided(2, None, &plan), decided(5, None, &plan)];
        let days: Vec<u32> = plan.story().iter().map(|event| chrono::Datelike::day(&event.on())).collect();
        assert_eq!(days, [2, 3, 5, 5]);
        assert_eq!(plan.story()[2], Event::Decided(&plan.decided[1]));
    }
}
