//! Where the sources of a matrix disagree with each other. Shown where it matters; no side is picked in silence.

use chrono::NaiveDate;

use super::{Availability, DateKind, Lifecycle, LifecycleFact, Matrix, Mode, Model, Region, Scope};

/// Two facts of a matrix that do not go together, in one sentence.
pub type Contradiction = String;

impl Matrix {
    /// The table lists the model although it had retired by the table's own day.
    pub fn listed_though_retired(&self, model: &Model, mode: Mode) -> Option<Contradiction> {
        let Lifecycle::Retired { since, .. } = self.lifecycle(model, mode, self.as_of) else { return None };
        self.offers(model, mode).then(|| {
            let since = since.map(|since| format!(" on {since}")).unwrap_or_default();
            format!("the availability table of {} still lists it, although it retired{since}", self.as_of)
        })
    }

    /// The announcements that a model ends in other hosted modes on this cloud, each in a sentence. They say nothing of
    /// this one.
    pub fn ends_in_other_modes(
        &self,
        model: &Model,
        mode: Mode,
        day: NaiveDate,
    ) -> Vec<(String, &LifecycleFact)> {
        let others = Mode::HOSTED.into_iter().filter(|other| *other != mode);
        others
            .filter_map(|other| {
                let (fact, ends) = match self.lifecycle(model, other, day) {
                    Lifecycle::Retired { fact, since: Some(date) } if fact.date_kind == DateKind::Seen => {
                        (fact, format!("was found gone on {date}"))
                    }
                    Lifecycle::Retired { fact, since: Some(date) } => (fact, format!("ended on {date}")),
                    Lifecycle::Retired { fact, since: None } => (fact, "has ended".to_owned()),
                    Lifecycle::Redirected { fact, redirect } => (
                        fact,
                        format!("ended on {}, calls are redirected until {}", redirect.from, redirect.until),
                    ),
                    lifecycle @ Lifecycle::Deprecated { fact, .. } => (fact, format!("ends ({lifecycle})")),
                    Lifecycle::Unclear { fact, since } if fact.date_kind == DateKind::NotBefore => {
                        (fact, format!("was to end not before {since}"))
                    }
                    Lifecycle::Active | Lifecycle::Legacy(_) | Lifecycle::Unclear { .. } => return None,
                };
                Some((format!("{} {ends}", other.name()), fact))
            })
            .collect()
    }

    /// The same region is in-Geo for AI Functions and cross-Geo for pay-per-token, or the other way round.
    pub fn routing_differs(&self, model: &Model, mode: Mode, region: &Region) -> Option<Contradiction> {
        let other = match mode {
            Mode::PayPerToken => Mode::AiFunctions,
            Mode::AiFunctions => Mode::PayPerToken,
            Mode::ProvisionedThroughput | Mode::ExternalModels => return None,
        };
        let here = self.availability(model, mode, region).needs_routing()?;
        let there = self.availability(model, other, region).needs_routing()?;
        (here != there).then(|| {
            let words = |needed| if needed { "cross-Geo" } else { "in-Geo" };
            format!(
                "the page says {} for {} but {} for {} in {}",
                words(here),
                mode.name(),
                words(there),
                other.name(),
                region.id
            )
        })
    }

    /// The second list of provisioned throughput, for batch inference, has another scope than the first.
    pub fn batch_scope_differs(&self, model: &Model, region: &Region) -> Option<Scope> {
        let first = self.availability(model, Mode::ProvisionedThroughput, region);
        match (first, self.batch_optimized(model, region)) {
            (Availability::Listed { scope: first, .. }, Availability::Listed { scope, .. })
                if first != scope =>
            {
                Some(scope)
            }
            _ => None,
        }
    }
}
