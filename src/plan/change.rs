//! What differs between two plans, in the field's words: what undo says it did.

use std::fmt;

use super::field::{self, Input, PlanField};
use super::{Plan, Question};
use crate::plan::guardrail;
use crate::text;

/// How much of a text is shown.
const SHOWN: usize = 40;

/// The fields that people enter by one of the forms. Their values may follow from the choice of the model, so they come
/// behind it.
const FIELDS: [&PlanField; 14] = [
    &field::RESIDENCY,
    &field::RESIDENCY_WORDS,
    &field::ROUTING,
    &field::PREVIEWS,
    &field::USE,
    &field::NEEDED_UNTIL,
    &field::OWNER,
    &field::REASON_KIND,
    &field::REASON,
    &field::TEST_DATE,
    &field::TEST_STATUS,
    &field::REVIEW_BY,
    &field::SENTENCE,
    &field::SHAPE,
];

/// One field with its value in either plan; empty where it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What the field is called.
    pub field: String,
    pub before: String,
    pub after: String,
    /// Whether the values are people's own words.
    is_text: bool,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |value: &str| match (value.is_empty(), self.is_text) {
            (true, _) => "not set".to_owned(),
            (false, true) => format!("'{}'", text::fit(&text::clean_line(value), SHOWN)),
            (false, false) => value.to_owned(),
        };
        write!(f, "{}: {} → {}", self.field, words(&self.before), words(&self.after))
    }
}

/// What differs between two plans, the choices first. What was known when a decision was saved is no choice.
pub fn changes(before: &Plan, after: &Plan) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut compare = |field: &str, is_text: bool, value: &dyn Fn(&Plan) -> String| {
        let (before, after) = (value(before), value(after));
        if before != after {
            changes.push(Change { field: field.to_owned(), before, after, is_text });
        }
    };
    let name = |id: Option<&dyn fmt::Display>| id.map(ToString::to_string).unwrap_or_default();
    compare("Cloud", false, &|plan| plan.cloud.name().to_owned());
    compare("Mode", false, &|plan| plan.mode.map(|mode| mode.name().to_owned()).unwrap_or_default());
    compare("Region", false, &|plan| name(plan.region.as_ref().map(|id| id as _)));
    compare("Secondary region", false, &|plan| name(plan.secondary.as_ref().map(|id| id as _)));
    compare("Model", false, &|plan| name(plan.model.as_ref().map(|id| id as _)));
    compare("Replacement", false, &|plan| name(plan.record.replacement.as_ref().map(|id| id as _)));
    for field in FIELDS {
        compare(field.label, matches!(field.input, Input::Text(_)), &field.value);
    }
    compare("Tokens in", false, &|plan| name(plan.tokens.input.as_ref().map(|count| count as _)));
    compare("Tokens out", false, &|plan| name(plan.tokens.output.as_ref().map(|count| count as _)));
    compare("Considered", false, &|plan| {
        let names: Vec<String> = plan.considered.iter().map(|other| other.model.to_string()).collect();
        names.join(", ")
    });
    for other in before.considered.iter().filter(|other| after.considered(&other.model).is_some()) {
        compare(&format!("Reason against {}", other.model), true, &|plan| {
            plan.considered(&other.model).map(|other| other.reason.clone()).unwrap_or_default()
        });
    }
    for guardrail in guardrail::all() {
        compare(&format!("Guardrail {}", guardrail.label), false, &|plan| {
            if plan.ticked.contains(&guardrail.id) { "ticked" } else { "open" }.to_owned()
        });
    }
    for question in Question::ALL {
        compare(question.name(), true, &|plan| plan.runbook.answer(question).to_owned());
    }
    changes
}

/// The changes in one line: the first, and how many more; none where nothing that people enter differs.
pub fn in_words(before: &Plan, after: &Plan) -> Option<String> {
    let changes = changes(before, after);
    let (first, rest) = changes.split_first()?;
    Some(match rest.len() {
        0 => first.to_string(),
        1 => format!("{first}; {}", rest[0]),
        more => format!("{first}; and {more} more"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Mode, ModelId, RegionId};
    use crate::plan::Routing;

    fn words(change: impl Fn(&mut Plan)) -> String {
        let before = Plan { region: Some(RegionId("us-east-1".into())), ..Plan::default() };
        let mut after = before.clone();
        change(&mut after);
        in_words(&before, &after).unwrap_or_default()
    }

    #[test]
    fn a_change_is_told_in_the_fields_words() {
        assert_eq!(words(|_| ()), "");
        assert_eq!(
            words(|plan| plan.region = Some(RegionId("eu-west-1".into()))),
            "Region: us-east-1 → eu-west-1"
        );
        assert_eq!(words(|plan| plan.record.owner = "ml".into()), "Owner: not set → 'ml'");
        assert_eq!(words(|plan| plan.posture.routing = Routing::Off), "Routing: not known → off");
        assert_eq!(words(|plan| plan.mode = Some(Mode::PayPerToken)), "Mode: not set → Pay-per-token");
        assert_eq!(
            words(|plan| plan.runbook.write(Question::For, "Tickets\nonly")),
            "What this model is for: not set → 'Tickets only'"
        );
        assert_eq!(
            words(|plan| {
                plan.mode = Some(Mode::PayPerToken);
                plan.model = Some(ModelId("m".into()));
                plan.region = None;
            }),
            "Mode: not set → Pay-per-token; and 2 more"
        );
    }
}
