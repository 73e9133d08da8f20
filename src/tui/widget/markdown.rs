//! Markdown as people read it on a terminal: headings stand out, marks of emphasis and escapes are gone, items hang.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::text;
use crate::tui::theme::Theme;

/// The lines of a document in a width.
pub fn lines(document: &str, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    document.lines().flat_map(|line| block(line, usize::from(width), theme)).collect()
}

fn block(line: &str, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let trimmed = line.trim_start();
    let heading = trimmed.trim_start_matches('#');
    if heading.len() < trimmed.len() && heading.starts_with(' ') {
        return wrapped(heading.trim(), "", "", width, theme.title);
    }
    if let Some(quoted) = trimmed.strip_prefix("> ") {
        return wrapped(quoted, "▌ ", "▌ ", width, theme.warn);
    }
    for mark in ["- ", "* "] {
        if let Some(item) = trimmed.strip_prefix(mark) {
            return wrapped(item, "• ", "  ", width, theme.text);
        }
    }
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && trimmed[digits..].starts_with(". ") {
        let lead = &trimmed[..digits + 2];
        return wrapped(&trimmed[digits + 2..], lead, &" ".repeat(lead.len()), width, theme.text);
    }
    wrapped(line, "", "", width, theme.text)
}

/// A paragraph behind a mark on its first line and blanks on the others.
fn wrapped(words: &str, lead: &str, hang: &str, width: usize, style: Style) -> Vec<Line<'static>> {
    let room = width.saturating_sub(text::width(lead)).max(1);
    let (plain, bold) = plain(words);
    let mut lines = Vec::new();
    let mut at = 0;
    for (place, line) in text::wrap(&plain, room).into_iter().enumerate() {
        let lead = if place == 0 { lead } else { hang };
        // Wrapping takes blanks away, and nothing else.
        let start = plain[at..].find(line.as_str()).map_or(at, |found| at + found);
        at = start + line.len();
        let mut spans = vec![Span::styled(lead.to_owned(), style)];
        spans.extend(emphasized(&line, start, &bold, style));
        lines.push(Line::from(spans).style(style));
    }
    lines
}

/// The parts of a line that are bold, by their places in the paragraph.
fn emphasized(line: &str, start: usize, bold: &[std::ops::Range<usize>], style: Style) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut at = 0;
    for range in bold {
        let from = range.start.clamp(start, start + line.len()) - start;
        let to = range.end.clamp(start, start + line.len()) - start;
        let (Some(before), Some(inside)) = (line.get(at..from), line.get(from..to)) else { continue };
        spans.push(Span::styled(before.to_owned(), style));
        spans.push(Span::styled(inside.to_owned(), style.add_modifier(Modifier::BOLD)));
        at = to;
    }
    spans.push(Span::styled(line.get(at..).unwrap_or_default().to_owned(), style));
    spans
}

/// The text without escapes, code marks and emphasis, and what of it is bold.
fn plain(words: &str) -> (String, Vec<std::ops::Range<usize>>) {
    let (mut plain, mut bold, mut begun) = (String::new(), Vec::new(), None);
    let mut letters = words.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek().is_some_and(char::is_ascii_punctuation) => plain.extend(letters.next()),
            '`' => {}
            '*' if letters.peek() == Some(&'*') => {
                letters.next();
                match begun.take() {
                    Some(start) => bold.push(start..plain.len()),
                    None => begun = Some(plain.len()),
                }
            }
            other => plain.push(other),
        }
    }
    (plain, bold)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(document: &str, width: u16) -> Vec<String> {
        let theme = Theme::shipped("terminal").unwrap();
        let line = |line: Line<'_>| line.spans.iter().map(|span| span.content.as_ref()).collect::<String>();
        lines(document, width, &theme).into_iter().map(line).collect()
    }

    #[test]
    fn marks_are_gone_and_items_hang() {
        assert_eq!(rendered("## Verdict: blocked", 30), ["Verdict: blocked"]);
        assert_eq!(rendered("> **NOT CLEARED**: retired", 40), ["▌ NOT CLEARED: retired"]);
        assert_eq!(rendered("- one two three", 9), ["• one two", "  three"]);
        assert_eq!(rendered("12. one two", 8), ["12. one", "    two"]);
        assert_eq!(rendered("a\\|b `code` \\[x\\]", 30), ["a|b code [x]"]);
        assert_eq!(rendered("a\n\nb", 30), ["a", "", "b"]);
        assert!(rendered("", 30).is_empty());
    }

    #[test]
    fn any_text_is_drawn_at_any_width() {
        for document in ["**", "> ", "- **日本語** text", "1. ", "# ", "\\", "**a** b **c"] {
            for width in 0..20 {
                let _ = rendered(document, width);
            }
        }
    }
}
