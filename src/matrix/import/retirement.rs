//! The retirement page: tables of models with a date per mode and a recommended replacement.

use chrono::NaiveDate;

use super::content::{Block, Content, Table};
use super::date;
use super::facts::{Ending, Facts};
use super::names::Names;
use super::notices::{models, modes, redirect, split};
use super::report::Report;
use crate::matrix::{DateKind, Mode, ModelId, State};

/// A table of the page, and the modes that the heading above it names.
pub struct Found<'c> {
    table: &'c Table,
    modes: Vec<Mode>,
}

/// The retirement tables of a page.
pub fn find(content: &Content) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    let mut heading = Vec::new();
    for block in super::content::each(&content.blocks) {
        match block {
            Block::Heading(_, text) => heading = modes(&text.to_ascii_lowercase()),
            Block::Table(table) if columns(table).is_some() => {
                found.push(Found { table, modes: heading.clone() });
            }
            _ => {}
        }
    }
    found
}

/// The columns of model, date and replacement.
fn columns(table: &Table) -> Option<(usize, usize, Option<usize>)> {
    let is_replacement = |name: &str| name.contains("replacement");
    let date = table.column(|name| name.contains("retirement date"))?;
    let model = table.column(|name| {
        name.contains("model") && !is_replacement(name) && !name.contains("retirement date")
    })?;
    Some((model, date, table.column(is_replacement)))
}

/// Reads the tables of a page that speaks for a day.
pub fn read(
    page: usize,
    page_name: &str,
    day: NaiveDate,
    tables: &[Found<'_>],
    names: &mut Names<'_>,
    facts: &mut Facts,
    report: &mut Report,
) {
    for Found { table, modes } in tables {
        let Some((model, date, replacement)) = columns(table) else { continue };
        for row in &table.rows {
            let (who, when) = (Table::text(row, model), Table::text(row, date));
            let instead = replacement.map(|column| Table::text(row, column)).unwrap_or_default();
            let mut lose = |what: &str, text: &str| {
                report.lose(page_name, &format!("retirement table, {what} of '{who}'"), text);
            };
            let subjects = subjects(&who, names);
            if subjects.is_empty() {
                lose("model", &who);
                continue;
            }
            let parts = parts(&when, modes);
            if parts.is_empty() {
                lose("date", &when);
            }
            for (modes, text) in parts {
                for piece in text.split(';') {
                    let Some((_, end, retires)) = date::find(piece) else {
                        lose("date", piece);
                        continue;
                    };
                    // A name in brackets says which of a family's models the day is for.
                    let rest = piece[end..].trim();
                    let named = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
                    let about = match named {
                        Some(name) => subjects_named(name, names),
                        None => subjects.clone(),
                    };
                    if about.is_empty() || (named.is_none() && !rest.trim_matches(['.', ',']).is_empty()) {
                        lose("date", piece);
                        continue;
                    }
                    for model in about {
                        let state = if retires <= day { State::Retired } else { State::Deprecated };
                        let mut ending = Ending {
                            model,
                            modes: modes.clone(),
                            state,
                            retires: Some(retires),
                            date_kind: DateKind::Announced,
                            replacement: None,
                            replaced_by: Vec::new(),
                            redirect: None,
                            page,
                        };
                        replace(&mut ending, &instead, names);
                        facts.endings.push(ending);
                    }
                }
            }
        }
    }
}

/// The models of a row: one, or several of an enumeration; a family that nobody knew is learned.
fn subjects(text: &str, names: &mut Names<'_>) -> Vec<ModelId> {
    let (known, unknown) = models(text, names);
    if unknown.is_empty() {
        return known;
    }
    let learned: Vec<String> = unknown.into_iter().map(str::to_owned).collect();
    known.into_iter().chain(learned.iter().filter_map(|name| names.family(name))).collect()
}

/// "Meta-Llama-3-70B-Instruct" is a model of a family that the docs also write with blanks.
fn subjects_named(name: &str, names: &mut Names<'_>) -> Vec<ModelId> {
    let plain = name.replace('-', " ");
    let short = plain.trim_end_matches(" Instruct");
    let known = names.find(name).or_else(|| names.find(&plain)).or_else(|| names.find(short));
    known.or_else(|| names.family(short)).into_iter().collect()
}

/// The parts of a cell that begins each of them with a mode: "Pay-per-token: … Provisioned throughput: …".
fn parts(text: &str, above: &[Mode]) -> Vec<(Vec<Mode>, String)> {
    let lower = text.to_ascii_lowercase();
    let labels = [
        ("pay-per-token:", Mode::PayPerToken),
        ("ai functions:", Mode::AiFunctions),
        ("provisioned throughput:", Mode::ProvisionedThroughput),
    ];
    let mut places: Vec<(usize, usize, Mode)> = labels
        .iter()
        .flat_map(|(label, mode)| lower.match_indices(label).map(|(at, found)| (at, at + found.len(), *mode)))
        .collect();
    places.sort_unstable_by_key(|(at, _, _)| *at);
    let mut parts: Vec<(Vec<Mode>, String)> = Vec::new();
    for (place, (_, start, mode)) in places.iter().enumerate() {
        let end = places.get(place + 1).map_or(text.len(), |(next, _, _)| *next);
        let part = text[*start..end].trim().to_owned();
        match parts.iter_mut().find(|(_, known)| *known == part) {
            Some((modes, _)) => modes.push(*mode),
            None => parts.push((vec![*mode], part)),
        }
    }
    if parts.is_empty() && !above.is_empty() && !text.is_empty() {
        parts.push((above.to_vec(), text.to_owned()));
    }
    parts
}

/// Fills in what replaces a model: the page's words, the models they name, a redirect among them.
fn replace(ending: &mut Ending, text: &str, names: &Names<'_>) {
    let own = parts(text, &[]).into_iter();
    let own = own.filter(|(modes, _)| ending.modes.iter().any(|mode| modes.contains(mode)));
    let text = own.map(|(_, text)| text).next().unwrap_or_else(|| text.to_owned());
    if text.is_empty() || text.trim_end_matches('.').eq_ignore_ascii_case("none") {
        return;
    }
    let mut words = Vec::new();
    for sentence in split(&text) {
        match redirect(&sentence, names) {
            Some((about, found)) if about.contains(&ending.model) => ending.redirect = Some(found),
            _ => words.push(sentence),
        }
    }
    for sentence in &words {
        let (named, _) = models(sentence, names);
        ending.replaced_by.extend(named.into_iter().filter(|model| *model != ending.model));
    }
    ending.replaced_by.dedup();
    ending.replacement = Some(words.join(". ")).filter(|words| !words.is_empty());
}
