//! Step 3: the live table of models, best first, and the five gates of the one under the cursor.

mod detail;

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::text::{Line, Span};

use super::Reply;
use crate::matrix::query::{Match, Query, Scratch};
use crate::matrix::{Host, Matrix, Model, ModelId};
use crate::plan::Verdict;
use crate::plan::gate::{NeedsRouting, needs_routing};
use crate::text;
use crate::tui::board::{Board, Desk, Row, Scene};
use crate::tui::message::Message;
use crate::tui::theme::Theme;
use crate::tui::widget::field::Field;
use crate::tui::widget::{filter, line, list, pane};

/// How many ways out are told.
const WAYS_OUT: usize = 6;

/// The state of step 3.
#[derive(Debug, Default)]
pub struct ModelStep {
    cursor: usize,
    filter: Option<Field>,
    query: String,
    /// The rows of the board that match the filter, best first, with the letters that matched.
    rows: Vec<(usize, Match)>,
    /// The model under the cursor, so that the cursor stays with it when the board changes.
    under: Option<ModelId>,
    /// Its nearest ways out if it is closed, told once for each move of the cursor.
    ways_out: Vec<(Verdict, String)>,
    scratch: Scratch,
}

impl ModelStep {
    pub(super) fn takes_text(&self) -> bool {
        self.filter.is_some()
    }

    pub(super) fn refresh(&mut self, scene: &Scene<'_>) {
        self.apply_filter(scene.board, scene.matrix);
        let keep = self.under.clone();
        self.put_cursor_on(keep.as_ref(), scene);
    }

    fn apply_filter(&mut self, board: &Board, matrix: &Matrix) {
        let query = Query::parse(&self.query);
        self.rows.clear();
        for (place, row) in board.rows.iter().enumerate() {
            let Some(model) = matrix.models().get(row.model) else { continue };
            let endpoint = model.endpoint.as_ref().map_or("", |endpoint| &endpoint.0);
            let fields = [model.name.as_str(), endpoint, model.provider.as_deref().unwrap_or_default()];
            self.rows.extend(query.matches(&fields, &mut self.scratch).map(|found| (place, found)));
        }
        // The best match comes first, open or not: Enter must take what was typed. Without words every score is the
        // same, and the board's order stands: available, conditional, unknown, blocked.
        self.rows.sort_by_key(|(place, found)| (std::cmp::Reverse(found.score), *place));
    }

    fn put_cursor_on(&mut self, id: Option<&ModelId>, scene: &Scene<'_>) {
        let (board, matrix) = (scene.board, scene.matrix);
        let row = |id: &ModelId| {
            self.rows.iter().position(|(place, _)| matrix.models()[board.rows[*place].model].id == *id)
        };
        let found = id.and_then(row).or_else(|| scene.plan.model.as_ref().and_then(row));
        self.cursor = found.unwrap_or(0);
        self.remember(scene);
    }

    fn remember(&mut self, scene: &Scene<'_>) {
        let here =
            self.here(scene.board, scene.matrix).map(|(row, model)| (row.judged.verdict.is_open(), model));
        self.under = here.map(|(_, model)| model.id.clone());
        self.ways_out = match here {
            Some((false, model)) => {
                let ways = scene.facts().case(model).alternatives();
                ways.iter().take(WAYS_OUT).map(|way| (way.verdict, way.words())).collect()
            }
            _ => Vec::new(),
        };
    }

    fn here<'a>(&self, board: &'a Board, matrix: &'a Matrix) -> Option<(&'a Row, &'a Model)> {
        let (place, _) = self.rows.get(self.cursor)?;
        let row = board.rows.get(*place)?;
        Some((row, matrix.models().get(row.model)?))
    }

    pub(super) fn update(&mut self, message: &Message, desk: &mut Desk<'_>) -> Reply {
        let matrix = Rc::clone(desk.matrix);
        if let (Some(filter), Message::Text(_) | Message::Paste(_)) = (&mut self.filter, message) {
            match message {
                Message::Text(key) => filter.key(*key),
                Message::Paste(pasted) => filter.paste(pasted),
                _ => {}
            }
            self.query = filter.value();
            self.apply_filter(desk.board, &matrix);
            self.cursor = 0;
            self.remember(&desk.scene());
            return Reply::Done;
        }
        if let Some(cursor) = list::moved(self.cursor, self.rows.len(), message) {
            self.cursor = cursor;
            self.remember(&desk.scene());
            return Reply::Done;
        }
        let here = self.here(desk.board, &matrix).map(|(_, model)| model.id.clone());
        match message {
            Message::Filter => self.filter = Some(Field::line(&self.query)),
            Message::Back if self.filter.is_some() => self.filter = None,
            Message::Back if !self.query.is_empty() => self.drop_filter(here.as_ref(), &desk.scene()),
            Message::Accept => {
                let Some(id) = here else { return Reply::Done };
                self.filter = None;
                self.drop_filter(Some(&id), &desk.scene());
                desk.plan.considered.retain(|other| *other != id);
                desk.plan.model = Some(id);
                return Reply::GoOn;
            }
            Message::Toggle => {
                if let Some(id) = here {
                    desk.plan.toggle_considered(&id);
                }
            }
            Message::Clear => desk.plan.model = None,
            _ => return Reply::Unused,
        }
        Reply::Done
    }

    fn drop_filter(&mut self, id: Option<&ModelId>, scene: &Scene<'_>) {
        self.query.clear();
        self.apply_filter(scene.board, scene.matrix);
        self.put_cursor_on(id, scene);
    }

    pub(super) fn click(&mut self, scene: &Scene<'_>, area: Rect, column: u16, row: u16) -> bool {
        let (left, _) = areas(area);
        let Some(place) = list::row_at(list_area(left), self.cursor, self.rows.len(), column, row) else {
            return false;
        };
        self.cursor = place;
        self.remember(scene);
        true
    }

    pub(super) fn view(
        &self,
        scene: &Scene<'_>,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let (left, right) = areas(area);
        let title = format!("Models {} of {}", self.rows.len(), scene.board.rows.len());
        let inside = pane::frame(&title, true, theme, left, buffer);
        let caret = filter::view(self.filter.as_ref(), &self.query, theme, inside, buffer);
        self.view_rows(scene, theme, list_area(left), buffer);
        match self.here(scene.board, scene.matrix) {
            Some((row, model)) => detail::view(scene, row, model, &self.ways_out, theme, right, buffer),
            None => {
                pane::frame("Gates", false, theme, right, buffer);
            }
        }
        caret
    }

    fn view_rows(&self, scene: &Scene<'_>, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        if self.rows.is_empty() {
            let words = format!("No model matches '{}'. Esc drops the filter.", self.query);
            line::write_all(line::wrapped(&words, area.width, theme.warn), area, buffer);
            return;
        }
        let first = list::first_row(self.cursor, self.rows.len(), usize::from(area.height));
        for (at, (place, found)) in self.rows.iter().enumerate().skip(first).take(usize::from(area.height)) {
            let Some(row) = scene.board.rows.get(*place) else { continue };
            let Some(model) = scene.matrix.models().get(row.model) else { continue };
            let line = model_row(scene, row, model, found, at == self.cursor, area.width, theme);
            line::write(line, area, at - first, buffer);
        }
    }
}

fn model_row(
    scene: &Scene<'_>,
    row: &Row,
    model: &Model,
    found: &Match,
    here: bool,
    width: u16,
    theme: &Theme,
) -> Line<'static> {
    let (symbol, style) = theme.verdict(row.judged.verdict);
    let mark = match () {
        () if scene.plan.model.as_ref() == Some(&model.id) => theme.symbols.chosen,
        () if scene.plan.considered.contains(&model.id) => theme.symbols.second,
        () => " ",
    };
    let cursor = if here { theme.symbols.cursor } else { " " };
    let base = if mark == theme.symbols.chosen { theme.chosen } else { theme.text };
    let tail = tail(scene, row, model, theme);
    let room = usize::from(width).saturating_sub(5 + text::width(&tail) + 1);
    let mut spans =
        vec![Span::styled(format!("{cursor}{mark} "), base), Span::styled(format!("{symbol} "), style)];
    // A match in the endpoint or provider shows itself there: the name alone would look unrelated.
    let letters = |field: usize| found.letters.get(field).map(Vec::as_slice).unwrap_or_default();
    let in_endpoint = letters(0).is_empty() && !letters(1).is_empty();
    let name = match (&model.endpoint, in_endpoint) {
        (Some(endpoint), true) => line::marked(&endpoint.0, letters(1), base, theme.letters),
        _ => line::marked(&model.name, letters(0), base, theme.letters),
    };
    spans.extend(line::fitted(name, room));
    spans.push(Span::styled(format!(" {tail}"), style));
    let line = Line::from(line::fitted(spans, usize::from(width)));
    if here { line.patch_style(theme.selected) } else { line }
}

/// What a row says at its end: nothing when available, else why not without conditions.
fn tail(scene: &Scene<'_>, row: &Row, model: &Model, theme: &Theme) -> String {
    let case = scene.facts().case(model);
    if let Host::Vendor { provider, .. } = &model.host {
        // The same name stands at several vendors, and the gates say the same of all: by the provider.
        return provider.clone();
    }
    match (row.judged.verdict, row.judged.deciding()) {
        (Verdict::Conditional, _) => {
            let mut words = Vec::new();
            if needs_routing(&case) == NeedsRouting::Yes {
                words.push(theme.symbols.routing.to_owned());
            }
            for (gate, judgement) in row.judged.iter() {
                let said = gate.id == "routing" && !words.is_empty();
                if judgement.outcome == crate::plan::Outcome::Warn && !said {
                    words.push(short(gate.id, &case));
                }
            }
            words.join(" ")
        }
        (_, Some((gate, _))) => short(gate.id, &case),
        (_, None) => String::new(),
    }
}

fn short(gate: &str, case: &crate::plan::Case<'_>) -> String {
    match gate {
        "status" if case.is_preview() == Some(true) => "preview".to_owned(),
        "retirement" => "retires".to_owned(),
        other => other.to_owned(),
    }
}

fn areas(area: Rect) -> (Rect, Rect) {
    let [left, right] = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(area);
    (left, right)
}

/// Below the filter.
fn list_area(pane_area: Rect) -> Rect {
    let inside = pane::inside(pane_area);
    Rect {
        y: inside.y.saturating_add(1).min(inside.bottom()),
        height: inside.height.saturating_sub(1),
        ..inside
    }
}
