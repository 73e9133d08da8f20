//! A part of the screen with a line around it and a title on the line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::border;
use ratatui::text::Line;
use ratatui::widgets::{Block, Widget};

use super::line;
use crate::tui::theme::Theme;

/// Draws the frame of a pane; what is inside is left.
pub fn frame(title: &str, focused: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    let (line, words) = if focused { (theme.focus, theme.focus) } else { (theme.border, theme.title) };
    let room = usize::from(area.width.saturating_sub(4));
    let title = Line::styled(format!(" {} ", crate::text::fit(title, room)), words);
    let block = Block::bordered().border_set(border::ROUNDED).border_style(line).title(title);
    block.render(area, buffer);
    inside(area)
}

/// Says on the lower line of the frame that the text inside goes on above or below.
pub fn more(inside: Rect, above: bool, below: bool, theme: &Theme, buffer: &mut Buffer) {
    let words = match (above, below) {
        (false, false) => return,
        (true, false) => " more above ",
        (false, true) => " more below ",
        (true, true) => " more above, more below ",
    };
    if inside.is_empty() {
        return;
    }
    let width = u16::try_from(words.len()).unwrap_or(u16::MAX).min(inside.width);
    let place = Rect { x: inside.right() - width, y: inside.bottom(), width, height: 1 };
    line::write(Line::styled(words, theme.key), place.intersection(buffer.area), 0, buffer);
}

/// What is inside the frame of a pane: one column of air left and right.
pub fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(2).min(area.right()),
        y: area.y.saturating_add(1).min(area.bottom()),
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    }
}
