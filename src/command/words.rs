//! The words that flags take, read from the tables that hold them: there is no second list.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command};

use crate::check::Rule;
use crate::date::{Span, When};
use crate::matrix::{Cloud, Mode, Workload};
use crate::plan::guardrail;
use crate::plan::posture::Words;
use crate::text;

/// A closed set with words and what they mean, read as everywhere else; help, completions and errors list the words.
#[derive(Debug, Clone)]
struct Set<T> {
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

fn set<T: Copy>(
    all: &[T],
    id: fn(T) -> &'static str,
    help: fn(T) -> &'static str,
    read: fn(&str) -> Option<T>,
) -> Set<T> {
    let values = all.iter().map(|member| PossibleValue::new(id(*member)).help(help(*member)));
    Set { values: values.collect(), read }
}

pub(super) fn mode() -> impl TypedValueParser<Value = Mode> {
    set(&Mode::ALL, Mode::id, Mode::purpose, Mode::named)
}

pub(super) fn cloud() -> impl TypedValueParser<Value = Cloud> {
    set(&Cloud::ALL, Cloud::id, Cloud::name, Cloud::named)
}

pub(super) fn workload() -> impl TypedValueParser<Value = Workload> {
    let read = |text: &str| {
        let folded = text::fold(text);
        Workload::ALL.into_iter().find(|shape| [shape.id(), shape.name()].map(text::fold).contains(&folded))
    };
    set(&Workload::ALL, Workload::id, Workload::name, read)
}

/// The words of plan files.
pub(super) fn word<T: Words + Send + Sync>() -> impl TypedValueParser<Value = T> {
    let read = |text: &str| {
        let folded = text::fold(text);
        T::WORDS.iter().find(|(word, _)| text::fold(word) == folded).map(|(_, member)| *member)
    };
    // That nobody has said can be said again, but it is no choice to offer.
    let values =
        T::WORDS.iter().map(|(word, member)| PossibleValue::new(*word).hide(T::UNSTATED == Some(*member)));
    Set { values: values.collect(), read }
}

/// The rules of a check.
pub(super) fn rule() -> impl TypedValueParser<Value = Rule> {
    let read = |text: &str| {
        let folded = text::fold(text);
        Rule::ALL.into_iter().find(|rule| text::fold(rule.id()) == folded)
    };
    set(&Rule::ALL, Rule::id, Rule::about, read)
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
pub(super) fn answer(text: &str) -> Result<(crate::plan::Question, String), String> {
    let questions = crate::plan::QUESTIONS;
    let (key, answer) = text.split_once('=').unwrap_or((text, ""));
    let key = key.replace('-', "_");
    match questions.into_iter().find(|question| question.key() == key) {
        Some(question) if text.contains('=') => Ok((question, crate::text::entry(answer))),
        _ => {
            let keys: Vec<String> = questions.iter().map(|known| known.key().replace('_', "-")).collect();
            Err(format!("an answer is QUESTION=TEXT, and the questions are {}", keys.join(", ")))
        }
    }
}
