//! The matrices that ship: complete, consistent, and equal to what the official pages said.

use servemap::matrix::{Availability, Cloud, Mode, bundled};

/// Counts every kind of cell of a cloud in a mode: in-Geo, cross-Geo, preview, preview cross-Geo, not listed.
fn counts(cloud: Cloud, mode: Mode) -> [usize; 5] {
    let matrix = bundled::matrix(cloud).unwrap();
    let mut counts = [0; 5];
    for model in matrix.models() {
        for region in matrix.regions() {
            let cell = matrix.availability(model, mode, region);
            // Models of the mode's column only: a row says nothing else of models that no region lists.
            if matrix.offers(model, mode) && cell != Availability::Unknown {
                let place = Availability::WORDS.iter().position(|(_, word)| *word == cell).unwrap();
                counts[place] += 1;
            }
        }
    }
    counts
}

/// The table that the facts came with, as of 2026-10-04.
#[test]
fn every_kind_of_cell_is_there_as_often_as_the_pages_had_it() {
    use Mode::{AiFunctions, PayPerToken, ProvisionedThroughput};
    for (cloud, mode, expected) in [
        (Cloud::Aws, PayPerToken, [415, 352, 0, 0, 273]),
        (Cloud::Aws, AiFunctions, [250, 147, 0, 0, 115]),
        (Cloud::Aws, ProvisionedThroughput, [109, 8, 13, 5, 41]),
        (Cloud::Azure, PayPerToken, [607, 727, 0, 0, 1144]),
        (Cloud::Azure, AiFunctions, [225, 114, 0, 0, 333]),
        (Cloud::Azure, ProvisionedThroughput, [128, 78, 16, 9, 231]),
        (Cloud::Gcp, PayPerToken, [311, 156, 0, 0, 339]),
        (Cloud::Gcp, AiFunctions, [149, 68, 0, 0, 147]),
        (Cloud::Gcp, ProvisionedThroughput, [38, 34, 1, 0, 57]),
    ] {
        assert_eq!(counts(cloud, mode), expected, "{cloud:?} {mode:?}");
    }
}
