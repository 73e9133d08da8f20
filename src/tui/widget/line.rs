//! Lines of text: wrapped, marked, cut to the room there is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// Writes a line into a row of an area; rows below the area are left out.
pub fn write(line: impl Into<Line<'static>>, area: Rect, row: usize, buffer: &mut Buffer) {
    let Ok(offset) = u16::try_from(row) else { return };
    if offset < area.height {
        let place = Rect { y: area.y + offset, height: 1, ..area };
        line.into().render(place, buffer);
    }
}

/// Writes lines from the first row on; as many as fit.
pub fn write_all(lines: impl IntoIterator<Item = Line<'static>>, area: Rect, buffer: &mut Buffer) {
    for (row, line) in lines.into_iter().enumerate().take(usize::from(area.height)) {
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

/// Spans cut or filled to exactly this width.
pub fn fitted(spans: Vec<Span<'static>>, width: usize) -> Vec<Span<'static>> {
    let mut room = width;
    let mut out = Vec::new();
    for span in spans {
        let wide = text::width(&span.content);
        if wide > room {
            out.push(Span::styled(text::fit(&span.content, room), span.style));
            return out;
        }
        room -= wide;
        out.push(span);
    }
    out.push(Span::raw(" ".repeat(room)));
    out
}
