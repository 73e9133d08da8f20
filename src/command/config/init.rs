//! `servemap config init`: an example of the settings, written where nothing is yet.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::command::answer::Answer;
use crate::command::help::help_text;
use crate::command::unread_flags;
use crate::config::EXAMPLE;
use crate::error::{Error, Result};
use crate::host::{Expected, Host, SaveError, is_output, quoted};
use crate::store;

help_text! {
    HELP, LONG_HELP:
    more "\
A file that exists is left as it is.";
    "servemap config init",
    "servemap config init servemap.toml",
}

/// `servemap config init`
#[derive(Debug, Args)]
#[command(after_help = HELP, after_long_help = LONG_HELP, args = unread_flags::all())]
pub struct InitArgs {
    /// The file to write, such as a project's servemap.toml; - prints it [default: your own config.toml]
    pub file: Option<PathBuf>,
}

pub fn run(arguments: &InitArgs, host: &mut dyn Host) -> Result<Answer> {
    if arguments.file.as_deref().is_some_and(is_output) {
        return Ok(Answer::of(EXAMPLE));
    }
    let path = if let Some(path) = &arguments.file {
        path.clone()
    } else {
        let path = store::user_config(host).ok_or_else(|| {
            Error::new("there is no home folder for your own config.toml")
                .hint("name a file: 'servemap config init servemap.toml'")
        })?;
        host.make_folder(path.parent().unwrap_or(Path::new(".")))?;
        path
    };
    host.save(&path, EXAMPLE, &Expected::Absent).map_err(|error| match error {
        SaveError::Exists(_) => Error::new(format!("{} exists already", quoted(&path)))
            .hint("'servemap config init -' prints the example"),
        other => other.into(),
    })?;
    Ok(Answer::default().message(format!("wrote {}", quoted(&path))))
}
