//! The third part of step 2: pairs of a primary and a secondary region, best first. Ranked only while it is looked at.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::choice::pair::{self, Pair};
use crate::matrix::{Mode, Region};
use crate::plan::Plan;
use crate::text;
use crate::tui::areas::below;
use crate::tui::message::Message;
use crate::tui::reply::Reply;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, list, pane};

/// The lines below the ranking.
const SUMMARY: u16 = 3;
/// The columns of the screen that the marks take.
const MARKS: usize = 3;
/// The columns of the screen that the distance takes.
const DISTANCE: usize = 14;
/// The columns of the screen that the counts take, in their order.
const COUNTS: [usize; 3] = [6, 7, 9];
/// The columns of the screen from which on a code can be told from others.
const CODE: usize = 16;

/// The ranking, and where the cursor is.
#[derive(Debug)]
pub(super) struct Pairs {
    /// None while no hosted mode is chosen.
    ranked: Option<Vec<Pair>>,
    cursor: usize,
}

impl Pairs {
    pub fn new(session: &Session) -> Self {
        Self { ranked: pair::ranked(session.criteria()), cursor: 0 }
    }

    /// Ranks anew; the cursor stays with its pair.
    pub fn refresh(&mut self, session: &Session) {
        let regions = |pair: &Pair| (pair.primary, pair.secondary);
        let under = self.here().map(regions);
        *self = Self::new(session);
        self.cursor = self.rows().iter().position(|pair| Some(regions(pair)) == under).unwrap_or(0);
    }

    fn rows(&self) -> &[Pair] {
        self.ranked.as_deref().unwrap_or_default()
    }

    fn here(&self) -> Option<&Pair> {
        self.rows().get(self.cursor)
    }

    pub fn update(&mut self, message: &Message, session: &Session, plan: &mut Plan) -> Reply {
        if let Some(cursor) = list::moved(self.cursor, self.rows().len(), message) {
            self.cursor = cursor;
            return Reply::Done;
        }
        if !matches!(message, Message::Accept) {
            return Reply::Unused;
        }
        let Some((primary, secondary)) = self.here().and_then(|pair| regions(pair, session)) else {
            return Reply::Done;
        };
        plan.region = Some(primary.id.clone());
        plan.secondary = Some(secondary.id.clone());
        Reply::GoOn
    }

    pub fn click(&mut self, area: Rect, column: u16, row: u16) {
        let hit = list::row_at(rows_area(area), self.cursor, self.rows().len(), column, row);
        self.cursor = hit.unwrap_or(self.cursor);
    }

    pub fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let mode = session.plan.mode.map_or("no mode chosen", Mode::name);
        let with = session.criteria().region.region().map(|region| format!(" with {}", region.id));
        let title = format!("Pairs for {mode}: {}{}", self.rows().len(), with.unwrap_or_default());
        let inside = pane::frame(&title, true, theme, area, buffer);
        let Some(ranked) = &self.ranked else {
            let words = match session.plan.mode {
                None => "Choose a mode first (step 1).",
                Some(_) => "Decided by the provider: the region table does not list external models.",
            };
            line::write_all(line::wrapped(words, inside.width, theme.warn), inside, buffer);
            return;
        };
        if ranked.is_empty() {
            let words = "No pair keeps the residency rule: both regions must be in the same Geo.";
            line::write_all(line::wrapped(words, inside.width, theme.warn), inside, buffer);
            return;
        }
        let (rows, columns) = (rows_area(area), Columns::of(inside.width));
        line::write(header(&columns, inside.width, theme), inside, 0, buffer);
        let first = list::first_row(self.cursor, ranked.len(), usize::from(rows.height));
        for (at, pair) in ranked.iter().enumerate().skip(first).take(usize::from(rows.height)) {
            let row = row(pair, session, at == self.cursor, &columns, rows.width, theme);
            line::write(row, rows, at - first, buffer);
        }
        let lower = below(inside, usize::from(rows.height) + 2);
        let summary = self.here().map(|pair| summary(pair, session)).unwrap_or_default();
        line::write_all(line::wrapped(&summary, lower.width, theme.dim), lower, buffer);
    }
}

/// The regions of a pair.
fn regions<'a>(pair: &Pair, session: &'a Session) -> Option<(&'a Region, &'a Region)> {
    let regions = session.matrix.regions();
    Some((regions.get(pair.primary)?, regions.get(pair.secondary)?))
}

/// Between the heading and the summary of the pair under the cursor.
fn rows_area(area: Rect) -> Rect {
    let rows = below(pane::inside(area), 1);
    let summary = if rows.height >= 8 { SUMMARY } else { 0 };
    Rect { height: rows.height.saturating_sub(summary), ..rows }
}

/// How wide the columns are. The codes come first: where they have no room, the distance goes, then the last counts.
struct Columns {
    code: usize,
    distance: usize,
    counts: usize,
}

impl Columns {
    fn of(width: u16) -> Self {
        let width = usize::from(width).saturating_sub(MARKS);
        let code = |distance: usize, counts: usize| {
            width.saturating_sub(distance + COUNTS.iter().take(counts).sum::<usize>()) / 2
        };
        let ways = [(DISTANCE, 3), (0, 3), (0, 2), (0, 1)];
        let (distance, counts) =
            ways.into_iter().find(|(distance, counts)| code(*distance, *counts) >= CODE).unwrap_or((0, 1));
        Self { code: code(distance, counts).min(24), distance, counts }
    }
}

fn header(columns: &Columns, width: u16, theme: &Theme) -> Line<'static> {
    let Columns { code, distance, counts } = *columns;
    let mut words =
        format!("{}{}{}", " ".repeat(MARKS), text::pad("Primary", code), text::pad("Secondary", code));
    if distance > 0 {
        words.push_str(&text::pad("Distance", distance));
    }
    for (count, wide) in ["both", "alone", "unknown"].into_iter().zip(COUNTS).take(counts) {
        // Writing to a string cannot fail.
        let _ = write!(words, "{count:>wide$}");
    }
    Line::styled(text::fit(&words, usize::from(width)), theme.dim)
}

fn row(
    pair: &Pair,
    session: &Session,
    here: bool,
    columns: &Columns,
    width: u16,
    theme: &Theme,
) -> Line<'static> {
    let Some((primary, secondary)) = regions(pair, session) else { return Line::default() };
    let both = session.plan.region.as_ref() == Some(&primary.id)
        && session.plan.secondary.as_ref() == Some(&secondary.id);
    let (mark, base) = if both { (theme.symbols.chosen, theme.chosen) } else { (" ", theme.text) };
    let mut spans = vec![list::lead(here, mark, base, theme)];
    for region in [primary, secondary] {
        // A blank parts the codes.
        let code = text::fit(&region.id.0, columns.code.saturating_sub(1));
        spans.push(Span::styled(text::pad(&code, columns.code), base));
    }
    if columns.distance > 0 {
        spans.push(Span::styled(text::pad(distance(pair), columns.distance), theme.dim));
    }
    let counts = [(pair.both, theme.pass), (pair.alone, theme.warn), (pair.unknown, theme.unknown)];
    for ((count, style), wide) in counts.into_iter().zip(COUNTS).take(columns.counts) {
        spans.push(Span::styled(format!("{count:>wide$}"), if count == 0 { theme.dim } else { style }));
    }
    list::row(spans, here, width, theme)
}

fn distance(pair: &Pair) -> &'static str {
    match pair.distance {
        0 => "same country",
        1 => "same Geo",
        _ => "elsewhere",
    }
}

/// The pair under the cursor in a sentence.
fn summary(pair: &Pair, session: &Session) -> String {
    let Some((primary, secondary)) = regions(pair, session) else { return String::new() };
    let unknown = match pair.unknown {
        0 => String::new(),
        unknown => format!(" {unknown} unknown cells are not counted."),
    };
    format!(
        "Open in both under this posture: {}; in {} alone, without a failover to {}: {}.{unknown}",
        pair.both, primary.id, secondary.id, pair.alone
    )
}
