//! The keys of a part of a step or a sheet, where they do something else than in the rest.

use crossterm::event::KeyCode;

use crate::tui::context::Context;
use crate::tui::keymap::{Binding, key, letter};
use crate::tui::message::Message;
use crate::tui::order::Part;

fn in_pairs(context: Context) -> bool {
    context == Context::Part(Part::Pairs)
}

fn in_turned_map(context: Context) -> bool {
    context == Context::Part(Part::TurnedMap)
}

fn in_turned_compare(context: Context) -> bool {
    context == Context::Part(Part::TurnedCompare)
}

fn in_detail(context: Context) -> bool {
    context == Context::Part(Part::Detail)
}

/// The keys of the parts. Where two fit, the first counts.
pub(super) const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[key(KeyCode::Down), letter('j')],
        message: Message::Down,
        hint: "scroll",
        help: "A line down",
        in_context: in_detail,
    },
    Binding {
        keys: &[key(KeyCode::Up), letter('k')],
        message: Message::Up,
        hint: "",
        help: "A line up",
        in_context: in_detail,
    },
    Binding {
        keys: &[key(KeyCode::Tab), key(KeyCode::Esc)],
        message: Message::NextPart,
        hint: "back",
        help: "Back to the list",
        in_context: in_detail,
    },
    Binding {
        keys: &[key(KeyCode::Enter)],
        message: Message::Accept,
        hint: "take both",
        help: "Take both regions into the plan, and go on",
        in_context: in_pairs,
    },
    Binding {
        keys: &[key(KeyCode::Enter)],
        message: Message::Accept,
        hint: "take the cell",
        help: "Take mode, region and model into the plan, and go on to the record",
        in_context: in_turned_map,
    },
    Binding {
        keys: &[letter(']')],
        message: Message::Next,
        hint: "model",
        help: "The next model",
        in_context: in_turned_map,
    },
    Binding {
        keys: &[letter('[')],
        message: Message::Previous,
        hint: "",
        help: "The model before",
        in_context: in_turned_map,
    },
    Binding {
        keys: &[key(KeyCode::Right), letter('l')],
        message: Message::Right,
        hint: "",
        help: "The next mode",
        in_context: in_turned_map,
    },
    Binding {
        keys: &[key(KeyCode::Left), letter('h')],
        message: Message::Left,
        hint: "",
        help: "The mode before",
        in_context: in_turned_map,
    },
    Binding {
        keys: &[key(KeyCode::Enter)],
        message: Message::Accept,
        hint: "take it",
        help: "Take the region of the column into the plan as the primary one",
        in_context: in_turned_compare,
    },
    Binding {
        keys: &[letter('x'), key(KeyCode::Delete)],
        message: Message::Clear,
        hint: "take out",
        help: "Take the column out",
        in_context: in_turned_compare,
    },
    Binding {
        keys: &[key(KeyCode::Tab)],
        message: Message::NextPart,
        hint: "models",
        help: "Back to the models",
        in_context: in_turned_compare,
    },
];
