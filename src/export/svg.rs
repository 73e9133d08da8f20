//! SVG files: text made safe for them, shapes, and the frame with its colours. The one place of the program that writes SVG.
//!
//! A file stands alone: no script, nothing from outside, text as text, light and dark by what the reader prefers.

use std::fmt::Write;

use crate::text;

/// Text on one line, safe in SVG and in HTML, between tags and in quotes. What XML does not allow is left out.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in super::markdown::fold(text).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if letter.is_control() => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// About how wide text is drawn in a size, in pixels: no font is known here.
pub fn width(text: &str, size: usize) -> usize {
    (text::width(text) * size * 56).div_ceil(100)
}

/// How many columns of text in a size have room in a width.
pub fn columns(width: usize, size: usize) -> usize {
    width * 100 / (size * 56)
}

/// Where a text ends or begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn attribute(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Middle => " text-anchor=\"middle\"",
            Self::End => " text-anchor=\"end\"",
        }
    }
}

/// What is drawn, in the order in which it is drawn. Classes name what a shape means; [`STYLE`] says how that looks.
#[derive(Debug, Default)]
pub struct Drawing {
    body: String,
}

impl Drawing {
    pub fn text(&mut self, (x, y): (usize, usize), class: &str, anchor: Anchor, words: &str) {
        let (anchor, words) = (anchor.attribute(), escape(words));
        self.put(format_args!("<text x=\"{x}\" y=\"{y}\" class=\"{class}\"{anchor}>{words}</text>\n"));
    }

    /// Text with other words behind it, wherever the first end.
    pub fn text_and(&mut self, (x, y): (usize, usize), (class, words): (&str, &str), behind: (&str, &str)) {
        let (words, (behind_class, behind)) = (escape(words), (behind.0, escape(behind.1)));
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" class=\"{class}\">{words}\
             <tspan dx=\"8\" class=\"{behind_class}\">{behind}</tspan></text>\n"
        ));
    }

    /// Text that runs upwards, with words behind it that matter less.
    pub fn text_upwards(&mut self, (x, y): (usize, usize), class: &str, words: &str, behind: &str) {
        let (words, behind) = (escape(words), escape(behind));
        self.put(format_args!(
            "<text transform=\"translate({x} {y}) rotate(-90)\" class=\"{class}\">{words}"
        ));
        if !behind.is_empty() {
            self.put(format_args!(" <tspan class=\"dim\">{behind}</tspan>"));
        }
        self.put(format_args!("</text>\n"));
    }

    pub fn rect(&mut self, (x, y): (usize, usize), (width, height): (usize, usize), class: &str) {
        self.put(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"3\" class=\"{class}\"/>\n"
        ));
    }

    pub fn line(&mut self, (x1, y1): (usize, usize), (x2, y2): (usize, usize), class: &str) {
        self.put(format_args!("<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" class=\"{class}\"/>\n"));
    }

    /// What belongs together, with words for whoever points at it or has it read out.
    pub fn group(&mut self, title: &str, draw: impl FnOnce(&mut Self)) {
        let title = escape(title);
        self.put(format_args!("<g>\n<title>{title}</title>\n"));
        draw(self);
        self.put(format_args!("</g>\n"));
    }

    /// Draws what another has on top.
    pub fn add(&mut self, other: &Self) {
        self.body.push_str(&other.body);
    }

    /// The file, with the words that stand for the picture.
    pub fn finish(self, (width, height): (usize, usize), title: &str, description: &str) -> String {
        let (title, description, body) = (escape(title), escape(description), self.body);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"servemap\" role=\"img\" \
             viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n\
             <title>{title}</title>\n<desc>{description}</desc>\n<style>\n{STYLE}</style>\n\
             <rect width=\"{width}\" height=\"{height}\" class=\"paper\"/>\n{body}</svg>\n"
        )
    }

    fn put(&mut self, words: std::fmt::Arguments<'_>) {
        // A string takes everything.
        let _ = self.body.write_fmt(words);
    }
}

/// How everything looks. The class keeps it from other pictures where the file is put into a page.
const STYLE: &str = "\
.servemap{--paper:#fff;--ink:#1b2029;--dim:#59616e;--rule:#dfe3e9;--accent:#0a5ba8;--warn-ink:#6a4a00;--warn:#fff0c2;\
--pass-ink:#0b5c33;--pass:#d5efdf;--route-ink:#6a4a00;--route:#fbe7b0;--block-ink:#9b1c1c;--block:#fadcdc;\
--unknown-ink:#6b2d86;--unknown:#f0e2f6;max-width:100%;height:auto;\
background:var(--paper);font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;font-size:13px}
@media (prefers-color-scheme:dark){.servemap{--paper:#14171c;--ink:#e8ebf0;--dim:#a3acb9;--rule:#2e343d;--accent:#7db8ff;\
--warn-ink:#ffd978;--warn:#3a2f10;--pass-ink:#8fe0b0;--pass:#143524;--route-ink:#f5cf73;--route:#3b2f0d;\
--block-ink:#ff9d9d;--block:#431a1a;--unknown-ink:#dcaef0;--unknown:#36203f}}
.servemap text,.servemap tspan{fill:var(--ink)}
.servemap .over{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
.servemap .paper{fill:var(--paper)}
.servemap .title{font-size:18px;font-weight:600}
.servemap .head{font-weight:600}
.servemap .small{font-size:12px}
.servemap .mark{font-size:10px;font-weight:700}
.servemap .dim{fill:var(--dim)}
.servemap tspan{font-weight:400}
.servemap .rule{stroke:var(--rule);stroke-width:1}
.servemap .strong-rule{stroke:var(--dim);stroke-width:1}
.servemap rect.warn{fill:var(--warn);stroke:var(--warn-ink)}
.servemap text.warn,.servemap tspan.warn{fill:var(--warn-ink);font-weight:600}
.servemap rect.pass{fill:var(--pass)}
.servemap text.pass,.servemap tspan.pass{fill:var(--pass-ink)}
.servemap rect.route{fill:var(--route)}
.servemap text.route,.servemap tspan.route{fill:var(--route-ink)}
.servemap rect.block{fill:var(--block)}
.servemap text.block,.servemap tspan.block{fill:var(--block-ink)}
.servemap rect.unknown{fill:var(--unknown)}
.servemap text.unknown,.servemap tspan.unknown{fill:var(--unknown-ink);font-weight:600}
.servemap rect.none{fill:none}
.servemap text.none,.servemap tspan.none{fill:var(--dim)}
.servemap rect.used{fill:none;stroke:var(--accent);stroke-width:2}
.servemap text.used,.servemap tspan.used{fill:var(--accent);font-weight:700}
.servemap rect.preview{fill:none;stroke:var(--route-ink);stroke-dasharray:3 2}
.servemap .day{stroke:var(--accent);stroke-width:2}
.servemap .life{stroke:var(--dim);stroke-width:4}
.servemap .life-open{stroke:var(--dim);stroke-width:2;stroke-dasharray:2 5}
.servemap .redirect{stroke:var(--route-ink);stroke-width:4;stroke-dasharray:5 3}
.servemap .gap{stroke:var(--block-ink);stroke-width:2;stroke-dasharray:3 3}
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(escape("<a b=\"c\">&'\u{1}\u{FFFF}\nd"), "&lt;a b=&quot;c&quot;&gt;&amp;&#39; d");
    }
}
