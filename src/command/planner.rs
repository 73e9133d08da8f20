//! `servemap [PLAN]`: the planner on the screen.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Source;
use super::answer::Answer;
use super::exit_code::Exit;
use crate::error::{Error, Result};
use crate::host::{Host, is_input, quoted};
use crate::text;
use crate::tui::{self, Start};

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
    /// Present without changing or writing anything
    #[arg(long)]
    pub read_only: bool,
}

/// Opens the planner.
///
/// # Errors
/// When the plan that was named is not there, or the planner cannot start.
pub fn run(planner: Planner, source: Source, host: &mut dyn Host) -> Result<Answer> {
    if planner.plan.as_deref().is_some_and(is_input) {
        return Err(Error::new("the planner cannot open the standard input: there is no file to save to")
            .hint("'servemap plan --update -o -' and 'servemap check -' read it"));
    }
    if let Some(plan) = planner.plan.as_deref().filter(|plan| !host.exists(plan)) {
        return Err(no_such_plan(plan, host));
    }
    let config = source.config(planner.plan.as_deref(), host)?;
    let Planner { plan, theme, ascii, read_only } = planner;
    let as_of = source.as_of.map(|when| when.on(host.today()));
    let Source { cloud, matrix, .. } = source;
    let code = tui::run(&Start { plan, matrix, cloud, as_of, theme, ascii, read_only, config }, host)?;
    Ok(Answer { exit: Exit::Planner(code), ..Answer::default() })
}

/// A first word that is neither a command nor a file: either may have been meant.
fn no_such_plan(plan: &Path, host: &dyn Host) -> Error {
    // The host knows which part of the path is missing, and which file may have been meant.
    let error =
        host.read(plan).err().unwrap_or_else(|| Error::new(format!("{} does not exist", quoted(plan))));
    let declaration = super::declaration();
    let names: Vec<&str> = declaration.get_subcommands().map(clap::Command::get_name).collect();
    let word = plan.display().to_string();
    match text::nearest(&word, names.iter().copied(), 1).first() {
        Some(near) => error.hint(format!("did you mean the command '{near}'?")),
        None => error.hint("expected a command or a plan file; 'servemap --help' lists the commands"),
    }
}
