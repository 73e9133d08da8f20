//! Calendar days as the files and the command line write them: `2026-11-22`, nothing else.

use chrono::NaiveDate;

use crate::error::{Error, Result};

/// Reads an ISO 8601 calendar day, `YYYY-MM-DD`.
///
/// # Errors
/// When the text has another form or names no day of the calendar.
pub fn parse(text: &str) -> Result<NaiveDate> {
    // chrono forgives a missing zero, a date that people diff and sort should not.
    let well_formed = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    well_formed.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten().ok_or_else(|| {
        Error::new(format!("'{}' is no date", crate::text::clean_line(text)))
            .hint("a date is written year-month-day, such as 2026-11-22")
    })
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

    #[test]
    fn a_date_has_one_form() {
        assert_eq!(parse("2026-11-22").unwrap(), NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
        for wrong in
            ["2026-13-01", "2026-02-30", "22.11.2026", "2026-1-2", "", "tomorrow", "+2026-1-01", "２０２６"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
