//! What differs between two versions of decisions, as Markdown that fits into a pull request: a headline with both verdicts
//! and a table for each.

use chrono::NaiveDate;

use super::closing_lines;
use super::markdown::{escape, table};
use crate::decision::changed::{ChangeKind, ChangedDecision};
use crate::matrix::Matrix;

/// How much of a longer text a cell shows.
const WIDTH: usize = 160;

/// How the versions of some decisions compare.
#[derive(Debug)]
pub struct DecisionChanges {
    /// Those that differ, by file.
    pub changed: Vec<ChangedDecision>,
    /// How many decisions are the same.
    pub same: usize,
    /// How many of them have another text: comments, or the history of what was decided.
    pub reworded: usize,
    /// How many files cannot be read in either version: the same or not, nobody knows.
    pub unread: usize,
}

impl DecisionChanges {
    /// How many differ, and how, in one line.
    pub fn summary(&self) -> String {
        let kinds = ChangeKind::ALL.into_iter().filter_map(|kind| {
            let count = self.changed.iter().filter(|decision| decision.kind == kind).count();
            (count > 0).then(|| format!("{count} {}", kind.name()))
        });
        let kinds = kinds.collect::<Vec<_>>().join(", ");
        let reworded = match self.reworded {
            0 => String::new(),
            some => format!(" ({some} in comments or history alone)"),
        };
        let unread = match self.unread {
            0 => String::new(),
            some => format!(", {some} not readable in either version"),
        };
        match (self.changed.len(), self.same) {
            (0, 1) => format!("the decision is the same{reworded}{unread}"),
            (0, same) => format!("no decision differs, {same} the same{reworded}{unread}"),
            (_, 0) => format!("{kinds}{unread}"),
            (_, same) => format!("{kinds}, {same} the same{reworded}{unread}"),
        }
    }

    /// The page: the summary where there is more than one decision, a section for each that differs, and by which matrix they
    /// are judged.
    pub fn markdown(&self, matrices: &[&Matrix], as_of: NaiveDate) -> String {
        let many = self.changed.len() + self.same + self.unread > 1;
        let mut parts = Vec::new();
        if many || self.changed.is_empty() {
            parts.push(format!("## Decisions: {}\n", escape(&self.summary())));
        }
        parts.extend(self.changed.iter().map(section));
        let judged = matrices.iter().map(|matrix| {
            let line = format!("Both versions judged as of {as_of} by the {} matrix.", matrix.cloud.name());
            let lines = std::iter::once(line).chain(closing_lines::lines(matrix, as_of));
            format!("{}\n", escape(&lines.collect::<Vec<_>>().join(" ")))
        });
        if !self.changed.is_empty() {
            parts.extend(judged);
        }
        parts.join("\n")
    }
}

fn section(decision: &ChangedDecision) -> String {
    let mut section = format!("### {}\n", escape(&format!("{}: {}", decision.file, decision.headline())));
    let rows = decision.rows(WIDTH);
    if !rows.is_empty() {
        section.extend(["\n", &table(decision.columns(), &rows)]);
    }
    for problem in &decision.problems {
        section.extend(["\n", &escape(problem.message()), "\n"]);
    }
    section
}
