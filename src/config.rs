//! Settings: what a new plan starts with, where files are, how the planner looks and which keys it has. Text in, value out.
//!
//! Which texts there are, and which comes first, is known to `store`.

mod file;
mod matrix_file;
mod origin;
mod setting;
mod variables;

use std::path::{Path, PathBuf};

pub use file::{FILE_NAME, SCHEMA, is_config_file, read};
pub use matrix_file::MatrixFile;
pub use origin::{Origin, Stated};
pub use setting::Setting;
pub use variables::read_variables;

use crate::date::Span;
use crate::error::{Error, Result};
use crate::matrix::{Cloud, Matrix, RegionId};
use crate::plan::{Plan, PreviewRule, Residency, Routing, Use};

/// The example that `servemap config init` writes: every setting, commented out.
pub const EXAMPLE: &str = include_str!("../assets/config.toml");

/// How far ahead `check` looks where nobody says otherwise.
pub const DEFAULT_HORIZON: Span = Span::Days(90);

/// What is stated by one file, by the environment, or by all of them together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    pub cloud: Option<Stated<Cloud>>,
    pub region: Option<Stated<Region>>,
    pub residency: Option<Stated<Residency>>,
    pub routing: Option<Stated<Routing>>,
    pub preview: Option<Stated<PreviewRule>>,
    pub usage: Option<Stated<Use>>,
    pub owner: Option<Stated<String>>,
    /// Who signs reviews and decisions.
    pub reviewer: Option<Stated<String>>,
    /// The folder where plans are saved and found.
    pub decisions: Option<Stated<PathBuf>>,
    /// The folder of the user's own export templates.
    pub templates: Option<Stated<PathBuf>>,
    /// The matrix files that count, at most one a cloud.
    pub matrices: Vec<Stated<MatrixFile>>,
    /// A theme's name, or its file.
    pub theme: Option<Stated<String>>,
    pub ascii: Option<Stated<bool>>,
    /// The span of `check`.
    pub horizon: Option<Stated<Span>>,
    /// How many approvals `check` asks for.
    pub require_approval: Option<Stated<usize>>,
    /// What `[keys]` says, one entry an action.
    pub keys: Vec<Stated<ActionKeys>>,
}

/// A region as it is written, with the cloud that is stated beside it or below: it means nothing on another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    pub code: String,
    pub cloud: Option<Cloud>,
}

/// The keys of an action, as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionKeys {
    /// The id of the action.
    pub action: String,
    pub keys: Vec<String>,
}

/// What `[keys]` may say, which whoever has the table of keys knows.
#[derive(Debug)]
pub struct KeyRules {
    /// The ids of the actions.
    pub actions: Vec<&'static str>,
    /// What is wrong with a key for an action.
    pub check: fn(action: &str, key: &str) -> Result<()>,
}

impl Config {
    /// What is stated here, and below it what another one states.
    #[must_use]
    pub fn or(mut self, below: Self) -> Self {
        let cloud = below.cloud.as_ref().map(|cloud| cloud.value);
        if let Some(region) = &mut self.region {
            region.value.cloud = region.value.cloud.or(cloud);
        }
        for file in below.matrices {
            if self.matrix_file(file.value.cloud).is_none() {
                self.matrices.push(file);
            }
        }
        for entry in below.keys {
            if !self.keys.iter().any(|known| known.value.action == entry.value.action) {
                self.keys.push(entry);
            }
        }
        Self {
            cloud: self.cloud.or(below.cloud),
            region: self.region.or(below.region),
            residency: self.residency.or(below.residency),
            routing: self.routing.or(below.routing),
            preview: self.preview.or(below.preview),
            usage: self.usage.or(below.usage),
            owner: self.owner.or(below.owner),
            reviewer: self.reviewer.or(below.reviewer),
            decisions: self.decisions.or(below.decisions),
            templates: self.templates.or(below.templates),
            matrices: self.matrices,
            theme: self.theme.or(below.theme),
            ascii: self.ascii.or(below.ascii),
            horizon: self.horizon.or(below.horizon),
            require_approval: self.require_approval.or(below.require_approval),
            keys: self.keys,
        }
    }

    /// The value of a setting in words with its origin; none where nobody states it.
    pub fn stated(&self, setting: Setting) -> Option<(String, &Origin)> {
        fn words<T>(stated: Option<&Stated<T>>, word: impl Fn(&T) -> String) -> Option<(String, &Origin)> {
            stated.map(|stated| (word(&stated.value), &stated.origin))
        }
        let path = |path: &PathBuf| path.display().to_string();
        let matrix = |file: &MatrixFile| file.path.display().to_string();
        match setting {
            Setting::Cloud => words(self.cloud.as_ref(), |cloud| cloud.id().to_owned()),
            Setting::Region => words(self.region.as_ref(), |region| region.code.clone()),
            Setting::Residency => words(self.residency.as_ref(), |residency| residency.id().to_owned()),
            Setting::Routing => words(self.routing.as_ref(), |routing| routing.id().to_owned()),
            Setting::Preview => words(self.preview.as_ref(), |preview| preview.id().to_owned()),
            Setting::Use => words(self.usage.as_ref(), |usage| usage.id().to_owned()),
            Setting::Owner => words(self.owner.as_ref(), String::clone),
            Setting::Reviewer => words(self.reviewer.as_ref(), String::clone),
            Setting::Decisions => words(self.decisions.as_ref(), path),
            Setting::Templates => words(self.templates.as_ref(), path),
            Setting::MatrixAws => words(self.matrix_file(Cloud::Aws), matrix),
            Setting::MatrixAzure => words(self.matrix_file(Cloud::Azure), matrix),
            Setting::MatrixGcp => words(self.matrix_file(Cloud::Gcp), matrix),
            Setting::Theme => words(self.theme.as_ref(), String::clone),
            Setting::Ascii => words(self.ascii.as_ref(), ToString::to_string),
            Setting::Horizon => words(self.horizon.as_ref(), ToString::to_string),
            Setting::RequireApproval => words(self.require_approval.as_ref(), ToString::to_string),
        }
    }

    /// The settings of these that are stated, each with its origin, in a line: `From the configuration: residency in-geo
    /// (servemap.toml:6)`.
    pub fn describe(&self, settings: &[Setting]) -> Option<String> {
        let part = |setting: &Setting| {
            let (value, origin) = self.stated(*setting)?;
            Some(format!("{} {value} ({origin})", setting.name()))
        };
        let parts: Vec<String> = settings.iter().filter_map(part).collect();
        (!parts.is_empty()).then(|| format!("From the configuration: {}", parts.join(", ")))
    }

    /// Puts every path in its place: `place` makes one of a path as it is written.
    pub fn place_paths(&mut self, place: impl Fn(&str) -> PathBuf) {
        for path in [&mut self.decisions, &mut self.templates].into_iter().flatten() {
            path.value = place(&path.value.to_string_lossy());
        }
        for file in &mut self.matrices {
            file.value.path = place(&file.value.path.to_string_lossy());
        }
        if let Some(theme) = &mut self.theme
            && is_theme_file(&theme.value)
        {
            theme.value = place(&theme.value).to_string_lossy().into_owned();
        }
    }

    /// The region that new plans start with; none where it is stated for another cloud.
    ///
    /// # Errors
    /// When the matrix does not know it.
    pub fn region_in(&self, matrix: &Matrix) -> Result<Option<RegionId>> {
        let Some(region) = &self.region else { return Ok(None) };
        if region.value.cloud.is_some_and(|cloud| cloud != matrix.cloud) {
            return Ok(None);
        }
        let found = matrix.find_region(&region.value.code);
        found.map(|found| Some(found.id.clone())).map_err(|error| error.context(&region.origin))
    }

    /// Puts what the organisation brings, and the owner, into a new plan. A plan that was read says for itself what it says.
    pub fn begin(&self, plan: &mut Plan) {
        let posture = &mut plan.posture;
        posture.residency = value(self.residency.as_ref(), posture.residency);
        posture.routing = value(self.routing.as_ref(), posture.routing);
        posture.preview = value(self.preview.as_ref(), posture.preview);
        if let Some(usage) = &self.usage {
            posture.set_usage(usage.value);
        }
        if let Some(owner) = &self.owner {
            plan.record.owner.clone_from(&owner.value);
        }
    }
}

fn value<T: Copy>(stated: Option<&Stated<T>>, otherwise: T) -> T {
    stated.map_or(otherwise, |stated| stated.value)
}

/// Whether a theme is named by its file.
pub fn is_theme_file(theme: &str) -> bool {
    Path::new(theme).extension().is_some_and(|extension| extension == "toml")
}

/// One error of several: every problem is shown at once.
pub fn all_errors(mut errors: Vec<Error>) -> Result<()> {
    match errors.len() {
        0 => Ok(()),
        1 => Err(errors.remove(0)),
        count => {
            let all = Error::new(format!("the configuration has problems in {count} places"));
            Err(errors.iter().fold(all, |all, error| all.detail(error.to_string())))
        }
    }
}

#[cfg(test)]
mod tests;
