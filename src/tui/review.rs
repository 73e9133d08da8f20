//! The board: the decisions of a team, what needs somebody first, and beside the list the note of the one under the cursor.

mod detail;
mod picked;
mod table;
mod tally;

use std::cell::{Cell, OnceCell};
use std::cmp::Reverse;
use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::areas::{self, below};
use super::decisions::DecisionPlaces;
use super::message::Message;
use super::reply::Reply;
use super::screen::Screen;
use super::session::Session;
use super::theme::Theme;
use super::widget::detail::Detail;
use super::widget::filtered::{Filtered, Rows};
use super::widget::{line, list, pane};
use crate::choice::filter_language::{Match, Query, Scratch};
use crate::export::Templates;
use crate::plan::Plan;
use crate::review::{self, Column, DecisionSummary};
use crate::store::Decisions;
pub use detail::{picker_row, verdict_words as picked_verdict};
pub use picked::PickedDecision;
use table::Table;
pub use tally::Tally;

/// From which width on the note stands beside the list, and from which height below it.
const BESIDE: u16 = 112;
const BELOW: u16 = 34;
/// The lines below the list that tell of the row under the cursor where the note has no place.
const TOLD: u16 = 4;

#[derive(Debug)]
pub struct Board {
    /// What is read again on request.
    pub places: DecisionPlaces,
    pub decisions: Decisions,
    templates: Templates,
    list: Filtered<PathBuf>,
    table: Table,
    /// How many need somebody.
    pub tally: Tally,
    /// The note of the row under the cursor, made when it is looked at.
    note: OnceCell<String>,
    /// How often a note was made: once for each row that is looked at.
    notes: Cell<usize>,
}

impl Board {
    pub fn new(places: DecisionPlaces, decisions: Decisions, templates: Templates) -> Self {
        let mut board = Self {
            places,
            decisions,
            templates,
            list: Filtered::default(),
            table: Table::default(),
            tally: Tally::default(),
            note: OnceCell::new(),
            notes: Cell::new(0),
        };
        board.take_over();
        board
    }

    /// Shows what was read again; the cursor stays with its file.
    pub fn replace_all(&mut self, decisions: Decisions) {
        let judged = self.decisions.judged;
        self.decisions = decisions;
        self.decisions.judged += judged;
        self.take_over();
    }

    /// The decisions are others, or stand otherwise.
    pub fn take_over(&mut self) {
        self.table.measure(self.decisions.summaries());
        self.tally = Tally::of(self.decisions.summaries());
        let vocabulary = review::vocabulary(self.decisions.summaries(), &self.decisions.matrices);
        self.list.filter.learn_words(vocabulary);
        self.find();
    }

    fn find(&mut self) {
        self.list.refresh(&DecisionRows { decisions: &self.decisions, table: &self.table });
        self.note = OnceCell::new();
    }

    /// How often decisions were judged and notes made so far.
    pub fn work(&self) -> (usize, usize) {
        (self.decisions.judged, self.notes.get())
    }

    /// The place of the row under the cursor.
    pub fn here(&self) -> Option<usize> {
        self.list.here()
    }

    /// The row under the cursor.
    pub fn summary(&self) -> Option<&DecisionSummary> {
        self.decisions.summaries().get(self.here()?)
    }

    /// The file under the cursor.
    pub fn path(&self) -> Option<&Path> {
        self.decisions.path(self.here()?)
    }

    /// How many rows match, and how many there are.
    pub fn counts(&self) -> (usize, usize) {
        self.list.counts()
    }

    /// Where the cursor is among the rows that match, from 1 on.
    pub fn position(&self) -> Option<usize> {
        self.here().map(|_| self.list.cursor() + 1)
    }

    /// Puts the cursor on a file, which no filter hides.
    pub fn select(&mut self, path: &Path) {
        let Self { decisions, table, list, .. } = self;
        let rows = DecisionRows { decisions, table };
        list.select(path.to_owned(), &rows);
        if list.under().map(PathBuf::as_path) != Some(path) {
            list.clear(&rows);
            list.select(path.to_owned(), &rows);
        }
        self.note = OnceCell::new();
    }

    /// Moves the cursor to the next row, or the one before; false at the end of the list.
    pub fn step(&mut self, back: bool) -> bool {
        let before = self.here();
        let message = if back { Message::Up } else { Message::Down };
        self.move_in_list(&message);
        self.here() != before
    }

    fn move_in_list(&mut self, message: &Message) -> bool {
        let Self { decisions, table, list, .. } = self;
        let before = list.under().cloned();
        let used = list.update(message, &DecisionRows { decisions, table });
        if self.list.under() != before.as_ref() {
            self.note = OnceCell::new();
        }
        used
    }

    /// Whether a term of the filter is wrong: then no row is taken, and the filter says why.
    pub fn refuses(&mut self, message: &Message) -> bool {
        self.list.refuses(message)
    }

    /// Whether typed text goes into the filter.
    pub fn filters(&self) -> bool {
        self.list.filter.takes_text()
    }

    /// Takes the keys away from the filter; what was typed still filters.
    pub fn close_filter(&mut self) {
        self.list.filter.close();
    }

    /// Puts the cursor on a file, if it is among the rows that match.
    pub fn follow(&mut self, path: &Path) {
        let Self { decisions, table, list, .. } = self;
        let is_shown = decisions.place(path).is_some_and(|place| list.places().any(|shown| shown == place));
        if is_shown && list.under().map(PathBuf::as_path) != Some(path) {
            list.select(path.to_owned(), &DecisionRows { decisions, table });
            self.note = OnceCell::new();
        }
    }

    pub fn sort_by_next(&mut self) {
        self.table.sort_by_next(self.decisions.summaries());
        self.find();
    }

    pub fn reverse(&mut self) {
        self.table.reverse(self.decisions.summaries());
        self.find();
    }

    /// The note as it would read; why there is none where a choice is open.
    pub fn note(&self) -> &str {
        self.note.get_or_init(|| {
            self.notes.set(self.notes.get() + 1);
            let place = self.here().unwrap_or(usize::MAX);
            detail::note(&self.decisions, place, &self.templates)
        })
    }

    /// What a click means: a row is selected, and opened by a second click; a head sorts.
    pub fn click_reply(&mut self, area: Rect, column: u16, row: u16) -> Reply {
        let inside = pane::inside(areas(area).list);
        let rows = below(self.list.filter.below(inside), 1);
        let head = Rect { y: rows.y.saturating_sub(1), height: 1, ..rows };
        if rows.y > inside.y && head.contains(Position { x: column, y: row }) {
            if let Some(column) = self.table.column_at(head.width, column - head.x) {
                self.table.sort_by(column, self.decisions.summaries());
                self.find();
            }
            return Reply::Done;
        }
        let before = self.list.under().cloned();
        let Self { decisions, table, list, .. } = self;
        let rows_area = list_rows(rows, areas(area).told).0;
        if !list.click(rows_area, column, row, &DecisionRows { decisions, table }) {
            return Reply::Unused;
        }
        if self.list.under() == before.as_ref() {
            return Reply::OpenDecision;
        }
        self.note = OnceCell::new();
        Reply::Done
    }
}

impl Screen for Board {
    fn is_filtering(&self) -> bool {
        self.filters()
    }

    fn update(&mut self, message: &Message, _session: &Session, _plan: &mut Plan, _area: Rect) -> Reply {
        if self.move_in_list(message) { Reply::Done } else { Reply::Unused }
    }

    fn click(&mut self, _session: &Session, area: Rect, column: u16, row: u16) {
        self.click_reply(area, column, row);
    }

    fn view(&self, _session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let Places { list, told, .. } = areas(area);
        let (found, all) = self.counts();
        let count = if found == all { all.to_string() } else { format!("{found} of {all}") };
        let title = format!("Decisions {count}{}", self.table.sorted(theme));
        let inside = pane::frame(&title, true, theme, list, buffer);
        let caret = self.list.filter.view(theme, inside, buffer);
        let inside = self.list.filter.below(inside);
        line::write(self.table.heads(inside.width, theme), inside, 0, buffer);
        let (rows, below_rows) = list_rows(below(inside, 1), told);
        self.list.view_rows(theme, rows, buffer, |place, found, here| {
            let summary = self.decisions.summaries().get(place);
            summary.map_or_else(Default::default, |summary| {
                self.table.row(summary, found, here, rows.width, theme)
            })
        });
        if told {
            let lines = self.summary().map(|summary| detail::told(summary, below_rows.width, theme));
            line::write_all(lines.unwrap_or_default(), below(below_rows, 1), buffer);
        }
        caret
    }

    fn detail(&self, _session: &Session, theme: &Theme, area: Rect) -> Option<Detail> {
        let place = areas(area).note?;
        let width = pane::inside(place).width;
        let title = self.summary().map_or_else(|| "Note".to_owned(), |summary| summary.name.clone());
        let lines = match (self.here(), self.summary()) {
            (Some(here), Some(summary)) => {
                detail::lines(&self.decisions, here, summary, self.note(), width, theme)
            }
            _ => Vec::new(),
        };
        Some(Detail::framed(title, place, lines))
    }
}

/// The parts of the board.
struct Places {
    list: Rect,
    /// The note; none where there is no room.
    note: Option<Rect>,
    /// Whether the row under the cursor is told below the list instead.
    told: bool,
}

fn areas(area: Rect) -> Places {
    if area.width >= BESIDE {
        let [list, note] = areas::columns(area, areas::share(area.width, 7, 10));
        return Places { list, note: Some(note), told: false };
    }
    if area.height >= BELOW {
        let [list, note] = areas::rows(area, areas::share(area.height, 2, 5));
        return Places { list, note: Some(note), told: false };
    }
    Places { list: area, note: None, told: true }
}

fn list_rows(area: Rect, told: bool) -> (Rect, Rect) {
    if told { list::split(area, TOLD) } else { (area, areas::top(area, 0)) }
}

/// The decisions as rows, in the order of the sort; words put the best match first where nobody sorts.
struct DecisionRows<'a> {
    decisions: &'a Decisions,
    table: &'a Table,
}

impl Rows for DecisionRows<'_> {
    type Key = PathBuf;

    fn name(&self) -> &'static str {
        "decisions"
    }

    fn count(&self) -> usize {
        self.decisions.summaries().len()
    }

    fn matching(&self, query: &Query, _scratch: &mut Scratch) -> Vec<(usize, Match)> {
        review::found(self.decisions.summaries(), query, self.decisions.as_of, (Column::Verdict, false))
    }

    fn key(&self, place: usize) -> Option<PathBuf> {
        self.decisions.key(place)
    }

    fn order(&self, place: usize, found: &Match) -> (Reverse<u32>, usize) {
        let score = if self.table.is_sorted() { 0 } else { found.score };
        (Reverse(score), self.table.rank(place))
    }
}
