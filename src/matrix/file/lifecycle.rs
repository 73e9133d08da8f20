//! `[[lifecycle]]` and `[[routing]]`: announcements about models' ends, and the docs' rules about routing.

use super::sources::SourceIndex;
use super::{model_ids, model_place, some_modes};
use crate::matrix::{DateKind, LifecycleFact, Matrix, Mode, ModelId, Redirect, RoutingRule};
use crate::toml_file::{Fields, one_of};

pub(super) fn read(root: &Fields<'_, '_>, source_index: &SourceIndex, matrix: &mut Matrix) {
    let mut facts = Vec::new();
    for fields in root.tables("lifecycle") {
        facts.extend(read_fact(&fields, source_index, matrix));
        fields.finish();
    }
    // A later file that speaks of a model in a mode has the last word on both; of what it does not mention, the
    // earlier ones still speak, with their own sources and dates. What only pages of other clouds say stays beside it.
    let cloud = matrix.cloud;
    let of_this_cloud = |fact: &LifecycleFact| fact.clouds.is_empty() || fact.clouds.contains(&cloud);
    for old in matrix.lifecycle.iter_mut().filter(|old| of_this_cloud(old)) {
        let new = facts.iter().filter(|new: &&LifecycleFact| new.model == old.model && of_this_cloud(new));
        let taken: Vec<Mode> = new.flat_map(|new| new.modes.iter().copied()).collect();
        old.modes.retain(|mode| !taken.contains(mode));
    }
    matrix.lifecycle.retain(|old| !old.modes.is_empty());
    matrix.lifecycle.extend(facts);
}

fn read_fact(fields: &Fields<'_, '_>, source_index: &SourceIndex, matrix: &Matrix) -> Option<LifecycleFact> {
    let problems = fields.problems();
    let model = model(fields, matrix);
    let held = some_modes(fields, "modes");
    let state = one_of(fields.line("state"), "state", problems);
    fields.missing("state", "\"deprecated\"");
    let retires = fields.date("retires").map(|date| date.value);
    let redirect = read_redirect(fields, matrix);
    if redirect.is_some() && retires.is_none() {
        fields.missing("retires", "2026-11-22");
    }
    // Every key is read before the first fault ends it: one that is right must not look unknown beside a wrong one.
    let date_kind = one_of(fields.line("date_is"), "date kind", problems);
    let replacement = fields.line("replacement").map(|replacement| replacement.value);
    let replaced_by = model_ids(fields, "replaced_by", matrix);
    let of_clouds = fields.lines("clouds").into_iter();
    let of_clouds = of_clouds.filter_map(|cloud| one_of(Some(cloud), "cloud", problems)).collect();
    let note = fields.line("note").map(|note| note.value);
    let sources = source_index.all(fields);
    Some(LifecycleFact {
        model: model?,
        modes: held,
        state: state?,
        retires,
        date_kind: date_kind.unwrap_or(DateKind::Announced),
        replacement,
        replaced_by,
        redirect,
        clouds: of_clouds,
        note,
        sources,
    })
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
    for (key, example) in [("from", "2026-03-26"), ("to", "2026-06-07"), ("target", "\"a model\"")] {
        redirect.missing(key, example);
    }
    if let Some(target) = &target {
        model_place(&target.value, target, matrix, redirect.problems());
    }
    if let (Some(from), Some(to)) = (&from, &to)
        && to.value < from.value
    {
        let message = format!("the redirect ends on {}, before it begins on {}", to.value, from.value);
        let hint = "'to' is the last day on which calls are redirected";
        redirect.problems().report(&to.span, message, Some(hint.to_owned()));
    }
    redirect.finish();
    let (from, to, target) = (from?, to?, target?);
    Some(Redirect { from: from.value, until: to.value, target: ModelId(target.value) })
}

pub(super) fn read_routing(root: &Fields<'_, '_>, source_index: &SourceIndex, matrix: &mut Matrix) {
    let mut rules: Vec<RoutingRule> = Vec::new();
    for fields in root.tables("routing") {
        let model = model(&fields, matrix);
        // A rule that names no mode holds for every hosted one.
        let held = if fields.has("modes") { some_modes(&fields, "modes") } else { Mode::HOSTED.to_vec() };
        let scope = one_of(fields.line("needed"), "routing scope", fields.problems());
        fields.missing("needed", "\"every-region\"");
        let source = source_index.one(&fields, "source");
        let note = fields.line("note").map(|note| note.value);
        fields.finish();
        if let (Some(model), Some(scope), Some(source)) = (model, scope, source) {
            rules.push(RoutingRule { model, modes: held, scope, note, source });
        }
    }
    // As with lifecycles: a later file that speaks of a model in a mode has the last word.
    for old in &mut matrix.routing {
        let new = rules.iter().filter(|new| new.model == old.model);
        let taken: Vec<Mode> = new.flat_map(|new| new.modes.iter().copied()).collect();
        old.modes.retain(|mode| !taken.contains(mode));
    }
    matrix.routing.retain(|old| !old.modes.is_empty());
    matrix.routing.extend(rules);
}
