//! The counts of a region as a row of the list shows them.

use ratatui::text::Span;

use crate::choice::tally::Tally;
use crate::matrix::Mode;
use crate::tui::theme::Theme;

/// The heading over the counts; `~` stands for the symbol of routing.
pub(super) const HEADER: &str = " in  ~ pre blk";

pub(super) fn spans(tally: Option<Tally>, mode: Option<Mode>, theme: &Theme) -> Vec<Span<'static>> {
    let Some(tally) = tally else {
        let words = if mode.is_none() { "choose a mode" } else { "by the provider" };
        return vec![Span::styled(words, theme.dim)];
    };
    let Some(listed) = tally.listed else {
        return vec![Span::styled("  ?  ?   ?   ?", theme.unknown)];
    };
    let style = |count, style| if count == 0 { theme.dim } else { style };
    vec![
        Span::styled(format!("{:>3}", listed.in_geo), style(listed.in_geo, theme.pass)),
        Span::styled(format!("{:>3}", listed.cross_geo), style(listed.cross_geo, theme.warn)),
        Span::styled(format!("{:>4}", listed.preview), style(listed.preview, theme.warn)),
        Span::styled(format!("{:>4}", listed.blocked), style(listed.blocked, theme.block)),
    ]
}
