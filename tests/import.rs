//! The importer: pages in the real structure come back as the matrices that ship, and anything else is told.
#![cfg(feature = "import")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

#[path = "import/announced.rs"]
mod announced;
#[path = "import/cells.rs"]
mod cells;
#[path = "import/facts.rs"]
mod facts;
#[path = "import/forms.rs"]
mod forms;
#[path = "import/hostile.rs"]
mod hostile;
#[path = "import/round_trip.rs"]
mod round_trip;

use crate::page;
use chrono::NaiveDate;
use servemap::error::Result;
use servemap::import;
use servemap::import::{ImportOptions, Imported};
use servemap::matrix::{Matrix, bundled};

/// Imports texts, each as a page of its own, over what ships.
fn import_all(pages: &[(&str, &[u8])], asked: ImportOptions) -> Result<Imported> {
    let pages: Vec<import::Page<'_>> =
        pages.iter().map(|(name, bytes)| import::Page { name, bytes }).collect();
    import::import(&pages, asked, &mut bundled::matrix)
}

fn import_one(page: &str) -> Result<Imported> {
    import_all(&[("page.html", page.as_bytes())], ImportOptions::default())
}

/// Where two matrices say different things of a cell, region or mark; nothing if they are the same.
fn differences(left: &Matrix, right: &Matrix) -> Vec<String> {
    use servemap::matrix::Mode;
    let mut found = Vec::new();
    if (left.cloud, left.as_of) != (right.cloud, right.as_of) {
        found.push(format!("{:?} {} and {:?} {}", left.cloud, left.as_of, right.cloud, right.as_of));
    }
    if left.regions() != right.regions() {
        found.push("the regions".to_owned());
    }
    let ids = |matrix: &Matrix| {
        matrix
            .models()
            .iter()
            .filter(|model| !model.is_external())
            .map(|model| model.id.0.clone())
            .collect::<Vec<_>>()
    };
    if ids(left) != ids(right) {
        found.push(format!("the models: {:?}", ids(left)));
        return found;
    }
    for model in left.models().iter().filter(|model| !model.is_external()) {
        let other = right.model(&model.id).unwrap();
        if model.adi_services != other.adi_services {
            found.push(format!("{}: ADI Services", model.id));
        }
        for region in left.regions() {
            let Some(there) = right.region(&region.id) else { continue };
            for mode in Mode::HOSTED {
                let cells = (left.availability(model, mode, region), right.availability(other, mode, there));
                if cells.0 != cells.1 {
                    found.push(format!("{} in {} in {}: {cells:?}", model.id, mode.id(), region.id));
                }
            }
            if left.batch_optimized(model, region) != right.batch_optimized(other, there) {
                found.push(format!("{} in {}: optimized for batch", model.id, region.id));
            }
        }
    }
    found
}

fn day(text: &str) -> NaiveDate {
    servemap::date::parse(text).unwrap()
}
