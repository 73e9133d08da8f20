//! The story of a decision in order: what was decided, who looked at it, and where it stands today.

use serde_json::{Value, json};

use super::short_answer::written;
use crate::plan::status::Status;
use crate::plan::{Decided, Event, FullChoice, Plan, Review, ReviewVerdict};

/// The decided entries and reviews in the order of days, each with its sentence.
pub(super) fn history(plan: &Plan) -> Vec<Value> {
    let now = plan.full_choice();
    plan.story().iter().map(|event| event_json(event, &now)).collect()
}

/// The reviews as the plan has them.
pub(super) fn reviews(plan: &Plan) -> Vec<Value> {
    let now = plan.full_choice();
    plan.reviews.iter().map(|review| review_json(review, &now)).collect()
}

/// Whose approvals hold for what is chosen now, with a line for people; none where nobody approved or asked for changes.
pub(super) fn approvals(plan: &Plan) -> Value {
    let approvals = plan.approvals();
    let signed = |reviews: &[&Review]| -> Vec<Value> {
        reviews.iter().map(|review| json!({ "by": review.by, "on": review.on })).collect()
    };
    let names = |what: &str, reviews: &[&Review]| {
        let names: Vec<&str> = reviews.iter().map(|review| review.by.as_str()).collect();
        (!names.is_empty()).then(|| format!("{what}{}", names.join(", ")))
    };
    let words = [
        names("", &approvals.holding),
        names("outdated: ", &approvals.outdated),
        names("changes requested by ", &approvals.changes_requested),
    ];
    let words: Vec<String> = words.into_iter().flatten().collect();
    json!({
        "holding": signed(&approvals.holding),
        "outdated": signed(&approvals.outdated),
        "changes_requested": signed(&approvals.changes_requested),
        "words": (!words.is_empty()).then(|| words.join("; ")),
    })
}

/// Whether there is more to tell than one decision: the section is left out where there is not.
pub(super) fn is_told(plan: &Plan) -> bool {
    let linked = plan.superseded_by.is_some() || !plan.supersedes.is_empty();
    plan.status.is_some() || linked || !plan.reviews.is_empty() || plan.decided.len() > 1
}

/// Says of a decision that is past that it is: superseded by what or withdrawn, when, by whom, and why.
pub(super) fn past(plan: &Plan) -> Option<String> {
    let status = plan.status.filter(|status| status.is_past())?;
    let (verdict, what) = match status {
        Status::Superseded => {
            let by = plan.superseded_by.as_deref().map(|file| format!(" by {file}"));
            let by = by.unwrap_or_else(|| ", by which decision is not stated".to_owned());
            (ReviewVerdict::Supersede, format!("SUPERSEDED{by}"))
        }
        _ => (ReviewVerdict::Withdraw, "WITHDRAWN".to_owned()),
    };
    let review = plan.reviews.iter().rev().find(|review| review.verdict == verdict);
    let signed = review.map(|review| format!(", {} by {}", review.on, review.by)).unwrap_or_default();
    Some(format!("{what}{signed}{}", comment(review.map(|review| review.comment.as_str()))))
}

/// A comment behind a sentence, or its full stop.
fn comment(comment: Option<&str>) -> String {
    match comment.and_then(written) {
        Some(comment) if comment.ends_with(['.', '!', '?']) => format!(": {comment}"),
        Some(comment) => format!(": {comment}."),
        None => ".".to_owned(),
    }
}

fn event_json(event: &Event<'_>, now: &FullChoice) -> Value {
    match event {
        Event::Decided(decided) => {
            let mut object = decided.json();
            object["event"] = json!("decided");
            object["words"] = json!(decided_words(decided));
            object
        }
        Event::Reviewed(review) => {
            let mut object = review_json(review, now);
            object["event"] = json!("review");
            object
        }
    }
}

fn review_json(review: &Review, now: &FullChoice) -> Value {
    json!({
        "by": review.by,
        "on": review.on,
        "verdict": review.verdict,
        "comment": written(&review.comment),
        "seen": review.seen.as_ref().map(FullChoice::json),
        "outdated": is_outdated(review, now),
        "words": review_words(review, now),
    })
}

/// Whether it approves something else than what is chosen now; of other verdicts nothing gets outdated.
fn is_outdated(review: &Review, now: &FullChoice) -> bool {
    review.verdict == ReviewVerdict::Approve && review.seen.as_ref() != Some(now)
}

/// `2026-06-20: decided by Ana Diaz, conditional (preview) by the matrix of 2026-06-17: a on Pay-per-token in us-east-1.`
fn decided_words(decided: &Decided) -> String {
    let by = decided.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let because = decided.because_words().map(|words| format!(" ({words})")).unwrap_or_default();
    let chosen = decided.chosen.as_ref().filter(|chosen| !chosen.is_open());
    let chosen = chosen.map(|chosen| format!(": {}", chosen.words())).unwrap_or_default();
    format!(
        "{}: decided{by}, {}{because} by the matrix of {}{chosen}.",
        decided.on,
        decided.verdict.id(),
        decided.matrix
    )
}

/// `2026-06-21: Ana Diaz approved a on Pay-per-token in us-east-1, outdated since the model changed: as agreed.`
fn review_words(review: &Review, now: &FullChoice) -> String {
    let outdated = match &review.seen {
        _ if !is_outdated(review, now) => String::new(),
        None => ", outdated: what was seen is not stated".to_owned(),
        Some(seen) => {
            let changed = seen.changed(now).join(", ");
            format!(" {}, outdated: {changed} changed since", seen.words())
        }
    };
    let said = comment(Some(&review.comment));
    format!("{}: {} {}{outdated}{said}", review.on, review.by, review.verdict.name())
}
