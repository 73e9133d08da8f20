//! The one reading of names: models and regions, however people write them. Flags, filters, plan files, pickers and
//! lists of endpoints all ask here.
//!
//! Case, blanks, dashes, underscores and accents are forgiven. What is close but not certain is refused with the nearest.

use std::collections::HashMap;

use super::model::fold;
use super::typed::FORM;
use super::{Matrix, Mode, Model, Region};
use crate::error::{Error, Result};
use crate::text;

mod region;

pub use region::{RegionNames, Unknown};

/// How many near names an error lists.
const NEAREST: usize = 5;

/// The schema of Unity Catalog in which Databricks keeps the models it provides, folded.
const SYSTEM: &str = "systemai";

/// Every name that models go by, folded, with the places of those that do.
#[derive(Debug, Clone, Default)]
pub(super) struct ModelNames(HashMap<String, Vec<usize>>);

impl ModelNames {
    pub(super) fn of(matrix: &Matrix) -> Self {
        let mut names = Self::default();
        for model in &matrix.models {
            for name in model.aliases() {
                names.add(&fold(name), model.index);
            }
            // "Anthropic Claude Sonnet 4.5", whether or not the docs put the maker in front.
            if let Some(provider) = &model.provider {
                names.add(
                    &fold(&format!("{provider}{}", model.short_name().unwrap_or(&model.name))),
                    model.index,
                );
            }
        }
        for known in &matrix.catalog {
            names.add(&bare(&fold(&known.name)), known.model);
        }
        names
    }

    fn add(&mut self, folded: &str, place: usize) {
        if folded.is_empty() {
            return;
        }
        let places = self.0.entry(folded.to_owned()).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
    }

    fn find(&self, wanted: &str) -> &[usize] {
        let known = |folded: &str| self.0.get(folded).map(Vec::as_slice);
        let folded = fold(wanted);
        known(&folded)
            .or_else(|| known(&bare(&folded)))
            .or_else(|| known(&bare(&fold(&without_v(wanted)))))
            .unwrap_or_default()
    }
}

/// A folded name without the schema of the catalog in front of it.
fn bare(folded: &str) -> String {
    folded.strip_prefix(SYSTEM).unwrap_or(folded).to_owned()
}

/// Whether a name is one of Unity Catalog's: `system.ai.llama_v3_3_70b_instruct`.
pub fn is_catalog_name(name: &str) -> bool {
    fold(name).starts_with(SYSTEM)
}

/// A name with its versions as the docs write them: the catalog says `v3_3` for 3.3.
fn without_v(name: &str) -> String {
    let part = |part: &str| match part.strip_prefix(['v', 'V']) {
        Some(version) if version.starts_with(|letter: char| letter.is_ascii_digit()) => version.to_owned(),
        _ => part.to_owned(),
    };
    name.split(|letter: char| !letter.is_alphanumeric()).map(part).collect::<Vec<_>>().join(" ")
}

impl Matrix {
    /// The model a person means: by its id, endpoint, name, alias or Unity Catalog name. The mode, where known, decides
    /// between a hosted and an external model of the same name.
    ///
    /// # Errors
    /// When no model has the name, or several do; the nearest are listed.
    pub fn find_model(&self, wanted: &str, mode: Option<Mode>) -> Result<&Model> {
        if let Some(model) = self.model_named(wanted, mode) {
            return Ok(model);
        }
        if let Some(typed) = self.find_typed(wanted) {
            return typed;
        }
        let shown = text::clean_line(wanted);
        if fold(wanted).is_empty() {
            return Err(Error::new(format!("'{shown}' names no model")));
        }
        let (fitting, all) = self.fitting(wanted, mode);
        match (fitting.as_slice(), all.as_slice()) {
            ([], []) if mode == Some(Mode::ExternalModels) => Err(self.unknown_model(&shown).hint(format!(
                "for a model or deployment of your own, say its provider: --provider azure-openai, or {FORM} in a plan"
            ))),
            ([], []) => Err(self.unknown_model(&shown)),
            ([], several) | (several, _) => {
                Err(Error::new(format!("'{shown}' names {} models", several.len()))
                    .hint(format!("say which: {}", ids(several))))
            }
        }
    }

    /// The same where nobody is told what would be right: to look for the nearest names costs more than all the rest.
    pub fn model_named(&self, wanted: &str, mode: Option<Mode>) -> Option<&Model> {
        if let Some(model) = self.model_of(wanted) {
            return Some(model);
        }
        if let Some(typed) = self.find_typed(wanted) {
            return typed.ok();
        }
        let (fitting, all) = self.fitting(wanted, mode);
        match (fitting.as_slice(), all.as_slice()) {
            ([only], _) | ([], [only]) => Some(self.listed_for(only, wanted, mode)),
            _ => None,
        }
    }

    /// The models that go by a name: those of the mode's side, hosted or external, and all.
    fn fitting(&self, wanted: &str, mode: Option<Mode>) -> (Vec<&Model>, Vec<&Model>) {
        let fits =
            |model: &&Model| mode.is_none_or(|mode| model.is_external() == (mode == Mode::ExternalModels));
        let all = self.models_called(wanted);
        (all.iter().copied().filter(fits).collect(), all)
    }

    /// The models that go by a name, in the order of the matrix.
    pub fn models_called(&self, wanted: &str) -> Vec<&Model> {
        let places = self.model_names().find(wanted);
        places.iter().map(|place| &self.models[*place]).collect()
    }

    /// What a mode lists for a model named by its catalog name: provisioned throughput lists families.
    fn listed_for<'a>(&'a self, model: &'a Model, wanted: &str, mode: Option<Mode>) -> &'a Model {
        match mode {
            Some(mode) if is_catalog_name(wanted) => self.offered_as(model, mode),
            _ => model,
        }
    }

    /// The model itself where the mode offers it, else the family that the mode lists in its place, if it does.
    pub fn offered_as<'a>(&'a self, model: &'a Model, mode: Mode) -> &'a Model {
        let family = model.family.as_ref().and_then(|id| self.model(id));
        match family {
            Some(family) if !self.offers(model, mode) && self.offers(family, mode) => family,
            _ => model,
        }
    }

    fn unknown_model(&self, shown: &str) -> Error {
        let error =
            Error::new(format!("unknown model '{shown}' ({} matrix of {})", self.cloud.name(), self.as_of));
        let near = text::nearest(shown, self.models().iter().flat_map(Model::names), NEAREST * 2);
        let mut models: Vec<&Model> = Vec::new();
        for name in near {
            let called = self.models().iter().find(|model| model.names().any(|known| known == name));
            models.extend(called.filter(|model| !models.iter().any(|seen| seen.id == model.id)));
        }
        models.truncate(NEAREST);
        match models.as_slice() {
            [] => error.hint("'servemap models' lists the models of this matrix"),
            [near] => error.hint(text::meant(&near.id.0)),
            several => error.hint(format!("the nearest are: {}", ids(several))),
        }
    }

    /// The region a person means: by its code, its location, or both.
    ///
    /// # Errors
    /// When this cloud has no such region; the nearest are listed, and the cloud that has one of that name.
    pub fn find_region(&self, wanted: &str) -> Result<&Region> {
        // A code as its cloud writes it needs no index of names.
        if let Some(region) = self.regions.iter().find(|region| region.id.0 == wanted) {
            return Ok(region);
        }
        self.region_names().find(wanted).map(|place| &self.regions[place]).map_err(|unknown| {
            let shown = text::clean_line(wanted);
            let message =
                format!("unknown region '{shown}' ({} matrix of {})", self.cloud.name(), self.as_of);
            unknown.hints(&shown).into_iter().fold(Error::new(message), Error::hint)
        })
    }

    /// The region a person means, where nobody is told what would be right.
    pub fn region_named(&self, wanted: &str) -> Option<&Region> {
        self.region_names().place(wanted).map(|place| &self.regions[place])
    }

    fn model_names(&self) -> &ModelNames {
        self.model_names.get_or_init(|| ModelNames::of(self))
    }

    pub fn region_names(&self) -> &std::sync::Arc<RegionNames> {
        self.region_names.get_or_init(|| std::sync::Arc::new(RegionNames::of(self)))
    }
}

fn ids(models: &[&Model]) -> String {
    models.iter().map(|model| model.id.0.as_str()).collect::<Vec<_>>().join(", ")
}
