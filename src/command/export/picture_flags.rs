//! The flags of maps and timelines, and which of them mean something where.

use clap::{Arg, Args};

use crate::command::case_flags::{CaseFlags, PostureFlags};
use crate::command::value;
use crate::error::{Error, Result};
use crate::matrix::{Mode, Workload};

/// What a map or timeline shows, and how it is judged.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Map and timeline")]
pub struct PictureFlags {
    /// Only the models, or the decisions, that match; can be repeated
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub filter: Vec<String>,
    /// The serving mode
    ///
    /// Where it is left out, a map is of pay-per-token, a timeline of all modes.
    #[arg(long, value_name = "ID", value_parser = value::set(Mode::purpose))]
    pub mode: Option<Mode>,
    /// Only this region of a map; can be repeated
    #[arg(long = "region", value_name = "CODE")]
    pub regions: Vec<String>,
    /// The shape of the workload
    ///
    /// Batch reads the second list of provisioned throughput.
    #[arg(long, value_name = "SHAPE", value_parser = value::set(Workload::name))]
    pub workload: Option<Workload>,
    /// What the organisation brings.
    #[command(flatten)]
    pub posture: PostureFlags,
}

/// The help on one screen has the first two of them.
pub fn in_long_help(arg: Arg) -> Arg {
    let long = ["regions", "workload", "residency", "routing", "preview", "usage", "needed_until"];
    if long.contains(&arg.get_id().as_str()) { arg.hide_short_help(true) } else { arg }
}

impl PictureFlags {
    /// The choices as other commands have them.
    pub fn case(&self, mode: Option<Mode>) -> CaseFlags {
        CaseFlags { mode, secondary: None, workload: self.workload, posture: self.posture.clone() }
    }

    /// The flags that were given.
    fn given(&self) -> impl Iterator<Item = &'static str> {
        let posture = &self.posture;
        [
            ("--filter", !self.filter.is_empty()),
            ("--mode", self.mode.is_some()),
            ("--region", !self.regions.is_empty()),
            ("--workload", self.workload.is_some()),
            ("--residency", posture.residency.is_some()),
            ("--routing", posture.routing.is_some()),
            ("--preview", posture.preview.is_some()),
            ("--use", posture.usage.is_some()),
            ("--needed-until", posture.needed_until.is_some()),
        ]
        .into_iter()
        .filter_map(|(flag, given)| given.then_some(flag))
    }
}

/// Refuses the first flag that has no effect here.
pub fn refuse(flags: &PictureFlags, what: &str, allowed: &[&str], why: &str) -> Result<()> {
    let Some(flag) = flags.given().find(|flag| !allowed.contains(flag)) else { return Ok(()) };
    let error = Error::new(format!("{flag} has no effect on --kind {what}")).hint(why);
    Err(if allowed.is_empty() { error } else { error.hint(format!("it takes: {}", allowed.join(", "))) })
}
