//! The matrices that ship inside the program. The build script reads their files with the same reader as a user's own.

use super::file::{self, Part};
use super::{Cloud, Matrix, MatrixOrigin, packed};
use crate::built;
use crate::error::{Error, Result};

/// What holds for every cloud: models, ends of life, routing rules, prices, external models.
const COMMON: [Part<'static>; 6] = [
    Part { name: "models.toml", text: include_str!("../../assets/models.toml") },
    Part { name: "lifecycle.toml", text: include_str!("../../assets/lifecycle.toml") },
    Part { name: "routing.toml", text: include_str!("../../assets/routing.toml") },
    Part { name: "prices.toml", text: include_str!("../../assets/prices.toml") },
    Part { name: "external.toml", text: include_str!("../../assets/external.toml") },
    Part { name: "catalog.toml", text: include_str!("../../assets/catalog.toml") },
];

fn cells(cloud: Cloud) -> Part<'static> {
    match cloud {
        Cloud::Aws => Part { name: "aws.toml", text: include_str!("../../assets/matrix/aws.toml") },
        Cloud::Azure => Part { name: "azure.toml", text: include_str!("../../assets/matrix/azure.toml") },
        Cloud::Gcp => Part { name: "gcp.toml", text: include_str!("../../assets/matrix/gcp.toml") },
    }
}

/// The matrix of a cloud that ships with the program, as the build script packed it.
///
/// # Errors
/// When what was packed is no matrix; a test holds that it is.
pub fn matrix(cloud: Cloud) -> Result<Matrix> {
    let matrix = packed::unpack(built::MATRICES[cloud as usize]);
    matrix.ok_or_else(|| Error::new(format!("the bundled matrix of {} is damaged", cloud.name())))
}

/// The same from the files that it was packed from.
///
/// # Errors
/// When one of them breaks the rules of matrix files: then nothing is packed, and nothing built.
pub fn read(cloud: Cloud) -> Result<Matrix> {
    let mut parts = COMMON.to_vec();
    parts.push(cells(cloud));
    let matrix = file::read("bundled", &parts)?;
    Ok(Matrix { origin: MatrixOrigin::Bundled, ..matrix })
}

/// A matrix from a user's own file: its cells, regions and facts, over the bundled facts that hold for every
/// cloud. A model, price or source it names itself replaces the bundled one.
///
/// # Errors
/// When the file breaks the rules of matrix files: every problem at once, with line, column and excerpt.
pub fn with_own(name: &str, text: &str) -> Result<Matrix> {
    let mut parts = COMMON.to_vec();
    parts.push(Part { name, text });
    file::read(name, &parts)
}
