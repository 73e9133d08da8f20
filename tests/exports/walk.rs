//! Every document of every verdict, over the bundled matrices: no sentence clears what a gate blocks or does not know.

use std::collections::{HashMap, HashSet};

use servemap::decision::Decision;
use servemap::export::{self, Export, Templates};
use servemap::gates::{Outcome, Verdict};
use servemap::matrix::{Lifecycle, Mode, Model, Workload};
use servemap::plan::{Plan, Posture, PreviewRule, Residency, Routing, Use};

use super::{Cloud, matrix};

/// While a redirect runs, near the day of the matrices, and after most of the announced ends.
const DAYS: [&str; 3] = ["2026-04-01", "2026-10-20", "2027-02-01"];

/// Every so many regions are walked; what a document says depends on the cell, not on the region's name.
const REGIONS: usize = 17;

fn postures() -> [(Posture, Option<Workload>); 4] {
    let strict = Posture {
        residency: Residency::InGeo,
        routing: Routing::Off,
        preview: PreviewRule::Deny,
        usage: Use::New,
        ..Posture::default()
    };
    let in_geo = Posture { residency: Residency::InGeo, routing: Routing::On, ..Posture::default() };
    let open = Posture { routing: Routing::On, usage: Use::Existing, ..Posture::default() };
    [
        (Posture::default(), None),
        (strict, None),
        (in_geo, Some(Workload::Interactive)),
        (open, Some(Workload::Sla)),
    ]
}

fn state(decision: &Decision<'_>) -> &'static str {
    match decision.case.lifecycle() {
        Lifecycle::Active => "active",
        Lifecycle::Legacy(_) => "legacy",
        Lifecycle::Deprecated { .. } => "deprecated",
        Lifecycle::Redirected { .. } => "redirected",
        Lifecycle::Unclear { .. } => "unclear",
        Lifecycle::Retired { .. } => "retired",
    }
}

/// A decision of each kind: by mode, what each gate says, the state of the model, and whether its replacement is
/// refused. `look` sees each kind once.
fn walk(mut look: impl FnMut(&Decision<'_>)) -> HashMap<(&'static str, &'static str), usize> {
    let mut seen = HashSet::new();
    let mut met = HashMap::new();
    for cloud in Cloud::ALL {
        let matrix = matrix(cloud);
        for (at, (posture, workload)) in postures().into_iter().enumerate() {
            for (mode, region) in Mode::ALL
                .into_iter()
                .flat_map(|mode| matrix.regions().iter().step_by(REGIONS).map(move |region| (mode, region)))
            {
                let other =
                    (at == 3).then(|| matrix.regions().last().map(|region| region.id.clone())).flatten();
                let mut plan = Plan {
                    cloud,
                    mode: Some(mode),
                    region: Some(region.id.clone()),
                    secondary: other,
                    posture: posture.clone(),
                    workload,
                    ..Plan::default()
                };
                for (place, model) in matrix.models().iter().enumerate() {
                    plan.model = Some(model.id.clone());
                    // A replacement for every second: the next model of the list, whatever it is.
                    let next = (place % 2 == 0).then(|| matrix.models().get(place + 1)).flatten();
                    plan.record.replacement = next.map(|next| next.id.clone());
                    for day in DAYS {
                        let decision = plan.decide(matrix, servemap::date::parse(day).unwrap()).unwrap();
                        let outcomes: Vec<Outcome> =
                            decision.judged.iter().map(|(_, judgement)| judgement.outcome).collect();
                        let refused = decision.replacement.as_ref().map(|next| next.refused.is_some());
                        let state = state(&decision);
                        if seen.insert((mode, outcomes, state, refused)) {
                            *met.entry((decision.judged.verdict.id(), state)).or_default() += 1;
                            look(&decision);
                        }
                    }
                }
            }
        }
    }
    met
}

fn outcome(decision: &Decision<'_>, gate: &str) -> Outcome {
    decision.judged.iter().find(|(each, _)| each.id == gate).unwrap().1.outcome
}

/// Whether a sentence that is only true where some gates let the model through may stand in a document.
fn may_stand(line: &str, decision: &Decision<'_>) -> bool {
    let external = decision.mode == Mode::ExternalModels;
    let passes = |gate| outcome(decision, gate) == Outcome::Pass;
    let is_there = ["mode", "region"].into_iter().all(|gate| outcome(decision, gate) <= Outcome::Warn);
    let label = decision.model.label();
    let says = |words: &str| line.contains(words);
    (!says("Check release notes") || passes("retirement") && !external)
        && (!says("Nothing is announced") || passes("retirement") && !external)
        && (!says("content stays in") || passes("routing") && decision.judged.verdict.is_open())
        && (!says("Routing required: No") || is_there && outcome(decision, "routing") != Outcome::Unknown)
        && (!line.ends_with("Routing required: No") || outcome(decision, "routing") != Outcome::Block)
        && (!line.ends_with("Status: GA")
            || is_there && passes("retirement") && outcome(decision, "status") <= Outcome::Warn)
        && (!line.ends_with(&format!("Every call to {label}"))
            || state(decision) == "active"
            || state(decision) == "legacy")
        && (!says(": available")
            || decision.judged.verdict == Verdict::Available
            || says("Replacement")
            || says("- "))
        && (!says("No gate stands against it") || says("- "))
}

fn cells(row: &str) -> Vec<&str> {
    row.trim_matches('|').split('|').map(str::trim).collect()
}

fn check_row(text: &str, decision: &Decision<'_>) {
    let row = cells(text.lines().nth(2).unwrap());
    let (preview, routing, retirement) = (row[3], row[4], row[5]);
    let told = || format!("{text}\n{:?}", decision.judged);
    if decision.mode == Mode::ExternalModels {
        let unsaid = [preview, routing, retirement];
        assert!(unsaid.iter().all(|cell| cell.contains("nknown") || cell.contains("locked")), "{}", told());
        return;
    }
    for gate in ["mode", "region"] {
        match outcome(decision, gate) {
            Outcome::Block => {
                assert!(preview.contains("Blocked") && routing.contains("Blocked"), "{}", told());
            }
            Outcome::Unknown if gate == "region" => {
                let open = |cell: &str| cell.contains("nknown") || cell.contains("locked");
                assert!(open(preview) && open(routing) || routing.starts_with("Yes"), "{}", told());
            }
            _ => {}
        }
    }
    for (gate, cell) in [("routing", routing), ("status", preview), ("retirement", retirement)] {
        let blocked = outcome(decision, gate) == Outcome::Block;
        let says_so = cell.contains("locked") || cell.contains("Retired");
        assert!(!blocked || says_so, "{gate}: {}", told());
        let unknown = outcome(decision, gate) == Outcome::Unknown;
        assert!(!unknown || cell.contains("nknown") || says_so, "{gate}: {}", told());
    }
}

/// Whoever goes without a decision's model is told who is recommended, and what stands against it.
fn check_runbook(text: &str, decision: &Decision<'_>) {
    let next = text.lines().find(|line| line.starts_with("- What we migrate to next")).unwrap();
    match &decision.replacement {
        Some(replacement) => {
            assert_eq!(replacement.refused.is_some(), next.contains(": refused."), "{text}");
            assert!(next.contains(replacement.model.label()), "{text}");
        }
        None => {
            for way in decision.case.recommended() {
                assert!(next.contains(way.model.label()) && next.contains("None is chosen"), "{text}");
            }
        }
    }
    let first = text.lines().nth(2).unwrap();
    match decision.case.lifecycle() {
        lifecycle @ Lifecycle::Retired { since: Some(_), .. } => {
            let retired = format!("({lifecycle})");
            assert!(first.starts_with("NOT CLEARED") && first.contains(&retired), "{text}");
            assert!(text.contains(&format!("any use {retired}")), "{text}");
        }
        Lifecycle::Redirected { redirect, .. } => {
            assert!(first.contains(&redirect.from.to_string()) || first.starts_with("NOT CLEARED"), "{text}");
        }
        Lifecycle::Deprecated { retires, .. } => {
            assert!(first.contains(&retires.to_string()) || first.starts_with("NOT CLEARED"), "{text}");
        }
        _ => {}
    }
}

#[test]
fn no_document_clears_what_a_gate_blocks_or_does_not_know() {
    let templates = Templates::default();
    let met = walk(|decision| {
        let judged = &decision.judged;
        for export in Export::ALL {
            let text = export::render(export, decision, &templates).unwrap();
            let told = || format!("{}\n{text}", export.id());
            assert_eq!(text.contains("NOT CLEARED"), !judged.verdict.is_open(), "{}", told());
            for line in text.lines() {
                assert!(may_stand(line, decision), "{line}\n{}", told());
            }
            if !judged.verdict.is_open() {
                let line = text.lines().find(|line| line.starts_with("NOT CLEARED")).unwrap();
                let worst = judged.iter().filter(|(_, says)| Verdict::from(says.outcome) == judged.verdict);
                for (gate, _) in worst {
                    assert!(line.contains(gate.title), "{}: {}", gate.title, told());
                }
            }
            match export {
                Export::Note if !judged.verdict.is_open() => {
                    assert!(text.starts_with("NOT CLEARED"), "{text}");
                }
                Export::Note => assert!(text.starts_with("We will use"), "{text}"),
                Export::Row => check_row(&text, decision),
                Export::Runbook => check_runbook(&text, decision),
                Export::Full | Export::Record => {}
            }
            let refused = decision.replacement.as_ref().is_some_and(|next| next.refused.is_some());
            if refused && export != Export::Row {
                assert!(text.contains("refused"), "{}", told());
            }
            let json = export::json(export, decision);
            assert_eq!(json["not_cleared"].is_null(), judged.verdict.is_open(), "{json:#}");
        }
    });
    for verdict in Verdict::ALL {
        assert!(met.keys().any(|(word, _)| *word == verdict.id()), "{met:?}");
    }
    for state in ["active", "deprecated", "redirected", "retired"] {
        assert!(met.keys().any(|(_, known)| *known == state), "{state}: {met:?}");
    }
    assert!(met.values().sum::<usize>() > 150, "{met:?}");
}

/// What was considered stands in the note with the gate that removed it, whatever name the plan gives it.
#[test]
fn a_note_tells_of_each_model_considered_which_gate_removed_it() {
    let aws = matrix(Cloud::Aws);
    let named =
        |model: &Model| [model.name.clone(), model.id.0.to_uppercase(), model.label().replace('-', " ")];
    let model = aws.find_model("databricks-llama-4-maverick", None).unwrap();
    for name in named(model) {
        let text = format!(
            "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\nregion = \"us-east-1\"\n\
             model = \"databricks-claude-sonnet-4-5\"\nconsidered = [\"{name}\", \"gibberish\"]\n"
        );
        let mut plan = servemap::plan::file::read("plan.toml", &text).unwrap();
        plan.resolve(aws);
        let decision = plan.decide(aws, servemap::date::parse("2026-10-20").unwrap()).unwrap();
        let note = export::render(Export::Note, &decision, &Templates::default()).unwrap();
        let line = note.lines().find(|line| line.starts_with("- databricks-llama-4-maverick: ")).unwrap();
        assert!(!line.contains("does not know it"), "{line}");
        assert!(note.contains("- gibberish: unknown. ") && note.contains("does not know it"), "{note}");
    }
}
