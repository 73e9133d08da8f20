//! One row of the timeline: a model's life up to its end, with the days that matter to the plan across it.

use chrono::NaiveDate;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::axis::Axis;
use crate::matrix::{LifecycleFact, Mode, TimelineEntry};
use crate::text;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, list, name};

/// The row of an ending.
pub(super) fn of(
    ending: &TimelineEntry,
    letters: &[u32],
    axis: &Axis,
    session: &Session,
    here: bool,
    theme: &Theme,
) -> Line<'static> {
    let mut cells: Vec<(char, Style)> = vec![(' ', theme.text); axis.columns];
    for mark in axis.marks(session, theme) {
        cells[mark.column] = ('│', if mark.word == "as of" { theme.focus } else { mark.style });
    }
    if let Some(fact) = ending.fact(&session.matrix) {
        life(fact, &ending.modes, axis, session, theme, &mut cells);
    } else {
        let words = format!(" preview: {}", Mode::in_words(&ending.modes));
        fill(&mut cells, 0, axis.columns, '·', theme.dim);
        let start = axis.columns.saturating_sub(words.chars().count());
        put(&mut cells, start, &words, theme.warn);
    }
    let counts = session.plan.mode.is_none_or(|mode| ending.modes.contains(&mode));
    let base = match () {
        () if session.plan.model == ending.model(&session.matrix).map(|model| model.id.clone()) => {
            theme.chosen
        }
        () if counts => theme.text,
        () => theme.dim,
    };
    let cursor = if here { theme.symbols.cursor } else { " " };
    let room = axis.names.saturating_sub(3);
    let mut spans = vec![Span::styled(format!("{cursor} "), base)];
    if let Some(model) = ending.model(&session.matrix) {
        spans.extend(name::spans(model, letters, room, base, theme.letters));
    }
    spans = line::fitted(spans, axis.names);
    spans.extend(cells.into_iter().map(|(sign, style)| Span::styled(sign.to_string(), style)));
    Line::from(if here { list::band(spans, theme) } else { spans })
}

/// The line up to the end, the end itself, and when and where it is.
fn life(
    fact: &LifecycleFact,
    in_modes: &[Mode],
    axis: &Axis,
    session: &Session,
    theme: &Theme,
    cells: &mut [(char, Style)],
) {
    let Some(retires) = fact.retires else {
        fill(cells, 0, cells.len(), '─', theme.dim);
        let words = format!(" no date: {}", Mode::in_words(in_modes));
        put(cells, cells.len().saturating_sub(words.chars().count()), &words, theme.warn);
        return;
    };
    let redirect = fact.redirect.as_ref();
    let last = fact.over().unwrap_or(retires);
    let column = |day: NaiveDate| usize::try_from(axis.column(day)).unwrap_or(0).min(cells.len());
    let (end, over) = (column(retires), column(last));
    fill(cells, 0, end, '─', theme.dim);
    fill(cells, end, over, '≈', theme.warn);
    let style = if last <= session.as_of { theme.block } else { theme.warn };
    let sign = if fact.date_kind.is_certain() { theme.symbols.block } else { theme.symbols.unknown };
    let words = match redirect {
        Some(redirect) => format!("{retires} {}, redirected to {}", Mode::in_words(in_modes), redirect.until),
        None => format!("{retires} {}", Mode::in_words(in_modes)),
    };
    match axis.place(last) {
        Some(place) => {
            put(cells, place, sign, style);
            let (behind, before) = (cells.len().saturating_sub(place + 2), place.saturating_sub(1));
            // Behind the end, or before it where there is no room; the end itself stays in sight.
            if text::width(&words) <= behind || behind >= before {
                put(cells, place + 2, &text::fit(&words, behind), style);
            } else {
                let words = text::fit(&words, before);
                put(cells, place.saturating_sub(text::width(&words) + 1), &words, style);
            }
        }
        None if axis.column(last) < 0 => put(cells, 0, &format!("← {words}"), style),
        None => {
            let words = format!(" {words} →");
            put(cells, cells.len().saturating_sub(words.chars().count()), &words, style);
        }
    }
}

/// Draws a line without hiding the days that are marked.
fn fill(cells: &mut [(char, Style)], from: usize, to: usize, sign: char, style: Style) {
    for cell in cells.iter_mut().take(to).skip(from).filter(|(sign, _)| *sign == ' ') {
        *cell = (sign, style);
    }
}

fn put(cells: &mut [(char, Style)], from: usize, words: &str, style: Style) {
    for (cell, letter) in cells.iter_mut().skip(from).zip(words.chars()) {
        *cell = (letter, style);
    }
}
