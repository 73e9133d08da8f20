//! What holds for every cell of every matrix, on every day, under every posture.

use servemap::date;
use servemap::gates::{Case, Criteria, Judged, Outcome, RETIREMENT, RegionChoice, Verdict, gates};
use servemap::matrix::{Availability, Cloud, Mode, Workload};
use servemap::plan::{Posture, PreviewRule, Residency, Routing, Use};

use super::asked::{matrix, on, says};

/// Long before everything, around the matrix's day, and long after.
const DAYS: [&str; 7] =
    ["2024-01-01", "2026-02-15", "2026-06-18", "2026-10-04", "2026-10-09", "2026-11-05", "2030-01-01"];

fn postures() -> Vec<Posture> {
    let posture = |residency, routing, preview, usage, needed_until: &str| Posture {
        residency,
        routing,
        preview,
        usage,
        needed_until: date::parse(needed_until).ok(),
        ..Posture::default()
    };
    vec![
        Posture::default(),
        posture(Residency::None, Routing::On, PreviewRule::Allow, Use::Existing, "2026-12-31"),
        posture(Residency::None, Routing::Off, PreviewRule::Deny, Use::New, ""),
        posture(Residency::InGeo, Routing::On, PreviewRule::Deny, Use::Existing, "2027-12-31"),
        posture(Residency::InGeo, Routing::Unknown, PreviewRule::Allow, Use::New, ""),
    ]
}

/// Every model in every mode and region, each on two of the days under two of the postures, in turns.
fn each_case(mut check: impl FnMut(&Case<'_>)) {
    let postures = postures();
    let days = DAYS.map(|day| date::parse(day).unwrap());
    let workloads = [None, Some(Workload::Interactive), Some(Workload::Batch), Some(Workload::Sla)];
    let mut turn = 0;
    for matrix in Cloud::ALL.map(matrix) {
        let regions = matrix.regions();
        for (mode, region) in Mode::ALL.into_iter().flat_map(|mode| regions.iter().map(move |at| (mode, at)))
        {
            for model in matrix.models() {
                for _ in 0..2 {
                    turn += 1;
                    let secondary = &regions[turn % regions.len()];
                    let criteria = Criteria {
                        matrix,
                        as_of: days[turn % days.len()],
                        posture: &postures[turn % postures.len()],
                        workload: workloads[turn % workloads.len()],
                        mode: Some(mode),
                        region: RegionChoice::Known(region),
                        secondary: if turn.is_multiple_of(3) {
                            RegionChoice::Known(secondary)
                        } else {
                            RegionChoice::Open
                        },
                        usage: None,
                    };
                    check(&criteria.case(model));
                }
            }
        }
    }
}

fn told(case: &Case<'_>) -> String {
    let criteria = case.criteria;
    let region = criteria.region.id().unwrap();
    format!(
        "{} in {:?} in {region} on {} under {:?}",
        case.model.id, criteria.mode, criteria.as_of, criteria.posture
    )
}

fn is_sentence(reason: &str) -> bool {
    let opens = reason.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_alphanumeric());
    opens
        && reason.ends_with('.')
        && !reason.ends_with("..")
        && !reason.contains("  ")
        && !reason.ends_with(" .")
}

#[test]
fn every_case_is_judged_in_plain_sentences_with_their_sources() {
    each_case(|case| {
        let judged = case.judge();
        assert_eq!(judged.iter().count(), gates().len());
        let worst = judged.iter().map(|(_, judgement)| judgement.outcome).max().unwrap();
        assert_eq!(judged.verdict, Verdict::from(worst), "{}", told(case));
        for (gate, judgement) in judged.iter() {
            let reason = judgement.reason.to_string();
            assert!(is_sentence(&reason), "{}: {}: '{reason}'", told(case), gate.id);
            assert!(!judgement.reason.code().is_empty(), "{}: {}", told(case), gate.id);
            assert!(!judgement.source.to_string().trim().is_empty(), "{}: {}", told(case), gate.id);
        }
        never_guesses(case, &judged);
    });
}

/// "Unknown is a value": what no cell says passes neither the region nor the routing gate, and is not "no" either.
fn never_guesses(case: &Case<'_>, judged: &Judged<'_>) {
    let outcome = |gate| says(judged, gate).outcome;
    if case.criteria.mode == Some(Mode::ExternalModels) {
        return;
    }
    match case.here().unwrap() {
        Availability::Unknown => {
            assert_eq!(outcome("region"), Outcome::Unknown, "{}", told(case));
            assert!(outcome("routing") >= Outcome::Unknown, "{}", told(case));
        }
        Availability::NotListed => {
            let kept = case.is_kept().is_some();
            let expected = if kept { Outcome::Warn } else { Outcome::Block };
            assert_eq!(outcome("region"), expected, "{}", told(case));
            assert!(outcome("routing") >= Outcome::Unknown, "{}", told(case));
        }
        Availability::Listed { .. } => {
            assert!(outcome("region") <= Outcome::Warn, "{}", told(case));
            // Whether a failover stays in the Geo is not known where nobody names the Geo of a region.
            let geos =
                [case.criteria.region, case.criteria.secondary].map(servemap::gates::RegionChoice::region);
            let nameless = geos.into_iter().flatten().any(|region| region.geo.is_none());
            let unknown = nameless && case.criteria.posture.residency == Residency::InGeo;
            assert!(unknown || outcome("routing") != Outcome::Unknown, "{}", told(case));
        }
    }
}

/// A posture that allows more never makes a verdict worse.
#[test]
fn allowing_more_never_hurts() {
    let matrix = matrix(Cloud::Aws);
    for mode in Mode::HOSTED {
        for (region, model) in
            matrix.regions().iter().flat_map(|at| matrix.models().iter().map(move |m| (at, m)))
        {
            if model.is_external() {
                continue;
            }
            let asked = on(matrix, mode, &region.id.0, &model.id.0);
            let verdict = |asked: &super::asked::ImportOptions<'_>| asked.judge().verdict;
            let usual = verdict(&asked);
            let told = format!("{} in {} in {}", model.id, mode.id(), region.id);
            let routing = |routing| verdict(&asked.clone().routing(routing));
            assert!(routing(Routing::On) <= usual && usual <= routing(Routing::Off), "{told}: routing");
            assert!(usual <= verdict(&asked.clone().in_geo()), "{told}: residency");
            assert!(usual <= verdict(&asked.clone().preview(PreviewRule::Deny)), "{told}: preview");
            let usage = |usage| verdict(&asked.clone().usage(usage));
            assert!(usage(Use::Existing) <= usual && usual <= usage(Use::New), "{told}: use");
        }
    }
}

#[test]
fn what_is_not_chosen_yet_is_unknown_and_never_blocks() {
    let posture = Posture::default();
    for matrix in Cloud::ALL.map(matrix) {
        for model in matrix.models() {
            let criteria = Criteria {
                matrix,
                as_of: matrix.as_of,
                posture: &posture,
                workload: None,
                mode: None,
                region: RegionChoice::Open,
                secondary: RegionChoice::Open,
                usage: None,
            };
            assert_eq!(criteria.case(model).judge().verdict, Verdict::Unknown);
            for mode in matrix.modes_of(model).into_iter().filter(|mode| *mode != Mode::ExternalModels) {
                let verdict = criteria.in_mode(mode).case(model).judge();
                let retired = verdict.is_blocked_by(&RETIREMENT);
                assert!(retired || verdict.verdict == Verdict::Unknown, "{} in {}", model.id, mode.id());
            }
        }
    }
}
