//! What a page holds, apart from how it was saved: headings, texts, lists, tables, notes, in the page's order.

use std::rc::Rc;

use chrono::NaiveDate;

use crate::text;

/// A page without its markup.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// Its title: the first heading, else what the head of the page says.
    pub title: Option<String>,
    /// Its own address, where the page names it.
    pub address: Option<String>,
    /// The day the page says it speaks for.
    pub updated: Option<NaiveDate>,
    /// The language it says it is in: `en-us`.
    pub language: Option<String>,
    /// What stands on it.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading and its level.
    Heading(u8, String),
    /// A paragraph, or any other run of text.
    Text(String),
    /// A list, item by item.
    List(Vec<Vec<Block>>),
    /// A table.
    Table(Table),
    /// A box with a label: `important`, `note`, `preview`. The label is in lower case.
    Note(String, Vec<Block>),
}

/// A table. Cells that span several places stand in each of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows; one may be shorter or longer than the header.
    pub rows: Vec<Vec<Rc<Vec<Block>>>>,
    /// Whether rows or columns were left out because there are more than any page of the docs has.
    pub cut: bool,
    /// Whether the page breaks off in it: its last row may not be whole.
    pub cut_off: bool,
}

impl Table {
    /// The only column whose name fits; none where no name fits, or several do.
    pub fn column(&self, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let mut found = (0..self.header.len()).filter(|at| fits(&self.header[*at].to_lowercase()));
        found.next().filter(|_| found.next().is_none())
    }

    /// The text of a cell; empty where the row ends before it.
    pub fn text(row: &[Rc<Vec<Block>>], column: usize) -> String {
        row.get(column).map(|blocks| flat(blocks)).unwrap_or_default()
    }
}

/// Foreign text on one line: safe for a terminal, each run of blanks one blank, none at the ends.
pub fn line(text: &str) -> String {
    // A joiner or a selector of emoji style behind a mark would make another mark of it.
    let plain = text.replace(['\u{FE0E}', '\u{FE0F}'], "");
    // A name that something steers a terminal from within is damaged: it is not read as if that were not there.
    let plain = plain.replace(steers, "\u{FFFD}");
    text::clean_line(&plain).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control characters that are no blanks, and those that turn the direction of what follows.
fn steers(c: char) -> bool {
    (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
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
