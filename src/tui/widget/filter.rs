//! The line of a filter above a list.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::field::Field;
use super::line;
use crate::choice::query::Mistake;
use crate::tui::theme::Theme;

/// What stands where nothing is typed.
pub(super) const EMPTY: &str = "filter";

/// Draws the filter on the first line of an area, its mistakes marked; says where the terminal's cursor belongs.
pub fn view(
    field: Option<&Field>,
    query: &str,
    mistakes: &[Mistake],
    theme: &Theme,
    inside: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let row = Rect { height: inside.height.min(1), ..inside };
    line::write(Line::styled("/ ", theme.key), row, 0, buffer);
    let room =
        Rect { x: row.x.saturating_add(2).min(row.right()), width: row.width.saturating_sub(2), ..row };
    match field {
        Some(field) => {
            let caret = field.view(room, theme.selected, buffer);
            for mistake in mistakes {
                field.mark(mistake.span.clone(), room, wrong(theme), buffer);
            }
            caret
        }
        None if query.is_empty() => {
            line::write(Line::styled(EMPTY, theme.dim), room, 0, buffer);
            None
        }
        None => {
            line::write(marked(query, mistakes, theme), room, 0, buffer);
            None
        }
    }
}

fn wrong(theme: &Theme) -> Style {
    theme.warn.add_modifier(Modifier::UNDERLINED)
}

fn marked(query: &str, mistakes: &[Mistake], theme: &Theme) -> Line<'static> {
    let (mut spans, mut end) = (Vec::new(), 0);
    for mistake in mistakes {
        let (Some(right), Some(other)) =
            (query.get(end..mistake.span.start), query.get(mistake.span.clone()))
        else {
            continue;
        };
        spans.push(Span::styled(right.to_owned(), theme.letters));
        spans.push(Span::styled(other.to_owned(), wrong(theme)));
        end = mistake.span.end;
    }
    spans.push(Span::styled(query.get(end..).unwrap_or_default().to_owned(), theme.letters));
    Line::from(spans)
}
