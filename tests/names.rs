//! One name, one reading: every name a model, region, mode or cloud goes by, in any case and with blanks, dashes and
//! underscores exchanged, is read alike through flag, filter, plan file and endpoint list.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::json;

use servemap::choice::filter::{Filter, region_match};
use servemap::choice::filter_language::{Query, Scratch, Vocabulary};
use servemap::matrix::{Cloud, Matrix, Mode, Model, bundled};
use servemap::plan::{Plan, file};
use servemap::text::Words;
use servemap::verify::{self, Against};

static MATRICES: LazyLock<Vec<Matrix>> =
    LazyLock::new(|| Cloud::ALL.into_iter().map(|cloud| bundled::matrix(cloud).unwrap()).collect());

/// The name with the case of its letters and its blanks, dashes and underscores exchanged.
fn spelled(name: &str, mut seed: u64) -> String {
    let mut next = |choices: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % choices
    };
    let letter = |letter: char| match letter {
        ' ' | '-' | '_' => [' ', '-', '_'][usize::try_from(next(3)).unwrap()].to_string(),
        letter if next(2) == 0 => letter.to_uppercase().to_string(),
        letter => letter.to_lowercase().to_string(),
    };
    name.chars().map(letter).collect()
}

/// Every name that belongs to one model, with the model.
fn names(matrix: &Matrix) -> Vec<(String, &Model)> {
    let catalog = matrix.catalog_names().map(|(name, model, _)| (name.to_owned(), model));
    let own = matrix.models().iter().flat_map(|model| {
        let system = model.endpoint.iter().flat_map(|endpoint| {
            let short = endpoint.0.trim_start_matches("databricks-");
            [format!("system.ai.{endpoint}"), format!("system.ai.{short}")]
        });
        model.aliases().map(str::to_owned).chain(system).map(move |name| (name, model)).collect::<Vec<_>>()
    });
    own.chain(catalog).filter(|(name, _)| matrix.models_called(name).len() == 1).collect()
}

/// A plan file that names something, read and resolved.
fn plan(matrix: &Matrix, lines: &str) -> Plan {
    let text =
        format!("schema = \"servemap/plan/1\"\ncloud = \"{}\"\n{lines}\n", spelled(matrix.cloud.name(), 7));
    let mut plan = file::read("plan.toml", &text).unwrap();
    plan.resolve(matrix);
    plan
}

fn check_model(matrix: &Matrix, model: &Model, written: &str) {
    let day = matrix.as_of;
    // Flag.
    assert_eq!(matrix.find_model(written, None).unwrap().id, model.id, "'{written}' as a flag");
    // Filter.
    let open = Plan { mode: model.is_external().then_some(Mode::ExternalModels), ..Plan::default() };
    let criteria = open.criteria(matrix, day);
    for text in [format!("\"{written}\""), written.replace(' ', "_")] {
        let query = Query::read(&text, &Vocabulary::models(matrix));
        // A name with a colon is read as a qualifier unless it is quoted.
        if query.mistakes().is_empty() {
            let filter = Filter::new(&query, criteria);
            let found = filter.matches(model, None, &mut Scratch::default());
            assert!(found.is_some(), "{text} as a filter for {}", model.id);
        }
    }
    // Plan file.
    let written = toml_string(written);
    let plan = plan(
        matrix,
        &format!(
            "model = {written}\nconsidered = [{written}]\n[record]\nreplacement = {written}\n[not_taken]\n{written} = \"too dear\""
        ),
    );
    assert_eq!(plan.model.as_ref(), Some(&model.id), "{written} as the model of a plan");
    assert_eq!(plan.record.replacement.as_ref(), Some(&model.id), "{written} as a replacement");
    let considered: Vec<_> =
        plan.considered.iter().map(|other| (&other.model, other.reason.as_str())).collect();
    assert_eq!(considered, [(&model.id, "too dear")], "{written} as considered");
}

fn toml_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What a list's entry is told to serve.
fn served(matrix: &Matrix, entry: &serde_json::Value) -> String {
    let list = verify::read("list.json", &json!([entry]).to_string()).unwrap();
    let report = verify::verify(&list, matrix, Against::Region(&matrix.regions()[0], None), matrix.as_of);
    report.rows[0].model.clone()
}

#[test]
fn every_name_of_a_model_is_read_alike_everywhere() {
    for matrix in MATRICES.iter() {
        assert!(names(matrix).len() > 500, "{}", names(matrix).len());
        for (at, (name, model)) in (0_u64..).zip(names(matrix)) {
            check_model(matrix, model, &spelled(&name, at));
        }
    }
}

#[test]
fn every_endpoint_and_catalog_name_is_known_in_a_list_of_endpoints() {
    let matrix = &MATRICES[0];
    for (at, model) in (0_u64..).zip(matrix.models().iter().filter(|model| model.endpoint.is_some())) {
        let name = spelled(model.label(), at);
        assert_eq!(served(matrix, &json!({ "name": name })), model.label(), "{name}");
        let entity = spelled(&format!("system.ai.{}", model.label()), at);
        let entry = json!({ "name": "ours", "config": { "served_entities": [{ "entity_name": entity }] } });
        assert_eq!(served(matrix, &entry), matrix.offered_as(model, Mode::ProvisionedThroughput).label());
    }
    for (at, (name, model, source)) in (0_u64..).zip(matrix.catalog_names()) {
        assert!(!source.title.is_empty());
        let entity = spelled(name, at);
        let entry = json!({ "name": "ours", "config": { "served_entities": [{ "entity_name": entity }] } });
        let label = matrix.offered_as(model, Mode::ProvisionedThroughput).label();
        assert_eq!(served(matrix, &entry), label, "{entity}");
    }
}

#[test]
fn every_name_of_a_region_is_read_alike_everywhere() {
    for matrix in MATRICES.iter() {
        for region in matrix.regions() {
            let both = format!("{} ({})", region.id, region.location);
            for (seed, name) in (0_u64..).zip([&region.id.0, &region.location, &both]) {
                for written in [spelled(name, seed), spelled(name, seed + 100)] {
                    assert_eq!(matrix.find_region(&written).unwrap().id, region.id, "'{written}' as a flag");
                    let text = format!("region:\"{written}\"");
                    let query = Query::read(&text, &Vocabulary::regions(matrix));
                    assert_eq!(query.mistakes(), [], "{text}");
                    let found = region_match(&query, region, || None, &mut Scratch::default());
                    assert!(found.is_some(), "{text}");
                    let written = toml_string(&written);
                    let plan = plan(matrix, &format!("region = {written}\nsecondary = {written}"));
                    assert_eq!(plan.region.as_ref(), Some(&region.id), "{written}");
                    assert_eq!(plan.secondary.as_ref(), Some(&region.id), "{written}");
                }
            }
        }
    }
}

/// "The tool never says that something does not exist because it was spelled otherwise": the code of another cloud is told
/// as that, and is never taken for a code of this one that looks alike.
#[test]
fn a_region_of_another_cloud_is_refused_with_its_cloud() {
    for matrix in MATRICES.iter() {
        for other in MATRICES.iter().filter(|other| other.cloud != matrix.cloud) {
            for region in other.regions() {
                let error = matrix.find_region(&region.id.0).unwrap_err();
                let flag = format!("--cloud {}", other.cloud.id());
                assert!(error.hints().iter().any(|hint| hint.contains(&flag)), "{} {error}", region.id);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_spelling_of_a_name_is_read_as_the_name(seed in any::<u64>(), at in any::<prop::sample::Index>(), cloud in 0_usize..3) {
        let matrix = &MATRICES[cloud];
        let names = names(matrix);
        let (name, model) = &names[at.index(names.len())];
        check_model(matrix, model, &spelled(name, seed));
        for mode in Mode::ALL {
            for name in [mode.id(), mode.name()] {
                prop_assert_eq!(Mode::read(&spelled(name, seed)), Some(mode));
                let plan = plan(matrix, &format!("mode = {}", toml_string(&spelled(name, seed))));
                prop_assert_eq!(plan.mode, Some(mode));
            }
        }
        for cloud in Cloud::ALL {
            prop_assert_eq!(Cloud::read(&spelled(cloud.name(), seed)), Some(cloud));
        }
    }
}
