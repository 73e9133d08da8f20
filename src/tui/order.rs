//! Where the user can be: the seven steps in their order, and the explore views that take a step's place for a while; and
//! where leaving a plan leads.

use std::path::PathBuf;

use crate::text::words;

/// Where leaving a plan leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Out of the program.
    Shell,
    /// Back to the board of decisions.
    Board,
    /// To another plan.
    Plan(PathBuf),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Mode,
    Region,
    Model,
    Record,
    Guardrails,
    Runbook,
    Export,
}

words! { Step {
    Mode = "Mode";
    Region = "Region";
    Model = "Model";
    Record = "Record";
    Guardrails = "Guardrails";
    Runbook = "Runbook";
    Export = "Export";
} }

impl Step {
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

/// A view over everything that takes the place of the step until it is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExploreView {
    /// Models by regions.
    Map,
    /// What ends when.
    Timeline,
    /// Models, or regions for one model, side by side.
    Compare,
    /// Another posture on trial.
    WhatIf,
}

words! { ExploreView {
    Map = "Matrix";
    Timeline = "Timeline";
    Compare = "Compare";
    WhatIf = "What if";
} }

/// A part of a step or an explore view whose keys are not those of the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The rows of the record that come from the matrix and lie beside none that is typed: letters are keys there.
    Facts,
    /// The posture of step 2.
    Posture,
    /// The ranking of pairs of regions in step 2.
    Pairs,
    /// The map transposed: one model in all modes.
    TransposedMap,
    /// The comparison transposed: regions for one model.
    TransposedCompare,
    /// What is told of the choice under the cursor, while it is scrolled.
    Detail,
    /// The note beside the board, while it is scrolled.
    Note,
}
