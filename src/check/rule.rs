//! The rules: a stable id each, and what it watches for.

/// How bad a finding is; the worst is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Will become an error, or may be one.
    Warning,
    /// The decision does not hold.
    Error,
}

impl Severity {
    /// The word in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What a check watches for. The ids do not change: scripts and suppressions name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "`about` says it")]
pub enum Rule {
    PlanBroken,
    PlanIncomplete,
    NoPlan,
    Retired,
    RetiringWithin,
    RetiresBeforeNeeded,
    NotListed,
    RoutingNeeded,
    PreviewUnguarded,
    UnknownCell,
    ReplacementInvalid,
    GuardrailOpen,
    ReviewOverdue,
    VerdictChanged,
    ExportStale,
    MatrixOld,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 16] = [
        Self::PlanBroken,
        Self::PlanIncomplete,
        Self::NoPlan,
        Self::Retired,
        Self::RetiringWithin,
        Self::RetiresBeforeNeeded,
        Self::NotListed,
        Self::RoutingNeeded,
        Self::PreviewUnguarded,
        Self::UnknownCell,
        Self::ReplacementInvalid,
        Self::GuardrailOpen,
        Self::ReviewOverdue,
        Self::VerdictChanged,
        Self::ExportStale,
        Self::MatrixOld,
    ];

    /// The word in every output.
    pub fn id(self) -> &'static str {
        match self {
            Self::PlanBroken => "plan-broken",
            Self::PlanIncomplete => "plan-incomplete",
            Self::NoPlan => "no-plan",
            Self::Retired => "retired",
            Self::RetiringWithin => "retiring-within",
            Self::RetiresBeforeNeeded => "retires-before-needed",
            Self::NotListed => "not-listed",
            Self::RoutingNeeded => "routing-needed",
            Self::PreviewUnguarded => "preview-unguarded",
            Self::UnknownCell => "unknown-cell",
            Self::ReplacementInvalid => "replacement-invalid",
            Self::GuardrailOpen => "guardrail-open",
            Self::ReviewOverdue => "review-overdue",
            Self::VerdictChanged => "verdict-changed",
            Self::ExportStale => "export-stale",
            Self::MatrixOld => "matrix-old",
        }
    }

    /// What it watches for, in one sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::PlanBroken => "A plan cannot be read.",
            Self::PlanIncomplete => "A plan lacks a choice, so it cannot be judged.",
            Self::NoPlan => "A folder holds no plan.",
            Self::Retired => "The model has retired in this mode.",
            Self::RetiringWithin => "The model retires soon, or is kept only by those who already use it.",
            Self::RetiresBeforeNeeded => "The model retires before the day until which it is needed.",
            Self::NotListed => "The model is not, or no longer, offered in this mode or region.",
            Self::RoutingNeeded => {
                "The model needs cross-geography routing that is off, forbidden or not known."
            }
            Self::PreviewUnguarded => {
                "The model is a preview without a feature flag, or where none is allowed."
            }
            Self::UnknownCell => "Nobody has seen what a gate asks for.",
            Self::ReplacementInvalid => {
                "The replacement is missing, blocked, or goes no later than the model."
            }
            Self::GuardrailOpen => "A guardrail that this plan requires is not in place.",
            Self::ReviewOverdue => "The day by which the decision was to be looked at again has passed.",
            Self::VerdictChanged => "The gates say something else than when the decision was saved.",
            Self::ExportStale => "A document beside the plan is no longer what the plan renders.",
            Self::MatrixOld => "The matrix is too old to be trusted.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_an_id_of_its_own() {
        let mut ids = Rule::ALL.map(Rule::id).to_vec();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Rule::ALL.len());
    }
}
