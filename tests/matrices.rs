//! The matrices that ship: complete, consistent, and equal to what the official pages said.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::collections::BTreeMap;

use servemap::matrix::{Availability, Cloud, Host, Matrix, Mode, Naming, RegionId, Scope, bundled};
use servemap::text::Words;

fn matrix(cloud: Cloud) -> Matrix {
    bundled::matrix(cloud).unwrap()
}

/// Counts every kind of cell of a cloud in a mode: in-Geo, cross-Geo, preview, preview cross-Geo, not listed.
fn counts(cloud: Cloud, mode: Mode) -> [usize; 5] {
    let matrix = matrix(cloud);
    let mut counts = [0; 5];
    for model in matrix.models() {
        for region in matrix.regions() {
            let cell = matrix.availability(model, mode, region);
            // Models of the mode's column only: a row says nothing else of models that no region lists.
            if matrix.offers(model, mode) && cell != Availability::Unknown {
                let place = cell.place();
                counts[place] += 1;
            }
        }
    }
    counts
}

/// The table that the facts came with, as of 2026-10-04.
#[test]
fn every_kind_of_cell_is_there_as_often_as_the_pages_had_it() {
    use Mode::{AiFunctions, PayPerToken, ProvisionedThroughput};
    for (cloud, mode, expected) in [
        (Cloud::Aws, PayPerToken, [415, 352, 0, 0, 273]),
        (Cloud::Aws, AiFunctions, [250, 147, 0, 0, 115]),
        (Cloud::Aws, ProvisionedThroughput, [109, 8, 13, 5, 41]),
        (Cloud::Azure, PayPerToken, [607, 727, 0, 0, 1144]),
        (Cloud::Azure, AiFunctions, [225, 114, 0, 0, 333]),
        (Cloud::Azure, ProvisionedThroughput, [128, 78, 16, 9, 231]),
        (Cloud::Gcp, PayPerToken, [311, 156, 0, 0, 339]),
        (Cloud::Gcp, AiFunctions, [149, 68, 0, 0, 147]),
        (Cloud::Gcp, ProvisionedThroughput, [38, 34, 1, 0, 57]),
    ] {
        assert_eq!(counts(cloud, mode), expected, "{cloud:?} {mode:?}");
    }
}

/// One line of a sample: region, column, and the text of the cell that speaks of one name.
fn sample(text: &'static str) -> Vec<[&'static str; 3]> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.splitn(3, " | ").collect::<Vec<_>>().try_into().unwrap()).collect()
}

/// What the text of a cell means: the name it speaks of (none for all) and its availability.
fn meaning(text: &str) -> (Option<&str>, Availability) {
    if text == "Not supported" {
        return (None, Availability::NotListed);
    }
    if let Some(name) = text.strip_prefix("no ") {
        return (Some(name), Availability::NotListed);
    }
    let scope = if text.contains('⥂') { Scope::CrossGeo } else { Scope::InGeo };
    let name = text.trim_end_matches("(preview)").trim_end_matches(['⥂', '†', ' ']);
    (Some(name), Availability::Listed { scope, preview: text.ends_with("(preview)") })
}

#[test]
fn a_sample_of_cells_says_what_the_pages_text_says() {
    for (cloud, text) in [
        (Cloud::Aws, include_str!("matrices/aws.txt")),
        (Cloud::Azure, include_str!("matrices/azure.txt")),
        (Cloud::Gcp, include_str!("matrices/gcp.txt")),
    ] {
        let matrix = matrix(cloud);
        let sample = sample(text);
        assert!(sample.len() >= 40);
        for [region, column, text] in sample {
            let region = matrix.region(&RegionId(region.to_owned())).unwrap();
            let mode = Mode::HOSTED.into_iter().find(|mode| mode.id() == column).unwrap();
            let (name, expected) = meaning(text);
            let models: Vec<_> = match name {
                Some(name) => vec![matrix.find_model(name, Some(mode)).unwrap()],
                None => matrix.models().iter().filter(|model| !model.is_external()).collect(),
            };
            for model in models {
                let cell = matrix.availability(model, mode, region);
                assert_eq!(cell, expected, "{cloud:?}, {}, {column}: {text} ({})", region.id, model.id);
                assert!(!text.contains('†') || model.adi_services, "ADI Services: {text}");
            }
        }
    }
}

#[test]
fn every_region_is_there_with_its_geo() {
    for (cloud, regions, geos) in [
        (Cloud::Aws, 17, "Americas 7, Asia 4, Australia & New Zealand 1, Europe 4, India 1"),
        (
            Cloud::Azure,
            42,
            "Americas 12, Asia 5, Australia & New Zealand 4, Europe 10, Geo unknown 1, India 3, \
             Mainland China 4, Middle East & Africa 3",
        ),
        (Cloud::Gcp, 13, "Americas 6, Asia 2, Australia & New Zealand 1, Europe 3, India 1"),
    ] {
        let matrix = matrix(cloud);
        assert_eq!(matrix.regions().len(), regions, "{cloud:?}");
        let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
        for region in matrix.regions() {
            *counted.entry(region.geo_name()).or_default() += 1;
            assert!(!region.location.is_empty() && region.country.is_some(), "{}", region.id);
        }
        let counted: Vec<String> = counted.iter().map(|(geo, count)| format!("{geo} {count}")).collect();
        assert_eq!(counted.join(", "), geos, "{cloud:?}");
    }
    let azure = matrix(Cloud::Azure);
    assert!(azure.region(&RegionId("mexicocentral".into())).unwrap().geo.is_none());
}

#[test]
fn nothing_is_lost_of_what_holds_for_every_cloud() {
    for cloud in Cloud::ALL {
        let matrix = matrix(cloud);
        let hosted = matrix.models().iter().filter(|model| !model.is_external());
        // 78 that a page lists or listed, and the 13 that only the retirement page still names.
        assert_eq!(hosted.clone().count(), 91, "models");
        assert_eq!(hosted.filter(|model| model.price.is_some()).count(), 67, "prices");
        let external = matrix.models().iter().filter(|model| model.is_external());
        let named = |naming| external.clone().filter(move |model| is_named(model, naming)).count();
        assert_eq!(
            (named(Naming::Listed), named(Naming::Any)),
            (40, 7),
            "external models, and providers without a list"
        );
        assert_eq!(matrix.lifecycle_facts().len(), 34, "announcements");
        assert_eq!((matrix.cloud, matrix.as_of.to_string().as_str()), (cloud, "2026-10-04"));
        assert_eq!(matrix.origin.to_string(), "bundled");
    }
}

fn is_named(model: &servemap::matrix::Model, wanted: Naming) -> bool {
    matches!(&model.host, Host::Vendor { naming, .. } if *naming == wanted)
}

/// "A region without rows (ap-southeast-3) is unknown."
#[test]
fn a_region_whose_row_nobody_has_seen_is_unknown() {
    for cloud in Cloud::ALL {
        let matrix = matrix(cloud);
        for mode in Mode::HOSTED {
            for region in matrix.regions() {
                let seen = region.id.0 != "ap-southeast-3";
                assert_eq!(matrix.has_row(mode, region), seen, "{} in {}", mode.id(), region.id);
                for model in matrix.models().iter().filter(|model| !model.is_external()) {
                    let known = matrix.availability(model, mode, region) != Availability::Unknown;
                    assert_eq!(known, seen, "{} in {} in {}", model.id, mode.id(), region.id);
                }
            }
        }
    }
}

#[test]
fn every_fact_names_its_source() {
    for cloud in Cloud::ALL {
        let matrix = matrix(cloud);
        for source in matrix.sources() {
            assert!(!source.title.is_empty() && !source.cite().is_empty(), "{}", source.key);
        }
        assert!(matrix.source().url.is_some() && matrix.source().read.is_some());
        assert!(matrix.realtime_list().is_some_and(|list| list.read.is_some()));
        for model in matrix.models() {
            assert!(matrix.sources_of_model(model).count() > 0, "{}", model.id);
            let price = model.price.as_ref();
            assert!(
                price.is_none_or(|price| !matrix.source_of_price(price).title.is_empty()),
                "{}",
                model.id
            );
        }
        for fact in matrix.lifecycle_facts() {
            assert!(matrix.sources_of_fact(fact).count() > 0, "{}", fact.model);
        }
    }
}

/// Unknown is a value of the program, not a word of the files.
#[test]
fn no_value_says_unknown() {
    for cloud in Cloud::ALL {
        let matrix = matrix(cloud);
        for model in matrix.models() {
            let words =
                model.names().chain(model.provider.as_deref()).chain(model.inputs.iter().map(String::as_str));
            assert!(!words.into_iter().any(|word| word.to_lowercase().contains("unknown")), "{}", model.id);
        }
        for region in matrix.regions() {
            let geo = region.geo.as_ref().map_or("", |geo| &geo.0);
            let country = region.country.as_deref().unwrap_or_default();
            assert!(![geo, country, &region.location].contains(&"unknown"), "{}", region.id);
        }
        for fact in matrix.lifecycle_facts() {
            let replacement = fact.replacement.as_deref().unwrap_or_default();
            assert!(!replacement.to_lowercase().contains("unknown"), "{}", fact.model);
        }
    }
}

/// The names a file, a page or a person may use lead to one model each.
#[test]
fn every_model_is_found_by_each_of_its_names() {
    for cloud in Cloud::ALL {
        let matrix = matrix(cloud);
        for model in matrix.models().iter().filter(|model| !model.is_external()) {
            for name in model.names() {
                assert_eq!(matrix.find_model(name, None).unwrap().id, model.id, "{name}");
                assert_eq!(matrix.find_model(&name.to_uppercase(), None).unwrap().id, model.id, "{name}");
            }
        }
        for model in matrix.models().iter().filter(|model| model.is_external()) {
            assert_eq!(matrix.find_model(&model.id.0, Some(Mode::ExternalModels)).unwrap().id, model.id);
        }
    }
}
