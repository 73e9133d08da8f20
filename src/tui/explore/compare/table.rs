//! The comparison as it is drawn: heads that stay, rows in step below them, and the column under the cursor always whole.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::rows::{Cell, Head, Mark, Table};
use crate::text;
use crate::tui::areas;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::{line, list, pane};

/// The columns of the screen that the labels take.
const LABELS: usize = 12;
/// The least that a column takes, with the line before it.
const LEAST: usize = 21;
/// The line before a column, and a blank on either side of the text.
const LINE: usize = 3;
const BAR: &str = "│ ";
/// The most lines that a head takes.
const HEAD: usize = 3;

/// What of the table is in sight.
pub(super) struct Viewport<'a> {
    pub cursor: usize,
    pub scroll: usize,
    pub reason: Option<&'a Field>,
}

/// Which columns are in sight, and how wide each is.
struct Columns {
    first: usize,
    count: usize,
    wide: usize,
}

impl Columns {
    fn of(table: &Table, cursor: usize, width: u16) -> Self {
        let all = table.heads.len().max(1);
        let room = usize::from(width).saturating_sub(LABELS);
        let count = (room / LEAST).clamp(1, all);
        Self { first: list::first_row(cursor, all, count), count, wide: room / count }
    }

    /// What a column leaves for text.
    fn text(&self) -> usize {
        self.wide.saturating_sub(LINE)
    }
}

/// The heads, the rows below them, and the line of the reason.
fn parts(table: &Table, columns: &Columns, area: Rect, typing: bool) -> (Rect, Rect, Rect) {
    let inside = pane::inside(area);
    let heads = table.heads.iter().map(|head| head_lines(head, columns.text()).len()).max().unwrap_or(0);
    let rest = areas::below(inside, heads);
    let rows = usize::from(rest.height.saturating_sub(u16::from(typing)));
    (areas::top(inside, heads), areas::top(rest, rows), areas::below(rest, rows))
}

/// A name in lines; three columns are left for the cursor and the mark.
fn head_lines(head: &Head, width: usize) -> Vec<String> {
    text::wrap_within(&head.name, width.saturating_sub(3), HEAD)
}

/// Every line of a cell, in this width.
fn cell_lines(cell: &Cell, width: usize, theme: &Theme) -> Vec<Line<'static>> {
    let columns = u16::try_from(width).unwrap_or(u16::MAX);
    match cell {
        Cell::Verdict(verdict) => {
            let (symbol, style) = theme.verdict(*verdict);
            vec![Line::styled(format!("{symbol} {}", verdict.id()), style.add_modifier(Modifier::BOLD))]
        }
        Cell::Gate(outcome, reason) => {
            let (symbol, style) = theme.outcome(*outcome);
            let mut lines = vec![Line::styled(format!("{symbol} {}", outcome.id()), style)];
            lines.extend(line::wrapped(reason, columns, theme.text));
            lines
        }
        Cell::Words(words) => line::wrapped(words, columns, theme.text),
        Cell::Unknown => vec![Line::styled("?", theme.unknown)],
        Cell::Ways(ways) => ways
            .iter()
            .flat_map(|(verdict, words)| {
                let (symbol, style) = theme.verdict(*verdict);
                let mut lines = line::wrapped(words, columns.saturating_sub(2), theme.text);
                for (at, line) in lines.iter_mut().enumerate() {
                    let lead = if at == 0 { format!("{symbol} ") } else { "  ".to_owned() };
                    line.spans.insert(0, Span::styled(lead, style));
                }
                lines
            })
            .collect(),
    }
}

/// All lines below the heads.
fn lines(table: &Table, columns: &Columns, cursor: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for row in &table.rows {
        let cells: Vec<_> = row.cells.iter().map(|cell| cell_lines(cell, columns.text(), theme)).collect();
        lines.extend(row_lines(&Span::styled(row.label, theme.title), &cells, columns, cursor, theme));
    }
    lines
}

/// A row is as high as its highest cell, in sight or not, so that nothing jumps sideways.
fn row_lines(
    label: &Span<'static>,
    cells: &[Vec<Line<'static>>],
    columns: &Columns,
    cursor: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let words = if at == 0 { &label.content } else { "" };
        let mut spans = vec![Span::styled(text::pad(words, LABELS), label.style)];
        for (place, cell) in cells.iter().enumerate().skip(columns.first).take(columns.count) {
            let style = if place == cursor { theme.focus } else { theme.border };
            spans.push(Span::styled(BAR, style));
            spans.extend(line::fitted(cell.get(at).map(styled).unwrap_or_default(), columns.text() + 1));
        }
        Line::from(spans)
    };
    (0..height).map(line).collect()
}

/// The spans of a line, each with the line's own style below its own.
fn styled(line: &Line<'static>) -> Vec<Span<'static>> {
    let spans = line.spans.iter();
    spans.map(|span| Span::styled(span.content.clone(), line.style.patch(span.style))).collect()
}

/// The last line to which the rows can be scrolled.
pub(super) fn last(table: &Table, area: Rect) -> usize {
    let columns = Columns::of(table, 0, pane::inside(area).width);
    let (_, rows, _) = parts(table, &columns, area, false);
    // How high the rows are is not a matter of colour.
    let all = table
        .rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| height(cell, columns.text())).max().unwrap_or(0));
    all.sum::<usize>().saturating_sub(usize::from(rows.height))
}

/// How many lines a cell takes.
fn height(cell: &Cell, width: usize) -> usize {
    match cell {
        Cell::Verdict(_) | Cell::Unknown => 1,
        Cell::Gate(_, reason) => 1 + text::wrap(reason, width).len(),
        Cell::Words(words) => text::wrap(words, width).len(),
        Cell::Ways(ways) => {
            ways.iter().map(|(_, words)| text::wrap(words, width.saturating_sub(2)).len()).sum()
        }
    }
}

/// The column at a click.
pub(super) fn column_at(table: &Table, cursor: usize, area: Rect, column: u16, row: u16) -> Option<usize> {
    let inside = pane::inside(area);
    let columns = Columns::of(table, cursor, inside.width);
    let hit = inside.contains(Position { x: column, y: row });
    let offset =
        usize::from(column.saturating_sub(inside.x)).checked_sub(LABELS)?.checked_div(columns.wide)?;
    let place = columns.first + offset;
    (hit && offset < columns.count && place < table.heads.len()).then_some(place)
}

pub(super) fn view(
    table: &Table,
    viewport: &Viewport<'_>,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let columns = Columns::of(table, viewport.cursor, pane::inside(area).width);
    let all = table.heads.len();
    // In front, where a narrow frame does not cut it off.
    let sideways = if columns.count < all {
        format!(" ({} to {} of {all})", columns.first + 1, columns.first + columns.count)
    } else {
        String::new()
    };
    pane::frame(&format!("Compare{sideways}: {}", table.title), true, theme, area, buffer);
    let (top, rows, below) = parts(table, &columns, area, viewport.reason.is_some());
    line::write_from(0, heads(table, &columns, viewport.cursor, top.height, theme), top, buffer);
    let (last, written) = (last(table, area), lines(table, &columns, viewport.cursor, theme));
    let first = viewport.scroll.min(last);
    line::write_from(first, written, rows, buffer);
    pane::more(pane::inside(area), first > 0, first < last, theme, buffer);
    let field = viewport.reason?;
    let words = "Not taken because: ";
    line::write(Line::styled(words, theme.key), below, 0, buffer);
    field.view(areas::right_of(below, text::width(words)), theme.selected, buffer)
}

fn heads(table: &Table, columns: &Columns, cursor: usize, height: u16, theme: &Theme) -> Vec<Line<'static>> {
    let head = |(place, head): (usize, &Head)| {
        let (mark, style) = match head.mark {
            Mark::Chosen => (theme.symbols.chosen, theme.chosen),
            Mark::Second => (theme.symbols.second, theme.title),
            Mark::None => (" ", theme.title),
        };
        let style = if place == cursor { style.patch(theme.focus) } else { style };
        let names = head_lines(head, columns.text());
        let line = |at: usize| {
            let lead = if at == 0 {
                list::lead(place == cursor, mark, style, theme)
            } else {
                Span::styled("   ", style)
            };
            let name = names.get(at).cloned().unwrap_or_default();
            Line::from(vec![lead, Span::styled(name, style)])
        };
        (0..usize::from(height)).map(line).collect()
    };
    let cells: Vec<Vec<Line<'static>>> = table.heads.iter().enumerate().map(head).collect();
    row_lines(&Span::raw(""), &cells, columns, cursor, theme)
}

/// What to do while there is nothing to compare.
pub(super) fn too_few(table: &Table, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let inside = pane::frame("Compare: two to four models", true, theme, area, buffer);
    let one = table.heads.first().map(|head| format!("Only {} so far. ", head.name));
    let words = format!(
        "{}Add one here, or mark models as considered in step 3 or in the matrix. The note lists every compared model with the gate or the reason that removed it.",
        one.unwrap_or_default()
    );
    line::write_all(line::wrapped(&words, inside.width, theme.text), inside, buffer);
}
