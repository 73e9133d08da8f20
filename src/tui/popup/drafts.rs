//! Unfinished plans of sessions that ended without saving: go on with one, or forget it.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Answer, height_of, open_box};
use crate::host::clean_path;
use crate::plan;
use crate::store::{Draft, DraftOrigin};
use crate::text;
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, list};

/// The drafts found, and the one under the cursor.
#[derive(Debug)]
pub struct Drafts {
    drafts: Vec<Draft>,
    cursor: usize,
}

impl Drafts {
    /// Offers drafts, the newest first; none if there are none.
    pub fn offer(mut drafts: Vec<Draft>) -> Option<Self> {
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.saved));
        (!drafts.is_empty()).then_some(Self { drafts, cursor: 0 })
    }

    pub(super) fn update(&mut self, message: &Message) -> Answer {
        let Some(draft) = self.drafts.get(self.cursor) else { return Answer::Close };
        match message {
            Message::Accept => Answer::Resume(draft.clone()),
            Message::Back => Answer::Close,
            // Not a letter: the first letters of a session may be meant for the plan.
            Message::Text(key) if key.code == KeyCode::Delete => {
                let draft = self.drafts.remove(self.cursor);
                self.cursor = 0;
                Answer::Discard { draft, last: self.drafts.is_empty() }
            }
            other => {
                self.cursor = list::moved(self.cursor, self.drafts.len(), other).unwrap_or(self.cursor);
                Answer::Stay
            }
        }
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let title = "Unsaved plans of earlier sessions";
        let inside = open_box(title, 72, height_of(self.drafts.len() + 3), theme, area, buffer);
        let words = "Enter resumes it, Delete discards it, Esc keeps it for later.";
        let help = line::wrapped(words, inside.width, theme.dim);
        let room = usize::from(inside.height).saturating_sub(help.len() + 1).max(1);
        let first = list::first_row(self.cursor, self.drafts.len(), room);
        let mut lines = Vec::new();
        for (place, draft) in self.drafts.iter().enumerate().skip(first).take(room) {
            let here = place == self.cursor;
            let mark = if here { theme.symbols.cursor } else { " " };
            let words = format!("{mark} {}  ", draft.saved.format("%Y-%m-%d %H:%M"));
            let left = usize::from(inside.width).saturating_sub(text::width(&words));
            let words = format!("{words}{}", text::fit_middle(&name(draft), left));
            lines.push(list::row(vec![Span::styled(words, theme.text)], here, inside.width, theme));
        }
        lines.push(Line::default());
        lines.extend(help);
        line::write_all(lines, inside, buffer);
        None
    }
}

/// What a draft is known by: the file whose changes it holds, else what was chosen in it.
fn name(draft: &Draft) -> String {
    match (plan::file::read(&clean_path(&draft.path), &draft.contents), DraftOrigin::read(&draft.contents)) {
        (Err(_), _) => "cannot be read".to_owned(),
        (Ok(_), Some(origin)) => format!("changes of {}", clean_path(&origin.path)),
        (Ok(plan), None) => plan.file_name().replace(".toml", ""),
    }
}
