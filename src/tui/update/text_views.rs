//! What is shown to be read: the keys of a screen, and documents as they would be written.

use crate::error::Result;
use crate::export::{self, Export, Format};
use crate::tui::app::App;
use crate::tui::context::Context;
use crate::tui::order::{ExploreView, Part, Step};
use crate::tui::popup::{Help, Page, Popup, Subject, TextView};

/// The keys of what has them, or the glossary.
pub(super) fn help(app: &mut App, page: Page) {
    help_of(app, page, app.context());
}

pub(super) fn help_of(app: &mut App, page: Page, context: Context) {
    let title = match app.explore {
        _ if context.is_popup() => "Keys of this popup".to_owned(),
        _ if app.on_board => "Keys of the board".to_owned(),
        Some(explore) => format!("Keys of the {} view", explore.name()),
        None => format!("Keys of step {}, {}", app.step as usize + 1, app.step.name()),
    };
    app.popup = Some(Popup::Help(Help::new(page, title, app.keymap.help(context), screen(app))));
}

/// What the glossary calls the screen.
fn screen(app: &App) -> &'static str {
    if app.on_board {
        return "board";
    }
    match (app.explore, app.screen_context()) {
        (_, Context::Part(Part::Posture)) => "posture",
        (Some(ExploreView::Map), _) => "matrix",
        (Some(ExploreView::Timeline), _) => "timeline",
        (Some(ExploreView::Compare), _) => "compare",
        (Some(ExploreView::WhatIf), _) => "what-if",
        (None, _) => match app.step {
            Step::Mode => "mode",
            Step::Region => "region",
            Step::Model => "model",
            Step::Record => "record",
            Step::Guardrails => "guardrails",
            Step::Runbook => "runbook",
            Step::Export => "export",
        },
    }
}

/// Shows a document as it would be written; what is missing if it cannot be.
pub(super) fn preview(app: &mut App, kind: Export) {
    app.popup = Some(Popup::TextView(match document(app, kind) {
        Ok(text) => TextView::new(Subject::Document(kind), kind.name(), text),
        Err(error) => TextView::failure(&error),
    }));
}

pub(super) fn document(app: &App, kind: Export) -> Result<String> {
    let decision = app.session.decide()?;
    export::document(kind, &decision, &app.steps.export.templates, Format::Markdown)
}
