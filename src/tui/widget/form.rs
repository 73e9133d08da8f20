//! A form: labelled rows, each with its value in the plan and the way to change it there.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::field::Field;
use super::{line, list};
use crate::date;
use crate::error::Result;
use crate::plan::Plan;
use crate::text;
use crate::tui::areas::{below, right_of, top};
use crate::tui::message::Message;
use crate::tui::reply::Reply;
use crate::tui::theme::Theme;

/// How the value of a row is changed in the plan.
#[derive(Debug, Clone, Copy)]
pub enum Edit {
    /// Known from the matrix.
    None,
    /// One of a few values: to the next, or backwards.
    Cycle(fn(&mut Plan, bool)),
    Text(fn(&mut Plan, String)),
    Day(fn(&mut Plan, Option<NaiveDate>)),
    /// The replacement, picked from a list; this is how it is cleared.
    Pick(fn(&mut Plan)),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Good,
    /// Nobody has said.
    Open,
    Bad,
}

#[derive(Debug, Clone)]
pub struct FormRow {
    pub label: &'static str,
    pub value: String,
    pub edit: Edit,
    pub state: State,
    /// Shown while the cursor is on it.
    pub hint: String,
}

impl FormRow {
    pub fn new(label: &'static str, value: impl Into<String>, edit: Edit, hint: impl Into<String>) -> Self {
        Self { label, value: value.into(), edit, state: State::Good, hint: hint.into() }
    }

    #[must_use]
    pub fn open_if(self, open: bool) -> Self {
        if open { Self { state: State::Open, ..self } } else { self }
    }

    #[must_use]
    pub fn bad_if(self, bad: bool) -> Self {
        if bad { Self { state: State::Bad, ..self } } else { self }
    }

    /// Open while it is empty.
    #[must_use]
    pub fn required(self) -> Self {
        let empty = self.value.is_empty();
        self.open_if(empty)
    }
}

/// Where the cursor is, and what is being typed.
#[derive(Debug, Clone, Default)]
pub struct Form {
    cursor: usize,
    /// The text being typed into the row under the cursor.
    editing: Option<Field>,
    /// Why the text is refused.
    error: Option<String>,
}

impl Form {
    /// A form whose cursor begins on this row.
    pub fn at(cursor: usize) -> Self {
        Self { cursor, ..Self::default() }
    }

    pub fn takes_text(&self) -> bool {
        self.editing.is_some()
    }

    /// Answers a message, with the rows as they stand in the plan. A typed day may count from the as-of date.
    pub fn update(
        &mut self,
        rows: &[FormRow],
        message: &Message,
        as_of: NaiveDate,
        plan: &mut Plan,
    ) -> Reply {
        if let Some(cursor) = list::moved(self.cursor, rows.len(), message).filter(|_| !self.takes_text()) {
            self.cursor = cursor;
            return Reply::Done;
        }
        let Some(row) = rows.get(self.cursor) else { return Reply::Unused };
        if self.takes_text() {
            return self.type_into(row, rows.len(), message, as_of, plan);
        }
        match (message, row.edit) {
            (Message::Accept | Message::Toggle, Edit::Text(_) | Edit::Day(_)) => {
                self.editing = Some(Field::line(&row.value));
            }
            (Message::Accept | Message::Toggle, Edit::Pick(_)) => return Reply::PickReplacement,
            (Message::Toggle | Message::Right, Edit::Cycle(cycle)) => cycle(plan, false),
            (Message::Left, Edit::Cycle(cycle)) => cycle(plan, true),
            (Message::Clear, Edit::Text(set)) => set(plan, String::new()),
            (Message::Clear, Edit::Day(set)) => set(plan, None),
            (Message::Clear, Edit::Pick(clear)) => clear(plan),
            (Message::Accept, Edit::Cycle(_) | Edit::None) if self.cursor + 1 == rows.len() => {
                return Reply::GoOn;
            }
            (Message::Accept, Edit::Cycle(_) | Edit::None) => self.cursor += 1,
            _ => return Reply::Unused,
        }
        Reply::Done
    }

    fn type_into(
        &mut self,
        row: &FormRow,
        rows: usize,
        message: &Message,
        as_of: NaiveDate,
        plan: &mut Plan,
    ) -> Reply {
        let Some(field) = &mut self.editing else { return Reply::Unused };
        match message {
            Message::Accept => match set(row, text::entry_line(&field.value()), as_of, plan) {
                Ok(()) => {
                    self.editing = None;
                    self.cursor = (self.cursor + 1).min(rows.saturating_sub(1));
                }
                Err(error) => {
                    self.error = Some(error.to_string().replace('\n', "; "));
                    return Reply::Done;
                }
            },
            Message::Back => self.editing = None,
            _ if field.update(message) => {}
            _ => return Reply::Unused,
        }
        self.error = None;
        Reply::Done
    }

    /// Moves the cursor to a clicked row.
    pub fn click(&mut self, rows: usize, area: Rect, column: u16, row: u16) -> bool {
        let hit = list::row_at(rows_area(area), self.cursor, rows, column, row);
        self.cursor = hit.unwrap_or(self.cursor);
        hit.is_some()
    }

    /// Draws the rows, and below them the hint of the one under the cursor.
    pub fn view(
        &self,
        rows: &[FormRow],
        focused: bool,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let labels = rows.iter().map(|row| text::width(row.label)).max().unwrap_or(0);
        let upper = rows_area(area);
        let height = usize::from(upper.height);
        let first = list::first_row(self.cursor, rows.len(), height);
        let mut caret = None;
        for (place, row) in rows.iter().enumerate().skip(first).take(height) {
            let (here, at) = (focused && place == self.cursor, place - first);
            line::write(row_line(row, labels, here, upper.width, theme), upper, at, buffer);
            if let Some(field) = self.editing.as_ref().filter(|_| here) {
                let room = right_of(top(below(upper, at), 1), labels + 4);
                line::write(Line::styled(" ".repeat(usize::from(room.width)), theme.text), room, 0, buffer);
                caret = field.view(room, theme.selected, buffer);
            }
        }
        let hint = match (&self.error, rows.get(self.cursor)) {
            (Some(error), _) => Some((format!("{} {error}", theme.symbols.block), theme.error)),
            (None, Some(row)) if row.state == State::Bad => Some((row.hint.clone(), theme.error)),
            (None, row) => row.map(|row| (row.hint.clone(), theme.dim)),
        };
        let lower = below(area, rows.len().min(height) + 1);
        let hint = hint.map(|(hint, style)| line::wrapped(&hint, lower.width, style));
        line::write_all(hint.unwrap_or_default(), lower, buffer);
        caret
    }
}

fn set(row: &FormRow, text: String, as_of: NaiveDate, plan: &mut Plan) -> Result<()> {
    match row.edit {
        Edit::Text(set) => set(plan, text),
        Edit::Day(set) if text.is_empty() => set(plan, None),
        Edit::Day(set) => set(plan, Some(date::When::read(&text)?.on(as_of))),
        Edit::None | Edit::Cycle(_) | Edit::Pick(_) => {}
    }
    Ok(())
}

/// The rows take what they need; a few lines are left for the hint.
fn rows_area(area: Rect) -> Rect {
    Rect { height: area.height.saturating_sub(if area.height > 8 { 4 } else { 0 }), ..area }
}

fn row_line(row: &FormRow, labels: usize, here: bool, width: u16, theme: &Theme) -> Line<'static> {
    let known = matches!(row.edit, Edit::None);
    let (value, style) = match row.state {
        State::Open if row.value.is_empty() => ("open".to_owned(), theme.warn),
        _ if row.value.is_empty() => ("-".to_owned(), theme.dim),
        State::Good => (row.value.clone(), if known { theme.dim } else { theme.text }),
        State::Open => (row.value.clone(), theme.warn),
        State::Bad => (format!("{} {}", theme.symbols.block, row.value), theme.error),
    };
    let value = if matches!(row.edit, Edit::Cycle(_)) { format!("< {value} >") } else { value };
    let base = if here { theme.selected } else { theme.text };
    let style = if here { style.patch(theme.selected) } else { style };
    let spans = vec![
        list::lead(here, "", if here { base } else { theme.dim }, theme),
        Span::styled(format!("{}  ", text::pad(row.label, labels)), base),
        Span::styled(value, style),
    ];
    Line::from(line::fitted(spans, usize::from(width)))
}
