//! From a file that `check` read to what is shown of it, judged once.

use std::path::Path;

use chrono::NaiveDate;

use super::summary::{ApprovalSummary, DecisionSummary, ReviewSummary};
use super::urgency::{Need, Urgency};
use crate::check::{Finding, LoadedPlan, TrackerEntry};
use crate::choice::end::End;
use crate::date;
use crate::decision::Decision;
use crate::decision::since::{self, VerdictNow};
use crate::export::Export;
use crate::matrix::Matrix;
use crate::plan::{FullChoice, Plan, Review, Verdict};

/// How decisions are judged for a list.
#[derive(Debug, Clone, Copy)]
pub struct SummaryOptions<'a> {
    pub as_of: NaiveDate,
    /// The matrices of the clouds that the plans name.
    pub matrices: &'a [Matrix],
    /// How near an end needs somebody, in days.
    pub within: i64,
    /// How many people have to approve, if that is asked for.
    pub required_approvals: Option<usize>,
}

/// What is shown of each file, in the order of the files.
pub fn summarize(plans: &[LoadedPlan], options: &SummaryOptions<'_>) -> Vec<DecisionSummary> {
    plans.iter().map(|loaded| DecisionSummary::of(loaded, options)).collect()
}

impl DecisionSummary {
    /// What is shown of a file that was read.
    pub fn of(loaded: &LoadedPlan, options: &SummaryOptions<'_>) -> Self {
        let mut summary = Self::of_file(loaded.name());
        summary.note = loaded.document(Export::Note).map(|document| document.name.clone());
        match loaded.plan() {
            None => summary.problem = loaded.problems().first().cloned(),
            Some(plan) => summary.judge(loaded, plan, options),
        }
        summary.needs = needs(&summary, options.within);
        summary.urgency = urgency(&summary);
        summary
    }

    /// What is shown of something that holds no plan, where one should be.
    pub fn of_finding(finding: &Finding) -> Self {
        let mut summary = Self { problem: Some(finding.clone()), ..Self::of_file(&finding.file) };
        summary.urgency = urgency(&summary);
        summary
    }

    fn of_file(file: &str) -> Self {
        let stem = Path::new(file).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        Self {
            file: file.to_owned(),
            name: stem.unwrap_or_else(|| file.to_owned()),
            note: None,
            sentence: String::new(),
            owner: None,
            mode: None,
            region: None,
            model: None,
            model_id: None,
            provider: None,
            replacement: None,
            status: None,
            superseded_by: None,
            supersedes: Vec::new(),
            verdict: None,
            because: Vec::new(),
            decided: None,
            change: None,
            end: End::Unknown,
            lifecycle: None,
            end_day: None,
            days_left: None,
            open_guardrails: Vec::new(),
            approvals: ApprovalSummary::default(),
            review_by: None,
            review_days: None,
            problem: None,
            needs: Vec::new(),
            urgency: Urgency::Unknown,
        }
    }

    fn judge(&mut self, loaded: &LoadedPlan, plan: &Plan, options: &SummaryOptions<'_>) {
        let mut plan = plan.clone();
        let matrix = options.matrices.iter().find(|matrix| matrix.cloud == plan.cloud);
        if let Some(matrix) = matrix {
            plan.resolve(matrix);
        }
        self.describe(&plan, options);
        let Some(matrix) = matrix else { return };
        if let Some(model) = plan.model.as_ref().and_then(|id| matrix.model(id)) {
            self.model = Some(model.label().to_owned());
            self.provider.clone_from(&model.provider);
        }
        if self.is_past() {
            return;
        }
        match plan.decide(matrix, options.as_of) {
            Ok(decision) => self.add(&decision, options.as_of),
            Err(error) => self.problem = Some(loaded.not_judged(&plan, matrix, &error)),
        }
    }

    /// What the plan says by itself.
    fn describe(&mut self, plan: &Plan, options: &SummaryOptions<'_>) {
        let owner = plan.record.owner.trim();
        self.sentence.clone_from(&plan.sentence);
        self.owner = (!owner.is_empty()).then(|| owner.to_owned());
        self.mode = plan.mode;
        self.region = plan.region.as_ref().map(ToString::to_string);
        self.model_id = plan.model.as_ref().map(ToString::to_string);
        self.model.clone_from(&self.model_id);
        self.replacement = plan.record.replacement.as_ref().map(ToString::to_string);
        self.status = plan.status;
        self.superseded_by.clone_from(&plan.superseded_by);
        self.supersedes.clone_from(&plan.supersedes);
        self.decided = plan.decided.last().cloned();
        self.approvals = approvals(plan, options.required_approvals);
        self.review_by = plan.review_by;
        self.review_days = plan.review_by.map(|day| date::days(options.as_of, day));
    }

    /// What the gates say of it.
    fn add(&mut self, decision: &Decision<'_>, as_of: NaiveDate) {
        let entry = TrackerEntry::of(&self.file, decision, as_of);
        self.replacement = entry.replacement;
        self.lifecycle = Some(entry.state);
        (self.end_day, self.days_left) = (entry.date, entry.days_left);
        self.end = decision.case.end();
        self.verdict = entry.verdict;
        self.because = since::codes(&decision.judged);
        let open = decision.guardrails.iter().filter(|check| check.is_open());
        self.open_guardrails = open.map(|check| check.guardrail.label.clone()).collect();
        let end = self.end.day().map(|_| self.end.left(as_of));
        let reasons = since::reasons(&self.because);
        let now = VerdictNow {
            verdict: self.verdict,
            reasons: &reasons,
            end: end.as_deref(),
            matrix: decision.matrix().as_of,
        };
        let since = decision.plan.last_decided().and_then(|then| since::since(then, &now));
        self.change = since.filter(|since| since.is_change).map(|since| since.words);
    }
}

fn approvals(plan: &Plan, required: Option<usize>) -> ApprovalSummary {
    let now = plan.full_choice();
    let summaries =
        |reviews: Vec<&Review>| reviews.into_iter().map(|review| summarized(review, &now)).collect();
    let approvals = plan.approvals();
    ApprovalSummary {
        holding: summaries(approvals.holding),
        outdated: summaries(approvals.outdated),
        changes_requested: summaries(approvals.changes_requested),
        required,
    }
}

fn summarized(review: &Review, now: &FullChoice) -> ReviewSummary {
    let changed = review.seen.as_ref().map(|seen| seen.changed(now)).unwrap_or_default();
    ReviewSummary { by: review.by.clone(), on: review.on, comment: review.comment.clone(), changed }
}

/// What people have to do about a decision that is in force; `within` is how near an end is worth it, in days.
fn needs(summary: &DecisionSummary, within: i64) -> Vec<Need> {
    if summary.is_past() {
        return Vec::new();
    }
    let approvals = &summary.approvals;
    let all = [
        (Need::ChangesRequested, !approvals.changes_requested.is_empty()),
        (Need::ApprovalOutdated, !approvals.outdated.is_empty()),
        (Need::ApprovalMissing, approvals.are_missing()),
        (Need::ReviewOverdue, summary.review_days.is_some_and(|days| days < 0)),
        (Need::Retiring, !summary.is_retired() && summary.days_left.is_some_and(|days| days <= within)),
    ];
    all.into_iter().filter_map(|(need, holds)| holds.then_some(need)).collect()
}

fn urgency(summary: &DecisionSummary) -> Urgency {
    match summary.verdict {
        _ if summary.is_past() => Urgency::Past,
        _ if summary.is_broken() || summary.is_retired() => Urgency::Failing,
        Some(Verdict::Blocked) => Urgency::Failing,
        None | Some(Verdict::Unknown) => Urgency::Unknown,
        _ if !summary.needs.is_empty() => Urgency::NeedsReview,
        Some(Verdict::Conditional) => Urgency::Conditional,
        Some(Verdict::Available) => Urgency::Fine,
    }
}
