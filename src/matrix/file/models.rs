//! `[models.ID]`, `[[external]]` and `[prices.ID]`: the models and what holds for them in every region.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::sources::SourceIndex;
use super::{model_ids, model_place, modes, no_such_model};
use crate::matrix::model::fold;
use crate::matrix::{CatalogName, EndpointName, Host, Matrix, Model, ModelId, Naming, Price, Task};
use crate::toml_file::{Fields, Problems, one_of, shown};

/// Where a model was declared, for problems that show only once all files are read.
pub(super) struct Declared {
    part: usize,
    id: ModelId,
    header: Range<usize>,
    family: Option<Range<usize>>,
}

pub(super) fn read(
    part: usize,
    root: &Fields<'_, '_>,
    source_index: &SourceIndex,
    matrix: &mut Matrix,
) -> Vec<Declared> {
    if let Some(list) = root.table("realtime_list") {
        // The title is the list's own; the source says where and when it was read.
        let title = list.line("title").map(|title| title.value);
        if let Some(at) = source_index.one(&list, "source") {
            let mut source = matrix.sources[at].clone();
            source.title = title.unwrap_or(source.title);
            matrix.realtime_source = Some(matrix.sources.len());
            matrix.sources.push(source);
        }
        list.finish();
    }
    let mut declared = Vec::new();
    for (id, fields) in root.table("models").map(|table| table.each_table()).unwrap_or_default() {
        let model = read_model(id.value, &fields, source_index);
        let family = fields.line("family").map(|family| family.span);
        declared.push(Declared { part, id: model.id.clone(), header: id.span, family });
        put(matrix, model);
        fields.finish();
    }
    declared
}

/// Takes a model in, in place of an earlier file's of the same id.
fn put(matrix: &mut Matrix, model: Model) {
    if let Some(at) = matrix.places.get(&model.id) {
        matrix.models[*at] = model;
    } else {
        matrix.places.insert(model.id.clone(), matrix.models.len());
        matrix.models.push(model);
    }
}

fn read_model(id: &str, fields: &Fields<'_, '_>, source_index: &SourceIndex) -> Model {
    let problems = fields.problems();
    let name = fields.line("name");
    if name.is_none() {
        fields.missing("name", "\"Meta Llama 4 Maverick\"");
    }
    Model {
        id: ModelId(id.to_owned()),
        name: name.map(|name| name.value).unwrap_or_default(),
        endpoint: fields.line("endpoint").map(|endpoint| EndpointName(endpoint.value)),
        provider: fields.line("provider").map(|provider| provider.value),
        task: one_of(fields.line("task"), "task", problems),
        inputs: fields.lines("inputs").into_iter().map(|input| input.value).collect(),
        context: fields.count("context"),
        max_output: fields.count("max_output"),
        realtime: one_of(fields.line("realtime"), "real-time value", problems),
        released: fields.date("released").map(|date| date.value),
        preview: modes(fields, "preview"),
        preview_unclear: modes(fields, "preview_unclear"),
        listed: modes(fields, "listed"),
        family: fields.line("family").map(|family| ModelId(family.value)),
        also: fields.lines("also").into_iter().map(|name| name.value).collect(),
        prompts_kept: fields.count("prompts_kept"),
        notes: fields.line("notes").map(|notes| notes.value),
        sources: source_index.all(fields),
        ..Model::default()
    }
}

/// The external table names models per provider and task; a provider without a list stands for all it has.
pub(super) fn read_external(root: &Fields<'_, '_>, source_index: &SourceIndex, matrix: &mut Matrix) {
    let mut listed = Vec::new();
    let mut spoken_of = HashSet::new();
    for fields in root.tables("external") {
        let (provider, key) = (fields.line("provider"), fields.line("id"));
        fields.missing("provider", "\"OpenAI\"");
        fields.missing("id", "\"openai\"");
        let task = one_of(fields.line("task"), "task", fields.problems());
        let names = fields.lines("models");
        let fine_tuned = fields.flag("fine_tuned");
        let new =
            external(provider.as_ref().map(|provider| provider.value.clone()), task, &fields, source_index);
        fields.finish();
        let (Some(provider), Some(key)) = (provider, key) else { continue };
        let vendor = |naming| Host::Vendor { provider: provider.value.clone(), naming, fine_tuned };
        if names.is_empty() {
            let name = format!("{}: any model", provider.value);
            let model = Model { id: ModelId(key.value.clone()), name, host: vendor(Naming::Any), ..new };
            listed.push((model, key.span));
            continue;
        }
        for name in names {
            let id = ModelId(format!("{}/{}", key.value, name.value));
            let model = Model { id, name: name.value, host: vendor(Naming::Listed), ..new.clone() };
            listed.push((model, name.span));
        }
        spoken_of.insert(key.value);
    }
    // A provider with a list of its own needs no place for "any model"; its other models stay, no list is exhaustive.
    matrix.models.retain(|old| !old.is_external() || !spoken_of.contains(&old.id.0));
    matrix.places = matrix.models.iter().enumerate().map(|(at, model)| (model.id.clone(), at)).collect();
    let earlier = matrix.models.len();
    for (model, span) in listed {
        add_external(model, &span, earlier, matrix, root.problems());
    }
}

/// A model of an earlier file is replaced; one of the same file stands twice.
fn add_external(
    model: Model,
    span: &Range<usize>,
    earlier: usize,
    matrix: &mut Matrix,
    problems: &Problems<'_>,
) {
    match matrix.places.get(&model.id) {
        Some(at) if *at >= earlier => {
            let message = format!("'{}' is defined twice", shown(&model.id.0));
            problems.report(span, message, Some("define each model once".to_owned()));
        }
        _ => put(matrix, model),
    }
}

fn external(
    provider: Option<String>,
    task: Option<Task>,
    fields: &Fields<'_, '_>,
    source_index: &SourceIndex,
) -> Model {
    Model {
        provider,
        task,
        notes: fields.line("note").map(|note| note.value),
        sources: source_index.one(fields, "source").into_iter().collect(),
        ..Model::default()
    }
}

/// Holds the models against each other: no two may answer to the same id, name or endpoint.
pub(super) fn check(matrix: &Matrix, declared: &[Declared], problems: &[Problems<'_>]) {
    // The last declaration of a model is the one that counts; problems point there.
    let place_of: HashMap<&ModelId, &Declared> = declared.iter().map(|place| (&place.id, place)).collect();
    let mut models: Vec<(&Model, &Declared)> =
        matrix.models.iter().filter_map(|model| Some((model, *place_of.get(&model.id)?))).collect();
    models.sort_by_key(|(_, place)| (place.part, place.header.start));
    let mut seen: HashMap<String, &ModelId> = HashMap::new();
    let ids: OnceCell<Arc<[String]>> = OnceCell::new();
    for (model, place) in &models {
        let problems = &problems[place.part];
        let mut reported = Vec::new();
        for name in model.names() {
            let other = *seen.entry(fold(name)).or_insert(&model.id);
            if *other != model.id && !reported.contains(&other) {
                reported.push(other);
                let message = format!("'{}' is also a name of '{}'", shown(name), shown(&other.0));
                let hint = "a name belongs to one model: use the other's id, or another name";
                problems.report(&place.header, message, Some(hint.to_owned()));
            }
        }
        if let Some((family, span)) = model.family.as_ref().zip(place.family.as_ref())
            && !place_of.contains_key(family)
        {
            let ids = ids.get_or_init(|| models.iter().map(|(other, _)| other.id.0.clone()).collect());
            no_such_model(&family.0, span, ids, problems);
        }
    }
}

/// What Unity Catalog calls models. A later file's word for a name takes the place of an earlier one's.
pub(super) fn read_catalog(root: &Fields<'_, '_>, source_index: &SourceIndex, matrix: &mut Matrix) {
    for (name, fields) in root.table("catalog").map(|table| table.each_table()).unwrap_or_default() {
        let model = fields.line("model");
        fields.missing("model", "\"databricks-llama-4-maverick\"");
        let model = model.and_then(|id| model_place(&id.value, &id, matrix, fields.problems()));
        if let (Some(model), Some(source)) = (model, source_index.one(&fields, "source")) {
            let known = CatalogName { name: name.value.to_owned(), model, source };
            matrix.catalog.retain(|earlier| earlier.name != known.name);
            matrix.catalog.push(known);
        }
        fields.finish();
    }
}

pub(super) fn read_prices(root: &Fields<'_, '_>, source_index: &SourceIndex, matrix: &mut Matrix) {
    for (id, fields) in root.table("prices").map(|table| table.each_table()).unwrap_or_default() {
        let place = model_place(id.value, &id, matrix, fields.problems());
        let label = fields.line("label").map(|label| label.value).unwrap_or_default();
        let source = source_index.one(&fields, "source");
        let price = Price {
            label,
            input: fields.number("input"),
            output: fields.number("output"),
            cache_read: fields.number("cache_read"),
            batch_hour: fields.number("batch_hour"),
            provisioned_hour: fields.number("provisioned_hour"),
            note: fields.line("note").map(|note| note.value),
            source: source.unwrap_or_default(),
        };
        if let (Some(place), Some(_)) = (place, source) {
            matrix.models[place].price = Some(price);
        }
        fields.finish();
    }
    for id in model_ids(root, "adi_services", matrix) {
        if let Some(at) = matrix.places.get(&id) {
            matrix.models[*at].adi_services = true;
        }
    }
}
