//! The structure of a Markdown document: what a reader sees around the words, and not the words.

use pulldown_cmark::{Event, Options, Parser, Tag};

/// The blocks and marks of a document, in order, as GitHub's Markdown reads it.
pub fn structure(markdown: &str) -> Vec<String> {
    let github = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    let part = |event: Event<'_>| match event {
        Event::Text(_) | Event::SoftBreak => None,
        // Where it leads is a word of the document as well.
        Event::Start(Tag::Link { link_type, .. }) => Some(format!("link {link_type:?}")),
        Event::Start(tag) => Some(format!("{tag:?}")),
        Event::End(tag) => Some(format!("end {tag:?}")),
        other => Some(format!("{other:?}")),
    };
    Parser::new_ext(markdown, github).filter_map(part).collect()
}

/// The first row of a table that has another number of cells than the rows above it: a reader drops what is too much.
pub fn uneven_row(markdown: &str) -> Option<&str> {
    let mut above = None;
    markdown.lines().find(|line| {
        let cells = line.starts_with('|').then(|| bars(line));
        let differs = above.is_some() && cells.is_some() && above != cells;
        above = cells;
        differs
    })
}

/// How many bars of a row part cells. One behind a backslash belongs to its cell.
fn bars(line: &str) -> usize {
    let (mut bars, mut escaped) = (0, false);
    for letter in line.chars() {
        bars += usize::from(letter == '|' && !escaped);
        escaped = letter == '\\' && !escaped;
    }
    bars
}

/// The first place where two documents are built otherwise.
pub fn difference(one: &str, other: &str) -> Option<String> {
    let (one, other) = (structure(one), structure(other));
    let at = one.iter().zip(&other).position(|(one, other)| one != other);
    let at = at.or((one.len() != other.len()).then(|| one.len().min(other.len())))?;
    Some(format!("part {at}: {:?}, not {:?}", one.get(at), other.get(at)))
}
