//! What all gates say together, as a plan's file keeps it. How it is reached: `gates`.

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

impl Verdict {
    /// All verdicts, best first.
    pub const ALL: [Self; 4] = [Self::Available, Self::Conditional, Self::Unknown, Self::Blocked];

    /// The word in files, JSON and on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Conditional => "conditional",
            Self::Unknown => "unknown",
            Self::Blocked => "blocked",
        }
    }

    /// Whether the model can be taken, if under conditions.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Available | Self::Conditional)
    }
}
