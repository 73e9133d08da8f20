//! Calendar days and spans as people write them: `2026-11-22`, `today`, `+90d`; `90d`, `12w`, `3m`, `1y`. What depends on
//! today is worked out by whoever knows the day.

use std::fmt;

use chrono::{Days, Months, NaiveDate};

use crate::error::{Error, Result};
use crate::text;

/// Reads an ISO 8601 calendar day, `YYYY-MM-DD`; blanks and underscores stand for dashes.
///
/// # Errors
/// When the text has another form or names no day of the calendar.
pub fn parse(text: &str) -> Result<NaiveDate> {
    read_day(text).ok_or_else(|| {
        Error::new(format!("invalid date '{}'", text::clean_line(text)))
            .hint("expected year-month-day, such as 2026-11-22")
    })
}

fn read_day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    // chrono forgives a missing zero, a date that people diff and sort should not.
    let well_formed = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => matches!(byte, b'-' | b'_' | b' '),
            _ => byte.is_ascii_digit(),
        });
    let dashed = text.replace(['_', ' '], "-");
    well_formed.then(|| NaiveDate::parse_from_str(&dashed, "%Y-%m-%d").ok()).flatten()
}

/// A stretch of time: `90d`, `12w`, `3m`, `1y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// So many days.
    Days(u32),
    /// So many calendar months.
    Months(u32),
}

impl Span {
    /// The units with the words for them, and what one of them is.
    const UNITS: [([&'static str; 3], Self); 4] = [
        (["d", "day", "days"], Self::Days(1)),
        (["w", "week", "weeks"], Self::Days(7)),
        (["m", "month", "months"], Self::Months(1)),
        (["y", "year", "years"], Self::Months(12)),
    ];

    /// Reads a span; case and blanks are forgiven.
    ///
    /// # Errors
    /// When the text is not a number with a unit.
    pub fn read(text: &str) -> Result<Self> {
        let plain: String = text.trim_start_matches(' ').to_lowercase().split([' ', '_']).collect();
        let (number, unit) = plain.split_at(plain.bytes().take_while(u8::is_ascii_digit).count());
        let found = Self::UNITS.iter().find(|(words, _)| words.contains(&unit));
        let times = |number: u32, one: u32| number.checked_mul(one);
        let span = number.parse::<u32>().ok().zip(found).and_then(|(number, (_, one))| match one {
            Self::Days(one) => times(number, *one).map(Self::Days),
            Self::Months(one) => times(number, *one).map(Self::Months),
        });
        span.ok_or_else(|| {
            Error::new(format!("invalid span '{}'", text::clean_line(text)))
                .hint("expected a number of days, weeks, months or years, such as 90d, 12w, 3m or 1y")
        })
    }

    /// The day that lies a span after another; the last day of the calendar's four digits where that is later.
    pub fn after(self, day: NaiveDate) -> NaiveDate {
        let then = match self {
            Self::Days(days) => day.checked_add_days(Days::new(u64::from(days))),
            Self::Months(months) => day.checked_add_months(Months::new(months)),
        };
        let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
        then.map_or(last, |then| then.min(last))
    }
}

/// As people write it: `90d`, `6m`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(days) => write!(f, "{days}d"),
            Self::Months(months) => write!(f, "{months}m"),
        }
    }
}

/// A day, or one that depends on today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// This day.
    On(NaiveDate),
    /// So long after today: `today` is no days after it.
    In(Span),
}

impl When {
    /// Reads a day, `today`, or a span from today on with its sign: `+90d`.
    ///
    /// # Errors
    /// When it is none of them; a span without its sign is named with it.
    pub fn read(text: &str) -> Result<Self> {
        let plain = text.trim();
        if let Some(day) = read_day(plain) {
            return Ok(Self::On(day));
        }
        if plain.eq_ignore_ascii_case("today") {
            return Ok(Self::In(Span::Days(0)));
        }
        let span = plain.strip_prefix('+').map(|span| Span::read(span.trim()));
        if let Some(Ok(span)) = span {
            return Ok(Self::In(span));
        }
        let error = Error::new(format!("invalid date '{}'", text::clean_line(text)));
        Err(match Span::read(plain) {
            Ok(_) => error.hint(format!("did you mean '+{plain}', counted from today?")),
            Err(_) => error.hint("expected a day such as 2026-11-22, today, or +90d (also w, m, y)"),
        })
    }

    /// The day it is.
    pub fn on(self, today: NaiveDate) -> NaiveDate {
        match self {
            Self::On(day) => day,
            Self::In(span) => span.after(today),
        }
    }
}

/// How many days lie between two days; negative when `to` comes first.
pub fn days(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// A number of days in words: `1 day`, `49 days`.
pub fn in_words(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        parse(text).unwrap()
    }

    #[test]
    fn a_date_has_one_order() {
        for written in ["2026-11-22", " 2026-11-22 ", "2026_11_22", "2026 11 22"] {
            assert_eq!(parse(written).unwrap(), NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        }
        for wrong in
            ["2026-13-01", "2026-02-30", "22.11.2026", "2026-1-2", "", "tomorrow", "+2026-1-01", "２０２６"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    /// A span as `90d`, `12w`, `3m`, `1y`; a date as a day, `today`, `+90d`.
    #[rstest]
    #[case("2026-12-24", "2026-12-24")]
    #[case("today", "2026-10-31")]
    #[case("TODAY", "2026-10-31")]
    #[case("+90d", "2027-01-29")]
    #[case("+90 days", "2027-01-29")]
    #[case("+ 12W", "2027-01-23")]
    #[case("+4m", "2027-02-28")]
    #[case("+1y", "2027-10-31")]
    #[case("+4000000000d", "9999-12-31")]
    fn a_date_may_depend_on_today(#[case] written: &str, #[case] meant: &str) {
        assert_eq!(When::read(written).unwrap().on(day("2026-10-31")), day(meant));
    }

    #[rstest]
    #[case("90d", "did you mean '+90d', counted from today?")]
    #[case("+90", "such as 2026-11-22, today, or +90d")]
    #[case("+99999999999d", "such as 2026-11-22, today, or +90d")]
    #[case("soon", "such as 2026-11-22, today, or +90d")]
    #[case("", "such as 2026-11-22, today, or +90d")]
    fn what_is_no_date_is_told_with_what_would_be_right(#[case] written: &str, #[case] hint: &str) {
        let error = When::read(written).unwrap_err();
        assert!(error.hints()[0].contains(hint), "{error}");
    }

    #[rstest]
    #[case("90d", Some(Span::Days(90)))]
    #[case("90 D", Some(Span::Days(90)))]
    #[case("12w", Some(Span::Days(84)))]
    #[case("3m", Some(Span::Months(3)))]
    #[case("3 months", Some(Span::Months(3)))]
    #[case("1y", Some(Span::Months(12)))]
    #[case("d", None)]
    #[case("90", None)]
    #[case("-90x", None)]
    #[case("4294967295y", None)]
    fn a_span_is_a_number_with_a_unit(#[case] written: &str, #[case] span: Option<Span>) {
        assert_eq!(Span::read(written).ok(), span);
    }
}
