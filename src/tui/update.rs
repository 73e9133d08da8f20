//! The one place where state changes: a message in, effects out. What belongs to a step is the step's.

mod answers;
mod files;
mod outcomes;
mod text_views;
mod themes;
mod write;

pub use files::save_draft;

use std::rc::Rc;

use ratatui::layout::Rect;

use super::app::App;
use super::context::Context;
use super::effect::Effect;
use super::keymap;
use super::message::Message;
use super::order::{ExploreView, Part, Step};
use super::popup::{
    Answer, Confirm, External, Openings, Page, Palette, Picked, Picker, Popup, Prompt, Purpose,
    ShortlistPopup, TokensPrompt,
};
use super::reply::Reply;
use super::tabs;
use super::widget::detail::Scroll;
use crate::export::Export;
use crate::matrix::Cloud;
use crate::text::Words;

/// Answers a message. A command taken from the palette counts as its key, and as the way to where it acts.
pub fn update(app: &mut App, message: Message) -> Vec<Effect> {
    let chosen = match (&app.popup, &message) {
        (Some(Popup::Palette(palette)), Message::Accept) => palette.chosen(),
        _ => None,
    };
    let Some(messages) = chosen else { return act(app, message) };
    (app.popup, app.below) = (None, None);
    let mut effects = Vec::new();
    for message in messages {
        effects.extend(act(app, message));
    }
    effects
}

/// What is being typed counts first where the message leaves it, as a change of its own.
fn act(app: &mut App, message: Message) -> Vec<Effect> {
    let leaves = message.leaves_row() && (app.popup.is_none() || matches!(message, Message::Quit));
    let kept = !leaves || accept_typed(app);
    match message {
        Message::Quit => app.refused = !kept,
        Message::Save if !kept => {
            app.notify_failure("not saved: the value being typed is not valid");
            return Vec::new();
        }
        _ if !kept => {
            app.notify_failure(
                "the value being typed is not valid: correct it, or Esc puts the old one back",
            );
            return Vec::new();
        }
        _ => {}
    }
    // What saving notes in the plan, say, is no change that the user would undo.
    let by_user = !matches!(message, Message::Outcome(_) | Message::Resized { .. } | Message::Background(_));
    if by_user {
        app.notice = None;
    }
    let undoable = by_user && !matches!(message, Message::Undo | Message::Redo);
    change(app, undoable, |app| route(app, message))
}

/// Lets something change. Whatever it does, every model is judged once, at the end.
fn change(app: &mut App, undoable: bool, act: impl FnOnce(&mut App) -> Vec<Effect>) -> Vec<Effect> {
    let (plan, begun) = (app.session.plan.clone(), app.history.resets());
    let (matrix, as_of) = (Rc::clone(&app.session.matrix), app.session.as_of);
    let place = (app.step, app.explore);
    let mut effects = act(app);
    app.session.plan.stamp();
    let cloud = app.session.plan.cloud;
    let plan_changed = app.session.plan != plan;
    if plan_changed {
        if undoable && app.history.resets() == begun {
            app.history.record(plan);
        }
        if cloud == app.first_matrix.cloud {
            app.session.matrix = Rc::clone(&app.first_matrix);
        } else if cloud != app.session.matrix.cloud {
            effects.push(Effect::Load(cloud));
        }
        app.draft_due = true;
    }
    let changed = plan_changed || app.session.as_of != as_of || !Rc::ptr_eq(&app.session.matrix, &matrix);
    if (app.step, app.explore) != place || plan_changed {
        app.since = None;
    }
    // Nothing is judged by the matrix of another cloud.
    if app.opened && cloud == app.session.matrix.cloud {
        app.opened = false;
        app.begin_opened();
    } else if changed && cloud == app.session.matrix.cloud {
        app.judge();
    } else if (app.step, app.explore) != place {
        app.refresh();
    }
    effects
}

/// What is being typed into a step counts; false if it is refused, and still there.
pub fn accept_typed(app: &mut App) -> bool {
    let mut kept = true;
    change(app, true, |app| {
        let mut plan = app.session.plan.clone();
        let (screen, session) = app.screen_mut();
        kept = screen.commit(session, &mut plan);
        app.session.plan = plan;
        Vec::new()
    });
    kept
}

fn route(app: &mut App, message: Message) -> Vec<Effect> {
    match message {
        Message::Resized { width, height } => app.size = (width, height),
        Message::Suspend => return vec![Effect::Suspend],
        Message::Background(background) => themes::set_background(app, background),
        Message::Outcome(outcome) => return outcomes::update(app, outcome),
        message if app.popup.is_some() => return in_popup(app, &in_list(message)),
        message => return in_step(app, message),
    }
    Vec::new()
}

fn in_popup(app: &mut App, message: &Message) -> Vec<Effect> {
    let reading = matches!(app.popup, Some(Popup::Shortlist(_) | Popup::Openings(_)))
        || matches!(app.context(), Context::TextView | Context::Document);
    let is_own = matches!(app.popup, Some(Popup::Help(_) | Popup::Palette(_)));
    match message {
        Message::Help | Message::Palette => {
            open_over(app, message);
            Vec::new()
        }
        // Out of whatever is open; the question whether to leave is not asked twice.
        Message::Quit => {
            let is_asking = matches!(app.popup, Some(Popup::Confirm(Confirm::Leave)));
            (app.popup, app.below) = (None, None);
            app.leaving = false;
            if is_asking { Vec::new() } else { quit(app) }
        }
        Message::Save if reading => {
            app.popup = None;
            files::save(app)
        }
        _ => {
            // Out of the app while it reads the rest of it.
            let Some(mut popup) = app.popup.take() else { return Vec::new() };
            let answer = popup.update(message, &app.session, &app.theme, body(app));
            if is_own && matches!(answer, Answer::Close) {
                app.popup = app.below.take();
                return Vec::new();
            }
            app.popup = Some(popup);
            let fills_row = matches!(answer, Answer::Picked(Picked::Replacement(_)));
            let effects = answers::answer(app, answer);
            if fills_row {
                // As Enter in any row: on to the next.
                update_screen(app, &Message::Down);
            }
            effects
        }
    }
}

/// Opens the help or the palette over whatever is there, or closes it again.
fn open_over(app: &mut App, message: &Message) {
    let (context, opens_help) = (app.context(), matches!(message, Message::Help));
    let under = app.popup.take();
    match under {
        Some(Popup::Help(_)) if opens_help => app.popup = app.below.take(),
        Some(Popup::Palette(_)) if !opens_help => app.popup = app.below.take(),
        under => {
            if !matches!(under, Some(Popup::Help(_) | Popup::Palette(_))) {
                app.below = under;
            }
            if opens_help {
                text_views::help_of(app, Page::Keys, context);
            } else {
                let screen = app.screen_context();
                let context = if context.is_popup() { screen } else { context };
                app.popup = Some(Popup::Palette(Palette::new(app.keymap.commands(context, screen))));
            }
        }
    }
}

fn go_to_posture(app: &mut App) {
    go_to(app, Step::Region);
    // Its parts follow each other in a circle.
    const PARTS: usize = 3;
    for _ in 0..PARTS {
        if app.screen_context() != Context::Part(Part::Posture) {
            update_screen(app, &Message::NextPart);
        }
    }
}

fn in_step(app: &mut App, message: Message) -> Vec<Effect> {
    if takes_choice(app, &message) || scroll(app, &message) {
        return Vec::new();
    }
    match in_list(message) {
        Message::Quit => return quit(app),
        Message::Save => return files::save(app),
        Message::SaveAs => files::ask_name(app),
        Message::Open => app.popup = Some(Popup::Prompt(Prompt::new(Purpose::Open, &files::folder(app)))),
        message @ (Message::Help | Message::Palette) => open_over(app, &message),
        Message::Glossary => text_views::help(app, Page::Glossary),
        Message::Posture => go_to_posture(app),
        Message::Show(explore) if app.explore == Some(explore) => {}
        Message::Show(explore) => toggle_explore(app, explore),
        Message::Preview => text_views::preview(app, Export::Note),
        Message::Jump(step) => go_to(app, step),
        Message::ExploreView(explore) => toggle_explore(app, explore),
        Message::NextCloud => switch_cloud(app, app.session.plan.cloud.cycle(false)),
        Message::Cloud(cloud) => switch_cloud(app, cloud),
        Message::NextTheme => themes::switch(app, app.theme.next()),
        Message::Theme(name) => themes::switch(app, name),
        Message::Undo => {
            let words = app.history.undo(&mut app.session.plan);
            app.notify(words.unwrap_or_else(|| "nothing to undo".to_owned()));
        }
        Message::Redo => {
            let words = app.history.redo(&mut app.session.plan);
            app.notify(words.unwrap_or_else(|| "nothing to redo".to_owned()));
        }
        Message::Click { column, row } => click(app, column, row),
        tab @ (Message::NextPart | Message::PreviousPart) => return go_through(app, &tab),
        message => return update_screen(app, &message),
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

/// From part to part of the screen, and from the last one to the details, if there are some.
fn go_through(app: &mut App, tab: &Message) -> Vec<Effect> {
    let context = app.context();
    let reply = ask_screen(app, tab);
    app.scroll.has_keys = matches!(reply, Reply::Unused) && keymap::scrolls_detail(context);
    if app.scroll.has_keys
        && let Some(detail) = app.detail(body(app))
    {
        app.scroll.enter(&detail);
    }
    answer_screen(app, tab, reply)
}

/// Scrolls what is told of the choice, or takes the keys from it; false if the message is for the rest.
fn scroll(app: &mut App, message: &Message) -> bool {
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
        let detail = app.detail(body(app));
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
fn takes_choice(app: &mut App, message: &Message) -> bool {
    let choice = if matches!(message, Message::Accept) { app.scroll.choice() } else { None };
    let Some(choice) = choice else { return false };
    let mut plan = app.session.plan.clone();
    let (screen, session) = app.screen_mut();
    match screen.take(choice, session, &mut plan) {
        Some(Ok(words)) => {
            app.session.plan = plan;
            app.scroll = Scroll::default();
            app.notify(format!("{words}; u undoes it"));
        }
        Some(Err(why)) => app.notify_failure(format!("not taken: {why}")),
        None => return false,
    }
    true
}

fn update_screen(app: &mut App, message: &Message) -> Vec<Effect> {
    let reply = ask_screen(app, message);
    answer_screen(app, message, reply)
}

fn ask_screen(app: &mut App, message: &Message) -> Reply {
    let area = body(app);
    let mut plan = app.session.plan.clone();
    let (screen, session) = app.screen_mut();
    let reply = screen.update(message, session, &mut plan, area);
    app.session.plan = plan;
    reply
}

fn answer_screen(app: &mut App, message: &Message, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Unused if matches!(message, Message::Back) && app.explore.is_none() => {
            app.step = app.step.previous();
        }
        Reply::Unused if matches!(message, Message::Back) => close_explore(app),
        Reply::Done | Reply::Unused => {}
        Reply::GoOn => lead_to(app, app.step.next()),
        Reply::GoTo(step) => lead_to(app, step),
        Reply::Close => close_explore(app),
        Reply::AsOf(day) => app.session.as_of = day,
        Reply::Notice(sentence) => app.notify(sentence),
        Reply::Do(effect) => return vec![effect],
        Reply::Shortlist(task) => {
            app.popup = Some(Popup::Shortlist(ShortlistPopup::new(task, &app.session)));
        }
        Reply::Openings => app.popup = Some(Popup::Openings(Openings::new(&app.session))),
        Reply::NameExternal { name, provider } => {
            let external = External::new(&name, provider.as_deref(), &app.session);
            app.popup = Some(Popup::External(external));
        }
        Reply::AskTokens => app.popup = Some(Popup::Tokens(TokensPrompt::new(app.session.plan.tokens))),
        Reply::ListFiles => return write::documents(app),
        Reply::PickReplacement => match Picker::replacement(&app.session) {
            Some(picker) => {
                app.popup = Some(Popup::Picker(picker));
                if matches!(message, Message::Text(_) | Message::Paste(_)) {
                    return in_popup(app, message);
                }
            }
            None => app.notify_failure("choose the model first (step 3): a replacement is judged against it"),
        },
        Reply::PickCompared => {
            app.popup = Some(Popup::Picker(Picker::compared(&app.explore_views.compare, &app.session)));
        }
        Reply::NameChecklist => match app.session.decide().map(drop) {
            Ok(()) => app.popup = Some(Popup::Prompt(Prompt::new(Purpose::Checklist, "checklist.md"))),
            Err(error) => app.notify_failure(format!("{}: {}", error.message(), error.hints().join("; "))),
        },
    }
    Vec::new()
}

fn switch_cloud(app: &mut App, cloud: Cloud) {
    app.session.plan.cloud = cloud;
    app.notify(format!("{}; u undoes it", cloud.name()));
}

/// Where a step or an explore view is drawn.
fn body(app: &App) -> Rect {
    app.areas(app.size.0, app.size.1).body
}

fn go_to(app: &mut App, step: Step) {
    app.step = step;
    close_explore(app);
    arrive(app);
}

/// Goes where Enter leads: no further than the posture while nobody has seen it, for it decides the verdict.
fn lead_to(app: &mut App, step: Step) {
    // A plan that was opened with its model went through it before.
    let seen = app.steps.region.is_posture_seen() || app.saved.model.is_some();
    if step as usize <= Step::Region as usize || seen {
        return go_to(app, step);
    }
    go_to(app, Step::Region);
    app.steps.region.show_posture(&app.session);
    app.notify("the posture decides the verdict too: Enter leads through it");
}

/// The user comes to a step, and not back.
fn arrive(app: &mut App) {
    let (screen, session) = app.screen_mut();
    screen.arrive(session);
}

/// Opens an explore view; the key of the open one closes it.
fn toggle_explore(app: &mut App, explore: ExploreView) {
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

fn close_explore(app: &mut App) {
    if let Some(explore) = app.explore.take() {
        app.explore_views.get_mut(explore).leave(&mut app.session.plan);
    }
}

fn quit(app: &mut App) -> Vec<Effect> {
    if app.is_dirty() || app.refused {
        app.popup = Some(Popup::Confirm(Confirm::Leave));
        return Vec::new();
    }
    vec![Effect::ClearDraft, Effect::Quit]
}

fn click(app: &mut App, column: u16, row: u16) {
    let areas = app.areas(app.size.0, app.size.1);
    if let Some(step) = tabs::step_at(app, areas.steps, column, row) {
        return go_to(app, step);
    }
    let (screen, session) = app.screen_mut();
    screen.click(session, areas.body, column, row);
}
