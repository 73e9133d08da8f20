//! What people enter into a plan, one by one: what each is called, what it is for, and how what they write is read. The
//! planner's forms and the plain prompts of `servemap plan --interactive` ask by the same table.

use chrono::NaiveDate;

use super::{Plan, PreviewRule, Reason, Residency, Routing, TestStatus, Use};
use crate::date::When;
use crate::error::{Error, Result};
use crate::matrix::Workload;
use crate::text::{self, Words};

/// One thing that people enter.
#[derive(Debug)]
pub struct PlanField {
    /// What it is called.
    pub label: &'static str,
    /// What it is for, in a sentence or two.
    pub hint: &'static str,
    /// As it stands in the plan; empty while open.
    pub value: fn(&Plan) -> String,
    pub input: Input,
}

/// How it is written into the plan.
#[derive(Debug, Clone, Copy)]
pub enum Input {
    /// One line of text.
    Text(fn(&mut Plan, String)),
    /// A day, or none.
    Day(fn(&mut Plan, Option<NaiveDate>)),
    /// One of a few words.
    Word {
        /// To the next word, or backwards.
        cycle: fn(&mut Plan, bool),
        /// The word that a text names; an error that lists them.
        read: fn(&mut Plan, &str) -> Result<()>,
        /// Each word with its name on screens.
        words: fn() -> Vec<(&'static str, &'static str)>,
    },
}

impl PlanField {
    /// Writes what somebody typed. A day may count from the as-of date; nothing typed clears text and days.
    ///
    /// # Errors
    /// When it is no such day or word: what would be right.
    pub fn write(&self, plan: &mut Plan, typed: &str, as_of: NaiveDate) -> Result<()> {
        let typed = text::entry_line(typed);
        match self.input {
            Input::Text(set) => set(plan, typed),
            Input::Day(set) if typed.is_empty() => set(plan, None),
            Input::Day(set) => set(plan, Some(When::read(&typed)?.on(as_of))),
            Input::Word { read, .. } => read(plan, &typed)?,
        }
        Ok(())
    }

    /// The words to choose from, each with its name; none where anything can be written.
    pub fn words(&self) -> Vec<(&'static str, &'static str)> {
        match self.input {
            Input::Word { words, .. } => words(),
            Input::Text(_) | Input::Day(_) => Vec::new(),
        }
    }
}

/// The word of a set that a text names.
///
/// # Errors
/// When it names none; the hint lists them.
pub fn word<T: Words>(typed: &str) -> Result<T> {
    T::read(typed).ok_or_else(|| {
        Error::new(format!("unknown value '{}'", text::clean_line(typed)))
            .hint(format!("expected one of: {}", T::ids()))
    })
}

fn words<T: Words>() -> Vec<(&'static str, &'static str)> {
    T::WORDS.iter().map(|word| (word.id, word.name)).collect()
}

fn day(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

pub const SENTENCE: PlanField = PlanField {
    label: "Workload in one sentence",
    hint: "Who asks what, how often, how fast? If one sentence cannot say it, the choice is not yet about models.",
    value: |plan| plan.sentence.clone(),
    input: Input::Text(|plan, text| plan.sentence = text),
};

pub const SHAPE: PlanField = PlanField {
    label: "Workload shape",
    hint: "The shape of the workload recommends a serving mode.",
    value: |plan| plan.workload.map(Workload::id).unwrap_or_default().to_owned(),
    input: Input::Word {
        cycle: |plan, back| {
            plan.workload = Some(plan.workload.map_or(Workload::Interactive, |shape| shape.cycle(back)));
        },
        read: |plan, typed| {
            plan.workload = Some(word(typed)?);
            Ok(())
        },
        words: words::<Workload>,
    },
};

pub const RESIDENCY: PlanField = PlanField {
    label: "Residency",
    hint: "Whether content may be processed outside the region's Geo. In the Geo blocks every model that needs routing.",
    value: |plan| plan.posture.residency.name().to_owned(),
    input: Input::Word {
        cycle: |plan, back| plan.posture.residency = plan.posture.residency.cycle(back),
        read: |plan, typed| {
            plan.posture.residency = word(typed)?;
            Ok(())
        },
        words: words::<Residency>,
    },
};

pub const RESIDENCY_WORDS: PlanField = PlanField {
    label: "Constraint",
    hint: "The residency constraint as your organisation words it, for the documents.",
    value: |plan| plan.posture.residency_words.clone(),
    input: Input::Text(|plan, text| plan.posture.residency_words = text),
};

pub const ROUTING: PlanField = PlanField {
    label: "Routing",
    hint: "Cross-geography routing of the workspace. On by default outside US and EU Geos without a compliance profile, off elsewhere: account console > Workspaces > Security and compliance.",
    value: |plan| plan.posture.routing.name().to_owned(),
    input: Input::Word {
        cycle: |plan, back| plan.posture.routing = plan.posture.routing.cycle(back),
        read: |plan, typed| {
            plan.posture.routing = word(typed)?;
            Ok(())
        },
        words: words::<Routing>,
    },
};

pub const PREVIEWS: PlanField = PlanField {
    label: "Previews",
    hint: "Allowed previews need a feature flag.",
    value: |plan| plan.posture.preview.name().to_owned(),
    input: Input::Word {
        cycle: |plan, back| plan.posture.preview = plan.posture.preview.cycle(back),
        read: |plan, typed| {
            plan.posture.preview = word(typed)?;
            Ok(())
        },
        words: words::<PreviewRule>,
    },
};

pub const USE: PlanField = PlanField {
    label: "Use",
    hint: "Whether this workspace already uses the model: only then does it keep one that is legacy or deprecated.",
    value: |plan| plan.usage().name().to_owned(),
    input: Input::Word {
        cycle: |plan, back| plan.posture.set_usage(plan.usage().cycle(back)),
        read: |plan, typed| {
            plan.posture.set_usage(word(typed)?);
            Ok(())
        },
        words: words::<Use>,
    },
};

pub const NEEDED_UNTIL: PlanField = PlanField {
    label: "Needed until",
    hint: "The day until which the model is needed, such as 2027-06-30 or +1y. A model that retires before needs a replacement.",
    value: |plan| day(plan.posture.needed_until),
    input: Input::Day(|plan, day| plan.posture.needed_until = day),
};

pub const OWNER: PlanField = PlanField {
    label: "Owner",
    hint: "The team or person that owns the decision.",
    value: |plan| plan.record.owner.clone(),
    input: Input::Text(|plan, text| plan.record.owner = text),
};

pub const REASON_KIND: PlanField = PlanField {
    label: "Because of",
    hint: "Latency, cost or governance.",
    value: |plan| plan.record.reason_kind.map(Reason::id).unwrap_or_default().to_owned(),
    input: Input::Word {
        cycle: |plan, back| {
            plan.record.reason_kind =
                Some(plan.record.reason_kind.map_or(Reason::Latency, |kind| kind.cycle(back)));
        },
        read: |plan, typed| {
            plan.record.reason_kind = Some(word(typed)?);
            Ok(())
        },
        words: words::<Reason>,
    },
};

pub const REASON: PlanField = PlanField {
    label: "Reason",
    hint: "Ends the note's first sentence: We will use … because …",
    value: |plan| plan.record.reason.clone(),
    input: Input::Text(|plan, text| plan.record.reason = text),
};

pub const TEST_DATE: PlanField = PlanField {
    label: "Test date",
    hint: "The day of the test, such as 2027-01-15.",
    value: |plan| day(plan.test_date()),
    input: Input::Day(Plan::set_test_date),
};

pub const TEST_STATUS: PlanField = PlanField {
    label: "Test status",
    hint: "How far the test has come.",
    value: |plan| plan.test_status().name().to_owned(),
    input: Input::Word {
        cycle: |plan, back| plan.set_test_status(plan.test_status().cycle(back)),
        read: |plan, typed| {
            plan.set_test_status(word(typed)?);
            Ok(())
        },
        words: words::<TestStatus>,
    },
};

pub const REVIEW_BY: PlanField = PlanField {
    label: "Review by",
    hint: "The day by which to review the decision again.",
    value: |plan| day(plan.review_by),
    input: Input::Day(|plan, day| plan.review_by = day),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_or_refused_with_what_would_be_right() {
        let as_of = crate::date::parse("2026-11-25").unwrap();
        let mut plan = Plan::default();
        for (field, typed, value) in [
            (&OWNER, "  ml-platform ", "ml-platform"),
            (&RESIDENCY, "In Geo", "in-geo"),
            (&NEEDED_UNTIL, "+1y", "2027-11-25"),
            (&REASON_KIND, "cost", "cost"),
            (&TEST_STATUS, "planned", "planned"),
            (&REVIEW_BY, "today", "2026-11-25"),
            (&REVIEW_BY, "", ""),
        ] {
            field.write(&mut plan, typed, as_of).unwrap();
            assert_eq!((field.value)(&plan), value, "{}", field.label);
        }
        let error = ROUTING.write(&mut plan, "perhaps", as_of).unwrap_err();
        assert_eq!(error.to_string(), "unknown value 'perhaps'\nhint: expected one of: unknown, on, off");
        assert!(NEEDED_UNTIL.write(&mut plan, "soon", as_of).is_err());
        assert_eq!((NEEDED_UNTIL.value)(&plan), "2027-11-25", "what is refused changes nothing");
    }

    #[test]
    fn every_word_that_is_offered_is_read() {
        let as_of = crate::date::parse("2026-11-25").unwrap();
        for field in [&SHAPE, &RESIDENCY, &ROUTING, &PREVIEWS, &USE, &REASON_KIND, &TEST_STATUS] {
            for (id, name) in field.words() {
                for typed in [id, name] {
                    field.write(&mut Plan::default(), typed, as_of).unwrap();
                }
            }
        }
    }
}
