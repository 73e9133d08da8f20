//! The seven steps. Each is a file with its own state; it gets the session and the plan, never the app.

pub mod export;
pub mod guardrails;
pub mod mode;
pub mod model;
pub mod record;
pub mod region;
pub mod runbook;

use super::order::Step;
use super::screen::Screen;
use super::session::Session;

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
        Step::Export => session.decide().is_ok(),
    }
}

/// The states of all steps. They stay when the user goes elsewhere.
#[derive(Debug, Default)]
pub struct Steps {
    pub mode: mode::ModeStep,
    pub region: region::RegionStep,
    pub model: model::ModelStep,
    pub record: record::RecordStep,
    pub guardrails: guardrails::GuardrailsStep,
    pub runbook: runbook::RunbookStep,
    pub export: export::ExportStep,
}

impl Steps {
    /// Begins anew with another plan; the user's templates and folder stay.
    pub fn forget(&mut self) {
        let export = std::mem::take(&mut self.export);
        *self = Self { export, ..Self::default() };
    }

    pub fn get(&self, step: Step) -> &dyn Screen {
        match step {
            Step::Mode => &self.mode,
            Step::Region => &self.region,
            Step::Model => &self.model,
            Step::Record => &self.record,
            Step::Guardrails => &self.guardrails,
            Step::Runbook => &self.runbook,
            Step::Export => &self.export,
        }
    }

    pub fn get_mut(&mut self, step: Step) -> &mut dyn Screen {
        match step {
            Step::Mode => &mut self.mode,
            Step::Region => &mut self.region,
            Step::Model => &mut self.model,
            Step::Record => &mut self.record,
            Step::Guardrails => &mut self.guardrails,
            Step::Runbook => &mut self.runbook,
            Step::Export => &mut self.export,
        }
    }
}
