//! What happened, in the user's words, and what came back from the outside.

use std::path::PathBuf;
use std::rc::Rc;

use crossterm::event::KeyEvent;

use super::order::{ExploreView, Step};
use crate::error::Error;
use crate::host::SaveError;
use crate::matrix::Matrix;

/// Something the program has to answer.
#[derive(Debug, Clone)]
pub enum Message {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// To the value before.
    Left,
    /// To the value behind.
    Right,
    /// To the next part of the screen.
    NextPart,
    /// To the part before.
    PreviousPart,
    /// A line up in what is told of the choice.
    DetailUp,
    /// A line down in it.
    DetailDown,
    /// Take it and go on.
    Accept,
    /// Back, or out of a field.
    Back,
    /// Tick or choose without going on.
    Toggle,
    /// Take the choice away.
    Clear,
    /// Go to a step.
    Jump(Step),
    /// Open an explore view, or leave it.
    ExploreView(ExploreView),
    /// To the mode or the event before.
    Previous,
    /// To the mode or the event behind.
    Next,
    /// A month back.
    MonthBack,
    /// A month on.
    MonthOn,
    /// Back to today.
    Today,
    /// Type into the filter.
    Filter,
    /// Take the last change back.
    Undo,
    /// Make the change again.
    Redo,
    /// Save the plan.
    Save,
    /// Save the plan under another name.
    SaveAs,
    /// Open another plan.
    Open,
    /// Show the documents as they would be written.
    Preview,
    /// Show everything this screen can do, to choose from.
    Palette,
    /// Show the keys of this screen.
    Help,
    /// Turn to the next cloud.
    NextCloud,
    /// Write the ticked documents.
    Write,
    /// Put one more beside those that are compared.
    Add,
    /// Say why this one is not taken.
    Reason,
    /// Append the checklist row to a file.
    Append,
    /// Copy the document to the clipboard.
    Copy,
    /// Switch between Markdown and JSON.
    Format,
    /// Leave; asks if something would be lost.
    Quit,
    /// Stop and give the shell the terminal.
    Suspend,
    /// A key for the field being edited.
    Text(KeyEvent),
    /// Text pasted from elsewhere.
    Paste(String),
    /// A click on a cell of the screen.
    Click {
        /// Column from 0.
        column: u16,
        /// Row from 0.
        row: u16,
    },
    /// A turn of the mouse wheel.
    Wheel {
        /// Column from 0.
        column: u16,
        /// Row from 0.
        row: u16,
        /// Towards the user.
        down: bool,
    },
    /// The screen has a new size.
    Resized {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// The plan was saved to a file, with this text.
    Saved {
        /// Where.
        path: PathBuf,
        /// The text that is there now.
        text: String,
    },
    /// The plan could not be saved.
    NotSaved {
        /// Where it should have gone.
        path: PathBuf,
        /// Why not.
        error: SaveError,
    },
    /// A plan was read.
    Opened {
        /// Where from.
        path: PathBuf,
        /// Its text.
        text: String,
    },
    /// Documents were written, or not.
    Written(Vec<(PathBuf, Result<(), SaveError>)>),
    /// Another matrix is there, or is not.
    Loaded(Result<Rc<Matrix>, Error>),
    /// A short word for the bottom of the screen.
    Said(String),
    /// The unfinished plan is not kept for a crash.
    DraftNotKept(Error),
    /// Something failed.
    Failed(Error),
}
