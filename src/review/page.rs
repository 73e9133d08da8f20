//! The pages that a team keeps of its decisions: which there are, and what each says. Where they are written is not known
//! here.

mod checklist;
mod index;
mod kept;
mod links;
mod runbook;
mod todo;
mod todos;
mod tracker;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::column::order;
use super::summarize::{SummaryOptions, summarize};
use super::summary::{DecisionSummary, counts};
use crate::check::{self, CheckOptions, Finding, LoadedPlan};
use crate::error::Result;
use crate::export::{Templates, closing_lines, markdown};
use crate::matrix::Matrix;
use crate::text::words;

pub use index::table;
pub use links::Links;
pub use todo::Todo;

/// The pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// Where each decision stands, the next to end first.
    Tracker,
    /// What has to be done, by owner.
    Todos,
    /// All decisions by status, linked.
    Index,
    /// A runbook entry for each.
    Runbook,
    /// A checklist row for each.
    Checklist,
}

words! { PageKind {
    Tracker = "tracker", "Decision tracker";
    Todos = "todos", "To-dos";
    Index = "index", "Decisions";
    Runbook = "runbook", "Runbook";
    Checklist = "checklist", "Checklist";
} }

impl PageKind {
    /// The pages that are written together after a meeting.
    pub const AFTER_A_MEETING: [Self; 4] = [Self::Tracker, Self::Todos, Self::Index, Self::Runbook];

    /// What its file is called: `tracker.md`.
    pub fn file_name(self) -> String {
        format!("{}.md", self.id())
    }
}

/// What pages are made of.
pub struct PageSource<'a> {
    plans: &'a [LoadedPlan],
    /// In the order that stands where nobody sorts.
    summaries: Vec<DecisionSummary>,
    /// What `check` says, by the file of the plan.
    findings: BTreeMap<String, Vec<Finding>>,
    matrices: &'a [Matrix],
    templates: &'a Templates,
    as_of: NaiveDate,
}

impl<'a> PageSource<'a> {
    /// Judges the plans; `links` say where the links between them lead, `unread` what holds no plan where one should be.
    pub fn new(
        plans: &'a [LoadedPlan],
        unread: &[DecisionSummary],
        links: &check::Links,
        options: &SummaryOptions<'a>,
        templates: &'a Templates,
    ) -> Self {
        let mut summaries = summarize(plans, options);
        summaries.extend_from_slice(unread);
        summaries.sort_by(order);
        let (matrices, as_of) = (options.matrices, options.as_of);
        let findings = findings(plans, links, options, templates);
        Self { plans, summaries, findings, matrices, templates, as_of }
    }

    /// The files that could not be read or judged, with what is wrong.
    pub fn problems(&self) -> impl Iterator<Item = &Finding> {
        self.summaries.iter().filter_map(|summary| summary.problem.as_ref())
    }

    /// A page as Markdown, with a line break at its end. `reach` gives the path of a file from the page.
    ///
    /// # Errors
    /// When a template is wrong.
    pub fn markdown(&self, kind: PageKind, reach: &dyn Fn(&str) -> String) -> Result<String> {
        let links = Links::new(&self.summaries, reach);
        let body = match kind {
            PageKind::Tracker => tracker::markdown(self, &links),
            PageKind::Todos => todos::markdown(self, &links),
            PageKind::Index => index::markdown(self, &links),
            PageKind::Runbook => runbook::markdown(self, &links)?,
            PageKind::Checklist => checklist::markdown(self, &links),
        };
        Ok(body + &self.closing())
    }

    /// The same facts for machines.
    pub fn json(&self, kind: PageKind) -> Value {
        let mut page = match kind {
            PageKind::Tracker => tracker::json(self),
            PageKind::Todos => todos::json(self),
            PageKind::Index => index::json(self),
            PageKind::Runbook => runbook::json(self),
            PageKind::Checklist => checklist::json(self),
        };
        page["as_of"] = json!(self.as_of);
        page["past"] = json!(self.past().map(super::json::json).collect::<Vec<_>>());
        page["problems"] = json!(self.problems().collect::<Vec<_>>());
        page
    }

    fn past(&self) -> impl Iterator<Item = &DecisionSummary> {
        self.summaries.iter().filter(|summary| summary.is_past())
    }

    /// The title, and how many decisions stand how: `As of 2026-11-26, 6 decisions: 1 failing, 5 fine.`
    fn head(&self, title: &str) -> String {
        format!("# {title}\n\nAs of {}, {}.\n", self.as_of, counts(&self.summaries))
    }

    /// What every page ends with, once for each matrix.
    fn closing(&self) -> String {
        let lines = self.matrices.iter().flat_map(|matrix| closing_lines::lines(matrix, self.as_of));
        lines.flat_map(|line| ["\n".to_owned(), markdown::escape(&line), "\n".to_owned()]).collect()
    }

    /// The decisions that are past, which stand in the body of no page.
    fn past_section(&self, links: &Links<'_>) -> String {
        let line = |summary: &DecisionSummary| {
            let what = match &summary.superseded_by {
                Some(file) => format!("superseded by {}", links.named_by(summary, file)),
                None => summary.verdict_word().to_owned(),
            };
            format!("{}: {what}", links.decision(summary))
        };
        section("Superseded and withdrawn", self.past().map(line))
    }

    /// The files that could not be judged, each with its first problem.
    fn problem_section<'s>(
        &'s self,
        is_meant: impl Fn(&DecisionSummary) -> bool + 's,
        links: &Links<'_>,
    ) -> String {
        let items = self.summaries.iter().filter(|summary| is_meant(summary)).filter_map(|summary| {
            let problem = summary.problem.as_ref()?;
            let place = problem.line.map(|number| format!(", line {number}")).unwrap_or_default();
            Some(format!("{}{place}: {}", links.file(&summary.file), markdown::escape(&problem.message)))
        });
        section("Not judged", items)
    }
}

/// What `check` says of the plans and the documents beside them.
fn findings(
    plans: &[LoadedPlan],
    links: &check::Links,
    options: &SummaryOptions<'_>,
    templates: &Templates,
) -> BTreeMap<String, Vec<Finding>> {
    let matrices = options.matrices;
    let options = CheckOptions {
        as_of: options.as_of,
        within: options.within,
        max_age: None,
        require_approval: options.required_approvals,
        templates,
        flags: "",
    };
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for loaded in plans {
        owners.insert(loaded.name(), loaded.name());
        owners.extend(loaded.documents().map(|document| (document, loaded.name())));
    }
    let mut by_plan: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in check::check(plans, matrices, links, &options).findings {
        // What is about a matrix is about no decision.
        if let Some(plan) = owners.get(finding.file.as_str()) {
            by_plan.entry((*plan).to_owned()).or_default().push(finding);
        }
    }
    by_plan
}

/// A section of list items; nothing where there are none.
fn section(heading: &str, items: impl Iterator<Item = String>) -> String {
    let items: String = items.flat_map(|item| ["- ".to_owned(), item, "\n".to_owned()]).collect();
    if items.is_empty() { items } else { format!("\n## {heading}\n\n{items}") }
}
