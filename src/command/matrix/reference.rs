//! A matrix as a person names it: a file, a stored one's name, `bundled`, `in-use`; with a cloud behind it where needed.

use std::path::Path;

use crate::command::Source;
use crate::error::{Error, Result};
use crate::host::{Host, clean_path, quoted};
use crate::matrix::{Cloud, Matrix, bundled};
use crate::store::{self, MatrixName};
use crate::text::{self, Words};

/// What a word means, before it is known for which cloud.
#[derive(Debug)]
pub struct Reference<'w> {
    word: &'w str,
    kind: ReferenceKind,
    cloud: Option<Cloud>,
}

#[derive(Debug)]
enum ReferenceKind {
    /// A file, which says its own cloud.
    File(Box<Matrix>),
    /// The one in use.
    InUse,
    /// One that is there under this name.
    Named(MatrixName),
}

/// The word for the one in use.
pub const IN_USE: &str = "in-use";

impl<'w> Reference<'w> {
    /// Reads a word. But for the two words that are always there, a file comes before a stored name.
    ///
    /// # Errors
    /// When there is neither such a file nor such a name.
    pub fn read(word: &'w str, host: &dyn Host) -> Result<Self> {
        let path = Path::new(word);
        let (name, cloud) = parts(word);
        let always = [IN_USE, "bundled"].contains(&name);
        if !always && host.exists(path) && !host.is_folder(path) {
            let matrix = bundled::with_own(&clean_path(path), &host.read(path)?)?;
            let cloud = Some(matrix.cloud);
            return Ok(Self { word, kind: ReferenceKind::File(Box::new(matrix)), cloud });
        }
        if name == IN_USE {
            return Ok(Self { word, kind: ReferenceKind::InUse, cloud });
        }
        match MatrixName::parse(name) {
            Ok(name) => Ok(Self { word, kind: ReferenceKind::Named(name), cloud }),
            Err(_) => Err(unknown(word, path, host)),
        }
    }

    /// The cloud, where the word settles it: it says so, or only one cloud has a matrix of the name.
    ///
    /// # Errors
    /// When stored matrices of several clouds have the name, or none has it.
    pub fn cloud(&self, source: &Source, host: &dyn Host) -> Result<Option<Cloud>> {
        let named = self.cloud.or(source.cloud);
        match &self.kind {
            ReferenceKind::Named(MatrixName::Stored(name)) if named.is_none() => {
                let mut clouds = Vec::new();
                for cloud in Cloud::ALL {
                    if store::names(host, cloud)?.contains(name) {
                        clouds.push(cloud);
                    }
                }
                match clouds.as_slice() {
                    [] => Err(unknown(self.word, Path::new(self.word), host)),
                    [only] => Ok(Some(*only)),
                    several => {
                        let ways: Vec<String> =
                            several.iter().map(|cloud| format!("{name}:{}", cloud.id())).collect();
                        Err(Error::new(format!(
                            "'{name}' is ambiguous: {} clouds have a matrix of that name",
                            several.len()
                        ))
                        .hint(format!("use one of: {}", ways.join(", "))))
                    }
                }
            }
            _ => Ok(named),
        }
    }

    /// The matrix, of this cloud where the word leaves it open; the one in use is that of the settings that count `at` a path.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn matrix(self, cloud: Cloud, source: &Source, at: Option<&Path>, host: &dyn Host) -> Result<Matrix> {
        let cloud = self.cloud.unwrap_or(cloud);
        match self.kind {
            ReferenceKind::File(matrix) => Ok(*matrix),
            ReferenceKind::InUse => source.matrix_of(Some(cloud), &source.config(at, host)?, host),
            ReferenceKind::Named(name) => store::load(host, cloud, &name),
        }
    }

    /// The stored, own or bundled matrix the word names, for taking it into use.
    pub fn name(&self) -> Option<&MatrixName> {
        match &self.kind {
            ReferenceKind::Named(name) => Some(name),
            ReferenceKind::File(_) | ReferenceKind::InUse => None,
        }
    }
}

/// A name, and the cloud behind its colon.
fn parts(word: &str) -> (&str, Option<Cloud>) {
    let parted = word.rsplit_once(':').and_then(|(name, cloud)| Some((name, Cloud::read(cloud)?)));
    parted.map_or((word, None), |(name, cloud)| (name, Some(cloud)))
}

/// An error for what is neither a file nor a name.
fn unknown(word: &str, path: &Path, host: &dyn Host) -> Error {
    let stored = Cloud::ALL.into_iter().flat_map(|cloud| store::names(host, cloud).unwrap_or_default());
    let names: Vec<String> = ["bundled".to_owned(), IN_USE.to_owned()].into_iter().chain(stored).collect();
    // What looks like a path is one: the host knows which part of it is missing.
    if word.contains(['/', '\\']) || path.extension().is_some_and(|extension| extension == "toml") {
        return host
            .read(path)
            .err()
            .unwrap_or_else(|| Error::new(format!("{} is not a matrix", quoted(path))));
    }
    let error = Error::new(format!("'{}' is neither a file nor a stored matrix", text::clean_line(word)));
    match text::did_you_mean(word, names.iter().map(String::as_str)) {
        Some(hint) => error.hint(hint),
        None => error.hint("'servemap matrix list' lists the available matrices"),
    }
}
