//! The third part of step 2: pairs of a primary and a secondary region, best first. Ranked only while it is looked at.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{RegionStep, Reply};
use crate::choice::pair;
use crate::choice::pair::Pair;
use crate::matrix::{Mode, RegionId};
use crate::plan::Plan;
use crate::text;
use crate::tui::message::Message;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, list, pane};

/// The lines below the ranking.
const BELOW: u16 = 3;
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
    fn of(session: &Session) -> Self {
        Self { ranked: pair::ranked(session.criteria()), cursor: 0 }
    }

    /// Ranked anew; the cursor stays with its pair.
    pub fn brought_up_to_date(self, session: &Session) -> Self {
        let under = self.here().map(|pair| (pair.primary, pair.secondary));
        let mut pairs = Self::of(session);
        let found = pairs.rows().iter().position(|pair| Some((pair.primary, pair.secondary)) == under);
        pairs.cursor = found.unwrap_or(0);
        pairs
    }

    fn rows(&self) -> &[Pair] {
        self.ranked.as_deref().unwrap_or_default()
    }

    fn here(&self) -> Option<&Pair> {
        self.rows().get(self.cursor)
    }

    pub fn click(&mut self, area: Rect, column: u16, row: u16) -> bool {
        let hit = list::row_at(rows_area(area), self.cursor, self.rows().len(), column, row);
        self.cursor = hit.unwrap_or(self.cursor);
        hit.is_some()
    }

    pub fn view(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let mode = session.plan.mode.map_or("no mode chosen", Mode::name);
        let with = session.criteria().region.region().map(|region| format!(" with {}", region.id));
        let title = format!("Pairs for {mode}: {}{}", self.rows().len(), with.unwrap_or_default());
        let inside = pane::frame(&title, true, theme, area, buffer);
        let Some(ranked) = &self.ranked else {
            let words = match session.plan.mode {
                None => "The gates begin with the mode: choose one in step 1.",
                Some(_) => "By the provider: the region table does not speak of external models.",
            };
            line::write_all(line::wrapped(words, inside.width, theme.warn), inside, buffer);
            return;
        };
        if ranked.is_empty() {
            let words = "No pair keeps the residency rule: both regions must be in the same Geo.";
            line::write_all(line::wrapped(words, inside.width, theme.warn), inside, buffer);
            return;
        }
        let rows = rows_area(area);
        let head = Rect { height: inside.height.min(1), ..inside };
        line::write(header(rows.width, theme), head, 0, buffer);
        let first = list::first_row(self.cursor, ranked.len(), usize::from(rows.height));
        for (at, pair) in ranked.iter().enumerate().skip(first).take(usize::from(rows.height)) {
            line::write(row(pair, session, at == self.cursor, rows.width, theme), rows, at - first, buffer);
        }
        let below = Rect {
            y: rows.bottom().saturating_add(1).min(inside.bottom()),
            height: inside.bottom().saturating_sub(rows.bottom().saturating_add(1)),
            ..inside
        };
        let told = self.here().map(|pair| told(pair, session)).unwrap_or_default();
        line::write_all(line::wrapped(&told, below.width, theme.dim), below, buffer);
    }
}

impl RegionStep {
    pub(super) fn look_at_pairs(&mut self, session: &Session) -> Reply {
        self.list.close();
        self.on_posture = false;
        self.pairs = Some(Pairs::of(session));
        Reply::Done
    }

    pub(super) fn update_pairs(&mut self, message: &Message, session: &Session, plan: &mut Plan) -> Reply {
        let Some(pairs) = &mut self.pairs else { return Reply::Unused };
        if let Some(cursor) = list::moved(pairs.cursor, pairs.rows().len(), message) {
            pairs.cursor = cursor;
            return Reply::Done;
        }
        match message {
            Message::Accept => {
                let regions = session.matrix.regions();
                let both = pairs
                    .here()
                    .and_then(|pair| Some((regions.get(pair.primary)?, regions.get(pair.secondary)?)));
                let Some((primary, secondary)) = both else { return Reply::Done };
                plan.region = Some(primary.id.clone());
                plan.secondary = Some(secondary.id.clone());
                self.pairs = None;
                return Reply::GoOn;
            }
            Message::NextPart | Message::Back => self.pairs = None,
            Message::PreviousPart => {
                self.pairs = None;
                self.on_posture = true;
            }
            _ => return Reply::Unused,
        }
        Reply::Done
    }
}

/// Between the heading and what is told of the pair under the cursor.
fn rows_area(area: Rect) -> Rect {
    let inside = pane::inside(area);
    let top = inside.y.saturating_add(1).min(inside.bottom());
    let below = if inside.height > 8 { BELOW } else { 0 };
    Rect { y: top, height: (inside.bottom() - top).saturating_sub(below), ..inside }
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

fn header(width: u16, theme: &Theme) -> Line<'static> {
    let Columns { code, distance, counts } = Columns::of(width);
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

fn row(pair: &Pair, session: &Session, here: bool, width: u16, theme: &Theme) -> Line<'static> {
    let Columns { code, distance: apart, counts } = Columns::of(width);
    let cut = |place: usize| {
        let id = session.matrix.regions().get(place).map(|region| region.id.0.as_str());
        // A blank parts the codes.
        text::pad(&text::fit(id.unwrap_or_default(), code.saturating_sub(1)), code)
    };
    let id = |place: usize| session.matrix.regions().get(place).map(|region| &region.id);
    let chosen = |choice: Option<&RegionId>, place: usize| choice.is_some() && choice == id(place);
    let both = chosen(session.plan.region.as_ref(), pair.primary)
        && chosen(session.plan.secondary.as_ref(), pair.secondary);
    let (mark, base) = if both { (theme.symbols.chosen, theme.chosen) } else { (" ", theme.text) };
    let cursor = if here { theme.symbols.cursor } else { " " };
    let count = |count: usize, wide: usize, style| {
        Span::styled(format!("{count:>wide$}"), if count == 0 { theme.dim } else { style })
    };
    let mut spans = vec![
        Span::styled(format!("{cursor}{mark} "), base),
        Span::styled(cut(pair.primary), base),
        Span::styled(cut(pair.secondary), base),
    ];
    if apart > 0 {
        spans.push(Span::styled(text::pad(distance(pair), apart), theme.dim));
    }
    let counted = [(pair.both, theme.pass), (pair.alone, theme.warn), (pair.unknown, theme.unknown)];
    let counted = counted.into_iter().zip(COUNTS).take(counts);
    spans.extend(counted.map(|((number, style), wide)| count(number, wide, style)));
    let line = Line::from(line::fitted(spans, usize::from(width)));
    if here { line.patch_style(theme.selected) } else { line }
}

fn distance(pair: &Pair) -> &'static str {
    match pair.distance {
        0 => "same country",
        1 => "same Geo",
        _ => "elsewhere",
    }
}

/// The pair under the cursor in a sentence.
fn told(pair: &Pair, session: &Session) -> String {
    let regions = session.matrix.regions();
    let (Some(primary), Some(secondary)) = (regions.get(pair.primary), regions.get(pair.secondary)) else {
        return String::new();
    };
    let unknown = match pair.unknown {
        0 => String::new(),
        unknown => format!(" {unknown} cells of the two nobody has seen: they count for nothing."),
    };
    format!(
        "Open in both under this posture: {}; in {} alone, without a failover to {}: {}.{unknown}",
        pair.both, primary.id, secondary.id, pair.alone
    )
}
