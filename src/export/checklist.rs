//! A checklist table in someone's Markdown file: found, and one row of it put in. Text in, text out.
//!
//! All other text stays as it is, byte for byte: line ends, a missing last line break, other tables.

use std::sync::Arc;

use super::markdown_lines::{Block, gap_at_end, indent};
use super::row::{COLUMNS, ChecklistRow, SEPARATOR};
use super::{closing_lines, markdown};
use crate::decision::Decision;
use crate::error::Result;
use crate::matrix::Mode;
use crate::matrix::names::RegionNames;
use crate::text::{self, Words};

/// A row to be put into a checklist, with what is written below a table made for it.
#[derive(Debug, Clone)]
pub struct ChecklistEntry {
    row: ChecklistRow,
    below: Vec<String>,
    /// The names of the matrix's regions, and those of the model, folded: people write rows too.
    regions: Arc<RegionNames>,
    model: Vec<String>,
}

impl ChecklistEntry {
    /// The decision's row.
    pub fn of(decision: &Decision<'_>) -> Self {
        let criteria = decision.case.criteria;
        let lines = closing_lines::lines(criteria.matrix, criteria.as_of);
        Self {
            row: ChecklistRow::of(decision),
            below: lines.iter().map(|line| markdown::escape(line)).collect(),
            regions: Arc::clone(criteria.matrix.region_names()),
            model: decision.model.aliases().map(text::fold).collect(),
        }
    }

    /// A checklist with the row in it: in place of the one with the same region, mode and model, or as a new last row,
    /// or in a new table at the end of the text.
    ///
    /// # Errors
    /// When something in the text is never closed and would hide the table.
    pub fn put(&self, text: &str) -> Result<String> {
        put(text, &self.row, &self.below, |[region, mode, model]| {
            let is_region = || self.regions.place(region).map(|at| self.regions.codes()[at].as_str());
            Mode::read(mode).is_some_and(|mode| mode.name() == self.row.mode)
                && self.model.contains(&text::fold(model))
                && is_region() == Some(self.row.region.as_str())
        })
    }
}

/// A line with its place in the text.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    /// Its words, without the line break.
    text: &'t str,
    /// Where it starts.
    start: usize,
    /// Where the next one starts.
    next: usize,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn indent(&self) -> &str {
        &self.text[..self.text.len() - self.text.trim_start().len()]
    }
}

/// Puts a row into the checklist of a text. The first row of the same region, mode and model is replaced; `also` knows
/// those of which these three are written in other words. Else the first checklist table gets it as its last row; else a new table, with `below` under it,
/// ends the text.
///
/// # Errors
/// When something in the text is never closed and would hide a new table.
fn put(
    text: &str,
    row: &ChecklistRow,
    below: &[String],
    also: impl Fn(&[String; 3]) -> bool,
) -> Result<String> {
    let lines = lines(text);
    let tables = tables(&lines);
    let rows = || tables.iter().flat_map(|table| &table[2..]);
    let known = |line: &&Line<'_>| subject(line).is_some_and(|cells| also(&cells));
    if let Some(line) = rows().find(|line| is_same(line, row)).or_else(|| rows().find(known)) {
        let (before, after) = (&text[..line.start], &text[line.end()..]);
        return Ok(format!("{before}{}{}{after}", line.indent(), row.markdown()));
    }
    let ending = text::line_end(text);
    let Some(last) = tables.first().and_then(|table| table.last()) else {
        return with_new_table(text, row, below, ending);
    };
    let (before, after) = (&text[..last.next], &text[last.next..]);
    let new = format!("{}{}", last.indent(), row.markdown());
    if before.ends_with('\n') {
        return Ok(format!("{before}{new}{ending}{after}"));
    }
    // The table ends the text, and the text does not end its line: neither will the new row.
    Ok(format!("{before}{}{new}", text::missing_end(before)))
}

fn with_new_table(text: &str, row: &ChecklistRow, below: &[String], ending: &str) -> Result<String> {
    let mut grown = format!("{text}{}", gap_at_end(text, ending)?);
    for line in [&markdown::row(COLUMNS.map(Some)), SEPARATOR, &row.markdown()] {
        grown.push_str(line);
        grown.push_str(ending);
    }
    for line in below {
        grown.extend([ending, line, ending]);
    }
    Ok(grown)
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|whole| {
            let line = Line { text: whole.trim_end_matches(['\n', '\r']), start, next: start + whole.len() };
            start = line.next;
            line
        })
        .collect()
}

/// Every checklist table: header, separator, rows. What stands in code or in a comment is none.
fn tables<'l, 't>(lines: &'l [Line<'t>]) -> Vec<&'l [Line<'t>]> {
    let mut found = Vec::new();
    let mut block = Block::Text;
    let mut at = 0;
    while at < lines.len() {
        block = block.after(lines[at].text);
        let is_table = block == Block::Text
            && is_header(&lines[at])
            && lines.get(at + 1).is_some_and(|line| is_separator(line.text));
        let rows = if is_table { lines[at + 2..].iter().take_while(|line| is_row(line)).count() } else { 0 };
        let count = if is_table { rows + 2 } else { 1 };
        if is_table {
            found.push(&lines[at..at + count]);
        }
        at += count;
    }
    found
}

fn is_header(line: &Line<'_>) -> bool {
    // Four spaces make a block of code.
    let columns = COLUMNS.map(str::to_lowercase);
    indent(line.text) < 4 && cells(line.text).map(key).eq(columns)
}

fn is_separator(line: &str) -> bool {
    let is_rule = |cell: &str| {
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    cells(line).map(is_rule).eq(COLUMNS.map(|_| true))
}

/// Whether a line below a table is a row of it: it has a bar, and starts nothing else.
fn is_row(line: &Line<'_>) -> bool {
    let text = line.text.trim();
    let marks = ["#", ">", "- ", "* ", "+ ", "```", "~~~", "<"];
    let starts_other = marks.iter().any(|mark| text.starts_with(mark));
    !starts_other && (text.starts_with('|') || cells(text).nth(1).is_some())
}

/// What a row is about, as it is written there: region, mode and model.
fn subject(line: &Line<'_>) -> Option<[String; 3]> {
    let cells: Vec<String> = cells(line.text).take(3).map(markdown::plain).collect();
    cells.try_into().ok()
}

fn is_same(line: &Line<'_>, row: &ChecklistRow) -> bool {
    let wanted = row.key().map(|cell| markdown::fold(cell).to_lowercase());
    cells(line.text).map(key).take(wanted.len()).eq(wanted)
}

/// A cell for comparing: what it says, in lower case.
fn key(cell: &str) -> String {
    markdown::plain(cell).to_lowercase()
}

/// The cells of a row, as they are written, one after the other. A bar behind a backslash belongs to its cell.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim();
    let mut rest = line.strip_prefix('|').unwrap_or(line);
    std::iter::from_fn(move || {
        let mut escaped = false;
        let is_end = |letter: char| {
            let ends = letter == '|' && !escaped;
            escaped = letter == '\\' && !escaped;
            ends
        };
        let end = rest.find(is_end).unwrap_or(rest.len());
        let cell = (!rest.is_empty()).then(|| rest[..end].trim());
        rest = rest.get(end + 1..).unwrap_or_default();
        cell
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    const HEAD: &str = "| Region | Mode | Model | Preview? | Routing? | Retirement? | Owner |\n\
        |--------|------|-------|----------|----------|-------------|-------|\n";

    fn put(text: &str, row: &ChecklistRow, below: &[String]) -> String {
        super::put(text, row, below, |_| false).unwrap()
    }

    fn of(model: &str, owner: Option<&str>) -> ChecklistRow {
        ChecklistRow {
            region: "us-east-1".into(),
            mode: "Provisioned throughput".into(),
            model: model.into(),
            preview: "Yes".into(),
            routing: "No".into(),
            retirement: "Check release notes".into(),
            owner: owner.map(Into::into),
        }
    }

    fn line(model: &str, owner: &str) -> String {
        format!("| us-east-1 | Provisioned throughput | {model} | Yes | No | Check release notes | {owner} |")
    }

    #[rstest]
    #[case::empty("", "")]
    #[case::text("# Models\n", "# Models\n\n")]
    #[case::no_last_line_break("# Models", "# Models\n\n")]
    #[case::blank_line_there("# Models\n\n", "# Models\n\n")]
    #[case::another_table(
        "| Region | Owner |\n|---|---|\n| a | b |\n",
        "| Region | Owner |\n|---|---|\n| a | b |\n\n"
    )]
    #[case::without_separator(
        "| Region | Mode | Model | Preview? | Routing? | Retirement? | Owner |\n",
        "| Region | Mode | Model | Preview? | Routing? | Retirement? | Owner |\n\n"
    )]
    fn without_a_checklist_one_is_added_behind_a_blank_line(#[case] text: &str, #[case] before: &str) {
        let put = put(text, &of("m", Some("ops")), &["Verify.".into()]);
        assert_eq!(put, format!("{before}{HEAD}{}\n\nVerify.\n", line("m", "ops")));
    }

    #[test]
    fn what_only_shows_a_checklist_is_none() {
        for text in [
            format!("```markdown\n{HEAD}```\n"),
            format!("~~~~\n```\n{HEAD}~~~\n~~~~\n"),
            format!("<!--\n{HEAD}-->\n"),
            format!("    {}", HEAD.replace('\n', "\n    ").trim_end()),
        ] {
            let put = put(&text, &of("m", None), &[]);
            assert!(put.starts_with(text.as_str()), "{put}");
            assert!(put.ends_with(&format!("\n\n{HEAD}{}\n", line("m", "______"))), "{put}");
        }
    }

    #[test]
    fn the_row_of_the_same_region_mode_and_model_is_replaced_in_its_place() {
        let (a, b, old) = (line("a", "x"), line("b", "y"), line("`M`", "old \\| owner"));
        let text = format!("# Checklist\n\n{HEAD}{a}\n{old}\n{b}\n\nMore | text\n");
        let expected = text.replace(&old, &line("m", "new"));
        assert_eq!(put(&text, &of("m", Some("new")), &["Verify.".into()]), expected);
    }

    #[test]
    fn another_region_mode_or_model_is_another_row() {
        let text = format!("{HEAD}{}\ntext below\n", line("a", "x").replace("us-east-1", "us-east-2"));
        let expected = text.replace("\ntext below", &format!("\n{}\ntext below", line("a", "y")));
        assert_eq!(put(&text, &of("a", Some("y")), &[]), expected);
    }

    #[test]
    fn line_ends_and_a_missing_last_one_stay() {
        let text = format!("{HEAD}{}", line("a", "x")).replace('\n', "\r\n");
        let grown = put(&text, &of("b", Some("y")), &[]);
        assert_eq!(grown, format!("{text}\r\n{}", line("b", "y")));
        assert_eq!(put(&grown, &of("b", Some("z")), &[]), format!("{text}\r\n{}", line("b", "z")));
        let head = HEAD.trim_end();
        assert_eq!(put(head, &of("b", Some("y")), &[]), format!("{head}\n{}", line("b", "y")));
        let half = put(&format!("{head}\r"), &of("b", Some("y")), &[]);
        assert_eq!(half, format!("{head}\r\n{}", line("b", "y")));
        assert_eq!(put(&half, &of("b", Some("y")), &[]), half);
        let windows = put("# A\r\n", &of("b", Some("y")), &["Verify.".into()]);
        assert_eq!(windows.matches('\n').count(), windows.matches("\r\n").count());
    }

    #[test]
    fn a_table_written_by_hand_is_recognised() {
        let text = "1. List\n   region|Mode | **Model** |Preview?|Routing?|Retirement?|owner\n   \
            :--|--:|:-:|-|-|-|-\n   us-east-1|provisioned  THROUGHPUT|m|?|?|?|?\n   - item | x\n";
        let expected = text.replace("us-east-1|provisioned  THROUGHPUT|m|?|?|?|?", &line("m", "ops"));
        assert_eq!(put(text, &of("m", Some("ops")), &[]), expected);
        let expected = text.replace("   - item", &format!("   {}\n   - item", line("n", "ops")));
        assert_eq!(put(text, &of("n", Some("ops")), &[]), expected);
    }

    #[test]
    fn a_row_in_the_second_checklist_is_found_before_the_first_grows() {
        let text = format!("{HEAD}{}\n\n## Other\n{HEAD}{}\n", line("a", "x"), line("b", "y"));
        assert_eq!(put(&text, &of("b", Some("z")), &[]), text.replace(&line("b", "y"), &line("b", "z")));
        let grown = put(&text, &of("c", Some("z")), &[]);
        assert_eq!(grown, text.replacen("\n\n## Other", &format!("\n{}\n\n## Other", line("c", "z")), 1));
    }

    /// Other words are looked for once in each row, and only in rows: the work grows with the table and no faster.
    #[rstest]
    #[case(100)]
    #[case(200)]
    fn each_row_is_looked_at_once(#[case] rows: usize) {
        let rows_text: String = (0..rows).map(|at| line(&format!("m{at}"), "x") + "\n").collect();
        let text = format!("# Ours\n\n{HEAD}{rows_text}\nmore | text\n");
        let asked = std::cell::Cell::new(0);
        let count = |_: &[String; 3]| {
            asked.set(asked.get() + 1);
            false
        };
        let grown = super::put(&text, &of("new", None), &[], count).unwrap();
        assert_eq!((asked.get(), grown.lines().count()), (rows, text.lines().count() + 1));
    }

    proptest! {
        #[test]
        fn putting_a_row_twice_is_putting_it_once(
            text in "([ \ta|`~#<>!-]{0,6}(\r\n|\n)){0,6}[ \ta|]{0,6}",
            model in "[-a-z|\\\\`*_<&. ]{1,12}",
            owner in proptest::option::of("[-a-z|\\\\`*_<&. \n]{0,12}"),
        ) {
            let row = of(&model, owner.as_deref());
            // A fence or a comment that is never closed is refused.
            let Ok(once) = super::put(&text, &row, &[], |_| false) else { return Ok(()) };
            prop_assert!(once.starts_with(&text));
            prop_assert_eq!(put(&once, &row, &[]), once);
        }

        #[test]
        fn all_other_text_stays(before in "[a-z|\n]{0,20}", after in "[a-z|\r\n]{0,20}", owner in "[a-z|]{0,8}") {
            let text = format!("{before}\n\n{HEAD}{}\n\n{after}", line("m", "old"));
            let put = put(&text, &of("m", Some(&owner)), &["Verify.".into()]);
            prop_assert!(put.starts_with(&format!("{before}\n\n{HEAD}")), "{}", put);
            prop_assert!(put.ends_with(&format!("|\n\n{after}")), "{}", put);
        }
    }
}
