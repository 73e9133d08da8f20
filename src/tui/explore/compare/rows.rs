//! The table of the comparison, for models and for regions.

use crate::gates::{Case, Gate, Judged, Outcome, RETIREMENT, Verdict, gates};
use crate::gates::{Failover, failover};
use crate::matrix::{Lifecycle, Mode, Model, ModelId, Region, RegionId, Task};
use crate::text::Answer;
use crate::tui::session::Session;
use crate::tui::widget::facts;

/// How many ways out are shown.
const WAYS_OUT: usize = 4;

/// What stands side by side.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// What is compared.
    pub title: String,
    pub heads: Vec<Head>,
    pub rows: Vec<ComparisonRow>,
}

/// The top of a column.
#[derive(Debug)]
pub(super) struct Head {
    pub name: String,
    pub mark: Mark,
}

/// How the plan names a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// The chosen model, the primary region.
    Chosen,
    /// A considered model, the secondary region.
    Second,
    None,
}

/// One row: a cell for each column.
#[derive(Debug)]
pub(super) struct ComparisonRow {
    pub label: &'static str,
    pub cells: Vec<Cell>,
}

/// What one cell says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Verdict(Verdict),
    Gate(Outcome, String),
    Words(String),
    /// No source says it.
    Unknown,
    Ways(Vec<(Verdict, String)>),
}

impl Cell {
    fn known(words: Option<String>) -> Self {
        match words {
            Some(words) if !words.is_empty() && words != "?" => Self::Words(words),
            _ => Self::Unknown,
        }
    }
}

/// The verdict of each column, and what each gate says of it.
fn judged_rows(judged: &[Judged<'_>]) -> Vec<ComparisonRow> {
    let cell = |judged: &Judged<'_>, gate| match judged.gate(gate) {
        Some(says) => Cell::Gate(says.outcome, says.reason.to_string()),
        None => Cell::Unknown,
    };
    let row = |gate: &&'static Gate| ComparisonRow {
        label: gate.label,
        cells: judged.iter().map(|judged| cell(judged, gate)).collect(),
    };
    let verdicts = judged.iter().map(|judged| Cell::Verdict(judged.verdict)).collect();
    let mut rows = vec![ComparisonRow { label: "Verdict", cells: verdicts }];
    rows.extend(gates().iter().map(row));
    rows
}

/// Models side by side; all of them are known to the matrix.
pub(super) fn models(session: &Session, ids: &[ModelId]) -> Table {
    let cases: Vec<Case<'_>> = ids
        .iter()
        .filter_map(|id| session.matrix.model(id))
        .map(|model| session.criteria().case(model))
        .collect();
    let judged: Vec<Judged<'_>> = cases.iter().map(Case::judge).collect();
    let row = |label, cell_of: &dyn Fn(&Case<'_>, &Judged<'_>) -> Cell| ComparisonRow {
        label,
        cells: cases.iter().zip(&judged).map(|(case, judged)| cell_of(case, judged)).collect(),
    };
    let mut rows = judged_rows(&judged);
    rows.insert(1, row("Not taken", &|case, _| not_taken(session, case.model)));
    rows.extend([
        row("Provider", &|case, _| Cell::known(case.model.provider.clone())),
        row("Task", &|case, _| Cell::known(case.model.task.map(|task| Task::id(task).to_owned()))),
        row("Context", &|case, _| Cell::known(Some(facts::tokens(case.model.context)))),
        row("Most output", &|case, _| Cell::known(Some(facts::tokens(case.model.max_output)))),
        row("Inputs", &|case, _| Cell::known(Some(facts::inputs(case.model)))),
        row("Price", &|case, _| Cell::known(facts::price(case.model, &session.matrix))),
        row("Ends", &|case, judged| Cell::known(ends(case, judged))),
        row("Failover", &|case, _| failover_words(case)),
        row("Ways out", &|case, judged| ways_out(case, judged)),
    ]);
    let mark = |model: &Model| match () {
        () if session.plan.model.as_ref() == Some(&model.id) => Mark::Chosen,
        () if session.plan.considered(&model.id).is_some() => Mark::Second,
        () => Mark::None,
    };
    let heads: Vec<Head> =
        cases.iter().map(|case| Head { name: case.model.name.clone(), mark: mark(case.model) }).collect();
    let named = super::named(&session.plan);
    let others = named.iter().filter(|id| !cases.iter().any(|case| case.model.id == **id));
    let all = heads.len() + others.count();
    let count = if all > heads.len() { format!("{} of {all}", heads.len()) } else { all.to_string() };
    let mode = session.plan.mode.map_or("no mode chosen", Mode::name);
    let region = session.plan.region.as_ref().map_or("no region", |region| &region.0);
    Table { title: format!("{count} models for {mode} in {region}"), heads, rows }
}

/// What removed it besides the gates: the user's own reason.
fn not_taken(session: &Session, model: &Model) -> Cell {
    if session.plan.model.as_ref() == Some(&model.id) {
        return Cell::Words("chosen".to_owned());
    }
    let reason = session.plan.considered(&model.id).map(|considered| considered.reason.as_str());
    Cell::Words(reason.filter(|reason| !reason.is_empty()).unwrap_or("no reason yet").to_owned())
}

/// When the model ends in the chosen mode; none where the sources do not say, or contradict each other.
fn ends(case: &Case<'_>, judged: &Judged<'_>) -> Option<String> {
    if case.criteria.mode? == Mode::ExternalModels {
        return Some(Answer::ByProvider.name().to_owned());
    }
    let agreed = judged.gate(&RETIREMENT).is_some_and(|says| says.outcome == Outcome::Pass);
    let lifecycle = case.lifecycle();
    (agreed || !matches!(lifecycle, Lifecycle::Active)).then(|| lifecycle.to_string())
}

fn failover_words(case: &Case<'_>) -> Cell {
    match (failover(case), case.criteria.secondary.id()) {
        (_, None) => Cell::Words("no secondary region".to_owned()),
        (Failover::Unknown, Some(_)) => Cell::Unknown,
        (word, Some(id)) => Cell::Words(format!("{id}: {}", word.id())),
    }
}

fn ways_out(case: &Case<'_>, judged: &Judged<'_>) -> Cell {
    if judged.verdict.is_open() {
        return Cell::Words("open here".to_owned());
    }
    let ways = case.alternatives();
    if ways.is_empty() {
        return Cell::Words("none".to_owned());
    }
    Cell::Ways(ways.iter().take(WAYS_OUT).map(|way| (way.verdict, way.words())).collect())
}

/// The primary and the secondary region, then the nearest others that list the model.
pub(super) fn nearest(session: &Session, model: &Model, most: usize) -> Vec<RegionId> {
    let facts = session.criteria();
    let chosen = [facts.region.region(), facts.secondary.region()].into_iter().flatten();
    let listed = facts.mode.map(|mode| facts.matrix.regions_listing(model, mode, facts.region.region()));
    let mut ids: Vec<RegionId> = Vec::new();
    for region in chosen.chain(listed.into_iter().flatten()) {
        if !ids.contains(&region.id) {
            ids.push(region.id.clone());
        }
    }
    ids.truncate(most);
    ids
}

/// Regions for one model side by side.
pub(super) fn regions(session: &Session, model: &Model, ids: &[RegionId]) -> Table {
    let regions: Vec<&Region> = ids.iter().filter_map(|id| session.matrix.region(id)).collect();
    let cases: Vec<Case<'_>> =
        regions.iter().map(|region| session.criteria().with_primary(region).case(model)).collect();
    let judged: Vec<Judged<'_>> = cases.iter().map(Case::judge).collect();
    let row = |label, cell_of: &dyn Fn(&Region, &Case<'_>) -> Cell| ComparisonRow {
        label,
        cells: regions.iter().zip(&cases).map(|(region, case)| cell_of(region, case)).collect(),
    };
    let primary = session.criteria().region.region();
    let mut rows = judged_rows(&judged);
    rows.extend([
        row("Cell", &|region, case| match case.availability(region).name() {
            "unknown" => Cell::Unknown,
            words => Cell::Words(words.to_owned()),
        }),
        row("Location", &|region, _| Cell::known(Some(region.location.clone()))),
        row("Geo", &|region, _| Cell::known(region.geo.as_ref().map(ToString::to_string))),
        row("Distance", &|region, _| match primary.map(|primary| primary.distance(region)) {
            _ if primary.is_some_and(|primary| primary.id == region.id) => {
                Cell::Words("the primary".to_owned())
            }
            None => Cell::Words("no primary region".to_owned()),
            Some(0) => Cell::Words("same country".to_owned()),
            Some(1) => Cell::Words("same Geo".to_owned()),
            Some(_) => Cell::Words("elsewhere".to_owned()),
        }),
        row("Failover", &|_, case| failover_words(case)),
    ]);
    let mark = |region: &Region| match () {
        () if session.plan.region.as_ref() == Some(&region.id) => Mark::Chosen,
        () if session.plan.secondary.as_ref() == Some(&region.id) => Mark::Second,
        () => Mark::None,
    };
    let heads: Vec<Head> =
        regions.iter().map(|region| Head { name: region.id.to_string(), mark: mark(region) }).collect();
    let mode = session.plan.mode.map_or("no mode chosen", Mode::name);
    Table { title: format!("{} regions for {} in {mode}", heads.len(), model.label()), heads, rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, bundled};
    use crate::plan::Plan;
    use rstest::rstest;
    use std::rc::Rc;

    fn with<T>(plan: &Plan, then: impl FnOnce(&Session) -> T) -> T {
        let day = crate::date::parse("2026-10-20").unwrap();
        let mut session = Session::new(plan.clone(), Rc::new(bundled::matrix(Cloud::Aws).unwrap()), day, day);
        session.judge();
        then(&session)
    }

    fn plan(mode: Mode, region: &str) -> Plan {
        Plan { mode: Some(mode), region: Some(RegionId(region.into())), ..Plan::default() }
    }

    fn texts(table: &Table, label: &str) -> Vec<String> {
        let row = table.rows.iter().find(|row| row.label == label).unwrap();
        let words = row.cells.iter().map(|cell| match cell {
            Cell::Verdict(verdict) => verdict.id().to_owned(),
            Cell::Gate(outcome, _) => outcome.id().to_owned(),
            Cell::Words(words) => words.clone(),
            Cell::Unknown => "?".to_owned(),
            Cell::Ways(ways) => ways.first().map(|(_, words)| words.clone()).unwrap_or_default(),
        });
        words.collect()
    }

    /// What the pages say of two models, and what nobody says: never a blank, never a nought.
    #[rstest]
    #[case("Verdict", ["available", "conditional"])]
    #[case("Mode", ["pass", "pass"])]
    #[case("Not taken", ["chosen", "too dear"])]
    #[case("Context", ["128,000", "?"])]
    #[case("Inputs", ["text", "text, image"])]
    #[case("Ends", ["nothing announced", "nothing announced"])]
    #[case("Failover", ["us-west-2: yes", "us-west-2: yes"])]
    #[case("Ways out", ["open here", "open here"])]
    fn two_models_in_a_row(#[case] label: &str, #[case] expected: [&str; 2]) {
        let ids = [ModelId("databricks-gpt-oss-120b".into()), ModelId("databricks-llama-4-maverick".into())];
        let mut plan = Plan {
            secondary: Some(RegionId("us-west-2".into())),
            ..plan(Mode::ProvisionedThroughput, "us-east-1")
        };
        plan.model = Some(ids[0].clone());
        plan.give_reason(&ids[1], "too dear");
        with(&plan, |session| assert_eq!(texts(&models(session, &ids), label), expected));
    }

    #[test]
    fn no_cell_of_any_model_is_blank_and_every_row_has_all_columns() {
        for mode in [None, Some(Mode::PayPerToken), Some(Mode::ExternalModels)] {
            let plan = Plan { mode, ..plan(Mode::AiFunctions, "eu-west-3") };
            with(&plan, |session| {
                let ids: Vec<ModelId> =
                    session.matrix.models().iter().map(|model| model.id.clone()).collect();
                let table = models(session, &ids);
                assert_eq!(table.heads.len(), ids.len());
                for row in &table.rows {
                    let cells = texts(&table, row.label);
                    assert_eq!(cells.len(), ids.len(), "{}", row.label);
                    assert!(cells.iter().all(|cell| !cell.trim().is_empty()), "{}", row.label);
                }
            });
        }
    }

    #[test]
    fn regions_begin_with_the_chosen_ones_and_go_on_with_the_nearest() {
        let plan =
            Plan { secondary: Some(RegionId("eu-west-1".into())), ..plan(Mode::PayPerToken, "us-east-1") };
        with(&plan, |session| {
            let model = session.matrix.model(&ModelId("databricks-gpt-oss-120b".into())).unwrap();
            let ids = nearest(session, model, 4);
            let codes: Vec<&str> = ids.iter().map(|id| id.0.as_str()).collect();
            assert_eq!(codes[..3], ["us-east-1", "eu-west-1", "us-east-2"], "{codes:?}");
            let table = regions(session, model, &ids);
            assert_eq!(texts(&table, "Distance")[..3], ["the primary", "elsewhere", "same country"]);
            assert_eq!(
                texts(&table, "Failover")[1],
                "no secondary region",
                "a region does not fail over to itself"
            );
        });
    }
}
