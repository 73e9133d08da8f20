//! The map as SVG: one block for each map, below each other.

use super::availability_map::{AvailabilityMap, MapRow, row_name};
use super::caption::Caption;
use super::svg_frame::{self, MARGIN};
use crate::choice::cell::{CellKind, PREVIEW_SIGN};
use crate::export::svg::{self, Anchor, Drawing, columns, width};
use crate::matrix::Region;
use crate::text;

/// The width of the names of models.
const NAMES: usize = 214;
const ROW: usize = 20;
/// Between two Geos.
const GAP: usize = 8;
/// The size of the letters of a region's code, above its column.
const HEAD: usize = 12;
/// The least width of a Geo's name before it is broken, and the size of its letters.
const GEO: usize = 70;
const GEO_SIZE: usize = 13;

pub(super) fn render(maps: &[AvailabilityMap<'_>], caption: &Caption) -> String {
    let layouts: Vec<Layout> = maps.iter().map(Layout::of).collect();
    let wide = layouts.iter().map(|layout| layout.right).max().unwrap_or(0).max(svg_frame::LEAST) + MARGIN;
    let mut drawing = Drawing::default();
    let mut y = svg_frame::head(&mut drawing, caption, wide);
    if let Some(first) = maps.first() {
        y = legend(&mut drawing, first, wide, y);
    }
    for (map, layout) in maps.iter().zip(&layouts) {
        y = block(&mut drawing, map, layout, maps.len() > 1, y);
        y = svg_frame::lines(&mut drawing, &below(map), "small", wide, y + 8);
    }
    y = svg_frame::lines(&mut drawing, &caption.closing, "small dim", wide, y + 12);
    drawing.finish((wide, y + MARGIN), &caption.title, &description(maps, caption))
}

/// Where the columns are.
struct Layout {
    /// The middle of each region's column.
    middles: Vec<usize>,
    /// Where each Geo begins and ends.
    geos: Vec<(usize, usize)>,
    /// The lines of its name.
    names: Vec<Vec<String>>,
    right: usize,
    /// The width of a column.
    column: usize,
    /// The height of the codes that run upwards.
    head: usize,
}

impl Layout {
    fn of(map: &AvailabilityMap<'_>) -> Self {
        // Where decisions are marked, their numbers stand beside the sign.
        let uses = map.rows().flat_map(|row| &row.cells).map(|cell| text::width(&cell.use_words())).max();
        let preview = map.rows().flat_map(|row| &row.cells).any(|cell| cell.preview);
        let column = if preview { 26 } else { 22 } + uses.unwrap_or(0) * 8;
        let (mut middles, mut geos, mut x) = (Vec::new(), Vec::new(), MARGIN + NAMES);
        let mut names = Vec::new();
        for geo in &map.geos {
            let columns = geo.regions.len() * column;
            let lines = text::wrap(geo.name, svg::columns(columns.max(GEO), GEO_SIZE));
            let name = lines.iter().map(|line| width(line, GEO_SIZE)).max().unwrap_or(0);
            let wide = columns.max(name + 4);
            names.push(lines);
            let first = x + (wide - columns) / 2;
            middles.extend((0..geo.regions.len()).map(|at| first + at * column + column / 2));
            geos.push((x, x + wide));
            x += wide + GAP;
        }
        let head = |region: &Region| width(&head_words(region).join(" "), HEAD) + 10;
        let head = map.regions().map(head).max().unwrap_or(0);
        Self { middles, geos, names, right: x.saturating_sub(GAP), column, head }
    }
}

/// The code of a region, and its country.
fn head_words(region: &Region) -> [&str; 2] {
    [&region.id.0, region.country.as_deref().unwrap_or("country unknown")]
}

fn legend(drawing: &mut Drawing, map: &AvailabilityMap<'_>, wide: usize, y: usize) -> usize {
    let mut entries: Vec<(&str, &str, &str)> =
        map.legend().iter().map(|(kind, words)| (kind.sign(), class(*kind), *words)).collect();
    entries.insert(2, (PREVIEW_SIGN, "preview", map.preview_words()));
    if !map.decisions.is_empty() {
        entries.push(("1", "used", "used by decision 1"));
        entries.push(("(1)", "used", "its failover region"));
    }
    svg_frame::legend(drawing, &entries, wide, y)
}

/// One map: heads, then provider after provider. Gives the place below it.
fn block(drawing: &mut Drawing, map: &AvailabilityMap<'_>, layout: &Layout, titled: bool, y: usize) -> usize {
    let mut y = y + 8;
    if titled {
        drawing.text((MARGIN, y + 14), "head", Anchor::Start, &map.name());
        y += 8;
    }
    let lines = layout.names.iter().map(Vec::len).max().unwrap_or(0);
    y += 14 + lines.saturating_sub(1) * 16;
    heads(drawing, map, layout, y);
    y += layout.head + 12;
    for provider in &map.providers {
        y += 6;
        drawing.text((MARGIN, y + 13), "head small", Anchor::Start, provider.name);
        drawing.line((MARGIN, y + 18), (layout.right, y + 18), "strong-rule");
        y += 20;
        for row in &provider.rows {
            self::row(drawing, map, layout, row, y);
            y += ROW;
        }
    }
    y += 6;
    let words = "models listed, not ended";
    drawing.text((MARGIN, y + 14), "head small", Anchor::Start, words);
    for (at, middle) in layout.middles.iter().enumerate() {
        drawing.text((*middle, y + 14), "small", Anchor::Middle, &map.listed_words(at));
    }
    y + ROW
}

/// The Geos, and below each of them its regions.
fn heads(drawing: &mut Drawing, map: &AvailabilityMap<'_>, layout: &Layout, y: usize) {
    for (lines, (from, to)) in layout.names.iter().zip(&layout.geos) {
        for (at, line) in lines.iter().rev().enumerate() {
            let middle = usize::midpoint(*from, *to);
            drawing.text((middle, y.saturating_sub(at * 16)), "head", Anchor::Middle, line);
        }
        drawing.line((*from, y + 5), (*to, y + 5), "strong-rule");
    }
    for (region, middle) in map.regions().zip(&layout.middles) {
        let [code, country] = head_words(region);
        drawing.text_upwards((middle + 4, y + layout.head + 6), "small", code, country);
    }
}

fn row(drawing: &mut Drawing, map: &AvailabilityMap<'_>, layout: &Layout, row: &MapRow<'_>, y: usize) {
    let name = text::fit(row_name(row.model), columns(NAMES, 13));
    drawing.group(&format!("{} ({})", row.model.name, row.model.label()), |drawing| {
        drawing.text((MARGIN + 8, y + 14), "", Anchor::Start, &name);
    });
    drawing.line((MARGIN, y + ROW - 1), (layout.right, y + ROW - 1), "rule");
    // What means the same is one group, with one title: a map has thousands of cells.
    let mut drawn: Vec<(CellKind, bool)> = Vec::new();
    for cell in &row.cells {
        let kind = (cell.kind, cell.preview);
        if drawn.contains(&kind) {
            continue;
        }
        drawn.push(kind);
        let alike = |at: &usize| (row.cells[*at].kind, row.cells[*at].preview) == kind;
        let places: Vec<usize> = (0..row.cells.len()).filter(alike).collect();
        cells(drawing, map, layout, row, &places, y);
    }
}

/// The cells of a row that mean the same.
fn cells(
    drawing: &mut Drawing,
    map: &AvailabilityMap<'_>,
    layout: &Layout,
    row: &MapRow<'_>,
    places: &[usize],
    y: usize,
) {
    let Some(first) = places.first().map(|at| &row.cells[*at]) else { return };
    let regions: Vec<&Region> = map.regions().collect();
    let codes: Vec<&str> = places.iter().map(|at| regions[*at].id.0.as_str()).collect();
    let mut words = first.kind.name().to_owned();
    if first.preview {
        words.push_str(", preview");
    }
    let title = format!("{}: {words} in {}", row_name(row.model), codes.join(", "));
    let (class, wide) = (class(first.kind), layout.column - 4);
    drawing.group(&title, |drawing| {
        for at in places {
            let (cell, middle) = (&row.cells[*at], layout.middles[*at]);
            let left = middle - wide / 2;
            if first.kind != CellKind::NotListed {
                drawing.rect((left, y + 1), (wide, ROW - 4), class);
            }
            if first.preview {
                drawing.rect((left, y + 1), (wide, ROW - 4), "preview");
            }
            // Alone in the middle; else first the sign, then what stands beside it.
            let alone = cell.uses.is_empty() && !first.preview;
            let x = if alone { middle } else { left + 8 };
            drawing.text((x, y + 14), class, Anchor::Middle, first.kind.sign());
            if first.preview {
                drawing.text((left + 17, y + 14), "mark route", Anchor::Middle, PREVIEW_SIGN);
            }
            if !cell.uses.is_empty() {
                drawing.rect((left, y + 1), (wide, ROW - 4), "used");
                let x = left + if first.preview { 23 } else { 16 };
                drawing.text((x, y + 14), "small used", Anchor::Start, &cell.use_words());
            }
        }
    });
}

/// How a kind of cell looks.
fn class(kind: CellKind) -> &'static str {
    match kind {
        CellKind::InGeo => "pass",
        CellKind::CrossGeo => "route",
        CellKind::Barred | CellKind::Ended => "block",
        CellKind::NotListed => "none",
        CellKind::Unknown => "unknown",
    }
}

/// The decisions by their numbers, and what is left out.
fn below(map: &AvailabilityMap<'_>) -> Vec<String> {
    let decisions = map.decisions.iter().map(|decision| format!("{} {}", decision.number, decision.words));
    decisions.chain(map.left_out()).collect()
}

/// The picture in words: what it is, and how many cells mean what.
fn description(maps: &[AvailabilityMap<'_>], caption: &Caption) -> String {
    let count = |map: &AvailabilityMap<'_>, kind: CellKind| {
        map.rows().flat_map(|row| &row.cells).filter(|cell| cell.kind == kind).count()
    };
    let of = |map: &AvailabilityMap<'_>| {
        let counts = map.legend().into_iter().map(|(kind, words)| format!("{} {words}", count(map, kind)));
        format!("{}: {}; cells: {}.", map.name(), map.size(), counts.collect::<Vec<_>>().join(", "))
    };
    let lines = caption.facts.iter().chain(&caption.warnings).cloned().chain(maps.iter().map(of));
    lines.collect::<Vec<_>>().join(" ")
}
