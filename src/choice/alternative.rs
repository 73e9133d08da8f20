//! The nearest ways out for a model that is closed: another secondary region, another region, another mode, routing
//! switched on, the official replacement, a model like it.

use std::cmp::Reverse;

use crate::gates::{Case, Criteria, NeedsRouting, RegionChoice, Verdict, needs_routing};
use crate::matrix::line::Recommended;
use crate::matrix::{Mode, Model, Region};
use crate::plan::posture::{Posture, Residency, Routing};
use crate::text::words;

/// How many alternatives of each kind are named.
const MOST: usize = 3;

/// In what an alternative differs from the case it helps out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlternativeKind {
    /// The same choice with another secondary region, or none.
    Secondary,
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

words! { AlternativeKind {
    Secondary = "secondary";
    Region = "region";
    Mode = "mode";
    Routing = "routing";
    Replacement = "replacement";
    Task = "task";
} }

/// A way out, with what the gates say of it.
#[derive(Debug, Clone)]
pub struct Alternative<'a> {
    /// In what it differs.
    pub kind: AlternativeKind,
    /// The model.
    pub model: &'a Model,
    /// The mode.
    pub mode: Mode,
    /// The region; none where the case has none.
    pub region: Option<&'a Region>,
    /// The secondary region; none where it has none.
    pub secondary: Option<&'a Region>,
    /// What the gates say of it.
    pub verdict: Verdict,
    /// Why it cannot be taken, in a sentence; none if it can.
    pub refused: Option<String>,
}

impl Alternative<'_> {
    /// The way out in a few words: "in us-east-2 (Americas)", "switch to …".
    pub fn words(&self) -> String {
        let rest = match (self.kind, self.region, self.secondary) {
            (AlternativeKind::Secondary, _, Some(region)) => {
                format!(" with {} ({}) as the secondary region", region.id, region.geo_name())
            }
            (AlternativeKind::Secondary, _, None) => " without a secondary region".to_owned(),
            (AlternativeKind::Region, Some(region), _) => {
                format!(" in {} ({})", region.id, region.geo_name())
            }
            (AlternativeKind::Mode, ..) => format!(" in {}", self.mode.name()),
            (AlternativeKind::Routing, ..) => " with cross-geography routing on".to_owned(),
            (AlternativeKind::Replacement, ..) => ", the recommended replacement".to_owned(),
            (AlternativeKind::Task | AlternativeKind::Region, ..) => ", for the same task".to_owned(),
        };
        format!("{}{rest}", self.model.label())
    }

    /// Whether it can be taken, if under conditions.
    pub fn is_open(&self) -> bool {
        self.verdict.is_open() && self.refused.is_none()
    }
}

impl<'a> Case<'a> {
    /// Whether ways out can be judged: the gates need a mode and a region.
    pub fn has_ways_out(&self) -> bool {
        match self.criteria.mode {
            None => false,
            Some(Mode::ExternalModels) => !matches!(self.criteria.region, RegionChoice::Open),
            Some(_) => self.criteria.region.region().is_some(),
        }
    }

    /// The nearest alternatives, nearest kind first; none before a mode and a region are chosen.
    pub fn alternatives(&self) -> Vec<Alternative<'a>> {
        if !self.has_ways_out() {
            return Vec::new();
        }
        let mut found = self.other_secondaries();
        found.extend(self.other_regions());
        found.extend(self.other_modes());
        found.extend(self.with_routing());
        let replacements = self.recommended();
        let like_it = self.like_it(&replacements);
        found.extend(replacements);
        found.extend(like_it);
        found
    }

    /// The nearest other model that can take this one's place, and whose own successors do not lead in a loop.
    pub fn better(&self) -> Option<Alternative<'a>> {
        let others = self.alternatives().into_iter().filter(|way| way.model.id != self.model.id);
        others.filter(Alternative::is_open).find(|way| {
            let replacement = self.replacement(way.model);
            replacement.refused.is_none() && !replacement.loops
        })
    }

    fn way(&self, kind: AlternativeKind, mode: Mode) -> Alternative<'a> {
        Alternative {
            kind,
            model: self.model,
            mode,
            region: self.criteria.region.region(),
            secondary: self.criteria.secondary.region(),
            verdict: self.verdict().0,
            refused: None,
        }
    }

    /// Other secondary regions, where the chosen one makes the verdict worse; none at all where no other helps.
    fn other_secondaries(&self) -> Vec<Alternative<'a>> {
        let (Some(mode), Some(here)) = (self.criteria.mode, self.criteria.region.region()) else {
            return Vec::new();
        };
        let with = |secondary: RegionChoice<'a>| Criteria { secondary, ..self.criteria }.case(self.model);
        let without = with(RegionChoice::Open).way(AlternativeKind::Secondary, mode);
        if matches!(self.criteria.secondary, RegionChoice::Open)
            || !without.is_open()
            || without.verdict >= self.verdict().0
        {
            return Vec::new();
        }
        let regions = self.criteria.matrix.regions_listing(self.model, mode, Some(here)).into_iter();
        let others: Vec<Alternative<'_>> = regions
            .filter(|region| region.id != here.id)
            .map(|region| with(RegionChoice::Known(region)).way(AlternativeKind::Secondary, mode))
            .filter(|way| way.verdict <= without.verdict)
            .take(MOST)
            .collect();
        if others.is_empty() { vec![without] } else { others }
    }

    /// Other regions that list the model. Under a residency rule, content stays in the Geo it is in.
    fn other_regions(&self) -> Vec<Alternative<'a>> {
        let (Some(mode), Some(here)) = (self.criteria.mode, self.criteria.region.region()) else {
            return Vec::new();
        };
        let in_geo = self.criteria.posture.residency == Residency::InGeo;
        let regions = self.criteria.matrix.regions_listing(self.model, mode, Some(here));
        regions
            .into_iter()
            .filter(|region| here.id != region.id)
            .filter(|region| !in_geo || here.shares_geo(region) == Some(true))
            .map(|region| self.criteria.in_region(region).case(self.model).way(AlternativeKind::Region, mode))
            .filter(Alternative::is_open)
            .take(MOST)
            .collect()
    }

    fn other_modes(&self) -> Vec<Alternative<'a>> {
        Mode::HOSTED
            .into_iter()
            .filter(|mode| Some(*mode) != self.criteria.mode)
            .map(|mode| self.criteria.in_mode(mode).case(self.model).way(AlternativeKind::Mode, mode))
            .filter(Alternative::is_open)
            .collect()
    }

    /// Switching routing on helps where it is needed, off, and allowed.
    fn with_routing(&self) -> Option<Alternative<'a>> {
        let posture = self.criteria.posture;
        let mode = self.criteria.mode?;
        let helps = needs_routing(self) == NeedsRouting::Yes
            && posture.routing == Routing::Off
            && posture.residency != Residency::InGeo;
        let on = Posture { routing: Routing::On, ..posture.clone() };
        let verdict = Criteria { posture: &on, ..self.criteria }.case(self.model).verdict().0;
        (helps && verdict.is_open())
            .then(|| Alternative { verdict, ..self.way(AlternativeKind::Routing, mode) })
    }

    /// The models the docs recommend in its place, each with why it cannot be taken if it cannot.
    pub fn recommended(&self) -> Vec<Alternative<'a>> {
        let Some(mode) = self.criteria.mode else { return Vec::new() };
        let judged = |model: &'a Model| {
            let (judged, refused) = self.judged_replacement(model);
            let unknown = || judged.deciding_reason();
            Alternative {
                kind: AlternativeKind::Replacement,
                model,
                mode,
                region: self.criteria.region.region(),
                secondary: self.criteria.secondary.region(),
                verdict: judged.verdict,
                refused: refused.or_else(|| (!judged.verdict.is_open()).then(unknown).flatten()),
            }
        };
        self.recommended_models().into_iter().map(judged).collect()
    }

    /// The same without what the gates say of each.
    pub(super) fn recommended_models(&self) -> Vec<&'a Model> {
        let matrix = self.criteria.matrix;
        let Some(mode) = self.criteria.mode else { return Vec::new() };
        let fact = self.lifecycle().fact().or_else(|| matrix.facts_about(self.model, mode).next());
        let Some(fact) = fact else { return Vec::new() };
        let mut models: Vec<&Model> = fact.replaced_by.iter().filter_map(|id| matrix.model(id)).collect();
        if let (true, Some(words)) = (models.is_empty(), &fact.replacement) {
            models = match matrix.recommended_in(words) {
                Recommended::Newest(line) => self.newest(&line).into_iter().collect(),
                Recommended::Named(named) => self.offered(named, mode),
            };
        }
        models.retain(|model| model.id != self.model.id);
        models
    }

    /// The newest of a line that can be taken here; else the newest that the mode offers, to be shown with its reason.
    fn newest(&self, line: &[&'a Model]) -> Option<&'a Model> {
        let others = || line.iter().copied().filter(|model| model.id != self.model.id);
        let offered =
            |model: &&Model| self.criteria.mode.is_some_and(|mode| self.criteria.matrix.offers(model, mode));
        let open = |model: &&Model| {
            let (judged, refused) = self.judged_replacement(model);
            judged.verdict.is_open() && refused.is_none()
        };
        others().find(open).or_else(|| others().find(offered)).or_else(|| others().next())
    }

    /// Of several that the words could mean, those that the mode offers; all where it offers none.
    fn offered(&self, named: Vec<&'a Model>, mode: Mode) -> Vec<&'a Model> {
        let offered: Vec<&Model> =
            named.iter().copied().filter(|model| self.criteria.matrix.offers(model, mode)).collect();
        if offered.is_empty() { named } else { offered }
    }

    /// Models of the same task that pass all gates here, closest first: the same line, newest first; the same provider;
    /// the rest by price.
    fn like_it(&self, besides: &[Alternative<'a>]) -> Vec<Alternative<'a>> {
        let (Some(mode), Some(task)) = (self.criteria.mode, self.model.task) else { return Vec::new() };
        let like_it = self
            .criteria
            .candidates()
            .filter(|model| model.task == Some(task) && model.id != self.model.id)
            .filter(|model| !besides.iter().any(|way| way.model.id == model.id));
        let line = self.model.line();
        // How far it is from this one, its version where they are of one line, and its price.
        let ranked = like_it.map(|model| {
            let other = model.line();
            let is_of_provider = self.model.provider.is_some() && self.model.provider == model.provider;
            let far = if other.is(&line) { 0 } else { 2 - u8::from(is_of_provider) };
            let version = if far == 0 { other.version } else { Vec::new() };
            (far, Reverse(version), model.price_in(mode).unwrap_or(f64::INFINITY), model)
        });
        let mut ranked: Vec<(u8, Reverse<Vec<u32>>, f64, &Model)> = ranked.collect();
        ranked
            .sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)).then(one.2.total_cmp(&other.2)));
        ranked
            .into_iter()
            .map(|(_, _, _, model)| self.criteria.case(model).way(AlternativeKind::Task, mode))
            .filter(|way| way.verdict == Verdict::Available)
            .take(MOST)
            .collect()
    }
}
