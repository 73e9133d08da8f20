//! The retirement page: tables of models with a date per mode and a recommended replacement.

use std::rc::Rc;

use super::content::{Block, Content, Table, lines};
use super::context::Context;
use super::days_by_mode;
use super::days_by_mode::{Statement, mode_at_start, modes};
use super::item::is_sign;
use super::names::Names;
use super::notices::{redirect, split};
use crate::matrix::{LifecycleFact, Mode, ModelId};

/// A table of the page, and the modes that the heading above it names.
struct Found<'c> {
    table: &'c Table,
    modes: Vec<Mode>,
}

pub fn is_on(content: &Content) -> bool {
    !find(content).is_empty()
}

fn find(content: &Content) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    let mut heading = Vec::new();
    for block in super::content::each(&content.blocks) {
        match block {
            Block::Heading(_, text) => heading = modes(text),
            Block::Table(table) if columns(table).is_some() => {
                found.push(Found { table, modes: heading.clone() });
            }
            _ => {}
        }
    }
    found
}

fn columns(table: &Table) -> Option<(usize, usize, Option<usize>)> {
    let is_replacement = |name: &str| name.contains("replacement");
    let date = table.column(|name| name.contains("retirement date"))?;
    let model = table.column(|name| {
        name.contains("model") && !is_replacement(name) && !name.contains("retirement date")
    })?;
    Some((model, date, table.column(is_replacement)))
}

pub fn read(context: &mut Context<'_>) {
    for Found { table, modes } in find(context.content) {
        let Some(columns) = columns(table) else { continue };
        for header in table.header.iter().filter(|header| header.contains(is_sign)) {
            context.unread("retirement table, header", header);
        }
        for (at, row) in table.rows.iter().enumerate() {
            let who = Table::text(row, columns.0);
            if table.breaks_off_at(at).is_some() {
                context.unread("retirement table", &format!("{who} (the page breaks off in this row)"));
            } else if let Err((what, text)) = read_row(row, columns, &modes, context) {
                context.unread(&format!("retirement table, {what} of '{who}'"), &text);
            }
        }
    }
}

/// Reads a row. What of it is not understood is given back with its name.
fn read_row(
    row: &[Rc<Vec<Block>>],
    (model, date, replacement): (usize, usize, Option<usize>),
    modes: &[Mode],
    context: &mut Context<'_>,
) -> Result<(), (&'static str, String)> {
    let when = Table::text(row, date);
    let instead = replacement.map(|column| Table::text(row, column)).unwrap_or_default();
    let subjects = row.get(model).and_then(|cell| subjects(cell, &mut context.names));
    let subjects = subjects.ok_or_else(|| ("model", Table::text(row, model)))?;
    let Ok(Statement::Days(days)) = days_by_mode::read(&when) else { return Err(("date", when)) };
    let mut is_clear = true;
    for dated in days {
        // A name in brackets says which of a family's models the day is for.
        let about = match &dated.name {
            Some(name) => subjects_named(name, &mut context.names).into_iter().collect(),
            None => subjects.clone(),
        };
        let modes = if dated.modes.is_empty() { modes } else { &dated.modes };
        is_clear &= !about.is_empty() && !modes.is_empty();
        for model in about.into_iter().filter(|_| !modes.is_empty()) {
            let mut fact = dated.fact(&model, modes, context.page, context.day);
            replace(&mut fact, &instead, &context.names);
            context.facts.announced.push(fact);
        }
    }
    if is_clear { Ok(()) } else { Err(("date", when)) }
}

/// The models of a row, line by line: one, several, or several names of one. None where something of it names no model.
fn subjects(cell: &[Block], names: &mut Names<'_>) -> Option<Vec<ModelId>> {
    let whole = lines(cell).join(" / ");
    let (mut models, unknown) = names.enumerated(&whole);
    if !unknown.iter().all(|name| names.could_be_family(name)) {
        return None;
    }
    for name in unknown {
        let id = names.family(name)?;
        if !models.contains(&id) {
            models.push(id);
        }
    }
    Some(models).filter(|models| !models.is_empty())
}

/// "Meta-Llama-3-70B-Instruct" is a model of a family that the docs also write with blanks.
fn subjects_named(name: &str, names: &mut Names<'_>) -> Option<ModelId> {
    let plain = name.replace('-', " ");
    let short = plain.trim_end_matches(" Instruct");
    let known = names.find(name).or_else(|| names.find(&plain)).or_else(|| names.find(short));
    known.or_else(|| names.family(short))
}

/// The parts of a cell that begins each of them with a mode: "Pay-per-token: … Provisioned throughput: …". What stands
/// before the first belongs to none.
fn parts(text: &str) -> Vec<(Mode, &str)> {
    let lower = text.to_ascii_lowercase();
    let places = lower.char_indices().filter_map(|(at, _)| {
        let (length, mode) = mode_at_start(&lower[at..])?;
        lower[at + length..].starts_with(':').then_some((at, at + length + 1, mode))
    });
    let places: Vec<(usize, usize, Mode)> = places.collect();
    let ends = places.iter().skip(1).map(|(at, _, _)| *at).chain([text.len()]);
    places.iter().zip(ends).map(|((_, start, mode), end)| (*mode, text[*start..end].trim())).collect()
}

/// Fills in what replaces a model: the page's words, the models they name, a redirect among them.
fn replace(fact: &mut LifecycleFact, text: &str, names: &Names<'_>) {
    let own = parts(text).into_iter().find(|(mode, _)| fact.modes.contains(mode));
    let text = own.map_or(text, |(_, text)| text);
    if text.is_empty() || text.trim_end_matches('.').eq_ignore_ascii_case("none") {
        return;
    }
    let mut words = Vec::new();
    for sentence in split(text) {
        match redirect(&sentence, names) {
            Some((about, found)) if about.contains(&fact.model) => fact.redirect = Some(found),
            _ => words.push(sentence),
        }
    }
    for sentence in &words {
        let (named, _) = names.enumerated(sentence);
        fact.replaced_by.extend(named.into_iter().filter(|model| *model != fact.model));
    }
    fact.replaced_by.dedup();
    fact.replacement = Some(words.join(". ")).filter(|words| !words.is_empty());
}
