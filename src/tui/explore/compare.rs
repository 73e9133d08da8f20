//! Two to four models side by side; and, transposed, regions for one of them. What was compared counts as considered.

mod columns;
mod rows;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::matrix::{Model, ModelId, RegionId};
use crate::plan::Plan;
use crate::text;
use crate::tui::message::Message;
use crate::tui::order::{Part, Step};
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::list;
use columns::{Columns, MOST};
use rows::Table;

/// The state of the comparison.
#[derive(Debug, Default)]
pub struct Compare {
    models: Columns<ModelId>,
    /// The one that came from under the cursor of a list: it stays although the plan does not name it.
    guest: Option<ModelId>,
    /// What the plan named when the columns were last brought up to date.
    named: Vec<ModelId>,
    transposed: Option<Transposed>,
    /// The first line of the rows that is in sight.
    scroll: usize,
    /// Why the model under the cursor is not chosen, while it is typed.
    reason: Option<Field>,
    table: Table,
}

/// Regions for the model that was under the cursor.
#[derive(Debug)]
struct Transposed {
    model: ModelId,
    regions: Columns<RegionId>,
}

impl Compare {
    fn is_transposed(&self) -> bool {
        self.transposed.is_some()
    }

    /// Judges what is compared. Nothing else judges: a move of the cursor only moves.
    fn fill(&mut self, session: &Session) {
        self.table = match &self.transposed {
            Some(Transposed { model, regions }) => match session.matrix.model(model) {
                Some(model) => rows::regions(session, model, regions.keys()),
                None => Table::default(),
            },
            None => rows::models(session, self.models.keys()),
        };
    }

    /// The model whose regions are compared, if they are.
    pub fn transposed_model<'a>(&self, session: &'a Session) -> Option<&'a Model> {
        self.transposed.as_ref().and_then(|transposed| session.matrix.model(&transposed.model))
    }

    pub fn has_model(&self, id: &ModelId) -> bool {
        self.models.contains(id)
    }

    pub fn has_region(&self, id: &RegionId) -> bool {
        self.transposed.as_ref().is_some_and(|transposed| transposed.regions.contains(id))
    }

    /// Puts one more model beside the others; all of them are then considered.
    pub fn add_model(&mut self, id: ModelId, plan: &mut Plan) {
        if self.models.add(id) {
            self.leave(plan);
            self.named = named(plan);
        }
    }

    /// Puts one more region beside the others.
    pub fn add_region(&mut self, id: RegionId) {
        if let Some(transposed) = &mut self.transposed {
            transposed.regions.add(id);
        }
    }

    fn cursor(&self) -> usize {
        self.transposed.as_ref().map_or(self.models.cursor(), |transposed| transposed.regions.cursor())
    }

    fn select(&mut self, column: usize) {
        match &mut self.transposed {
            Some(transposed) => transposed.regions.select(column),
            None => self.models.select(column),
        }
    }

    /// From the models to the regions of the one under the cursor, and back.
    fn transpose(&mut self, session: &Session) -> Reply {
        if self.transposed.take().is_none() {
            let Some(model) = self.models.selected().and_then(|id| session.matrix.model(id)) else {
                return Reply::Notice("no model to compare regions for: a adds one");
            };
            let regions = Columns::new(rows::nearest(session, model, MOST), None);
            self.transposed = Some(Transposed { model: model.id.clone(), regions });
        }
        self.scroll = 0;
        self.fill(session);
        Reply::Done
    }

    fn remove(&mut self, session: &Session, plan: &mut Plan) {
        if let Some(transposed) = &mut self.transposed {
            transposed.regions.remove();
        } else if let Some(id) = self.models.remove() {
            plan.forget_considered(&id);
            self.guest.take_if(|guest| *guest == id);
        }
        self.fill(session);
    }

    /// Chooses the model and goes on to the record; transposed, chooses the region and stays.
    fn choose(&mut self, plan: &mut Plan) -> Reply {
        if let Some(transposed) = &self.transposed {
            let Some(id) = transposed.regions.selected().cloned() else { return Reply::Done };
            plan.secondary.take_if(|secondary| *secondary == id);
            plan.region = Some(id);
            return Reply::Done;
        }
        let Some(id) = self.models.selected().cloned() else { return Reply::Done };
        plan.choose(id);
        // Now, while the one that was chosen before still has its column.
        self.leave(plan);
        Reply::GoTo(Step::Record)
    }

    fn edit_reason(&mut self, session: &Session) -> Reply {
        let model = self.models.selected().filter(|_| !self.is_transposed());
        let Some(id) = model else {
            return Reply::Notice("only a model can have a reason: Tab goes back to the models");
        };
        if session.plan.model.as_ref() == Some(id) {
            return Reply::Notice("this model is chosen: its reason is in step 4");
        }
        let given = session.plan.considered(id).map_or("", |considered| &considered.reason);
        self.reason = Some(Field::line(given));
        Reply::Done
    }

    fn type_reason(&mut self, message: &Message, plan: &mut Plan) -> Reply {
        let Some(field) = &mut self.reason else { return Reply::Unused };
        match message {
            _ if field.update(message) => {}
            Message::Accept => self.keep_reason(plan),
            Message::Back => self.reason = None,
            _ => {}
        }
        Reply::Done
    }

    fn keep_reason(&mut self, plan: &mut Plan) {
        if let (Some(field), Some(id)) = (self.reason.take(), self.models.selected()) {
            plan.give_reason(id, &text::entry_line(&field.value()));
        }
    }
}

impl Screen for Compare {
    fn part(&self) -> Option<Part> {
        self.is_transposed().then_some(Part::TransposedCompare)
    }

    fn takes_text(&self) -> bool {
        self.reason.is_some()
    }

    /// Begins with what the plan names; what was under the cursor has its column although the plan names four others.
    fn open(&mut self, under: Option<ModelId>, session: &Session) {
        let named = named(&session.plan);
        let guest = under.filter(|id| session.matrix.model(id).is_some());
        let known = named.iter().filter(|id| session.matrix.model(id).is_some());
        let mut models: Vec<ModelId> = known.take(MOST).cloned().collect();
        if let Some(id) = guest.as_ref().filter(|id| !models.contains(id)) {
            models.truncate(MOST - 1);
            models.push(id.clone());
        }
        let models = Columns::new(models, guest.as_ref());
        *self = Self { models, guest, named, ..Self::default() };
    }

    fn commit(&mut self, _session: &Session, plan: &mut Plan) -> bool {
        self.keep_reason(plan);
        true
    }

    /// Notes what was compared as considered, but for the chosen one.
    fn leave(&mut self, plan: &mut Plan) {
        self.reason = None;
        if self.models.keys().len() > 1 {
            let chosen = plan.model.clone();
            for id in self.models.keys().iter().filter(|id| chosen.as_ref() != Some(*id)) {
                plan.consider(id);
            }
        }
    }

    /// Follows the plan: what it no longer names goes, what it names anew comes, as when a change is undone.
    fn refresh(&mut self, session: &Session) {
        let now = named(&session.plan);
        let gone =
            |id: &ModelId| self.named.contains(id) && !now.contains(id) && self.guest.as_ref() != Some(id);
        let selected = self.models.selected().cloned();
        let mut models: Vec<ModelId> = self.models.keys().to_vec();
        models.retain(|id| !gone(id) && session.matrix.model(id).is_some());
        for id in now.iter().filter(|id| !self.named.contains(id)) {
            if models.len() < MOST && !models.contains(id) && session.matrix.model(id).is_some() {
                models.push(id.clone());
            }
        }
        let kept = selected.as_ref().is_some_and(|id| models.contains(id));
        let cursor = self.models.cursor();
        self.models = Columns::new(models, selected.as_ref());
        if !kept {
            self.models.select(cursor);
            self.reason = None;
        }
        self.named = now;
        self.transposed.take_if(|transposed| session.matrix.model(&transposed.model).is_none());
        self.fill(session);
    }

    fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan, area: Rect) -> Reply {
        if self.reason.is_some() {
            return self.type_reason(message, plan);
        }
        if let Some(line) = list::moved(self.scroll, table::last(&self.table, area) + 1, message) {
            self.scroll = line;
            return Reply::Done;
        }
        match message {
            Message::Left => self.select(self.cursor().saturating_sub(1)),
            Message::Right => self.select(self.cursor() + 1),
            Message::NextPart | Message::PreviousPart => return self.transpose(session),
            Message::Back if self.is_transposed() => return self.transpose(session),
            Message::Add => {
                let models = self.models.is_full();
                if self.transposed.as_ref().map_or(models, |transposed| transposed.regions.is_full()) {
                    return Reply::Notice("four columns at most: x removes one");
                }
                return Reply::PickCompared;
            }
            Message::Clear => self.remove(session, plan),
            Message::Accept => return self.choose(plan),
            Message::Reason => return self.edit_reason(session),
            _ => return Reply::Unused,
        }
        Reply::Done
    }

    fn click(&mut self, _session: &Session, area: Rect, column: u16, row: u16) {
        let hit = table::column_at(&self.table, self.cursor(), area, column, row);
        if let Some(column) = hit.filter(|_| self.reason.is_none()) {
            self.select(column);
        }
    }

    fn view(&self, _session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        if !self.is_transposed() && self.models.keys().len() < 2 {
            table::too_few(&self.table, theme, area, buffer);
            return None;
        }
        let shown =
            table::Viewport { cursor: self.cursor(), scroll: self.scroll, reason: self.reason.as_ref() };
        table::view(&self.table, &shown, theme, area, buffer)
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
