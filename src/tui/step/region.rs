//! Step 2: the primary region, the one to fail over to, and what the organisation brings.

mod models;
mod pairs;
mod posture;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::choice::filter_language::Vocabulary;
use crate::matrix::{Mode, RegionId};
use crate::plan::Plan;
use crate::tui::areas::{below, columns};
use crate::tui::message::Message;
use crate::tui::order;
use crate::tui::reply::Reply;
use crate::tui::screen::Screen;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::filtered::{Filtered, Rows};
use crate::tui::widget::form::Form;
use crate::tui::widget::{line, pane};
use models::RegionModels;
use pairs::Pairs;
use table::{RegionRows, Table, Tallies};

#[derive(Debug, Default)]
pub struct RegionStep {
    part: Part,
    list: Filtered<RegionId>,
    tallies: Tallies,
    models: RegionModels,
    posture: Form,
    /// Whether the posture had the keys once.
    posture_seen: bool,
}

/// The part that has the keys.
#[derive(Debug, Default)]
enum Part {
    #[default]
    List,
    Posture,
    /// The ranking takes the place of the other two.
    Pairs(Pairs),
}

impl RegionStep {
    fn change_part(&mut self, message: &Message, session: &Session) -> Reply {
        self.part = match (&self.part, message) {
            (Part::List, Message::NextPart) => {
                self.show_posture(session);
                return Reply::Done;
            }
            (Part::Pairs(_), Message::PreviousPart) => Part::Posture,
            (Part::List, Message::PreviousPart) | (Part::Posture, Message::NextPart) => {
                Part::Pairs(Pairs::new(session))
            }
            (Part::Posture, Message::PreviousPart | Message::Back)
            | (Part::Pairs(_), Message::NextPart | Message::Back) => Part::List,
            _ => return Reply::Unused,
        };
        self.posture_seen |= matches!(self.part, Part::Posture);
        self.list.filter.close();
        Reply::Done
    }

    /// Whether somebody has seen what the organisation brings.
    pub fn is_posture_seen(&self) -> bool {
        self.posture_seen
    }

    /// Gives the keys to the first row of the posture.
    pub fn show_posture(&mut self, session: &Session) {
        self.part = Part::Posture;
        self.posture_seen = true;
        self.list.filter.close();
        self.posture = Form::default();
        self.posture.refresh(&posture::rows(session));
    }

    fn update_list(&mut self, message: &Message, session: &Session, plan: &mut Plan) -> Reply {
        let rows = RegionRows { session, tallies: &self.tallies };
        if self.list.update(message, &rows) {
            return Reply::Done;
        }
        let here = self.list.here().and_then(|place| rows.key(place));
        match (message, here) {
            (Message::Accept, Some(id)) => {
                self.list.clear(&rows);
                plan.secondary.take_if(|secondary| *secondary == id);
                plan.region = Some(id);
                return Reply::GoOn;
            }
            (Message::Toggle, Some(id)) if plan.secondary.as_ref() == Some(&id) => plan.secondary = None,
            (Message::Toggle, Some(id)) if plan.region.as_ref() != Some(&id) => plan.secondary = Some(id),
            (Message::Clear, Some(id)) => {
                for choice in [&mut plan.region, &mut plan.secondary] {
                    choice.take_if(|chosen| *chosen == id);
                }
            }
            (Message::Accept | Message::Toggle | Message::Clear, _) => {}
            _ => return Reply::Unused,
        }
        Reply::Done
    }
}

impl Screen for RegionStep {
    fn takes_text(&self) -> bool {
        self.list.filter.takes_text() || matches!(self.part, Part::Posture) && self.posture.takes_text()
    }

    fn is_filtering(&self) -> bool {
        self.list.filter.takes_text()
    }

    fn part(&self) -> Option<order::Part> {
        match self.part {
            Part::List => None,
            Part::Posture => Some(order::Part::Posture),
            Part::Pairs(_) => Some(order::Part::Pairs),
        }
    }

    fn refresh(&mut self, session: &Session) {
        self.tallies = Tallies::new(session);
        self.models = RegionModels::new(session);
        if let Part::Pairs(pairs) = &mut self.part {
            pairs.refresh(session);
        }
        self.list.filter.learn(&session.matrix, Vocabulary::regions);
        self.list.refresh(&RegionRows { session, tallies: &self.tallies });
        self.posture.refresh(&posture::rows(session));
    }

    fn arrive(&mut self, _session: &Session) {
        self.part = Part::List;
        self.list.filter.close();
    }

    fn commit(&mut self, session: &Session, plan: &mut Plan) -> bool {
        match self.part {
            Part::Posture => self.posture.commit(&posture::rows(session), session.as_of, plan),
            Part::List | Part::Pairs(_) => true,
        }
    }

    fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan, _area: Rect) -> Reply {
        let reply = match &mut self.part {
            Part::List => self.update_list(message, session, plan),
            Part::Posture => {
                return match self.posture.update(&posture::rows(session), message, session.as_of, plan) {
                    Reply::Unused => self.change_part(message, session),
                    reply => reply,
                };
            }
            Part::Pairs(pairs) => pairs.update(message, session, plan),
        };
        match reply {
            Reply::Unused => return self.change_part(message, session),
            // The posture decides the verdict: nobody goes on without having seen it.
            Reply::GoOn => self.show_posture(session),
            _ => return reply,
        }
        Reply::Done
    }

    fn click(&mut self, session: &Session, area: Rect, column: u16, row: u16) {
        if let Part::Pairs(pairs) = &mut self.part {
            pairs.click(area, column, row);
            return;
        }
        let [left, right] = areas(area);
        let rows = RegionRows { session, tallies: &self.tallies };
        if self.list.click(below(self.list.filter.below(pane::inside(left)), 1), column, row, &rows) {
            self.part = Part::List;
        } else if self.posture.click(
            &posture::rows(session),
            pane::inside(models::split(right, session).0),
            column,
            row,
        ) {
            self.list.filter.close();
            self.part = Part::Posture;
            self.posture_seen = true;
        }
    }

    fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let on_posture = match &self.part {
            Part::Pairs(pairs) => {
                pairs.view(session, theme, area, buffer);
                return None;
            }
            Part::List => false,
            Part::Posture => true,
        };
        let [left, right] = areas(area);
        let mode = session.plan.mode.map_or("no mode chosen", Mode::name);
        let title = format!("Regions of {} for {mode}", session.matrix.cloud.name());
        let inside = pane::frame(&title, !on_posture, theme, left, buffer);
        let caret = self.list.filter.view(theme, inside, buffer);
        let inside = self.list.filter.below(inside);
        let table = Table::new(RegionRows { session, tallies: &self.tallies }, inside, theme);
        line::write(table.header(), inside, 0, buffer);
        self.list.view_rows(theme, below(inside, 1), buffer, |place, found, here| {
            table.row(place, found, here && !on_posture)
        });
        let (right, models) = models::split(right, session);
        if let (Some(area), Some(place)) = (models, self.list.here()) {
            self.models.view(place, session, theme, area, buffer);
        }
        let inside = pane::frame("Posture", on_posture, theme, right, buffer);
        let typed = self.posture.view(&posture::rows(session), on_posture, theme, inside, buffer);
        typed.or(caret)
    }
}

fn areas(area: Rect) -> [Rect; 2] {
    // The form needs no more than that; the list takes the rest.
    let posture = (area.width * 2 / 5).min(46);
    columns(area, area.width - posture)
}
