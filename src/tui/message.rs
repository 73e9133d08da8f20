//! What happened: what the user wants, and what came back from the outside.

use std::path::PathBuf;
use std::rc::Rc;

use crossterm::event::KeyEvent;

use super::colour::Background;
use super::file_change::{FileChange, FileRequest, ReviewWrite};
use super::order::{ExploreView, Step};
use crate::check::LoadedPlan;
use crate::error::Error;
use crate::host::SaveError;
use crate::matrix::{Cloud, Matrix};
use crate::plan::ReviewVerdict;
use crate::store::Decisions;

/// Something the program has to answer.
#[derive(Debug, Clone)]
pub enum Message {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    /// To the value, column or day before.
    Left,
    Right,
    NextPart,
    PreviousPart,
    /// A line up in the text beside or below the list.
    DetailUp,
    DetailDown,
    /// Ten lines up in that text.
    DetailPageUp,
    DetailPageDown,
    /// Choose and continue.
    Accept,
    /// Back, or out of a field.
    Back,
    /// Tick or choose without continuing.
    Toggle,
    /// Remove the choice.
    Clear,
    Jump(Step),
    /// Open an explore view, or close it.
    ExploreView(ExploreView),
    /// To the mode, model or end before.
    Previous,
    Next,
    PreviousMonth,
    NextMonth,
    /// Back to today.
    Today,
    /// Type into the filter.
    Filter,
    /// Sort by the next column.
    Sort,
    /// Sort the other way round.
    ReverseSort,
    /// Only models on the real-time list, or all again.
    OnlyRealtime,
    /// Show the best models for the workload.
    Shortlist,
    /// Show what would open most of the models.
    Openings,
    /// Ask for the tokens of a month.
    AskTokens,
    Undo,
    Redo,
    Save,
    SaveAs,
    Open,
    /// Show the documents as they would be written.
    Preview,
    Palette,
    Help,
    NextCloud,
    /// View what changes in the file under the cursor.
    ViewChange,
    Cloud(Cloud),
    NextTheme,
    /// The glossary, in the place of the keys.
    Glossary,
    /// To the posture, wherever the user is.
    Posture,
    /// An explore view, whether it is open or not.
    Show(ExploreView),
    /// One of the themes that ship.
    Theme(&'static str),
    /// The terminal said what ground it has.
    Background(Background),
    /// One more column for the comparison.
    Add,
    /// Say why a compared model is not chosen.
    Reason,
    /// Append the checklist row to a file.
    Append,
    /// Copy the document to the clipboard.
    Copy,
    /// Switch between Markdown and JSON.
    Format,
    /// To the next decision of the board, which is opened where one is open.
    NextDecision,
    PreviousDecision,
    /// Ask for a review of the decision under the cursor.
    Review(ReviewVerdict),
    /// Ask for its review date.
    ReviewDate,
    /// Show what changed since it was decided and approved.
    WhatChanged,
    /// List the pages of the decisions and what happens to each.
    WritePages,
    /// Read the files of the board again.
    ReadAgain,
    /// Begin a new plan beside the decisions.
    NewPlan,
    /// Leave the plan: back to the board it was opened from, else quit.
    Leave,
    Quit,
    Suspend,
    /// A key for the field being edited.
    Text(KeyEvent),
    Paste(String),
    /// A click on a cell of the screen, counted from 0.
    Click {
        column: u16,
        row: u16,
    },
    /// The mouse wheel.
    Wheel {
        column: u16,
        row: u16,
        /// Towards the user.
        down: bool,
    },
    /// The size of the screen changed.
    Resized {
        width: u16,
        height: u16,
    },
    Outcome(Outcome),
}

impl Message {
    /// Whether all that it does is to change the plan or to write.
    pub fn only_changes(&self) -> bool {
        matches!(
            self,
            Self::Clear
                | Self::Undo
                | Self::Redo
                | Self::Save
                | Self::SaveAs
                | Self::Append
                | Self::NextCloud
                | Self::Cloud(_)
                | Self::Reason
                | Self::AskTokens
                | Self::Review(_)
                | Self::ReviewDate
                | Self::WritePages
                | Self::NewPlan
        )
    }

    /// Whether it leaves the row that is typed into, so that what was typed counts first.
    pub fn leaves_row(&self) -> bool {
        matches!(
            self,
            Self::Jump(_)
                | Self::ExploreView(_)
                | Self::Undo
                | Self::Redo
                | Self::Save
                | Self::SaveAs
                | Self::Open
                | Self::Preview
                | Self::NextCloud
                | Self::Cloud(_)
                | Self::Posture
                | Self::Show(_)
                | Self::Append
                | Self::Copy
                | Self::Format
                | Self::Leave
                | Self::NextDecision
                | Self::PreviousDecision
                | Self::Quit
                | Self::Click { .. }
        )
    }
}

/// What waits for the name of who signs it.
#[derive(Debug, Clone)]
pub enum Waiting {
    /// Save the plan to this file; whether it was agreed to overwrite it.
    Save { path: PathBuf, agreed: bool },
    /// List the documents and the plan that would be written.
    ListFiles,
    /// Sign the review that is being typed.
    Review,
}

/// What came of an effect.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The plan is in a file, with this text.
    Saved {
        path: PathBuf,
        text: String,
    },
    NotSaved {
        path: PathBuf,
        error: SaveError,
    },
    /// This is who signs, or the ways to state a name.
    Signer {
        name: Result<String, Error>,
        then: Waiting,
    },
    /// A plan was read.
    Opened {
        path: PathBuf,
        text: String,
    },
    /// This is what writing files would do.
    Foreseen(Vec<FileChange>),
    Written {
        written: Vec<FileChange>,
        /// Not written, each with its reason.
        failed: Vec<(FileRequest, SaveError)>,
    },
    Loaded(Result<Rc<Matrix>, Error>),
    /// The files of the board were read.
    DecisionsRead(Result<Box<Decisions>, Error>),
    /// Files of the board were read again, one by one.
    DecisionRead(Vec<(PathBuf, Box<LoadedPlan>)>),
    /// A review is in its file, or why not; with what the files hold now.
    Reviewed {
        request: Box<ReviewWrite>,
        result: Result<bool, SaveError>,
        files: Vec<(PathBuf, Box<LoadedPlan>)>,
    },
    /// This is in the clipboard.
    Copied(String),
    DraftNotSaved(Error),
    /// The file whose changes a resumed draft holds is as it was.
    OriginRead {
        path: PathBuf,
        text: String,
    },
    Failed(Error),
}
