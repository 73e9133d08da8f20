//! The first line of every screen: the plan's file, the matrix in use with its age, the verdict. On a narrow screen they
//! are shortened by rank; another day than today, an old matrix and the verdict's word always stand.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::app::App;
use super::plan_verdict::Room;
use super::popup::write_list::folder_words;
use super::widget::line;
use crate::date;
use crate::matrix::MatrixOrigin;
use crate::text;

/// The columns between its parts.
const GAP: usize = 3;
/// The columns that are left of a file's name where it is cut.
const CUT_NAME: usize = 16;

/// What is shown.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each part is left out by itself")]
struct Shown {
    program: bool,
    file: usize,
    origin: bool,
    age: bool,
    matrix: bool,
    /// The word "matrix" before its day.
    noun: bool,
    /// The second half of the badges.
    badges: bool,
    verdict: Room,
}

/// Leaves a part out, or shortens it.
type Shorten = fn(&mut Shown);

const WHOLE: Shown = Shown {
    program: true,
    file: 40,
    origin: true,
    age: true,
    matrix: true,
    noun: true,
    badges: true,
    verdict: Room::Whole,
};

/// From everything to the least, in the order of what matters least.
fn shortened(app: &App) -> Vec<Shown> {
    let steps: [(bool, Shorten); 13] = [
        // Everybody has that one.
        (app.session.matrix.origin == MatrixOrigin::Bundled, |shown| shown.origin = false),
        (app.session.file.is_some() || app.on_board, |shown| shown.program = false),
        // Where a day is known it matters more than the file's name.
        (!app.verdict.has_day() && !app.on_board, |shown| shown.verdict = Room::Reason),
        (app.verdict.verdict.is_none() && !app.on_board, |shown| shown.verdict = Room::Word),
        (true, |shown| shown.noun = false),
        (true, |shown| shown.badges = false),
        (true, |shown| shown.file = CUT_NAME),
        (true, |shown| shown.age = false),
        (true, |shown| shown.origin = false),
        (true, |shown| shown.verdict = shown.verdict.min(Room::Reason)),
        (true, |shown| (shown.program, shown.file) = (false, 0)),
        (true, |shown| shown.verdict = Room::Word),
        (true, |shown| shown.matrix = false),
    ];
    let mut shown = WHOLE;
    let mut all = vec![shown];
    for (_, step) in steps.into_iter().filter(|(applies, _)| *applies) {
        step(&mut shown);
        all.push(shown);
    }
    all
}

/// Draws the line.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) {
    let width = usize::from(area.width);
    let parts = |shown: Shown| [left(app, shown), middle(app, shown), right(app, shown.verdict)];
    let wide = |parts: &[Vec<Span<'_>>; 3]| {
        let used = parts.iter().map(|spans| width_of(spans)).filter(|wide| *wide > 0);
        let (count, sum) = used.fold((0_usize, 0), |(count, sum), wide| (count + 1, sum + wide));
        sum + GAP * count.saturating_sub(1) + 2
    };
    let all = shortened(app);
    let fitting = all.iter().map(|shown| parts(*shown)).find(|parts| wide(parts) <= width);
    let least = || all.last().map(|shown| parts(*shown)).unwrap_or_default();
    let [left, middle, right] = fitting.unwrap_or_else(least);
    let room = width.saturating_sub(2 + width_of(&left) + width_of(&middle) + width_of(&right));
    // The matrix stands in the middle of what is free.
    let before = if left.is_empty() { 0 } else { (room / 2).max(GAP).min(room) };
    let mut spans = vec![Span::raw(" ")];
    spans.extend(left);
    spans.push(Span::raw(" ".repeat(before)));
    spans.extend(middle);
    spans.push(Span::raw(" ".repeat(room - before)));
    spans.extend(right);
    line::write(Line::from(spans), area, 0, buffer);
}

/// The verdict of the plan; on the board, how many decisions need somebody.
fn right(app: &App, room: Room) -> Vec<Span<'static>> {
    match app.shown_board() {
        Some(board) => board.tally.spans(room, &app.theme),
        None => app.verdict.spans(room, &app.theme),
    }
}

fn width_of(spans: &[Span<'_>]) -> usize {
    spans.iter().map(|span| text::width(&span.content)).sum()
}

/// The program and the plan's file.
fn left(app: &App, shown: Shown) -> Vec<Span<'static>> {
    let theme = &app.theme;
    let mut spans = Vec::new();
    let (file, dirty) = (file_name(app, shown.file), app.is_dirty() && !app.on_board);
    if shown.program {
        spans.push(Span::styled("servemap", theme.focus));
    }
    if !file.is_empty() {
        let dot = if spans.is_empty() { String::new() } else { format!(" {} ", theme.symbols.dot) };
        spans.push(Span::styled(format!("{dot}{file}"), theme.title));
    }
    if let Some(board) = app.board.as_ref().filter(|_| !app.on_board && shown.file > CUT_NAME)
        && let Some(position) = board.position().filter(|_| board.path() == app.session.path())
    {
        spans.push(Span::styled(format!(" {position} of {}", board.counts().0), theme.dim));
    }
    if dirty {
        spans.push(Span::styled(format!(" {}", theme.symbols.unsaved), theme.title));
    }
    for (holds, badge) in [(app.demo, " demo "), (app.read_only, " read-only ")] {
        if holds {
            let blank = if spans.is_empty() { "" } else { " " };
            spans.extend([Span::raw(blank), Span::styled(badge, theme.alert)]);
        }
    }
    spans
}

fn file_name(app: &App, room: usize) -> String {
    if let Some(board) = app.shown_board() {
        let folder = folder_words(&board.decisions.folder);
        return text::fit(&folder, room);
    }
    let name = app.session.file.as_ref().and_then(|file| file.path.file_name());
    let name = name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    text::fit(&text::clean_line(&name), room)
}

/// The matrix in use: its cloud, where it came from, its day and its age.
fn middle(app: &App, shown: Shown) -> Vec<Span<'static>> {
    let (theme, matrix) = (&app.theme, app.matrix());
    let mut words = matrix.cloud.name().to_owned();
    if shown.matrix {
        if shown.origin {
            words = format!("{words} {} {}", theme.symbols.dot, origin(app));
        }
        words = format!("{words}{} {}", if shown.noun { " matrix" } else { "" }, matrix.as_of);
    }
    let mut spans = vec![Span::styled(words, theme.text)];
    let age = matrix.age(app.session.as_of);
    let mut badge = |words: String| {
        spans.push(Span::styled(" ", theme.text));
        spans.push(Span::styled(words, theme.alert));
    };
    if app.session.as_of != app.session.today {
        badge(format!(" as of {}{} ", app.session.as_of, if shown.badges { ", not today" } else { "" }));
    }
    if matrix.is_old(app.session.as_of) {
        let days = date::in_words(age).to_uppercase();
        badge(format!(" {days} OLD{} ", if shown.badges { ": verify" } else { "" }));
    } else if app.session.as_of == app.session.today && shown.age {
        let words = match age {
            0 => "of today".to_owned(),
            age if age < 0 => format!("{} later", date::in_words(-age)),
            age => format!("{} old", date::in_words(age)),
        };
        spans.push(Span::styled(format!(", {words}"), theme.dim));
    }
    spans
}

/// Where the matrix came from: "bundled", "stored", "project", or the file's own name.
fn origin(app: &App) -> String {
    let matrix = app.matrix();
    let words = match &matrix.origin {
        MatrixOrigin::Bundled => "bundled".to_owned(),
        MatrixOrigin::Project(_) => "project".to_owned(),
        // Its name is its day, which stands behind it; of several of one day the number is left.
        MatrixOrigin::Stored(name) => match name.strip_prefix(&matrix.as_of.to_string()) {
            Some(number) => {
                let number = number.strip_prefix('-').map(|number| format!(" ({number})"));
                format!("stored{}", number.unwrap_or_default())
            }
            None => format!("stored {name}"),
        },
        MatrixOrigin::File(file) => {
            let name = Path::new(file).file_name().map(|name| name.to_string_lossy().into_owned());
            text::clean_line(&name.unwrap_or_default()).into_owned()
        }
    };
    text::fit(&words, 20)
}
