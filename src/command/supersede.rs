//! `servemap supersede`: one decision takes the place of another, and both files say so.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::answer::Answer;
use super::help::help_text;
use super::reviewing::ReviewWords;
use super::reviewing::report::{self, Entry, Standing};
use super::style::OutputStyle;
use super::{Format, FormatFlags, Source};
use crate::error::{Error, Result};
use crate::host::{Host, clean_path, is_input, is_output, quoted};
use crate::plan::ReviewVerdict;
use crate::store::{self, ReviewRequest};

help_text! {
    HELP, LONG_HELP:
    more "\
The old plan gets the status 'superseded', the link superseded_by and a review; the new one gets the link supersedes. Links are \
paths from the folder of the plan that holds them. Both plans are checked before either is written.";
    "servemap supersede decisions/old-search.toml decisions/search.toml --comment 'it has retired'",
}

/// `servemap supersede`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Text, Format::Json])))]
#[command(after_help = HELP, after_long_help = LONG_HELP)]
pub struct SupersedeArgs {
    /// The plan whose place is taken
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The plan that takes it
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    #[command(flatten)]
    pub words: ReviewWords,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

pub fn run(
    arguments: &SupersedeArgs,
    source: &Source,
    host: &mut dyn Host,
    style: OutputStyle,
) -> Result<Answer> {
    let SupersedeArgs { old, new, words, format_flags } = arguments;
    if let Some(path) =
        [old, new].into_iter().find(|path| is_input(path) || is_output(path) || host.is_stream(path))
    {
        return Err(Error::new(format!("{} has no place that a plan could name", quoted(path)))
            .hint("supersede links two files: servemap supersede OLD NEW"));
    }
    let config = source.config(Some(old), host)?;
    store::check_supersede(host, old, new)?;
    let by = words.signer(std::slice::from_ref(old), &config, host)?;
    let matrix = |path: &PathBuf| {
        let cloud = source.loaded_plan(path, host)?.plan.cloud;
        source.matrix_of(Some(cloud), &config, host)
    };
    let (old_matrix, new_matrix) = (matrix(old)?, matrix(new)?);
    let request = ReviewRequest {
        by,
        on: source.day(host),
        verdict: ReviewVerdict::Supersede,
        comment: words.comment.clone().unwrap_or_default(),
        review_by: None,
    };
    let mut done = store::supersede(host, old, new, &request, &old_matrix)?;
    done.new.resolve(&new_matrix);
    let old_standing = Standing::of(&done.old.plan, &old_matrix, request.on);
    let new_standing = Standing::of(&done.new, &new_matrix, request.on);
    let changed = [(new, done.new_changed), (old, done.old.changed)];
    let entry = Entry { path: old, reviewed: done.old, matrix: &old_matrix };
    let answer = if format_flags.is_json() {
        let mut object = json!({ "file": clean_path(new), "written": done.new_changed });
        report::standing_json(&mut object, &done.new, &new_standing);
        let review = report::json(&entry, &old_standing, &request);
        Answer::json(&json!({ "schema": "servemap/review/1", "reviews": [review], "new": object }))
    } else {
        let lines = report::plan_lines(&done.new, &new_standing, style).join("\n");
        let old = report::text(&entry, &old_standing, &request, style);
        Answer::of(format!("{old}\n{}\n{lines}\n", clean_path(new)))
    };
    let warning = (!new_standing.verdict.is_open()).then(|| {
        format!("WARNING: {} takes the place although it is {}", quoted(new), new_standing.verdict.id())
    });
    let written = changed.into_iter().filter_map(|(path, changed)| report::written(path, changed));
    Ok(answer.messages(words.configured(&config)).messages(warning).messages(written))
}
