//! A page saved as Markdown, by a converter or a reader: turned into HTML first, so that there is one way of reading.

use pulldown_cmark::{Options, Parser};

use super::content::{Block, Content, LABELS, Table, line};
use super::{date, form, html};
use crate::error::Result;
use crate::matrix::source::cloud_of;

/// How far into a page a tag that only HTML has is looked for.
const TAGS_WITHIN: usize = 2048;

/// Whether a text is HTML rather than Markdown, which may begin with a tag and have others in between.
pub fn is_html(text: &str) -> bool {
    let mut start = text.trim_start();
    while let Some((_, rest)) = start.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        start = rest.trim_start();
    }
    let head: String = start.chars().take(TAGS_WITHIN).collect::<String>().to_ascii_lowercase();
    if ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.starts_with(tag)) {
        return true;
    }
    let tags = start.starts_with('<') && !start.starts_with("<http");
    (tags || head.contains("<html") || head.contains("<body")) && !text.lines().any(is_markdown)
}

/// Whether only Markdown has such a line: a heading, or the line below the header of a table.
fn is_markdown(line: &str) -> bool {
    let line = line.trim();
    let heading = line.trim_start_matches('#');
    let level = line.len() - heading.len();
    (1..=6).contains(&level) && heading.starts_with(' ')
        || (line.contains("--") && line.contains('|') && line.chars().all(|c| "|-: ".contains(c)))
}

/// What a page of Markdown holds.
///
/// # Errors
/// When reading it would take more time or memory than any page of the docs could.
pub fn read(name: &str, text: &str) -> Result<Content> {
    let (front, body) = front_matter(text);
    form::of_tables(name, body)?;
    let mut page = String::new();
    let options = Options::ENABLE_TABLES | Options::ENABLE_GFM;
    pulldown_cmark::html::push_html(&mut page, Parser::new_ext(body, options));
    let mut content = html::read(name, &page)?;
    content.blocks = boxes(content.blocks);
    let last = body.lines().next_back().unwrap_or_default();
    if last.contains('|')
        && !last.trim_end().ends_with('|')
        && let Some(table) = last_table(&mut content.blocks)
    {
        table.cut_off = true;
    }
    content.days.extend(date::of_keys(front, date::IN_FRONT));
    content.copied = date::copied(front);
    content.address = content.address.or_else(|| address(front));
    Ok(content)
}

/// What stands between the first two lines of dashes, and what comes after.
fn front_matter(text: &str) -> (&str, &str) {
    let start = text.trim_start();
    let Some(rest) = start.strip_prefix("---\n").or_else(|| start.strip_prefix("---\r\n")) else {
        return ("", text);
    };
    rest.split_once("\n---").unwrap_or(("", text))
}

/// The table that a page may break off in.
fn last_table(blocks: &mut [Block]) -> Option<&mut Table> {
    blocks.iter_mut().rev().find_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Note(_, inner) => last_table(inner),
        _ => None,
    })
}

/// The address in front matter: one of the docs, else the first.
fn address(front: &str) -> Option<String> {
    let mut addresses = front
        .split(|c: char| c.is_whitespace() || matches!(c, '"' | '\''))
        .filter(|word| word.starts_with("http"))
        .map(line);
    let first = addresses.next()?;
    if cloud_of(&first).is_some() {
        return Some(first);
    }
    Some(addresses.find(|address| cloud_of(address).is_some()).unwrap_or(first))
}

/// Turns a label on a line of its own, and the list or text that follows, into the box it was.
fn boxes(blocks: Vec<Block>) -> Vec<Block> {
    let mut boxed = Vec::new();
    let mut rest = blocks.into_iter().peekable();
    while let Some(block) = rest.next() {
        let label = match &block {
            Block::Text(text) => label(text),
            _ => None,
        };
        match (label, rest.peek()) {
            (Some(label), Some(Block::List(_) | Block::Text(_))) => {
                boxed.push(Block::Note(label, rest.next().into_iter().collect()));
            }
            _ => boxed.push(block),
        }
    }
    boxed
}

fn label(text: &str) -> Option<String> {
    let bare = text.trim_start_matches("[!").trim_end_matches(']').trim_matches(['*', ':']).to_lowercase();
    LABELS.contains(&bare.as_str()).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("<!doctype html><p>a", true)]
    #[case("\n<table>", true)]
    #[case("saved from the web <html><body>", true)]
    #[case("# Title\n\n<table><tr><td>a</table>", false)]
    #[case("<!-- a copy -->\n# Title", false)]
    #[case("<!-- a copy --><html>", true)]
    #[case("<https://docs.databricks.com/aws>\n\n# Title", false)]
    #[case("", false)]
    #[case("<a id=\"top\"></a>\n\n# Title", false)]
    #[case("<div>\n\n| A | B |\n|---|:-:|\n\n</div>", false)]
    #[case("<div><h1>a</h1></div>", true)]
    #[case("<!doctype html><pre>\n# a\n", true)]
    fn html_is_told_from_markdown(#[case] text: &str, #[case] html: bool) {
        assert_eq!(is_html(text), html);
    }

    #[test]
    fn front_matter_labels_and_links_of_headings_are_understood() {
        let text = "---\nsource: \"https://docs.databricks.com/aws/en/x\"\nms.date: 10/04/2026\ningestedAt: 2026-06-18T08:11Z\n---\n\
            # Title[](#title \"Direct link to Title\")\n\nimportant\n\n*   one\n    *   two\n\n| A | B |\n|---|---|\n| a<br>b | <ul><li>c</li></ul> |\n";
        let content = read("page.md", text).unwrap();
        assert_eq!(content.title.as_deref(), Some("Title"));
        assert_eq!(content.address.as_deref(), Some("https://docs.databricks.com/aws/en/x"));
        assert_eq!(content.days.iter().map(|(_, day)| day.to_string()).collect::<Vec<_>>(), ["2026-10-04"]);
        assert_eq!(content.copied.map(|day| day.to_string()).as_deref(), Some("2026-06-18"));
        let said = |block: &Block| match block {
            Block::Note(label, inner) => format!("{label}: {}", super::super::content::flat(inner)),
            Block::Table(table) => format!("{:?} {:?}", table.header, table.rows[0]),
            other => super::super::content::flat(std::slice::from_ref(other)),
        };
        let said: Vec<String> = content.blocks.iter().map(said).collect();
        assert_eq!(
            said,
            [
                "Title",
                "important: one two",
                "[\"A\", \"B\"] [[Text(\"a\"), Text(\"b\")], [List([[Text(\"c\")]])]]"
            ]
        );
    }
}
