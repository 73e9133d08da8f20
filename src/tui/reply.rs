//! What a step, an explore view or a form makes of a message.

use chrono::NaiveDate;

use super::effect::Effect;
use super::order::Step;
use crate::matrix::Task;

#[derive(Debug)]
pub enum Reply {
    Done,
    /// The message is not for it.
    Unused,
    /// It is finished: to the next step.
    GoOn,
    GoTo(Step),
    /// Close the explore view.
    Close,
    /// Judge lifecycle on another day.
    AsOf(NaiveDate),
    /// Show a sentence at the bottom of the screen.
    Notice(&'static str),
    Do(Effect),
    /// Show the best models for a task.
    Shortlist(Task),
    /// Show what would open most of the models.
    Openings,
    /// Ask for the tokens of a month.
    AskTokens,
    /// List the files that would be written.
    ListFiles,
    /// Ask for the provider and the task of an external model that no list names, and for its name where it is empty.
    NameExternal {
        name: String,
        provider: Option<String>,
    },
    PickReplacement,
    /// Pick one more model or region to compare.
    PickCompared,
    /// Open the decision under the cursor.
    OpenDecision,
    /// Ask for the file to append the checklist row to.
    NameChecklist,
}
