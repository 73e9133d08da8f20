//! The decisions that the board is of: which files they are, what these hold, what is shown of each. A file is read and judged
//! once, and again when it was written.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::file_change::{Contents, FileRequest};
use crate::check::LoadedPlan;
use crate::config::{Config, DEFAULT_HORIZON};
use crate::date;
use crate::error::{Error, Result};
use crate::export::Templates;
use crate::host::{Host, quoted};
use crate::matrix::{Cloud, Matrix};
use crate::plan::Plan;
use crate::review::{DecisionSummary, PageKind, PageSource, SummaryOptions};
use crate::store::find_plans::Walk;
use crate::store::{self, MatrixRequest, plan_files, plan_links};

/// Which decisions are reviewed, and by what they are judged.
#[derive(Debug, Clone, Default)]
pub struct DecisionPlaces {
    /// The plans and folders that are named.
    pub paths: Vec<PathBuf>,
    /// Whether only the files of a folder itself count: nobody named it, and what lies below may be anything.
    pub shallow: bool,
    /// Whether a board was asked for: else there is none where there are no plans.
    pub asked: bool,
    /// What flags and settings say of matrices.
    pub matrices: MatrixRequest,
    pub config: Config,
}

impl DecisionPlaces {
    fn walk(&self, host: &dyn Host) -> Result<Walk> {
        if self.shallow { Walk::within(&self.paths, host) } else { Walk::below(&self.paths, host) }
    }

    /// The folder of the decisions, where new ones and the pages go.
    pub fn folder(&self, host: &dyn Host) -> PathBuf {
        let Some(first) = self.paths.first() else { return PathBuf::new() };
        let folder = if host.is_folder(first) { Some(first.as_path()) } else { first.parent() };
        folder.filter(|folder| *folder != Path::new(".")).unwrap_or(Path::new("")).to_owned()
    }
}

/// The files of the decisions, and what is shown of each.
#[derive(Debug, Clone)]
pub struct Decisions {
    pub folder: PathBuf,
    paths: Vec<PathBuf>,
    plans: Vec<LoadedPlan>,
    /// In the order of the files; behind them, what holds no plan where one should be.
    summaries: Vec<DecisionSummary>,
    pub matrices: Vec<Matrix>,
    /// Why some decisions cannot be judged: their matrices.
    pub faults: Vec<Error>,
    pub as_of: NaiveDate,
    within: i64,
    required_approvals: Option<usize>,
    /// How often a decision was judged: a key judges none.
    pub judged: usize,
}

impl Decisions {
    /// Reads and judges the files.
    ///
    /// # Errors
    /// When a path that was named is not there, or there is no plan.
    pub fn read(places: &DecisionPlaces, as_of: NaiveDate, host: &dyn Host) -> Result<Self> {
        let walk = places.walk(host)?;
        let found = walk.findings();
        if walk.files.is_empty() {
            if let Some((_, error)) = walk.unlisted.into_iter().next() {
                return Err(error);
            }
            let folders: Vec<String> = places.paths.iter().map(|path| quoted(path)).collect();
            return Err(Error::new(format!("no plans found in {}", folders.join(", ")))
                .hint("a plan is a file NAME.toml, as 'servemap plan' writes it")
                .hint("'servemap' alone opens the planner, which makes one"));
        }
        let plans = plan_files::read(&walk.files, host);
        let (mut matrices, mut faults) = (Vec::new(), Vec::new());
        let mut clouds: Vec<Cloud> = Vec::new();
        for cloud in plans.iter().filter_map(LoadedPlan::cloud) {
            if clouds.contains(&cloud) {
                continue;
            }
            clouds.push(cloud);
            match store::load_matrix(host, Some(cloud), &places.matrices) {
                Ok(matrix) => matrices.push(matrix),
                Err(error) => faults.push(error),
            }
        }
        let horizon = places.config.horizon.as_ref().map_or(DEFAULT_HORIZON, |horizon| horizon.value);
        let required = places.config.require_approval.as_ref().map(|required| required.value);
        let mut decisions = Self {
            folder: places.folder(host),
            paths: walk.files,
            plans,
            summaries: Vec::new(),
            matrices,
            faults,
            as_of,
            within: date::days(as_of, horizon.after(as_of)),
            required_approvals: required.filter(|required| *required > 0),
            judged: 0,
        };
        decisions.judge();
        decisions.summaries.extend(found.iter().map(DecisionSummary::of_finding));
        Ok(decisions)
    }

    /// The pages of the decisions as they would be written into their folder.
    ///
    /// # Errors
    /// When a template is wrong.
    pub fn pages(&self, templates: &Templates, host: &dyn Host) -> Result<Vec<FileRequest>> {
        let links = plan_links::find(&self.plans, &self.paths, host);
        let source = PageSource::new(&self.plans, &links, &self.options(), templates);
        let page = |kind: PageKind| {
            let page = store::page_in(host, &self.folder, kind, &source)?;
            Ok(FileRequest::new(self.folder.join(kind.file_name()), Contents::Page(kind.id(), page)))
        };
        PageKind::AFTER_A_MEETING.into_iter().map(page).collect()
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
        let options = self.options();
        let summaries: Vec<DecisionSummary> =
            self.plans.iter().map(|plan| DecisionSummary::of(plan, &options)).collect();
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

    pub fn summaries(&self) -> &[DecisionSummary] {
        &self.summaries
    }

    pub fn plans(&self) -> &[LoadedPlan] {
        &self.plans
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
