//! What changed between two matrices, for scripts: `servemap/matrix-diff/1`, every cell by itself.

use serde_json::{Value, json};

use crate::matrix::diff::Difference;

/// The difference as one object.
pub fn json(difference: &Difference) -> Value {
    json!({
        "schema": "servemap/matrix-diff/1",
        "cloud": difference.cloud,
        "old": difference.old,
        "new": difference.new,
        "different": !difference.is_empty(),
        "changes": difference.count(),
        "models": difference.models,
        "regions": difference.regions,
        "cells": difference.cells,
        "lifecycle": difference.announcements,
        "routing_rules": difference.routing,
        "model_facts": difference.model_facts,
        "region_facts": difference.region_facts,
    })
}
