//! How many models a change opens and closes, and the first of them by name.

use ratatui::text::Span;

use crate::matrix::Matrix;
use crate::tui::board::Change;
use crate::tui::theme::Theme;

/// `+2 open, −1 closed: X, Y`, each side with its models by name.
pub fn spans(change: &Change, matrix: &Matrix, theme: &Theme) -> Vec<Span<'static>> {
    if change.is_none() {
        return vec![Span::styled("nothing opens, nothing closes", theme.dim)];
    }
    let names = |places: &[usize]| {
        let labels = places.iter().filter_map(|place| matrix.models().get(*place));
        labels.map(|model| model.label().to_owned()).collect::<Vec<_>>().join(", ")
    };
    let minus = if theme.symbols.boxes { "−" } else { "-" };
    let mut spans = vec![
        Span::styled(format!("+{} open", change.opened.len()), theme.pass),
        Span::styled(format!(" {minus}{} closed", change.closed.len()), theme.block),
    ];
    for (places, word, style) in
        [(&change.closed, "closed", theme.block), (&change.opened, "open", theme.pass)]
    {
        if !places.is_empty() {
            spans.push(Span::styled(format!(" {} {word}: ", theme.symbols.dot), style));
            spans.push(Span::styled(names(places), theme.text));
        }
    }
    spans
}
