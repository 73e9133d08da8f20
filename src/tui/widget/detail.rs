//! What is told of the choice under the cursor, where it may be longer than its place: gates, ways out, facts, a preview.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::{line, list, pane};
use crate::tui::message::Message;
use crate::tui::theme::Theme;

/// The lines a turn of the wheel moves.
const WHEEL_LINES: usize = 3;
/// The lines a page moves, beside a form.
const PAGE_LINES: usize = 10;

#[derive(Debug)]
pub struct Detail {
    /// The title of the frame around it; none where it stands at the bottom of another pane.
    pub title: Option<String>,
    /// The place, with the frame.
    pub place: Rect,
    /// All of its lines, in the width of the place inside the frame.
    pub lines: Vec<Line<'static>>,
    /// The lines of each choice that can be taken where it stands.
    pub choices: Vec<Range<usize>>,
}

/// How far the text is scrolled, and whether it has the keys.
#[derive(Debug, Default)]
pub struct Scroll {
    first: usize,
    /// Whether movements scroll it.
    pub has_keys: bool,
    /// The choice under the cursor, while it has the keys.
    choice: Option<usize>,
}

impl Detail {
    /// Text with a frame of its own.
    pub fn framed(title: impl Into<String>, place: Rect, lines: Vec<Line<'static>>) -> Self {
        Self { title: Some(title.into()), place, lines, choices: Vec::new() }
    }

    /// The same with the lines of each choice that can be taken.
    #[must_use]
    pub fn with_choices(self, choices: Vec<Range<usize>>) -> Self {
        Self { choices, ..self }
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
        let mut lines = self.lines;
        let here = scroll.choice().and_then(|choice| self.choices.get(choice).cloned());
        let here = here.unwrap_or_default();
        for place in here.clone() {
            let Some(line) = lines.get_mut(place) else { break };
            // The two blanks that a choice begins with are the cursor's.
            if let Some(lead) = line.spans.first_mut().filter(|_| place == here.start) {
                lead.content = format!("{} ", theme.symbols.cursor).into();
            }
            *line = list::row(std::mem::take(&mut line.spans), true, inside.width, theme);
        }
        line::write_from(first, lines, inside, buffer);
        pane::more(inside, first > 0, first < last, theme, buffer);
    }
}

impl Scroll {
    /// Of a text that always has the keys.
    pub fn with_keys() -> Self {
        Self { first: 0, has_keys: true, choice: None }
    }

    /// Begins on the first choice of a text that has been given the keys.
    pub fn enter(&mut self, detail: &Detail) {
        self.choice = (!detail.choices.is_empty()).then_some(0);
        self.show_choice(detail);
    }

    /// The choice under the cursor, if the text has the keys and a choice.
    pub fn choice(&self) -> Option<usize> {
        self.choice.filter(|_| self.has_keys)
    }

    /// Scrolls so far that the choice under the cursor is in sight.
    fn show_choice(&mut self, detail: &Detail) {
        let here = self.choice.and_then(|choice| detail.choices.get(choice));
        let Some(lines) = here else { return };
        let height = usize::from(detail.inside().height);
        self.first = self.first.max((lines.end).saturating_sub(height)).min(lines.start).min(detail.last());
    }

    /// Moves from choice to choice; false where there is none further on, and the text scrolls.
    fn move_choice(&mut self, detail: &Detail, message: &Message) -> bool {
        let Some(choice) = self.choice() else { return false };
        let next = match message {
            Message::Down => choice + 1,
            Message::Up if choice > 0 => choice - 1,
            _ => return false,
        };
        if next >= detail.choices.len() {
            return false;
        }
        self.choice = Some(next);
        self.show_choice(detail);
        true
    }

    /// Scrolls, if the message asks for it.
    pub fn update(&mut self, detail: &Detail, message: &Message) -> bool {
        if self.move_choice(detail, message) {
            return true;
        }
        let last = detail.last();
        let first = self.first.min(last);
        let moved = match message {
            Message::DetailUp => Some(first.saturating_sub(1)),
            Message::DetailDown => Some(first + 1),
            Message::DetailPageUp => Some(first.saturating_sub(PAGE_LINES)),
            Message::DetailPageDown => Some(first + PAGE_LINES),
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
