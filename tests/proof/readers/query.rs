//! The three filter languages: of models, of regions, of decisions.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use fastrand::Rng;
use servemap::check::{self, LoadedPlan};
use servemap::choice::filter::{Filter, region_match};
use servemap::choice::filter_language::{Completions, Explanation, Query, Scratch, Vocabulary};
use servemap::choice::tally::Tally;
use servemap::matrix::{Mode, RegionId};
use servemap::plan::Plan;
use servemap::review::{self, Column, DecisionSummary, SummaryOptions};

use super::change::{HOSTILE, Source, pick};
use super::{fixtures, hold};
use crate::run::{Proof, Rounds};

/// Filters that people type, and pieces of them.
const TERMS: &[&str] = &[
    "claude",
    "llama 4",
    "\"llama 4\"",
    "gpt-oss",
    "provider:anthropic",
    "-provider:meta",
    "task:embedding",
    "task:chat",
    "input:image",
    "mode:pay-per-token",
    "mode:ai-functions",
    "region:eu-west-1",
    "region:\"US East (Ohio)\"",
    "geo:eu",
    "-geo:asia",
    "status:preview",
    "status:ga",
    "routing:no",
    "realtime:yes",
    "verdict:available",
    "verdict:blocked",
    "lifecycle:retired",
    "retires:<90d",
    "retires:<2026-12-31",
    "retires:none",
    "ends:<12m",
    "ctx:>=200k",
    "ctx:unknown",
    "output:>=8k",
    "price:<0.5",
    "price:?",
    "country:germany",
    "in-geo:>5",
    "cross-geo:0",
    "preview:<=2",
    "open:>=10",
    "blocked:<10",
    "owner:ml-platform",
    "owner:dana-novak",
    "status:proposed",
    "status:not-stated",
    "verdict:broken",
    "due:<30d",
    "left:<1y",
    "approved:no",
    "guardrails:open",
    "model:maverick",
    "taks:chat",
    "-tas",
    "task:",
    ":chat",
    "task:chta",
    "ctx:>=x",
    "-",
    "\"",
    "region:westeurope",
    "retires:90d",
];

const PIECES: &[&str] = &[
    "-", ":", "\"", " ", "<", "<=", ">", ">=", "=", "k", "m", "90d", "12w", "1y", "unknown", "?", "none",
    ".", ",", "0", "e",
];

static SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new(TERMS.iter().copied(), PIECES));

/// A filter of some terms, some of them changed.
fn filter(random: &mut Rng) -> String {
    let terms = (0..pick(random, &[1, 1, 2, 3, 5])).map(|_| match random.u8(..10) {
        0..6 => pick(random, TERMS).to_owned(),
        6..9 => SOURCE.text(random),
        _ => pick(random, HOSTILE).to_owned(),
    });
    let mut filter = terms.collect::<Vec<_>>().join(pick(random, &[" ", " ", "  ", "\u{3000}", "\n", ""]));
    if random.u8(..50) == 0 {
        filter = filter.repeat(100);
    }
    filter.truncate((0..=filter.len().min(5000)).rev().find(|at| filter.is_char_boundary(*at)).unwrap_or(0));
    filter
}

/// Which rows a filter leaves, by their places.
type Rows<'a> = Box<dyn Fn(&Query) -> BTreeSet<usize> + 'a>;

/// A list that is filtered.
struct List<'a> {
    vocabulary: Vocabulary,
    rows: Rows<'a>,
}

/// Models under a plan.
fn models(plan: &Plan) -> List<'_> {
    let criteria = plan.criteria(fixtures::aws(), fixtures::day());
    let rows = move |query: &Query| {
        let (filter, mut scratch) = (Filter::new(query, criteria), Scratch::default());
        let candidates = criteria.candidates().enumerate();
        candidates
            .filter(|(_, model)| filter.matches(model, None, &mut scratch).is_some())
            .map(|(at, _)| at)
            .collect()
    };
    List { vocabulary: Vocabulary::models(fixtures::aws()), rows: Box::new(rows) }
}

fn regions(plan: &Plan) -> List<'_> {
    let criteria = plan.criteria(fixtures::aws(), fixtures::day());
    let regions = fixtures::aws().regions();
    let rows = move |query: &Query| {
        let mut scratch = Scratch::default();
        let mut matches = |at: &usize| {
            let region = &regions[*at];
            region_match(query, region, || Tally::of(criteria, region), &mut scratch).is_some()
        };
        (0..regions.len()).filter(|at| matches(at)).collect()
    };
    List { vocabulary: Vocabulary::regions(fixtures::aws()), rows: Box::new(rows) }
}

fn decisions() -> List<'static> {
    static SUMMARIES: LazyLock<Vec<DecisionSummary>> = LazyLock::new(|| {
        let file = |(at, bytes): (usize, Vec<u8>)| check::File {
            name: format!("plan-{at}.toml"),
            text: Ok(String::from_utf8(bytes).unwrap()),
            documents: Vec::new(),
        };
        let mut files: Vec<check::File> = fixtures::plans().into_iter().enumerate().map(file).collect();
        files.push(check::File {
            name: "broken.toml".into(),
            text: Ok("mode = ".into()),
            documents: Vec::new(),
        });
        let plans: Vec<LoadedPlan> = files.into_iter().map(check::read).collect();
        let matrices = std::slice::from_ref(fixtures::aws());
        review::summarize(
            &plans,
            &SummaryOptions { as_of: fixtures::day(), matrices, within: 90, required_approvals: Some(1) },
        )
    });
    let rows = |query: &Query| {
        let found = review::found(&SUMMARIES, query, fixtures::day(), (Column::Verdict, false));
        found.into_iter().map(|(place, _)| place).collect()
    };
    List {
        vocabulary: review::vocabulary(&SUMMARIES, std::slice::from_ref(fixtures::aws())),
        rows: Box::new(rows),
    }
}

/// A plan with some of its choices made.
fn choices(random: &mut Rng) -> Plan {
    Plan {
        mode: pick(
            random,
            &[None, Some(Mode::PayPerToken), Some(Mode::ProvisionedThroughput), Some(Mode::ExternalModels)],
        ),
        region: pick(random, &[None, Some("us-east-1"), Some("ap-southeast-3"), Some("nowhere")])
            .map(|id| RegionId(id.into())),
        ..Plan::default()
    }
}

fn name(list: u8) -> &'static str {
    ["models", "regions", "decisions"][usize::from(list)]
}

#[test]
fn any() {
    let proof =
        Proof { name: "readers query any", what: "filters", rounds: Rounds { short: 30, long: 40_000 } };
    let decisions = decisions();
    proof.run(|round| {
        let (plan, of) = (choices(&mut round.random), round.random.u8(..3));
        let text = filter(&mut round.random);
        let cursor = round.random.usize(..=text.len());
        round.input(format!(
            "of {}, with {:?} and {:?}, the cursor at {cursor}: {text:?}",
            name(of),
            plan.mode,
            plan.region
        ));
        match of {
            0 => holds_together(&models(&plan), &text, cursor),
            1 => holds_together(&regions(&plan), &text, cursor),
            _ => holds_together(&decisions, &text, cursor),
        }
    });
}

fn holds_together(list: &List<'_>, text: &str, cursor: usize) {
    let query = Query::read(text, &list.vocabulary);
    // Each term and each mistake has a place of its own, in the order of the text.
    let terms: Vec<Range<usize>> = query.terms().iter().map(|term| term.span.clone()).collect();
    let mistakes: Vec<Range<usize>> = query.mistakes().iter().map(|mistake| mistake.span.clone()).collect();
    for spans in [&terms, &mistakes] {
        assert!(
            spans.iter().all(|span| text.get(span.clone()).is_some_and(|part| !part.is_empty())),
            "{spans:?}"
        );
        assert!(spans.is_sorted_by(|one, next| one.end <= next.start), "{spans:?}");
    }
    assert!(
        terms
            .iter()
            .all(|term| mistakes.iter().all(|other| term.end <= other.start || other.end <= term.start))
    );
    for mistake in query.mistakes() {
        hold::is_safe_line("a mistake", &mistake.sentence());
        assert!(!mistake.message.is_empty() && !mistake.expected.is_empty(), "{mistake:?}");
    }
    // A mistake takes no row: what is left of the text leaves the same rows.
    let all = (list.rows)(&Query::default());
    let rows = (list.rows)(&query);
    let right = terms.iter().map(|span| &text[span.clone()]).collect::<Vec<_>>().join(" ");
    let of_right = Query::read(&right, &list.vocabulary);
    assert_eq!(of_right.mistakes(), [], "{right:?}");
    assert_eq!(rows, (list.rows)(&of_right), "without its mistakes: {right:?}");
    // Each term alone leaves those rows, and perhaps more; with its dash turned round, none of them.
    for at in 0..terms.len().min(4) {
        let alone = (list.rows)(&query.with_terms(at..at + 1));
        assert!(rows.is_subset(&alone), "term {at} alone leaves less");
        assert!(alone.is_subset(&all));
    }
    if rows.is_empty() {
        let explanation = Explanation::of(&query, all.len(), |part| (list.rows)(part).len());
        for line in explanation.lines(text, "rows") {
            hold::is_safe_line("why nothing is left", &line);
        }
    }
    can_be_completed(list, text, cursor);
}

fn can_be_completed(list: &List<'_>, text: &str, cursor: usize) {
    let Completions { span, choices } = Query::complete(text, cursor, &list.vocabulary);
    assert!(text.get(span.clone()).is_some(), "{span:?}");
    assert!(
        choices.is_empty() || (span.start <= cursor && cursor <= span.end),
        "{span:?} is not at {cursor}"
    );
    for choice in choices.iter().take(3) {
        hold::is_safe_line("a choice", choice);
        let completed = format!("{}{choice}{}", &text[..span.start], &text[span.end..]);
        let _ = Query::read(&completed, &list.vocabulary);
    }
}

/// What a qualifier lets through and what it lets through with a dash have nothing in common; what is in neither, nobody
/// knows.
#[test]
fn a_dash() {
    let proof =
        Proof { name: "readers query a_dash", what: "filters", rounds: Rounds { short: 15, long: 15_000 } };
    let decisions = decisions();
    proof.run(|round| {
        let plan = choices(&mut round.random);
        let term = pick(&mut round.random, TERMS).trim_start_matches('-');
        round.input(format!("{term} with {:?} and {:?}", plan.mode, plan.region));
        let lists = [models(&plan), regions(&plan)];
        for list in lists.iter().chain([&decisions]) {
            let [with, without] =
                [term.to_owned(), format!("-{term}")].map(|text| Query::read(&text, &list.vocabulary));
            if with.questions().count() == 1 && without.questions().count() == 1 {
                let both = &(list.rows)(&with) & &(list.rows)(&without);
                assert!(
                    plan.mode.is_none() || plan.region.is_none() || both.is_empty(),
                    "rows {both:?} are in both"
                );
            }
        }
    });
}
