//! Finding what a person means: models and regions by the names people type.

use super::model::fold;
use super::{Matrix, Mode, Model, Region, RegionId};
use crate::error::{Error, Result};
use crate::text;

/// How many near names an error lists.
const NEAREST: usize = 5;

impl Matrix {
    /// The model a person means: by endpoint or by its name in the docs, case and dashes forgiven. The mode, where
    /// known, decides between a hosted and an external model of the same name.
    ///
    /// # Errors
    /// When no model has the name, or several do; the nearest are listed.
    pub fn find_model(&self, wanted: &str, mode: Option<Mode>) -> Result<&Model> {
        let folded = fold(wanted);
        let shown = text::clean_line(wanted);
        if folded.is_empty() {
            return Err(Error::new(format!("'{shown}' names no model")));
        }
        let fits =
            |model: &&Model| mode.is_none_or(|mode| model.is_external() == (mode == Mode::ExternalModels));
        let all: Vec<&Model> = self.models().iter().filter(|model| model.is_called(&folded)).collect();
        let fitting: Vec<&Model> = all.iter().copied().filter(fits).collect();
        match (fitting.as_slice(), all.as_slice()) {
            ([only], _) | ([], [only]) => Ok(only),
            ([], []) => Err(self.no_such_model(&shown)),
            ([], several) | (several, _) => {
                Err(Error::new(format!("'{shown}' names {} models", several.len()))
                    .hint(format!("say which: {}", ids(several))))
            }
        }
    }

    fn no_such_model(&self, shown: &str) -> Error {
        let error = Error::new(format!("no model is called '{shown}'"));
        let near = text::nearest(shown, self.models().iter().flat_map(Model::names), NEAREST * 2);
        let mut models: Vec<&Model> = Vec::new();
        for name in near {
            let called = self.models().iter().find(|model| model.names().any(|known| known == name));
            models.extend(called.filter(|model| !models.iter().any(|seen| seen.id == model.id)));
        }
        models.truncate(NEAREST);
        match models.as_slice() {
            [] => error.hint("'servemap models' lists the models of this matrix"),
            [near] => error.hint(format!("did you mean '{}'?", near.id)),
            several => error.hint(format!("the nearest are: {}", ids(several))),
        }
    }

    /// The region with this code, case forgiven.
    ///
    /// # Errors
    /// When this cloud has no such region; the nearest are listed.
    pub fn find_region(&self, wanted: &str) -> Result<&Region> {
        let code = wanted.trim().to_lowercase();
        if let Some(region) = self.region(&RegionId(code)) {
            return Ok(region);
        }
        let shown = text::clean_line(wanted);
        let error = Error::new(format!("'{shown}' is no region of the {} matrix", self.cloud.name()));
        let codes = self.regions().iter().map(|region| region.id.0.as_str());
        let near = text::nearest(&shown, codes.clone(), NEAREST);
        Err(match near.as_slice() {
            [] => error.hint(format!("there are: {}", codes.collect::<Vec<_>>().join(", "))),
            [near] => error.hint(format!("did you mean '{near}'?")),
            several => error.hint(format!("the nearest are: {}", several.join(", "))),
        })
    }
}

fn ids(models: &[&Model]) -> String {
    models.iter().map(|model| model.id.0.as_str()).collect::<Vec<_>>().join(", ")
}
