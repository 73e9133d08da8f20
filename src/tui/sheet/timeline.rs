//! What ends when, on a time axis around the as-of date; the date is moved from here.

mod axis;
mod detail;
mod line;

use chrono::{Days, Months, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Reply;
use crate::matrix::{Cloud, Ending};
use crate::plan::Plan;
use crate::tui::board::{Board, Change, Desk, Scene};
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::{list, pane};
use axis::Axis;

/// The state of the timeline.
#[derive(Debug, Default)]
pub struct Timeline {
    rows: Vec<Ending>,
    cursor: usize,
    /// The matrix the rows are of.
    of: Option<(Cloud, NaiveDate, String)>,
    /// The plan as it was judged for today, to compare another day with.
    today: Option<(Plan, Board)>,
    /// What the as-of date opens and closes, compared with today.
    change: Change,
}

impl Timeline {
    pub(super) fn refresh(&mut self, scene: &Scene<'_>) {
        let matrix = scene.matrix;
        let of = (matrix.cloud, matrix.as_of, matrix.origin.clone());
        if self.of.as_ref() != Some(&of) {
            self.of = Some(of);
            self.today = None;
            self.rows = matrix.endings();
            self.cursor = self.nearest(scene);
        }
        if scene.as_of == scene.today {
            self.change = Change::default();
            return;
        }
        if self.today.as_ref().is_none_or(|(plan, _)| plan != scene.plan) {
            let board = Board::new(scene.plan.facts(matrix, scene.today));
            self.today = Some((scene.plan.clone(), board));
        }
        self.change = self.today.as_ref().map(|(_, today)| scene.board.against(today)).unwrap_or_default();
    }

    /// The first row that ends on the as-of date or later, else the last that ended.
    fn nearest(&self, scene: &Scene<'_>) -> usize {
        let date = |row: &Ending| row.date(scene.matrix);
        let ahead = self.rows.iter().position(|row| date(row).is_some_and(|date| date >= scene.as_of));
        ahead.or_else(|| self.rows.iter().rposition(|row| date(row).is_some())).unwrap_or(0)
    }

    pub(super) fn update(&mut self, message: &Message, desk: &mut Desk<'_>) -> Reply {
        if let Some(cursor) = list::moved(self.cursor, self.rows.len(), message) {
            self.cursor = cursor;
            return Reply::Done;
        }
        let scene = desk.scene();
        let day = scene.as_of;
        let to = match message {
            Message::Left => day.checked_sub_days(Days::new(1)),
            Message::Right => day.checked_add_days(Days::new(1)),
            Message::MonthBack => day.checked_sub_months(Months::new(1)),
            Message::MonthOn => day.checked_add_months(Months::new(1)),
            Message::Today => Some(scene.today),
            Message::Previous => self.event(&scene, |other| other < day, true),
            Message::Next => self.event(&scene, |other| other > day, false),
            Message::Accept => self.rows.get(self.cursor).and_then(|row| row.date(scene.matrix)),
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
        scene: &Scene<'_>,
        fits: impl Fn(NaiveDate) -> bool,
        latest: bool,
    ) -> Option<NaiveDate> {
        let days = self
            .rows
            .iter()
            .enumerate()
            .flat_map(|(place, row)| row.days(scene.matrix).map(move |day| (day, place)))
            .filter(|(day, _)| fits(*day));
        let found = if latest { days.max_by_key(|(day, _)| *day) } else { days.min_by_key(|(day, _)| *day) };
        let (day, place) = found?;
        self.cursor = place;
        Some(day)
    }

    pub(super) fn click(&mut self, _scene: &Scene<'_>, area: Rect, column: u16, row: u16) -> bool {
        let (rows, _) = areas(area);
        let hit = list::row_at(rows, self.cursor, self.rows.len(), column, row);
        self.cursor = hit.unwrap_or(self.cursor);
        hit.is_some()
    }

    pub(super) fn view(
        &self,
        scene: &Scene<'_>,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let title =
            format!("Timeline: {} endings and previews of {}", self.rows.len(), scene.matrix.cloud.name());
        let inside = pane::frame(&title, true, theme, area, buffer);
        let (rows, below) = areas(area);
        let axis = Axis::of(scene.as_of, rows.width);
        axis.view(scene, theme, inside, buffer);
        let first = list::first_row(self.cursor, self.rows.len(), usize::from(rows.height));
        for (at, row) in self.rows.iter().enumerate().skip(first).take(usize::from(rows.height)) {
            let written = line::of(row, &axis, scene, at == self.cursor, theme);
            crate::tui::widget::line::write(written, rows, at - first, buffer);
        }
        detail::view(self.rows.get(self.cursor), &self.change, scene, theme, below, buffer);
        None
    }
}

/// Where the rows are, and where what is told of the one under the cursor.
fn areas(area: Rect) -> (Rect, Rect) {
    let inside = pane::inside(area);
    let below = if inside.height >= 30 { 9 } else { 6 }.min(inside.height);
    let top = inside.y.saturating_add(axis::HEADS).min(inside.bottom());
    let bottom = inside.bottom().saturating_sub(below).max(top);
    (
        Rect { y: top, height: bottom - top, ..inside },
        Rect { y: bottom, height: inside.bottom() - bottom, ..inside },
    )
}
