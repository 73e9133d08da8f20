//! What is told of the choice under the cursor, where it may be longer than its place: gates, ways out, facts, a preview.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::{line, list, pane};
use crate::tui::message::Message;
use crate::tui::theme::Theme;

/// The lines a turn of the wheel moves.
const WHEEL_LINES: usize = 3;

#[derive(Debug)]
pub struct Detail {
    /// The title of the frame around it; none where it stands at the bottom of another pane.
    pub title: Option<String>,
    /// The place, with the frame.
    pub place: Rect,
    /// All of its lines, in the width of the place inside the frame.
    pub lines: Vec<Line<'static>>,
}

/// How far the text is scrolled, and whether it has the keys.
#[derive(Debug, Default)]
pub struct Scroll {
    first: usize,
    /// Whether movements scroll it.
    pub has_keys: bool,
}

impl Detail {
    /// Text with a frame of its own.
    pub fn framed(title: impl Into<String>, place: Rect, lines: Vec<Line<'static>>) -> Self {
        Self { title: Some(title.into()), place, lines }
    }

    fn inside(&self) -> Rect {
        if self.title.is_some() { pane::inside(self.place) } else { self.place }
    }

    /// The furthest it is scrolled: its last line is then at the bottom.
    fn last(&self) -> usize {
        self.lines.len().saturating_sub(usize::from(self.inside().height))
    }

    pub fn view(self, scroll: &Scroll, theme: &Theme, buffer: &mut Buffer) {
        let (inside, last) = (self.inside(), self.last());
        let first = scroll.first.min(last);
        if let Some(title) = &self.title {
            pane::frame(title, scroll.has_keys, theme, self.place, buffer);
        }
        line::write_from(first, self.lines, inside, buffer);
        pane::more(inside, first > 0, first < last, theme, buffer);
    }
}

impl Scroll {
    /// Of a text that always has the keys.
    pub fn with_keys() -> Self {
        Self { first: 0, has_keys: true }
    }

    /// Scrolls, if the message asks for it.
    pub fn update(&mut self, detail: &Detail, message: &Message) -> bool {
        let last = detail.last();
        let first = self.first.min(last);
        let moved = match message {
            Message::DetailUp => Some(first.saturating_sub(1)),
            Message::DetailDown => Some(first + 1),
            Message::Wheel { column, row, down }
                if detail.place.contains(Position { x: *column, y: *row }) =>
            {
                Some(if *down { first + WHEEL_LINES } else { first.saturating_sub(WHEEL_LINES) })
            }
            _ if self.has_keys => list::moved(first, last + 1, message),
            _ => None,
        };
        self.first = moved.unwrap_or(first).min(last);
        moved.is_some()
    }

    /// Back to the first line, for another text.
    pub fn restart(&mut self) {
        self.first = 0;
    }
}
