//! Text in columns: how wide it is drawn, and how it is wrapped, cut and padded to fit.

use std::ops::Range;

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use textwrap::{WordSeparator, WordSplitter};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// How many columns a terminal gives the text.
///
/// Counted grapheme by grapheme, as ratatui draws: the width of the whole can be less (ligatures), and then a line that
/// was said to fit would be cut.
pub fn width(text: &str) -> usize {
    if is_plain(text) {
        return text.len();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// Whether each byte takes one column, as in nearly all text.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Cuts a line to the width, on a grapheme boundary, and says with `…` that something is gone.
pub fn fit(text: &str, width: usize) -> String {
    if self::width(text) <= width {
        return text.to_owned();
    }
    let Some(room) = width.checked_sub(1) else {
        return String::new();
    };
    format!("{}…", start(text, room))
}

/// Cuts a name to the width in its middle, with `…` there: the names of one plan's documents differ at their ends.
pub fn fit_middle(text: &str, width: usize) -> String {
    let Some(room) = width.checked_sub(1).filter(|_| self::width(text) > width) else {
        return fit(text, width);
    };
    let head = start(text, room.div_ceil(2));
    let mut left = room - self::width(head);
    let tail = text.grapheme_indices(true).rev().take_while(|(_, grapheme)| {
        let fits = grapheme_width(grapheme) <= left;
        left = left.saturating_sub(grapheme_width(grapheme));
        fits
    });
    let tail = tail.last().map_or("", |(at, _)| &text[at..]);
    format!("{head}…{tail}")
}

/// The start of a line, as much as fits into the width.
pub fn start(text: &str, width: usize) -> &str {
    &text[..prefix(text, width)]
}

/// Cuts or fills a line with spaces, to exactly the width.
pub fn pad(text: &str, width: usize) -> String {
    let mut padded = fit(text, width);
    let missing = width.saturating_sub(self::width(&padded));
    padded.extend(std::iter::repeat_n(' ', missing));
    padded
}

/// Breaks text into lines of at most the width (never less than two columns); its own line breaks stay.
///
/// Lines break at spaces; after hyphens and inside a word only if the word alone is too wide; never inside a grapheme: one that is
/// wider stands alone.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    // Two columns: what the widest common grapheme needs.
    let width = width.max(2);
    text.split('\n').flat_map(|line| wrap_line(line, width)).collect()
}

/// The same in at most so many lines; the last one says with `…` that something is gone.
pub fn wrap_within(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = wrap(text, width);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = fit(&format!("{last}…"), width);
        }
    }
    lines
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    if self::width(line) <= width {
        return vec![line.to_owned()];
    }
    let pieces = pieces(line, width);
    wrap_first_fit(&pieces, &[columns(width)])
        .into_iter()
        .map(|pieces| match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => line[first.place.start..last.place.end].to_owned(),
            _ => String::new(),
        })
        .collect()
}

/// A part of a line that is not broken any further, and the spaces after it.
#[derive(Debug)]
struct Piece {
    place: Range<usize>,
    width: f64,
    spaces: f64,
}

// textwrap's own words count character by character and may be broken inside a grapheme.
impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.width
    }

    fn whitespace_width(&self) -> f64 {
        self.spaces
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

fn pieces(line: &str, width: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for word in WordSeparator::AsciiSpace.find_words(line) {
        let end = start + word.word.len();
        // Dates and endpoint names are read whole: they break at hyphens only where they must.
        let too_wide = self::width(word.word) > width;
        let points = if too_wide { WordSplitter::HyphenSplitter.split_points(word.word) } else { Vec::new() };
        for stop in points.into_iter().map(|point| start + point).chain([end]).collect::<Vec<_>>() {
            let from = pieces.last().map_or(start, |last: &Piece| last.place.end.max(start));
            push_pieces(&mut pieces, line, from..stop, width);
        }
        if let Some(last) = pieces.last_mut() {
            last.spaces = columns(word.whitespace.len());
        }
        start = end + word.whitespace.len();
    }
    pieces
}

/// Adds a place as one piece, or as several if it is wider than a line.
fn push_pieces(pieces: &mut Vec<Piece>, line: &str, place: Range<usize>, width: usize) {
    let whole = self::width(&line[place.clone()]);
    if whole <= width {
        pieces.push(Piece { place, width: columns(whole), spaces: 0.0 });
        return;
    }
    let mut start = place.start;
    loop {
        let rest = &line[start..place.end];
        // At least one grapheme, however wide, or this would not end.
        let first = rest.graphemes(true).next().map_or(0, str::len);
        let end = start + prefix(rest, width).max(first);
        pieces.push(Piece { place: start..end, width: columns(self::width(&line[start..end])), spaces: 0.0 });
        start = end;
        if start >= place.end {
            return;
        }
    }
}

/// How many bytes of the text, in whole graphemes, fit into the width.
fn prefix(text: &str, width: usize) -> usize {
    if is_plain(text) {
        return width.min(text.len());
    }
    let mut used = 0;
    text.grapheme_indices(true)
        .find(|(_, grapheme)| {
            used += grapheme_width(grapheme);
            used > width
        })
        .map_or(text.len(), |(at, _)| at)
}

fn columns(count: usize) -> f64 {
    u32::try_from(count).unwrap_or(u32::MAX).into()
}

fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) {
        return 0;
    }
    grapheme.width()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("", 0)]
    #[case("maverick", 8)]
    #[case("東京", 4)]
    #[case("e\u{301}", 1)]
    #[case("👩\u{200d}💻", 2)]
    #[case("ｶﾞ", 2)]
    fn width_is_what_a_terminal_gives(#[case] text: &str, #[case] columns: usize) {
        assert_eq!(width(text), columns);
    }

    #[rstest]
    #[case("maverick", 8, "maverick")]
    #[case("maverick", 7, "maveri…")]
    #[case("maverick", 1, "…")]
    #[case("maverick", 0, "")]
    #[case("東京都", 4, "東…")]
    #[case("👩\u{200d}💻👩\u{200d}💻", 3, "👩\u{200d}💻…")]
    fn a_cut_says_so(#[case] text: &str, #[case] columns: usize, #[case] cut: &str) {
        assert_eq!(fit(text, columns), cut);
    }

    #[rstest]
    #[case("maverick-row.md", 15, "maverick-row.md")]
    #[case("maverick-row.md", 10, "maver…w.md")]
    #[case("maverick-row.md", 3, "m…d")]
    #[case("maverick-row.md", 2, "m…")]
    #[case("maverick-row.md", 1, "…")]
    #[case("maverick-row.md", 0, "")]
    #[case("東京都の行.md", 8, "東京….md")]
    fn a_name_is_cut_in_its_middle(#[case] text: &str, #[case] columns: usize, #[case] cut: &str) {
        assert_eq!(fit_middle(text, columns), cut);
    }

    #[rstest]
    #[case(3, &["which", "model in", "region"])]
    #[case(2, &["which", "model i…"])]
    #[case(1, &["which…"])]
    #[case(0, &[])]
    fn lines_that_are_cut_say_so(#[case] most: usize, #[case] lines: &[&str]) {
        assert_eq!(wrap_within("which model in region", 8, most), lines);
    }

    #[rstest]
    #[case("ab", 4, "ab  ")]
    #[case("東京", 4, "東京")]
    #[case("東京都", 4, "東… ")]
    fn padding_is_exact(#[case] text: &str, #[case] columns: usize, #[case] padded: &str) {
        assert_eq!(pad(text, columns), padded);
    }

    #[rstest]
    #[case::short("in time", 20, &["in time"])]
    #[case::spaces("which model in which region", 12, &["which model", "in which", "region"])]
    #[case::own_breaks("a\n\nb\n", 9, &["a", "", "b", ""])]
    #[case::hyphens("databricks-llama-4-maverick", 14, &["databricks-", "llama-4-", "maverick"])]
    #[case::long_word("abcdefgh ij", 5, &["abcde", "fgh", "ij"])]
    #[case::indented("  - one two", 8, &["  - one", "two"])]
    #[case::wide("東京都 庁", 4, &["東京", "都", "庁"])]
    #[case::no_width("a🌞b", 0, &["a", "🌞", "b"])]
    #[case::only_spaces("      ", 3, &[""])]
    fn lines_are_broken_where_a_reader_would(
        #[case] text: &str,
        #[case] columns: usize,
        #[case] lines: &[&str],
    ) {
        assert_eq!(wrap(text, columns), lines);
    }

    proptest! {
        #[test]
        fn every_line_fits(text in any::<String>(), columns in 0_usize..20) {
            let widest = text.graphemes(true).map(grapheme_width).max().unwrap_or(0);
            for line in wrap(&text, columns) {
                prop_assert!(width(&line) <= columns.max(2).max(widest), "{line:?}");
            }
        }

        #[test]
        fn wrapping_loses_nothing_but_spaces(text in "[a-c é東👩\u{200d}\n-]{0,40}", columns in 0_usize..9) {
            let letters = |text: &str| text.replace([' ', '\n'], "");
            prop_assert_eq!(letters(&wrap(&text, columns).concat()), letters(&text));
        }

        #[test]
        fn cut_and_padded_text_keeps_the_width(text in any::<String>(), columns in 0_usize..20) {
            prop_assert!(width(&fit(&text, columns)) <= columns);
            prop_assert_eq!(width(&pad(&text, columns)), columns);
        }
    }
}
