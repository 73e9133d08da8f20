//! `servemap matrix validate`: whether a matrix of the user's own keeps the rules.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{size, size_json};
use crate::command::answer::Answer;
use crate::command::help::help_text;
use crate::command::unread_flags;
use crate::command::{Format, FormatFlags};
use crate::error::Result;
use crate::host::{Host, clean_path};
use crate::matrix::bundled;

help_text! {
    HELP, LONG_HELP:
    more "\
Exits 1 when the file is invalid, 2 when it cannot be read.";
    "servemap matrix validate my-matrix.toml",
}

/// `servemap matrix validate`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Text, Format::Json])))]
#[command(after_help = HELP, after_long_help = LONG_HELP, args = unread_flags::all())]
pub struct ValidateArgs {
    /// The matrix file
    pub file: PathBuf,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

const SCHEMA: &str = "servemap/validation/1";

pub fn run(arguments: &ValidateArgs, host: &dyn Host) -> Result<Answer> {
    let text = host.read(&arguments.file)?;
    let name = clean_path(&arguments.file);
    let read = bundled::with_own(&name, &text);
    if arguments.format_flags.is_json() {
        let object = match &read {
            Ok(matrix) => {
                let summary = size_json(matrix, "servemap/matrix-summary/1");
                json!({ "schema": SCHEMA, "file": name, "valid": true, "matrix": summary })
            }
            Err(error) => json!({
                "schema": SCHEMA,
                "file": name,
                "valid": false,
                "message": error.message(),
                "problems": error.details(),
                "hints": error.hints(),
            }),
        };
        return Ok(Answer::json(&object).with_findings(read.is_err()));
    }
    Ok(match read {
        Ok(matrix) => Answer::of(format!("{name} is valid\n{}\n", size(&matrix))),
        // Faults are the results here: shown as they are, without the word "error".
        Err(error) => Answer::of(format!("{error}\n")).with_findings(true),
    })
}
