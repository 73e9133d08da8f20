//! How many decisions there are, and how many need somebody: what the header of the board says.

use ratatui::text::Span;

use crate::review::{DecisionSummary, Urgency};
use crate::text;
use crate::tui::plan_verdict::Room;
use crate::tui::theme::Theme;

#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    all: usize,
    /// The decision does not hold, or its file cannot be read.
    failing: usize,
    /// People have to look at it.
    need: usize,
}

impl Tally {
    pub fn of(summaries: &[DecisionSummary]) -> Self {
        let count = |urgencies: &[Urgency]| {
            summaries.iter().filter(|summary| urgencies.contains(&summary.urgency)).count()
        };
        Self {
            all: summaries.len(),
            failing: count(&[Urgency::Failing]),
            need: count(&[Urgency::Unknown, Urgency::NeedsReview]),
        }
    }

    /// `6 decisions · 1 failing · 2 need you`, as much of it as there is room for.
    pub fn spans(self, room: Room, theme: &Theme) -> Vec<Span<'static>> {
        let symbols = theme.symbols;
        let failing = match room {
            Room::Word => format!("{} {}", symbols.block, self.failing),
            Room::Reason | Room::Whole => format!("{} {} failing", symbols.block, self.failing),
        };
        let need = match (room, self.need) {
            (Room::Word, need) => format!("{} {need}", symbols.warn),
            (_, 1) => format!("{} 1 needs you", symbols.warn),
            (_, need) => format!("{} {need} need you", symbols.warn),
        };
        let mut parts = Vec::new();
        if room == Room::Whole {
            parts.push(Span::styled(text::count(self.all, "decision"), theme.text));
        }
        if self.failing > 0 {
            parts.push(Span::styled(failing, theme.block));
        }
        if self.need > 0 {
            parts.push(Span::styled(need, theme.warn));
        }
        if self.failing + self.need == 0 && self.all > 0 {
            parts.push(Span::styled(format!("{} none needs you", symbols.pass), theme.pass));
        }
        let mut spans = Vec::new();
        for part in parts {
            if !spans.is_empty() {
                spans.push(Span::styled(format!(" {} ", symbols.dot), theme.dim));
            }
            spans.push(part);
        }
        spans
    }
}
