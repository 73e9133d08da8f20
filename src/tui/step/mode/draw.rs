//! Step 1 as it is drawn: the sentence and the shapes beside the modes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{ModeStep, Part, mode_lines};
use crate::matrix::{Mode, Workload};
use crate::plan::field;
use crate::text;
use crate::tui::areas::{below, columns, right_of, rows, share, top};
use crate::tui::session::Session;
use crate::tui::theme::Theme;
use crate::tui::widget::{line, list, pane};

impl ModeStep {
    pub fn draw(
        &self,
        session: &Session,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let [sentence, shape, mode] = areas(area);
        let caret = self.view_sentence(session, theme, sentence, buffer);
        self.view_shapes(session, theme, shape, buffer);
        self.view_modes(session, theme, mode, buffer);
        caret
    }

    fn view_sentence(
        &self,
        session: &Session,
        theme: &Theme,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let focused = self.part == Part::Sentence;
        let inside = pane::frame(field::SENTENCE.label, focused, theme, area, buffer);
        let sentence = &session.plan.sentence;
        let typed = if focused { self.sentence.value() } else { sentence.clone() };
        // While nothing is typed, the question stands below the caret.
        let (asks, room) = if focused { (below(inside, 1), top(inside, 1)) } else { (inside, inside) };
        if typed.is_empty() {
            let asks_words = if focused {
                field::SENTENCE.hint.to_owned()
            } else {
                format!("open: {}", field::SENTENCE.hint)
            };
            line::write_all(line::wrapped(&asks_words, asks.width, theme.dim), asks, buffer);
        } else if !focused {
            line::write_all(line::wrapped(sentence, inside.width, theme.text), inside, buffer);
        }
        if !focused {
            return None;
        }
        self.sentence.view(if typed.is_empty() { room } else { inside }, theme.text, buffer)
    }

    fn view_shapes(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let focused = self.part == Part::Shape;
        let inside = pane::frame(field::SHAPE.label, focused, theme, area, buffer);
        for (row, workload) in Workload::ALL.into_iter().enumerate() {
            let chosen = session.plan.workload == Some(workload);
            let here = focused && row == self.shape;
            line::write(choice(workload.name(), "", chosen, here, inside.width, theme), inside, row, buffer);
        }
        let below = below(inside, Workload::ALL.len() + 1);
        let mut lines = Vec::new();
        // First, because the list marks the recommended mode as well.
        for advice in session.plan.advice(&session.matrix) {
            lines.extend(line::wrapped(&format!("Advice: {advice}"), below.width, theme.warn));
        }
        if let Some(workload) = session.plan.workload {
            let (mode, why) = workload.recommends();
            let words = format!("{} leads to {}: {why}.", workload.name(), mode.name());
            lines.extend(line::wrapped(&words, below.width, theme.dim));
        }
        line::write_all(lines, below, buffer);
    }

    fn view_modes(&self, session: &Session, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let focused = self.part == Part::Mode;
        let inside = pane::frame("Serving mode", focused, theme, area, buffer);
        let recommended = session.plan.workload.map(|workload| workload.recommends().0);
        for (place, mode) in Mode::ALL.into_iter().enumerate() {
            let chosen = session.plan.mode == Some(mode);
            let here = focused && place == self.mode;
            let lines = mode_lines(inside);
            let first = place * lines;
            let tail = if recommended == Some(mode) { "recommended" } else { "" };
            line::write(choice(mode.name(), tail, chosen, here, inside.width, theme), inside, first, buffer);
            let offered = format!("{} models in this matrix", self.offered[place]);
            // The name above, the count and a blank line below.
            let room = lines - 3;
            let below = right_of(top(below(inside, first + 1), lines - 2), 3);
            let width = usize::from(below.width);
            let character = text::wrap_within(mode.character(), width, room.div_ceil(2));
            let limits = match room - character.len() {
                0 => Vec::new(),
                left => text::wrap_within(mode.limits(), width, left),
            };
            let words = character.into_iter().map(|line| Line::styled(line, theme.text));
            let words = words.chain(limits.into_iter().map(|line| Line::styled(line, theme.dim)));
            line::write_all(words.chain([Line::styled(offered, theme.dim)]), below, buffer);
        }
    }
}

/// A row with the mark of the cursor and of the choice.
fn choice(name: &str, tail: &str, chosen: bool, here: bool, width: u16, theme: &Theme) -> Line<'static> {
    let (mark, style) = if chosen { (theme.symbols.chosen, theme.chosen) } else { (" ", theme.text) };
    let spans = vec![
        list::lead(here, mark, style, theme),
        Span::styled(name.to_owned(), style),
        Span::styled(format!("  {tail}"), theme.key),
    ];
    list::row(spans, here, width, theme)
}

/// Where the sentence, the shapes and the modes are.
pub(super) fn areas(area: Rect) -> [Rect; 3] {
    let [left, mode] = columns(area, share(area.width, 42, 100));
    let [sentence, shape] = rows(left, 7);
    [sentence, shape, mode]
}
