//! Saving, opening, drafts: what the app asks of files, and what it makes of their answers.

use std::path::PathBuf;

use super::{board, leaving};
use crate::config::Config;
use crate::host::{Expected, SaveError, clean_path, quoted};
use crate::plan::{self, Plan};
use crate::store::{Draft, DraftOrigin};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::explore::ExploreViews;
use crate::tui::message::Waiting;
use crate::tui::popup::{Confirm, Popup, Prompt, Purpose, TextView};
use crate::tui::session::{PlanFile, Signer};

/// Saves to the plan's file; asks for a name if it has none.
pub(super) fn save(app: &mut App) -> Vec<Effect> {
    if let Some(path) = app.session.file.as_ref().map(|file| file.path.clone()) {
        return write(app, path, false);
    }
    ask_name(app);
    Vec::new()
}

/// Asks for a name to save under; whoever is leaving still leaves afterwards.
pub(super) fn ask_name(app: &mut App) {
    let proposal = match &app.session.file {
        Some(file) => file.path.to_string_lossy().into_owned(),
        None => app.session.decisions.join(app.session.plan.file_name()).to_string_lossy().into_owned(),
    };
    app.popup = Some(Popup::Prompt(Prompt::new(Purpose::Save, &proposal)));
}

/// The beginning of a path to a plan: the folder where plans are.
pub(super) fn folder(app: &App) -> String {
    let folder = app.session.decisions.join("");
    folder.to_string_lossy().into_owned()
}

/// Writes the plan. A file that is not the plan's own must not be there, unless it was agreed to.
pub(super) fn write(app: &mut App, path: PathBuf, agreed: bool) -> Vec<Effect> {
    if needs_signer(app) {
        return vec![Effect::FindSigner { at: path.clone(), then: Waiting::Save { path, agreed } }];
    }
    let own = app.session.file.as_ref().filter(|file| file.path == path).map(|file| file.text.clone());
    let mut plan = app.session.plan.clone();
    app.session.record_decision(&mut plan);
    // Comments stay with the file they were written in.
    match plan::file::write(&plan, own.as_deref()) {
        Ok(text) => {
            let expected = match own {
                _ if agreed => Expected::Anything,
                Some(text) => Expected::Contents(text),
                None => Expected::Absent,
            };
            // The folder that is configured may not be there before the first plan is.
            let folder = path.parent().filter(|folder| *folder == app.session.decisions);
            let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
            let make = folder.map(|folder| Effect::MakeFolder(folder.to_owned()));
            make.into_iter().chain([Effect::Save { path, text, expected }]).collect()
        }
        Err(error) => {
            app.leaving = None;
            app.notify_failure(error.message());
            Vec::new()
        }
    }
}

/// Whether it is yet to be found out who signs what would be saved. A plan with an open choice decides nothing.
pub(super) fn needs_signer(app: &App) -> bool {
    app.session.signer == Signer::NotAsked && app.session.plan.is_decided()
}

/// The plan is on disk.
pub(super) fn saved(app: &mut App, path: PathBuf, text: String) -> Vec<Effect> {
    app.notify(format!("saved to {}", quoted(&path)));
    // What the file says of the history: more than this session knew, where others have written it meanwhile.
    if let Ok(written) = plan::file::read(&path.to_string_lossy(), &text) {
        app.session.plan.take_history(&written);
        app.session.plan.resolve(&app.session.matrix);
    }
    app.saved = app.session.plan.clone();
    app.session.file = Some(PlanFile { path, text });
    app.draft_due = false;
    app.since = None;
    let mut effects = vec![Effect::ClearDraft];
    effects.extend(board::is_saved(app));
    if let Some(to) = app.leaving.take() {
        effects.extend(leaving::go(app, to));
    }
    effects
}

/// The plan is not on disk: what was found is shown, and nothing is lost.
pub(super) fn not_saved(app: &mut App, path: PathBuf, error: &SaveError) {
    if error.is_conflict() {
        // Whoever is leaving still leaves once the answer is to overwrite it.
        let found = error.error().message().to_owned();
        app.popup = Some(Popup::Confirm(Confirm::Overwrite { path, found }));
        return;
    }
    let error = error.error();
    let hints = error.hints().join("; ");
    let words =
        if hints.is_empty() { error.message().to_owned() } else { format!("{}: {hints}", error.message()) };
    let proposal = path.to_string_lossy().into_owned();
    app.popup = Some(Popup::Prompt(Prompt::new(Purpose::Save, &proposal).with_error(words)));
}

/// Another plan takes the place of this one.
pub(super) fn opened(app: &mut App, path: PathBuf, text: String) {
    match plan::file::read(&path.to_string_lossy(), &text) {
        Ok(plan) => {
            app.notify(format!("opened {}", quoted(&path)));
            replace_plan(app, plan);
            app.on_board = false;
            app.saved = app.session.plan.clone();
            app.session.file = Some(PlanFile { path, text });
            app.opened = true;
        }
        Err(error) => app.popup = Some(Popup::TextView(TextView::failure(&error))),
    }
}

pub(super) fn replace_plan(app: &mut App, mut plan: Plan) {
    if plan.cloud == app.session.matrix.cloud {
        plan.resolve(&app.session.matrix);
    }
    app.session.plan = plan;
    (app.since, app.written) = (None, None);
    app.session.configured = Config::default();
    app.history.reset();
    app.steps.forget();
    // Of the plan before: it neither stays on the screen nor writes into this one.
    app.explore = None;
    app.explore_views = ExploreViews::default();
}

/// The draft of the plan as it stands, or its end when nothing is unsaved.
pub fn save_draft(app: &mut App) -> Vec<Effect> {
    app.draft_due = false;
    if app.demo {
        return Vec::new();
    }
    if !app.is_dirty() {
        return vec![Effect::ClearDraft];
    }
    let origin = app.session.file.as_ref().map(|file| DraftOrigin::new(file.path.clone(), &file.text));
    match plan::file::write(&app.session.plan, None) {
        Ok(plan) => vec![Effect::SaveDraft { origin, plan }],
        Err(error) => {
            app.notify_failure(error.message());
            Vec::new()
        }
    }
}

/// Goes on with a plan that an earlier session left unfinished. It counts as unsaved, and has no file until it is known that
/// the one it came from is as it was.
pub(super) fn resume(app: &mut App, draft: Draft) -> Vec<Effect> {
    match plan::file::read(&clean_path(&draft.path), &draft.contents) {
        Ok(plan) => {
            replace_plan(app, plan);
            // It may have been offered over the board.
            app.on_board = false;
            app.session.file = None;
            app.saved = Plan::default();
            let origin = DraftOrigin::read(&draft.contents);
            app.notify(match &origin {
                Some(origin) => format!("resumed; its changes to {} were not saved", quoted(&origin.path)),
                None => "resumed".to_owned(),
            });
            std::iter::once(Effect::ResumeDraft(draft)).chain(origin.map(Effect::ReadOrigin)).collect()
        }
        Err(error) => {
            app.popup = Some(Popup::TextView(TextView::failure(&error)));
            Vec::new()
        }
    }
}

/// The resumed plan goes on in the file that it came from: a save goes there and keeps the comments.
pub(super) fn go_on_in(app: &mut App, path: PathBuf, text: String) {
    let Ok(mut saved) = plan::file::read(&path.to_string_lossy(), &text) else { return };
    if saved.cloud == app.session.matrix.cloud {
        saved.resolve(&app.session.matrix);
    }
    app.notify(format!("resumed the unsaved changes of {}", quoted(&path)));
    app.saved = saved;
    app.session.file = Some(PlanFile { path, text });
}
