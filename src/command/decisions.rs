//! The decisions below some paths, read and judged as the list shows them.

use std::path::PathBuf;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Source;
use super::answer::Answer;
use super::exit_code::Exit;
use crate::check::{Finding, LoadedPlan};
use crate::config::{Config, DEFAULT_HORIZON, Setting};
use crate::date;
use crate::error::{Error, Result};
use crate::host::{Host, quoted};
use crate::matrix::Matrix;
use crate::review::{DecisionSummary, SummaryOptions, summarize};
use crate::store::find_plans::Walk;
use crate::store::plan_files;
use crate::text;

/// Everything that was read.
pub struct Decisions {
    pub plans: Vec<LoadedPlan>,
    /// Their files, in the same order.
    pub files: Vec<PathBuf>,
    pub matrices: Vec<Matrix>,
    /// What is shown of each file; behind the plans, what holds none where one should be.
    pub summaries: Vec<DecisionSummary>,
    pub as_of: NaiveDate,
    pub config: Config,
    /// The settings that count.
    pub used: Vec<String>,
    within: i64,
    required_approvals: Option<usize>,
}

impl Decisions {
    /// Reads the plans below the paths, or below the folder that is configured.
    ///
    /// # Errors
    /// When there is no path, no plan, or no matrix for one.
    pub fn read(
        paths: &[PathBuf],
        required_approvals: Option<usize>,
        source: &Source,
        host: &dyn Host,
    ) -> Result<Self> {
        let config = source.config(paths.first().map(PathBuf::as_path), host)?;
        let named = configured(paths, &config)?;
        let walk = Walk::below(&named, host)?;
        let found = walk.findings();
        if walk.files.is_empty() {
            if let Some((_, error)) = walk.unlisted.into_iter().next() {
                return Err(error);
            }
            let folders: Vec<String> = named.iter().map(|path| quoted(path)).collect();
            return Err(Error::new(format!("no plans found in {}", folders.join(", ")))
                .hint("a plan is a file NAME.toml, as 'servemap plan' writes it"));
        }
        let plans = plan_files::read(&walk.files, host);
        let matrices = source.matrices(plans.iter().filter_map(LoadedPlan::cloud), &config, host)?;
        let as_of = source.day(host);
        let horizon = config.horizon.as_ref().map_or(DEFAULT_HORIZON, |horizon| horizon.value);
        let within = date::days(as_of, horizon.after(as_of));
        let open = [
            (Setting::Decisions, paths.is_empty()),
            (Setting::Horizon, true),
            (Setting::RequireApproval, required_approvals.is_none()),
        ];
        let open: Vec<Setting> =
            open.into_iter().filter_map(|(setting, open)| open.then_some(setting)).collect();
        let used = config.describe(&open).into_iter().collect();
        let configured = config.require_approval.as_ref().map(|required| required.value);
        let required_approvals = required_approvals.or(configured).filter(|required| *required > 0);
        let (files, summaries) = (walk.files, Vec::new());
        let mut decisions =
            Self { plans, files, matrices, summaries, as_of, config, used, within, required_approvals };
        decisions.summaries = decisions.summarize(&found);
        Ok(decisions)
    }

    /// How the decisions are judged.
    pub fn options(&self) -> SummaryOptions<'_> {
        SummaryOptions {
            as_of: self.as_of,
            matrices: &self.matrices,
            within: self.within,
            required_approvals: self.required_approvals,
        }
    }

    fn summarize(&self, found: &[Finding]) -> Vec<DecisionSummary> {
        let mut summaries = summarize(&self.plans, &self.options());
        summaries.extend(found.iter().map(DecisionSummary::of_finding));
        summaries
    }

    /// The matrices that the decisions were judged by, for people.
    pub fn matrix_lines(&self) -> Vec<String> {
        self.matrices.iter().map(|matrix| super::case_report::matrix_line(matrix, self.as_of)).collect()
    }

    /// The same for machines.
    pub fn matrices_used(&self) -> Vec<Value> {
        let used = |matrix: &Matrix| json!({ "cloud": matrix.cloud, "as_of": matrix.as_of, "origin": matrix.origin });
        self.matrices.iter().map(used).collect()
    }

    /// The answer, which fails where no file could be read as a plan: a list of nothing must not pass.
    pub fn fail_if_none_is_read(&self, answer: Answer) -> Answer {
        if self.summaries.iter().any(|summary| !summary.is_broken()) {
            return answer;
        }
        let files = text::count(self.summaries.len(), "file");
        Answer {
            exit: Exit::Failure,
            ..answer.message(format!("error: none of {files} can be read as a plan"))
        }
    }
}

/// What is named, else the folder where plans are.
fn configured(paths: &[PathBuf], config: &Config) -> Result<Vec<PathBuf>> {
    match &config.decisions {
        _ if !paths.is_empty() => Ok(paths.to_vec()),
        Some(folder) => Ok(vec![folder.value.clone()]),
        None => Err(Error::new("no decisions to list: name plans, or folders of plans")
            .hint("'servemap list decisions', or decisions = \"FOLDER\" in servemap.toml")),
    }
}
