//! The details of the ending under the cursor, and what the as-of date changes against today.

use ratatui::text::{Line, Span};

use crate::choice::candidates::Change;
use crate::gates::{RETIREMENT, STATUS};
use crate::matrix::{Mode, TimelineEntry};
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{change, line};

pub(super) fn lines(
    ending: Option<&TimelineEntry>,
    change: &Change,
    session: &Session,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut lines = vec![against_today(change, session, theme)];
    lines.extend(ending.into_iter().flat_map(|ending| details(ending, session, width, theme)));
    lines
}

/// What the gates say of it on the as-of date, in the plan's mode if it is about that one.
fn details(ending: &TimelineEntry, session: &Session, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let Some(model) = ending.model(&session.matrix) else { return Vec::new() };
    let planned = session.plan.mode.filter(|mode| ending.modes.contains(mode));
    let Some(mode) = planned.or_else(|| ending.modes.first().copied()) else { return Vec::new() };
    let gate = if ending.fact(&session.matrix).is_some() { &RETIREMENT } else { &STATUS };
    let says = (gate.judge)(&session.criteria().in_mode(mode).case(model));
    let (symbol, style) = theme.outcome(says.outcome);
    let dot = theme.symbols.dot;
    let mut lines = vec![Line::from(vec![
        Span::styled(format!("{symbol} {}", says.outcome.id()), style),
        Span::styled(format!(" {dot} {} {dot} {}", model.label(), mode.name()), theme.title),
        Span::styled(format!(" {dot} {}", gate.title), theme.dim),
    ])];
    lines.extend(line::wrapped(&says.reason.to_string(), width, theme.text));
    lines.extend(line::wrapped(&format!("Source: {}", says.source), width, theme.dim));
    lines
}

/// How many models the day opens and closes for the plan, and which.
fn against_today(change: &Change, session: &Session, theme: &Theme) -> Line<'static> {
    if session.as_of == session.today {
        let words = format!("As of today, {}. Left and right change the date.", session.today);
        return Line::styled(words, theme.dim);
    }
    let mut spans =
        vec![Span::styled(format!("As of {}, against today: ", session.as_of), theme.alert), Span::raw(" ")];
    if session.plan.mode.is_none_or(|mode| mode == Mode::ExternalModels) {
        spans.push(Span::styled("choose a hosted mode to see what opens and closes", theme.dim));
        return Line::from(spans);
    }
    spans.extend(change::spans(change, &session.matrix, theme));
    Line::from(spans)
}
