//! Flags that every command has, where they would mean nothing: they are left out of its help, and refused.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};

// Each is declared once more where it is not read, and hidden: what a command declares itself, clap does not add to it.

/// For a command that reads no matrix and no settings.
pub fn all() -> Vec<Arg> {
    [matrix_and_day(), settings(), vec![value("cloud", "cloud")]].concat()
}

/// For a command that reads no settings.
pub fn settings() -> Vec<Arg> {
    vec![value("config", "config"), switch()]
}

/// For a command that lists the settings: a matrix and a day are none.
pub fn matrix_and_day() -> Vec<Arg> {
    vec![matrix(), day()]
}

/// For a command that is about all matrices.
pub fn matrix() -> Arg {
    value("matrix", "matrix")
}

/// For a command that judges nothing.
pub fn day() -> Arg {
    value("as_of", "as-of")
}

fn value(id: &'static str, long: &'static str) -> Arg {
    Arg::new(id).long(long).hide(true)
}

fn switch() -> Arg {
    value("no_config", "no-config").action(ArgAction::SetTrue)
}

/// The flags of the planner, and the commands that read them when they stand in front.
const IN_FRONT: [(&str, &[&str]); 5] = [
    ("plan", &[]),
    ("theme", &["review", "demo", "config"]),
    ("ascii", &["review", "demo", "config"]),
    ("read_only", &["review", "demo"]),
    ("by", &["review", "demo"]),
];

/// Refuses flags that the command does not read.
///
/// # Errors
/// With the first of them.
pub fn refuse(declaration: &mut Command, matches: &ArgMatches) -> Result<(), clap::Error> {
    let Some((first, _)) = matches.subcommand() else { return Ok(()) };
    let (mut path, mut command, mut below) = (declaration.get_name().to_owned(), declaration, matches);
    let in_front = IN_FRONT.iter().find(|(id, readers)| is_given(matches, id) && !readers.contains(&first));
    let in_front = in_front.map(|(id, _)| written(command, matches, id));
    while let Some((name, matches)) = below.subcommand() {
        let Some(sub) = command.find_subcommand_mut(name) else { return Ok(()) };
        path = format!("{path} {name}");
        (command, below) = (sub, matches);
    }
    if let Some(word) = in_front {
        let message = format!("'{word}' has no effect in front of '{path}'");
        return Err(command.error(ErrorKind::UnknownArgument, message));
    }
    let mut hidden = command.get_arguments().filter(|arg| arg.is_hide_set()).map(|arg| arg.get_id().as_str());
    let given = hidden.find(|id| is_given(below, id)).map(|id| written(command, below, id));
    drop(hidden);
    let Some(word) = given else { return Ok(()) };
    Err(command.error(ErrorKind::UnknownArgument, format!("'{word}' has no effect on '{path}'")))
}

fn is_given(matches: &ArgMatches, id: &str) -> bool {
    matches.value_source(id) == Some(ValueSource::CommandLine)
}

/// A flag as it is written, or the word that stands in its place.
fn written(command: &Command, matches: &ArgMatches, id: &str) -> String {
    let flag = command.get_arguments().find(|arg| arg.get_id() == id).and_then(Arg::get_long);
    let word = || {
        let mut words = matches.get_raw(id).into_iter().flatten();
        words.next().map(|word| OsString::from(word).to_string_lossy().into_owned()).unwrap_or_default()
    };
    flag.map_or_else(word, |flag| format!("--{flag}"))
}
