//! Every reason has a stable code, and `docs/reason-codes.md` names every one.

use std::collections::BTreeSet;

use servemap::date;
use servemap::gates::{Criteria, Judged, RegionChoice};
use servemap::matrix::{Cloud, Matrix, Mode, RegionId, Workload};
use servemap::plan::{Posture, PreviewRule, Residency, Routing, Use};

use super::asked::{matrix, on, own};

const DAYS: [&str; 6] = ["2024-01-01", "2026-02-15", "2026-05-01", "2026-10-04", "2026-10-20", "2030-01-01"];
const ROUTINGS: [Routing; 3] = [Routing::Unknown, Routing::On, Routing::Off];
const USES: [Use; 3] = [Use::Unknown, Use::New, Use::Existing];
const WORKLOADS: [Option<Workload>; 3] = [None, Some(Workload::Interactive), Some(Workload::Batch)];

/// The codes that are met: each model in each mode and region, on some days, under some postures.
fn met() -> BTreeSet<(String, String)> {
    let (mut seed, mut met) = (1, BTreeSet::new());
    // The matrix of one's own is small: gone through ten times.
    for matrix in Cloud::ALL.map(matrix).into_iter().chain([own(); 10]) {
        meet(matrix, &mut seed, &mut met);
    }
    // Too rare to be met by chance.
    let global = on(own(), Mode::PayPerToken, "home-2", "global").routing(Routing::On).failover("home-1");
    add(&global.judge(), &mut met);
    // On no list: typed by a person.
    for provider in ["azure-openai", "nobody-knows"] {
        let typed = matrix(Cloud::Aws).external(provider, "legal-gpt-eu", None).unwrap();
        let asked = on(matrix(Cloud::Aws), Mode::ExternalModels, "us-east-1", &typed.id.0);
        add(&asked.judge(), &mut met);
    }
    met
}

fn meet(matrix: &Matrix, seed: &mut u32, met: &mut BTreeSet<(String, String)>) {
    let mars = RegionId("mars".into());
    let regions: Vec<Option<&RegionId>> =
        matrix.regions().iter().map(|region| Some(&region.id)).chain([None, Some(&mars)]).collect();
    let modes: Vec<Option<Mode>> = Mode::ALL.into_iter().map(Some).chain([None]).collect();
    // The same numbers in every run.
    let mut draw = |of: usize| {
        *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (*seed >> 8) as usize % of
    };
    for region in &regions {
        for mode in &modes {
            for model in matrix.models() {
                let posture = Posture {
                    residency: [Residency::None, Residency::InGeo][draw(2)],
                    routing: ROUTINGS[draw(3)],
                    preview: [PreviewRule::Allow, PreviewRule::Deny][draw(2)],
                    usage: USES[draw(3)],
                    ..Posture::default()
                };
                let secondary = regions[draw(regions.len())];
                let criteria = Criteria {
                    matrix,
                    as_of: date::parse(DAYS[draw(DAYS.len())]).unwrap(),
                    posture: &posture,
                    workload: WORKLOADS[draw(3)],
                    mode: *mode,
                    region: RegionChoice::find(matrix, *region),
                    secondary: RegionChoice::find(matrix, secondary),
                    usage: None,
                };
                add(&criteria.case(model).judge(), met);
            }
        }
    }
}

fn add(judged: &Judged<'_>, met: &mut BTreeSet<(String, String)>) {
    let codes = judged.iter().map(|(gate, says)| (gate.id.to_owned(), says.reason.code().to_owned()));
    met.extend(codes);
}

#[test]
fn every_code_is_met_and_documented() {
    let page = include_str!("../../docs/reason-codes.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| ")).skip(2);
    let cells = rows.map(|row| row.split(" | ").map(str::to_owned).collect::<Vec<_>>());
    let listed: Vec<(String, String)> = cells.map(|row| (row[0].clone(), row[1].clone())).collect();
    let documented: BTreeSet<(String, String)> = listed.iter().cloned().collect();
    assert_eq!(listed.len(), documented.len(), "a code stands for one reason of a gate");
    let met = met();
    let unmet: Vec<_> = documented.difference(&met).collect();
    let unlisted: Vec<_> = met.difference(&documented).collect();
    assert!(unmet.is_empty() && unlisted.is_empty(), "unmet: {unmet:?}, undocumented: {unlisted:?}");
    for (_, code) in met {
        let kebab = code.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(kebab && !code.is_empty(), "{code}");
    }
}
