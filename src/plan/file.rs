//! Plan files: TOML to a [`Plan`], every problem at once. What is written over what stood there is in `write`.
//!
//! A blank string says nothing, whichever key it stands at: a choice that is `""` is still open.

mod blocks;
mod conflict;
mod considered;
mod edit;
mod edit_blocks;
mod entry;
mod keep_history;
#[cfg(test)]
mod round_trip;
mod write;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Choice, Plan, Posture, Question, Record, Runbook, Test, Tokens, guardrail};
use crate::error::Result;
use crate::matrix::{Cloud, Mode, ModelId, RegionId};
use crate::text::{self, Words};
use crate::toml_file;
use crate::toml_file::{Fields, KeyLines, List, Problems, one_of};

pub use conflict::conflict_sides;
pub use keep_history::with_history_of;
pub use write::write;

/// The `schema` of the plans this program writes.
pub const SCHEMA: &str = "servemap/plan/1";

/// The largest text that is read as a plan, in bytes. The longest runbook is a fraction of it.
pub const LARGEST: usize = 1024 * 1024;

/// Reads a plan.
///
/// # Errors
/// Every problem of the file at once, each with line, column and excerpt.
pub fn read(name: &str, text: &str) -> Result<Plan> {
    let problems = Problems::new(name, text);
    let (plan, _) = read_all(text, &problems);
    problems.into_result()?;
    Ok(plan)
}

/// Reads a plan with the lines of its keys; what is wrong comes as data.
///
/// # Errors
/// The problems of the file, each with its place.
pub fn examine(name: &str, text: &str) -> std::result::Result<(Plan, KeyLines), List> {
    let problems = Problems::new(name, text);
    let read = read_all(text, &problems);
    if problems.is_empty() { Ok(read) } else { Err(problems.into_list()) }
}

fn read_all<'i>(text: &'i str, problems: &Problems<'i>) -> (Plan, KeyLines) {
    if let Some(message) = too_long(text) {
        let hint = format!("a plan has at most {} KiB; is it the right file?", LARGEST / 1024);
        problems.report(&(0..0), message, Some(hint));
        return Default::default();
    }
    if conflict::report(text, problems) { Default::default() } else { read_whole(text, problems) }
}

fn read_whole<'i>(text: &'i str, problems: &Problems<'i>) -> (Plan, KeyLines) {
    let table = toml_file::parse(text, problems);
    let root = Fields::new(table.get_ref(), 0..0, problems);
    root.schema(&[SCHEMA]);
    let cloud: Cloud = word(&root, "cloud");
    let mut plan = Plan {
        cloud,
        status: one_of(root.filled("status"), "decision status", problems),
        superseded_by: root.filled("superseded_by").map(|file| file.value),
        supersedes: filled_lines(&root, "supersedes"),
        sentence: line(&root, "sentence"),
        workload: one_of(root.filled("workload"), "workload", problems),
        mode: mode(&root, "mode"),
        region: region(&root, "region"),
        secondary: region(&root, "secondary"),
        model: model(&root, "model"),
        considered: considered::read(&root, cloud),
        review_by: root.filled_date("review_by").map(|date| date.value),
        posture: root.table("posture").map(read_posture).unwrap_or_default(),
        tokens: root.table("usage").map(read_tokens).unwrap_or_default(),
        record: root.table("record").map(read_record).unwrap_or_default(),
        ticked: root.table("guardrails").map(read_guardrails).unwrap_or_default(),
        runbook: root.table("runbook").map(read_runbook).unwrap_or_default(),
        decided: blocks::read_decided(&root),
        waivers: blocks::read_waivers(&root),
        reviews: blocks::read_reviews(&root),
    };
    root.finish();
    // A file that does not say what was tested, or of which model the use is stated, means what it chooses.
    plan.stamp();
    (plan, KeyLines::new(table.get_ref(), text))
}

/// What is wrong with a text that is too long for a plan.
pub(super) fn too_long(text: &str) -> Option<String> {
    (text.len() > LARGEST).then(|| format!("{} bytes are too many for a plan", text.len()))
}

/// The strings of a list that say something.
fn filled_lines(fields: &Fields<'_, '_>, key: &'static str) -> Vec<String> {
    let lines = fields.lines(key).into_iter().map(|line| text::entry_line(&line.value));
    lines.filter(|line| !line.is_empty()).collect()
}

fn line(fields: &Fields<'_, '_>, key: &'static str) -> String {
    fields.filled(key).map(|placed| placed.value).unwrap_or_default()
}

fn word<T: Words + Default>(fields: &Fields<'_, '_>, key: &'static str) -> T {
    one_of(fields.filled(key), format_args!("{key} value"), fields.problems()).unwrap_or_default()
}

fn mode(fields: &Fields<'_, '_>, key: &'static str) -> Option<Mode> {
    one_of(fields.filled(key), "serving mode", fields.problems())
}

fn region(fields: &Fields<'_, '_>, key: &'static str) -> Option<RegionId> {
    fields.filled(key).map(|id| RegionId(id.value))
}

fn model(fields: &Fields<'_, '_>, key: &'static str) -> Option<ModelId> {
    fields.filled(key).map(|id| ModelId(id.value))
}

fn read_posture(fields: Fields<'_, '_>) -> Posture {
    let posture = Posture {
        residency: word(&fields, "residency"),
        residency_words: line(&fields, "residency_words"),
        routing: word(&fields, "routing"),
        preview: word(&fields, "preview"),
        usage: word(&fields, "use"),
        use_model: model(&fields, "use_model"),
        needed_until: fields.filled_date("needed_until").map(|date| date.value),
    };
    fields.finish();
    posture
}

fn read_tokens(fields: Fields<'_, '_>) -> Tokens {
    let amount = |key: &'static str| {
        let placed = fields.amount(key)?;
        Tokens::check(placed.value)
            .map_err(|error| {
                let message = format!("'{key}': {}", error.message());
                fields.problems().report(&placed.span, message, error.hints().first().cloned());
            })
            .ok()
    };
    let tokens = Tokens { input: amount("tokens_in"), output: amount("tokens_out") };
    fields.finish();
    tokens
}

fn read_record(fields: Fields<'_, '_>) -> Record {
    let record = Record {
        owner: line(&fields, "owner"),
        reason_kind: one_of(fields.filled("reason_kind"), "reason kind", fields.problems()),
        reason: line(&fields, "reason"),
        replacement: model(&fields, "replacement"),
        test: Test {
            date: fields.filled_date("test_date").map(|date| date.value),
            status: word(&fields, "test_status"),
            with: Choice {
                mode: mode(&fields, "test_mode"),
                region: region(&fields, "test_region"),
                model: model(&fields, "test_model"),
            },
        },
    };
    fields.finish();
    record
}

fn read_guardrails(fields: Fields<'_, '_>) -> BTreeSet<String> {
    let known: Arc<[String]> = guardrail::all().iter().map(|guardrail| guardrail.id.clone()).collect();
    let mut ticked = BTreeSet::new();
    for (id, on) in fields.each_flag() {
        if !known.iter().any(|guardrail| guardrail == id.value) {
            let message = format!("unknown guardrail '{}'", toml_file::shown(id.value));
            let otherwise = format!("expected one of: {}", known.join(", "));
            fields.problems().report_name(&id.span, message, id.value, &known, otherwise);
        } else if on {
            ticked.insert(id.value.to_owned());
        }
    }
    fields.finish();
    ticked
}

fn read_runbook(fields: Fields<'_, '_>) -> Runbook {
    let mut runbook = Runbook::default();
    for question in Question::ALL {
        let answer = fields.string(question.id()).map(|placed| placed.value).unwrap_or_default();
        runbook.write(question, text::entry(&answer));
    }
    fields.finish();
    runbook
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Decided;
    use rstest::rstest;

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
        let on = chrono::NaiveDate::from_ymd_opt(2027, 1, 31).unwrap();
        plan.decided = vec![Decided {
            on,
            matrix: on,
            verdict: crate::plan::Verdict::Conditional,
            because: vec!["preview".into()],
            chosen: None,
            by: Some("Ana".into()),
        }];
        let written = write(&plan, None).unwrap();
        assert_eq!(read("plan.toml", &written).unwrap(), plan, "{written}");
    }

    /// "A decided plan whose mode or cloud is changed and saved leaves an empty `[decided]` that nothing can open again."
    #[rstest]
    #[case::plain("[decided]\non = 2026-10-20\nmatrix = 2026-10-04\nverdict = \"available\"\n", "")]
    #[case::inline("decided = { on = 2026-10-20, matrix = 2026-10-04, verdict = \"available\" }\n", "")]
    #[case::dotted(
        "decided.on = 2026-10-20\ndecided.matrix = 2026-10-04\ndecided.verdict = \"blocked\"\n",
        ""
    )]
    #[case::comment_above(
        "# why\n[decided]\non = 2026-10-20\nmatrix = 2026-10-04\nverdict = \"unknown\"\n",
        "# why\n[decided]\n"
    )]
    #[case::comment_beside(
        "[decided] # why\non = 2026-10-20\nmatrix = 2026-10-04\nverdict = \"unknown\"\n",
        "[decided] # why\n"
    )]
    #[case::comment_inside(
        "[decided]\non = 2026-10-20\n# why\nmatrix = 2026-10-04\nverdict = \"unknown\"\n",
        "[decided]\n# why\n"
    )]
    #[case::comment_below(
        "[decided]\non = 2026-10-20\nmatrix = 2026-10-04\nverdict = \"unknown\"\n# why\n",
        "[decided]\n# why\n"
    )]
    fn a_decision_that_is_none_any_more_leaves_a_plan_that_can_be_read(
        #[case] decided: &str,
        #[case] left: &str,
    ) {
        const REST: &str = "[posture]\nresidency = \"none\"\nrouting = \"unknown\"\npreview = \"allow\"\nuse = \"unknown\"\n\n\
            [record]\ntest_status = \"not-tested\"\n\n[guardrails]\nfeature-flag = false\nfallback = false\ntracker = false\n\
            permissions = false\nrouting-validated = false\nload-test = false\n";
        let head = "schema = \"servemap/plan/1\"\ncloud = \"aws\"\n";
        for before in [format!("{head}{decided}\n{REST}"), format!("{head}\n{REST}\n{decided}")] {
            if before.ends_with(decided) && !decided.contains('[') {
                continue; // It would stand in the last table.
            }
            let mut plan = read("plan.toml", &before).unwrap();
            assert_eq!(std::mem::take(&mut plan.decided).len(), 1);
            let written = write(&plan, Some(&before)).unwrap();
            assert_eq!(read("plan.toml", &written).unwrap(), plan, "{written}");
            let expected = before.replace(decided, left);
            assert_eq!(written.trim_end().replace("\n\n", "\n"), expected.trim_end().replace("\n\n", "\n"));
        }
    }

    /// An empty string is nothing, whichever choice it stands for; and it stays where it stands.
    #[rstest]
    #[case("cloud", "")]
    #[case("sentence", "")]
    #[case("workload", "")]
    #[case("mode", "")]
    #[case("region", "")]
    #[case("secondary", "")]
    #[case("model", "")]
    #[case("review_by", "")]
    #[case("residency", "posture")]
    #[case("residency_words", "posture")]
    #[case("routing", "posture")]
    #[case("preview", "posture")]
    #[case("use", "posture")]
    #[case("use_model", "posture")]
    #[case("needed_until", "posture")]
    #[case("tokens_in", "usage")]
    #[case("tokens_out", "usage")]
    #[case("owner", "record")]
    #[case("reason_kind", "record")]
    #[case("reason", "record")]
    #[case("replacement", "record")]
    #[case("test_date", "record")]
    #[case("test_status", "record")]
    #[case("test_mode", "record")]
    #[case("test_region", "record")]
    #[case("test_model", "record")]
    #[case("for", "runbook")]
    #[case("on", "decided")]
    #[case("matrix", "decided")]
    #[case("verdict", "decided")]
    fn an_empty_string_says_nothing(#[case] key: &str, #[case] table: &str) {
        let header = if table.is_empty() { String::new() } else { format!("[{table}]\n") };
        for blank in ["", "  ", "\\t", "\\u200B"] {
            let text = format!("schema = \"{SCHEMA}\"\n{header}{key} = \"{blank}\"\n");
            let plan = read("plan.toml", &text).unwrap();
            assert_eq!(plan, Plan::default(), "{text}");
            let written = write(&plan, Some(&text)).unwrap();
            let fixed = matches!(key, "cloud" | "routing" | "use" | "test_status");
            assert_eq!(written.contains(&format!("{key} = \"{blank}\"\n")), !fixed, "{written}");
            assert_eq!(read("plan.toml", &written).unwrap(), plan, "{written}");
        }
    }

    #[test]
    fn a_decision_said_in_part_is_a_problem_with_its_line() {
        let text = format!("schema = \"{SCHEMA}\"\n[decided]\non = 2026-10-20\nmatrix = \"\"\n");
        let error = read("plan.toml", &text).unwrap_err().to_string();
        assert!(error.contains("'verdict' is missing") && error.contains("'matrix' is empty"), "{error}");
        assert!(error.contains("plan.toml:2:"), "{error}");
    }

    #[rstest]
    #[case::a_number("tokens_in = 120_000_000 # of March\ntokens_out = 30000000\n", Some((120_000_000, 30_000_000)))]
    #[case::as_people_write_it("tokens_in = \"120M\"\ntokens_out = \"0\"\n", Some((120_000_000, 0)))]
    #[case::a_word("tokens_in = \"many\"\n", None)]
    #[case::less_than_none("tokens_in = -1\n", None)]
    #[case::part_of_one("tokens_in = 1.5\n", None)]
    #[case::too_many("tokens_in = 9_000_000_000_000_000\n", None)]
    #[case::another_key("tokens = 1\n", None)]
    fn tokens_per_month_are_read_and_stay_as_they_were_written(
        #[case] lines: &str,
        #[case] expected: Option<(u64, u64)>,
    ) {
        let text = format!("{WRITTEN}\n[usage]\n{lines}");
        match (read("plan.toml", &text), expected) {
            (Ok(plan), Some((input, output))) => {
                assert_eq!(plan.tokens, Tokens { input: Some(input), output: Some(output) });
                assert_eq!(write(&plan, Some(&text)).unwrap(), text);
                let more = Plan { tokens: Tokens { input: Some(1), ..plan.tokens }, ..plan };
                let written = write(&more, Some(&text)).unwrap();
                assert_eq!(written.contains("# of March"), text.contains("# of March"), "{written}");
                assert_eq!(read("plan.toml", &written).unwrap(), more);
                let none = Plan { tokens: Tokens::default(), ..more };
                assert_eq!(read("plan.toml", &write(&none, Some(&text)).unwrap()).unwrap(), none);
            }
            (Err(error), None) => assert!(error.to_string().contains("plan.toml:"), "{error}"),
            (read, _) => panic!("{read:?}"),
        }
    }

    #[test]
    fn a_text_longer_than_any_plan_is_refused_unread() {
        let text = format!("schema = \"{SCHEMA}\"\nmodel = \"{}\"\n", "x".repeat(LARGEST));
        let error = read("plan.toml", &text).unwrap_err().to_string();
        assert!(error.contains("are too many for a plan") && error.contains("1024 KiB"), "{error}");
        let plan = Plan { sentence: "x".repeat(LARGEST), ..Plan::default() };
        assert!(write(&plan, None).unwrap_err().message().contains("are too many for a plan"));
    }

    #[test]
    fn a_list_changes_where_it_changes_and_its_comments_stay() {
        let list = "considered = [\n  \"a\", # fast\n  \"b\", # cheap\n  \"c\", # asked Ana\n]\n";
        let before = format!("schema = \"{SCHEMA}\"\n{list}");
        let mut plan = read("plan.toml", &before).unwrap();
        plan.consider(&ModelId("d".into()));
        let written = write(&plan, Some(&before)).unwrap();
        assert!(written.contains(&list.replace("\n]", "\n  \"d\",\n]")), "{written}");
        plan.forget_considered(&ModelId("b".into()));
        plan.forget_considered(&ModelId("d".into()));
        let written = write(&plan, Some(&before)).unwrap();
        for kept in ["\"a\", # fast\n", "# cheap\n", "\"c\", # asked Ana\n]"] {
            assert!(written.contains(kept), "{kept} in {written}");
        }
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
