//! What is asked of the board: going through the decisions, opening one, the note, the pages.

use super::{files, leaving, reviews};
use crate::check::LoadedPlan;
use crate::error::Error;
use crate::export::Export;
use crate::plan::{Plan, ReviewVerdict};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::message::Message;
use crate::tui::order::{Destination, Step};
use crate::tui::popup::{Popup, Subject, TextView};
use crate::tui::reply::Reply;

/// Answers what is asked of the board, or of the plan that was opened from it; none if the message is for the screen.
pub(super) fn update(app: &mut App, message: &Message) -> Option<Vec<Effect>> {
    app.board.as_ref()?;
    let is_tab = matches!(message, Message::NextPart | Message::PreviousPart);
    let scrolls = is_tab && app.on_board && app.detail(app.body()).is_some();
    match message {
        Message::NextDecision | Message::PreviousDecision => {
            return Some(go_on(app, matches!(message, Message::PreviousDecision)));
        }
        _ if !app.on_board => return None,
        _ => {}
    }
    let board = app.board.as_mut()?;
    match message {
        Message::Accept if board.refuses(message) => {}
        Message::Accept => return Some(open(app)),
        Message::Click { column, row } => {
            let body = app.body();
            let reply = app.board.as_mut().map(|board| board.click_reply(body, *column, *row));
            if let Some(Reply::OpenDecision) = reply {
                return Some(open(app));
            }
        }
        Message::Sort => board.sort_by_next(),
        Message::ReverseSort => board.reverse(),
        Message::Review(ReviewVerdict::Supersede) => return Some(reviews::pick_new(app)),
        Message::Review(verdict) => return Some(reviews::begin(app, *verdict)),
        Message::ReviewDate => return Some(reviews::begin_date(app)),
        Message::WhatChanged => reviews::show_changes(app),
        Message::WritePages => return Some(pages(app)),
        Message::ReadAgain => {
            return Some(vec![Effect::ReadDecisions(Box::new(board.places.clone()), app.session.as_of)]);
        }
        Message::NewPlan => return Some(new_plan(app)),
        Message::Preview => show_note(app),
        Message::NextPart | Message::PreviousPart if !board.filters() && !scrolls => {
            show_note(app);
        }
        Message::Save => app.notify("nothing to save: each review is written at once"),
        Message::Undo | Message::Redo => app.notify("a review is not undone: add another one"),
        _ => return None,
    }
    Some(Vec::new())
}

/// Opens the plan under the cursor in the planner. What cannot be read is shown with its problems.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    let Some(board) = &mut app.board else { return Vec::new() };
    board.close_filter();
    let Some(here) = board.here() else { return Vec::new() };
    if let (Some(path), Some(_)) = (board.path(), board.decisions.plan(here)) {
        return vec![Effect::Open(path.to_owned())];
    }
    show_problems(app);
    Vec::new()
}

/// Shows what is wrong with the file under the cursor.
fn show_problems(app: &mut App) {
    let Some(board) = &app.board else { return };
    let findings = board.here().and_then(|here| board.decisions.plans().get(here)).map(LoadedPlan::problems);
    let findings = findings.unwrap_or_default();
    let problem = board.summary().and_then(|summary| summary.problem.as_ref());
    let name = board.summary().map(|summary| summary.file.clone()).unwrap_or_default();
    let error = Error::new(format!("{name} cannot be read as a plan"));
    let findings = findings.iter().chain(problem.filter(|_| findings.is_empty()));
    let error = findings.fold(error, |error, finding| {
        let line = finding.line.map(|line| format!(":{line}")).unwrap_or_default();
        error.detail(format!("{}{line}: {} To do: {}", finding.file, finding.message, finding.hint))
    });
    app.popup = Some(Popup::TextView(TextView::failure(&error)));
}

/// To the next decision in the order of the board, or the one before; from an opened plan it is opened.
fn go_on(app: &mut App, back: bool) -> Vec<Effect> {
    let on_board = app.on_board;
    let Some(board) = &mut app.board else { return Vec::new() };
    let before = board.here();
    // The opened plan may be another than the one under the cursor.
    if !on_board && let Some(path) = app.session.file.as_ref().map(|file| file.path.clone()) {
        board.follow(&path);
    }
    if !board.step(back) {
        let end = if back { "first" } else { "last" };
        let words = format!("this is the {end} decision");
        let notice = if on_board { words } else { back_to_board(app, &words) };
        app.notify(notice);
        return Vec::new();
    }
    if on_board {
        return Vec::new();
    }
    let target = board.here().and_then(|here| board.decisions.plan(here)).and(board.path());
    match target.map(ToOwned::to_owned) {
        Some(path) => {
            let effects = leaving::leave(app, Destination::Plan(path));
            if effects.is_empty() {
                // It is asked first: the cursor goes there once the plan does.
                restore(app, before);
            }
            effects
        }
        None => leaving::leave(app, Destination::Board),
    }
}

fn restore(app: &mut App, place: Option<usize>) {
    let Some(board) = &mut app.board else { return };
    if let Some(key) = place.and_then(|place| board.decisions.key(place)) {
        board.select(&key);
    }
}

/// A new plan, with what is configured.
fn new_plan(app: &mut App) -> Vec<Effect> {
    let mut plan = Plan::default();
    if let Some(board) = &app.board {
        board.places.config.begin(&mut plan);
        app.session.decisions.clone_from(&board.decisions.folder);
    }
    plan.cloud = app.session.matrix.cloud;
    files::replace_plan(app, plan);
    app.saved = app.session.plan.clone();
    app.session.file = None;
    app.step = Step::Mode;
    app.on_board = false;
    let notice = back_to_board(app, "a new plan");
    app.notify(notice);
    Vec::new()
}

/// A sentence with the key that leads back to the board.
fn back_to_board(app: &App, words: &str) -> String {
    app.with_key(words, |message| matches!(message, Message::Leave), "goes back to the board")
}

/// The note as it would read, where there is no room beside the list.
fn show_note(app: &mut App) {
    let Some(board) = &app.board else { return };
    let Some(summary) = board.summary() else { return };
    let note = board.note();
    if note.is_empty() {
        return show_problems(app);
    }
    let view = TextView::new(Subject::Note, format!("{} of {}", Export::Note.name(), summary.name), note);
    app.popup = Some(Popup::TextView(view));
}

/// Lists the pages with what happens to each.
fn pages(app: &mut App) -> Vec<Effect> {
    let Some(board) = &app.board else { return Vec::new() };
    let templates = app.steps.export.templates.clone();
    vec![Effect::ForeseePages(Box::new((board.decisions.clone(), templates)))]
}
