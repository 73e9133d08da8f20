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
use crate::tui::widget::{line, pane};

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
        const PAGE: usize = 10;
        let last = self.last(area);
        self.scroll = self.scroll.min(last);
        match message {
            Message::Up => self.scroll = self.scroll.saturating_sub(1),
            Message::Down => self.scroll = (self.scroll + 1).min(last),
            Message::PageUp => self.scroll = self.scroll.saturating_sub(PAGE),
            Message::PageDown | Message::Toggle => self.scroll = (self.scroll + PAGE).min(last),
            Message::First => self.scroll = 0,
            Message::Last => self.scroll = last,
            Message::NextPart | Message::NextDocument => return Answer::NextDocument,
            Message::Copy => return Answer::Copy,
            Message::Back | Message::Accept | Message::Help | Message::Preview | Message::Quit => {
                return Answer::Close;
            }
            _ => {}
        }
        Answer::Stay
    }

    /// The widest it is drawn.
    fn widest(&self) -> u16 {
        if matches!(self.subject, Subject::Document(_)) { 110 } else { 84 }
    }

    /// The furthest it is scrolled: its last line is then at the bottom.
    fn last(&self, area: Rect) -> usize {
        let inside = pane::inside(Rect { width: area.width.min(self.widest()), ..area });
        let wrapped = |line| line::wrapped(line, inside.width, Style::default()).len();
        self.text.lines().map(wrapped).sum::<usize>().saturating_sub(usize::from(inside.height))
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let wide = self.widest();
        let inside = pane::inside(Rect { width: area.width.min(wide), ..area });
        let lines: Vec<Line<'static>> = self
            .text
            .lines()
            .flat_map(|line| line::wrapped(line, inside.width, self.style(line, theme)))
            .collect();
        let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX).max(5);
        let place = middle(wide, height, theme, area, buffer);
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
