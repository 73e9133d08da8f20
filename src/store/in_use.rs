//! `in-use.toml`: which matrix of a cloud is in use, and which were before.

use std::path::Path;

use super::MatrixName;
use super::paths::{folder, user_file};
use crate::error::Result;
use crate::host::{Host, clean_path};
use crate::matrix::Cloud;
use crate::toml_file::{self, Fields, Placed, Problems};

/// The file's name.
pub(super) const FILE: &str = "in-use.toml";

const SCHEMA: &str = "servemap/in-use/1";

/// The matrix in use, and those that were in use before it, the latest last.
pub(super) struct InUse {
    pub(super) name: MatrixName,
    previous: Vec<MatrixName>,
}

impl InUse {
    /// What is in use as long as none was activated.
    ///
    /// # Errors
    /// When the system does not say whether there is a file of the user's own.
    pub(super) fn initial(host: &dyn Host, cloud: Cloud) -> Result<Self> {
        let name = user_file(host, cloud)?.map_or(MatrixName::Bundled, |_| MatrixName::UserFile);
        Ok(Self { name, previous: Vec::new() })
    }

    /// Activating what is in use already changes nothing.
    pub(super) fn activate(mut self, name: MatrixName) -> Self {
        if name != self.name {
            self.previous.push(std::mem::replace(&mut self.name, name));
        }
        self
    }

    /// One step back, if there is one.
    pub(super) fn activate_previous(mut self) -> Option<Self> {
        self.name = self.previous.pop()?;
        Some(self)
    }

    pub(super) fn to_toml(&self, cloud: Cloud) -> String {
        let previous: Vec<String> = self.previous.iter().map(|name| format!("\"{name}\"")).collect();
        format!(
            "# Which matrix of {} is in use, and those before it. 'servemap matrix use' writes this file.\n\
            schema = \"{SCHEMA}\"\nname = \"{}\"\nprevious = [{}]\n",
            cloud.name(),
            self.name,
            previous.join(", ")
        )
    }

    pub(super) fn parse(path: &Path, text: &str) -> Result<Self> {
        let name = clean_path(path);
        let problems = Problems::new(&name, text);
        let table = toml_file::parse(text, &problems);
        let root = Fields::new(table.get_ref(), 0..0, &problems);
        let matrix_name = |line: Placed<String>| {
            let name = MatrixName::parse(&line.value);
            name.map_err(|error| problems.report(&line.span, error.message(), error.hints().first().cloned()))
                .ok()
        };
        root.schema(&[SCHEMA]);
        let name = root.line("name").and_then(matrix_name);
        root.missing("name", "\"bundled\"");
        let previous = root.lines("previous").into_iter().filter_map(matrix_name).collect();
        root.finish();
        problems.into_result()?;
        Ok(Self { name: name.unwrap_or(MatrixName::Bundled), previous })
    }
}

/// Which matrix of a cloud is in use.
///
/// # Errors
/// When the file that says so cannot be read.
pub fn in_use(host: &dyn Host, cloud: Cloud) -> Result<MatrixName> {
    let path = folder(host, cloud).map(|folder| folder.join(FILE)).filter(|path| host.may_exist(path));
    let Some(path) = path else { return Ok(InUse::initial(host, cloud)?.name) };
    let in_use = InUse::parse(&path, &host.read(&path)?).map_err(|error| {
        error.hint(format!(
            "'servemap matrix use bundled --cloud {}' replaces it; the stored matrices stay",
            cloud.id()
        ))
    })?;
    Ok(in_use.name)
}
