//! The external table: the models of each provider, per task.

use super::content::{Block, Content, Table, flat, tables};
use super::context::Context;
use super::facts::External;
use super::item::{self, is_sign};
use super::names::{is_prose, is_size};
use crate::matrix::Task;

/// The longest name of a model or a provider.
const LONGEST: usize = 80;

pub fn is_on(content: &Content) -> bool {
    !find(content).is_empty()
}

fn find(content: &Content) -> Vec<&Table> {
    let is_external = |table: &&Table| {
        provider(table).is_some() && table.header.iter().any(|name| name.contains("llm/v1/"))
    };
    tables(content).filter(is_external).collect()
}

fn provider(table: &Table) -> Option<usize> {
    table.column(|name| name.contains("provider"))
}

pub fn read(context: &mut Context<'_>) {
    for table in find(context.content) {
        let Some(provider_column) = provider(table) else { continue };
        for header in table.header.iter().filter(|header| header.contains(is_sign)) {
            context.unread("external table, header", header);
        }
        for (at, row) in table.rows.iter().enumerate() {
            let provider_text = Table::text(row, provider_column);
            if table.breaks_off_at(at).is_some() {
                context
                    .unread("external table", &format!("{provider_text} (the page breaks off in this row)"));
                continue;
            }
            let item = item::read(&provider_text);
            let provider = item.name;
            // `**`: fine-tuned models are supported; `†`: custom completion models.
            let known = item.signs.iter().all(|sign| sign == "**" || sign == "†");
            if !item.clear || !known || provider.is_empty() || provider.len() > LONGEST {
                context.unread("external table, provider", &provider_text);
                continue;
            }
            let fine_tuned = item.signs.iter().any(|sign| sign == "**");
            for task in [Task::Completion, Task::Chat, Task::Embedding] {
                let words = task.name();
                let column = table.column(|name| name.contains(words));
                let Some(cell) = column.and_then(|column| row.get(column)) else { continue };
                let mut models = Vec::new();
                for name in names(cell) {
                    if !could_be_a_model(&name) {
                        context.unread(&format!("external table, {provider}, {words}"), &name);
                    } else if !models.contains(&name) {
                        models.push(name);
                    }
                }
                if !models.is_empty() {
                    let provider = provider.clone();
                    let page = context.page;
                    context.facts.external.push(External {
                        provider,
                        task: Some(task),
                        models,
                        fine_tuned,
                        page,
                    });
                }
            }
        }
    }
}

/// The names of a cell: the items of its lists; in text, the words. What a list stands below is a vendor.
fn names(blocks: &[Block]) -> Vec<String> {
    let mut names = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::List(items) => {
                for item in items {
                    match item.as_slice() {
                        [Block::Text(text)] => names.push(text.clone()),
                        inner => names.extend(self::names(inner)),
                    }
                }
            }
            Block::Text(text) => {
                let heads = text.ends_with(':') && matches!(blocks.get(at + 1), Some(Block::List(_)));
                let bullet = |word: &&str| !matches!(*word, "" | "-" | "—" | "*" | "+" | "•");
                names.extend(text.split([' ', ',']).filter(bullet).filter(|_| !heads).map(str::to_owned));
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
        && !name.ends_with([':', '.'])
        && !is_prose(name)
        && !is_size(name)
        // A name that people write holds a digit or joins its words; a word of prose does neither.
        && (name.contains(|c: char| c.is_ascii_digit()) || name.contains(['-', '_', '/']))
        && (!name.contains(' ') || name.contains(|c: char| c.is_ascii_uppercase()))
}
