//! What takes a step's place for a while: the map, the timeline, a comparison, a posture on trial. A sheet gets what a step
//! gets, never the app.

pub mod compare;
pub mod map;
pub mod timeline;
pub mod what_if;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::board::{Desk, Scene};
use super::message::Message;
use super::order::{Part, Sheet, Step};
use super::theme::Theme;
use super::widget::detail::Detail;
use crate::matrix::ModelId;
use crate::plan::Plan;

/// What a sheet makes of a message.
#[derive(Debug)]
pub enum Reply {
    /// It dealt with it.
    Done,
    /// It is not for the sheet.
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

/// The states of all sheets. They stay when the user goes elsewhere.
#[derive(Debug, Default)]
pub struct Sheets {
    /// Models by regions.
    pub map: map::Map,
    /// What ends when.
    pub timeline: timeline::Timeline,
    /// Models, or regions for one model, side by side.
    pub compare: compare::Compare,
    /// Another posture on trial.
    pub what_if: what_if::WhatIf,
}

impl Sheets {
    /// Whether the text goes into the filter of a sheet.
    pub fn is_filtering(&self, sheet: Sheet) -> bool {
        match sheet {
            Sheet::Map => self.map.is_filtering(),
            Sheet::Timeline => self.timeline.is_filtering(),
            Sheet::Compare | Sheet::WhatIf => false,
        }
    }

    /// The part of a sheet that has the keys, if they are not those of the rest.
    pub fn part(&self, sheet: Sheet) -> Option<Part> {
        match sheet {
            Sheet::Map => self.map.is_turned().then_some(Part::TurnedMap),
            Sheet::Compare => self.compare.is_turned().then_some(Part::TurnedCompare),
            Sheet::Timeline | Sheet::WhatIf => None,
        }
    }

    /// Whether printable keys are text for a field of a sheet.
    pub fn takes_text(&self, sheet: Sheet) -> bool {
        sheet == Sheet::Compare && self.compare.takes_text()
    }

    /// Opens a sheet; `under` is the model that was under the cursor.
    pub fn open(&mut self, sheet: Sheet, under: Option<ModelId>, scene: &Scene<'_>) {
        match sheet {
            Sheet::Map | Sheet::Timeline => {}
            Sheet::Compare => self.compare.open(under, scene),
            Sheet::WhatIf => self.what_if.open(scene),
        }
    }

    /// Leaves a sheet, which may have something to note in the plan.
    pub fn leave(&mut self, sheet: Sheet, plan: &mut Plan) {
        match sheet {
            Sheet::Map | Sheet::Timeline | Sheet::WhatIf => {}
            Sheet::Compare => self.compare.leave(plan),
        }
    }

    /// Brings a sheet up to date with the plan and the facts.
    pub fn refresh(&mut self, sheet: Sheet, scene: &Scene<'_>) {
        match sheet {
            Sheet::Map => self.map.refresh(scene),
            Sheet::Timeline => self.timeline.refresh(scene),
            Sheet::Compare => self.compare.refresh(scene),
            Sheet::WhatIf => self.what_if.refresh(scene),
        }
    }

    /// Lets a sheet that is drawn on an area answer a message.
    pub fn update(&mut self, sheet: Sheet, message: &Message, desk: &mut Desk<'_>, area: Rect) -> Reply {
        match sheet {
            Sheet::Map => self.map.update(message, desk),
            Sheet::Timeline => self.timeline.update(message, desk),
            Sheet::Compare => self.compare.update(message, desk, area),
            Sheet::WhatIf => self.what_if.update(message, desk),
        }
    }

    /// Lets a sheet answer a click inside its area; whether something was hit.
    pub fn click(&mut self, sheet: Sheet, scene: &Scene<'_>, area: Rect, column: u16, row: u16) -> bool {
        match sheet {
            Sheet::Map => self.map.click(scene, area, column, row),
            Sheet::Timeline => self.timeline.click(scene, area, column, row),
            Sheet::Compare => self.compare.click(area, column, row),
            Sheet::WhatIf => self.what_if.click(area, column, row),
        }
    }

    /// The text of a sheet that may be longer than its place.
    pub fn detail(&self, sheet: Sheet, scene: &Scene<'_>, theme: &Theme, area: Rect) -> Option<Detail> {
        match sheet {
            Sheet::Map => self.map.detail(scene, theme, area),
            Sheet::Timeline => Some(self.timeline.detail(scene, theme, area)),
            Sheet::Compare | Sheet::WhatIf => None,
        }
    }

    /// Draws a sheet; says where the terminal's cursor belongs.
    pub fn view(
        &self,
        sheet: Sheet,
        scene: &Scene<'_>,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        match sheet {
            Sheet::Map => self.map.view(scene, theme, area, buffer),
            Sheet::Timeline => self.timeline.view(scene, theme, area, buffer),
            Sheet::Compare => self.compare.view(theme, area, buffer),
            Sheet::WhatIf => self.what_if.view(scene, theme, area, buffer),
        }
    }
}
