//! The checklist of all decisions: the template's table with a row for each.

use serde_json::{Value, json};

use super::kept::Kept;
use super::{Links, PageSource};
use crate::export::{self, Export, markdown, row};

pub(super) fn markdown(source: &PageSource<'_>, links: &Links<'_>) -> String {
    let mut table = format!("{}\n{}\n", markdown::row(row::COLUMNS.map(Some)), row::SEPARATOR);
    for decision in &Kept::of(source).decisions(source) {
        table.push_str(&row::ChecklistRow::of(decision).markdown());
        table.push('\n');
    }
    table + &source.past_section(links) + &source.problem_section(|_| true, links)
}

pub(super) fn json(source: &PageSource<'_>) -> Value {
    let kept = Kept::of(source);
    let rows: Vec<Value> =
        kept.decisions(source).iter().map(|decision| export::json(Export::Row, decision)).collect();
    json!({ "schema": "servemap/checklist/1", "decisions": rows })
}
