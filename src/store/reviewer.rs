//! Who reviews and decides: the name that was given, else the one that is configured, else the one git signs commits with.

use std::path::Path;

use super::config::folder_of;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::host::Host;
use crate::text;

/// Who signs a review of the plan at `at`: who is named now, else who is configured, else whom git names.
///
/// # Errors
/// When nobody says who it is, with the ways to say it.
pub fn reviewer(
    host: &mut dyn Host,
    by: Option<&str>,
    configured: Option<String>,
    at: &Path,
) -> Result<String> {
    if let Some(by) = by {
        let name = text::entry_line(by);
        let empty = || Error::new("--by: the name is empty").hint("--by 'Ana Diaz'");
        return if name.is_empty() { Err(empty()) } else { Ok(name) };
    }
    configured.map_or_else(|| git_user(host, at).map_err(Unnamed::error), Ok)
}

/// The name that the settings state.
pub fn configured_reviewer(config: &Config) -> Option<String> {
    config.reviewer.as_ref().map(|reviewer| reviewer.value.clone())
}

/// Why git names nobody.
enum Unnamed {
    /// There is no git, or it could not be run.
    NoGit(String),
    /// It knows no name, or says why it cannot tell.
    NoName(String),
}

impl Unnamed {
    fn error(self) -> Error {
        let error = Error::new("who reviews is not known");
        let (detail, git) = match self {
            Self::NoGit(why) => (why, "install git, and state your name: "),
            Self::NoName(why) => (why, ""),
        };
        let error = if detail.is_empty() { error } else { error.detail(detail) };
        error
            .hint("--by 'Ana Diaz' says it once")
            .hint("reviewer = \"Ana Diaz\" in your config.toml, or the variable SERVEMAP_REVIEWER, says it for good")
            .hint(format!("{git}git config --global user.name 'Ana Diaz' is taken from git"))
    }
}

/// The name that git signs commits with in the repository of a plan.
fn git_user(host: &mut dyn Host, at: &Path) -> std::result::Result<String, Unnamed> {
    let folder = folder_of(at, host).to_string_lossy().into_owned();
    let ran = match host.run("git", &["-C", &folder, "config", "user.name"]) {
        Ok(Some(ran)) => ran,
        Ok(None) => return Err(Unnamed::NoGit("there is no 'git' on the PATH".to_owned())),
        Err(error) => return Err(Unnamed::NoGit(error.message().to_owned())),
    };
    let name = text::entry_line(&ran.output);
    if ran.success && !name.is_empty() {
        return Ok(name);
    }
    let said = text::entry_line(&ran.messages);
    Err(Unnamed::NoName(if said.is_empty() { said } else { format!("git: {said}") }))
}
