//! Which matrix of a cloud is meant: the bundled one, the user's own file, or a stored one by its name.

use std::fmt;

use crate::error::{Error, Result};
use crate::text;

/// The name no stored matrix can have: it would stand in the way of the file that says which one is in use.
const RESERVED: &str = "in-use";

/// The name of a matrix, unique within its cloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatrixName {
    Bundled,
    UserFile,
    Stored(String),
}

impl MatrixName {
    /// Reads a name.
    ///
    /// # Errors
    /// When no stored matrix can have it: a name never leads out of the folder.
    pub fn parse(word: &str) -> Result<Self> {
        match word {
            "bundled" => Ok(Self::Bundled),
            "own" => Ok(Self::UserFile),
            word if word != RESERVED && text::slug(word) == word => Ok(Self::Stored(word.to_owned())),
            word => Err(Error::new(format!("invalid matrix name '{}'", text::clean_line(word)))
                .hint("'servemap matrix list' lists the matrices")),
        }
    }
}

impl fmt::Display for MatrixName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bundled => "bundled",
            Self::UserFile => "own",
            Self::Stored(name) => name,
        })
    }
}
