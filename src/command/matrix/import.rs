//! `servemap matrix import`: saved pages to a matrix, and what came of it in words or as JSON.

use std::path::PathBuf;

use clap::Args;

use crate::command::answer::Answer;
use crate::command::{Format, Source, Written, value};
use crate::date::When;
use crate::error::Result;
use crate::host::Host;

/// `servemap matrix import`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Text, Format::Json])))]
#[command(after_help = "\
A page is saved with a browser (\"web page, HTML\") or with curl; a Markdown copy will do if it still has its \
table. One of the pages is 'Model availability by region'; the pages of retirements, external models and \
supported models may be named with it. '-' is a page that is piped in.

The matrix is stored in the data directory and in use from then on; 'servemap matrix use --previous' goes back. \
What could not be understood is listed with the text that stands on the page, and is unknown in the matrix. \
Where that is more than what was understood, or where the signs for routing were lost, the matrix in use \
stays: -o writes the new one to a file all the same.

Exits 1 when there is such a fragment, 2 when nothing was imported.

Examples:
  curl -sL PAGE | servemap matrix import -
  servemap matrix import availability.html retirements.html -o aws.toml")]
pub struct ImportArgs {
    /// Saved pages, as HTML or Markdown; '-' for one that is piped in
    #[arg(required = true, value_name = "FILE")]
    pub pages: Vec<PathBuf>,
    /// The day of the pages that do not print one; it never replaces a day that stands on a page
    #[arg(long, value_name = "DATE", value_parser = value::day)]
    pub date: Option<When>,
    /// Write the matrix to a file instead of storing it; '-' prints it
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long, requires = "output")]
    pub force: bool,
    /// What it is written as.
    #[command(flatten)]
    pub written: Written,
}

/// Carries the import out.
#[cfg(feature = "import")]
pub fn run(arguments: &ImportArgs, source: &Source, host: &mut dyn Host) -> Result<Answer> {
    with_pages::run(arguments, source, host)
}

/// Says that this build cannot.
#[cfg(not(feature = "import"))]
pub fn run(_: &ImportArgs, _: &Source, _: &mut dyn Host) -> Result<Answer> {
    Err(crate::error::Error::new("this build of servemap cannot import pages")
        .hint("build it with the feature 'import', which is on unless it is turned off"))
}

#[cfg(feature = "import")]
mod with_pages {
    use std::fmt::Write;

    use serde_json::{Value, json};

    use super::ImportArgs;
    use crate::command::Source;
    use crate::command::answer::Answer;
    use crate::command::export;
    use crate::command::{OutputStyle, table};
    use crate::error::{Error, Result};
    use crate::host::{Host, clean_path, is_input, is_output, quoted};
    use crate::import;
    use crate::import::{Asked, Imported, Page, Report};
    use crate::matrix::{Cloud, Matrix, bundled};
    use crate::store;

    /// How many fragments an error shows.
    const SHOWN: usize = 5;

    const NAMED: &str =
        "'-o FILE' writes what was understood, with the whole report; --matrix FILE judges by it";

    pub fn run(arguments: &ImportArgs, source: &Source, host: &mut dyn Host) -> Result<Answer> {
        if arguments.pages.iter().filter(|path| is_input(path)).count() > 1 {
            return Err(Error::new("the standard input is named twice, and only one page can be piped in"));
        }
        let mut read: Vec<(String, Vec<u8>)> = Vec::new();
        for path in &arguments.pages {
            read.push((clean_path(path), host.read_bytes(path)?));
        }
        let pages: Vec<Page<'_>> = read.iter().map(|(name, bytes)| Page { name, bytes }).collect();
        let asked = Asked { cloud: source.cloud, date: arguments.date.map(|date| date.on(host.today())) };
        let mut known = |cloud| in_use(&*host, cloud, source);
        let imported = import::import(&pages, asked, &mut known)?;
        deliver(&imported, arguments, host)
    }

    /// The matrix in use for a cloud. One of the user's own that is broken must not stand in the way of its repair.
    fn in_use(host: &dyn Host, cloud: Cloud, source: &Source) -> Result<Matrix> {
        let found = source.matrix_of(Some(cloud), host);
        if source.matrix.is_some() { found } else { found.or_else(|_| bundled::matrix(cloud)) }
    }

    /// Hands the matrix over: to the file that was named, to the standard output for `-`, else into the data directory
    /// as the one in use. The only place that decides where it goes.
    fn deliver(imported: &Imported, arguments: &ImportArgs, host: &mut dyn Host) -> Result<Answer> {
        let json = arguments.written.is_json();
        let answer = match arguments.output.as_deref() {
            Some(path) if is_output(path) && json => Answer::json(&object(imported, true)),
            Some(path) if is_output(path) => {
                Answer { messages: summary(imported), ..Answer::of(imported.text.clone()) }
            }
            Some(path) => told(
                imported,
                json,
                &Value::Null,
                export::write(path, &imported.text, arguments.force, host)?,
            ),
            None => keep(imported, json, host)?,
        };
        let day = imported.matrix.as_of;
        let answer = own_days(imported, arguments, host.today()).into_iter().fold(answer, Answer::message);
        let answer = if day > host.today() {
            answer.message(format!(
                "{day} is a day still to come: is it the day on which the page was updated?"
            ))
        } else {
            answer
        };
        Ok(answer.with_findings(!imported.report.is_complete()))
    }

    /// The pages that say their day, where `--date` names another: each keeps its own.
    fn own_days(imported: &Imported, arguments: &ImportArgs, today: chrono::NaiveDate) -> Vec<String> {
        let Some(asked) = arguments.date.map(|date| date.on(today)) else { return Vec::new() };
        let own = imported.report.pages.iter().filter(|page| page.says_its_day);
        let differing = own.filter_map(|page| Some((page, page.date.filter(|day| *day != asked)?)));
        differing
            .map(|(page, day)| {
                format!("'{}' says that it was updated on {day}: --date is not used for it", page.name)
            })
            .collect()
    }

    fn told(imported: &Imported, json: bool, stored: &Value, done: Answer) -> Answer {
        if !json {
            return Answer { output: summary(imported), ..done };
        }
        let mut object = object(imported, false);
        object["stored"] = stored.clone();
        Answer { output: crate::command::answer::pretty(&object), ..done }
    }

    /// Stores it beside those that were imported before, and takes it into use.
    fn keep(imported: &Imported, json: bool, host: &mut dyn Host) -> Result<Answer> {
        if !imported.report.unknown_scopes.is_empty() {
            return Err(unknown_scopes(&imported.report));
        }
        if imported.report.is_mostly_unread() {
            return Err(mostly_unread(&imported.report));
        }
        let before = store::load_matrix(host, Some(imported.matrix.cloud), None).ok();
        let stored = store::add(host, imported.matrix.cloud, &imported.text, &summary(imported))?;
        let what = if stored.known { "was imported before, and is in use again" } else { "is in use now" };
        let cloud = imported.matrix.cloud.id();
        let place = json!({ "name": stored.name, "file": clean_path(&stored.path) });
        let mut done =
            Answer::default().message(format!("'{}' {what}: {}", stored.name, quoted(&stored.path)));
        if let Some(newer) = before.filter(|before| before.as_of > stored.as_of) {
            done = done.message(format!("it is older than the one that was in use, of {}", newer.as_of));
        }
        let done = done.message(format!("'servemap matrix use --previous --cloud {cloud}' goes back"));
        Ok(told(imported, json, &place, done))
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
        let told = report.unread.iter().take(SHOWN);
        told.fold(error, |error, unread| {
            error.detail(format!("  {}, {}: {}", unread.page, unread.place, unread.text))
        })
        .hint("save the page again, whole and in English")
        .hint(NAMED)
    }

    fn summary(imported: &Imported) -> String {
        let Imported { matrix, report, .. } = imported;
        let mut text = format!("{} as of {}, from:\n", matrix.cloud.name(), matrix.as_of);
        for page in &report.pages {
            let day = page.date.map_or("no day".to_owned(), |day| day.to_string());
            let _ = writeln!(text, "  {}: {} ({day})", page.name, page.holds.join(", "));
        }
        text.push('\n');
        let rows: Vec<[table::Cell; 7]> = report
            .cells
            .iter()
            .map(|(mode, counts)| {
                let [in_geo, cross_geo, preview, both, not_listed, unknown] =
                    counts.map(|count| count.to_string().into());
                [mode.name().into(), in_geo, cross_geo, preview, both, not_listed, unknown]
            })
            .collect();
        let columns =
            ["Cells", "in-Geo", "cross-Geo", "preview", "preview, cross-Geo", "not listed", "unknown"];
        text.push_str(&table::render(&columns, &rows, OutputStyle::default()));
        text.push('\n');
        let _ = writeln!(
            text,
            "Announcements of retirements: {}; rules about routing: {}",
            report.announcements, report.routing_rules
        );
        if report.not_understood > 0 {
            let _ = writeln!(
                text,
                "Cells of the table: {} read, {} not understood and unknown{}",
                report.read,
                report.not_understood,
                if report.is_mostly_unread() || !report.unknown_scopes.is_empty() {
                    "; such a matrix is taken into use only by name"
                } else {
                    ""
                }
            );
        }
        for (what, names) in lists(report) {
            if !names.is_empty() {
                let _ = writeln!(text, "{what}: {}", names.join(", "));
            }
        }
        if !report.unread.is_empty() {
            let _ = writeln!(
                text,
                "\nNot understood, and unknown in the matrix ({}):",
                report.unread.len() + report.unread_more
            );
            for unread in &report.unread {
                let _ = writeln!(text, "  {}, {}: {}", unread.page, unread.place, unread.text);
            }
            if report.unread_more > 0 {
                let _ = writeln!(text, "  and {} more", report.unread_more);
            }
        }
        if !report.contradictions.is_empty() {
            let _ = writeln!(text, "\nContradictions ({}):", report.contradictions.len());
            for contradiction in &report.contradictions {
                let _ = writeln!(text, "  {contradiction}");
            }
        }
        text
    }

    fn lists(report: &Report) -> [(&'static str, &[String]); 4] {
        [
            ("New models", &report.new_models),
            ("Models no longer listed", &report.gone_models),
            ("New regions", &report.new_regions),
            ("Regions without a row, unknown", &report.regions_without_row),
        ]
    }

    fn object(imported: &Imported, with_matrix: bool) -> Value {
        let Imported { matrix, report, .. } = imported;
        let cells: serde_json::Map<String, Value> = report
            .cells
            .iter()
            .map(|(mode, [in_geo, cross_geo, preview, both, not_listed, unknown])| {
                let counts = json!({
                    "in_geo": in_geo, "cross_geo": cross_geo, "preview": preview, "preview_cross_geo": both,
                    "not_listed": not_listed, "unknown": unknown,
                });
                (mode.id().to_owned(), counts)
            })
            .collect();
        let pages: Vec<Value> = report
            .pages
            .iter()
            .map(|page| {
                let (cloud, date) = (page.cloud.map(Cloud::id), page.date.map(|day| day.to_string()));
                json!({ "name": page.name, "holds": page.holds, "cloud": cloud, "date": date })
            })
            .collect();
        let unread: Vec<Value> = report
            .unread
            .iter()
            .map(|unread| json!({ "page": unread.page, "place": unread.place, "text": unread.text }))
            .collect();
        let mut object = json!({
            "schema": "servemap/import/1",
            "cloud": matrix.cloud.id(),
            "as_of": matrix.as_of.to_string(),
            "pages": pages,
            "cells": cells,
            "cells_read": report.read,
            "cells_not_understood": report.not_understood,
            "unknown_scopes": report.unknown_scopes.iter().map(|mode| mode.id()).collect::<Vec<_>>(),
            "announcements": report.announcements,
            "routing_rules": report.routing_rules,
            "new_models": report.new_models,
            "gone_models": report.gone_models,
            "new_regions": report.new_regions,
            "regions_without_row": report.regions_without_row,
            "unread": unread,
            "unread_more": report.unread_more,
            "contradictions": report.contradictions,
        });
        if with_matrix {
            object["matrix"] = json!(imported.text);
        }
        object
    }
}
