//! What would open most, of all models at once: one change of the posture, the region or the mode at a time.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::candidates::{Candidates, Change};
use super::plan_change::PlanChange;
use crate::matrix::{Matrix, Mode, Region};
use crate::plan::{Plan, PreviewRule, Residency, Routing};

/// The most regions that are named.
const REGIONS: usize = 3;

/// A change that opens models, and which.
#[derive(Debug, Clone)]
pub struct Opening {
    pub change: PlanChange,
    /// The Geo of a region that it changes to.
    pub geo: Option<String>,
    /// Whether that is another Geo than the plan's, or nobody knows.
    leaves_geo: bool,
    /// How many models would be open.
    pub open: usize,
    /// Which open and which close.
    pub models: Change,
}

impl Opening {
    /// What is free comes before what leaves the Geo, and that before a change of a rule; then the most open.
    fn rank(&self) -> (bool, bool, Reverse<usize>) {
        (self.change.changes_a_rule(), self.leaves_geo, Reverse(self.open))
    }

    /// In a few words: `region us-east-2 (Americas) would open 31`; a rule is told as what it is.
    pub fn words(&self) -> String {
        let rule = if self.change.changes_a_rule() { "changing the rule: " } else { "" };
        let geo = self.geo.as_ref().map(|geo| format!(" ({geo})")).unwrap_or_default();
        let closes = match self.models.closed.len() {
            0 => String::new(),
            closed => format!(" and close {closed}"),
        };
        format!("{rule}{}{geo} would open {}{closes}", self.change, self.models.opened.len())
    }
}

/// The changes that open more models than they close, the one that leaves most open first. A region of another Geo comes
/// behind what stays in the Geo, for it may move the content; a change of the residency rule comes last, whatever it
/// opens: it is the organisation's rule, not a setting.
pub fn openings(plan: &Plan, matrix: &Matrix, as_of: NaiveDate) -> Vec<Opening> {
    let before = Candidates::new(plan.criteria(matrix, as_of));
    let weigh = |change: PlanChange| {
        let mut changed = plan.clone();
        change.apply(&mut changed);
        let after = Candidates::new(changed.criteria(matrix, as_of));
        let models = after.against(&before);
        (models.opened.len() > models.closed.len()).then(|| Opening {
            geo: region_of(&change, matrix).map(|region| region.geo_name().to_owned()),
            leaves_geo: leaves_geo(&change, plan, matrix),
            change,
            open: after.remain(),
            models,
        })
    };
    let mut found: Vec<Opening> =
        posture_changes(plan).into_iter().chain(mode_changes(plan)).filter_map(weigh).collect();
    let mut regions: Vec<Opening> = region_changes(plan, matrix).into_iter().filter_map(weigh).collect();
    regions.sort_by_key(Opening::rank);
    regions.truncate(REGIONS);
    found.extend(regions);
    found.sort_by_key(Opening::rank);
    found
}

fn region_of<'m>(change: &PlanChange, matrix: &'m Matrix) -> Option<&'m Region> {
    match change {
        PlanChange::Region(id) => matrix.region(id),
        _ => None,
    }
}

fn leaves_geo(change: &PlanChange, plan: &Plan, matrix: &Matrix) -> bool {
    let here = plan.region.as_ref().and_then(|id| matrix.region(id));
    here.zip(region_of(change, matrix)).is_some_and(|(here, there)| here.shares_geo(there) != Some(true))
}

fn posture_changes(plan: &Plan) -> Vec<PlanChange> {
    let posture = &plan.posture;
    let changes = [
        (posture.routing != Routing::On, PlanChange::Routing(Routing::On)),
        (posture.preview == PreviewRule::Deny, PlanChange::Preview(PreviewRule::Allow)),
        (plan.secondary.is_some(), PlanChange::Secondary(None)),
        (posture.residency == Residency::InGeo, PlanChange::Residency(Residency::None)),
    ];
    changes.into_iter().filter_map(|(applies, change)| applies.then_some(change)).collect()
}

/// The other hosted modes. Whether to leave Databricks' own models is no matter of numbers.
fn mode_changes(plan: &Plan) -> Vec<PlanChange> {
    match plan.mode {
        None | Some(Mode::ExternalModels) => Vec::new(),
        Some(here) => Mode::HOSTED.into_iter().filter(|mode| *mode != here).map(PlanChange::Mode).collect(),
    }
}

/// The other regions. Under a residency rule, content stays in the Geo it is in.
fn region_changes(plan: &Plan, matrix: &Matrix) -> Vec<PlanChange> {
    if matches!(plan.mode, None | Some(Mode::ExternalModels)) {
        return Vec::new();
    }
    let here = plan.region.as_ref().and_then(|id| matrix.region(id));
    let in_geo = plan.posture.residency == Residency::InGeo;
    let keeps_rule =
        |region: &&Region| !in_geo || here.is_none_or(|here| here.shares_geo(region) == Some(true));
    let others = matrix.regions().iter().filter(|region| plan.region.as_ref() != Some(&region.id));
    let mut others: Vec<_> = others.filter(keeps_rule).collect();
    others.sort_by_key(|region| here.map_or(0, |here| here.distance(region)));
    others.into_iter().map(|region| PlanChange::Region(region.id.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, RegionId, bundled};
    use crate::plan::Posture;

    fn plan(region: &str, posture: Posture) -> Plan {
        Plan {
            mode: Some(Mode::PayPerToken),
            region: Some(RegionId(region.into())),
            posture,
            ..Plan::default()
        }
    }

    fn found(plan: &Plan) -> Vec<Opening> {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        openings(plan, &matrix, crate::date::parse("2026-10-20").unwrap())
    }

    #[test]
    fn each_opening_is_what_judging_after_the_change_says() {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let as_of = crate::date::parse("2026-10-20").unwrap();
        let plan = plan("eu-west-3", Posture { routing: Routing::Off, ..Posture::default() });
        let before = Candidates::new(plan.criteria(&matrix, as_of)).remain();
        let found = found(&plan);
        assert!(found.iter().any(|opening| opening.change == PlanChange::Routing(Routing::On)), "{found:?}");
        for opening in found {
            let mut changed = plan.clone();
            opening.change.apply(&mut changed);
            assert_eq!(Candidates::new(changed.criteria(&matrix, as_of)).remain(), opening.open);
            assert_eq!(before + opening.models.opened.len() - opening.models.closed.len(), opening.open);
        }
    }

    #[test]
    fn the_most_open_comes_first_and_few_regions_are_named() {
        let found = found(&plan("eu-west-3", Posture { routing: Routing::Off, ..Posture::default() }));
        assert!(found.is_sorted_by_key(Opening::rank), "{found:?}");
        let regions = found.iter().filter(|opening| matches!(opening.change, PlanChange::Region(_)));
        assert!((1..=REGIONS).contains(&regions.count()), "{found:?}");
    }

    /// "Same Geo first": a region elsewhere does not push out a nearer one by opening more, and each names its Geo.
    #[test]
    fn a_region_of_the_same_geo_comes_first() {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        for region in matrix.regions() {
            let found = found(&plan(&region.id.0, Posture { routing: Routing::Off, ..Posture::default() }));
            let named = found.iter().filter_map(|opening| match &opening.change {
                PlanChange::Region(id) => matrix.region(id).map(|there| (opening, there)),
                _ => None,
            });
            let mut left = false;
            for (opening, there) in named {
                let stays = region.shares_geo(there) == Some(true);
                assert!(!(left && stays), "{}: {found:?}", region.id);
                assert_eq!(opening.geo.as_deref(), Some(there.geo_name()));
                assert!(opening.words().contains(there.geo_name()), "{}", opening.words());
                left |= !stays;
            }
        }
    }

    /// "Never suggest breaking a residency rule as if it were free: a residency change is shown as a change of the rule,
    /// last."
    #[test]
    fn a_residency_rule_is_changed_last_and_kept_by_every_region() {
        let posture = Posture { residency: Residency::InGeo, routing: Routing::On, ..Posture::default() };
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let plan = plan("eu-west-3", posture);
        let found = found(&plan);
        let rule = found.iter().position(|opening| opening.change.changes_a_rule());
        assert_eq!(rule, Some(found.len() - 1), "{found:?}");
        assert!(found[found.len() - 1].words().starts_with("changing the rule: residency rule none"));
        let here = matrix.region(&RegionId("eu-west-3".into())).unwrap();
        for opening in &found {
            if let PlanChange::Region(id) = &opening.change {
                assert_eq!(here.shares_geo(matrix.region(id).unwrap()), Some(true), "{id}");
            }
        }
    }

    #[test]
    fn nothing_is_said_of_what_is_not_stated_or_already_so() {
        let posture = Posture { routing: Routing::On, ..Posture::default() };
        let found = found(&plan("us-east-1", posture));
        let idle = |opening: &Opening| {
            matches!(
                opening.change,
                PlanChange::Routing(_) | PlanChange::Preview(_) | PlanChange::Residency(_)
            )
        };
        assert!(!found.iter().any(idle), "{found:?}");
    }
}
