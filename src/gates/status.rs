//! Preview or generally available?

use std::fmt;

use super::case::Case;
use super::judgement::Outcome::{Block, Pass, Unknown, Warn};
use super::judgement::{Gate, Judgement, Reason, Sources};
use super::no_cell::NoCell;
use crate::matrix::{Availability, Mode, RegionId};
use crate::plan::posture::PreviewRule;

pub static STATUS: Gate = Gate { id: "status", label: "Status", title: "Preview vs GA status", judge };

enum StatusReason<'a> {
    NoCell(NoCell),
    ByProvider,
    Preview(Case<'a>, Mode),
    CellDisagrees,
    GenerallyAvailable,
    NamedPreview,
    PreviewInSecondary(&'a RegionId, PreviewRule),
}

fn judge<'a>(case: &Case<'a>) -> Judgement<'a> {
    match (case.criteria.mode, case.is_preview()) {
        (Some(Mode::ExternalModels), _) => {
            Judgement::new(Warn, StatusReason::ByProvider, Sources::model(case))
        }
        (Some(mode), Some(true)) => preview(case, mode),
        (Some(mode), Some(false)) => generally_available(case, mode),
        (None, _) | (_, None) => {
            let reason = StatusReason::NoCell(NoCell::of(case, "say"));
            Judgement::new(Unknown, reason, Sources::cells(case))
        }
    }
}

fn preview<'a>(case: &Case<'a>, mode: Mode) -> Judgement<'a> {
    let denied = case.criteria.posture.preview == PreviewRule::Deny;
    let mut reasons = vec![(if denied { Block } else { Warn }, StatusReason::Preview(*case, mode))];
    let by_cell = matches!(case.here(), Some(Availability::Listed { preview: true, .. }));
    // Only the provisioned-throughput column prints previews, so only there can the two disagree.
    if mode == Mode::ProvisionedThroughput
        && case.model.preview.contains(&mode)
        && case.here().is_some_and(Availability::is_listed)
        && !by_cell
    {
        reasons.push((Pass, StatusReason::CellDisagrees));
    }
    Judgement::of(reasons, if by_cell { Sources::cells(case) } else { Sources::model(case) })
}

fn generally_available<'a>(case: &Case<'a>, mode: Mode) -> Judgement<'a> {
    let mut reasons = vec![(Pass, StatusReason::GenerallyAvailable)];
    if case.model.name.ends_with("Preview") {
        reasons.push((Pass, StatusReason::NamedPreview));
    }
    if let Some(secondary) = case.criteria.secondary.region()
        && matches!(case.availability(secondary), Availability::Listed { preview: true, .. })
    {
        let reason = StatusReason::PreviewInSecondary(&secondary.id, case.criteria.posture.preview);
        reasons.push((Warn, reason));
    }
    let by_cell = mode == Mode::ProvisionedThroughput;
    Judgement::of(reasons, if by_cell { Sources::cells(case) } else { Sources::model(case) })
}

impl Reason for StatusReason<'_> {
    fn code(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoCell(why) => why.code(),
            Self::ByProvider => "by-provider",
            Self::Preview(case, _) if case.preview_is_unclear() => "preview-unclear",
            Self::Preview(..) => "preview",
            Self::GenerallyAvailable => "ga",
            Self::PreviewInSecondary(..) => "failover-preview",
            Self::CellDisagrees | Self::NamedPreview => return None,
        })
    }
}

impl fmt::Display for StatusReason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCell(why) => why.fmt(f),
            Self::ByProvider => {
                f.write_str("By the provider: the list of external models does not say preview or GA.")
            }
            Self::Preview(case, mode) => {
                if case.preview_is_unclear() {
                    f.write_str("The sources can be read both ways about a preview in ")?;
                    write!(f, "{}, and the safe reading counts", mode.name())?;
                } else {
                    write!(f, "Public Preview in {}", mode.name())?;
                }
                let guarded = ": put it behind a feature flag and keep a stable alternate ready";
                match case.criteria.posture.preview {
                    PreviewRule::NotStated => {
                        write!(f, "{guarded}; whether previews are allowed is not stated.")
                    }
                    PreviewRule::Allow => write!(f, "{guarded}."),
                    PreviewRule::Deny => f.write_str(", and previews are not allowed."),
                }
            }
            Self::CellDisagrees => {
                f.write_str("Sources disagree: the cell of this region does not call it a preview.")
            }
            Self::GenerallyAvailable => f.write_str("GA: nothing calls it a preview."),
            Self::NamedPreview => f.write_str("\"Preview\" is part of the vendor's name for it."),
            Self::PreviewInSecondary(id, rule) => {
                let denied = if *rule == PreviewRule::Deny { ", and previews are not allowed" } else { "" };
                write!(f, "In the secondary region {id} it is a preview{denied}.")
            }
        }
    }
}
