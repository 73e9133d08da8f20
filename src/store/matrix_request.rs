//! Which matrix counts: the one place that decides. A file that a flag names, else the file that the settings name for the
//! cloud, else the one in use in the store, which is the bundled one as long as no other was activated.

use std::path::{Path, PathBuf};

use super::load::parse_matrix;
use super::{MatrixName, in_use, load, paths};
use crate::config::{Config, MatrixFile, Stated};
use crate::error::{Error, Result};
use crate::host::{Host, clean_path, quoted};
use crate::matrix::{Cloud, Matrix, MatrixOrigin};

/// What flags and settings say of matrices.
#[derive(Debug, Clone, Default)]
pub struct MatrixRequest {
    /// A file in place of all others: `--matrix`.
    file: Option<PathBuf>,
    /// The files that the settings name.
    configured: Vec<Stated<MatrixFile>>,
}

impl MatrixRequest {
    pub fn new(file: Option<&Path>, config: &Config) -> Self {
        Self { file: file.map(Path::to_owned), configured: config.matrices.clone() }
    }

    /// The same without the file that a flag names.
    #[must_use]
    pub fn without_file(self) -> Self {
        Self { file: None, ..self }
    }

    /// The file that the settings name for a cloud.
    pub fn configured(&self, cloud: Cloud) -> Option<&Stated<MatrixFile>> {
        self.configured.iter().find(|file| file.value.cloud == cloud)
    }

    /// What is said where a matrix was activated in the store although the settings name another.
    pub fn stays_in_use(&self, cloud: Cloud) -> Option<String> {
        let Stated { value, origin } = self.configured(cloud)?;
        Some(format!("{} stays in use here: {origin} names it", quoted(&value.path)))
    }
}

/// The matrix that counts.
///
/// Without a cloud, a file that a flag names decides which it is; AWS is the default.
///
/// # Errors
/// When the file cannot be read, breaks the rules of matrix files, or is of another cloud.
pub fn load_matrix(host: &dyn Host, cloud: Option<Cloud>, request: &MatrixRequest) -> Result<Matrix> {
    if let Some(path) = &request.file {
        return parse_matrix(path, &host.read(path)?, cloud);
    }
    let cloud = cloud.unwrap_or_default();
    if let Some(configured) = request.configured(cloud) {
        return load_configured(host, configured);
    }
    let name = in_use(host, cloud)?;
    load(host, cloud, &name).map_err(|error| {
        let id = cloud.id();
        let error =
            error.hint(format!("'servemap matrix use bundled --cloud {id}' activates the bundled matrix"));
        if !matches!(name, MatrixName::Stored(_)) {
            return error;
        }
        error.hint(format!("'servemap matrix use --previous --cloud {id}' activates the one before it"))
    })
}

/// The matrix of a file that the settings name. A fault leads to the line that names it.
pub(super) fn load_configured(host: &dyn Host, configured: &Stated<MatrixFile>) -> Result<Matrix> {
    let Stated { value: MatrixFile { cloud, path, in_project }, origin } = configured;
    let text = host.read(path).map_err(|error| {
        let missing = !host.may_exist(path);
        let hint =
            missing.then(|| format!("'servemap matrix import PAGE -o {}' writes it", clean_path(path)));
        hint.into_iter().fold(error, Error::hint).context(origin)
    })?;
    let mut matrix = parse_matrix(path, &text, None).map_err(|error| error.context(origin))?;
    if matrix.cloud != *cloud {
        let (file, own) = (quoted(path), matrix.cloud);
        let error =
            Error::new(format!("the matrix in {file} is for {}, not for {}", own.name(), cloud.name()));
        return Err(error.context(origin).hint(format!("{} = \"FILE\" in [matrix] names it", own.id())));
    }
    if let Some(name) = in_project {
        matrix.origin = MatrixOrigin::Project(name.clone());
    }
    Ok(matrix)
}

/// The file of the matrix that counts and the report of its import, as far as there are such; none for the bundled one.
///
/// # Errors
/// When the file that says which one is in use cannot be read.
pub fn files_in_use(
    host: &dyn Host,
    cloud: Cloud,
    request: &MatrixRequest,
) -> Result<Option<(PathBuf, Option<PathBuf>)>> {
    let configured = request.configured(cloud).map(|configured| &configured.value.path);
    if let Some(path) = request.file.as_ref().or(configured) {
        return Ok(Some((path.clone(), None)));
    }
    let path = paths::path(host, cloud, &in_use(host, cloud)?);
    Ok(path.map(|path| (path.clone(), paths::report(host, &path))))
}
