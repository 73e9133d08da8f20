//! Text to read, with scrolling: documents, an error in full.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Answer, height_of, middle_of, open_box};
use crate::error::Error;
use crate::export::Export;
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::{Detail, Scroll};
use crate::tui::widget::{line, markdown, pane};

/// The least height of its box.
const BOX_LEAST: u16 = 7;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Document(Export),
    /// The note of a decision, rendered.
    Note,
    /// What changes in a file, line by line.
    Change,
    Failure,
}

/// Text and how far it is scrolled.
#[derive(Debug)]
pub struct TextView {
    pub subject: Subject,
    title: String,
    text: String,
    scroll: Scroll,
}

impl TextView {
    /// Text under a title.
    pub fn new(subject: Subject, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { subject, title: title.into(), text: text.into(), scroll: Scroll::with_keys() }
    }

    pub fn failure(error: &Error) -> Self {
        Self::new(Subject::Failure, "Error", error.to_string())
    }

    pub(super) fn update(&mut self, message: &Message, theme: &Theme, area: Rect) -> Answer {
        let movement = if matches!(message, Message::Toggle) { &Message::PageDown } else { message };
        let detail = self.detail(theme, area);
        self.scroll.update(&detail, movement);
        match (message, self.subject) {
            (Message::NextPart, Subject::Document(kind)) => Answer::NextDocument(kind),
            (Message::Copy, Subject::Document(kind)) => Answer::Copy(kind),
            (Message::Back | Message::Accept | Message::Preview | Message::Quit, _) => Answer::Close,
            _ => Answer::Stay,
        }
    }

    fn widest(&self) -> u16 {
        if matches!(self.subject, Subject::Document(_) | Subject::Change | Subject::Note) { 110 } else { 88 }
    }

    /// The text in the width it is drawn in, with its place in the middle.
    fn detail(&self, theme: &Theme, area: Rect) -> Detail {
        let widest = self.widest();
        let width = pane::inside_box(middle_of(widest, area.height, area)).width;
        let wrapped = |line| line::wrapped(line, width, self.style(line, theme));
        let lines: Vec<_> = match self.subject {
            Subject::Note => markdown::lines(&self.text, width, theme),
            _ => self.text.lines().flat_map(wrapped).collect(),
        };
        let place = pane::inside_box(middle_of(widest, height_of(lines.len()).max(BOX_LEAST), area));
        Detail { title: None, place, lines, choices: Vec::new() }
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let detail = self.detail(theme, area);
        let height = height_of(detail.lines.len()).max(BOX_LEAST);
        open_box(&self.title, self.widest(), height, theme, area, buffer);
        detail.view(&self.scroll, theme, buffer);
        None
    }

    /// Documents are Markdown: its marks are shown, headings stand out.
    fn style(&self, line: &str, theme: &Theme) -> Style {
        match self.subject {
            Subject::Document(_) if line.starts_with('#') => theme.title,
            Subject::Document(_) if line.starts_with("> ") => theme.alert,
            Subject::Change if line.starts_with("+ ") => theme.pass,
            Subject::Change if line.starts_with("- ") => theme.block,
            Subject::Change if line.starts_with("@@") => theme.dim,
            Subject::Change | Subject::Failure | Subject::Document(_) | Subject::Note => theme.text,
        }
    }
}
