//! A document of ours inside a file of someone's own: between two comments that mark its place.

use super::markdown_lines;
use super::markdown_lines::Block;
use crate::error::{Error, Result};
use crate::text;

/// Puts a document between its own marks: in place of what stands there, or at the end of the text.
///
/// # Errors
/// When the marks are damaged: guessing where the document ends could cost someone's text.
pub fn put(text: &str, place: &str, document: &str) -> Result<String> {
    let (open, close) = marks(place);
    let ending = text::line_end(text);
    let document = document.replace('\n', ending);
    let (opens, closes) = places(text, &open, &close);
    match (opens.as_slice(), closes.as_slice()) {
        ([], []) => {
            let gap = markdown_lines::gap_at_end(text, ending)?;
            Ok(format!("{text}{gap}{open}{ending}{ending}{document}{ending}{close}{ending}"))
        }
        ([start], [end]) if start < end => {
            let (before, after) = (&text[..*start], &text[*end..]);
            Ok(format!("{before}{open}{ending}{ending}{document}{ending}{after}"))
        }
        _ => Err(Error::new(format!("expected the markers '{open}' and '{close}' once each, in this order"))
            .hint("repair the markers, or remove both to add the document at the end")),
    }
}

/// Where the two marks begin a line, outside of what only shows them. What stands between them is our own document:
/// nothing in it hides a mark.
fn places(text: &str, open: &str, close: &str) -> (Vec<usize>, Vec<usize>) {
    let (mut opens, mut closes) = (Vec::new(), Vec::new());
    let (mut block, mut inside, mut start) = (Block::Text, false, 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim_start();
        let at = start + line.len() - words.len();
        let seen = inside || block == Block::Text;
        if seen && words.starts_with(open) {
            opens.push(at);
            inside = true;
        } else if seen && words.starts_with(close) {
            closes.push(at);
            inside = false;
        } else if !inside {
            block = block.after(line);
        }
        start += line.len();
    }
    (opens, closes)
}

pub fn marked(place: &str, document: &str) -> String {
    let (open, close) = marks(place);
    format!("{open}\n\n{document}\n{close}\n")
}

/// Comments that no reader sees. A place is made of ids, but a region's code can be anyone's words.
fn marks(place: &str) -> (String, String) {
    let place = place.replace("--", "- -").replace(['<', '>'], "");
    (format!("<!-- servemap: {place} -->"), format!("<!-- end of servemap: {place} -->"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const NEW: &str = "<!-- servemap: checklist -->\n\nnew\n\n<!-- end of servemap: checklist -->\n";

    #[rstest]
    #[case::nothing("", NEW)]
    #[case::at_the_end("# Ours\n", &format!("# Ours\n\n{NEW}"))]
    #[case::no_last_break("# Ours", &format!("# Ours\n\n{NEW}"))]
    #[case::blanks_at_the_end("# Ours\n\n    ", &format!("# Ours\n\n    \n{NEW}"))]
    #[case::shown_in_code(&format!("```\n{NEW}```\n"), &format!("```\n{NEW}```\n\n{NEW}"))]
    #[case::in_place(
        "# Ours\n<!-- servemap: checklist -->\nold\n<!-- end of servemap: checklist -->\nmore\n",
        &format!("# Ours\n{NEW}more\n")
    )]
    fn only_its_own_place_is_written(#[case] before: &str, #[case] after: &str) {
        let once = put(before, "checklist", "new\n").unwrap();
        assert_eq!(once, after);
        assert_eq!(put(&once, "checklist", "new\n").unwrap(), once);
    }

    #[test]
    fn what_is_never_closed_is_not_written_into() {
        assert!(put("a\n```\n", "x", "b\n").unwrap_err().message().contains("line 2 is never closed"));
        // In our own place it harms nobody's text.
        let own = put("", "x", "```\nb\n").unwrap();
        assert_eq!(put(&own, "x", "c\n").unwrap(), put("", "x", "c\n").unwrap());
    }

    #[test]
    fn line_ends_stay_what_they_are() {
        let after = put("a\r\n", "x", "b\nc\n").unwrap();
        assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
    }

    #[test]
    fn half_a_line_end_at_the_end_counts_as_one() {
        let once = put("a\r", "x", "b\n").unwrap();
        assert!(once.starts_with("a\r\n\r\n<!--"), "{once:?}");
        assert_eq!(put(&once, "x", "b\n").unwrap(), once);
    }

    #[rstest]
    #[case("<!-- servemap: checklist -->\nold\n")]
    #[case("<!-- end of servemap: checklist -->\n<!-- servemap: checklist -->\n")]
    #[case(
        "<!-- servemap: checklist -->\n<!-- servemap: checklist -->\n<!-- end of servemap: checklist -->\n"
    )]
    fn damaged_marks_are_left_alone(#[case] text: &str) {
        assert!(put(text, "checklist", "new\n").unwrap_err().message().contains("once each"));
    }
}
