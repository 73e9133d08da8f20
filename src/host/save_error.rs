//! Why a file was not saved.

use std::path::Path;

use super::path::quoted;
use crate::error::Error;

pub type Saved<T = ()> = std::result::Result<T, SaveError>;

/// The first two are conflicts, which the user can decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveError {
    /// The file was to be new, and something is there.
    Exists(Error),
    /// Somebody else wrote or removed the file since it was read.
    Changed(Error),
    Other(Error),
}

impl SaveError {
    pub fn error(&self) -> &Error {
        let (Self::Exists(error) | Self::Changed(error) | Self::Other(error)) = self;
        error
    }

    /// Whether the same save could go ahead with [`super::Expected::Anything`].
    pub fn is_conflict(&self) -> bool {
        !matches!(self, Self::Other(_))
    }

    pub(super) fn exists(path: &Path) -> Self {
        Self::Exists(
            Error::new(format!("{} exists already", quoted(path)))
                .hint("choose another name, or overwrite it"),
        )
    }

    pub(super) fn changed(path: &Path) -> Self {
        Self::Changed(
            Error::new(format!("{} changed on disk since it was read", quoted(path)))
                .hint("open it again, save under another name, or overwrite it"),
        )
    }

    pub(super) fn removed(path: &Path) -> Self {
        Self::Changed(
            Error::new(format!("{} was removed since it was read", quoted(path)))
                .hint("save it again, or under another name"),
        )
    }
}

impl From<SaveError> for Error {
    fn from(error: SaveError) -> Self {
        let (SaveError::Exists(error) | SaveError::Changed(error) | SaveError::Other(error)) = error;
        error
    }
}

impl From<Error> for SaveError {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}
