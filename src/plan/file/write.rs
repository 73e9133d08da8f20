//! A [`Plan`] as TOML. One key a line, stable order; what people wrote around it stays.

use toml_edit::{Array, DocumentMut, Value};

use super::edit::{self, Entry};
use super::entry::{date_entry, lines_entry, text_entry};
use super::{SCHEMA, blocks, considered, too_long};
use crate::error::{Error, Result};
use crate::matrix::{Mode, Workload};
use crate::plan::{Plan, Posture, Question, Reason, Record, Runbook, Status, Tokens, guardrail};
use crate::text::{self, Words};

/// Writes a plan over what its file held before: only what changed is touched. Comments, line ends and a byte-order mark
/// stay.
///
/// # Errors
/// When the earlier text is not TOML, or the plan has become too long to be read again.
pub fn write(plan: &Plan, before: Option<&str>) -> Result<String> {
    let mut document = match before {
        Some(text) => text::plain(text).parse::<DocumentMut>().map_err(|error| {
            Error::new("the plan on disk is no longer valid TOML").detail(error.to_string())
        })?,
        None => DocumentMut::new(),
    };
    edit::put_root(&mut document, &root_entries(plan));
    let reasons = considered::reasons(plan);
    let not_taken = considered::entries(&reasons);
    considered::withdraw(&not_taken, &mut document);
    for (name, entries) in [
        ("posture", posture_entries(&plan.posture)),
        ("usage", usage_entries(plan.tokens)),
        ("record", record_entries(&plan.record)),
        (considered::TABLE, not_taken),
        ("guardrails", guardrail_entries(plan)),
        ("runbook", runbook_entries(&plan.runbook)),
    ] {
        edit::put_table(&mut document, name, &entries);
    }
    blocks::put(plan, &mut document);
    let written = document.to_string();
    let written = match before {
        Some(before) => text::in_form_of(before, &written),
        None => written,
    };
    match too_long(&written) {
        Some(message) => {
            Err(Error::new(message).hint("shorten the list of considered models, or its reasons"))
        }
        None => Ok(written),
    }
}

fn root_entries(plan: &Plan) -> Vec<Entry<'static>> {
    let considered: Array = plan.considered.iter().map(|other| text::entry_line(&other.model.0)).collect();
    let supersedes: Array = plan.supersedes.iter().map(|file| text::entry_line(file)).collect();
    vec![
        text_entry("schema", SCHEMA),
        text_entry("cloud", plan.cloud.id()),
        text_entry("status", plan.status.map_or("", Status::id)),
        text_entry("superseded_by", plan.superseded_by.as_deref().unwrap_or_default()),
        ("supersedes", (!supersedes.is_empty()).then_some(Value::Array(supersedes))),
        text_entry("sentence", &plan.sentence),
        text_entry("workload", plan.workload.map_or("", Workload::id)),
        text_entry("mode", plan.mode.map_or("", Mode::id)),
        text_entry("region", plan.region.as_ref().map_or("", |id| &id.0)),
        text_entry("secondary", plan.secondary.as_ref().map_or("", |id| &id.0)),
        text_entry("model", plan.model.as_ref().map_or("", |id| &id.0)),
        ("considered", (!considered.is_empty()).then_some(Value::Array(considered))),
        date_entry("review_by", plan.review_by),
    ]
}

/// The word of a choice; empty where nobody has made it, so that no file claims it.
fn stated<T: Words>(choice: T) -> &'static str {
    if choice.is_stated() { choice.word().id } else { "" }
}

fn posture_entries(posture: &Posture) -> Vec<Entry<'static>> {
    vec![
        text_entry("residency", stated(posture.residency)),
        text_entry("residency_words", &posture.residency_words),
        text_entry("routing", posture.routing.id()),
        text_entry("preview", stated(posture.preview)),
        text_entry("use", posture.usage.id()),
        text_entry("use_model", posture.use_model.as_ref().map_or("", |id| &id.0)),
        date_entry("needed_until", posture.needed_until),
    ]
}

fn usage_entries(tokens: Tokens) -> Vec<Entry<'static>> {
    let count = |count: Option<u64>| count.and_then(|count| i64::try_from(count).ok()).map(Value::from);
    vec![("tokens_in", count(tokens.input)), ("tokens_out", count(tokens.output))]
}

fn record_entries(record: &Record) -> Vec<Entry<'static>> {
    let with = &record.test.with;
    vec![
        text_entry("owner", &record.owner),
        text_entry("reason_kind", record.reason_kind.map_or("", Reason::id)),
        text_entry("reason", &record.reason),
        text_entry("replacement", record.replacement.as_ref().map_or("", |id| &id.0)),
        date_entry("test_date", record.test.date),
        text_entry("test_status", record.test.status.id()),
        text_entry("test_mode", with.mode.map_or("", Mode::id)),
        text_entry("test_region", with.region.as_ref().map_or("", |id| &id.0)),
        text_entry("test_model", with.model.as_ref().map_or("", |id| &id.0)),
    ]
}

fn guardrail_entries(plan: &Plan) -> Vec<Entry<'static>> {
    guardrail::all()
        .iter()
        .map(|guardrail| (guardrail.id.as_str(), Some(Value::from(plan.ticked.contains(&guardrail.id)))))
        .collect()
}

fn runbook_entries(runbook: &Runbook) -> Vec<Entry<'static>> {
    Question::ALL.iter().map(|question| lines_entry(question.id(), runbook.answer(*question))).collect()
}
