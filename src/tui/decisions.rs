//! The decisions that the board is of: where they are, and the pages that are written of them.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::file_change::{Contents, FileRequest};
use crate::config::Config;
use crate::error::Result;
use crate::export::Templates;
use crate::host::Host;
use crate::review::{PageKind, PageSource};
use crate::store::find_plans::Walk;
use crate::store::{self, DecisionOptions, Decisions, MatrixRequest, plan_links};

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
    /// Reads and judges the files.
    ///
    /// # Errors
    /// When a path that was named is not there, or there is no plan.
    pub fn read(&self, as_of: NaiveDate, host: &dyn Host) -> Result<Decisions> {
        let paths = &self.paths;
        let walk = if self.shallow { Walk::within(paths, host)? } else { Walk::below(paths, host)? };
        let has_none = walk.files.is_empty() && walk.unlisted.is_empty();
        let (matrices, config) = (&self.matrices, &self.config);
        let options = DecisionOptions { as_of, matrices, config, required_approvals: None };
        Decisions::read(paths, walk, &options, host).map_err(|error| {
            if has_none { error.hint("'servemap' alone opens the planner, which makes one") } else { error }
        })
    }
}

/// The pages of the decisions as they would be written into their folder.
///
/// # Errors
/// When a template is wrong.
pub fn pages(decisions: &Decisions, templates: &Templates, host: &dyn Host) -> Result<Vec<FileRequest>> {
    decisions.all_listed()?;
    let links = plan_links::find(decisions.plans(), decisions.paths(), host);
    let source =
        PageSource::new(decisions.plans(), decisions.unread(), &links, &decisions.options(), templates);
    let page = |kind: PageKind| {
        let page = store::page_in(host, &decisions.folder, kind, &source)?;
        Ok(FileRequest::new(decisions.folder.join(kind.file_name()), Contents::Page(kind.id(), page)))
    };
    PageKind::AFTER_A_MEETING.into_iter().map(page).collect()
}
