//! `servemap completions`: scripts that ask the program what fits, and what it answers.

mod names;

use std::ffi::OsString;

use clap::Args;
use clap_complete::Shell;
use clap_complete::engine::complete;

use super::answer::Answer;
use super::help::help_text;
use crate::text;

/// The variable in which the scripts say that a shell asks what fits.
pub const COMPLETE_VARIABLE: &str = "SERVEMAP_COMPLETE";

help_text! {
    HELP, LONG_HELP:
    "servemap completions bash > servemap.bash",
}

/// `servemap completions`
#[derive(Debug, Args)]
#[command(after_help = HELP, after_long_help = LONG_HELP, args = super::unread_flags::all())]
pub struct CompletionsArgs {
    /// The shell
    pub shell: Shell,
}

/// The completions for a shell: of those that are common a script that asks the program.
pub fn run(arguments: &CompletionsArgs) -> Answer {
    match arguments.shell {
        Shell::Bash => Answer::of(include_str!("../../assets/completions/bash.sh")),
        Shell::Zsh => Answer::of(include_str!("../../assets/completions/zsh.zsh")),
        Shell::Fish => Answer::of(include_str!("../../assets/completions/fish.fish")),
        other => {
            let mut script = Vec::new();
            clap_complete::generate(other, &mut super::declaration(), "servemap", &mut script);
            Answer::of(String::from_utf8_lossy(&script))
        }
    }
}

/// What fits at the end of a command line, one a line with what it means behind a tab: what the scripts ask for.
pub fn complete_words(words: &[OsString]) -> Answer {
    let Some(last) = words.len().checked_sub(1) else { return Answer::default() };
    let here = std::path::Path::new(".");
    let found =
        complete(&mut names::completed(super::declaration(), words), words.to_vec(), last, Some(here))
            .unwrap_or_default();
    let mut lines: Vec<(String, String)> = found
        .iter()
        .map(|candidate| {
            let about = candidate.get_help().map(ToString::to_string).unwrap_or_default();
            let about = text::clean_line(about.lines().next().unwrap_or_default()).replace('\t', " ");
            (candidate.get_value().to_string_lossy().into_owned(), about)
        })
        .filter(|(value, _)| text::clean_line(value) == *value)
        .collect();
    // Flags fit everywhere: they wait until there is nothing else, or a dash asks for them.
    if words[last].is_empty() && lines.iter().any(|(value, _)| !value.starts_with('-')) {
        lines.retain(|(value, _)| !value.starts_with('-'));
    }
    let mut output = String::new();
    for (value, about) in &lines {
        output.extend([value, "\t", about, "\n"]);
    }
    Answer::of(output)
}
