//! What ends when, on a time axis around the as-of date; the date is moved from here. The rows are filtered as models are.

mod axis;
mod detail;
mod line;

use chrono::{Days, Months, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::choice::candidates::Change;
use crate::choice::filter::Filter;
use crate::choice::filter_language::{Match, Query, Scratch, Vocabulary};
use crate::matrix::{Cloud, MatrixOrigin, Mode, TimelineEntry};
use crate::plan::Plan;
use crate::tui::areas;
use crate::tui::message::Message;
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::Detail;
use crate::tui::widget::filtered::{Filtered, Rows};
use crate::tui::widget::{list, pane};
use axis::Axis;

/// The state of the timeline.
#[derive(Debug, Default)]
pub struct Timeline {
    rows: Vec<TimelineEntry>,
    list: Filtered<TimelineEntry>,
    /// The matrix the rows are of.
    of: Option<(Cloud, NaiveDate, MatrixOrigin)>,
    /// What the as-of date opens and closes, compared with today.
    change: Change,
}

impl Timeline {
    /// The row under the cursor.
    fn here(&self) -> Option<&TimelineEntry> {
        self.list.here().and_then(|place| self.rows.get(place))
    }

    /// The rows that match.
    fn shown(&self) -> impl DoubleEndedIterator<Item = &TimelineEntry> {
        self.list.places().filter_map(|place| self.rows.get(place))
    }

    /// Moves the as-of date.
    fn move_day(&mut self, message: &Message, session: &Session) -> Reply {
        let day = session.as_of;
        let to = match message {
            Message::Left => day.checked_sub_days(Days::new(1)),
            Message::Right => day.checked_add_days(Days::new(1)),
            Message::PreviousMonth => day.checked_sub_months(Months::new(1)),
            Message::NextMonth => day.checked_add_months(Months::new(1)),
            Message::Today => Some(session.today),
            Message::Previous => self.event(session, |other| other < day, true),
            Message::Next => self.event(session, |other| other > day, false),
            Message::Accept => {
                self.list.filter.close();
                let day = self.here().and_then(|row| row.date(&session.matrix));
                if day.is_none() && self.here().is_some() {
                    return Reply::Notice("no date is announced for this row");
                }
                day
            }
            _ => return Reply::Unused,
        };
        match to.filter(|to| axis::is_drawn(*to)) {
            Some(to) => Reply::AsOf(to),
            None => Reply::Done,
        }
    }

    /// The nearest day on which something ends, and the cursor on what does.
    fn event(
        &mut self,
        session: &Session,
        fits: impl Fn(NaiveDate) -> bool,
        latest: bool,
    ) -> Option<NaiveDate> {
        let days = self.shown().flat_map(|row| row.days(&session.matrix).map(move |day| (day, row)));
        let days = days.filter(|(day, _)| fits(*day));
        let found = if latest { days.max_by_key(|(day, _)| *day) } else { days.min_by_key(|(day, _)| *day) };
        let (day, row) = found.map(|(day, row)| (day, row.clone()))?;
        self.list.select(row, &TimelineRows { rows: &self.rows, session });
        Some(day)
    }

    fn areas(&self, area: Rect) -> Areas {
        let inside = pane::inside(area);
        let below_filter = self.list.filter.below(inside);
        let wanted = if inside.height >= 30 { 9 } else { 6 };
        let (rows, below) = list::split(areas::below(below_filter, axis::HEADS), wanted);
        Areas { heads: areas::top(below_filter, axis::HEADS), rows, below }
    }
}

impl Screen for Timeline {
    fn is_filtering(&self) -> bool {
        self.list.filter.takes_text()
    }

    fn refresh(&mut self, session: &Session) {
        let matrix = &session.matrix;
        let of = (matrix.cloud, matrix.as_of, matrix.origin.clone());
        if self.of.as_ref() != Some(&of) {
            self.of = Some(of);
            self.rows = matrix.endings();
            self.list.forget_cursor();
            self.list.filter.learn(matrix, Vocabulary::models);
        }
        self.list.refresh(&TimelineRows { rows: &self.rows, session });
        if session.as_of == session.today {
            self.change = Change::default();
            return;
        }
        let today = session.candidates_under(session.plan.criteria(matrix, session.today));
        self.change = session.candidates.against(&today);
    }

    fn update(&mut self, message: &Message, session: &Session, _plan: &mut Plan, _area: Rect) -> Reply {
        let rows = TimelineRows { rows: &self.rows, session };
        if self.list.update(message, &rows) {
            return Reply::Done;
        }
        self.move_day(message, session)
    }

    fn click(&mut self, session: &Session, area: Rect, column: u16, row: u16) {
        self.list.click(self.areas(area).rows, column, row, &TimelineRows { rows: &self.rows, session });
    }

    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let shown = match self.list.counts() {
            (shown, all) if shown == all => all.to_string(),
            (shown, all) => format!("{shown} of {all}"),
        };
        let title = format!("Timeline: {shown} endings and previews of {}", session.matrix.cloud.name());
        let inside = pane::frame(&title, true, theme, area, buffer);
        let caret = self.list.filter.view(theme, inside, buffer);
        let Areas { heads, rows, .. } = self.areas(area);
        let axis = Axis::of(session.as_of, rows.width);
        axis.view(session, theme, heads, buffer);
        self.list.view_rows(theme, rows, buffer, |place, found, here| {
            let letters = found.letters.first().map(Vec::as_slice).unwrap_or_default();
            let row = self.rows.get(place);
            row.map_or_else(Line::default, |row| line::of(row, letters, &axis, session, here, theme))
        });
        caret
    }

    fn detail(&self, session: &Session, theme: &Theme, area: Rect) -> Option<Detail> {
        let place = self.areas(area).below;
        let lines = detail::lines(self.here(), &self.change, session, place.width, theme);
        Some(Detail { title: None, place, lines, choices: Vec::new() })
    }
}

/// The parts of the explore view.
struct Areas {
    /// The time axis.
    heads: Rect,
    rows: Rect,
    /// The details of the row under the cursor.
    below: Rect,
}

/// The rows of the timeline.
struct TimelineRows<'a> {
    rows: &'a [TimelineEntry],
    session: &'a Session,
}

impl Rows for TimelineRows<'_> {
    type Key = TimelineEntry;

    fn name(&self) -> &'static str {
        "rows"
    }

    fn count(&self) -> usize {
        self.rows.len()
    }

    /// A row matches as its model does in one of the modes that the row is about.
    fn matching(&self, query: &Query, scratch: &mut Scratch) -> Vec<(usize, Match)> {
        let criteria = self.session.criteria();
        let filters = Mode::ALL.map(|mode| (mode, Filter::about(query, criteria, mode)));
        let matches = |row: &TimelineEntry, scratch: &mut Scratch| {
            let model = row.model(&self.session.matrix)?;
            let mut filters = filters.iter().filter(|(mode, _)| row.modes.contains(mode));
            filters.find_map(|(_, filter)| filter.matches(model, None, scratch))
        };
        let rows = self.rows.iter().enumerate();
        rows.filter_map(|(place, row)| Some((place, matches(row, scratch)?))).collect()
    }

    fn key(&self, place: usize) -> Option<TimelineEntry> {
        self.rows.get(place).cloned()
    }

    /// The first row that ends on the as-of date or later, else the last that ended.
    fn start(&self, places: impl Iterator<Item = usize>) -> Option<usize> {
        let date = |place: usize| self.rows.get(place)?.date(&self.session.matrix);
        let dated = places.filter_map(|place| Some((date(place)?, place)));
        let (ahead, ended): (Vec<_>, Vec<_>) = dated.partition(|(date, _)| *date >= self.session.as_of);
        let first = ahead.into_iter().min_by_key(|(date, _)| *date);
        first.or_else(|| ended.into_iter().max_by_key(|(date, _)| *date)).map(|(_, place)| place)
    }
}
