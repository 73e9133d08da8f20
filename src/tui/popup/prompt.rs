//! A file to be named: to save to, to open, to append to.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Answer, middle};
use crate::host::typed_path;
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::{line, pane};

/// What the file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Save the plan.
    Save,
    /// Save the plan, then leave.
    SaveAndLeave,
    /// Open a plan.
    Open,
    /// Append the checklist row.
    Checklist,
}

impl Purpose {
    fn title(self) -> &'static str {
        match self {
            Self::Save | Self::SaveAndLeave => "Save the plan as",
            Self::Open => "Open a plan",
            Self::Checklist => "Append the row to which Markdown file?",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Save | Self::SaveAndLeave => {
                "A TOML file, beside the others of your team. Folders must exist."
            }
            Self::Open => "A plan file (TOML). Unsaved changes are asked about first.",
            Self::Checklist => {
                "Its checklist table gets the row; a row with the same region, mode and model is replaced. A file that is not there is made."
            }
        }
    }
}

/// A name being typed.
#[derive(Debug)]
pub struct Prompt {
    purpose: Purpose,
    field: Field,
    fault: Option<String>,
}

impl Prompt {
    /// Asks for a file, with a proposal.
    pub fn new(purpose: Purpose, proposal: &str) -> Self {
        Self { purpose, field: Field::line(proposal), fault: None }
    }

    /// Asks again, and says what was wrong.
    #[must_use]
    pub fn because(self, fault: impl Into<String>) -> Self {
        Self { fault: Some(fault.into()), ..self }
    }

    pub(super) fn update(&mut self, message: &Message, home: Option<&Path>) -> Answer {
        match message {
            Message::Text(key) => self.field.key(*key),
            Message::Paste(pasted) => self.field.paste(pasted),
            Message::Accept if self.field.value().trim().is_empty() => {
                self.fault = Some("a name is wanted".to_owned());
                return Answer::Stay;
            }
            Message::Accept => {
                return Answer::Named(self.purpose, typed_path(self.field.value().trim(), home));
            }
            Message::Back => return Answer::Close,
            _ => return Answer::Stay,
        }
        self.fault = None;
        Answer::Stay
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let place = middle(72, 9, theme, area, buffer);
        let inside = pane::frame(self.purpose.title(), true, theme, place, buffer);
        let caret = self.field.view(Rect { height: inside.height.min(1), ..inside }, theme.selected, buffer);
        let below = Rect {
            y: inside.y.saturating_add(2).min(inside.bottom()),
            height: inside.height.saturating_sub(2),
            ..inside
        };
        let (words, style) = match &self.fault {
            Some(fault) => (format!("{} {fault}", theme.symbols.block), theme.error),
            None => (self.purpose.help().to_owned(), theme.dim),
        };
        line::write_all(line::wrapped(&words, below.width, style), below, buffer);
        caret
    }
}
