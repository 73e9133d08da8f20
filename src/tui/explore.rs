//! What takes a step's place for a while: the map, the timeline, a comparison, a posture on trial. An explore view gets what a step
//! gets, never the app.

pub mod compare;
pub mod map;
pub mod timeline;
pub mod what_if;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::message::Message;
use super::order::{ExploreView, Part, Step};
use super::session::Session;
use super::theme::Theme;
use super::widget::detail::Detail;
use crate::matrix::ModelId;
use crate::plan::Plan;

/// What an explore view makes of a message.
#[derive(Debug)]
pub enum Reply {
    /// It dealt with it.
    Done,
    /// It is not for the explore view.
    Unused,
    /// It changed the plan: on to a step.
    GoTo(Step),
    /// Lifecycle is to be judged for another day.
    AsOf(NaiveDate),
    /// It is finished: back to the step.
    Leave,
    /// A word for the bottom of the screen.
    Say(&'static str),
    /// One more model or region is to be picked for the comparison.
    PickCompared,
}

/// The states of all explore views. They stay when the user goes elsewhere.
#[derive(Debug, Default)]
pub struct ExploreViews {
    /// Models by regions.
    pub map: map::Map,
    /// What ends when.
    pub timeline: timeline::Timeline,
    /// Models, or regions for one model, side by side.
    pub compare: compare::Compare,
    /// Another posture on trial.
    pub what_if: what_if::WhatIf,
}

impl ExploreViews {
    /// Whether the text goes into the filter of an explore view.
    pub fn is_filtering(&self, explore: ExploreView) -> bool {
        match explore {
            ExploreView::Map => self.map.is_filtering(),
            ExploreView::Timeline => self.timeline.is_filtering(),
            ExploreView::Compare | ExploreView::WhatIf => false,
        }
    }

    /// The part of an explore view that has the keys, if they are not those of the rest.
    pub fn part(&self, explore: ExploreView) -> Option<Part> {
        match explore {
            ExploreView::Map => self.map.is_turned().then_some(Part::TransposedMap),
            ExploreView::Compare => self.compare.is_transposed().then_some(Part::TransposedCompare),
            ExploreView::Timeline | ExploreView::WhatIf => None,
        }
    }

    /// Whether printable keys are text for a field of an explore view.
    pub fn takes_text(&self, explore: ExploreView) -> bool {
        explore == ExploreView::Compare && self.compare.takes_text()
    }

    /// Opens an explore view; `under` is the model that was under the cursor.
    pub fn open(&mut self, explore: ExploreView, under: Option<ModelId>, session: &Session) {
        match explore {
            ExploreView::Map | ExploreView::Timeline => {}
            ExploreView::Compare => self.compare.open(under, session),
            ExploreView::WhatIf => self.what_if.open(session),
        }
    }

    /// Leaves an explore view, which may have something to note in the plan.
    pub fn leave(&mut self, explore: ExploreView, plan: &mut Plan) {
        match explore {
            ExploreView::Map | ExploreView::Timeline | ExploreView::WhatIf => {}
            ExploreView::Compare => self.compare.leave(plan),
        }
    }

    /// Brings an explore view up to date with the plan and the facts.
    pub fn refresh(&mut self, explore: ExploreView, session: &Session) {
        match explore {
            ExploreView::Map => self.map.refresh(session),
            ExploreView::Timeline => self.timeline.refresh(session),
            ExploreView::Compare => self.compare.refresh(session),
            ExploreView::WhatIf => self.what_if.refresh(session),
        }
    }

    /// Lets an explore view that is drawn on an area answer a message.
    pub fn update(
        &mut self,
        explore: ExploreView,
        message: &Message,
        session: &Session,
        plan: &mut Plan,
        area: Rect,
    ) -> Reply {
        match explore {
            ExploreView::Map => self.map.update(message, session, plan),
            ExploreView::Timeline => self.timeline.update(message, session),
            ExploreView::Compare => self.compare.update(message, session, plan, area),
            ExploreView::WhatIf => self.what_if.update(message, session, plan),
        }
    }

    /// Lets an explore view answer a click inside its area; whether something was hit.
    pub fn click(
        &mut self,
        explore: ExploreView,
        session: &Session,
        area: Rect,
        column: u16,
        row: u16,
    ) -> bool {
        match explore {
            ExploreView::Map => self.map.click(session, area, column, row),
            ExploreView::Timeline => self.timeline.click(session, area, column, row),
            ExploreView::Compare => self.compare.click(area, column, row),
            ExploreView::WhatIf => self.what_if.click(area, column, row),
        }
    }

    /// The text of an explore view that may be longer than its place.
    pub fn detail(
        &self,
        explore: ExploreView,
        session: &Session,
        theme: &Theme,
        area: Rect,
    ) -> Option<Detail> {
        match explore {
            ExploreView::Map => self.map.detail(session, theme, area),
            ExploreView::Timeline => Some(self.timeline.detail(session, theme, area)),
            ExploreView::Compare | ExploreView::WhatIf => None,
        }
    }

    /// Draws an explore view; says where the terminal's cursor belongs.
    pub fn view(
        &self,
        explore: ExploreView,
        session: &Session,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        match explore {
            ExploreView::Map => self.map.view(session, theme, area, buffer),
            ExploreView::Timeline => self.timeline.view(session, theme, area, buffer),
            ExploreView::Compare => self.compare.view(theme, area, buffer),
            ExploreView::WhatIf => self.what_if.view(session, theme, area, buffer),
        }
    }
}
