//! `in-use.toml`: which matrix of a cloud is in use, and which were before.

use std::path::Path;

use super::{Choice, folder};
use crate::error::Result;
use crate::host::{Host, library};
use crate::matrix::Cloud;
use crate::toml_file;
use crate::toml_file::{Fields, Problems};

/// The name no stored matrix can have.
pub(super) const NAME: &str = "in-use";

/// The file's name.
pub(super) const FILE: &str = "in-use.toml";

const SCHEMA: &str = "servemap/in-use/1";

/// How many steps back are kept.
const KEPT: usize = 50;

/// What is in use, and what was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) choice: Choice,
    /// The one before last.
    previous: Vec<Choice>,
}

impl Record {
    pub(super) fn of(choice: Choice) -> Self {
        Self { choice, previous: Vec::new() }
    }

    /// The same with another choice on top; choosing what is in use already changes nothing.
    pub(super) fn followed_by(mut self, choice: Choice) -> Self {
        if choice != self.choice {
            self.previous.push(std::mem::replace(&mut self.choice, choice));
            let over = self.previous.len().saturating_sub(KEPT);
            self.previous.drain(..over);
        }
        self
    }

    /// One step back, if there is one.
    pub(super) fn gone_back(mut self) -> Option<Self> {
        self.choice = self.previous.pop()?;
        Some(self)
    }

    pub(super) fn text(&self, cloud: Cloud) -> String {
        let previous: Vec<String> = self.previous.iter().map(|choice| format!("\"{choice}\"")).collect();
        format!(
            "# Which matrix of {} is in use, and those before it. 'servemap matrix use' writes this file.\n\
            schema = \"{SCHEMA}\"\nname = \"{}\"\nprevious = [{}]\n",
            cloud.name(),
            self.choice,
            previous.join(", ")
        )
    }
}

/// The note with its text, if there is one.
pub(super) fn read(host: &dyn Host, cloud: Cloud) -> Result<Option<(Record, String)>> {
    let Some(path) = folder(host, cloud).map(|folder| folder.join(FILE)).filter(|path| host.exists(path))
    else {
        return Ok(None);
    };
    let text = host.read(&path)?;
    let record = parse(&path, &text).map_err(|error| {
        error.hint(format!(
            "'servemap matrix use bundled --cloud {}' writes it anew; stored matrices stay",
            cloud.id()
        ))
    })?;
    Ok(Some((record, text)))
}

pub(super) fn parse(path: &Path, text: &str) -> Result<Record> {
    let name = library::name(path);
    let problems = Problems::new(&name, text);
    let table = toml_file::parse(text, &problems);
    let root = Fields::new(table.get_ref(), 0..0, &problems);
    let choice = |placed: toml_file::Placed<String>| match Choice::named(&placed.value) {
        Ok(choice) => Some(choice),
        Err(error) => {
            problems.report(&placed.span, error.message(), error.hints().first().cloned());
            None
        }
    };
    let schema = root.line("schema");
    root.missing("schema", &format!("\"{SCHEMA}\""));
    toml_file::one_of(schema, "schema of this file", &[(SCHEMA, ())], &problems);
    let chosen = root.line("name").and_then(choice);
    root.missing("name", "\"bundled\"");
    let previous: Vec<Choice> = root.lines("previous").into_iter().filter_map(choice).collect();
    root.finish();
    problems.into_result()?;
    Ok(Record { choice: chosen.unwrap_or(Choice::Bundled), previous })
}
