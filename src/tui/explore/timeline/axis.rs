//! The time axis: which day stands in which column, the months above, and the days that matter to the plan.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::date;
use crate::text;
use crate::tui::areas;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::line;

/// The lines above the rows: months, and the words of the marked days.
pub(super) const HEADS: usize = 2;
/// About how many days the axis shows.
const DAYS: u64 = 400;

/// Whether a day can be the as-of date: one that still has room for an axis around it.
pub(super) fn is_drawn(day: NaiveDate) -> bool {
    (1900..=2200).contains(&day.year())
}

/// A day that is marked through all rows.
pub(super) struct Mark {
    pub column: usize,
    pub word: &'static str,
    pub style: Style,
}

/// Which day stands in which column.
pub(super) struct Axis {
    /// The columns of the screen that the names take.
    pub names: usize,
    /// The columns of the axis.
    pub columns: usize,
    /// The first day of the first column.
    first: NaiveDate,
    /// How many days a column stands for.
    days: u64,
}

impl Axis {
    /// The axis on a width, with the as-of date a third from the left: what lies ahead matters more.
    pub fn of(as_of: NaiveDate, width: u16) -> Self {
        let width = usize::from(width);
        let names = (width / 3).clamp(12, 34).min(width);
        let columns = width - names;
        let days = DAYS.div_ceil(columns.max(1) as u64);
        let before = days * (columns as u64 / 3);
        Self { names, columns, first: as_of.checked_sub_days(Days::new(before)).unwrap_or(as_of), days }
    }

    /// The column of a day: negative or too large where it is not in sight.
    pub fn column(&self, day: NaiveDate) -> i64 {
        date::days(self.first, day).div_euclid(i64::try_from(self.days).unwrap_or(1))
    }

    /// The column of a day that is in sight.
    pub fn place(&self, day: NaiveDate) -> Option<usize> {
        usize::try_from(self.column(day)).ok().filter(|column| *column < self.columns)
    }

    /// The days that matter to the plan, in the order in which they are drawn: the last lies on top.
    pub fn marks(&self, session: &Session, theme: &Theme) -> Vec<Mark> {
        let days = [
            (session.plan.review_by, "review by", theme.key),
            (session.plan.posture.needed_until, "needed until", theme.warn),
            (Some(session.today), "today", theme.dim),
            (Some(session.as_of), "as of", theme.alert),
        ];
        let same = session.as_of == session.today;
        days.into_iter()
            .filter(|(_, word, _)| !same || *word != "as of")
            .filter_map(|(day, word, style)| Some(Mark { column: self.place(day?)?, word, style }))
            .collect()
    }

    /// Draws the months and the words of the marks.
    pub fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let top = areas::top(area, HEADS);
        let scale = format!("{} a column", date::in_words(i64::try_from(self.days).unwrap_or(1)));
        let mut head = line::fitted(vec![Span::styled(scale, theme.dim)], self.names);
        head.push(Span::styled(self.months(), theme.title));
        line::write(Line::from(head), top, 0, buffer);
        let mut words = self.marks(session, theme);
        words.sort_by_key(|mark| mark.column);
        let mut end = 0;
        for mark in words {
            let word = format!("│{}", mark.word);
            // Words that would run into each other lose their tail, not their place.
            let room = self.columns.saturating_sub(mark.column);
            if mark.column < end {
                continue;
            }
            let word = text::fit(&word, room);
            end = mark.column + text::width(&word) + 1;
            let place = areas::right_of(top, self.names + mark.column);
            // A line's style would reach to the end of the row, and over the words behind.
            line::write(Span::styled(word, mark.style), place, 1, buffer);
        }
    }

    /// The months above the columns in which they begin: years first, then the months there is room for.
    fn months(&self) -> String {
        let firsts: Vec<(usize, NaiveDate)> =
            (0..self.columns).filter_map(|column| Some((column, self.begins(column)?))).collect();
        let mut letters = vec![' '; self.columns];
        for years in [true, false] {
            for (column, first) in firsts.iter().filter(|(_, first)| (first.month() == 1) == years) {
                let word = first.format(if years { "%Y" } else { "%b" }).to_string();
                // A blank before and behind.
                let (from, to) = (column.saturating_sub(1), column + word.len() + 1);
                let free = letters[from..to.min(self.columns)].iter().all(|letter| *letter == ' ');
                if free && column + word.len() <= self.columns {
                    letters.splice(*column..column + word.len(), word.chars());
                }
            }
        }
        letters.into_iter().collect()
    }

    /// The first of the month that lies in a column.
    fn begins(&self, column: usize) -> Option<NaiveDate> {
        let day = self.first.checked_add_days(Days::new(self.days * column as u64))?;
        (0..self.days).filter_map(|offset| day.checked_add_days(Days::new(offset))).find(|day| day.day() == 1)
    }
}
