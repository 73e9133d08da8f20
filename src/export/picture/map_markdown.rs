//! The map as Markdown: a table for each Geo, so that none is wider than a page.

use super::availability_map::{AvailabilityMap, MapCell, row_name};
use super::caption::Caption;
use super::map_html::{legend, sign};
use crate::choice::cell::CellKind;
use crate::export::markdown;
use crate::matrix::Region;

pub(super) fn render(maps: &[AvailabilityMap<'_>], caption: &Caption) -> String {
    let mut page = format!("# {}\n", markdown::escape(&caption.title));
    for fact in &caption.facts {
        paragraph(&mut page, &markdown::escape(fact));
    }
    for warning in &caption.warnings {
        paragraph(&mut page, &format!("**{}**", markdown::escape(warning)));
    }
    if let Some(first) = maps.first() {
        paragraph(&mut page, &markdown::escape(&legend(first)));
    }
    for map in maps {
        let heading = if maps.len() > 1 { "###" } else { "##" };
        if maps.len() > 1 {
            paragraph(&mut page, &format!("## {}", markdown::escape(&map.name())));
        }
        let mut from = 0;
        for geo in &map.geos {
            let title = geo_words(map, &geo.regions);
            paragraph(&mut page, &format!("{heading} {}", markdown::escape(&title)));
            self::geo(&mut page, map, &geo.regions, from);
            from += geo.regions.len();
        }
        if !map.decisions.is_empty() {
            page.push('\n');
        }
        for decision in &map.decisions {
            let (number, words) = (decision.number.to_string(), markdown::escape(&decision.words));
            page.extend(["- \\[", &number, "\\] ", &words, "\n"]);
        }
        for line in map.left_out() {
            paragraph(&mut page, &markdown::escape(&line));
        }
    }
    for line in &caption.closing {
        paragraph(&mut page, &markdown::escape(line));
    }
    page
}

/// The Geo with its countries: nobody may take Geo Europe for the EU.
fn geo_words(map: &AvailabilityMap<'_>, regions: &[&Region]) -> String {
    match regions.first() {
        Some(region) if region.geo.is_some() => map.matrix.geo_in_words(region),
        Some(region) => region.geo_name().to_owned(),
        None => String::new(),
    }
}

/// The table of a Geo, whose first region has the place `from`; models that no region of it lists are named below.
fn geo(page: &mut String, map: &AvailabilityMap<'_>, regions: &[&Region], from: usize) {
    let heads: Vec<String> = regions.iter().map(|region| head(region)).collect();
    let mut columns = vec!["Provider", "Model"];
    columns.extend(heads.iter().map(String::as_str));
    let (mut rows, mut unlisted): (Vec<Vec<String>>, Vec<&str>) = (Vec::new(), Vec::new());
    for provider in &map.providers {
        for row in &provider.rows {
            let cells = row.cells.get(from..from + regions.len()).unwrap_or_default();
            if cells.iter().all(|cell| cell.kind == CellKind::NotListed && cell.uses.is_empty()) {
                unlisted.push(&row.model.name);
                continue;
            }
            let names = [provider.name, row_name(row.model)].map(str::to_owned);
            rows.push(names.into_iter().chain(cells.iter().map(|cell: &MapCell| sign(cell))).collect());
        }
    }
    let mut counts = vec![String::new(), "models listed, not ended".to_owned()];
    counts.extend((from..from + regions.len()).map(|at| map.listed_words(at)));
    rows.push(counts);
    page.push('\n');
    page.push_str(&markdown::table(&columns, &rows));
    if !unlisted.is_empty() {
        paragraph(page, &markdown::escape(&format!("Not listed in this Geo: {}.", unlisted.join(", "))));
    }
}

/// The code of a region with its country.
fn head(region: &Region) -> String {
    format!("{} ({})", region.id, region.country.as_deref().unwrap_or("country unknown"))
}

fn paragraph(page: &mut String, words: &str) {
    page.extend(["\n", words, "\n"]);
}
