//! The matrix: which model is served in which mode in which region, since when, until when, and who says so.
//!
//! Read-only once loaded. It speaks for its own date; what it does not say is unknown.

pub mod availability;
pub mod bundled;
pub mod cloud;
pub mod contradiction;
pub mod diff;
pub mod file;
pub mod lifecycle;
pub mod line;
pub mod mode;
pub mod model;
pub mod names;
mod origin;
pub mod packed;
pub mod region;
pub mod source;
pub mod timeline;
pub mod typed;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use crate::text::words;

pub use availability::{Availability, Scope};
pub use cloud::Cloud;
pub use lifecycle::{DateKind, Lifecycle, LifecycleFact, LifecycleState, Redirect, State};
pub use mode::{Mode, Workload};
pub use model::{EndpointName, Host, Model, ModelId, Naming, Price, Realtime, Task};
pub use origin::MatrixOrigin;
pub use region::{Geo, Region, RegionId};
pub use source::Source;
pub use timeline::TimelineEntry;

/// The age in days past which a matrix is said to be old wherever it is shown.
pub const OLD_AFTER_DAYS: i64 = 45;

/// Where a routing rule of the docs asks for cross-geography routing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoutingScope {
    /// In every region: the model is hosted on global endpoints.
    EveryRegion,
    /// Outside the US and EU Geos.
    OutsideUsAndEu,
    /// Outside the US.
    OutsideUs,
}

words! { RoutingScope {
    EveryRegion = "every-region", "in every region";
    OutsideUsAndEu = "outside-us-and-eu", "outside the US and the EU";
    OutsideUs = "outside-us", "outside the US";
} }

/// A rule of the docs about routing, apart from what cells say. The cell of the matrix comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoutingRule {
    pub model: ModelId,
    /// The modes it holds for; every hosted mode where the docs name none.
    pub modes: Vec<Mode>,
    /// Where routing is needed.
    pub scope: RoutingScope,
    /// What else is to be known.
    pub note: Option<String>,
    pub(crate) source: usize,
}

/// Everything known about one cloud on one day. Made by the reader of files alone, which fills an empty one.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    /// The cloud it speaks for.
    pub cloud: Cloud,
    /// The day it speaks for.
    pub as_of: NaiveDate,
    /// Where it came from.
    pub origin: MatrixOrigin,
    source: usize,
    realtime_source: Option<usize>,
    sources: Vec<Source>,
    regions: Vec<Region>,
    models: Vec<Model>,
    /// One table per hosted mode, model after model, a place for each region.
    cells: [Vec<Availability>; 3],
    /// The second list of provisioned throughput, "optimized for batch inference".
    batch_optimized: Vec<Availability>,
    /// Whether the region table has the row at all, per hosted mode and region.
    rows: [Vec<bool>; 3],
    /// Whether any region lists the model, per hosted mode and model.
    offered: [Vec<bool>; 3],
    /// How many regions' cells nobody has seen, per hosted mode and model.
    unseen: [Vec<usize>; 3],
    lifecycle: Vec<LifecycleFact>,
    routing: Vec<RoutingRule>,
    /// The place of the source that most announcements cite.
    lifecycle_source: Option<usize>,
    /// The countries of each Geo, in the order of the alphabet.
    countries: HashMap<Geo, Vec<String>>,
    /// The place of each model by its id.
    places: HashMap<ModelId, usize>,
    /// The places of the announcements about each model.
    facts_of: Vec<Vec<usize>>,
    /// The places of the routing rules about each model.
    rules_of: Vec<Vec<usize>>,
    /// The ids of the models, for what is told of a name that is none of them.
    ids: Arc<[String]>,
    /// What Unity Catalog calls models.
    catalog: Vec<CatalogName>,
    /// Every name that models and regions go by, put in order when the first is asked for.
    model_names: OnceLock<names::ModelNames>,
    /// The external models that were typed.
    typed: typed::TypedModels,
    region_names: OnceLock<Arc<names::RegionNames>>,
}

/// What Unity Catalog calls a model, where that does not follow from the model's endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogName {
    /// The whole name: `system.ai.llama_v3_3_70b_instruct`.
    pub name: String,
    pub(crate) model: usize,
    pub(crate) source: usize,
}

impl Matrix {
    /// The regions, in the order of the file.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// All models, hosted first, then external ones, in the order of the files.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// Every announcement about a model's end.
    pub fn lifecycle_facts(&self) -> &[LifecycleFact] {
        &self.lifecycle
    }

    /// Every rule of the docs about routing.
    pub fn routing_rules(&self) -> &[RoutingRule] {
        &self.routing
    }

    /// Every source the matrix names.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The page the cells were read from.
    pub fn source(&self) -> &Source {
        &self.sources[self.source]
    }

    /// The list of models for real-time inference, if the matrix names it.
    pub fn realtime_list(&self) -> Option<&Source> {
        self.realtime_source.map(|at| &self.sources[at])
    }

    /// The sources of a model's own facts.
    pub fn sources_of_model<'a>(&'a self, model: &'a Model) -> impl Iterator<Item = &'a Source> {
        model.sources.iter().map(|at| &self.sources[*at])
    }

    pub fn sources_of_fact<'a>(&'a self, fact: &'a LifecycleFact) -> impl Iterator<Item = &'a Source> {
        fact.sources.iter().map(|at| &self.sources[*at])
    }

    /// The page of this cloud that most announcements were read from: where silence about a model was read, too. None
    /// where no such page was read for this cloud.
    pub fn lifecycle_source(&self) -> Option<&Source> {
        self.lifecycle_source.map(|at| &self.sources[at])
    }

    /// What Unity Catalog calls models, each with the model and the source.
    pub fn catalog_names(&self) -> impl Iterator<Item = (&str, &Model, &Source)> {
        self.catalog
            .iter()
            .map(|known| (known.name.as_str(), &self.models[known.model], &self.sources[known.source]))
    }

    /// The clouds that sources speak for, if none of them speaks for this one.
    pub fn only_other_clouds<'a>(&self, sources: impl Iterator<Item = &'a Source>) -> Option<String> {
        let clouds: Vec<Cloud> = sources.filter_map(|source| source.cloud).collect();
        let mut names: Vec<&str> = clouds.iter().map(|cloud| cloud.name()).collect();
        names.sort_unstable();
        names.dedup();
        (!clouds.is_empty() && !clouds.contains(&self.cloud)).then(|| names.join(" and "))
    }

    /// A Geo with its countries as this matrix has them: Geo Europe is not the EU, and nobody may take it for it.
    pub fn geo_in_words(&self, region: &Region) -> String {
        let Some(geo) = &region.geo else { return format!("the Geo of {} (unknown)", region.id) };
        match self.countries.get(geo).map(Vec::as_slice).unwrap_or_default() {
            [] => format!("Geo {geo}"),
            countries => format!("Geo {geo} ({})", countries.join(", ")),
        }
    }

    pub fn source_of_rule(&self, rule: &RoutingRule) -> &Source {
        &self.sources[rule.source]
    }

    pub fn source_of_price(&self, price: &Price) -> &Source {
        &self.sources[price.source]
    }

    /// The region of a code. All codes are looked through: no loop over cells asks for it.
    pub fn region(&self, id: &RegionId) -> Option<&Region> {
        #[cfg(test)]
        REGION_LOOKUPS.set(REGION_LOOKUPS.get() + 1);
        self.regions.iter().find(|region| region.id == *id)
    }

    /// The model of an id: one of the list, or one that was typed.
    pub fn model(&self, id: &ModelId) -> Option<&Model> {
        self.model_of(&id.0)
    }

    fn model_of(&self, id: &str) -> Option<&Model> {
        self.places.get(id).map(|place| &self.models[*place]).or_else(|| self.typed_model(id))
    }

    /// The place of a model among [`Matrix::models`].
    pub fn place_of(&self, model: &Model) -> usize {
        model.index
    }

    /// What the region table says of a model in a hosted mode and a region.
    ///
    /// A region whose row was never seen is unknown; a seen row that does not name the model does not list it,
    /// unless the row itself says that it is not known in full.
    pub fn availability(&self, model: &Model, mode: Mode, region: &Region) -> Availability {
        let Some(column) = mode.column() else { return Availability::Unknown };
        self.cells[column].get(self.place(model, region)).copied().unwrap_or(Availability::Unknown)
    }

    /// What the second list of provisioned throughput, "optimized for batch inference", says. Unknown where
    /// the region has no such list.
    pub fn batch_optimized(&self, model: &Model, region: &Region) -> Availability {
        self.batch_optimized.get(self.place(model, region)).copied().unwrap_or(Availability::Unknown)
    }

    /// Whether the matrix has seen the region's row for a hosted mode.
    pub fn has_row(&self, mode: Mode, region: &Region) -> bool {
        mode.column().is_some_and(|column| self.rows[column][region.index])
    }

    /// Whether a mode offers the model in at least one region; for external models, whether it is one.
    pub fn offers(&self, model: &Model, mode: Mode) -> bool {
        match mode.column() {
            Some(column) => self.offered[column].get(model.index).is_some_and(|offered| *offered),
            None => model.is_external(),
        }
    }

    /// How many regions' cells of a model in a hosted mode nobody has seen, and how many there are.
    pub fn unseen_cells(&self, model: &Model, mode: Mode) -> (usize, usize) {
        let all = self.regions.len();
        let unseen =
            mode.column().map_or(0, |column| self.unseen[column].get(model.index).copied().unwrap_or(all));
        (unseen, all)
    }

    /// The modes that offer the model somewhere.
    pub fn modes_of(&self, model: &Model) -> Vec<Mode> {
        Mode::ALL.into_iter().filter(|mode| self.offers(model, *mode)).collect()
    }

    /// The regions that list a model in a hosted mode, nearest to `from` first: same country, same Geo, others.
    pub fn regions_listing(&self, model: &Model, mode: Mode, from: Option<&Region>) -> Vec<&Region> {
        let lists = |region: &&Region| self.availability(model, mode, region).is_listed();
        let mut regions: Vec<&Region> = self.regions.iter().filter(lists).collect();
        regions.sort_by_key(|region| from.map_or(0, |from| from.distance(region)));
        regions
    }

    /// Where the model stands in a mode on a day, by the facts of this cloud.
    pub fn lifecycle<'a>(&'a self, model: &Model, mode: Mode, day: NaiveDate) -> Lifecycle<'a> {
        self.facts_about(model, mode)
            .filter(|fact| fact.clouds.is_empty() || fact.clouds.contains(&self.cloud))
            .map(|fact| fact.on(day))
            .max_by_key(|lifecycle| lifecycle.state())
            .unwrap_or(Lifecycle::Active)
    }

    /// An announcement that only the pages of other clouds make.
    pub fn lifecycle_elsewhere<'a>(&'a self, model: &Model, mode: Mode) -> Option<&'a LifecycleFact> {
        self.facts_about(model, mode)
            .find(|fact| !fact.clouds.is_empty() && !fact.clouds.contains(&self.cloud))
    }

    /// Whether any page announces something about the model, in whatever mode.
    pub fn has_facts_about(&self, model: &Model) -> bool {
        self.facts_of.get(model.index).is_some_and(|facts| !facts.is_empty())
    }

    /// All announcements about a model in a mode, whatever the cloud.
    pub fn facts_about<'a, 'm>(
        &'a self,
        model: &'m Model,
        mode: Mode,
    ) -> impl Iterator<Item = &'a LifecycleFact> + use<'a, 'm> {
        let places = self.facts_of.get(model.index).map(Vec::as_slice).unwrap_or_default();
        places.iter().map(|place| &self.lifecycle[*place]).filter(move |fact| fact.modes.contains(&mode))
    }

    /// The docs' own rule about routing for a model in a mode, apart from cells. Of several, the widest.
    pub fn routing_rule(&self, model: &Model, mode: Mode) -> Option<&RoutingRule> {
        let places = self.rules_of.get(model.index)?;
        let rules = places.iter().map(|place| &self.routing[*place]);
        let mut held = rules.filter(|rule| rule.modes.contains(&mode));
        let first = held.clone().next()?;
        held.find(|rule| rule.scope == RoutingScope::EveryRegion).or(Some(first))
    }

    /// How many days old the matrix is on a day; negative when the day lies before it.
    pub fn age(&self, day: NaiveDate) -> i64 {
        crate::date::days(self.as_of, day)
    }

    /// Whether the matrix is too old on a day to be trusted without a look at the official page.
    pub fn is_old(&self, day: NaiveDate) -> bool {
        self.age(day) > OLD_AFTER_DAYS
    }

    fn place(&self, model: &Model, region: &Region) -> usize {
        model.index * self.regions.len() + region.index
    }
}

#[cfg(test)]
thread_local! {
    /// How often a region was looked for by its code.
    static REGION_LOOKUPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}
