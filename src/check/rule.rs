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
pub enum Rule {
    PlanBroken,
    PlanIncomplete,
    NoPlan,
    LinkBroken,
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
    ApprovalMissing,
    ApprovalOutdated,
    ChangesRequested,
    ExportStale,
    WaiverInvalid,
    WaiverExpired,
    WaiverUnused,
    MatrixOld,
}

words! { Rule {
    PlanBroken = "plan-broken";
    PlanIncomplete = "plan-incomplete";
    NoPlan = "no-plan";
    LinkBroken = "link-broken";
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
    ApprovalMissing = "approval-missing";
    ApprovalOutdated = "approval-outdated";
    ChangesRequested = "changes-requested";
    ExportStale = "export-stale";
    WaiverInvalid = "waiver-invalid";
    WaiverExpired = "waiver-expired";
    WaiverUnused = "waiver-unused";
    MatrixOld = "matrix-old";
} }

/// The rules' documentation, a section each: the source of every text about a rule.
const PAGE: &str = include_str!("../../docs/check-rules.md");

impl Rule {
    /// What it watches for, in one sentence.
    pub fn about(self) -> &'static str {
        self.heading().0
    }

    /// How bad a finding can be, the worst first: `error, warning`.
    pub fn severities(self) -> &'static str {
        self.heading().1
    }

    /// When it is how bad.
    pub fn detail(self) -> &'static str {
        self.paragraph(1)
    }

    /// What to do about it.
    pub fn help(self) -> &'static str {
        self.paragraph(2).trim_start_matches("To do: ")
    }

    /// Whether a waiver in a plan can accept what it finds: not what is wrong with the file, the folder or the matrix, and
    /// not what is wrong with waivers.
    pub fn can_be_waived(self) -> bool {
        !matches!(
            self,
            Self::PlanBroken
                | Self::NoPlan
                | Self::WaiverInvalid
                | Self::WaiverExpired
                | Self::WaiverUnused
                | Self::MatrixOld
        )
    }

    /// The first paragraph: a sentence, and the severities in parentheses.
    fn heading(self) -> (&'static str, &'static str) {
        self.paragraph(0).trim_end_matches(')').rsplit_once(" (").unwrap_or_default()
    }

    fn paragraph(self, at: usize) -> &'static str {
        let (_, section) = PAGE.split_once(&format!("\n## {}\n\n", self.id())).unwrap_or_default();
        section.split("\n\n").nth(at).unwrap_or_default().trim_end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Words;

    #[test]
    fn the_page_has_a_section_for_each_rule_and_no_other() {
        let sections: Vec<&str> = PAGE.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(sections, Rule::ALL.map(Rule::id));
        for rule in Rule::ALL {
            assert!(rule.severities().split(", ").all(|word| Severity::read(word).is_some()), "{rule:?}");
            for text in [rule.about(), rule.detail(), rule.help()] {
                assert!(text.ends_with('.') && !text.contains(['\n', '#']), "{rule:?}: {text}");
            }
        }
    }

    #[test]
    fn every_rule_has_an_id_of_its_own() {
        let mut ids = Rule::ALL.map(Rule::id).to_vec();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Rule::ALL.len());
    }
}
