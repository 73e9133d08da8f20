//! What is known of a yes-or-no question about a model, and the words for what is not known.

use super::words;

/// Yes, no, unknown, or decided by the provider of an external model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// The sources do not say, or contradict each other.
    Unknown,
    ByProvider,
}

words! { Answer {
    Yes = "yes";
    No = "no";
    Unknown = "unknown";
    ByProvider = "by-provider", "by the provider";
} }

impl Answer {
    /// In a table, with words for yes and no.
    pub fn name_or(self, yes: &'static str, no: &'static str) -> &'static str {
        match self {
            Self::Yes => yes,
            Self::No => no,
            Self::Unknown | Self::ByProvider => self.name(),
        }
    }

    /// In a document, which says where to ask what is not known.
    pub fn advice_or(self, yes: &'static str, no: &'static str) -> &'static str {
        match self {
            Self::Yes => yes,
            Self::No => no,
            Self::Unknown => "Unknown: verify against the official page",
            Self::ByProvider => "Unknown: ask the provider",
        }
    }
}
