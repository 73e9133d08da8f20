//! A [`Plan`] as TOML. One key a line, stable order; what people wrote around it stays.

use toml_edit::{Array, DocumentMut, Item, Value};

use super::edit::{self, Entry};
use super::entry::{date_entry, lines_entry, text_entry};
use super::{SCHEMA, blocks, considered, too_long};
use crate::error::{Error, Result};
use crate::matrix::{Mode, Workload};
use crate::plan::{
    Plan, Posture, Question, Reason, Record, Runbook, Status, TestStatus, Tokens, Use, guardrail,
};
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
    let reasons = considered::reasons(plan, &document);
    let not_taken = considered::entries(&reasons);
    considered::withdraw(plan, &not_taken, &mut document);
    let (mut posture, mut record) = (posture_entries(&plan.posture), record_entries(&plan.record));
    // What a test or a use belongs to means nothing without it. Where it stood alone before, it stays as it was written.
    if !plan.record.test.is_noted() && !states_test(&document) {
        record.retain(|(key, _)| !["test_mode", "test_region", "test_model"].contains(key));
    }
    if plan.posture.usage == Use::default() && !states::<Use>(&document, "posture", "use") {
        posture.retain(|(key, _)| *key != "use_model");
    }
    for (name, entries) in [
        ("posture", posture),
        ("usage", usage_entries(plan.tokens)),
        ("record", record),
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

/// Whether a file notes a test, by its day or its status.
fn states_test(document: &DocumentMut) -> bool {
    let date = document.get("record").and_then(|record| record.get("test_date"));
    date.is_some_and(|date| !edit::says_nothing(date))
        || states::<TestStatus>(document, "record", "test_status")
}

/// Whether a file chooses something other than the word for nothing.
fn states<T: Words + Default + PartialEq>(document: &DocumentMut, table: &str, key: &str) -> bool {
    let word = document.get(table).and_then(|table| table.get(key)).and_then(Item::as_str);
    word.and_then(T::read).is_some_and(|choice| choice != T::default())
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
