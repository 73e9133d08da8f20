//! Text to read, with scrolling: the keys of a screen, documents, an error in full.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use super::{Answer, middle};
use crate::error::Error;
use crate::export::Export;
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, list, pane};

/// What is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The keys.
    Help,
    /// A document.
    Document(Export),
    /// A failure.
    Failure,
}

/// Text and how far it is scrolled.
#[derive(Debug)]
pub struct Reading {
    /// What it is.
    pub subject: Subject,
    title: String,
    text: String,
    scroll: usize,
}

impl Reading {
    /// Text under a title.
    pub fn new(subject: Subject, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { subject, title: title.into(), text: text.into(), scroll: 0 }
    }

    /// A failure in full.
    pub fn failure(error: &Error) -> Self {
        Self::new(Subject::Failure, "That did not work", error.to_string())
    }

    pub(super) fn update(&mut self, message: &Message, area: Rect) -> Answer {
        let last = self.last(area);
        let movement = if matches!(message, Message::Toggle) { &Message::PageDown } else { message };
        self.scroll = list::moved(self.scroll.min(last), last + 1, movement).unwrap_or(self.scroll);
        match (message, self.subject) {
            (Message::NextPart, Subject::Document(kind)) => Answer::NextDocument(kind),
            (Message::Copy, Subject::Document(kind)) => Answer::Copy(kind),
            (Message::Back | Message::Accept | Message::Help | Message::Preview | Message::Quit, _) => {
                Answer::Close
            }
            _ => Answer::Stay,
        }
    }

    /// The widest it is drawn.
    fn widest(&self) -> u16 {
        if matches!(self.subject, Subject::Document(_)) { 110 } else { 84 }
    }

    /// Its lines in the width it is drawn in.
    fn lines(&self, theme: Option<&Theme>, area: Rect) -> Vec<Line<'static>> {
        let inside = pane::inside(Rect { width: area.width.min(self.widest()), ..area });
        let style = |line| theme.map(|theme| self.style(line, theme)).unwrap_or_default();
        self.text.lines().flat_map(|line| line::wrapped(line, inside.width, style(line))).collect()
    }

    /// The furthest it is scrolled: its last line is then at the bottom.
    fn last(&self, area: Rect) -> usize {
        self.lines(None, area).len().saturating_sub(usize::from(pane::inside(area).height))
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let lines = self.lines(Some(theme), area);
        let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX).max(5);
        let place = middle(self.widest(), height, theme, area, buffer);
        let inside = pane::frame(&self.title, true, theme, place, buffer);
        let first = self.scroll.min(lines.len().saturating_sub(usize::from(inside.height)));
        let more = lines.len() > first + usize::from(inside.height);
        line::write_all(lines.into_iter().skip(first), inside, buffer);
        if more && place.height > 1 {
            let below = Rect { y: place.bottom() - 1, height: 1, ..inside };
            line::write(Line::styled(" more below ", theme.key), below, 0, buffer);
        }
        None
    }

    /// Documents are Markdown: its marks are shown, headings stand out.
    fn style(&self, line: &str, theme: &Theme) -> Style {
        match self.subject {
            Subject::Help | Subject::Document(_) if line.starts_with('#') => theme.title,
            Subject::Document(_) if line.starts_with("> ") => theme.alert,
            Subject::Failure | Subject::Help | Subject::Document(_) => theme.text,
        }
    }
}
