//! The region table: which model each region offers in each mode.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::cell::{self, Mark, Marks};
use super::content::{Block, Content, Table, each, flat, is_one_of, lines, tables};
use super::context::Context;
use super::days_by_mode;
use super::facts::{CellsRow, ExtractedFacts};
use super::item::{self, is_sign};
use super::names::{ENDPOINT, is_code};
use super::report::Report;
use crate::matrix::{Availability, Cloud, Mode, RegionId, Scope};

/// The most regions that are read. The three clouds have fewer than 50 each.
const MOST_REGIONS: usize = 500;

pub fn is_on(content: &Content) -> bool {
    !find(content).is_empty()
}

/// The region tables of a page; the pages of the docs have one, and may have one per mode.
fn find(content: &Content) -> Vec<&Table> {
    let names_any = |table: &Table| table.header.iter().any(|name| !days_by_mode::modes(name).is_empty());
    tables(content).filter(|table| region_column(table).is_some() && names_any(table)).collect()
}

fn region_column(table: &Table) -> Option<usize> {
    table.column(|name| name == "region" || name.ends_with(" region"))
}

fn names_mode(table: &Table, mode: Mode) -> bool {
    table.header.iter().any(|name| days_by_mode::modes(name).contains(&mode))
}

/// The codes of the regions of a page, for telling which cloud it speaks of.
pub fn codes(content: &Content) -> Vec<String> {
    let rows = find(content).into_iter().flat_map(|table| {
        let column = region_column(table).unwrap_or_default();
        table.rows.iter().map(move |row| Table::text(row, column).to_ascii_lowercase())
    });
    rows.filter(|code| is_code(code)).take(MOST_REGIONS).collect()
}

/// The words of the header of a mode's column, besides those that name the mode.
const HEADER: &str = "\
    ai and api apis batch databricks families for foundation functions inference model models \
    optimized serving supported";

/// Whether a header says nothing of its column but the mode: no sign, no word that could change what the cells mean.
fn is_plain(header: &str) -> bool {
    let lower = header.to_lowercase();
    let rest = ["pay-per-token", "pay per token", "provisioned throughput", "mosaic ai"]
        .iter()
        .fold(lower, |rest, words| rest.replace(words, " "));
    !rest.contains(is_sign)
        && rest
            .split(|c: char| !c.is_alphanumeric())
            .all(|word| word.is_empty() || is_one_of(HEADER, word) || word == "provisioned")
}

/// What the signs of a page mean.
#[derive(Debug, Default)]
struct Legend {
    /// The signs with a meaning.
    marks: Marks,
    /// Whether a footnote speaks of routing, with its sign or without.
    speaks_of_routing: bool,
    /// Footnotes that were not understood, with their signs.
    unread: Vec<(String, String)>,
}

/// The meaning of the signs: what the docs always meant, and what the page's own footnotes say of them.
fn legend(content: &Content, cloud: Cloud) -> Legend {
    let mut legend = Legend::default();
    legend.marks.push(("⥂".to_owned(), Mark::CrossGeo));
    if cloud == Cloud::Azure {
        legend.marks.push(("†".to_owned(), Mark::AdiServices));
    }
    let texts = each(&content.blocks).into_iter();
    let texts = texts.filter(|block| matches!(block, Block::Text(_) | Block::List(_)));
    for text in texts.flat_map(|block| lines(std::slice::from_ref(block))) {
        for (sign, note) in footnotes(text) {
            let lower = note.to_lowercase();
            // The external table has signs of its own.
            if lower.contains("model provider") {
                continue;
            }
            let meaning = if is_negated(&lower) {
                None
            } else if is_about_routing(&lower) {
                Some(Mark::CrossGeo)
            } else if lower.contains("adi services") {
                Some(Mark::AdiServices)
            } else {
                None
            };
            let explains = meaning.is_some() || lower.contains("model") || lower.contains("region");
            let Some(sign) = sign else {
                legend.speaks_of_routing |= is_about_routing(&lower) && lower.contains("this model");
                continue;
            };
            if !explains {
                continue;
            }
            legend.speaks_of_routing |= meaning == Some(Mark::CrossGeo);
            legend.marks.retain(|(known, _)| known != sign);
            match meaning {
                Some(meaning) => legend.marks.push((sign.to_owned(), meaning)),
                None if legend.unread.iter().any(|(known, _)| known == sign) => {}
                None => legend.unread.push((sign.to_owned(), format!("{sign}{note}"))),
            }
        }
    }
    legend
}

/// Whether a text says that something is not so.
fn is_negated(lower: &str) -> bool {
    [" not ", "n't ", "n’t ", "no longer", "never", "without", "unless"]
        .iter()
        .any(|word| lower.contains(word))
}

fn is_about_routing(lower: &str) -> bool {
    lower.contains("cross geo") || lower.contains("cross-geo")
}

/// The footnotes of a text, each with its sign; one that lost its sign has none.
fn footnotes(text: &str) -> Vec<(Option<&str>, &str)> {
    let starts = text.char_indices().filter(|(at, _)| *at == 0 || text[..*at].ends_with(". "));
    let mut starts: Vec<usize> =
        starts.map(|(at, _)| at).filter(|at| *at == 0 || item::footnote(&text[*at..]).is_some()).collect();
    starts.push(text.len());
    let parts = starts.windows(2).map(|ends| text[ends[0]..ends[1]].trim());
    parts
        .map(|part| match item::footnote(part) {
            Some((sign, note)) => (Some(sign), note),
            None => (None, part),
        })
        .collect()
}

/// Reads the tables of a page; a second time if names were learned that could split what was not understood.
pub fn read(context: &mut Context<'_>) {
    read_once(context);
    if !context.report.is_complete() && !context.names.new_models().is_empty() {
        (context.facts, context.report) = (ExtractedFacts::default(), Report::default());
        read_once(context);
    }
}

fn read_once(context: &mut Context<'_>) {
    let content = context.content;
    let tables = find(content);
    let legend = legend(content, context.cloud);
    // Before the cells that it makes unknown: they may be more than are listed.
    let stands = |sign: &str| {
        tables.iter().flat_map(|table| table.rows.iter().flatten()).any(|cell| flat(cell).contains(sign))
    };
    for (_, text) in legend.unread.iter().filter(|(sign, _)| stands(sign)) {
        context.unread("region table, footnote", text);
    }
    let mut reader =
        Reader { context, legend: &legend, rows: HashMap::new(), signs: HashMap::new(), columns: Vec::new() };
    for table in &tables {
        reader.table(table, tables.len() == 1);
    }
    reader.routing();
}

struct Reader<'r, 'c> {
    context: &'r mut Context<'c>,
    legend: &'r Legend,
    /// The modes of the table that is read, with their columns, and whether their headers say no more than the mode.
    columns: Vec<(Mode, usize, bool)>,
    /// Where the row of a mode and region stands among the facts.
    rows: HashMap<(Mode, RegionId), usize>,
    /// The signs that stand in the cells of each mode.
    signs: HashMap<Mode, HashSet<String>>,
}

impl Reader<'_, '_> {
    fn table(&mut self, table: &Table, is_only: bool) {
        self.context.facts.breaks_off |= table.cut_off;
        let Some(region_column) = region_column(table) else { return };
        self.columns.clear();
        for mode in Mode::HOSTED {
            if let Some(column) = table.column(|name| days_by_mode::modes(name).contains(&mode)) {
                self.columns.push((mode, column, is_plain(&table.header[column])));
            } else if is_only || names_mode(table, mode) {
                let place = format!("region table, column of {}", mode.name());
                self.context.unread(&place, &table.header.join(" | "));
            }
        }
        for (mode, column, _) in self.columns.iter().filter(|(_, _, is_plain)| !is_plain) {
            self.context.unread(&format!("region table, header of {}", mode.name()), &table.header[*column]);
        }
        self.columns_of_no_mode(table);
        for (at, row) in table.rows.iter().enumerate() {
            let code = Table::text(row, region_column);
            let cut = table.breaks_off_at(at).unwrap_or(usize::MAX);
            if row.len() > table.header.len() {
                // Which of its cells belongs to which column is not known.
                self.context.unread("region table", &format!("{code} (the row has more cells than columns)"));
            } else if cut <= region_column {
                self.context.unread("region table", &format!("{code} (the page breaks off in this row)"));
            } else {
                self.row(&code, row, cut);
            }
        }
    }

    /// Tells of columns that list models for a mode that is not known.
    fn columns_of_no_mode(&mut self, table: &Table) {
        for (column, header) in table.header.iter().enumerate() {
            if days_by_mode::modes(header).is_empty()
                && table.rows.iter().any(|row| Table::text(row, column).contains(ENDPOINT))
            {
                self.context.unread("region table, a column of no known mode", header);
            }
        }
    }

    /// Reads the row of a region up to the column in which the page breaks off.
    fn row(&mut self, code: &str, row: &[Rc<Vec<Block>>], cut: usize) {
        let Context { names, facts, .. } = &mut *self.context;
        let region = names.region(code).filter(|id| names.is_of_this_cloud(id));
        let Some(region) = region.filter(|_| facts.regions.len() < MOST_REGIONS) else {
            let shown: Vec<String> = row.iter().take(4).map(|cell| flat(cell)).collect();
            return self.context.unread("region table, region", &shown.join(" | "));
        };
        if !facts.regions.contains(&region) {
            facts.regions.push(region.clone());
        }
        for (mode, column, is_plain) in self.columns.clone() {
            let place = format!("{region}, {}", mode.id());
            if column >= cut {
                // What is missing could be anything.
                self.context.unread(&place, "(the page breaks off before the end of this cell)");
            } else if let Some(cell) = row.get(column) {
                self.cell(cell, mode, &region, is_plain);
            } else {
                self.context.unread(&place, "(the row ends before this column)");
            }
        }
    }

    fn cell(&mut self, cell: &[Block], mode: Mode, region: &RegionId, is_plain: bool) {
        let mut reading = cell::read(cell, mode, &self.legend.marks, &mut self.context.names);
        if !is_plain {
            reading.unclear();
        }
        self.signs.entry(mode).or_default().extend(reading.signs);
        for text in &reading.unread {
            self.context.unread(&format!("{region}, {}", mode.id()), text);
        }
        for model in reading.adi_services {
            if !self.context.facts.adi_services.contains(&model) {
                self.context.facts.adi_services.push(model);
            }
        }
        if reading.incomplete && reading.listed.is_empty() && reading.batch.is_empty() {
            return;
        }
        let (listed, batch, incomplete) = (reading.listed, reading.batch, reading.incomplete);
        self.add(CellsRow { mode, region: region.clone(), listed, batch, incomplete });
    }

    /// Adds a row. One that stands twice is held against the first: where they differ, nothing is known.
    fn add(&mut self, mut row: CellsRow) {
        let facts = &mut self.context.facts;
        // A model that is optimized for batch inference is supported, wherever the other list leaves it out.
        for (model, cell) in &row.batch {
            if !row.listed.iter().any(|(listed, _)| listed == model) {
                row.listed.push((model.clone(), *cell));
            }
        }
        let key = (row.mode, row.region.clone());
        let Some(at) = self.rows.get(&key).copied() else {
            self.rows.insert(key, facts.rows.len());
            facts.rows.push(row);
            return;
        };
        let first = &mut facts.rows[at];
        if *first == row {
            return;
        }
        self.context.report.contradict(format!(
            "the table has two rows for {} that say different things for {}",
            row.region,
            row.mode.name()
        ));
        for (model, cell) in &mut first.listed {
            if !row.listed.contains(&(model.clone(), *cell)) {
                *cell = Availability::Unknown;
            }
        }
        for (model, _) in row.listed {
            if !first.listed.iter().any(|(known, _)| *known == model) {
                first.listed.push((model, Availability::Unknown));
            }
        }
        first.batch.retain(|cell| row.batch.contains(cell));
        first.incomplete |= row.incomplete;
    }

    /// Looks for the signs of routing that each mode should carry.
    fn routing(&mut self) {
        let stands = |sign: &String| self.signs.values().any(|signs| signs.contains(sign));
        let marks = self.legend.marks.iter().filter(|(_, mark)| *mark == Mark::CrossGeo);
        let mut for_routing: Vec<&String> = marks.map(|(sign, _)| sign).collect();
        let why = if self.legend.speaks_of_routing {
            Some("a footnote explains it")
        } else {
            for_routing.iter().any(|sign| stands(sign)).then_some("cells of other modes do")
        };
        for_routing.extend(self.legend.unread.iter().map(|(sign, _)| sign));
        for mode in Mode::HOSTED {
            let signs = self.signs.get(&mode);
            let carries = signs.is_some_and(|signs| for_routing.iter().any(|sign| signs.contains(*sign)));
            scopes(mode, carries, why, self.context);
        }
    }
}

/// How many cells of a row lose their sign at once only where the copy lost it.
const MANY: usize = 3;

/// Makes the cells of a mode unknown that carry none of the signs they should: without ⥂ nobody knows which need routing.
/// Where the other rows carry it, those of a row.
fn scopes(mode: Mode, carries: bool, why: Option<&str>, context: &mut Context<'_>) {
    let Context { names, facts, .. } = context;
    let needed = |row: &CellsRow| {
        row.listed.iter().filter(|(model, _)| names.needs_routing(model, mode, &row.region)).count()
    };
    let cross =
        |(_, cell): &(_, Availability)| matches!(cell, Availability::Listed { scope: Scope::CrossGeo, .. });
    let listed = |row: &CellsRow| row.listed.iter().any(|(_, cell)| cell.is_listed());
    let mut rows: Vec<&mut CellsRow> = facts.rows.iter_mut().filter(|row| row.mode == mode).collect();
    let mut places = Vec::new();
    if carries {
        rows.retain(|row| listed(row) && !row.listed.iter().any(cross) && needed(row) >= MANY);
        places.extend(rows.iter().map(|row| {
            (
                format!("{}, {}", row.region, mode.id()),
                "(no cell carries ⥂, although cells of the matrix in use do)".to_owned(),
            )
        }));
    } else if rows.iter().any(|row| listed(row)) {
        let in_use = rows.iter().any(|row| needed(row) > 0).then_some("cells of the matrix in use do");
        places.extend(why.or(in_use).map(|why| {
            (format!("region table, {}", mode.id()), format!("(no cell carries ⥂, although {why})"))
        }));
    }
    if places.is_empty() {
        return;
    }
    for (_, cell) in rows.iter_mut().flat_map(|row| row.listed.iter_mut().chain(&mut row.batch)) {
        *cell = Availability::Unknown;
    }
    for (place, text) in places {
        context.unread(&place, &text);
    }
    context.report.unknown_scopes.push(mode);
}
