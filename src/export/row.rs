//! The checklist row (template, section 7).

use serde::Serialize;

use super::{markdown, short_answer};
use crate::decision::Decision;

/// The template's columns.
pub const COLUMNS: [&str; 7] = ["Region", "Mode", "Model", "Preview?", "Routing?", "Retirement?", "Owner"];

/// The line below the columns, as the template writes it.
pub const SEPARATOR: &str = "|--------|------|-------|----------|----------|-------------|-------|";

/// The cells of a row, as plain text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChecklistRow {
    /// The primary region's code.
    pub region: String,
    /// The mode's name.
    pub mode: String,
    /// The model, as exports call it.
    pub model: String,
    /// Yes, No, by the provider or unknown.
    pub preview: String,
    /// Yes, No, by the provider or unknown.
    pub routing: String,
    /// The date, or where to look.
    pub retirement: String,
    /// None while open.
    pub owner: Option<String>,
}

impl ChecklistRow {
    /// The row of a decision.
    pub fn of(decision: &Decision<'_>) -> Self {
        Self {
            region: decision.region.to_string(),
            mode: decision.mode.name().to_owned(),
            model: decision.model.label().to_owned(),
            preview: short_answer::preview(decision),
            routing: short_answer::routing(decision),
            retirement: short_answer::retirement(decision),
            owner: short_answer::written(&decision.plan.record.owner),
        }
    }

    /// The cells in the order of the columns.
    pub fn cells(&self) -> [Option<&str>; 7] {
        [
            Some(&self.region),
            Some(&self.mode),
            Some(&self.model),
            Some(&self.preview),
            Some(&self.routing),
            Some(&self.retirement),
            self.owner.as_deref(),
        ]
    }

    /// What tells two rows apart: region, mode and model.
    pub fn key(&self) -> [&str; 3] {
        [&self.region, &self.mode, &self.model]
    }

    /// The row alone, without a line break: for a table that is there already.
    pub fn markdown(&self) -> String {
        markdown::row(self.cells())
    }
}
