//! Saved pages of the official docs to a matrix: what was understood as facts, the rest as it stands, in a report.
//!
//! Pages are read by what stands on them, not by names of today: columns by their words, cells by a grammar, models by
//! endpoint or name, new ones included. A cell that could not be read is unknown. A page without its table is an error.
//! The result is a matrix file, read back by the parser of matrix files before anybody sees it.
#![expect(clippy::similar_names, reason = "modes, models and names are the words of the field")]

mod cell;
mod content;
mod context;
mod date;
mod days_by_mode;
mod encoding;
mod external_table;
mod facts;
mod form;
mod html;
mod item;
mod markdown;
mod merge;
mod models_page;
mod names;
mod notices;
mod parsed_page;
mod region_table;
mod report;
mod retirement;
mod tokens;
mod write;

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::matrix::{Cloud, Matrix, Source, bundled};
use crate::text;
use context::Context;
use facts::ExtractedFacts;
use names::Names;
use parsed_page::{KINDS, ParsedPage, REGION_TABLE};

pub use encoding::LIMIT;
pub use report::{PageRead, Report, Unread};

/// The most pages that are read at once.
const MOST_PAGES: usize = 50;
/// The longest title and address that are kept, in letters.
const LONGEST_LINE: usize = 300;

/// How many fragments an error shows.
const SHOWN: usize = 5;

/// A page as it was saved.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// What messages call it.
    pub name: &'a str,
    /// What the file holds.
    pub bytes: &'a [u8],
}

/// What is said about the pages rather than found on them.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportOptions {
    /// The cloud they speak for.
    pub cloud: Option<Cloud>,
    /// The day they speak for.
    pub date: Option<NaiveDate>,
}

/// A matrix made from pages.
#[derive(Debug, Clone)]
pub struct Imported {
    pub text: String,
    /// The same, read.
    pub matrix: Matrix,
    /// What came of it.
    pub report: Report,
}

/// Makes one matrix of some pages, over what the matrix in use for their cloud knows.
///
/// # Errors
/// When a page is no text or none of those that are read, when none holds the region table, or when cloud or day can
/// neither be found nor was asked for.
pub fn import(
    pages: &[Page<'_>],
    options: ImportOptions,
    known: &mut dyn FnMut(Cloud) -> Result<Matrix>,
) -> Result<Imported> {
    if pages.is_empty() || pages.len() > MOST_PAGES {
        return Err(Error::new(format!("an import takes 1 to {MOST_PAGES} pages, not {}", pages.len())));
    }
    let mut parsed = Vec::new();
    for page in pages {
        let name = shortened(&text::clean_line(page.name));
        parsed.push(ParsedPage::of(page, name)?);
    }
    let cloud = cloud(&parsed, options)?;
    let region_page = region_page(&parsed)?;
    let day = parsed[region_page].day(options).ok_or_else(|| {
        Error::new(format!("'{}' does not say which day it speaks for", parsed[region_page].name))
            .hint("say it with --date, such as --date 2026-10-04")
    })?;
    let known = known(cloud)?;
    if known.cloud != cloud {
        return Err(Error::new(format!(
            "the matrix in use speaks for {}, the pages for {}",
            known.cloud.name(),
            cloud.name()
        )));
    }
    let mut made = understand(&parsed, region_page, day, options, &known)?;
    made.report.compare(&made.matrix, &known);
    Ok(made)
}

fn cloud(parsed: &[ParsedPage], options: ImportOptions) -> Result<Cloud> {
    let mut found: Option<(Cloud, &str)> = options.cloud.map(|cloud| (cloud, "--cloud"));
    for page in parsed {
        let Some(cloud) = page.cloud else { continue };
        match found {
            Some((other, from)) if other != cloud => {
                return Err(Error::new(format!(
                    "'{}' speaks for {}, {from} for {}",
                    page.name,
                    cloud.name(),
                    other.name()
                ))
                .hint("import the pages of each cloud by themselves"));
            }
            _ => found = Some((cloud, &page.name)),
        }
    }
    found.map(|(cloud, _)| cloud).ok_or_else(|| {
        Error::new("nothing on the pages says which cloud they speak for")
            .hint("say it with --cloud aws, azure or gcp")
    })
}

fn region_page(parsed: &[ParsedPage]) -> Result<usize> {
    let mut with = (0..parsed.len()).filter(|at| parsed[*at].holds.contains(&REGION_TABLE));
    let first = with.next().ok_or_else(|| {
        Error::new("none of the pages holds the region table").hint(
            "a matrix is made of the page 'Model availability by region'; name it together with the others",
        )
    })?;
    match with.next() {
        None => Ok(first),
        Some(second) => Err(Error::new(format!(
            "'{}' and '{}' both hold a region table",
            parsed[first].name, parsed[second].name
        ))
        .hint("a matrix speaks for one day: name one of them")),
    }
}

fn understand(
    parsed: &[ParsedPage],
    region_page: usize,
    day: NaiveDate,
    options: ImportOptions,
    known: &Matrix,
) -> Result<Imported> {
    let days: Vec<NaiveDate> = parsed.iter().map(|page| page.day(options).unwrap_or(day)).collect();
    let mut context = read_pages(parsed, region_page, &days, known)?;
    let report = &mut context.report;
    let dated = merge::Dated { pages: parsed, days: &days };
    let announced = merge::announced(&context.facts, known, &dated, report);
    let rules = merge::rules(&context.facts, known, &dated, report);
    report.announcements = announced.len();
    report.routing_rules = rules.len();
    let sources: Vec<Source> =
        parsed.iter().map(|page| source(page, known.cloud, page.day(options))).collect();
    report.pages = parsed.iter().zip(&sources).map(|(page, source)| page_read(page, source.read)).collect();
    let draft = write::Draft {
        region_page,
        pages: &sources,
        facts: &context.facts,
        announced: &announced,
        rules: &rules,
        new: context.names.new_models(),
        known,
        shipped: &bundled::matrix(known.cloud)?,
    };
    let text = draft.write()?;
    let matrix = bundled::with_own("the imported matrix", &text)?;
    merge::broken_rules(&rules, &matrix, report);
    report.weigh(&matrix, known, &context.facts);
    Ok(Imported { text, matrix, report: context.report })
}

/// Reads every page, kind by kind.
fn read_pages<'p>(
    parsed: &'p [ParsedPage],
    region_page: usize,
    days: &[NaiveDate],
    known: &'p Matrix,
) -> Result<Context<'p>> {
    let mut context = Context {
        page: region_page,
        page_name: &parsed[region_page].name,
        content: &parsed[region_page].content,
        cloud: known.cloud,
        day: days[region_page],
        names: Names::of(known),
        facts: ExtractedFacts::default(),
        report: Report::default(),
    };
    let open = |context: &mut Context<'p>, at: usize| {
        (context.page, context.names.page, context.day) = (at, at, days[at]);
        (context.page_name, context.content) = (&parsed[at].name, &parsed[at].content);
    };
    for kind in KINDS {
        for at in (0..parsed.len()).filter(|at| parsed[*at].holds.contains(&kind.name)) {
            open(&mut context, at);
            (kind.read)(&mut context);
        }
        if kind.name == REGION_TABLE {
            if context.facts.rows.iter().all(|row| row.listed.is_empty()) {
                return Err(nothing_listed(&parsed[region_page].name, &context.report));
            }
            for page in parsed {
                page.report_doubts(&mut context.report);
            }
        }
    }
    for (at, page) in parsed.iter().enumerate() {
        open(&mut context, at);
        notices::read(&mut context, &page.holds);
    }
    Ok(context)
}

fn page_read(page: &ParsedPage, date: Option<NaiveDate>) -> PageRead {
    PageRead {
        name: page.name.clone(),
        holds: page.holds.clone(),
        cloud: page.cloud,
        date,
        says_its_day: page.updated().is_some(),
    }
}

/// A table from which not one model was understood says nothing: it makes no matrix.
fn nothing_listed(name: &str, report: &Report) -> Error {
    let error = Error::new(format!("the region table of '{name}' lists no model that could be understood"));
    let shown = report.unread.iter().take(SHOWN);
    let error =
        shown.fold(error, |error, unread| error.detail(format!("  {}: {}", unread.place, unread.text)));
    error.hint("save the page again, in English, as HTML; copies may have lost the lists in its cells")
}

/// A page as a source of facts.
fn source(page: &ParsedPage, cloud: Cloud, read: Option<NaiveDate>) -> Source {
    let kind =
        KINDS.iter().find(|kind| page.holds.contains(&kind.name)).map_or("models-page", |kind| kind.source);
    let title = page.content.title.clone().filter(|title| !title.is_empty());
    Source {
        key: format!("{kind}-{}", cloud.id()),
        title: shortened(&title.unwrap_or_else(|| page.name.clone())),
        url: page.content.address.as_deref().map(shortened),
        read,
        by: None,
        cloud: Some(cloud),
    }
}

fn shortened(line: &str) -> String {
    line.chars().take(LONGEST_LINE).collect()
}
