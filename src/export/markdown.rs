//! Text made safe for Markdown, and rows of tables. The one place of the program that escapes Markdown.

use crate::text;

/// What stands where an answer is still open, as in the template.
pub const BLANK: &str = "______";

/// Text on one line that a reader of GitHub's Markdown gives back as it was: in a table cell, a list item, a paragraph or a
/// heading. White space in a row becomes one space.
///
/// Backslashes stand only where they are needed, so that names and sentences stay readable in the source.
pub fn escape(text: &str) -> String {
    let line = fold(text);
    let (marker, closing) = (block_marker(&line), closing_hash(&line));
    let mut escaped = String::with_capacity(line.len() + 8);
    let mut before = None;
    let mut letters = line.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map(|(_, letter)| *letter);
        if Some(at) == marker || Some(at) == closing || is_special(before, letter, after) {
            escaped.push('\\');
        }
        escaped.push(letter);
        before = Some(letter);
    }
    escaped
}

/// White space in a row as one space, none at the ends.
pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A link to a file.
pub fn link(text: &str, path: &str) -> String {
    format!("[{}]({})", escape(text), text::uri_path(path))
}

/// A row of a table, without a line break. An open cell is a blank to be filled in.
pub fn row<'t>(cells: impl IntoIterator<Item = Option<&'t str>>) -> String {
    cells.into_iter().fold("|".to_owned(), |row, cell| {
        let cell = cell.map_or_else(|| BLANK.to_owned(), escape);
        format!("{row} {cell} |")
    })
}

/// A whole table, with a line break at its end.
pub fn table<'c>(columns: impl AsRef<[&'c str]>, rows: &[impl AsRef<[String]>]) -> String {
    let escaped: Vec<Vec<String>> =
        rows.iter().map(|cells| cells.as_ref().iter().map(|cell| escape(cell)).collect()).collect();
    table_of_markdown(columns, &escaped)
}

/// The same of cells that are Markdown already, such as links.
pub fn table_of_markdown<'c>(columns: impl AsRef<[&'c str]>, rows: &[impl AsRef<[String]>]) -> String {
    let columns = columns.as_ref();
    let names = row(columns.iter().copied().map(Some));
    let mut table = format!("{names}\n|{}\n", " --- |".repeat(columns.len()));
    for cells in rows {
        table.push('|');
        for cell in cells.as_ref() {
            table.extend([" ", cell, " |"]);
        }
        table.push('\n');
    }
    table
}

/// What a cell says once a reader has taken its backslashes, code marks and stars away: for comparing.
pub fn plain(cell: &str) -> String {
    let mut plain = String::with_capacity(cell.len());
    let mut letters = cell.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.push(letters.next_if(char::is_ascii_punctuation).unwrap_or('\\')),
            '`' | '*' => {}
            _ => plain.push(letter),
        }
    }
    fold(&plain)
}

/// Whether a letter means something to Markdown wherever it stands.
fn is_special(before: Option<char>, letter: char, after: Option<char>) -> bool {
    match letter {
        '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '$' => true,
        // Inside a word it is no emphasis, and names are full of it.
        '_' => !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)),
        // What stands alone opens neither a tag nor an entity; at the end of the text the template may go on.
        '<' => after.is_none_or(|after| after != ' '),
        '&' => after.is_none_or(|after| after == '#' || after.is_alphanumeric()),
        _ => false,
    }
}

/// The letter at the start of a line that would make it a heading, a list, a quote, a rule or an underline.
fn block_marker(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let run = line.len() - line.trim_start_matches(first).len();
    let digits = line.len() - line.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let ends = |at: usize| line[at..].chars().next().is_none_or(|letter| letter == ' ');
    match first {
        '>' | '=' => Some(0),
        '#' => (run <= 6 && ends(run)).then_some(0),
        '-' | '+' => line[1..].chars().next().is_none_or(|next| !next.is_alphanumeric()).then_some(0),
        ':' => line.starts_with(":-").then_some(0),
        _ if digits > 0 && line[digits..].starts_with(['.', ')']) => ends(digits + 1).then_some(digits),
        _ => None,
    }
}

/// The last of the `#` that would be taken for the end of a heading.
fn closing_hash(line: &str) -> Option<usize> {
    let rest = line.trim_end_matches('#');
    (rest.len() < line.len() && rest.ends_with(' ')).then(|| line.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    use rstest::rstest;

    /// The text a reader finds, and the blocks and marks around it.
    fn read(markdown: &str) -> (String, Vec<Tag<'_>>) {
        let (mut text, mut tags) = (String::new(), Vec::new());
        let github = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_MATH
            | Options::ENABLE_GFM;
        for event in Parser::new_ext(markdown, github) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::Start(tag) => tags.push(tag),
                Event::End(TagEnd::TableCell) => text.push('\t'),
                Event::End(_) => {}
                other => text = format!("{text}{other:?}"),
            }
        }
        (text, tags)
    }

    #[rstest]
    #[case::name("databricks-llama-4-maverick", "databricks-llama-4-maverick")]
    #[case::placeholder_like("[x](http://a)", "\\[x\\](http://a)")]
    #[case::pipe("a|b", "a\\|b")]
    #[case::lines("a\r\nb\n\n c", "a b c")]
    #[case::code("`rm`", "\\`rm\\`")]
    #[case::html("<b>&amp; R & D <3", "\\<b>\\&amp; R & D \\<3")]
    #[case::snake("endpoint_usage and _this_", "endpoint_usage and \\_this\\_")]
    #[case::list("- item", "\\- item")]
    #[case::minus("-5 degrees", "-5 degrees")]
    #[case::ordered("1. first", "1\\. first")]
    #[case::date("2026-10-09", "2026-10-09")]
    #[case::heading("# big", "\\# big")]
    #[case::closing("big #", "big \\#")]
    #[case::sharp("C#", "C#")]
    #[case::task("[ ] todo", "\\[ \\] todo")]
    fn backslashes_stand_only_where_they_are_needed(#[case] text: &str, #[case] escaped: &str) {
        assert_eq!(escape(text), escaped);
        assert_eq!(plain(escaped), fold(text));
    }

    #[test]
    fn an_open_cell_is_a_blank() {
        assert_eq!(row([Some("a|b"), None]), "| a\\|b | ______ |");
    }

    /// Plenty of what means something to Markdown, and little else.
    const AWKWARD: &str = "[-\\\\|`*_~<>&#+=.:!()\\[\\]{}$^@\"'/ 0-9a-zé東\n\t]{0,24}";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn a_table_cell_gives_the_text_back(text in AWKWARD, other in AWKWARD) {
            let table = format!("| a | b |\n|---|---|\n{}\n", row([Some(text.as_str()), Some(other.as_str())]));
            let (read, _) = read(&table);
            let cells: Vec<&str> = read.split('\t').collect();
            prop_assert_eq!(&cells[2..], [&fold(&text), &fold(&other), ""], "{}", table);
        }

        #[test]
        fn a_list_item_a_paragraph_and_a_heading_give_the_text_back(text in AWKWARD, more in any::<String>()) {
            for text in [text, crate::text::clean(&more).into_owned()] {
                let (escaped, folded) = (escape(&text), fold(&text));
                for (markdown, expected) in [
                    (format!("- {escaped}\n"), folded.clone()),
                    (format!("{escaped}\n"), folded.clone()),
                    (format!("## {escaped}\n"), folded.clone()),
                    (format!("- Owner: {escaped}\n"), format!("Owner: {folded}").trim_end().to_owned()),
                    (format!("because {escaped}.\n"), format!("because {folded}.")),
                ] {
                    let (read, tags) = read(&markdown);
                    prop_assert_eq!(read, expected, "{}", markdown);
                    prop_assert!(tags.len() <= 2, "{} {:?}", markdown, tags);
                }
            }
        }

        #[test]
        fn a_line_below_a_paragraph_stays_part_of_it(text in AWKWARD) {
            let markdown = format!("above\n{}\n", escape(&text));
            let (read, tags) = read(&markdown);
            prop_assert_eq!(read.replace("SoftBreak", ""), format!("above{}", fold(&text)), "{}", markdown);
            prop_assert_eq!(tags.len(), 1, "{} {:?}", markdown, tags);
        }

        #[test]
        fn plain_takes_back_what_escape_did(text in AWKWARD) {
            prop_assert_eq!(plain(&escape(&text)), fold(&text));
        }
    }
}
