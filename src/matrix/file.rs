//! Matrix files: TOML to a [`Matrix`], every fault of every file told at once with its place.
//!
//! One grammar for all of them; a file holds whichever of the tables it needs. `assets/` shows it in full.
//!
//! A matrix is made of several files, and a later one speaks over the earlier ones: a model, a price or a source that it
//! names replaces the earlier one of that id; an announcement or a routing rule replaces what was said of the same
//! model in the same mode. What it does not mention stays, with its own source and date.

mod cells;
mod lifecycle;
mod models;
mod sources;

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

use super::{Availability, Matrix, MatrixOrigin, Mode, ModelId};
use crate::error::{Error, Result};
use crate::toml_file;
use crate::toml_file::{Fields, Outline, Placed, Problems, one_of, shown};

/// One file of those a matrix is made of.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// What errors call it.
    pub name: &'a str,
    /// Its TOML.
    pub text: &'a str,
}

/// The most models times regions: each is a cell in memory, in every mode that has rows. The largest official matrix has 6,000.
const MOST_CELLS: usize = 4_000_000;

/// The words of the `schema` field.
const SCHEMAS: [&str; 7] = [
    "servemap/matrix/1",
    "servemap/models/1",
    "servemap/lifecycle/1",
    "servemap/routing/1",
    "servemap/prices/1",
    "servemap/external/1",
    "servemap/catalog/1",
];

/// How the headers of the tables start that make up nearly all of a large matrix: its rows of cells.
const ROWS: [&str; 2] = ["[cells.", "[batch-optimized."];

/// Reads the parts of a matrix, the later over the earlier, and checks them against each other.
///
/// # Errors
/// When a part breaks the rules: unknown field, wrong type, region or model that does not exist, duplicate, date
/// that is none, source that is not named. All problems of all parts are in the one error.
pub fn read(origin: &str, parts: &[Part<'_>]) -> Result<Matrix> {
    match read_by_rows(origin, parts) {
        Some(matrix) => Ok(matrix),
        None => read_whole(origin, parts),
    }
}

/// Reads parts without a fault: one row of cells after the other, in a tenth of the memory of all at once and half of the
/// time. None where anything is wrong, whatever it is.
fn read_by_rows(origin: &str, parts: &[Part<'_>]) -> Option<Matrix> {
    let outlines: Vec<Outline<'_>> = parts.iter().map(|part| Outline::of(part.text, &ROWS)).collect();
    let problems: Vec<Problems<'_>> =
        parts.iter().zip(&outlines).map(|(part, outline)| Problems::new(part.name, &outline.text)).collect();
    let parsed = outlines.iter().zip(&problems);
    let tables: Vec<Spanned<DeTable<'_>>> =
        parsed.map(|(outline, problems)| toml_file::parse(&outline.text, problems)).collect();
    let roots = tables.iter().zip(&problems).zip(&outlines);
    let roots =
        roots.map(|((table, problems), outline)| Fields::of_outline(table.get_ref(), problems, outline));
    let matrix = assemble(origin, roots.collect(), &problems)?;
    let all_read = outlines.iter().all(Outline::is_read);
    (all_read && problems.iter().all(Problems::is_empty)).then_some(matrix)
}

fn read_whole(origin: &str, parts: &[Part<'_>]) -> Result<Matrix> {
    let problems: Vec<Problems<'_>> = parts.iter().map(|part| Problems::new(part.name, part.text)).collect();
    let tables: Vec<Spanned<DeTable<'_>>> =
        parts.iter().zip(&problems).map(|(part, problems)| toml_file::parse(part.text, problems)).collect();
    let roots =
        tables.iter().zip(&problems).map(|(table, problems)| Fields::new(table.get_ref(), 0..0, problems));
    let matrix = assemble(origin, roots.collect(), &problems);
    let mut failure: Option<Error> = None;
    for problems in problems {
        if let Err(error) = problems.into_result() {
            failure = Some(match failure {
                None => error,
                Some(first) => error
                    .details()
                    .iter()
                    .fold(first.detail(error.message()), |all, detail| all.detail(detail.clone())),
            });
        }
    }
    match (failure, matrix) {
        (Some(error), _) => Err(error),
        (None, Some(matrix)) => Ok(matrix),
        (None, None) => Err(Error::new(format!("'{origin}' contains no matrix"))),
    }
}

fn assemble(origin: &str, roots: Vec<Fields<'_, '_>>, problems: &[Problems<'_>]) -> Option<Matrix> {
    let mut matrix = Matrix { origin: MatrixOrigin::File(origin.to_owned()), ..Matrix::default() };
    let mut head = None;
    let mut source_indexes = Vec::new();
    let mut declared = Vec::new();
    for (part, root) in roots.iter().enumerate() {
        schema(root);
        let source_index = sources::read(root, &mut matrix);
        declared.extend(models::read(part, root, &source_index, &mut matrix));
        models::read_external(root, &source_index, &mut matrix);
        let wanted = part + 1 == roots.len() && head.is_none();
        head = cells::read_head(root, &source_index, wanted).or(head);
        cells::read_regions(root, &mut matrix);
        source_indexes.push(source_index);
    }
    // Facts may hold for some clouds only.
    matrix.cloud = head.as_ref().map_or(matrix.cloud, |head| head.cloud);
    models::check(&matrix, &declared, problems);
    if matrix.models.len() * matrix.regions.len() > MOST_CELLS {
        let message = format!(
            "{} models in {} regions are more than a matrix has",
            matrix.models.len(),
            matrix.regions.len()
        );
        let hint = format!("models times regions are {MOST_CELLS} at most");
        problems.last()?.report(&(0..0), message, Some(hint));
        return None;
    }
    index(&mut matrix);
    for (root, source_index) in roots.iter().zip(&source_indexes) {
        cells::read(root, &mut matrix);
        lifecycle::read(root, source_index, &mut matrix);
        lifecycle::read_routing(root, source_index, &mut matrix);
        models::read_prices(root, source_index, &mut matrix);
        models::read_catalog(root, source_index, &mut matrix);
    }
    for root in roots {
        root.finish();
    }
    link(&mut matrix);
    let head = head?;
    Some(Matrix { cloud: head.cloud, as_of: head.as_of, source: head.source, ..matrix })
}

/// Gives each model and region its place and makes room for the cells.
pub(super) fn index(matrix: &mut Matrix) {
    // Hosted models first: lists and columns then run over one stretch.
    matrix.models.sort_by_key(super::Model::is_external);
    matrix.ids = matrix.models.iter().map(|model| model.id.0.clone()).collect();
    matrix.places.clear();
    for (index, model) in matrix.models.iter_mut().enumerate() {
        model.index = index;
        // The first of two that share an id: the second is a fault, and told.
        matrix.places.entry(model.id.clone()).or_insert(index);
    }
    for (index, region) in matrix.regions.iter_mut().enumerate() {
        region.index = index;
    }
    for column in 0..Mode::HOSTED.len() {
        matrix.rows[column] = vec![false; matrix.regions.len()];
        matrix.offered[column] = vec![false; matrix.models.len()];
    }
}

/// Notes which announcements and rules are about which model, and where most were read, so that a gate need not look
/// at all of them.
pub(super) fn link(matrix: &mut Matrix) {
    let by_model = |ids: Vec<&ModelId>| {
        let mut places = vec![Vec::new(); matrix.models.len()];
        for (at, id) in ids.into_iter().enumerate() {
            if let Some(model) = matrix.places.get(id) {
                places[*model].push(at);
            }
        }
        places
    };
    let facts = by_model(matrix.lifecycle.iter().map(|fact| &fact.model).collect());
    let rules = by_model(matrix.routing.iter().map(|rule| &rule.model).collect());
    (matrix.facts_of, matrix.rules_of) = (facts, rules);
    for (table, unseen) in matrix.cells.iter().zip(&mut matrix.unseen) {
        // A table without a row has no cells either: all of them are unknown.
        let of_model =
            |cells: &[Availability]| cells.iter().filter(|cell| **cell == Availability::Unknown).count();
        *unseen = table.chunks(matrix.regions.len().max(1)).map(of_model).collect();
    }
    let mut cited = vec![0_usize; matrix.sources.len()];
    for at in matrix.lifecycle.iter().flat_map(|fact| &fact.sources) {
        cited[*at] += 1;
    }
    // Silence was read on a day: a copy without one says nothing about it.
    let own = |at: &usize| {
        let source = &matrix.sources[*at];
        source.cloud == Some(matrix.cloud) && source.read.is_some()
    };
    matrix.lifecycle_source =
        (0..cited.len()).filter(|at| cited[*at] > 0).filter(own).max_by_key(|at| cited[*at]);
    for region in &matrix.regions {
        if let Some(geo) = region.geo.clone() {
            matrix.countries.entry(geo).or_default().extend(region.country.clone());
        }
    }
    for countries in matrix.countries.values_mut() {
        countries.sort_unstable();
        countries.dedup();
    }
}

fn schema(root: &Fields<'_, '_>) {
    let known = ["schema", "cloud", "sources", "regions", "cells", "models"];
    if root.problems().is_broken() && !known.iter().any(|key| root.has(key)) {
        root.problems().give_up("a matrix file is TOML and opens with schema = \"servemap/matrix/1\"");
    }
    root.schema(&SCHEMAS);
}

/// The modes named by a list of ids.
fn modes(fields: &Fields<'_, '_>, key: &'static str) -> Vec<Mode> {
    modes_of(&fields.lines(key), fields)
}

/// The same of a list that must name one at least.
fn some_modes(fields: &Fields<'_, '_>, key: &'static str) -> Vec<Mode> {
    modes_of(&fields.some_lines(key, "[\"pay-per-token\"]"), fields)
}

fn modes_of(ids: &[Placed<String>], fields: &Fields<'_, '_>) -> Vec<Mode> {
    ids.iter().filter_map(|id| mode(&id.value, id, fields.problems())).collect()
}

fn mode<T>(id: &str, place: &Placed<T>, problems: &Problems<'_>) -> Option<Mode> {
    one_of(Some(Placed { value: id, span: place.span.clone() }), "serving mode", problems)
}

/// The place of the model with this id, or a problem that names the nearest.
fn model_place<T>(id: &str, at: &Placed<T>, matrix: &Matrix, problems: &Problems<'_>) -> Option<usize> {
    let found = matrix.places.get(id).copied();
    if found.is_none() {
        no_such_model(id, &at.span, &matrix.ids, problems);
    }
    found
}

fn no_such_model(id: &str, span: &Range<usize>, known: &Arc<[String]>, problems: &Problems<'_>) {
    let message = format!("unknown model '{}'", shown(id));
    problems.report_name(span, message, id, known, "models are declared under [models]");
}

fn model_ids(fields: &Fields<'_, '_>, key: &'static str, matrix: &Matrix) -> Vec<ModelId> {
    fields
        .lines(key)
        .into_iter()
        .filter(|id| model_place(&id.value, id, matrix, fields.problems()).is_some())
        .map(|id| ModelId(id.value))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODELS: Part<'static> =
        Part { name: "models.toml", text: include_str!("../../assets/models.toml") };

    /// The bundled files, a user's own, and one with all that may stand in a row.
    #[test]
    fn rows_one_at_a_time_say_what_they_say_all_at_once() {
        let own = "schema = \"servemap/matrix/1\"\ncloud = \"aws\"\nas_of = 2026-10-04\nsource = \"page\"\n\
            [sources.page]\ntitle = \"A page\"\n[regions]\na = { location = \"A\" }\nb = { location = \"B\" }\n\
            [models.m]\nname = \"M\"\nsources = [\"page\"]\n[cells.pay-per-token.b]\n\"*\" = \"unknown\" # not read\n\
            m = 'Cross Geo'\n[cells.provisioned-throughput.a]\n[batch-optimized.a]\nm = \"preview\"\n";
        let texts = [
            include_str!("../../assets/matrix/aws.toml"),
            include_str!("../../assets/matrix/azure.toml"),
            include_str!("../../assets/matrix/gcp.toml"),
            include_str!("../../tests/own.toml"),
            own,
        ];
        for text in texts {
            let parts = [MODELS, Part { name: "cells.toml", text }];
            let by_rows = read_by_rows("m", &parts).expect("no fault");
            let whole = read_whole("m", &parts).unwrap();
            assert_eq!((by_rows.regions(), by_rows.models()), (whole.regions(), whole.models()));
            assert_eq!((&by_rows.cells, &by_rows.batch_optimized), (&whole.cells, &whole.batch_optimized));
            assert_eq!((&by_rows.rows, &by_rows.offered), (&whole.rows, &whole.offered));
            assert_eq!(by_rows.unseen, whole.unseen);
            assert_eq!(by_rows.lifecycle_facts(), whole.lifecycle_facts());
        }
    }

    /// The table of cells of a mode takes its room with the first row: most matrices of people's own have one mode.
    #[test]
    fn a_mode_without_rows_takes_no_room() {
        let text = include_str!("../../tests/own.toml");
        let matrix = read("m", &[MODELS, Part { name: "own.toml", text }]).unwrap();
        for (table, rows) in matrix.cells.iter().zip(&matrix.rows) {
            let room = if rows.contains(&true) { matrix.models.len() * matrix.regions.len() } else { 0 };
            assert_eq!(table.len(), room);
        }
    }
}
