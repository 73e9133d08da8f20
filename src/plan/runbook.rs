//! The template's five runbook questions, and what can be answered from what is known.

use super::Plan;
use super::case::Case;
use super::gate::{NeedsRouting, needs_routing};
use crate::matrix::{Lifecycle, Mode};

/// One of the five questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// What this model is for.
    For,
    /// What it is not for.
    NotFor,
    /// What breaks if it disappears.
    Breaks,
    /// What we migrate to next.
    Next,
    /// Who approves the switch.
    Approver,
}

/// The questions in the template's order.
pub const QUESTIONS: [Question; 5] =
    [Question::For, Question::NotFor, Question::Breaks, Question::Next, Question::Approver];

impl Question {
    /// The template's label, without its colon.
    pub fn label(self) -> &'static str {
        match self {
            Self::For => "What this model is for",
            Self::NotFor => "What it is not for",
            Self::Breaks => "What breaks if it disappears",
            Self::Next => "What we migrate to next",
            Self::Approver => "Who approves the switch",
        }
    }

    /// The key in plan files.
    pub fn key(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::NotFor => "not_for",
            Self::Breaks => "breaks",
            Self::Next => "next",
            Self::Approver => "approver",
        }
    }
}

/// The answers. An empty one is still open and is seeded from what is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Runbook {
    answers: [String; 5],
}

impl Runbook {
    /// The answer as it was written; empty while open.
    pub fn answer(&self, question: Question) -> &str {
        &self.answers[question as usize]
    }

    /// Writes an answer.
    pub fn write(&mut self, question: Question, answer: impl Into<String>) {
        self.answers[question as usize] = answer.into();
    }

    /// The answer as written, or else as far as it is known.
    pub fn answer_or_seed(&self, question: Question, plan: &Plan, case: &Case<'_>) -> String {
        let written = self.answer(question).trim();
        if written.is_empty() { seed(question, plan, case) } else { written.to_owned() }
    }
}

/// What is known of an answer before anyone writes it; empty where nothing is.
pub fn seed(question: Question, plan: &Plan, case: &Case<'_>) -> String {
    match question {
        Question::For => plan.sentence.trim().to_owned(),
        Question::NotFor => not_for(case),
        Question::Breaks => breaks(case),
        Question::Next => plan
            .record
            .replacement
            .as_ref()
            .map(|id| {
                case.facts.matrix.model(id).map_or_else(|| id.to_string(), |model| model.label().to_owned())
            })
            .unwrap_or_default(),
        Question::Approver => String::new(),
    }
}

fn not_for(case: &Case<'_>) -> String {
    let mut limits = Vec::new();
    if case.is_preview() == Some(true) {
        limits.push("production without the feature flag (it is a preview)");
    }
    if needs_routing(case) == NeedsRouting::Yes {
        limits.push("content that must stay in the Geo (it is processed elsewhere)");
    }
    if case.facts.mode == Some(Mode::PayPerToken) {
        limits.push("work that needs promised latency (pay-per-token gives no guarantees)");
    }
    limits.join("; ")
}

fn breaks(case: &Case<'_>) -> String {
    let name = case.model.label();
    match case.lifecycle() {
        Lifecycle::Deprecated { retires, .. } => format!("Every call to {name}, from {retires} on"),
        Lifecycle::Redirected { redirect, .. } => format!("Every call to {name}, after {}", redirect.to),
        _ => format!("Every call to {name}"),
    }
}
