//! The rules: a stable id each, and what it watches for.

use crate::text::words;

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

words! { Severity {
    Error = "error";
    Warning = "warning";
    Note = "note";
} }

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
    GateBlocks,
    UnknownCell,
    ReplacementInvalid,
    GuardrailOpen,
    ReviewOverdue,
    VerdictChanged,
    ExportStale,
    MatrixOld,
}

words! { Rule {
    PlanBroken = "plan-broken";
    PlanIncomplete = "plan-incomplete";
    NoPlan = "no-plan";
    Retired = "retired";
    RetiringWithin = "retiring-within";
    RetiresBeforeNeeded = "retires-before-needed";
    NotListed = "not-listed";
    RoutingNeeded = "routing-needed";
    PreviewUnguarded = "preview-unguarded";
    GateBlocks = "gate-blocks";
    UnknownCell = "unknown-cell";
    ReplacementInvalid = "replacement-invalid";
    GuardrailOpen = "guardrail-open";
    ReviewOverdue = "review-overdue";
    VerdictChanged = "verdict-changed";
    ExportStale = "export-stale";
    MatrixOld = "matrix-old";
} }

impl Rule {
    /// What it watches for, in one sentence.
    pub fn about(self) -> &'static str {
        self.texts().about
    }

    /// What is meant, and when it is how bad.
    pub fn detail(self) -> &'static str {
        self.texts().detail
    }

    /// What to do about it.
    pub fn help(self) -> &'static str {
        self.texts().help
    }

    /// How bad a finding can be, the worst first.
    pub fn severities(self) -> &'static [Severity] {
        self.texts().severities
    }

    #[expect(clippy::too_many_lines, reason = "one entry a rule, read from top to bottom")]
    fn texts(self) -> Texts {
        use Severity::{Error, Note, Warning};
        let texts = |about, detail, help, severities| Texts { about, detail, help, severities };
        match self {
            Self::PlanBroken => texts(
                "A plan cannot be read.",
                "The file is no TOML, breaks the rules of plan files, or the system does not hand it over; so does \
                a folder that cannot be listed. Each problem is a finding at its line.",
                "Correct the line, or move the file away from the plans.",
                &[Error],
            ),
            Self::PlanIncomplete => texts(
                "A plan lacks a choice, an owner or a reason, or holds nothing.",
                "Without a mode, a region or a model a plan cannot be judged, and an empty file says nothing: a \
                warning. Without an owner or a reason it can: a note.",
                "Complete the plan in the planner, or remove the file.",
                &[Warning, Note],
            ),
            Self::NoPlan => texts(
                "A folder that was named holds no plan.",
                "A check of nothing must not pass: the folder has moved, or its plans have other names. What was \
                passed over there is listed below the findings.",
                "Name the folder where the plans are; plans are called NAME.toml.",
                &[Error],
            ),
            Self::Retired => texts(
                "The model has retired in this mode.",
                "Calls fail: an error. While calls are redirected to another model they do not: a warning, with the \
                last day of the redirect.",
                "Switch to the replacement, and test it first.",
                &[Error, Warning],
            ),
            Self::RetiringWithin => texts(
                "The model retires soon, or is kept only by those who already use it.",
                "The retirement is announced and nearer than --within: a warning, and an error where a new use is \
                no longer let in. A legacy model without a date is a warning for those who use it.",
                "Name a replacement and test it before the day.",
                &[Error, Warning],
            ),
            Self::RetiresBeforeNeeded => texts(
                "The model retires before the day until which it is needed.",
                "posture.needed_until lies behind the retirement: an error, and a warning where a valid replacement \
                is named.",
                "Name a replacement, or choose a model that stays longer.",
                &[Error, Warning],
            ),
            Self::NotListed => texts(
                "The model is not, or no longer, offered in this mode or region.",
                "The matrix does not list the model for the mode or the primary region: an error. Not for the \
                secondary region, or not on the list that the workload asks for: a warning or a note.",
                "Choose one of the ways out that the finding names.",
                &[Error, Warning, Note],
            ),
            Self::RoutingNeeded => texts(
                "The model needs cross-geography routing that is off, forbidden or not known.",
                "Off, or against the residency rule: an error. Not known yet: a warning.",
                "Have the setting of the workspace looked up and write it down as posture.routing.",
                &[Error, Warning],
            ),
            Self::PreviewUnguarded => texts(
                "The model is a preview without a feature flag, or where none is allowed.",
                "Where the posture denies previews: an error. Where it allows them and the guardrail feature-flag \
                is not in place: a warning.",
                "Put the model behind a feature flag and tick the guardrail, or choose one that is GA.",
                &[Error, Warning],
            ),
            Self::GateBlocks => texts(
                "A gate without a rule of its own does not let the model through.",
                "Blocked: an error. Let through under a condition: a warning.",
                "Choose one of the ways out that the finding names.",
                &[Error, Warning],
            ),
            Self::UnknownCell => texts(
                "Nobody has seen what a gate asks for.",
                "The matrix says neither yes nor no. Unknown is no permission.",
                "Verify against the official page, or import a newer copy of it.",
                &[Warning],
            ),
            Self::ReplacementInvalid => texts(
                "The replacement is missing, blocked, or goes no later than the model.",
                "The replacement is judged by the same gates. While the model is on its way out, one that is \
                refused is an error; before that, or where none is named, it is a warning.",
                "Name a replacement that the gates let through.",
                &[Error, Warning],
            ),
            Self::GuardrailOpen => texts(
                "A guardrail that this plan requires is not in place.",
                "The finding says which of the template's guardrails, and why this plan requires it.",
                "Put it in place, then tick it: servemap plan --update --tick GUARDRAIL -o PLAN.",
                &[Warning],
            ),
            Self::ReviewOverdue => texts(
                "The day by which the decision was to be looked at again has passed.",
                "review_by in the plan lies before the day of the check.",
                "Review the decision and set the next day.",
                &[Warning],
            ),
            Self::VerdictChanged => texts(
                "The gates say something else than when the decision was saved.",
                "Worse than then: a warning. Better: a note. What the gates say now is judged by the other rules.",
                "Look at the decision again and save it: servemap plan --update -o PLAN notes the new verdict.",
                &[Warning, Note],
            ),
            Self::ExportStale => texts(
                "A document beside the plan is no longer what the plan renders.",
                "NAME-note.md and the other documents that stand beside NAME.toml are compared with what the plan \
                renders for their day.",
                "Write the document anew with servemap export.",
                &[Warning],
            ),
            Self::MatrixOld => texts(
                "The matrix is too old to be trusted.",
                "Older than 45 days: a note, which never fails a check. Older than --max-age: an error.",
                "Import a newer copy of the official page; until then verify there.",
                &[Error, Note],
            ),
        }
    }
}

/// What is written about a rule.
struct Texts {
    about: &'static str,
    detail: &'static str,
    help: &'static str,
    severities: &'static [Severity],
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
