//! What follows from what came back from the outside.

use std::rc::Rc;

use super::{board, files, reviews, write};
use crate::error::{Error, Result};
use crate::matrix::Matrix;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::message::{Outcome, Waiting};
use crate::tui::popup::{Popup, TextView};
use crate::tui::session::Signer;

pub(super) fn update(app: &mut App, outcome: Outcome) -> Vec<Effect> {
    match outcome {
        Outcome::Saved { path, text } => return files::saved(app, path, text),
        Outcome::NotSaved { path, error } => files::not_saved(app, path, &error),
        Outcome::Signer { name, then } => return signed(app, name, then),
        Outcome::Opened { path, text } => files::opened(app, path, text),
        Outcome::OriginRead { path, text } => files::go_on_in(app, path, text),
        Outcome::Foreseen(files) => write::list(app, files),
        Outcome::Written { written, failed } => return write::written(app, &written, failed),
        Outcome::Loaded(loaded) => matrix(app, loaded),
        Outcome::DecisionsRead(decisions) => board::read(app, decisions),
        Outcome::DecisionRead(files) => return board::read_again(app, files),
        Outcome::Reviewed { request, result, files } => {
            return reviews::written(app, &request, result, files);
        }
        Outcome::Copied(what) => app.notify(format!("copied the {what} (if the terminal allows it)")),
        Outcome::Failed(error) => fail(app, &error),
        Outcome::DraftNotSaved(error) => {
            // Every change would say it again.
            if !app.draft_failed {
                app.draft_failed = true;
                app.notify_failure(error.message());
            }
        }
    }
    Vec::new()
}

/// Goes on with what waited for the name.
fn signed(app: &mut App, name: Result<String>, then: Waiting) -> Vec<Effect> {
    app.session.signer = Signer::Asked(name);
    match then {
        Waiting::Save { path, agreed } => files::write(app, path, agreed),
        Waiting::ListFiles => write::documents(app),
        Waiting::Review => {
            reviews::signed(app);
            Vec::new()
        }
    }
}

fn matrix(app: &mut App, loaded: Result<Rc<Matrix>>) {
    match loaded {
        Ok(matrix) => {
            app.session.matrix = matrix;
            app.session.plan.resolve(&app.session.matrix);
            if app.saved.cloud == app.session.matrix.cloud {
                app.saved.resolve(&app.session.matrix);
            }
        }
        Err(error) => {
            // Nothing is judged by the matrix of another cloud.
            app.session.plan.cloud = app.session.matrix.cloud;
            app.history.prune(&app.session.plan);
            fail(app, &error);
        }
    }
}

fn fail(app: &mut App, error: &Error) {
    app.notify_failure(error.message());
    if app.popup.is_none() && !(error.details().is_empty() && error.hints().is_empty()) {
        app.popup = Some(Popup::TextView(TextView::failure(error)));
    }
}
