//! What changed between two matrices, for scripts: `servemap/matrix-diff/1`, every cell by itself.

use serde_json::{Value, json};

use crate::matrix::diff::{CellChange, Difference, FactChange, ModelTurn, RegionTurn, Side};
use crate::matrix::{Availability, Mode, Scope};

/// The difference as one object.
pub fn json(difference: &Difference) -> Value {
    let side = |side: &Side| json!({ "as_of": side.as_of.to_string(), "origin": side.origin });
    let announcements: Vec<Value> = difference
        .announcements
        .iter()
        .map(|told| {
            json!({
                "change": told.turn(),
                "model": told.model.0,
                "modes": ids(&told.modes),
                "before": told.before,
                "after": told.after,
            })
        })
        .collect();
    let routing: Vec<Value> = difference
        .routing
        .iter()
        .map(|rule| {
            json!({
                "change": rule.turn(),
                "model": rule.model.0,
                "modes": ids(&rule.modes),
                "before": rule.before,
                "after": rule.after,
            })
        })
        .collect();
    json!({
        "schema": "servemap/matrix-diff/1",
        "cloud": difference.cloud.id(),
        "old": side(&difference.old),
        "new": side(&difference.new),
        "different": !difference.is_empty(),
        "changes": difference.count(),
        "models": { "come": models(&difference.models_come), "gone": models(&difference.models_gone) },
        "regions": { "come": regions(&difference.regions_come), "gone": regions(&difference.regions_gone) },
        "cells": difference.cells.iter().map(cell).collect::<Vec<_>>(),
        "lifecycle": announcements,
        "routing_rules": routing,
        "model_facts": facts(&difference.model_facts),
        "region_facts": facts(&difference.region_facts),
    })
}

fn ids(modes: &[Mode]) -> Vec<&'static str> {
    modes.iter().map(|mode| mode.id()).collect()
}

fn models(models: &[ModelTurn]) -> Value {
    let one =
        |turn: &ModelTurn| json!({ "model": turn.model.0, "name": turn.name, "modes": ids(&turn.modes) });
    models.iter().map(one).collect()
}

fn regions(regions: &[RegionTurn]) -> Value {
    let listed = |turn: &RegionTurn| -> serde_json::Map<String, Value> {
        turn.listed.iter().map(|(mode, count)| (mode.id().to_owned(), json!(count))).collect()
    };
    let one = |turn: &RegionTurn| json!({ "region": turn.region.0, "location": turn.location, "models_listed": listed(turn) });
    regions.iter().map(one).collect()
}

fn cell(change: &CellChange) -> Value {
    json!({
        "change": change.turn.id(),
        "model": change.model.0,
        "mode": change.mode.id(),
        "batch_list": change.batch_list,
        "region": change.region.0,
        "before": availability(change.before),
        "after": availability(change.after),
    })
}

/// Scope and preview apart, so that no script has to part words.
fn availability(cell: Availability) -> Value {
    match cell {
        Availability::Listed { scope, preview } => {
            let scope = if scope == Scope::InGeo { "in-geo" } else { "cross-geo" };
            json!({ "listed": "yes", "scope": scope, "preview": preview })
        }
        Availability::NotListed => json!({ "listed": "no" }),
        Availability::Unknown => json!({ "listed": "unknown" }),
    }
}

fn facts(facts: &[FactChange]) -> Value {
    let one = |change: &FactChange| {
        json!({
            "about": change.about,
            "fact": change.fact,
            "before": change.before,
            "after": change.after,
        })
    };
    facts.iter().map(one).collect()
}
