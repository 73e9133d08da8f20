//! The one place where state changes: a message in, effects out. What belongs to a step is the step's.

mod answers;
mod explore;
mod files;
mod outcomes;
mod reading;

pub use files::save_draft;

use std::rc::Rc;

use super::app::App;
use super::areas::Areas;
use super::context::Context;
use super::effect::Effect;
use super::keymap;
use super::message::Message;
use super::order::Step;
use super::popup::{Confirm, Palette, Picker, Popup, Prompt, Purpose};
use super::step::Reply;
use super::widget::detail::Scroll;
use crate::export::Export;
use crate::text::Words;

/// Answers a message.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let message = from_palette(app, message);
    let (before, begun) = (app.session.plan.clone(), app.history.begun());
    // What saving notes in the plan, say, is no change that the user would undo.
    let by_user = !matches!(message, Message::Outcome(_) | Message::Resized { .. });
    if by_user {
        app.notice = None;
    }
    let undone = matches!(message, Message::Undo | Message::Redo);
    let mut effects = route(app, message);
    app.session.plan.stamp();
    if app.session.plan != before {
        let cloud = app.session.plan.cloud;
        if by_user && !undone && app.history.begun() == begun {
            app.history.note(before);
        }
        if cloud == app.first_matrix.cloud {
            app.session.matrix = Rc::clone(&app.first_matrix);
        } else if cloud != app.session.matrix.cloud {
            effects.push(Effect::Load(cloud));
        }
        app.draft_due = true;
        // Nothing is judged by the matrix of another cloud.
        if cloud == app.session.matrix.cloud {
            app.judge();
        }
    }
    effects
}

/// A command taken from the palette counts as its key.
fn from_palette(app: &mut App, message: Message) -> Message {
    let chosen = match (&app.popup, &message) {
        (Some(Popup::Palette(palette)), Message::Accept) => palette.chosen(),
        _ => None,
    };
    if chosen.is_some() {
        app.popup = None;
    }
    chosen.unwrap_or(message)
}

fn route(app: &mut App, message: Message) -> Vec<Effect> {
    match message {
        Message::Resized { width, height } => app.size = (width, height),
        Message::Suspend => return vec![Effect::Suspend],
        Message::Outcome(outcome) => return outcomes::update(app, outcome),
        message if app.popup.is_some() => return in_popup(app, &in_list(message)),
        message => return in_step(app, message),
    }
    Vec::new()
}

fn in_popup(app: &mut App, message: &Message) -> Vec<Effect> {
    let reading = matches!(app.popup, Some(Popup::Reading(_)));
    match message {
        // Out of whatever is open; the question whether to leave is not asked twice.
        Message::Quit if !reading => {
            let asked = matches!(app.popup, Some(Popup::Confirm(Confirm::Leave)));
            app.popup = None;
            app.leaving = false;
            if asked { Vec::new() } else { quit(app) }
        }
        Message::Save if reading => {
            app.popup = None;
            files::save(app)
        }
        _ => {
            // Out of the app while it reads the rest of it.
            let Some(mut popup) = app.popup.take() else { return Vec::new() };
            let answer = popup.update(message, &app.session, Areas::of(app.size.0, app.size.1).body);
            app.popup = Some(popup);
            answers::answer(app, answer)
        }
    }
}

fn in_step(app: &mut App, message: Message) -> Vec<Effect> {
    if scroll(app, &message) {
        return Vec::new();
    }
    match in_list(message) {
        Message::Quit => {
            accept_typed(app);
            return quit(app);
        }
        Message::Save if !accept_typed(app) => app.complain("not saved: what is typed here is not taken"),
        Message::Save => return files::save(app),
        Message::SaveAs => files::ask_name(app, Purpose::Save),
        Message::Open => app.popup = Some(Popup::Prompt(Prompt::new(Purpose::Open, ""))),
        Message::Help => reading::help(app),
        Message::Palette => {
            let commands = keymap::commands(app.context());
            app.popup = Some(Popup::Palette(Palette::new(commands)));
        }
        Message::Preview => reading::preview(app, Export::Note),
        Message::Jump(step) => go_to(app, step),
        Message::ExploreView(explore) => explore::toggle(app, explore),
        Message::NextCloud => {
            app.session.plan.cloud = app.session.plan.cloud.cycle(false);
            app.say(format!("{}; u takes it back", app.session.plan.cloud.name()));
        }
        Message::Undo => {
            if !app.history.undo(&mut app.session.plan) {
                app.say("nothing to undo");
            }
        }
        Message::Redo => {
            if !app.history.redo(&mut app.session.plan) {
                app.say("nothing to redo");
            }
        }
        Message::Click { column, row } => click(app, column, row),
        message => match app.explore {
            Some(explore) => explore::update(app, explore, &message),
            None => return update_step(app, &message),
        },
    }
    Vec::new()
}

/// A turn of the wheel moves the cursor where nothing is scrolled.
fn in_list(message: Message) -> Message {
    match message {
        Message::Wheel { down: true, .. } => Message::Down,
        Message::Wheel { down: false, .. } => Message::Up,
        message => message,
    }
}

/// Scrolls what is told of the choice, or gives it the keys or takes them; false if the message is for the rest.
fn scroll(app: &mut App, message: &Message) -> bool {
    let tab = matches!(message, Message::NextPart | Message::PreviousPart);
    if tab || app.scroll.has_keys && matches!(message, Message::Back) {
        let given = keymap::scrolls_detail(app.context());
        let changes = given || app.scroll.has_keys;
        app.scroll.has_keys = given;
        return changes;
    }
    let may_scroll = matches!(message, Message::DetailUp | Message::DetailDown | Message::Wheel { .. });
    if may_scroll || app.scroll.has_keys {
        let detail = app.detail(Areas::of(app.size.0, app.size.1).body);
        if detail.is_some_and(|detail| app.scroll.update(&detail, message)) {
            return true;
        }
    }
    // What only looks or saves leaves it where it is; the rest may tell of something else.
    if !matches!(message, Message::Help | Message::Palette | Message::Preview | Message::Save) {
        app.scroll = Scroll::default();
    }
    false
}

/// What is being typed into a step counts as if it had been accepted; false if it is refused, and still there.
pub fn accept_typed(app: &mut App) -> bool {
    let message = match app.context() {
        _ if app.popup.is_some() => return true,
        Context::Lines => Message::Back,
        Context::Line => Message::Accept,
        _ => return true,
    };
    match app.explore {
        Some(explore) => explore::update(app, explore, &message),
        None => drop(update_step(app, &message)),
    }
    !matches!(app.context(), Context::Lines | Context::Line)
}

fn update_step(app: &mut App, message: &Message) -> Vec<Effect> {
    let step = app.step;
    let mut plan = app.session.plan.clone();
    let reply = app.steps.update(step, message, &app.session, &mut plan);
    let changed = app.session.plan != plan;
    app.session.plan = plan;
    match reply {
        Reply::Unused if matches!(message, Message::Back) => go_to(app, app.step.previous()),
        Reply::Done | Reply::Unused => {}
        // A changed plan is judged at the end of the update, and the next step's lists with it.
        Reply::GoOn if changed => app.step = app.step.next(),
        Reply::GoOn => go_to(app, app.step.next()),
        Reply::Do(effect) => return vec![effect],
        Reply::PickReplacement => match Picker::replacement(&app.session) {
            Some(picker) => app.popup = Some(Popup::Picker(picker)),
            None => app.complain("choose the model first (step 3): a replacement is judged against it"),
        },
        Reply::NameChecklist => {
            match app.session.plan.decide(&app.session.matrix, app.session.as_of).map(drop) {
                Ok(()) => app.popup = Some(Popup::Prompt(Prompt::new(Purpose::Checklist, "checklist.md"))),
                Err(error) => app.complain(format!("{}: {}", error.message(), error.hints().join("; "))),
            }
        }
    }
    Vec::new()
}

fn go_to(app: &mut App, step: Step) {
    app.step = step;
    explore::leave(app);
    app.refresh();
}

fn quit(app: &mut App) -> Vec<Effect> {
    if app.is_dirty() {
        app.popup = Some(Popup::Confirm(Confirm::Leave));
        return Vec::new();
    }
    vec![Effect::ClearDraft, Effect::Quit]
}

fn click(app: &mut App, column: u16, row: u16) {
    let areas = Areas::of(app.size.0, app.size.1);
    let step = areas.step_at(column, row);
    // A click into an answer of several lines is meant for its text.
    if step.is_none() && app.context() == Context::Lines || !accept_typed(app) {
        return;
    }
    if let Some(step) = step {
        return go_to(app, step);
    }
    let (explore, step) = (app.explore, app.step);
    match explore {
        Some(explore) => app.explore_views.get_mut(explore).click(&app.session, areas.body, column, row),
        None => app.steps.click(step, &app.session, areas.body, column, row),
    };
}
