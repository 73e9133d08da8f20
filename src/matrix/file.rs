//! Matrix files: TOML to a [`Matrix`], every fault of every file told at once with its place.
//!
//! One grammar for all of them; a file holds whichever of the tables it needs. `assets/` shows it in full.

mod cells;
mod lifecycle;
mod models;
mod sources;

use toml::Spanned;
use toml::de::DeTable;

use super::{Availability, Cloud, Matrix, Mode, ModelId};
use crate::document::{self, Fields, Placed, Problems};
use crate::error::{Error, Result};
use crate::text;

/// One file of those a matrix is made of.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// What errors call it.
    pub name: &'a str,
    /// Its TOML.
    pub text: &'a str,
}

/// The words of the `schema` field.
const SCHEMAS: [&str; 6] = [
    "servemap/matrix/1",
    "servemap/models/1",
    "servemap/lifecycle/1",
    "servemap/routing/1",
    "servemap/prices/1",
    "servemap/external/1",
];

/// Reads the parts of a matrix, the later over the earlier, and checks them against each other.
///
/// # Errors
/// When a part breaks the rules: unknown field, wrong type, region or model that does not exist, duplicate, date
/// that is none, source that is not named. All problems of all parts are in the one error.
pub fn read(origin: &str, parts: &[Part<'_>]) -> Result<Matrix> {
    let problems: Vec<Problems<'_>> = parts.iter().map(|part| Problems::new(part.name, part.text)).collect();
    let tables: Vec<Spanned<DeTable<'_>>> =
        parts.iter().zip(&problems).map(|(part, problems)| document::parse(part.text, problems)).collect();
    let matrix = assemble(origin, &tables, &problems);
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
        (None, None) => Err(Error::new(format!("'{origin}' holds no matrix"))),
    }
}

fn assemble(origin: &str, tables: &[Spanned<DeTable<'_>>], problems: &[Problems<'_>]) -> Option<Matrix> {
    let roots: Vec<Fields<'_, '_>> = tables
        .iter()
        .zip(problems)
        .map(|(table, problems)| Fields::new(table.get_ref(), 0..0, problems))
        .collect();
    let mut matrix = empty(origin);
    let mut head = None;
    let mut books = Vec::new();
    for root in &roots {
        schema(root);
        let book = sources::read(root, &mut matrix);
        models::read(root, &book, &mut matrix);
        models::read_external(root, &book, &mut matrix);
        head = cells::read_head(root, &book).or(head);
        cells::read_regions(root, &mut matrix);
        books.push(book);
    }
    models::check(&matrix, &roots);
    index(&mut matrix);
    for (root, book) in roots.iter().zip(&books) {
        cells::read(root, &mut matrix);
        lifecycle::read(root, book, &mut matrix);
        lifecycle::read_routing(root, book, &mut matrix);
        models::read_prices(root, book, &mut matrix);
    }
    for root in roots {
        root.finish();
    }
    if let Some(head) = head {
        matrix.cloud = head.cloud;
        matrix.as_of = head.as_of;
        matrix.source = head.source;
        return Some(matrix);
    }
    if let Some(problems) = problems.last().filter(|problems| problems.is_empty()) {
        let hint = "a matrix file opens with cloud = \"aws\", as_of = 2026-10-04 and source = \"…\"";
        problems.report(
            &(0..0),
            "no file of this matrix names its cloud, date and source",
            Some(hint.to_owned()),
        );
    }
    None
}

fn empty(origin: &str) -> Matrix {
    Matrix {
        cloud: Cloud::default(),
        as_of: chrono::NaiveDate::default(),
        origin: origin.to_owned(),
        source: 0,
        realtime_source: None,
        sources: Vec::new(),
        regions: Vec::new(),
        models: Vec::new(),
        cells: Default::default(),
        batch_optimized: Vec::new(),
        rows: Default::default(),
        offered: Default::default(),
        lifecycle: Vec::new(),
        routing: Vec::new(),
    }
}

/// Gives each model and region its place and makes room for the cells.
fn index(matrix: &mut Matrix) {
    // Hosted models first: lists and columns then run over one stretch.
    matrix.models.sort_by_key(super::Model::is_external);
    for (index, model) in matrix.models.iter_mut().enumerate() {
        model.index = index;
    }
    for (index, region) in matrix.regions.iter_mut().enumerate() {
        region.index = index;
    }
    let size = matrix.models.len() * matrix.regions.len();
    matrix.batch_optimized = vec![Availability::Unknown; size];
    for column in 0..Mode::HOSTED.len() {
        matrix.cells[column] = vec![Availability::Unknown; size];
        matrix.rows[column] = vec![false; matrix.regions.len()];
        matrix.offered[column] = vec![false; matrix.models.len()];
    }
}

fn schema(root: &Fields<'_, '_>) {
    match root.line("schema") {
        Some(schema) if !SCHEMAS.contains(&schema.value.as_str()) => {
            let message = format!("'{}' is no schema this program reads", schema.value);
            root.problems().report(&schema.span, message, Some(format!("there are: {}", SCHEMAS.join(", "))));
        }
        Some(_) => {}
        None => root.missing("schema", "\"servemap/matrix/1\""),
    }
}

/// The modes named by a list of ids.
fn modes(fields: &Fields<'_, '_>, key: &'static str) -> Vec<Mode> {
    let ids = fields.lines(key);
    ids.iter().filter_map(|id| mode(&id.value, id, fields.problems())).collect()
}

fn mode<T>(id: &str, place: &Placed<T>, problems: &Problems<'_>) -> Option<Mode> {
    let found = Mode::ALL.into_iter().find(|mode| mode.id() == id);
    if found.is_none() {
        let known: Vec<&str> = Mode::ALL.iter().map(|mode| mode.id()).collect();
        let message = format!("'{}' is no serving mode", text::clean_line(id));
        problems.report(&place.span, message, Some(format!("there are: {}", known.join(", "))));
    }
    found
}

/// The place of the model with this id, or a problem that names the nearest.
fn model_place<T>(id: &str, at: &Placed<T>, matrix: &Matrix, problems: &Problems<'_>) -> Option<usize> {
    let found = matrix.models.iter().position(|model| model.id.0 == id);
    if found.is_none() {
        let near = text::nearest(id, matrix.models.iter().map(|model| model.id.0.as_str()), 1);
        let hint = near.first().map(|near| format!("did you mean '{near}'?"));
        let hint = hint.unwrap_or_else(|| "a model is declared under [models]".to_owned());
        problems.report(
            &at.span,
            format!("'{}' is no model of this matrix", text::clean_line(id)),
            Some(hint),
        );
    }
    found
}

fn model_ids(fields: &Fields<'_, '_>, key: &'static str, matrix: &Matrix) -> Vec<ModelId> {
    fields
        .lines(key)
        .into_iter()
        .filter(|id| model_place(&id.value, id, matrix, fields.problems()).is_some())
        .map(|id| ModelId(id.value))
        .collect()
}
