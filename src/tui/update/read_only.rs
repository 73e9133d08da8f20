//! Read-only: what would change the plan or write is refused, with a line that says so. The one place where that is decided
//! for the plan; [`Effect::writes`](crate::tui::effect::Effect::writes) says it of the outside.

use crate::plan::Plan;
use crate::tui::app::App;
use crate::tui::message::Message;
use crate::tui::order::{ExploreView, Step};

pub const WHY: &str = "read-only: nothing is changed or written";

/// Whether a message is refused before anything comes of it: it only changes or writes, or pastes into the plan.
pub(super) fn refuses(app: &App, message: &Message) -> bool {
    let pastes = matches!(message, Message::Paste(_)) && app.context().is_bare();
    pastes || message.only_changes()
}

/// Puts the plan back as it was, and says so where it was changed.
pub(super) fn restore(app: &mut App, plan: &Plan, (step, explore): (Step, Option<ExploreView>)) {
    if app.session.plan == *plan {
        return;
    }
    app.session.plan.clone_from(plan);
    if app.explore == explore {
        app.step = step;
    }
    app.refresh();
    app.notify_failure(WHY);
}
