//! `servemap glossary`: what the words on the screens and in the documents mean, with where it was read.

use clap::Args;
use serde_json::json;

use super::answer::Answer;
use super::help::help_text;
use super::style::OutputStyle;
use super::table::{self, Cell};
use super::{Format, FormatFlags};
use crate::error::Result;
use crate::export::markdown;
use crate::glossary::{self, Entry};
use crate::text;

/// The columns where nothing says how wide the screen is.
const WIDTH: usize = 100;

help_text! {
    HELP, LONG_HELP:

    "servemap glossary 'cross-geo'",
    "servemap glossary",
    "servemap glossary --format markdown",
}

/// `servemap glossary`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Text, Format::Table, Format::Json, Format::Markdown])))]
#[command(after_help = HELP, after_long_help = LONG_HELP, args = super::unread_flags::all())]
pub struct GlossaryArgs {
    /// The term to explain; without one, all of them
    pub term: Vec<String>,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

pub fn run(arguments: &GlossaryArgs, style: OutputStyle) -> Result<Answer> {
    let term = arguments.term.join(" ");
    let entries: Vec<&Entry> = if term.trim().is_empty() {
        glossary::all().iter().collect()
    } else {
        vec![glossary::find(term.trim())?]
    };
    Ok(match arguments.format_flags.format() {
        Format::Json => Answer::json(&json!({ "schema": "servemap/glossary/1", "terms": entries })),
        Format::Markdown if term.trim().is_empty() => Answer::of(page(&entries)),
        Format::Markdown => Answer::of(table_of(&entries)),
        Format::Table => {
            let row = |entry: &&Entry| {
                [Cell::from(entry.term.clone()), entry.text.clone().into(), entry.source.cite().into()]
            };
            let rows: Vec<_> = entries.iter().map(row).collect();
            Answer::of(table::render(&COLUMNS, &rows, style))
        }
        _ => Answer::of(paragraphs(&entries, style)),
    })
}

const COLUMNS: [&str; 3] = ["Term", "Meaning", "Source"];

/// Each term, below it what it means and where that was read.
fn paragraphs(entries: &[&Entry], style: OutputStyle) -> String {
    let width = style.width.unwrap_or(WIDTH).min(WIDTH).saturating_sub(2);
    let mut paragraphs = Vec::new();
    for entry in entries {
        let mut lines = vec![entry.term.clone()];
        lines.extend(text::wrap(&entry.text, width).into_iter().map(|line| format!("  {line}")));
        if !entry.also.is_empty() {
            let also = format!("Also: {}", entry.also.join(", "));
            lines.extend(text::wrap(&also, width).into_iter().map(|line| format!("  {line}")));
        }
        lines.push(format!("  Source: {}\n", entry.source.cite()));
        paragraphs.push(lines.join("\n"));
    }
    paragraphs.join("\n")
}

/// The page in `docs/`.
fn page(entries: &[&Entry]) -> String {
    format!(
        "# Glossary\n\nWhat the words on the screens and in the documents mean. `servemap glossary TERM` says it on the command \
        line, `Tab` in the help of the planner.\nThis page is made by `servemap glossary --format markdown`.\n\n{}",
        table_of(entries)
    )
}

fn table_of(entries: &[&Entry]) -> String {
    let row = |entry: &&Entry| {
        let term = if entry.also.is_empty() {
            entry.term.clone()
        } else {
            format!("{} (also: {})", entry.term, entry.also.join(", "))
        };
        [term, entry.text.clone(), entry.source.cite()]
    };
    markdown::table(COLUMNS, &entries.iter().map(row).collect::<Vec<_>>())
}
