//! Is a replacement one? Judged by the same gates, and by when it ends itself.

use chrono::NaiveDate;

use crate::gates::{Case, Criteria, Judged, Verdict};
use crate::matrix::{DateKind, Lifecycle, Model};
use crate::plan::posture::Use;

/// A replacement with what the gates say of it.
#[derive(Debug, Clone)]
pub struct Replacement<'a> {
    /// The model to switch to.
    pub model: &'a Model,
    /// What the gates say of it in the same mode and region.
    pub judged: Judged<'a>,
    /// Why it is no replacement, in plain sentences; none if it is one.
    pub refused: Option<String>,
    /// Its own recommended successors, to the end of the chain.
    pub chain: Vec<&'a Model>,
    /// Whether the chain comes back to a model it has already named.
    pub loops: bool,
}

impl Replacement<'_> {
    /// The chain in words, if there is one: "its own successor is A, then B".
    pub fn chain_words(&self) -> Option<String> {
        if self.chain.is_empty() {
            return None;
        }
        let names: Vec<&str> = self.chain.iter().map(|model| model.label()).collect();
        let end = if self.loops { ", which leads back in a loop" } else { "" };
        Some(format!("its own successor is {}{end}", names.join(", then ")))
    }
}

impl<'a> Case<'a> {
    /// Judges a model as the replacement of this case's model.
    pub fn replacement(&self, model: &'a Model) -> Replacement<'a> {
        let (judged, refused) = self.judged_replacement(model);
        let (chain, loops) = self.successors(model);
        Replacement { model, judged, refused, chain, loops }
    }

    /// What the gates say of a model in this one's place, and why it cannot take it if it cannot.
    pub(super) fn judged_replacement(&self, model: &'a Model) -> (Judged<'a>, Option<String>) {
        // The workspace uses the model that is to go; of the other nothing is known.
        let usage = match self.usage() {
            Use::New => Use::New,
            Use::Existing | Use::Unknown => Use::Unknown,
        };
        let case = Criteria { usage: Some(usage), ..self.criteria }.case(model);
        let judged = case.judge();
        let refused = self.refusal(&case, &judged);
        (judged, refused)
    }

    fn refusal(&self, other: &Case<'_>, judged: &Judged<'_>) -> Option<String> {
        let (name, own) = (other.model.label(), self.model.label());
        if other.model.id == self.model.id {
            return Some(format!("{name} cannot replace itself."));
        }
        if judged.verdict == Verdict::Blocked {
            let why = judged.deciding_reason().unwrap_or_default();
            return Some(format!("{name} is itself blocked: {why}"));
        }
        if let (Some(theirs), Some(ours)) = (other.model.task, self.model.task)
            && theirs != ours
        {
            return Some(format!(
                "{name} is for another task: {}, while {own} is for {}.",
                theirs.id(),
                ours.id()
            ));
        }
        let (theirs, ends) = end_of(other.lifecycle())?;
        let ours = match self.lifecycle() {
            // Gone already, on a day that no source names.
            Lifecycle::Retired { since: None, .. } => Some((self.criteria.as_of, String::new())),
            lifecycle => end_of(lifecycle),
        };
        match ours {
            Some((ours, _)) if theirs <= ours => {
                Some(format!("{name} itself {ends}, no later than {own} on {ours}."))
            }
            Some(_) => None,
            None => Some(format!("{name} itself {ends}, while no end of {own} is announced.")),
        }
    }

    /// Follows recommended replacements from `model` to the end; a loop ends it.
    fn successors(&self, model: &'a Model) -> (Vec<&'a Model>, bool) {
        let mut chain: Vec<&Model> = Vec::new();
        let mut at = model;
        while let Some(next) = self.criteria.case(at).recommended_models().first().copied() {
            if next.id == self.model.id || next.id == model.id || chain.iter().any(|seen| seen.id == next.id)
            {
                chain.push(next);
                return (chain, true);
            }
            chain.push(next);
            at = next;
        }
        (chain, false)
    }
}

/// The day a model ends, and what that day is worth in words.
fn end_of(lifecycle: Lifecycle<'_>) -> Option<(NaiveDate, String)> {
    let day = lifecycle.retires()?;
    let words = match lifecycle.fact()?.date_kind {
        DateKind::Announced => format!("ends on {day}"),
        DateKind::Planned => format!("is planned to end on {day}"),
        DateKind::NotBefore => format!("may end from {day} on"),
        DateKind::Seen => format!("was found gone on {day}"),
    };
    Some((day, words))
}
