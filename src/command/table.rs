//! Aligned tables for people: as wide as they need to be in a pipe, cut to the screen on a terminal.

use anstyle::Style;

use super::style::{self, OutputStyle};
use crate::gates::Verdict;
use crate::text;

/// The least that is left of the last column before others give way, and of any column at all.
const LEAST_LAST: usize = 24;
const LEAST: usize = 6;

/// The blanks between columns.
const GAP: usize = 2;

/// A cell: its text, and the style it takes on a terminal.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    text: String,
    pub style: Style,
}

impl Cell {
    pub fn coloured(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style }
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Its text alone, as a terminal shows it.
    pub fn painted(&self, style: OutputStyle) -> String {
        style.paint(self.style, &self.text)
    }

    pub fn verdict(verdict: Verdict) -> Self {
        Self::coloured(style::signed(verdict), style::colour(verdict))
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::coloured(text, Style::new())
    }
}

/// A table with a line of column names. Where it is wider than the screen, the last column gives way first, then
/// whichever is widest.
pub fn render(columns: &[&str], rows: &[impl AsRef<[Cell]>], style: OutputStyle) -> String {
    let widest = |at: usize| rows.iter().map(|row| text::width(&row.as_ref()[at].text)).max().unwrap_or(0);
    let mut widths: Vec<usize> = Vec::new();
    for (at, name) in columns.iter().enumerate() {
        widths.push(widest(at).max(text::width(name)));
    }
    if let Some(screen) = style.width {
        squeeze(&mut widths, screen);
    }
    let names: Vec<Cell> = columns.iter().copied().map(Cell::from).collect();
    let mut table = line(&names, &widths, style);
    for row in rows {
        table.push_str(&line(row.as_ref(), &widths, style));
    }
    table
}

/// The columns of the screen that a table needs while only its last column gives way.
pub fn least_width(columns: &[&str], rows: &[impl AsRef<[Cell]>]) -> usize {
    let widest = |at: usize| rows.iter().map(|row| text::width(&row.as_ref()[at].text)).max().unwrap_or(0);
    let widths = columns.iter().enumerate().map(|(at, name)| {
        let natural = widest(at).max(text::width(name));
        if at + 1 == columns.len() { natural.min(LEAST_LAST) } else { natural }
    });
    widths.sum::<usize>() + GAP * columns.len().saturating_sub(1)
}

fn squeeze(widths: &mut [usize], screen: usize) {
    let gaps = GAP * widths.len().saturating_sub(1);
    let over = |widths: &[usize]| (widths.iter().sum::<usize>() + gaps).saturating_sub(screen);
    let excess = over(widths);
    if let Some(last) = widths.last_mut() {
        *last = last.saturating_sub(excess).max(LEAST_LAST.min(*last));
    }
    while over(widths) > 0
        && let Some(widest) = widths.iter_mut().max().filter(|width| **width > LEAST)
    {
        *widest -= 1;
    }
}

fn line(cells: &[Cell], widths: &[usize], style: OutputStyle) -> String {
    let mut line = String::new();
    let mut room = 0;
    for (cell, width) in cells.iter().zip(widths) {
        line.push_str(&" ".repeat(room));
        let shown = text::fit(&cell.text, *width);
        // Padded before the next cell, not after this one: no line ends in blanks.
        room = width.saturating_sub(text::width(&shown)) + GAP;
        line.push_str(&style.paint(cell.style, &shown));
    }
    line.truncate(line.trim_end().len());
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_no_line_ends_in_blanks() {
        let rows = [["a".into(), "".into()], ["東京".into(), "b".into()]];
        assert_eq!(render(&["One", "Two"], &rows, OutputStyle::default()), "One   Two\na\n東京  b\n");
    }

    #[test]
    fn a_screen_cuts_the_last_column_first() {
        let rows = [["a name".into(), "a long reason that does not fit".into()]];
        let at = |width| {
            render(&["One", "Two"], &rows, OutputStyle { width: Some(width), ..OutputStyle::default() })
        };
        assert_eq!(at(34), "One     Two\na name  a long reason that does n…\n");
        assert_eq!(at(20), "One     Two\na name  a long reas…\n");
        assert_eq!(at(1).lines().map(text::width).max(), Some(14));
    }

    #[test]
    fn colour_does_not_move_the_columns() {
        let rows = [[Cell::coloured("x", style::RED), "b".into()]];
        let style = OutputStyle { colour: true, ..OutputStyle::default() };
        assert_eq!(render(&["One", "Two"], &rows, style), "One  Two\n\u{1b}[31mx\u{1b}[0m    b\n");
    }
}
