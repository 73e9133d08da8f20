//! The checklist and the runbook page of a folder of plans.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{DocumentKind, ExportArgs, deliver, marker, put};
use crate::command::answer::{Answer, pretty};
use crate::command::{Source, find_plans};
use crate::config::Config;
use crate::decision::Decision;
use crate::error::Result;
use crate::export::{self, Export, markdown, row};
use crate::host::{Host, clean_path};
use crate::matrix::{Matrix, Mode};
use crate::store;

pub fn run(arguments: &ExportArgs, source: &Source, host: &mut dyn Host) -> Result<Answer> {
    let config = source.config(Some(&arguments.file), host)?;
    let mut plans = Vec::new();
    for path in find_plans::plan_files(&arguments.file, host)? {
        plans.push((source.plan(&path, host)?, clean_path(&path)));
    }
    let matrices = source.matrices(plans.iter().map(|(plan, _)| plan.cloud), host)?;
    let as_of = source.day(host);
    let mut decisions = Vec::new();
    for (plan, name) in &mut plans {
        let Some(matrix) = matrices.iter().find(|matrix| matrix.cloud == plan.cloud) else { continue };
        plan.resolve(matrix);
        decisions.push(plan.decide(matrix, as_of).map_err(|error| error.context(&name))?);
    }
    decisions.sort_by(|a, b| key(a).cmp(&key(b)));
    if arguments.format_flags.is_json() {
        return deliver(&pretty(&json(arguments.kind, &decisions)), arguments, host);
    }
    let (place, page) = if arguments.kind == DocumentKind::Checklist {
        ("checklist", checklist(&decisions) + &closing(&matrices, as_of))
    } else {
        ("runbook", runbook(&decisions, &config, host)?)
    };
    match (&arguments.append, &arguments.output) {
        (Some(path), _) => put(path, host, |text| marker::put(text, place, &page)),
        (None, Some(_)) => deliver(&marker::marked(place, &page), arguments, host),
        (None, None) => Ok(Answer::of(page)),
    }
}

/// What sorts the decisions of a page, whatever their files are called.
fn key<'a>(decision: &'a Decision<'_>) -> (&'static str, &'a str, Mode, &'a str, &'a str) {
    let plan = decision.plan;
    (plan.cloud.id(), &decision.region.0, decision.mode, &decision.model.id.0, &plan.record.owner)
}

fn checklist(decisions: &[Decision<'_>]) -> String {
    let mut table = format!("{}\n{}\n", markdown::row(row::COLUMNS.map(Some)), row::SEPARATOR);
    for decision in decisions {
        table.push_str(&row::ChecklistRow::of(decision).markdown());
        table.push('\n');
    }
    table
}

/// What every export ends with, once per matrix.
fn closing(matrices: &[Matrix], as_of: NaiveDate) -> String {
    let lines = matrices.iter().flat_map(|matrix| export::closing_lines::lines(matrix, as_of));
    lines.flat_map(|line| ["\n".to_owned(), markdown::escape(&line), "\n".to_owned()]).collect()
}

fn runbook(decisions: &[Decision<'_>], config: &Config, host: &dyn Host) -> Result<String> {
    let templates = store::load_templates(host, config)?;
    let entries = decisions.iter().map(|decision| export::render(Export::Runbook, decision, &templates));
    Ok(entries.collect::<Result<Vec<_>>>()?.join("\n"))
}

fn json(kind: DocumentKind, decisions: &[Decision<'_>]) -> Value {
    let (what, export) = if kind == DocumentKind::Checklist {
        ("checklist", Export::Row)
    } else {
        ("runbook-page", Export::Runbook)
    };
    let parts: Vec<_> = decisions.iter().map(|decision| export::json(export, decision)).collect();
    json!({ "schema": format!("servemap/{what}/1"), "decisions": parts })
}
