//! `--format` and `--json`: what the output of a command is written as.

use clap::{Arg, Args};

use super::value;
use crate::text::words;

/// Every format; a command allows some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Table,
    Markdown,
    Json,
    Svg,
    Html,
    Mermaid,
    Github,
    Sarif,
}

words! { Format {
    Text = "text", "For people";
    Table = "table", "For people";
    Markdown = "markdown", "For a page";
    Json = "json", "For scripts";
    Svg = "svg", "A picture, for --kind map and timeline";
    Html = "html", "A table to paste into a wiki, for --kind map";
    Mermaid = "mermaid", "A Gantt chart, for --kind timeline";
    Github = "github", "Annotations of GitHub Actions";
    Sarif = "sarif", "For code scanning (SARIF 2.1.0)";
} }

impl Format {
    /// Restricts `--format` to some formats, of which the first is the default.
    pub fn only(formats: &'static [Self]) -> impl FnOnce(Arg) -> Arg {
        |arg| arg.value_parser(value::among(formats, Self::name)).default_value(formats[0].id())
    }
}

/// The flags. With `mut_arg("format", Format::only(…))` a command says which formats it has.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Output")]
pub struct FormatFlags {
    /// What the output is written as
    #[arg(long, value_parser = value::set(Format::name), default_value = "text")]
    format: Format,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

impl FormatFlags {
    /// The requested format.
    pub fn format(self) -> Format {
        if self.json { Format::Json } else { self.format }
    }

    pub fn is_json(self) -> bool {
        self.format() == Format::Json
    }
}
