//! The template's guardrails: which of them a plan requires, and why. The list itself is data.

use std::sync::LazyLock;

use crate::error::Result;
use crate::gates::Case;
use crate::gates::Outcome;
use crate::gates::{Failover, NeedsRouting, failover, needs_routing};
use crate::matrix::{Lifecycle, Mode, Workload};
use crate::toml_file;
use crate::toml_file::{Fields, Problems, one_of};

/// What makes a plan need a guardrail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// Every plan.
    Always,
    /// The model is a preview, or may be.
    Preview,
    /// Routing is needed in a region, or may be.
    Routing,
    /// An end is announced, or may be.
    Retirement,
    /// The workload is bound by an SLA.
    Sla,
    /// Capacity is reserved.
    ProvisionedThroughput,
    /// A vendor serves the model.
    External,
}

const TRIGGERS: [(&str, Trigger); 7] = [
    ("always", Trigger::Always),
    ("preview", Trigger::Preview),
    ("routing", Trigger::Routing),
    ("retirement", Trigger::Retirement),
    ("sla", Trigger::Sla),
    ("provisioned-throughput", Trigger::ProvisionedThroughput),
    ("external", Trigger::External),
];

/// One safeguard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guardrail {
    /// What plan files call it.
    pub id: String,
    /// The template's label.
    pub label: String,
    /// What makes a plan need it.
    pub triggers: Vec<Trigger>,
    /// Why it exists.
    pub why: String,
    /// What to do.
    pub how: String,
}

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

/// The guardrails that ship, in the template's order.
pub fn all() -> &'static [Guardrail] {
    static GUARDRAILS: LazyLock<Vec<Guardrail>> = LazyLock::new(|| {
        read("guardrails.toml", include_str!("../../assets/guardrails.toml")).unwrap_or_default()
    });
    &GUARDRAILS
}

/// Reads a file of guardrails.
///
/// # Errors
/// Every problem of the file at once.
pub fn read(name: &str, text: &str) -> Result<Vec<Guardrail>> {
    let problems = Problems::new(name, text);
    let table = toml_file::parse(text, &problems);
    let root = Fields::new(table.get_ref(), 0..0, &problems);
    root.line("schema");
    let mut guardrails = Vec::new();
    for fields in root.tables("guardrails") {
        let line = |key| {
            let found = fields.line(key).map(|placed| placed.value);
            if found.is_none() {
                fields.missing(key, "\"…\"");
            }
            found.unwrap_or_default()
        };
        let (id, label, why, how) = (line("id"), line("label"), line("why"), line("how"));
        let words = fields.lines("required_when").into_iter();
        let triggers = words.filter_map(|word| one_of(Some(word), "trigger", &TRIGGERS, &problems)).collect();
        guardrails.push(Guardrail { id, label, triggers, why, how });
        fields.finish();
    }
    root.finish();
    problems.into_result()?;
    Ok(guardrails)
}

/// Every guardrail in the light of a case.
pub fn checks(case: &Case<'_>, ticked: &std::collections::BTreeSet<String>) -> Vec<Check> {
    all()
        .iter()
        .map(|guardrail| Check {
            guardrail,
            because: guardrail.triggers.iter().find_map(|trigger| because(*trigger, case)),
            ticked: ticked.contains(&guardrail.id),
        })
        .collect()
}

/// Why a trigger holds for a case. What is not known counts as if it held: the safe side.
fn because(trigger: Trigger, case: &Case<'_>) -> Option<String> {
    let name = case.model.label();
    let mode = case.facts.mode;
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
            (case.facts.workload == Some(Workload::Sla)).then(|| "an SLA binds the workload".to_owned())
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
            let gate = crate::gates::GATES.iter().find(|gate| gate.id == "retirement")?;
            let hosted = case.facts.mode.is_some_and(|mode| mode != Mode::ExternalModels);
            (hosted && (gate.judge)(case).outcome != Outcome::Pass)
                .then(|| format!("the sources disagree about the end of {name}"))
        }
        Lifecycle::Deprecated { fact, retires } => {
            Some(format!("the retirement of {name} is {} {retires}", fact.date_kind.words()))
        }
        Lifecycle::Redirected { redirect, .. } => Some(format!("calls to {name} fail after {}", redirect.to)),
        Lifecycle::Legacy(_) => Some(format!("{name} is legacy")),
        Lifecycle::Unclear { .. } | Lifecycle::Retired { .. } => Some(format!("{name} is or may be retired")),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_guardrails_that_ship_are_the_templates_six() {
        let read = super::read("guardrails.toml", include_str!("../../assets/guardrails.toml")).unwrap();
        let labels: Vec<&str> = read.iter().map(|guardrail| guardrail.label.as_str()).collect();
        assert_eq!(
            labels,
            [
                "Feature flag for preview models",
                "Fallback model configured",
                "Internal deprecation tracker updated",
                "Unity Catalog permissions reviewed",
                "Cross-geography routing validated",
                "Load test completed in target region",
            ]
        );
    }
}
