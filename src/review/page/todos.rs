//! The to-dos by owner, as checkboxes.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::todo::{Todo, todos};
use super::{Links, PageSource};
use crate::export::markdown::escape;

/// Where what nobody owns stands: last.
const NOBODY: &str = "No owner";

pub(super) fn markdown(source: &PageSource<'_>, links: &Links<'_>) -> String {
    let mut page = source.head("To-dos of model serving decisions");
    let groups = by_owner(source);
    if groups.is_empty() {
        page.push_str("\nNothing to do.\n");
    }
    for ((_, owner), todos) in groups {
        page.extend(["\n## ", &escape(&owner), "\n\n"]);
        for todo in todos {
            page.push_str(&line(&todo, source.as_of, links));
        }
    }
    page + &source.past_section(links)
}

/// `- [ ] by 2026-12-01, contracts: Switch to … Why: …`
fn line(todo: &Todo, as_of: NaiveDate, links: &Links<'_>) -> String {
    let by = match todo.by {
        Some(day) if day < as_of => format!("by {day} (overdue), "),
        Some(day) => format!("by {day}, "),
        None => String::new(),
    };
    let decision = links.decision_in(&todo.file);
    format!("- [ ] {by}{decision}: {}. {}\n", escape(&todo.what), escape(&todo.why))
}

/// The to-dos of each owner, the first day first; owners by name, what nobody owns last.
fn by_owner(source: &PageSource<'_>) -> BTreeMap<(bool, String), Vec<Todo>> {
    let mut groups: BTreeMap<(bool, String), Vec<Todo>> = BTreeMap::new();
    // What is past is not judged, but its links are.
    for summary in &source.summaries {
        let findings = source.findings.get(&summary.file).map(Vec::as_slice).unwrap_or_default();
        for todo in todos(summary, findings) {
            let owner = todo.owner.clone();
            let group = (owner.is_none(), owner.unwrap_or_else(|| NOBODY.to_owned()));
            groups.entry(group).or_default().push(todo);
        }
    }
    for todos in groups.values_mut() {
        // Stable: of one day, the decision that needs somebody most comes first.
        todos.sort_by_key(|todo| (todo.by.is_none(), todo.by));
    }
    groups
}

pub(super) fn json(source: &PageSource<'_>) -> Value {
    let todos: Vec<Todo> = by_owner(source).into_values().flatten().collect();
    json!({ "schema": "servemap/todos/1", "todos": todos })
}
