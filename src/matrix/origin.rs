//! Where a matrix came from.

use std::fmt;

use serde::{Serialize, Serializer};

/// Where a matrix came from, as people are told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum MatrixOrigin {
    /// It ships with the program.
    #[default]
    Bundled,
    /// A file that a flag, a variable or a user's own settings name.
    File(String),
    /// The store has it under this name.
    Stored(String),
    /// The file that the settings of a project name, from their folder on.
    Project(String),
}

impl MatrixOrigin {
    /// Its file, where it has one that was named.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::File(file) | Self::Project(file) => Some(file),
            Self::Bundled | Self::Stored(_) => None,
        }
    }
}

impl fmt::Display for MatrixOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bundled => f.write_str("bundled"),
            Self::File(file) => f.write_str(file),
            Self::Stored(name) => write!(f, "stored {name}"),
            Self::Project(file) => write!(f, "project {file}"),
        }
    }
}

impl Serialize for MatrixOrigin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
