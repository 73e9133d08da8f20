//! `servemap verify`: a workspace's own list of endpoints, from a file, a pipe or the Databricks CLI, held against the
//! matrix or a plan.

mod report;

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use super::answer::Answer;
use super::case_report::matrix_line;
use super::help::help_text;
use super::style::OutputStyle;
use super::{Format, FormatFlags, Source, value};
use crate::error::{Error, Result};
use crate::host::{Host, clean_path, is_input, quoted};
use crate::matrix::Mode;
use crate::text;
use crate::verify::{self, Against, Endpoint};

help_text! {
    HELP, LONG_HELP:
    more "\
Reads what 'databricks serving-endpoints list -o json' prints. Findings are endpoints that are not ready or do not say \
what they serve, endpoints the matrix does not know or does not list there, what is deprecated or retired, and with \
--plan a model that is not there. Agents, features and models of your own are listed as such and are no findings.

Exits 0 without findings, 1 with findings, 2 on a usage or input error.";
    "servemap verify endpoints.json --region us-east-1",
    "servemap verify endpoints.json --plan maverick.toml",
    "databricks serving-endpoints list -o json | servemap verify - --region us-east-1",
    "servemap verify --via-cli --profile prod --region us-east-1 --mode pay-per-token",
}

/// `servemap verify`
#[derive(Debug, Args)]
#[command(
    mut_arg("format", Format::only(&[Format::Table, Format::Json, Format::Markdown])),
    group = ArgGroup::new("list").args(["file", "via_cli"]).required(true),
    group = ArgGroup::new("against").args(["plan", "region"]).required(true),
    after_help = HELP,
    after_long_help = LONG_HELP
)]
pub struct VerifyArgs {
    /// The list: a file, or - for standard input
    pub file: Option<PathBuf>,
    /// Have the Databricks CLI list the endpoints
    #[arg(long)]
    pub via_cli: bool,
    /// The profile of the Databricks CLI
    #[arg(long, value_name = "NAME", requires = "via_cli", conflicts_with = "file")]
    pub profile: Option<String>,
    /// Compare with the model and the replacement of a plan
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// Compare with what the matrix lists in the workspace's region
    #[arg(long, value_name = "CODE")]
    pub region: Option<String>,
    /// List models without an endpoint too
    #[arg(long, conflicts_with = "plan")]
    pub all: bool,
    /// One serving mode only
    #[arg(long, value_name = "ID", value_parser = value::set(Mode::purpose), conflicts_with = "plan")]
    pub mode: Option<Mode>,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

pub fn run(
    arguments: &VerifyArgs,
    source: &Source,
    host: &mut dyn Host,
    style: OutputStyle,
) -> Result<Answer> {
    let as_of = source.day(host);
    // The request is checked first: nobody waits for a list to learn that a region does not exist.
    let (report, matrix) = if let Some(path) = &arguments.plan {
        let (plan, matrix) = source.plan_with_matrix(path, host)?;
        let name = clean_path(path);
        let decision = plan.decide(&matrix, as_of).map_err(|error| error.context(&name))?;
        let endpoints = list(arguments, host)?;
        let report = verify::verify(&endpoints, &matrix, Against::Plan(&name, &decision), as_of);
        drop(decision);
        (report, matrix)
    } else {
        let matrix = source.matrix(&source.config(None, host)?, host)?;
        let region = matrix.find_region(arguments.region.as_deref().unwrap_or_default())?;
        let endpoints = list(arguments, host)?;
        (verify::verify(&endpoints, &matrix, Against::Region(region, arguments.mode), as_of), matrix)
    };
    let answer = match arguments.format_flags.format() {
        // The page has its summary.
        Format::Markdown => Answer::of(report::page(&report, arguments.all)),
        Format::Json => Answer::json(&report::json(&report, arguments.all)).message(report::summary(&report)),
        _ => Answer::of(report::text(&report, arguments.all, style)).message(report::summary(&report)),
    };
    Ok(answer.message(matrix_line(&matrix, as_of)).with_findings(report.findings() > 0))
}

/// The list, from wherever it comes.
fn list(arguments: &VerifyArgs, host: &mut dyn Host) -> Result<Vec<Endpoint>> {
    match &arguments.file {
        Some(path) => {
            let name = if is_input(path) { "the input".to_owned() } else { quoted(path) };
            verify::read(&name, &host.read(path)?)
        }
        None => {
            verify::read("what the Databricks CLI printed", &list_by_cli(arguments.profile.as_deref(), host)?)
        }
    }
}

const CLI: &str = "databricks";
const LIST_ENDPOINTS: [&str; 4] = ["serving-endpoints", "list", "-o", "json"];

/// Has the Databricks CLI list the endpoints.
fn list_by_cli(profile: Option<&str>, host: &mut dyn Host) -> Result<String> {
    // One word with its flag: a profile that begins with a dash is no flag of its own.
    let profile_flag = profile.map(|profile| format!("--profile={profile}"));
    let words: Vec<&str> = LIST_ENDPOINTS.into_iter().chain(profile_flag.as_deref()).collect();
    let by_hand = format!(
        "elsewhere: '{CLI} {} > endpoints.json', then 'servemap verify endpoints.json …'",
        LIST_ENDPOINTS.join(" ")
    );
    let Some(ran) = host.run(CLI, &words)? else {
        return Err(Error::new(format!(
            "the Databricks CLI is not installed: there is no '{CLI}' on the PATH"
        ))
        .hint("install it: https://docs.databricks.com/dev-tools/cli/install")
        .hint(format!("or run it {by_hand}")));
    };
    if ran.success {
        return Ok(ran.output);
    }
    let login = match profile {
        Some(profile) => {
            format!("{CLI} auth login --profile {}", text::shell_word(&text::clean_line(profile)))
        }
        None => format!("'{CLI} auth login', or name a profile with --profile"),
    };
    let error = Error::new("the Databricks CLI could not list the serving endpoints")
        .hint(format!("if it is not logged in: {login}"))
        .hint("version 0.205 or newer is required: 'databricks --version'");
    Err(shown_messages(&ran.messages).into_iter().fold(error, Error::detail))
}

/// The messages of the CLI, made safe and cut to a readable length.
fn shown_messages(messages: &str) -> Vec<String> {
    const MOST_LINES: usize = 12;
    const WIDEST: usize = 300;
    let lines: Vec<&str> = messages.lines().filter(|line| !line.trim().is_empty()).collect();
    let mut shown: Vec<String> = lines
        .iter()
        .take(MOST_LINES)
        .map(|line| format!("  | {}", text::fit(&text::clean_line(line), WIDEST)))
        .collect();
    if lines.len() > MOST_LINES {
        shown.push(format!("  | and {} more lines", lines.len() - MOST_LINES));
    }
    shown
}
