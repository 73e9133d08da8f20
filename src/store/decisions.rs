//! The decisions below some paths: which files they are, what these hold, what is shown of each. A file is read and judged
//! once, and again when it was written.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::find_plans::Walk;
use super::{MatrixRequest, load_matrix};
use crate::check::LoadedPlan;
use crate::config::{Config, DEFAULT_HORIZON};
use crate::date;
use crate::error::{Error, Result};
use crate::host::{Host, quoted};
use crate::matrix::{Cloud, Matrix};
use crate::plan::Plan;
use crate::review::{DecisionSummary, SummaryOptions, summarize};

/// By what decisions are judged.
#[derive(Debug)]
pub struct DecisionOptions<'a> {
    pub as_of: NaiveDate,
    /// What flags and settings say of matrices.
    pub matrices: &'a MatrixRequest,
    pub config: &'a Config,
    /// How many people have to approve; as many as the settings say where it is none.
    pub required_approvals: Option<usize>,
}

/// The files of the decisions, and what is shown of each.
#[derive(Debug, Clone)]
pub struct Decisions {
    /// Where they are, where new ones and the pages go.
    pub folder: PathBuf,
    paths: Vec<PathBuf>,
    plans: Vec<LoadedPlan>,
    /// In the order of the files; behind them, what holds no plan where one should be.
    summaries: Vec<DecisionSummary>,
    pub matrices: Vec<Matrix>,
    /// Why some folders could not be listed.
    unlisted: Vec<Error>,
    /// Why some decisions cannot be judged: their matrices.
    pub faults: Vec<Error>,
    pub as_of: NaiveDate,
    within: i64,
    required_approvals: Option<usize>,
    /// How often a decision was judged: a key judges none.
    pub judged: usize,
}

impl Decisions {
    /// Reads and judges the files that a walk below some paths met.
    ///
    /// # Errors
    /// When there is no plan.
    pub fn read(
        named: &[PathBuf],
        mut walk: Walk,
        options: &DecisionOptions<'_>,
        host: &dyn Host,
    ) -> Result<Self> {
        let found = walk.findings();
        if walk.files.is_empty() {
            if let Some((_, error)) = walk.unlisted.into_iter().next() {
                return Err(error);
            }
            let folders: Vec<String> = named.iter().map(|path| quoted(path)).collect();
            return Err(Error::new(format!("no plans found in {}", folders.join(", ")))
                .hint("a plan is a file NAME.toml, as 'servemap plan' writes it"));
        }
        let unlisted = walk.unlisted.iter().map(|(_, error)| error.clone()).collect();
        let plans = walk.read_all(host);
        let (mut matrices, mut faults) = (Vec::new(), Vec::new());
        for cloud in clouds(&plans) {
            match load_matrix(host, Some(cloud), options.matrices) {
                Ok(matrix) => matrices.push(matrix),
                Err(error) => faults.push(error),
            }
        }
        let config = options.config;
        let horizon = config.horizon.as_ref().map_or(DEFAULT_HORIZON, |horizon| horizon.value);
        let configured = config.require_approval.as_ref().map(|required| required.value);
        let mut decisions = Self {
            folder: folder(named, host),
            paths: walk.files,
            plans,
            summaries: Vec::new(),
            matrices,
            unlisted,
            faults,
            as_of: options.as_of,
            within: date::days(options.as_of, horizon.after(options.as_of)),
            required_approvals: options.required_approvals.or(configured).filter(|required| *required > 0),
            judged: 0,
        };
        decisions.judge();
        decisions.summaries.extend(found.iter().map(DecisionSummary::of_finding));
        Ok(decisions)
    }

    /// How they are judged.
    pub fn options(&self) -> SummaryOptions<'_> {
        SummaryOptions {
            as_of: self.as_of,
            matrices: &self.matrices,
            within: self.within,
            required_approvals: self.required_approvals,
        }
    }

    fn judge(&mut self) {
        let summaries = summarize(&self.plans, &self.options());
        self.judged += summaries.len();
        let found = self.summaries.split_off(self.summaries.len().min(self.plans.len()));
        self.summaries = summaries;
        self.summaries.extend(found);
    }

    /// Judges all of them for another day.
    pub fn judge_for(&mut self, day: NaiveDate) {
        if self.as_of != day {
            self.as_of = day;
            self.judge();
        }
    }

    /// Takes over what a file holds now, and judges it. False where the file is none of these.
    pub fn replace(&mut self, path: &Path, plan: LoadedPlan) -> bool {
        let Some(place) = self.place(path) else { return false };
        self.summaries[place] = DecisionSummary::of(&plan, &self.options());
        self.plans[place] = plan;
        self.judged += 1;
        true
    }

    /// Whether every folder was listed: a page is written of all decisions, or not at all.
    ///
    /// # Errors
    /// Why a folder could not be listed.
    pub fn all_listed(&self) -> Result<()> {
        let Some(error) = self.unlisted.first() else { return Ok(()) };
        Err(error.clone().hint("make the folder readable: a page would leave out its plans"))
    }

    pub fn summaries(&self) -> &[DecisionSummary] {
        &self.summaries
    }

    /// What holds no plan where one should be: a folder that cannot be listed, an empty file.
    pub fn unread(&self) -> &[DecisionSummary] {
        &self.summaries[self.plans.len()..]
    }

    pub fn plans(&self) -> &[LoadedPlan] {
        &self.plans
    }

    /// The files of the plans, in the same order.
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// The place of a file.
    pub fn place(&self, path: &Path) -> Option<usize> {
        self.paths.iter().position(|known| known == path)
    }

    /// The file at a place; none of what holds no plan.
    pub fn path(&self, place: usize) -> Option<&Path> {
        self.paths.get(place).map(PathBuf::as_path)
    }

    /// What a row is known by: its file.
    pub fn key(&self, place: usize) -> Option<PathBuf> {
        let summary = self.summaries.get(place)?;
        Some(self.path(place).map_or_else(|| PathBuf::from(&summary.file), Path::to_owned))
    }

    /// The plan at a place as its file has it, with the text of the file.
    pub fn plan(&self, place: usize) -> Option<(&Plan, &str)> {
        let loaded = self.plans.get(place)?;
        loaded.plan().zip(loaded.text())
    }

    /// The matrix that the decision at a place is judged by.
    pub fn matrix(&self, place: usize) -> Option<&Matrix> {
        let cloud = self.plans.get(place)?.cloud()?;
        self.matrices.iter().find(|matrix| matrix.cloud == cloud)
    }

    /// The plan at a place with the official names, and its matrix.
    pub fn resolved(&self, place: usize) -> Option<(Plan, &Matrix)> {
        let (plan, matrix) = (self.plan(place)?.0, self.matrix(place)?);
        let mut plan = plan.clone();
        plan.resolve(matrix);
        Some((plan, matrix))
    }
}

/// The clouds that plans name, each once, in the order of the plans.
fn clouds(plans: &[LoadedPlan]) -> Vec<Cloud> {
    let mut clouds: Vec<Cloud> = Vec::new();
    for cloud in plans.iter().filter_map(LoadedPlan::cloud) {
        if !clouds.contains(&cloud) {
            clouds.push(cloud);
        }
    }
    clouds
}

/// The folder of the decisions below some paths.
fn folder(named: &[PathBuf], host: &dyn Host) -> PathBuf {
    let Some(first) = named.first() else { return PathBuf::new() };
    let folder = if host.is_folder(first) { Some(first.as_path()) } else { first.parent() };
    folder.filter(|folder| *folder != Path::new(".")).unwrap_or(Path::new("")).to_owned()
}
