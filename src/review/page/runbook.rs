//! The runbook page: a title, a section for each decision, and one closing line for all of them.

use serde_json::{Value, json};

use super::kept::Kept;
use super::{Links, PageSource};
use crate::decision::Decision;
use crate::error::Result;
use crate::export::{self, Export, markdown, markdown_lines};

pub(super) fn markdown(source: &PageSource<'_>, links: &Links<'_>) -> Result<String> {
    let kept = Kept::of(source);
    let mut page = "# Runbook: model serving\n".to_owned();
    for decision in &kept.decisions(source) {
        let entry = export::part(Export::Runbook, decision, source.templates)?;
        page.extend(["\n", &section(decision, &entry)]);
    }
    Ok(page + &source.past_section(links) + &source.problem_section(|_| true, links))
}

/// An entry as a section below the title of the page, whatever level its template begins with.
fn section(decision: &Decision<'_>, entry: &str) -> String {
    let section = markdown_lines::with_top_heading(entry, 2);
    if markdown_lines::has_heading(&section) {
        return section;
    }
    let title = format!("{} on {} in {}", decision.model.label(), decision.mode.name(), decision.region);
    format!("## {}\n\n{section}", markdown::escape(&title))
}

pub(super) fn json(source: &PageSource<'_>) -> Value {
    let kept = Kept::of(source);
    let entries: Vec<Value> =
        kept.decisions(source).iter().map(|decision| export::json(Export::Runbook, decision)).collect();
    json!({ "schema": "servemap/runbook-page/1", "decisions": entries })
}
