//! crossterm's way of writing cells, and fewer bytes for a frame on a screen that was cleared.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

/// Up to here the cursor is moved by more bytes than by as many blanks.
const WIDEST_GAP: u16 = 6;

/// What writes the cells that have changed. Between words nothing has changed on a screen that was cleared, and each word would
/// begin with the place it stands at: a first frame would no longer fit into what a terminal takes at once (4,096 bytes).
#[derive(Debug)]
pub struct CellWriter<W: Write> {
    inner: CrosstermBackend<W>,
    is_cleared: bool,
}

impl<W: Write> CellWriter<W> {
    pub fn new(writer: W) -> Self {
        Self { inner: CrosstermBackend::new(writer), is_cleared: false }
    }
}

/// The blank that the gap behind a cell can be filled with, without a change of colours. Behind anything but ASCII the terminal
/// may see the cursor elsewhere, and a move puts it right.
fn blank_behind(cell: &Cell) -> Option<Cell> {
    let invisible = Modifier::BOLD | Modifier::DIM | Modifier::ITALIC;
    let mut blank = Cell::EMPTY;
    blank.set_style(cell.style());
    (cell.symbol().len() == 1 && cell.bg == Color::Reset && invisible.contains(cell.modifier))
        .then_some(blank)
}

/// The cells of a frame on a blank screen, narrow gaps filled.
fn filled<'a>(cells: impl Iterator<Item = (u16, u16, &'a Cell)>) -> Vec<(u16, u16, Cell)> {
    let mut filled: Vec<(u16, u16, Cell)> = Vec::new();
    for (x, y, cell) in cells {
        if let Some((before, row, last)) = filled.last()
            && *row == y
            && (2..=WIDEST_GAP + 1).contains(&x.saturating_sub(*before))
            && let Some(blank) = blank_behind(last)
        {
            filled.extend((before + 1..x).map(|x| (x, y, blank.clone())));
        }
        filled.push((x, y, cell.clone()));
    }
    filled
}

impl<W: Write> Write for CellWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

impl<W: Write> Backend for CellWriter<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, cells: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        if std::mem::take(&mut self.is_cleared) {
            let cells = filled(cells);
            self.inner.draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell)))
        } else {
            self.inner.draw(cells)
        }
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.is_cleared = region == ClearType::All;
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use ratatui::text::{Line, Span};
    use ratatui::widgets::Widget;
    use rstest::rstest;

    use super::*;

    /// What is written for a line on a screen of the same cells but these.
    fn written(line: &Line<'_>, is_cleared: bool) -> String {
        let area = Rect::new(0, 0, 40, 1);
        let (before, mut after) = (Buffer::empty(area), Buffer::empty(area));
        line.render(area, &mut after);
        let mut bytes = Vec::new();
        let mut writer = CellWriter::new(&mut bytes);
        if is_cleared {
            writer.clear().unwrap();
        }
        writer.draw(before.diff(&after).into_iter()).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[rstest]
    #[case::narrow("one two", "one two")]
    #[case::as_wide_as_a_move("one      two", "one      two")]
    #[case::wider("one       two", "one\x1b[1;11Htwo")]
    #[case::behind_what_may_be_wide("⥂ two", "⥂\x1b[1;3Htwo")]
    #[case::behind_what_is_wide("漢 two", "漢\x1b[1;4Htwo")]
    fn a_gap_between_words_is_filled_where_that_is_shorter(#[case] text: &str, #[case] expected: &str) {
        let written = written(&Line::from(text.to_owned()), true);
        assert!(written.contains(expected), "{written:?}");
    }

    #[test]
    fn on_a_screen_that_was_not_cleared_a_gap_holds_what_stays() {
        assert!(written(&Line::from("one two"), false).contains("one\x1b[1;5Htwo"));
    }

    #[rstest]
    #[case::reversed(Style::new().reversed())]
    #[case::underlined(Style::new().underlined())]
    #[case::on_a_ground(Style::new().on_blue())]
    fn a_gap_behind_what_would_show_is_passed_over(#[case] style: Style) {
        let line = Line::from_iter([Span::styled("one", style), Span::raw(" two")]);
        assert!(written(&line, true).contains("\x1b[1;5H"), "{:?}", written(&line, true));
    }
}
