//! What an update may ask of the outside, as data; [`perform`] is the only place that does it.

use std::path::PathBuf;
use std::rc::Rc;

use super::message::Message;
use crate::error::Error;
use crate::export::row::Entry;
use crate::host::{Draft, Expected, Host, SaveError, merge, overwrite};
use crate::matrix::Cloud;
use crate::plan;
use crate::store;

/// Something to be done outside.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Save the plan.
    Save {
        /// Where.
        path: PathBuf,
        /// The text.
        text: String,
        /// What must be true of the file before.
        expected: Expected,
    },
    /// Read a plan.
    Open(PathBuf),
    /// Write documents; existing ones only if that was agreed to.
    Write {
        /// Each with its text.
        files: Vec<(PathBuf, String)>,
        /// Whether to replace what is there.
        replace: bool,
    },
    /// Put a checklist row into the table of a Markdown file.
    Append {
        /// The file; made if it is not there.
        path: PathBuf,
        /// The row.
        entry: Entry,
    },
    /// Copy to the clipboard.
    Copy {
        /// What it is, for the message.
        what: String,
        /// The text.
        text: String,
    },
    /// Load the matrix of a cloud.
    Load(Cloud),
    /// Keep the unfinished plan for the next start.
    KeepDraft(String),
    /// Keep the unfinished plan of an earlier session as this one's own.
    TakeDraft(Draft),
    /// Nothing is unfinished any more.
    DropDraft,
    /// Forget a draft of an earlier session.
    DiscardDraft(Draft),
    /// Give the terminal to the shell.
    Suspend,
    /// End.
    Quit,
}

/// Does it, and says what came of it. Suspending and ending are the wheel's own.
pub fn perform(effect: Effect, host: &mut dyn Host) -> Option<Message> {
    match effect {
        Effect::Save { path, text, expected } => {
            // Whoever saves says what is wrong with a folder.
            let name = if host.is_folder(&path) { Ok(()) } else { plan::check_name(&path) };
            let saved = name.map_err(SaveError::from).and_then(|()| host.save(&path, &text, &expected));
            Some(match saved {
                Ok(()) => Message::Saved { path, text },
                Err(error) => Message::NotSaved { path, error },
            })
        }
        Effect::Open(path) => Some(match host.read(&path) {
            Ok(text) => Message::Opened { path, text },
            Err(error) => Message::Failed(error),
        }),
        Effect::Write { files, replace } => {
            let mut written = Vec::new();
            for (path, text) in files {
                let outcome = if replace {
                    overwrite(host, &path, &text)
                } else {
                    host.save(&path, &text, &Expected::Absent)
                };
                written.push((path, outcome));
            }
            Some(Message::Written(written))
        }
        Effect::Append { path, entry } => {
            let outcome = append(&path, &entry, host);
            Some(Message::Written(vec![(path, outcome)]))
        }
        Effect::Copy { what, text } => Some(match host.copy(&text) {
            Ok(()) => Message::Said(format!("copied the {what} (if the terminal allows it)")),
            Err(error) => Message::Failed(error),
        }),
        Effect::Load(cloud) => {
            Some(Message::Loaded(store::load_matrix(host, Some(cloud), None).map(Rc::new)))
        }
        Effect::KeepDraft(text) => host.keep_draft(&text).err().map(not_kept),
        // The old one goes once the new one is there: at no moment is there none.
        Effect::TakeDraft(draft) => match host.keep_draft(&draft.contents) {
            Ok(()) => host.discard_draft(&draft).err().map(Message::Failed),
            Err(error) => Some(not_kept(error)),
        },
        Effect::DropDraft => {
            host.drop_draft();
            None
        }
        Effect::DiscardDraft(draft) => host.discard_draft(&draft).err().map(Message::Failed),
        Effect::Suspend | Effect::Quit => None,
    }
}

fn not_kept(error: Error) -> Message {
    Message::DraftNotKept(error.context("the unfinished plan is not kept for a crash"))
}

fn append(path: &std::path::Path, entry: &Entry, host: &mut dyn Host) -> Result<(), SaveError> {
    merge(host, path, |_, text| entry.put(text)).map(drop)
}
