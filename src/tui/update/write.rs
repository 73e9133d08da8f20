//! Writing: which files, what happens to each, and what came of it.

use std::path::{Path, PathBuf};

use super::files;
use crate::error::Error;
use crate::export::checklist::ChecklistEntry;
use crate::gates::Verdict;
use crate::host::{SaveError, clean_path};
use crate::plan;
use crate::text;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::file_change::{Contents, FileChange, FileRequest, reason};
use crate::tui::message::Waiting;
use crate::tui::popup::write_list::folder_words;
use crate::tui::popup::{Popup, WriteList};

/// Asks what writing the ticked documents and the plan would do.
pub(super) fn documents(app: &mut App) -> Vec<Effect> {
    if offers_save(app) && files::needs_signer(app) {
        let at = app.session.path().map_or_else(|| app.session.decisions.clone(), Path::to_owned);
        return vec![Effect::FindSigner { at, then: Waiting::ListFiles }];
    }
    let decided = app.session.plan.decided.clone();
    if offers_save(app) {
        // The documents say what the plan says once it is saved with them.
        let mut plan = app.session.plan.clone();
        app.session.record_decision(&mut plan);
        app.session.plan = plan;
    }
    let documents = app.steps.export.files(&app.session);
    app.session.plan.decided = decided;
    let documents = match documents {
        Ok(documents) => documents,
        Err(error) => return failed(app, &error),
    };
    if documents.is_empty() {
        app.notify_failure("nothing to write: no document is ticked (Space ticks one)");
        return Vec::new();
    }
    let folder = app.steps.export.folder(&app.session);
    let document = |(path, text): (PathBuf, String)| {
        let path = path.strip_prefix(".").map_or_else(|_| path.clone(), Path::to_path_buf);
        FileRequest::new(path, Contents::Document(text))
    };
    let mut files: Vec<FileRequest> = documents.into_iter().map(document).collect();
    match plan(app, &folder) {
        Ok(plan) => files.push(plan),
        Err(error) => return failed(app, &error),
    }
    vec![Effect::Foresee(files)]
}

/// Whether the plan is not on disk as it is.
fn offers_save(app: &App) -> bool {
    app.is_dirty() || app.session.file.is_none()
}

/// Asks what putting the checklist row into a file would do.
pub(super) fn row(app: &mut App, path: PathBuf) -> Vec<Effect> {
    let entry = app.session.decide().map(|decision| ChecklistEntry::of(&decision));
    match entry {
        Ok(entry) => vec![Effect::Foresee(vec![FileRequest::new(path, Contents::Row(entry))])],
        Err(error) => failed(app, &error),
    }
}

/// The plan as it would be saved: to its own file, or beside its documents.
fn plan(app: &App, folder: &Path) -> crate::error::Result<FileRequest> {
    let own = app.session.file.as_ref();
    let mut plan = app.session.plan.clone();
    app.session.record_decision(&mut plan);
    let read = own.map(|file| file.text.clone());
    let text = plan::file::write(&plan, read.as_deref())?;
    let beside = || if folder == Path::new(".") { PathBuf::new() } else { folder.to_owned() };
    let path = own.map_or_else(|| beside().join(plan.file_name()), |file| file.path.clone());
    Ok(FileRequest::new(path, Contents::Plan { text, read }))
}

fn failed(app: &mut App, error: &Error) -> Vec<Effect> {
    app.notify_failure(format!("{}: {}", error.message(), error.hints().join("; ")));
    Vec::new()
}

/// Lists the files with what would happen to each.
pub(super) fn list(app: &mut App, files: Vec<FileChange>) {
    let Some(first) = files.first() else { return };
    let folder = first.path().parent().unwrap_or(Path::new("")).to_owned();
    let has_documents = files.iter().any(|file| matches!(file.request.contents, Contents::Document(_)));
    let verdict = app.session.judged().map(|judged| judged.verdict);
    let warning = verdict.filter(|verdict| has_documents && !verdict.is_open()).map(|verdict| {
        let why = if verdict == Verdict::Blocked { "blocked" } else { "unknown" };
        format!("The verdict is {why}: the note will say NOT CLEARED in its first line.")
    });
    app.popup = Some(Popup::Write(WriteList::new(folder, warning, files, offers_save(app))));
}

/// Writes what was ticked, or says that there is nothing to do.
pub(super) fn ticked(app: &mut App, files: Vec<FileChange>) -> Vec<Effect> {
    if files.is_empty() {
        app.notify("nothing to write: each file is as it would be");
        app.set_written();
        return Vec::new();
    }
    vec![Effect::Write(files)]
}

/// What was written is named; what was not is listed again, as it is now.
pub(super) fn written(
    app: &mut App,
    written: &[FileChange],
    failed: Vec<(FileRequest, SaveError)>,
) -> Vec<Effect> {
    let mut effects = Vec::new();
    for file in written {
        if let Contents::Plan { text, .. } = &file.request.contents {
            let text = file.after().unwrap_or(text).to_owned();
            effects.extend(files::saved(app, file.request.path.clone(), text));
        }
    }
    let is_plan = |request: &FileRequest| matches!(request.contents, Contents::Plan { .. });
    let documents_failed = failed.iter().any(|(request, _)| !is_plan(request));
    if !documents_failed && !written.iter().all(|file| is_plan(&file.request)) {
        app.set_written();
    }
    if let Some((_, error)) = failed.first() {
        app.notify_failure(format!("not written: {}", error.error().message()));
        let again = failed.into_iter().map(|(request, error)| {
            let refused = Some(reason(&request.path, error.error()));
            FileRequest { refused, ..request }
        });
        effects.push(Effect::Foresee(again.collect()));
        return effects;
    }
    app.notify(names(written));
    effects
}

/// `wrote 2 files to decisions: chat-{note.md,row.md}`.
fn names(written: &[FileChange]) -> String {
    let folder = written.first().and_then(|file| file.path().parent()).unwrap_or(Path::new(""));
    let all_there = written.iter().all(|file| file.path().parent() == Some(folder));
    let name = |file: &FileChange| match file.path().file_name() {
        Some(name) if all_there => clean_path(Path::new(name)),
        _ => clean_path(file.path()),
    };
    let names: Vec<String> = written.iter().map(name).collect();
    let place = if all_there { format!(" to {}", folder_words(folder)) } else { String::new() };
    format!("wrote {}{place}: {}", text::count(names.len(), "file"), in_braces(&names))
}

/// Names that begin alike, as a shell would write them: `chat{-note.md,-row.md,.toml}`.
fn in_braces(names: &[String]) -> String {
    let [first, others @ ..] = names else { return String::new() };
    let alike =
        |name: &String| first.bytes().zip(name.bytes()).take_while(|(one, other)| one == other).count();
    let mut common = others.iter().map(alike).min().unwrap_or(0);
    while !first.is_char_boundary(common) {
        common -= 1;
    }
    if common < 3 {
        return names.join(", ");
    }
    let ends: Vec<&str> = names.iter().map(|name| &name[common..]).collect();
    format!("{}{{{}}}", &first[..common], ends.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_begin_alike_are_written_once() {
        let names =
            |names: &[&str]| in_braces(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
        assert_eq!(names(&["chat-note.md", "chat-row.md", "chat.toml"]), "chat{-note.md,-row.md,.toml}");
        assert_eq!(names(&["chat-note.md"]), "chat-note.md");
        assert_eq!(names(&["a.md", "b.md"]), "a.md, b.md");
        assert_eq!(names(&["Öl-note.md", "Öl-row.md"]), "Öl-{note.md,row.md}");
    }
}
