//! The template's five runbook questions and the user's answers. What is known before anyone answers: `decision/runbook.rs`.

use crate::text::words;

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

words! { Question {
    For = "for", "What this model is for";
    NotFor = "not_for", "What it is not for";
    Breaks = "breaks", "What breaks if it disappears";
    Next = "next", "What we migrate to next";
    Approver = "approver", "Who approves the switch";
} }

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
}
