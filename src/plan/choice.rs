//! A choice of mode, region and model, and what belongs to one: the result of a test, and whether the workspace already
//! uses the model. When the choice changes, neither counts any more. The only place that knows this rule.

use chrono::NaiveDate;

use super::Plan;
use super::posture::{Posture, Use};
use crate::matrix::{Mode, ModelId, RegionId};
use crate::text::words;

/// How far the tests of the model have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TestStatus {
    /// Nobody has tested it.
    #[default]
    NotTested,
    /// A date is set.
    Planned,
    /// It passed.
    Passed,
    /// It failed.
    Failed,
}

words! { TestStatus {
    NotTested = "not-tested", "not tested";
    Planned = "planned";
    Passed = "passed";
    Failed = "failed";
} }

/// Mode, region and model, as far as they are chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// The serving mode.
    pub mode: Option<Mode>,
    /// The primary region.
    pub region: Option<RegionId>,
    /// The model.
    pub model: Option<ModelId>,
}

impl Choice {
    /// Whether all that is named here is what `now` names. What is open here was noted before anything was chosen.
    fn holds_in(&self, now: &Self) -> bool {
        self.mode.is_none_or(|mode| now.mode == Some(mode))
            && self.region.as_ref().is_none_or(|region| now.region.as_ref() == Some(region))
            && self.model.as_ref().is_none_or(|model| now.model.as_ref() == Some(model))
    }

    /// Takes over from `now` what is still open here.
    fn complete(&mut self, now: &Self) {
        self.mode = self.mode.or(now.mode);
        self.region = self.region.take().or_else(|| now.region.clone());
        self.model = self.model.take().or_else(|| now.model.clone());
    }

    /// The choice in words: `databricks-gpt-5-5 on Pay-per-token in us-east-1`.
    pub fn words(&self) -> String {
        let mode = self.mode.map(|mode| format!("on {}", mode.name()));
        let region = self.region.as_ref().map(|region| format!("in {region}"));
        let parts = [self.model.as_ref().map(ToString::to_string), mode, region];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// A test as it was noted, and what it was made with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Test {
    pub(super) date: Option<NaiveDate>,
    pub(super) status: TestStatus,
    pub(super) with: Choice,
}

impl Test {
    pub(super) fn is_noted(&self) -> bool {
        self.date.is_some() || self.status != TestStatus::NotTested
    }

    /// Day and status: `2026-12-01 (passed)`; none where neither was noted.
    pub fn words(&self) -> Option<String> {
        let status = self.status.name();
        match self.date {
            Some(date) => Some(format!("{date} ({status})")),
            None if self.is_noted() => Some(format!("no date ({status})")),
            None => None,
        }
    }
}

impl Plan {
    /// Mode, region and model, as far as they are chosen.
    pub fn choice(&self) -> Choice {
        Choice { mode: self.mode, region: self.region.clone(), model: self.model.clone() }
    }

    /// The test of what is chosen now; none where nothing was noted, or for another choice only.
    pub fn test(&self) -> Option<&Test> {
        let test = &self.record.test;
        (test.is_noted() && test.with.holds_in(&self.choice())).then_some(test)
    }

    /// How far the test of what is chosen now has come.
    pub fn test_status(&self) -> TestStatus {
        self.test().map_or(TestStatus::NotTested, |test| test.status)
    }

    /// The day of the test of what is chosen now.
    pub fn test_date(&self) -> Option<NaiveDate> {
        self.test()?.date
    }

    /// What was tested before the choice changed, in words; none where the test still counts.
    pub fn tested_before(&self) -> Option<String> {
        let test = &self.record.test;
        let words = test.words().filter(|_| self.test().is_none())?;
        Some(format!("{}, {words}", test.with.words()))
    }

    /// Notes how far the test of what is chosen now has come. A test of another choice is replaced.
    pub fn set_test_status(&mut self, status: TestStatus) {
        self.record.test = Test { status, date: self.test_date(), with: Choice::default() };
        self.stamp();
    }

    /// Notes the day of the test of what is chosen now. A test of another choice is replaced.
    pub fn set_test_date(&mut self, date: Option<NaiveDate>) {
        self.record.test = Test { status: self.test_status(), date, with: Choice::default() };
        self.stamp();
    }

    /// Writes down what a test and a use belong to, where that is still open: to what is chosen now.
    ///
    /// Called after every change and after reading, so that the next change of the choice finds it written.
    pub fn stamp(&mut self) {
        let now = self.choice();
        let test = &mut self.record.test;
        if test.is_noted() {
            test.with.complete(&now);
        } else {
            test.with = Choice::default();
        }
        let posture = &mut self.posture;
        if posture.usage == Use::Unknown {
            posture.use_model = None;
        } else if posture.use_model.is_none() {
            posture.use_model = now.model;
        }
    }
}

impl Posture {
    /// Whether the workspace uses this model. What was stated for another model says nothing of it.
    pub fn usage_of(&self, model: &ModelId) -> Use {
        match &self.use_model {
            Some(stated) if stated != model => Use::Unknown,
            _ => self.usage,
        }
    }

    /// States the use of the model that is chosen.
    pub fn set_usage(&mut self, usage: Use) {
        self.usage = usage;
        self.use_model = None;
    }
}

impl Plan {
    /// Whether the workspace uses the chosen model, as far as that was stated of it.
    pub fn usage(&self) -> Use {
        self.model.as_ref().map_or(self.posture.usage, |model| self.posture.usage_of(model))
    }

    /// What was stated of the use of another model; none where the statement still counts.
    pub fn used_before(&self) -> Option<String> {
        let stated = self.posture.use_model.as_ref().filter(|_| self.usage() != self.posture.usage)?;
        Some(format!("{} of {stated}", self.posture.usage.id()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 12, 1)
    }

    fn tested() -> Plan {
        let mut plan = Plan {
            mode: Some(Mode::PayPerToken),
            region: Some(RegionId("us-east-1".into())),
            model: Some(ModelId("a".into())),
            ..Plan::default()
        };
        plan.set_test_status(TestStatus::Passed);
        plan.set_test_date(day());
        plan.posture.set_usage(Use::Existing);
        plan.stamp();
        plan
    }

    type Change = fn(&mut Plan);

    /// "A test result belongs to the model, mode and region it was made with: when one of them changes it counts as not
    /// tested, and the record says what had been tested." Use belongs to the model.
    #[test]
    fn what_belonged_to_the_old_choice_does_not_count_for_the_new() {
        let changes: [(&str, Change, bool, bool); 8] = [
            ("nothing", |_| {}, true, true),
            ("owner", |plan| plan.record.owner = "b".into(), true, true),
            ("secondary", |plan| plan.secondary = Some(RegionId("us-west-2".into())), true, true),
            ("mode", |plan| plan.mode = Some(Mode::AiFunctions), false, true),
            ("mode_cleared", |plan| plan.mode = None, false, true),
            ("region", |plan| plan.region = Some(RegionId("us-east-2".into())), false, true),
            ("model", |plan| plan.choose(ModelId("b".into())), false, false),
            ("model_cleared", |plan| plan.model = None, false, true),
        ];
        for (what, change, test_counts, use_counts) in changes {
            let mut plan = tested();
            change(&mut plan);
            plan.stamp();
            let expected =
                if test_counts { (TestStatus::Passed, day()) } else { (TestStatus::NotTested, None) };
            assert_eq!((plan.test_status(), plan.test_date()), expected, "{what}");
            let before = "a on Pay-per-token in us-east-1, 2026-12-01 (passed)".to_owned();
            assert_eq!(plan.tested_before(), (!test_counts).then_some(before));
            assert_eq!(plan.usage(), if use_counts { Use::Existing } else { Use::Unknown });
            assert_eq!(plan.used_before(), (!use_counts).then(|| "existing of a".to_owned()));
        }
    }

    #[test]
    fn the_choice_taken_back_counts_again() {
        let mut plan = tested();
        plan.choose(ModelId("b".into()));
        plan.stamp();
        plan.choose(ModelId("a".into()));
        plan.stamp();
        assert_eq!((plan.test_status(), plan.usage()), (TestStatus::Passed, Use::Existing));
    }

    #[test]
    fn what_is_noted_of_the_new_choice_replaces_what_was_noted_of_the_old() {
        let mut plan = tested();
        plan.choose(ModelId("b".into()));
        plan.set_test_status(TestStatus::Planned);
        assert_eq!((plan.test_status(), plan.test_date()), (TestStatus::Planned, None));
        assert_eq!(plan.tested_before(), None);
        plan.set_test_status(TestStatus::NotTested);
        assert_eq!(plan.record.test, Test::default());
    }

    #[test]
    fn what_is_noted_before_anything_is_chosen_belongs_to_what_is_chosen_next() {
        let mut plan = Plan::default();
        plan.set_test_status(TestStatus::Planned);
        plan.posture.set_usage(Use::New);
        for model in ["a", "b"] {
            plan.choose(ModelId(model.into()));
            plan.stamp();
            let counts = model == "a";
            assert_eq!(plan.test_status() == TestStatus::Planned, counts);
            assert_eq!(plan.usage() == Use::New, counts);
        }
    }
}
