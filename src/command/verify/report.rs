//! What `servemap verify` found, as a table, Markdown, JSON and one line.

use serde_json::{Value, json};

use crate::command::style::{self, OutputStyle};
use crate::command::table::{self, Cell};
use crate::export::markdown::{self, escape};
use crate::matrix::Mode;
use crate::text::count;
use crate::verify::{CheckedEndpoint, Report, Status};

/// The rows for people: a finding, nothing but ready, or worth knowing.
pub fn text(report: &Report, all: bool, style: OutputStyle) -> String {
    let folded = absent(report).filter(|_| !all).map(|line| line + "\n").unwrap_or_default();
    let mut table: Vec<[Cell; 5]> = Vec::new();
    for row in rows(report, all) {
        let ready = row.remarks.iter().all(|remark| matches!(remark.status, Status::Ready | Status::Gateway));
        let sign = match (row.is_finding(), ready) {
            (true, _) => Cell::coloured("x", style::RED),
            (false, true) => Cell::coloured("+", style::GREEN),
            (false, false) => Cell::coloured(".", style::CYAN),
        };
        let [endpoint, model, mode, says] = cells(row).map(Cell::from);
        table.push([sign, endpoint, model, mode, says]);
    }
    if table.is_empty() {
        return folded;
    }
    table::render(&["", "Endpoint", "Model", "Mode", "Says"], &table, style) + &folded
}

fn cells(row: &CheckedEndpoint) -> [String; 4] {
    let says: Vec<&str> = row.remarks.iter().map(|remark| remark.message.as_str()).collect();
    [
        row.endpoint.clone().unwrap_or_else(|| "none".to_owned()),
        row.model.clone(),
        row.mode.map_or("", Mode::name).to_owned(),
        says.join(" "),
    ]
}

/// What was compared and how much there is to look at, in one line.
pub fn summary(report: &Report) -> String {
    let against = match (&report.plan, report.mode) {
        (Some(plan), _) => plan.clone(),
        (None, Some(mode)) => format!("{} in {}", mode.name(), report.region),
        (None, None) => report.region.clone(),
    };
    format!(
        "{} about {against}, {} in the list, {} not about it, as of {}",
        count(report.findings(), "finding"),
        count(report.endpoints, "endpoint"),
        report.others,
        report.as_of
    )
}

/// One line for the models without an endpoint, where they are not listed one by one.
fn absent(report: &Report) -> Option<String> {
    if report.absent.is_empty() {
        return None;
    }
    let mode = report.absent.first().and_then(|row| row.mode).map_or("", Mode::name);
    let models = match report.absent.len() {
        1 => "1 more model is".to_owned(),
        many => format!("{many} more models are"),
    };
    Some(format!("{models} listed in {} for {mode} and not in use here (--all lists them)", report.region))
}

/// The rows that are shown: the endpoints, and with `all` the models that have none.
fn rows(report: &Report, all: bool) -> impl Iterator<Item = &CheckedEndpoint> {
    report.rows.iter().chain(report.absent.iter().filter(move |_| all))
}

/// The comparison as a page.
pub fn page(report: &Report, all: bool) -> String {
    let mut page = format!("# Serving endpoints\n\n{}.\n", escape(&summary(report)));
    if let Some(line) = absent(report).filter(|_| !all) {
        page.extend(["\n", &escape(&line), ".\n"]);
    }
    let mut table: Vec<[String; 5]> = Vec::new();
    for row in rows(report, all) {
        let [endpoint, model, mode, says] = cells(row);
        let to_look_at = if row.is_finding() { "yes" } else { "no" };
        table.push([to_look_at.to_owned(), endpoint, model, mode, says]);
    }
    if !table.is_empty() {
        let columns = ["To look at", "Endpoint", "Model", "Mode", "Says"];
        page.extend(["\n", &markdown::table(columns, &table)]);
    }
    let (cloud, day, origin) = &report.matrix;
    page + &format!("\nCompared with the {} matrix of {day} ({}).\n", cloud.name(), escape(origin))
}

/// The comparison as one object: `servemap/verify/1`.
pub fn json(report: &Report, all: bool) -> Value {
    let (cloud, as_of, origin) = &report.matrix;
    json!({
        "schema": "servemap/verify/1",
        "as_of": report.as_of,
        "matrix": { "cloud": cloud, "as_of": as_of, "origin": origin },
        "plan": report.plan,
        "region": report.region,
        "mode": report.mode,
        "endpoints": report.endpoints,
        "others": report.others,
        "findings": report.findings(),
        "absent": report.absent.len(),
        "rows": rows(report, all).map(row).collect::<Vec<_>>(),
    })
}

fn row(row: &CheckedEndpoint) -> Value {
    json!({
        "endpoint": row.endpoint,
        "kind": row.kind,
        "model": row.model,
        "mode": row.mode,
        "finding": row.is_finding(),
        "statuses": row.remarks,
    })
}
