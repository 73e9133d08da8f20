//! `servemap review`: the board of decisions.

use std::path::PathBuf;

use clap::Args;

use super::Source;
use super::answer::Answer;
use super::help::help_text;
use super::planner::{self, Looks};
use crate::error::{Error, Result};
use crate::host::{Host, is_input};

help_text! {
    HELP, LONG_HELP:
    more "\
The board lists all decisions, what needs somebody first, with the note beside the list. Enter opens a plan, n and N go to the \
next and the one before, a approves, c requests changes, ? lists all keys. Each review is written into the plan at once.";
    "servemap review decisions",
    "servemap review decisions --by 'Ana Diaz'",
    "servemap review decisions --read-only",
}

/// `servemap review`
#[derive(Debug, Args)]
#[command(after_help = HELP, after_long_help = LONG_HELP)]
pub struct ReviewArgs {
    /// Plans, and folders of plans [default: the configured folder of decisions, else the current folder]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub looks: Looks,
}

pub fn run(arguments: &ReviewArgs, before: &Looks, source: &Source, host: &mut dyn Host) -> Result<Answer> {
    if arguments.paths.iter().any(|path| is_input(path)) {
        return Err(Error::new(
            "the board cannot open the standard input: there is no file to write reviews to",
        )
        .hint("name plans, or folders of plans: servemap review decisions"));
    }
    // Before the command or behind it: it is meant for the same screen.
    let looks = arguments.looks.clone().or(before.clone());
    let config = source.config(arguments.paths.first().map(PathBuf::as_path), host)?;
    let paths = &arguments.paths;
    let places = if paths.is_empty() { planner::unnamed(&config) } else { planner::named(paths.clone()) };
    planner::open(None, Some(places), looks, false, source.clone(), config, host)
}
