//! A decision being checked, with what the rules ask of it and say about it.

use super::{CheckOptions, File, Finding, Rule, Severity};
use crate::decision::Decision;
use crate::matrix::Lifecycle;
use crate::text;
use crate::toml_file::KeyLines;

/// A decision being checked, with what the rules ask for.
pub(super) struct Subject<'a> {
    pub file: &'a File,
    pub lines: &'a KeyLines,
    pub decision: &'a Decision<'a>,
    pub options: &'a CheckOptions<'a>,
}

impl Subject<'_> {
    /// A finding at a key of the plan's file.
    pub fn finding(
        &self,
        rule: Rule,
        severity: Severity,
        key: &str,
        message: String,
        hint: String,
    ) -> Finding {
        Finding::new(&self.file.name, rule, severity, message, hint).at(self.lines.line(key))
    }

    /// Whether calls fail already.
    pub fn is_retired(&self) -> bool {
        matches!(self.decision.case.lifecycle(), Lifecycle::Retired { .. })
    }

    /// A command about the plan that works when it is pasted: what comes before its file, and behind it.
    pub fn command(&self, before: &str, behind: &str) -> String {
        let file = text::shell_word(&self.file.name);
        let before = if before.is_empty() { String::new() } else { format!("{before} ") };
        format!("servemap {before}{file}{behind}{}", self.options.flags)
    }

    /// The command that changes the plan, under a name that a plan is written under.
    pub fn update(&self, flags: &str) -> String {
        let better = crate::plan::better_name(std::path::Path::new(&self.file.name));
        let Some(better) = better.filter(|_| self.file.name != "-") else {
            return self.command(&format!("plan --update{flags} -o"), "");
        };
        let (old, new) = (text::shell_word(&self.file.name), text::shell_word(&better.display().to_string()));
        format!("mv {old} {new} && servemap plan --update{flags} -o {new}{}", self.options.flags)
    }

    /// What the decision is about: model, mode and region.
    pub fn what(&self) -> String {
        let decision = self.decision;
        format!("{} in {}, {}", decision.model.label(), decision.mode.name(), decision.region)
    }
}
