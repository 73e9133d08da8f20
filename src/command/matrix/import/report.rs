//! What came of an import, as text and as JSON.

use serde_json::{Map, Value, json};

use crate::command::OutputStyle;
use crate::command::table::{self, Cell};
use crate::import::{Imported, Report, Unread};

/// The report for people; it is stored beside the matrix.
pub fn text(imported: &Imported) -> String {
    let Imported { matrix, report, .. } = imported;
    let mut lines = vec![format!("{} as of {}, from:", matrix.cloud.name(), matrix.as_of)];
    for page in &report.pages {
        let day = page.date.map_or("no day".to_owned(), |day| day.to_string());
        lines.push(format!("  {}: {} ({day})", page.name, page.holds.join(", ")));
    }
    lines.extend([String::new(), cells(report)]);
    lines.push(format!(
        "Announcements of retirements: {}; rules about routing: {}",
        report.announcements, report.routing_rules
    ));
    if report.not_understood > 0 {
        let by_name = report.is_mostly_unread() || !report.unknown_scopes.is_empty();
        let by_name = if by_name { "; such a matrix is activated only by name" } else { "" };
        let (read, unread) = (report.read, report.not_understood);
        lines.push(format!("Cells of the table: {read} read, {unread} not understood and unknown{by_name}"));
    }
    for (what, names) in [
        ("New models", &report.new_models),
        ("Models no longer listed", &report.gone_models),
        ("New regions", &report.new_regions),
        ("Regions without a row, unknown", &report.regions_without_row),
    ] {
        if !names.is_empty() {
            lines.push(format!("{what}: {}", names.join(", ")));
        }
    }
    lines.extend(problems(report));
    lines.join("\n") + "\n"
}

fn cells(report: &Report) -> String {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (mode, counts) in &report.cells {
        let counts = counts.iter().map(|count| count.to_string().into());
        rows.push([mode.name().into()].into_iter().chain(counts).collect());
    }
    let columns = ["Cells", "in-Geo", "cross-Geo", "preview", "preview, cross-Geo", "not listed", "unknown"];
    table::render(&columns, &rows, OutputStyle::default())
}

/// What was not understood, and what contradicts itself.
fn problems(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    if !report.unread.is_empty() {
        let count = report.unread.len() + report.unread_more;
        lines.push(format!("\nNot understood, and unknown in the matrix ({count}):"));
        lines.extend(report.unread.iter().map(unread_line));
        if report.unread_more > 0 {
            lines.push(format!("  and {} more", report.unread_more));
        }
    }
    if !report.contradictions.is_empty() {
        lines.push(format!("\nContradictions ({}):", report.contradictions.len()));
        lines.extend(report.contradictions.iter().map(|contradiction| format!("  {contradiction}")));
    }
    lines
}

pub fn unread_line(unread: &Unread) -> String {
    format!("  {}, {}: {}", unread.page, unread.place, unread.text)
}

/// The report for scripts: `servemap/import/1`.
pub fn json(imported: &Imported) -> Value {
    let Imported { matrix, report, .. } = imported;
    let mut cells = Map::new();
    for (mode, [in_geo, cross_geo, preview, both, not_listed, unknown]) in &report.cells {
        let counts = json!({
            "in_geo": in_geo, "cross_geo": cross_geo, "preview": preview, "preview_cross_geo": both,
            "not_listed": not_listed, "unknown": unknown,
        });
        cells.insert(mode.id().to_owned(), counts);
    }
    json!({
        "schema": "servemap/import/1",
        "cloud": matrix.cloud,
        "as_of": matrix.as_of,
        "pages": report.pages,
        "cells": cells,
        "cells_read": report.read,
        "cells_not_understood": report.not_understood,
        "unknown_scopes": report.unknown_scopes,
        "announcements": report.announcements,
        "routing_rules": report.routing_rules,
        "new_models": report.new_models,
        "gone_models": report.gone_models,
        "new_regions": report.new_regions,
        "regions_without_row": report.regions_without_row,
        "unread": report.unread,
        "unread_more": report.unread_more,
        "contradictions": report.contradictions,
    })
}
