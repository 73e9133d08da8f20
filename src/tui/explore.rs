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

/// The state of an explore view. It stays when the user goes elsewhere.
pub trait Explore {
    /// Whether typed text goes into its filter.
    fn is_filtering(&self) -> bool {
        false
    }

    /// Whether printable keys are text for a field of it.
    fn takes_text(&self) -> bool {
        false
    }

    /// The part that has the keys, if they are not those of the rest.
    fn part(&self) -> Option<Part> {
        None
    }

    /// Opens it; `under` is the model that was under the cursor.
    fn open(&mut self, _under: Option<ModelId>, _session: &Session) {}

    /// Leaves it; it may have something to note in the plan.
    fn leave(&mut self, _plan: &mut Plan) {}

    /// Brings it up to date with the plan and the matrix.
    fn refresh(&mut self, session: &Session);

    /// Answers a message, drawn on an area.
    fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan, area: Rect) -> Reply;

    /// Answers a click inside its area; whether something was hit.
    fn click(&mut self, session: &Session, area: Rect, column: u16, row: u16) -> bool;

    /// Its text that may be longer than its place.
    fn detail(&self, _session: &Session, _theme: &Theme, _area: Rect) -> Option<Detail> {
        None
    }

    /// Draws it; returns where the terminal's cursor belongs.
    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position>;
}

#[derive(Debug, Default)]
pub struct ExploreViews {
    pub map: map::Map,
    pub timeline: timeline::Timeline,
    pub compare: compare::Compare,
    pub what_if: what_if::WhatIf,
}

impl ExploreViews {
    pub fn get(&self, explore: ExploreView) -> &dyn Explore {
        match explore {
            ExploreView::Map => &self.map,
            ExploreView::Timeline => &self.timeline,
            ExploreView::Compare => &self.compare,
            ExploreView::WhatIf => &self.what_if,
        }
    }

    pub fn get_mut(&mut self, explore: ExploreView) -> &mut dyn Explore {
        match explore {
            ExploreView::Map => &mut self.map,
            ExploreView::Timeline => &mut self.timeline,
            ExploreView::Compare => &mut self.compare,
            ExploreView::WhatIf => &mut self.what_if,
        }
    }
}
