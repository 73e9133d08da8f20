//! A list under a filter: the rows that match, and a cursor that stays with its row whatever happens to the list.

use std::cmp::Reverse;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::filter_line::{Change, FilterLine};
use super::{line, list};
use crate::choice::filter_language::{Explanation, Match, Query, Scratch};
use crate::tui::message::Message;
use crate::tui::theme::Theme;

/// What a filtered list is a list of. A row is known by its place without a filter, and by its key when the places change.
pub trait Rows {
    type Key: PartialEq;

    /// What they are, in the plural.
    fn name(&self) -> &'static str;

    /// How many there are without a filter.
    fn count(&self) -> usize;

    /// The places of the rows that a query matches, with the letters that match. Among equals this order stands.
    fn matching(&self, query: &Query, scratch: &mut Scratch) -> Vec<(usize, Match)>;

    fn key(&self, place: usize) -> Option<Self::Key>;

    /// Where a row stands among those that match: the best match first, unless the list is sorted.
    fn order(&self, place: usize, found: &Match) -> (Reverse<u32>, usize) {
        (Reverse(found.score), place)
    }

    /// Where the cursor begins among the places that match, if not on the first.
    fn start(&self, _places: impl Iterator<Item = usize>) -> Option<usize> {
        None
    }
}

/// The cursor, the filter, and what was found with it.
#[derive(Debug)]
pub struct Filtered<K> {
    cursor: usize,
    pub filter: FilterLine,
    /// The places of the rows that match, best first, with the letters that matched.
    found: Vec<(usize, Match)>,
    /// How many rows there are without a filter.
    all: usize,
    /// The row under the cursor, so that the cursor stays with it when the list changes.
    under: Option<K>,
    /// Why nothing was found.
    explained: Vec<String>,
    scratch: Scratch,
}

impl<K> Default for Filtered<K> {
    fn default() -> Self {
        Self {
            cursor: 0,
            filter: FilterLine::default(),
            found: Vec::new(),
            all: 0,
            under: None,
            explained: Vec::new(),
            scratch: Scratch::default(),
        }
    }
}

impl<K: PartialEq> Filtered<K> {
    /// A list whose filter has the keys from the first moment on.
    pub fn with_open_filter() -> Self {
        let mut list = Self::default();
        list.filter.open();
        list
    }

    /// The places of the rows that match, best first.
    pub fn places(&self) -> impl DoubleEndedIterator<Item = usize> + Clone {
        self.found.iter().map(|(place, _)| *place)
    }

    /// How many rows match, and how many there are.
    pub fn counts(&self) -> (usize, usize) {
        (self.found.len(), self.all)
    }

    /// Where the cursor is among the rows that match, from 0 on.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The place of the row under the cursor.
    pub fn here(&self) -> Option<usize> {
        self.found.get(self.cursor).map(|(place, _)| *place)
    }

    /// The key of the row under the cursor.
    pub fn under(&self) -> Option<&K> {
        self.under.as_ref()
    }

    /// Finds the rows again; the cursor stays with its row.
    pub fn refresh(&mut self, rows: &impl Rows<Key = K>) {
        self.find(rows);
        self.place_cursor(rows);
    }

    /// Empties the filter; the cursor stays with its row.
    pub fn clear(&mut self, rows: &impl Rows<Key = K>) {
        self.filter.clear();
        self.refresh(rows);
    }

    /// Forgets the row under the cursor: at the next refresh the cursor begins anew.
    pub fn forget_cursor(&mut self) {
        self.under = None;
    }

    /// Puts the cursor on a row.
    pub fn select(&mut self, row: K, rows: &impl Rows<Key = K>) {
        self.under = Some(row);
        self.place_cursor(rows);
    }

    fn find(&mut self, rows: &impl Rows<Key = K>) {
        let Self { filter: FilterLine { query, .. }, scratch, .. } = self;
        self.all = rows.count();
        self.found = rows.matching(query, scratch);
        self.found.sort_by_key(|(place, found)| rows.order(*place, found));
        self.explained.clear();
        if self.found.is_empty() {
            let explanation = Explanation::of(query, self.all, |part| rows.matching(part, scratch).len());
            self.explained = explanation.lines(&self.filter.text, rows.name());
        }
    }

    /// Puts the cursor back on the row it was on, else where it begins.
    fn place_cursor(&mut self, rows: &impl Rows<Key = K>) {
        let same = |place: &usize| self.under.is_some() && rows.key(*place) == self.under;
        let place = self.places().find(same).or_else(|| rows.start(self.places()));
        let cursor = self.places().position(|other| Some(other) == place);
        self.cursor = cursor.unwrap_or(0);
        self.remember(rows);
    }

    fn remember(&mut self, rows: &impl Rows<Key = K>) {
        self.under = self.here().and_then(|place| rows.key(place));
    }

    /// Refuses to take a row where the query has a mistake, and says what is wrong; false where it has none or the
    /// message takes no row.
    pub fn refuses(&mut self, message: &Message) -> bool {
        matches!(message, Message::Accept | Message::Toggle) && self.filter.refuse()
    }

    pub fn update(&mut self, message: &Message, rows: &impl Rows<Key = K>) -> bool {
        if self.refuses(message) {
            return true;
        }
        if let Some(cursor) = list::moved(self.cursor, self.found.len(), message) {
            self.cursor = cursor;
            self.remember(rows);
            return true;
        }
        match self.filter.update(message) {
            Change::Typed => {
                // The best match is under the cursor while it is typed.
                self.cursor = 0;
                self.find(rows);
                self.remember(rows);
            }
            Change::Emptied => self.refresh(rows),
            Change::None => {}
            Change::Unused => return false,
        }
        true
    }

    /// Puts the cursor on a clicked row; the area is the one of the rows.
    pub fn click(&mut self, area: Rect, column: u16, row: u16, rows: &impl Rows<Key = K>) -> bool {
        let Some(place) = list::row_at(area, self.cursor, self.found.len(), column, row) else {
            return false;
        };
        self.cursor = place;
        self.remember(rows);
        true
    }

    /// Draws the visible rows, or why there are none. `row` draws one; its last argument is whether the cursor is on it.
    pub fn view_rows(
        &self,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
        row: impl Fn(usize, &Match, bool) -> Line<'static>,
    ) {
        if self.found.is_empty() {
            // While it is typed, Esc only leaves the filter, or the list with it.
            let way_out =
                if self.filter.takes_text() { "Ctrl-U clears the filter." } else { "Esc clears the filter." };
            let words = format!("{}. {way_out}", self.explained.join(".\n"));
            line::write_all(line::wrapped(&words, area.width, theme.text), area, buffer);
            return;
        }
        let height = usize::from(area.height);
        let first = list::first_row(self.cursor, self.found.len(), height);
        for (at, (place, found)) in self.found.iter().enumerate().skip(first).take(height) {
            line::write(row(*place, found, at == self.cursor), area, at - first, buffer);
        }
    }
}
