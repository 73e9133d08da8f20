//! What one region offers for a mode and posture: how many models in-Geo, with routing, in preview, blocked.

use crate::gates::{Criteria, RegionChoice, Verdict};
use crate::matrix::{Availability, Mode, Region, Scope};

/// The models that a region's row lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Listed {
    /// In-Geo.
    pub in_geo: usize,
    /// With cross-geography routing.
    pub cross_geo: usize,
    /// In preview, by the cell or by the models page.
    pub preview: usize,
    /// Listed, but stopped by some gate.
    pub blocked: usize,
}

/// The counts of one region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// What the row lists; none where nobody has seen the row: its counts are unknown, not zero.
    pub listed: Option<Listed>,
    /// Available or conditional, of all models.
    pub open: usize,
    /// Blocked, of all models.
    pub blocked: usize,
    /// Unknown, of all models.
    pub unknown: usize,
}

impl Tally {
    /// Counts a region; none while no hosted mode is chosen.
    pub fn of(criteria: Criteria<'_>, region: &Region) -> Option<Self> {
        let mode = criteria.mode.filter(|mode| *mode != Mode::ExternalModels)?;
        let here = Criteria { region: RegionChoice::Known(region), ..criteria };
        let mut listed = Listed::default();
        let mut tally = Self { listed: None, open: 0, blocked: 0, unknown: 0 };
        for model in criteria.candidates() {
            let case = here.case(model);
            let verdict = case.verdict().0;
            match verdict {
                Verdict::Available | Verdict::Conditional => tally.open += 1,
                Verdict::Blocked => tally.blocked += 1,
                Verdict::Unknown => tally.unknown += 1,
            }
            let Availability::Listed { scope, .. } = case.availability(region) else { continue };
            match scope {
                Scope::InGeo => listed.in_geo += 1,
                Scope::CrossGeo => listed.cross_geo += 1,
            }
            listed.preview += usize::from(case.is_preview() == Some(true));
            listed.blocked += usize::from(verdict == Verdict::Blocked);
        }
        tally.listed = criteria.matrix.has_row(mode, region).then_some(listed);
        Some(tally)
    }
}
