//! Step 6: the template's five runbook questions, seeded from what is known.

use crossterm::event::KeyCode;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use super::Mark;
use crate::decision::runbook;
use crate::plan::Plan;
use crate::plan::Question;
use crate::text;
use crate::tui::areas;
use crate::tui::message::Message;
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::{line, list, pane};

#[derive(Debug, Default)]
pub struct RunbookStep {
    cursor: usize,
    /// The answer under the cursor.
    field: Field,
}

/// How many questions have no answer, neither written nor known.
pub(super) fn mark(session: &Session) -> Mark {
    let Some(case) = session.case() else { return Mark::Open };
    let (runbook, plan) = (&session.plan.runbook, &session.plan);
    let open =
        Question::ALL.iter().filter(|question| runbook.answer_or_seed(**question, plan, &case).is_empty());
    match open.count() {
        0 => Mark::Done,
        open => Mark::OpenEntries(open),
    }
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
    fn keep_answer(&mut self, plan: &mut Plan) {
        // A seed that was only looked at stays a seed, and follows the facts.
        if self.field.is_changed() {
            plan.runbook.write(Question::ALL[self.cursor], text::entry(&self.field.value()));
            self.field.keep();
        }
    }

    /// Keeps what was typed and goes to another question.
    fn go_to(&mut self, place: usize, session: &Session, plan: &mut Plan) {
        self.keep_answer(plan);
        if place != self.cursor {
            self.cursor = place;
            self.field = Field::text(&answer(session, place).0);
        }
    }
}

impl Screen for RunbookStep {
    fn takes_lines(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn refresh(&mut self, session: &Session) {
        if !self.field.takes_lines() {
            self.field = Field::text("");
        }
        self.field.follow(&answer(session, self.cursor).0);
    }

    fn commit(&mut self, _session: &Session, plan: &mut Plan) -> bool {
        self.keep_answer(plan);
        true
    }

    fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan, _area: Rect) -> Reply {
        const COUNT: usize = Question::ALL.len();
        match message {
            // Out of the text at its first and at its last line.
            Message::Text(key) if matches!(key.code, KeyCode::Up | KeyCode::Down) => {
                if !self.field.moves_within(*key) {
                    let to = if key.code == KeyCode::Up { Message::Up } else { Message::Down };
                    if let Some(place) = list::moved(self.cursor, COUNT, &to) {
                        self.go_to(place, session, plan);
                    }
                }
            }
            Message::Back if self.field.is_changed() => self.field.restore(),
            Message::Accept if self.cursor + 1 == COUNT => {
                self.keep_answer(plan);
                return Reply::GoOn;
            }
            Message::Accept => self.go_to(self.cursor + 1, session, plan),
            Message::NextPart => self.go_to((self.cursor + 1) % COUNT, session, plan),
            Message::PreviousPart => self.go_to((self.cursor + COUNT - 1) % COUNT, session, plan),
            Message::Clear => plan.runbook.write(Question::ALL[self.cursor], ""),
            _ => match list::moved(self.cursor, COUNT, message) {
                Some(place) => self.go_to(place, session, plan),
                None if self.field.update(message) => {}
                None => return Reply::Unused,
            },
        }
        Reply::Done
    }

    fn click(&mut self, session: &Session, area: Rect, column: u16, row: u16) {
        let [upper, _] = parts(area);
        let inside = pane::inside(upper);
        let hit = list::row_at(inside, self.cursor, Question::ALL.len(), column, row);
        if let Some(place) = hit.filter(|place| *place != self.cursor) {
            self.cursor = place;
            self.field = Field::text(&answer(session, place).0);
        }
    }

    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let [upper, lower] = parts(area);
        let inside = pane::frame("Runbook entry", false, theme, upper, buffer);
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
        self.view_answer(session, theme, lower, buffer)
    }
}

impl RunbookStep {
    /// The answer under the cursor as it is typed, and below it where it comes from.
    fn view_answer(
        &self,
        session: &Session,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        const SEEDED: &str = "Suggested from known facts. It follows the plan until you write your own.";
        let inside = pane::frame(Question::ALL[self.cursor].name(), true, theme, area, buffer);
        let (known, seeded) = answer(session, self.cursor);
        let is_seed = seeded && !known.is_empty() && !self.field.is_changed();
        let below_text = if is_seed { line::wrapped(SEEDED, inside.width, theme.dim) } else { Vec::new() };
        let (text, note) = list::split(inside, areas::length(below_text.len()));
        line::write_all(below_text, note, buffer);
        self.field.view(text, if is_seed { theme.dim } else { theme.text }, buffer)
    }
}

fn parts(area: Rect) -> [Rect; 2] {
    areas::rows(area, 7)
}
