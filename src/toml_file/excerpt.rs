//! The part of a file that a problem shows: its line, cut to a readable length, with carets below the place.

use crate::text;

/// The nearest character boundary at or below `index`.
pub(super) fn floor(text: &str, index: usize) -> usize {
    (0..=index.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The line with its number, and carets below the marked part. Long lines are cut on both sides of the mark.
pub(super) fn excerpt(line: usize, rest: &str, before: &str, marked: &str) -> String {
    const MOST: usize = 100;
    // A line can be as long as the file, and cleaning and measuring it is dear.
    let (rest, marked) = (first(rest, 4 * MOST), first(marked, 4 * MOST));
    let before = text::clean_line(last(before, 4 * MOST));
    let lead = if text::width(&before) > MOST / 2 {
        let kept = before.char_indices().rev().map(|(at, _)| at);
        // The last place from which what follows still fits into half of the room.
        let start = kept.take_while(|at| text::width(&before[*at..]) < MOST / 2).last();
        format!("…{}", &before[start.unwrap_or(before.len())..])
    } else {
        before.into_owned()
    };
    let number = line.to_string();
    let room = " ".repeat(number.len());
    let indent = text::width(&lead);
    let carets = text::width(&text::clean_line(marked)).clamp(1, MOST - indent.min(MOST - 1));
    let shown = text::fit(&format!("{lead}{}", text::clean_line(rest)), MOST);
    format!("{number} | {shown}\n{room} | {}{}", " ".repeat(indent), "^".repeat(carets))
}

fn first(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

fn last(text: &str, most: usize) -> &str {
    text.char_indices().rev().nth(most).map_or(text, |(start, _)| &text[start..])
}

/// A value of a file as a message names it: on one line, safe for a terminal, and cut where nobody reads on.
pub fn shown(value: &str) -> String {
    text::fit(&text::clean_line(value), 60)
}

/// A message without the middle of what it repeats of the file, where that is long. Letters are counted, not columns: marks above
/// a letter take none.
pub(super) fn brief(message: String) -> String {
    const MOST: usize = 300;
    if message.chars().nth(MOST).is_none() {
        return message;
    }
    format!("{}…{}", first(&message, MOST * 2 / 3), last(&message, MOST / 4))
}
