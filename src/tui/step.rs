//! The seven steps. Each is a file with its own state; it gets the plan and the facts, never the app.

pub mod export;
pub mod guardrails;
pub mod mode;
pub mod model;
pub mod record;
pub mod region;
pub mod runbook;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::effect::Effect;
use super::message::Message;
use super::order::{Part, Step};
use super::session::Session;
use super::theme::Theme;
use super::widget::detail::Detail;
use crate::plan::Plan;

/// Whether a step has what the template asks for. Incomplete is marked, never forbidden.
pub fn is_complete(step: Step, session: &Session) -> bool {
    let plan = &session.plan;
    match step {
        Step::Mode => plan.mode.is_some(),
        Step::Region => plan.region.as_ref().is_some_and(|id| session.matrix.region(id).is_some()),
        Step::Model => session.model().is_some(),
        Step::Record => record::is_complete(session),
        Step::Guardrails => guardrails::is_complete(session),
        Step::Runbook => runbook::is_complete(session),
        Step::Export => plan.decide(&session.matrix, session.as_of).is_ok(),
    }
}

/// What a step makes of a message.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one lives at a time, for the length of a call")]
pub enum Reply {
    /// It dealt with it.
    Done,
    /// It is not for the step.
    Unused,
    /// It is finished: on to the next step.
    GoOn,
    /// Something is to be done outside.
    Do(Effect),
    /// A replacement is to be picked.
    PickReplacement,
    /// The file to append the row to is to be named.
    NameChecklist,
}

/// The states of all steps. They stay when the user goes elsewhere.
#[derive(Debug, Default)]
pub struct Steps {
    /// Step 1.
    pub mode: mode::ModeStep,
    /// Step 2.
    pub region: region::RegionStep,
    /// Step 3.
    pub model: model::ModelStep,
    /// Step 4.
    pub record: record::RecordStep,
    /// Step 5.
    pub guardrails: guardrails::GuardrailsStep,
    /// Step 6.
    pub runbook: runbook::RunbookStep,
    /// Step 7.
    pub export: export::ExportStep,
}

impl Steps {
    /// Begins anew with another plan; the user's templates and folder stay.
    pub fn forget(&mut self) {
        let export = std::mem::take(&mut self.export);
        *self = Self { export, ..Self::default() };
    }

    /// Whether printable keys are text here.
    pub fn takes_text(&self, step: Step) -> bool {
        match step {
            Step::Mode => self.mode.takes_text(),
            Step::Region => self.region.takes_text(),
            Step::Model => self.model.takes_text(),
            Step::Record => self.record.takes_text(),
            Step::Guardrails => false,
            Step::Runbook => self.runbook.takes_text(),
            Step::Export => self.export.takes_text(),
        }
    }

    /// The part of a step that has the keys, if they are not those of the rest.
    pub fn part(&self, step: Step) -> Option<Part> {
        if step == Step::Region { self.region.part() } else { None }
    }

    /// Whether the text goes into the filter above a list.
    pub fn is_filtering(&self, step: Step) -> bool {
        match step {
            Step::Region => self.region.is_filtering(),
            Step::Model => self.model.takes_text(),
            Step::Mode | Step::Record | Step::Guardrails | Step::Runbook | Step::Export => false,
        }
    }

    /// Whether Enter is a line break here.
    pub fn takes_lines(&self, step: Step) -> bool {
        step == Step::Runbook && self.runbook.takes_text()
    }

    /// Brings a step's lists up to date with the plan and the facts.
    pub fn refresh(&mut self, step: Step, session: &Session) {
        match step {
            Step::Mode => self.mode.refresh(session),
            Step::Region => self.region.refresh(session),
            Step::Model => self.model.refresh(session),
            Step::Export => self.export.refresh(session),
            Step::Record | Step::Guardrails | Step::Runbook => {}
        }
    }

    /// Lets a step answer a message.
    pub fn update(&mut self, step: Step, message: &Message, session: &Session, plan: &mut Plan) -> Reply {
        match step {
            Step::Mode => self.mode.update(message, plan),
            Step::Region => self.region.update(message, session, plan),
            Step::Model => self.model.update(message, session, plan),
            Step::Record => self.record.update(message, session, plan),
            Step::Guardrails => self.guardrails.update(message, plan),
            Step::Runbook => self.runbook.update(message, session, plan),
            Step::Export => self.export.update(message, session),
        }
    }

    /// Lets a step answer a click inside its area; whether something was hit.
    pub fn click(&mut self, step: Step, session: &Session, area: Rect, column: u16, row: u16) -> bool {
        match step {
            Step::Mode => self.mode.click(area, column, row),
            Step::Region => self.region.click(session, area, column, row),
            Step::Model => self.model.click(session, area, column, row),
            Step::Record => self.record.click(session, area, column, row),
            Step::Guardrails => self.guardrails.click(session, area, column, row),
            Step::Runbook => self.runbook.click(area, column, row),
            Step::Export => self.export.click(area, column, row),
        }
    }

    /// The text of a step that may be longer than its place.
    pub fn detail(&self, step: Step, session: &Session, theme: &Theme, area: Rect) -> Option<Detail> {
        match step {
            Step::Model => Some(self.model.detail(session, theme, area)),
            Step::Record => Some(record::detail(session, theme, area)),
            Step::Guardrails => self.guardrails.detail(session, theme, area),
            Step::Runbook => self.runbook.detail(session, theme, area),
            Step::Export => Some(self.export.detail(session, theme, area)),
            Step::Mode | Step::Region => None,
        }
    }

    /// Draws a step; says where the terminal's cursor belongs.
    pub fn view(
        &self,
        step: Step,
        session: &Session,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        match step {
            Step::Mode => self.mode.view(session, theme, area, buffer),
            Step::Region => self.region.view(session, theme, area, buffer),
            Step::Model => self.model.view(session, theme, area, buffer),
            Step::Record => self.record.view(session, theme, area, buffer),
            Step::Guardrails => self.guardrails.view(session, theme, area, buffer),
            Step::Runbook => self.runbook.view(session, theme, area, buffer),
            Step::Export => self.export.view(session, theme, area, buffer),
        }
    }
}
