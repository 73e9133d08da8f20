//! The three clouds a matrix may speak for.

use crate::text::words;

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

words! { Cloud {
    Aws = "aws", "AWS", "Amazon Web Services";
    Azure = "azure", "Azure", "Microsoft Azure";
    Gcp = "gcp", "Google Cloud", "Google Cloud Platform", "Google";
} }
