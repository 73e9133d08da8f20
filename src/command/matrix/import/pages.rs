//! The pages are read, and the matrix goes to a file, to the standard output or to the store.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{ImportArgs, report};
use crate::command::answer::{Answer, pretty};
use crate::command::{Source, export};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::host::{Host, clean_path, is_input, is_output, quoted};
use crate::import::{self, ImportOptions, Imported, Page, Report};
use crate::matrix::{Cloud, Matrix, bundled};
use crate::store::{self, MatrixRequest};

/// How many fragments an error shows.
const SHOWN: usize = 5;

const NAMED: &str = "'-o FILE' writes what was understood, with the whole report; --matrix FILE judges by it";

pub fn run(arguments: &ImportArgs, source: &Source, host: &mut dyn Host) -> Result<Answer> {
    if arguments.pages.iter().filter(|path| is_input(path)).count() > 1 {
        return Err(Error::new("the standard input is named twice, and only one page can be piped in"));
    }
    let mut read: Vec<(String, Vec<u8>)> = Vec::new();
    for path in &arguments.pages {
        read.push((clean_path(path), host.read_bytes(path)?));
    }
    let pages: Vec<Page<'_>> = read.iter().map(|(name, bytes)| Page { name, bytes }).collect();
    let options =
        ImportOptions { cloud: source.cloud, date: arguments.date.map(|date| date.on(host.today())) };
    let config = source.config(None, host)?;
    let mut known = |cloud| in_use(&*host, cloud, &config, source);
    let imported = import::import(&pages, options, &mut known)?;
    deliver(&imported, arguments, &source.matrix_request(&config), host)
}

/// The matrix in use for a cloud. One of the user's own that is broken must not stand in the way of its repair.
fn in_use(host: &dyn Host, cloud: Cloud, config: &Config, source: &Source) -> Result<Matrix> {
    let found = source.matrix_of(Some(cloud), config, host);
    if source.matrix.is_some() { found } else { found.or_else(|_| bundled::matrix(cloud)) }
}

/// Hands the matrix over: to the file that was named, to the standard output for `-`, else to the store as the one in
/// use. The only place that decides where it goes.
fn deliver(
    imported: &Imported,
    arguments: &ImportArgs,
    request: &MatrixRequest,
    host: &mut dyn Host,
) -> Result<Answer> {
    let json = arguments.format_flags.is_json();
    let answer = match arguments.output.as_deref() {
        Some(path) if is_output(path) && json => {
            let mut object = report::json(imported);
            object["matrix"] = json!(imported.text);
            Answer::json(&object)
        }
        Some(path) if is_output(path) => {
            Answer { messages: report::text(imported), ..Answer::of(imported.text.clone()) }
        }
        Some(path) => {
            let written = export::write(path, &imported.text, arguments.force, host)?;
            with_report(written, imported, json, &Value::Null)
        }
        None => store(imported, json, host)?.messages(request.stays_in_use(imported.matrix.cloud)),
    };
    let (day, today) = (imported.matrix.as_of, host.today());
    let later = (day > today)
        .then(|| format!("{day} is in the future: is it the day on which the page was updated?"));
    let answer = answer.messages(unused_date(imported, arguments, today)).messages(later);
    Ok(answer.with_findings(!imported.report.is_complete()))
}

/// The pages that say their day, where `--date` names another: each keeps its own.
fn unused_date(imported: &Imported, arguments: &ImportArgs, today: NaiveDate) -> Vec<String> {
    let Some(date) = arguments.date.map(|date| date.on(today)) else { return Vec::new() };
    let mut lines = Vec::new();
    for page in imported.report.pages.iter().filter(|page| page.says_its_day) {
        if let Some(day) = page.date.filter(|day| *day != date) {
            lines.push(format!(
                "'{}' says that it was updated on {day}: --date is not used for it",
                page.name
            ));
        }
    }
    lines
}

fn with_report(answer: Answer, imported: &Imported, json: bool, stored: &Value) -> Answer {
    let output = if json {
        let mut object = report::json(imported);
        object["stored"] = stored.clone();
        pretty(&object)
    } else {
        report::text(imported)
    };
    Answer { output, ..answer }
}

/// Stores it beside those that were imported before, and activates it.
fn store(imported: &Imported, json: bool, host: &mut dyn Host) -> Result<Answer> {
    if !imported.report.unknown_scopes.is_empty() {
        return Err(unknown_scopes(&imported.report));
    }
    if imported.report.is_mostly_unread() {
        return Err(mostly_unread(&imported.report));
    }
    let before = store::load_matrix(host, Some(imported.matrix.cloud), &MatrixRequest::default()).ok();
    let stored = store::add(host, &imported.matrix, &imported.text, &report::text(imported))?;
    let what =
        if stored.already_stored { "was imported before, and is active again" } else { "is now active" };
    let newer = before.filter(|before| before.as_of > stored.as_of).map(|newer| newer.as_of);
    let cloud = imported.matrix.cloud.id();
    let answer = Answer::default()
        .message(format!("'{}' {what}: {}", stored.name, quoted(&stored.path)))
        .messages(newer.map(|day| format!("it is older than the previous matrix, of {day}")))
        .message(format!("to go back: servemap matrix use --previous --cloud {cloud}"));
    let place = json!({ "name": stored.name, "file": clean_path(&stored.path) });
    Ok(with_report(answer, imported, json, &place))
}

/// A matrix that cannot say which cells need routing never takes the place of one that can by itself.
fn unknown_scopes(report: &Report) -> Error {
    let modes: Vec<&str> = report.unknown_scopes.iter().map(|mode| mode.name()).collect();
    Error::new(format!(
        "the sign ⥂ was lost from cells of {}: which of them need routing is unknown, and the matrix in use stays",
        modes.join(" and ")
    ))
    .hint("save the page again, as HTML in UTF-8; copies may lose signs that are no letters")
    .hint(NAMED)
}

/// A matrix that knows less than it does not know never takes the place of a good one by itself.
fn mostly_unread(report: &Report) -> Error {
    let Report { read, not_understood, .. } = report;
    let error = Error::new(format!(
        "{not_understood} of {} cells of the region table were not understood: the matrix in use stays",
        read + not_understood
    ));
    let lines = report.unread.iter().take(SHOWN).map(report::unread_line);
    lines.fold(error, Error::detail).hint("save the page again, whole and in English").hint(NAMED)
}
