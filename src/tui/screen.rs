//! What the steps and the explore views have in common: each fills the body of the screen. It gets the session and the plan,
//! never the app, and its state stays when the user goes elsewhere.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::message::Message;
use super::order::Part;
use super::reply::Reply;
use super::session::Session;
use super::theme::Theme;
use super::widget::detail::Detail;
use crate::matrix::ModelId;
use crate::plan::Plan;

pub trait Screen {
    /// Whether typed text goes into the filter above a list.
    fn is_filtering(&self) -> bool {
        false
    }

    /// Whether printable keys are text.
    fn takes_text(&self) -> bool {
        false
    }

    /// Whether the text may have several lines.
    fn takes_lines(&self) -> bool {
        false
    }

    /// The part that has the keys, if they are not those of the rest.
    fn part(&self) -> Option<Part> {
        None
    }

    /// An explore view opens; `under` is the model that was under the cursor.
    fn open(&mut self, _under: Option<ModelId>, _session: &Session) {}

    /// An explore view closes; it may have something to note in the plan.
    fn leave(&mut self, _plan: &mut Plan) {}

    /// Brings its lists up to date with the plan and the matrix.
    fn refresh(&mut self, _session: &Session) {}

    /// The user comes to it, and not back: it begins at its beginning.
    fn arrive(&mut self, _session: &Session) {}

    /// An opened plan is read before it is changed: where a row holds no text, the cursor begins there, and letters are keys.
    fn begin_reading(&mut self) {}

    /// Keeps what is being typed; false if it is refused, and still there.
    fn commit(&mut self, _session: &Session, _plan: &mut Plan) -> bool {
        true
    }

    fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan, area: Rect) -> Reply;

    fn click(&mut self, session: &Session, area: Rect, column: u16, row: u16);

    /// The text that may be longer than its place.
    fn detail(&self, _session: &Session, _theme: &Theme, _area: Rect) -> Option<Detail> {
        None
    }

    /// Takes one of the choices of its detail: changes the plan and says in a few words what changed, or why it is not
    /// taken. None where there is no such choice.
    fn take(
        &mut self,
        _choice: usize,
        _session: &Session,
        _plan: &mut Plan,
    ) -> Option<Result<String, String>> {
        None
    }

    /// Draws it; returns where the terminal's cursor belongs.
    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position>;
}
