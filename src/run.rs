//! A command carried out through the host. Its answer is a value: only `main` writes to the outside.

mod answer;
mod case;
mod check;
mod completions;
mod export;
mod folder;
mod judged;
mod look;
mod manual;
mod matrix;
mod models;
mod place;
mod plan;
mod query;
mod regions;
mod standing;
mod table;
mod verify;
mod why;

use std::ffi::OsString;
use std::path::Path;

use chrono::NaiveDate;

use crate::cli::{self, Command, Planner, Source};
use crate::error::{Error, Result};
use crate::host::{Host, is_input, quoted};
use crate::text;
use crate::tui::{self, Start};

pub use answer::{Answer, Exit, misused, refused, safe_error};
pub use completions::{ASKED, fitting};
pub use look::Look;

/// Carries a command out.
///
/// # Errors
/// When the command cannot be carried out; findings are no error.
pub fn run(command: &Command, source: &Source, host: &mut dyn Host, look: Look) -> Result<Answer> {
    match command {
        Command::Plan(arguments) => plan::run(arguments, source, host, look),
        Command::Export(arguments) => export::run(arguments, source, host),
        Command::Models(arguments) => models::run(arguments, source, host, look),
        Command::Why(arguments) => why::run(arguments, source, host, look),
        Command::Regions(arguments) => regions::run(arguments, source, host, look),
        Command::Check(arguments) => check::run(arguments, source, host, look),
        Command::Matrix(command) => matrix::run(command, source, host, look),
        Command::Verify(arguments) => verify::run(arguments, source, host, look),
        Command::Completions { shell } => Ok(completions::completions(*shell)),
        Command::Man(arguments) => manual::manual(&arguments.command),
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
    let names = cli::command_names();
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
