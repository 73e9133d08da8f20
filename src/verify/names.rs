//! The matrix by the names a workspace has for its models: looked up thousands of times, so put in order once.

use std::collections::HashMap;

use super::endpoint::SYSTEM;
use crate::matrix::model::fold;
use crate::matrix::{Matrix, Mode, Model};

/// Models by endpoint and by every name they go by.
pub(super) struct Names<'m> {
    matrix: &'m Matrix,
    by_endpoint: HashMap<&'m str, &'m Model>,
    by_name: HashMap<String, Vec<&'m Model>>,
    external: HashMap<String, &'m Model>,
}

impl<'m> Names<'m> {
    pub(super) fn of(matrix: &'m Matrix) -> Self {
        let mut names =
            Self { matrix, by_endpoint: HashMap::new(), by_name: HashMap::new(), external: HashMap::new() };
        for model in matrix.models() {
            if model.is_external() {
                names.external.insert(model.id.0.to_lowercase(), model);
                continue;
            }
            if let Some(endpoint) = &model.endpoint {
                names.by_endpoint.insert(&endpoint.0, model);
            }
            let mut folded: Vec<String> = model.names().map(fold).collect();
            folded.extend(model.names().filter_map(|name| name.strip_prefix(PREFIX)).map(fold));
            folded.sort();
            folded.dedup();
            for name in folded {
                names.by_name.entry(name).or_default().push(model);
            }
        }
        names
    }

    /// The model of a pre-configured endpoint.
    pub(super) fn endpoint(&self, name: &str) -> Option<&'m Model> {
        self.by_endpoint.get(name).copied()
    }

    /// The model that a list calls by one of these names, the one that the mode offers first. Where none offers it, its
    /// family speaks for it: that is what provisioned throughput lists.
    pub(super) fn hosted(&self, names: &[String], mode: Mode) -> Option<&'m Model> {
        let ways = names.iter().flat_map(|name| plain(name));
        let found: Vec<&Model> = ways.filter_map(|name| self.by_name.get(&name)).flatten().copied().collect();
        let family = |model: &&'m Model| model.family.as_ref().and_then(|id| self.matrix.model(id));
        let offers = |model: &&Model| self.matrix.offers(model, mode);
        let first = found.iter().copied().find(|model| offers(model));
        first.or_else(|| found.iter().filter_map(family).find(offers)).or_else(|| found.first().copied())
    }

    /// A vendor's model, or the vendor itself where its models are not named.
    pub(super) fn external(&self, provider: &str, name: &str) -> Option<&'m Model> {
        let provider = provider.to_lowercase();
        let named = self.external.get(&format!("{provider}/{}", name.to_lowercase()));
        named.or_else(|| self.external.get(&provider)).copied()
    }

    /// Whether the matrix names any model of the vendor.
    pub(super) fn knows_provider(&self, provider: &str) -> bool {
        let start = format!("{}/", provider.to_lowercase());
        self.external.keys().any(|id| id.starts_with(&start))
    }
}

/// How the names of pre-configured endpoints begin; the workspace's own may not.
pub(super) const PREFIX: &str = "databricks-";

/// A name of the catalog as it stands, and as the docs would write it: `system.ai.meta_llama_v3_3_70b_instruct` is Llama 3.3.
fn plain(name: &str) -> [String; 2] {
    let name = name.strip_prefix(SYSTEM).unwrap_or(name).to_lowercase();
    let name = name.strip_prefix(PREFIX).unwrap_or(&name);
    let parts: Vec<&str> = name
        .split(['_', '-', ' '])
        .map(|part| match part.strip_prefix('v') {
            Some(version) if version.starts_with(|letter: char| letter.is_ascii_digit()) => version,
            _ => part,
        })
        .collect();
    [fold(name), fold(&parts.join("-"))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, bundled};
    use rstest::rstest;

    #[rstest]
    #[case(
        "system.ai.meta_llama_v3_3_70b_instruct",
        "databricks-meta-llama-3-3-70b-instruct",
        Mode::PayPerToken
    )]
    #[case("system.ai.databricks-gpt-oss-120b", "databricks-gpt-oss-120b", Mode::ProvisionedThroughput)]
    #[case("system.ai.llama-4-maverick", "databricks-llama-4-maverick", Mode::ProvisionedThroughput)]
    #[case("system.ai.meta_llama_v3_3_70b_instruct", "meta-llama-3-3", Mode::ProvisionedThroughput)]
    fn a_name_of_the_catalog_leads_to_the_model(#[case] name: &str, #[case] id: &str, #[case] mode: Mode) {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let model = Names::of(&matrix).hosted(&[name.to_owned()], mode).map(|model| model.id.0.clone());
        assert_eq!(model.as_deref(), Some(id));
    }

    #[test]
    fn a_vendor_is_known_by_its_models_or_by_itself() {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let names = Names::of(&matrix);
        assert_eq!(names.external("openai", "GPT-4o").unwrap().id.0, "openai/gpt-4o");
        assert!(names.external("openai", "gpt-99").is_none() && names.knows_provider("OpenAI"));
        assert!(names.external("nobody", "x").is_none() && !names.knows_provider("nobody"));
    }
}
