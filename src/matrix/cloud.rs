//! The three clouds a matrix may speak for.

/// A cloud Databricks runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Cloud {
    /// Amazon Web Services.
    #[default]
    Aws,
    /// Microsoft Azure.
    Azure,
    /// Google Cloud.
    Gcp,
}

impl Cloud {
    /// All clouds, the default first.
    pub const ALL: [Self; 3] = [Self::Aws, Self::Azure, Self::Gcp];

    /// The word in files, flags and JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::Azure => "azure",
            Self::Gcp => "gcp",
        }
    }

    /// The name in prose and in the template's "Primary … region".
    pub fn name(self) -> &'static str {
        match self {
            Self::Aws => "AWS",
            Self::Azure => "Azure",
            Self::Gcp => "Google Cloud",
        }
    }

    /// The next cloud, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Aws => Self::Azure,
            Self::Azure => Self::Gcp,
            Self::Gcp => Self::Aws,
        }
    }
}
