//! The command palette: everything the program can do, by its sentence, with where it acts and its keys.

mod program;
mod synonyms;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Answer, open_box};
use crate::choice::filter_language::{Match, Query, Scratch};
use crate::text;
use crate::tui::areas;
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::filtered::{Filtered, Rows};
use crate::tui::widget::{line, list};

pub use program::program_commands;
pub use synonyms::{SYNONYMS, fit};

/// The columns of the place and of the keys.
const PLACE: usize = 12;
const KEYS: usize = 14;

#[derive(Debug, Clone)]
pub struct Command {
    /// The keys that do it without the palette, where it acts.
    pub keys: String,
    /// What it does, in a sentence.
    pub help: String,
    /// The screen it acts on; none where it acts everywhere.
    pub place: &'static str,
    /// What is said to the planner: first how to come there.
    pub messages: Vec<Message>,
}

/// The commands, filtered as one types.
#[derive(Debug)]
pub struct Palette {
    commands: Vec<Command>,
    list: Filtered<usize>,
}

impl Palette {
    /// The palette over a screen that can do all this.
    pub fn new(commands: Vec<Command>) -> Self {
        let mut list = Filtered::with_open_filter();
        list.refresh(&Commands(&commands));
        Self { commands, list }
    }

    /// What the command under the cursor says to the planner; none if nothing matches.
    pub fn chosen(&self) -> Option<Vec<Message>> {
        self.list.here().and_then(|place| self.commands.get(place)).map(|command| command.messages.clone())
    }

    pub(super) fn update(&mut self, message: &Message) -> Answer {
        if matches!(message, Message::Back) {
            return Answer::Close;
        }
        self.list.update(message, &Commands(&self.commands));
        Answer::Stay
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let inside = open_box("Commands", 96, 24, theme, area, buffer);
        let caret = self.list.filter.view(theme, inside, buffer);
        let below = self.list.filter.below(inside);
        self.list.view_rows(theme, below, buffer, |place, found, here| {
            let command = self.commands.get(place);
            command.map_or_else(Line::default, |command| command.row(found, here, below.width, theme))
        });
        caret
    }
}

struct Commands<'a>(&'a [Command]);

impl Rows for Commands<'_> {
    type Key = usize;

    fn name(&self) -> &'static str {
        "commands"
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn matching(&self, query: &Query, scratch: &mut Scratch) -> Vec<(usize, Match)> {
        let rows = self.0.iter().enumerate();
        rows.filter_map(|(place, command)| Some((place, command.matches(query, scratch)?))).collect()
    }

    fn key(&self, place: usize) -> Option<usize> {
        Some(place)
    }
}

impl Command {
    /// By words and other words for them; what has none of them only letter by letter, behind all the rest.
    fn matches(&self, query: &Query, scratch: &mut Scratch) -> Option<Match> {
        const KEY: u32 = 420;
        let by_letters = query.matches(&[self.help.as_str()], scratch);
        let mut score = Some(0);
        for word in query.words() {
            let is_key = self.keys.split(' ').any(|key| key.eq_ignore_ascii_case(&word.text));
            let fits = fit(&word.text, &self.help).max(is_key.then_some(KEY));
            score = score.zip(fits).map(|(score, more)| score + more);
        }
        match (score, by_letters) {
            (Some(score), Some(found)) => Some(Match { score, ..found }),
            (Some(score), None) => Some(Match { score, letters: Vec::new() }),
            (None, Some(found)) => Some(Match { score: 0, ..found }),
            (None, None) => None,
        }
    }

    fn row(&self, found: &Match, here: bool, width: u16, theme: &Theme) -> Line<'static> {
        let letters = found.letters.first().map(Vec::as_slice).unwrap_or_default();
        let width = usize::from(width);
        let place = if width > 70 { PLACE } else { 0 };
        // A blank between the columns, also where a sentence is cut.
        let room = width.saturating_sub(place + KEYS + 1);
        let mut spans = vec![list::lead(here, "", theme.text, theme)];
        spans.extend(line::marked(&self.help, letters, theme.text, theme.letters));
        let mut spans = line::fitted(spans, room);
        spans.push(Span::raw(" "));
        spans.push(Span::styled(text::pad(self.place, place), theme.dim));
        spans.push(Span::styled(text::pad(&self.keys, KEYS.min(width)), theme.key));
        list::row(spans, here, areas::length(width), theme)
    }
}
