//! Cells that say something else: opened, closed, routed otherwise, preview or no longer, known or no longer.

use crate::matrix::{Availability, Matrix, Mode, ModelId, Region, RegionId};
use crate::text::words;

/// In which way a cell changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellTurn {
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

words! { CellTurn {
    Opened = "opened";
    Closed = "closed";
    Routing = "routing", "routing changed";
    Preview = "preview", "preview changed";
    BecameKnown = "became-known", "became known";
    BecameUnknown = "became-unknown", "became unknown";
} }

impl CellTurn {
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// In which way.
    pub turn: CellTurn,
    /// The model.
    pub model: ModelId,
    /// What tables call the model.
    pub label: String,
    /// The mode.
    pub mode: Mode,
    /// Whether it is a cell of the second list of provisioned throughput, "optimized for batch inference".
    pub batch_list: bool,
    /// The region.
    pub region: RegionId,
    /// What the cell said.
    pub before: Availability,
    /// What it says.
    pub after: Availability,
}

/// The cells of both matrices that differ: mode after mode, model after model, in the order of the newer one.
pub(super) fn changes(old: &Matrix, new: &Matrix) -> Vec<CellChange> {
    let models: Vec<(&ModelId, &str)> = union(
        new.models().iter().map(|model| (&model.id, model.label())),
        old.models().iter().map(|model| (&model.id, model.label())),
        |id| new.model(id).is_some(),
    );
    let regions: Vec<&RegionId> = new
        .regions()
        .iter()
        .map(|region| &region.id)
        .chain(old.regions().iter().map(|region| &region.id).filter(|id| new.region(id).is_none()))
        .collect();
    let mut changes = Vec::new();
    for mode in Mode::HOSTED {
        for (model, label) in &models {
            let (was, is) = (Sight::of(old, model), Sight::of(new, model));
            // What a mode offers nowhere is no news, whichever rows were seen.
            if !was.offers(mode) && !is.offers(mode) {
                continue;
            }
            for region in &regions {
                for batch_list in [false, true] {
                    if batch_list && mode != Mode::ProvisionedThroughput {
                        continue;
                    }
                    let place = Place { model, label, mode, batch_list, region };
                    changes.extend(place.changes(&was, &is));
                }
            }
        }
    }
    changes.sort_by_key(|change| change.turn);
    changes
}

fn union<'a>(
    first: impl Iterator<Item = (&'a ModelId, &'a str)>,
    second: impl Iterator<Item = (&'a ModelId, &'a str)>,
    is_known: impl Fn(&ModelId) -> bool,
) -> Vec<(&'a ModelId, &'a str)> {
    first.chain(second.filter(|(id, _)| !is_known(id))).collect()
}

/// Whether one matrix denies, in a row it has seen, a cell that the other lists for the model.
pub(super) fn was_denied(here: &Matrix, there: &Matrix, model: &ModelId) -> bool {
    let (denying, listing) = (Sight::of(here, model), Sight::of(there, model));
    Mode::HOSTED.into_iter().any(|mode| {
        there.regions().iter().any(|region| {
            listing.cell(mode, false, &region.id).is_listed()
                && denying.cell(mode, false, &region.id) == Availability::NotListed
        })
    })
}

/// What one matrix sees of one model, whether or not it knows it.
struct Sight<'a> {
    matrix: &'a Matrix,
    model: Option<&'a crate::matrix::Model>,
}

impl<'a> Sight<'a> {
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

    fn region(&self, region: &RegionId) -> Option<&'a Region> {
        self.matrix.region(region)
    }
}

/// One cell, as both matrices are asked for it.
struct Place<'a> {
    model: &'a ModelId,
    label: &'a str,
    mode: Mode,
    batch_list: bool,
    region: &'a RegionId,
}

impl Place<'_> {
    fn changes(&self, was: &Sight<'_>, is: &Sight<'_>) -> Vec<CellChange> {
        let before = was.cell(self.mode, self.batch_list, self.region);
        let after = is.cell(self.mode, self.batch_list, self.region);
        // A region that came or went is told once, with what it lists; not again for all that it does not list.
        let both = was.region(self.region).is_some() && is.region(self.region).is_some();
        if !both && !before.is_listed() && !after.is_listed() {
            return Vec::new();
        }
        let change = |turn| CellChange {
            turn,
            model: self.model.clone(),
            label: self.label.to_owned(),
            mode: self.mode,
            batch_list: self.batch_list,
            region: self.region.clone(),
            before,
            after,
        };
        CellTurn::between(before, after).into_iter().map(change).collect()
    }
}
