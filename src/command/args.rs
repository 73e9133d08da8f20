//! What each command takes.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::flags::CaseFlags;
use super::format::{CheckFormat, DocumentFormat, FailOn, Kind, TableFormat, TextFormat, Written};
use super::import_args::ImportArgs;
use super::matrix_args::{DiffArgs, ListArgs, UseArgs};
use super::words;
use crate::check::Rule;
use crate::date::{Span, When};
use crate::plan::{Question, Reason, TestStatus};

/// `servemap plan`
#[derive(Debug, Args)]
#[command(after_help = "\
Prints the verdict, and the plan itself where no file is named. Exits 1 when the model is blocked or unknown \
(the plan is written all the same), 2 when a replacement is refused (nothing is written then).

Example:
  servemap plan --mode provisioned-throughput --region us-east-1 \\
    --model databricks-llama-4-maverick --owner ml-platform \\
    --reason 'the SLA needs predictable latency' -o maverick.toml")]
pub struct PlanArgs {
    /// The primary region
    #[arg(long, value_name = "CODE")]
    pub region: Option<String>,
    /// The choices a model is judged under.
    #[command(flatten)]
    pub case: CaseFlags,
    /// What the plan holds besides.
    #[command(flatten)]
    pub record: RecordFlags,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Start from what the file holds; only what flags say changes
    #[arg(long, requires = "output")]
    pub update: bool,
    /// Overwrite the file; its comments stay
    #[arg(long, requires = "output")]
    pub force: bool,
    /// What it is written as.
    #[command(flatten)]
    pub written: Written<TextFormat>,
}

/// What a plan holds besides the case.
#[derive(Debug, Args)]
#[command(next_help_heading = "Record")]
pub struct RecordFlags {
    /// The model: endpoint, or name in the docs
    #[arg(long, value_name = "MODEL")]
    pub model: Option<String>,
    /// The workload in one sentence
    #[arg(long, value_name = "TEXT")]
    pub sentence: Option<String>,
    /// The team or person that owns the decision
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Why this model: ends the sentence "… because"
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Which of the template's three reasons it is
    #[arg(long, value_name = "KIND", value_parser = words::word::<Reason>())]
    pub reason_kind: Option<Reason>,
    /// The model to switch to
    #[arg(long, value_name = "MODEL")]
    pub replacement: Option<String>,
    /// A model that was looked at and not taken; may be said several times
    #[arg(long, value_name = "MODEL")]
    pub considered: Vec<String>,
    /// Why a model was not taken, such as gpt-oss-20b='too weak'; may be said several times
    #[arg(long, value_name = "MODEL=REASON", value_parser = words::not_taken)]
    pub not_taken: Vec<(String, String)>,
    /// The residency rule in the organisation's own words
    #[arg(long, value_name = "TEXT")]
    pub residency_words: Option<String>,
    /// The day of the test
    #[arg(long, value_name = "DATE", value_parser = words::day)]
    pub test_date: Option<When>,
    /// How far the tests have come
    #[arg(long, value_name = "STATUS", value_parser = words::word::<TestStatus>())]
    pub test_status: Option<TestStatus>,
    /// The day by which the decision is to be looked at again
    #[arg(long, value_name = "DATE", value_parser = words::day)]
    pub review_by: Option<When>,
    /// A guardrail that is in place; may be said several times
    #[arg(long, value_name = "GUARDRAIL", value_parser = words::guardrail())]
    pub tick: Vec<String>,
    /// A runbook answer, such as approver=Ana; may be said several times
    #[arg(long, value_name = "QUESTION=TEXT", value_parser = words::answer)]
    pub answer: Vec<(Question, String)>,
}

/// `servemap export`
#[derive(Debug, Args)]
#[command(after_help = "\
An existing file is not overwritten without --force. --append puts a row into the table of an existing \
checklist, in place of the row of the same region, mode and model; any other document goes between \
marker comments of its own, where the next --append replaces it.

Examples:
  servemap export maverick.toml --kind row
  servemap export decisions --kind checklist --append checklist.md")]
pub struct ExportArgs {
    /// The plan; for the checklist or the runbook page, a folder of plans
    pub file: PathBuf,
    /// Which document
    #[arg(long, value_enum, default_value_t = Kind::Full)]
    pub kind: Kind,
    /// What it is written as.
    #[command(flatten)]
    pub written: Written<DocumentFormat>,
    /// The file to write
    #[arg(short, long, value_name = "FILE", conflicts_with = "append")]
    pub output: Option<PathBuf>,
    /// The file to put it into; the rest of it stays
    #[arg(long, value_name = "FILE")]
    pub append: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// `servemap models`
#[derive(Debug, Args)]
#[command(after_help = "\
A filter is words and qualifiers, in any order; all of them must hold:
  words        match fuzzily over name, endpoint and provider; \"in quotes\" letter by letter
  name:value   of provider task input mode region geo status routing realtime verdict
               lifecycle retires ctx
  -name:value  anything known to be else; name:unknown finds what nobody knows
  ctx:>=200k   < <= > >= =, thousands k, millions m
  retires:<90d a day such as 2026-12-31, or a span from the as-of date: 90d, 12w, 6m, 1y; or none
A mode or region that no flag chooses is the one to judge under. A wrong qualifier is marked, and exits 2.

Examples:
  servemap models claude --mode pay-per-token --region eu-west-1 --routing off
  servemap models 'provider:anthropic mode:pay-per-token geo:eu routing:no ctx:>=200k'
  servemap models llama retires:none -status:preview")]
pub struct ModelsArgs {
    /// The filter: words, best match first, and qualifiers such as task:embedding
    pub query: Vec<String>,
    /// Only the models that the posture rules out: blocked by it, and open under a more permissive one
    #[arg(long)]
    pub ruled_out: bool,
    /// The primary region; repeat it to ask about several
    #[arg(long = "region", value_name = "CODE")]
    pub regions: Vec<String>,
    /// The choices the models are judged under.
    #[command(flatten)]
    pub case: CaseFlags,
    /// What it is written as.
    #[command(flatten)]
    pub written: Written<TableFormat>,
}

/// `servemap why`
#[derive(Debug, Args)]
#[command(after_help = "\
Exits 0 when the model is available or conditional, 1 when it is blocked or unknown in one of the regions. JSON \
is one object, or with several regions a list of them.

Examples:
  servemap why 'Llama 4 Maverick' --mode provisioned-throughput --region eu-west-3
  servemap why llama-4-maverick --mode ai-functions --region us-east-1 --region us-east-2 --json")]
pub struct WhyArgs {
    /// The model: endpoint, or name in the docs
    pub model: String,
    /// The primary region; repeat it to ask about several
    #[arg(long = "region", value_name = "CODE")]
    pub regions: Vec<String>,
    /// The choices it is judged under.
    #[command(flatten)]
    pub case: CaseFlags,
    /// What it is written as.
    #[command(flatten)]
    pub written: Written<TextFormat>,
}

/// `servemap regions`
#[derive(Debug, Args)]
#[command(after_help = "\
A filter is words over code, location, Geo and country, and the qualifiers region geo country; with a mode \
also the counts in-geo cross-geo preview open blocked, such as open:>=10. A leading - turns a qualifier around.

Examples:
  servemap regions europe --mode provisioned-throughput
  servemap regions geo:eu 'open:>=10' --mode pay-per-token")]
pub struct RegionsArgs {
    /// The filter: words, best match first, and qualifiers such as geo:eu
    pub query: Vec<String>,
    /// Only this region; repeat it for several
    #[arg(long = "region", value_name = "CODE")]
    pub regions: Vec<String>,
    /// The choices the models are judged under.
    #[command(flatten)]
    pub case: CaseFlags,
    /// What it is written as.
    #[command(flatten)]
    pub written: Written<TableFormat>,
}

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
    #[arg(long, value_name = "RULE", value_parser = words::rule())]
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

/// `servemap matrix`
#[derive(Debug, Subcommand)]
pub enum MatrixCommand {
    /// Say which matrix is in use: its cloud, day, age, size and sources
    Show(ShowArgs),
    /// Check a matrix file of your own: every fault with line, column and excerpt
    Validate(ValidateArgs),
    /// Say what changed between two matrices, and which decisions that hits
    Diff(DiffArgs),
    /// List the matrices that are there, with day, age and source
    List(ListArgs),
    /// Take a stored matrix into use, the one that ships, or the one before
    Use(UseArgs),
    /// Make a matrix of saved pages of the official docs
    Import(ImportArgs),
}

/// `servemap matrix show`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  servemap matrix show --cloud azure")]
pub struct ShowArgs {
    /// What it is written as.
    #[command(flatten)]
    pub written: Written<TextFormat>,
}

/// `servemap matrix validate`
#[derive(Debug, Args)]
#[command(after_help = "\
Exits 1 when the file breaks the rules of matrix files, 2 when it cannot be read.

Example:
  servemap matrix validate my-matrix.toml")]
pub struct ValidateArgs {
    /// The matrix file
    pub file: PathBuf,
    /// What it is written as.
    #[command(flatten)]
    pub written: Written<TextFormat>,
}

/// `servemap man`
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The page of one command, such as check or matrix import
    pub command: Vec<String>,
}
