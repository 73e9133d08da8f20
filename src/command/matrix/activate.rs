//! `servemap matrix use`: takes a matrix into use, or goes back to the one before.

use clap::Args;

use super::reference::Reference;
use crate::command::Source;
use crate::command::answer::Answer;
use crate::command::case_report::matrix_line;
use crate::command::help::help_text;
use crate::error::{Error, Result};
use crate::host::Host;
use crate::{store, text};

help_text! {
    HELP, LONG_HELP:
    more "\
An invalid matrix is not activated: the one in use stays. Nothing is removed.";
    "servemap matrix use bundled",
    "servemap matrix use 2026-11-20 --cloud azure",
    "servemap matrix use --previous",
}

/// `servemap matrix use`
#[derive(Debug, Args)]
#[command(after_help = HELP, after_long_help = LONG_HELP)]
pub struct UseArgs {
    /// The name that 'servemap matrix list' shows, or 'bundled'
    #[arg(required_unless_present = "previous", conflicts_with = "previous")]
    pub name: Option<String>,
    /// Go back to the matrix in use before
    #[arg(long)]
    pub previous: bool,
}

pub fn run(arguments: &UseArgs, source: &Source, host: &mut dyn Host) -> Result<Answer> {
    if source.matrix.is_some() {
        return Err(Error::new("a matrix file outside the store cannot be activated").hint(
            "remove --matrix; 'servemap matrix import' stores a matrix, --matrix FILE applies to one run",
        ));
    }
    let matrix = match &arguments.name {
        None => store::activate_previous(host, source.cloud.unwrap_or_default())?,
        Some(word) => {
            let reference = Reference::read(word, host)?;
            let cloud = reference.cloud(source, host)?.unwrap_or_default();
            let name = reference.name().cloned().ok_or_else(|| no_name(word))?;
            store::activate(host, cloud, &name)?
        }
    };
    let stays = source.matrix_request(&source.config(None, host)?).stays_in_use(matrix.cloud);
    Ok(Answer::of(format!("{}\n", matrix_line(&matrix, source.day(host)))).messages(stays))
}

fn no_name(word: &str) -> Error {
    Error::new(format!("'{}' is not the name of a stored matrix", text::clean_line(word)))
        .hint("'servemap matrix list' lists the available matrices")
}
