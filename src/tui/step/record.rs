//! Step 4: the template's model record.

mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Mark;
use crate::plan::Plan;
use crate::tui::areas::{columns, share};
use crate::tui::message::Message;
use crate::tui::order::Part;
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::Detail;
use crate::tui::widget::form::Form;
use crate::tui::widget::{gates, line, pane};

#[derive(Debug)]
pub struct RecordStep {
    form: Form,
}

impl Default for RecordStep {
    /// The cursor begins where the user has something to say.
    fn default() -> Self {
        Self { form: Form::at(rows::KNOWN) }
    }
}

/// How much of what the template asks for is open. A replacement that the gates refuse is no replacement.
pub(super) fn mark(session: &Session) -> Mark {
    let record = &session.plan.record;
    let refused = session.case().zip(record.replacement.as_ref()).is_some_and(|(case, id)| {
        session.matrix.model(id).is_none_or(|other| case.replacement(other).refused.is_some())
    });
    if refused {
        return Mark::Blocked;
    }
    let open = [
        record.owner.is_empty(),
        record.reason_words().is_none(),
        record.replacement.is_none(),
        session.plan.test_date().is_none(),
    ];
    match open.into_iter().filter(|open| *open).count() {
        0 => Mark::Done,
        open => Mark::OpenEntries(open),
    }
}

impl Screen for RecordStep {
    fn takes_text(&self) -> bool {
        self.form.takes_text()
    }

    fn part(&self) -> Option<Part> {
        // The last of them is the row of somebody who misses the first one of text.
        (self.form.cursor() + 1 < rows::KNOWN).then_some(Part::Facts)
    }

    fn refresh(&mut self, session: &Session) {
        self.form.refresh(&rows::all(session));
    }

    fn arrive(&mut self, session: &Session) {
        self.form = Form::at(rows::KNOWN);
        self.form.refresh(&rows::all(session));
    }

    fn begin_reading(&mut self) {
        // What comes from the matrix.
        self.form = Form::at(0);
    }

    fn commit(&mut self, session: &Session, plan: &mut Plan) -> bool {
        self.form.commit(&rows::all(session), session.as_of, plan)
    }

    fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan, _area: Rect) -> Reply {
        self.form.update(&rows::all(session), message, session.as_of, plan)
    }

    fn click(&mut self, session: &Session, area: Rect, column: u16, row: u16) {
        let [left, _] = areas(area);
        self.form.click(&rows::all(session), pane::inside(left), column, row);
    }

    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let [left, _] = areas(area);
        let inside = pane::frame("Model record", true, theme, left, buffer);
        self.form.view(&rows::all(session), true, theme, inside, buffer)
    }

    /// The gates of the chosen model.
    fn detail(&self, session: &Session, theme: &Theme, area: Rect) -> Option<Detail> {
        let [_, place] = areas(area);
        let width = pane::inside(place).width;
        let lines = match session.judged() {
            Some(judged) => gates::lines(&judged, width, theme),
            None => line::wrapped(&session.unjudged(), width, theme.warn),
        };
        Some(Detail::framed("Gates", place, lines))
    }
}

fn areas(area: Rect) -> [Rect; 2] {
    columns(area, share(area.width, 3, 5))
}
