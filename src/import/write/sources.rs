//! The sources that the facts of a matrix file name, each written once.

use toml_edit::Table;

use super::tables::Fields;
use crate::matrix::{Source, source};

#[derive(Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// The key of a source in this file: its own, or one beside it where that is taken.
    pub fn key(&mut self, source: &Source) -> String {
        let same = |known: &&Source| Source { key: source.key.clone(), ..(*known).clone() } == *source;
        if let Some(known) = self.0.iter().find(same) {
            return known.key.clone();
        }
        let numbered = (2..).map(|number| format!("{}-{number}", source.key));
        let mut keys = std::iter::once(source.key.clone()).chain(numbered);
        let free = keys.find(|key| self.0.iter().all(|known| known.key != *key));
        let key = free.unwrap_or_default();
        self.0.push(Source { key: key.clone(), ..source.clone() });
        key
    }

    /// The keys of several sources, each once.
    pub fn keys<'s>(&mut self, sources: impl Iterator<Item = &'s Source>) -> Vec<String> {
        let mut keys = Vec::new();
        for source in sources {
            let key = self.key(source);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    /// `[sources.KEY]`
    pub fn into_tables(self) -> Vec<(String, Table)> {
        let table = |source: Source| {
            let of_address = source.url.as_deref().and_then(source::cloud_of);
            let fields = Fields::default()
                .text("title", source.title.as_str())
                .text("url", source.url.as_deref())
                .date("read", source.read)
                .text("by", source.by.as_deref())
                .word("cloud", source.cloud.filter(|cloud| of_address != Some(*cloud)));
            (source.key, fields.0)
        };
        self.0.into_iter().map(table).collect()
    }
}
