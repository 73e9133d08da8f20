//! The difference as text for people and as JSON. As Markdown: `export/decision_changes.rs`.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::command::style::{self, OutputStyle};
use crate::decision::changed::{ChangeKind, ChangedDecision};
use crate::decision::difference::VersionVerdict;
use crate::export::decision_changes::DecisionChanges;
use crate::matrix::Matrix;
use crate::text;

/// How much of a longer text is shown.
const WIDTH: usize = 160;

/// How long two values may be together to stand on one line.
const ONE_LINE: usize = 60;

/// A section for each decision that differs.
pub fn text(changes: &DecisionChanges, style: OutputStyle) -> String {
    changes.changed.iter().map(|decision| section(decision, style)).collect::<Vec<_>>().join("\n")
}

fn section(decision: &ChangedDecision, style: OutputStyle) -> String {
    let mut lines = vec![format!("{}: {}", decision.file, headline(decision, style))];
    for row in decision.rows(WIDTH) {
        match row.as_slice() {
            [what, value] => lines.extend(wrapped(&format!("{what}: {value}"), "  ", "    ", style)),
            [what, before, after] if text::width(before) + text::width(after) <= ONE_LINE => {
                lines.push(format!("  {what}: {before} -> {after}"));
            }
            [what, before, after] => {
                lines.push(format!("  {what}:"));
                for (sign, value, colour) in [('-', before, style::RED), ('+', after, style::GREEN)] {
                    let value = wrapped(value, &format!("    {sign} "), "      ", style);
                    lines.extend(value.iter().map(|line| style.paint(colour, line)));
                }
            }
            _ => {}
        }
    }
    for problem in &decision.problems {
        lines.extend(problem.to_string().lines().map(|line| format!("  {line}")));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A value over as many lines as it takes, after what stands before the first and the others.
fn wrapped(value: &str, first: &str, others: &str, style: OutputStyle) -> Vec<String> {
    let width = style.width.unwrap_or(OutputStyle::PAGE).saturating_sub(others.len());
    let lines = text::wrap(&text::clean_line(value), width).into_iter().enumerate();
    lines.map(|(at, line)| format!("{}{line}", if at == 0 { first } else { others })).collect()
}

fn headline(decision: &ChangedDecision, style: OutputStyle) -> String {
    let Some(difference) = &decision.difference else {
        return style.paint(style::RED, &format!("x {}", decision.headline()));
    };
    let word = |version: &VersionVerdict| match version.verdict {
        Some(verdict) => style.verdict(verdict),
        None => format!("- {}", version.word()),
    };
    let (before, after) = (word(&difference.before), word(&difference.after));
    match decision.kind {
        ChangeKind::Added => format!("added, {after}"),
        ChangeKind::Removed => format!("removed, was {before}"),
        ChangeKind::Moved => {
            format!("moved from {}, still {after}", decision.from.as_deref().unwrap_or_default())
        }
        ChangeKind::Changed | ChangeKind::Unreadable if before == after => format!("still {after}"),
        ChangeKind::Changed | ChangeKind::Unreadable => format!("{before} -> {after}"),
    }
}

/// `servemap/diff/1`.
pub fn json(changes: &DecisionChanges, names: [&str; 2], matrices: &[&Matrix], as_of: NaiveDate) -> Value {
    let matrices = matrices
        .iter()
        .map(|matrix| json!({ "cloud": matrix.cloud, "as_of": matrix.as_of, "origin": matrix.origin }));
    json!({
        "schema": "servemap/diff/1",
        "old": names[0],
        "new": names[1],
        "as_of": as_of,
        "matrices": matrices.collect::<Vec<_>>(),
        "different": !changes.changed.is_empty(),
        "same": changes.same,
        "unread": changes.unread,
        "decisions": changes.changed.iter().map(ChangedDecision::json).collect::<Vec<_>>(),
    })
}
