//! What qualifiers let through, as a table, and what holds for any of them.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::choice::filter_language::Vocabulary;
use crate::matrix::{Cloud, Matrix, bundled};
use crate::plan::Plan;

fn day() -> NaiveDate {
    crate::date::parse("2026-10-20").unwrap()
}

/// The models that match, by id.
fn found(matrix: &Matrix, plan: &Plan, text: &str) -> Vec<String> {
    let (query, mut scratch) = (Query::read(text, &Vocabulary::models(matrix)), Scratch::default());
    let criteria = plan.criteria(matrix, day());
    let filter = Filter::new(&query, criteria);
    let rows = criteria.candidates().filter(|model| filter.matches(model, None, &mut scratch).is_some());
    rows.map(|model| model.id.0.clone()).collect()
}

fn plan(mode: Option<&str>, region: Option<&str>) -> Plan {
    Plan {
        mode: mode.and_then(|id| Mode::ALL.into_iter().find(|mode| mode.id() == id)),
        region: region.map(|code| crate::matrix::RegionId(code.to_owned())),
        ..Plan::default()
    }
}

type Holds = fn(&crate::gates::Case<'_>) -> bool;

/// Each qualifier against the fact it speaks of, read without the filter.
#[test]
fn a_qualifier_lets_through_what_it_says() {
    let table: [(&str, Holds); 23] = [
        ("provider:anthropic", |case| case.model.provider.as_deref() == Some("Anthropic")),
        ("-provider:anthropic", |case| {
            case.model.provider.as_deref().is_some_and(|name| name != "Anthropic")
        }),
        ("task:embedding", |case| case.model.task.is_some_and(|task| task.id() == "embedding")),
        ("task:unknown", |case| case.model.task.is_none()),
        ("input:image", |case| case.model.inputs.iter().any(|input| input == "image")),
        ("ctx:>=200k", |case| case.model.context.is_some_and(|tokens| tokens >= 200_000)),
        ("-ctx:>=200k", |case| case.model.context.is_some_and(|tokens| tokens < 200_000)),
        ("ctx:unknown", |case| case.model.context.is_none()),
        ("output:>=64k", |case| case.model.max_output.is_some_and(|tokens| tokens >= 64_000)),
        ("output:?", |case| case.model.max_output.is_none()),
        // For a million tokens in and a million out.
        ("price:<50", |case| case.model.price_in(Mode::PayPerToken).is_some_and(|price| price < 50.0)),
        ("-price:<50", |case| case.model.price_in(Mode::PayPerToken).is_some_and(|price| price >= 50.0)),
        ("price:<=3.571", |case| case.model.price_in(Mode::PayPerToken).is_some_and(|price| price < 3.5715)),
        ("price:unknown", |case| case.model.price_in(Mode::PayPerToken).is_none()),
        ("ends:none", |case| {
            use crate::matrix::Lifecycle;
            matches!(case.lifecycle(), Lifecycle::Active | Lifecycle::Legacy(_))
        }),
        ("ends:<2027-01-18", |case| {
            let day = case.lifecycle().fact().and_then(|fact| fact.retires);
            day.is_some_and(|day| day < crate::date::parse("2027-01-18").unwrap())
        }),
        ("status:preview", |case| case.is_preview() == Some(true)),
        ("status:unknown", |case| case.is_preview().is_none()),
        ("routing:no", |case| crate::gates::needs_routing(case) == crate::gates::NeedsRouting::No),
        ("verdict:blocked", |case| case.judge().verdict == Verdict::Blocked),
        ("mode:ai-functions", |case| case.criteria.matrix.offers(case.model, Mode::AiFunctions)),
        ("lifecycle:active", |case| matches!(case.lifecycle(), crate::matrix::Lifecycle::Active)),
        ("retires:<90d", |case| {
            case.lifecycle()
                .fact()
                .and_then(|fact| fact.retires)
                .is_some_and(|day| day < crate::date::parse("2027-01-18").unwrap())
        }),
    ];
    let matrix = bundled::matrix(Cloud::Aws).unwrap();
    let plan = plan(Some("pay-per-token"), Some("eu-west-1"));
    let criteria = plan.criteria(&matrix, day());
    for (text, holds) in table {
        let rows = criteria.candidates().filter(|model| holds(&criteria.case(model)));
        let expected: Vec<String> = rows.map(|model| model.id.0.clone()).collect();
        assert_eq!(found(&matrix, &plan, text), expected, "{text}");
    }
}

/// Without choices one mode and region has to answer everything.
#[test]
fn one_place_answers_all_that_is_asked_of_a_place() {
    let matrix = bundled::matrix(Cloud::Aws).unwrap();
    let open = plan(None, None);
    let here = found(&matrix, &open, "mode:pay-per-token region:eu-west-1 routing:no");
    let chosen = found(&matrix, &plan(Some("pay-per-token"), Some("eu-west-1")), "routing:no");
    assert!(!here.is_empty());
    assert_eq!(here, chosen);
}

#[test]
fn what_nobody_knows_is_neither_yes_nor_no() {
    let matrix = bundled::matrix(Cloud::Aws).unwrap();
    let open = plan(None, None);
    let all = found(&matrix, &open, "").len();
    for name in
        ["provider:anthropic", "task:chat", "ctx:>=200k", "realtime:yes", "input:image", "output:>=8k"]
    {
        let unknown = format!("{}:unknown", name.split(':').next().unwrap());
        let counts = [name, &format!("-{name}"), &unknown].map(|text| found(&matrix, &open, text).len());
        assert_eq!(counts.iter().sum::<usize>(), all, "{name} {counts:?}");
    }
}

#[test]
fn a_region_is_found_by_where_it_is_and_what_it_offers() {
    use crate::choice::tally::Tally;
    let matrix = bundled::matrix(Cloud::Aws).unwrap();
    let plan = plan(Some("pay-per-token"), None);
    let found = |text: &str| {
        let (query, mut scratch) = (Query::read(text, &Vocabulary::regions(&matrix)), Scratch::default());
        assert_eq!(query.mistakes(), [], "{text}");
        let criteria = plan.criteria(&matrix, day());
        let rows = matrix.regions().iter();
        rows.filter(|region| {
            region_match(&query, region, || Tally::of(criteria, region), &mut scratch).is_some()
        })
        .map(|region| region.id.0.clone())
        .collect::<Vec<_>>()
    };
    assert!(found("geo:eu open:>=10").contains(&"eu-west-1".to_owned()));
    assert_eq!(found("country:germany"), ["eu-central-1"]);
    assert!(found("in-geo:unknown").contains(&"ap-southeast-3".to_owned()));
    assert!(!found("in-geo:<5").contains(&"ap-southeast-3".to_owned()));
    assert!(!found("-in-geo:<5").contains(&"ap-southeast-3".to_owned()));
}

const TERMS: &[&str] = &[
    "claude",
    "l",
    "provider:anthropic",
    "task:chat",
    "input:image",
    "mode:pay-per-token",
    "mode:ai-functions",
    "region:eu-west-1",
    "region:us-east-1",
    "region:ap-southeast-3",
    "geo:eu",
    "geo:asia",
    "status:preview",
    "status:unknown",
    "routing:no",
    "routing:yes",
    "routing:unknown",
    "realtime:yes",
    "verdict:available",
    "verdict:unknown",
    "lifecycle:retired",
    "retires:<90d",
    "retires:none",
    "retires:unknown",
    "ctx:>=200k",
    "ctx:unknown",
    "ends:<12m",
    "ends:none",
    "output:>=8k",
    "output:?",
    "price:<10",
    "price:>=142.857",
    "price:unknown",
    "taks:chat",
    "mode:",
];

/// Terms, some of them turned around.
fn terms() -> impl Strategy<Value = Vec<String>> {
    let term = (prop::sample::select(TERMS), any::<bool>()).prop_map(|(term, negated)| {
        if negated && term.contains(':') { format!("-{term}") } else { term.to_owned() }
    });
    proptest::collection::vec(term, 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What matches everything matches each part, and any part taken away takes nothing away.
    #[test]
    fn fewer_terms_never_leave_fewer_models(
        terms in terms(),
        at in any::<prop::sample::Index>(),
        mode in prop::sample::select(vec![None, Some("pay-per-token"), Some("external-models")]),
        region in prop::sample::select(vec![None, Some("us-east-1"), Some("ap-southeast-3")]),
    ) {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let plan = plan(mode, region);
        let whole = found(&matrix, &plan, &terms.join(" "));
        let mut fewer = terms.clone();
        fewer.remove(at.index(terms.len()));
        let part = found(&matrix, &plan, &fewer.join(" "));
        prop_assert!(whole.iter().all(|id| part.contains(id)), "{terms:?}");
        for term in &terms {
            let alone = found(&matrix, &plan, term);
            prop_assert!(whole.iter().all(|id| alone.contains(id)), "{term}");
        }
    }
}
