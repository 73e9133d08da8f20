//! What follows from the answer to a popup.

use super::{files, preview};
use crate::export::row::Entry;
use crate::export::{self, Export, Format};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::popup::{Answer, Confirm, Picked, Popup, Purpose, Subject};

pub(super) fn answer(app: &mut App, answer: Answer) -> Vec<Effect> {
    if matches!(answer, Answer::Stay) {
        return Vec::new();
    }
    let popup = app.popup.take();
    match answer {
        Answer::Stay => {}
        Answer::Close => app.leaving = false,
        Answer::Named(purpose, path) => return named(app, purpose, path),
        Answer::Picked(Picked::Replacement(id)) => app.session.plan.record.replacement = Some(id),
        Answer::Picked(Picked::Model(id)) => {
            app.explore_views.compare.add_model(id, &mut app.session.plan);
            app.refresh();
        }
        Answer::Picked(Picked::Region(id)) => {
            app.explore_views.compare.add_region(id);
            app.refresh();
        }
        Answer::Leave => return vec![Effect::DropDraft, Effect::Quit],
        Answer::SaveAndLeave => {
            app.leaving = true;
            return files::save(app);
        }
        Answer::Overwrite(path) => return files::write(app, path, true),
        Answer::Rename => files::ask_other_name(app),
        Answer::Replace(files) => return vec![Effect::Write { files, replace: true }],
        Answer::Open(path) => return vec![Effect::Open(path)],
        Answer::Resume(draft) => return files::resume(app, draft),
        Answer::Discard(draft) => {
            if let Some(Popup::Drafts(drafts)) = popup {
                app.popup = drafts.without(&draft.name).map(Popup::Drafts);
            }
            return vec![Effect::DiscardDraft(draft)];
        }
        Answer::Copy => return copy(app, popup),
        Answer::NextDocument => next_document(app, popup),
    }
    Vec::new()
}

fn named(app: &mut App, purpose: Purpose, path: std::path::PathBuf) -> Vec<Effect> {
    match purpose {
        Purpose::Save => files::write(app, path, false),
        Purpose::SaveAndLeave => {
            app.leaving = true;
            files::write(app, path, false)
        }
        Purpose::Open if app.is_dirty() => {
            app.popup = Some(Popup::Confirm(Confirm::Open(path)));
            Vec::new()
        }
        Purpose::Open => vec![Effect::Open(path)],
        Purpose::Checklist => {
            let entry = app
                .session
                .plan
                .decide(&app.session.matrix, app.session.as_of)
                .map(|decision| Entry::of(&decision));
            match entry {
                Ok(entry) => vec![Effect::Append { path, entry }],
                Err(error) => {
                    app.complain(error.message());
                    Vec::new()
                }
            }
        }
    }
}

fn copy(app: &mut App, popup: Option<Popup>) -> Vec<Effect> {
    let Some(Popup::Reading(reading)) = popup else { return Vec::new() };
    let Subject::Document(kind) = reading.subject else {
        app.popup = Some(Popup::Reading(reading));
        return Vec::new();
    };
    let text = app.session.plan.decide(&app.session.matrix, app.session.as_of).and_then(|decision| {
        export::document(kind, &decision, app.steps.export.templates(), Format::Markdown)
    });
    app.popup = Some(Popup::Reading(reading));
    text.map(|text| vec![Effect::Copy { what: kind.name().to_lowercase(), text }]).unwrap_or_default()
}

fn next_document(app: &mut App, popup: Option<Popup>) {
    match popup {
        Some(Popup::Reading(reading)) => match reading.subject {
            Subject::Document(kind) => {
                let place = Export::ALL.iter().position(|other| *other == kind).unwrap_or(0);
                preview(app, Export::ALL[(place + 1) % Export::ALL.len()]);
            }
            Subject::Help | Subject::Failure => app.popup = Some(Popup::Reading(reading)),
        },
        other => app.popup = other,
    }
}
