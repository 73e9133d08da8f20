//! `servemap matrix import`: saved pages to a matrix.

#[cfg(feature = "import")]
mod pages;
#[cfg(feature = "import")]
mod report;

use std::path::PathBuf;

use clap::Args;

use crate::command::help::help_text;
use crate::command::unread_flags;
use crate::command::{Format, FormatFlags, value};
use crate::date::When;

#[cfg(feature = "import")]
pub use pages::run;

help_text! {
    HELP, LONG_HELP:
    more "\
A page is saved with a browser (\"web page, HTML\") or with curl; a Markdown copy will do if it still has its \
table. One of the pages is 'Model availability by region'; the pages of retirements, external models and \
supported models may be named with it. '-' is a page that is piped in.

The matrix is stored in the data directory and activated; 'servemap matrix use --previous' goes back. \
What could not be understood is listed with the text of the page, and is unknown in the matrix. \
If that is more than what was understood, or if the signs for routing were lost, the matrix in use stays \
active: -o still writes the new one to a file.

Exits 1 when there is such a fragment, 2 when nothing was imported.";
    "servemap matrix import availability.html",
    "servemap matrix import availability.html retirements.html -o aws.toml",
    "curl -sL PAGE | servemap matrix import -",
}

/// `servemap matrix import`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Text, Format::Json])))]
#[command(after_help = HELP, after_long_help = LONG_HELP, arg = unread_flags::day())]
pub struct ImportArgs {
    /// Saved pages, as HTML or Markdown; '-' for one that is piped in
    #[arg(required = true, value_name = "FILE")]
    pub pages: Vec<PathBuf>,
    /// The date of pages that do not print one; a printed date takes precedence
    #[arg(long, value_name = "DATE", value_parser = value::day)]
    pub date: Option<When>,
    /// Write the matrix to a file instead of storing it; '-' prints it
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long, requires = "output")]
    pub force: bool,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

/// Says that this build cannot.
#[cfg(not(feature = "import"))]
pub fn run(
    _: &ImportArgs,
    _: &crate::command::Source,
    _: &mut dyn crate::host::Host,
) -> crate::error::Result<crate::command::Answer> {
    Err(crate::error::Error::new("this build of servemap cannot import pages")
        .hint("rebuild it with the feature 'import', which is on by default"))
}
