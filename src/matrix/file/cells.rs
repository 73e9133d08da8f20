//! The head of a matrix file, `[regions]`, `[cells.MODE.REGION]` and `[batch-optimized.REGION]`.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::sources::SourceIndex;
use super::{mode, model_place};
use crate::matrix::{Availability, Cloud, Geo, Matrix, Mode, Region, RegionId};
use crate::text;
use crate::toml_file::{Fields, Placed, one_of, shown};

/// What a matrix file says of itself.
pub(super) struct Head {
    pub(super) cloud: Cloud,
    pub(super) as_of: NaiveDate,
    pub(super) source: usize,
}

/// The head, if the file has one or is `wanted` to have one: only files with cells do.
pub(super) fn read_head(root: &Fields<'_, '_>, source_index: &SourceIndex, wanted: bool) -> Option<Head> {
    if !wanted && !["cloud", "as_of", "source"].iter().any(|key| root.has(key)) {
        return None;
    }
    let cloud = root.line("cloud");
    let as_of = root.date("as_of");
    if cloud.is_none() {
        root.missing("cloud", "\"aws\"");
    }
    if as_of.is_none() {
        root.missing("as_of", "2026-10-04");
    }
    let cloud = one_of(cloud, "cloud", root.problems());
    let source = source_index.one(root, "source");
    Some(Head { cloud: cloud?, as_of: as_of?.value, source: source? })
}

pub(super) fn read_regions(root: &Fields<'_, '_>, matrix: &mut Matrix) {
    for (id, fields) in root.table("regions").map(|table| table.each_table()).unwrap_or_default() {
        let location = fields.line("location");
        if location.is_none() {
            fields.missing("location", "\"US East (Northern Virginia)\"");
        }
        matrix.regions.push(Region {
            id: RegionId(id.value.to_owned()),
            location: location.map(|location| location.value).unwrap_or_default(),
            geo: fields.line("geo").map(|geo| Geo(geo.value)),
            country: fields.line("country").map(|country| country.value),
            note: fields.line("note").map(|note| note.value),
            index: 0,
        });
        fields.finish();
    }
}

pub(super) fn read(root: &Fields<'_, '_>, matrix: &mut Matrix) {
    let places = Regions::of(matrix);
    let width = matrix.regions.len();
    let size = width * matrix.models.len();
    for (id, regions) in root.table("cells").map(|table| table.each_table()).unwrap_or_default() {
        let Some(column) = mode(id.value, &id, root.problems()).and_then(|mode| {
            if mode.column().is_none() {
                let message = format!("'{}' has no cells: the provider decides", mode.id());
                let known: Vec<&str> = Mode::HOSTED.iter().map(|mode| mode.id()).collect();
                root.problems().report(&id.span, message, Some(format!("there are: {}", known.join(", "))));
            }
            mode.column()
        }) else {
            continue;
        };
        for (region, row) in regions.each_table() {
            let Some(region) = places.place(&region, root) else { continue };
            let cells = cells(&row, matrix);
            matrix.rows[column][region] = true;
            let table = with_room(&mut matrix.cells[column], size);
            // What a row does not name it does not list, unless it says otherwise.
            for cell in table[region..].iter_mut().step_by(width) {
                *cell = cells.others;
            }
            for (model, cell) in cells.named {
                table[model * width + region] = cell;
                matrix.offered[column][model] |= cell.is_listed();
            }
        }
    }
    for (region, row) in root.table("batch-optimized").map(|table| table.each_table()).unwrap_or_default() {
        let Some(region) = places.place(&region, root) else { continue };
        for (model, cell) in cells(&row, matrix).named {
            with_room(&mut matrix.batch_optimized, size)[model * width + region] = cell;
            if let Some(column) = Mode::ProvisionedThroughput.column() {
                matrix.offered[column][model] |= cell.is_listed();
            }
        }
    }
}

/// The key that stands for every model a row does not name: `"*" = "unknown"` where it was not read in full.
const OTHERS: &str = "*";

/// What a row says of the models it names, and of all others.
struct Cells {
    named: Vec<(usize, Availability)>,
    others: Availability,
}

/// The places of the regions, for thousands of look-ups.
struct Regions {
    places: HashMap<String, usize>,
    codes: Arc<[String]>,
}

impl Regions {
    fn of(matrix: &Matrix) -> Self {
        let codes: Arc<[String]> = matrix.regions.iter().map(|region| region.id.0.clone()).collect();
        Self { places: codes.iter().cloned().zip(0..).collect(), codes }
    }

    fn place(&self, id: &Placed<&str>, root: &Fields<'_, '_>) -> Option<usize> {
        let found = self.places.get(id.value).copied();
        if found.is_none() {
            let message = format!("unknown region '{}'", shown(id.value));
            let otherwise = "regions are declared under [regions]";
            root.problems().report_name(&id.span, message, id.value, &self.codes, otherwise);
        }
        found
    }
}

/// The cells of a table, which takes its room with the first row: until then nobody has seen any of them.
fn with_room(table: &mut Vec<Availability>, size: usize) -> &mut [Availability] {
    table.resize(size, Availability::Unknown);
    table
}

fn cells(row: &Fields<'_, '_>, matrix: &Matrix) -> Cells {
    let mut cells = Cells { named: Vec::new(), others: Availability::NotListed };
    row.hand_out_lines(&mut |id, word| {
        let word = Placed { value: text::clean_line(word.value), span: word.span };
        if id.value == OTHERS {
            match one_of(Some(word.clone()), "value for all other models", row.problems()) {
                Some(Availability::Listed { .. }) => {
                    let message = format!("unknown value for all other models '{}'", shown(&word.value));
                    let hint = Some("there are: not-listed, unknown".to_owned());
                    row.problems().report(&word.span, message, hint);
                }
                others => cells.others = others.unwrap_or(cells.others),
            }
            return;
        }
        let model = model_place(id.value, &id, matrix, row.problems());
        let cell = one_of(Some(word), "cell value", row.problems());
        cells.named.extend(model.zip(cell));
    });
    cells
}
