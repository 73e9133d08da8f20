//! Leaving a plan: asked where something would be lost, and then to where it leads.

use super::board;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::order::Destination;
use crate::tui::popup::{Confirm, Popup};

/// Goes there, or asks first where changes would be lost.
pub(super) fn leave(app: &mut App, to: Destination) -> Vec<Effect> {
    // With a demo everything goes, saved or not.
    let loses = !app.demo || to != Destination::Shell;
    if loses && (app.is_dirty() || app.refused) {
        app.popup = Some(Popup::Confirm(Confirm::Leave(to)));
        return Vec::new();
    }
    go(app, to)
}

/// Goes there. What is not saved is lost.
pub(super) fn go(app: &mut App, to: Destination) -> Vec<Effect> {
    match to {
        Destination::Shell => vec![Effect::ClearDraft, Effect::Quit],
        Destination::Board => board::show(app),
        Destination::Plan(path) => vec![Effect::Open(path)],
    }
}
