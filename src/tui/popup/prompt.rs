//! A file to be named: to save to, to open, to append to.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Answer, height_of, open_box};
use crate::host::typed_path;
use crate::tui::areas;
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::line;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Save,
    Open,
    Checklist,
}

impl Purpose {
    fn title_and_help(self) -> (&'static str, &'static str) {
        match self {
            Self::Save => (
                "Save the plan as",
                "A TOML file, next to the other plans of your team. The folder must exist.",
            ),
            Self::Open => ("Open a plan", "A plan file (TOML). You are asked about unsaved changes first."),
            Self::Checklist => (
                "Append the row to a Markdown file",
                "Adds the row to the checklist table, or replaces the row with the same region, mode and model. The file is created if it does not exist.",
            ),
        }
    }
}

#[derive(Debug)]
pub struct Prompt {
    purpose: Purpose,
    field: Field,
    error: Option<String>,
}

impl Prompt {
    /// Asks for a file, with a proposal.
    pub fn new(purpose: Purpose, proposal: &str) -> Self {
        Self { purpose, field: Field::line(proposal), error: None }
    }

    /// Asks again, and says what was wrong.
    #[must_use]
    pub fn with_error(self, error: impl Into<String>) -> Self {
        Self { error: Some(error.into()), ..self }
    }

    pub(super) fn update(&mut self, message: &Message, home: Option<&Path>) -> Answer {
        match message {
            _ if self.field.update(message) => self.error = None,
            Message::Accept if self.field.value().trim().is_empty() => {
                self.error = Some("enter a file name".to_owned());
            }
            Message::Accept => {
                return Answer::Named(self.purpose, typed_path(self.field.value().trim(), home));
            }
            Message::Back => return Answer::Close,
            _ => {}
        }
        Answer::Stay
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (title, help) = self.purpose.title_and_help();
        let inside = open_box(title, 76, height_of(6), theme, area, buffer);
        let caret = self.field.view(areas::top(inside, 1), theme.selected, buffer);
        let below = areas::below(inside, 2);
        let (words, style) = match &self.error {
            Some(error) => (format!("{} {error}", theme.symbols.block), theme.error),
            None => (help.to_owned(), theme.dim),
        };
        line::write_all(line::wrapped(&words, below.width, style), below, buffer);
        caret
    }
}
