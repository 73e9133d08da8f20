//! The runbook entry (template, section 8): five questions, answered as far as anyone or anything has.

use serde::Serialize;

use super::answer::written;
use crate::decision::Decision;
use crate::plan::Question;

/// The keys of its JSON beside those that all documents share.
pub(super) const PARTS: &[&str] = &["today", "runbook"];

/// One question with its answer.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// The key in plan files.
    pub key: &'static str,
    /// The template's label, without its colon.
    pub question: &'static str,
    /// None while open.
    pub answer: Option<String>,
    /// Whether a person wrote it; else it was seeded from what is known.
    pub by_hand: bool,
}

/// The five answers of a decision.
pub fn answers(decision: &Decision<'_>) -> Vec<Entry> {
    let runbook = &decision.plan.runbook;
    Question::ALL
        .into_iter()
        .map(|question| {
            let answer = runbook.answer_or_seed(question, decision.plan, &decision.case);
            Entry {
                key: question.id(),
                question: question.name(),
                answer: written(&answer),
                by_hand: !runbook.answer(question).trim().is_empty(),
            }
        })
        .collect()
}
