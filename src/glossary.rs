//! What the words on the screens mean: one entry a term, with where it was read. The entries are data.

use std::sync::LazyLock;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::text;
use crate::toml_file::{self, Fields, Problems};

/// A term, explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub term: String,
    /// What files, flags and lists also call it.
    pub also: Vec<String>,
    /// What it means, in a sentence or two.
    pub text: String,
    pub source: Source,
    /// The screens on which it stands.
    #[serde(skip)]
    pub screens: Vec<String>,
}

/// Where an explanation was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    pub title: String,
    /// Its address; none for what is the program's own.
    pub url: Option<String>,
}

/// The entries that ship, in the order of a reader who meets the steps one after the other.
pub fn all() -> &'static [Entry] {
    static ENTRIES: LazyLock<Vec<Entry>> =
        LazyLock::new(|| read("glossary.toml", include_str!("../assets/glossary.toml")).unwrap_or_default());
    &ENTRIES
}

/// The entry of a term: by its name or another word for it; case, blanks and dashes are forgiven.
pub fn entry(term: &str) -> Option<&'static Entry> {
    let folded = text::fold(term);
    let same = |word: &str| word == term || !folded.is_empty() && text::fold(word) == folded;
    let named = |entry: &&Entry| entry.words().any(same);
    let by_name = |entry: &&Entry| same(&entry.term);
    all().iter().find(by_name).or_else(|| all().iter().find(named))
}

/// The entry of a term.
///
/// # Errors
/// When there is none; the nearest are named.
pub fn find(term: &str) -> Result<&'static Entry> {
    entry(term).ok_or_else(|| {
        let near = text::did_you_mean(term, all().iter().flat_map(Entry::words));
        let error = Error::new(format!("the glossary has no term '{}'", text::clean_line(term)));
        error.hint(near.unwrap_or_else(|| "'servemap glossary' lists all terms".to_owned()))
    })
}

impl Entry {
    /// The term and the other words for it.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.term.as_str()).chain(self.also.iter().map(String::as_str))
    }

    /// Whether the term stands on a screen.
    pub fn is_on(&self, screen: &str) -> bool {
        self.screens.iter().any(|known| known == screen)
    }
}

impl Source {
    /// Title and address on one line.
    pub fn cite(&self) -> String {
        match &self.url {
            Some(url) => format!("{}, {url}", self.title),
            None => self.title.clone(),
        }
    }
}

/// Reads the entries.
///
/// # Errors
/// Every problem of the file at once.
pub fn read(name: &str, text: &str) -> Result<Vec<Entry>> {
    let problems = Problems::new(name, text);
    let table = toml_file::parse(text, &problems);
    let root = Fields::new(table.get_ref(), 0..0, &problems);
    root.schema(&["servemap/glossary/1"]);
    let mut sources = Vec::new();
    if let Some(known) = root.table("sources") {
        for (key, fields) in known.each_table() {
            let title = fields.line("title").map(|title| title.value).unwrap_or_default();
            sources.push((key.value, Source { title, url: fields.line("url").map(|url| url.value) }));
            fields.finish();
        }
    }
    let entries = root.tables("terms").into_iter().filter_map(|fields| {
        let values = |key| fields.lines(key).into_iter().map(|value| value.value).collect();
        let (also, screens) = (values("also"), values("screens"));
        let wanted = |key| {
            let line = fields.filled(key);
            if line.is_none() {
                fields.missing(key, "\"…\"");
            }
            line
        };
        let (term, text, source) = (wanted("term"), wanted("text"), wanted("source"));
        fields.finish();
        let source = source?;
        let Some((_, known)) = sources.iter().find(|(key, _)| *key == source.value) else {
            problems.report(&source.span, format!("unknown source '{}'", source.value), None);
            return None;
        };
        Some(Entry { term: term?.value, also, text: text?.value, source: known.clone(), screens })
    });
    let entries: Vec<Entry> = entries.collect();
    root.finish();
    problems.into_result()?;
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_entries_that_ship_can_be_read() {
        let entries = read("glossary.toml", include_str!("../assets/glossary.toml")).unwrap();
        assert!(entries.len() > 50);
        assert_eq!(entries, all());
    }

    #[test]
    fn no_term_is_explained_twice() {
        let mut seen = HashSet::new();
        for word in all().iter().flat_map(Entry::words).filter(|word| !text::fold(word).is_empty()) {
            assert!(seen.insert(text::fold(word)), "{word}");
        }
    }

    #[test]
    fn every_term_stands_on_a_screen_and_is_a_sentence() {
        const SCREENS: &[&str] = &[
            "mode",
            "region",
            "posture",
            "model",
            "record",
            "guardrails",
            "runbook",
            "export",
            "matrix",
            "timeline",
            "compare",
            "what-if",
            "board",
        ];
        for entry in all() {
            assert!(!entry.screens.is_empty(), "{}", entry.term);
            assert!(entry.screens.iter().all(|screen| SCREENS.contains(&screen.as_str())), "{}", entry.term);
            assert!(entry.text.ends_with('.'), "{}", entry.term);
        }
        for screen in SCREENS {
            assert!(all().iter().any(|entry| entry.is_on(screen)), "{screen}");
        }
    }

    #[test]
    fn a_term_is_found_by_any_of_its_words() {
        for (words, term) in [
            ("geo", "Geo"),
            ("IN_GEO", "In-Geo"),
            ("pay per token", "Pay-per-token"),
            ("⥂", "Cross-Geo"),
            ("routing", "Cross-geography routing"),
            ("preview", "Preview"),
            ("dbu", "DBU"),
        ] {
            assert_eq!(entry(words).map(|entry| entry.term.as_str()), Some(term), "{words}");
        }
        let error = find("postur").unwrap_err().to_string();
        assert!(error.contains("did you mean 'Posture'?"), "{error}");
    }

    #[test]
    fn a_faulty_glossary_tells_every_fault() {
        let text = "schema = \"servemap/glossary/1\"\n[[terms]]\nterm = \"X\"\ntext = \"x.\"\nsource = \"y\"\nalias = 1\n";
        let error = read("x.toml", text).unwrap_err().to_string();
        for part in ["unknown source 'y'", "unknown field 'alias'"] {
            assert!(error.contains(part), "{part} in {error}");
        }
    }
}
