//! Gate 1: is the model offered in the mode at all, and on the real-time list where that counts?

use super::{Judgement, PLAN, cells_source};
use crate::matrix::{Host, Mode, Realtime, Workload, source};
use crate::plan::case::Case;
use crate::plan::verdict::Outcome::{Block, Pass, Unknown, Warn};

pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let Some(mode) = case.facts.mode else {
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
    let matrix = case.facts.matrix;
    let name = &case.model.name;
    if matrix.offers(case.model, mode) {
        return real_time(case, mode);
    }
    if case.gone_since(mode) {
        let reason = format!(
            "Not known for {}: the matrix of {} does not list {name}, and speaks only for its own day.",
            case.facts.as_of, matrix.as_of
        );
        return Judgement::new(Unknown, reason, cells_source(case));
    }
    let others = names(matrix.modes_of(case.model));
    let offer =
        if others.is_empty() { "no mode offers it".to_owned() } else { format!("offered in {others}") };
    let reason = format!("{name} is not offered in {}; {offer}.{}", mode.name(), family_hint(case, mode));
    Judgement::new(Block, reason, cells_source(case))
}

/// Provisioned throughput lists families: the one an endpoint belongs to is worth a word.
fn family_hint(case: &Case<'_>, mode: Mode) -> String {
    let matrix = case.facts.matrix;
    let family = case.model.family.as_ref().and_then(|id| matrix.model(id));
    match family.filter(|family| matrix.offers(family, mode)) {
        Some(family) => format!(" Its family {} is (by inference).", family.name),
        None => String::new(),
    }
}

/// An interactive workload needs the real-time list in provisioned throughput; in pay-per-token it is a warning.
fn real_time(case: &Case<'_>, mode: Mode) -> Judgement {
    let name = &case.model.name;
    let offered = format!("{name} is offered in {}", mode.name());
    let interactive = case.facts.workload == Some(Workload::Interactive);
    let counts = matches!(mode, Mode::ProvisionedThroughput | Mode::PayPerToken);
    let Some(list) = case.facts.matrix.realtime_list().filter(|_| interactive && counts) else {
        return Judgement::new(Pass, format!("{offered}."), cells_source(case));
    };
    let strict = mode == Mode::ProvisionedThroughput;
    let (outcome, rest) = match case.model.realtime {
        Some(Realtime::Yes) => (Pass, "and is on the list"),
        Some(Realtime::Preview) => (Pass, "and is, as a preview, on the list"),
        Some(Realtime::No) => (if strict { Block } else { Warn }, "but is not on the list"),
        None => (if strict { Unknown } else { Warn }, "but it is unknown whether it is on the list"),
    };
    let day = list.read.map(|read| format!(" of {read}")).unwrap_or_default();
    let reason = format!("{offered}, {rest} \"{}\"{day}.", list.title);
    Judgement::new(outcome, reason, source::cite_all([case.facts.matrix.source(), list]))
}

fn model_source(case: &Case<'_>) -> String {
    source::cite_all(case.facts.matrix.sources_of_model(case.model))
}

fn names(modes: Vec<Mode>) -> String {
    modes.into_iter().map(Mode::name).collect::<Vec<_>>().join(" and ")
}
