//! The lines every export ends with: look the names up at the official page; the matrix is old.

use chrono::NaiveDate;

use crate::date;
use crate::matrix::Matrix;

/// Says where to verify names and availability, and the day the matrix speaks for.
pub fn verify(matrix: &Matrix) -> String {
    let source = matrix.source();
    let page = match &source.url {
        Some(url) => format!("{}, {url}", source.title),
        None => source.title.clone(),
    };
    format!(
        "Before shipping, verify names and availability at the official page: {page} (matrix of {}).",
        matrix.as_of
    )
}

/// Says how old the matrix is, once that is too old to be trusted.
pub fn age(matrix: &Matrix, as_of: NaiveDate) -> Option<String> {
    matrix.is_old(as_of).then(|| {
        let age = date::in_words(matrix.age(as_of));
        format!("The matrix is {age} old: what it says of {} may have changed since.", matrix.as_of)
    })
}

/// Both lines as plain text, the age first.
pub fn lines(matrix: &Matrix, as_of: NaiveDate) -> Vec<String> {
    age(matrix, as_of).into_iter().chain([verify(matrix)]).collect()
}
