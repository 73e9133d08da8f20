//! The command line: each command's flags, what it does, its table and JSON. An answer is a value: only `main` writes.

mod answer;
mod case;
mod case_report;
mod check;
mod completions;
mod export;
mod filter;
mod flags;
mod format;
mod man;
mod matrix;
mod models;
mod plan;
mod regions;
mod repository;
mod style;
mod table;
mod terms;
mod verify;
mod walk;
mod why;
mod words;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::error::{Error, Result};
use crate::host::{Host, is_input, quoted};
use crate::text;
use crate::tui::{self, Start};

pub use answer::{Answer, Exit, misused, refused, safe_error};
pub use completions::{ASKED, fitting};
pub use flags::{CaseFlags, PostureFlags, Source};
pub use format::{CheckFormat, DocumentFormat, FailOn, Format, Kind, TableFormat, TextFormat, Written};
pub use style::OutputStyle;
pub use terms::terms_last;

/// What stands below the help of the whole program.
const AFTER_HELP: &str = "\
Exit codes: 0 fine, 1 findings (blocked or unknown, a check that fails), 2 usage or input error.

Examples:
  servemap                                   open the planner
  servemap why 'Llama 4 Maverick' --mode provisioned-throughput --region us-east-1
  servemap models llama --mode pay-per-token --region eu-west-1";

/// Turns Databricks' model-serving matrix into a decision: which model, in which mode, in which region, and why.
///
/// Without a command it opens the planner, with the plan if one is named.
#[derive(Debug, Parser)]
#[command(name = "servemap", version, after_help = AFTER_HELP, max_term_width = 100)]
pub struct Cli {
    /// What to do, if not plan.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What the planner starts with.
    #[command(flatten)]
    pub planner: Planner,
    /// What is known, and for which day.
    #[command(flatten)]
    pub source: Source,
}

/// What the planner starts with.
#[derive(Debug, Args)]
pub struct Planner {
    /// The plan to open
    pub plan: Option<PathBuf>,
    /// The theme of the planner: a name, or a file
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Draw the planner with plain ASCII signs
    #[arg(long)]
    pub ascii: bool,
}

/// What the program does besides planning.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a plan from flags and say what the gates say of it
    Plan(Box<plan::PlanArgs>),
    /// Write a plan as Markdown or JSON: decision note, checklist row, runbook entry, record, or all of it
    Export(export::ExportArgs),
    /// List models with their verdicts
    Models(models::ModelsArgs),
    /// Explain the five gates of one model, and the nearest ways out
    Why(why::WhyArgs),
    /// List the regions and what each offers
    Regions(regions::RegionsArgs),
    /// Judge the plans below some paths today: the deprecation tracker and CI gate
    Check(check::CheckArgs),
    /// OutputStyle at the matrix in use, validate one, compare two, choose another
    #[command(subcommand)]
    Matrix(matrix::MatrixCommand),
    /// Compare a workspace's own list of endpoints with the matrix or a plan
    Verify(verify::VerifyArgs),
    /// Print the completions for a shell
    #[command(after_help = "Example:\n  servemap completions bash > servemap.bash")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example:\n  servemap man > servemap.1")]
    Man(man::ManArgs),
}

/// The declaration as clap knows it, for completions and manual pages.
pub fn declaration() -> clap::Command {
    Cli::command()
}

/// The names of the commands, for a word that may have been meant as one.
pub fn command_names() -> Vec<String> {
    declaration().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

/// Carries a command out.
///
/// # Errors
/// When the command cannot be carried out; findings are no error.
pub fn run(command: &Command, source: &Source, host: &mut dyn Host, style: OutputStyle) -> Result<Answer> {
    match command {
        Command::Plan(arguments) => plan::run(arguments, source, host, style),
        Command::Export(arguments) => export::run(arguments, source, host),
        Command::Models(arguments) => models::run(arguments, source, host, style),
        Command::Why(arguments) => why::run(arguments, source, host, style),
        Command::Regions(arguments) => regions::run(arguments, source, host, style),
        Command::Check(arguments) => check::run(arguments, source, host, style),
        Command::Matrix(command) => matrix::run(command, source, host, style),
        Command::Verify(arguments) => verify::run(arguments, source, host, style),
        Command::Completions { shell } => Ok(completions::completions(*shell)),
        Command::Man(arguments) => man::manual(&arguments.command),
    }
}

/// Opens the planner and gives back its exit code.
///
/// # Errors
/// When the plan that was named is not there, or the planner cannot start.
pub fn planner(planner: Planner, source: Source, host: &mut dyn Host) -> Result<u8> {
    if planner.plan.as_deref().is_some_and(is_input) {
        return Err(Error::new("the planner cannot open the standard input: there is no file to save to")
            .hint("'servemap plan --update -o -' and 'servemap check -' read it"));
    }
    if let Some(plan) = planner.plan.as_deref().filter(|plan| !host.exists(plan)) {
        return Err(no_such_plan(plan, host));
    }
    let Planner { plan, theme, ascii } = planner;
    let as_of = source.as_of.map(|when| when.on(host.today()));
    let Source { cloud, matrix, .. } = source;
    tui::run(&Start { plan, matrix, cloud, as_of, theme, ascii }, host)
}

/// A first word that is neither a command nor a file: either may have been meant.
fn no_such_plan(plan: &Path, host: &dyn Host) -> Error {
    // The host knows which part of the path is missing, and which file may have been meant.
    let error =
        host.read(plan).err().unwrap_or_else(|| Error::new(format!("{} does not exist", quoted(plan))));
    let names = command_names();
    let word = plan.display().to_string();
    match text::nearest(&word, names.iter().map(String::as_str), 1).first() {
        Some(near) => error.hint(format!("did you mean the command '{near}'?")),
        None => {
            error.hint("a first word that is no command names a plan; 'servemap --help' lists the commands")
        }
    }
}

/// Whether the words of a command line that could not be understood ask for JSON.
pub fn asks_for_json(words: &[OsString]) -> bool {
    let is = |word: &OsString, wanted: &str| word.to_str() == Some(wanted);
    words.iter().any(|word| is(word, "--format=json") || is(word, "--json"))
        || words.windows(2).any(|pair| is(&pair[0], "--format") && is(&pair[1], "json"))
}

/// The day on which everything is judged.
fn day(source: &Source, host: &dyn Host) -> NaiveDate {
    let today = host.today();
    source.as_of.map_or(today, |when| when.on(today))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_holds_together() {
        declaration().debug_assert();
    }

    #[test]
    fn every_command_has_an_example() {
        fn without(command: &clap::Command) -> Vec<String> {
            let own = command.get_after_help().is_none_or(|help| !help.to_string().contains("Example"));
            let own = (own && !command.has_subcommands()).then(|| command.get_name().to_owned());
            own.into_iter().chain(command.get_subcommands().flat_map(without)).collect()
        }
        assert_eq!(without(&declaration()), Vec::<String>::new());
    }
}
