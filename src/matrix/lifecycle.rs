//! How a model's life goes on and ends: facts per model and mode, and what they mean on a given day.

use std::fmt;

use chrono::NaiveDate;

use super::{Cloud, Mode, ModelId};
use crate::text::words;

/// What the source of a fact called the model on the day it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Only workspaces with existing use keep it; no date announced.
    Legacy,
    /// A retirement date is announced; only workspaces already using it keep it.
    Deprecated,
    /// Calls fail.
    Retired,
}

words! { State {
    Legacy = "legacy";
    Deprecated = "deprecated";
    Retired = "retired";
} }

/// What a retirement date is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateKind {
    /// The docs name the day.
    Announced,
    /// The docs call the day planned.
    Planned,
    /// The docs promise only that it will not be earlier: from that day on the state is unknown.
    NotBefore,
    /// No day was named: the model was already gone when the page was read that day.
    Seen,
}

// The name is said before the date.
words! { DateKind {
    Announced = "announced", "announced for";
    Planned = "planned", "planned for";
    NotBefore = "not-before", "not before";
    Seen = "seen", "seen gone on";
} }

impl DateKind {
    /// Whether the docs name the day as that of the end.
    pub fn is_certain(self) -> bool {
        matches!(self, Self::Announced | Self::Planned)
    }
}

/// A span of days during which calls to a retired model are answered by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    pub from: NaiveDate,
    /// The last day; calls fail from the next.
    pub until: NaiveDate,
    /// The model that answers.
    pub target: ModelId,
}

/// One announcement about one model, in some modes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifecycleFact {
    pub model: ModelId,
    pub modes: Vec<Mode>,
    /// What the source called it.
    pub state: State,
    /// The day from which calls fail; none where none is announced.
    pub retires: Option<NaiveDate>,
    /// What that date is worth.
    pub date_kind: DateKind,
    /// The recommended replacement, in the source's words.
    pub replacement: Option<String>,
    /// The models those words name exactly. Empty where they name none.
    pub replaced_by: Vec<ModelId>,
    /// A temporary redirect to a similar model.
    pub redirect: Option<Redirect>,
    /// The clouds whose pages say so; empty for all.
    pub clouds: Vec<Cloud>,
    /// What else is to be known: contradictions above all.
    pub note: Option<String>,
    /// The places of its sources in the matrix.
    pub(crate) sources: Vec<usize>,
}

impl LifecycleFact {
    /// An announcement that says no more than that.
    #[cfg(feature = "import")]
    pub(crate) fn new(model: ModelId, held: Vec<Mode>, state: State, source: usize) -> Self {
        Self {
            model,
            modes: held,
            state,
            retires: None,
            date_kind: DateKind::Announced,
            replacement: None,
            replaced_by: Vec::new(),
            redirect: None,
            clouds: Vec::new(),
            note: None,
            sources: vec![source],
        }
    }

    /// The day from which no model answers in its place: that of the retirement, or the one after a redirect.
    pub fn over(&self) -> Option<NaiveDate> {
        let redirect = self.redirect.as_ref().and_then(|redirect| redirect.until.succ_opt());
        redirect.filter(|_| self.retires.is_some()).or(self.retires)
    }

    /// What the fact means on a day. A date counts from its own day.
    pub fn on(&self, day: NaiveDate) -> Lifecycle<'_> {
        let Some(retires) = self.retires else {
            return match self.state {
                State::Retired => Lifecycle::Retired { fact: self, since: None },
                State::Legacy | State::Deprecated => Lifecycle::Legacy(self),
            };
        };
        if day < retires {
            return match self.date_kind {
                // Gone by then, but nobody knows since when.
                DateKind::Seen => Lifecycle::Unclear { fact: self, since: retires },
                DateKind::Announced | DateKind::Planned | DateKind::NotBefore => {
                    Lifecycle::Deprecated { fact: self, retires }
                }
            };
        }
        match &self.redirect {
            Some(redirect) if redirect.from <= day && day <= redirect.until => {
                Lifecycle::Redirected { fact: self, redirect }
            }
            _ if self.date_kind == DateKind::NotBefore => Lifecycle::Unclear { fact: self, since: retires },
            _ => Lifecycle::Retired { fact: self, since: Some(retires) },
        }
    }
}

/// The state a model is in on a day. Ordered: of several announcements, the latest state counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LifecycleState {
    /// Nothing is announced.
    Active,
    /// Kept only by workspaces that already use it; no date.
    Legacy,
    /// A retirement date lies ahead.
    Deprecated,
    /// Perhaps retired: the earliest possible day has passed, or it was found gone on a later day.
    Unclear,
    /// Retired, but another model still answers.
    Redirected,
    /// Calls fail.
    Retired,
}

words! { LifecycleState {
    Active = "active";
    Legacy = "legacy";
    Deprecated = "deprecated";
    Unclear = "unclear";
    Redirected = "redirected";
    Retired = "retired";
} }

/// Where a model stands in one mode on one day: its state, with the announcement and the days it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifecycle<'a> {
    /// Nothing is announced.
    Active,
    /// Kept only by workspaces that already use it; no date.
    Legacy(&'a LifecycleFact),
    /// A retirement date lies ahead.
    Deprecated {
        fact: &'a LifecycleFact,
        /// The day from which calls fail.
        retires: NaiveDate,
    },
    /// Retired, but another model still answers.
    Redirected {
        fact: &'a LifecycleFact,
        /// Who answers, and until when.
        redirect: &'a Redirect,
    },
    /// The earliest possible day has passed and nobody said more; or it was found gone only on a later day.
    Unclear {
        fact: &'a LifecycleFact,
        /// That day.
        since: NaiveDate,
    },
    /// Calls fail.
    Retired {
        fact: &'a LifecycleFact,
        /// Since when; none where no source says.
        since: Option<NaiveDate>,
    },
}

impl<'a> Lifecycle<'a> {
    /// The announcement behind it, if there is one.
    pub fn fact(self) -> Option<&'a LifecycleFact> {
        match self {
            Self::Active => None,
            Self::Legacy(fact)
            | Self::Deprecated { fact, .. }
            | Self::Redirected { fact, .. }
            | Self::Unclear { fact, .. }
            | Self::Retired { fact, .. } => Some(fact),
        }
    }

    pub fn state(self) -> LifecycleState {
        match self {
            Self::Active => LifecycleState::Active,
            Self::Legacy(_) => LifecycleState::Legacy,
            Self::Deprecated { .. } => LifecycleState::Deprecated,
            Self::Unclear { .. } => LifecycleState::Unclear,
            Self::Redirected { .. } => LifecycleState::Redirected,
            Self::Retired { .. } => LifecycleState::Retired,
        }
    }

    /// The day from which the model itself no longer answers; calls may be redirected then. For an unclear one, the
    /// day that a source names.
    pub fn retires(self) -> Option<NaiveDate> {
        match self {
            Self::Active | Self::Legacy(_) => None,
            Self::Deprecated { retires, .. } => Some(retires),
            Self::Redirected { redirect, .. } => Some(redirect.from),
            Self::Unclear { since, .. } => Some(since),
            Self::Retired { since, .. } => since,
        }
    }

    /// The redirect that runs: who answers, from which day, until which.
    pub fn redirect(self) -> Option<&'a Redirect> {
        match self {
            Self::Redirected { redirect, .. } => Some(redirect),
            _ => None,
        }
    }

    /// The day that counts for who still calls it: the last one of a redirect that runs, otherwise that of its
    /// retirement.
    pub fn deadline(self) -> Option<NaiveDate> {
        self.redirect().map(|redirect| redirect.until).or_else(|| self.retires())
    }
}

/// In a few words, for a table: `announced for 2026-11-22`.
impl fmt::Display for Lifecycle<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Active => f.write_str("nothing announced"),
            Self::Legacy(_) => f.write_str("legacy, no date announced"),
            Self::Deprecated { fact, retires } => write!(f, "{} {retires}", fact.date_kind.name()),
            Self::Redirected { redirect, .. } => {
                write!(f, "retired {}, redirected until {}", redirect.from, redirect.until)
            }
            Self::Unclear { fact, since } => write!(f, "{} {since}, unclear", fact.date_kind.name()),
            Self::Retired { fact, since: Some(since) } if fact.date_kind == DateKind::Seen => {
                write!(f, "retired by {since}")
            }
            Self::Retired { since: Some(since), .. } => write!(f, "retired {since}"),
            Self::Retired { since: None, .. } => f.write_str("retired, no date"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        crate::date::parse(text).unwrap()
    }

    fn fact(kind: DateKind) -> LifecycleFact {
        LifecycleFact {
            model: ModelId("m".into()),
            modes: vec![Mode::PayPerToken],
            state: State::Deprecated,
            retires: Some(day("2026-03-26")),
            date_kind: kind,
            replacement: None,
            replaced_by: Vec::new(),
            redirect: None,
            clouds: Vec::new(),
            note: None,
            sources: Vec::new(),
        }
    }

    #[test]
    fn a_date_counts_from_its_own_day() {
        let fact = fact(DateKind::Announced);
        assert!(matches!(fact.on(day("2026-03-25")), Lifecycle::Deprecated { .. }));
        assert!(matches!(fact.on(day("2026-03-26")), Lifecycle::Retired { .. }));
    }

    #[test]
    fn a_redirect_bridges_the_days_up_to_its_last() {
        let mut fact = fact(DateKind::Announced);
        fact.redirect =
            Some(Redirect { from: day("2026-03-26"), until: day("2026-06-07"), target: ModelId("n".into()) });
        assert!(matches!(fact.on(day("2026-03-26")), Lifecycle::Redirected { .. }));
        assert!(matches!(fact.on(day("2026-06-07")), Lifecycle::Redirected { .. }));
        assert!(matches!(fact.on(day("2026-06-08")), Lifecycle::Retired { .. }));
        assert_eq!(fact.over(), Some(day("2026-06-08")));
        assert_eq!(self::fact(DateKind::Announced).over(), Some(day("2026-03-26")));
    }

    #[test]
    fn a_model_seen_gone_went_on_an_unknown_day_before() {
        let fact = fact(DateKind::Seen);
        assert!(matches!(fact.on(day("2026-03-25")), Lifecycle::Unclear { .. }));
        assert!(matches!(fact.on(day("2026-03-26")), Lifecycle::Retired { .. }));
    }

    #[test]
    fn not_before_promises_nothing_for_the_day_itself() {
        let fact = fact(DateKind::NotBefore);
        assert!(matches!(fact.on(day("2026-03-25")), Lifecycle::Deprecated { .. }));
        assert!(matches!(fact.on(day("2026-03-26")), Lifecycle::Unclear { .. }));
    }
}
