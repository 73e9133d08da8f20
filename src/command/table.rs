//! Aligned tables for people: as wide as they need to be in a pipe, cut to the screen on a terminal.

use super::look::Look;
use crate::text;

/// The least that is left of the last column before others give way, and of any column at all.
const LEAST_LAST: usize = 24;
const LEAST: usize = 6;

/// The blanks between columns.
const GAP: usize = 2;

/// A cell: its text, and the colour it takes on a terminal.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    text: String,
    colour: Option<&'static str>,
}

impl Cell {
    /// A cell in a colour of the terminal's own.
    pub fn coloured(text: impl Into<String>, colour: &'static str) -> Self {
        Self { text: text.into(), colour: Some(colour) }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { text: text.into(), colour: None }
    }
}

/// A table with a line of column names. Where it is wider than the screen, the last column gives way first, then
/// whichever is widest.
pub fn render<const N: usize>(columns: [&str; N], rows: &[[Cell; N]], look: Look) -> String {
    let mut widths: [usize; N] = std::array::from_fn(|at| {
        let cells = rows.iter().map(|row| text::width(&row[at].text));
        cells.chain([text::width(columns[at])]).max().unwrap_or(0)
    });
    if let Some(screen) = look.width {
        squeeze(&mut widths, screen);
    }
    let mut table = line(&columns.map(Cell::from), &widths, Look { colour: false, ..look });
    for row in rows {
        table.push_str(&line(row, &widths, look));
    }
    table
}

fn squeeze<const N: usize>(widths: &mut [usize; N], screen: usize) {
    let gaps = GAP * N.saturating_sub(1);
    let over = |widths: &[usize; N]| (widths.iter().sum::<usize>() + gaps).saturating_sub(screen);
    if let Some(excess) = Some(over(widths)).filter(|excess| *excess > 0)
        && let Some(last) = widths.last_mut()
    {
        *last = last.saturating_sub(excess).max(LEAST_LAST.min(*last));
    }
    while over(widths) > 0
        && let Some(widest) = widths.iter_mut().max().filter(|width| **width > LEAST)
    {
        *widest -= 1;
    }
}

fn line<const N: usize>(cells: &[Cell; N], widths: &[usize; N], look: Look) -> String {
    let mut line = String::new();
    let mut room = 0;
    for (cell, width) in cells.iter().zip(widths) {
        line.push_str(&" ".repeat(room));
        let shown = text::fit(&cell.text, *width);
        // Padded before the next cell, not after this one: no line ends in blanks.
        room = width.saturating_sub(text::width(&shown)) + GAP;
        line.push_str(&cell.colour.map_or_else(|| shown.clone(), |colour| look.paint(colour, &shown)));
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
        assert_eq!(render(["One", "Two"], &rows, Look::default()), "One   Two\na\n東京  b\n");
    }

    #[test]
    fn a_screen_cuts_the_last_column_first() {
        let rows = [["a name".into(), "a long reason that does not fit".into()]];
        let at = |width| render(["One", "Two"], &rows, Look { width: Some(width), ..Look::default() });
        assert_eq!(at(34), "One     Two\na name  a long reason that does n…\n");
        assert_eq!(at(20), "One     Two\na name  a long reas…\n");
        assert_eq!(at(1).lines().map(text::width).max(), Some(14));
    }

    #[test]
    fn colour_does_not_move_the_columns() {
        let rows = [[Cell::coloured("x", "31"), "b".into()]];
        let look = Look { colour: true, ..Look::default() };
        assert_eq!(render(["One", "Two"], &rows, look), "One  Two\n\u{1b}[31mx\u{1b}[0m    b\n");
    }
}
