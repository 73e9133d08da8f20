//! One cell as it is drawn, the key to the signs, and what the gates say of the cell under the cursor.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::choice::cell::{Cell, CellKind, Cells, PREVIEW_SIGN};
use crate::gates::Criteria;
use crate::matrix::{Model, Region};
use crate::plan::Posture;
use crate::text;
use crate::tui::theme::Theme;
use crate::tui::widget::{gates, line, list};

/// The columns in front of a gate's reason where it stands on one line.
const LEAD: u16 = 13;

/// The sign of a cell, and its style. A cell that needs routing which the posture bars looks blocked.
pub(super) fn sign(cell: Cell, posture: &Posture, theme: &Theme) -> (&'static str, Style) {
    let kind = cell.kind(posture);
    let preview = kind == CellKind::InGeo && cell.preview;
    (kind.sign(), if preview { theme.warn } else { style(kind, theme) })
}

fn style(kind: CellKind, theme: &Theme) -> Style {
    match kind {
        CellKind::InGeo => theme.pass,
        CellKind::CrossGeo => theme.warn,
        CellKind::Barred | CellKind::Ended => theme.block,
        CellKind::NotListed => theme.dim,
        CellKind::Unknown => theme.unknown,
    }
}

/// What the signs mean.
pub(super) fn key(posture: &Posture, theme: &Theme) -> Vec<Span<'static>> {
    let routing = if posture.bars_routing() { CellKind::Barred } else { CellKind::CrossGeo };
    let part = |kind: CellKind| (kind.sign(), style(kind, theme), kind.name());
    let parts = [
        part(CellKind::InGeo),
        part(routing),
        (PREVIEW_SIGN, theme.warn, "preview"),
        part(CellKind::Ended),
        part(CellKind::NotListed),
        part(CellKind::Unknown),
    ];
    parts
        .into_iter()
        .flat_map(|(sign, style, word)| {
            [Span::styled(sign, style), Span::styled(format!(" {word} "), theme.dim)]
        })
        .collect()
}

/// The rows of a map inside its frame, and the gates of the cell below them: one line each on a low screen.
pub(super) fn split(inside: Rect, rest: Rect) -> (Rect, Rect) {
    list::split(rest, if inside.height >= 30 { 13 } else { 6 })
}

/// The cell under the cursor in words, and its five gates. Where the place is low, each gate in one line, and below them
/// whole those that are cut.
pub(super) fn gates(
    criteria: Criteria<'_>,
    model: &Model,
    region: &Region,
    place: Rect,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let cell = Cells::of(criteria.case(model)).at(region);
    let judged = criteria.with_primary(region).case(model).judge();
    let (symbol, style) = theme.verdict(judged.verdict);
    let dot = theme.symbols.dot;
    let title = Line::from(vec![
        Span::styled(format!("{symbol} {}", judged.verdict.id()), style),
        Span::styled(format!(" {dot} {} in {}", model.label(), region.id), theme.title),
        Span::styled(
            format!(" ({}, {}) {dot} {}", region.location, region.geo_name(), cell.words()),
            theme.dim,
        ),
    ]);
    let cut = title.width() > usize::from(place.width);
    let mut whole =
        if cut { line::wrapped(&title.to_string(), place.width, theme.title) } else { vec![title.clone()] };
    whole.extend(gates::lines(&judged, place.width, theme));
    if place.height > 6 {
        return whole;
    }
    let room = usize::from(place.width.saturating_sub(LEAD));
    let mut lines = vec![title];
    let label = judged.iter().map(|(gate, _)| text::width(gate.id)).max().unwrap_or(0) + 1;
    lines.extend(judged.iter().map(|(gate, says)| {
        let (symbol, style) = theme.outcome(says.outcome);
        Line::from(vec![
            Span::styled(format!("{symbol} "), style),
            Span::styled(text::pad(gate.id, label), theme.text.add_modifier(Modifier::BOLD)),
            Span::styled(text::fit(&says.reason.to_string(), room), theme.text),
        ])
    }));
    if cut || judged.iter().any(|(_, says)| text::width(&says.reason.to_string()) > room) {
        lines.push(Line::default());
        lines.extend(whole);
    }
    lines
}
