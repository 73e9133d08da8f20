//! `servemap check`: the plans below some paths, judged today.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use super::answer::{Answer, pretty};
use super::repository::Places;
use super::style::{self, OutputStyle};
use super::table::{self, Cell};
use super::walk::{self, Walk};
use super::{CheckFormat, FailOn, Source, Written, day, words};
use crate::check::output::{self, TRACKER, cells};
use crate::check::{self, Beside, Entry, File, Finding, Report, Rule, Severity, Terms};
use crate::date::Span;
use crate::error::Result;
use crate::export::{Export, Format};
use crate::host::{Host, clean_path};
use crate::store;
use crate::text;

/// `servemap check`
#[derive(Debug, Args)]
#[command(after_help = "\
Below a folder, plans are the files that end in .toml; what is not looked at is counted and named. A folder without \
any plan fails. '-' is a plan that is piped in. In annotations and SARIF, paths begin at the root of the repository.

Exits 0 when nothing fails, 1 when a finding reaches --fail-on, 2 on a usage or input error.

Examples:
  servemap check decisions --within 90d --format markdown
  servemap check decisions --fail-on warning --ignore guardrail-open --max-age 60d")]
pub struct CheckArgs {
    /// Plans, and folders of plans
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How near a retirement is worth a warning: 90d, 12w, 3m, 1y
    #[arg(long, value_name = "SPAN", value_parser = words::span, default_value = "90d")]
    pub within: Span,
    /// Leave out what a rule finds; can be repeated
    #[arg(long, value_name = "RULE", value_parser = words::set(Rule::about))]
    pub ignore: Vec<Rule>,
    /// Fail if a matrix is older than this: 90d, 12w, 3m, 1y [default: never]
    #[arg(long, value_name = "SPAN", value_parser = words::span)]
    pub max_age: Option<Span>,
    /// From which severity on the check fails
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    pub fail_on: FailOn,
    /// What it is written as.
    #[command(flatten)]
    pub written: Written<CheckFormat>,
}

pub fn run(arguments: &CheckArgs, source: &Source, host: &dyn Host, style: OutputStyle) -> Result<Answer> {
    let walk = Walk::below(&arguments.paths, host)?;
    let sheets = check::read(walk.files.iter().map(|path| file(path, host)).collect());
    let clouds = sheets.iter().filter_map(check::Sheet::cloud);
    let matrices = walk::matrices(clouds, source, host)?;
    let templates = store::load_templates(host)?;
    let as_of = day(source, host);
    let flags = flags(source, as_of);
    let terms = Terms {
        as_of,
        within: crate::date::days(as_of, arguments.within.after(as_of)),
        matrices: &matrices,
        max_age: arguments.max_age.map(|span| crate::date::days(as_of, span.after(as_of))),
        templates: &templates,
        flags: &flags,
    };
    let mut report = check::check(&sheets, &terms);
    report.add(on_the_way(&walk));
    report.passed_over = walk.passed_over();
    report.ignore(&arguments.ignore);
    if matches!(arguments.written.format(), CheckFormat::Github | CheckFormat::Sarif) {
        report.places = places(&walk, host);
    }
    let from = match arguments.fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
    };
    let answer = match arguments.written.format() {
        CheckFormat::Table => Answer::of(people(&report, style)),
        CheckFormat::Markdown => Answer::of(output::markdown(&report)),
        CheckFormat::Json => Answer::json(&output::json(&report)),
        CheckFormat::Github => Answer::of(output::github(&report)),
        CheckFormat::Sarif => Answer::of(pretty(&output::sarif(&report))),
    };
    // The table says it itself; beside the others, a log should say it too.
    let answer = match arguments.written.format() {
        CheckFormat::Table | CheckFormat::Markdown => answer,
        _ => output::left_out(&report).iter().fold(answer.message(output::summary(&report)), Answer::message),
    };
    Ok(answer.with_findings(report.fails(from)))
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

/// Where everything that a finding can name lies in its repository.
fn places(walk: &Walk, host: &dyn Host) -> BTreeMap<String, String> {
    let mut places = Places::new(host);
    let folders = walk.closed.iter().map(|(path, _)| path).chain(&walk.empty).chain(&walk.blank).cloned();
    let files = walk.files.iter().flat_map(|plan| documents(plan).chain([plan.clone()]));
    folders.chain(files).map(|path| (clean_path(&path), places.of(&path))).collect()
}

/// The documents that may stand beside a plan under its own name.
pub(super) fn documents(plan: &Path) -> impl Iterator<Item = PathBuf> {
    Export::ALL.into_iter().map(|export| beside(plan, export))
}

/// A plan's file with the documents that stand beside it.
pub(super) fn file(path: &Path, host: &dyn Host) -> File {
    let beside = Export::ALL.into_iter().filter_map(|export| {
        let path = beside(path, export);
        host.exists(&path).then(|| Beside { name: clean_path(&path), export, text: host.read(&path) })
    });
    File { name: clean_path(path), text: host.read(path), beside: beside.collect() }
}

/// Where a document of a plan stands: `maverick.toml` has `maverick-note.md` beside it.
fn beside(plan: &Path, export: Export) -> PathBuf {
    let mut name = plan.file_stem().unwrap_or_default().to_owned();
    name.push(export.file_suffix(Format::Markdown));
    plan.with_file_name(name)
}

/// Folders that could not be looked into, and folders and files that hold nothing.
pub(super) fn on_the_way(walk: &Walk) -> Vec<Finding> {
    let finding = |path: &Path, rule, severity, message, hint: &str| Finding {
        file: clean_path(path),
        line: None,
        column: None,
        rule,
        severity,
        message,
        hint: hint.to_owned(),
    };
    let closed = walk.closed.iter().map(|(path, error)| {
        let message = format!("The folder cannot be looked into: {}.", error.message());
        finding(path, Rule::PlanBroken, Severity::Error, message, "make it readable, or leave it out")
    });
    let empty = walk.empty.iter().map(|path| {
        let message = "The folder holds no plan.".to_owned();
        finding(path, Rule::NoPlan, Severity::Error, message, "name the folder where the plans are")
    });
    let blank = walk.blank.iter().map(|path| {
        let message = "The file holds nothing.".to_owned();
        let hint = "restore the plan that was there, or remove the file";
        finding(path, Rule::PlanIncomplete, Severity::Warning, message, hint)
    });
    closed.chain(empty).chain(blank).collect()
}

/// The tracker and the findings for people.
fn people(report: &Report, style: OutputStyle) -> String {
    let mut page = tracker(report, style);
    if !page.is_empty() {
        page.push('\n');
    }
    page.extend(report.findings.iter().map(|finding| told(finding, style)));
    if !report.findings.is_empty() {
        page.push('\n');
    }
    page.extend(
        [output::summary(report)].into_iter().chain(output::left_out(report)).map(|line| line + "\n"),
    );
    page
}

/// The tracker: a table where there is room for it, else a few lines for each entry. A name that is cut helps nobody.
fn tracker(report: &Report, style: OutputStyle) -> String {
    if report.tracker.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<Cell>> = report.tracker.iter().map(row).collect();
    let columns: Vec<&str> = TRACKER.into_iter().chain(["Plan"]).collect();
    let plain = table::render(&columns, &rows, OutputStyle::default());
    let needed = plain.lines().map(text::width).max().unwrap_or(0);
    match style.width {
        Some(width) if width < needed => report.tracker.iter().map(|entry| lines(entry, style)).collect(),
        _ => table::render(&columns, &rows, OutputStyle { width: None, ..style }),
    }
}

/// The cells of the tracker, the last of which is the verdict, and the plan's file.
fn row(entry: &Entry) -> Vec<Cell> {
    let mut row = cells(entry).map(Cell::from).to_vec();
    row.pop();
    row.extend([Cell::verdict(entry.verdict), entry.file.clone().into()]);
    row
}

/// An entry on a narrow screen: what it is, where it stands, who cares for it.
fn lines(entry: &Entry, style: OutputStyle) -> String {
    let open = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
    let until = match (entry.date, entry.days_left) {
        (Some(date), Some(days)) => format!(" {date} ({days} days)"),
        _ => String::new(),
    };
    format!(
        "{}  {}\n    {} in {}, {}{until}\n    replacement: {}, test: {}, owner: {}\n    {}\n",
        style.verdict(entry.verdict),
        entry.model,
        entry.mode.name(),
        entry.region,
        entry.state,
        open(&entry.replacement),
        entry.test_status,
        open(&entry.owner),
        entry.file
    )
}

/// A finding: severity and rule, where, what, and what to do.
pub(super) fn told(finding: &Finding, style: OutputStyle) -> String {
    let (sign, colour) = match finding.severity {
        Severity::Error => ('x', style::RED),
        Severity::Warning => ('!', style::YELLOW),
        Severity::Note => ('.', style::CYAN),
    };
    let head = style.paint(colour, &format!("{sign} {}", finding.severity.id()));
    let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
    let place = format!("{}{line}", finding.file);
    let (message, hint) = (text::clean_line(&finding.message), text::clean_line(&finding.hint));
    format!("{head} {}  {place}\n    {message}\n    To do: {hint}\n", finding.rule.id())
}
