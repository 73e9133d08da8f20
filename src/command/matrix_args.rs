//! The words of the commands that compare matrices and choose between them.

use std::path::PathBuf;

use clap::Args;

use super::format::{TableFormat, Written};

/// `servemap matrix diff`
#[derive(Debug, Args)]
#[command(
    override_usage = "servemap matrix diff [OPTIONS] [OLD] <NEW>",
    after_help = "\
A matrix is named by its file, by the name 'servemap matrix list' shows, as 'bundled' for the one that ships, or as \
'in-use'. A cloud behind it says which: bundled:azure. With one matrix, it is compared with the one in use: what would \
change if it were taken. Unknown is neither yes nor no: a cell nobody had seen becomes known, it does not open.

Exits 0 when nothing changed but day and sources, 1 when something did, 2 on a usage or input error.

Examples:
  servemap matrix diff bundled in-use --format markdown
  servemap matrix diff bundled my-matrix.toml --plans decisions"
)]
pub struct DiffArgs {
    /// The older matrix and the newer one; with one, the one in use is the older
    #[arg(required = true, num_args = 1..=2, value_name = "MATRIX")]
    pub matrices: Vec<String>,
    /// Plans, and folders of plans: say which decisions the change hits; may be said several times
    #[arg(long, value_name = "PATH")]
    pub plans: Vec<PathBuf>,
    /// What it is written as.
    #[command(flatten)]
    pub written: Written<TableFormat>,
}

/// `servemap matrix list`
#[derive(Debug, Args)]
#[command(after_help = "\
Lists the matrix that ships, your own file and the stored ones of every cloud; of one cloud with --cloud. Exits 1 when \
one of them cannot be used.

Example:
  servemap matrix list --cloud aws")]
pub struct ListArgs {
    /// What it is written as.
    #[command(flatten)]
    pub written: Written<TableFormat>,
}

/// `servemap matrix use`
#[derive(Debug, Args)]
#[command(after_help = "\
A matrix that breaks the rules of matrix files is not taken: the one in use stays. Nothing is removed.

Examples:
  servemap matrix use bundled
  servemap matrix use 2026-11-20 --cloud azure
  servemap matrix use --previous")]
pub struct UseArgs {
    /// The name that 'servemap matrix list' shows, or 'bundled'
    #[arg(required_unless_present = "previous", conflicts_with = "previous")]
    pub name: Option<String>,
    /// Go back to the matrix that was in use before
    #[arg(long)]
    pub previous: bool,
}
