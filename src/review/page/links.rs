//! Links of a page to decisions: to the note where one stands beside the plan, else to the plan.

use std::collections::HashMap;

use crate::export::markdown;
use crate::review::path::{linked_file, plain_path};
use crate::review::summary::DecisionSummary;

/// How a page reaches the files of decisions.
pub struct Links<'a> {
    summaries: &'a [DecisionSummary],
    by_file: HashMap<String, usize>,
    reach: &'a dyn Fn(&str) -> String,
}

impl<'a> Links<'a> {
    /// Links to these decisions. `reach` gives the path of a file from the page.
    pub fn new(summaries: &'a [DecisionSummary], reach: &'a dyn Fn(&str) -> String) -> Self {
        let files = summaries.iter().enumerate();
        let by_file = files.map(|(place, summary)| (plain_path(&summary.file), place)).collect();
        Self { summaries, by_file, reach }
    }

    /// A link to a decision under its name.
    pub(super) fn decision(&self, summary: &DecisionSummary) -> String {
        self.to(&summary.name, summary.note.as_ref().unwrap_or(&summary.file))
    }

    /// A link to a file under its own name.
    pub(super) fn file(&self, file: &str) -> String {
        self.to(file, file)
    }

    /// A link to the decision in a file; to the file where no decision was read from it.
    pub(super) fn decision_in(&self, file: &str) -> String {
        match self.by_file.get(&plain_path(file)) {
            Some(place) => self.decision(&self.summaries[*place]),
            None => self.file(file),
        }
    }

    /// A link to the decision that a plan names, such as the one that takes its place.
    pub(super) fn named_by(&self, summary: &DecisionSummary, path: &str) -> String {
        self.decision_in(&linked_file(&summary.file, path))
    }

    fn to(&self, name: &str, file: &str) -> String {
        markdown::link(name, &(self.reach)(file))
    }
}
