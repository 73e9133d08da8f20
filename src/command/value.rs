//! The words that flags take, read from the tables that hold them: there is no second list.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command};

use crate::date::{Span, When};
use crate::plan::Tokens;
use crate::text::Words;

/// Some members of a closed set, read as everywhere else; help, completions and errors list their words.
#[derive(Clone)]
pub struct Set<T> {
    members: Vec<T>,
    /// What a member means, where that is said. Only for whoever asks: each start makes the flags of all commands.
    help: Option<fn(T) -> &'static str>,
}

impl<T: Words> Set<T> {
    fn values(&self) -> Vec<PossibleValue> {
        let value = |member: &T| {
            // "not-stated" is accepted, but not offered as a choice.
            let value = PossibleValue::new(member.word().id).hide(!member.is_stated());
            match self.help {
                Some(help) => value.help(help(*member)),
                None => value,
            }
        };
        self.members.iter().map(value).collect()
    }
}

impl<T: Words + Send + Sync> TypedValueParser for Set<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, clap::Error> {
        match value.to_str().and_then(T::read).filter(|member| self.members.contains(member)) {
            Some(member) => Ok(member),
            // clap's own parser says which words there are, and which is near.
            None => PossibleValuesParser::new(self.values())
                .parse_ref(command, arg, value)
                .and(Err(clap::Error::new(ErrorKind::InvalidValue).with_cmd(command))),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.values().into_iter()))
    }
}

/// Some members of a closed set, with a help text for each.
pub fn among<T: Words>(members: &[T], help: fn(T) -> &'static str) -> Set<T> {
    Set { members: members.to_vec(), help: Some(help) }
}

/// A closed set, with a help text for each member.
pub fn set<T: Words>(help: fn(T) -> &'static str) -> Set<T> {
    among(&all(), help)
}

/// A closed set whose words need no explanation.
pub fn word<T: Words>() -> Set<T> {
    Set { members: all(), help: None }
}

fn all<T: Words>() -> Vec<T> {
    T::WORDS.iter().map(|word| word.member).collect()
}

/// A day, `today`, or a span from today on.
pub fn day(text: &str) -> Result<When, String> {
    When::read(text).map_err(|error| error.hints().join("; "))
}

/// A number of tokens: `120M`, `1.5B`, `30_000_000`.
pub fn tokens(text: &str) -> Result<u64, String> {
    Tokens::read_one(text).map_err(|error| error.hints().join("; "))
}

/// A whole number from 0.
pub fn count(text: &str) -> Result<usize, String> {
    text.trim().parse().map_err(|_| "expected a whole number from 0, such as 2".to_owned())
}

/// A span: `90d`, `12w`, `3m`, `1y`; a number alone counts days.
pub fn span(text: &str) -> Result<Span, String> {
    let number = || text.trim().parse::<u16>().ok().map(|days| Span::Days(u32::from(days)));
    Span::read(text).or_else(|error| number().ok_or_else(|| error.hints().join("; ")))
}
