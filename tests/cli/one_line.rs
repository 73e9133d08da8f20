//! Plans in git: a field that changes is a line that changes, whichever field it is, and comments stay.

use std::collections::BTreeSet;

use servemap::gates::Verdict;
use servemap::matrix::{Cloud, Mode, ModelId, RegionId, Workload};
use servemap::plan::{
    FullChoice, Plan, PreviewRule, Question, Reason, Residency, ReviewVerdict, Routing, Status, TestStatus,
    Use, file,
};

/// A plan with every field, and a comment wherever one can stand.
const FULL: &str = r#"# ticket 4711
schema = "servemap/plan/1"
cloud = "aws" # c
status = "proposed" # c
superseded_by = "new.toml" # c
supersedes = ["old.toml"] # c
sentence = "Answer tickets" # c
workload = "interactive" # c
mode = "provisioned-throughput" # c
region = "us-east-1" # c
secondary = "us-west-2" # c
model = "databricks-llama-4-maverick" # c
considered = ["databricks-gpt-5-5"] # c
review_by = 2027-01-04 # c

# what we bring
[posture]
residency = "none" # c
residency_words = "United States" # c
routing = "unknown" # c
preview = "allow" # c
use = "existing" # c
use_model = "databricks-llama-4-maverick" # c
needed_until = 2027-06-30 # c

[usage]
tokens_in = 120000000 # c
tokens_out = 30000000 # c

[record]
owner = "ml-platform" # c
reason_kind = "latency" # c
reason = "the SLA" # c
replacement = "databricks-gpt-5-5" # c
test_date = 2026-12-01 # c
test_status = "planned" # c
test_mode = "provisioned-throughput" # c
test_region = "us-east-1" # c
test_model = "databricks-llama-4-maverick" # c

[not_taken]
databricks-gpt-5-5 = "too dear" # c

[guardrails]
feature-flag = false # c
fallback = false # c
tracker = false # c
permissions = false # c
routing-validated = false # c
load-test = false # c

[runbook]
for = "tickets" # c
not_for = "contracts" # c
breaks = "drafts" # c
next = "gpt" # c
approver = "Ana" # c

[[decided]]
on = 2026-10-06 # c
matrix = 2026-10-04 # c
verdict = "conditional" # c
because = ["preview"] # c
chosen = { model = "databricks-gpt-5-5" } # c
by = "Ana" # c

[[waivers]]
rule = "guardrail-open" # c
until = 2026-12-31 # c
by = "Ana" # c
reason = "booked" # c

[[reviews]] # on the call
on = 2026-10-07 # c
verdict = "comment" # c
comment = "soon" # c
seen = { model = "databricks-gpt-5-5" } # c
by = "Ben" # c
"#;

type Change = (&'static str, fn(&mut Plan));

fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2027, 2, 3).unwrap()
}

fn another() -> ModelId {
    ModelId("databricks-gemini-3-flash".into())
}

/// One change to each field, named by its table and key.
fn changes() -> Vec<Change> {
    let mut changes = head();
    changes.extend(inside());
    changes
}

fn head() -> Vec<Change> {
    vec![
        ("cloud", |plan| plan.cloud = Cloud::Gcp),
        ("sentence", |plan| plan.sentence = "Say \"no\" | # politely".into()),
        ("workload", |plan| plan.workload = Some(Workload::Batch)),
        ("mode", |plan| plan.mode = Some(Mode::PayPerToken)),
        ("region", |plan| plan.region = Some(RegionId("eu-west-1".into()))),
        ("secondary", |plan| plan.secondary = Some(RegionId("eu-west-2".into()))),
        ("model", |plan| plan.model = Some(another())),
        ("considered", |plan| plan.consider(&another())),
        ("not_taken.databricks-gpt-5-5", |plan| plan.considered[0].reason = "too slow".into()),
        ("review_by", |plan| plan.review_by = Some(day())),
        ("posture.residency", |plan| plan.posture.residency = Residency::InGeo),
        ("posture.residency_words", |plan| plan.posture.residency_words = "Europe".into()),
        ("posture.routing", |plan| plan.posture.routing = Routing::On),
        ("posture.preview", |plan| plan.posture.preview = PreviewRule::Deny),
        ("posture.use", |plan| plan.posture.usage = Use::New),
        ("posture.needed_until", |plan| plan.posture.needed_until = Some(day())),
        ("usage.tokens_in", |plan| plan.tokens.input = Some(1_000_000)),
        ("usage.tokens_out", |plan| plan.tokens.output = Some(0)),
        ("record.owner", |plan| plan.record.owner = "data".into()),
        ("record.reason_kind", |plan| plan.record.reason_kind = Some(Reason::Cost)),
        ("record.reason", |plan| plan.record.reason = "it's cheaper".into()),
        ("record.replacement", |plan| plan.record.replacement = Some(another())),
        ("record.test_date", |plan| plan.set_test_date(Some(day()))),
        ("record.test_status", |plan| plan.set_test_status(TestStatus::Passed)),
    ]
}

fn tick(plan: &mut Plan, id: &str) {
    plan.ticked.insert(id.to_owned());
}

fn inside() -> Vec<Change> {
    vec![
        ("guardrails.feature-flag", |plan| tick(plan, "feature-flag")),
        ("guardrails.fallback", |plan| tick(plan, "fallback")),
        ("guardrails.tracker", |plan| tick(plan, "tracker")),
        ("guardrails.permissions", |plan| tick(plan, "permissions")),
        ("guardrails.routing-validated", |plan| tick(plan, "routing-validated")),
        ("guardrails.load-test", |plan| tick(plan, "load-test")),
        ("runbook.for", |plan| plan.runbook.write(Question::For, "x")),
        ("runbook.not_for", |plan| plan.runbook.write(Question::NotFor, "x")),
        ("runbook.breaks", |plan| plan.runbook.write(Question::Breaks, "x")),
        ("runbook.next", |plan| plan.runbook.write(Question::Next, "x")),
        ("runbook.approver", |plan| plan.runbook.write(Question::Approver, "x")),
        ("decided.on", |plan| plan.decided[0].on = day()),
        ("decided.matrix", |plan| plan.decided[0].matrix = day()),
        ("decided.verdict", |plan| plan.decided[0].verdict = Verdict::Blocked),
        ("decided.because", |plan| plan.decided[0].because = vec!["retired".into()]),
        ("decided.chosen", |plan| plan.decided[0].chosen = Some(seen())),
        ("decided.by", |plan| plan.decided[0].by = Some("Ben".into())),
        ("waivers.rule", |plan| plan.waivers[0].rule = "retired".into()),
        ("waivers.until", |plan| plan.waivers[0].until = day()),
        ("waivers.by", |plan| plan.waivers[0].by = "Ben".into()),
        ("waivers.reason", |plan| plan.waivers[0].reason = "later".into()),
        ("reviews.on", |plan| plan.reviews[0].on = day()),
        ("reviews.verdict", |plan| plan.reviews[0].verdict = ReviewVerdict::Approve),
        ("reviews.comment", |plan| plan.reviews[0].comment = "now".into()),
        ("reviews.seen", |plan| plan.reviews[0].seen = Some(seen())),
        ("reviews.by", |plan| plan.reviews[0].by = "Ana".into()),
        ("status", |plan| plan.status = Some(Status::Accepted)),
        ("superseded_by", |plan| plan.superseded_by = Some("newer.toml".into())),
        ("supersedes", |plan| plan.supersedes = vec!["older.toml".into()]),
    ]
}

fn seen() -> FullChoice {
    FullChoice { replacement: Some(another()), ..FullChoice::default() }
}

/// The key that a line of a plan gives, with its table.
fn keys(text: &str) -> Vec<String> {
    let mut table = String::new();
    let mut keys = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[') {
            table = format!("{}.", name.trim_start_matches('[').split(']').next().unwrap());
        }
        keys.push(line.split_once(" = ").map_or_else(String::new, |(key, _)| format!("{table}{key}")));
    }
    keys
}

#[test]
fn a_changed_field_is_a_changed_line_for_every_field() {
    let plan = file::read("plan.toml", FULL).unwrap();
    assert_eq!(file::write(&plan, Some(FULL)).unwrap(), FULL);
    let keys = keys(FULL);
    // What a test and a use belong to is written with them, and never set alone.
    let mut met = BTreeSet::from([
        "schema",
        "posture.use_model",
        "record.test_mode",
        "record.test_region",
        "record.test_model",
    ]);
    for (key, change) in changes() {
        let mut changed = plan.clone();
        change(&mut changed);
        let written = file::write(&changed, Some(FULL)).unwrap();
        assert_eq!(written.lines().count(), FULL.lines().count(), "{key}\n{written}");
        let lines = FULL.lines().zip(written.lines()).zip(&keys);
        let differ: Vec<_> = lines.filter(|((before, after), _)| before != after).collect();
        assert!(
            matches!(&differ[..], [((_, after), of)] if *of == key && after.ends_with(" # c")),
            "{differ:?}"
        );
        assert_eq!(file::read("plan.toml", &written).unwrap(), changed, "{key}");
        met.insert(key);
    }
    let all: BTreeSet<&str> = keys.iter().map(String::as_str).filter(|key| !key.is_empty()).collect();
    assert_eq!(met, all);
}

#[test]
fn what_a_test_and_a_use_belong_to_changes_with_them_and_stays_with_the_choice() {
    let mut plan = file::read("plan.toml", FULL).unwrap();
    plan.model = Some(another());
    plan.mode = Some(Mode::PayPerToken);
    plan.stamp();
    let written = file::write(&plan, Some(FULL)).unwrap();
    assert!(written.contains("test_model = \"databricks-llama-4-maverick\" # c"), "{written}");
    let read = file::read("plan.toml", &written).unwrap();
    assert_eq!((read.test_status(), read.usage()), (TestStatus::NotTested, Use::Unknown));
    plan.set_test_status(TestStatus::Passed);
    plan.posture.set_usage(Use::New);
    plan.stamp();
    let written = file::write(&plan, Some(FULL)).unwrap();
    for line in ["test_model = \"databricks-gemini-3-flash\" # c", "test_mode = \"pay-per-token\" # c"] {
        assert!(written.lines().any(|written| written == line), "{line} in\n{written}");
    }
    assert!(written.contains("use_model = \"databricks-gemini-3-flash\" # c"), "{written}");
}

#[test]
fn the_plan_of_these_tests_has_every_field_there_is() {
    let plan = file::read("plan.toml", FULL).unwrap();
    let fresh = file::write(&plan, None).unwrap();
    let set = |text: &str| keys(text).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(set(&fresh), set(FULL));
    // What another version would add is asked for here: an unknown key is told with all the known ones.
    let error =
        file::read("plan.toml", "schema = \"servemap/plan/1\"\nqqqqqqqq = 1\n").unwrap_err().to_string();
    let known = error.split("there are: ").nth(1).unwrap().lines().next().unwrap();
    for key in known.split(", ") {
        assert!(
            FULL.contains(&format!("\n{key} = "))
                || FULL.contains(&format!("\n[{key}]"))
                || FULL.contains(&format!("\n[[{key}]]")),
            "{key}"
        );
    }
}

#[test]
fn a_field_that_is_taken_away_is_a_line_less() {
    let plan = file::read("plan.toml", FULL).unwrap();
    let mut shorter = plan.clone();
    shorter.record.reason.clear();
    let written = file::write(&shorter, Some(FULL)).unwrap();
    let gone = "reason = \"the SLA\"";
    let kept: Vec<&str> = FULL.lines().filter(|line| !line.starts_with(gone)).collect();
    assert_eq!(written.lines().collect::<Vec<_>>(), kept);
}
