//! What changed between two matrices, for scripts: `servemap/matrix-diff/1`, every cell by itself.

use serde::Serialize;

use crate::matrix::Cloud;
use crate::matrix::diff::{
    AddedRemoved, CellChange, Difference, FactChange, ModelEntry, NoticeChange, RegionEntry, Side,
};

/// The difference as one object, written as it is: two large matrices differ in a million cells.
#[derive(Serialize)]
pub struct ChangesJson<'d, I> {
    schema: &'static str,
    cloud: Cloud,
    old: &'d Side,
    new: &'d Side,
    different: bool,
    changes: usize,
    models: &'d AddedRemoved<ModelEntry>,
    regions: &'d AddedRemoved<RegionEntry>,
    cells: &'d [CellChange<'d>],
    lifecycle: &'d [NoticeChange],
    routing_rules: &'d [NoticeChange],
    model_facts: &'d [FactChange],
    region_facts: &'d [FactChange],
    /// What it does to decisions, where some were named.
    #[serde(skip_serializing_if = "Option::is_none")]
    impact: Option<&'d I>,
}

/// The difference, and what it does to the decisions that were named.
pub fn json<'d, I>(difference: &'d Difference<'d>, impact: Option<&'d I>) -> ChangesJson<'d, I> {
    ChangesJson {
        schema: "servemap/matrix-diff/1",
        cloud: difference.cloud,
        old: &difference.old,
        new: &difference.new,
        different: !difference.is_empty(),
        changes: difference.count(),
        models: &difference.models,
        regions: &difference.regions,
        cells: &difference.cells,
        lifecycle: &difference.announcements,
        routing_rules: &difference.routing,
        model_facts: &difference.model_facts,
        region_facts: &difference.region_facts,
        impact,
    }
}
