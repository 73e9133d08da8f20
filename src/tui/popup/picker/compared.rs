//! What can still stand beside those that are compared.

use super::{Candidate, MODELS, Picked, Picker, REGIONS};
use crate::gates::Judged;
use crate::matrix::{Model, Region};
use crate::tui::explore::compare::Compare;
use crate::tui::session::Session;

impl Picker {
    /// The models that are not compared yet; transposed, the regions.
    pub fn compared(compare: &Compare, session: &Session) -> Self {
        let Some(model) = compare.transposed_model(session) else {
            // Best first.
            let rows = session.candidates.list.iter();
            let models = rows.filter_map(|row| session.matrix.model_at(row.model));
            let models = models.filter(|model| !compare.has_model(&model.id));
            let candidates =
                models.map(|model| of_model(model, &session.criteria().case(model).judge())).collect();
            return Self::new("A model to compare".to_owned(), MODELS, candidates, session);
        };
        let regions = session.matrix.regions().iter().filter(|region| !compare.has_region(&region.id));
        let mut candidates: Vec<Candidate> = regions
            .map(|region| of_region(region, &session.criteria().with_primary(region).case(model).judge()))
            .collect();
        candidates.sort_by_key(|candidate| candidate.verdict);
        Self::new(format!("A region to compare for {}", model.label()), REGIONS, candidates, session)
    }
}

fn of_model(model: &Model, judged: &Judged<'_>) -> Candidate {
    let picked = Picked::Model(model.id.clone());
    candidate(picked, model.label().to_owned(), model.name.clone(), judged)
}

fn of_region(region: &Region, judged: &Judged<'_>) -> Candidate {
    let name = format!("{} {}", region.location, region.geo_name());
    candidate(Picked::Region(region.id.clone()), region.id.to_string(), name, judged)
}

fn candidate(picked: Picked, label: String, name: String, judged: &Judged<'_>) -> Candidate {
    Candidate {
        picked,
        summary: format!(
            "{name}. {}",
            judged.deciding_reason().unwrap_or_else(|| "Every gate passes.".to_owned())
        ),
        name,
        label,
        verdict: judged.verdict,
        refused: None,
        recommended: false,
    }
}
