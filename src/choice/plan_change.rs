//! One choice of a plan made otherwise: what a way out or an opening comes to when it is taken.

use std::fmt;

use super::alternative::{Alternative, AlternativeKind};
use crate::matrix::{Mode, ModelId, RegionId};
use crate::plan::{Plan, PreviewRule, Residency, Routing};

/// A change of one choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanChange {
    Mode(Mode),
    Region(RegionId),
    /// Another secondary region, or none.
    Secondary(Option<RegionId>),
    Routing(Routing),
    Preview(PreviewRule),
    /// The rule itself: what it protects is then no longer protected.
    Residency(Residency),
    Model(ModelId),
}

impl PlanChange {
    /// Makes the change; everything else stays as it is.
    pub fn apply(&self, plan: &mut Plan) {
        match self {
            Self::Mode(mode) => plan.mode = Some(*mode),
            Self::Region(region) => {
                // A region does not fail over to itself.
                plan.secondary.take_if(|secondary| secondary == region);
                plan.region = Some(region.clone());
            }
            Self::Secondary(secondary) => plan.secondary.clone_from(secondary),
            Self::Routing(routing) => plan.posture.routing = *routing,
            Self::Preview(preview) => plan.posture.preview = *preview,
            Self::Residency(residency) => plan.posture.residency = *residency,
            Self::Model(model) => plan.choose(model.clone()),
        }
    }

    /// Whether it changes a rule of the organisation and not only the choice under it.
    pub fn changes_a_rule(&self) -> bool {
        matches!(self, Self::Residency(_))
    }
}

/// In a few words: `region us-east-2`, `routing on`.
impl fmt::Display for PlanChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mode(mode) => write!(f, "mode {}", mode.name()),
            Self::Region(region) => write!(f, "region {region}"),
            Self::Secondary(Some(region)) => write!(f, "secondary region {region}"),
            Self::Secondary(None) => f.write_str("no secondary region"),
            Self::Routing(routing) => write!(f, "routing {}", routing.name()),
            Self::Preview(PreviewRule::Allow) => f.write_str("previews allowed"),
            Self::Preview(rule) => write!(f, "previews: {}", rule.name()),
            Self::Residency(rule) => write!(f, "residency rule {}", rule.name()),
            Self::Model(model) => write!(f, "model {model}"),
        }
    }
}

impl Alternative<'_> {
    /// What taking the way out changes in the plan; none where it names nothing to change to.
    pub fn change(&self) -> Option<PlanChange> {
        Some(match self.kind {
            AlternativeKind::Secondary => {
                PlanChange::Secondary(self.secondary.map(|region| region.id.clone()))
            }
            AlternativeKind::Region => PlanChange::Region(self.region?.id.clone()),
            AlternativeKind::Mode => PlanChange::Mode(self.mode),
            AlternativeKind::Routing => PlanChange::Routing(Routing::On),
            AlternativeKind::Replacement | AlternativeKind::Task => PlanChange::Model(self.model.id.clone()),
        })
    }
}
