//! The state of the board: shown again after a plan, its files read again.

use std::path::PathBuf;

use crate::check::LoadedPlan;
use crate::error::Result;
use crate::store::Decisions;
use crate::text;
use crate::tui::app::App;
use crate::tui::effect::Effect;

/// Shows the board again. What was not saved of the plan is gone.
pub(super) fn show(app: &mut App) -> Vec<Effect> {
    app.session.plan = app.saved.clone();
    app.history.reset();
    app.explore = None;
    app.on_board = true;
    app.refused = false;
    let path = app.session.file.as_ref().map(|file| file.path.clone());
    let day = app.session.as_of;
    let Some(board) = &mut app.board else { return Vec::new() };
    if board.decisions.as_of != day {
        board.decisions.judge_for(day);
        board.take_over();
    }
    let mut effects = vec![Effect::ClearDraft];
    if let Some(path) = path {
        if board.decisions.place(&path).is_some() {
            board.follow(&path);
        } else {
            // A new plan may be one of them.
            effects.push(Effect::ReadDecisions(Box::new(board.places.clone()), day));
        }
    }
    effects
}

/// The plan was saved: its row is read again.
pub(super) fn is_saved(app: &App) -> Option<Effect> {
    let path = &app.session.file.as_ref()?.path;
    app.board.as_ref()?.decisions.place(path)?;
    Some(Effect::ReadDecision(path.clone()))
}

/// The files were read again; the cursor stays with its file.
pub(super) fn read(app: &mut App, decisions: Result<Box<Decisions>>) {
    let Some(board) = &mut app.board else { return };
    match decisions {
        Ok(decisions) => {
            let fault = decisions.faults.first().map(|error| error.message().to_owned());
            board.replace_all(*decisions);
            if let Some(path) =
                app.session.file.as_ref().map(|file| file.path.clone()).filter(|_| !app.on_board)
            {
                board.follow(&path);
            }
            let count = text::count(board.decisions.plans().len(), "file");
            match fault {
                Some(fault) => app.notify_failure(fault),
                None => app.notify(format!("read {count} again")),
            }
        }
        Err(error) => app.notify_failure(format!("{}; the board shows what it was", error.message())),
    }
}

/// Single files were read again.
pub(super) fn read_again(app: &mut App, files: Vec<(PathBuf, Box<LoadedPlan>)>) -> Vec<Effect> {
    let Some(board) = &mut app.board else { return Vec::new() };
    let mut unknown = false;
    for (path, plan) in files {
        unknown |= !board.decisions.replace(&path, *plan);
    }
    board.take_over();
    if unknown {
        return vec![Effect::ReadDecisions(Box::new(board.places.clone()), board.decisions.as_of)];
    }
    Vec::new()
}
