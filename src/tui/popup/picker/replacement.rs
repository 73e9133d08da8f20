//! The models that could replace the chosen one.

use super::{Candidate, MODELS, Picked, Picker};
use crate::matrix::ModelId;
use crate::tui::session::Session;

impl Picker {
    /// The models that could replace the chosen one; none while no model is chosen.
    pub fn replacement(session: &Session) -> Option<Self> {
        let model = session.model()?;
        let case = session.criteria().case(model);
        let recommended: Vec<ModelId> = case.recommended().iter().map(|way| way.model.id.clone()).collect();
        let mut candidates: Vec<(bool, Candidate)> = session
            .criteria()
            .candidates()
            .filter(|other| other.id != model.id)
            .map(|other| {
                let replacement = case.replacement(other);
                let deciding = replacement.judged.deciding_reason();
                let chain =
                    replacement.chain_words().map(|chain| format!(" Then {chain}.")).unwrap_or_default();
                let task = match (model.task, other.task) {
                    (Some(ours), Some(theirs)) if ours != theirs => {
                        format!("Another task: {} in place of {}. ", theirs.id(), ours.id())
                    }
                    _ => String::new(),
                };
                let words = match (&replacement.refused, deciding) {
                    (Some(why), _) => format!("Refused: {why}"),
                    (None, Some(reason)) => format!("{reason}{chain}"),
                    (None, None) => format!("Every gate passes.{chain}"),
                };
                let candidate = Candidate {
                    picked: Picked::Replacement(other.id.clone()),
                    name: other.name.clone(),
                    label: other.label().to_owned(),
                    verdict: replacement.judged.verdict,
                    refused: replacement.refused,
                    recommended: recommended.contains(&other.id),
                    summary: task + &words,
                };
                (other.task == model.task, candidate)
            })
            .collect();
        // Same task first among equals: an embedding model never stands in for a chat model by accident.
        candidates.sort_by_key(|(same_task, candidate)| {
            (candidate.refused.is_some(), !candidate.recommended, !*same_task, candidate.verdict)
        });
        Some(Self::new(
            format!("Replacement for {}", model.label()),
            MODELS,
            candidates.into_iter().map(|(_, candidate)| candidate).collect(),
            session,
        ))
    }
}
