//! The template's five runbook questions and the user's answers. What is known before anyone answers: `decision/runbook.rs`.

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
}
