//! A form: labelled rows of values that are turned, typed or picked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::field::Field;
use super::{line, list};
use crate::text;
use crate::tui::message::Message;
use crate::tui::theme::Theme;

/// How a row is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Known from the matrix; not changed here.
    Known,
    /// One of a few values, turned with left and right.
    Choice,
    /// Typed, on one line.
    Text,
    /// Picked from a list.
    Pick,
}

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Good,
    /// Still open.
    Open,
    /// There is something wrong with it.
    Bad,
}

/// One row of a form.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its label.
    pub label: &'static str,
    /// Its value in words; empty while open.
    pub value: String,
    /// How it is changed.
    pub kind: Kind,
    /// How it stands.
    pub state: State,
    /// What to know about it, shown while the cursor is on it.
    pub help: String,
}

/// Where the cursor is, and what is being typed.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The row under the cursor.
    pub cursor: usize,
    /// The text being typed into that row.
    pub editing: Option<Field>,
    /// Why the last text was not taken.
    pub fault: Option<String>,
}

/// What a form asks of the step it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Nothing: the form dealt with it.
    Nothing,
    /// It is not for the form.
    Unused,
    /// Turn the row's value to the next, or the one before.
    Turn {
        /// Backwards.
        back: bool,
    },
    /// Begin to type; the step gives the text to start with to [`Form::edit`].
    Edit,
    /// Take this text for the row.
    Commit(String),
    /// Pick the row's value from a list.
    Pick,
    /// Take the row's value away.
    Clear,
    /// The last row was accepted: go on.
    GoOn,
}

impl Form {
    /// Begins to type into the row under the cursor.
    pub fn edit(&mut self, value: &str) {
        self.editing = Some(Field::line(value));
        self.fault = None;
    }

    /// The text was taken: on to the next row.
    pub fn taken(&mut self, rows: usize) {
        self.editing = None;
        self.fault = None;
        self.cursor = (self.cursor + 1).min(rows.saturating_sub(1));
    }

    /// The text was not taken: it stays, with the reason.
    pub fn refused(&mut self, why: impl Into<String>) {
        self.fault = Some(why.into());
    }

    /// Deals with a message, or says what it asks of the step.
    pub fn update(&mut self, rows: &[Row], message: &Message) -> Asked {
        if self.editing.is_some() {
            return self.type_into(message);
        }
        if let Some(cursor) = list::moved(self.cursor, rows.len(), message) {
            self.cursor = cursor;
            return Asked::Nothing;
        }
        let Some(row) = rows.get(self.cursor) else { return Asked::Unused };
        let last = self.cursor + 1 == rows.len();
        match (message, row.kind) {
            (Message::Accept | Message::Toggle, Kind::Text) => Asked::Edit,
            (Message::Accept | Message::Toggle, Kind::Pick) => Asked::Pick,
            (Message::Toggle | Message::Right, Kind::Choice) => Asked::Turn { back: false },
            (Message::Left, Kind::Choice) => Asked::Turn { back: true },
            (Message::Clear, Kind::Text | Kind::Pick) => Asked::Clear,
            (Message::Accept, Kind::Choice | Kind::Known) if last => Asked::GoOn,
            (Message::Accept, Kind::Choice | Kind::Known) => {
                self.cursor += 1;
                Asked::Nothing
            }
            _ => Asked::Unused,
        }
    }

    fn type_into(&mut self, message: &Message) -> Asked {
        let Some(field) = &mut self.editing else { return Asked::Unused };
        match message {
            Message::Text(key) => field.key(*key),
            Message::Paste(pasted) => field.paste(pasted),
            Message::Accept => return Asked::Commit(text::entry_line(&field.value())),
            Message::Back => {
                self.editing = None;
                self.fault = None;
            }
            _ => return Asked::Unused,
        }
        self.fault = None;
        Asked::Nothing
    }

    /// Moves the cursor to a clicked row.
    pub fn click(&mut self, rows: usize, area: Rect, column: u16, row: u16) -> bool {
        let area = rows_area(area);
        let Some(place) = list::row_at(area, self.cursor, rows, column, row) else { return false };
        self.cursor = place;
        true
    }

    /// Draws the rows, and below them what is to be known about the one under the cursor.
    pub fn view(
        &self,
        rows: &[Row],
        focused: bool,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let labels = rows.iter().map(|row| text::width(row.label)).max().unwrap_or(0);
        let upper = rows_area(area);
        let first = list::first_row(self.cursor, rows.len(), usize::from(upper.height));
        let mut caret = None;
        for (place, row) in rows.iter().enumerate().skip(first).take(usize::from(upper.height)) {
            let here = focused && place == self.cursor;
            let spans = row_spans(row, labels, here, theme);
            let at = place - first;
            line::write(Line::from(line::fitted(spans, usize::from(upper.width))), upper, at, buffer);
            if let Some(field) = self.editing.as_ref().filter(|_| here) {
                let lead = u16::try_from(labels + 4).unwrap_or(u16::MAX);
                let room = Rect {
                    x: upper.x.saturating_add(lead).min(upper.right()),
                    y: upper.y + u16::try_from(at).unwrap_or(0),
                    width: upper.width.saturating_sub(lead),
                    height: 1,
                };
                buffer.set_stringn(
                    room.x,
                    room.y,
                    " ".repeat(usize::from(room.width)),
                    usize::from(room.width),
                    theme.text,
                );
                caret = field.view(room, theme.selected, buffer);
            }
        }
        self.view_help(rows, theme, area, buffer);
        caret
    }

    fn view_help(&self, rows: &[Row], theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let upper = rows_area(area);
        let used = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(upper.height) + 1;
        let lower = Rect {
            y: area.y.saturating_add(used).min(area.bottom()),
            height: area.height.saturating_sub(used),
            ..area
        };
        let (words, style) = match (&self.fault, rows.get(self.cursor)) {
            (Some(fault), _) => (format!("{} {fault}", theme.symbols.block), theme.error),
            (None, Some(row)) => {
                (row.help.clone(), if row.state == State::Bad { theme.error } else { theme.dim })
            }
            (None, None) => return,
        };
        line::write_all(line::wrapped(&words, lower.width, style), lower, buffer);
    }
}

/// The rows take what they need; a few lines are left for the help.
fn rows_area(area: Rect) -> Rect {
    Rect { height: area.height.saturating_sub(if area.height > 8 { 4 } else { 0 }), ..area }
}

fn row_spans(row: &Row, labels: usize, here: bool, theme: &Theme) -> Vec<Span<'static>> {
    let base = if here { theme.selected } else { theme.text };
    let mark = if here { theme.symbols.cursor } else { " " };
    let (value, style) = match row.state {
        State::Open if row.value.is_empty() => ("open".to_owned(), theme.warn),
        _ if row.value.is_empty() => ("-".to_owned(), theme.dim),
        State::Good => (row.value.clone(), if row.kind == Kind::Known { theme.dim } else { theme.text }),
        State::Open => (row.value.clone(), theme.warn),
        State::Bad => (format!("{} {}", theme.symbols.block, row.value), theme.error),
    };
    let value = if row.kind == Kind::Choice { format!("< {value} >") } else { value };
    let style = if here { style.patch(theme.selected) } else { style };
    vec![
        Span::styled(format!("{mark} "), if here { base } else { theme.dim }),
        Span::styled(text::pad(row.label, labels), base),
        Span::styled("  ", base),
        Span::styled(value, style),
    ]
}
