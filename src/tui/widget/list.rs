//! A list with a cursor: where it scrolls to, which row was clicked, how the cursor moves.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::line;
use crate::tui::areas;
use crate::tui::message::Message;
use crate::tui::theme::Theme;

/// How many rows a list keeps on a low screen before text below it gets any.
const MIN_ROWS: u16 = 3;

/// The start of a row: the mark of the cursor if it is here, then a mark of its own.
pub fn lead(here: bool, mark: &str, style: Style, theme: &Theme) -> Span<'static> {
    let cursor = if here { theme.symbols.cursor } else { " " };
    Span::styled(format!("{cursor}{mark} "), style)
}

/// A row in exactly this width; the one under the cursor is a band.
pub fn row(spans: Vec<Span<'static>>, here: bool, width: u16, theme: &Theme) -> Line<'static> {
    let spans = line::fitted(spans, usize::from(width));
    Line::from(if here { band(spans, theme) } else { spans })
}

/// The spans on the ground of the selection. Signs and words keep their colours; what is dim would be lost on it.
pub fn band(spans: Vec<Span<'static>>, theme: &Theme) -> Vec<Span<'static>> {
    let selected = theme.text.patch(theme.selected);
    let on_band = |style: Style| {
        let plain = style.fg.is_none() || style.fg == theme.text.fg || style.fg == theme.dim.fg;
        let reversed = theme.selected.add_modifier.contains(Modifier::REVERSED);
        if plain || reversed {
            // The colours of a reversed row would be patches.
            return selected.add_modifier(style.add_modifier - theme.dim.add_modifier);
        }
        Style { bg: selected.bg, ..selected.patch(style) }
    };
    spans.into_iter().map(|span| Span::styled(span.content, on_band(span.style))).collect()
}

/// The rows of a list, and as many lines below them as are wanted and the rows can spare.
pub fn split(area: Rect, wanted: u16) -> (Rect, Rect) {
    let rows = usize::from(area.height - wanted.min(area.height.saturating_sub(MIN_ROWS)));
    (areas::top(area, rows), areas::below(area, rows))
}

/// The first row to draw so that the cursor is in sight. Computed, not kept.
pub fn first_row(cursor: usize, len: usize, height: usize) -> usize {
    cursor.saturating_sub(height / 2).min(len.saturating_sub(height))
}

/// The row of the list at a click, if there is one.
pub fn row_at(area: Rect, cursor: usize, len: usize, column: u16, row: u16) -> Option<usize> {
    let inside = area.contains(ratatui::layout::Position { x: column, y: row });
    let first = first_row(cursor, len, usize::from(area.height));
    let place = first + usize::from(row.saturating_sub(area.y));
    (inside && place < len).then_some(place)
}

/// Where a movement takes the cursor; none if the message is no movement.
pub fn moved(cursor: usize, len: usize, message: &Message) -> Option<usize> {
    const PAGE: usize = 10;
    let last = len.saturating_sub(1);
    Some(match message {
        Message::Up => cursor.saturating_sub(1),
        Message::Down => (cursor + 1).min(last),
        Message::PageUp => cursor.saturating_sub(PAGE),
        Message::PageDown => (cursor + PAGE).min(last),
        Message::First => 0,
        Message::Last => last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_always_in_sight() {
        for len in 0..30 {
            for height in 1..12 {
                for cursor in 0..len {
                    let first = first_row(cursor, len, height);
                    assert!(first <= cursor && cursor < first + height, "{cursor} of {len} in {height}");
                }
            }
        }
    }
}
