//! Opening an explore view, leaving it, and what follows from what it answers.

use super::go_to;
use crate::tui::app::App;
use crate::tui::areas::Areas;
use crate::tui::explore;
use crate::tui::message::Message;
use crate::tui::order::{ExploreView, Step};
use crate::tui::popup::{Picker, Popup};

/// Opens an explore view; the key of the open one leaves it.
pub(super) fn toggle(app: &mut App, explore: ExploreView) {
    let under = match app.explore {
        Some(ExploreView::Map) => app.explore_views.map.model(&app.session).map(|model| model.id.clone()),
        None if app.step == Step::Model => app.steps.model.under().cloned(),
        _ => None,
    };
    let leaves = app.explore == Some(explore);
    leave(app);
    if !leaves {
        app.explore = Some(explore);
        app.explore_views.get_mut(explore).open(under, &app.session);
    }
    app.refresh();
}

/// Out of an explore view, if one is open.
pub(super) fn leave(app: &mut App) {
    if let Some(explore) = app.explore.take() {
        app.explore_views.get_mut(explore).leave(&mut app.session.plan);
    }
}

pub(super) fn update(app: &mut App, explore: ExploreView, message: &Message) {
    let area = Areas::of(app.size.0, app.size.1).body;
    let mut plan = app.session.plan.clone();
    let reply = app.explore_views.get_mut(explore).update(message, &app.session, &mut plan, area);
    let changed = app.session.plan != plan;
    app.session.plan = plan;
    match reply {
        explore::Reply::Unused if matches!(message, Message::Back) => toggle(app, explore),
        explore::Reply::Done | explore::Reply::Unused => {}
        // A changed plan is judged at the end of the update, and the lists of the step with it.
        explore::Reply::GoTo(step) if changed => {
            app.step = step;
            leave(app);
        }
        explore::Reply::GoTo(step) => go_to(app, step),
        explore::Reply::AsOf(day) => {
            app.session.as_of = day;
            app.judge();
        }
        explore::Reply::Leave => toggle(app, explore),
        explore::Reply::Say(words) => app.say(words),
        explore::Reply::PickCompared => {
            app.popup = Some(Popup::Picker(Picker::compared(&app.explore_views.compare, &app.session)));
        }
    }
}
