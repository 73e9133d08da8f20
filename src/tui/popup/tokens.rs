//! How many tokens a month: two numbers on one line, for the estimate.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Answer, height_of, open_box};
use crate::plan::Tokens;
use crate::text::capitalized;
use crate::tui::areas;
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::line;

#[derive(Debug)]
pub struct TokensPrompt {
    field: Field,
    error: Option<String>,
}

impl TokensPrompt {
    /// Asks, with what was stated before.
    pub fn new(before: Tokens) -> Self {
        Self { field: Field::line(&before.typed()), error: None }
    }

    pub(super) fn update(&mut self, message: &Message) -> Answer {
        match message {
            _ if self.field.update(message) => self.error = None,
            Message::Accept => match Tokens::read(&self.field.value()) {
                Ok(tokens) => return Answer::Tokens(tokens),
                Err(error) => {
                    self.error = Some(format!("{}: {}", error.message(), error.hints().join("; ")));
                }
            },
            Message::Back => return Answer::Close,
            _ => {}
        }
        Answer::Stay
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let title = "Tokens per month, in and out, such as 120M 30M";
        let inside = open_box(title, 76, height_of(6), theme, area, buffer);
        let caret = self.field.view(areas::top(inside, 1), theme.selected, buffer);
        let below = areas::below(inside, 2);
        let (words, style) = match &self.error {
            Some(error) => (format!("{} {}", theme.symbols.block, capitalized(error)), theme.error),
            None => (
                "For an estimate in DBU at list price, in pay-per-token. k, M and B are thousands, millions and \
                 billions. An empty line takes the estimate away."
                    .to_owned(),
                theme.dim,
            ),
        };
        line::write_all(line::wrapped(&words, below.width, style), below, buffer);
        caret
    }
}
