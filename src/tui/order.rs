//! The seven steps in their order.

/// Where the user is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The workload and the serving mode.
    Mode,
    /// The regions and the posture.
    Region,
    /// The model.
    Model,
    /// The model record.
    Record,
    /// The guardrails.
    Guardrails,
    /// The runbook entry.
    Runbook,
    /// The documents.
    Export,
}

impl Step {
    /// All steps in order.
    pub const ALL: [Self; 7] =
        [Self::Mode, Self::Region, Self::Model, Self::Record, Self::Guardrails, Self::Runbook, Self::Export];

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mode => "Mode",
            Self::Region => "Region",
            Self::Model => "Model",
            Self::Record => "Record",
            Self::Guardrails => "Guardrails",
            Self::Runbook => "Runbook",
            Self::Export => "Export",
        }
    }

    /// The step behind, or the last.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1).min(Self::ALL.len() - 1)]
    }

    /// The step before, or the first.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::ALL[(self as usize).saturating_sub(1)]
    }
}
