//! Why the routing gate says what it says.

use std::fmt;

use super::Setting;
use crate::gates::case::Case;
use crate::gates::judgement::Reason;
use crate::gates::needs_routing::everywhere;
use crate::gates::no_cell::NoCell;
use crate::matrix::{Mode, Region, RoutingRule, Scope};
use crate::plan::posture::Residency;

/// The switch of the docs: routing is on while it is off.
const SWITCH: &str = "\"Enforce data processing within workspace Geography for Designated Services\"";

/// Where the switch stands.
const CONSOLE: &str = "account console > Workspaces > the workspace > Security and compliance";

pub(super) enum RoutingReason<'a> {
    ByProvider,
    /// Where the provider processes content is not known, and it is to stay in the Geo.
    ProviderUnknown(Case<'a>),
    NoCell(NoCell),
    OlderRule(Case<'a>, &'a RoutingRule),
    Needed(Case<'a>, Setting),
    NotNeeded(Case<'a>),
    Disputed(Case<'a>),
    /// The reasons behind it are those of the primary region.
    PrimaryRegion,
    LeavesGeo(Case<'a>, &'a Region, &'a Region),
    GeoUnknown(&'a Region, &'a Region),
    NeededAfterFailover(&'a Region, Setting),
    DisputedAfterFailover(&'a Region),
    UnknownAfterFailover(&'a Region),
    OtherMode(Mode, &'a Region, bool),
    ListsDiffer(Case<'a>),
}

impl Reason for RoutingReason<'_> {
    fn code(&self) -> Option<&'static str> {
        Some(match self {
            Self::ByProvider => "by-provider",
            Self::ProviderUnknown(_) => "provider-unknown",
            Self::NoCell(why) => why.code(),
            Self::Needed(_, Setting::KeepsInGeo) => "residency-rule",
            Self::Needed(_, Setting::Off) => "routing-off",
            Self::Needed(_, Setting::NotKnown) => "routing-not-known",
            Self::Needed(_, Setting::On) => "routing-on",
            Self::NotNeeded(_) => "not-needed",
            Self::Disputed(_) => "sources-disagree",
            Self::LeavesGeo(..) => "failover-leaves-geo",
            Self::GeoUnknown(..) => "failover-geo-unknown",
            Self::NeededAfterFailover(_, Setting::KeepsInGeo) => "failover-residency-rule",
            Self::NeededAfterFailover(_, Setting::Off) => "failover-routing-off",
            Self::NeededAfterFailover(_, Setting::NotKnown) => "failover-routing-not-known",
            Self::DisputedAfterFailover(_) => "failover-sources-disagree",
            Self::UnknownAfterFailover(_) => "failover-unknown-cell",
            Self::ListsDiffer(_) => "lists-differ",
            Self::NeededAfterFailover(_, Setting::On)
            | Self::OlderRule(..)
            | Self::OtherMode(..)
            | Self::PrimaryRegion => return None,
        })
    }
}

impl fmt::Display for RoutingReason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ByProvider => f.write_str(
                "By the provider: where an external model processes content is agreed with its vendor.",
            ),
            Self::ProviderUnknown(case) => write!(
                f,
                "Content is to stay in {}, and where the provider processes it is not known here.",
                geo(case)
            ),
            Self::NoCell(why) => why.fmt(f),
            Self::OlderRule(case, rule) => {
                let source = case.criteria.matrix.source_of_rule(rule).cite();
                write!(f, "An older rule asks for routing {} ({source}).", rule.scope.name())
            }
            Self::Needed(case, setting) => needed(f, case, *setting),
            Self::NotNeeded(case) => write!(f, "Not needed: processed inside {}.", geo(case)),
            Self::Disputed(case) => {
                let rule = everywhere(case).map(|rule| case.criteria.matrix.source_of_rule(rule).cite());
                write!(
                    f,
                    "Sources disagree: the cell of {} is in-Geo ({}), but a rule asks for routing in every region ({}). Verify.",
                    case.criteria.region.id().map(ToString::to_string).unwrap_or_default(),
                    geo(case),
                    rule.unwrap_or_default()
                )
            }
            Self::PrimaryRegion => f.write_str("Primary region:"),
            Self::LeavesGeo(case, from, to) => {
                let [from_geo, to_geo] = [from, to].map(|region| case.criteria.matrix.geo_in_words(region));
                let rule = match case.criteria.posture.residency {
                    Residency::InGeo => ", against the residency rule",
                    Residency::NotStated => "; residency is not stated",
                    Residency::None => "",
                };
                write!(f, "A failover to {} moves content from {from_geo} to {to_geo}{rule}.", to.id)
            }
            Self::GeoUnknown(primary, secondary) => {
                write!(f, "Whether {} is in the same Geo as {} is not known.", secondary.id, primary.id)
            }
            Self::NeededAfterFailover(region, setting) => {
                let rule = match setting {
                    Setting::KeepsInGeo => ", against the residency rule",
                    Setting::Off => ", and it is off",
                    Setting::NotKnown => "; whether it is on is not known yet",
                    Setting::On => ", and it is on",
                };
                write!(f, "After a failover to {} routing is needed{rule}.", region.id)
            }
            Self::DisputedAfterFailover(region) => write!(
                f,
                "Whether {} needs routing is disputed: its cell is in-Geo, a rule asks for it.",
                region.id
            ),
            Self::UnknownAfterFailover(region) => write!(
                f,
                "Whether {} needs routing is not known: verify it against the residency rule.",
                region.id
            ),
            Self::OtherMode(mode, region, needed) => {
                let scope = if *needed { Scope::CrossGeo } else { Scope::InGeo };
                write!(f, "{} has its own cell in {}: {}.", mode.name(), region.id, scope_words(scope))
            }
            Self::ListsDiffer(case) => lists_differ(f, case),
        }
    }
}

fn scope_words(scope: Scope) -> &'static str {
    match scope {
        Scope::InGeo => "in-Geo",
        Scope::CrossGeo => "cross-Geo",
    }
}

fn lists_differ(f: &mut fmt::Formatter<'_>, case: &Case<'_>) -> fmt::Result {
    let region = case.criteria.region.region();
    let batch = region.and_then(|region| case.criteria.matrix.batch_scope_differs(case.model, region));
    let (real_time, batch) = match batch {
        Some(Scope::InGeo) => (Scope::CrossGeo, Scope::InGeo),
        Some(Scope::CrossGeo) | None => (Scope::InGeo, Scope::CrossGeo),
    };
    let [real_time, batch] = [real_time, batch].map(scope_words);
    write!(
        f,
        "The list for real-time inference says {real_time}, the list for batch inference {batch}: the workload decides."
    )
}

fn needed(f: &mut fmt::Formatter<'_>, case: &Case<'_>, setting: Setting) -> fmt::Result {
    match case.criteria.region.id() {
        None => f.write_str("Needed in every region (hosted on global endpoints)")?,
        Some(id) => {
            let region = case.criteria.region.region();
            let by_batch_list = region.and_then(|region| case.by_batch_list(region)).is_some();
            let why = match everywhere(case) {
                Some(_) => ", as in every region (hosted on global endpoints)",
                None if by_batch_list => " (cross-Geo on the list for batch inference)",
                None => " (cross-Geo)",
            };
            write!(f, "Needed in {id}{why}")?;
        }
    }
    let geo = geo(case);
    let outside = format!(": content may be processed outside {geo}");
    match setting {
        Setting::KeepsInGeo => write!(f, ", but the residency rule keeps content in {geo}.")?,
        Setting::Off => {
            write!(f, "{outside}, but routing is off. To switch it on, turn off {SWITCH} ({CONSOLE}).")?;
        }
        Setting::NotKnown => write!(
            f,
            "{outside}; whether routing is on is not known yet. It is on if {SWITCH} is off ({CONSOLE})."
        )?,
        Setting::On => write!(f, "{outside}; routing is on. Validate it before rollout.")?,
    }
    match case.criteria.posture.residency {
        Residency::NotStated => f.write_str(" Residency is not stated."),
        Residency::None | Residency::InGeo => Ok(()),
    }
}

/// The Geo of the primary region, with its countries.
fn geo(case: &Case<'_>) -> String {
    let region = case.criteria.region.region();
    region.map_or_else(|| "the Geo".to_owned(), |region| case.criteria.matrix.geo_in_words(region))
}
