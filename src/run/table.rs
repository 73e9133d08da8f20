//! Aligned tables for people: as wide as they need to be in a pipe, cut to the screen on a terminal.

use super::look::Look;
use crate::text;

/// The least that is left of the last column when a screen is narrow.
const LEAST: usize = 8;

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

/// A table with a line of column names. Only the last column is cut where the screen ends.
pub fn render<const N: usize>(columns: [&str; N], rows: &[[Cell; N]], look: Look) -> String {
    let widths: [usize; N] = std::array::from_fn(|at| {
        let cells = rows.iter().map(|row| text::width(&row[at].text));
        cells.chain([text::width(columns[at])]).max().unwrap_or(0)
    });
    let before: usize = widths.iter().take(N.saturating_sub(1)).map(|width| width + 2).sum();
    let last = look.width.map(|width| width.saturating_sub(before).max(LEAST));
    let mut table = line(&columns.map(Cell::from), &widths, last, Look { colour: false, ..look });
    for row in rows {
        table.push_str(&line(row, &widths, last, look));
    }
    table
}

fn line<const N: usize>(cells: &[Cell; N], widths: &[usize; N], last: Option<usize>, look: Look) -> String {
    let mut line = String::new();
    let mut room = 0;
    for (at, (cell, width)) in cells.iter().zip(widths).enumerate() {
        line.push_str(&" ".repeat(room));
        let shown = match last {
            Some(most) if at + 1 == N => text::fit(&cell.text, most),
            _ => cell.text.clone(),
        };
        // Padded before the next cell, not after this one: no line ends in blanks.
        room = width.saturating_sub(text::width(&shown)) + 2;
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
    fn a_screen_cuts_the_last_column_only() {
        let rows = [["a".into(), "a long reason that does not fit".into()]];
        let look = Look { width: Some(20), ..Look::default() };
        assert_eq!(render(["One", "Two"], &rows, look), "One  Two\na    a long reason t…\n");
    }

    #[test]
    fn colour_does_not_move_the_columns() {
        let rows = [[Cell::coloured("x", "31"), "b".into()]];
        let look = Look { colour: true, ..Look::default() };
        assert_eq!(render(["One", "Two"], &rows, look), "One  Two\n\u{1b}[31mx\u{1b}[0m    b\n");
    }
}
