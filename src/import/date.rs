//! Days as pages write them: `March 26, 2026`, `Jun 17, 2026`, `2026-06-17T08:11:00Z`, `06/17/2026`.

use chrono::{Datelike, NaiveDate};

/// How far behind its key a day stands in the data of a page.
const NEAR: usize = 60;

/// The keys of the day of a page in the data of its HTML, in the order in which they count.
pub const IN_HTML: &[&str] = &["last_update", "lastUpdatedAt", "dateModified"];
/// The keys of the day of a page in its front matter.
pub const IN_FRONT: &[&str] = &[
    "last_update",
    "last_updated",
    "updated_at",
    "lastUpdatedAt",
    "dateModified",
    "updated",
    "modified",
    "ms.date",
];
/// How much may stand on the line before the day that a page prints: "On this page".
const LINE: usize = 20;
/// The keys of the day on which a copy was made.
const COPIED: [&str; 4] = ["ingestedAt", "retrieved", "fetched", "date"];
/// The words before the day that a page prints.
const PRINTED: [&str; 4] = ["last updated", "last modified", "updated on", "article"];

/// The day a text begins with, in any of the forms, `06/17/2026` among them.
pub fn day(text: &str) -> Option<NaiveDate> {
    let text = without_weekday(text.trim_start());
    if let Some((_, day)) = at_start(text) {
        return Some(day);
    }
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '/')).unwrap_or(text.len());
    let forms = ["%m/%d/%Y", "%d/%m/%Y", "%Y/%m/%d"].into_iter();
    let mut days = forms.filter_map(|form| NaiveDate::parse_from_str(&text[..end], form).ok());
    days.find(|day| day.year() >= 1000)
}

/// "Friday, November 20, 2026" without its first word.
fn without_weekday(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let is_weekday = text[..end].parse::<chrono::Weekday>().is_ok();
    if is_weekday { text[end..].trim_start_matches([',', '.', ' ']) } else { text }
}

/// Whether a text begins with a day that is another one where the day stands before the month: `04/11/2026`.
fn is_ambiguous(text: &str) -> bool {
    let mut parts = text.split('/').map(|part| part.parse::<u32>().unwrap_or(u32::MAX));
    matches!((parts.next(), parts.next()), (Some(first @ 1..=12), Some(second @ 1..=12)) if first != second)
}

/// Whether a text names a later year than that of a day, or a later day.
pub fn is_ahead(text: &str, day: NaiveDate) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_digit());
    let later = |year: &str| {
        year.len() == 4 && year.starts_with("20") && year.parse().is_ok_and(|year| day.year() < year)
    };
    words.any(later) || find(text).is_some_and(|(_, _, found)| found > day)
}

/// The first day in a text, with where it begins and ends.
pub fn find(text: &str) -> Option<(usize, usize, NaiveDate)> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric()
            && !before.is_alphanumeric()
            && let Some((length, day)) = at_start(&text[at..])
        {
            return Some((at, at + length, day));
        }
        before = c;
    }
    None
}

/// Whether a text names a year of this century.
pub fn has_year(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_digit());
    words.any(|word| word.len() == 4 && word.starts_with("20"))
}

/// The day at the start of a text, and how long it is: `June 17, 2026`, `17 June 2026`, `2026-06-17`.
pub fn at_start(text: &str) -> Option<(usize, NaiveDate)> {
    if let Some(day) = text.get(..10).and_then(|iso| crate::date::parse(iso).ok()) {
        return (!text[10..].starts_with(|c: char| c.is_ascii_digit())).then_some((10, day));
    }
    let (month, day, rest) = if text.starts_with(|c: char| c.is_ascii_digit()) {
        let (day, rest) = number(text, 2)?;
        let (month, rest) = month(rest.strip_prefix(' ')?)?;
        (month, day, rest)
    } else {
        let (month, rest) = month(text)?;
        let (day, rest) = number(rest.strip_prefix(' ')?, 2)?;
        (month, day, rest)
    };
    let year = rest.strip_prefix(',').unwrap_or(rest).strip_prefix(' ')?;
    let (year, rest) = number(year, 4).filter(|(year, _)| *year >= 1000)?;
    Some((text.len() - rest.len(), NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?))
}

/// A number of at most some digits, an ordinal's ending behind it left out, and what follows.
fn number(text: &str, digits: usize) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number = text.get(..end).filter(|found| found.len() <= digits)?.parse().ok()?;
    let rest = &text[end..];
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|ending| rest.strip_prefix(ending));
    Some((number, ordinal.unwrap_or(rest)))
}

/// A month at the start of a text. Months are shortened to three letters, and September to four.
fn month(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let word = if word.eq_ignore_ascii_case("sept") { "sep" } else { word };
    let month: chrono::Month = word.parse().ok()?;
    Some((month.number_from_month(), rest.strip_prefix('.').unwrap_or(rest)))
}

/// The days behind "Last updated on" in the texts of a page, and what stands there and is none. `month_first` is how the
/// language of the page writes them.
pub fn printed(texts: &[&str], month_first: bool) -> (Vec<NaiveDate>, Option<String>) {
    let (mut days, mut unread) = (Vec::new(), None);
    for (at, text) in texts.iter().enumerate() {
        let lower = text.to_ascii_lowercase();
        let Some((key, start)) = PRINTED.iter().find_map(|key| Some((*key, lower.find(key)?))) else {
            continue;
        };
        // In prose it is something else that was updated.
        if start > LINE || lower[..start].ends_with("was ") || (key == "article" && start > 0) {
            continue;
        }
        let bare = |text: &'_ str| text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let rest = bare(&text[start + key.len()..]);
        let rest = rest
            .get(2..)
            .filter(|behind| {
                rest[..2].eq_ignore_ascii_case("on") && !behind.starts_with(char::is_alphanumeric)
            })
            .unwrap_or(&rest);
        // The words and the day may stand in elements of their own.
        let value = if bare(rest).is_empty() { texts.get(at + 1).copied().unwrap_or_default() } else { rest };
        let value = bare(value);
        match day(&value).filter(|_| month_first || !is_ambiguous(&value)) {
            Some(day) if !days.contains(&day) => days.push(day),
            None if key == "last updated" && start == 0 => unread = Some((*text).to_owned()),
            _ => {}
        }
    }
    (days, unread)
}

/// The days behind the keys of a page's data: `last_update: {date: …}`, `"dateModified":"…"`, `ms.date`.
pub fn of_keys(text: &str, keys: &[&'static str]) -> Vec<(&'static str, NaiveDate)> {
    keys.iter().filter_map(|key| Some((*key, behind(text, key)?))).collect()
}

/// The day on which a copy was made, by its front matter.
pub fn copied(front: &str) -> Option<NaiveDate> {
    COPIED.iter().find_map(|key| behind(front, key))
}

/// The day close behind a key, which stands by itself and is followed by a colon.
fn behind(text: &str, key: &str) -> Option<NaiveDate> {
    text.match_indices(key).find_map(|(at, _)| {
        let joined = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        let rest = text[at + key.len()..].trim_start_matches(['"', '\'', ' ']);
        if text[..at].ends_with(joined) || !rest.starts_with(':') {
            return None;
        }
        let near: String = rest.chars().take(NEAR).collect();
        let mut begins = near.char_indices().filter(|(at, c)| {
            c.is_ascii_digit() && !near[..*at].ends_with(|c: char| c.is_ascii_digit() || c == '/')
        });
        begins.find_map(|(at, _)| day(&near[at..]).or_else(|| stamp(&near[at..])))
    })
}

/// The day of a time in seconds or thousandths of a second, as Docusaurus has it.
fn stamp(text: &str) -> Option<NaiveDate> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: i64 = text[..end].parse().ok()?;
    let seconds = match end {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    chrono::DateTime::from_timestamp(seconds, 0).map(|time| time.date_naive())
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
    #[case("29/09/2026", "2026-09-29")]
    #[case("7 July 2026", "2026-07-07")]
    #[case("Jul 7th, 2026", "2026-07-07")]
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
        let text = "Llama may be retired on March 26, 2026 and June 7, 2026.";
        assert_eq!(
            find(text).map(|(from, to, day)| (&text[from..to], day)),
            Some(("March 26, 2026", of("2026-03-26")))
        );
        let said = |texts: &[&str]| printed(texts, true).0;
        assert_eq!(said(&["Last updated on Jun 17, 2026 by a robot"]), [of("2026-06-17")]);
        assert_eq!(said(&["LAST UPDATED ON FRIDAY, NOV 20, 2026"]), [of("2026-11-20")]);
        assert_eq!(printed(&["Last updated on 04/11/2026"], false).0, []);
        assert_eq!(printed(&["Last updated on 20/11/2026"], false).0, [of("2026-11-20")]);
        assert_eq!(said(&["On this page Last updated on: 07/07/2026"]), [of("2026-07-07")]);
        assert_eq!(
            said(&["Last updated on", "2026-07-07", "Article • 07/08/2026 • 5 contributors"]),
            [of("2026-07-07"), of("2026-07-08")]
        );
        assert_eq!(
            printed(&["Last updated on 2026年7月7日"], true),
            (vec![], Some("Last updated on 2026年7月7日".to_owned()))
        );
        assert_eq!(
            of_keys("frontMatter:{last_update:{date:\"2025-06-05\"}}", IN_FRONT),
            [("last_update", of("2025-06-05"))]
        );
        assert_eq!(
            of_keys("ms.date: 10/04/2026\nupdated_at: 2026-10-05T01:02Z", IN_FRONT)[1],
            ("ms.date", of("2026-10-04"))
        );
        assert_eq!(
            of_keys("\"lastUpdatedAt\":1759536000000,", IN_FRONT),
            [("lastUpdatedAt", of("2025-10-04"))]
        );
        assert_eq!(of_keys("was last_updated then, 2026-01-01", IN_FRONT), []);
        assert_eq!(said(&["The policy described on this page was last updated on March 1, 2025."]), []);
        assert_eq!(copied("---\ningestedAt: 2026-06-18T08:11\n---"), Some(of("2026-06-18")));
    }
}
