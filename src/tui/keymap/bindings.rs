//! Every key, in one table, one line per key. The first line that fits wins, so the lines of a single part come first.

use crossterm::event::KeyCode;

use super::when::FORM;
use super::when::When::{self, Always, Any, In, List, NoField, NoForm, NoPopup, NoText, Text};
use super::{Binding, COMMANDS, HELP, Key, QUIT, WHAT_OPENS, alt, control, key, letter};
use crate::plan::ReviewVerdict;
use crate::tui::context::Context;
use crate::tui::message::Message;
use crate::tui::order::{ExploreView, Part, Step};

const BACK_TAB: Key = key(KeyCode::BackTab);
const DELETE: Key = key(KeyCode::Delete);
const DOWN: Key = key(KeyCode::Down);
const F1: Key = key(KeyCode::F(1));
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
const EXPORT: Context = Context::Step(Step::Export);
const FACTS: Context = Context::Part(Part::Facts);
const POSTURE: Context = Context::Part(Part::Posture);
const PAIRS: Context = Context::Part(Part::Pairs);
const DETAIL: Context = Context::Part(Part::Detail);
const MAP: Context = Context::ExploreView(ExploreView::Map);
const TRANSPOSED_MAP: Context = Context::Part(Part::TransposedMap);
const COMPARE: Context = Context::ExploreView(ExploreView::Compare);
const TRANSPOSED_COMPARE: Context = Context::Part(Part::TransposedCompare);
const TIMELINE: Context = Context::ExploreView(ExploreView::Timeline);
const WHAT_IF: Context = Context::ExploreView(ExploreView::WhatIf);

const BOARD: When = In(&[Context::Board, Context::Part(Part::Note)]);
const NOTE: Context = Context::Part(Part::Note);

const PARTS: When = In(&[MODE, REGION, POSTURE, PAIRS]);
/// Where Tab scrolls the details. Elsewhere Tab has another use.
const SCROLLS_DETAIL: When = In(&[MODEL, GUARDRAILS, EXPORT, TIMELINE]);
/// Where there are details.
const HAS_DETAIL: When = Any(&[SCROLLS_DETAIL, In(&[RECORD, FACTS, MAP, TRANSPOSED_MAP, DETAIL]), BOARD]);
/// Where a document or other text is read.
const READING: When = In(&[Context::TextView, Context::Document]);

/// Whether Tab leads to the details once the screen has no other use for it: in a form behind the last row.
pub fn scrolls_detail(context: Context) -> bool {
    Any(&[SCROLLS_DETAIL, In(&[RECORD, FACTS, Context::Row, Context::Board])]).holds(context)
}

const fn bind(
    when: When,
    keys: &'static [Key],
    message: Message,
    hint: &'static str,
    help: &'static str,
) -> Binding {
    Binding { when, keys, message, hint, help, in_palette: true, of_board: false }
}

/// All keys: where they apply, the keys, what they do, the word in the bottom line, the sentence in the help.
#[rustfmt::skip]
pub(super) const BINDINGS: &[Binding] = &[
    // The board, and the note beside it.
    bind(In(&[NOTE]), &[DOWN, letter('j')], Message::Down, "scroll", "Scroll down one line").unlisted(),
    bind(In(&[NOTE]), &[UP, letter('k')], Message::Up, "", "Scroll up one line").unlisted(),
    bind(In(&[NOTE]), &[TAB, BACK_TAB, ESC], Message::NextPart, "back", "Go back to the list"),
    bind(BOARD, &[ENTER], Message::Accept, "open", "Open the plan where it needs somebody"),
    bind(BOARD, &[letter('n')], Message::NextDecision, "next", "Go to the next decision"),
    bind(BOARD, &[letter('N')], Message::PreviousDecision, "", "Go to the previous decision"),
    bind(BOARD, &[letter('a')], Message::Review(ReviewVerdict::Approve), "approve", "Approve the decision as it stands now"),
    bind(BOARD, &[letter('c')], Message::Review(ReviewVerdict::RequestChanges), "changes", "Request changes"),
    bind(BOARD, &[letter('C')], Message::Review(ReviewVerdict::Comment), "", "Comment on the decision"),
    bind(BOARD, &[letter('s')], Message::Review(ReviewVerdict::Supersede), "supersede", "Supersede the decision by another one; both link each other"),
    bind(BOARD, &[letter('w')], Message::Review(ReviewVerdict::Withdraw), "", "Withdraw the decision"),
    bind(BOARD, &[letter('r')], Message::ReviewDate, "", "Set the date of the next review"),
    bind(BOARD, &[letter('d')], Message::WhatChanged, "what changed", "Show what changed since the decision was made and approved"),
    bind(BOARD, &[letter('/')], Message::Filter, "filter", "Filter by words and qualifiers such as owner:ml-platform or due:<30d"),
    bind(BOARD, &[letter('o')], Message::Sort, "", "Sort by the next column; behind the last one the worst come first"),
    bind(BOARD, &[letter('O')], Message::ReverseSort, "", "Sort the other way round"),
    bind(BOARD, &[letter('x')], Message::WritePages, "pages", "List the pages for the wiki and what happens to each, then write them"),
    bind(BOARD, &[letter('R')], Message::ReadAgain, "", "Read the files again"),
    bind(BOARD, &[letter('p')], Message::Preview, "", "Read the note of the decision"),
    bind(BOARD, &[control('n')], Message::NewPlan, "", "Begin a new plan"),
    bind(BOARD, &[letter('T')], Message::NextTheme, "", "Switch to the next theme"),
    bind(In(&[Context::Board]), &[TAB, BACK_TAB], Message::NextPart, "", "Scroll the note"),
    bind(BOARD, &[letter('q')], Message::Leave, QUIT, "Quit"),
    // A part of a step or an explore view with keys of its own.
    bind(In(&[DETAIL]), &[DOWN, letter('j')], Message::Down, "scroll", "Scroll down one line").unlisted(),
    bind(In(&[DETAIL]), &[UP, letter('k')], Message::Up, "", "Scroll up one line").unlisted(),
    bind(In(&[DETAIL]), &[ENTER], Message::Accept, "take", "Take the way out under the cursor; else confirm and continue"),
    bind(In(&[DETAIL]), &[TAB, ESC], Message::NextPart, "back", "Go back to the list"),
    bind(In(&[PAIRS]), &[ENTER], Message::Accept, "select both", "Select both regions and continue"),
    bind(In(&[MAP, TRANSPOSED_MAP]), &[ENTER], Message::Accept, "select", "Select mode, region and model, and go to the record"),
    bind(In(&[TRANSPOSED_MAP]), &[letter(']')], Message::Next, "next model", "Go to the next model"),
    bind(In(&[TRANSPOSED_MAP]), &[letter('[')], Message::Previous, "", "Go to the previous model"),
    bind(In(&[TRANSPOSED_MAP]), &[RIGHT, letter('l')], Message::Right, "", "Go to the next mode").unlisted(),
    bind(In(&[TRANSPOSED_MAP]), &[LEFT, letter('h')], Message::Left, "", "Go to the previous mode").unlisted(),
    bind(In(&[TRANSPOSED_COMPARE]), &[ENTER], Message::Accept, "select", "Select the region of the column as the primary one"),
    bind(In(&[TRANSPOSED_COMPARE]), &[letter('x'), DELETE], Message::Clear, "remove", "Remove the column"),
    bind(In(&[TRANSPOSED_COMPARE]), &[TAB], Message::NextPart, "models", "Go back to the models"),
    // A single explore view.
    bind(In(&[COMPARE, TRANSPOSED_COMPARE]), &[ENTER], Message::Accept, "select", "Select the model of the column and go to the record"),
    bind(In(&[COMPARE, TRANSPOSED_COMPARE]), &[RIGHT, letter('l')], Message::Right, "next column", "Go to the next column").unlisted(),
    bind(In(&[COMPARE, TRANSPOSED_COMPARE]), &[LEFT, letter('h')], Message::Left, "", "Go to the previous column").unlisted(),
    bind(In(&[COMPARE, TRANSPOSED_COMPARE]), &[letter('a')], Message::Add, "add", "Add a column, up to four"),
    bind(In(&[COMPARE, TRANSPOSED_COMPARE]), &[letter('x'), DELETE], Message::Clear, "remove", "Remove the column; its model is no longer considered"),
    bind(In(&[COMPARE]), &[letter('r')], Message::Reason, "reason", "Enter why the model of the column is not chosen, for the note"),
    bind(In(&[COMPARE, TRANSPOSED_COMPARE]), &[TAB], Message::NextPart, "transpose", "Transpose: compare regions for the model of the column"),
    bind(In(&[WHAT_IF]), &[RIGHT, letter('l'), letter(' ')], Message::Right, "change", "Select the next value").unlisted(),
    bind(In(&[WHAT_IF]), &[LEFT, letter('h')], Message::Left, "", "Select the previous value").unlisted(),
    bind(In(&[WHAT_IF]), &[ENTER], Message::Accept, "apply", "Apply the values to the plan and go back"),
    bind(In(&[TIMELINE]), &[RIGHT, letter('l')], Message::Right, "next day", "Move the as-of date one day forward").unlisted(),
    bind(In(&[TIMELINE]), &[LEFT, letter('h')], Message::Left, "", "Move the as-of date one day back").unlisted(),
    bind(In(&[TIMELINE]), &[letter('+'), letter('=')], Message::NextMonth, "next month", "Move the as-of date one month forward"),
    bind(In(&[TIMELINE]), &[letter('-')], Message::PreviousMonth, "", "Move the as-of date one month back"),
    bind(In(&[TIMELINE]), &[letter(']')], Message::Next, "next end", "Move the as-of date to the next end"),
    bind(In(&[TIMELINE]), &[letter('[')], Message::Previous, "", "Move the as-of date to the previous end"),
    bind(In(&[TIMELINE]), &[letter('0')], Message::Today, "today", "Set the as-of date to today"),
    bind(In(&[TIMELINE]), &[ENTER], Message::Accept, "go to date", "Set the as-of date to the date of the row"),
    bind(In(&[MAP, TRANSPOSED_MAP]), &[letter(']')], Message::Next, "next mode", "Go to the next mode"),
    bind(In(&[MAP, TRANSPOSED_MAP]), &[letter('[')], Message::Previous, "", "Go to the previous mode"),
    bind(In(&[MAP, TRANSPOSED_MAP]), &[TAB], Message::NextPart, "transpose", "Transpose: show one model in all modes"),
    bind(In(&[MAP, TRANSPOSED_MAP]), &[RIGHT, letter('l')], Message::Right, "", "Go to the next region").unlisted(),
    bind(In(&[MAP, TRANSPOSED_MAP]), &[LEFT, letter('h')], Message::Left, "", "Go to the previous region").unlisted(),
    // The steps, and what applies in several contexts.
    bind(In(&[EXPORT]), &[ENTER], Message::Accept, "write", "List the files and what happens to each, then write them"),
    bind(Always, &[ENTER], Message::Accept, "confirm", "Confirm and continue"),
    bind(In(&[REGION, MODEL, MAP, TRANSPOSED_MAP, TIMELINE]), &[letter('/')], Message::Filter, "filter", "Filter by words and qualifiers such as task:embedding"),
    bind(In(&[MODEL, Context::Shortlist]), &[letter('b')], Message::Shortlist, "shortlist", "Show the best models for this workload, and why"),
    bind(In(&[MODEL, Context::Openings]), &[letter('w')], Message::Openings, WHAT_OPENS, "Show which change of posture, region or mode would open most"),
    bind(In(&[MODEL]), &[letter('$')], Message::AskTokens, "", "Enter the tokens per month, for an estimate in DBU"),
    bind(In(&[Context::Shortlist]), &[RIGHT, letter('l')], Message::Right, "", "List the best for the next task").unlisted(),
    bind(In(&[Context::Shortlist]), &[LEFT, letter('h')], Message::Left, "", "List the best for the previous task").unlisted(),
    bind(In(&[Context::Shortlist]), &[letter(' ')], Message::Toggle, "", "Mark the model as considered, for the note"),
    bind(In(&[MODEL]), &[letter('o')], Message::Sort, "sort", "Sort by the next column; models that are not open stay below the open ones"),
    bind(In(&[MODEL]), &[letter('O')], Message::ReverseSort, "", "Sort the other way round"),
    bind(In(&[MODEL]), &[letter('r')], Message::OnlyRealtime, "", "Show only models on the real-time list, or all again"),
    bind(In(&[Context::Write]), &[letter('v')], Message::ViewChange, "view change", "View what changes in the file"),
    bind(In(&[EXPORT]), &[letter('a')], Message::Append, "append row", "Append the checklist row to a Markdown file"),
    bind(In(&[EXPORT, Context::Document]), &[letter('y')], Message::Copy, "copy", "Copy the document to the clipboard"),
    bind(In(&[EXPORT]), &[letter('f')], Message::Format, "format", "Switch between Markdown and JSON"),
    bind(In(&[GUARDRAILS, EXPORT, Context::Write]), &[letter(' ')], Message::Toggle, "tick", "Tick or untick"),
    bind(In(&[MODEL, MAP, TRANSPOSED_MAP]), &[letter(' ')], Message::Toggle, "consider", "Mark the model as considered, for the note"),
    bind(In(&[REGION]), &[letter(' ')], Message::Toggle, "secondary", "Select as the secondary region, for failover"),
    bind(In(&[MODE, RECORD, POSTURE, Context::TextView, Context::Document]), &[letter(' ')], Message::Toggle, "", "Select without continuing"),
    bind(FORM, &[TAB], Message::NextPart, "", "Go to the next row, behind the last one to the next pane"),
    bind(FORM, &[BACK_TAB], Message::PreviousPart, "", "Go to the previous row, before the first one to the previous pane"),
    bind(PARTS, &[TAB], Message::NextPart, "next pane", "Go to the next pane"),
    bind(In(&[Context::Document]), &[TAB], Message::NextPart, "next document", "Go to the next document"),
    bind(SCROLLS_DETAIL, &[TAB], Message::NextPart, "scroll", "Scroll the details"),
    bind(Text, &[TAB], Message::NextPart, "", "Complete, or go to the next row"),
    bind(Any(&[PARTS, SCROLLS_DETAIL, Text, In(&[MAP, TRANSPOSED_MAP, COMPARE, TRANSPOSED_COMPARE, DETAIL])]), &[BACK_TAB], Message::PreviousPart, "", "Go to the previous pane"),
    bind(HAS_DETAIL, &[letter('K')], Message::DetailUp, "", "Scroll the details up one line").unlisted(),
    bind(HAS_DETAIL, &[letter('J')], Message::DetailDown, "", "Scroll the details down one line").unlisted(),
    bind(Any(&[FORM, In(&[MODE])]), &[LEFT, letter('h')], Message::Left, "", "Select the previous value").unlisted(),
    bind(FORM, &[RIGHT, letter('l')], Message::Right, "change", "Select the next value").unlisted(),
    bind(Any(&[FORM, In(&[MODE])]), &[RIGHT, letter('l')], Message::Right, "", "Select the next value").unlisted(),
    bind(In(&[MODE, REGION, MODEL]), &[letter('x'), DELETE], Message::Clear, "", "Clear the choice"),
    bind(List, &[UP], Message::Up, "", "Move up one row").unlisted(),
    bind(List, &[DOWN], Message::Down, "", "Move down one row").unlisted(),
    bind(NoText, &[letter('k')], Message::Up, "", "Move up one row").unlisted(),
    bind(NoText, &[letter('j')], Message::Down, "", "Move down one row").unlisted(),
    bind(Any(&[FORM, In(&[Context::Row])]), &[PAGE_UP], Message::DetailPageUp, "", "Scroll the details up ten lines").unlisted(),
    bind(Any(&[FORM, In(&[Context::Row])]), &[PAGE_DOWN], Message::DetailPageDown, "", "Scroll the details down ten lines").unlisted(),
    bind(List, &[PAGE_UP], Message::PageUp, "", "Move up ten rows").unlisted(),
    bind(List, &[PAGE_DOWN], Message::PageDown, "", "Move down ten rows").unlisted(),
    bind(NoText, &[letter('g'), HOME], Message::First, "", "Go to the first row").unlisted(),
    bind(NoText, &[letter('G'), END], Message::Last, "", "Go to the last row").unlisted(),
    bind(NoForm, &[letter('m')], Message::ExploreView(ExploreView::Map), "matrix", "Show or hide the matrix: models by regions"),
    bind(NoForm, &[letter('t')], Message::ExploreView(ExploreView::Timeline), "timeline", "Show or hide the timeline: what ends when"),
    bind(Any(&[NoForm, READING]), &[letter('p')], Message::Preview, "preview", "Preview the documents"),
    bind(NoField, &[letter('u')], Message::Undo, "undo", "Undo the last change"),
    bind(NoPopup, &[alt(KeyCode::Char('u'))], Message::Undo, "", "Undo the last change"),
    bind(NoPopup, &[control('r')], Message::Redo, "", "Redo the last undone change"),
    bind(Always, &[control('s')], Message::Save, "save", "Save the plan"),
    bind(NoForm, &[letter('c')], Message::ExploreView(ExploreView::Compare), "compare", "Show or hide the comparison of models or regions"),
    bind(NoForm, &[letter('i')], Message::ExploreView(ExploreView::WhatIf), "what if", "Show or hide what if: try another posture"),
    bind(NoForm, &[letter('S')], Message::SaveAs, "", "Save the plan under another name"),
    bind(NoPopup, &[control('o')], Message::Open, "", "Open another plan"),
    bind(NoForm, &[letter('C')], Message::NextCloud, "", "Switch to the next cloud"),
    bind(NoForm, &[letter('T')], Message::NextTheme, "", "Switch to the next theme"),
    bind(NoField, &[letter('1')], Message::Jump(Step::Mode), "", "Go to step 1: Mode"),
    bind(NoField, &[letter('2')], Message::Jump(Step::Region), "", "Go to step 2: Region"),
    bind(NoField, &[letter('3')], Message::Jump(Step::Model), "", "Go to step 3: Model"),
    bind(NoField, &[letter('4')], Message::Jump(Step::Record), "", "Go to step 4: Record"),
    bind(NoField, &[letter('5')], Message::Jump(Step::Guardrails), "", "Go to step 5: Guardrails"),
    bind(NoField, &[letter('6')], Message::Jump(Step::Runbook), "", "Go to step 6: Runbook"),
    bind(NoField, &[letter('7')], Message::Jump(Step::Export), "", "Go to step 7: Export"),
    bind(NoForm, &[letter('e')], Message::Jump(Step::Export), "", "Go to step 7: Export"),
    bind(NoPopup, &[alt(KeyCode::Char('1'))], Message::Jump(Step::Mode), "", "Go to step 1: Mode"),
    bind(NoPopup, &[alt(KeyCode::Char('2'))], Message::Jump(Step::Region), "", "Go to step 2: Region"),
    bind(NoPopup, &[alt(KeyCode::Char('3'))], Message::Jump(Step::Model), "", "Go to step 3: Model"),
    bind(NoPopup, &[alt(KeyCode::Char('4'))], Message::Jump(Step::Record), "", "Go to step 4: Record"),
    bind(NoPopup, &[alt(KeyCode::Char('5'))], Message::Jump(Step::Guardrails), "", "Go to step 5: Guardrails"),
    bind(NoPopup, &[alt(KeyCode::Char('6'))], Message::Jump(Step::Runbook), "", "Go to step 6: Runbook"),
    bind(NoPopup, &[alt(KeyCode::Char('7'))], Message::Jump(Step::Export), "", "Go to step 7: Export"),
    bind(NoForm, &[letter('n')], Message::NextDecision, "next plan", "Open the next decision of the board").of_board(),
    bind(NoForm, &[letter('N')], Message::PreviousDecision, "", "Open the previous decision of the board").of_board(),
    bind(NoPopup, &[alt(KeyCode::Char('n'))], Message::NextDecision, "", "Open the next decision of the board").of_board(),
    bind(NoPopup, &[alt(KeyCode::Char('p'))], Message::PreviousDecision, "", "Open the previous decision of the board").of_board(),
    bind(Always, &[ESC], Message::Back, "back", "Go back, or leave a field"),
    bind(Always, &[control('p')], Message::Palette, COMMANDS, "Search all commands").unlisted(),
    bind(NoText, &[letter('?'), F1], Message::Help, HELP, "Show the keys"),
    bind(Always, &[F1], Message::Help, HELP, "Show the keys"),
    bind(NoForm, &[letter('q')], Message::Leave, QUIT, "Quit (asks about unsaved changes)"),
    bind(Any(&[READING, In(&[Context::Shortlist, Context::Openings, Context::Write])]), &[letter('q')], Message::Back, "", "Go back, or leave a field"),
    // The question whether to leave is not asked twice.
    bind(In(&[Context::Asking]), &[control('c')], Message::Back, "", "Go back, or leave a field"),
    bind(Always, &[control('c')], Message::Quit, QUIT, "Quit (asks about unsaved changes)"),
    bind(Always, &[control('z')], Message::Suspend, "", "Suspend until fg"),
];
