//! Models by regions, a sign per cell. Heads and names stay in sight while the map moves below them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::{Map, cell};
use crate::choice::cell::{Cells, PREVIEW_SIGN};
use crate::matrix::Model;
use crate::text;
use crate::tui::areas;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, list, name, pane};

/// The columns of the screen that a region takes.
const WIDTH: usize = 3;
/// The lines between the filter and the first model: Geos, and the codes in two lines.
const HEADS: usize = 3;

/// Where the parts of the grid are, and what of the map is in viewport.
struct Viewport {
    /// Geos and codes.
    heads: Rect,
    /// The models and their cells.
    rows: Rect,
    /// The gates of the cell under the cursor.
    gates: Rect,
    /// The columns of the screen that the names take.
    names: usize,
    first_column: usize,
    columns: usize,
}

fn viewport(map: &Map, area: Rect) -> Viewport {
    let inside = pane::inside(area);
    let below_filter = map.list.filter.below(inside);
    let (rows, gates) = cell::split(inside, areas::below(below_filter, HEADS));
    let width = usize::from(inside.width);
    // The code over the last column needs room of its own.
    let names = width.saturating_sub((map.columns.len() + 1) * WIDTH).clamp(20, 40).min(width);
    let columns = width.saturating_sub(names + WIDTH) / WIDTH;
    Viewport {
        heads: areas::top(below_filter, HEADS),
        rows,
        gates,
        names,
        first_column: list::first_row(map.column, map.columns.len(), columns),
        columns,
    }
}

/// Where the gates of the cell under the cursor are.
pub(super) fn gates_area(map: &Map, area: Rect) -> Rect {
    viewport(map, area).gates
}

/// Puts the cursor on the cell of a click, or on the row if the click is on a name.
pub(super) fn click(map: &mut Map, session: &Session, area: Rect, column: u16, row: u16) {
    let viewport = viewport(map, area);
    let rows = map.rows(session);
    if !map.list.click(viewport.rows, column, row, &rows) {
        return;
    }
    let offset = usize::from(column - viewport.rows.x).checked_sub(viewport.names);
    let column = offset.map(|offset| offset / WIDTH).filter(|offset| *offset < viewport.columns);
    let place =
        column.map(|offset| viewport.first_column + offset).filter(|place| *place < map.columns.len());
    map.column = place.unwrap_or(map.column);
}

pub(super) fn view(
    map: &Map,
    session: &Session,
    theme: &Theme,
    area: Rect,
    buffer: &mut Buffer,
) -> Option<Position> {
    let mode = map.mode(session);
    let count = match map.list.counts() {
        (shown, all) if shown == all => format!("{shown} models"),
        (shown, all) => format!("{shown} of {all} models"),
    };
    let title = format!("Matrix: {}, {count}, {} regions", mode.name(), map.columns.len());
    let inside = pane::frame(&title, true, theme, area, buffer);
    let caret = map.list.filter.view(theme, inside, buffer);
    if !map.list.filter.takes_text() {
        // The signs are explained wherever nobody types.
        let room = map.list.filter.beside(inside);
        line::write(Line::from(cell::key(&session.plan.posture, theme)), room, 0, buffer);
    }
    let viewport = viewport(map, area);
    heads(map, session, &viewport, theme, buffer);
    let criteria = map.criteria(session);
    map.list.view_rows(theme, viewport.rows, buffer, |place, found, here| {
        let Some(model) = session.matrix.models().get(place) else { return Line::default() };
        let letters = found.letters.first().map(Vec::as_slice);
        let mut spans = head_of(session, model, letters, here, &viewport, theme);
        spans.extend(cells(map, session, &Cells::of(criteria.case(model)), here, &viewport, theme));
        list::row(spans, here, viewport.rows.width, theme)
    });
    caret
}

fn head_of(
    session: &Session,
    model: &Model,
    letters: Option<&[u32]>,
    here: bool,
    viewport: &Viewport,
    theme: &Theme,
) -> Vec<Span<'static>> {
    let (mark, base) = match () {
        () if session.plan.model.as_ref() == Some(&model.id) => (theme.symbols.chosen, theme.chosen),
        () if session.plan.considered(&model.id).is_some() => (theme.symbols.second, theme.text),
        () => (" ", theme.text),
    };
    let mut spans = vec![list::lead(here, mark, base, theme)];
    let room = viewport.names.saturating_sub(4);
    spans.extend(name::spans(model, letters.unwrap_or_default(), room, base, theme.letters));
    line::fitted(spans, viewport.names)
}

/// The cells of a model. The one under the cursor stands in brackets, so that it is seen without colour too.
fn cells(
    map: &Map,
    session: &Session,
    cells: &Cells<'_>,
    here: bool,
    viewport: &Viewport,
    theme: &Theme,
) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut closing = " ";
    let columns = map.columns.iter().enumerate().skip(viewport.first_column).take(viewport.columns);
    for (at, column) in columns {
        let Some(region) = session.matrix.regions().get(column.region) else { continue };
        let cell = cells.at(region);
        let (sign, style) = cell::sign(cell, &session.plan.posture, theme);
        let current = here && at == map.column;
        let style = if current { style.add_modifier(Modifier::BOLD) } else { style };
        let opening = if current { "[" } else { closing };
        let preview = if cell.preview { PREVIEW_SIGN } else { " " };
        let (behind, next) = match (current, cell.preview) {
            (true, true) => (preview, "]"),
            (true, false) => ("]", " "),
            (false, _) => (preview, " "),
        };
        closing = next;
        spans.push(Span::styled(opening, if current { style } else { Style::default() }));
        spans.push(Span::styled(sign, style));
        spans.push(Span::styled(behind, style));
    }
    spans.push(Span::raw(closing));
    spans
}

/// The Geos, and the codes of the regions: two lines in turn, so that each has the room of two columns.
fn heads(map: &Map, session: &Session, viewport: &Viewport, theme: &Theme, buffer: &mut Buffer) {
    let blank = " ".repeat(viewport.names);
    let (mut geos, mut upper, mut lower) =
        (vec![Span::raw(blank.clone())], vec![Span::raw(blank.clone())], vec![Span::raw(blank)]);
    lower.push(Span::raw(" ".repeat(WIDTH)));
    let mut geo: Option<(&str, usize)> = None;
    let columns = map.columns.iter().enumerate().skip(viewport.first_column).take(viewport.columns);
    for (at, column) in columns {
        let Some(region) = session.matrix.regions().get(column.region) else { continue };
        match &mut geo {
            Some((name, wide)) if *name == region.geo_name() => *wide += WIDTH,
            _ => {
                geos.extend(geo.take().map(|(name, wide)| geo_head(name, wide, theme)));
                geo = Some((region.geo_name(), WIDTH));
            }
        }
        let style = match () {
            () if at == map.column => theme.focus,
            () if session.plan.region.as_ref() == Some(&region.id) => theme.chosen,
            () => theme.dim,
        };
        let mark = if at == map.column { theme.symbols.cursor } else { " " };
        let head = [
            Span::styled(mark, style),
            Span::styled(column.short.clone(), style),
            Span::raw(" ".repeat((2 * WIDTH).saturating_sub(text::width(&column.short) + 1))),
        ];
        let line = if (at - viewport.first_column).is_multiple_of(2) { &mut upper } else { &mut lower };
        line.extend(head);
    }
    geos.extend(geo.map(|(name, wide)| geo_head(name, wide, theme)));
    let lines = [geos, upper, lower].map(|spans| line::cut(Line::from(spans), viewport.heads.width));
    line::write_all(lines, viewport.heads, buffer);
}

/// A Geo over its regions, with a line that shows how far it reaches.
fn geo_head(name: &str, wide: usize, theme: &Theme) -> Span<'static> {
    let room = wide.saturating_sub(2);
    // One letter says nothing; the line below the map names the Geo.
    let name = if room < WIDTH { String::new() } else { text::fit(name, room) };
    let rest = "─".repeat(room.saturating_sub(text::width(&name)));
    Span::styled(format!(" {name}{rest} "), theme.title)
}
