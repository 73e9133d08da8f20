//! Step 6: the template's five runbook questions, seeded from what is known.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::Span;

use crate::decision::runbook;
use crate::plan::Plan;
use crate::plan::Question;
use crate::text;
use crate::tui::message::Message;
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::detail::Detail;
use crate::tui::widget::field::Field;
use crate::tui::widget::{line, list, pane};

#[derive(Debug, Default)]
pub struct RunbookStep {
    cursor: usize,
    editing: Option<Field>,
}

/// Whether every question has an answer, written or known.
pub(super) fn is_complete(session: &Session) -> bool {
    let Some(case) = session.case() else { return false };
    Question::ALL
        .iter()
        .all(|question| !session.plan.runbook.answer_or_seed(*question, &session.plan, &case).is_empty())
}

/// The answer, and whether it is only what is known rather than what was written.
fn answer(session: &Session, place: usize) -> (String, bool) {
    let question = Question::ALL[place];
    let written = session.plan.runbook.answer(question);
    if !written.trim().is_empty() {
        return (written.to_owned(), false);
    }
    let seed = session.case().map(|case| runbook::seed(question, &session.plan, &case));
    (seed.unwrap_or_default(), true)
}

impl RunbookStep {
    /// Enter breaks the line; leaving the field by Esc or Tab keeps what was written, for undo takes it back.
    fn type_answer(&mut self, message: &Message, session: &Session, plan: &mut Plan) -> Reply {
        let Some(field) = &mut self.editing else { return Reply::Unused };
        match message {
            Message::Accept => field.key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE)),
            Message::Back => self.commit(session, plan),
            Message::NextPart => {
                self.commit(session, plan);
                if self.cursor + 1 == Question::ALL.len() {
                    return Reply::GoOn;
                }
                self.cursor += 1;
            }
            _ if field.update(message) => {}
            _ => return Reply::Unused,
        }
        Reply::Done
    }

    fn commit(&mut self, session: &Session, plan: &mut Plan) {
        let Some(field) = self.editing.take() else { return };
        let (before, seeded) = answer(session, self.cursor);
        let written = field.value();
        // A seed that was only looked at stays a seed, and follows the facts.
        if !(seeded && written == before) {
            plan.runbook.write(Question::ALL[self.cursor], text::entry(&written));
        }
    }

    fn view_answer(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let field = self.editing.as_ref()?;
        let inside = pane::frame(Question::ALL[self.cursor].name(), true, theme, area, buffer);
        field.view(inside, theme.text, buffer)
    }
}

impl Screen for RunbookStep {
    fn takes_lines(&self) -> bool {
        self.editing.is_some()
    }

    fn takes_text(&self) -> bool {
        self.editing.is_some()
    }

    fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan, _area: Rect) -> Reply {
        if self.editing.is_some() {
            return self.type_answer(message, session, plan);
        }
        if let Some(cursor) = list::moved(self.cursor, Question::ALL.len(), message) {
            self.cursor = cursor;
            return Reply::Done;
        }
        match message {
            Message::Toggle | Message::Accept => {
                self.editing = Some(Field::text(&answer(session, self.cursor).0));
            }
            Message::Clear => plan.runbook.write(Question::ALL[self.cursor], ""),
            Message::NextPart => return Reply::GoOn,
            _ => return Reply::Unused,
        }
        Reply::Done
    }

    fn click(&mut self, _session: &Session, area: Rect, column: u16, row: u16) {
        let [upper, _] = areas(area);
        let inside = pane::inside(upper);
        let hit = list::row_at(inside, self.cursor, Question::ALL.len(), column, row);
        if let Some(place) = hit.filter(|_| self.editing.is_none()) {
            self.cursor = place;
        }
    }

    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let [upper, lower] = areas(area);
        let inside = pane::frame("Runbook entry", self.editing.is_none(), theme, upper, buffer);
        for (place, question) in Question::ALL.into_iter().enumerate() {
            let here = place == self.cursor;
            let (words, seeded) = answer(session, place);
            let first = words.lines().next().unwrap_or_default().to_owned();
            let (words, style) = match (first.is_empty(), seeded) {
                (true, _) => ("open".to_owned(), theme.warn),
                (false, true) => (format!("{first} (known)"), theme.dim),
                (false, false) => (first, theme.text),
            };
            let spans = vec![
                list::lead(here, "", theme.text, theme),
                Span::styled(format!("{}  ", text::pad(question.name(), 28)), theme.text),
                Span::styled(words, style),
            ];
            line::write(list::row(spans, here, inside.width, theme), inside, place, buffer);
        }
        self.view_answer(theme, lower, buffer)
    }

    /// The answer as it is read; while it is typed, the field is in its place.
    fn detail(&self, session: &Session, theme: &Theme, area: Rect) -> Option<Detail> {
        if self.editing.is_some() {
            return None;
        }
        let [_, place] = areas(area);
        let (words, seeded) = answer(session, self.cursor);
        let (words, style) = match (words.is_empty(), seeded) {
            (true, _) => ("Open. Press Enter to write the answer.".to_owned(), theme.warn),
            (false, true) => (
                format!(
                    "{words}\n\nSuggested from known facts. It follows the plan until you write your own."
                ),
                theme.dim,
            ),
            (false, false) => (words, theme.text),
        };
        let lines = line::wrapped(&words, pane::inside(place).width, style);
        Some(Detail::framed(Question::ALL[self.cursor].name(), place, lines))
    }
}

fn areas(area: Rect) -> [Rect; 2] {
    Layout::vertical([Constraint::Length(7), Constraint::Fill(1)]).areas(area)
}
