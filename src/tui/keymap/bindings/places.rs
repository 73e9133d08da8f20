//! Where keys hold.

use crate::tui::context::Context;
use crate::tui::order::{ExploreView, Part, Step};

pub(super) fn everywhere(_: Context) -> bool {
    true
}

pub(super) fn in_bare(context: Context) -> bool {
    context.is_bare()
}

pub(super) fn in_lists(context: Context) -> bool {
    matches!(
        context,
        Context::Filter(_)
            | Context::ExploreFilter(_)
            | Context::Picking
            | Context::Drafts
            | Context::Reading
            | Context::Document
    ) || context.is_bare()
}

pub(super) fn outside_text(context: Context) -> bool {
    !context.takes_text()
}

pub(super) fn in_documents(context: Context) -> bool {
    matches!(context, Context::Document)
}

pub(super) fn in_filtered(context: Context) -> bool {
    matches!(
        context,
        Context::Step(Step::Region | Step::Model)
            | Context::ExploreView(ExploreView::Map | ExploreView::Timeline)
            | Context::Part(Part::TurnedMap)
    )
}

pub(super) fn in_choices(context: Context) -> bool {
    matches!(context, Context::Step(Step::Record) | Context::Part(Part::Posture))
}

pub(super) fn in_ticks(context: Context) -> bool {
    matches!(context, Context::Step(Step::Guardrails | Step::Export))
}

pub(super) fn in_models(context: Context) -> bool {
    matches!(
        context,
        Context::Step(Step::Model) | Context::ExploreView(ExploreView::Map) | Context::Part(Part::TurnedMap)
    )
}

pub(super) fn in_regions(context: Context) -> bool {
    context == Context::Step(Step::Region)
}

pub(super) fn in_export(context: Context) -> bool {
    context == Context::Step(Step::Export)
}

pub(super) fn in_export_or_document(context: Context) -> bool {
    in_export(context) || in_documents(context)
}

pub(super) fn in_parts(context: Context) -> bool {
    matches!(context, Context::Step(Step::Mode | Step::Region) | Context::Part(Part::Posture | Part::Pairs))
}

/// Where Tab leads to the text that is told of the choice. Elsewhere it has another use.
pub fn gives_detail_the_keys(context: Context) -> bool {
    matches!(
        context,
        Context::Step(Step::Model | Step::Record | Step::Guardrails | Step::Export)
            | Context::ExploreView(ExploreView::Timeline)
    )
}

/// Where there is such a text.
pub(super) fn in_detailed(context: Context) -> bool {
    gives_detail_the_keys(context)
        || matches!(
            context,
            Context::Step(Step::Runbook)
                | Context::ExploreView(ExploreView::Map)
                | Context::Part(Part::TurnedMap | Part::Detail)
        )
}

pub(super) fn in_runbook(context: Context) -> bool {
    context == Context::Step(Step::Runbook)
}

pub(super) fn in_text(context: Context) -> bool {
    context.takes_text()
}

pub(super) fn in_other_parts(context: Context) -> bool {
    in_parts(context)
        || gives_detail_the_keys(context)
        || in_text(context)
        || matches!(
            context,
            Context::ExploreView(ExploreView::Map | ExploreView::Compare)
                | Context::Part(Part::TurnedMap | Part::TurnedCompare | Part::Detail)
        )
}

pub(super) fn in_values(context: Context) -> bool {
    in_choices(context) || context == Context::Step(Step::Mode)
}

pub(super) fn in_clearable(context: Context) -> bool {
    let steps = matches!(
        context,
        Context::Step(Step::Mode | Step::Region | Step::Model | Step::Record | Step::Runbook)
    );
    steps || context == Context::Part(Part::Posture)
}

pub(super) fn in_other_toggles(context: Context) -> bool {
    matches!(
        context,
        Context::Step(Step::Mode | Step::Record | Step::Runbook)
            | Context::Part(Part::Posture)
            | Context::Reading
            | Context::Document
    )
}

pub(super) fn in_pairs(context: Context) -> bool {
    context == Context::Part(Part::Pairs)
}

pub(super) fn in_turned_map(context: Context) -> bool {
    context == Context::Part(Part::TurnedMap)
}

pub(super) fn in_turned_compare(context: Context) -> bool {
    context == Context::Part(Part::TurnedCompare)
}

pub(super) fn in_detail(context: Context) -> bool {
    context == Context::Part(Part::Detail)
}

pub(super) fn in_map(context: Context) -> bool {
    matches!(context, Context::ExploreView(ExploreView::Map) | Context::Part(Part::TurnedMap))
}

pub(super) fn in_timeline(context: Context) -> bool {
    context == Context::ExploreView(ExploreView::Timeline)
}

pub(super) fn in_compare(context: Context) -> bool {
    matches!(context, Context::ExploreView(ExploreView::Compare) | Context::Part(Part::TurnedCompare))
}

pub(super) fn in_compared_models(context: Context) -> bool {
    context == Context::ExploreView(ExploreView::Compare)
}

pub(super) fn in_what_if(context: Context) -> bool {
    context == Context::ExploreView(ExploreView::WhatIf)
}
