//! Why there is no cell to read: the reason that the gates after the region share.

use std::fmt;

use super::case::Case;
use crate::matrix::Availability;

/// What keeps a gate from reading the cell of the primary region.
#[derive(Debug, Clone, Copy)]
pub(super) enum NoCell {
    NoMode,
    NoRegion,
    /// Kept by existing use, although it is no longer listed.
    LeftTable,
    /// With what the gate asks the cell for.
    NotListed(&'static str),
    Unseen,
}

impl NoCell {
    pub(super) fn of(case: &Case<'_>, asks_to: &'static str) -> Self {
        match case.here() {
            _ if case.criteria.mode.is_none() => Self::NoMode,
            None => Self::NoRegion,
            Some(Availability::NotListed) if case.is_kept().is_some() => Self::LeftTable,
            Some(Availability::NotListed) => Self::NotListed(asks_to),
            Some(_) => Self::Unseen,
        }
    }

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::NoMode => "no-mode",
            Self::NoRegion => "no-region",
            Self::LeftTable => "left-table",
            Self::NotListed(_) => "not-listed",
            Self::Unseen => "unknown-cell",
        }
    }
}

impl fmt::Display for NoCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMode => f.write_str("Depends on the mode, and none is chosen yet."),
            Self::NoRegion => f.write_str("Depends on the region, and none is known yet."),
            Self::LeftTable => f.write_str("Unknown: no cell lists the model there any more."),
            Self::NotListed(asks_to) => {
                write!(f, "Nothing to {asks_to}: the model is not listed there.")
            }
            Self::Unseen => f.write_str("Unknown: there is no cell to read it from."),
        }
    }
}
