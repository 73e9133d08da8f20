//! `[models.ID]`, `[[external]]` and `[prices.ID]`: the models and what holds for them in every region.

use super::sources::Book;
use super::{model_ids, model_place, modes};
use crate::document::{Fields, one_of};
use crate::matrix::model::fold;
use crate::matrix::{EndpointName, Host, Matrix, Model, ModelId, Price, Realtime, Task};

pub(super) fn read(root: &Fields<'_, '_>, book: &Book, matrix: &mut Matrix) {
    if let Some(list) = root.table("realtime_list") {
        // The title is the list's own; the source says where and when it was read.
        let title = list.line("title").map(|title| title.value);
        if let Some(at) = book.one(&list, "source") {
            let mut source = matrix.sources[at].clone();
            source.title = title.unwrap_or(source.title);
            matrix.realtime_source = Some(matrix.sources.len());
            matrix.sources.push(source);
        }
        list.finish();
    }
    for (id, fields) in root.table("models").map(|table| table.each_table()).unwrap_or_default() {
        let model = read_model(id.value, &fields, book);
        match matrix.models.iter().position(|known| known.id == model.id) {
            Some(at) => matrix.models[at] = model,
            None => matrix.models.push(model),
        }
        fields.finish();
    }
}

fn read_model(id: &str, fields: &Fields<'_, '_>, book: &Book) -> Model {
    let problems = fields.problems();
    let name = fields.line("name");
    if name.is_none() {
        fields.missing("name", "\"Meta Llama 4 Maverick\"");
    }
    let tasks = [("chat", Task::Chat), ("embedding", Task::Embedding), ("completion", Task::Completion)];
    let realtime = [("yes", Realtime::Yes), ("preview", Realtime::Preview), ("no", Realtime::No)];
    Model {
        id: ModelId(id.to_owned()),
        name: name.map(|name| name.value).unwrap_or_default(),
        endpoint: fields.line("endpoint").map(|endpoint| EndpointName(endpoint.value)),
        provider: fields.line("provider").map(|provider| provider.value),
        task: one_of(fields.line("task"), "task", &tasks, problems),
        inputs: fields.lines("inputs").into_iter().map(|input| input.value).collect(),
        context: fields.count("context"),
        max_output: fields.count("max_output"),
        realtime: one_of(fields.line("realtime"), "word for the real-time list", &realtime, problems),
        released: fields.date("released").map(|date| date.value),
        preview: modes(fields, "preview"),
        family: fields.line("family").map(|family| ModelId(family.value)),
        also: fields.lines("also").into_iter().map(|name| name.value).collect(),
        prompts_kept: fields.count("prompts_kept"),
        notes: fields.line("notes").map(|notes| notes.value),
        host: Host::Databricks,
        price: None,
        adi_services: false,
        sources: book.all(fields),
        index: 0,
    }
}

/// The external table names models per provider and task; a provider without a list stands for all it has.
pub(super) fn read_external(root: &Fields<'_, '_>, book: &Book, matrix: &mut Matrix) {
    let tasks = [
        ("llm/v1/chat", Task::Chat),
        ("llm/v1/completions", Task::Completion),
        ("llm/v1/embeddings", Task::Embedding),
    ];
    for fields in root.tables("external") {
        let (Some(provider), Some(key)) = (fields.line("provider"), fields.line("id")) else {
            fields.missing("provider and id", "\"…\"");
            fields.finish();
            continue;
        };
        let task = one_of(fields.line("task"), "task", &tasks, fields.problems());
        let names = fields.lines("models");
        let vendor = |named| Host::Vendor {
            provider: provider.value.clone(),
            named,
            fine_tuned: fields.flag("fine_tuned"),
        };
        let mut new = external(&provider.value, task, &fields, book);
        if names.is_empty() {
            new.id = ModelId(key.value.clone());
            new.name = format!("{}: any model", provider.value);
            new.host = vendor(false);
            matrix.models.push(new);
        } else {
            new.host = vendor(true);
            for name in names {
                let id = ModelId(format!("{}/{}", key.value, name.value));
                matrix.models.push(Model { id, name: name.value, ..new.clone() });
            }
        }
        fields.finish();
    }
}

fn external(provider: &str, task: Option<Task>, fields: &Fields<'_, '_>, book: &Book) -> Model {
    Model {
        id: ModelId(String::new()),
        name: String::new(),
        endpoint: None,
        provider: Some(provider.to_owned()),
        task,
        inputs: Vec::new(),
        context: None,
        max_output: None,
        realtime: None,
        released: None,
        preview: Vec::new(),
        family: None,
        also: Vec::new(),
        prompts_kept: None,
        notes: fields.line("note").map(|note| note.value),
        host: Host::Databricks,
        price: None,
        adi_services: false,
        sources: book.one(fields, "source").into_iter().collect(),
        index: 0,
    }
}

/// Holds the models against each other: no two may answer to the same id, name or endpoint.
pub(super) fn check(matrix: &Matrix, roots: &[Fields<'_, '_>]) {
    let Some(last) = roots.last() else { return };
    let hosted: Vec<&Model> = matrix.models.iter().filter(|model| !model.is_external()).collect();
    let mut seen = std::collections::HashMap::new();
    for model in &hosted {
        for name in model.names().map(fold).collect::<std::collections::BTreeSet<_>>() {
            if let Some(other) = seen.insert(name.clone(), &model.id)
                && *other != model.id
            {
                let message = format!("'{}' and '{other}' both answer to the name '{name}'", model.id);
                last.problems().report(&(0..0), message, Some("a model stands once".to_owned()));
            }
        }
        if let Some(family) = &model.family
            && !hosted.iter().any(|other| other.id == *family)
        {
            let message =
                format!("'{family}', named as the family of '{}', is no model of this matrix", model.id);
            last.problems().report(&(0..0), message, None);
        }
    }
}

pub(super) fn read_prices(root: &Fields<'_, '_>, book: &Book, matrix: &mut Matrix) {
    for (id, fields) in root.table("prices").map(|table| table.each_table()).unwrap_or_default() {
        let place = model_place(id.value, &id, matrix, fields.problems());
        let label = fields.line("label").map(|label| label.value).unwrap_or_default();
        let source = book.one(&fields, "source");
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
        if let Some(model) = matrix.models.iter_mut().find(|model| model.id == id) {
            model.adi_services = true;
        }
    }
}
