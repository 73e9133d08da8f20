//! The model record (template, section 4), and what governance wants to know beside it.

use chrono::NaiveDate;
use serde::Serialize;

use super::answer;
use crate::decision::Decision;
use crate::matrix::{Mode, Model};
use crate::plan::{Plan, Test};

/// The keys of its JSON beside those that all documents share.
pub(super) const PARTS: &[&str] = &["record", "lifecycle", "replacement"];

/// The record's answers. None is still open.
#[derive(Debug, Clone, Serialize)]
pub struct Record {
    /// The family as the docs name it.
    pub family: String,
    /// The endpoint name, or the name of a model that has none.
    pub name: String,
    /// The kind of endpoint the mode has.
    pub endpoint_type: String,
    /// GA, Preview, Retired soon, or unknown.
    pub status: String,
    /// The model to switch to.
    pub replacement: Option<String>,
    /// Yes, No, by the provider or unknown.
    pub routing: String,
    /// Who owns the decision.
    pub owner: Option<String>,
    /// Why this model, as the note's first sentence ends.
    pub reason: Option<String>,
    /// Latency, cost or governance.
    pub reason_kind: Option<&'static str>,
    /// The day of the test with how far it has come, in words.
    pub test: Option<String>,
    /// The day of the test.
    pub test_date: Option<NaiveDate>,
    /// How far the test has come.
    pub test_status: &'static str,
    /// What was tested before mode, region or model changed, with its day and result.
    pub tested_before: Option<String>,
    /// What else is known: each with its label.
    pub facts: Vec<Fact>,
}

/// One more line of the record.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// What it is about.
    pub label: &'static str,
    /// What is known.
    pub text: String,
}

impl Record {
    /// The record of a decision.
    pub fn of(decision: &Decision<'_>) -> Self {
        let record = &decision.plan.record;
        Self {
            family: decision.model.name.clone(),
            name: decision.model.label().to_owned(),
            endpoint_type: decision.mode.endpoint_type().to_owned(),
            status: answer::status(decision),
            replacement: replacement(decision),
            routing: answer::routing(decision),
            owner: answer::written(&decision.plan.record.owner),
            reason: record.reason_words(),
            reason_kind: record.reason_kind.map(crate::plan::Reason::id),
            test: test(decision.plan),
            test_date: decision.plan.test_date(),
            test_status: decision.plan.test_status().id(),
            tested_before: decision.plan.tested_before(),
            facts: facts(decision),
        }
    }
}

/// The name of the replacement: a model of the matrix, or what the plan says although the matrix has no such model.
fn replacement(decision: &Decision<'_>) -> Option<String> {
    let chosen = decision.plan.record.replacement.as_ref()?;
    let known = decision.replacement.as_ref().map(|replacement| replacement.model.label().to_owned());
    Some(known.unwrap_or_else(|| chosen.to_string()))
}

/// The test of this choice; of another one only that it does not count here.
fn test(plan: &Plan) -> Option<String> {
    let before = || plan.tested_before().map(|before| format!("not tested; tested before: {before}"));
    plan.test().and_then(Test::words).or_else(before)
}

fn facts(decision: &Decision<'_>) -> Vec<Fact> {
    let model = decision.model;
    // Two vendors may offer models of the same name.
    let vendor =
        model.is_external().then(|| Fact { label: "Provider", text: model.provider_name().to_owned() });
    let kept = model.prompts_kept.map(|days| Fact {
        label: "Prompts and responses kept for safety review",
        text: crate::date::in_words(i64::try_from(days).unwrap_or(i64::MAX)),
    });
    let services = model.adi_services.then(|| Fact {
        label: "Provided through",
        text: "ADI Services († on the availability page)".to_owned(),
    });
    let price = price(decision, model).map(|text| Fact { label: "List price", text });
    vendor.into_iter().chain(kept).chain(services).chain(price).collect()
}

/// What the mode costs, with the conditions, the page and its day.
fn price(decision: &Decision<'_>, model: &Model) -> Option<String> {
    let price = model.price.as_ref()?;
    let rate = |rate: Option<f64>, what: &str| rate.map(|rate| format!("{rate} DBU {what}"));
    let rates = match decision.mode {
        Mode::PayPerToken => vec![
            rate(price.input, "per million input tokens"),
            rate(price.output, "per million output tokens"),
            rate(price.cache_read, "per million tokens read from the cache"),
        ],
        Mode::AiFunctions => vec![rate(price.batch_hour, "per hour of batch inference")],
        Mode::ProvisionedThroughput => vec![rate(price.provisioned_hour, "per hour per 50 model units")],
        Mode::ExternalModels => Vec::new(),
    };
    let rates: Vec<String> = rates.into_iter().flatten().collect();
    let note = price.note.as_ref().map(|note| format!("; {note}")).unwrap_or_default();
    let source = decision.matrix().source_of_price(price).cite();
    (!rates.is_empty()).then(|| format!("{}{note} ({source})", rates.join(", ")))
}
