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
use crate::gates::{Gate, Judged, MODE, Outcome, REGION, ROUTING};
use crate::matrix::Mode;

/// What holds of a step. Incomplete is marked, never forbidden; what a gate blocks or does not know is never ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing is chosen yet.
    Open,
    /// So many entries are open.
    OpenEntries(usize),
    /// So many entries are open that this plan requires.
    Required(usize),
    Done,
    Warn,
    Unknown,
    Blocked,
}

impl Mark {
    /// Whether somebody has something to do there.
    pub fn needs_somebody(self) -> bool {
        !matches!(self, Self::Done | Self::Warn)
    }
}

impl From<Outcome> for Mark {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Pass => Self::Done,
            Outcome::Warn => Self::Warn,
            Outcome::Unknown => Self::Unknown,
            Outcome::Block => Self::Blocked,
        }
    }
}

/// What holds of a step, with what the gates say of the chosen model if they could be asked.
pub fn mark(step: Step, session: &Session, judged: Option<&Judged<'_>>) -> Mark {
    let plan = &session.plan;
    let worst = |own: fn(&Gate) -> bool| {
        let outcomes = judged?.iter().filter(|(gate, _)| own(gate)).map(|(_, judgement)| judgement.outcome);
        outcomes.max().map(Mark::from)
    };
    match step {
        Step::Mode if plan.mode.is_none() => Mark::Open,
        Step::Mode => worst(is_about_mode).unwrap_or(Mark::Done),
        Step::Region => match &plan.region {
            None => Mark::Open,
            Some(id) => worst(is_about_region).unwrap_or_else(|| {
                let known = session.matrix.region(id).is_some();
                if known || plan.mode == Some(Mode::ExternalModels) { Mark::Done } else { Mark::Unknown }
            }),
        },
        Step::Model if plan.model.is_none() => Mark::Open,
        // The rest of the gates; a model that is no candidate is not judged.
        Step::Model => worst(|gate| !is_about_mode(gate) && !is_about_region(gate)).unwrap_or(Mark::Unknown),
        Step::Record => record::mark(session),
        Step::Guardrails => guardrails::mark(session),
        Step::Runbook => runbook::mark(session),
        Step::Export => Mark::Open,
    }
}

fn is_about_mode(gate: &Gate) -> bool {
    *gate == MODE
}

fn is_about_region(gate: &Gate) -> bool {
    *gate == REGION || *gate == ROUTING
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
