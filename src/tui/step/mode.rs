//! Step 1: the workload in one sentence, its shape, and the serving mode it leads to.

mod draw;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::matrix::{Mode, Workload};
use crate::plan::Plan;
use crate::text::{self, Words};
use crate::tui::message::Message;
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::{list, pane};
use draw::areas;

/// The parts of the step, in the order of Tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    Sentence,
    Shape,
    Mode,
}

const PARTS: [Part; 3] = [Part::Sentence, Part::Shape, Part::Mode];

/// The lines each mode takes in its list: more where there is room to say more.
fn mode_lines(inside: Rect) -> usize {
    (usize::from(inside.height) / Mode::ALL.len()).clamp(4, 7)
}

#[derive(Debug, Default)]
pub struct ModeStep {
    part: Part,
    shape: usize,
    mode: usize,
    sentence: Field,
    /// Whether the cursors have begun where the plan's choices are.
    placed: bool,
    /// How many models each mode offers anywhere.
    offered: [usize; 4],
}

impl ModeStep {
    /// The sentence is text; false if the message is for the rest.
    fn type_sentence(&mut self, message: &Message) -> bool {
        if self.part != Part::Sentence {
            return false;
        }
        let restores = matches!(message, Message::Back) && self.sentence.is_changed();
        if restores {
            self.sentence.restore();
        }
        restores || self.sentence.update(message)
    }

    fn keep_sentence(&mut self, plan: &mut Plan) {
        if self.sentence.is_changed() {
            plan.sentence = text::entry_line(&self.sentence.value());
            self.sentence.keep();
            self.sentence.follow(&plan.sentence);
        }
    }

    fn choose(&mut self, go_on: bool, plan: &mut Plan) -> Reply {
        match self.part {
            Part::Sentence => self.part = Part::Shape,
            Part::Shape => {
                let workload = Workload::ALL[self.shape];
                // The mode that is chosen stays under the cursor, unless something else is recommended now.
                if plan.mode.is_none() || plan.workload != Some(workload) {
                    self.mode = workload.recommends().0.place();
                }
                plan.workload = Some(workload);
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
        match (self.part, message) {
            (Part::Sentence, Message::Down) | (Part::Mode, Message::Back) => self.part = Part::Shape,
            (Part::Shape, Message::Back) => self.part = Part::Sentence,
            (Part::Shape, Message::Up) if self.shape == 0 => self.part = Part::Sentence,
            (Part::Sentence, _) => return Reply::Unused,
            (Part::Shape | Part::Mode, _) => {
                let cursor = if self.part == Part::Shape { &mut self.shape } else { &mut self.mode };
                let Some(moved) = list::moved(*cursor, 4, message) else { return Reply::Unused };
                *cursor = moved;
            }
        }
        Reply::Done
    }
}

impl Screen for ModeStep {
    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        self.draw(session, theme, area, buffer)
    }

    fn takes_text(&self) -> bool {
        self.part == Part::Sentence
    }

    fn refresh(&mut self, session: &Session) {
        if !self.placed {
            self.placed = true;
            self.shape = session.plan.workload.map_or(0, Words::place);
            self.mode = session.plan.mode.map_or(0, Words::place);
            self.sentence = Field::default().wrapped();
            // A plan that was opened has its sentence, or went on without one.
            if session.plan.mode.is_some() {
                self.part = Part::Mode;
            }
        }
        self.sentence.follow(&session.plan.sentence);
        let models = session.matrix.models();
        self.offered =
            Mode::ALL.map(|mode| models.iter().filter(|model| session.matrix.offers(model, mode)).count());
    }

    fn begin_reading(&mut self) {
        if self.part == Part::Sentence {
            self.part = Part::Shape;
        }
    }

    fn commit(&mut self, _session: &Session, plan: &mut Plan) -> bool {
        self.keep_sentence(plan);
        true
    }

    fn update(&mut self, message: &Message, _session: &Session, plan: &mut Plan, _area: Rect) -> Reply {
        if self.type_sentence(message) {
            return Reply::Done;
        }
        self.keep_sentence(plan);
        match message {
            Message::NextPart => self.part = PARTS[(self.part as usize + 1) % PARTS.len()],
            Message::PreviousPart => self.part = PARTS[(self.part as usize + PARTS.len() - 1) % PARTS.len()],
            Message::Accept | Message::Toggle => {
                return self.choose(matches!(message, Message::Accept), plan);
            }
            Message::Clear => self.clear(plan),
            Message::Left if self.part != Part::Sentence => {
                self.part = PARTS[(self.part as usize).saturating_sub(1)];
            }
            Message::Right if self.part != Part::Sentence => self.part = Part::Mode,
            _ => return self.move_cursor(message),
        }
        Reply::Done
    }

    fn click(&mut self, _session: &Session, area: Rect, column: u16, row: u16) {
        let [sentence, shape, mode] = areas(area);
        let at = Position { x: column, y: row };
        if sentence.contains(at) {
            self.part = Part::Sentence;
        } else if shape.contains(at) {
            self.part = Part::Shape;
            let place = row.saturating_sub(pane::inside(shape).y);
            self.shape = usize::from(place).min(Workload::ALL.len() - 1);
        } else if mode.contains(at) {
            self.part = Part::Mode;
            let inside = pane::inside(mode);
            let place = row.saturating_sub(inside.y);
            self.mode = (usize::from(place) / mode_lines(inside)).min(Mode::ALL.len() - 1);
        }
    }
}
