//! The matrix as a map: models by regions for one mode; and, turned over, one model in all modes and regions.

mod cell;
mod columns;
mod grid;
mod turned;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Reply;
use crate::matrix::query::{Match, Query, Scratch};
use crate::matrix::{Mode, Model, ModelId, Region, RegionId};
use crate::plan::Facts;
use crate::tui::board::{Desk, Scene};
use crate::tui::message::Message;
use crate::tui::order::Step;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::list;
use columns::Column;

/// The state of the map.
#[derive(Debug, Default)]
pub struct Map {
    /// The mode it was turned to; else the plan's.
    mode: Option<Mode>,
    /// The plan's mode when the map was last brought up to date.
    planned: Option<Mode>,
    /// Whether one model is shown in all modes.
    turned: bool,
    filter: Option<Field>,
    query: String,
    /// The places of the models that match the filter, best first, with the letters that matched.
    rows: Vec<(usize, Match)>,
    /// How many models the mode has a row for.
    all: usize,
    columns: Vec<Column>,
    row: usize,
    column: usize,
    /// What is under the cursor, so that the cursor stays with it when the map changes.
    under: (Option<ModelId>, Option<RegionId>),
    scratch: Scratch,
}

impl Map {
    pub(super) fn is_filtering(&self) -> bool {
        self.filter.is_some()
    }

    /// The mode that is shown: no map can be drawn of external models, which no region lists.
    fn mode(&self, scene: &Scene<'_>) -> Mode {
        let planned = scene.plan.mode.filter(|mode| *mode != Mode::ExternalModels);
        self.mode.or(planned).unwrap_or(Mode::PayPerToken)
    }

    /// What the map is judged by: the plan's facts, in the map's mode.
    fn facts<'a>(&self, scene: &Scene<'a>) -> Facts<'a> {
        scene.facts().in_mode(self.mode(scene))
    }

    pub(super) fn refresh(&mut self, scene: &Scene<'_>) {
        if self.planned != scene.plan.mode {
            self.planned = scene.plan.mode;
            self.mode = None;
        }
        self.columns = columns::columns(scene.matrix.regions());
        self.apply_filter(scene);
        self.put_cursor_back(scene);
    }

    fn apply_filter(&mut self, scene: &Scene<'_>) {
        let (query, facts, mode) = (Query::parse(&self.query), self.facts(scene), self.mode(scene));
        self.rows.clear();
        self.all = 0;
        for model in scene.matrix.models().iter().filter(|model| facts.case(model).is_on_map(mode)) {
            self.all += 1;
            let endpoint = model.endpoint.as_ref().map_or("", |endpoint| &endpoint.0);
            let fields = [model.name.as_str(), endpoint, model.provider.as_deref().unwrap_or_default()];
            let found = query.matches(&fields, &mut self.scratch);
            self.rows.extend(found.map(|found| (scene.matrix.place_of(model), found)));
        }
        self.rows.sort_by_key(|(place, found)| (std::cmp::Reverse(found.score), *place));
    }

    /// Back to the cell it was on, else to the plan's.
    fn put_cursor_back(&mut self, scene: &Scene<'_>) {
        let (models, regions) = (scene.matrix.models(), scene.matrix.regions());
        let row = |id: &ModelId| self.rows.iter().position(|(place, _)| models[*place].id == *id);
        let column = |id: &RegionId| self.columns.iter().position(|column| regions[column.region].id == *id);
        let found = self.under.0.as_ref().and_then(row).or_else(|| scene.plan.model.as_ref().and_then(row));
        self.row = found.unwrap_or(0);
        let found = self.under.1.as_ref().and_then(column);
        self.column = found.or_else(|| scene.plan.region.as_ref().and_then(column)).unwrap_or(0);
        self.remember(scene);
    }

    fn remember(&mut self, scene: &Scene<'_>) {
        self.under = (
            self.model(scene).map(|model| model.id.clone()),
            self.region(scene).map(|region| region.id.clone()),
        );
    }

    /// The model under the cursor.
    pub fn model<'a>(&self, scene: &Scene<'a>) -> Option<&'a Model> {
        self.rows.get(self.row).and_then(|(place, _)| scene.matrix.models().get(*place))
    }

    /// The region under the cursor.
    pub fn region<'a>(&self, scene: &Scene<'a>) -> Option<&'a Region> {
        self.columns.get(self.column).and_then(|column| scene.matrix.regions().get(column.region))
    }

    pub(super) fn update(&mut self, message: &Message, desk: &mut Desk<'_>) -> Reply {
        if let (Some(filter), Message::Text(_) | Message::Paste(_)) = (&mut self.filter, message) {
            match message {
                Message::Text(key) => filter.key(*key),
                Message::Paste(pasted) => filter.paste(pasted),
                _ => {}
            }
            self.query = filter.value();
            self.apply_filter(&desk.scene());
            // While typing the best match is under the cursor.
            self.row = 0;
            self.remember(&desk.scene());
            return Reply::Done;
        }
        if self.moved(message, &desk.scene()) {
            self.remember(&desk.scene());
            return Reply::Done;
        }
        match message {
            Message::Filter => self.filter = Some(Field::line(&self.query)),
            Message::Back if self.filter.is_some() => self.filter = None,
            Message::Back if self.turned => self.turned = false,
            Message::Back if !self.query.is_empty() => self.drop_filter(&desk.scene()),
            Message::NextPart | Message::PreviousPart => self.turned = !self.turned,
            Message::Accept => return self.take(desk),
            Message::Toggle => self.toggle_considered(desk),
            _ => return Reply::Unused,
        }
        Reply::Done
    }

    /// Moves the cursor, or turns to another mode or model; false if the message says neither.
    fn moved(&mut self, message: &Message, scene: &Scene<'_>) -> bool {
        let sideways = match message {
            Message::Left => Some(Message::Up),
            Message::Right => Some(Message::Down),
            _ => None,
        };
        let other = match message {
            Message::Previous => Some(Message::Up),
            Message::Next => Some(Message::Down),
            _ => None,
        };
        let (rows, columns) = (self.rows.len(), self.columns.len());
        let mode = Mode::HOSTED.iter().position(|mode| *mode == self.mode(scene)).unwrap_or(0);
        let modes = Mode::HOSTED.len();
        // Turned over, the regions run down and the modes across.
        let (down, across, by_bracket) = if self.turned {
            let mode = sideways.as_ref().and_then(|message| list::moved(mode, modes, message));
            (&mut self.column, mode, other.and_then(|message| list::moved(self.row, rows, &message)))
        } else {
            let column = sideways.as_ref().and_then(|message| list::moved(self.column, columns, message));
            let turn = |message: Message| match message {
                Message::Up => (mode + modes - 1) % modes,
                _ => (mode + 1) % modes,
            };
            (&mut self.row, column, other.map(turn))
        };
        let length = if self.turned { columns } else { rows };
        if let Some(place) = list::moved(*down, length, message) {
            *down = place;
        } else if let Some(place) = across {
            if self.turned { self.turn_to(Mode::HOSTED[place], scene) } else { self.column = place }
        } else if let Some(place) = by_bracket {
            if self.turned { self.row = place } else { self.turn_to(Mode::HOSTED[place], scene) }
        } else {
            return false;
        }
        true
    }

    fn turn_to(&mut self, mode: Mode, scene: &Scene<'_>) {
        self.mode = Some(mode);
        // Turned over, the model stays although the mode may not have it.
        if !self.turned {
            self.apply_filter(scene);
            self.put_cursor_back(scene);
        }
    }

    fn drop_filter(&mut self, scene: &Scene<'_>) {
        self.query.clear();
        self.apply_filter(scene);
        self.put_cursor_back(scene);
    }

    /// Takes the cell into the plan: its mode, region and model.
    fn take(&mut self, desk: &mut Desk<'_>) -> Reply {
        let scene = desk.scene();
        let (mode, model, region) = (self.mode(&scene), self.model(&scene), self.region(&scene));
        let (Some(model), Some(region)) =
            (model.map(|model| model.id.clone()), region.map(|region| region.id.clone()))
        else {
            return Reply::Done;
        };
        self.filter = None;
        desk.plan.considered.retain(|other| *other != model);
        if desk.plan.secondary.as_ref() == Some(&region) {
            desk.plan.secondary = None;
        }
        desk.plan.mode = Some(mode);
        desk.plan.region = Some(region);
        desk.plan.model = Some(model);
        Reply::GoTo(Step::Record)
    }

    fn toggle_considered(&self, desk: &mut Desk<'_>) {
        if let Some(id) = self.model(&desk.scene()).map(|model| model.id.clone()) {
            desk.plan.toggle_considered(&id);
        }
    }

    pub(super) fn click(&mut self, scene: &Scene<'_>, area: Rect, column: u16, row: u16) -> bool {
        let hit = if self.turned {
            let hit = turned::hit(self, scene, area, column, row);
            hit.map(|(region, mode)| {
                self.column = region;
                self.mode = Some(mode);
            })
        } else {
            let hit = grid::hit(self, scene, area, column, row);
            hit.map(|(row, column)| {
                self.row = row;
                self.column = column.unwrap_or(self.column);
            })
        };
        self.remember(scene);
        hit.is_some()
    }

    pub(super) fn view(
        &self,
        scene: &Scene<'_>,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        if self.turned {
            turned::view(self, scene, theme, area, buffer);
            return None;
        }
        grid::view(self, scene, theme, area, buffer)
    }
}
