//! The tables of a matrix file: a region, a model, an announcement, a rule, an external list.

use chrono::NaiveDate;
use toml_edit::{Array, Item, Table, Value};

use crate::import::facts::External;
use crate::matrix::{LifecycleFact, Mode, Model, Region, RoutingRule, Task};
use crate::text::Words;

/// A table being filled. What is empty is left out.
#[derive(Debug, Default)]
pub struct Fields(pub Table);

impl Fields {
    pub fn set(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key, Item::Value(value.into()));
        self
    }

    pub fn text<'t>(self, key: &str, text: impl Into<Option<&'t str>>) -> Self {
        match text.into().filter(|text| !text.is_empty()) {
            Some(text) => self.set(key, text),
            None => self,
        }
    }

    pub fn word<T: Words>(self, key: &str, word: Option<T>) -> Self {
        self.text(key, word.map(|word| word.word().id))
    }

    pub fn date(self, key: &str, day: Option<NaiveDate>) -> Self {
        match day.and_then(|day| day.to_string().parse::<toml_edit::Datetime>().ok()) {
            Some(day) => self.set(key, day),
            None => self,
        }
    }

    fn count(self, key: &str, count: Option<u64>) -> Self {
        match count.and_then(|count| i64::try_from(count).ok()) {
            Some(count) => self.set(key, count),
            None => self,
        }
    }

    pub fn list<'s>(self, key: &str, texts: impl IntoIterator<Item = &'s str>) -> Self {
        let list: Array = texts.into_iter().collect();
        if list.is_empty() { self } else { self.set(key, list) }
    }

    fn modes(self, key: &str, modes: &[Mode]) -> Self {
        self.list(key, modes.iter().map(|mode| mode.id()))
    }

    fn sources(self, sources: &[String]) -> Self {
        self.list("sources", sources.iter().map(String::as_str))
    }
}

/// `ID = { location = "…" }`
pub fn region(region: &Region) -> Item {
    let fields = Fields::default()
        .text("location", region.location.as_str())
        .text("geo", region.geo.as_ref().map(|geo| geo.0.as_str()))
        .text("country", region.country.as_deref())
        .text("note", region.note.as_deref());
    Item::Value(fields.0.into_inline_table().into())
}

/// `[models.ID]`
pub fn model(model: &Model, sources: &[String]) -> Table {
    Fields::default()
        .text("name", model.name.as_str())
        .text("endpoint", model.endpoint.as_ref().map(|endpoint| endpoint.0.as_str()))
        .text("provider", model.provider.as_deref())
        .word("task", model.task)
        .list("inputs", model.inputs.iter().map(String::as_str))
        .count("context", model.context)
        .count("max_output", model.max_output)
        .word("realtime", model.realtime)
        .date("released", model.released)
        .modes("preview", &model.preview)
        .modes("preview_unclear", &model.preview_unclear)
        .modes("listed", &model.listed)
        .text("family", model.family.as_ref().map(|family| family.0.as_str()))
        .list("also", model.also.iter().map(String::as_str))
        .count("prompts_kept", model.prompts_kept)
        .text("notes", model.notes.as_deref())
        .sources(sources)
        .0
}

/// `[[lifecycle]]`
pub fn fact(fact: &LifecycleFact, sources: &[String]) -> Table {
    let redirect = fact.redirect.as_ref().filter(|_| fact.retires.is_some()).map(|redirect| {
        let fields = Fields::default().date("from", Some(redirect.from)).date("to", Some(redirect.until));
        fields.text("target", redirect.target.0.as_str()).0.into_inline_table()
    });
    let fields = Fields::default()
        .text("model", fact.model.0.as_str())
        .modes("modes", &fact.modes)
        .word("state", Some(fact.state))
        .date("retires", fact.retires)
        .word("date_is", fact.retires.map(|_| fact.date_kind))
        .text("replacement", fact.replacement.as_deref())
        .list("replaced_by", fact.replaced_by.iter().map(|id| id.0.as_str()));
    let fields = match redirect {
        Some(redirect) => fields.set("redirect", redirect),
        None => fields,
    };
    fields
        .list("clouds", fact.clouds.iter().map(|cloud| cloud.id()))
        .text("note", fact.note.as_deref())
        .sources(sources)
        .0
}

/// `[[routing]]`
pub fn rule(rule: &RoutingRule, source: &str) -> Table {
    Fields::default()
        .text("model", rule.model.0.as_str())
        .modes("modes", &rule.modes)
        .word("needed", Some(rule.scope))
        .text("source", source)
        .text("note", rule.note.as_deref())
        .0
}

/// `[[external]]`
pub fn external(entry: &External, key: &str, models: &[&str], source: &str) -> Table {
    let fields = Fields::default()
        .text("provider", entry.provider.as_str())
        .text("id", key)
        .text("task", entry.task.map(Task::name))
        .list("models", models.iter().copied());
    let fields = if entry.fine_tuned { fields.set("fine_tuned", true) } else { fields };
    fields.text("source", source).0
}
