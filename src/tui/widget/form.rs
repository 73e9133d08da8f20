//! A form: labelled rows, each with its value in the plan and the way to change it there.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::field::Field;
use super::{line, list};
use crate::date;
use crate::error::Result;
use crate::plan::Plan;
use crate::plan::field::{Input, PlanField};
use crate::text;
use crate::tui::areas::{below, right_of, top};
use crate::tui::message::Message;
use crate::tui::reply::Reply;
use crate::tui::theme::Theme;

/// What may be held with a letter that is typed.
const SHIFTED: KeyModifiers = KeyModifiers::SHIFT;

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
    /// Nobody has said, and somebody has to.
    Open,
    /// Nobody has said, and nothing waits for it.
    Unstated,
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
    /// A text for an empty row, which Right puts there to be kept or changed.
    pub seed: Option<String>,
    /// Where the value was configured.
    pub origin: Option<String>,
}

impl FormRow {
    pub fn new(label: &'static str, value: impl Into<String>, edit: Edit, hint: impl Into<String>) -> Self {
        Self {
            label,
            value: value.into(),
            edit,
            state: State::Good,
            hint: hint.into(),
            seed: None,
            origin: None,
        }
    }

    /// Offers a text while the row is empty.
    #[must_use]
    pub fn seeded(self, seed: Option<String>) -> Self {
        match seed.filter(|_| self.value.is_empty()) {
            Some(seed) => {
                Self { hint: format!("{} Right puts this here: {seed}", self.hint), seed: Some(seed), ..self }
            }
            None => self,
        }
    }

    /// Says where the value was configured.
    #[must_use]
    pub fn configured(self, origin: Option<String>) -> Self {
        let Some(origin) = origin else { return self };
        // The row that is typed into has no room for it.
        Self { hint: format!("{} Configured: {origin}.", self.hint), origin: Some(origin), ..self }
    }

    /// A row for what people enter, by the same table as the plain prompts.
    pub fn field(field: &'static PlanField, value: impl Into<String>) -> Self {
        let edit = match field.input {
            Input::Text(set) => Edit::Text(set),
            Input::Day(set) => Edit::Day(set),
            Input::Word { cycle, .. } => Edit::Cycle(cycle),
        };
        Self::new(field.label, value, edit, field.hint)
    }

    /// Says something else while the cursor is on it, if there is something to say.
    #[must_use]
    pub fn hint_or(self, hint: Option<String>) -> Self {
        match hint {
            Some(hint) => Self { hint, ..self },
            None => self,
        }
    }

    #[must_use]
    pub fn open_if(self, open: bool) -> Self {
        if open { Self { state: State::Open, ..self } } else { self }
    }

    /// Nobody has stated it, which is an answer too: shown, and no call to anybody.
    #[must_use]
    pub fn unstated_if(self, unstated: bool) -> Self {
        if unstated { Self { state: State::Unstated, ..self } } else { self }
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

/// Where the cursor is, and what is being typed there.
#[derive(Debug, Default)]
pub struct Form {
    cursor: usize,
    typing: Typing,
    /// Why the text is refused.
    error: Option<String>,
}

/// What the row under the cursor does with letters.
#[derive(Debug, Default)]
enum Typing {
    /// They are keys.
    #[default]
    Keys,
    /// They are its text.
    Text(Box<Field>),
    /// They open the list to pick from, and filter it.
    Pick,
}

impl Form {
    /// A form whose cursor begins on this row.
    pub fn at(cursor: usize) -> Self {
        Self { cursor, ..Self::default() }
    }

    /// The row under the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Whether letters are text in the row under the cursor.
    pub fn takes_text(&self) -> bool {
        !matches!(self.typing, Typing::Keys)
    }

    /// Follows the rows as they stand in the plan. What is being typed stays.
    pub fn refresh(&mut self, rows: &[FormRow]) {
        let Some(row) = rows.get(self.cursor) else { return };
        self.typing = match (row.edit, std::mem::take(&mut self.typing)) {
            (Edit::Text(_) | Edit::Day(_), Typing::Text(mut field)) => {
                field.follow(&row.value);
                Typing::Text(field)
            }
            (Edit::Text(_) | Edit::Day(_), _) => Typing::Text(Box::new(Field::line(&row.value))),
            (Edit::Pick(_), _) => Typing::Pick,
            (Edit::None | Edit::Cycle(_), _) => Typing::Keys,
        };
    }

    /// Answers a message, with the rows as they stand in the plan. A typed day may count from the as-of date.
    pub fn update(
        &mut self,
        rows: &[FormRow],
        message: &Message,
        as_of: NaiveDate,
        plan: &mut Plan,
    ) -> Reply {
        let Some(row) = rows.get(self.cursor) else { return Reply::Unused };
        if let Typing::Text(field) = &mut self.typing {
            let is_right = matches!(message, Message::Text(key) if key.code == KeyCode::Right);
            if let Some(seed) = row.seed.as_ref().filter(|_| is_right && field.is_empty()) {
                field.paste(seed);
                return Reply::Done;
            }
            let restores = matches!(message, Message::Back) && field.is_changed();
            if restores {
                field.restore();
            }
            if restores || field.update(message) {
                self.error = None;
                return Reply::Done;
            }
        }
        let last = self.cursor + 1 >= rows.len();
        if let Some(place) = self.leads_to(rows.len(), message, row.edit) {
            if self.commit(rows, as_of, plan) {
                self.go_to(place, rows);
            }
            return Reply::Done;
        }
        match (message, row.edit) {
            (Message::NextPart | Message::PreviousPart | Message::Accept, Edit::Text(_) | Edit::Day(_))
                if !self.commit(rows, as_of, plan) => {}
            (Message::Accept | Message::Toggle | Message::Paste(_), Edit::Pick(_)) => {
                return Reply::PickReplacement;
            }
            (Message::Text(key), Edit::Pick(clear)) => match key.code {
                KeyCode::Delete | KeyCode::Backspace => clear(plan),
                KeyCode::Char(_) if SHIFTED.contains(key.modifiers) => return Reply::PickReplacement,
                _ => {}
            },
            (Message::Accept, _) if last => return Reply::GoOn,
            (Message::Toggle | Message::Right, Edit::Cycle(cycle)) => cycle(plan, false),
            (Message::Left, Edit::Cycle(cycle)) => cycle(plan, true),
            (Message::Clear, Edit::Text(set)) => set(plan, String::new()),
            (Message::Clear, Edit::Day(set)) => set(plan, None),
            (Message::Clear, Edit::Pick(clear)) => clear(plan),
            _ => return Reply::Unused,
        }
        Reply::Done
    }

    /// The row that a message leads to; none if it does not leave this one for another.
    fn leads_to(&self, rows: usize, message: &Message, edit: Edit) -> Option<usize> {
        let next = (self.cursor + 1 < rows).then_some(self.cursor + 1);
        match message {
            Message::Accept if matches!(edit, Edit::Pick(_)) => None,
            Message::Accept | Message::NextPart => next,
            Message::PreviousPart => self.cursor.checked_sub(1),
            _ => list::moved(self.cursor, rows, message),
        }
    }

    fn go_to(&mut self, place: usize, rows: &[FormRow]) {
        self.cursor = place;
        self.typing = Typing::Keys;
        self.error = None;
        self.refresh(rows);
    }

    /// Keeps what is being typed; false if it is refused, and still there.
    pub fn commit(&mut self, rows: &[FormRow], as_of: NaiveDate, plan: &mut Plan) -> bool {
        let (Typing::Text(field), Some(row)) = (&mut self.typing, rows.get(self.cursor)) else { return true };
        if !field.is_changed() {
            return true;
        }
        let text = text::entry_line(&field.value());
        match set(row, &text, as_of, plan) {
            Ok(()) => {
                if field.value() != text {
                    **field = Field::line(&text);
                }
                field.keep();
                true
            }
            Err(error) => {
                self.error = Some(error.to_string().replace('\n', "; "));
                false
            }
        }
    }

    /// Moves the cursor to a clicked row.
    pub fn click(&mut self, rows: &[FormRow], area: Rect, column: u16, row: u16) -> bool {
        let hit = list::row_at(rows_area(area), self.cursor, rows.len(), column, row);
        if let Some(place) = hit.filter(|place| *place != self.cursor) {
            self.go_to(place, rows);
        }
        hit.is_some()
    }

    /// Draws the rows, and below them the hint of the one under the cursor and, as there is room, values that a row cuts.
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
        let mut cut = Vec::new();
        for (place, row) in rows.iter().enumerate().skip(first).take(height) {
            let (here, at) = (focused && place == self.cursor, place - first);
            let spans = row_spans(row, labels, here, theme);
            let is_cut =
                spans.iter().map(|span| text::width(&span.content)).sum::<usize>() > usize::from(upper.width);
            line::write(list::row(spans, here, upper.width, theme), upper, at, buffer);
            let typed = here && matches!(self.typing, Typing::Text(_));
            if is_cut && !typed {
                cut.push(row);
            }
            if let (Typing::Text(field), true) = (&self.typing, here) {
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
        let mut words = hint.unwrap_or_default();
        let room = usize::from(lower.height);
        for row in cut {
            let whole = line::wrapped(&format!("{}: {}", row.label, row.value), lower.width, theme.dim);
            if words.len() + whole.len() <= room {
                words.extend(whole);
            }
        }
        line::write_all(words, lower, buffer);
        caret
    }
}

fn set(row: &FormRow, text: &str, as_of: NaiveDate, plan: &mut Plan) -> Result<()> {
    match row.edit {
        Edit::Text(set) => set(plan, text.to_owned()),
        Edit::Day(set) if text.is_empty() => set(plan, None),
        Edit::Day(set) => set(plan, Some(date::When::read(text)?.on(as_of))),
        Edit::None | Edit::Cycle(_) | Edit::Pick(_) => {}
    }
    Ok(())
}

/// The rows take what they need; a few lines are left for the hint.
fn rows_area(area: Rect) -> Rect {
    Rect { height: area.height.saturating_sub(if area.height > 8 { 4 } else { 0 }), ..area }
}

fn row_spans(row: &FormRow, labels: usize, here: bool, theme: &Theme) -> Vec<Span<'static>> {
    let known = matches!(row.edit, Edit::None);
    let (value, style) = match row.state {
        State::Open if row.value.is_empty() => ("open".to_owned(), theme.warn),
        _ if row.value.is_empty() => ("-".to_owned(), theme.dim),
        State::Good => (row.value.clone(), if known { theme.dim } else { theme.text }),
        State::Open => (row.value.clone(), theme.warn),
        State::Unstated => (row.value.clone(), theme.dim),
        State::Bad => (format!("{} {}", theme.symbols.block, row.value), theme.error),
    };
    let value = if matches!(row.edit, Edit::Cycle(_)) { format!("< {value} >") } else { value };
    let origin = row.origin.as_ref().map(|origin| format!("  ({origin})")).unwrap_or_default();
    vec![
        list::lead(here, "", theme.text, theme),
        Span::styled(format!("{}  ", text::pad(row.label, labels)), theme.text),
        Span::styled(value, style),
        Span::styled(origin, theme.dim),
    ]
}
