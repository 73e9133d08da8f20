//! Step 2: the primary region, the one to fail over to, and what the organisation brings.

mod posture;
mod tally;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

use super::Reply;
use crate::matrix::query::{Match, Query, Scratch};
use crate::matrix::{Mode, Region, RegionId};
use crate::plan::tally::Tally;
use crate::text;
use crate::tui::board::{Desk, Scene};
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::form::{Asked, Form};
use crate::tui::widget::{filter, line, list, pane};

/// The state of step 2.
#[derive(Debug, Default)]
pub struct RegionStep {
    cursor: usize,
    filter: Option<Field>,
    query: String,
    /// The regions that match the filter, best first, with the letters that matched.
    rows: Vec<(usize, Match)>,
    /// The region under the cursor, so that the cursor stays with it when the list changes.
    under: Option<RegionId>,
    /// What each region of the matrix offers for the mode and posture.
    tallies: Vec<Option<Tally>>,
    posture: Form,
    on_posture: bool,
    scratch: Scratch,
}

impl RegionStep {
    pub(super) fn takes_text(&self) -> bool {
        self.filter.is_some() || self.posture.editing.is_some()
    }

    pub(super) fn is_filtering(&self) -> bool {
        self.filter.is_some()
    }

    pub(super) fn refresh(&mut self, scene: &Scene<'_>) {
        self.tallies = scene.matrix.regions().iter().map(|region| Tally::of(scene.facts(), region)).collect();
        self.apply_filter(scene.matrix.regions());
        self.put_cursor_back(scene);
    }

    fn apply_filter(&mut self, regions: &[Region]) {
        let query = Query::parse(&self.query);
        self.rows = regions
            .iter()
            .enumerate()
            .filter_map(|(place, region)| {
                let fields = [region.id.0.as_str(), region.location.as_str(), region.geo_name()];
                query.matches(&fields, &mut self.scratch).map(|found| (place, found))
            })
            .collect();
        self.rows.sort_by_key(|(place, found)| (std::cmp::Reverse(found.score), *place));
    }

    /// Back to the region it was on, else to the chosen one.
    fn put_cursor_back(&mut self, scene: &Scene<'_>) {
        let regions = scene.matrix.regions();
        let row = |id: &RegionId| self.rows.iter().position(|(place, _)| regions[*place].id == *id);
        let found = self.under.as_ref().and_then(row).or_else(|| scene.plan.region.as_ref().and_then(row));
        self.put_cursor(found.unwrap_or(0), regions);
    }

    fn put_cursor(&mut self, cursor: usize, regions: &[Region]) {
        self.cursor = cursor;
        self.under = self.rows.get(cursor).map(|(place, _)| regions[*place].id.clone());
    }

    pub(super) fn update(&mut self, message: &Message, desk: &mut Desk<'_>) -> Reply {
        if self.on_posture {
            return self.update_posture(message, desk);
        }
        if let (Some(filter), Message::Text(_) | Message::Paste(_)) = (&mut self.filter, message) {
            match message {
                Message::Text(key) => filter.key(*key),
                Message::Paste(pasted) => filter.paste(pasted),
                _ => {}
            }
            self.query = filter.value();
            self.apply_filter(desk.matrix.regions());
            // While typing the best match is under the cursor.
            self.put_cursor(0, desk.matrix.regions());
            return Reply::Done;
        }
        if let Some(cursor) = list::moved(self.cursor, self.rows.len(), message) {
            self.put_cursor(cursor, desk.matrix.regions());
            return Reply::Done;
        }
        match message {
            Message::Filter => self.filter = Some(Field::line(&self.query)),
            Message::Back if self.filter.is_some() => self.filter = None,
            Message::Back if !self.query.is_empty() => self.drop_filter(desk),
            Message::NextPart | Message::PreviousPart => {
                self.filter = None;
                self.on_posture = true;
            }
            Message::Accept => return self.take_primary(desk),
            Message::Toggle => self.toggle_secondary(desk),
            Message::Clear => desk.plan.secondary = None,
            _ => return Reply::Unused,
        }
        Reply::Done
    }

    fn drop_filter(&mut self, desk: &Desk<'_>) {
        self.query.clear();
        self.apply_filter(desk.matrix.regions());
        self.put_cursor_back(&desk.scene());
    }

    fn here<'a>(&self, desk: &'a Desk<'_>) -> Option<&'a Region> {
        self.rows.get(self.cursor).and_then(|(place, _)| desk.matrix.regions().get(*place))
    }

    fn take_primary(&mut self, desk: &mut Desk<'_>) -> Reply {
        let Some(id) = self.here(desk).map(|region| region.id.clone()) else { return Reply::Done };
        self.filter = None;
        self.drop_filter(desk);
        if desk.plan.secondary.as_ref() == Some(&id) {
            desk.plan.secondary = None;
        }
        desk.plan.region = Some(id);
        Reply::GoOn
    }

    fn toggle_secondary(&mut self, desk: &mut Desk<'_>) {
        let Some(id) = self.here(desk).map(|region| region.id.clone()) else { return };
        if desk.plan.secondary.as_ref() == Some(&id) {
            desk.plan.secondary = None;
        } else if desk.plan.region.as_ref() != Some(&id) {
            desk.plan.secondary = Some(id);
        }
    }

    fn update_posture(&mut self, message: &Message, desk: &mut Desk<'_>) -> Reply {
        let rows = posture::rows(&desk.plan.posture, desk.as_of);
        let asked = self.posture.update(&rows, message);
        let place = self.posture.cursor;
        match asked {
            Asked::Nothing => Reply::Done,
            Asked::Turn { back } => {
                posture::turn(place, back, &mut desk.plan.posture);
                Reply::Done
            }
            Asked::Edit => {
                self.posture.edit(&rows[place].value);
                Reply::Done
            }
            Asked::Commit(text) => {
                match posture::write(place, &text, &mut desk.plan.posture) {
                    Ok(()) => self.posture.taken(rows.len()),
                    Err(error) => self.posture.refused(error.to_string().replace('\n', "; ")),
                }
                Reply::Done
            }
            Asked::Clear => {
                // An empty text is always taken.
                let _ = posture::write(place, "", &mut desk.plan.posture);
                Reply::Done
            }
            Asked::GoOn | Asked::Pick => self.leave_posture(),
            Asked::Unused => match message {
                Message::NextPart | Message::PreviousPart | Message::Back => self.leave_posture(),
                _ => Reply::Unused,
            },
        }
    }

    fn leave_posture(&mut self) -> Reply {
        self.on_posture = false;
        Reply::Done
    }

    pub(super) fn click(&mut self, scene: &Scene<'_>, area: Rect, column: u16, row: u16) -> bool {
        let (left, right) = areas(area);
        let rows = list_area(left);
        if let Some(place) = list::row_at(rows, self.cursor, self.rows.len(), column, row) {
            self.put_cursor(place, scene.matrix.regions());
            self.on_posture = false;
            return true;
        }
        let count = posture::rows(&scene.plan.posture, scene.as_of).len();
        let hit = self.posture.click(count, pane::inside(right), column, row);
        if hit {
            // One part has the keys.
            self.filter = None;
            self.on_posture = true;
        }
        hit
    }

    pub(super) fn view(
        &self,
        scene: &Scene<'_>,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let (left, right) = areas(area);
        let caret = self.view_list(scene, theme, left, buffer);
        let inside = pane::frame("Posture", self.on_posture, theme, right, buffer);
        let rows = posture::rows(&scene.plan.posture, scene.as_of);
        let typed = self.posture.view(&rows, self.on_posture, theme, inside, buffer);
        typed.or(caret)
    }

    fn view_list(
        &self,
        scene: &Scene<'_>,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let mode = scene.plan.mode.map_or("no mode chosen", Mode::name);
        let title = format!("Regions of {} for {mode}", scene.matrix.cloud.name());
        let inside = pane::frame(&title, !self.on_posture, theme, area, buffer);
        let caret = filter::view(self.filter.as_ref(), &self.query, theme, inside, buffer);
        let rows = list_area(area);
        let columns = Columns::of(scene.matrix.regions(), rows.width);
        line::write(
            header(columns, scene, rows.width, theme),
            Rect { y: rows.y.saturating_sub(1), height: rows.height.min(1), ..rows },
            0,
            buffer,
        );
        let first = list::first_row(self.cursor, self.rows.len(), usize::from(rows.height));
        for (at, (region, found)) in self.rows.iter().enumerate().skip(first).take(usize::from(rows.height)) {
            let here = at == self.cursor && !self.on_posture;
            let line = self.row(scene, *region, found, here, columns, rows.width, theme);
            line::write(line, rows, at - first, buffer);
        }
        if self.rows.is_empty() {
            line::write(
                Line::styled(format!("No region matches '{}'.", self.query), theme.warn),
                rows,
                0,
                buffer,
            );
        }
        caret
    }

    #[allow(clippy::too_many_arguments)]
    fn row(
        &self,
        scene: &Scene<'_>,
        place: usize,
        found: &Match,
        here: bool,
        columns: Columns,
        width: u16,
        theme: &Theme,
    ) -> Line<'static> {
        let (Some(region), Some(tally)) = (scene.matrix.regions().get(place), self.tallies.get(place)) else {
            return Line::default();
        };
        let plan = scene.plan;
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
        spans.extend(tally::spans(*tally, scene.plan.mode, theme));
        let mut line = Line::from(line::fitted(spans, usize::from(width)));
        if here {
            line = line.patch_style(theme.selected);
        }
        line
    }
}

fn header(columns: Columns, scene: &Scene<'_>, width: u16, theme: &Theme) -> Line<'static> {
    let place = if columns.location > 0 { text::pad("Location", columns.location) } else { String::new() };
    let counts = if scene.plan.mode == Some(Mode::ExternalModels) { "" } else { tally::HEADER };
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

/// Below the filter and the heading.
fn list_area(pane_area: Rect) -> Rect {
    let inside = pane::inside(pane_area);
    Rect {
        y: inside.y.saturating_add(2).min(inside.bottom()),
        height: inside.height.saturating_sub(2),
        ..inside
    }
}
