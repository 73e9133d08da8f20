//! A list of models or regions to pick one of, each with what the gates say of it.

mod compared;
mod replacement;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Answer, middle_of, open_box};
use crate::choice::filter::{Filter, region_match};
use crate::choice::filter_language::{Match, Query, Scratch, Vocabulary};
use crate::choice::tally::Tally;
use crate::gates::Verdict;
use crate::matrix::{Matrix, ModelId, RegionId};
use crate::tui::areas;
use crate::tui::message::Message;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::filtered::{Filtered, Rows};
use crate::tui::widget::{line, list, pane};

/// The most columns and lines of the screen that it takes.
const WIDTH: u16 = 96;
const HEIGHT: u16 = 26;

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

const MODELS: (&str, fn(&Matrix) -> Vocabulary) = ("models", Vocabulary::models);
const REGIONS: (&str, fn(&Matrix) -> Vocabulary) = ("regions", Vocabulary::regions);

#[derive(Debug)]
struct Candidate {
    picked: Picked,
    name: String,
    label: String,
    verdict: Verdict,
    refused: Option<String>,
    /// Whether the docs recommend it.
    recommended: bool,
    /// Its reason, in a sentence.
    summary: String,
}

/// The candidates, filtered as one types.
#[derive(Debug)]
pub struct Picker {
    title: String,
    /// What is picked, in the plural.
    what: &'static str,
    candidates: Vec<Candidate>,
    list: Filtered<usize>,
}

impl Picker {
    /// A picker of models or regions: `what` they are, and the qualifiers there are of them.
    fn new(
        title: String,
        (what, vocabulary): (&'static str, fn(&Matrix) -> Vocabulary),
        candidates: Vec<Candidate>,
        session: &Session,
    ) -> Self {
        let mut list = Filtered::with_open_filter();
        list.filter.learn(&session.matrix, vocabulary);
        list.refresh(&CandidateRows { what, candidates: &candidates, session });
        Self { title, what, candidates, list }
    }

    fn here(&self) -> Option<&Candidate> {
        self.list.here().and_then(|place| self.candidates.get(place))
    }

    pub(super) fn update(&mut self, message: &Message, session: &Session, area: Rect) -> Answer {
        let rows = CandidateRows { what: self.what, candidates: &self.candidates, session };
        if self.list.refuses(message) {
            return Answer::Stay;
        }
        match message {
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
            Message::Click { column, row } => {
                let (list, _) = areas(pane::inside_box(middle_of(WIDTH, HEIGHT, area)));
                self.list.click(self.list.filter.below(list), *column, *row, &rows);
            }
            message => {
                self.list.update(message, &rows);
            }
        }
        Answer::Stay
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (list, below) = areas(open_box(&self.title, WIDTH, HEIGHT, theme, area, buffer));
        let caret = self.list.filter.view(theme, list, buffer);
        let rows = self.list.filter.below(list);
        self.list.view_rows(theme, rows, buffer, |place, found, here| {
            let candidate = self.candidates.get(place);
            candidate.map_or_else(Line::default, |candidate| candidate.row(found, here, rows.width, theme))
        });
        if let Some(candidate) = self.here() {
            let style = if candidate.refused.is_some() { theme.block } else { theme.dim };
            line::write_all(line::wrapped(&candidate.summary, below.width, style), below, buffer);
        }
        caret
    }
}

/// The filter with its list, and what is told of the one under the cursor.
fn areas(inside: Rect) -> (Rect, Rect) {
    let [list, told] = areas::rows(inside, inside.height.saturating_sub(5));
    (list, areas::below(told, 1))
}

struct CandidateRows<'a> {
    what: &'static str,
    candidates: &'a [Candidate],
    session: &'a Session,
}

impl Rows for CandidateRows<'_> {
    type Key = usize;

    fn name(&self) -> &'static str {
        self.what
    }

    fn count(&self) -> usize {
        self.candidates.len()
    }

    /// The same language as in the lists of the steps; a model's verdict is the one that stands beside it.
    fn matching(&self, query: &Query, scratch: &mut Scratch) -> Vec<(usize, Match)> {
        let (criteria, matrix) = (self.session.criteria(), &self.session.matrix);
        let models = Filter::new(query, criteria);
        let rows = self.candidates.iter().enumerate();
        rows.filter_map(|(place, candidate)| {
            let found = match &candidate.picked {
                Picked::Replacement(id) | Picked::Model(id) => {
                    models.matches(matrix.model(id)?, Some(candidate.verdict), scratch)
                }
                Picked::Region(id) => {
                    let region = matrix.region(id)?;
                    region_match(query, region, || Tally::of(criteria, region), scratch)
                }
            };
            Some((place, found?))
        })
        .collect()
    }

    fn key(&self, place: usize) -> Option<usize> {
        Some(place)
    }
}

impl Candidate {
    fn row(&self, found: &Match, here: bool, width: u16, theme: &Theme) -> Line<'static> {
        let (symbol, style) = theme.verdict(self.verdict);
        let tail = match (&self.refused, self.recommended) {
            (Some(_), _) => "refused",
            (None, true) => "recommended",
            (None, false) => self.verdict.id(),
        };
        let letters = |field: usize| found.letters.get(field).map(Vec::as_slice).unwrap_or_default();
        // A match in the name alone shows itself there.
        let (words, letters) = match self.picked {
            Picked::Region(_) => (&self.label, letters(0)),
            _ if self.label == self.name || letters(1).is_empty() && !letters(0).is_empty() => {
                (&self.name, letters(0))
            }
            _ => (&self.label, letters(1)),
        };
        let room = usize::from(width).saturating_sub(4 + tail.len() + 1);
        let symbol = Span::styled(format!("{symbol} "), style);
        let mut spans = vec![list::lead(here, "", theme.text, theme), symbol];
        spans.extend(line::fitted(line::marked(words, letters, theme.text, theme.letters), room));
        spans.push(Span::styled(format!(" {tail}"), style));
        list::row(spans, here, width, theme)
    }
}
