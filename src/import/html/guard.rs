//! Whether HTML can be parsed in bounded time and memory: asked before the parser sees it.
//!
//! The parser builds a tree as browsers do. That takes time with the square of the depth, copies open formatting elements
//! into each block that follows, and compares each attribute with all before it: a page made to hurt would take
//! hours or all memory. Here tags are only counted; where the parser's rules are intricate, too many are.

use std::collections::HashMap;

/// The deepest nesting that is parsed. The pages of the docs have about 40.
const DEEPEST: usize = 400;
/// The most elements the parser may have to make, copies of formatting elements among them.
const MOST_ELEMENTS: usize = 2_000_000;
/// The most steps through open elements.
const MOST_STEPS: usize = 100_000_000;
/// The most attributes of one tag.
const MOST_ATTRIBUTES: usize = 200;

/// Elements whose end may be left out, or that have no content: they close each other.
const SHALLOW: [&str; 34] = [
    "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option", "optgroup", "colgroup",
    "caption", "html", "head", "body", "area", "base", "br", "col", "embed", "hr", "img", "input", "link",
    "meta", "source", "track", "wbr", "param", "keygen", "frame", "image",
];
/// Elements that are opened again in each block until they are closed.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose content is no markup.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "xmp", "iframe", "noframes"];
/// Elements of pictures.
const PICTURE: [&str; 12] =
    ["svg", "path", "g", "circle", "rect", "line", "polyline", "polygon", "ellipse", "use", "defs", "stop"];
/// Elements that end tags outside of them cannot reach into.
const WALLS: [&str; 6] = ["table", "applet", "object", "marquee", "template", "select"];

/// What is wrong with the page, in words that go on after its name.
pub fn refuse(html: &str) -> Option<String> {
    let mut open = Open::default();
    let mut scan = Scan { bytes: html.as_bytes(), at: 0 };
    while let Some(tag) = scan.next_tag() {
        if tag.attributes > MOST_ATTRIBUTES {
            return Some(format!("has a tag with more than {MOST_ATTRIBUTES} attributes"));
        }
        let name = tag.name.to_ascii_lowercase();
        if tag.ends {
            open.close(&name);
        } else {
            open.open(&name);
            if tag.closes_itself && open.foreign {
                open.close(&name);
            }
            // Inside foreign content these are elements like any other.
            if RAW.contains(&name.as_str()) && !open.holds("svg") && !open.holds("math") {
                scan.skip_raw(&name);
                open.close(&name);
            }
        }
        if open.deepest > DEEPEST {
            return Some(format!("is nested more than {DEEPEST} deep"));
        }
        if open.elements > MOST_ELEMENTS {
            return Some(format!("makes more than {MOST_ELEMENTS} elements"));
        }
        if open.steps > MOST_STEPS {
            return Some("is nested too deep for its length".to_owned());
        }
    }
    None
}

/// The elements that are open, as far as tags tell.
#[derive(Default)]
struct Open {
    stack: Vec<(String, bool)>,
    counts: HashMap<String, usize>,
    formatting: usize,
    /// Surely inside a picture or a formula, where a tag can close itself.
    foreign: bool,
    deepest: usize,
    elements: usize,
    steps: usize,
}

impl Open {
    fn open(&mut self, name: &str) {
        self.elements += 1 + self.formatting;
        self.steps += 1 + self.stack.len();
        if SHALLOW.contains(&name) {
            self.foreign = false;
            return;
        }
        // Elements of text end a picture, except in places of it that the count leaves out.
        self.foreign = is_foreign(name) || (self.foreign && PICTURE.contains(&name));
        self.formatting += usize::from(FORMATTING.contains(&name));
        *self.counts.entry(name.to_owned()).or_default() += 1;
        self.stack.push((name.to_owned(), WALLS.contains(&name)));
        self.deepest = self.deepest.max(self.stack.len());
    }

    /// Takes the nearest such element out, and only it: what stands inside of it may live on in the parser.
    fn close(&mut self, name: &str) {
        // Text between tags opens formatting elements again.
        self.elements += self.formatting;
        self.steps += 1 + self.stack.len();
        let on_top = self.stack.last().is_some_and(|(top, _)| top == name);
        if !self.holds(name) {
            self.foreign = false;
            return;
        }
        for at in (0..self.stack.len()).rev() {
            if self.stack[at].0 == name {
                self.stack.remove(at);
                self.formatting -= usize::from(FORMATTING.contains(&name));
                if let Some(count) = self.counts.get_mut(name) {
                    *count -= 1;
                }
                self.foreign &= on_top && (!is_foreign(name) || self.holds(name));
                return;
            }
            if self.stack[at].1 {
                self.foreign = false;
                return;
            }
        }
    }

    fn holds(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|count| *count > 0)
    }
}

fn is_foreign(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

struct Tag<'a> {
    name: &'a str,
    ends: bool,
    attributes: usize,
    closes_itself: bool,
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    fn next_tag(&mut self) -> Option<Tag<'a>> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            self.at += rest.iter().position(|byte| *byte == b'<')? + 1;
            match self.bytes.get(self.at)? {
                b'!' => self.skip_comment(),
                b'/' if self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_alphabetic) => {
                    self.at += 1;
                    return Some(self.tag(true));
                }
                b'/' | b'?' => self.skip_past(b">"),
                byte if byte.is_ascii_alphabetic() => return Some(self.tag(false)),
                _ => {}
            }
        }
    }

    /// A tag from its name to its `>`, by the states that the HTML standard gives a tokenizer.
    fn tag(&mut self, ends: bool) -> Tag<'a> {
        let start = self.at;
        while self.peek().is_some_and(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>')) {
            self.at += 1;
        }
        let name = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        let mut attributes = 0;
        let mut closes_itself = false;
        loop {
            while self.peek().is_some_and(|byte| byte.is_ascii_whitespace() || byte == b'/') {
                self.at += 1;
            }
            match self.peek() {
                None => break,
                Some(b'>') => {
                    closes_itself = self.bytes[self.at - 1] == b'/';
                    self.at += 1;
                    break;
                }
                Some(_) => {
                    attributes += 1;
                    self.attribute();
                }
            }
        }
        Tag { name, ends, attributes, closes_itself }
    }

    fn attribute(&mut self) {
        // The first letter belongs to the name, even if it is '='.
        self.at += 1;
        while self
            .peek()
            .is_some_and(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='))
        {
            self.at += 1;
        }
        self.skip_blanks();
        if self.peek() != Some(b'=') {
            return;
        }
        self.at += 1;
        self.skip_blanks();
        match self.peek() {
            Some(quote @ (b'"' | b'\'')) => {
                self.at += 1;
                self.skip_past(&[quote]);
            }
            _ => {
                while self.peek().is_some_and(|byte| !byte.is_ascii_whitespace() && byte != b'>') {
                    self.at += 1;
                }
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn skip_past(&mut self, end: &[u8]) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let found = rest.windows(end.len()).position(|window| window == end);
        self.at = found.map_or(self.bytes.len(), |found| self.at + found + end.len());
    }

    fn skip_comment(&mut self) {
        let rest = &self.bytes[self.at..];
        if !rest.starts_with(b"!--") {
            return self.skip_past(b">");
        }
        if rest.starts_with(b"!-->") || rest.starts_with(b"!--->") {
            return self.skip_past(b">");
        }
        self.at += 3;
        self.rest_of_comment();
    }

    /// `-->` and `--!>` end a comment; other dashes are part of it.
    fn rest_of_comment(&mut self) {
        loop {
            let Some(rest) = self.bytes.get(self.at..) else { return };
            let Some(end) = rest.windows(2).position(|window| window == b"--") else {
                self.at = self.bytes.len();
                return;
            };
            self.at += end + 2;
            while self.peek() == Some(b'-') {
                self.at += 1;
            }
            let after = self.bytes.get(self.at..).unwrap_or_default();
            if after.starts_with(b">") || after.starts_with(b"!>") {
                return self.skip_past(b">");
            }
        }
    }

    /// Skips to the end tag of an element whose content is no markup.
    fn skip_raw(&mut self, name: &str) {
        loop {
            let Some(rest) = self.bytes.get(self.at..) else { return };
            let Some(end) = rest.windows(2).position(|window| window == b"</") else {
                self.at = self.bytes.len();
                return;
            };
            self.at += end + 2;
            let after = self.bytes.get(self.at..).unwrap_or_default();
            let is_end = after.len() > name.len()
                && after[..name.len()].eq_ignore_ascii_case(name.as_bytes())
                && (after[name.len()].is_ascii_whitespace() || matches!(after[name.len()], b'/' | b'>'));
            if is_end {
                return self.skip_past(b">");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn numbered(before: &str, after: &str, times: usize) -> String {
        (0..times).fold(String::new(), |text, at| text + before + &at.to_string() + after)
    }

    #[rstest]
    #[case::plain("<main><table><tr><td>a<td>b</table></main>")]
    #[case::implied_ends(&"<ul><li>a<li>b</ul><p>c<p>d".repeat(2000))]
    #[case::a_long_table(&format!("<table>{}</table>", "<tr><td>a<td><code>b</code>".repeat(5000)))]
    #[case::tags_in_scripts(&format!("<script>let a = '{}';</script>", "<div>".repeat(2000)))]
    #[case::tags_in_comments(&format!("<!-- {} -- -->", "<div>".repeat(2000)))]
    #[case::pictures(&"<svg viewBox='0 0 1 1'><g><path d=''/><path d='' /></g></svg>".repeat(2000))]
    #[case::tags_in_attributes(&format!("<a title='{}'>b</a>", "<div>".repeat(2000)))]
    fn what_pages_have_is_taken(#[case] html: &str) {
        assert_eq!(refuse(html), None);
    }

    #[rstest]
    #[case::deep(&"<div>".repeat(2000))]
    #[case::behind_ends_that_end_nothing(&"<div></b>".repeat(2000))]
    #[case::behind_ends_that_reach_no_further(&"<div><table><td></div></table>".repeat(2000))]
    #[case::behind_a_comment_that_ends_early(&format!("<!-- --!>{} -->", "<div>".repeat(2000)))]
    #[case::behind_a_comment_that_is_none(&format!("<!-->{} -->", "<div>".repeat(2000)))]
    #[case::behind_a_quote_that_is_none(&format!("<a =\">{}", "<div>".repeat(2000)))]
    #[case::in_a_script_that_is_none(&format!("<svg><script>{}", "<div>".repeat(2000)))]
    #[case::behind_a_picture_that_ended(&format!("<svg><div>{}", "<path/>".repeat(2000)))]
    #[case::formatting_that_multiplies(
        &format!("{}{}", numbered("<b id=", ">", 300), "<p>a<div>b</div>".repeat(9000))
    )]
    #[case::attributes(&format!("<a {}>", numbered("b", " ", 500)))]
    fn what_would_take_hours_is_refused(#[case] html: &str) {
        assert!(refuse(html).is_some());
    }
}
