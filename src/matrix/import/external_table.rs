//! The external table: the models of each provider, per task.

use super::content::{Block, Content, Table, each, flat};
use super::facts::{External, Facts};
use super::report::Report;
use crate::matrix::Task;

const TASKS: [(&str, Task); 3] = [
    ("llm/v1/completions", Task::Completion),
    ("llm/v1/chat", Task::Chat),
    ("llm/v1/embeddings", Task::Embedding),
];
/// The longest name of a model or a provider.
const LONGEST: usize = 80;

/// The external tables of a page.
pub fn find(content: &Content) -> Vec<&Table> {
    let blocks = each(&content.blocks).into_iter();
    let tables = blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables
        .filter(|table| provider(table).is_some() && table.header.iter().any(|name| name.contains("llm/v1/")))
        .collect()
}

fn provider(table: &Table) -> Option<usize> {
    table.column(|name| name.contains("provider"))
}

/// Reads the tables of a page.
pub fn read(page: usize, page_name: &str, tables: &[&Table], facts: &mut Facts, report: &mut Report) {
    for table in tables {
        let Some(provider_column) = provider(table) else { continue };
        for row in &table.rows {
            let said = Table::text(row, provider_column);
            let fine_tuned = said.contains("**");
            let provider = said.replace(['*', '†', '‡'], "").trim().to_owned();
            if provider.is_empty() || provider.len() > LONGEST {
                report.lose(page_name, "external table, provider", &said);
                continue;
            }
            for (words, task) in TASKS {
                let column = table.column(|name| name.contains(words));
                let Some(cell) = column.and_then(|column| row.get(column)) else { continue };
                let mut models = Vec::new();
                for name in names(cell) {
                    if !could_be_a_model(&name) {
                        report.lose(page_name, &format!("external table, {provider}, {words}"), &name);
                    } else if !models.contains(&name) {
                        models.push(name);
                    }
                }
                if !models.is_empty() {
                    let provider = provider.clone();
                    facts.external.push(External { provider, task, models, fine_tuned, page });
                }
            }
        }
    }
}

/// The names of a cell: the items of its list; in text, the words.
fn names(blocks: &[Block]) -> Vec<String> {
    let mut names = Vec::new();
    for block in blocks {
        match block {
            Block::List(items) => names.extend(items.iter().map(|item| flat(item))),
            Block::Text(text) => {
                names.extend(text.split([' ', ',']).filter(|word| !word.is_empty()).map(str::to_owned));
            }
            other => names.push(flat(std::slice::from_ref(other))),
        }
    }
    names.retain(|name| !name.is_empty() && name != "-" && name != "—");
    names
}

fn could_be_a_model(name: &str) -> bool {
    name.len() <= LONGEST
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || " .-_:/()@".contains(c))
        // A name that people write holds a digit or joins its words; a word of prose does neither.
        && (name.contains(|c: char| c.is_ascii_digit()) || name.contains(['-', '_', '/']))
}
