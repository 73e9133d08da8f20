//! Good files, from the fixtures of the repository: where the random ones begin.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::NaiveDate;
use servemap::matrix::{Cloud, Matrix, bundled};
use servemap::plan::file;

/// The day on which everything is judged.
pub fn day() -> NaiveDate {
    servemap::date::parse("2026-10-20").unwrap()
}

/// The matrix of AWS that ships.
pub fn aws() -> &'static Matrix {
    static AWS: LazyLock<Matrix> = LazyLock::new(|| bundled::matrix(Cloud::Aws).unwrap());
    &AWS
}

/// The files below a folder of the repository whose names end so, in order.
pub fn files(folder: &str, ending: &str) -> Vec<Vec<u8>> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(!files.is_empty(), "{folder} holds nothing that ends in {ending}");
    files.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Those of them that can be read: some hold a conflict.
pub fn readable_plans() -> &'static [String] {
    static READABLE: LazyLock<Vec<String>> = LazyLock::new(|| {
        let texts = plans().into_iter().map(|bytes| String::from_utf8(bytes).unwrap());
        texts.filter(|text| file::read("plan.toml", text).is_ok()).collect()
    });
    &READABLE
}

/// Plans of all kinds: short and long, with reviews, waivers and what was decided.
pub fn plans() -> Vec<Vec<u8>> {
    ["tests/decisions", "tests/quarter", "tests/review/after", "tests/versions/new"]
        .into_iter()
        .flat_map(|folder| files(folder, ".toml"))
        .chain(files("tests/plans", "plan.toml"))
        .collect()
}
