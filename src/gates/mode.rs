//! Gate 1: is the model offered in the mode at all, and on the real-time list where that counts?

use super::region::leaves_the_table;
use super::{Judgement, PLAN, cells_source};
use crate::gates::Case;
use crate::gates::Outcome::{Block, Pass, Unknown, Warn};
use crate::matrix::{Host, Lifecycle, Mode, Realtime, Workload, source};

pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let Some(mode) = case.criteria.mode else {
        return Judgement::new(Unknown, "No serving mode is chosen yet.", PLAN);
    };
    match (&case.model.host, mode) {
        (Host::Vendor { provider, named, .. }, Mode::ExternalModels) => external(case, provider, *named),
        (Host::Vendor { provider, .. }, _) => Judgement::new(
            Block,
            format!("{} is an external model of {provider}: only External model offers it.", case.model.name),
            model_source(case),
        ),
        (Host::Databricks, _) => hosted(case, mode),
    }
}

fn external(case: &Case<'_>, provider: &str, named: bool) -> Judgement {
    if named {
        let reason = format!("{provider} offers {} as an external model.", case.model.name);
        return Judgement::new(Pass, reason, model_source(case));
    }
    let reason = format!("{provider} is supported, but which of its models are was not seen: verify there.");
    Judgement::new(Unknown, reason, model_source(case))
}

fn hosted(case: &Case<'_>, mode: Mode) -> Judgement {
    let matrix = case.criteria.matrix;
    let name = &case.model.name;
    if matrix.offers(case.model, mode) {
        return real_time(case, mode);
    }
    if case.gone_since(mode) {
        let reason = format!(
            "Not known for {}: the matrix of {} does not list {name}, and speaks only for its own day.",
            case.criteria.as_of, matrix.as_of
        );
        return Judgement::new(Unknown, reason, cells_source(case));
    }
    if case.is_kept().is_some() {
        let reason = format!("No cell lists {name} for {} any more: {}", mode.name(), leaves_the_table(case));
        return Judgement::new(Warn, reason, cells_source(case));
    }
    let others = names(matrix.modes_of(case.model));
    let page = listed_by_page(case, mode);
    let retired = matches!(case.lifecycle(), Lifecycle::Retired { .. });
    let (unseen, all) = matrix.unseen_cells(case.model, mode);
    let (outcome, found) = if let Listing::Here(page) = &page {
        (Unknown, format!("Sources disagree: {page} lists {name} for {}, and no cell does", mode.name()))
    } else if unseen == 0 || retired {
        (Block, format!("{name} is not offered in {}", mode.name()))
    } else if unseen == all {
        (Unknown, format!("Whether {name} is offered in {} is not known: every cell is unknown", mode.name()))
    } else {
        let are = if unseen == 1 { "cell is" } else { "cells are" };
        let reason = format!(
            "Whether {name} is offered in {} is not known: no cell that was seen lists it, and {unseen} {are} unknown",
            mode.name()
        );
        (Unknown, reason)
    };
    let offer = match (others.is_empty(), outcome) {
        (false, _) => format!("; offered in {others}"),
        (true, Block) if unseen_elsewhere(case, mode) => {
            "; no cell that was seen lists it in another mode".to_owned()
        }
        (true, Block) => "; no mode offers it".to_owned(),
        (true, _) => String::new(),
    };
    let elsewhere = match &page {
        Listing::Elsewhere(cloud, page) => format!(" A page for {cloud} lists it ({page})."),
        Listing::Here(_) | Listing::None => String::new(),
    };
    let reason = format!("{found}{offer}.{elsewhere}{}", family_hint(case, mode));
    Judgement::new(outcome, reason, cells_source(case))
}

/// Whether cells of other modes are unknown that could list the model.
fn unseen_elsewhere(case: &Case<'_>, mode: Mode) -> bool {
    Mode::HOSTED.into_iter().filter(|other| *other != mode).any(|other| {
        let retired =
            matches!(case.criteria.in_mode(other).case(case.model).lifecycle(), Lifecycle::Retired { .. });
        !retired && case.criteria.matrix.unseen_cells(case.model, other).0 > 0
    })
}

/// Whether a page other than the availability table lists the model.
enum Listing {
    None,
    /// A page that speaks for this cloud.
    Here(String),
    /// Only pages of other clouds: their names, and the pages.
    Elsewhere(String, String),
}

fn listed_by_page(case: &Case<'_>, mode: Mode) -> Listing {
    if !case.model.listed.contains(&mode) {
        return Listing::None;
    }
    let sources = case.criteria.matrix.sources_of_model(case.model);
    match case.criteria.matrix.only_other_clouds(sources) {
        Some(clouds) => Listing::Elsewhere(clouds, model_source(case)),
        None => Listing::Here(model_source(case)),
    }
}

/// Provisioned throughput lists families: the one an endpoint belongs to is worth a word.
fn family_hint(case: &Case<'_>, mode: Mode) -> String {
    let matrix = case.criteria.matrix;
    let family = case.model.family.as_ref().and_then(|id| matrix.model(id));
    match family.filter(|family| matrix.offers(family, mode)) {
        Some(family) => format!(" Its family {} is (by inference).", family.name),
        None => String::new(),
    }
}

/// Interactive work needs the real-time list in provisioned throughput. The list is part of that column: in pay-per-token
/// it is told and decides nothing.
fn real_time(case: &Case<'_>, mode: Mode) -> Judgement {
    let name = &case.model.name;
    let offered = format!("{name} is offered in {}", mode.name());
    let interactive = case.criteria.workload == Some(Workload::Interactive);
    let counts = matches!(mode, Mode::ProvisionedThroughput | Mode::PayPerToken);
    let Some(list) = case.criteria.matrix.realtime_list().filter(|_| interactive && counts) else {
        return Judgement::new(Pass, format!("{offered}."), cells_source(case));
    };
    let (outcome, rest) = match case.model.realtime {
        Some(Realtime::Yes) => (Pass, "and is on the list"),
        Some(Realtime::Preview) => (Pass, "and is, as a preview, on the list"),
        Some(Realtime::No) => (Block, "but is not on the list"),
        None => (Unknown, "but it is unknown whether it is on the list"),
    };
    let (outcome, promise) = match mode {
        Mode::PayPerToken => (Pass, " Pay-per-token promises neither latency nor throughput."),
        _ => (outcome, ""),
    };
    let day = list.read.map(|read| format!(" of {read}")).unwrap_or_default();
    let reason = format!("{offered}, {rest} \"{}\"{day}.{promise}", list.title);
    Judgement::new(outcome, reason, source::cite_all([case.criteria.matrix.source(), list]))
}

fn model_source(case: &Case<'_>) -> String {
    source::cite_all(case.criteria.matrix.sources_of_model(case.model))
}

/// The names of modes in a sentence.
pub(super) fn names(modes: Vec<Mode>) -> String {
    modes.into_iter().map(Mode::name).collect::<Vec<_>>().join(" and ")
}
