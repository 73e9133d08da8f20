//! The trial as it is drawn: a line for each value, and below them the trial as a whole against the plan.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Choice, Switch, WhatIf};
use crate::gates::Verdict;
use crate::text;
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{change, line, list, pane};

/// The columns of the screen that the labels take.
const LABELS: usize = 12;
/// The columns of the screen that a value takes.
const VALUE: usize = 14;

pub(super) fn view(what_if: &WhatIf, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let inside = pane::frame("What if: try another posture", true, theme, area, buffer);
    if !WhatIf::has_mode(session) {
        let words = "Nothing to try yet: choose a mode in step 1 first.";
        line::write_all(line::wrapped(words, inside.width, theme.warn), inside, buffer);
        return;
    }
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut last = None;
    for choice in &what_if.choices {
        let first = last.replace(choice.switch) != Some(choice.switch);
        lines.push(value(what_if, choice, first, inside.width, theme));
    }
    lines.push(Line::default());
    let room = inside.height.saturating_sub(u16::try_from(lines.len()).unwrap_or(u16::MAX));
    lines.extend(against(what_if, session, (inside.width, room), theme));
    line::write_all(lines.into_iter().map(|written| line::cut(written, inside.width)), inside, buffer);
}

/// One value: in brackets the one on trial, marked the one of the plan.
fn value(what_if: &WhatIf, choice: &Choice, first: bool, width: u16, theme: &Theme) -> Line<'static> {
    let here = Switch::ALL[what_if.cursor] == choice.switch;
    let on_trial = what_if.trial.as_ref() == Some(&choice.posture);
    let planned = choice.switch.values(&what_if.planned);
    let planned = planned.iter().any(|(word, posture)| *word == choice.word && *posture == what_if.planned);
    let cursor = if here && first { theme.symbols.cursor } else { " " };
    let label = if first { choice.switch.label() } else { "" };
    let mark = if planned { theme.symbols.chosen } else { " " };
    let word = if on_trial { format!("[{}]", choice.word) } else { format!(" {} ", choice.word) };
    let style = if on_trial { theme.chosen } else { theme.text };
    let mut spans = vec![
        Span::styled(format!("{cursor} "), theme.text),
        Span::styled(text::pad(label, LABELS), if here { theme.focus } else { theme.title }),
        Span::styled(format!("{mark} "), theme.chosen),
        Span::styled(word.clone(), style),
        Span::raw(" ".repeat(VALUE.saturating_sub(text::width(&word)))),
        Span::styled(format!("{:>5} open ", choice.open), theme.text),
    ];
    spans.extend(difference(choice.more, choice.fewer, theme));
    list::row(spans, here && on_trial, width, theme)
}

/// `+3 −12`; nothing is written where nothing changes.
fn difference(more: usize, fewer: usize, theme: &Theme) -> Vec<Span<'static>> {
    let style = |count, style| if count == 0 { theme.dim } else { style };
    if more + fewer == 0 {
        return vec![Span::styled("  as the plan", theme.dim)];
    }
    vec![
        Span::styled(format!("  {:>5}", format!("+{more}")), style(more, theme.pass)),
        Span::styled(format!("  {:>5}", format!("−{fewer}")), style(fewer, theme.block)),
    ]
}

/// The trial as a whole against the plan: counts before and after, and what opens and closes by name.
fn against(
    what_if: &WhatIf,
    session: &Session,
    (width, height): (u16, u16),
    theme: &Theme,
) -> Vec<Line<'static>> {
    if what_if.trial.as_ref() == Some(&what_if.planned) {
        let words =
            format!("{} marks the plan's posture. Left and right change a value.", theme.symbols.chosen);
        return line::wrapped(&words, width, theme.dim);
    }
    let mut lines = vec![row("", Verdict::ALL.map(Verdict::id).map(str::to_owned), theme)];
    for (label, candidates) in [("  As planned", &what_if.before), ("  Trial", &what_if.after)] {
        lines.push(row(label, Verdict::ALL.map(|verdict| candidates.count(verdict).to_string()), theme));
    }
    let room = height.saturating_sub(u16::try_from(lines.len()).unwrap_or(u16::MAX));
    lines.extend(change::lines(&what_if.change, &session.matrix, (width, room), theme));
    lines
}

/// A word or a count for each verdict, in columns.
fn row(label: &str, cells: [String; 4], theme: &Theme) -> Line<'static> {
    let mut spans = vec![Span::styled(text::pad(label, LABELS + 2), theme.title)];
    for (verdict, cell) in Verdict::ALL.into_iter().zip(cells) {
        let (symbol, style) = theme.verdict(verdict);
        let symbol = if label.is_empty() { symbol } else { " " };
        spans.push(Span::styled(format!("{:>14}", format!("{symbol} {cell}")), style));
    }
    Line::from(spans)
}
