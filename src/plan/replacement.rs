//! Is a replacement one? Judged by the same gates, and by when it ends itself.

use super::case::{Case, Facts};
use super::posture::{Posture, Use};
use super::verdict::{Judged, Verdict};
use crate::matrix::{Lifecycle, Model};

/// A replacement with what the gates say of it.
#[derive(Debug, Clone)]
pub struct Replacement<'a> {
    /// The model to switch to.
    pub model: &'a Model,
    /// What the gates say of it in the same mode and region.
    pub judged: Judged,
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
        // The workspace uses the model that is to go; of the other nothing is known.
        let usage = match self.usage() {
            Use::New => Use::New,
            Use::Existing | Use::Unknown => Use::Unknown,
        };
        let posture = Posture { usage, use_model: None, ..self.facts.posture.clone() };
        let case = Facts { posture: &posture, ..self.facts }.case(model);
        let judged = case.judge();
        let (chain, loops) = self.successors(model);
        let refused = self.refusal(&case, &judged);
        Replacement { model, judged, refused, chain, loops }
    }

    fn refusal(&self, other: &Case<'_>, judged: &Judged) -> Option<String> {
        let name = other.model.label();
        if other.model.id == self.model.id {
            return Some(format!("{name} cannot replace itself."));
        }
        if judged.verdict == Verdict::Blocked {
            let why = judged.deciding().map(|(_, judgement)| judgement.reason.as_str()).unwrap_or_default();
            return Some(format!("{name} is itself blocked: {why}"));
        }
        let theirs = end_of(other.lifecycle())?;
        let ours = end_of(self.lifecycle());
        (ours.is_none_or(|ours| theirs <= ours)).then(|| match ours {
            Some(ours) => {
                format!("{name} itself ends on {theirs}, no later than {} on {ours}.", self.model.label())
            }
            None => {
                format!(
                    "{name} itself ends on {theirs}, while no end of {} is announced.",
                    self.model.label()
                )
            }
        })
    }

    /// Follows recommended replacements from `model` to the end; a loop ends it.
    fn successors(&self, model: &'a Model) -> (Vec<&'a Model>, bool) {
        let mut chain: Vec<&Model> = Vec::new();
        let mut at = model;
        while let Some(next) = self.facts.case(at).recommended().first().map(|way| way.model) {
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

fn end_of(lifecycle: Lifecycle<'_>) -> Option<chrono::NaiveDate> {
    match lifecycle {
        Lifecycle::Deprecated { retires, .. } => Some(retires),
        Lifecycle::Redirected { redirect, .. } => Some(redirect.from),
        Lifecycle::Unclear { since, .. } => Some(since),
        Lifecycle::Retired { since, .. } => since,
        Lifecycle::Active | Lifecycle::Legacy(_) => None,
    }
}
