//! Where a fact was read, and when. Every fact of a matrix names its source.

use chrono::NaiveDate;

/// A page, list or catalogue that facts were read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The key the matrix file refers to it by.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its address, where it has one.
    pub url: Option<String>,
    /// The day it was read, where that is known.
    pub read: Option<NaiveDate>,
    /// Who says so, if it is not the official page: "third party".
    pub by: Option<String>,
}

impl Source {
    /// Title and day on one line, for a reason or a footnote.
    pub fn cite(&self) -> String {
        let by = self.by.as_ref().map(|by| format!(" ({by})")).unwrap_or_default();
        match self.read {
            Some(read) => format!("{}{by}, {read}", self.title),
            None => format!("{}{by}", self.title),
        }
    }
}

/// Several sources on one line, each once.
pub fn cite_all<'a>(sources: impl IntoIterator<Item = &'a Source>) -> String {
    let mut cited: Vec<String> = Vec::new();
    for source in sources {
        let line = source.cite();
        if !cited.contains(&line) {
            cited.push(line);
        }
    }
    cited.join("; ")
}
