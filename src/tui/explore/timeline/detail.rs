//! What is told of the ending under the cursor, and what the as-of date changes against today.

use ratatui::text::{Line, Span};

use crate::gates::GATES;
use crate::matrix::{Ending, Mode};
use crate::tui::board::{Change, Scene};
use crate::tui::theme::Theme;
use crate::tui::widget::{change, line};

pub(super) fn lines(
    ending: Option<&Ending>,
    change: &Change,
    scene: &Scene<'_>,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut lines = vec![against_today(change, scene, theme)];
    lines.extend(ending.into_iter().flat_map(|ending| told(ending, scene, width, theme)));
    lines
}

/// What the gates say of it on the as-of date, in the plan's mode if it is about that one.
fn told(ending: &Ending, scene: &Scene<'_>, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let Some(model) = ending.model(scene.matrix) else { return Vec::new() };
    let planned = scene.plan.mode.filter(|mode| ending.modes.contains(mode));
    let Some(mode) = planned.or_else(|| ending.modes.first().copied()) else { return Vec::new() };
    let id = if ending.fact(scene.matrix).is_some() { "retirement" } else { "status" };
    let judged = scene.facts().in_mode(mode).case(model).judge();
    let mut lines = Vec::new();
    for (gate, says) in GATES.iter().zip(&judged.judgements).filter(|(gate, _)| gate.id == id) {
        let (symbol, style) = theme.outcome(says.outcome);
        let dot = theme.symbols.dot;
        lines.push(Line::from(vec![
            Span::styled(format!("{symbol} {}", says.outcome.word()), style),
            Span::styled(format!(" {dot} {} {dot} {}", model.label(), mode.name()), theme.title),
            Span::styled(format!(" {dot} {}", gate.title), theme.dim),
        ]));
        lines.extend(line::wrapped(&says.reason, width, theme.text));
        lines.extend(line::wrapped(&format!("Source: {}", says.source), width, theme.dim));
    }
    lines
}

/// How many models the day opens and closes for the plan, and which.
fn against_today(change: &Change, scene: &Scene<'_>, theme: &Theme) -> Line<'static> {
    if scene.as_of == scene.today {
        let words = format!("Judged for today, {}. Left and right move the day.", scene.today);
        return Line::styled(words, theme.dim);
    }
    let mut spans =
        vec![Span::styled(format!("As of {}, against today: ", scene.as_of), theme.alert), Span::raw(" ")];
    if scene.plan.mode.is_none_or(|mode| mode == Mode::ExternalModels) {
        spans.push(Span::styled("choose a hosted mode to see what opens and closes", theme.dim));
        return Line::from(spans);
    }
    spans.extend(change::spans(change, scene.matrix, theme));
    Line::from(spans)
}
