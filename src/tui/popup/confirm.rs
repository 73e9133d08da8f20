//! A question before something is lost.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Answer, letter, middle};
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, pane};

/// What is asked.
#[derive(Debug)]
pub enum Confirm {
    /// Leaving would lose changes.
    Leave,
    /// Opening another plan would lose changes.
    Open(PathBuf),
    /// The file to save to is there already, or was changed by somebody else.
    Overwrite {
        /// The file.
        path: PathBuf,
        /// What was found, in one sentence.
        found: String,
    },
    /// Documents are there already.
    Replace(Vec<(PathBuf, String)>),
}

impl Confirm {
    fn title(&self) -> &'static str {
        match self {
            Self::Leave | Self::Open(_) => "The plan has changes that are not saved",
            Self::Overwrite { .. } => "The plan was not saved",
            Self::Replace(_) => "These files are there already",
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Leave => "Leaving now loses them.".to_owned(),
            Self::Open(path) => format!("Opening {} loses them.", crate::host::quoted(path)),
            Self::Overwrite { found, .. } => format!("{found}. Nothing was written."),
            Self::Replace(files) => {
                let names: Vec<String> = files.iter().map(|(path, _)| crate::host::quoted(path)).collect();
                format!("{}. Nothing was written over.", names.join(", "))
            }
        }
    }

    /// The answers: the key, what it does.
    fn answers(&self) -> &'static [(char, &'static str)] {
        match self {
            Self::Leave => &[('s', "save and leave"), ('y', "leave without saving")],
            Self::Open(_) => &[('y', "open and lose the changes")],
            Self::Overwrite { .. } => &[('o', "write over it"), ('a', "save under another name")],
            Self::Replace(_) => &[('o', "write over them")],
        }
    }

    pub(super) fn update(&mut self, message: &Message) -> Answer {
        if matches!(message, Message::Back) {
            return Answer::Close;
        }
        let Some(letter) = letter(message) else { return Answer::Stay };
        match (&*self, letter) {
            (Self::Leave, 's') => Answer::SaveAndLeave,
            (Self::Leave, 'y') => Answer::Leave,
            (Self::Open(path), 'y') => Answer::Open(path.clone()),
            (Self::Overwrite { path, .. }, 'o') => Answer::Overwrite(path.clone()),
            (Self::Overwrite { .. }, 'a') => Answer::Rename,
            (Self::Replace(files), 'o') => Answer::Replace(files.clone()),
            (_, 'n') => Answer::Close,
            _ => Answer::Stay,
        }
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let words = line::wrapped(&self.words(), 66, theme.text);
        let answers = self.answers();
        let height = u16::try_from(words.len() + answers.len() + 4).unwrap_or(u16::MAX);
        let place = middle(70, height, theme, area, buffer);
        let inside = pane::frame(self.title(), true, theme, place, buffer);
        let mut lines = words;
        lines.push(Line::default());
        for (key, what) in answers
            .iter()
            .copied()
            .map(|(key, what)| (key.to_string(), what))
            .chain([("Esc".to_owned(), "back")])
        {
            lines.push(Line::from(vec![
                Span::styled(crate::text::pad(&key, 5), theme.key),
                Span::styled(what, theme.text),
            ]));
        }
        line::write_all(lines, inside, buffer);
        None
    }
}
