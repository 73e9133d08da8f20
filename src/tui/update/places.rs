//! Where the user goes: the steps, the explore views, what is clicked.

use crate::tui::app::App;
use crate::tui::order::{ExploreView, Step};
use crate::tui::tabs;

pub(super) fn go_to(app: &mut App, step: Step) {
    app.step = step;
    close_explore(app);
    arrive(app);
}

/// Goes where Enter leads: no further than the posture while nobody has seen it, for it decides the verdict.
pub(super) fn lead_to(app: &mut App, step: Step) {
    // A plan that was opened with its model went through it before.
    let seen = app.steps.region.is_posture_seen() || app.saved.model.is_some();
    if step as usize <= Step::Region as usize || seen {
        return go_to(app, step);
    }
    show_posture(app);
    app.notify("the posture decides the verdict too: Enter leads through it");
}

pub(super) fn show_posture(app: &mut App) {
    go_to(app, Step::Region);
    app.steps.region.show_posture(&app.session);
}

/// The user comes to a step, and not back.
fn arrive(app: &mut App) {
    let (screen, session) = app.screen_mut();
    screen.arrive(session);
}

/// Opens an explore view; the key of the open one closes it.
pub(super) fn toggle_explore(app: &mut App, explore: ExploreView) {
    let under = match app.explore {
        Some(ExploreView::Map) => app.explore_views.map.model(&app.session).map(|model| model.id.clone()),
        None if app.step == Step::Model => app.steps.model.under().cloned(),
        _ => None,
    };
    let closes = app.explore == Some(explore);
    close_explore(app);
    if !closes {
        app.explore = Some(explore);
        let (screen, session) = app.screen_mut();
        screen.open(under, session);
    }
}

pub(super) fn close_explore(app: &mut App) {
    if let Some(explore) = app.explore.take() {
        app.explore_views.get_mut(explore).leave(&mut app.session.plan);
    }
}

pub(super) fn click(app: &mut App, column: u16, row: u16) {
    let areas = app.areas(app.size.0, app.size.1);
    if let Some(step) = tabs::step_at(app, areas.steps, column, row) {
        return go_to(app, step);
    }
    let (screen, session) = app.screen_mut();
    screen.click(session, areas.body, column, row);
}
