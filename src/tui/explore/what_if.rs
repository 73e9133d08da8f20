//! Another posture on trial: how many models each value of each switch would open or close, before anything is decided.

mod draw;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::choice::candidates::{Candidates, Change};
use crate::gates::Criteria;
use crate::matrix::ModelId;
use crate::plan::Plan;
use crate::plan::{Posture, PreviewRule, Residency, Routing, Use};
use crate::text::Words;
use crate::tui::message::Message;
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{list, pane};

/// One part of the posture that is turned on trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Switch {
    Routing,
    Residency,
    Preview,
    Use,
}

impl Switch {
    const ALL: [Self; 4] = [Self::Routing, Self::Residency, Self::Preview, Self::Use];

    fn label(self) -> &'static str {
        match self {
            Self::Routing => "Routing",
            Self::Residency => "Residency",
            Self::Preview => "Previews",
            Self::Use => "Use",
        }
    }

    /// The posture with each value of the switch, and its word.
    fn values(self, posture: &Posture) -> Vec<(&'static str, Posture)> {
        fn each<T: Words>(with: impl Fn(T) -> Posture) -> Vec<(&'static str, Posture)> {
            T::WORDS.iter().map(|word| (word.name, with(word.member))).collect()
        }
        match self {
            Self::Routing => each(|routing: Routing| Posture { routing, ..posture.clone() }),
            Self::Residency => each(|residency: Residency| Posture { residency, ..posture.clone() }),
            Self::Preview => each(|preview: PreviewRule| Posture { preview, ..posture.clone() }),
            Self::Use => each(|usage: Use| with_usage(posture, usage)),
        }
    }

    /// The same posture with the next value, or the one before.
    fn cycled(self, posture: &Posture, back: bool) -> Posture {
        let mut values = self.values(posture);
        let place = values.iter().position(|(_, value)| value == posture).unwrap_or(0);
        let step = if back { values.len() - 1 } else { 1 };
        values.swap_remove((place + step) % values.len()).1
    }
}

/// The posture with another use: of whichever model is judged, not only of the one it was stated of.
fn with_usage(posture: &Posture, usage: Use) -> Posture {
    let mut with = posture.clone();
    if usage != posture.usage {
        with.set_usage(usage);
    }
    with
}

/// One value of a switch, with what it would come to.
#[derive(Debug)]
struct Choice {
    switch: Switch,
    word: &'static str,
    posture: Posture,
    /// How many models would be open, and how many more and fewer than as the plan stands.
    open: usize,
    more: usize,
    fewer: usize,
}

/// The state of the trial.
#[derive(Debug, Default)]
pub struct WhatIf {
    /// The posture on trial; none before the explore view was opened.
    trial: Option<Posture>,
    /// The plan's posture when the trial began.
    planned: Posture,
    cursor: usize,
    choices: Vec<Choice>,
    /// How the models fare as the plan stands, and on trial.
    before: Candidates,
    after: Candidates,
    change: Change,
}

impl WhatIf {
    /// Whether there is anything to judge by: the gates begin with the mode.
    fn has_mode(session: &Session) -> bool {
        session.plan.mode.is_some()
    }

    /// Judges the trial, and each value of each switch with all others as on trial.
    fn weigh(&mut self, session: &Session) {
        self.choices.clear();
        if !Self::has_mode(session) {
            return;
        }
        let trial = self.trial.get_or_insert_with(|| self.planned.clone()).clone();
        for switch in Switch::ALL {
            for (word, posture) in switch.values(&trial) {
                let candidates =
                    session.candidates_under(Criteria { posture: &posture, ..session.criteria() });
                let (open, change) = (candidates.remain(), candidates.against(&self.before));
                let (more, fewer) = (change.opened.len(), change.closed.len());
                self.choices.push(Choice { switch, word, posture, open, more, fewer });
            }
        }
        self.after = session.candidates_under(Criteria { posture: &trial, ..session.criteria() });
        self.change = self.after.against(&self.before);
    }
}

impl Screen for WhatIf {
    /// Begins with the plan's posture.
    fn open(&mut self, _under: Option<ModelId>, session: &Session) {
        *self = Self {
            trial: Some(session.plan.posture.clone()),
            planned: session.plan.posture.clone(),
            ..Self::default()
        };
    }

    fn refresh(&mut self, session: &Session) {
        if self.planned != session.plan.posture {
            self.planned = session.plan.posture.clone();
            self.trial = None;
        }
        self.before = session.candidates.clone();
        self.weigh(session);
    }

    fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan, _area: Rect) -> Reply {
        if let Some(cursor) = list::moved(self.cursor, Switch::ALL.len(), message) {
            self.cursor = cursor;
            return Reply::Done;
        }
        let back = match message {
            Message::Left => true,
            Message::Right | Message::Toggle => false,
            Message::Accept if Self::has_mode(session) => {
                plan.posture.clone_from(self.trial.as_ref().unwrap_or(&self.planned));
                return Reply::Close;
            }
            Message::Accept => return Reply::Done,
            _ => return Reply::Unused,
        };
        if let Some(trial) = &self.trial {
            self.trial = Some(Switch::ALL[self.cursor].cycled(trial, back));
            self.weigh(session);
        }
        Reply::Done
    }

    fn click(&mut self, _session: &Session, area: Rect, column: u16, row: u16) {
        let hit = list::row_at(pane::inside(area), 0, self.choices.len(), column, row);
        let switch = hit.map(|row| self.choices[row].switch);
        let place = Switch::ALL.iter().position(|other| Some(*other) == switch);
        self.cursor = place.unwrap_or(self.cursor);
    }

    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        draw::view(self, session, theme, area, buffer);
        None
    }
}
