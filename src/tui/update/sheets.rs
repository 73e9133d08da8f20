//! Opening a sheet, leaving it, and what follows from what it answers.

use super::go_to;
use crate::tui::app::App;
use crate::tui::areas::Areas;
use crate::tui::message::Message;
use crate::tui::order::{Sheet, Step};
use crate::tui::overlay::{Overlay, Picker};
use crate::tui::sheet;

/// Opens a sheet; the key of the open one leaves it.
pub(super) fn turn_to(app: &mut App, sheet: Sheet) {
    let under = match app.sheet {
        Some(Sheet::Map) => app.sheets.map.model(&app.scene()).map(|model| model.id.clone()),
        None if app.step == Step::Model => app.steps.model.under().cloned(),
        _ => None,
    };
    let leaves = app.sheet == Some(sheet);
    leave(app);
    if !leaves {
        app.sheet = Some(sheet);
        let (desk, _, sheets) = app.apart();
        sheets.open(sheet, under, &desk.scene());
    }
    app.refresh();
}

/// Out of a sheet, if one is open.
pub(super) fn leave(app: &mut App) {
    if let Some(sheet) = app.sheet.take() {
        app.sheets.leave(sheet, &mut app.plan);
    }
}

pub(super) fn ask(app: &mut App, sheet: Sheet, message: &Message) {
    let area = Areas::of(app.size.0, app.size.1).body;
    let (mut desk, _, sheets) = app.apart();
    match sheets.update(sheet, message, &mut desk, area) {
        sheet::Reply::Unused if matches!(message, Message::Back) => turn_to(app, sheet),
        sheet::Reply::Done | sheet::Reply::Unused => {}
        sheet::Reply::GoTo(step) => {
            // What was chosen counts for the lists of the step.
            app.judge();
            go_to(app, step);
        }
        sheet::Reply::AsOf(day) => app.turn_to(day),
        sheet::Reply::Leave => turn_to(app, sheet),
        sheet::Reply::Say(words) => app.say(words),
        sheet::Reply::PickCompared => {
            app.overlay = Some(Overlay::Picker(Picker::compared(&app.sheets.compare, &app.scene())));
        }
    }
}
