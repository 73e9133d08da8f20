//! What a query's qualifiers mean for a model under facts.
//!
//! Facts that hold for a mode and a region (preview, routing, retirement, the verdict) are asked of the chosen ones. Where
//! none is chosen, they are asked of every mode that offers the model and every region that lists it, and **one** mode
//! and region has to answer all of them: `mode:pay-per-token region:eu-west-1 routing:no` is one place, not three.
//! `mode:`, `region:` and `geo:` ask, beside a choice that is made, where else the model is offered; with a dash, that
//! it is listed nowhere so. What a term lets through depends on no other term, but for that one place; so taking a term
//! away never takes a row away.

mod fact;
mod model;
mod region;
mod setting;

use crate::choice::filter_language::{Match, Qualifier, Query, Question, Scratch};
use crate::gates::{Criteria, RegionChoice, Verdict};
use crate::matrix::{Mode, Model};

pub use fact::Fact;
pub use region::{asks_for_region, region_match};

/// A query, made ready for many models under the same facts.
#[derive(Debug)]
pub struct Filter<'a> {
    query: &'a Query,
    criteria: Criteria<'a>,
    of_model: Vec<&'a Question>,
    of_setting: Vec<&'a Question>,
    own_mode: bool,
    /// Whether a place has to be looked for region by region.
    by_region: bool,
    /// For each word, the models that go by it as a name.
    named: Vec<Vec<&'a Model>>,
}

impl<'a> Filter<'a> {
    /// Looks up what the query names.
    pub fn new(query: &'a Query, criteria: Criteria<'a>) -> Self {
        Self::with(query, criteria, false)
    }

    /// The same for rows that are about one mode themselves: there `mode:` asks for that mode, not where else the model
    /// is offered.
    pub fn about(query: &'a Query, criteria: Criteria<'a>, mode: Mode) -> Self {
        Self::with(query, criteria.in_mode(mode), true)
    }

    fn with(query: &'a Query, criteria: Criteria<'a>, own_mode: bool) -> Self {
        let (mut of_setting, of_model): (Vec<_>, Vec<_>) = query.questions().partition(|question| {
            let own = own_mode && question.qualifier == Qualifier::Mode;
            own || model::asks_of_setting(question, criteria)
        });
        // Judging is the dearest: only what passes everything else is judged.
        of_setting.sort_by_key(|question| question.qualifier == Qualifier::Verdict);
        let by_region = of_setting.iter().any(|question| model::needs_region(question));
        let named = query.words().map(|word| criteria.matrix.models_called(&word.text)).collect();
        Self { query, criteria, of_model, of_setting, own_mode, by_region, named }
    }

    /// Whether the model matches, and how well; the letters are those of its name, its endpoint and its provider. The
    /// verdict under the chosen mode and region spares judging if it is known already.
    pub fn matches(&self, model: &Model, judged: Option<Verdict>, scratch: &mut Scratch) -> Option<Match> {
        let answers = |question: &&Question| question.holds(model::anywhere(question, model, self.criteria));
        self.of_model.iter().all(answers).then_some(())?;
        let endpoint = model.endpoint.as_ref().map_or("", |endpoint| &endpoint.0);
        let fields = [model.name.as_str(), endpoint, model.provider.as_deref().unwrap_or_default()];
        let is_named = |word: usize| self.named[word].iter().any(|named| named.id == model.id);
        let found = self.query.matches_or(&fields, scratch, is_named)?;
        (self.of_setting.is_empty() || self.has_setting(model, judged)).then_some(found)
    }

    /// Whether one mode and region answers all that is asked of a place.
    fn has_setting(&self, model: &Model, judged: Option<Verdict>) -> bool {
        let open_region = self.by_region && matches!(self.criteria.region, RegionChoice::Open);
        setting::modes(self.criteria, model).into_iter().any(|mode| {
            let criteria = self.criteria.in_mode(mode);
            // What was judged, was judged under the choices themselves.
            let judged = judged.filter(|_| self.criteria.mode == Some(mode) && !open_region);
            let holds = |criteria: Criteria<'_>| {
                let case = criteria.case(model);
                let answer = |question: &Question| model::here(question, &case, self.own_mode, judged);
                self.of_setting.iter().all(|question| question.holds(answer(question)))
            };
            if !open_region || mode == Mode::ExternalModels {
                return holds(criteria);
            }
            let mut listed = false;
            for region in setting::regions(criteria, model) {
                listed = true;
                if holds(criteria.in_region(region)) {
                    return true;
                }
            }
            // Listed nowhere, it still has a life in the mode.
            !listed && holds(criteria)
        })
    }
}

#[cfg(test)]
mod tests;
