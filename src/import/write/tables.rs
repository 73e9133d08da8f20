//! One table or line of a matrix file each: a cell, a region, a model, an announcement, a rule, an external list.

use crate::import::toml_text::{Text, bare, quoted};
use crate::matrix::{
    Availability, LifecycleFact, Mode, Model, ModelId, Realtime, Region, RoutingScope, Task,
};

/// A cell on its line.
pub fn cell_line(model: &str, cell: Availability) -> String {
    format!("{} = \"{}\"", bare(model), cell.id())
}

/// A region on its line.
pub fn region_line(region: &Region) -> String {
    let mut fields = vec![format!("location = {}", quoted(&region.location))];
    let others = [
        ("geo", region.geo.as_ref().map(|geo| geo.0.as_str())),
        ("country", region.country.as_deref()),
        ("note", region.note.as_deref()),
    ];
    for (key, value) in others {
        fields.extend(value.map(|value| format!("{key} = {}", quoted(value))));
    }
    format!("{} = {{ {} }}", bare(&region.id.0), fields.join(", "))
}

/// `[models.ID]`
pub fn model_table(text: &mut Text, model: &Model, sources: &[String]) {
    text.header(&format!("[models.{}]", bare(&model.id.0)));
    text.string("name", Some(&model.name));
    text.string("endpoint", model.endpoint.as_ref().map(|endpoint| endpoint.0.as_str()));
    text.string("provider", model.provider.as_deref());
    text.string("task", model.task.map(Task::id));
    text.list("inputs", model.inputs.iter().map(String::as_str));
    text.count("context", model.context);
    text.count("max_output", model.max_output);
    text.string("realtime", model.realtime.map(Realtime::id));
    text.date("released", model.released);
    text.list("preview", model.preview.iter().map(|mode| mode.id()));
    text.list("preview_unclear", model.preview_unclear.iter().map(|mode| mode.id()));
    text.list("listed", model.listed.iter().map(|mode| mode.id()));
    text.string("family", model.family.as_ref().map(|family| family.0.as_str()));
    text.list("also", model.also.iter().map(String::as_str));
    text.count("prompts_kept", model.prompts_kept);
    text.string("notes", model.notes.as_deref());
    text.list("sources", sources.iter().map(String::as_str));
}

/// `[[lifecycle]]`
pub fn fact_table(text: &mut Text, fact: &LifecycleFact, sources: &[String]) {
    text.header("[[lifecycle]]");
    text.string("model", Some(&fact.model.0));
    text.list("modes", fact.modes.iter().map(|mode| mode.id()));
    text.string("state", Some(fact.state.id()));
    text.date("retires", fact.retires);
    text.string("date_is", fact.retires.map(|_| fact.date_kind.id()));
    text.string("replacement", fact.replacement.as_deref());
    text.list("replaced_by", fact.replaced_by.iter().map(|id| id.0.as_str()));
    if let Some(redirect) = fact.redirect.as_ref().filter(|_| fact.retires.is_some()) {
        let target = quoted(&redirect.target.0);
        text.line(&format!(
            "redirect = {{ from = {}, to = {}, target = {target} }}",
            redirect.from, redirect.to
        ));
    }
    text.list("clouds", fact.clouds.iter().map(|cloud| cloud.id()));
    text.string("note", fact.note.as_deref());
    text.list("sources", sources.iter().map(String::as_str));
}

/// `[[routing]]`
pub fn rule_table(
    text: &mut Text,
    model: &ModelId,
    modes: &[Mode],
    scope: RoutingScope,
    source: &str,
    note: Option<&str>,
) {
    text.header("[[routing]]");
    text.string("model", Some(&model.0));
    text.list("modes", modes.iter().map(|mode| mode.id()));
    text.string("needed", Some(scope.id()));
    text.string("source", Some(source));
    text.string("note", note);
}

/// `[[external]]`; nothing where no model is named.
pub fn external_table(
    text: &mut Text,
    provider: &str,
    key: &str,
    task: Option<Task>,
    models: &[&str],
    fine_tuned: bool,
    source: &str,
) {
    if models.is_empty() {
        return;
    }
    text.header("[[external]]");
    text.string("provider", Some(provider));
    text.string("id", Some(key));
    text.string("task", task.map(Task::name));
    text.list("models", models.iter().copied());
    if fine_tuned {
        text.line("fine_tuned = true");
    }
    text.string("source", Some(source));
}
