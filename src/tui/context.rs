//! What has the keys: where a key is pressed decides what it means.

use super::order::{Part, Sheet, Step};

/// What has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// A step's lists and forms.
    Step(Step),
    /// The filter above a list of a step: letters are text, arrows move in the list.
    Filter(Step),
    /// A sheet.
    Sheet(Sheet),
    /// A part of a step or a sheet with keys of its own.
    Part(Part),
    /// The filter above a sheet.
    SheetFilter(Sheet),
    /// A field of one line.
    Line,
    /// A field of several lines.
    Lines,
    /// Text that is read.
    Reading,
    /// A document that is read.
    Document,
    /// A list of candidates with a filter.
    Picking,
    /// A list of unfinished plans.
    Drafts,
    /// A question: letters are answers.
    Asking,
}

impl Context {
    /// Whether printable keys are text.
    pub fn takes_text(self) -> bool {
        !matches!(self, Self::Step(_) | Self::Sheet(_) | Self::Part(_) | Self::Reading | Self::Document)
    }

    /// Whether a step or a sheet has the keys, and neither a field nor an overlay.
    pub fn is_bare(self) -> bool {
        matches!(self, Self::Step(_) | Self::Sheet(_) | Self::Part(_))
    }
}
