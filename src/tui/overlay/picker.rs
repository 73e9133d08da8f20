//! A list of models or regions to pick one of, each with what the gates say of it.

mod compared;
mod replacement;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

use super::{Answer, middle};
use crate::matrix::query::{Match, Query, Scratch};
use crate::matrix::{ModelId, RegionId};
use crate::plan::Verdict;
use crate::tui::board::Scene;
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::{filter, line, list, pane};

/// What was picked, and for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// The replacement of the chosen model.
    Replacement(ModelId),
    /// One more model to compare.
    Model(ModelId),
    /// One more region to compare.
    Region(RegionId),
}

/// One that could be picked.
#[derive(Debug)]
struct Candidate {
    picked: Picked,
    name: String,
    label: String,
    verdict: Verdict,
    refused: Option<String>,
    /// Whether the docs recommend it.
    recommended: bool,
    /// What is to be said of it.
    words: String,
}

/// The candidates, filtered as one types.
#[derive(Debug)]
pub struct Picker {
    title: String,
    candidates: Vec<Candidate>,
    rows: Vec<(usize, Match)>,
    cursor: usize,
    field: Field,
    scratch: Scratch,
}

impl Picker {
    fn new(title: String, candidates: Vec<Candidate>) -> Self {
        let mut picker = Self {
            title,
            candidates,
            rows: Vec::new(),
            cursor: 0,
            field: Field::line(""),
            scratch: Scratch::default(),
        };
        picker.apply_filter();
        picker
    }

    fn apply_filter(&mut self) {
        let query = Query::parse(&self.field.value());
        self.rows.clear();
        for (place, candidate) in self.candidates.iter().enumerate() {
            let found = query.matches(&[&candidate.label, &candidate.name], &mut self.scratch);
            self.rows.extend(found.map(|found| (place, found)));
        }
        self.rows.sort_by_key(|(place, found)| (std::cmp::Reverse(found.score), *place));
        self.cursor = 0;
    }

    fn here(&self) -> Option<&Candidate> {
        self.rows.get(self.cursor).and_then(|(place, _)| self.candidates.get(*place))
    }

    pub(super) fn update(&mut self, message: &Message) -> Answer {
        match message {
            Message::Text(key) => self.field.key(*key),
            Message::Paste(pasted) => self.field.paste(pasted),
            // A refused one is not taken: its reason stands below the list.
            Message::Accept => {
                return match self.here() {
                    Some(candidate) if candidate.refused.is_none() => {
                        Answer::Picked(candidate.picked.clone())
                    }
                    _ => Answer::Stay,
                };
            }
            Message::Back => return Answer::Close,
            other => {
                self.cursor = list::moved(self.cursor, self.rows.len(), other).unwrap_or(self.cursor);
                return Answer::Stay;
            }
        }
        self.apply_filter();
        Answer::Stay
    }

    pub(super) fn view(
        &self,
        _scene: &Scene<'_>,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let place = middle(90, 22, theme, area, buffer);
        let inside = pane::frame(&self.title, true, theme, place, buffer);
        let [top, list_area, below] =
            Layout::vertical([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(5)])
                .areas(inside);
        let caret = filter::view(Some(&self.field), "", &[], theme, top, buffer);
        let first = list::first_row(self.cursor, self.rows.len(), usize::from(list_area.height));
        for (at, (place, found)) in
            self.rows.iter().enumerate().skip(first).take(usize::from(list_area.height))
        {
            let Some(candidate) = self.candidates.get(*place) else { continue };
            let line = candidate.row(found, at == self.cursor, list_area.width, theme);
            line::write(line, list_area, at - first, buffer);
        }
        let words = self.here().map_or("Nothing matches.", |candidate| candidate.words.as_str());
        let style = if self.here().is_some_and(|candidate| candidate.refused.is_some()) {
            theme.block
        } else {
            theme.dim
        };
        let below = Rect {
            y: below.y.saturating_add(1).min(below.bottom()),
            height: below.height.saturating_sub(1),
            ..below
        };
        line::write_all(line::wrapped(words, below.width, style), below, buffer);
        caret
    }
}

impl Candidate {
    fn row(&self, found: &Match, here: bool, width: u16, theme: &Theme) -> Line<'static> {
        let (symbol, style) = theme.verdict(self.verdict);
        let tail = match (&self.refused, self.recommended) {
            (Some(_), _) => "refused",
            (None, true) => "recommended",
            (None, false) => self.verdict.word(),
        };
        let letters = found.letters.first().map(Vec::as_slice).unwrap_or_default();
        let room = usize::from(width).saturating_sub(4 + tail.len() + 1);
        let cursor = if here { theme.symbols.cursor } else { " " };
        let mut spans =
            vec![Span::styled(format!("{cursor} "), theme.text), Span::styled(format!("{symbol} "), style)];
        spans.extend(line::fitted(line::marked(&self.label, letters, theme.text, theme.letters), room));
        spans.push(Span::styled(format!(" {tail}"), style));
        let line = Line::from(line::fitted(spans, usize::from(width)));
        if here { line.patch_style(theme.selected) } else { line }
    }
}
