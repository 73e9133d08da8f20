//! The matrix as a map: models by regions for one mode; and, transposed, one model in all modes and regions.

mod cell;
mod columns;
mod grid;
mod transposed;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::choice::filter::Filter;
use crate::choice::filter_language::{Match, Query, Scratch, Vocabulary};
use crate::gates::Criteria;
use crate::matrix::{Mode, Model, ModelId, Region, RegionId};
use crate::plan::Plan;
use crate::tui::message::Message;
use crate::tui::order::{Part, Step};
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::Detail;
use crate::tui::widget::filtered::{Filtered, Rows};
use crate::tui::widget::list;
use columns::Column;

/// The state of the map.
#[derive(Debug, Default)]
pub struct Map {
    /// The mode that was chosen here; else the plan's.
    mode: Option<Mode>,
    /// The plan's mode when the map was last brought up to date.
    planned: Option<Mode>,
    /// Whether one model is shown in all modes.
    transposed: bool,
    /// The models, by their places in the matrix.
    list: Filtered<ModelId>,
    columns: Vec<Column>,
    column: usize,
    /// The region under the cursor, so that the cursor stays with it when the map changes.
    under: Option<RegionId>,
}

impl Map {
    /// The mode that is shown: no map can be drawn of external models, which no region lists.
    fn mode(&self, session: &Session) -> Mode {
        let planned = session.plan.mode.filter(|mode| *mode != Mode::ExternalModels);
        self.mode.or(planned).unwrap_or(Mode::PayPerToken)
    }

    /// What the map is judged by: the plan's facts, in the map's mode.
    fn criteria<'a>(&self, session: &'a Session) -> Criteria<'a> {
        session.criteria().in_mode(self.mode(session))
    }

    fn rows<'a>(&self, session: &'a Session) -> ModelsInMode<'a> {
        ModelsInMode { session, mode: self.mode(session) }
    }

    /// Puts the cursor back on the region it was on, else on the plan's.
    fn place_column(&mut self, session: &Session) {
        let column = |id: &RegionId| {
            let code = |column: &Column| session.matrix.regions().get(column.region).map(|region| &region.id);
            self.columns.iter().position(|column| code(column) == Some(id))
        };
        let found = self.under.as_ref().and_then(column);
        self.column = found.or_else(|| session.plan.region.as_ref().and_then(column)).unwrap_or(0);
        self.remember(session);
    }

    fn remember(&mut self, session: &Session) {
        self.under = self.region(session).map(|region| region.id.clone());
    }

    /// The model under the cursor.
    pub fn model<'a>(&self, session: &'a Session) -> Option<&'a Model> {
        self.list.here().and_then(|place| session.matrix.models().get(place))
    }

    /// The region under the cursor.
    pub fn region<'a>(&self, session: &'a Session) -> Option<&'a Region> {
        self.columns.get(self.column).and_then(|column| session.matrix.regions().get(column.region))
    }

    fn choose(&mut self, message: &Message, session: &Session, plan: &mut Plan) -> Reply {
        if self.moved(message, session) {
            self.remember(session);
            return Reply::Done;
        }
        match message {
            Message::Filter => {
                self.transposed = false;
                self.list.update(message, &self.rows(session));
            }
            Message::Back if self.transposed => self.transposed = false,
            Message::NextPart | Message::PreviousPart => self.transposed = !self.transposed,
            Message::Accept => return self.choose_cell(session, plan),
            Message::Toggle => {
                if let Some(model) = self.model(session) {
                    plan.toggle_considered(&model.id);
                }
            }
            _ => return Reply::Unused,
        }
        Reply::Done
    }

    /// Moves the cursor, or goes to another mode or model; false if the message says neither.
    fn moved(&mut self, message: &Message, session: &Session) -> bool {
        let (mode, modes) = (self.mode(session), Mode::HOSTED.len());
        let mode = Mode::HOSTED.iter().position(|other| *other == mode).unwrap_or(0);
        // Transposed, the regions run down, the modes across, and the brackets lead to another model.
        match (message, self.transposed) {
            (Message::Left, false) => self.column = self.column.saturating_sub(1),
            (Message::Right, false) => {
                self.column = (self.column + 1).min(self.columns.len().saturating_sub(1));
            }
            (Message::Left, true) => self.set_mode(Mode::HOSTED[mode.saturating_sub(1)], session),
            (Message::Right, true) => self.set_mode(Mode::HOSTED[(mode + 1).min(modes - 1)], session),
            (Message::Previous, false) => self.set_mode(Mode::HOSTED[(mode + modes - 1) % modes], session),
            (Message::Next, false) => self.set_mode(Mode::HOSTED[(mode + 1) % modes], session),
            (Message::Previous, true) => {
                self.list.update(&Message::Up, &self.rows(session));
            }
            (Message::Next, true) => {
                self.list.update(&Message::Down, &self.rows(session));
            }
            (message, true) => match list::moved(self.column, self.columns.len(), message) {
                Some(column) => self.column = column,
                None => return false,
            },
            _ => return false,
        }
        true
    }

    fn set_mode(&mut self, mode: Mode, session: &Session) {
        self.mode = Some(mode);
        // Transposed, the model stays although the mode may not have it.
        if !self.transposed {
            self.list.refresh(&self.rows(session));
        }
    }

    /// Chooses the cell: its mode, region and model.
    fn choose_cell(&mut self, session: &Session, plan: &mut Plan) -> Reply {
        let (Some(model), Some(region)) = (self.model(session), self.region(session)) else {
            return Reply::Done;
        };
        self.list.filter.close();
        plan.secondary.take_if(|secondary| *secondary == region.id);
        plan.mode = Some(self.mode(session));
        plan.region = Some(region.id.clone());
        plan.choose(model.id.clone());
        Reply::GoTo(Step::Record)
    }
}

impl Screen for Map {
    fn part(&self) -> Option<Part> {
        self.transposed.then_some(Part::TransposedMap)
    }

    fn is_filtering(&self) -> bool {
        self.list.filter.takes_text()
    }

    fn refresh(&mut self, session: &Session) {
        if self.planned != session.plan.mode {
            self.planned = session.plan.mode;
            self.mode = None;
        }
        self.columns = columns::columns(session.matrix.regions());
        self.list.filter.learn(&session.matrix, Vocabulary::models);
        self.list.refresh(&self.rows(session));
        self.place_column(session);
    }

    fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan, _area: Rect) -> Reply {
        // The filter is not in sight while one model is shown in all modes.
        if self.transposed && self.list.refuses(message) {
            self.transposed = false;
            return Reply::Done;
        }
        if !self.transposed && self.list.update(message, &self.rows(session)) {
            return Reply::Done;
        }
        self.choose(message, session, plan)
    }

    fn click(&mut self, session: &Session, area: Rect, column: u16, row: u16) {
        if self.transposed {
            transposed::click(self, session, area, column, row);
        } else {
            grid::click(self, session, area, column, row);
        }
        self.remember(session);
    }

    /// The gates of the cell under the cursor.
    fn detail(&self, session: &Session, theme: &Theme, area: Rect) -> Option<Detail> {
        let (model, region) = (self.model(session)?, self.region(session)?);
        let place = if self.transposed { transposed::gates_area(area) } else { grid::gates_area(self, area) };
        let lines = cell::gates(self.criteria(session), model, region, place, theme);
        Some(Detail { title: None, place, lines, choices: Vec::new() })
    }

    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        if self.transposed {
            transposed::view(self, session, theme, area, buffer);
            return None;
        }
        grid::view(self, session, theme, area, buffer)
    }
}

/// The models that a mode has a row for, by their places in the matrix.
struct ModelsInMode<'a> {
    session: &'a Session,
    mode: Mode,
}

impl<'a> ModelsInMode<'a> {
    fn models(&self) -> impl Iterator<Item = &'a Model> {
        let criteria = self.session.criteria().in_mode(self.mode);
        self.session.matrix.models().iter().filter(move |model| criteria.case(model).is_on_map(self.mode))
    }
}

impl Rows for ModelsInMode<'_> {
    type Key = ModelId;

    fn name(&self) -> &'static str {
        "models"
    }

    fn count(&self) -> usize {
        self.models().count()
    }

    fn matching(&self, query: &Query, scratch: &mut Scratch) -> Vec<(usize, Match)> {
        let filter = Filter::new(query, self.session.criteria().in_mode(self.mode));
        let place = |model: &Model| self.session.matrix.place_of(model);
        self.models()
            .filter_map(|model| Some((place(model), filter.matches(model, None, scratch)?)))
            .collect()
    }

    fn key(&self, place: usize) -> Option<ModelId> {
        self.session.matrix.models().get(place).map(|model| model.id.clone())
    }

    fn start(&self, mut places: impl Iterator<Item = usize>) -> Option<usize> {
        places.find(|place| self.key(*place) == self.session.plan.model)
    }
}
