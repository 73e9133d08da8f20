//! The model record (template, section 4), and what governance wants to know beside it.

use serde_json::{Value, json};

use super::short_answer;
use crate::decision::Decision;
use crate::matrix::{Mode, Model};
use crate::plan::{Plan, Test};
use crate::text::Answer;

/// The record's answers; null is still open.
pub(super) fn facts(decision: &Decision<'_>) -> Value {
    let (plan, record) = (decision.plan, &decision.plan.record);
    json!({
        // A deployment is called as its owner likes: of which family it is, that name does not say.
        "family": if decision.model.is_typed() {
            Answer::ByProvider.advice_or("", "")
        } else {
            &decision.model.name
        },
        "name": decision.model.label(),
        "endpoint_type": decision.mode.endpoint_type(),
        "status": short_answer::status(decision),
        "replacement": replacement(decision),
        "routing": short_answer::routing(decision),
        "owner": short_answer::written(&record.owner),
        "reason": record.reason_words(),
        "reason_kind": record.reason_kind,
        "test": test(plan),
        "test_date": plan.test_date(),
        "test_status": plan.test_status(),
        "tested_before": plan.tested_before(),
        "facts": further_facts(decision),
    })
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

fn further_facts(decision: &Decision<'_>) -> Vec<Value> {
    let model = decision.model;
    let kept = |days: u64| crate::date::in_words(i64::try_from(days).unwrap_or(i64::MAX));
    let facts = [
        // Two vendors may offer models of the same name.
        ("Provider", model.is_external().then(|| model.provider_name().to_owned())),
        ("Task", model.task.filter(|_| model.is_typed()).map(|task| task.id().to_owned())),
        ("Prompts and responses kept for safety review", model.prompts_kept.map(kept)),
        (
            "Provided through",
            model.adi_services.then(|| "ADI Services († on the availability page)".to_owned()),
        ),
        ("List price", price(decision, model)),
    ];
    let known = facts.into_iter().filter_map(|(label, text)| Some(json!({ "label": label, "text": text? })));
    known.collect()
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
