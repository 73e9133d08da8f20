//! Step 3: the live table of models, best first, and the five gates of the one under the cursor.

mod detail;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

use crate::choice::candidates::Candidate;
use crate::choice::filter::Filter;
use crate::choice::filter_language::{Match, Query, Scratch, Vocabulary};
use crate::gates::{Case, Gate, Outcome, RETIREMENT, ROUTING, STATUS, Verdict};
use crate::gates::{NeedsRouting, needs_routing};
use crate::matrix::{Host, Model, ModelId};
use crate::plan::Plan;
use crate::text;
use crate::tui::message::Message;
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::Detail;
use crate::tui::widget::filtered::{Filtered, Rows};
use crate::tui::widget::{line, list, pane};

#[derive(Debug, Default)]
pub struct ModelStep {
    /// The rows of the candidates.
    list: Filtered<ModelId>,
}

impl ModelStep {
    /// The model under the cursor.
    pub fn under(&self) -> Option<&ModelId> {
        self.list.under()
    }

    fn here<'a>(&self, session: &'a Session) -> Option<(&'a Candidate, &'a Model)> {
        session.candidate(self.list.here()?)
    }

    fn choose(&mut self, message: &Message, session: &Session, plan: &mut Plan) -> Reply {
        let here = self.here(session).map(|(_, model)| model.id.clone());
        match message {
            Message::Accept => {
                let Some(id) = here else { return Reply::Done };
                self.list.clear(&CandidateRows(session));
                plan.choose(id);
                return Reply::GoOn;
            }
            Message::Toggle => {
                if let Some(id) = here {
                    plan.toggle_considered(&id);
                }
            }
            Message::Clear => plan.model = None,
            _ => return Reply::Unused,
        }
        Reply::Done
    }
}

impl Screen for ModelStep {
    fn is_filtering(&self) -> bool {
        self.list.filter.takes_text()
    }

    fn refresh(&mut self, session: &Session) {
        self.list.filter.learn(&session.matrix, Vocabulary::models);
        self.list.refresh(&CandidateRows(session));
    }

    fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan, _area: Rect) -> Reply {
        if self.list.update(message, &CandidateRows(session)) {
            return Reply::Done;
        }
        self.choose(message, session, plan)
    }

    fn click(&mut self, session: &Session, area: Rect, column: u16, row: u16) {
        let [left, _] = areas(area);
        let rows = self.list.filter.below(pane::inside(left));
        self.list.click(rows, column, row, &CandidateRows(session));
    }

    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let [left, _] = areas(area);
        let title = format!("Models {} of {}", self.list.counts().0, self.list.counts().1);
        let inside = pane::frame(&title, true, theme, left, buffer);
        let caret = self.list.filter.view(theme, inside, buffer);
        let below = self.list.filter.below(inside);
        self.list.view_rows(theme, below, buffer, |place, found, here| {
            session.candidate(place).map_or_else(Line::default, |(row, model)| {
                model_row(session, row, model, found, here, below.width, theme)
            })
        });
        caret
    }

    fn detail(&self, session: &Session, theme: &Theme, area: Rect) -> Option<Detail> {
        let [_, place] = areas(area);
        let Some((row, model)) = self.here(session) else {
            return Some(Detail::framed("Gates", place, Vec::new()));
        };
        let lines = detail::lines(session, row, model, pane::inside(place).width, theme);
        Some(Detail::framed(model.label(), place, lines))
    }
}

/// The candidates as rows. The best match comes first, open or not: Enter must choose what was typed. Without words
/// every score is the same, and the order of the candidates stands: available, conditional, unknown, blocked.
struct CandidateRows<'a>(&'a Session);

impl Rows for CandidateRows<'_> {
    type Key = ModelId;

    fn name(&self) -> &'static str {
        "models"
    }

    fn count(&self) -> usize {
        self.0.candidates.list.len()
    }

    fn matching(&self, query: &Query, scratch: &mut Scratch) -> Vec<(usize, Match)> {
        let filter = Filter::new(query, self.0.criteria());
        (0..self.count())
            .filter_map(|place| {
                let (candidate, model) = self.0.candidate(place)?;
                Some((place, filter.matches(model, Some(candidate.verdict), scratch)?))
            })
            .collect()
    }

    fn key(&self, place: usize) -> Option<ModelId> {
        self.0.candidate(place).map(|(_, model)| model.id.clone())
    }

    fn start(&self, mut places: impl Iterator<Item = usize>) -> Option<usize> {
        places.find(|place| self.key(*place) == self.0.plan.model)
    }
}

fn model_row(
    session: &Session,
    row: &Candidate,
    model: &Model,
    found: &Match,
    here: bool,
    width: u16,
    theme: &Theme,
) -> Line<'static> {
    let (symbol, style) = theme.verdict(row.verdict);
    let mark = if session.plan.model.as_ref() == Some(&model.id) {
        theme.symbols.chosen
    } else if session.plan.considered(&model.id).is_some() {
        theme.symbols.second
    } else {
        " "
    };
    let base = if mark == theme.symbols.chosen { theme.chosen } else { theme.text };
    let tail = tail(session, row, model, theme);
    let room = usize::from(width).saturating_sub(5 + text::width(&tail) + 1);
    let mut spans = vec![list::lead(here, mark, base, theme), Span::styled(format!("{symbol} "), style)];
    // A match in the endpoint or provider shows itself there: the name alone would look unrelated.
    let in_endpoint = found.in_field(0).is_empty() && !found.in_field(1).is_empty();
    let name = match (&model.endpoint, in_endpoint) {
        (Some(endpoint), true) => line::marked(&endpoint.0, found.in_field(1), base, theme.letters),
        _ => line::marked(&model.name, found.in_field(0), base, theme.letters),
    };
    spans.extend(line::fitted(name, room));
    spans.push(Span::styled(format!(" {tail}"), style));
    list::row(spans, here, width, theme)
}

/// What a row says at its end: nothing when available, else why not without conditions.
fn tail(session: &Session, row: &Candidate, model: &Model, theme: &Theme) -> String {
    let case = session.criteria().case(model);
    if let Host::Vendor { provider, .. } = &model.host {
        // The same name stands at several vendors, and the gates say the same of all: by the provider.
        return provider.clone();
    }
    match (row.verdict, row.gate) {
        (Verdict::Conditional, _) => {
            let mut words = Vec::new();
            if needs_routing(&case) == NeedsRouting::Yes {
                words.push(theme.symbols.routing);
            }
            for (gate, judgement) in case.judge().iter() {
                let is_shown = *gate == ROUTING && !words.is_empty();
                if judgement.outcome == Outcome::Warn && !is_shown {
                    words.push(short(gate, &case));
                }
            }
            words.join(" ")
        }
        (_, Some(gate)) => short(gate, &case).to_owned(),
        (_, None) => String::new(),
    }
}

fn short(gate: &'static Gate, case: &Case<'_>) -> &'static str {
    if *gate == STATUS && case.is_preview() == Some(true) {
        "preview"
    } else if *gate == RETIREMENT {
        "retires"
    } else {
        gate.id
    }
}

fn areas(area: Rect) -> [Rect; 2] {
    Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(area)
}
