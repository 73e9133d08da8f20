//! A question before something is lost.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Answer, height_of, letter, open_box};
use crate::tui::message::Message;
use crate::tui::order::Destination;
use crate::tui::theme::Theme;
use crate::tui::widget::line;

#[derive(Debug)]
pub enum Confirm {
    /// Leaving the plan would lose changes.
    Leave(Destination),
    /// The file to save to is there already, or was changed by somebody else.
    Overwrite {
        path: PathBuf,
        /// What was found, in one sentence.
        found: String,
    },
}

impl Confirm {
    fn title(&self) -> &'static str {
        match self {
            Self::Leave(_) => "The plan has unsaved changes",
            Self::Overwrite { .. } => "The plan was not saved",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Leave(Destination::Shell) => "Leaving now discards them.".to_owned(),
            Self::Leave(Destination::Board) => "Going back to the board discards them.".to_owned(),
            Self::Leave(Destination::Plan(path)) => {
                format!("Opening {} discards them.", crate::host::quoted(path))
            }
            Self::Overwrite { found, .. } => format!("{found}. Nothing was written."),
        }
    }

    /// The answers: the key, what it does, what follows.
    fn answers(&self) -> Vec<(char, &'static str, Answer)> {
        match self {
            Self::Leave(to) => {
                let (save, discard) = match to {
                    Destination::Shell => ("save and leave", "leave without saving"),
                    Destination::Board => ("save and go back", "go back and discard the changes"),
                    Destination::Plan(_) => ("save and open", "open and discard the changes"),
                };
                vec![('s', save, Answer::SaveAndLeave(to.clone())), ('y', discard, Answer::Leave(to.clone()))]
            }
            Self::Overwrite { path, .. } => vec![
                ('o', "overwrite it", Answer::Overwrite(path.clone())),
                ('a', "save under another name", Answer::Rename),
            ],
        }
    }

    pub(super) fn update(&mut self, message: &Message) -> Answer {
        let pressed = letter(message);
        if matches!(message, Message::Back) || pressed == Some('n') {
            return Answer::Close;
        }
        let answer = self.answers().into_iter().find(|(letter, ..)| pressed == Some(*letter));
        answer.map_or(Answer::Stay, |(.., answer)| answer)
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let mut lines = line::wrapped(&self.sentence(), 66, theme.text);
        lines.push(Line::default());
        let answers = self.answers().into_iter().map(|(key, what, _)| (key.to_string(), what));
        for (key, what) in answers.chain([("Esc".to_owned(), "back")]) {
            lines.push(Line::from(vec![
                Span::styled(crate::text::pad(&key, 5), theme.key),
                Span::styled(what, theme.text),
            ]));
        }
        let inside = open_box(self.title(), 72, height_of(lines.len()), theme, area, buffer);
        line::write_all(lines, inside, buffer);
        None
    }
}
