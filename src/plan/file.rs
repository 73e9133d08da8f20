//! Plan files: TOML to a [`Plan`] and back. One key a line, stable order; what people wrote around it stays.

mod considered;

use std::collections::BTreeSet;

use toml_edit::{Array, DocumentMut, Item, Table, Value, value};

use super::posture::Words;
use super::{Decided, Plan, Posture, QUESTIONS, Record, Runbook, Verdict, guardrail};
use crate::document::{self, Fields, List, Problems, one_of, one_read};
use crate::error::{Error, Result};
use crate::matrix::{Cloud, Mode, ModelId, RegionId, Workload};
use crate::text;

/// The `schema` of the plans this program writes.
pub const SCHEMA: &str = "servemap/plan/1";

/// Reads a plan.
///
/// # Errors
/// Every problem of the file at once, each with line, column and excerpt.
pub fn read(name: &str, text: &str) -> Result<Plan> {
    let problems = Problems::new(name, text);
    let plan = read_all(text, &problems);
    problems.into_result()?;
    Ok(plan)
}

/// Reads a plan; what is wrong comes as data.
///
/// # Errors
/// The problems of the file, each with its place.
pub fn examine(name: &str, text: &str) -> std::result::Result<Plan, List> {
    let problems = Problems::new(name, text);
    let plan = read_all(text, &problems);
    if problems.is_empty() { Ok(plan) } else { Err(problems.into_list()) }
}

fn read_all<'i>(text: &'i str, problems: &Problems<'i>) -> Plan {
    let table = document::parse(text, problems);
    let root = Fields::new(table.get_ref(), 0..0, problems);
    read_schema(&root);
    let clouds = words(Cloud::ALL, Cloud::id);
    let cloud = one_read(root.line("cloud"), "cloud", &clouds, problems, Cloud::named).unwrap_or_default();
    let plan = Plan {
        cloud,
        sentence: line(&root, "sentence"),
        workload: one_of(root.line("workload"), "workload", &words(Workload::ALL, Workload::id), problems),
        mode: one_read(root.line("mode"), "serving mode", &words(Mode::ALL, Mode::id), problems, Mode::named),
        region: root.line("region").map(|id| RegionId(id.value)),
        secondary: root.line("secondary").map(|id| RegionId(id.value)),
        model: root.line("model").map(|id| ModelId(id.value)),
        considered: considered::read(&root, cloud),
        review_by: root.date("review_by").map(|date| date.value),
        posture: root.table("posture").map(read_posture).unwrap_or_default(),
        record: root.table("record").map(read_record).unwrap_or_default(),
        ticked: root.table("guardrails").map(read_guardrails).unwrap_or_default(),
        runbook: root.table("runbook").map(read_runbook).unwrap_or_default(),
        decided: root.table("decided").and_then(read_decided),
    };
    root.finish();
    plan
}

fn words<T: Copy, const N: usize>(all: [T; N], id: fn(T) -> &'static str) -> [(&'static str, T); N] {
    all.map(|member| (id(member), member))
}

fn line(fields: &Fields<'_, '_>, key: &'static str) -> String {
    fields.line(key).map(|placed| placed.value).unwrap_or_default()
}

fn word<T: Words + Default>(fields: &Fields<'_, '_>, key: &'static str) -> T {
    one_of(fields.line(key), key, T::WORDS, fields.problems()).unwrap_or_default()
}

fn read_schema(root: &Fields<'_, '_>) {
    match root.line("schema") {
        Some(schema) if schema.value != SCHEMA => {
            let message = format!("'{}' is no plan this program reads", document::shown(&schema.value));
            root.problems().report(&schema.span, message, Some(format!("write schema = \"{SCHEMA}\"")));
        }
        Some(_) => {}
        None => root.missing("schema", &format!("\"{SCHEMA}\"")),
    }
}

fn read_posture(fields: Fields<'_, '_>) -> Posture {
    let posture = Posture {
        residency: word(&fields, "residency"),
        residency_words: line(&fields, "residency_words"),
        routing: word(&fields, "routing"),
        preview: word(&fields, "preview"),
        usage: word(&fields, "use"),
        needed_until: fields.date("needed_until").map(|date| date.value),
    };
    fields.finish();
    posture
}

fn read_record(fields: Fields<'_, '_>) -> Record {
    let record = Record {
        owner: line(&fields, "owner"),
        reason_kind: one_of(
            fields.line("reason_kind"),
            "kind of reason",
            super::Reason::WORDS,
            fields.problems(),
        ),
        reason: line(&fields, "reason"),
        replacement: fields.line("replacement").map(|id| ModelId(id.value)),
        test_date: fields.date("test_date").map(|date| date.value),
        test_status: word(&fields, "test_status"),
    };
    fields.finish();
    record
}

fn read_guardrails(fields: Fields<'_, '_>) -> BTreeSet<String> {
    let known: Vec<&str> = guardrail::all().iter().map(|guardrail| guardrail.id.as_str()).collect();
    let mut ticked = BTreeSet::new();
    for (id, on) in fields.each_flag() {
        if !known.contains(&id.value) {
            let hint = || match text::nearest(id.value, known.iter().copied(), 1).first() {
                Some(near) => format!("did you mean '{near}'?"),
                None => format!("there are: {}", known.join(", ")),
            };
            let message = format!("'{}' is no guardrail", document::shown(id.value));
            fields.problems().report(&id.span, message, fields.problems().suggest(hint));
        } else if on {
            ticked.insert(id.value.to_owned());
        }
    }
    fields.finish();
    ticked
}

fn read_runbook(fields: Fields<'_, '_>) -> Runbook {
    let mut runbook = Runbook::default();
    for question in QUESTIONS {
        let answer = fields.string(question.key()).map(|placed| placed.value).unwrap_or_default();
        runbook.write(question, answer);
    }
    fields.finish();
    runbook
}

fn read_decided(fields: Fields<'_, '_>) -> Option<Decided> {
    let verdicts = words(Verdict::ALL, Verdict::word);
    let (on, matrix) = (fields.date("on"), fields.date("matrix"));
    let verdict = one_of(fields.line("verdict"), "verdict", &verdicts, fields.problems());
    for (key, example) in [("on", "2026-10-04"), ("matrix", "2026-10-04"), ("verdict", "\"available\"")] {
        fields.missing(key, example);
    }
    fields.finish();
    Some(Decided { on: on?.value, matrix: matrix?.value, verdict: verdict? })
}

/// Writes a plan over what its file held before: only what changed is touched, comments stay.
///
/// # Errors
/// When the earlier text is no TOML.
pub fn write(plan: &Plan, before: Option<&str>) -> Result<String> {
    let mut document = match before {
        Some(text) => text
            .parse::<DocumentMut>()
            .map_err(|error| Error::new("the plan on disk is no TOML any more").detail(error.to_string()))?,
        None => DocumentMut::new(),
    };
    put(document.as_table_mut(), &root_entries(plan));
    considered::withdraw(plan, &mut document);
    for (name, entries) in [
        ("posture", posture_entries(&plan.posture)),
        ("record", record_entries(&plan.record)),
        (considered::TABLE, considered::entries(plan)),
        ("guardrails", guardrail_entries(plan)),
        ("runbook", runbook_entries(&plan.runbook)),
        ("decided", decided_entries(plan.decided)),
    ] {
        let wanted = entries.iter().any(|(_, value)| value.is_some());
        if wanted && !document.contains_key(name) {
            document.insert(name, Item::Table(Table::new()));
        }
        if let Some(table) = document.get_mut(name).and_then(Item::as_table_like_mut) {
            put_like(table, &entries);
        }
    }
    Ok(document.to_string())
}

/// A key with its value; none takes the key out.
type Entry<'a> = (&'a str, Option<Value>);

fn text_entry<'a>(key: &'a str, text: &str) -> Entry<'a> {
    (key, (!text.is_empty()).then(|| Value::from(text)))
}

fn date_entry(key: &str, date: Option<chrono::NaiveDate>) -> Entry<'_> {
    // A day of the calendar always has the form of a TOML date.
    (key, date.and_then(|date| date.to_string().parse::<toml_edit::Datetime>().ok()).map(Value::from))
}

fn root_entries(plan: &Plan) -> Vec<Entry<'static>> {
    let considered: Array = plan.considered.iter().map(|other| other.model.0.as_str()).collect();
    vec![
        text_entry("schema", SCHEMA),
        text_entry("cloud", plan.cloud.id()),
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

fn posture_entries(posture: &Posture) -> Vec<Entry<'static>> {
    vec![
        text_entry("residency", posture.residency.word()),
        text_entry("residency_words", &posture.residency_words),
        text_entry("routing", posture.routing.word()),
        text_entry("preview", posture.preview.word()),
        text_entry("use", posture.usage.word()),
        date_entry("needed_until", posture.needed_until),
    ]
}

fn record_entries(record: &Record) -> Vec<Entry<'static>> {
    vec![
        text_entry("owner", &record.owner),
        text_entry("reason_kind", record.reason_kind.map_or("", Words::word)),
        text_entry("reason", &record.reason),
        text_entry("replacement", record.replacement.as_ref().map_or("", |id| &id.0)),
        date_entry("test_date", record.test_date),
        text_entry("test_status", record.test_status.word()),
    ]
}

fn guardrail_entries(plan: &Plan) -> Vec<Entry<'static>> {
    guardrail::all()
        .iter()
        .map(|guardrail| (guardrail.id.as_str(), Some(Value::from(plan.ticked.contains(&guardrail.id)))))
        .collect()
}

fn runbook_entries(runbook: &Runbook) -> Vec<Entry<'static>> {
    QUESTIONS.iter().map(|question| text_entry(question.key(), runbook.answer(*question))).collect()
}

fn decided_entries(decided: Option<Decided>) -> Vec<Entry<'static>> {
    vec![
        date_entry("on", decided.map(|decided| decided.on)),
        date_entry("matrix", decided.map(|decided| decided.matrix)),
        text_entry("verdict", decided.map_or("", |decided| decided.verdict.word())),
    ]
}

/// Sets the entries of the document's own table, which holds other tables besides.
fn put(table: &mut Table, entries: &[Entry<'_>]) {
    let place = |key: &str| entries.iter().position(|(known, _)| *known == key);
    let usual = table.iter().filter(|(_, item)| item.is_value()).map(|(key, _)| place(key)).is_sorted();
    if put_values(table, entries) && usual {
        table.sort_values_by(|left, _, right, _| place(left.get()).cmp(&place(right.get())));
    }
}

/// Sets the entries of a table that holds nothing but values.
fn put_like(table: &mut dyn toml_edit::TableLike, entries: &[Entry<'_>]) {
    let usual = table.iter().map(|(key, _)| entries.iter().position(|(known, _)| *known == key)).is_sorted();
    if put_values(table, entries) && usual {
        reorder(table, entries);
    }
}

/// Sets the entries, new ones at the end; whether there were any.
fn put_values(table: &mut dyn toml_edit::TableLike, entries: &[Entry<'_>]) -> bool {
    let mut grew = false;
    for (key, new) in entries {
        match (table.get_mut(key), new) {
            (None, None) => {}
            (Some(_), None) => {
                table.remove(key);
            }
            (None, Some(new)) => {
                table.insert(key, value(new.clone()));
                grew = true;
            }
            (Some(item), Some(new)) => replace(item, new),
        }
    }
    grew
}

/// Puts the keys of a table into the usual order; each takes its comments along.
fn reorder(table: &mut dyn toml_edit::TableLike, entries: &[Entry<'_>]) {
    for (key, _) in entries {
        let Some(decor) = table.key(key).cloned() else { continue };
        if let Some(item) = table.remove(key) {
            table.entry_format(&decor).or_insert(item);
        }
    }
}

/// Replaces a value in place. An equal one is left as it was written; comments beside it stay.
fn replace(item: &mut Item, new: &Value) {
    let Some(old) = item.as_value() else {
        *item = value(new.clone());
        return;
    };
    if same(old, new) {
        return;
    }
    let decor = old.decor().clone();
    let mut new = new.clone();
    *new.decor_mut() = decor;
    *item = Item::Value(new);
}

fn same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::String(old), Value::String(new)) => old.value() == new.value(),
        (Value::Boolean(old), Value::Boolean(new)) => old.value() == new.value(),
        (Value::Datetime(old), Value::Datetime(new)) => old.value() == new.value(),
        // A date may have been written as a string.
        (Value::String(old), Value::Datetime(new)) => *old.value() == new.value().to_string(),
        (Value::Array(old), Value::Array(new)) => {
            let strings =
                |array: &Array| array.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Vec<_>>();
            strings(old) == strings(new)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = r#"# Why we looked at this at all: ticket 4711
schema = "servemap/plan/1"
cloud = "aws"
mode = "provisioned-throughput" # asked by the SLA team
region = "us-east-1"

[posture]
residency = "none"
routing = "unknown"   # ask Ana
preview = "allow"
use = "unknown"

[record]
owner = "ml-platform"
test_status = "not-tested"

[guardrails]
feature-flag = false
fallback = false
tracker = false
permissions = false
routing-validated = false
load-test = false
"#;

    #[test]
    fn writing_what_was_read_changes_nothing() {
        let plan = read("plan.toml", WRITTEN).unwrap();
        assert_eq!(write(&plan, Some(WRITTEN)).unwrap(), WRITTEN);
    }

    #[test]
    fn a_changed_field_changes_its_line_alone_and_comments_stay() {
        let mut plan = read("plan.toml", WRITTEN).unwrap();
        plan.posture.routing = crate::plan::Routing::On;
        let written = write(&plan, Some(WRITTEN)).unwrap();
        let changed: Vec<_> = WRITTEN.lines().zip(written.lines()).filter(|(old, new)| old != new).collect();
        assert_eq!(changed, [("routing = \"unknown\"   # ask Ana", "routing = \"on\"   # ask Ana")]);
    }

    #[test]
    fn a_new_field_takes_its_usual_place() {
        let mut plan = read("plan.toml", WRITTEN).unwrap();
        plan.model = Some(ModelId("databricks-llama-4-maverick".into()));
        plan.record.reason = "latency".into();
        plan.sentence = "Answer tickets".into();
        let written = write(&plan, Some(WRITTEN)).unwrap();
        let keys: Vec<&str> =
            written.lines().filter_map(|line| line.split_once(" = ").map(|(key, _)| key)).take(6).collect();
        assert_eq!(keys, ["schema", "cloud", "sentence", "mode", "region", "model"], "{written}");
        assert!(written.contains("owner = \"ml-platform\"\nreason = \"latency\"\ntest_status"), "{written}");
        assert!(written.starts_with("# Why we looked") && written.contains("# ask Ana"), "{written}");
        assert_eq!(read("plan.toml", &written).unwrap(), plan);
    }

    #[test]
    fn every_field_comes_back_as_it_was_written() {
        let mut plan =
            Plan { cloud: Cloud::Gcp, sentence: "a \"quoted\" | sentence".into(), ..Plan::default() };
        plan.runbook.write(super::super::Question::Breaks, "line one\nline two");
        plan.review_by = chrono::NaiveDate::from_ymd_opt(2027, 1, 31);
        plan.consider(&ModelId("a".into()));
        plan.give_reason(&ModelId("b".into()), "a \"quoted\" reason");
        plan.ticked.insert("tracker".into());
        plan.decided = plan.review_by.map(|on| Decided { on, matrix: on, verdict: Verdict::Conditional });
        let written = write(&plan, None).unwrap();
        assert_eq!(read("plan.toml", &written).unwrap(), plan, "{written}");
    }

    #[test]
    fn all_problems_are_told_at_once_with_their_lines() {
        let wrong = "schema = \"servemap/plan/1\"\nmode = \"ptu\"\nmodle = \"x\"\nreview_by = \"soon\"\n";
        let error = read("plan.toml", wrong).unwrap_err().to_string();
        for place in ["plan.toml:2:8", "plan.toml:3:1", "plan.toml:4:13", "did you mean 'mode'?"] {
            assert!(error.contains(place), "{place} in {error}");
        }
    }
}
