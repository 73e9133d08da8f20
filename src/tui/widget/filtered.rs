//! A list under a filter: the cursor, the field, what was read from it, the rows that match, and completion with Tab.
//!
//! Whoever shows such a list says how its rows are found and drawn; everything a key does to the filter is here.

use std::cmp::Reverse;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::field::Field;
use super::{filter, line, list};
use crate::choice::query::{Completions, Explanation, Match, Query, Scratch, Vocabulary};
use crate::matrix::{Cloud, Matrix};
use crate::text;
use crate::tui::message::Message;
use crate::tui::theme::Theme;

/// The most lines a mistake takes.
const MISTAKE_LINES: usize = 3;

/// Which matrix a vocabulary was made from.
type Origin = (Cloud, NaiveDate, String);

/// A filtered list whose rows are known by keys of type `K`.
#[derive(Debug)]
pub struct Filtered<K> {
    cursor: usize,
    field: Option<Field>,
    text: String,
    query: Query,
    /// Made once for each matrix, not for each key.
    vocabulary: Option<(Origin, Vocabulary)>,
    /// The places of the rows that match, best first, with the letters that matched.
    rows: Vec<(usize, Match)>,
    /// The row under the cursor, so that the cursor stays with it when the list changes.
    under: Option<K>,
    choosing: Option<Choosing>,
    /// Why there are no rows.
    explained: Vec<String>,
    scratch: Scratch,
}

/// The choices that Tab goes through.
#[derive(Debug)]
struct Choosing {
    completions: Completions,
    at: usize,
}

/// What a filtered list made of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The filter changed: the rows are to be found again, and the best one has the cursor.
    Typed,
    /// The filter was dropped: the rows are to be found again, and the cursor stays with its row.
    Dropped,
    /// The cursor moved.
    Moved,
    /// It dealt with it.
    Done,
    /// It is not for a filtered list.
    Unused,
}

impl<K> Default for Filtered<K> {
    fn default() -> Self {
        Self {
            cursor: 0,
            field: None,
            text: String::new(),
            query: Query::default(),
            vocabulary: None,
            rows: Vec::new(),
            under: None,
            choosing: None,
            explained: Vec::new(),
            scratch: Scratch::default(),
        }
    }
}

impl<K: PartialEq> Filtered<K> {
    /// A list whose filter has the keys from the first moment on.
    pub fn being_typed() -> Self {
        Self { field: Some(Field::line("")), ..Self::default() }
    }

    /// Whether the filter has the keys.
    pub fn takes_text(&self) -> bool {
        self.field.is_some()
    }

    /// The rows that match, best first: their places, with the letters that matched.
    pub fn rows(&self) -> &[(usize, Match)] {
        &self.rows
    }

    /// The place of the row under the cursor.
    pub fn here(&self) -> Option<usize> {
        self.rows.get(self.cursor).map(|(place, _)| *place)
    }

    /// The key of the row under the cursor.
    pub fn under(&self) -> Option<&K> {
        self.under.as_ref()
    }

    /// Learns which qualifiers there are, if the matrix is another than before.
    pub fn learn(&mut self, matrix: &Matrix, vocabulary: fn(&Matrix) -> Vocabulary) {
        let origin = (matrix.cloud, matrix.as_of, matrix.origin.clone());
        if self.vocabulary.as_ref().is_none_or(|(known, _)| *known != origin) {
            self.vocabulary = Some((origin, vocabulary(matrix)));
            self.choosing = None;
            self.read();
        }
    }

    /// Finds the rows again. `matching` gives the rows of any query; among equals its order stands. `rows` says what
    /// they are, and `all` how many there are.
    pub fn fill(
        &mut self,
        rows: &str,
        all: usize,
        mut matching: impl FnMut(&Query, &mut Scratch) -> Vec<(usize, Match)>,
    ) {
        let Self { query, scratch, .. } = self;
        self.rows = matching(query, scratch);
        self.rows.sort_by_key(|(place, found)| (Reverse(found.score), *place));
        self.explained.clear();
        if self.rows.is_empty() {
            let explanation = Explanation::of(query, all, |part| matching(part, scratch).len());
            self.explained = explanation.lines(&self.text, rows);
        }
    }

    /// Puts the cursor back on the row it was on, else on the chosen one, else on the first.
    pub fn put_back(&mut self, chosen: Option<&K>, key: impl Fn(usize) -> Option<K>) {
        let row = |wanted: &K| self.rows.iter().position(|(place, _)| key(*place).as_ref() == Some(wanted));
        self.cursor = self.under.as_ref().and_then(row).or_else(|| chosen.and_then(row)).unwrap_or(0);
        self.remember(key);
    }

    /// Which row the cursor is to be on when it is put back.
    pub fn aim_at(&mut self, row: Option<K>) {
        self.under = row;
    }

    /// Notes which row the cursor is on now.
    pub fn remember(&mut self, key: impl Fn(usize) -> Option<K>) {
        self.under = self.here().and_then(key);
    }

    /// Lets the filter go, with what was typed; the rows are to be found again.
    pub fn drop_filter(&mut self) {
        self.close();
        self.text.clear();
        self.read();
    }

    /// Takes the keys away from the filter; what was typed still filters.
    pub fn close(&mut self) {
        self.field = None;
        self.choosing = None;
    }

    /// Answers a message.
    pub fn update(&mut self, message: &Message) -> Heard {
        if let Some(field) = &mut self.field {
            match message {
                Message::Text(key) => field.key(*key),
                Message::Paste(pasted) => field.paste(pasted),
                Message::NextPart | Message::PreviousPart => {
                    let back = matches!(message, Message::PreviousPart);
                    return if self.complete(back) { self.typed() } else { Heard::Unused };
                }
                _ => return self.move_or_leave(message),
            }
            self.choosing = None;
            self.text = field.value();
            return self.typed();
        }
        self.move_or_leave(message)
    }

    fn move_or_leave(&mut self, message: &Message) -> Heard {
        if let Some(cursor) = list::moved(self.cursor, self.rows.len(), message) {
            self.cursor = cursor;
            return Heard::Moved;
        }
        match message {
            Message::Filter => self.field = Some(Field::line(&self.text)),
            Message::Back if self.field.is_some() => self.close(),
            Message::Back if !self.text.is_empty() => {
                self.drop_filter();
                return Heard::Dropped;
            }
            _ => return Heard::Unused,
        }
        Heard::Done
    }

    fn typed(&mut self) -> Heard {
        self.cursor = 0;
        self.read();
        Heard::Typed
    }

    fn read(&mut self) {
        self.query = match &self.vocabulary {
            Some((_, vocabulary)) => Query::read(&self.text, vocabulary),
            None => Query::parse(&self.text),
        };
    }

    /// Puts the next choice in the place of the word at the cursor; false if there is none.
    fn complete(&mut self, back: bool) -> bool {
        let (Some(field), Some((_, vocabulary))) = (&mut self.field, &self.vocabulary) else { return false };
        if let Some(Choosing { completions, at }) = &mut self.choosing {
            let count = completions.choices.len();
            *at = (*at + if back { count - 1 } else { 1 }) % count;
        } else {
            let completions = Query::complete(&self.text, field.caret(), vocabulary);
            let written = self.text.get(completions.span.clone());
            match completions.choices.as_slice() {
                [] => return false,
                [only] if written == Some(only) => return false,
                choices => {
                    let at = if back { choices.len() - 1 } else { 0 };
                    self.choosing = Some(Choosing { completions, at });
                }
            }
        }
        let Some(Choosing { completions, at }) = &mut self.choosing else { return false };
        let choice = &completions.choices[*at];
        self.text.replace_range(completions.span.clone(), choice);
        completions.span.end = completions.span.start + choice.len();
        field.write(&self.text, completions.span.end);
        if completions.choices.len() == 1 {
            // Nothing to go through: the next Tab completes what comes then.
            self.choosing = None;
        }
        true
    }

    /// Puts the cursor on a clicked row; the area is the one of the rows.
    pub fn click(&mut self, area: Rect, column: u16, row: u16) -> bool {
        let place = list::row_at(area, self.cursor, self.rows.len(), column, row);
        self.cursor = place.unwrap_or(self.cursor);
        place.is_some()
    }

    /// What of a pane lies below the filter and what it has to say.
    pub fn below(&self, inside: Rect) -> Rect {
        let said = if self.choosing.is_some() { 1 } else { self.mistake_lines(inside.width).len() };
        let head = 1 + u16::try_from(said).unwrap_or(0);
        Rect {
            y: inside.y.saturating_add(head).min(inside.bottom()),
            height: inside.height.saturating_sub(head),
            ..inside
        }
    }

    /// What of the filter's line is free while nobody types.
    pub fn beside(&self, inside: Rect) -> Rect {
        let typed = if self.text.is_empty() { filter::EMPTY } else { &self.text };
        let left = u16::try_from(text::width(typed) + 4).unwrap_or(u16::MAX).min(inside.width);
        Rect { x: inside.x + left, width: inside.width - left, height: inside.height.min(1), ..inside }
    }

    /// Draws the filter, and below it the choices or the mistake, if there are some.
    pub fn view_filter(&self, theme: &Theme, inside: Rect, buffer: &mut Buffer) -> Option<Position> {
        let caret =
            filter::view(self.field.as_ref(), &self.text, self.query.mistakes(), theme, inside, buffer);
        if let Some(choosing) = &self.choosing {
            line::write(choosing.line(inside.width, theme), inside, 1, buffer);
        } else {
            for (at, words) in self.mistake_lines(inside.width).into_iter().enumerate() {
                line::write(Line::styled(words, theme.warn), inside, 1 + at, buffer);
            }
        }
        caret
    }

    /// What is said of a mistake, in a few lines: the list keeps the room.
    fn mistake_lines(&self, width: u16) -> Vec<String> {
        let sentence = self.mistake().map(|mistake| format!("! {mistake}")).unwrap_or_default();
        text::wrap_within(&sentence, usize::from(width), if sentence.is_empty() { 0 } else { MISTAKE_LINES })
    }

    /// The mistake at the caret, else the first.
    fn mistake(&self) -> Option<String> {
        let caret = self.field.as_ref().map(Field::caret);
        let mistakes = self.query.mistakes();
        let at_caret = mistakes.iter().find(|mistake| {
            caret.is_some_and(|caret| mistake.span.start <= caret && caret <= mistake.span.end)
        });
        at_caret.or(mistakes.first()).map(crate::choice::query::Mistake::sentence)
    }

    /// Draws the rows that are in sight, or why there are none. `row` draws one; it is told whether the cursor is on it.
    pub fn view_rows(
        &self,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
        row: impl Fn(usize, &Match, bool) -> Line<'static>,
    ) {
        if self.rows.is_empty() {
            // While it is typed, Esc only leaves the filter, or the list with it.
            let way_out =
                if self.takes_text() { "Ctrl-U empties the filter." } else { "Esc drops the filter." };
            let words = format!("{}. {way_out}", self.explained.join(".\n"));
            line::write_all(line::wrapped(&words, area.width, theme.warn), area, buffer);
            return;
        }
        let height = usize::from(area.height);
        let first = list::first_row(self.cursor, self.rows.len(), height);
        for (at, (place, found)) in self.rows.iter().enumerate().skip(first).take(height) {
            line::write(row(*place, found, at == self.cursor), area, at - first, buffer);
        }
    }
}

impl Choosing {
    /// The choices in one line; the one that stands in the filter is in sight and stands out.
    fn line(&self, width: u16, theme: &Theme) -> Line<'static> {
        let choices = &self.completions.choices;
        let room = usize::from(width);
        let (mut first, mut used) = (self.at, text::width(&choices[self.at]));
        while first > 0 && used + text::width(&choices[first - 1]) + 2 <= room / 2 {
            first -= 1;
            used += text::width(&choices[first]) + 2;
        }
        let mut spans = Vec::new();
        for (place, choice) in choices.iter().enumerate().skip(first) {
            let style = if place == self.at { theme.selected } else { theme.dim };
            spans.push(Span::styled(choice.clone(), style));
            spans.push(Span::raw("  "));
        }
        Line::from(line::fitted(spans, room))
    }
}
