//! When a model ends, as far as anybody has said: what a column, a filter and a rule can read without a sentence.

use std::fmt;

use chrono::NaiveDate;

use crate::date;
use crate::gates::Case;
use crate::matrix::{DateKind, Lifecycle, Matrix, Mode, Model};

/// The end of a model in a mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Calls fail; since that day, where a source says so.
    Retired(Option<NaiveDate>),
    /// Calls fail for the model, and another answers: from the first day to the last.
    Redirected(NaiveDate, NaiveDate),
    /// Calls fail from that day on.
    On(NaiveDate),
    /// Not before that day.
    NotBefore(NaiveDate),
    /// On its way out, with no day.
    Legacy,
    /// Nothing is announced on the page that was read.
    Never,
    /// The earliest day has passed, or it was found gone later.
    Unclear(NaiveDate),
    /// No page about it was read for this cloud, or it is a vendor's.
    Unknown,
}

impl End {
    /// The end that an announcement means; for a model without one, that none was read.
    pub fn of(lifecycle: Lifecycle<'_>) -> Self {
        match lifecycle {
            Lifecycle::Active => Self::Never,
            Lifecycle::Legacy(_) => Self::Legacy,
            Lifecycle::Deprecated { fact, retires } if fact.date_kind == DateKind::NotBefore => {
                Self::NotBefore(retires)
            }
            Lifecycle::Deprecated { retires, .. } => Self::On(retires),
            Lifecycle::Redirected { redirect, .. } => Self::Redirected(redirect.from, redirect.until),
            Lifecycle::Unclear { since, .. } => Self::Unclear(since),
            Lifecycle::Retired { since, .. } => Self::Retired(since),
        }
    }

    /// The day from which the model itself no longer answers, as far as one is named.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Retired(since) => since,
            Self::Redirected(day, _) | Self::On(day) | Self::NotBefore(day) | Self::Unclear(day) => Some(day),
            Self::Legacy | Self::Never | Self::Unknown => None,
        }
    }

    /// As a header has it, seen from a day: the days left, or what is known instead of one.
    pub fn left(self, as_of: NaiveDate) -> String {
        let days = |day| format!("{} left", date::in_words(date::days(as_of, day)));
        match self {
            Self::Retired(Some(since)) => format!("since {since}"),
            Self::Retired(None) => "since an unknown day".to_owned(),
            Self::Redirected(_, last) => format!("redirected, {}", days(last)),
            Self::On(day) => days(day),
            Self::NotBefore(day) => format!("at least {}", days(day)),
            Self::Legacy => "no date announced".to_owned(),
            Self::Never => "no end announced".to_owned(),
            Self::Unclear(_) => "end unclear".to_owned(),
            Self::Unknown => "end unknown".to_owned(),
        }
    }

    /// Of ends in several modes the one to tell: the first, and rather that nobody knows than that none is announced.
    fn urgency(self) -> (u8, Option<NaiveDate>) {
        let kind = match self {
            Self::Retired(_) => 0,
            Self::Redirected(..) => 1,
            Self::On(_) | Self::NotBefore(_) | Self::Unclear(_) => 2,
            Self::Legacy => 3,
            Self::Unknown => 4,
            Self::Never => 5,
        };
        (kind, self.day())
    }

    /// Whether it ends, or may, before the day is over. The last day of a redirect still runs.
    pub fn is_by(self, until: NaiveDate) -> bool {
        match self {
            Self::Retired(_) | Self::Unclear(_) => true,
            Self::Redirected(_, last) => last < until,
            Self::On(day) | Self::NotBefore(day) => day <= until,
            Self::Legacy | Self::Never | Self::Unknown => false,
        }
    }
}

/// As a column has it: a day, `>=` a day, a word, `–` where nothing is announced, `?` where nobody knows.
impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Retired(_) => f.write_str("retired"),
            Self::Redirected(..) => f.write_str("redirected"),
            Self::On(day) => write!(f, "{day}"),
            Self::NotBefore(day) => write!(f, ">={day}"),
            Self::Legacy => f.write_str("legacy"),
            Self::Never => f.write_str("–"),
            Self::Unclear(_) | Self::Unknown => f.write_str("?"),
        }
    }
}

impl Case<'_> {
    /// When the model ends in the chosen mode; where none is chosen, the first end in any.
    pub fn end(&self) -> End {
        let modes =
            Mode::HOSTED.into_iter().filter(|mode| self.criteria.mode.is_none_or(|only| only == *mode));
        modes.map(|mode| self.end_in(mode)).min_by_key(|end| end.urgency()).unwrap_or(End::Unknown)
    }

    fn end_in(&self, mode: Mode) -> End {
        End::in_mode(self.criteria.matrix, self.model, mode, self.criteria.as_of)
    }
}

impl End {
    /// The end of a model in a mode, as known on a day.
    pub fn in_mode(matrix: &Matrix, model: &Model, mode: Mode, day: NaiveDate) -> Self {
        if model.is_external() {
            return Self::Unknown;
        }
        match matrix.lifecycle(model, mode, day) {
            Lifecycle::Active if matrix.lifecycle_source().is_none() => Self::Unknown,
            // Announced for another cloud: whether it holds here, nobody has said.
            Lifecycle::Active if matrix.lifecycle_elsewhere(model, mode).is_some() => Self::Unknown,
            lifecycle => Self::of(lifecycle),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        crate::date::parse(text).unwrap()
    }

    /// "A date counts from its own day: on the retirement date the model is retired; the last day of a redirect still
    /// runs."
    #[rstest]
    #[case::the_day_before(End::On(day("2027-11-25")), true)]
    #[case::the_day(End::On(day("2027-11-26")), true)]
    #[case::the_day_after(End::On(day("2027-11-27")), false)]
    #[case::it_may(End::NotBefore(day("2027-11-26")), true)]
    #[case::redirected_to_the_day_before(End::Redirected(day("2026-01-01"), day("2027-11-25")), true)]
    #[case::redirected_to_the_day(End::Redirected(day("2026-01-01"), day("2027-11-26")), false)]
    #[case::legacy(End::Legacy, false)]
    #[case::nothing_announced(End::Never, false)]
    #[case::unknown(End::Unknown, false)]
    #[case::retired(End::Retired(None), true)]
    fn an_end_counts_from_its_own_day(#[case] end: End, #[case] by: bool) {
        assert_eq!(end.is_by(day("2027-11-26")), by);
    }

    #[test]
    fn an_end_is_a_day_a_word_or_a_sign() {
        let ends = [End::Retired(None), End::On(day("2026-11-22")), End::Never, End::Unknown];
        assert_eq!(ends.map(|end| end.to_string()), ["retired", "2026-11-22", "–", "?"]);
        assert!(End::Unknown.urgency() < End::Never.urgency());
    }
}
