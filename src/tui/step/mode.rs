//! Step 1: the workload in one sentence, its shape, and the serving mode it leads to.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

use super::Reply;
use crate::matrix::{Mode, Workload};
use crate::plan::Plan;
use crate::text;
use crate::tui::message::Message;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::{line, list, pane};

/// The parts of the step, in the order of Tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    Sentence,
    Shape,
    #[default]
    Mode,
}

const PARTS: [Part; 3] = [Part::Sentence, Part::Shape, Part::Mode];

/// Lines each mode takes in its list.
const MODE_LINES: usize = 4;

/// The state of step 1.
#[derive(Debug, Default)]
pub struct ModeStep {
    part: Part,
    shape: usize,
    mode: usize,
    sentence: Option<Field>,
    /// Whether the cursors have begun where the plan's choices are.
    placed: bool,
    /// How many models each mode offers anywhere.
    offered: [usize; 4],
}

impl ModeStep {
    pub(super) fn takes_text(&self) -> bool {
        self.sentence.is_some()
    }

    pub(super) fn refresh(&mut self, session: &Session) {
        if !self.placed {
            self.placed = true;
            let place = |workload| Workload::ALL.iter().position(|other| *other == workload);
            self.shape = session.plan.workload.and_then(place).unwrap_or(0);
            let place = |mode| Mode::ALL.iter().position(|other| *other == mode);
            self.mode = session.plan.mode.and_then(place).unwrap_or(0);
        }
        let models = session.matrix.models();
        self.offered =
            Mode::ALL.map(|mode| models.iter().filter(|model| session.matrix.offers(model, mode)).count());
    }

    pub(super) fn update(&mut self, message: &Message, plan: &mut Plan) -> Reply {
        if self.sentence.is_some() {
            return self.type_sentence(message, plan);
        }
        match message {
            Message::NextPart => self.part = PARTS[(self.part as usize + 1) % PARTS.len()],
            Message::PreviousPart => self.part = PARTS[(self.part as usize + PARTS.len() - 1) % PARTS.len()],
            Message::Accept | Message::Toggle => return self.take(matches!(message, Message::Accept), plan),
            Message::Clear => self.clear(plan),
            Message::Left => self.part = PARTS[(self.part as usize).saturating_sub(1)],
            Message::Right => self.part = Part::Mode,
            _ => return self.move_cursor(message),
        }
        Reply::Done
    }

    fn type_sentence(&mut self, message: &Message, plan: &mut Plan) -> Reply {
        let Some(field) = &mut self.sentence else { return Reply::Unused };
        match message {
            Message::Text(key) => field.key(*key),
            Message::Paste(pasted) => field.paste(pasted),
            Message::Accept => {
                plan.sentence = text::entry_line(&field.value());
                self.sentence = None;
                self.part = Part::Shape;
            }
            Message::Back => self.sentence = None,
            _ => return Reply::Unused,
        }
        Reply::Done
    }

    fn take(&mut self, go_on: bool, plan: &mut Plan) -> Reply {
        match self.part {
            Part::Sentence => self.sentence = Some(Field::line(&plan.sentence)),
            Part::Shape => {
                let workload = Workload::ALL[self.shape];
                plan.workload = Some(workload);
                let recommended = workload.recommends().0;
                self.mode = Mode::ALL.iter().position(|mode| *mode == recommended).unwrap_or(0);
                if go_on {
                    self.part = Part::Mode;
                }
            }
            Part::Mode => {
                plan.mode = Some(Mode::ALL[self.mode]);
                if go_on {
                    return Reply::GoOn;
                }
            }
        }
        Reply::Done
    }

    fn clear(&self, plan: &mut Plan) {
        match self.part {
            Part::Sentence => plan.sentence.clear(),
            Part::Shape => plan.workload = None,
            Part::Mode => plan.mode = None,
        }
    }

    fn move_cursor(&mut self, message: &Message) -> Reply {
        let cursor = match self.part {
            Part::Sentence => match message {
                Message::Down => {
                    self.part = Part::Shape;
                    return Reply::Done;
                }
                _ => return Reply::Unused,
            },
            Part::Shape if matches!(message, Message::Up) && self.shape == 0 => {
                self.part = Part::Sentence;
                return Reply::Done;
            }
            Part::Shape => &mut self.shape,
            Part::Mode => &mut self.mode,
        };
        match list::moved(*cursor, 4, message) {
            Some(moved) => *cursor = moved,
            None => return Reply::Unused,
        }
        Reply::Done
    }

    pub(super) fn click(&mut self, _scene: &Session, area: Rect, column: u16, row: u16) -> bool {
        let areas = Areas::of(area);
        let at = Position { x: column, y: row };
        if areas.sentence.contains(at) {
            self.part = Part::Sentence;
        } else if areas.shape.contains(at) {
            self.part = Part::Shape;
            let place = row.saturating_sub(pane::inside(areas.shape).y);
            self.shape = usize::from(place).min(Workload::ALL.len() - 1);
        } else if areas.mode.contains(at) {
            self.part = Part::Mode;
            let place = row.saturating_sub(pane::inside(areas.mode).y);
            self.mode = (usize::from(place) / MODE_LINES).min(Mode::ALL.len() - 1);
        } else {
            return false;
        }
        true
    }

    pub(super) fn view(
        &self,
        session: &Session,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let areas = Areas::of(area);
        let caret = self.view_sentence(session, theme, areas.sentence, buffer);
        self.view_shapes(session, theme, areas.shape, buffer);
        self.view_modes(session, theme, areas.mode, buffer);
        caret
    }

    fn view_sentence(
        &self,
        session: &Session,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let inside =
            pane::frame("Workload in one sentence", self.part == Part::Sentence, theme, area, buffer);
        if let Some(field) = &self.sentence {
            return field.view(Rect { height: inside.height.min(1), ..inside }, theme.selected, buffer);
        }
        let sentence = &session.plan.sentence;
        let (words, style) = match sentence.as_str() {
            "" => (
                "open: who asks what, how often, how fast? If one sentence cannot say it, the choice is not yet about models.",
                theme.warn,
            ),
            said => (said, theme.text),
        };
        line::write_all(line::wrapped(words, inside.width, style), inside, buffer);
        None
    }

    fn view_shapes(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let focused = self.part == Part::Shape;
        let inside = pane::frame("Its shape", focused, theme, area, buffer);
        for (row, workload) in Workload::ALL.into_iter().enumerate() {
            let chosen = session.plan.workload == Some(workload);
            let here = focused && row == self.shape;
            line::write(choice(workload.name(), chosen, here, inside.width, theme), inside, row, buffer);
        }
        let below = Rect {
            y: inside.y.saturating_add(5).min(inside.bottom()),
            height: inside.height.saturating_sub(5),
            ..inside
        };
        let mut lines = Vec::new();
        // First, because the list marks the recommended mode as well.
        for advice in session.plan.advice(&session.matrix) {
            lines.extend(line::wrapped(&format!("Advice: {advice}"), below.width, theme.warn));
        }
        if let Some(workload) = session.plan.workload {
            let (mode, why) = workload.recommends();
            let words = format!("{} leads to {}: {why}.", workload.name(), mode.name());
            lines.extend(line::wrapped(&words, below.width, theme.dim));
        }
        line::write_all(lines, below, buffer);
    }

    fn view_modes(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let focused = self.part == Part::Mode;
        let inside = pane::frame("Serving mode", focused, theme, area, buffer);
        let recommended = session.plan.workload.map(|workload| workload.recommends().0);
        for (place, mode) in Mode::ALL.into_iter().enumerate() {
            let chosen = session.plan.mode == Some(mode);
            let here = focused && place == self.mode;
            let top = place * MODE_LINES;
            let mut title = choice(mode.name(), chosen, here, inside.width, theme);
            if recommended == Some(mode) {
                title = Line::from(line::fitted(
                    vec![
                        title.spans[0].clone(),
                        Span::styled(" recommended", if here { theme.selected } else { theme.chosen }),
                    ],
                    usize::from(inside.width),
                ));
            }
            line::write(title, inside, top, buffer);
            let offered = format!("{} models in this matrix", self.offered[place]);
            for (row, (words, style)) in
                [(mode.character(), theme.text), (offered.as_str(), theme.dim)].into_iter().enumerate()
            {
                let room = usize::from(inside.width.saturating_sub(4));
                let words = format!("    {}", crate::text::fit(words, room));
                line::write(Line::styled(words, style), inside, top + 1 + row, buffer);
            }
        }
    }
}

/// A row with the mark of the cursor and of the choice.
fn choice(name: &str, chosen: bool, here: bool, width: u16, theme: &Theme) -> Line<'static> {
    let mark = if here { theme.symbols.cursor } else { " " };
    let tick = if chosen { theme.symbols.chosen } else { " " };
    let style = match (here, chosen) {
        (true, _) => theme.selected,
        (false, true) => theme.chosen,
        (false, false) => theme.text,
    };
    let words = crate::text::fit(&format!("{mark} {tick} {name}"), usize::from(width));
    Line::from(vec![Span::styled(words, style)])
}

struct Areas {
    sentence: Rect,
    shape: Rect,
    mode: Rect,
}

impl Areas {
    fn of(area: Rect) -> Self {
        let [left, mode] = Layout::horizontal([Constraint::Percentage(42), Constraint::Fill(1)]).areas(area);
        let [sentence, shape] = Layout::vertical([Constraint::Length(7), Constraint::Fill(1)]).areas(left);
        Self { sentence, shape, mode }
    }
}
