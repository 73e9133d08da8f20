//! `servemap check`: the plans below some paths, judged today.

pub(super) mod report;

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::find_plans::Walk;
use super::help::help_text;
use super::repository::Places;
use super::style::OutputStyle;
use super::{Format, FormatFlags, Source, plan_files, value};
use crate::check::{
    Check, CheckOptions, Finding, Ignored, Links, MatrixUsed, Report, Rule, Severity, Skipped, TrackerEntry,
    Waived, output,
};
use crate::config::{Config, DEFAULT_HORIZON, Setting};
use crate::date::Span;
use crate::error::{Error, Result};
use crate::host::{Host, clean_path};
use crate::store::plan_links;
use crate::{store, text};

help_text! {
    HELP, LONG_HELP:
    more "\
In a folder, plans are the files that end in .toml; other files are counted and listed as skipped. A folder without \
plans fails. '-' reads a plan from standard input. In annotations and SARIF, paths start at the root of the repository.

The status of a plan counts: superseded and withdrawn decisions are listed and not judged, and a proposed decision that does not \
hold is a warning. [[waivers]] in a plan accept the findings of a rule until a day.

Exits 0 when nothing fails, 1 when a finding reaches --fail-on, 2 on a usage or input error.";
    "servemap check decisions --within 90d --format markdown",
    "servemap check decisions --fail-on warning --ignore guardrail-open --max-age 60d",
    "servemap check decisions --require-approval 2 --format github",
}

/// `servemap check`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Table, Format::Markdown, Format::Json, Format::Github, Format::Sarif])))]
#[command(after_help = HELP, after_long_help = LONG_HELP)]
pub struct CheckArgs {
    /// Plans, and folders of plans [default: the configured folder of decisions]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Warn about retirements within this span: 90d, 12w, 3m, 1y [default: the configured horizon, else 90d]
    #[arg(long, value_name = "SPAN", value_parser = value::span)]
    pub within: Option<Span>,
    /// Ignore the findings of a rule; can be repeated
    #[arg(long, value_name = "RULE", value_parser = value::set(Rule::about))]
    pub ignore: Vec<Rule>,
    /// Approvals that each decision needs; 0 asks for none [default: the configured number, else 0]
    #[arg(long, value_name = "N", value_parser = value::count)]
    pub require_approval: Option<usize>,
    /// Fail if a matrix is older than this: 90d, 12w, 3m, 1y [default: never]
    #[arg(long, value_name = "SPAN", value_parser = value::span)]
    pub max_age: Option<Span>,
    /// Fail on findings of this severity or worse
    #[arg(long, value_parser = value::among(&[Severity::Error, Severity::Warning], fails_on), default_value = "error")]
    pub fail_on: Severity,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

fn fails_on(severity: Severity) -> &'static str {
    if severity == Severity::Error { "Errors only" } else { "Errors and warnings" }
}

pub fn run(arguments: &CheckArgs, source: &Source, host: &dyn Host, style: OutputStyle) -> Result<Answer> {
    let config = source.config(arguments.paths.first().map(PathBuf::as_path), host)?;
    let paths = paths(arguments, &config)?;
    let mut walk = Walk::below(&paths, host)?;
    let templates = store::load_templates(host, &config)?;
    let as_of = source.day(host);
    let flags = flags(source, as_of);
    let options = CheckOptions {
        as_of,
        within: crate::date::days(as_of, within(arguments, &config).after(as_of)),
        require_approval: require_approval(arguments, &config),
        max_age: arguments.max_age.map(|span| crate::date::days(as_of, span.after(as_of))),
        templates: &templates,
        flags: &flags,
    };
    let mut report = judge(&mut walk, source, &config, &options, host)?;
    report.add(walk.findings());
    report.skipped = walk.skipped();
    report.ignore(&arguments.ignore);
    if matches!(arguments.format_flags.format(), Format::Github | Format::Sarif) {
        report.places = places(&report, &walk, &config, host);
    }
    let mut messages = vec![output::summary(&report)];
    messages.extend(output::left_out(&report));
    messages.extend(config.describe(&used(arguments)));
    let output = match arguments.format_flags.format() {
        // These say it themselves; beside the others, a log should say it too.
        Format::Markdown => Answer::of(output::markdown(&report)),
        // Pictures are not among its formats.
        Format::Table | Format::Text | Format::Svg | Format::Html | Format::Mermaid => {
            Answer::of(report::text(&report, &messages, style))
        }
        Format::Json => Answer::json(&CheckJson::of(&report)).messages(messages),
        Format::Github => Answer::of(output::github(&report)).messages(messages),
        Format::Sarif => Answer::json(&output::sarif(&report)).messages(messages),
    };
    Ok(output.with_findings(report.fails(arguments.fail_on)))
}

/// Judges the plans one after the other: only those that name others are held until all are known.
fn judge(
    walk: &mut Walk,
    source: &Source,
    config: &Config,
    options: &CheckOptions<'_>,
    host: &dyn Host,
) -> Result<Report> {
    let (mut check, mut matrices) = (Check::new(options), Vec::new());
    let (mut links, mut linked) = (Links::default(), Vec::new());
    for (place, (path, loaded)) in walk.read(host).enumerate() {
        if let Some(cloud) = loaded.cloud() {
            source.check_cloud(&clean_path(path), cloud)?;
        }
        source.add_matrix(loaded.cloud(), &mut matrices, config, host)?;
        links.add(&loaded);
        if loaded.is_linked() {
            linked.push((place, path.clone(), loaded));
        } else {
            check.judge(place, &loaded, &matrices, &links);
        }
    }
    let files: Vec<_> = linked.iter().map(|(_, path, loaded)| (path.as_path(), loaded)).collect();
    let links = plan_links::follow(&files, &walk.files, links, host);
    for (place, _, loaded) in &linked {
        check.judge(*place, loaded, &matrices, &links);
    }
    Ok(check.finish(&matrices))
}

/// What is checked: what is named, else the folder where plans are.
fn paths(arguments: &CheckArgs, config: &Config) -> Result<Vec<PathBuf>> {
    match &config.decisions {
        _ if !arguments.paths.is_empty() => Ok(arguments.paths.clone()),
        Some(folder) => Ok(vec![folder.value.clone()]),
        None => Err(Error::new("no plans to check: name plans, or folders of plans")
            .hint("'servemap check decisions', or decisions = \"FOLDER\" in servemap.toml")),
    }
}

fn within(arguments: &CheckArgs, config: &Config) -> Span {
    let configured = config.horizon.as_ref().map(|horizon| horizon.value);
    arguments.within.or(configured).unwrap_or(DEFAULT_HORIZON)
}

fn require_approval(arguments: &CheckArgs, config: &Config) -> Option<usize> {
    let configured = config.require_approval.as_ref().map(|required| required.value);
    arguments.require_approval.or(configured).filter(|required| *required > 0)
}

/// The settings that count, because no flag or path says otherwise.
fn used(arguments: &CheckArgs) -> Vec<Setting> {
    let open = [
        (Setting::Decisions, arguments.paths.is_empty()),
        (Setting::Horizon, arguments.within.is_none()),
        (Setting::RequireApproval, arguments.require_approval.is_none()),
        (Setting::Templates, true),
    ];
    open.into_iter().filter_map(|(setting, open)| open.then_some(setting)).collect()
}

/// `servemap/check/1`. Written as it is: as a value, the findings of ten thousand plans would be there twice.
#[derive(Serialize)]
struct CheckJson<'r> {
    schema: &'static str,
    as_of: NaiveDate,
    within_days: i64,
    require_approval: Option<usize>,
    plans: usize,
    not_judged: usize,
    matrices: &'r [MatrixUsed],
    errors: usize,
    warnings: usize,
    notes: usize,
    passed_over: &'r [Skipped],
    ignored: &'r [Ignored],
    findings: &'r [Finding],
    waived: &'r [Waived],
    tracker: &'r [TrackerEntry],
}

impl<'r> CheckJson<'r> {
    fn of(report: &'r Report) -> Self {
        Self {
            schema: "servemap/check/1",
            as_of: report.as_of,
            within_days: report.within,
            require_approval: report.require_approval,
            plans: report.plans,
            not_judged: report.not_judged,
            matrices: &report.matrices,
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            notes: report.count(Severity::Note),
            passed_over: &report.skipped,
            ignored: &report.ignored,
            findings: &report.findings,
            waived: &report.waived,
            tracker: &report.tracker,
        }
    }
}

/// The flags that were given for the matrix and the day, for the commands that are proposed.
fn flags(source: &Source, as_of: NaiveDate) -> String {
    let matrix = source
        .matrix
        .as_ref()
        .map(|path| format!(" --matrix {}", text::shell_word(&path.display().to_string())));
    let as_of = source.as_of.map(|_| format!(" --as-of {as_of}"));
    [matrix, as_of].into_iter().flatten().collect()
}

/// Where everything lies in its repository that a finding names, and the first of all that was looked at: what is about no
/// file is shown there.
fn places(report: &Report, walk: &Walk, config: &Config, host: &dyn Host) -> BTreeMap<String, String> {
    let places = Places::new(host);
    let findings = report.findings.iter().chain(report.waived.iter().map(|waived| &waived.finding));
    let named: HashSet<&str> = findings.map(|finding| finding.file.as_str()).collect();
    let folders = walk.unlisted.iter().map(|(path, _)| path).chain(&walk.empty).chain(&walk.blank).cloned();
    let files = walk.files.iter().flat_map(|plan| plan_files::documents(plan).chain([plan.clone()]));
    let matrices = config.matrices.iter().filter_map(|file| {
        let name = file.value.in_project.clone()?;
        Some((name, places.of(&file.value.path)))
    });
    let mut first: Option<(String, PathBuf)> = None;
    let mut found: BTreeMap<String, String> = matrices.collect();
    for path in folders.chain(files) {
        let name = clean_path(&path);
        if named.contains(name.as_str()) {
            found.insert(name, places.of(&path));
        } else if first.as_ref().is_none_or(|(known, _)| name < *known) {
            first = Some((name, path));
        }
    }
    found.extend(first.map(|(name, path)| (name, places.of(&path))));
    found
}
