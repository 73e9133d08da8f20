//! The index of decisions: by status, each linked to its note, superseded ones both ways.

use serde_json::{Value, json};

use super::{Links, PageSource};
use crate::export::markdown::{escape, table_of_markdown};
use crate::plan::Status;
use crate::review::column::Column;
use crate::review::summary::DecisionSummary;

/// The columns of the table, behind the linked name.
const COLUMNS: [Column; 8] = [
    Column::Verdict,
    Column::Model,
    Column::Mode,
    Column::Region,
    Column::Left,
    Column::Owner,
    Column::Approvals,
    Column::Review,
];

const HEADS: [&str; 10] = [
    "Decision",
    "Verdict",
    "Model",
    "Mode",
    "Region",
    "Days left",
    "Owner",
    "Approvals",
    "Review by",
    "Links",
];

/// The sections, in order: the status, and its heading.
const SECTIONS: [(Option<Status>, &str); 5] = [
    (Some(Status::Accepted), "Accepted"),
    (Some(Status::Proposed), "Proposed"),
    (None, "Status not stated"),
    (Some(Status::Superseded), "Superseded"),
    (Some(Status::Withdrawn), "Withdrawn"),
];

pub(super) fn markdown(source: &PageSource<'_>, links: &Links<'_>) -> String {
    let mut page = source.head("Model serving decisions");
    for (status, heading) in SECTIONS {
        let decisions: Vec<&DecisionSummary> = source
            .summaries
            .iter()
            .filter(|summary| !summary.is_broken() && summary.status == status)
            .collect();
        if !decisions.is_empty() {
            page.extend(["\n## ", heading, "\n\n", &table(&decisions, links)]);
        }
    }
    page + &source.problem_section(DecisionSummary::is_broken, links)
}

/// The table of some decisions, in their order.
pub fn table(decisions: &[&DecisionSummary], links: &Links<'_>) -> String {
    let rows: Vec<Vec<String>> = decisions
        .iter()
        .map(|summary| {
            let cells = COLUMNS.iter().map(|column| escape(&column.cell(summary)));
            let name = std::iter::once(links.decision(summary));
            name.chain(cells).chain([linked(summary, links)]).collect()
        })
        .collect();
    table_of_markdown(HEADS, &rows)
}

/// By what the decision is superseded, and what it supersedes.
fn linked(summary: &DecisionSummary, links: &Links<'_>) -> String {
    let by =
        summary.superseded_by.iter().map(|file| format!("superseded by {}", links.named_by(summary, file)));
    let others =
        summary.supersedes.iter().map(|file| format!("supersedes {}", links.named_by(summary, file)));
    by.chain(others).collect::<Vec<_>>().join(", ")
}

pub(super) fn json(source: &PageSource<'_>) -> Value {
    let decisions: Vec<Value> = source.summaries.iter().map(crate::review::json::json).collect();
    json!({ "schema": "servemap/index/1", "decisions": decisions })
}
