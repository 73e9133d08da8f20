//! What of a Markdown text is read as text, and what only shows something: code, comments, raw HTML.

use crate::error::{Error, Result};
use crate::text;

/// Whether lines are read as text, or belong to something that only shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Block {
    /// Text.
    #[default]
    Text,
    /// A comment that is still open.
    Comment,
    /// Raw HTML up to its closing tag.
    Raw(&'static str),
    /// A fenced code block, with the letter and the length of its fence.
    Code(char, usize),
}

/// Tags whose content is no Markdown until they are closed, blank lines or not.
const RAW: [(&str, &str); 4] =
    [("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>"), ("<textarea", "</textarea>")];

impl Block {
    /// What holds after a line.
    #[must_use]
    pub fn after(self, line: &str) -> Self {
        // Four columns make a block of code, in which nothing opens or closes.
        let shown = indent(line) < 4;
        let line = line.trim();
        match self {
            Self::Comment if line.contains("-->") => Self::Text,
            Self::Raw(end) if line.to_ascii_lowercase().contains(end) => Self::Text,
            Self::Code(letter, length)
                if shown && line.len() >= length && line.chars().all(|other| other == letter) =>
            {
                Self::Text
            }
            Self::Text if shown => opened(line),
            open => open,
        }
    }

    /// What is open, in words.
    fn name(self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Comment => "the comment (<!--)".to_owned(),
            Self::Raw(end) => format!("the tag {}", end.replace('/', "")),
            Self::Code(letter, _) => format!("the block of code ({letter}{letter}{letter})"),
        }
    }
}

/// What a line opens and does not close.
fn opened(line: &str) -> Block {
    if line.starts_with("<!--") && !line.contains("-->") {
        return Block::Comment;
    }
    let lower = line.to_ascii_lowercase();
    let raw = RAW.iter().find(|(open, close)| {
        let rest = lower.strip_prefix(open);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['>', ' ', '\t']))
            && !lower.contains(close)
    });
    match raw {
        Some((_, close)) => Block::Raw(close),
        None => fence(line).map_or(Block::Text, |(letter, length)| Block::Code(letter, length)),
    }
}

fn fence(line: &str) -> Option<(char, usize)> {
    let letter = line.chars().next().filter(|letter| matches!(letter, '`' | '~'))?;
    let rest = line.trim_start_matches(letter);
    let length = line.len() - rest.len();
    // Three backticks that are closed on their own line are code inside a sentence.
    (length >= 3 && !(letter == '`' && rest.contains('`'))).then_some((letter, length))
}

/// The level of the heading that a line is, outside of what only shows it.
fn heading(line: &str) -> Option<usize> {
    let level = line.len() - line.trim_start_matches('#').len();
    ((1..=6).contains(&level) && line[level..].starts_with([' ', '\t', '\n', '\r'])).then_some(level)
}

/// The lines of a text, each with the level of the heading it is.
fn lines_with_headings(text: &str) -> impl Iterator<Item = (&str, Option<usize>)> {
    let mut block = Block::Text;
    text.split_inclusive('\n').map(move |line| {
        let level = heading(line).filter(|_| block == Block::Text);
        block = block.after(line);
        (line, level)
    })
}

pub fn has_heading(text: &str) -> bool {
    lines_with_headings(text).any(|(_, level)| level.is_some())
}

/// A text whose highest heading is at a level, and the others as far below it as they were. None is deeper than six.
pub fn with_top_heading(text: &str, top: usize) -> String {
    let highest = lines_with_headings(text).filter_map(|(_, level)| level).min().unwrap_or(top);
    let moved = |(line, level): (&str, Option<usize>)| match level {
        Some(level) => format!("{}{}", "#".repeat((level - highest + top).min(6)), &line[level..]),
        None => line.to_owned(),
    };
    lines_with_headings(text).map(moved).collect()
}

/// How many columns a line is indented. A tab goes on to the next multiple of four.
pub fn indent(line: &str) -> usize {
    let mut columns = 0;
    for letter in line.chars() {
        match letter {
            ' ' => columns += 1,
            '\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    columns
}

/// What is put between a text and a document at its end, so that the document is a part of its own.
///
/// # Errors
/// When something that is never closed would swallow the document: nobody would see it.
pub fn gap_at_end(text: &str, line_end: &str) -> Result<String> {
    let mut block = Block::Text;
    let mut opened = 0;
    for (at, line) in text.lines().enumerate() {
        let next = block.after(line);
        if block == Block::Text && next != Block::Text {
            opened = at + 1;
        }
        block = next;
    }
    if block != Block::Text {
        return Err(Error::new(format!(
            "{} that begins in line {opened} is never closed, and would hide what is put at the end",
            block.name()
        ))
        .hint("close it"));
    }
    let last = text.rsplit('\n').next().unwrap_or_default();
    let ended = text.is_empty() || last.is_empty();
    let blank = text.is_empty() || text.lines().next_back().is_some_and(|line| line.trim().is_empty());
    let first = if ended { "" } else { text::missing_end(text) };
    let second = if blank { "" } else { line_end };
    Ok(format!("{first}{second}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_move_together_and_what_only_shows_them_stays() {
        let text = "# A\n#no heading\n```\n# code\n```\n### B\n###### C\n";
        let moved = "## A\n#no heading\n```\n# code\n```\n#### B\n###### C\n";
        assert_eq!(with_top_heading(text, 2), moved);
        assert_eq!(with_top_heading("#### A\n", 2), "## A\n");
        assert!(has_heading("a\n# b") && !has_heading("```\n# b\n```\n"));
    }
    use rstest::rstest;

    #[rstest]
    #[case::nothing("", "")]
    #[case::a_line("# A\n", "\n")]
    #[case::a_line_without_its_end("# A", "\n\n")]
    #[case::a_blank_line("# A\n\n", "")]
    #[case::blanks_without_an_end("# A\n\n    ", "\n")]
    #[case::only_blanks("  ", "\n")]
    #[case::closed("```\na\n```\n", "\n")]
    #[case::a_longer_end("~~~\na\n~~~~~\n", "\n")]
    #[case::code_in_a_sentence("```a```\n", "\n")]
    #[case::shown_by_indentation("    ```\n", "\n")]
    #[case::a_comment_of_one_line("<!-- a -->\n", "\n")]
    #[case::a_comment_in_a_sentence("a <!-- b\n", "\n")]
    #[case::raw("<PRE class=x>\n\na</PRE>\n", "\n")]
    #[case::another_tag("<preview>\n", "\n")]
    fn a_document_at_the_end_stands_alone(#[case] text: &str, #[case] gap: &str) {
        assert_eq!(gap_at_end(text, "\n").unwrap(), gap);
    }

    #[rstest]
    #[case::fence("# A\n```\ncode\n", "(```) that begins in line 2")]
    #[case::tildes("~~~ toml\n```\n", "(~~~) that begins in line 1")]
    #[case::a_shorter_end("````\n```\n", "line 1")]
    #[case::an_indented_end("```\n    ```\n", "line 1")]
    #[case::reopened("```\n```\n\n```\n", "line 4")]
    #[case::comment("<!-- a\n\nb\n", "the comment (<!--) that begins in line 1")]
    #[case::raw("a\n\n<pre>\n\nb\n", "the tag <pre> that begins in line 3")]
    #[case::windows("```\r\na\r\n", "line 1")]
    fn what_is_never_closed_is_named(#[case] text: &str, #[case] said: &str) {
        let error = gap_at_end(text, "\n").unwrap_err();
        assert!(error.message().contains(said), "{error}");
    }
}
