//! What a command gives back: results, messages, and how the program ends. Errors become answers here and only here.

use std::ffi::OsString;

use clap::error::ErrorKind;
use serde::Serialize;
use serde_json::json;

use super::exit_code::Exit;
use super::style::{self, OutputStyle};
use crate::error::Error;
use crate::text;

/// The result of a command.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The results, for stdout.
    pub output: String,
    /// Messages about them, for stderr.
    pub messages: String,
    /// How the program ends.
    pub exit: Exit,
}

impl Answer {
    /// Results without messages.
    pub fn of(output: impl Into<String>) -> Self {
        Self { output: output.into(), ..Self::default() }
    }

    /// JSON, for people to read as well.
    pub fn json(value: &impl Serialize) -> Self {
        Self::of(pretty(value))
    }

    /// Ends with findings if there are some.
    #[must_use]
    pub fn with_findings(mut self, findings: bool) -> Self {
        if findings {
            self.exit = Exit::Findings;
        }
        self
    }

    /// Adds a line for stderr.
    #[must_use]
    pub fn message(mut self, line: impl AsRef<str>) -> Self {
        self.messages.push_str(line.as_ref());
        self.messages.push('\n');
        self
    }

    /// Adds lines for stderr.
    #[must_use]
    pub fn messages(self, lines: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        lines.into_iter().fold(self, Self::message)
    }
}

/// JSON over several lines, with a line break at its end.
pub fn pretty(value: &impl Serialize) -> String {
    // With string keys and finite numbers only, it can always be written.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// An error as an answer: for people on stderr, for scripts on stdout.
pub fn error_answer(error: &Error, json: bool, style: OutputStyle) -> Answer {
    if json {
        return error_json(error.message(), error.details(), error.hints());
    }
    let messages = format!("{} {error}\n", style.paint(style::RED.bold(), "error:"));
    Answer { messages, exit: Exit::Failure, ..Answer::default() }
}

/// The same error without what could steer a terminal: clap shows words as they came, in places of its own styling.
pub fn safe_error(error: clap::Error, words: &[OsString]) -> clap::Error {
    let safe = |word: &OsString| text::clean_line(&word.to_string_lossy()).into_owned();
    if words.iter().all(|word| word.to_str().is_some_and(|text| text::clean_line(text) == text)) {
        return error;
    }
    if let Err(error) = super::declaration().try_get_matches_from(words.iter().map(safe)) {
        return error;
    }
    // It was what is not shown that was wrong. Its usage is left out: the new error has one too.
    let message = error.to_string();
    let message = message.trim_start_matches("error: ").split("\n\n").next().unwrap_or_default();
    super::declaration().error(ErrorKind::InvalidValue, text::clean(message))
}

/// A command line that clap did not understand, or a request for help.
pub fn usage_error_answer(error: &clap::Error, json: bool, style: OutputStyle) -> Answer {
    let rendered = error.render();
    let shown = if style.colour { rendered.ansi().to_string() } else { rendered.to_string() };
    if !error.use_stderr() {
        return Answer::of(shown);
    }
    if !json {
        return Answer { messages: shown, exit: Exit::Failure, ..Answer::default() };
    }
    let plain = rendered.to_string();
    let message = plain.trim_start_matches("error: ").split("\n\n").next().unwrap_or_default();
    let mut lines = message.lines().map(str::trim);
    let first = lines.next().unwrap_or_default().to_owned();
    let details: Vec<String> = lines.map(str::to_owned).collect();
    let hints: Vec<String> =
        plain.lines().filter_map(|line| line.trim().strip_prefix("tip: ")).map(str::to_owned).collect();
    error_json(&first, &details, &hints)
}

fn error_json(message: &str, details: &[String], hints: &[String]) -> Answer {
    let object = json!({
        "schema": "servemap/error/1",
        "error": { "message": message, "details": details, "hints": hints },
    });
    Answer { exit: Exit::Failure, ..Answer::json(&object) }
}
