//! Gate 4: preview or generally available?

use super::{Judgement, cells_source};
use crate::gates::Case;
use crate::gates::Outcome::{Block, Pass, Unknown, Warn};
use crate::matrix::{Availability, Mode, source};
use crate::plan::posture::PreviewRule;

pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let Some(mode) = case.criteria.mode else {
        return Judgement::new(Unknown, "Depends on the mode, and none is chosen yet.", cells_source(case));
    };
    if mode == Mode::ExternalModels {
        let reason = "By the provider: the list of external models does not say preview or GA.";
        return Judgement::new(Warn, reason, model_source(case));
    }
    match case.is_preview() {
        Some(true) => preview(case, mode),
        Some(false) => generally_available(case, mode),
        None => Judgement::new(Unknown, not_known(case), cells_source(case)),
    }
}

fn preview(case: &Case<'_>, mode: Mode) -> Judgement {
    let (outcome, rule) = match case.criteria.posture.preview {
        PreviewRule::NotStated => (
            Warn,
            ": put it behind a feature flag and keep a stable alternate ready; whether previews are allowed is not stated",
        ),
        PreviewRule::Allow => (Warn, ": put it behind a feature flag and keep a stable alternate ready"),
        PreviewRule::Deny => (Block, ", and previews are not allowed"),
    };
    let by_page = case.model.preview.contains(&mode);
    let by_cell = matches!(case.here(), Some(Availability::Listed { preview: true, .. }));
    // Only the provisioned-throughput column prints previews, so only there can the two disagree.
    let disagree = mode == Mode::ProvisionedThroughput
        && by_page
        && case.here().is_some_and(Availability::is_listed)
        && !by_cell;
    let contradiction =
        if disagree { " Sources disagree: the cell of this region does not call it a preview." } else { "" };
    let source = if by_cell { cells_source(case) } else { model_source(case) };
    let what = if case.preview_is_unclear() {
        format!(
            "The sources can be read both ways about a preview in {}, and the safe reading counts",
            mode.name()
        )
    } else {
        format!("Public Preview in {}", mode.name())
    };
    Judgement::new(outcome, format!("{what}{rule}.{contradiction}"), source)
}

fn generally_available(case: &Case<'_>, mode: Mode) -> Judgement {
    let named = if case.model.name.ends_with("Preview") {
        " \"Preview\" is part of the vendor's name for it."
    } else {
        ""
    };
    let (outcome, failover) = match secondary_preview(case) {
        Some(id) => {
            let denied = case.criteria.posture.preview == PreviewRule::Deny;
            let denied = if denied { ", and previews are not allowed" } else { "" };
            (Warn, format!(" In the secondary region {id} it is a preview{denied}."))
        }
        None => (Pass, String::new()),
    };
    let source = if mode == Mode::ProvisionedThroughput { cells_source(case) } else { model_source(case) };
    Judgement::new(outcome, format!("GA: nothing calls it a preview.{named}{failover}"), source)
}

fn secondary_preview(case: &Case<'_>) -> Option<String> {
    let region = case.criteria.secondary.region()?;
    matches!(case.availability(region), Availability::Listed { preview: true, .. })
        .then(|| region.id.to_string())
}

fn not_known(case: &Case<'_>) -> &'static str {
    match case.here() {
        None => "Depends on the region, and none is known yet.",
        Some(Availability::NotListed) if case.is_kept().is_some() => {
            "Unknown: no cell lists the model there any more."
        }
        Some(Availability::NotListed) => "Nothing to say: the model is not listed there.",
        Some(_) => "Unknown: there is no cell to read it from.",
    }
}

fn model_source(case: &Case<'_>) -> String {
    source::cite_all(case.criteria.matrix.sources_of_model(case.model))
}
