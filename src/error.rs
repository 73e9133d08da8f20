//! What went wrong, where it points, and what to try: the one error type of the program.

use std::fmt;

/// The result of anything that can fail with an [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// A failure, said once: one lower-case sentence, the lines that show the place, and hints apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    message: String,
    details: Vec<String>,
    hints: Vec<String>,
}

impl Error {
    /// A failure with its sentence: lower case, no full stop, the user's value in 'quotes'.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), details: Vec::new(), hints: Vec::new() }
    }

    /// Adds what would be right, or what to try.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a block of lines that shows the place (an excerpt, a list of problems).
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.details.push(detail.into());
        self
    }

    /// Puts what was being done before the message: `context: message`.
    #[must_use]
    pub fn context(mut self, context: impl fmt::Display) -> Self {
        self.message = format!("{context}: {}", self.message);
        self
    }

    /// The sentence alone, for a status line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The blocks that show the place, in order.
    pub fn details(&self) -> &[String] {
        &self.details
    }

    /// The hints, in order.
    pub fn hints(&self) -> &[String] {
        &self.hints
    }
}

/// The whole of it, over several lines: message, details, hints.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        for detail in &self.details {
            write!(f, "\n{detail}")?;
        }
        for hint in &self.hints {
            write!(f, "\nhint: {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
