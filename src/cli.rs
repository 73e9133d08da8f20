//! The command line, declared: commands, flags, their words, and one example each that works when pasted.

mod command;
mod flags;
mod format;
mod import;
mod matrix;
mod terms;
mod verify;
mod words;

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand};

pub use command::{
    CheckArgs, ExportArgs, ManArgs, MatrixCommand, ModelsArgs, PlanArgs, RecordFlags, RegionsArgs, ShowArgs,
    ValidateArgs, WhyArgs,
};
pub use flags::{CaseFlags, PostureFlags, Source};
pub use format::{CheckFormat, DocumentFormat, FailOn, Format, Kind, TableFormat, TextFormat, Written};
pub use import::ImportArgs;
pub use matrix::{DiffArgs, ListArgs, UseArgs};
pub use terms::terms_last;
pub use verify::VerifyArgs;

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
    Plan(Box<PlanArgs>),
    /// Write a plan as Markdown or JSON: decision note, checklist row, runbook entry, record, or all of it
    Export(ExportArgs),
    /// List models with their verdicts
    Models(ModelsArgs),
    /// Explain the five gates of one model, and the nearest ways out
    Why(WhyArgs),
    /// List the regions and what each offers
    Regions(RegionsArgs),
    /// Judge the plans below some paths today: the deprecation tracker and CI gate
    Check(CheckArgs),
    /// Look at the matrix in use, validate one, compare two, choose another
    #[command(subcommand)]
    Matrix(MatrixCommand),
    /// Compare a workspace's own list of endpoints with the matrix or a plan
    Verify(VerifyArgs),
    /// Print the completions for a shell
    #[command(after_help = "Example:\n  servemap completions bash > servemap.bash")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example:\n  servemap man > servemap.1")]
    Man(ManArgs),
}

/// The declaration as clap knows it, for completions and manual pages.
pub fn declaration() -> clap::Command {
    Cli::command()
}

/// The names of the commands, for a word that may have been meant as one.
pub fn command_names() -> Vec<String> {
    declaration().get_subcommands().map(|command| command.get_name().to_owned()).collect()
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
