//! A decision of a list as JSON. Null is not known, or not stated.

use serde_json::{Value, json};

use super::summary::{ApprovalSummary, DecisionSummary, ReviewSummary};
use crate::plan::Decided;

/// One decision.
pub fn json(summary: &DecisionSummary) -> Value {
    json!({
        "file": summary.file,
        "name": summary.name,
        "urgency": summary.urgency,
        "needs": summary.needs,
        "verdict": summary.verdict,
        "because": summary.because,
        "problem": summary.problem,
        "status": summary.status,
        "superseded_by": summary.superseded_by,
        "supersedes": summary.supersedes,
        "sentence": (!summary.sentence.is_empty()).then_some(&summary.sentence),
        "model": summary.model,
        "mode": summary.mode,
        "region": summary.region,
        "replacement": summary.replacement,
        "owner": summary.owner,
        "lifecycle": summary.lifecycle,
        "ends": summary.end_day,
        "days_left": summary.days_left,
        "decided": summary.decided.as_ref().map(Decided::json),
        "changed": summary.change,
        "guardrails_open": summary.open_guardrails,
        "approvals": approvals(&summary.approvals),
        "review_by": summary.review_by,
        "review_days": summary.review_days,
    })
}

fn approvals(approvals: &ApprovalSummary) -> Value {
    json!({
        "required": approvals.required,
        "approved": approvals.is_approved(),
        "holding": reviews(&approvals.holding),
        "outdated": reviews(&approvals.outdated),
        "changes_requested": reviews(&approvals.changes_requested),
    })
}

fn reviews(reviews: &[ReviewSummary]) -> Vec<Value> {
    let review = |review: &ReviewSummary| {
        json!({
            "by": review.by,
            "on": review.on,
            "comment": (!review.comment.is_empty()).then_some(&review.comment),
            "changed": review.changed,
        })
    };
    reviews.iter().map(review).collect()
}
