//! Every key, in one table: those of a sheet alone first, where they stand in place of the others.

mod sheets;

use crossterm::event::KeyCode;

use super::{Binding, control, key, letter};
use crate::tui::context::Context;
use crate::tui::message::Message;
use crate::tui::order::{Sheet, Step};

fn everywhere(_: Context) -> bool {
    true
}

fn in_bare(context: Context) -> bool {
    context.is_bare()
}

fn in_lists(context: Context) -> bool {
    matches!(
        context,
        Context::Filter(_)
            | Context::SheetFilter(_)
            | Context::Picking
            | Context::Reading
            | Context::Document
    ) || context.is_bare()
}

fn outside_text(context: Context) -> bool {
    !context.takes_text()
}

fn in_documents(context: Context) -> bool {
    matches!(context, Context::Document)
}

fn in_filtered(context: Context) -> bool {
    matches!(context, Context::Step(Step::Region | Step::Model) | Context::Sheet(Sheet::Map))
}

fn in_choices(context: Context) -> bool {
    matches!(context, Context::Step(Step::Region | Step::Record))
}

fn in_ticks(context: Context) -> bool {
    matches!(context, Context::Step(Step::Guardrails | Step::Export))
}

fn in_models(context: Context) -> bool {
    matches!(context, Context::Step(Step::Model) | Context::Sheet(Sheet::Map))
}

fn in_regions(context: Context) -> bool {
    context == Context::Step(Step::Region)
}

fn in_export(context: Context) -> bool {
    context == Context::Step(Step::Export)
}

fn in_export_or_document(context: Context) -> bool {
    in_export(context) || in_documents(context)
}

fn in_parts(context: Context) -> bool {
    matches!(context, Context::Step(Step::Mode | Step::Region))
}

fn in_other_toggles(context: Context) -> bool {
    matches!(
        context,
        Context::Step(Step::Mode | Step::Record | Step::Runbook) | Context::Reading | Context::Document
    )
}

/// All keys. Where two fit, the first counts.
pub fn all() -> impl Iterator<Item = &'static Binding> {
    sheets::BINDINGS.iter().chain(BINDINGS)
}

/// The keys of the steps, and those that hold for several contexts.
const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[key(KeyCode::Enter)],
        message: Message::Accept,
        hint: "take, go on",
        help: "Accept and go on",
        in_context: everywhere,
    },
    Binding {
        keys: &[letter('/')],
        message: Message::Filter,
        hint: "filter",
        help: "Filter: words, and qualifiers such as task:embedding; there Tab completes",
        in_context: in_filtered,
    },
    Binding {
        keys: &[letter('w')],
        message: Message::Write,
        hint: "write",
        help: "Write the ticked documents",
        in_context: in_export,
    },
    Binding {
        keys: &[letter('a')],
        message: Message::Append,
        hint: "append row",
        help: "Append the checklist row to a Markdown file",
        in_context: in_export,
    },
    Binding {
        keys: &[letter('y')],
        message: Message::Copy,
        hint: "copy",
        help: "Copy the document to the clipboard",
        in_context: in_export_or_document,
    },
    Binding {
        keys: &[letter('f')],
        message: Message::Format,
        hint: "format",
        help: "Markdown or JSON",
        in_context: in_export,
    },
    Binding {
        keys: &[letter(' ')],
        message: Message::Toggle,
        hint: "tick",
        help: "Tick, or take the tick away",
        in_context: in_ticks,
    },
    Binding {
        keys: &[letter(' ')],
        message: Message::Toggle,
        hint: "considered",
        help: "Mark the model as considered: the note names it",
        in_context: in_models,
    },
    Binding {
        keys: &[letter(' ')],
        message: Message::Toggle,
        hint: "secondary",
        help: "The region to fail over to; in the posture: the next value",
        in_context: in_regions,
    },
    Binding {
        keys: &[letter(' ')],
        message: Message::Toggle,
        hint: "",
        help: "Choose without going on",
        in_context: in_other_toggles,
    },
    Binding {
        keys: &[key(KeyCode::Tab)],
        message: Message::NextPart,
        hint: "part",
        help: "The next part of the screen",
        in_context: in_parts,
    },
    Binding {
        keys: &[key(KeyCode::Tab)],
        message: Message::NextPart,
        hint: "next document",
        help: "The next document",
        in_context: in_documents,
    },
    Binding {
        keys: &[key(KeyCode::Tab)],
        message: Message::NextPart,
        hint: "",
        help: "The next part of the screen",
        in_context: everywhere,
    },
    Binding {
        keys: &[key(KeyCode::BackTab)],
        message: Message::PreviousPart,
        hint: "",
        help: "The part before",
        in_context: everywhere,
    },
    Binding {
        keys: &[key(KeyCode::Left), letter('h')],
        message: Message::Left,
        hint: "",
        help: "The value before",
        in_context: in_bare,
    },
    Binding {
        keys: &[key(KeyCode::Right), letter('l')],
        message: Message::Right,
        hint: "turn",
        help: "The next value",
        in_context: in_choices,
    },
    Binding {
        keys: &[key(KeyCode::Right), letter('l')],
        message: Message::Right,
        hint: "",
        help: "The next value",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('x'), key(KeyCode::Delete)],
        message: Message::Clear,
        hint: "",
        help: "Take the choice away",
        in_context: in_bare,
    },
    Binding {
        keys: &[key(KeyCode::Up)],
        message: Message::Up,
        hint: "",
        help: "One row up",
        in_context: in_lists,
    },
    Binding {
        keys: &[key(KeyCode::Down)],
        message: Message::Down,
        hint: "",
        help: "One row down",
        in_context: in_lists,
    },
    Binding {
        keys: &[letter('k')],
        message: Message::Up,
        hint: "",
        help: "One row up",
        in_context: outside_text,
    },
    Binding {
        keys: &[letter('j')],
        message: Message::Down,
        hint: "",
        help: "One row down",
        in_context: outside_text,
    },
    Binding {
        keys: &[key(KeyCode::PageUp)],
        message: Message::PageUp,
        hint: "",
        help: "Ten rows up",
        in_context: in_lists,
    },
    Binding {
        keys: &[key(KeyCode::PageDown)],
        message: Message::PageDown,
        hint: "",
        help: "Ten rows down",
        in_context: in_lists,
    },
    Binding {
        keys: &[letter('g'), key(KeyCode::Home)],
        message: Message::First,
        hint: "",
        help: "The first row",
        in_context: outside_text,
    },
    Binding {
        keys: &[letter('G'), key(KeyCode::End)],
        message: Message::Last,
        hint: "",
        help: "The last row",
        in_context: outside_text,
    },
    Binding {
        keys: &[letter('m')],
        message: Message::Sheet(Sheet::Map),
        hint: "matrix",
        help: "Matrix: models by regions as a map; again: back",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('t')],
        message: Message::Sheet(Sheet::Timeline),
        hint: "timeline",
        help: "Timeline: what ends when, on which day; again: back",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('p')],
        message: Message::Preview,
        hint: "preview",
        help: "Show the documents as they would be written",
        in_context: outside_text,
    },
    Binding {
        keys: &[letter('e')],
        message: Message::Jump(Step::Export),
        hint: "",
        help: "To the export",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('u')],
        message: Message::Undo,
        hint: "undo",
        help: "Take the last change back",
        in_context: in_bare,
    },
    Binding {
        keys: &[control('r')],
        message: Message::Redo,
        hint: "",
        help: "Make the change again",
        in_context: in_bare,
    },
    Binding {
        keys: &[control('s')],
        message: Message::Save,
        hint: "save",
        help: "Save the plan",
        in_context: everywhere,
    },
    Binding {
        keys: &[letter('c')],
        message: Message::Sheet(Sheet::Compare),
        hint: "compare",
        help: "Compare: some models, or regions, side by side; again: back",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('i')],
        message: Message::Sheet(Sheet::WhatIf),
        hint: "what if",
        help: "What if: another posture on trial; again: back",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('S')],
        message: Message::SaveAs,
        hint: "",
        help: "Save the plan under another name",
        in_context: in_bare,
    },
    Binding {
        keys: &[control('o')],
        message: Message::Open,
        hint: "",
        help: "Open another plan",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('C')],
        message: Message::NextCloud,
        hint: "",
        help: "The next cloud: AWS, Azure, Google Cloud",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('1')],
        message: Message::Jump(Step::Mode),
        hint: "",
        help: "To step 1, Mode",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('2')],
        message: Message::Jump(Step::Region),
        hint: "",
        help: "To step 2, Region",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('3')],
        message: Message::Jump(Step::Model),
        hint: "",
        help: "To step 3, Model",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('4')],
        message: Message::Jump(Step::Record),
        hint: "",
        help: "To step 4, Record",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('5')],
        message: Message::Jump(Step::Guardrails),
        hint: "",
        help: "To step 5, Guardrails",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('6')],
        message: Message::Jump(Step::Runbook),
        hint: "",
        help: "To step 6, Runbook",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('7')],
        message: Message::Jump(Step::Export),
        hint: "",
        help: "To step 7, Export",
        in_context: in_bare,
    },
    Binding {
        keys: &[key(KeyCode::Esc)],
        message: Message::Back,
        hint: "back",
        help: "Back, or out of a field",
        in_context: everywhere,
    },
    Binding {
        keys: &[control('p')],
        message: Message::Palette,
        hint: "",
        help: "Everything this screen can do, to search and choose from",
        in_context: in_bare,
    },
    Binding {
        keys: &[letter('?')],
        message: Message::Help,
        hint: "help",
        help: "These keys",
        in_context: outside_text,
    },
    Binding {
        keys: &[letter('q')],
        message: Message::Quit,
        hint: "quit",
        help: "Leave; asks when something would be lost",
        in_context: outside_text,
    },
    Binding {
        keys: &[control('c')],
        message: Message::Quit,
        hint: "",
        help: "Leave, from a field too",
        in_context: everywhere,
    },
    Binding {
        keys: &[control('z')],
        message: Message::Suspend,
        hint: "",
        help: "Back to the shell until fg",
        in_context: everywhere,
    },
];
