//! Cells that say something else: opened, closed, routed otherwise, preview or no longer, known or no longer.

use serde::{Serialize, Serializer};

use crate::matrix::{Availability, Matrix, Mode, Model, ModelId, RegionId, Scope};
use crate::text::words;

/// In which way a cell changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Not listed before, listed now.
    Opened,
    /// Listed before, not listed now.
    Closed,
    /// Listed before and now, in another scope: cross-geography routing is needed, or no longer.
    Routing,
    /// Listed before and now, a preview now or no longer.
    Preview,
    /// Nobody had seen the cell before.
    BecameKnown,
    /// Nobody has seen the cell now.
    BecameUnknown,
}

words! { ChangeKind {
    Opened = "opened";
    Closed = "closed";
    Routing = "routing", "routing changed";
    Preview = "preview", "preview changed";
    BecameKnown = "became-known", "became known";
    BecameUnknown = "became-unknown", "became unknown";
} }

impl ChangeKind {
    /// In which ways a cell changed; two at once where routing and preview did.
    fn between(before: Availability, after: Availability) -> Vec<Self> {
        use Availability::{Listed, NotListed, Unknown};
        match (before, after) {
            (Unknown, Unknown) | (NotListed, NotListed) => Vec::new(),
            (Unknown, _) => vec![Self::BecameKnown],
            (_, Unknown) => vec![Self::BecameUnknown],
            (NotListed, Listed { .. }) => vec![Self::Opened],
            (Listed { .. }, NotListed) => vec![Self::Closed],
            (Listed { scope: was, preview: early }, Listed { scope, preview }) => {
                let routing = (was != scope).then_some(Self::Routing);
                routing.into_iter().chain((early != preview).then_some(Self::Preview)).collect()
            }
        }
    }
}

/// One cell that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellChange {
    #[serde(rename = "change")]
    pub kind: ChangeKind,
    pub model: ModelId,
    /// What tables call the model.
    #[serde(skip)]
    pub label: String,
    pub mode: Mode,
    /// Whether it is a cell of the second list of provisioned throughput, "optimized for batch inference".
    pub batch_list: bool,
    pub region: RegionId,
    #[serde(serialize_with = "scope_and_preview")]
    pub before: Availability,
    #[serde(serialize_with = "scope_and_preview")]
    pub after: Availability,
}

/// Scope and preview apart, so that no script has to split words.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn scope_and_preview<S: Serializer>(cell: &Availability, to: S) -> Result<S::Ok, S::Error> {
    match cell {
        Availability::Listed { scope, preview } => {
            let scope = if *scope == Scope::InGeo { "in-geo" } else { "cross-geo" };
            serde_json::json!({ "listed": "yes", "scope": scope, "preview": preview }).serialize(to)
        }
        Availability::NotListed => serde_json::json!({ "listed": "no" }).serialize(to),
        Availability::Unknown => serde_json::json!({ "listed": "unknown" }).serialize(to),
    }
}

/// The models of both, in the order of the newer, those it no longer has last.
pub(super) fn models_of_both<'a>(old: &'a Matrix, new: &'a Matrix) -> impl Iterator<Item = &'a Model> {
    let gone = old.models().iter().filter(|model| new.model(&model.id).is_none());
    new.models().iter().chain(gone)
}

/// The cells of both matrices that differ: mode after mode, model after model, in the order of the newer one.
pub(super) fn changes(old: &Matrix, new: &Matrix) -> Vec<CellChange> {
    let regions: Vec<&RegionId> = new
        .regions()
        .iter()
        .map(|region| &region.id)
        .chain(old.regions().iter().map(|region| &region.id).filter(|id| new.region(id).is_none()))
        .collect();
    let mut changes = Vec::new();
    for mode in Mode::HOSTED {
        for model in models_of_both(old, new) {
            let (was, is) = (ModelCells::of(old, &model.id), ModelCells::of(new, &model.id));
            // What a mode offers nowhere is no news, whichever rows were seen.
            if !was.offers(mode) && !is.offers(mode) {
                continue;
            }
            let lists: &[bool] = if mode == Mode::ProvisionedThroughput { &[false, true] } else { &[false] };
            for (region, batch_list) in
                regions.iter().flat_map(|region| lists.iter().map(move |list| (*region, *list)))
            {
                let (before, after) = (was.cell(mode, batch_list, region), is.cell(mode, batch_list, region));
                // A region that came or went is told once, with what it lists; not again for all that it does not list.
                let both = old.region(region).is_some() && new.region(region).is_some();
                if !both && !before.is_listed() && !after.is_listed() {
                    continue;
                }
                let change = |kind| CellChange {
                    kind,
                    model: model.id.clone(),
                    label: model.label().to_owned(),
                    mode,
                    batch_list,
                    region: region.clone(),
                    before,
                    after,
                };
                changes.extend(ChangeKind::between(before, after).into_iter().map(change));
            }
        }
    }
    changes.sort_by_key(|change| change.kind);
    changes
}

/// Whether one matrix denies, in a row it has seen, a cell that the other lists for the model.
pub(super) fn was_denied(here: &Matrix, there: &Matrix, model: &ModelId) -> bool {
    let (denying, listing) = (ModelCells::of(here, model), ModelCells::of(there, model));
    Mode::HOSTED.into_iter().any(|mode| {
        there.regions().iter().any(|region| {
            listing.cell(mode, false, &region.id).is_listed()
                && denying.cell(mode, false, &region.id) == Availability::NotListed
        })
    })
}

/// What one matrix sees of one model, whether or not it knows it.
struct ModelCells<'a> {
    matrix: &'a Matrix,
    model: Option<&'a Model>,
}

impl<'a> ModelCells<'a> {
    fn of(matrix: &'a Matrix, model: &ModelId) -> Self {
        Self { matrix, model: matrix.model(model) }
    }

    fn offers(&self, mode: Mode) -> bool {
        self.model.is_some_and(|model| self.matrix.offers(model, mode))
    }

    /// A row that was seen does not list a model it does not name, known or not.
    fn cell(&self, mode: Mode, batch_list: bool, region: &RegionId) -> Availability {
        let Some(region) = self.matrix.region(region) else { return Availability::Unknown };
        match self.model {
            Some(model) if batch_list => self.matrix.batch_optimized(model, region),
            Some(model) => self.matrix.availability(model, mode, region),
            None if !batch_list && self.matrix.has_row(mode, region) => Availability::NotListed,
            None => Availability::Unknown,
        }
    }
}
