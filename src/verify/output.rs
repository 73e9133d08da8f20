//! What a comparison is written as: cells of a table, Markdown, JSON, one line.

use serde_json::{Value, json as object};

use super::{Report, Row, Status};
use crate::export::markdown::{escape, table};
use crate::matrix::Mode;
use crate::text::count;

/// The columns of every row.
pub const COLUMNS: [&str; 5] = ["", "Endpoint", "Model", "Mode", "Says"];

/// The sign of a row: a finding, nothing but ready, or worth knowing.
pub fn sign(row: &Row) -> char {
    let ready = row.said.iter().all(|said| matches!(said.status, Status::Ready | Status::Gateway));
    if row.is_finding() {
        'x'
    } else if ready {
        '+'
    } else {
        '.'
    }
}

/// The cells of a row, in the order of [`COLUMNS`].
pub fn cells(row: &Row) -> [String; 5] {
    let says: Vec<&str> = row.said.iter().map(|said| said.message.as_str()).collect();
    [
        sign(row).to_string(),
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

/// What is said of the models without an endpoint, where they are not listed one by one.
pub fn absent(report: &Report) -> Option<String> {
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
pub fn rows(report: &Report, all: bool) -> impl Iterator<Item = &Row> {
    report.rows.iter().chain(report.absent.iter().filter(move |_| all))
}

/// The comparison as a page.
pub fn markdown(report: &Report, all: bool) -> String {
    let mut page = format!("# Serving endpoints\n\n{}.\n", escape(&summary(report)));
    if let Some(line) = absent(report).filter(|_| !all) {
        page.extend(["\n", &escape(&line), ".\n"]);
    }
    if rows(report, all).next().is_some() {
        let rows: Vec<[String; 5]> = rows(report, all)
            .map(|row| {
                let [_, endpoint, model, mode, says] = cells(row);
                let look = if row.is_finding() { "yes" } else { "no" };
                [look.to_owned(), endpoint, model, mode, says]
            })
            .collect();
        page.extend(["\n", &table(["To look at", "Endpoint", "Model", "Mode", "Says"], &rows)]);
    }
    let (cloud, day, origin) = &report.matrix;
    page + &format!("\nCompared with the {} matrix of {day} ({}).\n", cloud.name(), escape(origin))
}

/// The comparison as one object: `servemap/verify/1`.
pub fn json(report: &Report, all: bool) -> Value {
    let (cloud, day, origin) = &report.matrix;
    object!({
        "schema": "servemap/verify/1",
        "as_of": report.as_of.to_string(),
        "matrix": { "cloud": cloud.id(), "as_of": day.to_string(), "origin": origin },
        "plan": report.plan,
        "region": report.region,
        "mode": report.mode.map(Mode::id),
        "endpoints": report.endpoints,
        "others": report.others,
        "findings": report.findings(),
        "absent": report.absent.len(),
        "rows": rows(report, all).map(row).collect::<Vec<_>>(),
    })
}

fn row(row: &Row) -> Value {
    let said: Vec<Value> = row
        .said
        .iter()
        .map(|said| object!({ "status": said.status.id(), "finding": said.finding, "message": said.message }))
        .collect();
    object!({
        "endpoint": row.endpoint,
        "kind": row.kind.id(),
        "model": row.model,
        "mode": row.mode.map(Mode::id),
        "finding": row.is_finding(),
        "statuses": said,
    })
}
