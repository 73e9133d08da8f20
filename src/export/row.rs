//! The checklist row (template, section 7).

use std::sync::Arc;

use serde::Serialize;

use super::{answer, closing, markdown, table};
use crate::decision::Decision;
use crate::error::Result;
use crate::matrix::Mode;
use crate::matrix::names::RegionNames;
use crate::text;
use crate::text::Words;

/// The template's columns.
pub const COLUMNS: [&str; 7] = ["Region", "Mode", "Model", "Preview?", "Routing?", "Retirement?", "Owner"];

/// The line below the columns, as the template writes it.
pub const SEPARATOR: &str = "|--------|------|-------|----------|----------|-------------|-------|";

/// What a machine is told beside the head.
pub(super) const PARTS: &[&str] = &["row", "lifecycle"];

/// The cells of a row, as plain text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
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

impl Row {
    /// The row of a decision.
    pub fn of(decision: &Decision<'_>) -> Self {
        Self {
            region: decision.region.to_string(),
            mode: decision.mode.name().to_owned(),
            model: decision.model.label().to_owned(),
            preview: answer::preview(decision),
            routing: answer::routing(decision),
            retirement: answer::retirement(decision),
            owner: answer::written(&decision.plan.record.owner),
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

/// A row with what is written below a table made for it.
#[derive(Debug, Clone)]
pub struct Entry {
    row: Row,
    below: Vec<String>,
    /// The names of the matrix's regions, and those of the model, folded: people write rows too.
    regions: Arc<RegionNames>,
    model: Vec<String>,
}

impl Entry {
    /// The decision's row.
    pub fn of(decision: &Decision<'_>) -> Self {
        let criteria = decision.case.criteria;
        let lines = closing::lines(criteria.matrix, criteria.as_of);
        Self {
            row: Row::of(decision),
            below: lines.iter().map(|line| markdown::escape(line)).collect(),
            regions: Arc::clone(criteria.matrix.region_names()),
            model: decision.model.aliases().map(text::fold).collect(),
        }
    }

    /// A checklist with the row in it: in place of the one with the same region, mode and model, or as a new last row,
    /// or in a new table at the end of the text.
    ///
    /// # Errors
    /// When something in the text is never closed and would hide the table.
    pub fn put(&self, text: &str) -> Result<String> {
        table::put(text, &self.row, &self.below, |[region, mode, model]| {
            let region =
                self.regions.find(region).is_ok_and(|at| self.regions.codes()[at] == self.row.region);
            let mode = Mode::read(mode).is_some_and(|mode| mode.name() == self.row.mode);
            region && mode && self.model.contains(&text::fold(model))
        })
    }
}

/// A checklist with the decision's row in it.
///
/// # Errors
/// When something in the text is never closed and would hide the table.
pub fn append(text: &str, decision: &Decision<'_>) -> Result<String> {
    Entry::of(decision).put(text)
}
