//! What one cell of the map says: where the model is processed, whether it is a preview, whether its end closes it.
//!
//! The verdict of a cell is the gates' alone; this is what a person reads off the matrix at a glance.

use crate::gates::{Case, Outcome, RETIREMENT};
use crate::matrix::{Availability, Mode, Region, Scope};
use crate::plan::Posture;
use crate::text::words;

/// The letter beside the sign of a preview.
pub const PREVIEW_SIGN: &str = "p";

/// What a cell means at a glance. Whether it is a preview is told beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CellKind {
    /// Processed in the Geo.
    InGeo,
    /// Processed elsewhere, by routing.
    CrossGeo,
    /// The same, but the posture bars routing.
    Barred,
    /// Listed, but the model's end closes it.
    Ended,
    NotListed,
    /// Neither yes nor no.
    Unknown,
}

words! { CellKind {
    InGeo = "in-geo", "in-Geo";
    CrossGeo = "cross-geo", "cross-Geo";
    Barred = "barred", "cross-Geo: barred";
    Ended = "ended";
    NotListed = "not-listed", "not listed";
    Unknown = "unknown";
} }

impl CellKind {
    /// The sign that maps have for it.
    pub fn sign(self) -> &'static str {
        match self {
            Self::InGeo => "✓",
            // ⥂ in the docs, which few fonts have.
            Self::CrossGeo | Self::Barred => "↔",
            Self::Ended => "✗",
            Self::NotListed => "·",
            Self::Unknown => "?",
        }
    }
}

/// One cell of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// What the matrix says, whatever the model's end.
    pub availability: Availability,
    /// Whether the cell or the models page calls the model a preview.
    pub preview: bool,
    /// Whether the model is listed, but the retirement gate blocks.
    pub closed: bool,
}

impl Cell {
    /// What it means under a posture.
    pub fn kind(self, posture: &Posture) -> CellKind {
        match self.availability {
            Availability::Unknown => CellKind::Unknown,
            Availability::NotListed => CellKind::NotListed,
            Availability::Listed { .. } if self.closed => CellKind::Ended,
            Availability::Listed { scope: Scope::InGeo, .. } => CellKind::InGeo,
            Availability::Listed { scope: Scope::CrossGeo, .. } if posture.bars_routing() => CellKind::Barred,
            Availability::Listed { scope: Scope::CrossGeo, .. } => CellKind::CrossGeo,
        }
    }

    /// The cell in words: `in-Geo`, `cross-Geo, preview`, `in-Geo, closed by its retirement`.
    pub fn words(self) -> String {
        let mut words = match self.availability {
            Availability::Listed { scope: Scope::InGeo, .. } => "in-Geo".to_owned(),
            Availability::Listed { scope: Scope::CrossGeo, .. } => "cross-Geo".to_owned(),
            other => return other.name().to_owned(),
        };
        if self.preview {
            words.push_str(", preview");
        }
        if self.closed {
            words.push_str(", closed by its retirement");
        }
        words
    }
}

/// One row of the map: a model in the mode of its facts. Its end is judged once for all regions.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    case: Case<'a>,
    closed: bool,
    preview: bool,
}

impl<'a> Cells<'a> {
    /// The row of a model.
    pub fn of(case: Case<'a>) -> Self {
        let mode = case.criteria.mode;
        Self {
            case,
            closed: (RETIREMENT.judge)(&case).outcome == Outcome::Block,
            preview: mode.is_some_and(|mode| case.model.is_preview(mode)),
        }
    }

    /// The cell of a region.
    pub fn at(&self, region: &Region) -> Cell {
        let availability = self.case.availability(region);
        let listed = availability.is_listed();
        let preview = self.preview || matches!(availability, Availability::Listed { preview: true, .. });
        Cell { availability, preview: listed && preview, closed: listed && self.closed }
    }
}

impl Case<'_> {
    /// Whether a map of the mode has a row for the model: some region lists it, or did before the matrix was made.
    pub fn is_on_map(&self, mode: Mode) -> bool {
        !self.model.is_external()
            && (self.criteria.matrix.offers(self.model, mode) || self.may_predate_matrix(mode))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gates::ROUTING;
    use crate::matrix::{Cloud, ModelId, RegionId, bundled};
    use crate::plan::{Plan, Posture, Residency, Routing};
    use rstest::rstest;

    /// What the page of 2026-10-04 prints in AWS cells, and what the models page and the retirement page add.
    #[rstest]
    #[case::no_mark("databricks-claude-sonnet-4-6", Mode::PayPerToken, "ap-northeast-1", "in-Geo")]
    #[case::the_mark("databricks-kimi-k3", Mode::PayPerToken, "ap-northeast-1", "cross-Geo")]
    #[case::both(
        "databricks-llama-4-maverick",
        Mode::ProvisionedThroughput,
        "ap-northeast-1",
        "cross-Geo, preview"
    )]
    #[case::not_in_the_row(
        "databricks-llama-4-maverick",
        Mode::ProvisionedThroughput,
        "us-gov-west-1",
        "not listed"
    )]
    #[case::no_row("databricks-kimi-k3", Mode::PayPerToken, "ap-southeast-3", "unknown")]
    #[case::gone(
        "databricks-gemini-2-5-pro",
        Mode::PayPerToken,
        "ap-northeast-1",
        "cross-Geo, closed by its retirement"
    )]
    fn a_cell_says_what_the_page_prints(
        #[case] model: &str,
        #[case] mode: Mode,
        #[case] region: &str,
        #[case] words: &str,
    ) {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let plan = Plan { mode: Some(mode), ..Plan::default() };
        let criteria = plan.criteria(&matrix, crate::date::parse("2026-10-20").unwrap());
        let model = matrix.model(&ModelId(model.into())).unwrap();
        let region = matrix.region(&RegionId(region.into())).unwrap();
        assert_eq!(Cells::of(criteria.case(model)).at(region).words(), words);
    }

    /// The map draws a cell that needs routing as closed where the routing gate blocks, and only there.
    #[test]
    fn a_posture_bars_routing_where_the_gate_blocks() {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        for routing in Routing::ALL {
            for residency in Residency::ALL {
                let posture = Posture { residency, routing, ..Posture::default() };
                let plan = Plan {
                    mode: Some(Mode::PayPerToken),
                    region: Some(RegionId("ap-northeast-1".into())),
                    posture: posture.clone(),
                    ..Plan::default()
                };
                let criteria = plan.criteria(&matrix, crate::date::parse("2026-10-20").unwrap());
                let model = matrix.model(&ModelId("databricks-kimi-k3".into())).unwrap();
                let judged = criteria.case(model).judge();
                assert_eq!(posture.bars_routing(), judged.is_blocked_by(&ROUTING), "{posture:?}");
            }
        }
    }
}
