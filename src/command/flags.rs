//! The flags that mean the same everywhere.

use std::path::PathBuf;

use clap::Args;

use super::words;
use crate::date::When;
use crate::matrix::{Cloud, Mode, Workload};
use crate::plan::{PreviewRule, Residency, Routing, Use};

/// What is known, and for which day.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Matrix")]
pub struct Source {
    /// The cloud the workspace runs on [default: aws, or what the plan or matrix says]
    #[arg(long, global = true, value_name = "CLOUD", value_parser = words::set(Cloud::name), hide_possible_values = false)]
    pub cloud: Option<Cloud>,
    /// Your own matrix instead of the one in use
    #[arg(long, global = true, value_name = "FILE")]
    pub matrix: Option<PathBuf>,
    /// The day on which lifecycle is judged [default: today]
    #[arg(long, global = true, value_name = "DATE", value_parser = words::day)]
    pub as_of: Option<When>,
}

/// The choices a model is judged under.
#[derive(Debug, Clone, Args)]
pub struct CaseFlags {
    /// The serving mode
    #[arg(long, value_name = "ID", value_parser = words::set(Mode::purpose))]
    pub mode: Option<Mode>,
    /// The region to fail over to
    #[arg(long, value_name = "CODE")]
    pub secondary: Option<String>,
    /// The shape of the work
    #[arg(long, value_name = "SHAPE", value_parser = words::set(Workload::name))]
    pub workload: Option<Workload>,
    /// What the organisation brings.
    #[command(flatten)]
    pub posture: PostureFlags,
}

/// What the organisation brings. What is not said stays as it was, or at its default.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Posture")]
pub struct PostureFlags {
    /// Whether content has to stay in the region's Geo [default: not stated]
    #[arg(long, value_name = "RULE", value_parser = words::word::<Residency>())]
    pub residency: Option<Residency>,
    /// Whether cross-geography routing is on [default: unknown]
    #[arg(long, value_name = "STATE", value_parser = words::word::<Routing>())]
    pub routing: Option<Routing>,
    /// Whether previews may be used [default: not stated]
    #[arg(long, value_name = "RULE", value_parser = words::word::<PreviewRule>())]
    pub preview: Option<PreviewRule>,
    /// Whether the workspace already uses the model [default: unknown]
    #[arg(long = "use", value_name = "USE", value_parser = words::word::<Use>())]
    pub usage: Option<Use>,
    /// The day until which the model is needed
    #[arg(long, value_name = "DATE", value_parser = words::day)]
    pub needed_until: Option<When>,
}
