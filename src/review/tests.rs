//! What the list makes of plans: how much each needs somebody, in which order they stand, and which a filter leaves.

use std::sync::LazyLock;

use chrono::NaiveDate;
use rstest::rstest;

use super::*;
use crate::check::{self, File};
use crate::choice::filter_language::{Explanation, Query};
use crate::matrix::{Cloud, Matrix, bundled};
use crate::text::Words;

/// The end of this model was announced: 2026-10-09.
const RETIRING: &str = "model = \"databricks-claude-sonnet-4\"";
const GOOD: &str = "model = \"databricks-claude-sonnet-4-6\"";
const PREVIEW: &str = "model = \"databricks-llama-4-maverick\"";
const SEEN: &str =
    "{ mode = \"pay-per-token\", region = \"us-east-1\", model = \"databricks-claude-sonnet-4-6\" }";

fn day(text: &str) -> NaiveDate {
    crate::date::parse(text).unwrap()
}

fn matrices() -> &'static [Matrix] {
    static MATRICES: LazyLock<Vec<Matrix>> =
        LazyLock::new(|| vec![bundled::matrix(Cloud::Aws).unwrap(), bundled::matrix(Cloud::Azure).unwrap()]);
    &MATRICES
}

/// A plan in us-east-1 on pay-per-token for a workspace that uses its model, with some more lines at its head.
fn plan(lines: &str) -> String {
    format!(
        "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\nregion = \"us-east-1\"\n{lines}\n\
         [posture]\nrouting = \"on\"\npreview = \"allow\"\nuse = \"existing\"\n"
    )
}

fn reviewed(lines: &str, verdict: &str, seen: &str) -> String {
    let review =
        format!("[[reviews]]\non = 2026-10-06\nverdict = \"{verdict}\"\nseen = {seen}\nby = \"Ana Diaz\"\n");
    plan(lines) + &review
}

fn list(files: &[(&str, &str)], as_of: &str, required: Option<usize>) -> Vec<DecisionSummary> {
    let file = |(name, text): &(&str, &str)| File {
        name: (*name).to_owned(),
        text: Ok((*text).to_owned()),
        documents: Vec::new(),
    };
    let plans: Vec<_> = files.iter().map(file).map(check::read).collect();
    let options =
        SummaryOptions { as_of: day(as_of), matrices: matrices(), within: 90, required_approvals: required };
    summarize(&plans, &options)
}

fn one(text: &str, as_of: &str, required: Option<usize>) -> DecisionSummary {
    list(&[("d/one.toml", text)], as_of, required).remove(0)
}

#[rstest]
#[case::fine(plan(GOOD), "2026-10-06", Urgency::Fine, &[])]
#[case::no_plan("mode = \"ptu\"".to_owned(), "2026-10-06", Urgency::Failing, &[])]
#[case::a_choice_is_open(plan(""), "2026-10-06", Urgency::Unknown, &[])]
#[case::a_model_of_another_matrix(plan("model = \"databricks-no-such-model\""), "2026-10-06", Urgency::Unknown, &[])]
#[case::blocked(plan(GOOD).replace("us-east-1", "eu-west-3"), "2026-10-06", Urgency::Failing, &[])]
#[case::the_day_before_it_retires(plan(RETIRING), "2026-10-08", Urgency::NeedsReview, &[Need::Retiring])]
#[case::the_day_it_retires(plan(RETIRING), "2026-10-09", Urgency::Failing, &[])]
#[case::before_the_horizon(plan(RETIRING), "2026-07-10", Urgency::Conditional, &[])]
#[case::the_first_day_of_the_horizon(plan(RETIRING), "2026-07-11", Urgency::NeedsReview, &[Need::Retiring])]
#[case::review_today(plan(&format!("{GOOD}\nreview_by = 2026-10-06")), "2026-10-06", Urgency::Fine, &[])]
#[case::review_yesterday(
    plan(&format!("{GOOD}\nreview_by = 2026-10-05")), "2026-10-06", Urgency::NeedsReview, &[Need::ReviewOverdue]
)]
#[case::superseded(plan(&format!("{RETIRING}\nstatus = \"superseded\"\nsuperseded_by = \"b.toml\"")), "2026-11-06", Urgency::Past, &[])]
#[case::withdrawn_and_overdue(
    plan(&format!("{GOOD}\nstatus = \"withdrawn\"\nreview_by = 2026-10-05")), "2026-10-06", Urgency::Past, &[]
)]
#[case::approved(reviewed(GOOD, "approve", SEEN), "2026-10-07", Urgency::Fine, &[])]
#[case::approved_before_the_model_was_changed(
    reviewed("model = \"databricks-claude-sonnet-5\"", "approve", SEEN), "2026-10-07", Urgency::NeedsReview, &[Need::ApprovalOutdated]
)]
#[case::changes_requested(
    reviewed(GOOD, "request-changes", SEEN), "2026-10-07", Urgency::NeedsReview, &[Need::ChangesRequested]
)]
fn what_needs_somebody_is_known(
    #[case] text: String,
    #[case] as_of: &str,
    #[case] urgency: Urgency,
    #[case] needs: &[Need],
) {
    let summary = one(&text, as_of, None);
    assert_eq!((summary.urgency, summary.needs.as_slice()), (urgency, needs), "{summary:?}");
}

#[rstest]
#[case::nobody_asks(None, true, "1", &[])]
#[case::one_is_enough(Some(1), true, "1 of 1", &[])]
#[case::one_is_missing(Some(2), false, "1 of 2", &[Need::ApprovalMissing])]
fn approvals_are_counted_against_what_is_asked_for(
    #[case] required: Option<usize>,
    #[case] approved: bool,
    #[case] words: &str,
    #[case] needs: &[Need],
) {
    let summary = one(&reviewed(GOOD, "approve", SEEN), "2026-10-07", required);
    let approvals = &summary.approvals;
    assert_eq!((approvals.is_approved(), approvals.words().as_str()), (approved, words));
    assert_eq!(summary.needs, needs);
}

/// The files of a list in which each is something else.
fn mixed() -> Vec<DecisionSummary> {
    let retired =
        plan(&format!("{RETIRING}\nstatus = \"accepted\"\n")) + "[record]\nowner = \"search team\"\n";
    let preview =
        plan(PREVIEW).replace("pay-per-token", "provisioned-throughput") + "[record]\nowner = \"ml\"\n";
    let old = plan(&format!("{RETIRING}\nstatus = \"superseded\"\nsuperseded_by = \"fine.toml\""));
    let approved =
        reviewed(&format!("{GOOD}\nreview_by = 2026-11-01\nsentence = \"Draft answers\""), "approve", SEEN);
    let files = [
        ("d/old.toml", old.as_str()),
        ("d/fine.toml", &approved),
        ("d/preview.toml", &preview),
        ("d/half.toml", &plan("")),
        ("d/retired.toml", &retired),
        ("d/broken.toml", "<<<<<<< HEAD"),
    ];
    list(&files, "2026-10-20", None)
}

fn names(summaries: &[DecisionSummary], filter: &str, sort: (Column, bool)) -> String {
    let query = Query::read(filter, &vocabulary(summaries, matrices()));
    assert_eq!(query.mistakes(), [], "{filter}");
    let found = found(summaries, &query, day("2026-10-20"), sort);
    found.iter().map(|(place, _)| summaries[*place].name.as_str()).collect::<Vec<_>>().join(" ")
}

#[rstest]
#[case(Column::Verdict, false, "retired broken half preview fine old")]
#[case(Column::Verdict, true, "fine preview half broken retired old")]
#[case(Column::Decision, false, "broken fine half preview retired old")]
#[case(Column::Left, false, "retired broken half preview fine old")]
#[case(Column::Owner, false, "preview retired broken half fine old")]
#[case(Column::Owner, true, "retired preview broken half fine old")]
#[case(Column::Review, true, "fine retired broken half preview old")]
fn what_is_past_stands_last_and_what_nobody_knows_before_it(
    #[case] column: Column,
    #[case] reversed: bool,
    #[case] order: &str,
) {
    assert_eq!(names(&mixed(), "", (column, reversed)), order);
}

#[rstest]
#[case("verdict:blocked", "retired")]
#[case("verdict:broken", "broken")]
#[case("verdict:incomplete", "half")]
#[case("-verdict:available", "retired broken half preview")]
#[case("status:accepted", "retired")]
#[case("status:not-stated", "half preview fine")]
#[case("status:superseded", "old")]
#[case("-status:superseded", "retired half preview fine")]
#[case("owner:search-team", "retired")]
#[case("owner:unknown", "broken half fine old")]
#[case("mode:ptu", "")]
#[case("mode:pay-per-token", "retired half fine old")]
#[case("region:'us", "")]
#[case("region:US-EAST-1", "retired half preview fine old")]
#[case("region:westeurope", "")]
#[case("model:\"Claude Sonnet 4\"", "retired old")]
#[case("model:system.ai.no", "")]
#[case("provider:anthropic", "retired fine old")]
#[case("due:<30d", "retired fine")]
#[case("due:>2026-10-31", "fine")]
#[case("left:<0d", "retired")]
#[case("left:none", "preview fine")]
#[case("approved:yes", "fine")]
#[case("approved:no", "retired half preview old")]
#[case("guardrails:open", "retired preview fine")]
#[case("draft", "fine")]
#[case("search", "retired")]
#[case("sonnet -verdict:blocked", "fine")]
fn a_filter_asks_what_is_known_of_decisions(#[case] filter: &str, #[case] expected: &str) {
    let summaries = mixed();
    let query = Query::read(filter, &vocabulary(&summaries, matrices()));
    if let Some(mistake) = query.mistakes().first() {
        // A wrong value takes no row.
        let all = found(&summaries, &query, day("2026-10-20"), (Column::Verdict, false));
        assert_eq!((expected, all.len()), ("", summaries.len()), "{}", mistake.sentence());
        return;
    }
    assert_eq!(names(&summaries, filter, (Column::Verdict, false)), expected);
}

#[rstest]
#[case("task:chat", "'task:' does not apply to decisions")]
#[case("verdict:bloked", "invalid value 'bloked' for 'verdict'; did you mean 'blocked'?")]
#[case("ownr:ml", "unknown qualifier 'ownr'; did you mean 'owner'?")]
#[case("due:30d", "invalid value '30d' for 'due'; did you mean '<30d'?")]
#[case("owner:mll", "invalid value 'mll' for 'owner'; did you mean 'ml'?")]
fn a_mistake_says_what_would_be_right(#[case] filter: &str, #[case] said: &str) {
    let query = Query::read(filter, &vocabulary(&mixed(), matrices()));
    let [mistake] = query.mistakes() else { panic!("{:?}", query.mistakes()) };
    assert!(mistake.sentence().starts_with(said), "{}", mistake.sentence());
}

#[test]
fn an_empty_list_says_which_term_emptied_it() {
    let summaries = mixed();
    let text = "owner:ml verdict:blocked";
    let query = Query::read(text, &vocabulary(&summaries, matrices()));
    let count = |part: &Query| found(&summaries, part, day("2026-10-20"), (Column::Verdict, false)).len();
    let lines = Explanation::of(&query, summaries.len(), count).lines(text, "decisions");
    assert_eq!(lines[0], "'verdict:blocked' leaves none of the 1 decisions that the terms before it left");
}

#[test]
fn every_column_has_a_word_for_the_command_line() {
    for column in Column::ALL {
        assert_eq!(Column::read(column.id()), Some(column));
    }
}
