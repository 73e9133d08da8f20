//! The map transposed: one model, its modes across and its regions down, each cell in words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::{Map, cell};
use crate::choice::cell::Cells;
use crate::matrix::Mode;
use crate::text;
use crate::tui::areas;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, list, pane};

/// One line of the explore view.
enum MapRow {
    /// A Geo above its regions.
    Geo(String),
    /// A region, by its column of the map.
    Region(usize),
}

fn rows(map: &Map, session: &Session) -> Vec<MapRow> {
    let mut rows = Vec::new();
    let mut last = None;
    for (at, column) in map.columns.iter().enumerate() {
        let Some(region) = session.matrix.regions().get(column.region) else { continue };
        if last != Some(region.geo_name()) {
            last = Some(region.geo_name());
            rows.push(MapRow::Geo(region.geo_name().to_owned()));
        }
        rows.push(MapRow::Region(at));
    }
    rows
}

/// Where the lines are, and where the gates.
fn parts(area: Rect) -> (Rect, Rect) {
    let inside = pane::inside(area);
    cell::split(inside, areas::below(inside, 2))
}

/// Where the gates of the cell under the cursor are.
pub(super) fn gates_area(area: Rect) -> Rect {
    parts(area).1
}

/// The columns of the screen: the regions' codes, then each mode.
fn widths(width: u16) -> (usize, usize) {
    let code = (usize::from(width) / 4).clamp(18, 24).min(usize::from(width));
    (code, usize::from(width).saturating_sub(code) / Mode::HOSTED.len())
}

/// Puts the cursor on the cell of a click, or on the region if the click is on its code.
pub(super) fn click(map: &mut Map, session: &Session, area: Rect, column: u16, row: u16) {
    let (lines, _) = parts(area);
    let rows = rows(map, session);
    let place = list::row_at(lines, cursor(map, &rows), rows.len(), column, row);
    let Some(MapRow::Region(region)) = place.and_then(|place| rows.get(place)) else { return };
    map.column = *region;
    let (code, mode) = widths(lines.width);
    let offset = usize::from(column - lines.x).checked_sub(code).and_then(|offset| offset.checked_div(mode));
    map.mode = offset.and_then(|offset| Mode::HOSTED.get(offset).copied()).or(map.mode);
}

/// The line of the region under the cursor.
fn cursor(map: &Map, rows: &[MapRow]) -> usize {
    rows.iter().position(|row| matches!(row, MapRow::Region(at) if *at == map.column)).unwrap_or(0)
}

pub(super) fn view(map: &Map, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let Some(model) = map.model(session) else {
        pane::frame("Matrix: no model", true, theme, area, buffer);
        return;
    };
    let title = format!("Matrix: {}, all modes, {} regions", model.label(), map.columns.len());
    let inside = pane::frame(&title, true, theme, area, buffer);
    let (code, wide) = widths(inside.width);
    let mut head = vec![Span::raw(" ".repeat(code))];
    for mode in Mode::HOSTED {
        let style = if mode == map.mode(session) { theme.focus } else { theme.title };
        head.extend(line::fitted(vec![Span::styled(mode.name(), style)], wide));
    }
    let top = areas::top(inside, 2);
    line::write(Line::from(cell::key(&session.plan.posture, theme)), top, 0, buffer);
    line::write(Line::from(head), top, 1, buffer);
    let (lines, _) = parts(area);
    let rows = rows(map, session);
    let first = list::first_row(cursor(map, &rows), rows.len(), usize::from(lines.height));
    let across = Mode::HOSTED.map(|mode| (mode, Cells::of(session.criteria().in_mode(mode).case(model))));
    for (at, row) in rows.iter().enumerate().skip(first).take(usize::from(lines.height)) {
        let written = match row {
            MapRow::Geo(name) => Line::styled(text::fit(name, usize::from(lines.width)), theme.title),
            MapRow::Region(column) => region_line(map, session, *column, &across, (code, wide), theme),
        };
        line::write(written, lines, at - first, buffer);
    }
}

fn region_line(
    map: &Map,
    session: &Session,
    column: usize,
    modes: &[(Mode, Cells<'_>)],
    (code, wide): (usize, usize),
    theme: &Theme,
) -> Line<'static> {
    let Some(region) = map.columns.get(column).and_then(|column| session.matrix.regions().get(column.region))
    else {
        return Line::default();
    };
    let here = column == map.column;
    let base = if session.plan.region.as_ref() == Some(&region.id) { theme.chosen } else { theme.text };
    let name = Span::styled(region.id.to_string(), base);
    let mut spans = line::fitted(vec![list::lead(here, "", base, theme), name], code);
    for (mode, cells) in modes {
        let cell = cells.at(region);
        let (sign, style) = cell::sign(cell, &session.plan.posture, theme);
        let current = here && *mode == map.mode(session);
        let (open, close) = if current { ("[", "]") } else { (" ", " ") };
        let style = if current { style.add_modifier(Modifier::BOLD) } else { style };
        let words = text::fit(&format!("{sign} {}", cell.words()), wide.saturating_sub(3));
        spans.extend(line::fitted(vec![Span::styled(format!("{open}{words}{close}"), style)], wide));
    }
    if here { Line::from(list::band(spans, theme)) } else { Line::from(spans) }
}
