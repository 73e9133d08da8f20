//! Days as pages write them: `March 26, 2026`, `Jun 17, 2026`, `2026-06-17T08:11:00Z`, `06/17/2026`.

use chrono::NaiveDate;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// How far behind its key a day stands in the data of a page.
const NEAR: usize = 60;

/// The day a text begins with, in any of the forms.
pub fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let head = text.get(..10).unwrap_or(text);
    if let Ok(day) = crate::date::parse(head) {
        return Some(day);
    }
    if let [month, day, year] = head.split('/').collect::<Vec<_>>()[..] {
        return NaiveDate::from_ymd_opt(year.get(..4)?.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    }
    find(text).filter(|(at, _, _)| *at == 0).map(|(_, _, day)| day)
}

/// The first English day in a text, with where it begins and ends.
pub fn find(text: &str) -> Option<(usize, usize, NaiveDate)> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let start = at + rest.find(|c: char| c.is_ascii_uppercase())?;
        let begins = text[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        if let Some((length, day)) = english(&text[start..]).filter(|_| begins) {
            return Some((start, start + length, day));
        }
        at = start + 1;
    }
    None
}

/// `Month D, YYYY` at the start of a text, and how long it is.
fn english(text: &str) -> Option<(usize, NaiveDate)> {
    let letters = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let word = text[..letters].to_ascii_lowercase();
    // Months are shortened to three letters, and September to four.
    let month = MONTHS.iter().position(|month| {
        *month == word || (word.len() >= 3 && word.len() <= 4 && month.starts_with(&word))
    })?;
    let rest = text[letters..].strip_prefix('.').unwrap_or(&text[letters..]).strip_prefix(' ')?;
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let day: u32 = rest.get(..digits)?.parse().ok()?;
    let year = rest[digits..].strip_prefix(", ").or_else(|| rest[digits..].strip_prefix(' '))?;
    let length = year.find(|c: char| !c.is_ascii_digit()).unwrap_or(year.len());
    let year_number: i32 = year.get(..length).filter(|year| year.len() == 4)?.parse().ok()?;
    let end = text.len() - year.len() + length;
    Some((end, NaiveDate::from_ymd_opt(year_number, u32::try_from(month).ok()? + 1, day)?))
}

/// The day behind "Last updated on" in a line of a page.
pub fn last_updated(text: &str) -> Option<NaiveDate> {
    let lower = text.to_ascii_lowercase();
    let at = lower.find("last updated")? + "last updated".len();
    let rest = text[at..].trim_start_matches([':', ' ']);
    let rest = rest.strip_prefix("on ").unwrap_or(rest);
    day(rest)
}

/// The day behind a key of a page's data or front matter: `last_update: {date: …}`, `ms.date`, `ingestedAt`.
pub fn last_update(text: &str) -> Option<NaiveDate> {
    ["last_update", "lastUpdatedAt", "ms.date", "ingestedAt"].into_iter().find_map(|key| {
        let rest = &text[text.find(key)? + key.len()..];
        let near: String = rest.chars().take(NEAR).collect();
        near.char_indices().find_map(|(at, c)| {
            let begins = near[..at].chars().next_back().is_some_and(|before| !before.is_ascii_digit());
            c.is_ascii_digit().then_some(())?;
            crate::date::parse(near.get(at..at + 10)?).ok().filter(|_| begins)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn of(text: &str) -> NaiveDate {
        crate::date::parse(text).unwrap()
    }

    #[rstest]
    #[case("June 17, 2026", "2026-06-17")]
    #[case("Jun 17, 2026", "2026-06-17")]
    #[case("Sept. 3, 2026", "2026-09-03")]
    #[case("2026-06-18T08:11:00Z", "2026-06-18")]
    #[case("09/29/2026", "2026-09-29")]
    fn a_day_is_read_in_every_form(#[case] text: &str, #[case] read: &str) {
        assert_eq!(day(text), Some(of(read)));
    }

    #[rstest]
    #[case("February 30, 2026")]
    #[case("Maybe 3, 2026")]
    #[case("June 17, 26")]
    #[case("13/13/2026")]
    #[case("soon")]
    #[case("")]
    fn what_is_no_day_is_none(#[case] text: &str) {
        assert_eq!(day(text), None);
    }

    #[test]
    fn days_are_found_where_pages_have_them() {
        let text = "Llama May be retired on March 26, 2026 and June 7, 2026.";
        assert_eq!(
            find(text).map(|(from, to, day)| (&text[from..to], day)),
            Some(("March 26, 2026", of("2026-03-26")))
        );
        assert_eq!(last_updated("Last updated on Jun 17, 2026 by a robot"), Some(of("2026-06-17")));
        assert_eq!(last_update("frontMatter:{last_update:{date:\"2025-06-05\"}}"), Some(of("2025-06-05")));
        assert_eq!(last_update("---\ningestedAt: 2026-06-18T08:11\n---"), Some(of("2026-06-18")));
        assert_eq!(last_update("\"lastUpdatedAt\":1718000000000,"), None);
    }
}
