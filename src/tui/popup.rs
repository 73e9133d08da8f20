//! What may lie over a step: at most one at a time.

pub mod confirm;
pub mod decision_picker;
pub mod drafts;
pub mod external;
pub mod help;
pub mod openings;
pub mod palette;
pub mod picker;
pub mod prompt;
pub mod review_form;
pub mod shortlist;
pub mod text_view;
pub mod tokens;
pub mod write_list;

use std::path::PathBuf;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};

pub use confirm::Confirm;
pub use decision_picker::DecisionPicker;
pub use drafts::Drafts;
pub use external::External;
pub use help::{Help, KeyLine, Page};
pub use openings::Openings;
pub use palette::{Command, Palette, SYNONYMS, fit, program_commands};
pub use picker::{Picked, Picker};
pub use prompt::{Prompt, Purpose};
pub use review_form::{ReviewAnswer, ReviewForm};
pub use shortlist::ShortlistPopup;
pub use text_view::{Subject, TextView};
pub use tokens::TokensPrompt;
pub use write_list::WriteList;

use super::areas;
use super::effect::Effect;
use super::file_change::FileChange;
use super::message::Message;
use super::order::Destination;
use super::review::PickedDecision;
use super::session::Session;
use super::theme::Theme;
use super::widget::pane;
use crate::choice::plan_change::PlanChange;
use crate::export::Export;
use crate::matrix::ModelId;
use crate::plan::Tokens;
use crate::store::Draft;

#[derive(Debug)]
pub enum Popup {
    /// Text to read: help, documents, an error in full.
    TextView(TextView),
    /// A name to be typed.
    Prompt(Prompt),
    Confirm(Confirm),
    /// A model or a region to be picked.
    Picker(Picker),
    /// Unfinished plans of earlier sessions.
    Drafts(Drafts),
    /// The files that are to be written.
    Write(WriteList),
    /// Everything the screen below can do.
    Palette(Palette),
    /// The keys, and the glossary.
    Help(Help),
    /// The best models for the workload.
    Shortlist(ShortlistPopup),
    /// What would open most of the models.
    Openings(Openings),
    /// The tokens of a month, to be typed.
    Tokens(TokensPrompt),
    /// An external model that no list names.
    External(Box<External>),
    /// A review, before it is written.
    Review(Box<ReviewForm>),
    /// The decision that takes the place of another.
    Decisions(Box<DecisionPicker>),
}

/// What a popup was answered.
#[derive(Debug)]
pub enum Answer {
    Stay,
    Close,
    Do(Vec<Effect>),
    /// Write these files.
    Write(Vec<FileChange>),
    /// A name for a purpose.
    Named(Purpose, PathBuf),
    Picked(Picked),
    /// Choose the model and go on.
    Choose(ModelId),
    /// Mark the model as considered, or take the mark away; the popup stays.
    Consider(ModelId),
    /// Make one choice of the plan otherwise.
    Change(PlanChange),
    /// So many tokens a month.
    Tokens(Tokens),
    /// Save, then go there.
    SaveAndLeave(Destination),
    /// Go there without saving.
    Leave(Destination),
    /// Save over the file that is there.
    Overwrite(PathBuf),
    /// Save under another name.
    Rename,
    /// Go on with an unfinished plan.
    Resume(Draft),
    /// Forget an unfinished plan; the popup stays but for the last.
    Discard {
        draft: Draft,
        last: bool,
    },
    /// Write this review.
    Review(Box<ReviewAnswer>),
    /// Ask for the words with which the first is superseded by the second.
    Supersede(Box<(PickedDecision, PickedDecision)>),
    /// Copy the document that is being read, which stays.
    Copy(Export),
    NextDocument(Export),
}

impl Popup {
    pub fn update(&mut self, message: &Message, session: &Session, theme: &Theme, area: Rect) -> Answer {
        match self {
            Self::TextView(reading) => reading.update(message, theme, area),
            Self::Prompt(prompt) => prompt.update(message, session.home.as_deref()),
            Self::Confirm(confirm) => confirm.update(message),
            Self::Picker(picker) => picker.update(message, session, area),
            Self::Drafts(drafts) => drafts.update(message),
            Self::Write(list) => list.update(message, theme, area),
            Self::Palette(palette) => palette.update(message),
            Self::Help(help) => help.update(message, theme, area),
            Self::Shortlist(shortlist) => shortlist.update(message, session, area),
            Self::Openings(openings) => openings.update(message, area),
            Self::Tokens(prompt) => prompt.update(message),
            Self::External(external) => external.update(message, session, area),
            Self::Review(form) => form.update(message, area),
            Self::Decisions(picker) => picker.update(message, area),
        }
    }

    /// Draws it in the middle; says where the terminal's cursor belongs.
    pub fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        match self {
            Self::TextView(reading) => reading.view(theme, area, buffer),
            Self::Prompt(prompt) => prompt.view(theme, area, buffer),
            Self::Confirm(confirm) => confirm.view(theme, area, buffer),
            Self::Picker(picker) => picker.view(theme, area, buffer),
            Self::Drafts(drafts) => drafts.view(theme, area, buffer),
            Self::Write(list) => list.view(theme, area, buffer),
            Self::Palette(palette) => palette.view(theme, area, buffer),
            Self::Help(help) => help.view(theme, area, buffer),
            Self::Shortlist(shortlist) => shortlist.view(theme, area, buffer),
            Self::Openings(openings) => openings.view(theme, area, buffer),
            Self::Tokens(prompt) => prompt.view(theme, area, buffer),
            Self::External(external) => external.view(theme, area, buffer),
            Self::Review(form) => form.view(theme, area, buffer),
            Self::Decisions(picker) => picker.view(theme, area, buffer),
        }
    }
}

/// The letter of a key that is pressed alone: Ctrl-D is no answer where d is one.
fn letter(message: &Message) -> Option<char> {
    match message {
        Message::Text(KeyEvent { code: KeyCode::Char(letter), modifiers, .. })
            if KeyModifiers::SHIFT.contains(*modifiers) =>
        {
            Some(*letter)
        }
        _ => None,
    }
}

/// An area of at most this size in the middle.
fn middle_of(width: u16, height: u16, area: Rect) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// Draws an empty box of at most this size in the middle, and says what is inside it.
fn open_box(title: &str, width: u16, height: u16, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Rect {
    let place = middle_of(width, height, area);
    // A column of air keeps the text behind it away.
    let around = Rect { x: place.x.saturating_sub(1), width: place.width.saturating_add(2), ..place };
    let around = around.intersection(area);
    Clear.render(around, buffer);
    buffer.set_style(around, theme.text);
    pane::boxed(title, theme, place, buffer)
}

/// The height of a box around so many lines.
fn height_of(lines: usize) -> u16 {
    areas::length(lines).saturating_add(pane::BOX.1)
}
