//! What differs between two versions of a decision: what the gates say of each on one day, and what people entered
//! otherwise.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::gates::Verdict;
use crate::matrix::Matrix;
use crate::plan::Plan;
use crate::plan::change::{self, Change};

/// The columns of [`Difference::rows`].
pub const COLUMNS: [&str; 3] = ["What", "Before", "Now"];

/// What differs between two versions of one decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What holds of the older version.
    pub before: VersionVerdict,
    /// What holds of the newer one.
    pub after: VersionVerdict,
    /// What people entered otherwise, the choice first.
    pub changes: Vec<Change>,
}

/// What holds of one version of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionVerdict {
    /// None where it is past or cannot be judged.
    pub verdict: Option<Verdict>,
    /// The word where there is no verdict: `superseded`, `withdrawn`, `open`, `not judged`.
    otherwise: &'static str,
    /// The names of the gates that decide; none where all pass.
    pub gates: Vec<&'static str>,
    /// The stable words of their reasons.
    pub codes: Vec<&'static str>,
    /// Why the first of them says what it says, or why there is no verdict; empty where all pass.
    pub reason: String,
}

impl VersionVerdict {
    /// Judges a plan whose names are resolved. A past decision is not judged.
    fn of(plan: &Plan, matrix: Option<&Matrix>, as_of: NaiveDate) -> Self {
        let without = |otherwise: &'static str, reason: String| Self {
            verdict: None,
            otherwise,
            gates: Vec::new(),
            codes: Vec::new(),
            reason,
        };
        if let Some(status) = plan.status.filter(|status| status.is_past()) {
            let by = plan.superseded_by.as_ref().map(|file| format!("by {file}; ")).unwrap_or_default();
            return without(status.name(), format!("{by}not judged any more"));
        }
        let Some(matrix) = matrix else {
            return without("not judged", format!("no matrix of {} is at hand", plan.cloud.name()));
        };
        match plan.decide(matrix, as_of) {
            Ok(decision) => Self {
                verdict: Some(decision.judged.verdict),
                otherwise: "",
                gates: decision.judged.deciding_all().map(|(gate, _)| gate.title).collect(),
                codes: decision.judged.deciding_all().map(|(_, judgement)| judgement.reason.code()).collect(),
                reason: decision.judged.deciding_reason().unwrap_or_default(),
            },
            Err(error) => {
                without(if plan.is_decided() { "not judged" } else { "open" }, error.message().to_owned())
            }
        }
    }

    /// The verdict, or what stands in its place.
    pub fn word(&self) -> &'static str {
        self.verdict.map_or(self.otherwise, Verdict::name)
    }

    /// The verdict with the gates that decide and why: `conditional by Retirement notice: …`.
    pub fn words(&self) -> String {
        let gates =
            if self.gates.is_empty() { String::new() } else { format!(" by {}", self.gates.join(", ")) };
        let reason = if self.reason.is_empty() { String::new() } else { format!(": {}", self.reason) };
        format!("{}{gates}{reason}", self.word())
    }

    /// The same for machines.
    pub fn json(&self) -> Value {
        json!({
            "verdict": self.verdict,
            "word": self.word(),
            "gates": self.gates,
            "codes": self.codes,
            "reason": self.reason,
        })
    }
}

impl Difference {
    /// Compares two versions of a decision. Each is judged by the matrix of its cloud, both on the same day.
    pub fn between(old: &Plan, new: &Plan, matrices: &[&Matrix], as_of: NaiveDate) -> Self {
        let (old, new) = (resolved(old, matrices), resolved(new, matrices));
        let judge = |plan: &Plan| VersionVerdict::of(plan, of_cloud(plan, matrices), as_of);
        Self { before: judge(&old), after: judge(&new), changes: change::changes(&old, &new, matrices) }
    }

    /// Whether nothing that people enter differs.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Both verdicts: `conditional → blocked`, or `still conditional`.
    pub fn headline(&self) -> String {
        let (before, after) = (self.before.word(), self.after.word());
        if before == after { format!("still {after}") } else { format!("{before} → {after}") }
    }

    /// What differs, in the order of [`COLUMNS`]: the verdict first, if it or its reason does. Values are at most so wide.
    pub fn rows(&self, width: usize) -> Vec<[String; 3]> {
        let verdicts = [self.before.words(), self.after.words()];
        let verdict = (verdicts[0] != verdicts[1]).then(|| {
            let [before, after] = verdicts;
            ["Verdict".to_owned(), before, after]
        });
        let change = |change: &Change| {
            let [before, after] = change.shown(width);
            [change.field.clone(), before, after]
        };
        verdict.into_iter().chain(self.changes.iter().map(change)).collect()
    }

    /// The same as lines: `Model: databricks-a → databricks-b`.
    pub fn lines(&self) -> Vec<String> {
        let (before, after) = (self.before.words(), self.after.words());
        let verdict = (before != after).then(|| format!("Verdict: {before} → {after}"));
        verdict.into_iter().chain(self.changes.iter().map(ToString::to_string)).collect()
    }
}

fn of_cloud<'m>(plan: &Plan, matrices: &[&'m Matrix]) -> Option<&'m Matrix> {
    matrices.iter().find(|matrix| matrix.cloud == plan.cloud).copied()
}

/// The plan with the official names: another way to write a name is no difference.
fn resolved(plan: &Plan, matrices: &[&Matrix]) -> Plan {
    let mut plan = plan.clone();
    if let Some(matrix) = of_cloud(&plan, matrices) {
        plan.resolve(matrix);
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, Mode, ModelId, RegionId, bundled};
    use crate::plan::{Routing, Status};
    use rstest::rstest;

    /// The day on which the decisions of the quarter are reviewed.
    fn as_of() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()
    }

    fn plan() -> Plan {
        let mut plan = Plan {
            mode: Some(Mode::PayPerToken),
            region: Some(RegionId("us-east-1".into())),
            model: Some(ModelId("databricks-claude-sonnet-4".into())),
            ..Plan::default()
        };
        plan.posture.routing = Routing::On;
        plan
    }

    #[rstest]
    #[case::nothing(|_: &mut Plan| (), "still blocked", &[])]
    #[case::another_spelling(|plan: &mut Plan| plan.model = Some(ModelId("Claude Sonnet 4".into())), "still blocked", &[])]
    #[case::a_model_that_is_there(
        |plan: &mut Plan| plan.choose(ModelId("databricks-claude-sonnet-4-6".into())),
        "blocked → available",
        &["Verdict: blocked by Retirement notice: Retired", "Model: databricks-claude-sonnet-4 → databricks-claude-sonnet-4-6"]
    )]
    #[case::the_same_verdict_for_another_reason(
        |plan: &mut Plan| plan.region = Some(RegionId("eu-west-3".into())),
        "still blocked",
        &["Verdict: blocked by Retirement notice", "Region: us-east-1 → eu-west-3"]
    )]
    #[case::superseded(
        |plan: &mut Plan| {
            plan.status = Some(Status::Superseded);
            plan.superseded_by = Some("b.toml".into());
        },
        "blocked → superseded",
        &["→ superseded: by b.toml; not judged any more", "Decision status: not stated → superseded", "Superseded by: not set → b.toml"]
    )]
    #[case::open(
        |plan: &mut Plan| plan.model = None,
        "blocked → open",
        &["→ open: no model is chosen yet", "Model: databricks-claude-sonnet-4 → not set"]
    )]
    #[case::unknown(
        |plan: &mut Plan| plan.model = Some(ModelId("claude-nine".into())),
        "blocked → not judged",
        &["→ not judged: unknown model 'claude-nine'", "→ claude-nine"]
    )]
    #[case::a_cloud_without_a_matrix(
        |plan: &mut Plan| plan.cloud = Cloud::Gcp,
        "blocked → not judged",
        &["→ not judged: no matrix of Google Cloud is at hand", "Cloud: AWS → Google Cloud"]
    )]
    fn both_verdicts_come_first_and_then_what_was_entered(
        #[case] change: fn(&mut Plan),
        #[case] headline: &str,
        #[case] lines: &[&str],
    ) {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let (old, mut new) = (plan(), plan());
        change(&mut new);
        let difference = Difference::between(&old, &new, &[&matrix], as_of());
        assert_eq!(difference.headline(), headline);
        let told = difference.lines();
        assert_eq!(told.len(), lines.len(), "{told:?}");
        for (told, expected) in told.iter().zip(lines) {
            assert!(told.contains(expected), "{told}");
        }
        assert_eq!(difference.rows(80).len(), lines.len());
        assert_eq!(difference.is_empty(), lines.is_empty());
    }
}
