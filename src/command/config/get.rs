//! `servemap config get`: the value of one setting, for scripts.

use std::path::PathBuf;

use clap::Args;

use super::show::with_flags;
use crate::command::answer::Answer;
use crate::command::help::help_text;
use crate::command::planner::Planner;
use crate::command::unread_flags;
use crate::command::{Source, value};
use crate::config::Setting;
use crate::error::Result;
use crate::host::Host;

help_text! {
    HELP, LONG_HELP:
    more "\
Prints nothing and exits 1 when nobody states the setting. A path is printed from the current folder on.";
    "servemap config get decisions",
    "servemap config get matrix.aws",
}

/// `servemap config get`
#[derive(Debug, Args)]
#[command(after_help = HELP, after_long_help = LONG_HELP, args = unread_flags::matrix_and_day())]
pub struct GetArgs {
    /// The setting, as 'servemap config show' lists it
    #[arg(value_parser = value::word::<Setting>())]
    pub setting: Setting,
    /// The plan or folder whose settings are asked for [default: the current folder]
    pub path: Option<PathBuf>,
}

pub fn run(arguments: &GetArgs, planner: &Planner, source: &Source, host: &dyn Host) -> Result<Answer> {
    let config = with_flags(source.config(arguments.path.as_deref(), host)?, planner, source);
    Ok(match config.stated(arguments.setting) {
        Some((value, _)) => Answer::of(format!("{value}\n")),
        None => Answer::default().with_findings(true),
    })
}
