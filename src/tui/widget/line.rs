//! Lines of text: wrapped, marked, cut to the room there is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// Writes a line into a row of an area, cut with `…` to its width; rows below the area are left out.
pub fn write(line: impl Into<Line<'static>>, area: Rect, row: usize, buffer: &mut Buffer) {
    let Ok(offset) = u16::try_from(row) else { return };
    if offset < area.height {
        let place = Rect { y: area.y + offset, height: 1, ..area };
        let line = line.into();
        let whole = line.width() <= usize::from(area.width);
        if whole { line } else { cut(line, area.width) }.render(place, buffer);
    }
}

/// Writes lines from the first row on. Where they do not all fit, the last one that does says so with `…`.
pub fn write_all(lines: impl IntoIterator<Item = Line<'static>>, area: Rect, buffer: &mut Buffer) {
    let mut lines = lines.into_iter().peekable();
    for row in 0..usize::from(area.height) {
        let Some(mut line) = lines.next() else { return };
        if row + 1 == usize::from(area.height) && lines.peek().is_some() {
            line.spans.push(Span::raw(" …"));
        }
        write(line, area, row, buffer);
    }
}

/// Writes the lines that are in sight when they are scrolled to this one.
pub fn write_from(first: usize, lines: Vec<Line<'static>>, area: Rect, buffer: &mut Buffer) {
    for (row, line) in lines.into_iter().skip(first).take(usize::from(area.height)).enumerate() {
        write(line, area, row, buffer);
    }
}

/// Text wrapped to a width, each line in one style.
pub fn wrapped(text: &str, width: u16, style: Style) -> Vec<Line<'static>> {
    text::wrap(text, usize::from(width)).into_iter().map(|line| Line::styled(line, style)).collect()
}

/// Text whose letters (graphemes) at these places stand out.
pub fn marked(text: &str, letters: &[u32], style: Style, mark: Style) -> Vec<Span<'static>> {
    if letters.is_empty() {
        return vec![Span::styled(text.to_owned(), style)];
    }
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut run = String::new();
    let mut in_mark = false;
    for (place, grapheme) in text.graphemes(true).enumerate() {
        let hit = u32::try_from(place).is_ok_and(|place| letters.binary_search(&place).is_ok());
        if hit != in_mark && !run.is_empty() {
            let style = if in_mark { style.patch(mark) } else { style };
            spans.push(Span::styled(std::mem::take(&mut run), style));
        }
        in_mark = hit;
        run.push_str(grapheme);
    }
    if !run.is_empty() {
        spans.push(Span::styled(run, if in_mark { style.patch(mark) } else { style }));
    }
    spans
}

/// A line cut to this width.
pub fn cut(line: Line<'static>, width: u16) -> Line<'static> {
    let style = line.style;
    Line::from(fitted(line.spans, usize::from(width))).style(style)
}

/// Spans cut with `…` or filled to exactly this width. Blanks at the end are no loss.
pub fn fitted(mut spans: Vec<Span<'static>>, width: usize) -> Vec<Span<'static>> {
    let whole: usize = spans.iter().map(|span| text::width(&span.content)).sum();
    if whole <= width {
        spans.push(Span::raw(" ".repeat(width - whole)));
        return spans;
    }
    let mut end = 0;
    let text = spans.iter().fold(0, |text, span| {
        let blanks = span.content.len() - span.content.trim_end_matches(' ').len();
        end += text::width(&span.content);
        if blanks == span.content.len() { text } else { end - blanks }
    });
    let mark = text > width && width > 0;
    let mut room = width - usize::from(mark);
    let mut out = Vec::new();
    for mut span in spans {
        let wide = text::width(&span.content);
        if wide <= room {
            room -= wide;
            out.push(span);
            continue;
        }
        let kept = text::start(&span.content, room).to_owned();
        room -= text::width(&kept);
        span.content = if mark { kept + "…" } else { kept }.into();
        out.push(span);
        break;
    }
    out.push(Span::raw(" ".repeat(room)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(&["ab", "cd"], 6, "abcd  ")]
    #[case(&["ab", "cd"], 4, "abcd")]
    #[case(&["ab", "cd"], 3, "ab…")]
    #[case(&["ab", "cd"], 2, "a…")]
    #[case(&["ab", "cd"], 1, "…")]
    #[case(&["ab", "cd"], 0, "")]
    #[case(&["ab", "  "], 2, "ab")]
    #[case(&["ab", "  ", "c"], 3, "ab…")]
    #[case(&["東京", "都"], 5, "東京…")]
    #[case(&["東京", "都"], 4, "東… ")]
    fn spans_that_are_cut_say_so(#[case] spans: &[&'static str], #[case] width: usize, #[case] line: &str) {
        let spans = spans.iter().map(|words| Span::raw(*words)).collect();
        let written: String =
            fitted(spans, width).into_iter().map(|span| span.content.into_owned()).collect();
        assert_eq!(written, line);
    }

    #[rstest]
    #[case(3, &["one", "two", "three"])]
    #[case(2, &["one", "two …"])]
    #[case(1, &["one …"])]
    fn lines_that_do_not_fit_are_marked(#[case] height: u16, #[case] rows: &[&str]) {
        let area = Rect::new(0, 0, 5, height);
        let mut buffer = Buffer::empty(area);
        write_all(["one", "two", "three"].map(Line::from), area, &mut buffer);
        let row = |y| (0..5).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        assert_eq!((0..height).map(row).collect::<Vec<_>>(), rows);
    }
}
