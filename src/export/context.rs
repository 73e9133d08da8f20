//! Everything known about a decision, as templates and machines see it: the same facts for both. None is still open.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};

use super::facts::{
    DecidedFacts, LifecycleFacts, MatrixFacts, ModeFacts, ModelFacts, PostureFacts, RegionFacts,
    WorkloadFacts,
};
use super::{Export, cleared, closing, full, note, record, row, runbook};
use crate::decision::Decision;

/// What a template can name.
#[derive(Debug, Clone, Serialize)]
pub struct Context {
    /// The plan's cloud, as the template's "Primary … region" names it.
    pub cloud: &'static str,
    /// The day the decision is judged for.
    pub as_of: NaiveDate,
    /// The matrix behind it.
    pub matrix: MatrixFacts,
    /// The model.
    pub model: ModelFacts,
    /// The serving mode.
    pub mode: ModeFacts,
    /// The four modes with the chosen one marked.
    pub modes: Vec<full::Choice>,
    /// The primary region.
    pub region: RegionFacts,
    /// The region to fail over to.
    pub secondary: Option<RegionFacts>,
    /// The work in the user's words, and its shape.
    pub workload: WorkloadFacts,
    /// What the gates say together.
    pub verdict: &'static str,
    /// That the decision is not cleared, by which gates, since when, why; none where the gates let it through.
    pub not_cleared: Option<String>,
    /// What holds today, where that is more than "available".
    pub today: Option<String>,
    /// Where the workload does not fit the mode or the model.
    pub advice: Vec<String>,
    /// What each gate says.
    pub gates: Vec<note::GateSays>,
    /// What else was looked at.
    pub considered: Vec<note::Rejected>,
    /// The replacement, judged.
    pub replacement: Option<note::Successor>,
    /// The guardrails, required or not.
    pub guardrails: Vec<full::Guardrail>,
    /// The "Data residency constraint".
    pub residency: String,
    /// What the organisation brings.
    pub posture: PostureFacts,
    /// Where the model stands in the mode.
    pub lifecycle: LifecycleFacts,
    /// The model record.
    pub record: record::Record,
    /// The checklist row.
    pub row: row::Row,
    /// The runbook's five answers.
    pub runbook: Vec<runbook::Entry>,
    /// What the decision rested on when it was saved.
    pub decided: Option<DecidedFacts>,
    /// The day it is to be looked at again.
    pub review_by: Option<NaiveDate>,
    /// The line that says where to verify.
    pub verify: String,
    /// The line that says how old the matrix is, if it is old.
    pub age: Option<String>,
}

impl Context {
    /// Everything known about a decision.
    pub fn of(decision: &Decision<'_>) -> Self {
        let facts = decision.case.criteria;
        Self {
            cloud: decision.plan.cloud.name(),
            as_of: facts.as_of,
            matrix: MatrixFacts::of(decision),
            model: ModelFacts::of(decision),
            mode: ModeFacts::of(decision),
            modes: full::choices(decision),
            region: RegionFacts::primary(decision),
            secondary: RegionFacts::secondary(decision),
            workload: WorkloadFacts::of(decision),
            verdict: decision.judged.verdict.id(),
            not_cleared: cleared::not_cleared(decision),
            today: cleared::today(decision),
            advice: decision.plan.advice(facts.matrix).iter().map(ToString::to_string).collect(),
            gates: note::gates(decision),
            considered: note::considered(decision),
            replacement: note::successor(decision),
            guardrails: full::guardrails(decision),
            residency: full::residency(decision),
            posture: PostureFacts::of(decision),
            lifecycle: LifecycleFacts::of(decision),
            record: record::Record::of(decision),
            row: row::Row::of(decision),
            runbook: runbook::answers(decision),
            decided: DecidedFacts::of(decision),
            review_by: decision.plan.review_by,
            verify: closing::verify(facts.matrix),
            age: closing::age(facts.matrix, facts.as_of),
        }
    }

    /// All of it as JSON, under the names that templates write.
    pub fn whole(&self) -> Value {
        // Serialising fails for maps with keys that are no strings, and there are none here.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// An export as JSON: the keys that all share, then those of its own.
    pub fn json(&self, export: Export) -> Value {
        let mut object = json!({
            "schema": format!("servemap/{}/1", export.id()),
            "model": self.model.name,
            "endpoint": self.model.endpoint,
            "id": self.model.id,
            "mode": self.mode.id,
            "region": self.region.code,
            "as_of": self.as_of,
            "matrix": self.matrix,
            "verdict": self.verdict,
            "not_cleared": self.not_cleared,
        });
        let mut whole = self.whole();
        for part in export.parts() {
            object[*part] = whole[*part].take();
        }
        object["verify"] = json!(self.verify);
        object
    }
}
