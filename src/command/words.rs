//! The words that flags take, read from the tables that hold them: there is no second list.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command};

use crate::date::{Span, When};
use crate::plan::{Question, guardrail};
use crate::text::{Word, Words};

/// A closed set with words and what they mean, read as everywhere else; help, completions and errors list the words.
#[derive(Debug, Clone)]
pub(super) struct Set<T> {
    values: Vec<PossibleValue>,
    read: fn(&str) -> Option<T>,
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Set<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, clap::Error> {
        if let Some(found) = value.to_str().and_then(self.read) {
            return Ok(found);
        }
        // clap's own parser says which words there are, and which is near.
        let words = PossibleValuesParser::new(self.values.clone());
        let word = words.parse_ref(command, arg, value)?;
        (self.read)(&word).ok_or_else(|| clap::Error::new(ErrorKind::InvalidValue).with_cmd(command))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.values.iter().cloned()))
    }
}

/// A closed set; what is said of each member stands beside it.
pub(super) fn set<T: Words>(help: fn(T) -> &'static str) -> Set<T> {
    let value = |word: &Word<T>| {
        // That nobody has decided can be said, but it is no choice to offer.
        PossibleValue::new(word.id).help(help(word.member)).hide(!word.member.is_stated())
    };
    Set { values: T::WORDS.iter().map(value).collect(), read: T::read }
}

/// A closed set whose words need no explanation.
pub(super) fn word<T: Words>() -> Set<T> {
    let value = |word: &Word<T>| PossibleValue::new(word.id).hide(!word.member.is_stated());
    Set { values: T::WORDS.iter().map(value).collect(), read: T::read }
}

/// The ids of the guardrails.
pub(super) fn guardrail() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(
        guardrail::all()
            .iter()
            .map(|guardrail| PossibleValue::new(guardrail.id.as_str()).help(guardrail.label.as_str())),
    )
}

/// A day, `today`, or a span from today on.
pub(super) fn day(text: &str) -> Result<When, String> {
    When::read(text).map_err(|error| error.hints().join("; "))
}

/// A span: `90d`, `12w`, `3m`, `1y`; a number alone counts days.
pub(super) fn span(text: &str) -> Result<Span, String> {
    let number = || text.trim().parse::<u16>().ok().map(|days| Span::Days(u32::from(days)));
    Span::read(text).or_else(|error| number().ok_or_else(|| error.hints().join("; ")))
}

/// A model and why it was not taken: `MODEL=REASON`.
pub(super) fn not_taken(text: &str) -> Result<(String, String), String> {
    match text.split_once('=').map(|(model, reason)| (model.trim(), crate::text::entry_line(reason))) {
        Some((model, reason)) if !model.is_empty() => Ok((model.to_owned(), reason)),
        _ => Err("a model and why it was not taken are MODEL=REASON".to_owned()),
    }
}

/// A runbook answer: `QUESTION=TEXT`.
pub(super) fn answer(text: &str) -> Result<(Question, String), String> {
    let (question, answer) = text.split_once('=').unwrap_or((text, ""));
    match Question::read(question) {
        Some(question) if text.contains('=') => Ok((question, crate::text::entry(answer))),
        _ => {
            let questions = Question::ids().replace('_', "-");
            Err(format!("an answer is QUESTION=TEXT, and the questions are {questions}"))
        }
    }
}
