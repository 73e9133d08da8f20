//! The best models for the workload, with why each is where it is, and the rules: one can be taken, or considered.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Answer, height_of, middle_of, open_box};
use crate::choice::shortlist::{self, Shortlist};
use crate::gates::Verdict;
use crate::matrix::{ModelId, Task};
use crate::text::{self, Words};
use crate::tui::message::Message;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, list, pane};

/// The most columns of the screen that it takes.
const WIDTH: u16 = 96;
/// The columns that a name takes where the reason stands beside it.
const NAME: usize = 24;

/// The list as it was when it was opened, or when its task changed.
#[derive(Debug)]
pub struct ShortlistPopup {
    task: Task,
    rows: Vec<Row>,
    /// What became of the others.
    rest: String,
    rules: Vec<String>,
    cursor: usize,
}

#[derive(Debug)]
struct Row {
    id: ModelId,
    name: String,
    verdict: Verdict,
    why: String,
    is_chosen: bool,
    is_considered: bool,
}

impl ShortlistPopup {
    /// The best for a task under the plan.
    pub fn new(task: Task, session: &Session) -> Self {
        let criteria = session.criteria();
        let found = Shortlist::new(criteria.candidates(), criteria, task, session.plan.tokens);
        let rows = found.best.iter().map(|listed| Row {
            id: listed.case.model.id.clone(),
            name: listed.case.model.name.clone(),
            verdict: listed.verdict,
            why: listed.why(),
            is_chosen: session.plan.model.as_ref() == Some(&listed.case.model.id),
            is_considered: session.plan.considered(&listed.case.model.id).is_some(),
        });
        Self {
            task,
            rows: rows.collect(),
            rest: found.rest(),
            rules: shortlist::rules(&criteria, task, session.plan.tokens),
            cursor: 0,
        }
    }

    /// Shows again which are considered.
    pub fn refresh(&mut self, session: &Session) {
        *self = Self { cursor: self.cursor, ..Self::new(self.task, session) };
    }

    fn here(&self) -> Option<&ModelId> {
        self.rows.get(self.cursor).map(|row| &row.id)
    }

    pub(super) fn update(&mut self, message: &Message, session: &Session, area: Rect) -> Answer {
        match message {
            Message::Accept => self.here().map_or(Answer::Stay, |id| Answer::Choose(id.clone())),
            Message::Toggle => self.here().map_or(Answer::Stay, |id| Answer::Consider(id.clone())),
            Message::Left | Message::Right => {
                *self = Self::new(self.task.cycle(matches!(message, Message::Left)), session);
                Answer::Stay
            }
            Message::Back | Message::Shortlist => Answer::Close,
            Message::Click { column, row } => {
                let inside = pane::inside_box(middle_of(WIDTH, self.height(area), area));
                let hit = inside.contains(Position { x: *column, y: *row });
                let lines = if self.is_roomy(area) { 2 } else { 1 };
                let place = usize::from(row.saturating_sub(inside.y)) / lines;
                if hit && place < self.rows.len() {
                    self.cursor = place;
                }
                Answer::Stay
            }
            other => {
                self.cursor = list::moved(self.cursor, self.rows.len(), other).unwrap_or(self.cursor);
                Answer::Stay
            }
        }
    }

    /// Whether each model has a second line for its reason; else it stands beside the name, and that of the one under the
    /// cursor whole below.
    fn is_roomy(&self, area: Rect) -> bool {
        self.height_with(2, area) <= area.height
    }

    fn height(&self, area: Rect) -> u16 {
        self.height_with(if self.is_roomy(area) { 2 } else { 1 }, area)
    }

    fn height_with(&self, lines: usize, area: Rect) -> u16 {
        let width = usize::from(pane::inside_box(middle_of(WIDTH, area.height, area)).width);
        let wrapped = |sentence: &str| text::wrap(sentence, width).len();
        let below: usize = self.sentences().iter().map(|sentence| wrapped(sentence)).sum();
        let whole = if lines == 1 { self.rows.iter().map(|row| wrapped(&row.why)).max() } else { None };
        height_of(self.rows.len().max(1) * lines + whole.unwrap_or(0) + below + 1)
    }

    /// What stands below the models.
    fn sentences(&self) -> Vec<String> {
        let rules: Vec<String> =
            self.rules.iter().enumerate().map(|(place, rule)| format!("{} {rule}", place + 1)).collect();
        let mut sentences = vec![format!("Rules, in this order: {}.", rules.join("; "))];
        if !self.rest.is_empty() {
            sentences.push(self.rest.clone());
        }
        sentences
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let title =
            format!("Shortlist {} task {} (left and right: another task)", theme.symbols.dot, self.task.id());
        let inside = open_box(&title, WIDTH, self.height(area), theme, area, buffer);
        let mut lines = Vec::new();
        let is_roomy = self.is_roomy(area);
        for (at, row) in self.rows.iter().enumerate() {
            lines.extend(self.row(at, row, is_roomy, inside.width, theme));
        }
        if let Some(row) = self.rows.get(self.cursor).filter(|_| !is_roomy) {
            lines.extend(line::wrapped(&row.why, inside.width, theme.text));
        }
        if self.rows.is_empty() {
            let words = "No model is left by these rules. w on the list of models says what would open more.";
            lines.extend(line::wrapped(words, inside.width, theme.warn));
        }
        lines.push(Line::default());
        for sentence in self.sentences() {
            lines.extend(line::wrapped(&sentence, inside.width, theme.dim));
        }
        line::write_all(lines, inside, buffer);
        None
    }

    fn row(&self, at: usize, row: &Row, is_roomy: bool, width: u16, theme: &Theme) -> Vec<Line<'static>> {
        let here = at == self.cursor;
        let mark = match (row.is_chosen, row.is_considered) {
            (true, _) => theme.symbols.chosen,
            (_, true) => theme.symbols.second,
            _ => " ",
        };
        let (symbol, style) = theme.verdict(row.verdict);
        let mut name = vec![
            list::lead(here, mark, theme.text, theme),
            Span::styled(format!("{} ", at + 1), theme.dim),
            Span::styled(format!("{symbol} "), style),
            Span::styled(row.name.clone(), theme.text),
        ];
        let why = Span::styled(row.why.clone(), theme.dim);
        if is_roomy {
            let below = vec![Span::raw("       "), why];
            return vec![list::row(name, here, width, theme), list::row(below, here, width, theme)];
        }
        name.push(Span::raw(" ".repeat(NAME.saturating_sub(text::width(&row.name)) + 2)));
        name.push(why);
        vec![list::row(name, here, width, theme)]
    }
}
