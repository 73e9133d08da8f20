//! What a plan gathers over time, in plan files: `[[decided]]`, `[[waivers]]` and `[[reviews]]`, a block each, new ones at
//! the end.
//!
//! Two people who review one plan on two branches conflict in git. The name stands beside the header and at the end of its
//! block, so that git shows two whole blocks, and keeping both is right.

use toml_edit::{Array, DocumentMut, InlineTable, Value};

use super::edit::Entry;
use super::edit_blocks::{Block, put_blocks};
use super::entry::{date_entry, text_entry};
use super::{filled_lines, mode, model, region};
use crate::plan::{Choice, Decided, FullChoice, Plan, Review, Waiver};
use crate::text;
use crate::toml_file::{Fields, one_of};

/// A day in the examples of problems.
const DAY: &str = "2026-11-26";

/// The history; a plan of an older version has one table. One in which nothing is said is none: it may have been left
/// over, or keep a comment.
pub(super) fn read_decided(root: &Fields<'_, '_>) -> Vec<Decided> {
    let read = |fields: Fields<'_, '_>| {
        if fields.says_nothing() {
            return None;
        }
        let (on, matrix) = (fields.needed_date("on", DAY), fields.needed_date("matrix", DAY));
        let verdict = one_of(fields.needed("verdict", "\"available\""), "verdict", fields.problems());
        let because = filled_lines(&fields, "because");
        let chosen = fields.table("chosen").and_then(read_choice);
        let by = fields.filled("by").map(|by| by.value);
        fields.finish();
        Some(Decided { on: on?.value, matrix: matrix?.value, verdict: verdict?, because, chosen, by })
    };
    root.one_or_more_tables("decided").into_iter().filter_map(read).collect()
}

pub(super) fn read_waivers(root: &Fields<'_, '_>) -> Vec<Waiver> {
    let read = |fields: Fields<'_, '_>| {
        if fields.says_nothing() {
            return None;
        }
        let rule = fields.needed("rule", "\"guardrail-open\"");
        let until = fields.needed_date("until", DAY);
        let by = fields.needed("by", "\"Ana Diaz\"");
        let reason = fields.needed("reason", "\"the load test is booked\"");
        fields.finish();
        Some(Waiver { rule: rule?.value, until: until?.value, by: by?.value, reason: reason?.value })
    };
    root.tables("waivers").into_iter().filter_map(read).collect()
}

pub(super) fn read_reviews(root: &Fields<'_, '_>) -> Vec<Review> {
    let read = |fields: Fields<'_, '_>| {
        if fields.says_nothing() {
            return None;
        }
        let on = fields.needed_date("on", DAY);
        let verdict = one_of(fields.needed("verdict", "\"approve\""), "review verdict", fields.problems());
        let comment = fields.filled("comment").map(|comment| comment.value).unwrap_or_default();
        let seen = fields.table("seen").and_then(read_choice);
        let by = fields.needed("by", "\"Ana Diaz\"");
        fields.finish();
        Some(Review { by: by?.value, on: on?.value, verdict: verdict?, comment, seen })
    };
    root.tables("reviews").into_iter().filter_map(read).collect()
}

/// A choice; none where nothing is named in it.
fn read_choice(fields: Fields<'_, '_>) -> Option<FullChoice> {
    let choice = Choice {
        mode: mode(&fields, "mode"),
        region: region(&fields, "region"),
        model: model(&fields, "model"),
    };
    let choice = FullChoice { choice, replacement: model(&fields, "replacement") };
    fields.finish();
    (!choice.is_open()).then_some(choice)
}

/// Puts the blocks of a plan into its document.
pub(super) fn put(plan: &Plan, document: &mut DocumentMut) {
    let beside = |by: &str| Some(text::entry_line(by)).filter(|by| !by.is_empty());
    let decided = plan.decided.iter().map(|decided| {
        let beside = decided.by.as_deref().and_then(beside);
        Block { entries: decided_entries(decided), beside }
    });
    put_blocks(document, "decided", &decided.collect::<Vec<_>>());
    let waivers = plan.waivers.iter().map(|waiver| Block { entries: waiver_entries(waiver), beside: None });
    put_blocks(document, "waivers", &waivers.collect::<Vec<_>>());
    let reviews = plan.reviews.iter().map(|review| {
        let beside = beside(&review.by);
        Block { entries: review_entries(review), beside }
    });
    put_blocks(document, "reviews", &reviews.collect::<Vec<_>>());
}

fn decided_entries(decided: &Decided) -> Vec<Entry<'_>> {
    let because: Array = decided.because.iter().map(|code| text::entry_line(code)).collect();
    vec![
        date_entry("on", Some(decided.on)),
        date_entry("matrix", Some(decided.matrix)),
        text_entry("verdict", decided.verdict.id()),
        ("because", (!because.is_empty()).then_some(Value::Array(because))),
        choice_entry("chosen", decided.chosen.as_ref()),
        text_entry("by", decided.by.as_deref().unwrap_or_default()),
    ]
}

fn waiver_entries(waiver: &Waiver) -> Vec<Entry<'_>> {
    vec![
        text_entry("rule", &waiver.rule),
        date_entry("until", Some(waiver.until)),
        text_entry("by", &waiver.by),
        text_entry("reason", &waiver.reason),
    ]
}

fn review_entries(review: &Review) -> Vec<Entry<'_>> {
    vec![
        date_entry("on", Some(review.on)),
        text_entry("verdict", review.verdict.id()),
        text_entry("comment", &review.comment),
        choice_entry("seen", review.seen.as_ref()),
        text_entry("by", &review.by),
    ]
}

fn choice_entry<'a>(key: &'a str, choice: Option<&FullChoice>) -> Entry<'a> {
    let mut table = InlineTable::new();
    for (key, text) in choice.into_iter().flat_map(|seen| {
        let FullChoice { choice, replacement } = seen;
        [
            ("mode", choice.mode.map(|mode| mode.id().to_owned())),
            ("region", choice.region.as_ref().map(|id| id.0.clone())),
            ("model", choice.model.as_ref().map(|id| id.0.clone())),
            ("replacement", replacement.as_ref().map(|id| id.0.clone())),
        ]
    }) {
        if let (key, Some(value)) = text_entry(key, &text.unwrap_or_default()) {
            table.insert(key, value);
        }
    }
    (key, (!table.is_empty()).then_some(Value::InlineTable(table)))
}

#[cfg(test)]
mod tests {
    use super::super::{SCHEMA, read, write};
    use super::*;
    use crate::matrix::{Mode, ModelId, RegionId};
    use crate::plan::{ReviewVerdict, Verdict};
    use chrono::NaiveDate;
    use rstest::rstest;

    const OLD: &str = "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\nregion = \"us-east-1\"\nmodel = \"a\"\n\n\
        [posture]\nresidency = \"none\"\nrouting = \"unknown\"\nuse = \"unknown\"\n\n\
        # as agreed\n[decided]\non = 2026-06-20 # a Saturday\nmatrix = 2026-06-17\nverdict = \"available\"\n\n\
        [record]\ntest_status = \"not-tested\"\n";

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()
    }

    fn decided(verdict: Verdict) -> Decided {
        let choice = Choice {
            mode: Some(Mode::PayPerToken),
            region: Some(RegionId("us-east-1".into())),
            model: Some(ModelId("a".into())),
        };
        let chosen = Some(FullChoice { choice, replacement: Some(ModelId("b".into())) });
        let because = vec!["retired".to_owned()];
        Decided { on: day(), matrix: day(), verdict, because, chosen, by: Some("Ana".into()) }
    }

    /// "`plan --update` appends, it does not overwrite."
    #[rstest]
    #[case::table(OLD.to_owned())]
    #[case::inline(OLD.replace(
        "# as agreed\n[decided]\non = 2026-06-20 # a Saturday\nmatrix = 2026-06-17\nverdict = \"available\"\n", "",
    ).replace("model = \"a\"\n", "model = \"a\"\n# as agreed, a Saturday\ndecided = { on = 2026-06-20, matrix = 2026-06-17, verdict = \"available\" }\n"))]
    #[case::dotted(OLD.replace(
        "# as agreed\n[decided]\non = 2026-06-20 # a Saturday\nmatrix = 2026-06-17\nverdict = \"available\"\n", "",
    ).replace("model = \"a\"\n", "model = \"a\"\n# as agreed\ndecided.on = 2026-06-20 # a Saturday\ndecided.matrix = 2026-06-17\ndecided.verdict = \"available\"\n"))]
    fn the_one_table_of_an_older_version_becomes_the_first_of_the_history(#[case] old: String) {
        let mut plan = read("plan.toml", &old).unwrap();
        assert_eq!(plan.decided.len(), 1);
        let unchanged = write(&plan, Some(&old)).unwrap();
        assert!(unchanged.contains("decided") && !unchanged.contains("[[decided]]"), "{unchanged}");
        plan.add_decided(decided(Verdict::Blocked));
        let written = write(&plan, Some(&old)).unwrap();
        assert!(written.contains("as agreed") && written.contains("a Saturday"), "{written}");
        assert_eq!(read("plan.toml", &written).unwrap(), plan, "{written}");
        plan.decided.push(decided(Verdict::Unknown));
        let again = write(&plan, Some(&written)).unwrap();
        assert_eq!(read("plan.toml", &again).unwrap(), plan, "{again}");
        let kept = written.lines().filter(|line| !line.is_empty() && !line.starts_with("decided = "));
        let kept: Vec<&str> = kept.collect();
        let mut lines = again.lines();
        assert!(
            kept.iter().all(|line| lines.any(|other| other.starts_with(line.trim_end_matches(" }")))),
            "{again}"
        );
    }

    #[test]
    fn reviews_are_appended_and_what_stands_there_stays() {
        let mut plan = read("plan.toml", OLD).unwrap();
        for (by, comment) in [("Ana", ""), ("Bob \"B\" #1", "as agreed")] {
            let review = Review {
                by: by.into(),
                on: day(),
                verdict: ReviewVerdict::Approve,
                comment: comment.into(),
                seen: None,
            };
            plan.add_review(review).unwrap();
        }
        let written = write(&plan, Some(OLD)).unwrap();
        let expected = "\n[[reviews]] # Ana\non = 2026-11-26\nverdict = \"approve\"\n\
            seen = { mode = \"pay-per-token\", region = \"us-east-1\", model = \"a\" }\nby = \"Ana\"\n\n\
            [[reviews]] # Bob \"B\" #1\non = 2026-11-26\nverdict = \"approve\" # Bob \"B\" #1\ncomment = \"as agreed\"\n\
            seen = { mode = \"pay-per-token\", region = \"us-east-1\", model = \"a\" }\nby = 'Bob \"B\" #1'\n";
        assert!(written.ends_with(expected), "{written}");
        assert!(written.contains("status = \"accepted\"\n"), "{written}");
        assert_eq!(read("plan.toml", &written).unwrap(), plan);
        let by_hand = written.replace("seen = { mode = \"pay-per-token\", region = \"us-east-1\", model = \"a\" }\nby = \"Ana\"\n",
            "by = \"Ana\"\n[reviews.seen] # on the screen\nmode = \"pay-per-token\"\nregion = \"us-east-1\"\nmodel = \"a\"\n");
        let plan = read("plan.toml", &by_hand).unwrap();
        assert!(
            write(&plan, Some(&by_hand)).unwrap().contains("[reviews.seen] # on the screen"),
            "{by_hand}"
        );
    }

    #[rstest]
    #[case("[[reviews]]\non = 2026-11-26\nverdict = \"aprove\"\n", &["3:11: unknown review verdict 'aprove'", "1:1: 'by' is missing"])]
    #[case("[[reviews]]\non = 2026-11-26\nverdict = \"approve\"\nby = \" \"\nseen = { modle = \"x\" }\n", &["1:1: 'by' is empty", "5:10: unknown field 'modle'"])]
    #[case("[[waivers]]\nrule = \"retired\"\nuntil = \"soon\"\n", &["3:9: 'until'", "'by' is missing", "'reason' is missing"])]
    #[case("[reviews]\nby = \"Ana\"\n", &["'reviews' must be a list of tables, not a table"])]
    #[case("[[decided]]\non = 2026-11-26\n", &["'matrix' is missing", "'verdict' is missing"])]
    #[case("decided = 3\n", &["'decided' must be a table, not 3"])]
    fn a_block_said_in_part_is_a_problem_with_its_place(#[case] blocks: &str, #[case] expected: &[&str]) {
        let error = read("plan.toml", &format!("{blocks}\n[posture]\n")).unwrap_err().to_string();
        let with_schema =
            read("plan.toml", &format!("schema = \"{SCHEMA}\"\n{blocks}")).unwrap_err().to_string();
        for part in expected {
            assert!(error.contains(part), "{part} in {error}");
            assert!(with_schema.contains(part.split(": ").last().unwrap()), "{part} in {with_schema}");
        }
    }

    #[test]
    fn blocks_in_braces_are_read_and_added_to() {
        let text = format!(
            "schema = \"{SCHEMA}\"\nreviews = [\n  {{ by = \"Ana\", on = 2026-11-01, verdict = \"approve\" }}, # first\n]\n"
        );
        let mut plan = read("plan.toml", &text).unwrap();
        let review = Review {
            by: "Bob".into(),
            on: day(),
            verdict: ReviewVerdict::Comment,
            comment: "x".into(),
            seen: None,
        };
        plan.add_review(review).unwrap();
        let written = write(&plan, Some(&text)).unwrap();
        assert!(written.contains("\"approve\" }, # first\n  { on = 2026-11-26"), "{written}");
        assert_eq!(read("plan.toml", &written).unwrap(), plan, "{written}");
    }
}
