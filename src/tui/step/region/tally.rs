//! What one region offers for a mode and posture: how many models in-Geo, with routing, in preview, blocked.

use ratatui::text::Span;

use crate::matrix::{Availability, Mode, Region, Scope};
use crate::plan::{Facts, Verdict};
use crate::tui::theme::Theme;

/// The heading over the counts; `~` stands for the symbol of routing.
pub(super) const HEADER: &str = " in  ~ pre blk";

/// The counts of one region.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Whether the region's row was ever seen; without it every count is unknown.
    pub(super) seen: bool,
    pub(super) in_geo: usize,
    pub(super) cross_geo: usize,
    pub(super) preview: usize,
    /// Listed, but stopped by some gate.
    pub(super) blocked: usize,
}

impl Tally {
    pub(super) fn of(facts: Facts<'_>, region: &Region) -> Self {
        let Some(mode) = facts.mode.filter(|mode| *mode != Mode::ExternalModels) else {
            return Self::default();
        };
        let mut tally = Self { seen: facts.matrix.has_row(mode, region), ..Self::default() };
        let here = Facts { region: crate::plan::Place::Known(region), ..facts };
        for model in facts.candidates() {
            let case = here.case(model);
            let Availability::Listed { scope, .. } = case.availability(region) else { continue };
            match scope {
                Scope::InGeo => tally.in_geo += 1,
                Scope::CrossGeo => tally.cross_geo += 1,
            }
            tally.preview += usize::from(case.is_preview() == Some(true));
            tally.blocked += usize::from(case.judge().verdict == Verdict::Blocked);
        }
        tally
    }

    pub(super) fn spans(self, mode: Option<Mode>, theme: &Theme) -> Vec<Span<'static>> {
        match mode {
            None => return vec![Span::styled("choose a mode", theme.dim)],
            Some(Mode::ExternalModels) => return vec![Span::styled("by the provider", theme.dim)],
            Some(_) if !self.seen => return vec![Span::styled("  ?  ?   ?   ?", theme.unknown)],
            Some(_) => {}
        }
        let style = |count, style| if count == 0 { theme.dim } else { style };
        vec![
            Span::styled(format!("{:>3}", self.in_geo), style(self.in_geo, theme.pass)),
            Span::styled(format!("{:>3}", self.cross_geo), style(self.cross_geo, theme.warn)),
            Span::styled(format!("{:>4}", self.preview), style(self.preview, theme.warn)),
            Span::styled(format!("{:>4}", self.blocked), style(self.blocked, theme.block)),
        ]
    }
}
