//! A file that is to be written: what writing it would do, found out before, and the writing itself.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::export::checklist::ChecklistEntry;
use crate::export::marker;
use crate::host::{Expected, Host, Saved, quoted};
use crate::plan;
use crate::store::{MatrixRequest, ReviewRequest};
use crate::text::{self, LineDiff};

/// A review that is to be written, with the text of every file it goes into as it was looked at.
#[derive(Debug, Clone)]
pub struct ReviewWrite {
    pub path: PathBuf,
    pub text: String,
    /// The plan that takes its place, and its text.
    pub new: Option<(PathBuf, String)>,
    pub review: ReviewRequest,
    /// Which matrix knows the official names.
    pub matrices: MatrixRequest,
}

/// A file that is to be written.
#[derive(Debug, Clone)]
pub struct FileRequest {
    pub path: PathBuf,
    pub contents: Contents,
    /// Why it was not written, where that was tried.
    pub refused: Option<String>,
}

/// What is to be in a file.
#[derive(Debug, Clone)]
pub enum Contents {
    /// A document, which is all of the file.
    Document(String),
    /// A row of the checklist in it; its other text stays.
    Row(ChecklistEntry),
    /// A page of many decisions between its own marks; other text stays. The first is what the marks name.
    Page(&'static str, String),
    /// The plan.
    Plan {
        text: String,
        /// What the plan's own file held when it was read; none where the plan has no file yet.
        read: Option<String>,
    },
}

/// What writing a file would do.
#[derive(Debug, Clone)]
pub struct FileChange {
    pub request: FileRequest,
    /// None where it cannot be written: why.
    pub change: Result<Change>,
    /// What to know before it is written over.
    pub note: Option<String>,
}

#[derive(Debug, Clone)]
pub enum Change {
    /// Nothing is there yet; the file will hold this.
    New(String),
    /// The file will hold other text than it does.
    Changed { before: String, after: String, diff: LineDiff },
    /// The file holds just that already.
    Same,
}

impl Contents {
    /// The whole text of the file, made of what is there. Its line ends and its byte-order mark stay.
    fn after(&self, before: Option<&str>) -> Result<String> {
        match (self, before) {
            (Self::Row(entry), before) => {
                let (mark, text) = text::split_mark(before.unwrap_or_default());
                Ok(format!("{mark}{}", entry.put(text)?))
            }
            (Self::Page(place, page), before) => marker::put(before.unwrap_or_default(), place, page),
            (Self::Document(text), Some(before)) => Ok(text::in_form_of(before, text)),
            // What others have written into the history meanwhile is not overwritten.
            (Self::Plan { text, .. }, Some(before)) => Ok(plan::file::with_history_of(text, before)),
            (Self::Document(text) | Self::Plan { text, .. }, None) => Ok(text.clone()),
        }
    }
}

impl FileRequest {
    pub fn new(path: PathBuf, contents: Contents) -> Self {
        Self { path, contents, refused: None }
    }

    fn change(&self, host: &dyn Host) -> Result<Change> {
        let path = self.path.as_path();
        // Whoever saves says what is wrong with a folder.
        if matches!(self.contents, Contents::Plan { .. }) && !host.is_folder(path) {
            plan::check_name(path)?;
        }
        host.check_save(path)?;
        if !host.may_exist(path) {
            return self.contents.after(None).map(Change::New);
        }
        let before = host.read(path)?;
        let after = self.contents.after(Some(&before))?;
        if before == after {
            return Ok(Change::Same);
        }
        let diff = LineDiff::of(&before, &after);
        Ok(Change::Changed { before, after, diff })
    }

    fn note(&self, change: &Change, host: &dyn Host) -> Option<String> {
        if self.refused.is_some() {
            return self.refused.clone();
        }
        let Change::Changed { before, .. } = change else { return None };
        match &self.contents {
            Contents::Plan { read: None, .. } => Some("another plan has this name".to_owned()),
            Contents::Plan { read: Some(read), .. } if read != before => {
                Some("changed on disk since it was read".to_owned())
            }
            _ => link(&self.path, host),
        }
    }
}

/// Why a file is not written, said on a line that names it already.
pub fn reason(path: &Path, error: &Error) -> String {
    let message = error.message();
    let message = message.strip_prefix(&quoted(path)).map_or(message, str::trim_start);
    let message = message.strip_prefix("cannot be saved: ").unwrap_or(message);
    let parts = std::iter::once(message).chain(error.hints().iter().map(String::as_str));
    parts.collect::<Vec<_>>().join("; ")
}

/// Where a link leads: what is written goes there.
fn link(path: &Path, host: &dyn Host) -> Option<String> {
    host.is_link(path).then(|| format!("a link to {}", quoted(&host.real(path))))
}

impl FileChange {
    /// Looks at what is there now.
    pub fn foresee(request: FileRequest, host: &dyn Host) -> Self {
        let change = request.change(host);
        let note = change.as_ref().ok().and_then(|change| request.note(change, host));
        Self { request, change, note }
    }

    pub fn path(&self) -> &Path {
        &self.request.path
    }

    /// Whether writing it would do something.
    pub fn is_open(&self) -> bool {
        matches!(self.change, Ok(Change::New(_) | Change::Changed { .. }))
    }

    /// What the file holds once it is written, where that is known to change.
    pub fn after(&self) -> Option<&str> {
        match self.change.as_ref().ok()? {
            Change::New(after) | Change::Changed { after, .. } => Some(after),
            Change::Same => None,
        }
    }

    /// Writes it, if what is there is what was found.
    pub fn write(&self, host: &mut dyn Host) -> Saved {
        match self.change.clone()? {
            Change::New(after) => host.save(self.path(), &after, &Expected::Absent),
            Change::Changed { before, after, .. } => {
                host.save(self.path(), &after, &Expected::Contents(before))
            }
            Change::Same => Ok(()),
        }
    }

    /// What it does, in a word or two.
    pub fn word(&self) -> &'static str {
        match (&self.change, &self.request.contents) {
            (Err(_), _) => "cannot write",
            (_, Contents::Plan { .. }) => "save",
            (Ok(Change::Same), _) => "as it is",
            (Ok(Change::New(_)), Contents::Row(_)) => "new file",
            (Ok(Change::New(_)), Contents::Document(_) | Contents::Page(..)) => "new",
            (Ok(Change::Changed { diff, .. }), Contents::Row(_)) if diff.added > diff.removed => "row added",
            (Ok(Change::Changed { .. }), Contents::Row(_)) => "row replaced",
            (Ok(Change::Changed { .. }), Contents::Document(_) | Contents::Page(..)) => "changed",
        }
    }

    /// How much of it changes; of the plan, also what the word does not say.
    pub fn amount(&self) -> String {
        match (&self.change, &self.request.contents) {
            (Ok(Change::Changed { diff, .. }), _) => diff.counts(),
            (Ok(Change::New(_)), Contents::Plan { .. }) => "new".to_owned(),
            (Ok(Change::Same), Contents::Plan { .. }) => "as it is".to_owned(),
            (Err(_) | Ok(Change::New(_) | Change::Same), _) => String::new(),
        }
    }

    /// What changes, line by line; of a new file, all of it.
    pub fn diff(&self) -> Option<LineDiff> {
        match self.change.as_ref().ok()? {
            Change::New(after) => Some(LineDiff::of("", after)),
            Change::Changed { diff, .. } => Some(diff.clone()),
            Change::Same => None,
        }
    }
}
