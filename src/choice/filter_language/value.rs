//! What stands behind the colon: a member of a set, a number or a deadline, compared or not.

use std::sync::Arc;

use super::vocabulary::{Member, Qualifier, Takes};
use crate::date::{Span, When};
use crate::matrix::model::fold;
use crate::matrix::names::{RegionNames, Unknown};
use crate::text::{self, Decimal};

/// The word for what nobody knows.
pub(super) const UNKNOWN: &str = "unknown";
/// The word for no day at all.
pub(super) const NONE: &str = "none";
/// How many members a mistake names.
const NAMED: usize = 6;

/// What is wanted of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// This member of a set, as the matrix writes it.
    Member(String),
    /// That nobody knows it.
    Unknown,
    /// That no day is announced.
    Never,
    /// A number.
    Number(Comparison, Decimal),
    /// A day.
    Day(Comparison, When),
}

/// How two values are to stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`, or nothing
    Equal,
    /// `>=`
    AtLeast,
    /// `>`
    More,
}

impl Comparison {
    const WORDS: [(&'static str, Self); 5] = [
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("<", Self::Less),
        (">", Self::More),
        ("=", Self::Equal),
    ];

    /// Whether a value stands so to a limit.
    pub fn holds<T: Ord>(self, value: &T, limit: &T) -> bool {
        match self {
            Self::Less => value < limit,
            Self::AtMost => value <= limit,
            Self::Equal => value == limit,
            Self::AtLeast => value >= limit,
            Self::More => value > limit,
        }
    }

    /// Whether any value from `low` to `high`, where there is such an end, stands so to a limit: yes, no, or it depends.
    pub fn holds_within<T: Ord>(self, low: Option<&T>, high: Option<&T>, limit: &T) -> Option<bool> {
        let high_is = |comparison: Self| high.is_some_and(|high| comparison.holds(high, limit));
        let low_is = |comparison: Self| low.is_some_and(|low| comparison.holds(low, limit));
        let (yes, no) = match self {
            Self::Less => (high_is(Self::Less), low_is(Self::AtLeast)),
            Self::AtMost => (high_is(Self::AtMost), low_is(Self::More)),
            Self::AtLeast => (low_is(Self::AtLeast), high_is(Self::Less)),
            Self::More => (low_is(Self::More), high_is(Self::AtMost)),
            Self::Equal => {
                (low_is(Self::Equal) && high_is(Self::Equal), low_is(Self::More) || high_is(Self::Less))
            }
        };
        (yes || no).then_some(yes)
    }

    fn strip(text: &str) -> (Option<Self>, &str) {
        let found = Self::WORDS
            .iter()
            .find_map(|(word, comparison)| text.strip_prefix(word).map(|rest| (Some(*comparison), rest)));
        found.unwrap_or((None, text))
    }
}

/// A value that is none, for its mistake: the message and the nearest valid one.
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) nearest: Option<String>,
}

/// Reads what stands behind the colon.
pub(super) fn read(qualifier: Qualifier, takes: &Takes, value: &str) -> Result<Wanted, Wrong> {
    let name = qualifier.name();
    // As screens write it.
    let value = if value == "?" { UNKNOWN } else { value };
    if value.is_empty() {
        return Err(Wrong { message: format!("'{name}:' needs a value"), nearest: None });
    }
    let wrong = |nearest| {
        Err(Wrong { message: format!("invalid value '{}' for '{name}'", text::clean_line(value)), nearest })
    };
    match takes {
        Takes::Regions(..) | Takes::Count | Takes::Amount | Takes::Deadline
            if value.eq_ignore_ascii_case(UNKNOWN) =>
        {
            Ok(Wanted::Unknown)
        }
        Takes::Regions(names, others) => region(name, names, others, value),
        Takes::Members(members) => match member(members, value) {
            Some(member) => Ok(Wanted::Member(member.means.clone())),
            None if value.eq_ignore_ascii_case(UNKNOWN) => Ok(Wanted::Unknown),
            None => {
                let words = members.iter().map(|member| member.word.as_str()).chain([UNKNOWN]);
                wrong(text::nearest(value, words, 1).first().map(|near| (*near).to_owned()))
            }
        },
        Takes::Count | Takes::Amount => {
            let (comparison, rest) = Comparison::strip(value);
            let fits = |number: &Decimal| matches!(takes, Takes::Amount) || number.is_count();
            let read = |text: &str| Decimal::read(text).filter(fits);
            let Some(number) = read(rest) else {
                let pointed = value.replace(',', ".");
                return wrong(read(Comparison::strip(&pointed).1).map(|_| pointed));
            };
            Ok(Wanted::Number(comparison.unwrap_or(Comparison::Equal), number))
        }
        Takes::Deadline if value.eq_ignore_ascii_case(NONE) => Ok(Wanted::Never),
        Takes::Deadline => {
            let (comparison, rest) = Comparison::strip(value);
            // Behind a comparison a span needs no sign: it is counted from the as-of date.
            match (comparison, When::read(rest).or_else(|_| Span::read(rest).map(When::In))) {
                (Some(comparison), Ok(when)) => Ok(Wanted::Day(comparison, when)),
                (None, Ok(when)) if Span::read(rest).is_err() => Ok(Wanted::Day(Comparison::Equal, when)),
                // A span alone: sooner or later than that is what somebody means, not that very day.
                (None, Ok(_)) => wrong(Some(format!("<{rest}"))),
                (_, Err(_)) => wrong(None),
            }
        }
    }
}

/// The region of one of the matrices that a text names; else one that only the rows name.
fn region(
    qualifier: &str,
    matrices: &[Arc<RegionNames>],
    others: &[Member],
    value: &str,
) -> Result<Wanted, Wrong> {
    let mut unknown: Vec<Unknown> = Vec::new();
    for names in matrices {
        match names.find(value) {
            Ok(place) => return Ok(Wanted::Member(names.codes()[place].clone())),
            Err(error) => unknown.push(error),
        }
    }
    if let Some(member) = member(others, value) {
        return Ok(Wanted::Member(member.means.clone()));
    }
    let elsewhere = unknown.iter().find_map(|unknown| unknown.elsewhere);
    let elsewhere = elsewhere.map(|cloud| format!(", but one of {} (--cloud {})", cloud.name(), cloud.id()));
    let value = text::clean_line(value);
    let message = format!("invalid value '{value}' for '{qualifier}'{}", elsewhere.unwrap_or_default());
    let nearest = unknown.into_iter().flat_map(|unknown| unknown.nearest).next();
    Err(Wrong { message, nearest })
}

/// The codes of the regions that a qualifier takes.
fn codes<'a>(matrices: &'a [Arc<RegionNames>], others: &'a [Member]) -> Vec<&'a str> {
    let known = matrices.iter().flat_map(|names| names.codes()).map(String::as_str);
    let mut codes: Vec<&str> = known.collect();
    let others = others.iter().map(|member| member.means.as_str());
    let new: Vec<&str> = others.filter(|other| !codes.contains(other)).collect();
    codes.extend(new);
    codes
}

/// What a qualifier takes, in words.
pub(super) fn expected(qualifier: Qualifier, takes: &Takes) -> String {
    match takes {
        Takes::Members(members) => list(members.iter().map(|member| member.word.as_str())),
        Takes::Regions(names, others) => list(codes(names, others).into_iter()),
        Takes::Count => match qualifier {
            Qualifier::Context => "a number of tokens such as >=200k, or unknown",
            // Words may be meant for what it gives out, which no page says; what it takes in is asked for elsewhere.
            Qualifier::MaxOutput => "the most tokens a model writes, such as >=8k, or unknown",
            _ => "a number of models such as >=10, or unknown",
        }
        .to_owned(),
        Takes::Amount => "a number of DBU such as <10 or <=0.5, or unknown".to_owned(),
        Takes::Deadline => "a day or a span, such as <2026-12-31 or <90d; none; unknown".to_owned(),
    }
}

/// The first words of a set, and how many there are besides.
fn list<'a>(words: impl ExactSizeIterator<Item = &'a str>) -> String {
    let others = words.len().saturating_sub(NAMED);
    let mut words: Vec<&str> = words.take(NAMED).collect();
    let more = format!("{others} more");
    if others > 0 {
        words.push(&more);
    } else if !words.contains(&UNKNOWN) {
        words.push(UNKNOWN);
    }
    words.join(", ")
}

/// The words a value can be completed to.
pub(super) fn choices(qualifier: Qualifier, takes: &Takes) -> Vec<String> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match takes {
        Takes::Regions(names, others) => {
            codes(names, others).into_iter().chain([UNKNOWN]).map(str::to_owned).collect()
        }
        Takes::Members(members) => {
            let mut choices: Vec<String> = members.iter().map(|member| member.word.clone()).collect();
            if !choices.iter().any(|word| word == UNKNOWN) {
                choices.push(UNKNOWN.to_owned());
            }
            choices
        }
        Takes::Count => match qualifier {
            Qualifier::Context => words(&[">=32k", ">=128k", ">=200k", ">=1m", UNKNOWN]),
            Qualifier::MaxOutput => words(&[">=8k", ">=32k", ">=64k", ">=128k", UNKNOWN]),
            _ => words(&[">0", ">=10", "0", UNKNOWN]),
        },
        Takes::Amount => words(&["<1", "<10", "<50", "<100", UNKNOWN]),
        Takes::Deadline => words(&["<30d", "<90d", "<6m", "<12m", NONE, UNKNOWN]),
    }
}

fn member<'a>(members: &'a [Member], value: &str) -> Option<&'a Member> {
    let folded = fold(value);
    let same = |known: &str| !folded.is_empty() && fold(known) == folded;
    members.iter().find(|member| {
        same(&member.word) || same(&member.means) || member.also.iter().any(|known| same(known))
    })
}
