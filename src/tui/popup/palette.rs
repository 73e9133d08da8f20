//! The command palette: everything the screen below can do, by its sentence, with its keys.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Answer, open_box};
use crate::choice::filter_language::{Match, Query, Scratch};
use crate::text;
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::filtered::{Filtered, Rows};
use crate::tui::widget::{line, list};

/// The columns of the keys.
const KEYS: usize = 14;

#[derive(Debug, Clone)]
pub struct Command {
    /// The keys that do it without the palette.
    pub keys: String,
    /// What it does, in a sentence.
    pub help: &'static str,
    /// What is said to the planner.
    pub message: Message,
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
    pub fn chosen(&self) -> Option<Message> {
        self.list.here().and_then(|place| self.commands.get(place)).map(|command| command.message.clone())
    }

    pub(super) fn update(&mut self, message: &Message) -> Answer {
        if matches!(message, Message::Back) {
            return Answer::Close;
        }
        self.list.update(message, &Commands(&self.commands));
        Answer::Stay
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let inside = open_box("Commands", 76, 20, theme, area, buffer);
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
        rows.filter_map(|(place, command)| {
            Some((place, query.matches(&[command.help, &command.keys], scratch)?))
        })
        .collect()
    }

    fn key(&self, place: usize) -> Option<usize> {
        Some(place)
    }
}

impl Command {
    fn row(&self, found: &Match, here: bool, width: u16, theme: &Theme) -> Line<'static> {
        let letters = found.letters.first().map(Vec::as_slice).unwrap_or_default();
        let room = usize::from(width).saturating_sub(KEYS);
        let mut spans = vec![list::lead(here, "", theme.text, theme)];
        spans.extend(line::marked(self.help, letters, theme.text, theme.letters));
        let mut spans = line::fitted(spans, room);
        spans.push(Span::styled(text::pad(&self.keys, KEYS.min(usize::from(width))), theme.key));
        list::row(spans, here, width, theme)
    }
}
