//! What has the keys: where a key is pressed decides what it means.

use super::order::Step;

/// What has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// A step's lists and forms.
    Step(Step),
    /// The filter above a list of a step: letters are text, arrows move in the list.
    Filter(Step),
    /// A field of one line.
    Line,
    /// A field of several lines.
    Lines,
    /// Text that is read.
    Reading,
    /// A document that is read.
    Document,
    /// A list of candidates with a filter, or a name to type.
    Picking,
    /// A question: letters are answers.
    Asking,
}

impl Context {
    /// Whether printable keys are text.
    pub fn takes_text(self) -> bool {
        !matches!(self, Self::Step(_) | Self::Reading | Self::Document)
    }

    /// Whether a step's lists and forms have the keys.
    pub fn is_step(self) -> bool {
        matches!(self, Self::Step(_))
    }
}
