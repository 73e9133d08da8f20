//! Step 3: the live table of models, best first, and the five gates of the one under the cursor.

mod detail;
mod table;
mod typed;

use std::cmp::Reverse;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::choice::candidates::Candidate;
use crate::choice::filter::Filter;
use crate::choice::filter_language::{Match, Qualifier, Query, Scratch, Vocabulary};
use crate::choice::opening::{Opening, openings};
use crate::choice::plan_change::PlanChange;
use crate::matrix::{Model, ModelId, Task};
use crate::plan::Plan;
use crate::text::{self, Words};
use crate::tui::areas::{below, columns, share};
use crate::tui::message::Message;
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::Detail;
use crate::tui::widget::filtered::{Filtered, Rows};
use crate::tui::widget::{line, pane};
use table::Table;

/// The most lines that say what would open most.
const NOTICE_LINES: usize = 3;
/// How many changes they name.
const NAMED: usize = 3;

/// The term that the key for the real-time list puts into the filter.
const REALTIME: &str = "realtime:yes";

#[derive(Debug, Default)]
pub struct ModelStep {
    /// The rows of the candidates.
    list: Filtered<ModelId>,
    /// Their columns.
    table: Table,
    /// What would open most, where no model is open.
    openings: Vec<Opening>,
    /// Whether no model is open although there is something to judge by.
    none_open: bool,
}

impl ModelStep {
    /// The model under the cursor.
    pub fn under(&self) -> Option<&ModelId> {
        self.list.under().filter(|id| **id != typed::key())
    }

    fn here<'a>(&self, session: &'a Session) -> Option<(&'a Candidate, &'a Model)> {
        session.candidate(self.list.here()?)
    }

    fn choose(&mut self, message: &Message, session: &Session, plan: &mut Plan) -> Reply {
        let here = self.here(session).map(|(_, model)| model.id.clone());
        match message {
            Message::Shortlist => return Reply::Shortlist(self.task(session)),
            Message::Openings => return Reply::Openings,
            Message::AskTokens => return Reply::AskTokens,
            Message::Sort => self.table.sort_by_next(session),
            Message::ReverseSort => self.table.reverse(session),
            Message::OnlyRealtime => self.list.filter.toggle(REALTIME),
            Message::Accept if self.list.here().is_some() && self.list.here() == typed::place(session) => {
                return typed::ask(&self.list.filter.query);
            }
            Message::Accept => {
                let Some(id) = here else { return Reply::Done };
                self.list.clear(&CandidateRows { session, ranks: self.table.ranks() });
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
        if matches!(message, Message::Sort | Message::ReverseSort | Message::OnlyRealtime) {
            self.find(session);
        }
        Reply::Done
    }

    /// Puts the cursor on a model that was chosen elsewhere; no filter hides it.
    pub fn go_to(&mut self, id: &ModelId, session: &Session) {
        let rows = CandidateRows { session, ranks: self.table.ranks() };
        self.list.clear(&rows);
        self.list.select(id.clone(), &rows);
        // One that was typed is no row yet: the cursor begins on what is chosen then.
        if self.list.under() != Some(id) {
            self.list.forget_cursor();
        }
    }

    /// The task to list the best models for: the filter's, else that of the chosen model, else chat.
    fn task(&self, session: &Session) -> Task {
        let asked = self.list.filter.query.only(Qualifier::Task).and_then(Task::read);
        asked.or_else(|| session.model().and_then(|model| model.task)).unwrap_or(Task::Chat)
    }

    /// What stands above the rows where no model is open.
    fn notice(&self, width: u16) -> Vec<String> {
        if !self.none_open {
            return Vec::new();
        }
        let named: Vec<String> = self.openings.iter().take(NAMED).map(Opening::words).collect();
        let words = if named.is_empty() {
            "No model is open here, and no single change of routing, previews, region or mode opens one."
                .to_owned()
        } else {
            format!("No model is open here: {}.", named.join("; "))
        };
        text::wrap_within(&words, usize::from(width), NOTICE_LINES)
    }

    /// Where the heads and the rows are, below the filter and the notice.
    fn table_area(&self, inside: Rect) -> Rect {
        let inside = self.list.filter.below(inside);
        below(inside, self.notice(inside.width).len())
    }

    /// Finds the rows again, in the order of the sort.
    fn find(&mut self, session: &Session) {
        self.list.refresh(&CandidateRows { session, ranks: self.table.ranks() });
    }
}

impl Screen for ModelStep {
    fn is_filtering(&self) -> bool {
        self.list.filter.takes_text()
    }

    fn refresh(&mut self, session: &Session) {
        self.list.filter.learn(&session.matrix, Vocabulary::models);
        self.table.refresh(session);
        let decided = session.plan.mode.is_some() && session.plan.region.is_some();
        self.none_open = decided && session.candidates.remain() == 0;
        self.openings =
            if self.none_open { openings(&session.plan, &session.matrix, session.as_of) } else { Vec::new() };
        self.find(session);
    }

    fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan, _area: Rect) -> Reply {
        if self.list.update(message, &CandidateRows { session, ranks: self.table.ranks() }) {
            return Reply::Done;
        }
        self.choose(message, session, plan)
    }

    fn click(&mut self, session: &Session, area: Rect, column: u16, row: u16) {
        let [left, _] = areas(area);
        let inside = self.table_area(pane::inside(left));
        let head = Rect { height: inside.height.min(1), ..inside };
        if head.contains(Position { x: column, y: row }) {
            if let Some(column) = self.table.column_at(inside.width, column - inside.x) {
                self.table.sort_by(column, session);
                self.find(session);
            }
            return;
        }
        let rows = CandidateRows { session, ranks: self.table.ranks() };
        self.list.click(below(inside, 1), column, row, &rows);
    }

    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let [left, _] = areas(area);
        let (found, all) = self.list.counts();
        let found = found - usize::from(typed::is_offered(session)).min(found);
        let sorted = self.table.sorted(theme).unwrap_or_default();
        let inside = pane::frame(&format!("Models {found} of {all}{sorted}"), true, theme, left, buffer);
        let caret = self.list.filter.view(theme, inside, buffer);
        let notice = self.list.filter.below(inside);
        for (at, words) in self.notice(notice.width).into_iter().enumerate() {
            line::write(Line::styled(words, theme.warn), notice, at, buffer);
        }
        let inside = self.table_area(inside);
        line::write(self.table.heads(inside.width, theme), inside, 0, buffer);
        self.list.view_rows(theme, below(inside, 1), buffer, |place, found, here| {
            if Some(place) == typed::place(session) {
                return typed::row(&self.list.filter.query, here, inside.width, theme);
            }
            self.table.row(session, place, found, here, inside.width, theme)
        });
        caret
    }

    fn detail(&self, session: &Session, theme: &Theme, area: Rect) -> Option<Detail> {
        let [_, place] = areas(area);
        let Some((row, model)) = self.here(session) else {
            if self.list.here().is_some() && self.list.here() == typed::place(session) {
                let lines = typed::detail(session, pane::inside(place).width, theme);
                return Some(Detail::framed("A model of your own", place, lines));
            }
            return Some(Detail::framed("Gates", place, Vec::new()));
        };
        let (lines, ways_out) = detail::lines(session, row, model, pane::inside(place).width, theme);
        Some(Detail::framed(model.label(), place, lines).with_choices(ways_out))
    }

    fn take(&mut self, choice: usize, session: &Session, plan: &mut Plan) -> Option<Result<String, String>> {
        let (row, model) = self.here(session)?;
        let ways = detail::ways_out(&session.criteria().case(model), row);
        let way = ways.get(choice)?;
        if let Some(why) = &way.refused {
            return Some(Err(why.clone()));
        }
        let change = way.change()?;
        change.apply(plan);
        if let PlanChange::Model(id) = &change {
            self.go_to(id, session);
        }
        Some(Ok(change.to_string()))
    }
}

/// The candidates as rows. The best match comes first, open or not: Enter must choose what was typed. Without words
/// every score is the same, and the order of the candidates stands: available, conditional, unknown, blocked. Where the
/// user has sorted, that order counts.
struct CandidateRows<'a> {
    session: &'a Session,
    /// The place of each in the order of the sort, if there is one.
    ranks: Option<&'a [usize]>,
}

impl Rows for CandidateRows<'_> {
    type Key = ModelId;

    fn name(&self) -> &'static str {
        "models"
    }

    fn count(&self) -> usize {
        self.session.candidates.list.len()
    }

    fn matching(&self, query: &Query, scratch: &mut Scratch) -> Vec<(usize, Match)> {
        let filter = Filter::new(query, self.session.criteria());
        (0..self.count())
            .filter_map(|place| {
                let (candidate, model) = self.session.candidate(place)?;
                Some((place, filter.matches(model, Some(candidate.verdict), scratch)?))
            })
            // What no list names can be taken whatever the filter says of those that are listed.
            .chain(typed::place(self.session).map(|place| (place, Match::default())))
            .collect()
    }

    fn key(&self, place: usize) -> Option<ModelId> {
        if Some(place) == typed::place(self.session) {
            return Some(typed::key());
        }
        self.session.candidate(place).map(|(_, model)| model.id.clone())
    }

    fn order(&self, place: usize, found: &Match) -> (Reverse<u32>, usize) {
        match self.ranks {
            Some(ranks) => (Reverse(0), ranks.get(place).copied().unwrap_or(place)),
            None => (Reverse(found.score), place),
        }
    }

    fn start(&self, mut places: impl Iterator<Item = usize>) -> Option<usize> {
        places.find(|place| self.key(*place) == self.session.plan.model)
    }
}

/// The list takes more: it has columns, and the gates are wrapped.
fn areas(area: Rect) -> [Rect; 2] {
    columns(area, share(area.width, 5, 8))
}
