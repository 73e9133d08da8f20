//! `[[lifecycle]]` and `[[routing]]`: announcements about models' ends, and the docs' rules about routing.

use super::sources::Book;
use super::{model_ids, model_place, modes};
use crate::document::{Fields, one_of};
use crate::matrix::{
    Cloud, DateKind, LifecycleFact, Matrix, ModelId, Redirect, RoutingRule, RoutingScope, State,
};

pub(super) fn read(root: &Fields<'_, '_>, book: &Book, matrix: &mut Matrix) {
    let mut facts = Vec::new();
    for fields in root.tables("lifecycle") {
        facts.extend(read_fact(&fields, book, matrix));
        fields.finish();
    }
    // A later file that speaks of a model speaks for all of its life.
    matrix.lifecycle.retain(|old| !facts.iter().any(|new: &LifecycleFact| new.model == old.model));
    matrix.lifecycle.extend(facts);
}

fn read_fact(fields: &Fields<'_, '_>, book: &Book, matrix: &Matrix) -> Option<LifecycleFact> {
    let problems = fields.problems();
    let states = [("legacy", State::Legacy), ("deprecated", State::Deprecated), ("retired", State::Retired)];
    let model = model(fields, matrix);
    let modes = modes(fields, "modes");
    if modes.is_empty() {
        fields.missing("modes", "[\"pay-per-token\"]");
    }
    let state = one_of(fields.line("state"), "state", &states, problems);
    if state.is_none() {
        fields.missing("state", "\"deprecated\"");
    }
    let clouds: Vec<(&str, Cloud)> = Cloud::ALL.iter().map(|cloud| (cloud.id(), *cloud)).collect();
    let fact = LifecycleFact {
        model: model?,
        modes,
        state: state?,
        retires: fields.date("retires").map(|date| date.value),
        date_kind: one_of(fields.line("date_is"), "kind of date", &DateKind::WORDS, problems)
            .unwrap_or(DateKind::Announced),
        replacement: fields.line("replacement").map(|replacement| replacement.value),
        replaced_by: model_ids(fields, "replaced_by", matrix),
        redirect: read_redirect(fields, matrix),
        clouds: fields
            .lines("clouds")
            .into_iter()
            .filter_map(|cloud| one_of(Some(cloud), "cloud", &clouds, problems))
            .collect(),
        note: fields.line("note").map(|note| note.value),
        sources: book.all(fields),
    };
    Some(fact)
}

fn model(fields: &Fields<'_, '_>, matrix: &Matrix) -> Option<ModelId> {
    let Some(id) = fields.line("model") else {
        fields.missing("model", "\"databricks-llama-4-maverick\"");
        return None;
    };
    model_place(&id.value, &id, matrix, fields.problems())?;
    Some(ModelId(id.value))
}

fn read_redirect(fields: &Fields<'_, '_>, matrix: &Matrix) -> Option<Redirect> {
    let redirect = fields.table("redirect")?;
    let (from, to, target) = (redirect.date("from"), redirect.date("to"), redirect.line("target"));
    if from.is_none() || to.is_none() || target.is_none() {
        redirect.missing("from, to and target", "a day, a day and a model");
    }
    let (from, to, target) = (from?, to?, target?);
    if to.value < from.value {
        let message = format!("the redirect ends on {}, before it begins on {}", to.value, from.value);
        redirect.problems().report(&to.span, message, None);
    }
    model_place(&target.value, &target, matrix, redirect.problems());
    redirect.finish();
    Some(Redirect { from: from.value, to: to.value, target: ModelId(target.value) })
}

pub(super) fn read_routing(root: &Fields<'_, '_>, book: &Book, matrix: &mut Matrix) {
    let scopes = [
        ("every-region", RoutingScope::EveryRegion),
        ("outside-us-and-eu", RoutingScope::OutsideUsAndEu),
        ("outside-us", RoutingScope::OutsideUs),
    ];
    for fields in root.tables("routing") {
        let model = model(&fields, matrix);
        let modes = modes(&fields, "modes");
        let scope = one_of(fields.line("needed"), "scope of a routing rule", &scopes, fields.problems());
        if scope.is_none() {
            fields.missing("needed", "\"every-region\"");
        }
        let source = book.one(&fields, "source");
        let note = fields.line("note").map(|note| note.value);
        fields.finish();
        if let (Some(model), Some(scope), Some(source)) = (model, scope, source) {
            matrix.routing.push(RoutingRule { model, modes, scope, note, source });
        }
    }
}
