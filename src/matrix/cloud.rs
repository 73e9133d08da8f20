//! The three clouds a matrix may speak for.

use crate::text::words;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Cloud {
    #[default]
    Aws,
    Azure,
    Gcp,
}

words! { Cloud {
    Aws = "aws", "AWS", "Amazon Web Services";
    Azure = "azure", "Azure", "Microsoft Azure";
    Gcp = "gcp", "Google Cloud", "Google Cloud Platform", "Google";
} }
