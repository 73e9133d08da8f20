//! What would open most of the models: one change at a time, each can be taken.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Answer, middle_of, open_box};
use crate::choice::opening::{self, Opening};
use crate::matrix::Matrix;
use crate::tui::message::Message;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{change, line, list, pane};

/// The most columns of the screen that it takes.
const WIDTH: u16 = 88;
/// The lines that tell of the models of the change under the cursor.
const BELOW: u16 = 7;

#[derive(Debug)]
pub struct Openings {
    found: Vec<Opening>,
    cursor: usize,
    /// How many are open as the plan stands.
    open: usize,
    all: usize,
    /// For the names of the models.
    matrix: Rc<Matrix>,
    /// Why nothing can be weighed yet.
    missing: Option<&'static str>,
}

impl Openings {
    /// Weighs every change of the plan.
    pub fn new(session: &Session) -> Self {
        let missing = match (session.plan.mode, &session.plan.region) {
            (None, _) => Some("Choose a mode first (step 1): without it no model can be judged."),
            (_, None) => Some("Choose a region first (step 2): without it no model can be judged."),
            _ => None,
        };
        let found = match missing {
            None => opening::openings(&session.plan, &session.matrix, session.as_of),
            Some(_) => Vec::new(),
        };
        Self {
            found,
            cursor: 0,
            open: session.candidates.remain(),
            all: session.candidates.list.len(),
            matrix: Rc::clone(&session.matrix),
            missing,
        }
    }

    pub(super) fn update(&mut self, message: &Message, area: Rect) -> Answer {
        match message {
            Message::Accept => match self.found.get(self.cursor) {
                Some(opening) => Answer::Change(opening.change.clone()),
                None => Answer::Close,
            },
            Message::Back | Message::Openings => Answer::Close,
            Message::Click { column, row } => {
                let inside = pane::inside_box(middle_of(WIDTH, self.height(), area));
                let hit = list::row_at(inside, 0, self.found.len(), *column, *row);
                self.cursor = hit.unwrap_or(self.cursor);
                Answer::Stay
            }
            other => {
                self.cursor = list::moved(self.cursor, self.found.len(), other).unwrap_or(self.cursor);
                Answer::Stay
            }
        }
    }

    fn height(&self) -> u16 {
        u16::try_from(self.found.len().max(2)).unwrap_or(u16::MAX).saturating_add(BELOW + 5)
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let title = format!("What would open more than {} of {}", self.open, self.all);
        let inside = open_box(&title, WIDTH, self.height(), theme, area, buffer);
        let Some(here) = self.found.get(self.cursor) else {
            let words = self.missing.unwrap_or(
                "No single change of routing, previews, region or mode opens more models than it closes.",
            );
            line::write_all(line::wrapped(words, inside.width, theme.text), inside, buffer);
            return None;
        };
        let mut lines: Vec<Line<'static>> = Vec::new();
        for (at, opening) in self.found.iter().enumerate() {
            lines.push(self.row(opening, at == self.cursor, inside.width, theme));
        }
        lines.push(Line::default());
        if here.change.changes_a_rule() {
            let words = "This changes the organisation's residency rule: content may then leave the Geo.";
            lines.extend(line::wrapped(words, inside.width, theme.warn));
        }
        let room = inside.height.saturating_sub(u16::try_from(lines.len()).unwrap_or(u16::MAX));
        lines.extend(change::lines(&here.models, &self.matrix, (inside.width, room), theme));
        line::write_all(lines, inside, buffer);
        None
    }

    fn row(&self, opening: &Opening, here: bool, width: u16, theme: &Theme) -> Line<'static> {
        let style = if opening.change.changes_a_rule() { theme.warn } else { theme.text };
        let total = format!(" {} {} of {} open", theme.symbols.dot, opening.open, self.all);
        let spans = vec![
            list::lead(here, "", theme.text, theme),
            Span::styled(opening.words(), style),
            Span::styled(total, theme.dim),
        ];
        list::row(spans, here, width, theme)
    }
}
