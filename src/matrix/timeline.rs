//! What a time axis shows: every announcement about a model's end, and every preview, which has no end yet.

use chrono::NaiveDate;

use super::{Availability, LifecycleFact, Matrix, Mode, Model};

/// One line of a time axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The place of the model in the matrix.
    pub model: usize,
    pub modes: Vec<Mode>,
    /// The place of the announcement among [`Matrix::lifecycle_facts`]; none for a preview.
    fact: Option<usize>,
}

impl TimelineEntry {
    /// The announcement; none for a preview.
    pub fn fact<'a>(&self, matrix: &'a Matrix) -> Option<&'a LifecycleFact> {
        self.fact.and_then(|place| matrix.lifecycle_facts().get(place))
    }

    pub fn model<'a>(&self, matrix: &'a Matrix) -> Option<&'a Model> {
        matrix.models().get(self.model)
    }

    /// The day of the retirement; none where none is announced.
    pub fn date(&self, matrix: &Matrix) -> Option<NaiveDate> {
        self.fact(matrix)?.retires
    }

    /// Every day on which something changes: the retirement, and the day after a redirect ends.
    pub fn days(&self, matrix: &Matrix) -> impl Iterator<Item = NaiveDate> {
        let fact = self.fact(matrix);
        let (retires, over) = (fact.and_then(|fact| fact.retires), fact.and_then(LifecycleFact::over));
        retires.into_iter().chain(over.filter(|over| Some(*over) != retires))
    }
}

impl Matrix {
    /// What ends on this cloud, by date; then what has no date; then the previews.
    pub fn endings(&self) -> Vec<TimelineEntry> {
        let here = |fact: &LifecycleFact| fact.clouds.is_empty() || fact.clouds.contains(&self.cloud);
        let mut endings: Vec<TimelineEntry> = self
            .lifecycle_facts()
            .iter()
            .enumerate()
            .filter(|(_, fact)| here(fact))
            .filter_map(|(place, fact)| {
                let model = self.model(&fact.model)?;
                Some(TimelineEntry { model: model.index, modes: fact.modes.clone(), fact: Some(place) })
            })
            .collect();
        endings.sort_by_key(|ending| {
            let date = ending.date(self);
            (date.is_none(), date, ending.model)
        });
        let previews = self.models().iter().filter_map(|model| {
            let modes: Vec<Mode> =
                Mode::HOSTED.into_iter().filter(|mode| self.previews(model, *mode)).collect();
            (!modes.is_empty()).then_some(TimelineEntry { model: model.index, modes, fact: None })
        });
        endings.extend(previews);
        endings
    }

    /// Whether the models page, or some cell, calls the model a preview in a hosted mode that offers it.
    fn previews(&self, model: &Model, mode: Mode) -> bool {
        let by_cell = || {
            self.regions().iter().any(|region| {
                matches!(self.availability(model, mode, region), Availability::Listed { preview: true, .. })
            })
        };
        self.offers(model, mode) && (model.is_preview(mode) || by_cell())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, bundled};

    #[test]
    fn endings_stand_by_date_then_without_one_then_previews() {
        for cloud in Cloud::ALL {
            let matrix = bundled::matrix(cloud).unwrap();
            let endings = matrix.endings();
            let rank = |ending: &TimelineEntry| match (ending.fact(&matrix), ending.date(&matrix)) {
                (Some(_), Some(date)) => (0, Some(date)),
                (Some(_), None) => (1, None),
                (None, _) => (2, None),
            };
            let ranks: Vec<_> = endings.iter().map(rank).collect();
            assert!(ranks.is_sorted(), "{ranks:?}");
            assert!(ranks.iter().any(|(rank, _)| *rank == 0) && ranks.iter().any(|(rank, _)| *rank == 2));
        }
    }

    #[test]
    fn what_only_another_cloud_announces_is_left_out() {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        for ending in matrix.endings() {
            let clouds = ending.fact(&matrix).map(|fact| fact.clouds.clone()).unwrap_or_default();
            assert!(clouds.is_empty() || clouds.contains(&Cloud::Aws));
        }
    }
}
