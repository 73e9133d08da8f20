//! The map as an HTML table to paste into a wiki: signs and words carry everything, for wikis that drop the colours.

use std::fmt::Write;

use super::availability_map::{AvailabilityMap, MapCell, MapRow, row_name};
use super::caption::Caption;
use crate::choice::cell::{CellKind, PREVIEW_SIGN};
use crate::export::svg::escape;

pub(super) fn render(maps: &[AvailabilityMap<'_>], caption: &Caption) -> String {
    maps.iter().map(|map| table(map, caption)).collect()
}

/// A table without blank lines, so that it can stand in a Markdown page.
fn table(map: &AvailabilityMap<'_>, caption: &Caption) -> String {
    let columns = map.regions().count() + 1;
    let mut table = String::from("<table>\n<caption>\n");
    let title = format!("{}: {}", caption.title, map.name());
    let title = if caption.title.contains(&map.name()) { &caption.title } else { &title };
    line(&mut table, format_args!("<strong>{}</strong>", escape(title)));
    for fact in &caption.facts {
        line(&mut table, format_args!("<br>{}", escape(fact)));
    }
    for warning in &caption.warnings {
        line(&mut table, format_args!("<br><strong>! {}</strong>", escape(warning)));
    }
    line(&mut table, format_args!("<br>{}", escape(&legend(map))));
    table.push_str("</caption>\n<thead>\n<tr>\n<th scope=\"col\" rowspan=\"2\">Model</th>\n");
    for geo in &map.geos {
        let (span, name) = (geo.regions.len(), escape(geo.name));
        // Long names are broken rather than that they make columns wide.
        let wide = span * 2;
        line(
            &mut table,
            format_args!("<th scope=\"colgroup\" colspan=\"{span}\" style=\"width:{wide}em\">{name}</th>"),
        );
    }
    table.push_str("</tr>\n<tr>\n");
    for region in map.regions() {
        let country = escape(region.country.as_deref().unwrap_or("country unknown"));
        let code = escape(&region.id.0);
        line(
            &mut table,
            format_args!(
                "<th scope=\"col\" style=\"writing-mode:vertical-rl;text-align:left\">{code} <small>{country}</small></th>"
            ),
        );
    }
    table.push_str("</tr>\n</thead>\n");
    for provider in &map.providers {
        let name = escape(provider.name);
        line(
            &mut table,
            format_args!(
                "<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"{columns}\" style=\"text-align:left\">{name}</th></tr>"
            ),
        );
        for row in &provider.rows {
            self::row(&mut table, row);
        }
        table.push_str("</tbody>\n");
    }
    table
        .push_str("<tfoot>\n<tr><th scope=\"row\" style=\"text-align:left\">models listed, not ended</th>\n");
    for at in 0..columns - 1 {
        line(&mut table, format_args!("<td style=\"text-align:center\">{}</td>", map.listed_words(at)));
    }
    table.push_str("</tr>\n");
    let decisions = map.decisions.iter().map(|decision| format!("{} {}", decision.number, decision.words));
    for words in decisions.chain(map.left_out()).chain(caption.closing.iter().cloned()) {
        let words = escape(&words);
        line(&mut table, format_args!("<tr><td colspan=\"{columns}\">{words}</td></tr>"));
    }
    table.push_str("</tfoot>\n</table>\n");
    table
}

fn row(table: &mut String, row: &MapRow<'_>) {
    let name = escape(row_name(row.model));
    line(
        table,
        format_args!("<tr><th scope=\"row\" style=\"text-align:left;font-weight:normal\">{name}</th>"),
    );
    for cell in &row.cells {
        let (words, sign, style) = (escape(&cell.words()), escape(&sign(cell)), style(cell.kind));
        line(table, format_args!("<td title=\"{words}\" style=\"text-align:center{style}\">{sign}</td>"));
    }
    table.push_str("</tr>\n");
}

/// The sign of a cell, the letter of a preview, and the numbers of the decisions that use it.
pub(super) fn sign(cell: &MapCell) -> String {
    let mut sign = cell.kind.sign().to_owned();
    if cell.preview {
        sign.push_str(PREVIEW_SIGN);
    }
    if !cell.uses.is_empty() {
        sign = format!("{sign} [{}]", cell.use_words());
    }
    sign
}

/// What the signs mean, in a line.
pub(super) fn legend(map: &AvailabilityMap<'_>) -> String {
    let mut parts: Vec<String> =
        map.legend().iter().map(|(kind, words)| format!("{} {words}", kind.sign())).collect();
    parts.insert(2, format!("{PREVIEW_SIGN} {}", map.preview_words()));
    if !map.decisions.is_empty() {
        parts.push("[1] used by decision 1".to_owned());
        parts.push("[(1)] its failover region".to_owned());
    }
    parts.join(", ")
}

/// Ink and ground together: readable on a light and on a dark page.
fn style(kind: CellKind) -> &'static str {
    match kind {
        CellKind::InGeo => ";background:#d5efdf;color:#0b5c33",
        CellKind::CrossGeo => ";background:#fbe7b0;color:#6a4a00",
        CellKind::Barred | CellKind::Ended => ";background:#fadcdc;color:#9b1c1c",
        CellKind::NotListed => "",
        CellKind::Unknown => ";background:#f0e2f6;color:#6b2d86",
    }
}

fn line(table: &mut String, words: std::fmt::Arguments<'_>) {
    // A string takes everything.
    let _ = table.write_fmt(words);
    table.push('\n');
}
