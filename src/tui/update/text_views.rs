//! What is shown to be read: the keys of a screen, and documents as they would be written.

use std::fmt::Write as _;

use crate::error::Result;
use crate::export::{self, Export, Format};
use crate::text;
use crate::tui::app::App;
use crate::tui::popup::{Popup, Subject, TextView};

pub(super) fn help(app: &mut App) {
    let mut text = String::new();
    for (keys, sentence) in app.keymap.help(app.context()) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}  {sentence}", text::pad(&keys, 12));
    }
    text.push_str("\nIn a field every printable key is text; Esc leaves it.\n");
    let _ = writeln!(
        text,
        "Symbols: {} available or pass, {} conditional or warn, {} unknown, {} blocked, {} needs cross-geography routing (⥂ in the docs).",
        app.theme.symbols.pass,
        app.theme.symbols.warn,
        app.theme.symbols.unknown,
        app.theme.symbols.block,
        app.theme.symbols.routing,
    );
    let title = match app.explore {
        Some(explore) => format!("Keys of the {} view", explore.name()),
        None => format!("Keys of step {}, {}", app.step as usize + 1, app.step.name()),
    };
    app.popup = Some(Popup::TextView(TextView::new(Subject::Help, title, text)));
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
