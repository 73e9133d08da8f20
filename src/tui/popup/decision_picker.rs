//! The decision that takes the place of another, picked from the board.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::{Answer, middle_of, open_box};
use crate::choice::filter_language::{Match, Query, Scratch, Vocabulary};
use crate::review::{self, Column};
use crate::tui::message::Message;
use crate::tui::review::{PickedDecision, picker_row};
use crate::tui::theme::Theme;
use crate::tui::widget::filtered::{Filtered, Rows};
use crate::tui::widget::{list, pane};

const WIDTH: u16 = 96;
const HEIGHT: u16 = 26;

#[derive(Debug)]
pub struct DecisionPicker {
    /// The decision whose place is taken.
    old: PickedDecision,
    rows: DecisionRows,
    list: Filtered<usize>,
}

/// The decisions that may take its place.
#[derive(Debug)]
struct DecisionRows {
    decisions: Vec<PickedDecision>,
    summaries: Vec<review::DecisionSummary>,
    as_of: NaiveDate,
}

impl DecisionPicker {
    pub fn new(
        old: PickedDecision,
        decisions: Vec<PickedDecision>,
        vocabulary: Vocabulary,
        as_of: NaiveDate,
    ) -> Self {
        let summaries = decisions.iter().map(|decision| decision.summary.clone()).collect();
        let rows = DecisionRows { decisions, summaries, as_of };
        let mut list = Filtered::with_open_filter();
        list.filter.learn_words(vocabulary);
        list.refresh(&rows);
        Self { old, rows, list }
    }

    pub(super) fn update(&mut self, message: &Message, area: Rect) -> Answer {
        if self.list.refuses(message) {
            return Answer::Stay;
        }
        match message {
            Message::Accept => {
                let new = self.list.here().and_then(|place| self.rows.decisions.get(place)).cloned();
                return new.map_or(Answer::Stay, |new| Answer::Supersede(Box::new((self.old.clone(), new))));
            }
            Message::Back => return Answer::Close,
            Message::Click { column, row } => {
                let inside = pane::inside_box(middle_of(WIDTH, HEIGHT, area));
                self.list.click(self.list.filter.below(inside), *column, *row, &self.rows);
            }
            message => {
                self.list.update(message, &self.rows);
            }
        }
        Answer::Stay
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let title = format!("{} is superseded by", self.old.name);
        let inside = open_box(&title, WIDTH, HEIGHT, theme, area, buffer);
        let caret = self.list.filter.view(theme, inside, buffer);
        let rows = self.list.filter.below(inside);
        self.list.view_rows(theme, rows, buffer, |place, _, here| {
            let Some(summary) = self.rows.summaries.get(place) else { return Line::default() };
            let mut spans = vec![list::lead(here, "", theme.text, theme)];
            spans.extend(picker_row(summary, theme));
            list::row(spans, here, rows.width, theme)
        });
        caret
    }
}

impl Rows for DecisionRows {
    type Key = usize;

    fn name(&self) -> &'static str {
        "decisions"
    }

    fn count(&self) -> usize {
        self.decisions.len()
    }

    fn matching(&self, query: &Query, _scratch: &mut Scratch) -> Vec<(usize, Match)> {
        review::found(&self.summaries, query, self.as_of, (Column::Decision, false))
    }

    fn key(&self, place: usize) -> Option<usize> {
        Some(place)
    }
}
