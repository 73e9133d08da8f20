//! How many models a change opens and closes, and the first of them by name.

use ratatui::text::{Line, Span};

use crate::choice::candidates::Change;
use crate::matrix::Matrix;
use crate::text;
use crate::tui::theme::Theme;
use crate::tui::widget::line;

/// `+2 open −1 closed`, then each side with its models by name, on one line.
pub fn spans(change: &Change, matrix: &Matrix, theme: &Theme) -> Vec<Span<'static>> {
    let mut spans = counts(change, theme);
    for (places, word, style) in
        [(&change.closed, "closed", theme.block), (&change.opened, "open", theme.pass)]
    {
        if !places.is_empty() {
            spans.push(Span::styled(format!(" {} {word}: ", theme.symbols.dot), style));
            spans.push(Span::styled(names(places, matrix), theme.text));
        }
    }
    spans
}

/// The same on several lines, each side with the names there is room for.
pub fn lines(
    change: &Change,
    matrix: &Matrix,
    (width, height): (u16, u16),
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut lines = vec![Line::from(counts(change, theme))];
    let sides = [(&change.closed, "Closed", theme.block), (&change.opened, "Open", theme.pass)];
    let mut left = sides.iter().filter(|(places, ..)| !places.is_empty()).count();
    for (places, word, style) in sides.into_iter().filter(|(places, ..)| !places.is_empty()) {
        let room = (usize::from(height).saturating_sub(lines.len()) / left).max(1);
        left -= 1;
        let first = |count: usize| match places.len() - count {
            0 => format!("{word}: {}", names(places, matrix)),
            more => format!("{word}: {} and {more} more", names(&places[..count], matrix)),
        };
        let fits = |count: usize| text::wrap(&first(count), usize::from(width)).len() <= room;
        let (mut least, mut most) = (1, places.len());
        while least < most {
            let middle = (least + most).div_ceil(2);
            if fits(middle) { least = middle } else { most = middle - 1 }
        }
        lines.extend(line::wrapped(&first(least), width, style));
    }
    lines
}

fn counts(change: &Change, theme: &Theme) -> Vec<Span<'static>> {
    if change.is_none() {
        return vec![Span::styled("no model opens or closes", theme.dim)];
    }
    vec![
        Span::styled(format!("+{} open", change.opened.len()), theme.pass),
        Span::styled(format!(" −{} closed", change.closed.len()), theme.block),
    ]
}

fn names(places: &[usize], matrix: &Matrix) -> String {
    let labels = places.iter().filter_map(|place| matrix.model_at(*place));
    labels.map(|model| model.label().to_owned()).collect::<Vec<_>>().join(", ")
}
