//! The matrix files that settings name, one a cloud: `[matrix] aws = "matrix/aws.toml"`.

use std::path::{Component, Path, PathBuf};

use super::{Config, Stated, all_errors};
use crate::error::{Error, Result};
use crate::matrix::Cloud;
use crate::text;

/// A matrix file that a setting names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixFile {
    /// The cloud that it is named for.
    pub cloud: Cloud,
    pub path: PathBuf,
    /// How a project's settings write it, from their folder on: everybody who works there judges by this file. None elsewhere.
    pub in_project: Option<String>,
}

impl Config {
    /// The matrix file that is stated for a cloud.
    pub fn matrix_file(&self, cloud: Cloud) -> Option<&Stated<MatrixFile>> {
        self.matrices.iter().find(|file| file.value.cloud == cloud)
    }

    /// The settings of a project, with paths as they are written.
    ///
    /// # Errors
    /// Every matrix file outside the folder of the settings: others who have the project do not have it.
    pub fn of_project(mut self) -> Result<Self> {
        let mut errors = Vec::new();
        for Stated { value, origin } in &mut self.matrices {
            let path = text::clean_line(&value.path.to_string_lossy()).into_owned();
            if !is_inside(&value.path) {
                let id = value.cloud.id();
                let error = Error::new(format!("the matrix '{path}' is outside the folder of this file"));
                errors.push(error.context(origin).hint(format!(
                    "keep it beside the decisions, where everyone who has the project has it: {id} = \"matrix/{id}.toml\""
                )));
            }
            value.in_project = Some(path);
        }
        all_errors(errors)?;
        Ok(self)
    }
}

/// Whether a path as it is written stays in the folder where it starts.
fn is_inside(path: &Path) -> bool {
    let mut depth = 0_usize;
    for component in path.components() {
        match component {
            Component::Normal(name) if depth == 0 && name == "~" => return false,
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::ParentDir if depth > 0 => depth -= 1,
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return false,
        }
    }
    depth > 0
}
