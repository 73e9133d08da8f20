//! `servemap matrix show`: which matrix is in use and what it rests on.

use clap::Args;
use serde_json::json;

use super::{cells, size, size_json};
use crate::command::answer::Answer;
use crate::command::case_report::matrix_line;
use crate::command::help::help_text;
use crate::command::{Format, FormatFlags, Source};
use crate::error::Result;
use crate::host::{Host, clean_path};
use crate::matrix::Mode;
use crate::store;

help_text! {
    HELP, LONG_HELP:
    "servemap matrix show --cloud azure",
}

/// `servemap matrix show`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Text, Format::Json])))]
#[command(after_help = HELP, after_long_help = LONG_HELP)]
pub struct ShowArgs {
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

pub fn run(arguments: &ShowArgs, source: &Source, host: &dyn Host) -> Result<Answer> {
    let config = source.config(None, host)?;
    let matrix = source.matrix(&config, host)?;
    let as_of = source.day(host);
    let (file, report) = store::files_in_use(host, matrix.cloud, &source.matrix_request(&config))?
        .map_or((None, None), |(file, report)| (Some(file), report));
    let (file, report) = (file.as_deref().map(clean_path), report.as_deref().map(clean_path));
    if arguments.format_flags.is_json() {
        let mut object = size_json(&matrix, "servemap/matrix-summary/1");
        object["age_days"] = json!(matrix.age(as_of));
        object["old"] = json!(matrix.is_old(as_of));
        object["sources"] = json!(matrix.sources());
        object["file"] = json!(file);
        object["report"] = json!(report);
        return Ok(Answer::json(&object));
    }
    let cells = Mode::HOSTED.into_iter().map(|mode| {
        let [in_geo, cross_geo, not_listed, unknown] = cells(&matrix, mode);
        let name = format!("{}:", mode.name());
        format!(
            "{name:<24}{in_geo} in-Geo, {cross_geo} cross-Geo, {not_listed} not listed, {unknown} unknown"
        )
    });
    let mut lines = vec![matrix_line(&matrix, as_of), size(&matrix)];
    lines.extend(cells);
    lines.extend(file.map(|file| format!("File: {file}")));
    lines.extend(report.map(|report| format!("Report of its import: {report}")));
    lines.extend([String::new(), "Sources:".to_owned()]);
    for source in matrix.sources() {
        let url = source.url.as_ref().map(|url| format!("\n    {url}")).unwrap_or_default();
        let line = format!("  - {}{url}", source.cite());
        // Several files name the same page.
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.push(String::new());
    Ok(Answer::of(lines.join("\n")))
}
