//! The region table: which model each region offers in each mode.

use std::collections::HashMap;

use super::cell::{self, Mark, Marks, is_mark};
use super::content::{Block, Content, Table, each, flat};
use super::facts::{Facts, Row};
use super::names::Names;
use super::report::Report;
use crate::matrix::{Availability, Cloud, Mode, RegionId};

/// The most regions that are read. The three clouds have fewer than 50 each.
const MOST_REGIONS: usize = 500;
/// The longest code of a region.
const LONGEST_CODE: usize = 40;

/// The region tables of a page; the pages of the docs have one, and may have one per mode.
pub fn find(content: &Content) -> Vec<&Table> {
    let blocks = each(&content.blocks).into_iter();
    let tables = blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables
        .filter(|table| {
            region_column(table).is_some() && Mode::HOSTED.iter().any(|mode| names_mode(table, *mode))
        })
        .collect()
}

fn region_column(table: &Table) -> Option<usize> {
    table.column(|name| name == "region" || name.ends_with(" region"))
}

/// The words by which the column of a mode is known, in every wording of the docs.
fn is_mode(name: &str, mode: Mode) -> bool {
    match mode {
        Mode::PayPerToken => name.contains("pay-per-token") || name.contains("pay per token"),
        Mode::AiFunctions => name.contains("ai functions"),
        Mode::ProvisionedThroughput => name.contains("provisioned"),
        Mode::ExternalModels => false,
    }
}

fn names_mode(table: &Table, mode: Mode) -> bool {
    table.header.iter().any(|name| is_mode(&name.to_lowercase(), mode))
}

/// The codes of the regions of a page, for telling which cloud it speaks of.
pub fn codes(tables: &[&Table]) -> Vec<String> {
    let rows = tables.iter().flat_map(|table| {
        let column = region_column(table).unwrap_or_default();
        table.rows.iter().map(move |row| Table::text(row, column))
    });
    rows.filter(|code| is_code(code)).take(MOST_REGIONS).collect()
}

fn is_code(code: &str) -> bool {
    code.len() <= LONGEST_CODE
        && code.starts_with(|c: char| c.is_ascii_lowercase())
        && !code.ends_with('-')
        && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The cloud whose codes are made like these: `us-east-1`, `us-east1`, `eastus`. None where they are mixed.
pub fn cloud_of(codes: &[String]) -> Option<Cloud> {
    let cloud = |code: &String| {
        let (head, tail) = code.rsplit_once('-').unwrap_or(("", code));
        match tail.bytes().all(|byte| byte.is_ascii_digit()) {
            _ if head.is_empty() => Cloud::Azure,
            true => Cloud::Aws,
            false => Cloud::Gcp,
        }
    };
    let first = cloud(codes.first()?);
    codes.iter().all(|code| cloud(code) == first).then_some(first)
}

/// What the marks of a page mean, by what the docs always meant and by the page's own footnotes.
pub fn marks(content: &Content, cloud: Cloud) -> Marks {
    let mut marks = vec![('⥂', Mark::CrossGeo)];
    if cloud == Cloud::Azure {
        marks.push(('†', Mark::AdiServices));
    }
    for block in each(&content.blocks) {
        let Block::Text(text) = block else { continue };
        let Some(mark) = text.chars().next().filter(|c| is_mark(*c)) else { continue };
        let said = text.to_lowercase();
        let meaning = if said.contains("cross geography") || said.contains("cross-geography") {
            Mark::CrossGeo
        } else if said.contains("adi services") {
            Mark::AdiServices
        } else {
            continue;
        };
        if !marks.iter().any(|(known, _)| *known == mark) {
            marks.push((mark, meaning));
        }
    }
    marks
}

/// Reads the tables of a page.
pub fn read(
    page: &str,
    tables: &[&Table],
    marks: &Marks,
    names: &mut Names<'_>,
    facts: &mut Facts,
    report: &mut Report,
) {
    let mut rows = Rows::default();
    for table in tables {
        facts.breaks_off |= table.cut || table.cut_off;
        if table.cut {
            report.lose(page, "region table", "(it has more rows or columns than are read)");
        }
        let Some(region_column) = region_column(table) else { continue };
        for mode in Mode::HOSTED {
            let column = table.column(|name| is_mode(name, mode));
            if column.is_none() {
                let said = table.header.join(" | ");
                if tables.len() == 1 || names_mode(table, mode) {
                    report.lose(page, &format!("region table, column of {}", mode.name()), &said);
                }
            }
        }
        let columns: Vec<(Mode, usize)> = Mode::HOSTED
            .into_iter()
            .filter_map(|mode| Some((mode, table.column(|name| is_mode(name, mode))?)))
            .collect();
        for (at, row) in table.rows.iter().enumerate() {
            let code = Table::text(row, region_column);
            if table.cut_off && at + 1 == table.rows.len() {
                // What is missing of the row could be anything.
                report.lose(page, "region table", &format!("{code} (the page breaks off in this row)"));
                continue;
            }
            if !is_code(&code) || facts.regions.len() == MOST_REGIONS {
                report.lose(page, "region table, region", &flat_row(row));
                continue;
            }
            let region = RegionId(code);
            if !facts.regions.contains(&region) {
                facts.regions.push(region.clone());
            }
            for (mode, column) in &columns {
                let place = format!("{region}, {}", mode.id());
                let Some(blocks) = row.get(*column) else {
                    report.lose(page, &place, "(the row ends before this column)");
                    continue;
                };
                let reading = cell::read(blocks, *mode, marks, names);
                for text in &reading.unread {
                    report.lose(page, &place, text);
                }
                for model in reading.adi_services {
                    if !facts.adi_services.contains(&model) {
                        facts.adi_services.push(model);
                    }
                }
                if reading.incomplete && reading.listed.is_empty() && reading.batch.is_empty() {
                    continue;
                }
                let (mode, region) = (*mode, region.clone());
                let (listed, batch, incomplete) = (reading.listed, reading.batch, reading.incomplete);
                rows.add(Row { mode, region, listed, batch, incomplete }, facts, report);
            }
        }
    }
}

fn flat_row(row: &[std::rc::Rc<Vec<Block>>]) -> String {
    row.iter().take(4).map(|cell| flat(cell)).collect::<Vec<_>>().join(" | ")
}

/// Where the row of a mode and region stands among the facts.
#[derive(Default)]
struct Rows(HashMap<(Mode, RegionId), usize>);

impl Rows {
    /// Adds a row. One that stands twice is held against the first: where they differ, nothing is known.
    fn add(&mut self, mut row: Row, facts: &mut Facts, report: &mut Report) {
        // A model that is optimized for batch inference is supported, wherever the other list leaves it out.
        for (model, cell) in &row.batch {
            if !row.listed.iter().any(|(listed, _)| listed == model) {
                row.listed.push((model.clone(), *cell));
            }
        }
        let key = (row.mode, row.region.clone());
        let Some(at) = self.0.get(&key).copied() else {
            self.0.insert(key, facts.rows.len());
            facts.rows.push(row);
            return;
        };
        let first = &mut facts.rows[at];
        if first.listed == row.listed && first.batch == row.batch && first.incomplete == row.incomplete {
            return;
        }
        report.contradict(format!(
            "the table has two rows for {} that say different things for {}",
            row.region,
            row.mode.name()
        ));
        let mut merged: Vec<_> = first.listed.clone();
        for (model, cell) in &mut merged {
            if !row.listed.contains(&(model.clone(), *cell)) {
                *cell = Availability::Unknown;
            }
        }
        let others =
            row.listed.iter().filter(|(model, _)| !first.listed.iter().any(|(known, _)| known == model));
        merged.extend(others.map(|(model, _)| (model.clone(), Availability::Unknown)).collect::<Vec<_>>());
        first.listed = merged;
        first.batch.retain(|cell| row.batch.contains(cell));
        first.incomplete |= row.incomplete;
    }
}
