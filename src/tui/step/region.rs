//! Step 2: the primary region, the one to fail over to, and what the organisation brings.

mod pairs;
mod posture;
mod tally;

use std::cell::OnceCell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

use super::Reply;
use crate::choice::filter::RegionFilter;
use crate::choice::query::{Match, Vocabulary};
use crate::choice::tally::Tally;
use crate::matrix::{Mode, Region, RegionId};
use crate::plan::Plan;
use crate::text;
use crate::tui::message::Message;
use crate::tui::order::Part;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::filtered::{Filtered, Heard};
use crate::tui::widget::form::{Asked, Form};
use crate::tui::widget::{line, pane};

/// The state of step 2.
#[derive(Debug, Default)]
pub struct RegionStep {
    list: Filtered<RegionId>,
    /// What each region of the matrix offers for the mode and posture, counted when it is first asked for.
    tallies: Vec<OnceCell<Option<Tally>>>,
    posture: Form,
    on_posture: bool,
    /// The ranking of pairs, while it is looked at.
    pairs: Option<pairs::Pairs>,
}

impl RegionStep {
    pub(super) fn takes_text(&self) -> bool {
        self.list.takes_text() || self.posture.editing.is_some()
    }

    pub(super) fn is_filtering(&self) -> bool {
        self.list.takes_text()
    }

    pub(super) fn part(&self) -> Option<Part> {
        match () {
            () if self.pairs.is_some() => Some(Part::Pairs),
            () if self.on_posture => Some(Part::Posture),
            () => None,
        }
    }

    pub(super) fn refresh(&mut self, session: &Session) {
        self.tallies = vec![OnceCell::new(); session.matrix.regions().len()];
        self.pairs = self.pairs.take().map(|pairs| pairs.brought_up_to_date(session));
        self.list.learn(&session.matrix, Vocabulary::regions);
        self.fill(session);
        self.put_back(session);
    }

    fn fill(&mut self, session: &Session) {
        let (tallies, regions) = (&self.tallies, session.matrix.regions());
        self.list.fill("regions", regions.len(), |query, scratch| {
            let filter = RegionFilter::new(query);
            let rows = regions.iter().enumerate();
            rows.filter_map(|(place, region)| {
                let tally = || tallies.get(place).and_then(|tally| counted(tally, session, region));
                filter.matches(region, tally, scratch).map(|found| (place, found))
            })
            .collect()
        });
    }

    fn put_back(&mut self, session: &Session) {
        self.list.put_back(session.plan.region.as_ref(), |place| id(session.matrix.regions(), place));
    }

    pub(super) fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan) -> Reply {
        if self.pairs.is_some() {
            return self.update_pairs(message, session, plan);
        }
        if self.on_posture {
            return self.update_posture(message, session, plan);
        }
        let regions = session.matrix.regions();
        match self.list.update(message) {
            Heard::Typed => {
                self.fill(session);
                // While typing the best match is under the cursor.
                self.list.remember(|place| id(regions, place));
            }
            Heard::Dropped => {
                self.fill(session);
                self.put_back(session);
            }
            Heard::Moved => self.list.remember(|place| id(regions, place)),
            Heard::Done => {}
            Heard::Unused => return self.choose(message, session, plan),
        }
        Reply::Done
    }

    fn choose(&mut self, message: &Message, session: &Session, plan: &mut Plan) -> Reply {
        match message {
            Message::NextPart => {
                self.list.close();
                self.on_posture = true;
            }
            Message::PreviousPart => return self.look_at_pairs(session),
            Message::Accept => return self.take_primary(session, plan),
            Message::Toggle => self.toggle_secondary(session, plan),
            Message::Clear => self.clear(session, plan),
            _ => return Reply::Unused,
        }
        Reply::Done
    }

    fn here<'a>(&self, session: &'a Session) -> Option<&'a Region> {
        session.matrix.regions().get(self.list.here()?)
    }

    fn take_primary(&mut self, session: &Session, plan: &mut Plan) -> Reply {
        let Some(id) = self.here(session).map(|region| region.id.clone()) else { return Reply::Done };
        self.list.drop_filter();
        self.fill(session);
        self.put_back(session);
        if plan.secondary.as_ref() == Some(&id) {
            plan.secondary = None;
        }
        plan.region = Some(id);
        Reply::GoOn
    }

    fn toggle_secondary(&mut self, session: &Session, plan: &mut Plan) {
        let Some(id) = self.here(session).map(|region| region.id.clone()) else { return };
        if plan.secondary.as_ref() == Some(&id) {
            plan.secondary = None;
        } else if plan.region.as_ref() != Some(&id) {
            plan.secondary = Some(id);
        }
    }

    /// Takes away what was chosen of the region under the cursor.
    fn clear(&mut self, session: &Session, plan: &mut Plan) {
        let here = self.here(session).map(|region| region.id.clone());
        for choice in [&mut plan.region, &mut plan.secondary] {
            choice.take_if(|id| Some(&*id) == here.as_ref());
        }
    }

    fn update_posture(&mut self, message: &Message, session: &Session, plan: &mut Plan) -> Reply {
        let rows = posture::rows(plan, session.as_of);
        let asked = self.posture.update(&rows, message);
        let place = self.posture.cursor;
        match asked {
            Asked::Nothing => Reply::Done,
            Asked::Turn { back } => {
                posture::turn(place, back, plan);
                Reply::Done
            }
            Asked::Edit => {
                self.posture.edit(&rows[place].value);
                Reply::Done
            }
            Asked::Commit(text) => {
                match posture::write(place, &text, &mut plan.posture, session.as_of) {
                    Ok(()) => self.posture.taken(rows.len()),
                    Err(error) => self.posture.refused(error.to_string().replace('\n', "; ")),
                }
                Reply::Done
            }
            Asked::Clear => {
                // An empty text is always taken.
                let _ = posture::write(place, "", &mut plan.posture, session.as_of);
                Reply::Done
            }
            Asked::GoOn | Asked::Pick => self.leave_posture(),
            Asked::Unused => match message {
                Message::NextPart => self.look_at_pairs(session),
                Message::PreviousPart | Message::Back => self.leave_posture(),
                _ => Reply::Unused,
            },
        }
    }

    fn leave_posture(&mut self) -> Reply {
        self.on_posture = false;
        Reply::Done
    }

    pub(super) fn click(&mut self, session: &Session, area: Rect, column: u16, row: u16) -> bool {
        if let Some(pairs) = &mut self.pairs {
            return pairs.click(area, column, row);
        }
        let (left, right) = areas(area);
        let rows = below_header(self.list.below(pane::inside(left)));
        if self.list.click(rows, column, row) {
            self.list.remember(|place| id(session.matrix.regions(), place));
            self.on_posture = false;
            return true;
        }
        let count = posture::rows(&session.plan, session.as_of).len();
        let hit = self.posture.click(count, pane::inside(right), column, row);
        if hit {
            // One part has the keys.
            self.list.close();
            self.on_posture = true;
        }
        hit
    }

    pub(super) fn view(
        &self,
        session: &Session,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        if let Some(pairs) = &self.pairs {
            pairs.view(session, theme, area, buffer);
            return None;
        }
        let (left, right) = areas(area);
        let caret = self.view_list(session, theme, left, buffer);
        let inside = pane::frame("Posture", self.on_posture, theme, right, buffer);
        let rows = posture::rows(&session.plan, session.as_of);
        let typed = self.posture.view(&rows, self.on_posture, theme, inside, buffer);
        typed.or(caret)
    }

    fn view_list(
        &self,
        session: &Session,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let mode = session.plan.mode.map_or("no mode chosen", Mode::name);
        let title = format!("Regions of {} for {mode}", session.matrix.cloud.name());
        let inside = pane::frame(&title, !self.on_posture, theme, area, buffer);
        let caret = self.list.view_filter(theme, inside, buffer);
        let rows = below_header(self.list.below(inside));
        let columns = Columns::of(session.matrix.regions(), rows.width);
        line::write(
            header(columns, session, rows.width, theme),
            Rect { y: rows.y.saturating_sub(1), height: rows.height.min(1), ..rows },
            0,
            buffer,
        );
        self.list.view_rows(theme, rows, buffer, |place, found, here| {
            self.row(session, place, found, here && !self.on_posture, columns, rows.width, theme)
        });
        caret
    }

    #[allow(clippy::too_many_arguments)]
    fn row(
        &self,
        session: &Session,
        place: usize,
        found: &Match,
        here: bool,
        columns: Columns,
        width: u16,
        theme: &Theme,
    ) -> Line<'static> {
        let (Some(region), Some(tally)) = (session.matrix.regions().get(place), self.tallies.get(place))
        else {
            return Line::default();
        };
        let plan = &session.plan;
        let (mark, base) = match () {
            () if plan.region.as_ref() == Some(&region.id) => (theme.symbols.chosen, theme.chosen),
            () if plan.secondary.as_ref() == Some(&region.id) => (theme.symbols.second, theme.chosen),
            () => (" ", theme.text),
        };
        let cursor = if here { theme.symbols.cursor } else { " " };
        let mut spans = vec![Span::styled(format!("{cursor}{mark} "), base)];
        let letters = |field: usize| found.letters.get(field).map(Vec::as_slice).unwrap_or_default();
        spans.extend(line::fitted(line::marked(&region.id.0, letters(0), base, theme.letters), columns.id));
        if columns.location > 0 {
            spans.extend(line::fitted(
                line::marked(&region.location, letters(1), theme.dim, theme.letters),
                columns.location,
            ));
        }
        spans.extend(line::fitted(
            line::marked(region.geo_name(), letters(2), theme.dim, theme.letters),
            columns.geo,
        ));
        spans.extend(tally::spans(counted(tally, session, region), session.plan.mode, theme));
        let mut line = Line::from(line::fitted(spans, usize::from(width)));
        if here {
            line = line.patch_style(theme.selected);
        }
        line
    }
}

/// What a region offers, counted once and only for regions that are seen or filtered by it.
fn counted(tally: &OnceCell<Option<Tally>>, session: &Session, region: &Region) -> Option<Tally> {
    *tally.get_or_init(|| Tally::of(session.criteria(), region))
}

fn header(columns: Columns, session: &Session, width: u16, theme: &Theme) -> Line<'static> {
    let place = if columns.location > 0 { text::pad("Location", columns.location) } else { String::new() };
    let counts = if session.plan.mode == Some(Mode::ExternalModels) { "" } else { tally::HEADER };
    let counts = counts.replace('~', theme.symbols.routing);
    let words =
        format!("   {}{place}{}{counts}", text::pad("Region", columns.id), text::pad("Geo", columns.geo));
    Line::styled(text::fit(&words, usize::from(width)), theme.dim)
}

fn areas(area: Rect) -> (Rect, Rect) {
    let [left, right] = Layout::horizontal([Constraint::Fill(3), Constraint::Fill(2)]).areas(area);
    (left, right)
}

/// How wide the columns of the list are. The counts come first, then the codes; locations take what is left.
#[derive(Debug, Clone, Copy)]
struct Columns {
    id: usize,
    location: usize,
    geo: usize,
}

impl Columns {
    fn of(regions: &[Region], width: u16) -> Self {
        const MARKS: usize = 3;
        let room = usize::from(width).saturating_sub(MARKS + text::width(tally::HEADER));
        let longest = regions.iter().map(|region| text::width(&region.id.0)).max().unwrap_or(0) + 1;
        let (id, geo) = (longest.min(room.saturating_sub(10)), if room > 60 { 24 } else { 10 });
        let left = room.saturating_sub(id + geo);
        Self { id, geo, location: if left < 12 { 0 } else { left } }
    }
}

/// Below the heading, which stands below the filter.
fn below_header(area: Rect) -> Rect {
    Rect { y: area.y.saturating_add(1).min(area.bottom()), height: area.height.saturating_sub(1), ..area }
}

fn id(regions: &[Region], place: usize) -> Option<RegionId> {
    regions.get(place).map(|region| region.id.clone())
}
