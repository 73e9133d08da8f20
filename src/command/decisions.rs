//! The decisions below some paths, read and judged as the list shows them.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::Source;
use super::answer::Answer;
use super::exit_code::Exit;
use crate::config::{Config, Setting};
use crate::error::{Error, Result};
use crate::host::{Host, clean_path};
use crate::matrix::Matrix;
use crate::review::DecisionSummary;
use crate::store::find_plans::Walk;
use crate::store::{self, DecisionOptions};
use crate::text;

/// Everything that was read.
pub struct Decisions {
    pub read: store::Decisions,
    pub config: Config,
    /// The settings that count.
    pub used: Vec<String>,
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
        let (walk, matrices) = (Walk::below(&named, host)?, source.matrix_request(&config));
        let options = DecisionOptions {
            as_of: source.day(host),
            matrices: &matrices,
            config: &config,
            required_approvals,
        };
        let mut read = store::Decisions::read(&named, walk, &options, host)?;
        if !read.faults.is_empty() {
            return Err(read.faults.swap_remove(0));
        }
        for (path, plan) in read.paths().iter().zip(read.plans()) {
            let own = plan.cloud();
            own.map_or(Ok(()), |cloud| source.check_cloud(&clean_path(path), cloud))?;
        }
        let open = [
            (Setting::Decisions, paths.is_empty()),
            (Setting::Horizon, true),
            (Setting::RequireApproval, required_approvals.is_none()),
        ];
        let open: Vec<Setting> =
            open.into_iter().filter_map(|(setting, open)| open.then_some(setting)).collect();
        let used = config.describe(&open).into_iter().collect();
        Ok(Self { read, config, used })
    }

    pub fn summaries(&self) -> &[DecisionSummary] {
        self.read.summaries()
    }

    /// The matrices that the decisions were judged by, for people.
    pub fn matrix_lines(&self) -> Vec<String> {
        let line = |matrix: &Matrix| super::case_report::matrix_line(matrix, self.read.as_of);
        self.read.matrices.iter().map(line).collect()
    }

    /// The same for machines.
    pub fn matrices_used(&self) -> Vec<Value> {
        let used = |matrix: &Matrix| json!({ "cloud": matrix.cloud, "as_of": matrix.as_of, "origin": matrix.origin });
        self.read.matrices.iter().map(used).collect()
    }

    /// The answer, which fails where no file could be read as a plan: a list of nothing must not pass.
    pub fn fail_if_none_is_read(&self, answer: Answer) -> Answer {
        if self.summaries().iter().any(|summary| !summary.is_broken()) {
            return answer;
        }
        let files = text::count(self.summaries().len(), "file");
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
