//! A plan: what has been chosen so far, every choice open until it is made.
//!
//! What the choices mean is judged in `gates`; a plan whose choices are looked up is a `Decision`.

pub mod advice;
pub mod change;
pub mod choice;
mod considered;
mod decided;
pub mod field;
pub mod file;
mod full_choice;
pub mod guardrail;
mod history;
mod name;
pub mod posture;
pub mod record;
pub mod review;
pub mod runbook;
pub mod status;
mod tokens;
pub mod verdict;
mod waiver;

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

pub use advice::Advice;
pub use choice::{Choice, Test, TestStatus};
pub use considered::Considered;
pub use decided::{Decided, Event};
pub use full_choice::FullChoice;
pub use name::{better_name, check_name, is_plan_name};
pub use posture::{Posture, PreviewRule, Residency, Routing, Use};
pub use record::{Reason, Record};
pub use review::{Approvals, Review, ReviewVerdict};
pub use runbook::{Question, Runbook};
pub use status::Status;
pub use tokens::Tokens;
pub use verdict::Verdict;
pub use waiver::Waiver;

use crate::error::Error;
use crate::matrix::{Cloud, Matrix, Mode, ModelId, RegionId, Workload};

/// One decision being made or made: everything the template asks for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// The cloud the workspace runs on.
    pub cloud: Cloud,
    /// Where the decision stands among people; none where nobody has said so.
    pub status: Option<Status>,
    /// The file of the decision that took its place, from this plan's folder.
    pub superseded_by: Option<String>,
    /// The files of the decisions whose place it took, from this plan's folder.
    pub supersedes: Vec<String>,
    /// The workload in one sentence; empty while open.
    pub sentence: String,
    /// The workload's shape.
    pub workload: Option<Workload>,
    /// The serving mode.
    pub mode: Option<Mode>,
    /// The primary region. Kept although a matrix may not have it: the gates then say so.
    pub region: Option<RegionId>,
    /// The region to fail over to.
    pub secondary: Option<RegionId>,
    /// What the organisation brings.
    pub posture: Posture,
    /// How many tokens a month, for an estimate.
    pub tokens: Tokens,
    /// The model.
    pub model: Option<ModelId>,
    /// Models that were looked at and not taken, each with the reason if the user gave one.
    pub considered: Vec<Considered>,
    /// Owner, test, reason, replacement.
    pub record: Record,
    /// The ids of the guardrails that are in place.
    pub ticked: BTreeSet<String>,
    /// The five answers of the runbook entry.
    pub runbook: Runbook,
    /// What was decided, and what was known then, the oldest first.
    pub decided: Vec<Decided>,
    /// The findings of `check` that somebody accepts for a while.
    pub waivers: Vec<Waiver>,
    /// Who looked at the decision, and what they said.
    pub reviews: Vec<Review>,
    /// The day by which the decision is to be looked at again.
    pub review_by: Option<NaiveDate>,
}

impl Plan {
    /// Whether mode, region and model are chosen: whether there is something to judge.
    pub fn is_decided(&self) -> bool {
        self.mode.is_some() && self.region.is_some() && self.model.is_some()
    }

    /// Puts the official names in place of those that people wrote. What the matrix does not know stays as it is, and is
    /// told wherever it is judged.
    pub fn resolve(&mut self, matrix: &Matrix) {
        let mode = self.mode;
        let model = |id: &mut ModelId| {
            if let Some(found) = matrix.model_named(&id.0, mode) {
                id.clone_from(&found.id);
            }
        };
        self.model.iter_mut().for_each(model);
        self.record.replacement.iter_mut().for_each(model);
        self.posture.use_model.iter_mut().for_each(model);
        let with = &mut self.record.test.with;
        with.model.iter_mut().for_each(model);
        // Two that are one model under its official name stand once, with the reason that was given last.
        let mut places: HashMap<ModelId, usize> = HashMap::new();
        for mut other in std::mem::take(&mut self.considered) {
            model(&mut other.model);
            match places.get(&other.model) {
                Some(place) if !other.reason.is_empty() => self.considered[*place].reason = other.reason,
                Some(_) => {}
                None => {
                    places.insert(other.model.clone(), self.considered.len());
                    self.considered.push(other);
                }
            }
        }
        for seen in self.full_choices_mut() {
            let mode = seen.choice.mode.or(mode);
            for id in seen.choice.model.iter_mut().chain(&mut seen.replacement) {
                if let Some(found) = matrix.model_named(&id.0, mode) {
                    id.clone_from(&found.id);
                }
            }
            if let Some(id) = &mut seen.choice.region
                && let Some(found) = matrix.region_named(&id.0)
            {
                id.clone_from(&found.id);
            }
        }
        for id in self.region.iter_mut().chain(&mut self.secondary).chain(&mut self.record.test.with.region) {
            if let Some(found) = matrix.region_named(&id.0) {
                id.clone_from(&found.id);
            }
        }
    }

    /// The choices that were decided and seen before.
    fn full_choices_mut(&mut self) -> impl Iterator<Item = &mut FullChoice> {
        let decided = self.decided.iter_mut().filter_map(|decided| decided.chosen.as_mut());
        decided.chain(self.reviews.iter_mut().filter_map(|review| review.seen.as_mut()))
    }

    /// The names of the plan that the matrix does not know, each with its key in the file and what would be right.
    pub fn unknown_names(&self, matrix: &Matrix) -> Vec<(&'static str, Error)> {
        let model = |key: &'static str, id: &ModelId| Some((key, matrix.find_model(&id.0, self.mode).err()?));
        let region = |key: &'static str, id: &RegionId| {
            // Where a vendor's model runs may be called anything.
            let error = matrix.find_region(&id.0).err()?;
            (self.mode != Some(Mode::ExternalModels)).then_some((key, error))
        };
        let regions = [("region", self.region.as_ref()), ("secondary", self.secondary.as_ref())];
        let regions = regions.into_iter().filter_map(|(key, id)| region(key, id?));
        let considered = self.considered.iter().filter_map(|other| model("considered", &other.model));
        let chosen = self.model.iter().filter_map(|id| model("model", id));
        let replacement = self.record.replacement.iter();
        let replacement = replacement.filter_map(|id| model("record.replacement", id));
        regions.chain(chosen).chain(considered).chain(replacement).collect()
    }

    /// A name for the plan's file, from what was chosen: model, mode, region.
    pub fn file_name(&self) -> String {
        let parts = [
            self.model.as_ref().map(|model| model.0.trim_start_matches("databricks-").to_owned()),
            self.mode.map(|mode| mode.id().to_owned()),
            self.region.as_ref().map(|region| region.0.clone()),
        ];
        let name = parts.into_iter().flatten().collect::<Vec<_>>().join("-");
        let name = if name.is_empty() { "plan".to_owned() } else { name };
        format!("{}.toml", crate::text::slug(&name))
    }
}
