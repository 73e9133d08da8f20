//! What is known of a row, and whether it is what a filter wants: yes, no, or nobody knows.

use chrono::NaiveDate;

use crate::choice::filter_language::{Decimal, Wanted};
use crate::gates::Case;
use crate::matrix::model::fold;
use crate::matrix::{DateKind, Lifecycle};

/// A fact of a row.
#[derive(Debug)]
pub enum Fact<'a> {
    /// Nobody knows it.
    Unknown,
    /// The words that hold.
    Words(Vec<&'a str>),
    Number(Decimal),
    /// No day is announced.
    NoDay,
    /// The first and the last day it may be, where there is such an end; spans are counted from `as_of`.
    Day {
        first: Option<NaiveDate>,
        last: Option<NaiveDate>,
        as_of: NaiveDate,
    },
}

impl<'a> Fact<'a> {
    pub fn word(word: Option<&'a str>) -> Self {
        word.map_or(Self::Unknown, |word| Self::Words(vec![word]))
    }

    pub(super) fn number(number: Option<u64>) -> Self {
        Self::amount(number.map(Decimal::whole))
    }

    pub(super) fn amount(amount: Option<Decimal>) -> Self {
        amount.map_or(Self::Unknown, Self::Number)
    }

    /// The day a model retires. What a vendor announces is not known here.
    pub(super) fn retirement(case: &Case<'_>) -> Self {
        let fact = match case.lifecycle() {
            Lifecycle::Active if case.model.is_external() => return Self::Unknown,
            Lifecycle::Active | Lifecycle::Legacy(_) => return Self::NoDay,
            other => other.fact(),
        };
        let as_of = case.criteria.as_of;
        fact.map_or(Self::Unknown, |fact| {
            let day = fact.retires;
            let (first, last) = match fact.date_kind {
                _ if day.is_none() => (None, Some(as_of)),
                DateKind::Announced | DateKind::Planned => (day, day),
                DateKind::NotBefore => (day, None),
                DateKind::Seen => (None, day),
            };
            Self::Day { first, last, as_of }
        })
    }

    /// Whether it is what is wanted; none where nobody knows.
    pub fn is(&self, wanted: &Wanted) -> Option<bool> {
        match (wanted, self) {
            (Wanted::Unknown, Self::Unknown) | (Wanted::Never, Self::NoDay) => Some(true),
            (Wanted::Unknown, Self::Day { first, last, .. }) => Some(first != last),
            (Wanted::Unknown, _) | (Wanted::Never, Self::Day { .. }) | (Wanted::Day(..), Self::NoDay) => {
                Some(false)
            }
            (Wanted::Member(member), Self::Words(words)) => {
                Some(words.iter().any(|word| word == member || fold(word) == fold(member)))
            }
            (Wanted::Number(comparison, limit), Self::Number(number)) => {
                Some(comparison.holds(number, limit))
            }
            (Wanted::Day(comparison, when), Self::Day { first, last, as_of }) => {
                comparison.holds_within(first.as_ref(), last.as_ref(), &when.on(*as_of))
            }
            _ => None,
        }
    }
}
