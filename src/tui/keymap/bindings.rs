//! Every key, in one table, a line a key. Where two fit, the first counts: so what holds for a part alone stands first.

use crossterm::event::KeyCode;

use super::when::When::{self, Always, Any, In, List, NoField, NoText, Text};
use super::{Binding, Key, control, key, letter};
use crate::tui::context::Context;
use crate::tui::message::Message;
use crate::tui::order::{ExploreView, Part, Step};

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

const MODE: Context = Context::Step(Step::Mode);
const REGION: Context = Context::Step(Step::Region);
const MODEL: Context = Context::Step(Step::Model);
const RECORD: Context = Context::Step(Step::Record);
const GUARDRAILS: Context = Context::Step(Step::Guardrails);
const RUNBOOK: Context = Context::Step(Step::Runbook);
const EXPORT: Context = Context::Step(Step::Export);
const POSTURE: Context = Context::Part(Part::Posture);
const PAIRS: Context = Context::Part(Part::Pairs);
const DETAIL: Context = Context::Part(Part::Detail);
const MAP: Context = Context::ExploreView(ExploreView::Map);
const TRANSPOSED_MAP: Context = Context::Part(Part::TransposedMap);
const COMPARE: Context = Context::ExploreView(ExploreView::Compare);
const TRANSPOSED_COMPARE: Context = Context::Part(Part::TransposedCompare);
const TIMELINE: Context = Context::ExploreView(ExploreView::Timeline);
const WHAT_IF: Context = Context::ExploreView(ExploreView::WhatIf);

const FORM: When = In(&[RECORD, POSTURE]);
const PARTS: When = In(&[MODE, REGION, POSTURE, PAIRS]);
/// Where Tab leads to the text beside or below, to scroll it. Elsewhere Tab has another use.
const SCROLLS_DETAIL: When = In(&[MODEL, RECORD, GUARDRAILS, EXPORT, TIMELINE]);
/// Where there is such a text.
const HAS_DETAIL: When = Any(&[SCROLLS_DETAIL, In(&[RUNBOOK, MAP, TRANSPOSED_MAP, DETAIL])]);

/// Whether Tab leads to the text beside or below.
pub fn scrolls_detail(context: Context) -> bool {
    SCROLLS_DETAIL.holds(context)
}

const fn bind(
    when: When,
    keys: &'static [Key],
    message: Message,
    hint: &'static str,
    help: &'static str,
) -> Binding {
    Binding { when, keys, message, hint, help, in_palette: true }
}

/// All keys: where they hold, the keys, what they do, the word in the bottom line, the sentence in the help.
#[rustfmt::skip]
pub(super) const BINDINGS: &[Binding] = &[
    // A part of a step or an explore view, where its keys do something else than in the rest.
    bind(In(&[DETAIL]), &[DOWN, letter('j')], Message::Down, "scroll", "A line down").unlisted(),
    bind(In(&[DETAIL]), &[UP, letter('k')], Message::Up, "", "A line up").unlisted(),
    bind(In(&[DETAIL]), &[TAB, ESC], Message::NextPart, "back", "Back to the list"),
    bind(In(&[PAIRS]), &[ENTER], Message::Accept, "take both", "Take both regions into the plan, and go on"),
    bind(In(&[TRANSPOSED_MAP]), &[ENTER], Message::Accept, "take the cell", "Take mode, region and model into the plan, and go on to the record"),
    bind(In(&[TRANSPOSED_MAP]), &[letter(']')], Message::Next, "model", "The next model"),
    bind(In(&[TRANSPOSED_MAP]), &[letter('[')], Message::Previous, "", "The model before"),
    bind(In(&[TRANSPOSED_MAP]), &[RIGHT, letter('l')], Message::Right, "", "The next mode").unlisted(),
    bind(In(&[TRANSPOSED_MAP]), &[LEFT, letter('h')], Message::Left, "", "The mode before").unlisted(),
    bind(In(&[TRANSPOSED_COMPARE]), &[ENTER], Message::Accept, "take it", "Take the region of the column into the plan as the primary one"),
    bind(In(&[TRANSPOSED_COMPARE]), &[letter('x'), DELETE], Message::Clear, "take out", "Take the column out"),
    bind(In(&[TRANSPOSED_COMPARE]), &[TAB], Message::NextPart, "models", "Back to the models"),
    // One explore view alone.
    bind(In(&[COMPARE, TRANSPOSED_COMPARE]), &[ENTER], Message::Accept, "take it", "Take the model of the column into the plan, and go on to the record"),
    bind(In(&[COMPARE, TRANSPOSED_COMPARE]), &[RIGHT, letter('l')], Message::Right, "column", "The next column").unlisted(),
    bind(In(&[COMPARE, TRANSPOSED_COMPARE]), &[LEFT, letter('h')], Message::Left, "", "The column before").unlisted(),
    bind(In(&[COMPARE, TRANSPOSED_COMPARE]), &[letter('a')], Message::Add, "add", "Put one more beside the others, four at most"),
    bind(In(&[COMPARE, TRANSPOSED_COMPARE]), &[letter('x'), DELETE], Message::Clear, "take out", "Take the column out; its model is then no longer considered"),
    bind(In(&[COMPARE]), &[letter('r')], Message::Reason, "reason", "Say why the model of the column is not taken: the note tells it"),
    bind(In(&[COMPARE, TRANSPOSED_COMPARE]), &[TAB], Message::NextPart, "turn over", "Models, or the regions for the model of the column"),
    bind(In(&[WHAT_IF]), &[RIGHT, letter('l'), letter(' ')], Message::Right, "turn", "The next value of the switch").unlisted(),
    bind(In(&[WHAT_IF]), &[LEFT, letter('h')], Message::Left, "", "The value before").unlisted(),
    bind(In(&[WHAT_IF]), &[ENTER], Message::Accept, "adopt", "Take the posture on trial into the plan, and go back"),
    bind(In(&[MAP, TRANSPOSED_MAP]), &[ENTER], Message::Accept, "take the cell", "Take mode, region and model into the plan, and go on to the record"),
    bind(In(&[TIMELINE]), &[RIGHT, letter('l')], Message::Right, "day on", "The day after").unlisted(),
    bind(In(&[TIMELINE]), &[LEFT, letter('h')], Message::Left, "day back", "The day before").unlisted(),
    bind(In(&[TIMELINE]), &[letter('+'), letter('=')], Message::MonthOn, "month on", "The same day a month later"),
    bind(In(&[TIMELINE]), &[letter('-')], Message::MonthBack, "month back", "The same day a month earlier"),
    bind(In(&[TIMELINE]), &[letter(']')], Message::Next, "next end", "The next day on which something ends"),
    bind(In(&[TIMELINE]), &[letter('[')], Message::Previous, "", "The last day before on which something ended"),
    bind(In(&[TIMELINE]), &[letter('0')], Message::Today, "today", "Back to today"),
    bind(In(&[TIMELINE]), &[ENTER], Message::Accept, "to its day", "Judge for the day of the row"),
    bind(In(&[MAP, TRANSPOSED_MAP]), &[letter(']')], Message::Next, "mode", "The next mode"),
    bind(In(&[MAP, TRANSPOSED_MAP]), &[letter('[')], Message::Previous, "", "The mode before"),
    bind(In(&[MAP, TRANSPOSED_MAP]), &[TAB], Message::NextPart, "turn over", "Models by regions, or one model in all modes"),
    bind(In(&[MAP, TRANSPOSED_MAP]), &[RIGHT, letter('l')], Message::Right, "", "The next region").unlisted(),
    bind(In(&[MAP, TRANSPOSED_MAP]), &[LEFT, letter('h')], Message::Left, "", "The region before").unlisted(),
    // The steps, and what holds for several contexts.
    bind(Always, &[ENTER], Message::Accept, "take, go on", "Accept and go on"),
    bind(In(&[REGION, MODEL, MAP, TRANSPOSED_MAP, TIMELINE]), &[letter('/')], Message::Filter, "filter", "Filter: words, and qualifiers such as task:embedding; there Tab completes"),
    bind(In(&[EXPORT]), &[letter('w')], Message::Write, "write", "Write the ticked documents"),
    bind(In(&[EXPORT]), &[letter('a')], Message::Append, "append row", "Append the checklist row to a Markdown file"),
    bind(In(&[EXPORT, Context::Document]), &[letter('y')], Message::Copy, "copy", "Copy the document to the clipboard"),
    bind(In(&[EXPORT]), &[letter('f')], Message::Format, "format", "Markdown or JSON"),
    bind(In(&[GUARDRAILS, EXPORT]), &[letter(' ')], Message::Toggle, "tick", "Tick, or take the tick away"),
    bind(In(&[MODEL, MAP, TRANSPOSED_MAP]), &[letter(' ')], Message::Toggle, "considered", "Mark the model as considered: the note names it"),
    bind(In(&[REGION]), &[letter(' ')], Message::Toggle, "secondary", "The region to fail over to"),
    bind(In(&[MODE, RECORD, RUNBOOK, POSTURE, Context::Reading, Context::Document]), &[letter(' ')], Message::Toggle, "", "Choose without going on"),
    bind(PARTS, &[TAB], Message::NextPart, "part", "The next part of the screen"),
    bind(In(&[Context::Document]), &[TAB], Message::NextPart, "next document", "The next document"),
    bind(SCROLLS_DETAIL, &[TAB], Message::NextPart, "scroll", "To the text beside or below, to scroll it"),
    bind(In(&[RUNBOOK]), &[TAB], Message::NextPart, "", "To the next step"),
    bind(Text, &[TAB], Message::NextPart, "", "Complete, or to the next field"),
    bind(Any(&[PARTS, SCROLLS_DETAIL, Text, In(&[MAP, TRANSPOSED_MAP, COMPARE, TRANSPOSED_COMPARE, DETAIL])]), &[BACK_TAB], Message::PreviousPart, "", "The part before"),
    bind(HAS_DETAIL, &[letter('K')], Message::DetailUp, "", "The text beside or below: a line up").unlisted(),
    bind(HAS_DETAIL, &[letter('J')], Message::DetailDown, "", "The text beside or below: a line down").unlisted(),
    bind(Any(&[FORM, In(&[MODE])]), &[LEFT, letter('h')], Message::Left, "", "The value before").unlisted(),
    bind(FORM, &[RIGHT, letter('l')], Message::Right, "turn", "The next value").unlisted(),
    bind(Any(&[FORM, In(&[MODE])]), &[RIGHT, letter('l')], Message::Right, "", "The next value").unlisted(),
    bind(In(&[MODE, REGION, MODEL, RECORD, RUNBOOK, POSTURE]), &[letter('x'), DELETE], Message::Clear, "", "Take the choice away"),
    bind(List, &[UP], Message::Up, "", "One row up").unlisted(),
    bind(List, &[DOWN], Message::Down, "", "One row down").unlisted(),
    bind(NoText, &[letter('k')], Message::Up, "", "One row up").unlisted(),
    bind(NoText, &[letter('j')], Message::Down, "", "One row down").unlisted(),
    bind(List, &[PAGE_UP], Message::PageUp, "", "Ten rows up").unlisted(),
    bind(List, &[PAGE_DOWN], Message::PageDown, "", "Ten rows down").unlisted(),
    bind(NoText, &[letter('g'), HOME], Message::First, "", "The first row").unlisted(),
    bind(NoText, &[letter('G'), END], Message::Last, "", "The last row").unlisted(),
    bind(NoField, &[letter('m')], Message::ExploreView(ExploreView::Map), "matrix", "Matrix: models by regions as a map; again: back"),
    bind(NoField, &[letter('t')], Message::ExploreView(ExploreView::Timeline), "timeline", "Timeline: what ends when, on which day; again: back"),
    bind(NoText, &[letter('p')], Message::Preview, "preview", "Show the documents as they would be written"),
    bind(NoField, &[letter('e')], Message::Jump(Step::Export), "", "To the export"),
    bind(NoField, &[letter('u')], Message::Undo, "undo", "Take the last change back"),
    bind(NoField, &[control('r')], Message::Redo, "", "Make the change again"),
    bind(Always, &[control('s')], Message::Save, "save", "Save the plan"),
    bind(NoField, &[letter('c')], Message::ExploreView(ExploreView::Compare), "compare", "Compare: some models, or regions, side by side; again: back"),
    bind(NoField, &[letter('i')], Message::ExploreView(ExploreView::WhatIf), "what if", "What if: another posture on trial; again: back"),
    bind(NoField, &[letter('S')], Message::SaveAs, "", "Save the plan under another name"),
    bind(NoField, &[control('o')], Message::Open, "", "Open another plan"),
    bind(NoField, &[letter('C')], Message::NextCloud, "", "The next cloud: AWS, Azure, Google Cloud"),
    bind(NoField, &[letter('1')], Message::Jump(Step::Mode), "", "To step 1, Mode"),
    bind(NoField, &[letter('2')], Message::Jump(Step::Region), "", "To step 2, Region"),
    bind(NoField, &[letter('3')], Message::Jump(Step::Model), "", "To step 3, Model"),
    bind(NoField, &[letter('4')], Message::Jump(Step::Record), "", "To step 4, Record"),
    bind(NoField, &[letter('5')], Message::Jump(Step::Guardrails), "", "To step 5, Guardrails"),
    bind(NoField, &[letter('6')], Message::Jump(Step::Runbook), "", "To step 6, Runbook"),
    bind(NoField, &[letter('7')], Message::Jump(Step::Export), "", "To step 7, Export"),
    bind(Always, &[ESC], Message::Back, "back", "Back, or out of a field"),
    bind(NoField, &[control('p')], Message::Palette, "", "Everything this screen can do, to search and choose from").unlisted(),
    bind(NoText, &[letter('?')], Message::Help, "help", "These keys"),
    bind(NoText, &[letter('q')], Message::Quit, "quit", "Leave; asks when something would be lost"),
    bind(Always, &[control('c')], Message::Quit, "", "Leave, from a field too"),
    bind(Always, &[control('z')], Message::Suspend, "", "Back to the shell until fg"),
];
