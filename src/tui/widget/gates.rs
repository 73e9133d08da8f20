//! The five gates of one model, with their reasons: what every decision rests on.

use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::line;
use crate::gates::Judged;
use crate::text;
use crate::tui::theme::Theme;

/// Each gate with its symbol, title and outcome, and its whole reason below.
pub fn lines(judged: &Judged<'_>, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (gate, judgement) in judged.iter() {
        let (symbol, style) = theme.outcome(judgement.outcome);
        let mut title = vec![
            Span::styled(format!("{symbol} "), style),
            Span::styled(gate.title, theme.text.add_modifier(Modifier::BOLD)),
        ];
        // Where the word does not fit whole, the symbol says it.
        let word = format!(" {}", judgement.outcome.id());
        if text::width(gate.title) + text::width(&word) + 2 <= usize::from(width) {
            title.push(Span::styled(word, style));
        }
        lines.push(Line::from(title));
        for mut line in line::wrapped(&judgement.reason.to_string(), width.saturating_sub(2), theme.text) {
            line.spans.insert(0, Span::raw("  "));
            lines.push(line);
        }
    }
    lines
}
