//! What is told of the choice under the cursor: scrolled, and its ways out taken where they stand.

use crate::tui::app::App;
use crate::tui::message::Message;
use crate::tui::widget::detail::Scroll;

/// Scrolls what is told of the choice, or takes the keys from it; false if the message is for the rest.
pub(super) fn scroll(app: &mut App, message: &Message) -> bool {
    let leaves = matches!(message, Message::NextPart | Message::PreviousPart | Message::Back);
    if app.scroll.has_keys && leaves {
        app.scroll.has_keys = false;
        return true;
    }
    let may_scroll = matches!(
        message,
        Message::DetailUp
            | Message::DetailDown
            | Message::DetailPageUp
            | Message::DetailPageDown
            | Message::Wheel { .. }
    );
    if may_scroll || app.scroll.has_keys {
        let detail = app.detail(app.body());
        if detail.is_some_and(|detail| app.scroll.update(&detail, message)) {
            return true;
        }
    }
    // What only types, looks or saves leaves it where it is; the rest may tell of something else.
    let stays = matches!(
        message,
        Message::Text(_)
            | Message::Paste(_)
            | Message::Help
            | Message::Palette
            | Message::Preview
            | Message::Save
    );
    if !stays {
        app.scroll = Scroll::default();
    }
    false
}

/// Takes the choice of the details that is under the cursor, where they have the keys and a choice; the plan's change can be
/// undone.
pub(super) fn take_choice(app: &mut App, message: &Message) -> bool {
    let choice = if matches!(message, Message::Accept) { app.scroll.choice() } else { None };
    let Some(choice) = choice else { return false };
    let mut plan = app.session.plan.clone();
    let (screen, session) = app.screen_mut();
    match screen.take(choice, session, &mut plan) {
        Some(Ok(words)) => {
            app.session.plan = plan;
            app.scroll = Scroll::default();
            app.notify_change(&words);
        }
        Some(Err(why)) => app.notify_failure(format!("not taken: {why}")),
        None => return false,
    }
    true
}
