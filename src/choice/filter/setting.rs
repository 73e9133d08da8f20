//! The places a model is asked about where none is chosen: the modes and regions it is offered in.

use crate::gates::Criteria;
use crate::matrix::{Mode, Model, Region};

/// The chosen mode; else those that offer the model or announce its end; else all of its side.
pub(super) fn modes(criteria: Criteria<'_>, model: &Model) -> Vec<Mode> {
    if let Some(mode) = criteria.mode {
        return vec![mode];
    }
    if model.is_external() {
        return vec![Mode::ExternalModels];
    }
    let speaks = |mode: &Mode| {
        criteria.matrix.offers(model, *mode) || criteria.matrix.facts_about(model, *mode).next().is_some()
    };
    let found: Vec<Mode> = Mode::HOSTED.into_iter().filter(speaks).collect();
    if found.is_empty() { Mode::HOSTED.to_vec() } else { found }
}

/// The regions that list the model in the mode of the facts.
pub(super) fn regions<'a>(criteria: Criteria<'a>, model: &Model) -> impl Iterator<Item = &'a Region> {
    criteria.matrix.regions().iter().filter(move |region| {
        let case = crate::gates::Case { criteria, model };
        case.availability(region).is_listed()
    })
}

/// Whether one of these regions lists the model, in the chosen mode or else in any hosted one: yes, no, or nobody knows.
pub(super) fn is_listed_in(
    criteria: Criteria<'_>,
    model: &Model,
    is_meant: impl Fn(&Region) -> bool,
) -> Option<bool> {
    if model.is_external() {
        return None;
    }
    let hosted = Mode::HOSTED.into_iter().filter(|mode| criteria.mode.is_none_or(|only| only == *mode));
    let mut known = true;
    for mode in hosted {
        let case = crate::gates::Case { criteria: criteria.in_mode(mode), model };
        for region in criteria.matrix.regions().iter().filter(|region| is_meant(region)) {
            match case.availability(region) {
                cell if cell.is_listed() => return Some(true),
                crate::matrix::Availability::Unknown => known = false,
                _ => {}
            }
        }
    }
    known.then_some(false)
}
