//! The TOML of a matrix being written: one fact per line, in the form of the files that ship.

use std::fmt::Write;

use chrono::NaiveDate;

use crate::matrix::Source;

/// A file being written, with the sources its facts name.
#[derive(Debug, Default)]
pub struct Text {
    body: String,
    sources: Vec<Source>,
}

impl Text {
    /// The key of a source in this file. It is written once, under its own key, or one beside it where that is taken.
    pub fn source(&mut self, source: &Source) -> String {
        let same = |known: &&Source| {
            known.title == source.title
                && known.url == source.url
                && known.read == source.read
                && known.by == source.by
                && known.cloud == source.cloud
        };
        if let Some(known) = self.sources.iter().find(same) {
            return known.key.clone();
        }
        let mut key = source.key.clone();
        let mut number = 2;
        while self.sources.iter().any(|known| known.key == key) {
            key = format!("{}-{number}", source.key);
            number += 1;
        }
        self.sources.push(Source { key: key.clone(), ..source.clone() });
        key
    }

    /// The keys of several sources, each once.
    pub fn sources<'s>(&mut self, sources: impl Iterator<Item = &'s Source>) -> Vec<String> {
        let mut keys = Vec::new();
        for source in sources {
            let key = self.source(source);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    /// A header, an empty line before it.
    pub fn header(&mut self, header: &str) {
        self.line(&format!("\n{header}"));
    }

    /// A line as it stands.
    pub fn line(&mut self, line: &str) {
        self.body.push_str(line);
        self.body.push('\n');
    }

    /// `key = "text"`, if there is one.
    pub fn string(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.line(&format!("{key} = {}", quoted(value)));
        }
    }

    /// `key = 2026-11-22`, if there is one.
    pub fn date(&mut self, key: &str, value: Option<NaiveDate>) {
        if let Some(value) = value {
            self.line(&format!("{key} = {value}"));
        }
    }

    /// `key = 128000`, if there is one.
    pub fn count(&mut self, key: &str, value: Option<u64>) {
        if let Some(value) = value {
            self.line(&format!("{key} = {value}"));
        }
    }

    /// `key = ["a", "b"]`, unless it is empty.
    pub fn list<'s>(&mut self, key: &str, values: impl IntoIterator<Item = &'s str>) {
        let values: Vec<String> = values.into_iter().map(quoted).collect();
        if !values.is_empty() {
            self.line(&format!("{key} = [{}]", values.join(", ")));
        }
    }

    /// How long the text is so far, in bytes.
    pub fn len(&self) -> usize {
        self.body.len()
    }

    /// The whole file: what opens it, its sources, its facts.
    pub fn finish(self, opening: &str) -> String {
        let mut text = opening.to_owned();
        for source in &self.sources {
            let _ = writeln!(text, "\n[sources.{}]\ntitle = {}", bare(&source.key), quoted(&source.title));
            if let Some(url) = &source.url {
                let _ = writeln!(text, "url = {}", quoted(url));
            }
            if let Some(read) = source.read {
                let _ = writeln!(text, "read = {read}");
            }
            if let Some(by) = &source.by {
                let _ = writeln!(text, "by = {}", quoted(by));
            }
            let said = source.url.as_deref().and_then(crate::matrix::source::cloud_of);
            if let Some(cloud) = source.cloud.filter(|cloud| said != Some(*cloud)) {
                let _ = writeln!(text, "cloud = {}", quoted(cloud.id()));
            }
        }
        text + &self.body
    }
}

/// A string of TOML.
pub fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string().trim().to_owned()
}

/// A key of TOML, in quotes only where it needs them.
pub fn bare(key: &str) -> String {
    let plain = !key.is_empty()
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if plain { key.to_owned() } else { quoted(key) }
}
