//! What a page holds, apart from how it was saved: headings, texts, lists, tables, notes, in the page's order.

use std::rc::Rc;

use chrono::NaiveDate;

use crate::matrix::Cloud;
use crate::text;

#[derive(Debug, Clone, Default)]
pub struct Content {
    /// Its title: the first heading, else what the head of the page says.
    pub title: Option<String>,
    /// Its own address, where the page names it.
    pub address: Option<String>,
    /// The days the page says it was updated on, and where it says so; the first counts.
    pub days: Vec<(&'static str, NaiveDate)>,
    /// The day on which the copy was made, where its front matter says so.
    pub copied: Option<NaiveDate>,
    /// What stands behind "Last updated" and is no day.
    pub unread_day: Option<String>,
    /// The clouds whose docs the page links to.
    pub linked: Vec<Cloud>,
    /// The headers of tables that stand twice with different rows.
    pub differing: Vec<String>,
    /// The language it says it is in: `en-us`.
    pub language: Option<String>,
    pub blocks: Vec<Block>,
}

/// The labels of the boxes that the docs use.
pub const LABELS: [&str; 9] =
    ["important", "note", "preview", "beta", "warning", "tip", "caution", "info", "danger"];

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Heading(u8, String),
    /// A paragraph, or any other run of text.
    Text(String),
    List(Vec<Vec<Block>>),
    Table(Table),
    /// A box with a label: `important`, `note`, `preview`. The label is in lower case.
    Note(String, Vec<Block>),
}

/// A table. Cells that span several places stand in each of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub header: Vec<String>,
    /// The rows; one may be shorter or longer than the header.
    pub rows: Vec<Vec<Rc<Vec<Block>>>>,
    /// Whether the page breaks off in it: its last row may not be whole.
    pub cut_off: bool,
}

impl Table {
    /// The only column whose name fits; none where no name fits, or several do.
    pub fn column(&self, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let mut found = (0..self.header.len()).filter(|at| fits(&self.header[*at].to_lowercase()));
        found.next().filter(|_| found.next().is_none())
    }

    /// The column in which the page breaks off, in the last row of a table that it breaks off in: the row's last that holds
    /// anything. What stands before it is whole.
    pub fn breaks_off_at(&self, row: usize) -> Option<usize> {
        let last = self.rows.last().filter(|_| self.cut_off && row + 1 == self.rows.len())?;
        Some(last.iter().rposition(|cell| !cell.is_empty()).unwrap_or_default())
    }

    /// The text of a cell; empty where the row ends before it.
    pub fn text(row: &[Rc<Vec<Block>>], column: usize) -> String {
        row.get(column).map(|blocks| flat(blocks)).unwrap_or_default()
    }
}

/// Foreign text on one line: safe for a terminal, each run of blanks one blank, none at the ends.
pub fn line(text: &str) -> String {
    // Nearly all lines are of these, and a page has a hundred thousand of them.
    if text.chars().all(|letter| matches!(letter, ' '..='~' | '\t' | '\r' | '\n' | '⥂')) {
        return single_spaced(text);
    }
    // A joiner or a selector of emoji style behind a mark would make another mark of it.
    let plain = text.replace(['\u{FE0E}', '\u{FE0F}'], "");
    // Dashes that do not break a line look the same.
    let plain = plain.replace(['\u{2010}', '\u{2011}'], "-");
    // A name that something steers a terminal from within is damaged: it is not read as if that were not there.
    let plain = plain.replace(steers, "\u{FFFD}");
    single_spaced(&text::clean_line(&plain))
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control characters that are no blanks, and those that turn the direction of what follows.
fn steers(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a word is one of a list, written with blanks between.
pub fn is_one_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

/// All text of some blocks on one line.
pub fn flat(blocks: &[Block]) -> String {
    let mut parts = Vec::new();
    gather(blocks, &mut parts);
    parts.join(" ")
}

fn gather<'a>(blocks: &'a [Block], parts: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            Block::Heading(_, text) | Block::Text(text) => parts.push(text),
            Block::List(items) => items.iter().for_each(|item| gather(item, parts)),
            Block::Table(table) => {
                parts.extend(table.header.iter().map(String::as_str));
                table.rows.iter().flatten().for_each(|cell| gather(cell, parts));
            }
            Block::Note(_, blocks) => gather(blocks, parts),
        }
    }
}

/// The lines of some blocks: a list's items, and texts, each by itself.
pub fn lines(blocks: &[Block]) -> Vec<&str> {
    let mut lines = Vec::new();
    gather(blocks, &mut lines);
    lines
}

/// Takes out each table that repeats the one before it: a rendered page has every table a second time, for full screen,
/// with two buttons between. Gives back the headers of those whose rows differ; they stay.
pub fn without_repeats(blocks: &mut Vec<Block>) -> Vec<String> {
    let mut differing = Vec::new();
    let mut last: Option<usize> = None;
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in std::mem::take(blocks) {
        match &mut block {
            Block::Note(_, inner) => differing.extend(without_repeats(inner)),
            Block::Text(text) if !text.contains(char::is_alphanumeric) => {
                kept.push(block);
                continue;
            }
            Block::Table(table) => {
                if let Some(Block::Table(before)) = last.map(|at| &kept[at])
                    && before.header == table.header
                {
                    if repeats(before, table) {
                        continue;
                    }
                    differing.push(table.header.join(" | "));
                }
                last = Some(kept.len());
                kept.push(block);
                continue;
            }
            _ => {}
        }
        last = None;
        kept.push(block);
    }
    *blocks = kept;
    differing
}

/// Whether a table says nothing that the one before it does not. Of one that breaks off, the last row is half.
fn repeats(before: &Table, table: &Table) -> bool {
    let whole = table.rows.len() - usize::from(table.cut_off && !table.rows.is_empty());
    before.rows.starts_with(&table.rows[..whole]) && (table.cut_off || before.rows.len() == whole)
}

/// The tables of a page that stand in no other table or list.
pub fn tables(content: &Content) -> impl Iterator<Item = &Table> {
    each(&content.blocks).into_iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

/// Every block of a page, those inside notes as well, in order. What stands in lists and tables stays there.
pub fn each(blocks: &[Block]) -> Vec<&Block> {
    let mut all = Vec::new();
    for block in blocks {
        all.push(block);
        if let Block::Note(_, inner) = block {
            all.extend(each(inner));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_one_line_without_what_cannot_be_seen() {
        assert_eq!(line(" a\u{a0}\n b\u{200b}\u{1b}[31m \u{2942}\u{fe0e} "), "a b\u{fffd}[31m \u{2942}");
        assert_eq!(line("databricks-a\u{7}b\u{202e}c"), "databricks-a\u{fffd}b\u{fffd}c");
    }

    #[test]
    fn a_column_is_found_only_if_one_name_fits() {
        let header = ["Region", "AI Functions", "ai functions again"].map(str::to_owned).to_vec();
        let table = Table { header, ..Table::default() };
        assert_eq!(table.column(|name| name == "region"), Some(0));
        assert_eq!(table.column(|name| name.contains("ai functions")), None);
        assert_eq!(table.column(|name| name.contains("provisioned")), None);
    }
}
