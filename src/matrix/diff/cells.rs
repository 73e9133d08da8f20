//! Cells that say something else: opened, closed, routed otherwise, preview or no longer, known or no longer.

use serde::{Serialize, Serializer};

use crate::matrix::{Availability, Matrix, Mode, Model, ModelId, Region, RegionId, Scope};
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

/// One cell that changed. There can be a million: it names model and region where the matrices have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CellChange<'a> {
    #[serde(rename = "change")]
    pub kind: ChangeKind,
    pub model: &'a ModelId,
    /// What tables call the model.
    #[serde(skip)]
    pub label: &'a str,
    pub mode: Mode,
    /// Whether it is a cell of the second list of provisioned throughput, "optimized for batch inference".
    pub batch_list: bool,
    pub region: &'a RegionId,
    #[serde(serialize_with = "scope_and_preview")]
    pub before: Availability,
    #[serde(serialize_with = "scope_and_preview")]
    pub after: Availability,
}

/// Scope and preview apart, so that no script has to split words.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn scope_and_preview<S: Serializer>(cell: &Availability, to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Cell {
        listed: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        scope: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        preview: Option<bool>,
    }
    let cell = match cell {
        Availability::Listed { scope, preview } => {
            let scope = if *scope == Scope::InGeo { "in-geo" } else { "cross-geo" };
            Cell { listed: "yes", scope: Some(scope), preview: Some(*preview) }
        }
        Availability::NotListed => Cell { listed: "no", scope: None, preview: None },
        Availability::Unknown => Cell { listed: "unknown", scope: None, preview: None },
    };
    cell.serialize(to)
}

/// The models of both, in the order of the newer, those it no longer has last.
pub(super) fn models_of_both<'a>(old: &'a Matrix, new: &'a Matrix) -> impl Iterator<Item = &'a Model> {
    let gone = old.models().iter().filter(|model| new.model(&model.id).is_none());
    new.models().iter().chain(gone)
}

/// A region by its place in both matrices; none where one of them does not have it.
#[derive(Clone, Copy)]
pub(super) struct InBoth<'a> {
    old: Option<&'a Region>,
    new: Option<&'a Region>,
}

impl<'a> InBoth<'a> {
    /// The regions in the order of the newer matrix, those it no longer has last. Looked up once, not for every cell.
    pub(super) fn regions(old: &'a Matrix, new: &'a Matrix) -> Vec<Self> {
        let known =
            new.regions().iter().map(|region| Self { old: old.region(&region.id), new: Some(region) });
        let gone = old.regions().iter().filter(|region| new.region(&region.id).is_none());
        known.chain(gone.map(|region| Self { old: Some(region), new: None })).collect()
    }
}

/// The cells of both matrices that differ: mode after mode, model after model, in the order of the newer one.
pub(super) fn changes<'a>(old: &'a Matrix, new: &'a Matrix, regions: &[InBoth<'a>]) -> Vec<CellChange<'a>> {
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
                let before = was.cell(mode, batch_list, region.old);
                let after = is.cell(mode, batch_list, region.new);
                // A region that came or went is told once, with what it lists; not again for all that it does not list.
                let both = region.old.is_some() && region.new.is_some();
                let Some(region) = region.new.or(region.old) else { continue };
                if before == after || !both && !before.is_listed() && !after.is_listed() {
                    continue;
                }
                let change = |kind| CellChange {
                    kind,
                    model: &model.id,
                    label: model.label(),
                    mode,
                    batch_list,
                    region: &region.id,
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
pub(super) fn was_denied(here: &Matrix, there: &Matrix, regions: &[InBoth<'_>], model: &ModelId) -> bool {
    let (denying, listing) = (ModelCells::of(here, model), ModelCells::of(there, model));
    Mode::HOSTED.into_iter().any(|mode| {
        regions.iter().any(|region| {
            listing.cell(mode, false, region.new).is_listed()
                && denying.cell(mode, false, region.old) == Availability::NotListed
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

    /// A row that was seen does not list a model it does not name, known or not. The region is one of this matrix.
    fn cell(&self, mode: Mode, batch_list: bool, region: Option<&Region>) -> Availability {
        let Some(region) = region else { return Availability::Unknown };
        match self.model {
            Some(model) if batch_list => self.matrix.batch_optimized(model, region),
            Some(model) => self.matrix.availability(model, mode, region),
            None if !batch_list && self.matrix.has_row(mode, region) => Availability::NotListed,
            None => Availability::Unknown,
        }
    }
}
