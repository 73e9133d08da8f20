//! The screen: header, steps, body, how many models remain, what was said, the keys. Reads, never changes.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::app::App;
use super::areas::Areas;
use super::keymap;
use super::order::Step;
use super::theme::{self, Theme};
use super::widget::line;
use crate::date;
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
    let areas = Areas::of(area.width, area.height);
    buffer.set_style(area, app.theme.text);
    header(app, areas.header, buffer);
    steps(app, areas.steps, buffer);
    // One frame at a time has the keys.
    let behind = Theme { focus: app.theme.border, ..app.theme.clone() };
    let theme = if app.scroll.has_keys { &behind } else { &app.theme };
    let caret = app.screen().view(&app.session, theme, areas.body, buffer);
    if let Some(detail) = app.detail(areas.body) {
        detail.view(&app.scroll, &app.theme, buffer);
    }
    remain(app, areas.status, buffer);
    keys(app, areas.keys, buffer);
    let over = app.popup.as_ref().map(|popup| popup.view(&app.theme, areas.body, buffer));
    if app.theme.ascii {
        theme::to_ascii(buffer);
    }
    // A popup has the keys, so the caret of the step below it is not shown.
    over.unwrap_or(caret).filter(|caret| area.contains(*caret))
}

fn header(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let dot = theme.symbols.dot;
    let width = usize::from(area.width);
    let mut spans = vec![
        Span::styled(" servemap ", theme.focus),
        Span::styled(format!("{dot} {} ", app.session.matrix.cloud.name()), theme.title),
        Span::styled(format!("{dot} {} matrix {}", origin(app), app.session.matrix.as_of), theme.text),
    ];
    let used = |spans: &[Span<'_>]| spans.iter().map(|span| text::width(&span.content)).sum::<usize>();
    let room = width.saturating_sub(used(&spans));
    // Neither badge may be pushed off the screen, so a narrow one gets both without their second half.
    let both = badges(app, true);
    spans.extend(if used(&both) <= room { both } else { badges(app, false) });
    let room = width.saturating_sub(used(&spans));
    if room > 1 {
        let file = text::fit(&file_words(app), room - 1);
        spans.push(Span::raw(" ".repeat(room - text::width(&file))));
        spans.push(Span::styled(file, theme.dim));
    }
    line::write(Line::from(spans), area, 0, buffer);
}

/// Where the matrix came from: "bundled", "stored", or the file's own name.
fn origin(app: &App) -> String {
    if let Some(name) = app.session.matrix.origin.strip_prefix("stored ") {
        // Its name is its day, which stands behind it; of several of one day the number is left.
        let words = match name.strip_prefix(&app.session.matrix.as_of.to_string()) {
            Some(number) => number.strip_prefix('-').map(|number| format!(" ({number})")).unwrap_or_default(),
            None => format!(" {name}"),
        };
        return text::fit(&format!("stored{words}"), 20);
    }
    let name = std::path::Path::new(&app.session.matrix.origin)
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    text::fit(&text::clean_line(&name.unwrap_or_default()), 20)
}

/// What nobody may miss: another day than today, and a matrix too old to be trusted. Else how old it is.
fn badges(app: &App, whole: bool) -> Vec<Span<'static>> {
    let theme = &app.theme;
    let age = app.session.matrix.age(app.session.as_of);
    let mut spans = Vec::new();
    let mut badge = |words: String| {
        spans.push(Span::styled(" ", theme.text));
        spans.push(Span::styled(words, theme.alert));
    };
    if app.session.as_of != app.session.today {
        badge(format!(" as of {}{} ", app.session.as_of, if whole { ", not today" } else { "" }));
    }
    if app.session.matrix.is_old(app.session.as_of) {
        let days = date::in_words(age).to_uppercase();
        badge(format!(" {days} OLD{} ", if whole { ": verify" } else { "" }));
    } else if app.session.as_of == app.session.today {
        let words = if age < 0 {
            format!("{} later", date::in_words(-age))
        } else {
            format!("{} old", date::in_words(age))
        };
        spans.push(Span::styled(format!(", {words}"), theme.text));
    }
    spans
}

fn file_words(app: &App) -> String {
    match (&app.session.file, app.is_dirty()) {
        (Some(file), dirty) => {
            let name = file.path.file_name().map(|name| name.to_string_lossy().into_owned());
            let name = text::clean_line(&name.unwrap_or_default()).into_owned();
            format!("{name}{} ", if dirty { " (unsaved)" } else { "" })
        }
        (None, true) => "unsaved ".to_owned(),
        (None, false) => String::new(),
    }
}

fn steps(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = &app.theme;
    let mut spans = Vec::new();
    for (step, complete) in Step::ALL.into_iter().zip(app.complete) {
        let mark = if complete { theme.symbols.pass } else { " " };
        let words = format!(" {} {}{mark} ", step as usize + 1, step.name());
        let style = match (step == app.step, complete) {
            (true, _) => theme.selected.patch(theme.title),
            (false, true) => theme.text,
            (false, false) => theme.dim,
        };
        spans.push(Span::styled(words, style));
    }
    line::write(Line::from(spans), area, 0, buffer);
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
    line::write(Line::from(line::fitted(remaining(app), usize::from(area.width))), area, 0, buffer);
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
    let (last, hints): (Vec<_>, Vec<_>) =
        keymap::hints(app.context()).into_iter().partition(|(_, word)| ALWAYS.contains(word));
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
