//! An external model that no list names: its name, its provider and its task, asked one after the other.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Answer, middle_of, open_box};
use crate::matrix::{Task, typed};
use crate::text::{self, Words, capitalized, fold};
use crate::tui::areas;
use crate::tui::message::Message;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::{line, list, pane};

const WIDTH: u16 = 72;
const HEIGHT: u16 = 20;
/// The lines below the rows.
const BELOW: u16 = 4;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Name,
    Provider,
    Task,
}

#[derive(Debug)]
pub struct External {
    stage: Stage,
    name: Field,
    /// What is typed to find a provider; it may be one that is not on the list.
    wanted: Field,
    /// The provider that was chosen, by its id or as it was typed.
    provider: String,
    /// The providers of the list: id and name.
    providers: Vec<(String, String)>,
    cursor: usize,
    error: Option<String>,
}

impl External {
    /// Asks for what is not said yet.
    pub fn new(name: &str, provider: Option<&str>, session: &Session) -> Self {
        let providers = session.matrix.providers();
        let at = provider.and_then(|wanted| providers.iter().position(|known| known.name == wanted));
        let providers = providers.iter().map(|known| (known.id.to_owned(), known.name.to_owned())).collect();
        Self {
            stage: if name.is_empty() { Stage::Name } else { Stage::Provider },
            name: Field::line(name),
            wanted: Field::line(""),
            provider: String::new(),
            providers,
            cursor: at.unwrap_or(0),
            error: None,
        }
    }

    fn called(&self) -> String {
        text::entry_line(&self.name.value())
    }

    /// The rows of the stage: what each stands for, and what is shown of it.
    fn rows(&self) -> Vec<(String, String)> {
        match self.stage {
            Stage::Name => Vec::new(),
            Stage::Provider => self.matching(),
            Stage::Task => {
                let known = Task::ALL.map(|task| (task.id().to_owned(), task.id().to_owned()));
                [(String::new(), "not known".to_owned())].into_iter().chain(known).collect()
            }
        }
    }

    /// The providers that match, and what is typed where it is none of them.
    fn matching(&self) -> Vec<(String, String)> {
        let wanted = text::entry_line(&self.wanted.value());
        let folded = fold(&wanted);
        let known = self.providers.iter();
        let mut rows: Vec<(String, String)> = known
            .filter(|(id, name)| fold(id).contains(&folded) || fold(name).contains(&folded))
            .cloned()
            .collect();
        let is_known = |(id, name): &(String, String)| fold(id) == folded || fold(name) == folded;
        if !wanted.is_empty() && !self.providers.iter().any(is_known) {
            let words = format!("'{wanted}', which is not on the list of providers");
            rows.push((wanted, words));
        }
        rows
    }

    fn go_to(&mut self, stage: Stage) -> Answer {
        (self.stage, self.cursor, self.error) = (stage, 0, None);
        Answer::Stay
    }

    pub(super) fn update(&mut self, message: &Message, session: &Session, area: Rect) -> Answer {
        match (message, self.stage) {
            (Message::Accept, _) => return self.accept(session),
            (Message::Back, Stage::Name) => return Answer::Close,
            (Message::Back, Stage::Provider) => return self.go_to(Stage::Name),
            (Message::Back, Stage::Task) => return self.go_to(Stage::Provider),
            (Message::Click { column, row }, _) => {
                let (place, count) = (self.rows_area(area), self.rows().len());
                self.cursor = list::row_at(place, self.cursor, count, *column, *row).unwrap_or(self.cursor);
            }
            (message, Stage::Name) => {
                if self.name.update(message) {
                    self.error = None;
                }
            }
            (message, stage) => {
                if let Some(cursor) = list::moved(self.cursor, self.rows().len(), message) {
                    self.cursor = cursor;
                } else if stage == Stage::Provider && self.wanted.update(message) {
                    (self.cursor, self.error) = (0, None);
                }
            }
        }
        Answer::Stay
    }

    fn accept(&mut self, session: &Session) -> Answer {
        let chosen = self.rows().get(self.cursor).map(|(value, _)| value.clone());
        let task = match (self.stage, chosen) {
            (Stage::Name, _) => {
                return match typed::check_name(&self.called()) {
                    Ok(()) => self.go_to(Stage::Provider),
                    Err(error) => self.refuse(&error),
                };
            }
            (Stage::Provider, Some(provider)) => {
                self.provider = provider;
                None
            }
            (Stage::Task, Some(task)) => Task::read(&task),
            (_, None) => return Answer::Stay,
        };
        match session.matrix.external(&self.provider, &self.called(), task) {
            // What the list names is taken as the list has it.
            Ok(model) if self.stage == Stage::Task || !model.is_typed() => Answer::Choose(model.id.clone()),
            Ok(_) => self.go_to(Stage::Task),
            Err(error) => self.refuse(&error),
        }
    }

    fn refuse(&mut self, error: &crate::error::Error) -> Answer {
        let sentence = format!("{}: {}", error.message(), error.hints().join("; "));
        self.error = Some(capitalized(&sentence));
        Answer::Stay
    }

    /// Where the rows are, below the line that is typed.
    fn rows_area(&self, area: Rect) -> Rect {
        self.inside_rows(pane::inside_box(middle_of(WIDTH, HEIGHT, area)))
    }

    fn inside_rows(&self, inside: Rect) -> Rect {
        let rows = list::split(inside, BELOW).0;
        if self.stage == Stage::Task { rows } else { areas::below(rows, 1) }
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let called = self.called();
        let (title, help) = match self.stage {
            Stage::Name => (
                "Model or deployment".to_owned(),
                "Its name as the provider or your deployment has it. Enter goes on to the provider.",
            ),
            Stage::Provider => (
                format!("Provider of {called}"),
                "Type to find it. A provider that is not on the list can be typed too: whether an endpoint can \
                 call it is then unknown. Esc goes back to the name.",
            ),
            Stage::Task => (
                format!("Task of {called}"),
                "What it does. No page says it of this model. Enter chooses the model; Esc goes back.",
            ),
        };
        let inside = open_box(&title, WIDTH, HEIGHT, theme, area, buffer);
        let typed = Rect { height: inside.height.min(1), ..areas::right_of(inside, 2) };
        let caret = match self.stage {
            Stage::Task => None,
            stage => {
                let field = if stage == Stage::Name { &self.name } else { &self.wanted };
                let mark = if stage == Stage::Name { "> " } else { "/ " };
                line::write(Line::styled(mark, theme.key), inside, 0, buffer);
                field.view(typed, theme.text, buffer)
            }
        };
        let (rows, place) = (self.rows(), self.inside_rows(inside));
        let first = list::first_row(self.cursor, rows.len(), usize::from(place.height));
        for (at, (_, words)) in rows.into_iter().enumerate().skip(first).take(usize::from(place.height)) {
            let here = at == self.cursor;
            let spans = vec![list::lead(here, "", theme.text, theme), Span::styled(words, theme.text)];
            line::write(list::row(spans, here, place.width, theme), place, at - first, buffer);
        }
        let (words, style) = match &self.error {
            Some(error) => (format!("{} {error}", theme.symbols.block), theme.error),
            None => (help.to_owned(), theme.dim),
        };
        let below = list::split(inside, BELOW).1;
        line::write_all(line::wrapped(&words, below.width, style), below, buffer);
        caret
    }
}
