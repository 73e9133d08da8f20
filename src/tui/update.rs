//! The one place where state changes: a message in, effects out. What belongs to a step is the step's.

mod answers;
mod board;
mod decisions;
mod details;
mod files;
mod leaving;
mod outcomes;
mod places;
mod read_only;
mod reviews;
mod text_views;
mod themes;
mod write;

pub use files::save_draft;
pub use read_only::WHY as READ_ONLY;

use std::rc::Rc;

use super::app::App;
use super::context::Context;
use super::effect::Effect;
use super::keymap;
use super::message::Message;
use super::order::Destination;
use super::popup::{
    Answer, Confirm, External, Openings, Page, Palette, Picked, Picker, Popup, Prompt, Purpose,
    ShortlistPopup, TokensPrompt,
};
use super::reply::Reply;
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
    if app.read_only && read_only::refuses(app, &message) {
        app.notify_failure(read_only::WHY);
        return Vec::new();
    }
    let leaves = message.leaves_row() && (app.popup.is_none() || matches!(message, Message::Quit));
    let kept = !leaves || accept_typed(app);
    match message {
        Message::Quit | Message::Leave => app.refused = !kept,
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
    let place = (app.step, app.explore, app.on_board);
    let mut effects = act(app);
    if !app.read_only {
        app.session.plan.stamp();
    } else if undoable && app.history.resets() == begun {
        read_only::restore(app, &plan, (place.0, place.1));
    }
    let cloud = app.session.plan.cloud;
    let plan_changed = app.session.plan != plan;
    if plan_changed {
        if undoable && app.history.resets() == begun {
            app.history.record(plan);
        }
        if cloud == app.first_matrix.cloud {
            app.session.matrix = Rc::clone(&app.first_matrix);
        } else if cloud != app.session.matrix.cloud {
            effects.push(Effect::Load { cloud, request: app.session.matrices.clone() });
        }
        app.draft_due = true;
    }
    let changed = plan_changed || app.session.as_of != as_of || !Rc::ptr_eq(&app.session.matrix, &matrix);
    let goes = (app.step, app.explore, app.on_board) != place;
    if goes || plan_changed {
        app.since = None;
    }
    // Nothing is judged by the matrix of another cloud.
    if app.opened && cloud == app.session.matrix.cloud {
        app.opened = false;
        app.begin_opened();
    } else if changed && cloud == app.session.matrix.cloud {
        app.judge();
    } else if goes {
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
            let is_asking = matches!(app.popup, Some(Popup::Confirm(Confirm::Leave(_))));
            (app.popup, app.below) = (None, None);
            app.leaving = None;
            if is_asking { Vec::new() } else { leaving::leave(app, Destination::Shell) }
        }
        Message::Save if reading => {
            app.popup = None;
            files::save(app)
        }
        _ => {
            // Out of the app while it reads the rest of it.
            let Some(mut popup) = app.popup.take() else { return Vec::new() };
            let answer = popup.update(message, &app.session, &app.theme, app.body());
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

fn in_step(app: &mut App, message: Message) -> Vec<Effect> {
    if details::take_choice(app, &message) || details::scroll(app, &message) {
        return Vec::new();
    }
    if let Some(effects) = decisions::update(app, &message) {
        return effects;
    }
    match in_list(message) {
        Message::Leave => {
            let to =
                if app.board.is_some() && !app.on_board { Destination::Board } else { Destination::Shell };
            return leaving::leave(app, to);
        }
        Message::Quit => return leaving::leave(app, Destination::Shell),
        Message::Save => return files::save(app),
        Message::SaveAs => files::ask_name(app),
        Message::Open => app.popup = Some(Popup::Prompt(Prompt::new(Purpose::Open, &files::folder(app)))),
        message @ (Message::Help | Message::Palette) => open_over(app, &message),
        Message::Glossary => text_views::help(app, Page::Glossary),
        Message::Posture => places::show_posture(app),
        Message::Show(explore) if app.explore == Some(explore) => {}
        Message::Preview => text_views::preview(app, Export::Note),
        Message::Jump(step) => places::go_to(app, step),
        Message::Show(explore) | Message::ExploreView(explore) => places::toggle_explore(app, explore),
        Message::NextCloud => switch_cloud(app, app.session.plan.cloud.cycle(false)),
        Message::Cloud(cloud) => switch_cloud(app, cloud),
        Message::NextTheme => themes::switch(app, app.theme.next()),
        Message::Theme(name) => themes::switch(app, name),
        Message::Undo => {
            let words = app.history.undo(&mut app.session.plan, &app.session.matrix);
            app.notify(words.unwrap_or_else(|| "nothing to undo".to_owned()));
        }
        Message::Redo => {
            let words = app.history.redo(&mut app.session.plan, &app.session.matrix);
            app.notify(words.unwrap_or_else(|| "nothing to redo".to_owned()));
        }
        Message::Click { column, row } => places::click(app, column, row),
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
        && let Some(detail) = app.detail(app.body())
    {
        app.scroll.enter(&detail);
    }
    answer_screen(app, tab, reply)
}

fn update_screen(app: &mut App, message: &Message) -> Vec<Effect> {
    let reply = ask_screen(app, message);
    answer_screen(app, message, reply)
}

fn ask_screen(app: &mut App, message: &Message) -> Reply {
    let area = app.body();
    let mut plan = app.session.plan.clone();
    let (screen, session) = app.screen_mut();
    let reply = screen.update(message, session, &mut plan, area);
    app.session.plan = plan;
    reply
}

fn answer_screen(app: &mut App, message: &Message, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Unused if matches!(message, Message::Back) && app.on_board => {}
        Reply::Unused if matches!(message, Message::Back) && app.explore.is_none() => {
            if app.board.is_some() {
                return leaving::leave(app, Destination::Board);
            }
            app.step = app.step.previous();
        }
        Reply::Unused if matches!(message, Message::Back) => places::close_explore(app),
        Reply::Done | Reply::Unused => {}
        Reply::OpenDecision => return decisions::open(app),
        Reply::GoOn => places::lead_to(app, app.step.next()),
        Reply::GoTo(step) => places::lead_to(app, step),
        Reply::Close => places::close_explore(app),
        Reply::AsOf(day) => app.session.as_of = day,
        Reply::Notice(sentence) => app.notify(sentence),
        Reply::Do(effect) => return vec![effect],
        Reply::Shortlist(task) => {
            app.popup = Some(Popup::Shortlist(ShortlistPopup::new(task, &app.session)));
        }
        Reply::Openings => app.popup = Some(Popup::Openings(Openings::new(&app.session))),
        Reply::NameExternal { name, provider } => {
            let external = External::new(&name, provider.as_deref(), &app.session);
            app.popup = Some(Popup::External(Box::new(external)));
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
    app.notify_change(cloud.name());
}
