//! `servemap completions` and `servemap man`: made from the declaration, so they cannot lag behind it.

use super::answer::Answer;
use crate::cli;
use crate::error::{Error, Result};
use crate::text;

/// The completions for a shell.
pub fn completions(shell: clap_complete::Shell) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut cli::declaration(), "servemap", &mut script);
    Answer::of(String::from_utf8_lossy(&script))
}

/// The manual page of the program, or of one of its commands.
pub fn manual(wanted: Option<&str>) -> Result<Answer> {
    let mut declaration = cli::declaration();
    // Global flags reach the commands when clap builds them.
    declaration.build();
    let page = match wanted {
        None => declaration,
        Some(name) => match declaration.find_subcommand(name) {
            Some(command) => command.clone(),
            None => return Err(no_such_command(name)),
        },
    };
    let mut manual = Vec::new();
    clap_mangen::Man::new(page)
        .render(&mut manual)
        .map_err(|error| Error::new(format!("the manual page cannot be made: {error}")))?;
    Ok(Answer::of(String::from_utf8_lossy(&manual)))
}

fn no_such_command(name: &str) -> Error {
    let names = cli::command_names();
    let error = Error::new(format!("no command is called '{}'", text::clean_line(name)));
    match text::nearest(name, names.iter().map(String::as_str), 1).first() {
        Some(near) => error.hint(format!("did you mean '{near}'?")),
        None => error.hint(format!("there are: {}", names.join(", "))),
    }
}
