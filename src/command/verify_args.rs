//! The words of `servemap verify`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use super::format::{TableFormat, Written};
use super::words;
use crate::matrix::Mode;

/// `servemap verify`
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("list").args(["file", "via_cli"]).required(true),
    group = ArgGroup::new("against").args(["plan", "region"]).required(true),
    after_help = "\
Reads what 'databricks serving-endpoints list -o json' prints. Findings are endpoints that are not ready or do not say \
what they serve, endpoints the matrix does not know or does not list there, what is deprecated or retired, and with \
--plan a model that is not there. Agents, features and models of your own are told as such and are no findings.

Exits 0 when nothing is to be looked at, 1 when something is, 2 on a usage or input error.

Examples:
  databricks serving-endpoints list -o json | servemap verify - --region us-east-1
  servemap verify endpoints.json --plan maverick.toml
  servemap verify --via-cli --profile prod --region us-east-1 --mode pay-per-token"
)]
pub struct VerifyArgs {
    /// The list: a file, or - for a pipe
    pub file: Option<PathBuf>,
    /// Have the Databricks CLI list the endpoints
    #[arg(long)]
    pub via_cli: bool,
    /// The profile of the Databricks CLI
    #[arg(long, value_name = "NAME", requires = "via_cli", conflicts_with = "file")]
    pub profile: Option<String>,
    /// Compare with what a plan decides for and falls back to
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// Compare with what the matrix lists in the workspace's region
    #[arg(long, value_name = "CODE")]
    pub region: Option<String>,
    /// List the models too that have no endpoint
    #[arg(long)]
    pub all: bool,
    /// One serving mode only
    #[arg(long, value_name = "ID", value_parser = words::mode(), conflicts_with = "plan")]
    pub mode: Option<Mode>,
    /// What it is written as.
    #[command(flatten)]
    pub written: Written<TableFormat>,
}
