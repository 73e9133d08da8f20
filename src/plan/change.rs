//! What differs between two plans, in the field's words: what undo says it did, and what a reviewer of a change reads.
//!
//! What the gates say of either plan is no part of it: `decision/difference.rs`.

mod people;
mod shown;

use std::fmt;

pub(super) use people::{differing, review_noun};

use super::field::{self, Input, PlanField};
use super::{Plan, Question};
use crate::matrix::{Matrix, Mode, ModelId, RegionId};
use crate::plan::guardrail;

/// How much of a text is shown on one line.
const SHOWN: usize = 40;

/// What stands for a value that is open.
pub const OPEN: &str = "not set";

/// The fields that people enter by one of the forms, each with its key in plan files. Their values may follow from the
/// choice of the model, so they come behind it.
const FIELDS: [(&str, &PlanField); 14] = [
    ("posture.residency", &field::RESIDENCY),
    ("posture.residency_words", &field::RESIDENCY_WORDS),
    ("posture.routing", &field::ROUTING),
    ("posture.preview", &field::PREVIEWS),
    ("posture.use", &field::USE),
    ("posture.needed_until", &field::NEEDED_UNTIL),
    ("record.owner", &field::OWNER),
    ("record.reason_kind", &field::REASON_KIND),
    ("record.reason", &field::REASON),
    ("record.test_date", &field::TEST_DATE),
    ("record.test_status", &field::TEST_STATUS),
    ("review_by", &field::REVIEW_BY),
    ("sentence", &field::SENTENCE),
    ("workload", &field::SHAPE),
];

/// A value as plan files have it, and as people read it; both empty where it is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Value {
    pub id: String,
    pub words: String,
}

impl Value {
    /// A value that people read as it is in the file.
    fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { id: text.clone(), words: text }
    }

    fn mode(mode: Option<Mode>) -> Self {
        mode.map(|mode| Self { id: mode.id().to_owned(), words: mode.name().to_owned() }).unwrap_or_default()
    }

    fn region(region: Option<&RegionId>) -> Self {
        region.map(|region| Self::plain(&region.0)).unwrap_or_default()
    }

    /// A model by its label, where a matrix of the plan's cloud knows it.
    fn model(model: Option<&ModelId>, plan: &Plan, matrices: &[&Matrix]) -> Self {
        let Some(id) = model else { return Self::default() };
        let matrix = matrices.iter().find(|matrix| matrix.cloud == plan.cloud);
        let known = matrix.and_then(|matrix| matrix.model(id));
        Self { id: id.0.clone(), words: known.map_or(id.0.as_str(), |model| model.label()).to_owned() }
    }

    fn field(field: &PlanField, plan: &Plan) -> Self {
        let words = (field.value)(plan);
        let id = field.words().into_iter().find(|(_, name)| *name == words);
        Self { id: id.map_or_else(|| words.clone(), |(id, _)| id.to_owned()), words }
    }
}

/// One field with its value in either plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its key in plan files: `model`, `record.owner`, `reviews`.
    pub key: String,
    /// What it is called.
    pub field: String,
    pub before: Value,
    pub after: Value,
    /// Whether the values are people's own words.
    is_text: bool,
}

impl Change {
    /// Both values on one line each, at most so wide; of longer texts the part that differs.
    pub fn shown(&self, width: usize) -> [String; 2] {
        let [before, after] = shown::pair(&self.before.words, &self.after.words, width);
        [before, after].map(|words| if words.is_empty() { OPEN.to_owned() } else { words })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [before, after] = shown::pair(&self.before.words, &self.after.words, SHOWN);
        let words = |value: &Value, cut: String| match (value.words.is_empty(), self.is_text) {
            (true, _) => OPEN.to_owned(),
            (false, true) => format!("'{cut}'"),
            (false, false) => value.words.clone(),
        };
        write!(f, "{}: {} → {}", self.field, words(&self.before, before), words(&self.after, after))
    }
}

/// The changes as they are found.
struct Comparison<'p> {
    before: &'p Plan,
    after: &'p Plan,
    matrices: &'p [&'p Matrix],
    changes: Vec<Change>,
}

impl Comparison<'_> {
    fn field(&mut self, key: &str, field: &str, is_text: bool, value: &dyn Fn(&Plan) -> Value) {
        let (before, after) = (value(self.before), value(self.after));
        self.push(key, field, is_text, before, after);
    }

    fn push(&mut self, key: &str, field: &str, is_text: bool, before: Value, after: Value) {
        if before != after {
            self.changes.push(Change {
                key: key.to_owned(),
                field: field.to_owned(),
                before,
                after,
                is_text,
            });
        }
    }

    fn choice(&mut self) {
        let matrices = self.matrices;
        let model = |id: Option<&ModelId>, plan: &Plan| Value::model(id, plan, matrices);
        self.field("cloud", "Cloud", false, &|plan| Value {
            id: plan.cloud.id().to_owned(),
            words: plan.cloud.name().to_owned(),
        });
        self.field("mode", "Mode", false, &|plan| Value::mode(plan.mode));
        self.field("region", "Region", false, &|plan| Value::region(plan.region.as_ref()));
        self.field("secondary", "Secondary region", false, &|plan| Value::region(plan.secondary.as_ref()));
        self.field("model", "Model", false, &|plan| model(plan.model.as_ref(), plan));
        self.field("record.replacement", "Replacement", false, &|plan| {
            model(plan.record.replacement.as_ref(), plan)
        });
    }

    fn considered(&mut self) {
        let (before, matrices) = (self.before, self.matrices);
        self.field("considered", "Considered", false, &|plan| {
            let models = plan.considered.iter();
            let values: Vec<Value> =
                models.map(|other| Value::model(Some(&other.model), plan, matrices)).collect();
            let join = |part: fn(&Value) -> &str| values.iter().map(part).collect::<Vec<_>>().join(", ");
            Value { id: join(|value| &value.id), words: join(|value| &value.words) }
        });
        for other in before.considered.iter().filter(|other| self.after.considered(&other.model).is_some()) {
            let label = Value::model(Some(&other.model), before, matrices).words;
            self.field("considered", &format!("Reason against {label}"), true, &|plan| {
                let reason = plan.considered(&other.model).map(|other| other.reason.clone());
                Value::plain(reason.unwrap_or_default())
            });
        }
    }

    fn answers(&mut self) {
        for guardrail in guardrail::all() {
            let key = format!("guardrails.{}", guardrail.id);
            self.field(&key, &format!("Guardrail {}", guardrail.label), false, &|plan| {
                Value::plain(if plan.ticked.contains(&guardrail.id) { "ticked" } else { "open" })
            });
        }
        for question in Question::ALL {
            let key = format!("runbook.{}", question.id());
            self.field(&key, question.name(), true, &|plan| Value::plain(plan.runbook.answer(question)));
        }
    }
}

/// What differs between two plans, the choices first; models by their label where one of the matrices knows them. What was
/// known when a decision was saved is nothing that people enter.
pub fn changes(before: &Plan, after: &Plan, matrices: &[&Matrix]) -> Vec<Change> {
    let mut comparison = Comparison { before, after, matrices, changes: Vec::new() };
    comparison.choice();
    for (key, field) in FIELDS {
        let is_text = matches!(field.input, Input::Text(_));
        comparison.field(key, field.label, is_text, &|plan| Value::field(field, plan));
    }
    let tokens = |count: Option<u64>| Value::plain(count.map(|count| count.to_string()).unwrap_or_default());
    comparison.field("usage.tokens_in", "Tokens in", false, &|plan| tokens(plan.tokens.input));
    comparison.field("usage.tokens_out", "Tokens out", false, &|plan| tokens(plan.tokens.output));
    comparison.considered();
    comparison.answers();
    comparison.people();
    comparison.changes
}

/// The changes in one line: the first, and how many more; none where nothing that people enter differs.
pub fn in_words(before: &Plan, after: &Plan, matrices: &[&Matrix]) -> Option<String> {
    let changes = changes(before, after, matrices);
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
        in_words(&before, &after, &[]).unwrap_or_default()
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

    #[test]
    fn a_value_has_the_word_of_the_file_beside_the_word_of_the_screen() {
        let before = Plan::default();
        let mut after = Plan { mode: Some(Mode::PayPerToken), ..Plan::default() };
        after.posture.routing = Routing::Off;
        let changes = changes(&before, &after, &[]);
        let ids: Vec<_> = changes
            .iter()
            .map(|change| (change.key.as_str(), change.before.id.as_str(), change.after.id.as_str()))
            .collect();
        assert_eq!(ids, [("mode", "", "pay-per-token"), ("posture.routing", "unknown", "off")]);
    }

    #[test]
    fn a_model_goes_by_its_label_where_a_matrix_knows_it() {
        let matrix = crate::matrix::bundled::matrix(crate::matrix::Cloud::Aws).unwrap();
        let known = matrix.models().iter().find(|model| model.label() != model.id.0).unwrap();
        let after = Plan { model: Some(known.id.clone()), ..Plan::default() };
        let shown = changes(&Plan::default(), &after, &[&matrix])[0].shown(80);
        assert_eq!(shown, [OPEN, known.label()]);
    }
}
