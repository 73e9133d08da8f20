//! The words that flags take, read from the tables that hold them: there is no second list.

use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::matrix::{Cloud, Mode, Workload};
use crate::plan::{guardrail, posture::Words};

/// A closed set with words and what they mean, as a parser that knows its neighbours.
fn set<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    id: fn(T) -> &'static str,
    help: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let values = all.iter().map(move |member| PossibleValue::new(id(*member)).help(help(*member)));
    PossibleValuesParser::new(values).try_map(move |word| {
        // clap has checked the word against the same list.
        all.iter().copied().find(|member| id(*member) == word).ok_or("no such word")
    })
}

pub(super) fn mode() -> impl TypedValueParser<Value = Mode> {
    set(&Mode::ALL, Mode::id, Mode::purpose)
}

pub(super) fn cloud() -> impl TypedValueParser<Value = Cloud> {
    set(&Cloud::ALL, Cloud::id, Cloud::name)
}

pub(super) fn workload() -> impl TypedValueParser<Value = Workload> {
    set(&Workload::ALL, Workload::id, Workload::name)
}

/// The words of plan files.
pub(super) fn word<T: Words + Send + Sync>() -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(T::WORDS.iter().map(|(word, _)| *word)).try_map(|word| {
        T::WORDS.iter().find(|(known, _)| *known == word).map(|(_, member)| *member).ok_or("no such word")
    })
}

/// The ids of the guardrails.
pub(super) fn guardrail() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(
        guardrail::all()
            .iter()
            .map(|guardrail| PossibleValue::new(guardrail.id.as_str()).help(guardrail.label.as_str())),
    )
}

/// A calendar day.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    crate::date::parse(text).map_err(|error| error.hints().join("; "))
}

/// A number of days: `90d`, or `90`.
pub(super) fn days(text: &str) -> Result<i64, String> {
    let number = text.strip_suffix('d').unwrap_or(text);
    let days = number.parse::<u16>().map_err(|_| "a span is a number of days, such as 90d".to_owned())?;
    Ok(i64::from(days))
}

/// A model and why it was not taken: `MODEL=REASON`.
pub(super) fn not_taken(text: &str) -> Result<(String, String), String> {
    match text.split_once('=').map(|(model, reason)| (model.trim(), crate::text::clean_line(reason))) {
        Some((model, reason)) if !model.is_empty() => Ok((model.to_owned(), reason.trim().to_owned())),
        _ => Err("a model and why it was not taken are MODEL=REASON".to_owned()),
    }
}

/// A runbook answer: `QUESTION=TEXT`.
pub(super) fn answer(text: &str) -> Result<(crate::plan::Question, String), String> {
    let questions = crate::plan::QUESTIONS;
    let (key, answer) = text.split_once('=').unwrap_or((text, ""));
    let key = key.replace('-', "_");
    match questions.into_iter().find(|question| question.key() == key) {
        Some(question) if text.contains('=') => Ok((question, crate::text::clean(answer).into_owned())),
        _ => {
            let keys: Vec<String> = questions.iter().map(|known| known.key().replace('_', "-")).collect();
            Err(format!("an answer is QUESTION=TEXT, and the questions are {}", keys.join(", ")))
        }
    }
}
