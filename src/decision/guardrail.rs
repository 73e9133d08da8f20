//! Which guardrails a plan requires, and why.

use std::collections::BTreeSet;

use crate::gates::{Case, Failover, NeedsRouting, Outcome, RETIREMENT, failover, needs_routing};
use crate::matrix::{Lifecycle, Mode, Workload};
use crate::plan::guardrail::{Guardrail, Trigger, all};

/// A guardrail in the light of one plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The guardrail.
    pub guardrail: &'static Guardrail,
    /// Why this plan requires it; none if it does not.
    pub because: Option<String>,
    /// Whether it is in place.
    pub ticked: bool,
}

impl Check {
    /// Required and not in place.
    pub fn is_open(&self) -> bool {
        self.because.is_some() && !self.ticked
    }
}

/// Every guardrail in the light of a case; none is required while no model is chosen.
pub fn checks(case: Option<&Case<'_>>, ticked: &BTreeSet<String>) -> Vec<Check> {
    all()
        .iter()
        .map(|guardrail| Check {
            guardrail,
            because: case
                .and_then(|case| guardrail.triggers.iter().find_map(|trigger| because(*trigger, case))),
            ticked: ticked.contains(&guardrail.id),
        })
        .collect()
}

/// Why a trigger holds for a case. What is not known counts as if it held: the safe side.
fn because(trigger: Trigger, case: &Case<'_>) -> Option<String> {
    let name = case.model.label();
    let mode = case.criteria.mode;
    let external = mode == Some(Mode::ExternalModels);
    match trigger {
        Trigger::Always => Some("every plan requires it".to_owned()),
        Trigger::Preview if !external => match case.is_preview() {
            Some(true) => Some(format!("{name} is a preview")),
            Some(false) => None,
            None => case.here().is_some().then(|| format!("whether {name} is a preview is not known")),
        },
        Trigger::Preview => None,
        Trigger::Routing => routing(case),
        Trigger::Retirement => retirement(case),
        Trigger::Sla => {
            (case.criteria.workload == Some(Workload::Sla)).then(|| "an SLA binds the workload".to_owned())
        }
        Trigger::ProvisionedThroughput => (mode == Some(Mode::ProvisionedThroughput))
            .then(|| "reserved capacity is sized by measuring".to_owned()),
        Trigger::External => external.then(|| "a vendor serves the model".to_owned()),
    }
}

fn routing(case: &Case<'_>) -> Option<String> {
    let name = case.model.label();
    match needs_routing(case) {
        NeedsRouting::Yes => Some(format!("{name} needs routing in the primary region")),
        NeedsRouting::Disputed => Some(format!("the sources disagree whether {name} needs routing")),
        NeedsRouting::Unknown if case.here().is_some() => {
            Some(format!("whether {name} needs routing is not known"))
        }
        _ if failover(case) == Failover::CrossGeo => {
            Some(format!("{name} needs routing in the secondary region"))
        }
        _ => None,
    }
}

fn retirement(case: &Case<'_>) -> Option<String> {
    let name = case.model.label();
    match case.lifecycle() {
        Lifecycle::Active => {
            let hosted = case.criteria.mode.is_some_and(|mode| mode != Mode::ExternalModels);
            (hosted && (RETIREMENT.judge)(case).outcome != Outcome::Pass)
                .then(|| format!("the sources disagree about the end of {name}"))
        }
        Lifecycle::Deprecated { .. } => Some(format!("the retirement of {name} is {}", case.lifecycle())),
        Lifecycle::Redirected { redirect, .. } => {
            Some(format!("calls to {name} fail after {}", redirect.until))
        }
        Lifecycle::Legacy(_) => Some(format!("{name} is legacy")),
        Lifecycle::Unclear { .. } | Lifecycle::Retired { .. } => Some(format!("{name} is or may be retired")),
    }
}
