//! The words around a picture: what it shows, of which matrix, how old that is, and where to verify.

use chrono::NaiveDate;

use crate::date;
use crate::export::closing_lines;
use crate::matrix::Matrix;
use crate::plan::Posture;
use crate::plan::posture::{PreviewRule, Residency, Routing, Use};

/// The words around a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    pub title: String,
    /// What is shown, of which matrix, as of which day.
    pub facts: Vec<String>,
    /// What nobody may overlook: the matrix is old.
    pub warnings: Vec<String>,
    /// What is left out, and where to verify.
    pub closing: Vec<String>,
}

impl Caption {
    /// The words about the matrices; `title` and what is shown come from the picture.
    pub fn new(title: String, matrices: &[&Matrix], as_of: NaiveDate) -> Self {
        let days: Vec<String> = matrices.iter().map(|matrix| matrix_words(matrix, as_of)).collect();
        let what = if days.len() == 1 { "Matrix" } else { "Matrices" };
        Self {
            title,
            facts: vec![format!("As of {as_of}. {what}: {}.", days.join("; "))],
            warnings: matrices.iter().filter_map(|matrix| closing_lines::age(matrix, as_of)).collect(),
            closing: matrices.iter().map(|matrix| closing_lines::verify(matrix)).collect(),
        }
    }

    /// Says in front of where to verify what is left out.
    pub fn leave_out(&mut self, lines: Vec<String>) {
        self.closing.splice(0..0, lines);
    }
}

/// Which matrix, and its age on the day.
fn matrix_words(matrix: &Matrix, as_of: NaiveDate) -> String {
    let age = match matrix.age(as_of) {
        age if age < 0 => "later than that day".to_owned(),
        age => format!("{} old", date::in_words(age)),
    };
    format!("{} of {} ({}), {age}", matrix.cloud.name(), matrix.as_of, matrix.origin)
}

/// A posture in a line, where anything of it is stated.
pub fn posture_line(posture: &Posture) -> Option<String> {
    let is_stated = posture.residency != Residency::NotStated
        || posture.routing != Routing::Unknown
        || posture.preview != PreviewRule::NotStated
        || posture.usage != Use::Unknown;
    is_stated.then(|| format!("{}.", posture.in_words(posture.usage)))
}
