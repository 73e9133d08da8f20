//! What a review did, and how the decision stands now, as text and as JSON.

use std::path::Path;

use serde_json::{Value, json};

use crate::command::FormatFlags;
use crate::command::answer::{Answer, pretty};
use crate::command::style::OutputStyle;
use crate::gates::Verdict;
use crate::host::{clean_path, is_input, quoted};
use crate::matrix::Matrix;
use crate::plan::status::status_words;
use crate::plan::{Plan, Review, ReviewVerdict};
use crate::store::{ReviewRequest, ReviewedPlan};

/// A plan that was reviewed.
pub struct Entry<'a> {
    pub path: &'a Path,
    pub reviewed: ReviewedPlan,
    pub matrix: &'a Matrix,
}

/// The verdict of a decision now, with the gate that decides.
pub struct Standing {
    pub verdict: Verdict,
    /// The title of the gate that decides; none where all pass, and where nothing could be judged.
    pub gate: Option<&'static str>,
    /// Why, in a sentence.
    pub reason: Option<String>,
}

impl Standing {
    /// How a plan stands under a matrix on the day of the review. What cannot be judged is unknown.
    pub fn of(plan: &Plan, matrix: &Matrix, on: chrono::NaiveDate) -> Self {
        match plan.decide(matrix, on) {
            Ok(decision) => {
                let deciding = decision.judged.deciding();
                Self {
                    verdict: decision.judged.verdict,
                    gate: deciding.map(|(gate, _)| gate.title),
                    reason: deciding.map(|(_, judgement)| judgement.reason.to_string()),
                }
            }
            Err(error) => {
                Self { verdict: Verdict::Unknown, gate: None, reason: Some(error.message().to_owned()) }
            }
        }
    }

    /// `! conditional (Preview vs GA status)`.
    pub fn words(&self, style: OutputStyle) -> String {
        let gate = self.gate.map(|gate| format!(" ({gate})")).unwrap_or_default();
        format!("{}{gate}", style.verdict(self.verdict))
    }

    /// What is said of an approval of a decision that does not hold.
    pub fn warning(&self, path: &Path) -> Option<String> {
        if self.verdict.is_open() {
            return None;
        }
        let gate = self.gate.map(|gate| format!(" ({gate})")).unwrap_or_default();
        let reason = self.reason.as_deref().unwrap_or_default();
        Some(format!(
            "WARNING: {} is approved although it is {}{gate}: {reason}",
            quoted(path),
            self.verdict.id()
        ))
    }
}

/// Adds to an answer what was said of the plans, and how they stand now.
pub fn add(
    answer: Answer,
    entries: &[Entry<'_>],
    request: &ReviewRequest,
    format: FormatFlags,
    style: OutputStyle,
) -> Answer {
    let standings = entries.iter().map(|entry| Standing::of(&entry.reviewed.plan, entry.matrix, request.on));
    let all: Vec<(&Entry<'_>, Standing)> = entries.iter().zip(standings).collect();
    let texts = |style| {
        let texts = all.iter().map(|(entry, standing)| text(entry, standing, request, style));
        texts.collect::<Vec<_>>().join("\n")
    };
    let standard = entries.iter().find(|entry| is_input(entry.path));
    let mut answer = if format.is_json() {
        let reviews: Vec<Value> =
            all.iter().map(|(entry, standing)| json(entry, standing, request)).collect();
        let output = pretty(&json!({ "schema": "servemap/review/1", "reviews": reviews }));
        Answer { output, ..answer }
    } else if let Some(entry) = standard {
        // The plan is the result; what is said about it goes where messages go.
        let answer = answer.message(texts(OutputStyle::default()).trim_end());
        Answer { output: entry.reviewed.text.clone(), ..answer }
    } else {
        Answer { output: texts(style), ..answer }
    };
    for (entry, standing) in &all {
        let warning = (request.verdict == ReviewVerdict::Approve).then(|| standing.warning(entry.path));
        answer = answer.messages(warning.flatten()).messages(written(entry.path, entry.reviewed.changed));
    }
    answer
}

/// What happened to a file.
pub fn written(path: &Path, changed: bool) -> Option<String> {
    match (is_input(path), changed) {
        (true, true) => None,
        (_, true) => Some(format!("wrote {}", quoted(path))),
        (_, false) => Some(format!("nothing new: {} says it already", quoted(path))),
    }
}

/// The review and what holds after it.
pub fn text(entry: &Entry<'_>, standing: &Standing, request: &ReviewRequest, style: OutputStyle) -> String {
    let plan = &entry.reviewed.plan;
    let mut lines = vec![clean_path(entry.path)];
    if let Some(review) = own_review(plan, request) {
        lines.push(format!("  {}", review_words(review)));
    }
    lines.extend(plan_lines(plan, standing, style));
    lines.into_iter().map(|line| line + "\n").collect()
}

/// `Ana Diaz approved on 2026-11-26: as agreed`.
fn review_words(review: &Review) -> String {
    let comment = if review.comment.is_empty() { String::new() } else { format!(": {}", review.comment) };
    format!("{} {} on {}{comment}", review.by, review.verdict.name(), review.on)
}

/// How a plan stands: status, choice, approvals, verdict, and the day of its next review.
pub fn plan_lines(plan: &Plan, standing: &Standing, style: OutputStyle) -> Vec<String> {
    let names =
        |reviews: &[&Review]| reviews.iter().map(|review| review.by.as_str()).collect::<Vec<_>>().join(", ");
    let approvals = plan.approvals();
    let groups = [
        ("holding", &approvals.holding),
        ("outdated", &approvals.outdated),
        ("changes requested", &approvals.changes_requested),
    ];
    let groups = groups.into_iter().filter(|(_, reviews)| !reviews.is_empty());
    let groups: Vec<String> =
        groups.map(|(what, reviews)| format!("{} {what} ({})", reviews.len(), names(reviews))).collect();
    let groups = if groups.is_empty() { "none".to_owned() } else { groups.join(", ") };
    let by = plan.superseded_by.as_ref().map(|link| format!(" by {link}")).unwrap_or_default();
    let choice = plan.full_choice();
    let choice = if choice.is_open() { "nothing yet".to_owned() } else { choice.words() };
    let rows = [
        ("Status", Some(format!("{}{by}", status_words(plan.status)))),
        ("Supersedes", (!plan.supersedes.is_empty()).then(|| plan.supersedes.join(", "))),
        ("Chosen", Some(choice)),
        ("Approvals", Some(groups)),
        ("Verdict", Some(standing.words(style))),
        ("Review by", plan.review_by.map(|day| day.to_string())),
    ];
    let rows = rows.into_iter().filter_map(|(label, words)| Some((label, words?)));
    rows.map(|(label, words)| format!("  {:<12}{words}", format!("{label}:"))).collect()
}

/// The review that was written, or that said the same before.
fn own_review<'p>(plan: &'p Plan, request: &ReviewRequest) -> Option<&'p Review> {
    let own = |review: &&Review| {
        review.verdict == request.verdict
            && review.on == request.on
            && crate::text::fold(&review.by) == crate::text::fold(&request.by)
    };
    plan.reviews.iter().rev().find(own)
}

/// One entry of `servemap/review/1`.
pub fn json(entry: &Entry<'_>, standing: &Standing, request: &ReviewRequest) -> Value {
    let plan = &entry.reviewed.plan;
    let review = own_review(plan, request);
    let mut object = json!({
        "file": clean_path(entry.path),
        "written": entry.reviewed.changed,
        "review": request.verdict,
        "by": review.map(|review| review.by.as_str()),
        "on": request.on,
        "comment": review.map(|review| review.comment.as_str()),
        "seen": review.and_then(|review| review.seen.as_ref()).map(crate::plan::FullChoice::json),
    });
    standing_json(&mut object, plan, standing);
    if is_input(entry.path) {
        object["plan"] = json!(entry.reviewed.text);
    }
    object
}

/// How a plan stands, for scripts.
pub fn standing_json(object: &mut Value, plan: &Plan, standing: &Standing) {
    let list = |reviews: &[&Review]| -> Vec<Value> {
        reviews.iter().map(|review| json!({ "by": review.by, "on": review.on })).collect()
    };
    let approvals = plan.approvals();
    object["status"] = json!(plan.status);
    object["superseded_by"] = json!(plan.superseded_by);
    object["supersedes"] = json!(plan.supersedes);
    object["review_by"] = json!(plan.review_by);
    object["approvals"] = json!({
        "holding": list(&approvals.holding),
        "outdated": list(&approvals.outdated),
        "changes_requested": list(&approvals.changes_requested),
    });
    object["verdict"] = json!(standing.verdict);
    object["gate"] = json!(standing.gate);
}
