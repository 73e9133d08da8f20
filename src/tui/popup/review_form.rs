//! A review before it is written: what is looked at, what is written, by whom, in which words.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Answer, height_of, middle_of, open_box};
use crate::date::When;
use crate::host::{clean_path, quoted};
use crate::plan::ReviewVerdict;
use crate::text;
use crate::tui::areas::{below, right_of, top};
use crate::tui::message::Message;
use crate::tui::review::{PickedDecision, picked_verdict};
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::{line, pane};

const WIDTH: u16 = 84;
/// The columns of the names of the lines.
const NAMES: usize = 11;

/// What a reviewer may type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    By,
    Comment,
    ReviewBy,
}

/// What the reviewer has said.
#[derive(Debug, Clone)]
pub struct ReviewAnswer {
    pub decision: PickedDecision,
    /// The decision that takes its place.
    pub new: Option<PickedDecision>,
    pub verdict: ReviewVerdict,
    pub by: String,
    pub comment: String,
    pub review_by: Option<NaiveDate>,
}

#[derive(Debug)]
pub struct ReviewForm {
    decision: PickedDecision,
    new: Option<PickedDecision>,
    verdict: ReviewVerdict,
    /// Whether it is asked for the review date first of all.
    is_date: bool,
    fields: Vec<(Entry, Field)>,
    at: usize,
    on: NaiveDate,
    error: Option<String>,
}

impl ReviewForm {
    /// Asks for a review on a day; `by` is who signs, as far as that is known.
    pub fn new(decision: PickedDecision, verdict: ReviewVerdict, by: Option<&str>, on: NaiveDate) -> Self {
        let mut entries = vec![Entry::By, Entry::Comment];
        if !matches!(verdict, ReviewVerdict::Supersede | ReviewVerdict::Withdraw) {
            entries.push(Entry::ReviewBy);
        }
        let field = |entry: Entry| match entry {
            Entry::By => (entry, Field::line(by.unwrap_or_default())),
            Entry::Comment | Entry::ReviewBy => (entry, Field::line("")),
        };
        let fields = entries.into_iter().map(field).collect();
        let at = usize::from(by.is_some_and(|by| !by.is_empty()));
        Self { decision, new: None, verdict, is_date: false, fields, at, on, error: None }
    }

    /// The same, with the review date first.
    #[must_use]
    pub fn for_date(mut self) -> Self {
        self.is_date = true;
        if self.at == 1 {
            self.at = 2;
        }
        self
    }

    /// The same, naming the decision that takes the place.
    #[must_use]
    pub fn superseded_by(mut self, new: PickedDecision) -> Self {
        self.new = Some(new);
        self
    }

    /// Shows the decision as it is now, with what was wrong; what was typed stays.
    #[must_use]
    pub fn again(answer: ReviewAnswer, on: NaiveDate, error: String) -> Self {
        let ReviewAnswer { decision, new, verdict, by, comment, review_by } = answer;
        let mut form = Self { new, error: Some(error), ..Self::new(decision, verdict, Some(&by), on) };
        for (entry, field) in &mut form.fields {
            match entry {
                Entry::By => {}
                Entry::Comment => *field = Field::line(&comment),
                Entry::ReviewBy => {
                    *field = Field::line(&review_by.map(|day| day.to_string()).unwrap_or_default());
                }
            }
        }
        form
    }

    /// Fills in who signs, unless somebody has typed a name.
    pub fn sign(&mut self, by: &str) {
        for (entry, field) in &mut self.fields {
            if *entry == Entry::By && field.is_empty() {
                *field = Field::line(by);
                if self.at == 0 {
                    self.at = if self.is_date { 2 } else { 1 };
                }
            }
        }
    }

    fn value(&self, entry: Entry) -> String {
        let field = self.fields.iter().find(|(other, _)| *other == entry);
        field.map(|(_, field)| text::entry_line(&field.value())).unwrap_or_default()
    }

    fn go_to(&mut self, entry: Entry) {
        self.at = self.fields.iter().position(|(other, _)| *other == entry).unwrap_or(self.at);
    }

    /// What was said, if it can be written.
    fn read(&mut self) -> Result<ReviewAnswer, String> {
        if self.value(Entry::By).is_empty() {
            self.go_to(Entry::By);
            return Err("enter who reviews; reviewer = \"NAME\" in config.toml says it for good".to_owned());
        }
        let date = self.value(Entry::ReviewBy);
        let review_by = match When::read(&date) {
            _ if date.is_empty() => None,
            Ok(when) => Some(when.on(self.on)),
            Err(error) => {
                self.go_to(Entry::ReviewBy);
                return Err(std::iter::once(error.message().to_owned())
                    .chain(error.hints().iter().cloned())
                    .collect::<Vec<_>>()
                    .join("; "));
            }
        };
        let comment = self.value(Entry::Comment);
        if self.is_date && review_by.is_none() {
            self.go_to(Entry::ReviewBy);
            return Err("enter the day of the next review: 2027-03-01, or +90d".to_owned());
        }
        if self.verdict == ReviewVerdict::Comment && comment.is_empty() && review_by.is_none() {
            self.go_to(Entry::Comment);
            return Err("enter a comment".to_owned());
        }
        if self.verdict == ReviewVerdict::RequestChanges && comment.is_empty() {
            self.go_to(Entry::Comment);
            return Err("enter what has to be changed".to_owned());
        }
        Ok(ReviewAnswer {
            decision: self.decision.clone(),
            new: self.new.clone(),
            verdict: self.verdict,
            by: self.value(Entry::By),
            comment,
            review_by,
        })
    }

    pub(super) fn update(&mut self, message: &Message, area: Rect) -> Answer {
        let count = self.fields.len();
        match message {
            Message::Back => return Answer::Close,
            Message::Accept => match self.read() {
                Ok(answer) => return Answer::Review(Box::new(answer)),
                Err(error) => self.error = Some(error),
            },
            Message::NextPart | Message::Text(KeyEvent { code: KeyCode::Down, .. }) => {
                self.at = (self.at + 1) % count;
            }
            Message::PreviousPart | Message::Text(KeyEvent { code: KeyCode::Up, .. }) => {
                self.at = (self.at + count - 1) % count;
            }
            Message::Click { column, row } => {
                let place = Position { x: *column, y: *row };
                let hit = self.field_places(area).iter().position(|field| field.contains(place));
                self.at = hit.unwrap_or(self.at);
            }
            message => {
                if self.fields[self.at].1.update(message) {
                    self.error = None;
                }
            }
        }
        Answer::Stay
    }

    fn title(&self) -> String {
        let name = &self.decision.name;
        match self.verdict {
            _ if self.is_date => format!("Review date of {name}"),
            ReviewVerdict::Approve => format!("Approve {name}"),
            ReviewVerdict::RequestChanges => format!("Request changes of {name}"),
            ReviewVerdict::Comment => format!("Comment on {name}"),
            ReviewVerdict::Supersede => match &self.new {
                Some(new) => format!("Supersede {name} by {}", new.name),
                None => format!("Supersede {name}"),
            },
            ReviewVerdict::Withdraw => format!("Withdraw {name}"),
        }
    }

    /// What stands above the fields: what is looked at, and what is written.
    fn above(&self, width: u16, theme: &Theme) -> Vec<Line<'static>> {
        let room = width.saturating_sub(u16::try_from(NAMES).unwrap_or(u16::MAX)).max(1);
        let mut lines = Vec::new();
        let mut add = |name: &str, words: &str, style| {
            for (at, line) in line::wrapped(&text::clean_line(words), room, style).into_iter().enumerate() {
                let name = if at == 0 { name } else { "" };
                let mut spans = vec![Span::styled(text::pad(name, NAMES), theme.dim)];
                spans.extend(line.spans.into_iter().map(|span| span.style(style)));
                lines.push(Line::from(spans));
            }
        };
        let (verdict, style) = picked_verdict(&self.decision.summary, theme);
        add("Seen", &self.decision.seen, theme.text);
        add("Verdict", &verdict, style);
        if let Some(new) = &self.new {
            let (verdict, style) = picked_verdict(&new.summary, theme);
            add("By", &format!("{}: {}", clean_path(&new.path), new.seen), theme.text);
            add("", &verdict, style);
        }
        add("Status", &self.decision.status, theme.text);
        let files = match &self.new {
            Some(new) => format!("{} and {}", quoted(&self.decision.path), quoted(&new.path)),
            None => quoted(&self.decision.path),
        };
        let what = if self.is_date { "comment" } else { self.verdict_id() };
        add("Writes", &format!("[[reviews]] {what} of {} into {files}", self.on), theme.text);
        lines.push(Line::default());
        lines
    }

    fn verdict_id(&self) -> &'static str {
        self.verdict.id()
    }

    fn foot(&self, width: u16, theme: &Theme) -> Vec<Line<'static>> {
        match &self.error {
            Some(error) => line::wrapped(&format!("{} {error}", theme.symbols.block), width, theme.error),
            None => line::wrapped("Enter write · Tab next field · Esc cancel", width, theme.dim),
        }
    }

    /// How high its box is.
    fn height(&self, theme: &Theme, area: Rect) -> u16 {
        let width = pane::inside_box(middle_of(WIDTH, area.height, area)).width;
        let lines = self.above(width, theme).len() + self.fields.len() + 1 + self.foot(width, theme).len();
        height_of(lines)
    }

    /// Where the fields are. They stand at the bottom of the box: on a low screen what is told is cut, not they.
    fn parts(&self, theme: &Theme, inside: Rect) -> (Rect, Rect, Rect) {
        let lower = self.fields.len() + 1 + self.foot(inside.width, theme).len();
        let upper = usize::from(inside.height).saturating_sub(lower);
        let rest = below(inside, upper);
        (top(inside, upper), top(rest, self.fields.len()), below(rest, self.fields.len() + 1))
    }

    fn field_places(&self, area: Rect) -> Vec<Rect> {
        let Ok(theme) = Theme::shipped(crate::tui::theme::SHIPPED[0].0) else { return Vec::new() };
        let inside = pane::inside_box(middle_of(WIDTH, self.height(&theme, area), area));
        let (_, fields, _) = self.parts(&theme, inside);
        (0..self.fields.len()).map(|at| top(below(fields, at), 1)).collect()
    }

    pub(super) fn view(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let inside = open_box(&self.title(), WIDTH, self.height(theme, area), theme, area, buffer);
        let (above, fields, foot) = self.parts(theme, inside);
        line::write_all(self.above(inside.width, theme), above, buffer);
        let mut caret = None;
        for (at, (entry, field)) in self.fields.iter().enumerate() {
            let row = top(below(fields, at), 1);
            let here = at == self.at;
            let name = match entry {
                Entry::By => "By",
                Entry::Comment => "Comment",
                Entry::ReviewBy => "Review by",
            };
            let style = if here { theme.focus } else { theme.dim };
            line::write(Line::styled(name, style), row, 0, buffer);
            let room = right_of(row, NAMES);
            if here {
                caret = field.view(room, theme.selected, buffer);
            } else if field.is_empty() {
                let words = match (entry, &self.decision.review_by) {
                    (Entry::By, _) => "who reviews".to_owned(),
                    (Entry::ReviewBy, Some(day)) => format!("stays {day}"),
                    (Entry::Comment, _) | (Entry::ReviewBy, None) => "none".to_owned(),
                };
                line::write(Line::styled(words, theme.dim), room, 0, buffer);
            } else {
                line::write(Line::styled(field.value(), theme.text), room, 0, buffer);
            }
        }
        line::write_all(self.foot(inside.width, theme), foot, buffer);
        caret
    }
}
