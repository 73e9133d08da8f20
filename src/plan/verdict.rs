//! What all gates say together, as a plan's file keeps it. How it is reached: `gates`.

use crate::text::words;

/// What the gates say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Every gate passes.
    Available,
    /// At least one gate warns.
    Conditional,
    /// At least one gate does not know, none blocks.
    Unknown,
    /// At least one gate blocks.
    Blocked,
}

words! { Verdict {
    Available = "available";
    Conditional = "conditional";
    Unknown = "unknown";
    Blocked = "blocked";
} }

impl Verdict {
    /// Whether the model can be taken, if under conditions.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Available | Self::Conditional)
    }
}
