//! A gate, and what it says of a case: an outcome, the reasons as values, and where the facts were read.

use std::fmt;
use std::rc::Rc;

use super::case::Case;
use crate::matrix::{Source, source};
use crate::plan::Verdict;
use crate::text::words;

/// A condition with a judge.
pub struct Gate {
    /// The word in JSON.
    pub id: &'static str,
    /// The same as the label of a row.
    pub label: &'static str,
    /// The template's name for it.
    pub title: &'static str,
    /// Says what the gate says of a case.
    pub judge: for<'a> fn(&Case<'a>) -> Judgement<'a>,
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl PartialEq for Gate {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// What a gate says. Ordered from best to worst; the worst of all gates is the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Nothing stands against it.
    Pass,
    /// Possible, under a condition.
    Warn,
    /// Nobody knows: neither yes nor no.
    Unknown,
    /// Not possible.
    Block,
}

words! { Outcome {
    Pass = "pass";
    Warn = "warn";
    Unknown = "unknown";
    Block = "block";
} }

impl From<Outcome> for Verdict {
    fn from(worst: Outcome) -> Self {
        match worst {
            Outcome::Pass => Self::Available,
            Outcome::Warn => Self::Conditional,
            Outcome::Unknown => Self::Unknown,
            Outcome::Block => Self::Blocked,
        }
    }
}

/// Why a gate says what it says: the facts. `Display` makes the sentence.
pub trait Reason: fmt::Display {
    /// The stable word for scripts; none for a remark, which decides nothing.
    fn code(&self) -> Option<&'static str>;
}

/// What one gate says of one case.
#[derive(Debug, Clone)]
pub struct Judgement<'a> {
    /// Pass, warn, block or unknown: the worst of what the reasons come to.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reasons<'a>,
    /// Where the facts were read, and when.
    pub source: Sources<'a>,
}

impl<'a> Judgement<'a> {
    /// A judgement for one reason.
    pub(super) fn new(outcome: Outcome, reason: impl Reason + 'a, source: Sources<'a>) -> Self {
        let code = reason.code().unwrap_or_default();
        Self { outcome, reason: Reasons { code, sentences: Rc::new(reason) }, source }
    }

    /// A judgement for several reasons, each with what it comes to. The first of the worst gives the code.
    pub(super) fn of(reasons: Vec<(Outcome, impl Reason + 'a)>, source: Sources<'a>) -> Self {
        let outcome = reasons.iter().map(|(outcome, _)| *outcome).max().unwrap_or(Outcome::Unknown);
        let mut worst = reasons.iter().filter(|(each, _)| *each == outcome);
        let code = worst.find_map(|(_, reason)| reason.code()).unwrap_or_default();
        Self { outcome, reason: Reasons { code, sentences: Rc::new(Sentences(reasons)) }, source }
    }
}

/// The reasons of a judgement. `Display` makes their sentences.
#[derive(Clone)]
pub struct Reasons<'a> {
    code: &'static str,
    sentences: Rc<dyn fmt::Display + 'a>,
}

impl Reasons<'_> {
    /// The stable word for the reason that decides.
    pub fn code(&self) -> &'static str {
        self.code
    }
}

impl fmt::Display for Reasons<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sentences.fmt(f)
    }
}

impl fmt::Debug for Reasons<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.sentences)
    }
}

struct Sentences<R>(Vec<(Outcome, R)>);

impl<R: fmt::Display> fmt::Display for Sentences<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (_, reason)) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            reason.fmt(f)?;
        }
        Ok(())
    }
}

/// Where the facts of a judgement were read. Nearly always that is one place: a list of it would be made for every cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sources<'a> {
    /// Nowhere: they are the user's own.
    Plan,
    One(&'a Source),
    Several(Vec<&'a Source>),
}

impl<'a> Sources<'a> {
    /// The facts are those of the plan.
    pub(super) fn plan() -> Self {
        Self::Plan
    }

    /// The page the cells were read from.
    pub(super) fn cells(case: &Case<'a>) -> Self {
        Self::One(case.criteria.matrix.source())
    }

    /// The pages the model's own facts were read from.
    pub(super) fn model(case: &Case<'a>) -> Self {
        case.criteria.matrix.sources_of_model(case.model).collect()
    }
}

impl<'a> FromIterator<&'a Source> for Sources<'a> {
    fn from_iter<T: IntoIterator<Item = &'a Source>>(sources: T) -> Self {
        let mut sources = sources.into_iter();
        match (sources.next(), sources.next()) {
            (None, _) => Self::Plan,
            (Some(only), None) => Self::One(only),
            (Some(first), Some(second)) => {
                Self::Several([first, second].into_iter().chain(sources).collect())
            }
        }
    }
}

impl fmt::Display for Sources<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan => f.write_str("this plan"),
            Self::One(source) => f.write_str(&source.cite()),
            Self::Several(sources) => f.write_str(&source::cite_all(sources.iter().copied())),
        }
    }
}
