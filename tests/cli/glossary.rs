//! `servemap glossary`: a term, all of them, the page in `docs/`, and what happens to a word that is none.

use servemap::choice::filter_language::Qualifier;
use servemap::export::Export;
use servemap::gates::{MODE, Outcome, REGION, RETIREMENT, ROUTING, STATUS, Verdict};
use servemap::glossary;
use servemap::matrix::{Availability, DateKind, Mode, State, Task, Workload};
use servemap::plan::{PreviewRule, Reason, Residency, Routing, TestStatus, Use};
use servemap::text::{Answer, Words};
use servemap::tui::order::{ExploreView, Step};

use super::World;

#[test]
fn a_term_is_explained_with_its_source() {
    let world = World::new();
    let said = world.fine("glossary cross geo");
    assert!(said.starts_with("Cross-Geo\n  The region lists the model by GPU availability"), "{said}");
    assert!(
        said.contains("Source: Model availability by region, https://docs.databricks.com/aws/"),
        "{said}"
    );
    let json = world.run("glossary posture --json").json();
    assert_eq!(json["schema"], "servemap/glossary/1");
    assert_eq!(
        (&json["terms"][0]["term"], &json["terms"][0]["source"]["title"]),
        (&"Posture".into(), &"servemap".into())
    );
    assert!(world.fine("glossary dbu --format markdown").contains("| DBU (also: "), "one row");
    assert!(world.fine("glossary --format table").lines().count() > 50);
}

#[test]
fn a_word_that_is_no_term_gets_the_nearest() {
    let answer = World::new().run("glossary guardrial");
    assert_eq!(answer.code, 2);
    let said = answer.messages;
    assert!(said.contains("no term 'guardrial'") && said.contains("did you mean 'Guardrail'?"), "{said}");
}

#[test]
fn the_page_in_docs_is_the_glossary() {
    let page = World::new().fine("glossary --format markdown");
    assert_eq!(
        page,
        include_str!("../../docs/glossary.md"),
        "servemap glossary --format markdown > docs/glossary.md"
    );
}

/// Every word of the sets that screens show has an entry.
#[test]
fn every_word_of_the_screens_is_explained() {
    fn names<T: Words>() -> Vec<&'static str> {
        T::WORDS.iter().map(|word| word.name).collect()
    }
    let sets = [
        names::<Mode>(),
        names::<Workload>(),
        names::<Verdict>(),
        names::<Outcome>(),
        names::<Availability>(),
        names::<State>(),
        names::<DateKind>(),
        names::<Task>(),
        names::<TestStatus>(),
        names::<Reason>(),
        names::<Residency>(),
        names::<Routing>(),
        names::<PreviewRule>(),
        names::<Use>(),
        names::<Export>(),
        names::<Step>(),
        names::<ExploreView>(),
        names::<Qualifier>(),
        names::<Answer>().into_iter().filter(|name| !matches!(*name, "yes" | "no")).collect(),
        [&MODE, &REGION, &ROUTING, &STATUS, &RETIREMENT].map(|gate| gate.id).to_vec(),
    ];
    for name in sets.iter().flatten() {
        assert!(glossary::entry(name).is_some(), "{name} is in no entry of assets/glossary.toml");
    }
}
