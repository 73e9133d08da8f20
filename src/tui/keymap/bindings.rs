//! Every key, in one table, a line a key. Where two fit, the first counts: so what holds for a part alone stands first.

mod places;

use crossterm::event::KeyCode;

use super::{Binding, Key, control, key, letter};
use crate::tui::context::Context;
use crate::tui::message::Message;
use crate::tui::order::{ExploreView, Step};
pub use places::gives_detail_the_keys;
use places::{
    everywhere, in_bare, in_choices, in_clearable, in_compare, in_compared_models, in_detail, in_detailed,
    in_documents, in_export, in_export_or_document, in_filtered, in_lists, in_map, in_models, in_other_parts,
    in_other_toggles, in_pairs, in_parts, in_regions, in_runbook, in_text, in_ticks, in_timeline,
    in_turned_compare, in_turned_map, in_values, in_what_if, outside_text,
};

const BACK_TAB: Key = key(KeyCode::BackTab);
const DELETE: Key = key(KeyCode::Delete);
const DOWN: Key = key(KeyCode::Down);
const END: Key = key(KeyCode::End);
const ENTER: Key = key(KeyCode::Enter);
const ESC: Key = key(KeyCode::Esc);
const HOME: Key = key(KeyCode::Home);
const LEFT: Key = key(KeyCode::Left);
const PAGE_DOWN: Key = key(KeyCode::PageDown);
const PAGE_UP: Key = key(KeyCode::PageUp);
const RIGHT: Key = key(KeyCode::Right);
const TAB: Key = key(KeyCode::Tab);
const UP: Key = key(KeyCode::Up);

const fn bind(
    in_context: fn(Context) -> bool,
    keys: &'static [Key],
    message: Message,
    hint: &'static str,
    help: &'static str,
) -> Binding {
    Binding { keys, message, hint, help, in_context }
}

/// All keys: where they hold, the keys, what they do, the word in the bottom line, the sentence in the help.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    // A part of a step or an explore view, where its keys do something else than in the rest.
    bind(in_detail, &[DOWN, letter('j')], Message::Down, "scroll", "A line down"),
    bind(in_detail, &[UP, letter('k')], Message::Up, "", "A line up"),
    bind(in_detail, &[TAB, ESC], Message::NextPart, "back", "Back to the list"),
    bind(in_pairs, &[ENTER], Message::Accept, "take both", "Take both regions into the plan, and go on"),
    bind(in_turned_map, &[ENTER], Message::Accept, "take the cell", "Take mode, region and model into the plan, and go on to the record"),
    bind(in_turned_map, &[letter(']')], Message::Next, "model", "The next model"),
    bind(in_turned_map, &[letter('[')], Message::Previous, "", "The model before"),
    bind(in_turned_map, &[RIGHT, letter('l')], Message::Right, "", "The next mode"),
    bind(in_turned_map, &[LEFT, letter('h')], Message::Left, "", "The mode before"),
    bind(in_turned_compare, &[ENTER], Message::Accept, "take it", "Take the region of the column into the plan as the primary one"),
    bind(in_turned_compare, &[letter('x'), DELETE], Message::Clear, "take out", "Take the column out"),
    bind(in_turned_compare, &[TAB], Message::NextPart, "models", "Back to the models"),
    // One explore view alone.
    bind(in_compare, &[ENTER], Message::Accept, "take it", "Take the model of the column into the plan, and go on to the record"),
    bind(in_compare, &[RIGHT, letter('l')], Message::Right, "column", "The next column"),
    bind(in_compare, &[LEFT, letter('h')], Message::Left, "", "The column before"),
    bind(in_compare, &[letter('a')], Message::Add, "add", "Put one more beside the others, four at most"),
    bind(in_compare, &[letter('x'), DELETE], Message::Clear, "take out", "Take the column out; its model is then no longer considered"),
    bind(in_compared_models, &[letter('r')], Message::Reason, "reason", "Say why the model of the column is not taken: the note tells it"),
    bind(in_compare, &[TAB], Message::NextPart, "turn over", "Models, or the regions for the model of the column"),
    bind(in_what_if, &[RIGHT, letter('l'), letter(' ')], Message::Right, "turn", "The next value of the switch"),
    bind(in_what_if, &[LEFT, letter('h')], Message::Left, "", "The value before"),
    bind(in_what_if, &[ENTER], Message::Accept, "adopt", "Take the posture on trial into the plan, and go back"),
    bind(in_map, &[ENTER], Message::Accept, "take the cell", "Take mode, region and model into the plan, and go on to the record"),
    bind(in_timeline, &[RIGHT, letter('l')], Message::Right, "day on", "The day after"),
    bind(in_timeline, &[LEFT, letter('h')], Message::Left, "day back", "The day before"),
    bind(in_timeline, &[letter('+'), letter('=')], Message::MonthOn, "month on", "The same day a month later"),
    bind(in_timeline, &[letter('-')], Message::MonthBack, "month back", "The same day a month earlier"),
    bind(in_timeline, &[letter(']')], Message::Next, "next end", "The next day on which something ends"),
    bind(in_timeline, &[letter('[')], Message::Previous, "", "The last day before on which something ended"),
    bind(in_timeline, &[letter('0')], Message::Today, "today", "Back to today"),
    bind(in_timeline, &[ENTER], Message::Accept, "to its day", "Judge for the day of the row"),
    bind(in_map, &[letter(']')], Message::Next, "mode", "The next mode"),
    bind(in_map, &[letter('[')], Message::Previous, "", "The mode before"),
    bind(in_map, &[TAB], Message::NextPart, "turn over", "Models by regions, or one model in all modes"),
    bind(in_map, &[RIGHT, letter('l')], Message::Right, "", "The next region"),
    bind(in_map, &[LEFT, letter('h')], Message::Left, "", "The region before"),
    // The steps, and what holds for several contexts.
    bind(everywhere, &[ENTER], Message::Accept, "take, go on", "Accept and go on"),
    bind(in_filtered, &[letter('/')], Message::Filter, "filter", "Filter: words, and qualifiers such as task:embedding; there Tab completes"),
    bind(in_export, &[letter('w')], Message::Write, "write", "Write the ticked documents"),
    bind(in_export, &[letter('a')], Message::Append, "append row", "Append the checklist row to a Markdown file"),
    bind(in_export_or_document, &[letter('y')], Message::Copy, "copy", "Copy the document to the clipboard"),
    bind(in_export, &[letter('f')], Message::Format, "format", "Markdown or JSON"),
    bind(in_ticks, &[letter(' ')], Message::Toggle, "tick", "Tick, or take the tick away"),
    bind(in_models, &[letter(' ')], Message::Toggle, "considered", "Mark the model as considered: the note names it"),
    bind(in_regions, &[letter(' ')], Message::Toggle, "secondary", "The region to fail over to"),
    bind(in_other_toggles, &[letter(' ')], Message::Toggle, "", "Choose without going on"),
    bind(in_parts, &[TAB], Message::NextPart, "part", "The next part of the screen"),
    bind(in_documents, &[TAB], Message::NextPart, "next document", "The next document"),
    bind(gives_detail_the_keys, &[TAB], Message::NextPart, "scroll", "To the text beside or below, to scroll it"),
    bind(in_runbook, &[TAB], Message::NextPart, "", "To the next step"),
    bind(in_text, &[TAB], Message::NextPart, "", "Complete, or to the next field"),
    bind(in_other_parts, &[BACK_TAB], Message::PreviousPart, "", "The part before"),
    bind(in_detailed, &[letter('K')], Message::DetailUp, "", "The text beside or below: a line up"),
    bind(in_detailed, &[letter('J')], Message::DetailDown, "", "The text beside or below: a line down"),
    bind(in_values, &[LEFT, letter('h')], Message::Left, "", "The value before"),
    bind(in_choices, &[RIGHT, letter('l')], Message::Right, "turn", "The next value"),
    bind(in_values, &[RIGHT, letter('l')], Message::Right, "", "The next value"),
    bind(in_clearable, &[letter('x'), DELETE], Message::Clear, "", "Take the choice away"),
    bind(in_lists, &[UP], Message::Up, "", "One row up"),
    bind(in_lists, &[DOWN], Message::Down, "", "One row down"),
    bind(outside_text, &[letter('k')], Message::Up, "", "One row up"),
    bind(outside_text, &[letter('j')], Message::Down, "", "One row down"),
    bind(in_lists, &[PAGE_UP], Message::PageUp, "", "Ten rows up"),
    bind(in_lists, &[PAGE_DOWN], Message::PageDown, "", "Ten rows down"),
    bind(outside_text, &[letter('g'), HOME], Message::First, "", "The first row"),
    bind(outside_text, &[letter('G'), END], Message::Last, "", "The last row"),
    bind(in_bare, &[letter('m')], Message::ExploreView(ExploreView::Map), "matrix", "Matrix: models by regions as a map; again: back"),
    bind(in_bare, &[letter('t')], Message::ExploreView(ExploreView::Timeline), "timeline", "Timeline: what ends when, on which day; again: back"),
    bind(outside_text, &[letter('p')], Message::Preview, "preview", "Show the documents as they would be written"),
    bind(in_bare, &[letter('e')], Message::Jump(Step::Export), "", "To the export"),
    bind(in_bare, &[letter('u')], Message::Undo, "undo", "Take the last change back"),
    bind(in_bare, &[control('r')], Message::Redo, "", "Make the change again"),
    bind(everywhere, &[control('s')], Message::Save, "save", "Save the plan"),
    bind(in_bare, &[letter('c')], Message::ExploreView(ExploreView::Compare), "compare", "Compare: some models, or regions, side by side; again: back"),
    bind(in_bare, &[letter('i')], Message::ExploreView(ExploreView::WhatIf), "what if", "What if: another posture on trial; again: back"),
    bind(in_bare, &[letter('S')], Message::SaveAs, "", "Save the plan under another name"),
    bind(in_bare, &[control('o')], Message::Open, "", "Open another plan"),
    bind(in_bare, &[letter('C')], Message::NextCloud, "", "The next cloud: AWS, Azure, Google Cloud"),
    bind(in_bare, &[letter('1')], Message::Jump(Step::Mode), "", "To step 1, Mode"),
    bind(in_bare, &[letter('2')], Message::Jump(Step::Region), "", "To step 2, Region"),
    bind(in_bare, &[letter('3')], Message::Jump(Step::Model), "", "To step 3, Model"),
    bind(in_bare, &[letter('4')], Message::Jump(Step::Record), "", "To step 4, Record"),
    bind(in_bare, &[letter('5')], Message::Jump(Step::Guardrails), "", "To step 5, Guardrails"),
    bind(in_bare, &[letter('6')], Message::Jump(Step::Runbook), "", "To step 6, Runbook"),
    bind(in_bare, &[letter('7')], Message::Jump(Step::Export), "", "To step 7, Export"),
    bind(everywhere, &[ESC], Message::Back, "back", "Back, or out of a field"),
    bind(in_bare, &[control('p')], Message::Palette, "", "Everything this screen can do, to search and choose from"),
    bind(outside_text, &[letter('?')], Message::Help, "help", "These keys"),
    bind(outside_text, &[letter('q')], Message::Quit, "quit", "Leave; asks when something would be lost"),
    bind(everywhere, &[control('c')], Message::Quit, "", "Leave, from a field too"),
    bind(everywhere, &[control('z')], Message::Suspend, "", "Back to the shell until fg"),
];
