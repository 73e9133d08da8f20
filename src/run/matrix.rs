//! `servemap matrix`: which matrix is in use and what it rests on; whether one of the user's own keeps the rules.

use serde_json::{Value, json};

use super::answer::Answer;
use super::judged::matrix_line;
use super::{day, import};
use crate::cli::{MatrixCommand, ShowArgs, Source, TextFormat, ValidateArgs};
use crate::error::Result;
use crate::host::{Host, library};
use crate::matrix::{Availability, Matrix, Mode, bundled};

pub fn run(command: &MatrixCommand, source: &Source, host: &mut dyn Host) -> Result<Answer> {
    match command {
        MatrixCommand::Import(arguments) => import::run(arguments, source, host),
        MatrixCommand::Show(arguments) => show(arguments, source, host),
        MatrixCommand::Validate(arguments) => validate(arguments, host),
    }
}

fn show(arguments: &ShowArgs, source: &Source, host: &dyn Host) -> Result<Answer> {
    let matrix = library::matrix(host, source.cloud, source.matrix.as_deref())?;
    let as_of = day(source, host);
    if arguments.format == TextFormat::Json {
        let mut object = size_json(&matrix, "servemap/matrix-summary/1");
        object["age_days"] = json!(matrix.age(as_of));
        object["old"] = json!(matrix.is_old(as_of));
        object["sources"] = matrix
            .sources()
            .iter()
            .map(|source| {
                let read = source.read.map(|day| day.to_string());
                json!({ "title": source.title, "url": source.url, "read": read, "by": source.by })
            })
            .collect();
        return Ok(Answer::json(&object));
    }
    let cells = Mode::HOSTED.into_iter().map(|mode| {
        let [in_geo, cross_geo, not_listed, unknown] = cells(&matrix, mode);
        let name = format!("{}:", mode.name());
        format!(
            "{name:<24}{in_geo} in-Geo, {cross_geo} cross-Geo, {not_listed} not listed, {unknown} unknown"
        )
    });
    let mut lines = vec![matrix_line(&matrix, as_of), size(&matrix)];
    lines.extend(cells);
    lines.extend([String::new(), "Sources:".to_owned()]);
    for source in matrix.sources() {
        let url = source.url.as_ref().map(|url| format!("\n    {url}")).unwrap_or_default();
        let line = format!("  - {}{url}", source.cite());
        // Several files name the same page.
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.push(String::new());
    Ok(Answer::of(lines.join("\n")))
}

fn validate(arguments: &ValidateArgs, host: &dyn Host) -> Result<Answer> {
    let text = host.read(&arguments.file)?;
    let name = library::name(&arguments.file);
    let read = bundled::with_own(&name, &text);
    if arguments.format == TextFormat::Json {
        let object = match &read {
            Ok(matrix) => {
                json!({ "file": name, "valid": true, "matrix": size_json(matrix, "servemap/matrix-summary/1") })
            }
            Err(error) => json!({ "file": name, "valid": false, "message": error.message(),
                "problems": error.details(), "hints": error.hints() }),
        };
        let mut tagged = json!({ "schema": "servemap/validation/1" });
        if let (Some(tagged), Value::Object(object)) = (tagged.as_object_mut(), object) {
            tagged.extend(object);
        }
        return Ok(Answer::json(&tagged).with_findings(read.is_err()));
    }
    Ok(match read {
        Ok(matrix) => Answer::of(format!("{name} keeps the rules\n{}\n", size(&matrix))),
        // Faults are the results here: shown as they are, without the word "error".
        Err(error) => Answer::of(format!("{error}\n")).with_findings(true),
    })
}

fn size(matrix: &Matrix) -> String {
    let external = matrix.models().iter().filter(|model| model.is_external()).count();
    format!(
        "{}: {} regions, {} models ({external} external), {} announcements",
        matrix.cloud.name(),
        matrix.regions().len(),
        matrix.models().len(),
        matrix.lifecycle_facts().len()
    )
}

fn size_json(matrix: &Matrix, schema: &str) -> Value {
    let external = matrix.models().iter().filter(|model| model.is_external()).count();
    let modes: serde_json::Map<String, Value> = Mode::HOSTED
        .into_iter()
        .map(|mode| {
            let [in_geo, cross_geo, not_listed, unknown] = cells(matrix, mode);
            let counts = json!({ "in_geo": in_geo, "cross_geo": cross_geo, "not_listed": not_listed, "unknown": unknown });
            (mode.id().to_owned(), counts)
        })
        .collect();
    json!({
        "schema": schema,
        "cloud": matrix.cloud.id(),
        "as_of": matrix.as_of.to_string(),
        "origin": matrix.origin,
        "regions": matrix.regions().len(),
        "models": matrix.models().len(),
        "external": external,
        "announcements": matrix.lifecycle_facts().len(),
        "cells": modes,
    })
}

/// The cells of a mode, over the models it offers anywhere: in-Geo, cross-Geo, not listed, unknown.
fn cells(matrix: &Matrix, mode: Mode) -> [usize; 4] {
    let mut counts = [0; 4];
    for model in matrix.models().iter().filter(|model| matrix.offers(model, mode)) {
        for region in matrix.regions() {
            let kind = match matrix.availability(model, mode, region) {
                Availability::Listed { scope: crate::matrix::Scope::InGeo, .. } => 0,
                Availability::Listed { scope: crate::matrix::Scope::CrossGeo, .. } => 1,
                Availability::NotListed => 2,
                Availability::Unknown => 3,
            };
            counts[kind] += 1;
        }
    }
    counts
}
