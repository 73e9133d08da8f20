//! What people said of a decision: status, reviews, waivers, and the approvals that a change makes outdated.

use super::{Comparison, Value};
use crate::plan::status::status_words;
use crate::plan::{FullChoice, Plan, Review, ReviewVerdict, Waiver};
use crate::text;

impl Comparison<'_> {
    pub(super) fn people(&mut self) {
        self.field("status", "Decision status", false, &|plan| Value {
            id: plan.status.map(|status| status.id().to_owned()).unwrap_or_default(),
            words: status_words(plan.status).to_owned(),
        });
        self.field("superseded_by", "Superseded by", false, &|plan| {
            Value::plain(plan.superseded_by.clone().unwrap_or_default())
        });
        self.field("supersedes", "Supersedes", false, &|plan| Value::plain(plan.supersedes.join(", ")));
        let (before, after) = (self.before, self.after);
        for (old, new) in differing(&before.reviews, &after.reviews, is_same_word) {
            self.review(old, new);
        }
        self.approvals();
        for (old, new) in differing(&before.waivers, &after.waivers, |old, new| {
            text::fold(&old.rule) == text::fold(&new.rule)
        }) {
            let rule = old.or(new).map(|waiver| waiver.rule.as_str()).unwrap_or_default();
            let [old, new] = [old, new].map(|waiver| waiver.map(waiver_words).unwrap_or_default());
            let [old, new] = [old, new].map(Value::plain);
            self.push("waivers", &format!("Waiver of {rule}"), false, old, new);
        }
    }

    fn review(&mut self, old: Option<&Review>, new: Option<&Review>) {
        let by = new.or(old).map(|review| review.by.as_str()).unwrap_or_default();
        let mut words = [old, new].map(|review| review.map(review_words).unwrap_or_default());
        if words[0] == words[1] {
            // The same word on something else.
            words = [old, new].map(|review| review.map(seen_words).unwrap_or_default());
        }
        let [old, new] = words.map(Value::plain);
        self.push("reviews", &format!("Review by {by}"), false, old, new);
    }

    /// The approvals that the change makes outdated, those that hold again, and those that are outdated from the beginning.
    fn approvals(&mut self) {
        let (before, after) = (self.before, self.after);
        let (was, is) = (before.approvals(), after.approvals());
        let holds = || Value::plain("holds");
        for review in is.outdated.iter().filter(|review| !is_among(review, &was.outdated)) {
            let then = if is_among(review, &was.holding) { holds() } else { Value::default() };
            let now = outdated_value(review, after);
            self.push("approvals", &approval_of(review), false, then, now);
        }
        for review in was.outdated.iter().filter(|review| is_among(review, &is.holding)) {
            let then = outdated_value(review, before);
            self.push("approvals", &approval_of(review), false, then, holds());
        }
    }
}

/// Whether it is the same word of the same person: by whom, when and what.
fn is_same_word(one: &Review, other: &Review) -> bool {
    text::fold(&one.by) == text::fold(&other.by) && (one.on, one.verdict) == (other.on, other.verdict)
}

fn is_among(review: &Review, reviews: &[&Review]) -> bool {
    reviews.iter().any(|other| is_same_word(review, other))
}

fn approval_of(review: &Review) -> String {
    format!("Approval of {}", review.by)
}

/// That an approval is outdated, and what is no longer as it was seen.
fn outdated_value(review: &Review, plan: &Plan) -> Value {
    let now = plan.full_choice();
    let changed = review.seen.as_ref().map(|seen| seen.changed(&now).join(", ")).unwrap_or_default();
    let words =
        if changed.is_empty() { "outdated".to_owned() } else { format!("outdated: {changed} changed since") };
    Value { id: "outdated".to_owned(), words }
}

/// What somebody said: `approved on 2026-06-21: as agreed`.
fn review_words(review: &Review) -> String {
    let comment = if review.comment.is_empty() { String::new() } else { format!(": {}", review.comment) };
    format!("{} on {}{comment}", review.verdict.name(), review.on)
}

fn seen_words(review: &Review) -> String {
    let seen = review.seen.as_ref().map(FullChoice::words).filter(|words| !words.is_empty());
    format!(
        "{} on {} of {}",
        review.verdict.name(),
        review.on,
        seen.unwrap_or_else(|| "nothing named".to_owned())
    )
}

fn waiver_words(waiver: &Waiver) -> String {
    let reason = if waiver.reason.is_empty() { String::new() } else { format!(": {}", waiver.reason) };
    format!("until {} by {}{reason}", waiver.until, waiver.by)
}

/// What somebody did, before their name: `the approval of`.
pub(in crate::plan) fn review_noun(verdict: ReviewVerdict) -> &'static str {
    match verdict {
        ReviewVerdict::Approve => "the approval of",
        ReviewVerdict::RequestChanges => "the request for changes of",
        ReviewVerdict::Comment => "the comment of",
        ReviewVerdict::Supersede => "the superseding by",
        ReviewVerdict::Withdraw => "the withdrawal by",
    }
}

/// What is in one list and not in the other, as often as it is; entries about the same thing side by side.
pub(in crate::plan) fn differing<'t, T: PartialEq>(
    before: &'t [T],
    after: &'t [T],
    same: impl Fn(&T, &T) -> bool,
) -> Vec<(Option<&'t T>, Option<&'t T>)> {
    let mut gone: Vec<&T> = before.iter().collect();
    let mut new: Vec<&T> = Vec::new();
    for entry in after {
        match gone.iter().position(|old| *old == entry) {
            Some(at) => drop(gone.remove(at)),
            None => new.push(entry),
        }
    }
    let mut pairs = Vec::new();
    for entry in new {
        let old = gone.iter().position(|old| same(old, entry)).map(|at| gone.remove(at));
        pairs.push((old, Some(entry)));
    }
    gone.into_iter().map(|old| (Some(old), None)).chain(pairs).collect()
}

#[cfg(test)]
mod tests {
    use super::super::changes;
    use super::*;
    use crate::matrix::{Mode, ModelId, RegionId};
    use crate::plan::Status;
    use chrono::NaiveDate;
    use rstest::rstest;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, day).unwrap()
    }

    fn review(by: &str, on: u32, verdict: ReviewVerdict, comment: &str) -> Review {
        Review { by: by.into(), on: day(on), verdict, comment: comment.into(), seen: None }
    }

    fn waiver(rule: &str, until: u32) -> Waiver {
        Waiver { rule: rule.into(), until: day(until), by: "Ana".into(), reason: "booked".into() }
    }

    /// Chosen and approved by Ana.
    fn approved() -> Plan {
        let mut plan = Plan {
            mode: Some(Mode::PayPerToken),
            region: Some(RegionId("us-east-1".into())),
            model: Some(ModelId("a".into())),
            waivers: vec![waiver("guardrail-open", 20)],
            ..Plan::default()
        };
        plan.add_review(review("Ana", 21, ReviewVerdict::Approve, "as agreed")).unwrap();
        plan
    }

    #[rstest]
    #[case::nothing(|_: &mut Plan| (), &[])]
    #[case::status(|plan: &mut Plan| plan.status = Some(Status::Withdrawn), &["Decision status: accepted → withdrawn"])]
    #[case::status_removed(|plan: &mut Plan| plan.status = None, &["Decision status: accepted → not stated"])]
    #[case::superseded(
        |plan: &mut Plan| plan.superseded_by = Some("b.toml".into()),
        &["Superseded by: not set → b.toml"]
    )]
    #[case::supersedes(
        |plan: &mut Plan| plan.supersedes = vec!["b.toml".into(), "c.toml".into()],
        &["Supersedes: not set → b.toml, c.toml"]
    )]
    #[case::a_second_approval(
        |plan: &mut Plan| plan.add_review(review("Bob", 22, ReviewVerdict::Approve, "")).unwrap(),
        &["Review by Bob: not set → approved on 2026-06-22"]
    )]
    #[case::a_comment_changed(
        |plan: &mut Plan| plan.reviews[0].comment = "as said".into(),
        &["Review by Ana: approved on 2026-06-21: as agreed → approved on 2026-06-21: as said"]
    )]
    #[case::what_was_seen_was_rewritten(
        |plan: &mut Plan| plan.reviews[0].seen = None,
        &["Review by Ana: approved on 2026-06-21 of a on Pay-per-token in us-east-1 → approved on 2026-06-21 of nothing named", "Approval of Ana: holds → outdated"]
    )]
    #[case::a_review_removed(
        |plan: &mut Plan| plan.reviews.clear(),
        &["Review by Ana: approved on 2026-06-21: as agreed → not set"]
    )]
    #[case::the_choice_changed(
        |plan: &mut Plan| plan.choose(ModelId("b".into())),
        &["Model: a → b", "Approval of Ana: holds → outdated: model changed since"]
    )]
    #[case::the_choice_changed_and_was_approved_again(
        |plan: &mut Plan| {
            plan.choose(ModelId("b".into()));
            plan.add_review(review("Ana", 23, ReviewVerdict::Approve, "")).unwrap();
        },
        &["Model: a → b", "Review by Ana: not set → approved on 2026-06-23"]
    )]
    #[case::a_waiver_extended(
        |plan: &mut Plan| plan.waivers = vec![waiver("guardrail-open", 30)],
        &["Waiver of guardrail-open: until 2026-06-20 by Ana: booked → until 2026-06-30 by Ana: booked"]
    )]
    #[case::another_waiver(
        |plan: &mut Plan| plan.waivers.push(waiver("preview", 30)),
        &["Waiver of preview: not set → until 2026-06-30 by Ana: booked"]
    )]
    fn what_people_said_is_told(#[case] change: fn(&mut Plan), #[case] expected: &[&str]) {
        let before = approved();
        let mut after = before.clone();
        change(&mut after);
        let words =
            |before, after| changes(before, after, &[]).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(words(&before, &after), expected);
        assert_eq!(words(&after, &before).len(), expected.len(), "the other way round");
    }

    #[test]
    fn a_choice_that_is_taken_back_makes_its_approval_hold_again() {
        let after = approved();
        let mut before = after.clone();
        before.choose(ModelId("b".into()));
        let words: Vec<String> = changes(&before, &after, &[]).iter().map(ToString::to_string).collect();
        assert_eq!(words, ["Model: b → a", "Approval of Ana: outdated: model changed since → holds"]);
    }
}
