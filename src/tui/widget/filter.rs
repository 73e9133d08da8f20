//! The line of a filter above a list.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::field::Field;
use super::line;
use crate::tui::theme::Theme;

/// Draws the filter on the first line of an area; says where the terminal's cursor belongs.
pub fn view(
    field: Option<&Field>,
    query: &str,
    theme: &Theme,
    inside: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let row = Rect { height: inside.height.min(1), ..inside };
    line::write(Line::styled("/ ", theme.key), row, 0, buffer);
    let room =
        Rect { x: row.x.saturating_add(2).min(row.right()), width: row.width.saturating_sub(2), ..row };
    match field {
        Some(field) => field.view(room, theme.selected, buffer),
        None if query.is_empty() => {
            line::write(Line::styled("filter", theme.dim), room, 0, buffer);
            None
        }
        None => {
            line::write(Line::styled(query.to_owned(), theme.letters), room, 0, buffer);
            None
        }
    }
}
