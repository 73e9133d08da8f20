//! `servemap matrix`: the matrix in use, those that are stored, and what is between them.

mod activate;
mod diff;
mod import;
mod list;
mod reference;
mod show;
mod validate;

use activate::UseArgs;
use clap::Subcommand;
use diff::DiffArgs;
use import::ImportArgs;
use list::ListArgs;
use serde_json::{Value, json};
use show::ShowArgs;
use validate::ValidateArgs;

use super::Source;
use super::answer::Answer;
use super::style::OutputStyle;
use crate::error::Result;
use crate::host::Host;
use crate::matrix::{Availability, Matrix, Mode};

/// `servemap matrix`
#[derive(Debug, Subcommand)]
pub enum MatrixCommand {
    /// Show the matrix in use: its cloud, date, age, size and sources
    Show(ShowArgs),
    /// Validate a matrix file: every error with line, column and excerpt
    Validate(ValidateArgs),
    /// Show what changed between two matrices, and which decisions are affected
    Diff(DiffArgs),
    /// List the available matrices with date, age and source
    List(ListArgs),
    /// Activate a stored matrix, the bundled one, or the previous one
    Use(UseArgs),
    /// Import a matrix from saved pages of the official docs
    Import(ImportArgs),
}

pub fn run(
    command: &MatrixCommand,
    source: &Source,
    host: &mut dyn Host,
    style: OutputStyle,
) -> Result<Answer> {
    match command {
        MatrixCommand::Import(arguments) => import::run(arguments, source, host),
        MatrixCommand::Show(arguments) => show::run(arguments, source, host),
        MatrixCommand::Validate(arguments) => validate::run(arguments, host),
        MatrixCommand::Diff(arguments) => diff::run(arguments, source, host, style),
        MatrixCommand::List(arguments) => list::run(arguments, source, host, style),
        MatrixCommand::Use(arguments) => activate::run(arguments, source, host),
    }
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
        "cloud": matrix.cloud,
        "as_of": matrix.as_of,
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
