//! `[sources.KEY]`: what the facts of a file were read from.

use std::collections::HashMap;
use std::sync::Arc;

use crate::matrix::{Matrix, Source, source};
use crate::toml_file::{Fields, Placed, one_of, shown};

/// The sources one file names, by key; a file speaks only of its own.
pub(super) struct SourceIndex {
    places: HashMap<String, usize>,
    keys: Arc<[String]>,
}

pub(super) fn read(root: &Fields<'_, '_>, matrix: &mut Matrix) -> SourceIndex {
    let mut source_index = HashMap::new();
    for (key, fields) in root.table("sources").map(|table| table.each_table()).unwrap_or_default() {
        let title = fields.line("title");
        if title.is_none() {
            fields.missing("title", "\"Model availability by region\"");
        }
        let url = fields.line("url").map(|url| url.value);
        let cloud = one_of(fields.line("cloud"), "cloud", fields.problems());
        source_index.insert(key.value.to_owned(), matrix.sources.len());
        matrix.sources.push(Source {
            key: key.value.to_owned(),
            title: title.map(|title| title.value).unwrap_or_default(),
            read: fields.date("read").map(|read| read.value),
            by: fields.line("by").map(|by| by.value),
            cloud: cloud.or_else(|| url.as_deref().and_then(source::cloud_of)),
            url,
        });
        fields.finish();
    }
    SourceIndex { keys: source_index.keys().cloned().collect(), places: source_index }
}

impl SourceIndex {
    /// The one source of a fact; missing or not named above is a problem.
    pub(super) fn one(&self, fields: &Fields<'_, '_>, key: &'static str) -> Option<usize> {
        let name = fields.line(key);
        fields.missing(key, "\"a key of [sources]\"");
        self.find(&name?, fields)
    }

    /// All sources of a fact; at least one is wanted.
    pub(super) fn all(&self, fields: &Fields<'_, '_>) -> Vec<usize> {
        let names = fields.some_lines("sources", "[\"a key of [sources]\"]");
        names.iter().filter_map(|name| self.find(name, fields)).collect()
    }

    fn find(&self, name: &Placed<String>, fields: &Fields<'_, '_>) -> Option<usize> {
        let found = self.places.get(&name.value).copied();
        if found.is_none() {
            let otherwise = format!("define it under [sources.{}]", shown(&name.value));
            let message = format!("unknown source '{}'", shown(&name.value));
            fields.problems().report_name(&name.span, message, &name.value, &self.keys, otherwise);
        }
        found
    }
}
