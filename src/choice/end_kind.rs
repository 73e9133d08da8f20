//! What an end is at a glance: the sign and the word that a picture has for it, and the part of a picture it stands in.

use crate::matrix::{DateKind, Lifecycle};
use crate::text::words;

/// What a picture tells apart about the end of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndKind {
    /// The docs name the day.
    Announced,
    /// The docs call the day planned.
    Planned,
    /// The docs promise only that it is not earlier.
    NotBefore,
    /// The earliest day has passed, or it was found gone on a later one.
    Unclear,
    /// On its way out, without a day.
    NoDate,
    /// A preview without a known end.
    Preview,
    /// The page that was read announces nothing. It may announce something tomorrow.
    Nothing,
    /// No page about ends was read for this cloud, or it is a vendor's model.
    Unknown,
    /// Retired, and another model still answers.
    Redirected,
    /// Calls fail.
    Retired,
}

words! { EndKind {
    Announced = "announced";
    Planned = "planned";
    NotBefore = "not-before", "not before";
    Unclear = "unclear", "end unclear";
    NoDate = "no-date", "no date announced";
    Preview = "preview";
    Nothing = "nothing-announced", "no end announced";
    Unknown = "unknown", "end unknown";
    Redirected = "redirected", "retired, redirected";
    Retired = "retired";
} }

/// The parts of a timeline, in the order in which they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndStage {
    /// A day is named that lies ahead, or a redirect still runs.
    Ahead,
    /// Nobody can say when.
    Undated,
    Preview,
    /// Calls fail.
    Ended,
}

words! { EndStage {
    Ahead = "ahead", "Ends ahead";
    Undated = "undated", "No date known";
    Preview = "preview", "Previews";
    Ended = "ended", "Ended";
} }

impl EndKind {
    /// What an announcement means; for a model without one, that none was read.
    pub fn of(lifecycle: Lifecycle<'_>) -> Self {
        match lifecycle {
            Lifecycle::Active => Self::Nothing,
            Lifecycle::Legacy(_) => Self::NoDate,
            Lifecycle::Deprecated { fact, .. } => match fact.date_kind {
                DateKind::NotBefore => Self::NotBefore,
                DateKind::Planned => Self::Planned,
                DateKind::Announced | DateKind::Seen => Self::Announced,
            },
            Lifecycle::Redirected { .. } => Self::Redirected,
            Lifecycle::Unclear { .. } => Self::Unclear,
            Lifecycle::Retired { .. } => Self::Retired,
        }
    }

    pub fn sign(self) -> &'static str {
        match self {
            Self::Announced => "●",
            Self::Planned => "○",
            Self::NotBefore => "›",
            Self::Unclear | Self::Unknown => "?",
            Self::NoDate | Self::Nothing => "–",
            Self::Preview => "p",
            Self::Redirected => "≈",
            Self::Retired => "✗",
        }
    }

    pub fn stage(self) -> EndStage {
        match self {
            Self::Announced | Self::Planned | Self::NotBefore | Self::Redirected => EndStage::Ahead,
            Self::Unclear | Self::NoDate | Self::Nothing | Self::Unknown => EndStage::Undated,
            Self::Preview => EndStage::Preview,
            Self::Retired => EndStage::Ended,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, bundled};

    /// What nobody announced is never drawn as an end, nor as "never".
    #[test]
    fn only_a_named_day_lies_ahead() {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let day = crate::date::parse("2026-10-04").unwrap();
        for fact in matrix.lifecycle_facts() {
            let kind = EndKind::of(fact.on(day));
            assert!(kind.stage() != EndStage::Ahead || fact.retires.is_some(), "{fact:?}");
            assert!(!matches!(kind, EndKind::Nothing | EndKind::Preview), "{fact:?}");
        }
        assert_eq!(EndKind::of(Lifecycle::Active).stage(), EndStage::Undated);
    }
}
