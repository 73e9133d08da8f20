//! The screen: header, steps, body, how many models remain, what was said, the keys. Reads, never changes.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::app::App;
use super::order::Step;
use super::plan_verdict::PlanVerdict;
use super::review::{Board, picked_verdict as verdict_words};
use super::theme::{self, Theme};
use super::widget::{line, pane};
use super::{header, keymap, tabs};
use crate::gates::Verdict;
use crate::matrix::Mode;
use crate::text;

/// Draws everything, and puts the terminal's cursor where text is typed.
pub fn view(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    if let Some(caret) = paint(app, area, frame.buffer_mut()) {
        frame.set_cursor_position(caret);
    }
}

/// Draws everything into the cells of an area; says where the terminal's cursor belongs.
pub fn paint(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let areas = app.areas(area.width, area.height);
    buffer.set_style(area, app.theme.text);
    header::view(app, areas.header, buffer);
    if !app.on_board {
        tabs::view(app, areas.steps, buffer);
    }
    pane::rule(areas.rule, &app.theme, buffer);
    // One frame at a time has the keys.
    let behind = Theme { focus: app.theme.border, ..app.theme.clone() };
    let theme = if app.scroll.has_keys { &behind } else { &app.theme };
    let caret = app.screen().view(&app.session, theme, areas.body, buffer);
    if let Some(detail) = app.detail(areas.body) {
        detail.view(&app.scroll, &app.theme, buffer);
    }
    note(app, areas.note, buffer);
    remain(app, areas.status, buffer);
    keys(app, areas.keys, buffer);
    if app.popup.is_some() {
        pane::plain(areas.rule, &app.theme, buffer);
    }
    let over = app.popup.as_ref().map(|popup| popup.view(&app.theme, areas.body, buffer));
    if app.theme.ascii {
        theme::to_ascii(buffer);
    }
    // A popup has the keys, so the caret of the step below it is not shown.
    over.unwrap_or(caret).filter(|caret| area.contains(*caret))
}

/// The note as it reads so far. Where it is longer than its place, the last line says so.
fn note(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    if area.is_empty() {
        return;
    }
    let inside = pane::frame("The note so far", false, theme, area, buffer);
    let style = |line: &str| match line {
        line if line.starts_with('#') => theme.title,
        line if line.starts_with("> ") => theme.warn,
        _ => theme.text,
    };
    let lines = app.note().lines().flat_map(|line| line::wrapped(line, inside.width, style(line)));
    line::write_all(lines, inside, buffer);
}

/// How many models remain, and which gate took the others.
fn remain(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    if let Some(notice) = &app.notice {
        let style = if notice.failed { theme.error } else { theme.chosen };
        let words = text::fit(&text::clean_line(&notice.text), usize::from(area.width.saturating_sub(1)));
        line::write(Line::styled(format!(" {words}"), style), area, 0, buffer);
        return;
    }
    if let Some(board) = app.shown_board() {
        decision(board, theme, area, buffer);
        return;
    }
    if let Some((words, verdict)) = &app.since {
        let symbol = verdict.map_or(theme.symbols.unknown, |verdict| theme.verdict(verdict).0);
        let words = format!(" {symbol} {words}");
        line::write(Line::styled(words, PlanVerdict::style(*verdict, theme)), area, 0, buffer);
        return;
    }
    if app.is_new() && app.explore.is_none() && app.step == Step::Mode {
        let words = introduction(app, usize::from(area.width).saturating_sub(1));
        line::write(Line::styled(format!(" {words}"), theme.text), area, 0, buffer);
        return;
    }
    line::write(Line::from(line::fitted(remaining(app), usize::from(area.width))), area, 0, buffer);
}

/// What a new user asks first: what comes of this, and how to leave. It stands where nothing can be said of models yet.
fn introduction(app: &App, width: usize) -> String {
    let hints = app.keymap.hints(app.context());
    let quit = hints.into_iter().find(|(_, word)| *word == keymap::QUIT).map(|(key, _)| key);
    let leaves = quit.map(|key| format!(" {key} quits.")).unwrap_or_default();
    let forms = [
        "Seven steps to a decision note, checklist row and runbook entry. Nothing is written here until you save.",
        "Ends in a decision note. Nothing is written here until you save.",
        "Ends in a decision note.",
    ];
    let forms = forms.map(|words| format!("{words}{leaves}"));
    forms.into_iter().find(|words| text::width(words) <= width).unwrap_or_default()
}

/// Where the cursor is, and how the decision under it stands.
fn decision(board: &Board, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let (Some(position), Some(summary)) = (board.position(), board.summary()) else { return };
    let (verdict, style) = verdict_words(summary, theme);
    let place = format!(" {position} of {} {} ", board.counts().0, theme.symbols.dot);
    let spans = vec![Span::styled(place, theme.title), Span::styled(verdict, style)];
    line::write(Line::from(line::fitted(spans, usize::from(area.width))), area, 0, buffer);
}

fn remaining(app: &App) -> Vec<Span<'static>> {
    let (theme, candidates) = (&app.theme, &app.session.candidates);
    let Some(mode) = app.session.plan.mode else {
        let words =
            format!(" {} models in this matrix; the gates begin with the mode", candidates.list.len());
        return vec![Span::styled(words, theme.dim)];
    };
    let kind = if mode == Mode::ExternalModels { "external models" } else { "models" };
    let words =
        format!(" {} of {} {kind} remain {}", candidates.remain(), candidates.list.len(), theme.symbols.dot);
    let mut spans = vec![Span::styled(words, theme.title)];
    for verdict in [Verdict::Available, Verdict::Conditional, Verdict::Unknown] {
        let (count, (symbol, style)) = (candidates.count(verdict), theme.verdict(verdict));
        if count > 0 {
            spans.push(Span::styled(format!(" {symbol} {count} {}", verdict.id()), style));
        }
    }
    let blocked = candidates.count(Verdict::Blocked);
    if blocked > 0 {
        let words = format!(" {} {blocked} by", theme.symbols.block);
        spans.push(Span::styled(words, theme.block));
        for (gate, count) in candidates.blocked_by() {
            spans.push(Span::styled(format!(" {} {count}", gate.id), theme.block));
        }
    }
    spans
}

/// The keys that matter here. Those that do not fit whole are left to the help; how to find every command, get help and
/// leave always stands at the end.
fn keys(app: &App, area: Rect, buffer: &mut Buffer) {
    const ALWAYS: [&str; 3] = [keymap::COMMANDS, keymap::HELP, keymap::QUIT];
    let theme = &app.theme;
    let wide = |(key, word): &(String, &str)| text::width(key) + text::width(word) + 3;
    let (mut last, mut hints): (Vec<_>, Vec<_>) =
        app.keymap.hints(app.context()).into_iter().partition(|(_, word)| ALWAYS.contains(word));
    if app.board.is_some() && !app.on_board {
        // A plan that was opened from the board is left for the board.
        for (_, word) in last.iter_mut().filter(|(key, word)| *word == keymap::QUIT && key != "Ctrl-C") {
            *word = "board";
        }
    }
    // Where no model is open, what would open one comes first.
    let what_opens = hints.iter().position(|(_, word)| *word == keymap::WHAT_OPENS);
    if let Some(place) = what_opens.filter(|_| app.session.candidates.remain() == 0) {
        hints[..=place].rotate_right(1);
    }
    let whole = usize::from(area.width).saturating_sub(1);
    let mut room = whole.saturating_sub(last.iter().map(wide).sum());
    let mut spans = vec![Span::raw(" ")];
    let hints = hints.into_iter().take_while(|hint| {
        let fits = wide(hint) <= room;
        room = room.saturating_sub(wide(hint));
        fits
    });
    for (key, word) in hints.collect::<Vec<_>>().into_iter().chain(last) {
        spans.push(Span::styled(key, theme.key));
        spans.push(Span::styled(format!(" {word}  "), theme.dim));
    }
    line::write(Line::from(spans), area, 0, buffer);
}
