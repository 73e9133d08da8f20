//! The keys of one sheet alone.

use crossterm::event::KeyCode;

use crate::tui::context::Context;
use crate::tui::keymap::{Binding, key, letter};
use crate::tui::message::Message;
use crate::tui::order::{Part, Sheet};

fn in_map(context: Context) -> bool {
    matches!(context, Context::Sheet(Sheet::Map) | Context::Part(Part::TurnedMap))
}

fn in_timeline(context: Context) -> bool {
    context == Context::Sheet(Sheet::Timeline)
}

fn in_compare(context: Context) -> bool {
    matches!(context, Context::Sheet(Sheet::Compare) | Context::Part(Part::TurnedCompare))
}

fn in_compared_models(context: Context) -> bool {
    context == Context::Sheet(Sheet::Compare)
}

fn in_what_if(context: Context) -> bool {
    context == Context::Sheet(Sheet::WhatIf)
}

/// The keys of the sheets. Where two fit, the first counts.
pub(super) const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[key(KeyCode::Enter)],
        message: Message::Accept,
        hint: "take it",
        help: "Take the model of the column into the plan, and go on to the record",
        in_context: in_compare,
    },
    Binding {
        keys: &[key(KeyCode::Right), letter('l')],
        message: Message::Right,
        hint: "column",
        help: "The next column",
        in_context: in_compare,
    },
    Binding {
        keys: &[key(KeyCode::Left), letter('h')],
        message: Message::Left,
        hint: "",
        help: "The column before",
        in_context: in_compare,
    },
    Binding {
        keys: &[letter('a')],
        message: Message::Add,
        hint: "add",
        help: "Put one more beside the others, four at most",
        in_context: in_compare,
    },
    Binding {
        keys: &[letter('x'), key(KeyCode::Delete)],
        message: Message::Clear,
        hint: "take out",
        help: "Take the column out; its model is then no longer considered",
        in_context: in_compare,
    },
    Binding {
        keys: &[letter('r')],
        message: Message::Reason,
        hint: "reason",
        help: "Say why the model of the column is not taken: the note tells it",
        in_context: in_compared_models,
    },
    Binding {
        keys: &[key(KeyCode::Tab)],
        message: Message::NextPart,
        hint: "turn over",
        help: "Models, or the regions for the model of the column",
        in_context: in_compare,
    },
    Binding {
        keys: &[key(KeyCode::Right), letter('l'), letter(' ')],
        message: Message::Right,
        hint: "turn",
        help: "The next value of the switch",
        in_context: in_what_if,
    },
    Binding {
        keys: &[key(KeyCode::Left), letter('h')],
        message: Message::Left,
        hint: "",
        help: "The value before",
        in_context: in_what_if,
    },
    Binding {
        keys: &[key(KeyCode::Enter)],
        message: Message::Accept,
        hint: "adopt",
        help: "Take the posture on trial into the plan, and go back",
        in_context: in_what_if,
    },
    Binding {
        keys: &[key(KeyCode::Enter)],
        message: Message::Accept,
        hint: "take the cell",
        help: "Take mode, region and model into the plan, and go on to the record",
        in_context: in_map,
    },
    Binding {
        keys: &[key(KeyCode::Right), letter('l')],
        message: Message::Right,
        hint: "day on",
        help: "The day after",
        in_context: in_timeline,
    },
    Binding {
        keys: &[key(KeyCode::Left), letter('h')],
        message: Message::Left,
        hint: "day back",
        help: "The day before",
        in_context: in_timeline,
    },
    Binding {
        keys: &[letter('+'), letter('=')],
        message: Message::MonthOn,
        hint: "month on",
        help: "The same day a month later",
        in_context: in_timeline,
    },
    Binding {
        keys: &[letter('-')],
        message: Message::MonthBack,
        hint: "month back",
        help: "The same day a month earlier",
        in_context: in_timeline,
    },
    Binding {
        keys: &[letter(']')],
        message: Message::Next,
        hint: "next end",
        help: "The next day on which something ends",
        in_context: in_timeline,
    },
    Binding {
        keys: &[letter('[')],
        message: Message::Previous,
        hint: "",
        help: "The last day before on which something ended",
        in_context: in_timeline,
    },
    Binding {
        keys: &[letter('0')],
        message: Message::Today,
        hint: "today",
        help: "Back to today",
        in_context: in_timeline,
    },
    Binding {
        keys: &[key(KeyCode::Enter)],
        message: Message::Accept,
        hint: "to its day",
        help: "Judge for the day of the row",
        in_context: in_timeline,
    },
    Binding {
        keys: &[letter(']')],
        message: Message::Next,
        hint: "mode",
        help: "The next mode",
        in_context: in_map,
    },
    Binding {
        keys: &[letter('[')],
        message: Message::Previous,
        hint: "",
        help: "The mode before",
        in_context: in_map,
    },
    Binding {
        keys: &[key(KeyCode::Tab)],
        message: Message::NextPart,
        hint: "turn over",
        help: "Models by regions, or one model in all modes",
        in_context: in_map,
    },
    Binding {
        keys: &[key(KeyCode::Right), letter('l')],
        message: Message::Right,
        hint: "",
        help: "The next region",
        in_context: in_map,
    },
    Binding {
        keys: &[key(KeyCode::Left), letter('h')],
        message: Message::Left,
        hint: "",
        help: "The region before",
        in_context: in_map,
    },
];
