//! What takes a step's place for a while: the matrix as a map, the timeline. A sheet gets what a step gets, never the app.

pub mod map;
pub mod timeline;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::board::{Desk, Scene};
use super::message::Message;
use super::order::{Sheet, Step};
use super::theme::Theme;

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
}

/// The states of all sheets. They stay when the user goes elsewhere.
#[derive(Debug, Default)]
pub struct Sheets {
    /// Models by regions.
    pub map: map::Map,
    /// What ends when.
    pub timeline: timeline::Timeline,
}

impl Sheets {
    /// Whether the text goes into the filter of a sheet.
    pub fn is_filtering(&self, sheet: Sheet) -> bool {
        match sheet {
            Sheet::Map => self.map.is_filtering(),
            Sheet::Timeline => false,
        }
    }

    /// Brings a sheet up to date with the plan and the facts.
    pub fn refresh(&mut self, sheet: Sheet, scene: &Scene<'_>) {
        match sheet {
            Sheet::Map => self.map.refresh(scene),
            Sheet::Timeline => self.timeline.refresh(scene),
        }
    }

    /// Lets a sheet answer a message.
    pub fn update(&mut self, sheet: Sheet, message: &Message, desk: &mut Desk<'_>) -> Reply {
        match sheet {
            Sheet::Map => self.map.update(message, desk),
            Sheet::Timeline => self.timeline.update(message, desk),
        }
    }

    /// Lets a sheet answer a click inside its area; whether something was hit.
    pub fn click(&mut self, sheet: Sheet, scene: &Scene<'_>, area: Rect, column: u16, row: u16) -> bool {
        match sheet {
            Sheet::Map => self.map.click(scene, area, column, row),
            Sheet::Timeline => self.timeline.click(scene, area, column, row),
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
        }
    }
}
