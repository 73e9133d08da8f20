//! `servemap matrix diff`: what changed between two matrices, and which decisions that hits.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use super::reference::{IN_USE, Reference};
use crate::check::impact::{self, Impact, MatrixVerdict};
use crate::command::answer::Answer;
use crate::command::case_report::matrix_line;
use crate::command::check::report::finding_text;
use crate::command::find_plans::Walk;
use crate::command::help::help_text;
use crate::command::style::{self, OutputStyle};
use crate::command::table::{self, Cell};
use crate::command::{Format, FormatFlags, Source};
use crate::error::Result;
use crate::export::changes;
use crate::host::Host;
use crate::matrix::diff::Difference;
use crate::matrix::{Matrix, Mode};
use crate::text;

help_text! {
    HELP, LONG_HELP:
    more "\
A matrix is named by its file, by the name 'servemap matrix list' shows, as 'bundled' for the one that ships, or as \
'in-use'. A cloud can be added: bundled:azure. With one matrix, it is compared with the one in use: what would change \
if it were activated. Unknown is neither yes nor no: a cell that was unknown becomes known, it does not open.

Exits 0 when nothing changed but day and sources, 1 when something did, 2 on a usage or input error.";
    "servemap matrix diff bundled in-use --format markdown",
    "servemap matrix diff bundled my-matrix.toml --plans decisions",
}

/// `servemap matrix diff`
#[derive(Debug, Args)]
#[command(
    mut_arg("format", Format::only(&[Format::Table, Format::Json, Format::Markdown])),
    override_usage = "servemap matrix diff [OPTIONS] [OLD] <NEW>",
    after_help = HELP,
    after_long_help = LONG_HELP
)]
pub struct DiffArgs {
    /// The older matrix and the newer one; with one, the one in use is the older
    #[arg(required = true, num_args = 1..=2, value_name = "MATRIX")]
    pub matrices: Vec<String>,
    /// Plans, and folders of plans: show which decisions are affected; can be repeated
    #[arg(long, value_name = "PATH")]
    pub plans: Vec<PathBuf>,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

pub fn run(arguments: &DiffArgs, source: &Source, host: &dyn Host, style: OutputStyle) -> Result<Answer> {
    let at = arguments.plans.first().map(PathBuf::as_path);
    let (old, new) = matrices(&arguments.matrices, source, at, host)?;
    let difference = Difference::between(&old, &new)?;
    let as_of = source.day(host);
    let impact = hits(arguments, &old, &new, as_of, host)?;
    let mut summary = vec![changes::summary(&difference)];
    summary.extend(impact.as_ref().map(impact::summary));
    let answer = match arguments.format_flags.format() {
        // The page has its summaries.
        Format::Markdown => {
            let decisions = impact.as_ref().map(impact::markdown).unwrap_or_default();
            Answer::of(changes::release_notes(&difference, &decisions, &new, as_of))
        }
        Format::Json => Answer::json(&changes::json(&difference, impact.as_ref())).messages(summary),
        _ => Answer::of(text(&difference, impact.as_ref(), style)).messages(summary),
    };
    let hit = impact.is_some_and(|impact| !impact.hits.is_empty() || !impact.findings.is_empty());
    Ok(answer.message(matrix_line(&new, as_of)).with_findings(hit || !difference.is_empty()))
}

/// Both matrices. A word that says no cloud is of the other's.
fn matrices(
    words: &[String],
    source: &Source,
    at: Option<&Path>,
    host: &dyn Host,
) -> Result<(Matrix, Matrix)> {
    let (old, new) = match words {
        [old, new, ..] => (old.as_str(), new.as_str()),
        [new] => (IN_USE, new.as_str()),
        // clap asks for one at least.
        [] => (IN_USE, IN_USE),
    };
    let (old, new) = (Reference::read(old, host)?, Reference::read(new, host)?);
    let (of_old, of_new) = (old.cloud(source, host)?, new.cloud(source, host)?);
    let cloud = of_new.or(of_old).unwrap_or_default();
    Ok((
        old.matrix(of_old.unwrap_or(cloud), source, at, host)?,
        new.matrix(of_new.unwrap_or(cloud), source, at, host)?,
    ))
}

/// What the change does to the plans that were named; none if none were.
fn hits(
    arguments: &DiffArgs,
    old: &Matrix,
    new: &Matrix,
    as_of: NaiveDate,
    host: &dyn Host,
) -> Result<Option<Impact>> {
    if arguments.plans.is_empty() {
        return Ok(None);
    }
    let mut walk = Walk::below(&arguments.plans, host)?;
    let plans = walk.read_all(host);
    let mut impact = impact::impact(&plans, old, new, as_of);
    impact.findings.extend(walk.findings());
    Ok(Some(impact))
}

fn text(difference: &Difference<'_>, impact: Option<&Impact>, style: OutputStyle) -> String {
    let mut text = String::new();
    let sections = changes::sections(difference);
    let rows: Vec<[Cell; 6]> =
        sections.into_iter().flat_map(|section| section.lines).map(|line| line.map(Cell::from)).collect();
    if !rows.is_empty() {
        text.push_str(&table::render(&changes::COLUMNS, &rows, style));
    }
    let Some(impact) = impact else { return text };
    for hit in &impact.hits {
        let mode = hit.mode.map_or("no mode", Mode::name);
        let verdicts = impact::moved(&state(&hit.before, style), &state(&hit.after, style));
        let lines = impact::lines(hit);
        let below = [hit.file.as_str()].into_iter().chain(lines.iter().map(String::as_str));
        text.extend(["\n", &verdicts, "  ", &hit.model, " in ", mode, ", ", &hit.region, "\n"]);
        below.for_each(|line| text.extend(["    ", &text::clean_line(line), "\n"]));
    }
    for finding in &impact.findings {
        text.push('\n');
        text.push_str(&finding_text(finding, style));
    }
    text
}

fn state(state: &MatrixVerdict, style: OutputStyle) -> String {
    match state.verdict {
        Some(verdict) => style.verdict(verdict),
        None => style.paint(style::RED, &format!("x {}", state.word())),
    }
}
