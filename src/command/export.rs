//! `servemap export`: one plan as a document, or a folder of plans as one page.

mod collection;
mod picture;
mod picture_flags;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::answer::Answer;
use super::help::help_text;
use super::{Format, FormatFlags, Source};
use crate::check::Finding;
use crate::decision::Decision;
use crate::error::{Error, Result};
use crate::export::checklist::ChecklistEntry;
use crate::export::picture::PictureKind;
use crate::export::{self, Export, marker};
use crate::host::{
    Expected, Host, Merged, STANDARD, SaveError, is_input, is_output, merge, overwrite, quoted,
};
use crate::review::PageKind;
use crate::text::Words;
use crate::{store, text};
use picture_flags::PictureFlags;

help_text! {
    HELP, LONG_HELP:
    more "\
An existing file is not overwritten without --force. --append puts a row into the table of an existing \
checklist, in place of the row of the same region, mode and model; any other document goes between \
marker comments of its own, where the next --append replaces it. --kind pages writes the pages that a team keeps \
(tracker.md, todos.md, index.md, runbook.md) into the folder that -o names, each between such comments: \
what else stands in a file stays.

--kind map and --kind timeline are pictures for a wiki: of the decisions that a path names, or without a path of \
the matrix in use. A map is markdown, svg or html; a timeline is markdown, svg or mermaid; every other kind is \
markdown or json. --filter is the language of 'servemap models' for a matrix, of 'servemap list' for decisions.";
    "servemap export maverick.toml --kind note",
    "servemap export decisions --kind checklist --append checklist.md",
    "servemap export decisions --kind pages -o wiki",
    "servemap export --kind map --filter 'provider:anthropic geo:eu' --format svg -o map.svg",
    "servemap export decisions --kind timeline --format mermaid --append page.md",
}

/// `servemap export`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(FORMATS)))]
#[command(after_help = HELP, after_long_help = LONG_HELP)]
#[command(mut_args(picture_flags::in_long_help))]
pub struct ExportArgs {
    /// The plan; for a page, a folder of plans; for a map or timeline either, or none for the matrix in use
    pub file: Option<PathBuf>,
    /// Which document
    #[arg(long, value_enum, default_value_t = DocumentKind::Full)]
    pub kind: DocumentKind,
    #[command(flatten)]
    pub format_flags: FormatFlags,
    /// The file to write; for --kind pages, the folder
    #[arg(short, long, value_name = "FILE", conflicts_with = "append")]
    pub output: Option<PathBuf>,
    /// Insert the document into this file; the rest of the file is kept
    #[arg(long, value_name = "FILE")]
    pub append: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long, requires = "output")]
    pub force: bool,
    /// How many people have to approve: the pages say where that many do not
    #[arg(long, value_name = "N")]
    pub require_approval: Option<usize>,
    #[command(flatten)]
    pub picture: PictureFlags,
}

/// What documents, pages and pictures can be written as, together.
const FORMATS: &[Format] = &[Format::Markdown, Format::Json, Format::Svg, Format::Html, Format::Mermaid];

pub fn run(arguments: &ExportArgs, source: &Source, host: &mut dyn Host) -> Result<Answer> {
    let kind = arguments.kind;
    if let Content::Picture(picture) = kind.content(false) {
        return picture::run(picture, arguments, source, host);
    }
    picture_flags::refuse(&arguments.picture, &kind.id(), &[], "a plan states its own choices")?;
    let json = match arguments.format_flags.format() {
        Format::Json => true,
        Format::Markdown => false,
        other => return Err(no_such_format(&kind.id(), other, "markdown, json")),
    };
    if json && arguments.append.is_some() {
        return Err(
            Error::new("JSON cannot be appended to a document").hint("remove --append or --format json")
        );
    }
    let Some(file) = &arguments.file else {
        let hint = "'servemap export PLAN'; without a path there are --kind map and --kind timeline";
        return Err(Error::new(format!("--kind {} needs a plan, or a folder of plans", kind.id())).hint(hint));
    };
    let folder = host.is_folder(file);
    let content = kind.content(folder);
    let without_effect = match content {
        Content::Document(_) => {
            arguments.require_approval.map(|_| ("--require-approval", "pages of a folder"))
        }
        Content::Pages => {
            arguments.force.then_some(("--force", "other kinds: pages keep what else stands in a file"))
        }
        Content::Page(_) | Content::Picture(_) => None,
    };
    if let Some((flag, of)) = without_effect {
        return Err(Error::new(format!("{flag} has no effect on --kind {}", kind.id()))
            .hint(format!("it is for {of}")));
    }
    match content {
        Content::Document(export) if !folder => one(export, file, arguments, source, host),
        Content::Document(export) => Err(Error::new(format!("{} is a folder", quoted(file))).hint(format!(
            "--kind {} takes one plan; a folder has pages: {}",
            export.id(),
            PageKind::ids()
        ))),
        Content::Page(kind) => collection::page(kind, file, arguments, source, host),
        Content::Pages => collection::pages(file, arguments, source, host),
        Content::Picture(kind) => picture::run(kind, arguments, source, host),
    }
}

/// A kind that is not written as the format.
fn no_such_format(kind: &str, format: Format, known: &str) -> Error {
    Error::new(format!("--kind {kind} has no format '{}'", format.id()))
        .hint(format!("expected one of: {known}"))
}

/// The message about a file that is listed and not judged.
fn not_judged(problem: &Finding) -> String {
    let line = problem.line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("not judged: {}{line}: {}", problem.file, problem.message)
}

/// The documents a plan, or a folder of plans, is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DocumentKind {
    /// The whole template
    Full,
    /// The decision note
    Note,
    /// The checklist row
    Row,
    /// The runbook entry; of a folder, the runbook page
    Runbook,
    /// The model record
    Record,
    /// The checklist of all plans in a folder
    Checklist,
    /// Where each decision of a folder stands, the next to end first
    Tracker,
    /// What has to be done, by owner, as checkboxes
    Todos,
    /// The decisions of a folder by status, linked
    Index,
    /// Tracker, to-dos, index and runbook page, each as a file in the folder that -o names
    Pages,
    /// Models by regions: of a mode of the matrix, or what the decisions use, marked
    Map,
    /// What ends when: of the matrix, or for each decision with its review and the day it is needed until
    Timeline,
}

/// What a kind stands for.
enum Content {
    /// A document of one plan.
    Document(Export),
    /// A page of many.
    Page(PageKind),
    /// The pages that are written together.
    Pages,
    /// A picture of a matrix, or of decisions.
    Picture(PictureKind),
}

impl DocumentKind {
    /// What is written of a plan, or of a folder of plans.
    fn content(self, folder: bool) -> Content {
        match self {
            Self::Full => Content::Document(Export::Full),
            Self::Note => Content::Document(Export::Note),
            Self::Row => Content::Document(Export::Row),
            Self::Runbook if folder => Content::Page(PageKind::Runbook),
            Self::Runbook => Content::Document(Export::Runbook),
            Self::Record => Content::Document(Export::Record),
            Self::Checklist => Content::Page(PageKind::Checklist),
            Self::Tracker => Content::Page(PageKind::Tracker),
            Self::Todos => Content::Page(PageKind::Todos),
            Self::Index => Content::Page(PageKind::Index),
            Self::Pages => Content::Pages,
            Self::Map => Content::Picture(PictureKind::Map),
            Self::Timeline => Content::Picture(PictureKind::Timeline),
        }
    }

    /// The word that names it in flags.
    fn id(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

fn one(
    export: Export,
    file: &Path,
    arguments: &ExportArgs,
    source: &Source,
    host: &mut dyn Host,
) -> Result<Answer> {
    let (plan, matrix) = source.plan_with_matrix(file, host)?;
    let decision = plan
        .decide(&matrix, source.day(host))
        .map_err(|error| error.context(format!("{} cannot be exported", quoted(file))))?;
    let templates = store::load_templates(host, &source.config(Some(file), host)?)?;
    let format =
        if arguments.format_flags.is_json() { export::Format::Json } else { export::Format::Markdown };
    // What is shown or put into another document does not need the day.
    let document = match &arguments.output {
        Some(path) if !is_output(path) => export::file(export, &decision, &templates, format)?,
        _ => export::document(export, &decision, &templates, format)?,
    };
    match &arguments.append {
        Some(path) => put(path, host, |text| match export {
            Export::Row => ChecklistEntry::of(&decision).put(text),
            _ => marker::put(text, &place(export, &decision), &document),
        }),
        None => deliver(&document, arguments, host),
    }
}

/// Writes a document to the file that was named, or prints it.
fn deliver(document: &str, arguments: &ExportArgs, host: &mut dyn Host) -> Result<Answer> {
    match &arguments.output {
        Some(path) => write(path, document, arguments.force, host),
        None => Ok(Answer::of(document)),
    }
}

/// What tells a document's place in a file from the others: kind, region, mode and model.
fn place(export: Export, decision: &Decision<'_>) -> String {
    format!("{} {} {} {}", export.id(), decision.region, decision.mode.id(), decision.model.id)
}

/// Writes a document to a file of its own, or to the standard output. What is overwritten keeps its form.
pub fn write(path: &Path, document: &str, force: bool, host: &mut dyn Host) -> Result<Answer> {
    if is_output(path) {
        return Ok(Answer::of(document));
    }
    let saved =
        if force { overwrite(host, path, document) } else { host.save(path, document, &Expected::Absent) };
    saved.map_err(|error| match error {
        SaveError::Exists(_) => {
            Error::new(format!("{} exists already", quoted(path))).hint("--force overwrites it")
        }
        other => other.into(),
    })?;
    Ok(Answer::default().message(format!("wrote {}", quoted(path))))
}

/// Puts a document into a file, whose other text stays; of `-`, into what is piped in. A file that is not there is made.
pub fn put(path: &Path, host: &mut dyn Host, change: impl Fn(&str) -> Result<String>) -> Result<Answer> {
    if is_input(path) || is_output(path) {
        let before = host.read(Path::new(STANDARD))?;
        let (mark, text) = text::split_mark(&before);
        return Ok(Answer::of(format!("{mark}{}", change(text)?)));
    }
    let left = |error: Error| error.context(format!("{} is left as it is", quoted(path)));
    let done = match merge(host, path, |_, text| change(text).map_err(left))? {
        Merged::Written => format!("wrote {}", quoted(path)),
        Merged::UpToDate => format!("{} is up to date", quoted(path)),
    };
    Ok(Answer::default().message(done))
}
