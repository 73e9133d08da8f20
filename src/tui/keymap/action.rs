//! The ids of actions, by which `[keys]` in the settings names what a key does. They do not change.

use crate::plan::ReviewVerdict;
use crate::tui::message::Message;
use crate::tui::order::{ExploreView, Step};

/// The id of what a key asks for; none for what no key alone asks for.
pub fn id(message: &Message) -> Option<&'static str> {
    Some(match message {
        Message::Up => "up",
        Message::Down => "down",
        Message::PageUp => "page-up",
        Message::PageDown => "page-down",
        Message::First => "first",
        Message::Last => "last",
        Message::Left => "left",
        Message::Right => "right",
        Message::NextPart => "next-pane",
        Message::PreviousPart => "previous-pane",
        Message::DetailUp => "details-up",
        Message::DetailDown => "details-down",
        Message::DetailPageUp => "details-page-up",
        Message::DetailPageDown => "details-page-down",
        Message::Accept => "confirm",
        Message::Back => "back",
        Message::Toggle => "tick",
        Message::Clear => "clear",
        Message::Jump(step) => match step {
            Step::Mode => "step-mode",
            Step::Region => "step-region",
            Step::Model => "step-model",
            Step::Record => "step-record",
            Step::Guardrails => "step-guardrails",
            Step::Runbook => "step-runbook",
            Step::Export => "step-export",
        },
        Message::ExploreView(explore) => match explore {
            ExploreView::Map => "matrix",
            ExploreView::Timeline => "timeline",
            ExploreView::Compare => "compare",
            ExploreView::WhatIf => "what-if",
        },
        Message::Previous => "previous",
        Message::Next => "next",
        Message::PreviousMonth => "previous-month",
        Message::NextMonth => "next-month",
        Message::Today => "today",
        Message::Filter => "filter",
        Message::Sort => "sort",
        Message::ReverseSort => "reverse-sort",
        Message::OnlyRealtime => "only-real-time",
        Message::Shortlist => "shortlist",
        Message::Openings => "what-would-open",
        Message::AskTokens => "tokens",
        Message::Undo => "undo",
        Message::Redo => "redo",
        Message::Save => "save",
        Message::SaveAs => "save-as",
        Message::Open => "open",
        Message::Preview => "preview",
        Message::Palette => "commands",
        Message::Help => "help",
        Message::NextCloud => "next-cloud",
        Message::NextTheme => "next-theme",
        Message::ViewChange => "view-change",
        Message::Add => "add",
        Message::Reason => "reason",
        Message::Append => "append",
        Message::Copy => "copy",
        Message::Format => "format",
        Message::NextDecision => "next-decision",
        Message::PreviousDecision => "previous-decision",
        Message::Review(verdict) => match verdict {
            ReviewVerdict::Approve => "approve",
            ReviewVerdict::RequestChanges => "request-changes",
            ReviewVerdict::Comment => "comment",
            ReviewVerdict::Supersede => "supersede",
            ReviewVerdict::Withdraw => "withdraw",
        },
        Message::ReviewDate => "review-date",
        Message::WhatChanged => "what-changed",
        Message::WritePages => "write-pages",
        Message::ReadAgain => "read-again",
        Message::NewPlan => "new-plan",
        Message::Leave | Message::Quit => "quit",
        Message::Suspend => "suspend",
        Message::Text(_)
        | Message::Paste(_)
        | Message::Cloud(_)
        | Message::Theme(_)
        | Message::Background(_)
        | Message::Glossary
        | Message::Posture
        | Message::Show(_)
        | Message::Click { .. }
        | Message::Wheel { .. }
        | Message::Resized { .. }
        | Message::Outcome(_) => return None,
    })
}
