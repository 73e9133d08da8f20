//! Is the model offered in the mode at all, and on the real-time list where that counts?

use std::fmt;

use super::case::Case;
use super::judgement::Outcome::{Block, Pass, Unknown, Warn};
use super::judgement::{Gate, Judgement, Reason, Sources};
use crate::matrix::{Host, Lifecycle, Mode, Model, Naming, Realtime, Source, Workload};
use crate::text;

pub static MODE: Gate = Gate { id: "mode", label: "Mode", title: "Serving mode support", judge };

enum ModeReason<'a> {
    NoMode,
    OfferedByVendor(&'a str, &'a Model),
    VendorModelsUnseen(&'a str),
    /// No list names the model; its vendor is on the list.
    VendorOnList(&'a str, &'a Model),
    VendorUnknown(Case<'a>, &'a str),
    OnlyExternal(&'a str, &'a Model),
    Offered(&'a Model, Mode),
    /// Offered, and the list of models for real-time inference counts.
    Realtime(&'a Model, Mode, &'a Source),
    MayPredateMatrix(Case<'a>),
    LeftTable(Case<'a>, Mode),
    /// A page of this cloud lists the model, and no cell does.
    PageDisagrees(Case<'a>, Mode),
    NotOffered(Case<'a>, Mode),
    /// No cell that was seen lists it; so many were not seen, of so many.
    CellsUnknown(Case<'a>, Mode, usize, usize),
}

fn judge<'a>(case: &Case<'a>) -> Judgement<'a> {
    let Some(mode) = case.criteria.mode else {
        return Judgement::new(Unknown, ModeReason::NoMode, Sources::plan());
    };
    match (&case.model.host, mode) {
        (Host::Vendor { provider, naming, .. }, Mode::ExternalModels) => {
            let (outcome, reason) = match naming {
                Naming::Listed => (Pass, ModeReason::OfferedByVendor(provider, case.model)),
                Naming::Any => (Unknown, ModeReason::VendorModelsUnseen(provider)),
                // No list of models is exhaustive; that of providers says whom an endpoint can call.
                Naming::Typed => (Pass, ModeReason::VendorOnList(provider, case.model)),
                Naming::Foreign => (Unknown, ModeReason::VendorUnknown(*case, provider)),
            };
            Judgement::new(outcome, reason, Sources::model(case))
        }
        (Host::Vendor { provider, .. }, _) => {
            Judgement::new(Block, ModeReason::OnlyExternal(provider, case.model), Sources::model(case))
        }
        (Host::Databricks, _) if case.criteria.matrix.offers(case.model, mode) => offered(case, mode),
        (Host::Databricks, _) => not_offered(case, mode),
    }
}

/// Interactive work needs the real-time list in provisioned throughput. The list is part of that column: in
/// pay-per-token it is told and decides nothing.
fn offered<'a>(case: &Case<'a>, mode: Mode) -> Judgement<'a> {
    let matrix = case.criteria.matrix;
    let interactive = case.criteria.workload == Some(Workload::Interactive);
    let counts = matches!(mode, Mode::ProvisionedThroughput | Mode::PayPerToken);
    let Some(list) = matrix.realtime_list().filter(|_| interactive && counts) else {
        return Judgement::new(Pass, ModeReason::Offered(case.model, mode), Sources::cells(case));
    };
    let outcome = match case.model.realtime {
        _ if mode == Mode::PayPerToken => Pass,
        Some(Realtime::Yes | Realtime::Preview) => Pass,
        Some(Realtime::No) => Block,
        None => Unknown,
    };
    let reason = ModeReason::Realtime(case.model, mode, list);
    Judgement::new(outcome, reason, [matrix.source(), list].into_iter().collect())
}

fn not_offered<'a>(case: &Case<'a>, mode: Mode) -> Judgement<'a> {
    let retired = || matches!(case.lifecycle(), Lifecycle::Retired { .. });
    let (unseen, all) = case.criteria.matrix.unseen_cells(case.model, mode);
    let (outcome, reason) = if case.may_predate_matrix(mode) {
        (Unknown, ModeReason::MayPredateMatrix(*case))
    } else if case.is_kept().is_some() {
        (Warn, ModeReason::LeftTable(*case, mode))
    } else if case.model.listed.contains(&mode) && other_clouds(case).is_none() {
        (Unknown, ModeReason::PageDisagrees(*case, mode))
    } else if unseen == 0 || retired() {
        (Block, ModeReason::NotOffered(*case, mode))
    } else {
        (Unknown, ModeReason::CellsUnknown(*case, mode, unseen, all))
    };
    Judgement::new(outcome, reason, Sources::cells(case))
}

/// The other clouds whose pages alone speak of the model.
fn other_clouds(case: &Case<'_>) -> Option<String> {
    let matrix = case.criteria.matrix;
    matrix.only_other_clouds(matrix.sources_of_model(case.model))
}

impl Reason for ModeReason<'_> {
    fn code(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoMode => "no-mode",
            Self::OfferedByVendor(..) | Self::Offered(..) => "offered",
            Self::VendorModelsUnseen(_) => "vendor-models-unseen",
            Self::VendorOnList(..) => "vendor-on-list",
            Self::VendorUnknown(..) => "vendor-unknown",
            Self::OnlyExternal(..) => "only-external",
            Self::Realtime(model, ..) => match model.realtime {
                Some(Realtime::Yes | Realtime::Preview) => "on-realtime-list",
                Some(Realtime::No) => "off-realtime-list",
                None => "realtime-unknown",
            },
            Self::MayPredateMatrix(_) => "may-predate-matrix",
            Self::LeftTable(..) => "left-table",
            Self::PageDisagrees(..) => "sources-disagree",
            Self::NotOffered(..) => "not-offered",
            Self::CellsUnknown(..) => "unknown-cells",
        })
    }
}

impl fmt::Display for ModeReason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMode => f.write_str("No serving mode is chosen yet."),
            Self::OfferedByVendor(provider, model) => {
                write!(f, "{provider} offers {} as an external model.", model.name)
            }
            Self::VendorModelsUnseen(provider) => {
                write!(f, "{provider} is supported, but which of its models are was not seen: verify there.")
            }
            Self::VendorOnList(provider, model) => write!(
                f,
                "{provider} is on the list of providers of external models; no page names its {}: verify there.",
                model.name
            ),
            Self::VendorUnknown(case, provider) => vendor_unknown(f, case, provider),
            Self::OnlyExternal(provider, model) => {
                let name = &model.name;
                write!(f, "{name} is an external model of {provider}: only External model offers it.")
            }
            Self::Offered(model, mode) => write!(f, "{} is offered in {}.", model.name, mode.name()),
            Self::Realtime(model, mode, list) => realtime(f, model, *mode, list),
            Self::MayPredateMatrix(case) => write!(
                f,
                "Not known for {}: the matrix of {} does not list {}, and speaks only for its own day.",
                case.criteria.as_of, case.criteria.matrix.as_of, case.model.name
            ),
            Self::LeftTable(case, mode) => {
                let (name, mode) = (&case.model.name, mode.name());
                write!(f, "No cell lists {name} for {mode} any more: {}", case.why_it_left_the_table())
            }
            Self::PageDisagrees(case, mode) => {
                let (page, name) = (Sources::model(case), &case.model.name);
                write!(f, "Sources disagree: {page} lists {name} for {}, and no cell does", mode.name())?;
                elsewhere(f, case, *mode, false)
            }
            Self::NotOffered(case, mode) => {
                write!(f, "{} is not offered in {}", case.model.name, mode.name())?;
                elsewhere(f, case, *mode, true)
            }
            Self::CellsUnknown(case, mode, unseen, all) => {
                write!(f, "Whether {} is offered in {} is not known: ", case.model.name, mode.name())?;
                if unseen == all {
                    f.write_str("every cell is unknown")?;
                } else {
                    let are = if *unseen == 1 { "cell is" } else { "cells are" };
                    write!(f, "no cell that was seen lists it, and {unseen} {are} unknown")?;
                }
                elsewhere(f, case, *mode, false)
            }
        }
    }
}

fn vendor_unknown(f: &mut fmt::Formatter<'_>, case: &Case<'_>, provider: &str) -> fmt::Result {
    let providers = case.criteria.matrix.providers();
    write!(f, "{provider} is not on the list of providers of external models")?;
    if let [near] = text::nearest(provider, providers.iter().map(|known| known.id), 1).as_slice() {
        write!(f, " (the nearest there is {near})")?;
    }
    f.write_str(
        ", so whether an endpoint can call it is not known. Custom provider stands for any OpenAI-compatible API.",
    )
}

fn realtime(f: &mut fmt::Formatter<'_>, model: &Model, mode: Mode, list: &Source) -> fmt::Result {
    let rest = match model.realtime {
        Some(Realtime::Yes) => "and is on the list",
        Some(Realtime::Preview) => "and is, as a preview, on the list",
        Some(Realtime::No) => "but is not on the list",
        None => "but it is unknown whether it is on the list",
    };
    let day = list.read.map(|read| format!(" of {read}")).unwrap_or_default();
    write!(f, "{} is offered in {}, {rest} \"{}\"{day}.", model.name, mode.name(), list.title)?;
    if mode == Mode::PayPerToken {
        f.write_str(" Pay-per-token promises neither latency nor throughput.")?;
    }
    Ok(())
}

/// Where else the model, or the family it belongs to, is offered: other modes, pages of other clouds.
fn elsewhere(f: &mut fmt::Formatter<'_>, case: &Case<'_>, mode: Mode, blocks: bool) -> fmt::Result {
    let matrix = case.criteria.matrix;
    let others = case.offering_modes();
    if !others.is_empty() {
        write!(f, "; offered in {others}")?;
    } else if blocks && unseen_elsewhere(case, mode) {
        f.write_str("; no cell that was seen lists it in another mode")?;
    } else if blocks {
        f.write_str("; no mode offers it")?;
    }
    f.write_str(".")?;
    if case.model.listed.contains(&mode)
        && let Some(clouds) = other_clouds(case)
    {
        write!(f, " A page for {clouds} lists it ({}).", Sources::model(case))?;
    }
    // Provisioned throughput lists families: the one an endpoint belongs to is worth a word.
    let family = case.model.family.as_ref().and_then(|id| matrix.model(id));
    match family.filter(|family| matrix.offers(family, mode)) {
        Some(family) => write!(f, " Its family {} is (by inference).", family.name),
        None => Ok(()),
    }
}

/// Whether cells of other modes are unknown that could list the model.
fn unseen_elsewhere(case: &Case<'_>, mode: Mode) -> bool {
    Mode::HOSTED.into_iter().filter(|other| *other != mode).any(|other| {
        let retired =
            matches!(case.criteria.in_mode(other).case(case.model).lifecycle(), Lifecycle::Retired { .. });
        !retired && case.criteria.matrix.unseen_cells(case.model, other).0 > 0
    })
}
