//! `servemap approve`, `request-changes`, `comment`, `withdraw`: a review, written into the plans it is about.

pub mod report;

use std::path::{Path, PathBuf};

use clap::Args;

use super::answer::Answer;
use super::help::help_text;
use super::style::OutputStyle;
use super::{Format, FormatFlags, Source, value};
use crate::config::{Config, Setting};
use crate::date::When;
use crate::error::{Error, Result};
use crate::host::{Host, STANDARD, clean_path, is_input, is_output, quoted};
use crate::matrix::Matrix;
use crate::plan::ReviewVerdict;
use crate::store::{self, LoadedPlan, ReviewRequest};
use report::Entry;

help_text! {
    APPROVE_HELP, LONG_APPROVE_HELP:
    more "\
An approval holds for what was seen: mode, region, model and replacement. When one of them changes, it is outdated. A plan \
without a status, or with 'proposed', becomes 'accepted'. A decision that is blocked or unknown can be approved; this says so.

The plans are all looked at before the first is written. - reads a plan from the standard input and prints it.";
    "servemap approve decisions/search.toml --comment 'as agreed on Monday'",
    "servemap approve decisions/*.toml --by 'Ana Diaz' --review-by +6m",
}

help_text! {
    REQUEST_CHANGES_HELP, LONG_REQUEST_CHANGES_HELP:
    more "\
A plan without a status becomes 'proposed'; an accepted one stays accepted, and is shown as one with changes requested. The \
same person's next approval takes it back.";
    "servemap request-changes decisions/search.toml --comment 'name another replacement'",
}

help_text! {
    COMMENT_HELP, LONG_COMMENT_HELP:
    more "\
A comment changes neither the status nor what others have approved. With --review-by it sets the day of the next review.";
    "servemap comment decisions/search.toml --comment 'the load test is booked for December'",
    "servemap comment decisions/search.toml --review-by 2027-03-01",
}

help_text! {
    WITHDRAW_HELP, LONG_WITHDRAW_HELP:
    more "\
A decision that is withdrawn is listed, and no longer judged. 'servemap supersede' names the one that takes its place.";
    "servemap withdraw decisions/search.toml --comment 'the project has ended'",
}

/// What every review has.
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Text, Format::Json])))]
pub struct ReviewFlags {
    /// The plans; - is the standard input
    #[arg(value_name = "PLAN", required = true)]
    pub plans: Vec<PathBuf>,
    #[command(flatten)]
    pub words: ReviewWords,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

/// Who says it, and in which words.
#[derive(Debug, Args)]
pub struct ReviewWords {
    /// Who reviews [default: the reviewer of the configuration, else git config user.name]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// What is to be remembered with it, in a line
    #[arg(long, value_name = "TEXT")]
    pub comment: Option<String>,
}

/// `servemap approve`, `servemap request-changes`, `servemap comment`
#[derive(Debug, Args)]
pub struct ReviewArgs {
    #[command(flatten)]
    pub flags: ReviewFlags,
    /// The day by which the decision must be reviewed again
    #[arg(long, value_name = "DATE", value_parser = value::day)]
    pub review_by: Option<When>,
}

/// A plan that was looked at before anything is written.
struct Looked {
    path: PathBuf,
    loaded: LoadedPlan,
}

pub fn run(
    verdict: ReviewVerdict,
    flags: &ReviewFlags,
    review_by: Option<When>,
    source: &Source,
    host: &mut dyn Host,
    style: OutputStyle,
) -> Result<Answer> {
    let paths = one_name_each(&flags.plans, host);
    let config = source.config(paths.first().map(PathBuf::as_path), host)?;
    let mut faults = Vec::new();
    let mut looked: Vec<Looked> = Vec::new();
    for path in paths {
        match look(&path, verdict, source, host) {
            Ok(loaded) => looked.push(Looked { path, loaded }),
            Err(error) => faults.push(error),
        }
    }
    let clouds: Vec<_> = looked.iter().map(|one| one.loaded.plan.cloud).collect();
    let matrices = source.matrices(clouds, &config, host).map_err(|error| faults.push(error));
    let by = flags.words.signer(&flags.plans, &config, host).map_err(|error| faults.push(error));
    store::all_faults(faults)?;
    let on = source.day(host);
    let request = ReviewRequest {
        by: by.unwrap_or_default(),
        on,
        verdict,
        comment: flags.words.comment.clone().unwrap_or_default(),
        review_by: review_by.map(|when| when.on(on)),
    };
    let matrices = matrices.unwrap_or_default();
    let entries = write(&looked, &request, &matrices, host)?;
    let answer = Answer::default().messages(flags.words.configured(&config));
    Ok(report::add(answer, &entries, &request, flags.format_flags, style))
}

/// Writes the review into each plan, once it is known that each can hold it.
fn write<'a>(
    looked: &'a [Looked],
    request: &ReviewRequest,
    matrices: &'a [Matrix],
    host: &mut dyn Host,
) -> Result<Vec<Entry<'a>>> {
    let mut faults = Vec::new();
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for Looked { path, loaded } in looked {
        let Some(matrix) = matrices.iter().find(|matrix| matrix.cloud == loaded.plan.cloud) else { continue };
        match request.review(loaded, matrix) {
            Ok(reviewed) => entries.push(Entry { path, reviewed, matrix }),
            Err(error) => faults.push(error.context(quoted(path))),
        }
    }
    store::all_faults(faults)?;
    for place in 0..entries.len() {
        let Entry { path, matrix, .. } = entries[place];
        if !is_input(path) {
            let reviewed = store::write_review(host, path, request, matrix);
            entries[place].reviewed = reviewed.map_err(|error| half_done(error, path, &entries[..place]))?;
        }
    }
    Ok(entries)
}

/// Each plan under its first name: one that is named twice is reviewed once.
fn one_name_each(plans: &[PathBuf], host: &dyn Host) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for path in plans {
        let path = if is_standard(path) { PathBuf::from(STANDARD) } else { path.clone() };
        if !paths.iter().any(|known| store::is_same_plan(host, known, &path)) {
            paths.push(path);
        }
    }
    paths
}

fn is_standard(path: &Path) -> bool {
    is_input(path) || is_output(path)
}

/// Reads a plan that is to be reviewed, and finds out whether it can be written.
fn look(path: &Path, verdict: ReviewVerdict, source: &Source, host: &dyn Host) -> Result<LoadedPlan> {
    if !is_input(path) && host.is_stream(path) {
        return Err(Error::new(format!("{} cannot be read and written", quoted(path)))
            .hint("name the plan's file, or - for the standard input and output"));
    }
    if host.is_folder(path) {
        return Err(Error::new(format!("{} is a folder: a review is of a plan", quoted(path))).hint(
            format!(
                "'servemap review {}' opens its board; a shell writes all plans as FOLDER/*.toml",
                clean_path(path)
            ),
        ));
    }
    let loaded = source.loaded_plan(path, host)?;
    loaded.plan.can_be_reviewed(verdict).map_err(|error| error.context(quoted(path)))?;
    if !is_input(path) {
        host.check_save(path)?;
    }
    Ok(loaded)
}

impl ReviewWords {
    /// Who reviews: who is named, else who is configured, else whom git names in the repository of the first plan.
    pub fn signer(&self, plans: &[PathBuf], config: &Config, host: &mut dyn Host) -> Result<String> {
        let at = plans.first().map_or(Path::new("."), PathBuf::as_path);
        store::reviewer(host, self.by.as_deref(), store::configured_reviewer(config), at)
    }

    /// Where the name comes from, if it is configured.
    pub fn configured(&self, config: &Config) -> Option<String> {
        if self.by.is_some() { None } else { config.describe(&[Setting::Reviewer]) }
    }
}

/// What was written before something went wrong stays.
fn half_done(error: Error, path: &Path, written: &[Entry<'_>]) -> Error {
    let error = error.context(format!("{} was not written", quoted(path)));
    let written = written.iter().filter(|entry| entry.reviewed.changed);
    let names: Vec<String> = written.map(|entry| quoted(entry.path)).collect();
    if names.is_empty() {
        return error;
    }
    error
        .detail(format!("written before it: {}", names.join(", ")))
        .hint("the same command again goes on: what is written is not written twice")
}
