//! Where the parts of the screen are. Views and clicks share it.

use ratatui::layout::Rect;

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
        let [header, rest] = rows(Rect::new(0, 0, width, height), 1);
        let [rest, keys] = rows(rest, rest.height.saturating_sub(1));
        let [steps, rest] = rows(rest, 1);
        let [rest, status] = rows(rest, rest.height.saturating_sub(1));
        let [body, rule] = rows(rest, rest.height.saturating_sub(1));
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
        let [body, note] = columns(self.body, BODY);
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

/// An area in two, one above the other.
///
/// The constraint solver of ratatui says the same, for a seventh of what a first frame costs.
pub fn rows(area: Rect, upper: u16) -> [Rect; 2] {
    [top(area, usize::from(upper)), below(area, usize::from(upper))]
}

/// An area in two, side by side.
pub fn columns(area: Rect, left: u16) -> [Rect; 2] {
    [Rect { width: area.width.min(left), ..area }, right_of(area, usize::from(left))]
}

/// A share of a length, rounded: two fifths are 2 and 5.
pub fn share(length: u16, parts: u16, of: u16) -> u16 {
    let (length, parts, of) = (u32::from(length), u32::from(parts), u32::from(of));
    u16::try_from((2 * length * parts + of) / (2 * of)).unwrap_or(u16::MAX)
}

/// A count of lines or columns, which a rectangle has at most `u16::MAX` of.
pub fn length(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
