//! What of a decision is looked at when it is made or reviewed: mode, region, model and replacement.

use serde_json::{Value, json};

use super::{Choice, Plan};
use crate::matrix::ModelId;

/// A choice with the replacement that stands ready for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FullChoice {
    /// Mode, region and model.
    pub choice: Choice,
    /// The model to switch to.
    pub replacement: Option<ModelId>,
}

impl FullChoice {
    /// Whether nothing is named.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// The choice in words: `databricks-gpt-5-5 on Pay-per-token in us-east-1, replacement databricks-gpt-5-6`.
    pub fn words(&self) -> String {
        let replacement = self.replacement.as_ref().map(|model| format!("replacement {model}"));
        let choice = Some(self.choice.words()).filter(|words| !words.is_empty());
        choice.into_iter().chain(replacement).collect::<Vec<_>>().join(", ")
    }

    /// The same for machines; what was open is null.
    pub fn json(&self) -> Value {
        json!({
            "mode": self.choice.mode,
            "region": self.choice.region,
            "model": self.choice.model,
            "replacement": self.replacement,
        })
    }

    /// What differs from this choice in another one, as the words of its parts: `model`, `replacement`.
    pub fn changed(&self, other: &Self) -> Vec<&'static str> {
        let (old, new) = (&self.choice, &other.choice);
        let parts = [
            ("model", old.model != new.model),
            ("mode", old.mode != new.mode),
            ("region", old.region != new.region),
            ("replacement", self.replacement != other.replacement),
        ];
        parts.into_iter().filter_map(|(part, differs)| differs.then_some(part)).collect()
    }
}

impl Plan {
    /// What a reviewer looks at now.
    pub fn full_choice(&self) -> FullChoice {
        FullChoice { choice: self.choice(), replacement: self.record.replacement.clone() }
    }
}
