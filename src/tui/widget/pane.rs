//! A part of the screen: a rule above it with its title, one line to the part on its left. Only popups have a box.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::text::Line;
use ratatui::widgets::{Block, Widget};

use super::line;
use crate::tui::theme::Theme;

const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

/// The signs of lines, by the sides they reach.
const LINES: [(&str, u8); 15] = [
    ("─", LEFT | RIGHT),
    ("│", UP | DOWN),
    ("┬", LEFT | RIGHT | DOWN),
    ("┴", LEFT | RIGHT | UP),
    ("├", UP | DOWN | RIGHT),
    ("┤", UP | DOWN | LEFT),
    ("┼", UP | DOWN | LEFT | RIGHT),
    ("┌", RIGHT | DOWN),
    ("┐", LEFT | DOWN),
    ("└", RIGHT | UP),
    ("┘", LEFT | UP),
    ("╴", LEFT),
    ("╶", RIGHT),
    ("╵", UP),
    ("╷", DOWN),
];

/// Draws the rule above a pane with its title, and the line on its left unless it begins at the edge of the screen.
pub fn frame(title: &str, focused: bool, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    let (line, words) = if focused { (theme.focus, theme.focus) } else { (theme.border, theme.title) };
    let drawn = area.intersection(buffer.area);
    if !drawn.is_empty() {
        let edge = area.x == buffer.area.x;
        for x in drawn.left()..drawn.right() {
            let corner = x == drawn.x && !edge;
            let (arms, style) = if corner { (DOWN | RIGHT, theme.border) } else { (LEFT | RIGHT, line) };
            join((x, drawn.y), arms, style, buffer);
        }
        // The pane on the right draws the line between them: here only the sides it shares.
        join((drawn.right(), drawn.y), LEFT, theme.border, buffer);
        if !edge {
            for y in drawn.y + 1..drawn.bottom() {
                join((drawn.x, y), UP | DOWN, theme.border, buffer);
            }
            join((drawn.x, drawn.bottom()), UP, theme.border, buffer);
        }
        let inside = inside(area);
        let title = crate::text::fit(title, usize::from(inside.width.saturating_sub(1)));
        let place = Rect { x: inside.x.saturating_sub(1), y: drawn.y, width: inside.width + 2, height: 1 };
        line::write(Line::styled(format!(" {title} "), words), place.intersection(drawn), 0, buffer);
    }
    inside(area)
}

/// A line across, which the lines of panes above it meet.
pub fn rule(area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            join((x, y), LEFT | RIGHT, theme.border, buffer);
        }
    }
}

/// Takes the words off a rule again: behind a popup nothing is scrolled.
pub fn plain(area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    for place in area.positions() {
        let is_line = LINES.iter().any(|(sign, _)| *sign == buffer[place].symbol());
        if !is_line {
            buffer.set_string(place.x, place.y, "─", theme.border);
        }
    }
}

/// Adds to the line in a cell the sides that it reaches as well. What is written there stays.
fn join(place: (u16, u16), arms: u8, style: Style, buffer: &mut Buffer) {
    let Some(cell) = buffer.cell(place) else { return };
    let known = LINES.iter().find(|(sign, _)| *sign == cell.symbol()).map(|(_, arms)| *arms);
    let before = match known {
        Some(before) => before,
        None if cell.symbol() == " " => 0,
        None => return,
    };
    let joined = LINES.iter().find(|(_, whole)| *whole == before | arms);
    if let (Some(sign), Some(cell)) =
        (joined.and_then(|(sign, _)| sign.chars().next()), buffer.cell_mut(place))
    {
        cell.set_char(sign).set_style(style);
    }
}

/// Says on the line below a pane that the text inside goes on above or below.
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

/// What is inside a pane: below its rule, right of its line, with a column of air on either side.
pub fn inside(area: Rect) -> Rect {
    let lead = if area.x == 0 { 1 } else { 2 };
    Rect {
        x: area.x.saturating_add(lead).min(area.right()),
        y: area.y.saturating_add(1).min(area.bottom()),
        width: area.width.saturating_sub(lead + 1),
        height: area.height.saturating_sub(1),
    }
}

/// The lines and columns that the box of a popup takes, with the air inside it.
pub const BOX: (u16, u16) = (6, 4);

/// Draws the box of a popup.
pub fn boxed(title: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    let room = usize::from(area.width.saturating_sub(4));
    let title = Line::styled(format!(" {} ", crate::text::fit(title, room)), theme.focus);
    let block = Block::bordered().border_set(border::ROUNDED).border_style(theme.border).title(title);
    block.render(area, buffer);
    inside_box(area)
}

/// What is inside a box: two columns of air left and right, and a line above and below where there is room.
pub fn inside_box(area: Rect) -> Rect {
    let (across, down) = (BOX.0 / 2, if area.height > 8 { BOX.1 / 2 } else { 1 });
    Rect {
        x: area.x.saturating_add(across).min(area.right()),
        y: area.y.saturating_add(down).min(area.bottom()),
        width: area.width.saturating_sub(2 * across),
        height: area.height.saturating_sub(2 * down),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_panes_meet() {
        let theme = Theme::shipped("terminal").unwrap();
        let area = Rect::new(0, 0, 12, 5);
        let mut buffer = Buffer::empty(Rect { height: 6, ..area });
        rule(Rect { y: 5, height: 1, ..area }, &theme, &mut buffer);
        frame("ab", true, &theme, Rect::new(0, 0, 6, 3), &mut buffer);
        frame("cd", false, &theme, Rect::new(0, 3, 6, 2), &mut buffer);
        frame("ef", false, &theme, Rect::new(6, 0, 6, 2), &mut buffer);
        frame("gh", false, &theme, Rect::new(6, 2, 6, 3), &mut buffer);
        let row = |y| (0..12).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        let drawn: Vec<String> = (0..6).map(row).collect();
        assert_eq!(
            drawn,
            [" ab ──┬ ef ─", "      │     ", "      ├ gh ─", " cd ──┤     ", "      │     ", "──────┴─────"]
        );
    }
}
