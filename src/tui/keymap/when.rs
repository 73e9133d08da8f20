//! In which contexts a key holds.

use crate::tui::context::Context;

#[derive(Debug, Clone, Copy)]
pub enum When {
    Always,
    /// Where printable keys are text.
    Text,
    NoText,
    /// In a step or an explore view: neither in one of its fields nor below a popup.
    NoField,
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
            Self::List => {
                let filter = matches!(context, Context::Filter(_) | Context::ExploreFilter(_));
                let popup = [
                    Context::Picking,
                    Context::Drafts,
                    Context::TextView,
                    Context::Document,
                    Context::Shortlist,
                    Context::Openings,
                ];
                filter || popup.contains(&context) || context.is_bare()
            }
            Self::In(contexts) => contexts.contains(&context),
            Self::Any(all) => all.iter().any(|when| when.holds(context)),
        }
    }
}
