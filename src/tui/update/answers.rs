//! What follows from the answer to a popup.

use super::text_views::{document, preview};
use super::{files, leaving, reviews, write};
use crate::plan::ReviewVerdict;
use crate::text::Words;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::order::Destination;
use crate::tui::popup::{Answer, Picked, Popup, Purpose};

pub(super) fn answer(app: &mut App, answer: Answer) -> Vec<Effect> {
    if !matches!(
        answer,
        Answer::Stay | Answer::Copy(_) | Answer::Consider(_) | Answer::Discard { last: false, .. }
    ) {
        app.popup = None;
    }
    match answer {
        Answer::Stay => {}
        Answer::Close => app.leaving = None,
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
        Answer::Choose(id) => {
            app.steps.model.go_to(&id, &app.session);
            app.session.plan.choose(id);
            app.step = app.step.next();
        }
        Answer::Consider(id) => {
            app.session.plan.toggle_considered(&id);
            if let Some(Popup::Shortlist(shortlist)) = &mut app.popup {
                shortlist.refresh(&app.session);
            }
        }
        Answer::Change(change) => {
            change.apply(&mut app.session.plan);
            app.notify_change(&change.to_string());
        }
        Answer::Tokens(tokens) => {
            app.session.plan.tokens = tokens;
            if tokens.is_stated() {
                app.notify_change(&format!("{} a month", tokens.words()));
            }
        }
        Answer::Do(effects) => return effects,
        Answer::Write(files) => return write::ticked(app, files),
        Answer::Review(answer) => return reviews::write(app, *answer),
        Answer::Supersede(both) => return reviews::ask(app, both.0, ReviewVerdict::Supersede, Some(both.1)),
        Answer::SaveAndLeave(to) => {
            app.leaving = Some(to);
            return files::save(app);
        }
        Answer::Leave(to) => return leaving::go(app, to),
        Answer::Overwrite(path) => return files::write(app, path, true),
        Answer::Rename => files::ask_name(app),
        Answer::Resume(draft) => return files::resume(app, draft),
        Answer::Discard { draft, .. } => return vec![Effect::DiscardDraft(draft)],
        Answer::Copy(kind) => {
            let copy = |text| Effect::Copy { what: kind.name().to_lowercase(), text };
            return document(app, kind).ok().map(copy).into_iter().collect();
        }
        Answer::NextDocument(kind) => preview(app, kind.cycle(false)),
    }
    Vec::new()
}

fn named(app: &mut App, purpose: Purpose, path: std::path::PathBuf) -> Vec<Effect> {
    match purpose {
        Purpose::Save => files::write(app, path, false),
        Purpose::Open => leaving::leave(app, Destination::Plan(path)),
        Purpose::Checklist => write::row(app, path),
    }
}
