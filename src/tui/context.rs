//! What has the keys: where a key is pressed decides what it means.

use super::order::{ExploreView, Part, Step};

/// What has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// A step's lists and forms.
    Step(Step),
    /// The filter above a list of a step: letters are text, arrows move in the list.
    Filter(Step),
    /// An explore view.
    ExploreView(ExploreView),
    /// A part of a step or an explore view with keys of its own.
    Part(Part),
    /// The filter above an explore view.
    ExploreFilter(ExploreView),
    /// The board of decisions.
    Board,
    /// The filter above the board.
    BoardFilter,
    /// A row of a screen that holds text: letters are text, arrows go to the other rows.
    Row,
    /// A text of several lines in a screen.
    Lines,
    /// A field of one line in a popup.
    Line,
    /// Text that is read.
    TextView,
    /// A document that is read.
    Document,
    /// A list of candidates with a filter.
    Picking,
    /// The keys and the glossary: letters search.
    Help,
    /// The best models for the workload, of which one is taken.
    Shortlist,
    /// Changes that would open models, of which one is taken.
    Openings,
    /// The files that are to be written.
    Write,
    /// A list of unfinished plans.
    Drafts,
    /// The fields of a review that is to be written.
    Review,
    /// A question: letters are answers.
    Asking,
}

impl Context {
    /// Every context there is.
    pub fn all() -> Vec<Self> {
        const PARTS: [Part; 7] = [
            Part::Facts,
            Part::Posture,
            Part::Pairs,
            Part::TransposedMap,
            Part::TransposedCompare,
            Part::Detail,
            Part::Note,
        ];
        let popups = [
            Self::Line,
            Self::TextView,
            Self::Document,
            Self::Picking,
            Self::Help,
            Self::Drafts,
            Self::Shortlist,
            Self::Openings,
            Self::Write,
            Self::Review,
            Self::Asking,
        ];
        let mut all = vec![Self::Row, Self::Lines, Self::Board, Self::BoardFilter];
        all.extend(popups);
        all.extend(PARTS.map(Self::Part));
        all.extend(Step::ALL.into_iter().flat_map(|step| [Self::Step(step), Self::Filter(step)]));
        let explore = ExploreView::ALL.into_iter();
        all.extend(explore.flat_map(|explore| [Self::ExploreView(explore), Self::ExploreFilter(explore)]));
        all
    }

    /// Whether printable keys are text.
    pub fn takes_text(self) -> bool {
        !matches!(
            self,
            Self::Step(_)
                | Self::ExploreView(_)
                | Self::Part(_)
                | Self::TextView
                | Self::Document
                | Self::Shortlist
                | Self::Openings
                | Self::Write
                | Self::Board
        )
    }

    /// Whether the keys are those of a popup.
    pub fn is_popup(self) -> bool {
        match self {
            Self::Step(_)
            | Self::Filter(_)
            | Self::ExploreView(_)
            | Self::Part(_)
            | Self::ExploreFilter(_)
            | Self::Board
            | Self::BoardFilter
            | Self::Row
            | Self::Lines => false,
            Self::Line
            | Self::TextView
            | Self::Document
            | Self::Picking
            | Self::Help
            | Self::Shortlist
            | Self::Openings
            | Self::Write
            | Self::Drafts
            | Self::Review
            | Self::Asking => true,
        }
    }

    /// Whether a step or an explore view has the keys, and neither a field nor a popup.
    pub fn is_bare(self) -> bool {
        matches!(self, Self::Step(_) | Self::ExploreView(_) | Self::Part(_)) && !self.is_board()
    }

    /// Whether the board of decisions is below whatever has the keys.
    pub fn is_board(self) -> bool {
        matches!(self, Self::Board | Self::BoardFilter | Self::Part(Part::Note))
    }
}
