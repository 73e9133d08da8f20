//! `servemap config`: which settings are in force and from where, and an example to start from.

mod get;
mod init;
mod show;

use clap::Subcommand;

use super::Source;
use super::answer::Answer;
use super::case_flags::CaseFlags;
use super::planner::Planner;
use super::style::OutputStyle;
use crate::config::{Config, Setting};
use crate::error::Result;
use crate::host::Host;

/// `servemap config`
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show the settings in force, where each comes from, and the files that were looked for
    Show(show::ShowArgs),
    /// Print the value of one setting
    Get(get::GetArgs),
    /// Write an example with every setting commented out
    Init(init::InitArgs),
}

pub fn run(
    command: &ConfigCommand,
    planner: &Planner,
    source: &Source,
    host: &mut dyn Host,
    style: OutputStyle,
) -> Result<Answer> {
    match command {
        ConfigCommand::Show(arguments) => show::run(arguments, planner, source, host, style),
        ConfigCommand::Get(arguments) => get::run(arguments, planner, source, host),
        ConfigCommand::Init(arguments) => init::run(arguments, host),
    }
}

/// What was taken from the configuration because no flag says otherwise, in a line: `From the configuration: residency
/// in-geo (servemap.toml:6)`. `others` are the settings besides cloud and posture that were taken where they are stated.
pub fn used(config: &Config, source: &Source, case: &CaseFlags, others: &[Setting]) -> Option<String> {
    let mut settings = Vec::new();
    settings.extend(source.takes_configured_cloud().then_some(Setting::Cloud));
    settings.extend(case.configured());
    settings.extend(others);
    config.describe(&settings)
}
