//! The names of the steps, each with a mark of what holds there. The view and clicks share where they are.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::app::App;
use super::order::Step;
use super::step::Mark;
use super::theme::Theme;
use super::widget::line;
use crate::text;

/// How much room the names have.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// The counts of what is open in words.
    Words,
    /// Signs only, with air around them.
    Signs,
    /// Signs behind the names.
    Tight,
}

/// The sign or the words behind a name.
fn mark(mark: Mark, form: Form, theme: &Theme) -> (String, Style) {
    let symbols = theme.symbols;
    let open = |count: usize| format!("{count} open");
    let (words, style) = match (mark, form) {
        (Mark::Done, _) => (symbols.pass.to_owned(), theme.pass),
        (Mark::Warn, _) | (Mark::Required(_), Form::Signs | Form::Tight) => {
            (symbols.warn.to_owned(), theme.warn)
        }
        (Mark::Unknown, _) => (symbols.unknown.to_owned(), theme.unknown),
        (Mark::Blocked, _) => (symbols.block.to_owned(), theme.block),
        (Mark::OpenEntries(count), Form::Words) => (open(count), theme.dim),
        (Mark::Required(count), Form::Words) => (open(count), theme.warn),
        (Mark::Open | Mark::OpenEntries(_), _) => (" ".to_owned(), theme.dim),
    };
    (words, style)
}

/// The spans of a step's name, all of its columns.
fn tab(app: &App, step: Step, form: Form) -> Vec<Span<'static>> {
    let theme = &app.theme;
    let (here, held) = (step == app.step, app.marks[step as usize]);
    let lead = if here { theme.symbols.cursor } else { " " };
    let style = match (here, held) {
        (true, _) => theme.focus,
        (false, Mark::Open) => theme.dim,
        (false, _) => theme.text,
    };
    let (words, mark_style) = mark(held, form, theme);
    let (between, behind) = match form {
        Form::Words => (" ", "  "),
        Form::Signs => (" ", " "),
        Form::Tight => ("", " "),
    };
    vec![
        Span::styled(format!("{lead}{} {}", step as usize + 1, step.name()), style),
        Span::raw(between),
        Span::styled(words, mark_style),
        Span::raw(behind),
    ]
}

fn width_of(spans: &[Span<'_>]) -> usize {
    spans.iter().map(|span| text::width(&span.content)).sum()
}

/// The names in the widest form that fits.
fn tabs(app: &App, width: u16) -> Vec<(Step, Vec<Span<'static>>)> {
    let all = |form: Form| Step::ALL.map(|step| (step, tab(app, step, form)));
    let fits = |tabs: &[(Step, Vec<Span<'_>>); 7]| {
        tabs.iter().map(|(_, spans)| width_of(spans)).sum::<usize>() <= usize::from(width)
    };
    let forms = [Form::Words, Form::Signs].into_iter().map(all);
    forms.into_iter().find(fits).unwrap_or_else(|| all(Form::Tight)).into()
}

/// Draws the line.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) {
    let spans = tabs(app, area.width).into_iter().flat_map(|(_, spans)| spans);
    line::write(Line::from(spans.collect::<Vec<_>>()), area, 0, buffer);
}

/// The step whose name is at a place.
pub fn step_at(app: &App, area: Rect, column: u16, row: u16) -> Option<Step> {
    if !area.contains(Position { x: column, y: row }) {
        return None;
    }
    let mut left = usize::from(area.x);
    for (step, spans) in tabs(app, area.width) {
        let width = width_of(&spans);
        if (left..left + width).contains(&usize::from(column)) {
            return Some(step);
        }
        left += width;
    }
    None
}
