//! The parts of a decision that several exports tell: small tables of plain facts. None is not known, or still open.

use chrono::NaiveDate;
use serde::Serialize;

use super::answer::written;
use crate::decision::Decision;
use crate::gates::{breaks_residency, failover};
use crate::matrix::{Region, RegionId, Workload};

/// The matrix, as exports name it.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixFacts {
    pub cloud: &'static str,
    pub as_of: NaiveDate,
    pub age_days: i64,
    pub old: bool,
    pub origin: String,
    pub page: Option<String>,
}

/// The model, as exports name it. The label is the endpoint, or the name where there is none.
#[derive(Debug, Clone, Serialize)]
pub struct ModelFacts {
    pub id: String,
    pub label: String,
    pub name: String,
    pub endpoint: Option<String>,
    pub provider: Option<String>,
}

/// The serving mode.
#[derive(Debug, Clone, Serialize)]
pub struct ModeFacts {
    pub id: &'static str,
    pub name: &'static str,
}

/// A region. Its location and Geo are none where no source names them.
#[derive(Debug, Clone, Serialize)]
pub struct RegionFacts {
    pub code: String,
    pub location: Option<String>,
    pub geo: Option<String>,
    /// For the secondary region: yes, cross-Geo, no or unknown.
    pub failover: Option<&'static str>,
    /// Whether a failover to it breaks the residency rule.
    pub breaks_residency: bool,
}

/// The work the model is for.
#[derive(Debug, Clone, Serialize)]
pub struct WorkloadFacts {
    pub sentence: Option<String>,
    pub shape: Option<&'static str>,
    pub id: Option<&'static str>,
}

/// The posture, in the words of plan files.
#[derive(Debug, Clone, Serialize)]
pub struct PostureFacts {
    pub residency: &'static str,
    pub residency_words: Option<String>,
    pub routing: &'static str,
    pub preview: &'static str,
    #[serde(rename = "use")]
    pub usage: &'static str,
    pub needed_until: Option<NaiveDate>,
}

/// Where the model stands in the mode on the as-of date.
#[derive(Debug, Clone, Serialize)]
pub struct LifecycleFacts {
    /// Active, legacy, deprecated, redirected, unclear or retired; unknown of an external model.
    pub state: &'static str,
    /// The day that counts for who still calls it, as in the tracker of `check`.
    pub date: Option<NaiveDate>,
    pub redirected_from: Option<NaiveDate>,
    pub redirected_until: Option<NaiveDate>,
    pub redirected_to: Option<String>,
    /// The source's own words.
    pub replacement: Option<String>,
    pub note: Option<String>,
}

/// What the decision rested on when it was saved.
#[derive(Debug, Clone, Serialize)]
pub struct DecidedFacts {
    pub on: NaiveDate,
    pub matrix: NaiveDate,
    pub verdict: &'static str,
}

impl MatrixFacts {
    pub fn of(decision: &Decision<'_>) -> Self {
        let (matrix, day) = (decision.matrix(), decision.case.criteria.as_of);
        Self {
            cloud: matrix.cloud.id(),
            as_of: matrix.as_of,
            age_days: matrix.age(day),
            old: matrix.is_old(day),
            origin: matrix.origin.clone(),
            page: matrix.source().url.clone(),
        }
    }
}

impl ModelFacts {
    pub fn of(decision: &Decision<'_>) -> Self {
        let model = decision.model;
        Self {
            id: model.id.to_string(),
            label: model.label().to_owned(),
            name: model.name.clone(),
            endpoint: model.endpoint.as_ref().map(ToString::to_string),
            provider: model.provider.clone(),
        }
    }
}

impl ModeFacts {
    pub fn of(decision: &Decision<'_>) -> Self {
        Self { id: decision.mode.id(), name: decision.mode.name() }
    }
}

impl RegionFacts {
    pub fn primary(decision: &Decision<'_>) -> Self {
        Self::of(decision.region, decision.primary(), None)
    }

    pub fn secondary(decision: &Decision<'_>) -> Option<Self> {
        let place = decision.case.criteria.secondary;
        let word = failover(&decision.case).id();
        let breaks_residency = breaks_residency(&decision.case);
        let of = |code| Self { breaks_residency, ..Self::of(code, place.region(), Some(word)) };
        place.id().map(of)
    }

    fn of(code: &RegionId, region: Option<&Region>, failover: Option<&'static str>) -> Self {
        Self {
            code: code.to_string(),
            location: region.map(|region| region.location.clone()),
            geo: region.and_then(|region| region.geo.as_ref()).map(ToString::to_string),
            failover,
            breaks_residency: false,
        }
    }
}

impl WorkloadFacts {
    pub fn of(decision: &Decision<'_>) -> Self {
        let shape = decision.plan.workload;
        Self {
            sentence: written(&decision.plan.sentence),
            shape: shape.map(Workload::name),
            id: shape.map(Workload::id),
        }
    }
}

impl PostureFacts {
    pub fn of(decision: &Decision<'_>) -> Self {
        let posture = &decision.plan.posture;
        Self {
            residency: posture.residency.id(),
            residency_words: written(&posture.residency_words),
            routing: posture.routing.id(),
            preview: posture.preview.id(),
            usage: decision.plan.usage().id(),
            needed_until: posture.needed_until,
        }
    }
}

impl LifecycleFacts {
    pub fn of(decision: &Decision<'_>) -> Self {
        let lifecycle = decision.case.lifecycle();
        let redirect = lifecycle.redirect();
        let fact = lifecycle.fact();
        Self {
            state: decision.case.lifecycle_state(),
            date: lifecycle.deadline(),
            redirected_from: redirect.map(|redirect| redirect.from),
            redirected_until: redirect.map(|redirect| redirect.until),
            redirected_to: redirect.map(|redirect| redirect.target.to_string()),
            replacement: fact.and_then(|fact| fact.replacement.clone()),
            note: fact.and_then(|fact| fact.note.clone()),
        }
    }
}

impl DecidedFacts {
    pub fn of(decision: &Decision<'_>) -> Option<Self> {
        let decided = decision.plan.decided?;
        Some(Self { on: decided.on, matrix: decided.matrix, verdict: decided.verdict.id() })
    }
}
