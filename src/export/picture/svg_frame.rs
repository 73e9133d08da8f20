//! What stands around every picture as SVG: title, facts, warnings and legend above, lines below.

use super::caption::Caption;
use crate::export::svg::{Anchor, Drawing, columns, width};
use crate::text;

pub(super) const MARGIN: usize = 16;
/// The least width that leaves room for the words.
pub(super) const LEAST: usize = 600;
/// The size of small letters, as the style has it.
const SMALL: usize = 12;
const LINE: usize = 17;

/// The title and what is shown; a warning in a box that nobody overlooks. Gives the place below them.
pub(super) fn head(drawing: &mut Drawing, caption: &Caption, wide: usize) -> usize {
    let mut y = MARGIN;
    for line in text::wrap(&caption.title, columns(wide - 2 * MARGIN, 18)) {
        drawing.text((MARGIN, y + 18), "title", Anchor::Start, &line);
        y += 24;
    }
    y = lines(drawing, &caption.facts, "small", wide, y + 2);
    for warning in &caption.warnings {
        let wrapped = text::wrap(&format!("! {warning}"), columns(wide - 2 * MARGIN - 20, 13));
        drawing.rect((MARGIN, y + 6), (wide - 2 * MARGIN, wrapped.len() * LINE + 12), "warn");
        for (at, line) in wrapped.iter().enumerate() {
            drawing.text((MARGIN + 10, y + 24 + at * LINE), "warn", Anchor::Start, line);
        }
        y += wrapped.len() * LINE + 22;
    }
    y
}

/// Lines of text, wrapped. Gives the place below them.
pub(super) fn lines(
    drawing: &mut Drawing,
    lines: &[String],
    class: &str,
    wide: usize,
    mut y: usize,
) -> usize {
    let room = columns(wide - 2 * MARGIN, SMALL);
    for line in lines.iter().flat_map(|line| text::wrap(line, room)) {
        drawing.text((MARGIN, y + 13), class, Anchor::Start, &line);
        y += LINE;
    }
    y
}

/// Signs with their words; sign, class and words of each. Gives the place below them.
pub(super) fn legend(drawing: &mut Drawing, entries: &[(&str, &str, &str)], wide: usize, y: usize) -> usize {
    let (mut x, mut y) = (MARGIN, y + 6);
    for (sign, class, words) in entries {
        let box_wide = width(sign, 13).max(10) + 10;
        let all = box_wide + 6 + width(words, SMALL) + 14;
        if x + all > wide && x > MARGIN {
            (x, y) = (MARGIN, y + 22);
        }
        drawing.rect((x, y), (box_wide, 16), class);
        drawing.text((x + box_wide / 2, y + 13), class, Anchor::Middle, sign);
        drawing.text((x + box_wide + 6, y + 13), "small", Anchor::Start, words);
        x += all;
    }
    y + 26
}
