//! `servemap matrix list`: the matrices that are there, which one is in use, and which are old or broken.

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value, json};

use crate::command::answer::Answer;
use crate::command::help::help_text;
use crate::command::style::{self, OutputStyle};
use crate::command::table::{self, Cell};
use crate::command::unread_flags;
use crate::command::{Format, FormatFlags, Source};
use crate::date;
use crate::error::{Error, Result};
use crate::export::markdown;
use crate::host::{Host, clean_path};
use crate::matrix::{Cloud, Matrix};
use crate::store::{self, ListedMatrix, MatrixRequest};

help_text! {
    HELP, LONG_HELP:
    more "\
Lists the bundled matrix, your own file, the stored ones, and the file that the settings name, of every cloud, or \
of one with --cloud. Exits 1 when one of them cannot be used.";
    "servemap matrix list --cloud aws",
}

/// `servemap matrix list`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Table, Format::Json, Format::Markdown])))]
#[command(after_help = HELP, after_long_help = LONG_HELP, arg = unread_flags::matrix())]
pub struct ListArgs {
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

const COLUMNS: [&str; 7] = ["In use", "Name", "Cloud", "Date", "Age", "Source", "Note"];

pub fn run(arguments: &ListArgs, source: &Source, host: &dyn Host, style: OutputStyle) -> Result<Answer> {
    let as_of = source.day(host);
    let config = source.config(None, host)?;
    let request = MatrixRequest::new(None, &config);
    let mut entries = Vec::new();
    for cloud in Cloud::ALL.into_iter().filter(|cloud| source.cloud.is_none_or(|only| only == *cloud)) {
        entries.extend(store::list(host, cloud, &request)?);
    }
    let answer = match arguments.format_flags.format() {
        Format::Json => Answer::json(&object(&entries, as_of)),
        Format::Markdown => {
            let rows: Vec<[String; 7]> = entries.iter().map(|entry| row(entry, as_of)).collect();
            Answer::of(markdown::table(COLUMNS, &rows))
        }
        _ => Answer::of(table(&entries, as_of, style)),
    };
    let broken = entries.iter().filter_map(|entry| {
        let (path, error) = (entry.path.as_deref()?, entry.matrix.as_ref().err()?);
        Some(format!("{}: {}", clean_path(path), error.message()))
    });
    let findings = entries.iter().any(|entry| entry.matrix.is_err());
    Ok(answer.messages(broken).with_findings(findings))
}

fn row(entry: &ListedMatrix, as_of: NaiveDate) -> [String; 7] {
    let note = match &entry.matrix {
        Err(_) => "broken: it cannot be used",
        Ok(matrix) if matrix.is_old(as_of) => "old: verify against the official page",
        Ok(_) => "",
    };
    let mut cells = [
        if entry.in_use { "yes" } else { "" }.to_owned(),
        entry.name.clone(),
        entry.cloud.name().to_owned(),
        "unknown".to_owned(),
        "unknown".to_owned(),
        String::new(),
        note.to_owned(),
    ];
    if let Ok(matrix) = &entry.matrix {
        cells[3] = matrix.as_of.to_string();
        cells[4] = match matrix.age(as_of) {
            later if later < 0 => format!("{} later", date::in_words(-later)),
            age => date::in_words(age),
        };
        cells[5] = matrix.source().cite();
    }
    cells
}

fn table(entries: &[ListedMatrix], as_of: NaiveDate, style: OutputStyle) -> String {
    let rows: Vec<[Cell; 7]> = entries
        .iter()
        .map(|entry| {
            let mut cells = row(entry, as_of).map(Cell::from);
            let colour = if entry.matrix.is_err() { style::RED } else { style::YELLOW };
            cells[6].style = colour;
            cells
        })
        .collect();
    table::render(&COLUMNS, &rows, style)
}

fn object(entries: &[ListedMatrix], as_of: NaiveDate) -> Value {
    let list: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let matrix = entry.matrix.as_ref().ok();
            let source = matrix.map(Matrix::source);
            json!({
                "name": entry.name,
                "cloud": entry.cloud,
                "in_use": entry.in_use,
                "as_of": matrix.map(|matrix| matrix.as_of),
                "age_days": matrix.map(|matrix| matrix.age(as_of)),
                "old": matrix.map(|matrix| matrix.is_old(as_of)),
                "source": source.map(|page| json!({ "title": page.title, "url": page.url, "read": page.read })),
                "file": entry.path.as_deref().map(clean_path),
                "report": entry.report.as_deref().map(clean_path),
                "problem": entry.matrix.as_ref().err().map(Error::message),
            })
        })
        .collect();
    json!({ "schema": "servemap/matrix-list/1", "as_of": as_of, "matrices": list })
}
