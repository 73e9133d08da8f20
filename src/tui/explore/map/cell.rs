//! One cell as it is drawn, the key to the signs, and what the gates say of the cell under the cursor.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::choice::cell::{Cell, Cells, Standing};
use crate::gates::{Criteria, RegionChoice};
use crate::matrix::{Model, Region};
use crate::plan::Posture;
use crate::text;
use crate::tui::theme::Theme;
use crate::tui::widget::{gates, line, list};

/// The letter beside the sign of a preview.
pub(super) const PREVIEW: &str = "p";

/// The columns in front of a gate's reason where it stands on one line.
const LEAD: u16 = 13;

/// The sign of a cell, and its style. A cell that needs routing which the posture bars looks blocked.
pub(super) fn sign(cell: Cell, posture: &Posture, theme: &Theme) -> (&'static str, Style) {
    let symbols = theme.symbols;
    let barred = posture.bars_routing();
    match cell.standing {
        Standing::InGeo if cell.preview => (symbols.pass, theme.warn),
        Standing::InGeo => (symbols.pass, theme.pass),
        Standing::CrossGeo if barred => (symbols.routing, theme.block),
        Standing::CrossGeo => (symbols.routing, theme.warn),
        Standing::Closed => (symbols.block, theme.block),
        Standing::NotListed => (symbols.dot, theme.dim),
        Standing::Unknown => (symbols.unknown, theme.unknown),
    }
}

/// What the signs mean.
pub(super) fn key(posture: &Posture, theme: &Theme) -> Vec<Span<'static>> {
    let barred = posture.bars_routing();
    let routing = if barred { "cross-Geo: barred" } else { "cross-Geo" };
    let symbols = theme.symbols;
    let parts = [
        (symbols.pass, theme.pass, "in-Geo"),
        (symbols.routing, if barred { theme.block } else { theme.warn }, routing),
        (PREVIEW, theme.warn, "preview"),
        (symbols.block, theme.block, "ended"),
        (symbols.dot, theme.dim, "not listed"),
        (symbols.unknown, theme.unknown, "unknown"),
    ];
    parts
        .into_iter()
        .flat_map(|(sign, style, word)| {
            [Span::styled(sign, style), Span::styled(format!(" {word} "), theme.dim)]
        })
        .collect()
}

/// How many lines the gates of the cell take below rows that begin at a line: one each on a low screen, and none that a
/// few rows need.
pub(super) fn height(inside: Rect, top: u16) -> u16 {
    let room = inside.bottom().saturating_sub(top).saturating_sub(list::FEWEST);
    if inside.height >= 30 { 13 } else { 6 }.min(room)
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
    let secondary =
        if criteria.secondary.id() == Some(&region.id) { RegionChoice::Open } else { criteria.secondary };
    let judged = Criteria { secondary, ..criteria.in_region(region) }.case(model).judge();
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
