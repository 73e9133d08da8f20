//! The nearest ways out for a model that is closed: another region, another mode, the official replacement,
//! routing switched on, a model like it.

use super::case::Case;
use super::gate::{NeedsRouting, needs_routing};
use super::posture::{Posture, Residency, Routing};
use super::verdict::Verdict;
use crate::matrix::{Mode, Model, Region};

/// How many alternatives of each kind are told.
const MOST: usize = 3;

/// In what an alternative differs from the case it helps out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The same model and mode in another region.
    Region,
    /// The same model and region in another mode.
    Mode,
    /// The same choice with cross-geography routing on.
    Routing,
    /// The replacement the docs recommend.
    Replacement,
    /// A model of the same task that is open here.
    Task,
}

impl Kind {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Mode => "mode",
            Self::Routing => "routing",
            Self::Replacement => "replacement",
            Self::Task => "task",
        }
    }
}

/// A way out, with what the gates say of it.
#[derive(Debug, Clone)]
pub struct Alternative<'a> {
    /// In what it differs.
    pub kind: Kind,
    /// The model.
    pub model: &'a Model,
    /// The mode.
    pub mode: Mode,
    /// The region; none where the case has none.
    pub region: Option<&'a Region>,
    /// What the gates say of it.
    pub verdict: Verdict,
}

impl Alternative<'_> {
    /// The way out in a few words: "in us-east-2 (Americas)", "switch to …".
    pub fn words(&self) -> String {
        match (self.kind, self.region) {
            (Kind::Region, Some(region)) => {
                format!("{} in {} ({})", self.model.label(), region.id, region.geo_name())
            }
            (Kind::Mode, _) => format!("{} in {}", self.model.label(), self.mode.name()),
            (Kind::Routing, _) => format!("{} with cross-geography routing on", self.model.label()),
            (Kind::Replacement, _) => format!("{}, the recommended replacement", self.model.label()),
            (Kind::Task | Kind::Region, _) => format!("{}, for the same task", self.model.label()),
        }
    }
}

impl<'a> Case<'a> {
    /// The nearest alternatives, nearest kind first.
    pub fn alternatives(&self) -> Vec<Alternative<'a>> {
        self.alternatives_among(|_| None)
    }

    /// The same, where it is known already what the gates say of other models in this mode and region.
    pub fn alternatives_among(&self, known: impl Fn(&Model) -> Option<Verdict>) -> Vec<Alternative<'a>> {
        let mut found = self.other_regions();
        found.extend(self.other_modes());
        found.extend(self.with_routing());
        let replacements = self.recommended();
        found.extend(self.like_it(&replacements, known));
        let at = found.iter().position(|way| way.kind == Kind::Task).unwrap_or(found.len());
        found.splice(at..at, replacements);
        found
    }

    fn way(&self, kind: Kind, mode: Mode) -> Alternative<'a> {
        Alternative {
            kind,
            model: self.model,
            mode,
            region: self.facts.region.region(),
            verdict: self.judge().verdict,
        }
    }

    fn other_regions(&self) -> Vec<Alternative<'a>> {
        let Some(mode) = self.facts.mode else { return Vec::new() };
        let here = self.facts.region.region();
        let regions = self.facts.matrix.regions_listing(self.model, mode, here);
        regions
            .into_iter()
            .filter(|region| here.is_none_or(|here| here.id != region.id))
            .map(|region| self.facts.in_region(region).case(self.model).way(Kind::Region, mode))
            .filter(|way| way.verdict.is_open())
            .take(MOST)
            .collect()
    }

    fn other_modes(&self) -> Vec<Alternative<'a>> {
        Mode::HOSTED
            .into_iter()
            .filter(|mode| Some(*mode) != self.facts.mode)
            .map(|mode| self.facts.in_mode(mode).case(self.model).way(Kind::Mode, mode))
            .filter(|way| way.verdict.is_open())
            .collect()
    }

    /// Switching routing on helps where it is needed, off, and allowed.
    fn with_routing(&self) -> Option<Alternative<'a>> {
        let posture = self.facts.posture;
        let mode = self.facts.mode?;
        let helps = needs_routing(self) == NeedsRouting::Yes
            && posture.routing == Routing::Off
            && posture.residency == Residency::None;
        let on = Posture { routing: Routing::On, ..posture.clone() };
        let verdict = super::Facts { posture: &on, ..self.facts }.case(self.model).judge().verdict;
        (helps && verdict.is_open()).then(|| Alternative {
            kind: Kind::Routing,
            verdict,
            ..self.way(Kind::Routing, mode)
        })
    }

    /// The models the docs recommend in its place, whatever the gates say of them.
    pub fn recommended(&self) -> Vec<Alternative<'a>> {
        let matrix = self.facts.matrix;
        let Some(mode) = self.facts.mode else { return Vec::new() };
        let fact = self.lifecycle().fact().or_else(|| matrix.facts_about(self.model, mode).next());
        let ids = fact.map(|fact| fact.replaced_by.as_slice()).unwrap_or_default();
        ids.iter()
            .filter_map(|id| matrix.model(id))
            .map(|model| self.facts.case(model).way(Kind::Replacement, mode))
            .collect()
    }

    /// Models of the same task that pass all gates here, closest first.
    fn like_it(
        &self,
        besides: &[Alternative<'a>],
        known: impl Fn(&Model) -> Option<Verdict>,
    ) -> Vec<Alternative<'a>> {
        let (Some(mode), Some(task)) = (self.facts.mode, self.model.task) else { return Vec::new() };
        let mut models: Vec<&Model> = self
            .facts
            .candidates()
            .filter(|model| model.task == Some(task) && model.id != self.model.id)
            .filter(|model| !besides.iter().any(|way| way.model.id == model.id))
            .filter(|model| known(model).is_none_or(|verdict| verdict == Verdict::Available))
            .collect();
        models.sort_by_key(|model| self.model.unlikeness(model));
        models
            .into_iter()
            .map(|model| self.facts.case(model).way(Kind::Task, mode))
            .filter(|way| way.verdict == Verdict::Available)
            .take(MOST)
            .collect()
    }
}

impl Model {
    /// How unlike another model is as a stand-in: inputs it lacks, then another provider, then how far the context
    /// windows lie apart in powers of two.
    fn unlikeness(&self, other: &Self) -> (usize, bool, u32) {
        let lacking = self.inputs.iter().filter(|input| !other.inputs.contains(input)).count();
        let contexts = self
            .context
            .zip(other.context)
            .map_or(u32::MAX, |(ours, theirs)| ours.max(1).ilog2().abs_diff(theirs.max(1).ilog2()));
        (lacking, self.provider != other.provider, contexts)
    }
}
