//! Where the parts of the screen are. Views and clicks share it.

use ratatui::layout::{Constraint, Layout, Rect};

/// The parts of the screen, from top to bottom.
#[derive(Debug, Clone, Copy)]
pub struct Areas {
    /// What is in use, and the verdict.
    pub header: Rect,
    /// The names of the steps.
    pub steps: Rect,
    /// The step's own area.
    pub body: Rect,
    /// The note as it reads so far, beside the body of a wide screen.
    pub note: Rect,
    /// The line below the body.
    pub rule: Rect,
    /// How many models remain, or the notice.
    pub status: Rect,
    /// The keys that matter.
    pub keys: Rect,
}

impl Areas {
    /// The parts of a screen of this size.
    pub fn of(width: u16, height: u16) -> Self {
        let [header, steps, body, rule, status, keys] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Length(1),
        ])
        .areas(Rect::new(0, 0, width, height));
        Self { header, steps, body, note: Rect::default(), rule, status, keys }
    }

    /// The same where there are no steps: the body has their line.
    #[must_use]
    pub fn without_steps(self) -> Self {
        let body = self.steps.union(self.body);
        Self { steps: Rect { height: 0, ..self.steps }, body, ..self }
    }

    /// The same with room for the note, where the body can spare it.
    #[must_use]
    pub fn with_note(self) -> Self {
        const BODY: u16 = 116;
        const NOTE: u16 = 34;
        if self.body.width < BODY + NOTE {
            return self;
        }
        let [body, note] =
            Layout::horizontal([Constraint::Length(BODY), Constraint::Fill(1)]).areas(self.body);
        Self { body, note, ..self }
    }
}

/// The first lines of an area.
pub fn top(area: Rect, lines: usize) -> Rect {
    Rect { height: area.height.min(length(lines)), ..area }
}

/// What is left of an area below its first lines.
pub fn below(area: Rect, lines: usize) -> Rect {
    let lines = length(lines).min(area.height);
    Rect { y: area.y + lines, height: area.height - lines, ..area }
}

/// What is left of an area to the right of its first columns.
pub fn right_of(area: Rect, columns: usize) -> Rect {
    let columns = length(columns).min(area.width);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}

/// A count of lines or columns, which a rectangle has at most `u16::MAX` of.
pub fn length(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
