//! Two to four models side by side; and, turned over, regions for one of them. What was compared counts as considered.

mod rows;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use rows::judged_in;

use super::Reply;
use crate::matrix::{Model, ModelId, RegionId};
use crate::plan::Plan;
use crate::text;
use crate::tui::message::Message;
use crate::tui::order::Step;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::list;
use rows::Table;

/// How many stand side by side at most.
const MOST: usize = 4;

/// The state of the comparison.
#[derive(Debug, Default)]
pub struct Compare {
    /// The models, in the order of their columns.
    models: Vec<ModelId>,
    /// The one that came from under the cursor of a list: it stays although the plan does not name it.
    guest: Option<ModelId>,
    /// What the plan named when the columns were last brought up to date.
    named: Vec<ModelId>,
    /// The column under the cursor.
    column: usize,
    /// The regions for that column's model, while they are looked at.
    turned: Option<Turned>,
    /// The first line of the rows that is in sight.
    scroll: usize,
    /// Why the model under the cursor is not taken, while it is typed.
    reason: Option<Field>,
    table: Table,
}

/// Regions for one model.
#[derive(Debug)]
struct Turned {
    model: ModelId,
    regions: Vec<RegionId>,
    column: usize,
}

impl Compare {
    pub(super) fn takes_text(&self) -> bool {
        self.reason.is_some()
    }

    pub(super) fn is_turned(&self) -> bool {
        self.turned.is_some()
    }

    /// Begins with what the plan names; what was under the cursor has its column although the plan names four others.
    pub(super) fn open(&mut self, under: Option<ModelId>, session: &Session) {
        *self = Self { named: named(&session.plan), ..Self::default() };
        let under = under.filter(|id| session.matrix.model(id).is_some());
        let known = self.named.iter().filter(|id| session.matrix.model(id).is_some());
        self.models = known.take(MOST).cloned().collect();
        if let Some(id) = under.as_ref().filter(|id| !self.models.contains(id)) {
            self.models.truncate(MOST - 1);
            self.models.push(id.clone());
        }
        let place = under.as_ref().and_then(|id| self.models.iter().position(|other| other == id));
        self.column = place.unwrap_or(0);
        self.guest = under;
    }

    /// Notes what was compared as considered, but for the chosen one.
    pub(super) fn leave(&mut self, plan: &mut Plan) {
        self.reason = None;
        if self.models.len() > 1 {
            let chosen = plan.model.clone();
            for id in self.models.iter().filter(|id| chosen.as_ref() != Some(*id)) {
                plan.consider(id);
            }
        }
    }

    /// Follows the plan: what it no longer names goes, what it names anew comes, as when a change is taken back.
    pub(super) fn refresh(&mut self, session: &Session) {
        let now = named(&session.plan);
        let gone =
            |id: &ModelId| self.named.contains(id) && !now.contains(id) && self.guest.as_ref() != Some(id);
        let under = self.models.get(self.column).cloned();
        let mut models = self.models.clone();
        models.retain(|id| !gone(id) && session.matrix.model(id).is_some());
        for id in now.iter().filter(|id| !self.named.contains(id)) {
            if models.len() < MOST && !models.contains(id) && session.matrix.model(id).is_some() {
                models.push(id.clone());
            }
        }
        let place = models.iter().position(|id| Some(id) == under.as_ref()).unwrap_or(self.column);
        self.column = place.min(models.len().saturating_sub(1));
        if self.reason.is_some() && models.get(self.column) != under.as_ref() {
            self.reason = None;
        }
        (self.models, self.named) = (models, now);
        self.turned = self.turned.take().filter(|turned| session.matrix.model(&turned.model).is_some());
        self.fill(session);
    }

    /// Judges what is compared. Nothing else judges: a move of the cursor only moves.
    fn fill(&mut self, session: &Session) {
        self.table = match &self.turned {
            Some(turned) => match session.matrix.model(&turned.model) {
                Some(model) => rows::regions(session, model, &turned.regions),
                None => Table::default(),
            },
            None => rows::models(session, &self.models),
        };
    }

    /// The model whose regions are compared, if they are.
    pub fn turned_model<'a>(&self, session: &'a Session) -> Option<&'a Model> {
        self.turned.as_ref().and_then(|turned| session.matrix.model(&turned.model))
    }

    /// Whether a model has its column.
    pub fn has_model(&self, id: &ModelId) -> bool {
        self.models.contains(id)
    }

    /// Whether a region has its column.
    pub fn has_region(&self, id: &RegionId) -> bool {
        self.turned.as_ref().is_some_and(|turned| turned.regions.contains(id))
    }

    /// Puts one more model beside the others; all of them are then considered.
    pub fn add_model(&mut self, id: ModelId, plan: &mut Plan) {
        if self.models.len() < MOST && !self.models.contains(&id) {
            self.models.push(id);
            self.column = self.models.len() - 1;
            self.leave(plan);
            self.named = named(plan);
        }
    }

    /// Puts one more region beside the others.
    pub fn add_region(&mut self, id: RegionId) {
        if let Some(turned) = self.turned.as_mut().filter(|turned| turned.regions.len() < MOST) {
            turned.regions.push(id);
            turned.column = turned.regions.len() - 1;
        }
    }

    /// The column under the cursor, and how many there are.
    fn cursor(&self) -> (usize, usize) {
        match &self.turned {
            Some(turned) => (turned.column, turned.regions.len()),
            None => (self.column, self.models.len()),
        }
    }

    fn put_cursor(&mut self, column: usize) {
        match &mut self.turned {
            Some(turned) => turned.column = column,
            None => self.column = column,
        }
    }

    pub(super) fn update(
        &mut self,
        message: &Message,
        session: &Session,
        plan: &mut Plan,
        area: Rect,
    ) -> Reply {
        if self.reason.is_some() {
            return self.type_reason(message, plan);
        }
        let (column, columns) = self.cursor();
        if let Some(line) = list::moved(self.scroll, table::last(&self.table, area) + 1, message) {
            self.scroll = line;
            return Reply::Done;
        }
        match message {
            Message::Left => self.put_cursor(column.saturating_sub(1)),
            Message::Right => self.put_cursor((column + 1).min(columns.saturating_sub(1))),
            Message::NextPart | Message::PreviousPart => return self.turn(session),
            Message::Back if self.turned.is_some() => return self.turn(session),
            Message::Add if columns >= MOST => return Reply::Say("four stand side by side: x takes one out"),
            Message::Add => return Reply::PickCompared,
            Message::Clear => self.take_out(session, plan),
            Message::Accept => return self.take(plan),
            Message::Reason => return self.ask_reason(session),
            _ => return Reply::Unused,
        }
        Reply::Done
    }

    /// From the models to the regions of the one under the cursor, and back.
    fn turn(&mut self, session: &Session) -> Reply {
        self.turned = match self.turned.take() {
            Some(_) => None,
            None => match self.models.get(self.column).and_then(|id| session.matrix.model(id)) {
                Some(model) => {
                    let regions = rows::nearest(session, model, MOST);
                    Some(Turned { model: model.id.clone(), regions, column: 0 })
                }
                None => return Reply::Say("a adds the model whose regions are to be compared"),
            },
        };
        self.scroll = 0;
        self.fill(session);
        Reply::Done
    }

    fn take_out(&mut self, session: &Session, plan: &mut Plan) {
        match &mut self.turned {
            Some(turned) if turned.column < turned.regions.len() => {
                turned.regions.remove(turned.column);
                turned.column = turned.column.min(turned.regions.len().saturating_sub(1));
            }
            None if self.column < self.models.len() => {
                let id = self.models.remove(self.column);
                plan.forget_considered(&id);
                self.guest.take_if(|guest| *guest == id);
                self.column = self.column.min(self.models.len().saturating_sub(1));
            }
            _ => {}
        }
        self.fill(session);
    }

    /// Takes the model and goes on to the record; turned over, takes the region and stays.
    fn take(&mut self, plan: &mut Plan) -> Reply {
        if let Some(turned) = &self.turned {
            let Some(id) = turned.regions.get(turned.column).cloned() else { return Reply::Done };
            plan.secondary.take_if(|secondary| *secondary == id);
            plan.region = Some(id);
            return Reply::Done;
        }
        let Some(id) = self.models.get(self.column).cloned() else { return Reply::Done };
        plan.choose(id);
        // Now, while the one that was chosen before still has its column.
        self.leave(plan);
        Reply::GoTo(Step::Record)
    }

    fn ask_reason(&mut self, session: &Session) -> Reply {
        let model = self.models.get(self.column).filter(|_| self.turned.is_none());
        let Some(id) = model else {
            return Reply::Say("a reason is given to a model: Tab goes back to them");
        };
        if session.plan.model.as_ref() == Some(id) {
            return Reply::Say("this one is taken: its reason stands in step 4");
        }
        let given = session.plan.considered(id).map_or("", |considered| &considered.reason);
        self.reason = Some(Field::line(given));
        Reply::Done
    }

    fn type_reason(&mut self, message: &Message, plan: &mut Plan) -> Reply {
        let Some(field) = &mut self.reason else { return Reply::Unused };
        match message {
            Message::Text(key) => field.key(*key),
            Message::Paste(pasted) => field.paste(pasted),
            Message::Accept => {
                let reason = text::entry_line(&field.value());
                self.reason = None;
                if let Some(id) = self.models.get(self.column) {
                    plan.give_reason(id, &reason);
                }
            }
            Message::Back => self.reason = None,
            _ => {}
        }
        Reply::Done
    }

    pub(super) fn click(&mut self, area: Rect, column: u16, row: u16) -> bool {
        let hit = table::column_at(&self.table, self.cursor().0, area, column, row);
        if let Some(column) = hit.filter(|_| self.reason.is_none()) {
            self.put_cursor(column);
        }
        hit.is_some()
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let sight =
            table::Sight { cursor: self.cursor().0, scroll: self.scroll, reason: self.reason.as_ref() };
        if self.turned.is_none() && self.models.len() < 2 {
            table::too_few(&self.table, theme, area, buffer);
            return None;
        }
        table::view(&self.table, &sight, theme, area, buffer)
    }
}

/// The models a plan names: the chosen one, then those that were considered.
fn named(plan: &Plan) -> Vec<ModelId> {
    let mut named: Vec<ModelId> = plan.model.iter().cloned().collect();
    for considered in &plan.considered {
        if !named.contains(&considered.model) {
            named.push(considered.model.clone());
        }
    }
    named
}
