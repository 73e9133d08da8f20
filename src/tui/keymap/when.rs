//! In which contexts a key holds.

use crate::tui::context::Context;
use crate::tui::order::{Part, Step};

/// The forms, while the cursor is on a row that holds no text.
pub const FORM: When =
    When::In(&[Context::Step(Step::Record), Context::Part(Part::Facts), Context::Part(Part::Posture)]);

#[derive(Debug, Clone, Copy)]
pub enum When {
    Always,
    /// Where printable keys are text.
    Text,
    NoText,
    /// In a step or an explore view: neither in one of its fields nor below a popup.
    NoField,
    /// The same, but not where a form is filled in: who types there and misses a text row must not start anything.
    NoForm,
    /// In a step or an explore view, its fields included.
    NoPopup,
    /// Where arrows move through rows or lines.
    List,
    In(&'static [Context]),
    Any(&'static [When]),
}

impl When {
    pub fn holds(self, context: Context) -> bool {
        match self {
            Self::Always => true,
            Self::Text => context.takes_text(),
            Self::NoText => !context.takes_text(),
            Self::NoField => context.is_bare(),
            Self::NoForm => {
                context.is_bare() && (!FORM.holds(context) || context == Context::Part(Part::Facts))
            }
            Self::NoPopup => !context.is_popup() && !context.is_board(),
            Self::List => {
                let filter = matches!(
                    context,
                    Context::Filter(_) | Context::ExploreFilter(_) | Context::BoardFilter | Context::Board
                );
                let popup = [
                    Context::Picking,
                    Context::Help,
                    Context::Drafts,
                    Context::Write,
                    Context::TextView,
                    Context::Document,
                    Context::Shortlist,
                    Context::Openings,
                ];
                filter || popup.contains(&context) || context == Context::Row || context.is_bare()
            }
            Self::In(contexts) => contexts.contains(&context),
            Self::Any(all) => all.iter().any(|when| when.holds(context)),
        }
    }

    /// Whether the palette of a screen offers what a key does here.
    pub fn offers(self, context: Context) -> bool {
        match self {
            Self::NoForm => context.is_bare(),
            Self::Any(all) => all.iter().any(|when| when.offers(context)),
            when => when.holds(context),
        }
    }

    /// The contexts that are named.
    pub fn contexts(self) -> Vec<Context> {
        match self {
            Self::In(contexts) => contexts.to_vec(),
            Self::Any(all) => all.iter().flat_map(|when| when.contexts()).collect(),
            _ => Vec::new(),
        }
    }
}
