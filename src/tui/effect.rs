//! What an update may ask of the outside, as data; [`perform`] is the only place that does it.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use chrono::NaiveDate;

use super::decisions::{self, DecisionPlaces};
use super::file_change::{FileChange, FileRequest, ReviewWrite};
use super::message::{Outcome, Waiting};
use crate::check::LoadedPlan;
use crate::error::Error;
use crate::export::Templates;
use crate::host::{Expected, Host, SaveError, clean_path, quoted, text_before};
use crate::matrix::Cloud;
use crate::plan;
use crate::store::{self, Decisions, Draft, DraftOrigin, Drafts, MatrixRequest, plan_files};

#[derive(Debug, Clone)]
pub enum Effect {
    Save {
        path: PathBuf,
        text: String,
        /// What must be true of the file before.
        expected: Expected,
    },
    /// Find out who signs what is saved, and go on with what waits for it.
    FindSigner {
        /// The plan, or the folder of it.
        at: PathBuf,
        then: Waiting,
    },
    /// Make a folder and those above, if they are not there.
    MakeFolder(PathBuf),
    Open(PathBuf),
    /// Find out what writing files would do to each.
    Foresee(Vec<FileRequest>),
    /// Write files, if each is still as it was found.
    Write(Vec<FileChange>),
    /// Copy to the clipboard.
    Copy {
        what: String,
        text: String,
    },
    /// Load the matrix that counts for a cloud.
    Load {
        cloud: Cloud,
        request: MatrixRequest,
    },
    /// Read the files of the board, and judge them for a day.
    ReadDecisions(Box<DecisionPlaces>, NaiveDate),
    /// Read a file of the board again.
    ReadDecision(PathBuf),
    /// Find out what writing the pages of the decisions would do.
    ForeseePages(Box<(Decisions, Templates)>),
    /// Write a review, if every file is as it was looked at.
    Review(Box<ReviewWrite>),
    /// Keep the unfinished plan for the next start.
    SaveDraft {
        /// The file whose changes it holds.
        origin: Option<DraftOrigin>,
        plan: String,
    },
    /// Find out whether the file whose changes a draft holds is as it was.
    ReadOrigin(DraftOrigin),
    /// Keep the unfinished plan of an earlier session as this one's own.
    ResumeDraft(Draft),
    /// Nothing is unfinished any more.
    ClearDraft,
    /// Forget a draft of an earlier session.
    DiscardDraft(Draft),
    /// Give the terminal to the shell.
    Suspend,
    Quit,
}

impl Effect {
    /// Whether it writes, or leads to it: what is refused where nothing may be written.
    pub fn writes(&self) -> bool {
        match self {
            Self::Save { .. }
            | Self::FindSigner { .. }
            | Self::Review(_)
            | Self::ForeseePages(_)
            | Self::MakeFolder(_)
            | Self::Foresee(_)
            | Self::Write(_)
            | Self::SaveDraft { .. }
            | Self::ResumeDraft(_)
            | Self::DiscardDraft(_) => true,
            // Of a session that saved no draft there is none to clear.
            Self::ClearDraft
            | Self::Open(_)
            | Self::Copy { .. }
            | Self::Load { .. }
            | Self::ReadOrigin(_)
            | Self::ReadDecisions(..)
            | Self::ReadDecision(_)
            | Self::Suspend
            | Self::Quit => false,
        }
    }
}

/// Does it, and returns what came of it. Suspending and ending are done by the loop.
pub fn perform(effect: Effect, host: &mut dyn Host, drafts: &mut Drafts) -> Option<Outcome> {
    match effect {
        Effect::MakeFolder(path) => {
            // Whoever saves in it says what is wrong.
            let _ = host.make_folder(&path);
            None
        }
        Effect::FindSigner { at, then } => {
            // What is configured was known before: git is the only one to ask.
            let name = store::reviewer(host, None, None, &at);
            Some(Outcome::Signer { name, then })
        }
        Effect::Save { path, text, expected } => {
            // What is overwritten goes on in the history.
            let overwrites = expected == Expected::Anything;
            let before = if overwrites { text_before(host, &path) } else { Ok(None) };
            let before = match before {
                Ok(before) => before,
                Err(error) => return Some(Outcome::NotSaved { path, error: error.into() }),
            };
            let text = before.map_or(text.clone(), |before| plan::file::with_history_of(&text, &before));
            // Whoever saves says what is wrong with a folder.
            let name = if host.is_folder(&path) { Ok(()) } else { plan::check_name(&path) };
            let saved = name.map_err(SaveError::from).and_then(|()| host.save(&path, &text, &expected));
            Some(match saved {
                Ok(()) => Outcome::Saved { path, text },
                Err(error) => Outcome::NotSaved { path, error },
            })
        }
        Effect::Open(path) => Some(match host.read(&path) {
            Ok(text) => Outcome::Opened { path, text },
            Err(error) => Outcome::Failed(error),
        }),
        Effect::Foresee(files) => Some(foresee(files, host)),
        Effect::Write(files) => {
            let (mut written, mut failed) = (Vec::new(), Vec::new());
            for file in files {
                match file.write(host) {
                    Ok(()) => written.push(file),
                    Err(error) => failed.push((file.request, error)),
                }
            }
            Some(Outcome::Written { written, failed })
        }
        Effect::Copy { what, text } => Some(match host.copy(&text) {
            Ok(()) => Outcome::Copied(what),
            Err(error) => Outcome::Failed(error),
        }),
        Effect::Load { cloud, request } => {
            Some(Outcome::Loaded(store::load_matrix(host, Some(cloud), &request).map(Rc::new)))
        }
        Effect::ReadDecisions(places, day) => {
            Some(Outcome::DecisionsRead(places.read(day, host).map(Box::new)))
        }
        Effect::ReadDecision(path) => Some(Outcome::DecisionRead(read_again([&path], host))),
        Effect::ForeseePages(source) => Some(match decisions::pages(&source.0, &source.1, host) {
            Ok(files) => foresee(files, host),
            Err(error) => Outcome::Failed(error),
        }),
        Effect::Review(request) => {
            let result = write_review(&request, host);
            let paths = std::iter::once(&request.path).chain(request.new.iter().map(|(path, _)| path));
            let files = read_again(paths, host);
            Some(Outcome::Reviewed { request, result, files })
        }
        Effect::SaveDraft { origin, plan } => {
            // The next session may start in another folder.
            let lines = origin.map(|mut origin| {
                origin.path = host.real(&origin.path);
                origin.lines()
            });
            drafts.save(&(lines.unwrap_or_default() + &plan)).err().map(draft_not_saved)
        }
        Effect::ReadOrigin(origin) => {
            let text = host.read(&origin.path).ok().filter(|text| origin.held(text))?;
            let path = origin.path.strip_prefix(host.real(Path::new("."))).unwrap_or(&origin.path).to_owned();
            Some(Outcome::OriginRead { path, text })
        }
        // The old one goes once the new one is there: at no moment is there none.
        Effect::ResumeDraft(draft) => match drafts.save(&draft.contents) {
            Ok(()) => draft.remove().err().map(Outcome::Failed),
            Err(error) => Some(draft_not_saved(error)),
        },
        Effect::ClearDraft => {
            drafts.remove_own();
            None
        }
        Effect::DiscardDraft(draft) => draft.remove().err().map(Outcome::Failed),
        Effect::Suspend | Effect::Quit => None,
    }
}

fn foresee(files: Vec<FileRequest>, host: &dyn Host) -> Outcome {
    Outcome::Foreseen(files.into_iter().map(|file| FileChange::foresee(file, host)).collect())
}

/// What files of the board hold now.
fn read_again<'a>(
    paths: impl IntoIterator<Item = &'a PathBuf>,
    host: &dyn Host,
) -> Vec<(PathBuf, Box<LoadedPlan>)> {
    paths.into_iter().map(|path| (path.clone(), Box::new(plan_files::read(path, host)))).collect()
}

/// Writes a review into the files as they were looked at; says whether that changed something.
fn write_review(request: &ReviewWrite, host: &mut dyn Host) -> Result<bool, SaveError> {
    let files = std::iter::once((&request.path, &request.text));
    for (path, text) in files.chain(request.new.iter().map(|(path, text)| (path, text))) {
        let now = host.read(path).map_err(SaveError::Changed)?;
        if now != *text {
            let error = Error::new(format!("{} changed on disk since it was read", quoted(path)));
            return Err(SaveError::Changed(error));
        }
    }
    let plan = plan::file::read(&clean_path(&request.path), &request.text)?;
    let matrix = store::load_matrix(host, Some(plan.cloud), &request.matrices)?;
    if let Some((new, _)) = &request.new {
        let done = store::supersede(host, &request.path, new, &request.review, &matrix)?;
        return Ok(done.new_changed || done.old.changed);
    }
    let before = store::LoadedPlan { plan, text: request.text.clone() };
    let reviewed = request.review.review(&before, &matrix)?;
    if reviewed.changed {
        host.save(&request.path, &reviewed.text, &Expected::Contents(before.text))?;
    }
    Ok(reviewed.changed)
}

fn draft_not_saved(error: Error) -> Outcome {
    Outcome::DraftNotSaved(error.context("cannot save a draft of the plan"))
}
