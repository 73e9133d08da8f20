//! `servemap export --kind map` and `--kind timeline`: of the matrix in use, or of the decisions that a path names.

mod of_decisions;
mod of_matrix;

use std::path::Path;

use super::{ExportArgs, deliver, no_such_format, put};
use crate::command::answer::Answer;
use crate::command::{Format, Source};
use crate::error::{Error, Result};
use crate::export::marker;
use crate::export::picture::{PictureFormat, PictureKind};
use crate::host::{Host, is_output};

/// A picture that was made.
struct Picture {
    text: String,
    /// What tells its place in a page from others.
    place: String,
    messages: Vec<String>,
}

pub fn run(
    kind: PictureKind,
    arguments: &ExportArgs,
    source: &Source,
    host: &mut dyn Host,
) -> Result<Answer> {
    let format = format(kind, arguments)?;
    if arguments.require_approval.is_some() {
        let hint = "--kind tracker, todos and index say whose approvals are missing";
        return Err(
            Error::new(format!("--require-approval has no effect on --kind {}", kind.id())).hint(hint)
        );
    }
    let picture = match &arguments.file {
        Some(path) => of_decisions::make(kind, format, path, arguments, source, host)?,
        None => of_matrix::make(kind, format, arguments, source, host)?,
    };
    let answer = match &arguments.append {
        Some(path) => {
            let text = in_page(format, &picture.text);
            put(path, host, |page| marker::put(page, &picture.place, &text))?
        }
        None => deliver(&picture.text, arguments, host)?,
    };
    Ok(answer.messages(picture.messages))
}

/// The requested format, where the kind has it and the file is not called after another.
fn format(kind: PictureKind, arguments: &ExportArgs) -> Result<PictureFormat> {
    let requested = arguments.format_flags.format();
    let known = kind.formats();
    let ids: Vec<&str> = known.iter().map(|format| format.id()).collect();
    let found = PictureFormat::ALL.into_iter().find(|format| command_format(*format) == requested);
    let Some(format) = found.filter(|format| known.contains(format)) else {
        let error = no_such_format(kind.id(), requested, &ids.join(", "));
        return Err(match requested {
            Format::Json => error.hint("'servemap models --format json' has the facts for scripts"),
            _ => error,
        });
    };
    if arguments.append.is_some() && format == PictureFormat::Svg {
        let hint = "write it with -o and link it from the page";
        return Err(Error::new("an SVG is a file of its own and cannot be appended to a page").hint(hint));
    }
    let file = arguments.output.as_ref().filter(|path| !is_output(path));
    let named = file.and_then(|path| by_extension(path)).filter(|named| *named != format);
    match (file, named) {
        (Some(path), Some(named)) if known.contains(&named) => {
            let message = format!("{} would hold {}", crate::host::quoted(path), format.name());
            Err(Error::new(message).hint(format!("--format {}, or a file of another name", named.id())))
        }
        _ => Ok(format),
    }
}

fn command_format(format: PictureFormat) -> Format {
    match format {
        PictureFormat::Markdown => Format::Markdown,
        PictureFormat::Svg => Format::Svg,
        PictureFormat::Html => Format::Html,
        PictureFormat::Mermaid => Format::Mermaid,
    }
}

/// The format that a file is called after.
fn by_extension(path: &Path) -> Option<PictureFormat> {
    match path.extension()?.to_str()?.to_lowercase().as_str() {
        "md" | "markdown" => Some(PictureFormat::Markdown),
        "svg" => Some(PictureFormat::Svg),
        "html" | "htm" => Some(PictureFormat::Html),
        "mmd" | "mermaid" => Some(PictureFormat::Mermaid),
        _ => None,
    }
}

/// A picture as it stands in a Markdown page.
fn in_page(format: PictureFormat, text: &str) -> String {
    match format {
        PictureFormat::Mermaid => format!("```mermaid\n{text}```\n"),
        PictureFormat::Markdown | PictureFormat::Svg | PictureFormat::Html => text.to_owned(),
    }
}

/// The filter behind what is shown; nothing where there is none.
fn filter_words(filter: &str) -> String {
    if filter.is_empty() { String::new() } else { format!(" Filter: {filter}") }
}

/// A filter that leaves nothing: an error, so that no page is overwritten with an empty picture.
fn nothing_matches(what: &str, filter: &str, lines: Vec<String>) -> Error {
    lines.into_iter().fold(Error::new(format!("no {what} matches '{filter}'")), Error::hint)
}
