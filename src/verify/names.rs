//! The names a workspace has for its models, read by the resolver of the matrix.

use crate::matrix::{Matrix, Mode, Model};
use crate::text::fold;

/// The model of a pre-configured endpoint.
pub(super) fn preconfigured<'m>(matrix: &'m Matrix, name: &str) -> Option<&'m Model> {
    let folded = fold(name);
    let is_it = |model: &&Model| model.endpoint.as_ref().is_some_and(|endpoint| fold(&endpoint.0) == folded);
    matrix.models_called(name).into_iter().find(is_it)
}

/// The model that a list calls by one of these names, the one that the mode offers first. Where none offers it, its
/// family speaks for it: that is what provisioned throughput lists.
pub(super) fn hosted<'m>(matrix: &'m Matrix, names: &[String], mode: Mode) -> Option<&'m Model> {
    let called = names.iter().flat_map(|name| matrix.models_called(name));
    let found: Vec<&'m Model> = called.filter(|model| !model.is_external()).collect();
    let first = found.iter().copied().find(|model| matrix.offers(model, mode));
    first.or_else(|| found.first().map(|model| matrix.offered_as(model, mode)))
}

/// A vendor's model, or the vendor itself where its models are not named.
pub(super) fn external<'m>(matrix: &'m Matrix, provider: &str, name: &str) -> Option<&'m Model> {
    let find = |wanted: String| external_models(matrix).find(|model| key(&model.id.0) == wanted);
    find(key(&format!("{provider}/{name}"))).or_else(|| find(key(provider)))
}

/// Whether the matrix names any model of the vendor.
pub(super) fn knows_provider(matrix: &Matrix, provider: &str) -> bool {
    let provider = fold(provider);
    external_models(matrix)
        .any(|model| model.id.0.split_once('/').is_some_and(|(own, _)| fold(own) == provider))
}

fn external_models(matrix: &Matrix) -> impl Iterator<Item = &Model> {
    matrix.models().iter().filter(|model| model.is_external())
}

/// An id of an external model, folded on both sides of its first slash.
fn key(id: &str) -> String {
    match id.split_once('/') {
        Some((provider, name)) => format!("{}/{}", fold(provider), fold(name)),
        None => fold(id),
    }
}

/// Whether a name is kept for pre-configured endpoints; the workspace's own may not begin so.
pub(super) fn is_preconfigured(name: &str) -> bool {
    fold(name).starts_with("databricks") && name.len() > "databricks".len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, bundled};
    use rstest::rstest;

    #[rstest]
    #[case("system.ai.llama_v3_3_70b_instruct", "databricks-meta-llama-3-3-70b-instruct", Mode::PayPerToken)]
    #[case("system.ai.llama_v3_3_70b_instruct", "meta-llama-3-3", Mode::ProvisionedThroughput)]
    #[case("system.ai.meta_llama_v3_1_8b_instruct", "meta-llama-3-1", Mode::ProvisionedThroughput)]
    #[case("system.ai.gte_large_en_v1_5", "gte-v1-5-english", Mode::ProvisionedThroughput)]
    #[case("system.ai.gte_large_en_v1_5", "databricks-gte-large-en", Mode::PayPerToken)]
    #[case("system.ai.databricks-claude-sonnet-4-5", "databricks-claude-sonnet-4-5", Mode::PayPerToken)]
    #[case("system.ai.gpt-oss-120b", "databricks-gpt-oss-120b", Mode::ProvisionedThroughput)]
    #[case("system.ai.llama-4-maverick", "databricks-llama-4-maverick", Mode::ProvisionedThroughput)]
    fn a_name_of_the_catalog_leads_to_the_model(#[case] name: &str, #[case] id: &str, #[case] mode: Mode) {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let model = hosted(&matrix, &[name.to_owned()], mode).map(|model| model.id.0.clone());
        assert_eq!(model.as_deref(), Some(id));
    }

    #[test]
    fn a_vendor_is_known_by_its_models_or_by_itself() {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        assert_eq!(external(&matrix, "OpenAI", "GPT 4o").unwrap().id.0, "openai/gpt-4o");
        assert!(external(&matrix, "openai", "gpt-99").is_none() && knows_provider(&matrix, "OpenAI"));
        assert!(external(&matrix, "nobody", "x").is_none() && !knows_provider(&matrix, "nobody"));
    }
}
