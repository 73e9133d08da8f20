//! The pages of a folder of plans: one by one, or those that are written together.

use std::path::Path;

use serde_json::json;

use super::{ExportArgs, deliver, not_judged, put};
use crate::command::Source;
use crate::command::answer::{Answer, pretty};
use crate::command::decisions::Decisions;
use crate::error::{Error, Result};
use crate::export::{Templates, marker};
use crate::host::{Host, Merged, is_input, is_output, quoted};
use crate::review::{PageKind, PageSource};
use crate::store::{self, page_in, plan_links};

/// One page.
pub fn page(
    kind: PageKind,
    file: &Path,
    arguments: &ExportArgs,
    source: &Source,
    host: &mut dyn Host,
) -> Result<Answer> {
    let (decisions, templates) = read(file, arguments, source, host)?;
    let pages = source_of(&decisions, &templates, host);
    if arguments.format_flags.is_json() {
        return Ok(with_problems(deliver(&pretty(&pages.json(kind)), arguments, host)?, &pages));
    }
    let target = arguments.append.as_ref().or(arguments.output.as_ref());
    let stream = |path: &&std::path::PathBuf| !is_input(path) && !is_output(path);
    let folder = target.filter(stream).and_then(|path| path.parent()).unwrap_or(Path::new(""));
    let page = page_in(host, folder, kind, &pages)?;
    let answer = match (&arguments.append, &arguments.output) {
        (Some(path), _) => put(path, host, |text| marker::put(text, kind.id(), &page))?,
        (None, Some(_)) => deliver(&marker::marked(kind.id(), &page), arguments, host)?,
        (None, None) => Answer::of(page),
    };
    Ok(with_problems(answer, &pages))
}

/// The pages that are written together after a meeting.
pub fn pages(file: &Path, arguments: &ExportArgs, source: &Source, host: &mut dyn Host) -> Result<Answer> {
    let (decisions, templates) = read(file, arguments, source, host)?;
    let pages = source_of(&decisions, &templates, host);
    let kinds = PageKind::AFTER_A_MEETING;
    if arguments.format_flags.is_json() {
        let mut object = json!({ "schema": "servemap/pages/1" });
        for kind in kinds {
            object[kind.id()] = pages.json(kind);
        }
        return Ok(with_problems(deliver(&pretty(&object), arguments, host)?, &pages));
    }
    let Some(folder) = arguments.output.as_ref().filter(|path| !is_output(path)) else {
        let hint = "-o FOLDER; --kind tracker, todos, index or runbook prints one of them";
        return Err(Error::new("--kind pages writes several files: name a folder for them").hint(hint));
    };
    if host.exists(folder) && !host.is_folder(folder) {
        let hint = "--kind pages writes tracker.md, todos.md, index.md and runbook.md into a folder";
        return Err(Error::new(format!("{} is not a folder", quoted(folder))).hint(hint));
    }
    let written = store::write_pages(host, folder, &kinds, &pages)?;
    let lines = written.iter().map(|page| match page.merged {
        Merged::Written => format!("wrote {}", quoted(&page.path)),
        Merged::UpToDate => format!("{} is up to date", quoted(&page.path)),
    });
    Ok(with_problems(Answer::default().messages(lines), &pages))
}

fn source_of<'a>(decisions: &'a Decisions, templates: &'a Templates, host: &dyn Host) -> PageSource<'a> {
    let read = &decisions.read;
    let links = plan_links::find(read.plans(), read.paths(), host);
    PageSource::new(read.plans(), read.unread(), &links, &read.options(), templates)
}

fn read(
    file: &Path,
    arguments: &ExportArgs,
    source: &Source,
    host: &dyn Host,
) -> Result<(Decisions, Templates)> {
    let paths = [file.to_owned()];
    let decisions = Decisions::read(&paths, arguments.require_approval, source, host)?;
    decisions.read.all_listed()?;
    let templates = store::load_templates(host, &decisions.config)?;
    Ok((decisions, templates))
}

/// Tells of the files that are listed and not judged.
fn with_problems(answer: Answer, pages: &PageSource<'_>) -> Answer {
    answer.messages(pages.problems().map(not_judged))
}
