//! What pages say of ends and of routing, over what was known: who has the last word, and where they disagree.

use chrono::NaiveDate;

use super::facts::{Ending, Facts, Rule};
use super::report::Report;
use crate::matrix::{
    DateKind, LifecycleFact, Matrix, Mode, ModelId, Region, RoutingRule, RoutingScope, Scope, State,
};

/// The pages that facts come from: what each is called, and the day it speaks for.
pub struct Dated<'p> {
    /// What each page is called.
    pub names: &'p [String],
    /// The day each speaks for.
    pub days: &'p [NaiveDate],
}

/// The modes in which the region table read offers a model; where it offers it nowhere, those known before.
fn offered(model: &ModelId, facts: &Facts, known: &Matrix) -> Vec<Mode> {
    let lists = |mode: Mode| {
        facts.rows.iter().any(|row| row.mode == mode && row.listed.iter().any(|(listed, _)| listed == model))
    };
    let modes: Vec<Mode> = Mode::HOSTED.into_iter().filter(|mode| lists(*mode)).collect();
    if !modes.is_empty() {
        return modes;
    }
    known.model(model).map(|model| known.modes_of(model)).unwrap_or_default()
}

/// The endings that hold, one per model and mode, against each other and against what was known.
pub fn endings(facts: &Facts, known: &Matrix, pages: &Dated<'_>, report: &mut Report) -> Vec<Ending> {
    let mut held: Vec<(Mode, Ending)> = Vec::new();
    for ending in &facts.endings {
        let mut modes = ending.modes.clone();
        if modes.is_empty() {
            modes = offered(&ending.model, facts, known);
        }
        if modes.is_empty() {
            modes = Mode::HOSTED.to_vec();
        }
        for mode in modes {
            let before = held.iter().position(|(held, before)| *held == mode && before.model == ending.model);
            match before {
                None => held.push((mode, ending.clone())),
                Some(at) => reconcile(&mut held[at].1, ending, mode, pages, report),
            }
        }
    }
    held.retain(|(mode, ending)| outlives_known(ending, *mode, known, pages, report));
    let mut endings: Vec<Ending> = Vec::new();
    for (mode, ending) in held {
        let ending = Ending { modes: Vec::new(), ..ending };
        match endings.iter_mut().find(|known| (Ending { modes: Vec::new(), ..(*known).clone() }) == ending) {
            Some(known) => known.modes.push(mode),
            None => endings.push(Ending { modes: vec![mode], ..ending }),
        }
    }
    endings
}

/// Whether a page only says that a model goes or went, without the day.
fn is_vague(ending: &Ending) -> bool {
    ending.retires.is_none() || ending.date_kind == DateKind::Seen
}

/// Two pages, or two sentences, about one model in one mode.
fn reconcile(first: &mut Ending, second: &Ending, mode: Mode, pages: &Dated<'_>, report: &mut Report) {
    if is_vague(first) && !is_vague(second) {
        let vague = std::mem::replace(first, second.clone());
        first.redirect = first.redirect.clone().or(vague.redirect);
    } else if !is_vague(second) && first.retires != second.retires {
        let say = |ending: &Ending| {
            let day = ending.retires.map(|day| day.to_string()).unwrap_or_default();
            format!("{day} ('{}')", pages.names[ending.page])
        };
        report.contradict(format!(
            "{} in {}: two dates of retirement, {} and {}; the first is kept",
            first.model,
            mode.name(),
            say(first),
            say(second)
        ));
    }
    if first.retires == second.retires || is_vague(second) {
        first.redirect = first.redirect.clone().or_else(|| second.redirect.clone());
        if first.replaced_by.is_empty() {
            first.replaced_by.clone_from(&second.replaced_by);
        }
    }
}

/// Whether an ending says more than what was known of the model in the mode.
fn outlives_known(
    ending: &Ending,
    mode: Mode,
    known: &Matrix,
    pages: &Dated<'_>,
    report: &mut Report,
) -> bool {
    let Some(model) = known.model(&ending.model) else { return true };
    let day = pages.days[ending.page];
    let mut outlives = true;
    for fact in known.facts_about(model, mode) {
        let read = known.sources_of_fact(fact).filter_map(|source| source.read).max();
        let differs = !is_vague(ending) && fact.retires.is_some() && fact.retires != ending.retires;
        let known_day = fact.retires.map(|day| day.to_string()).unwrap_or_default();
        if read.is_some_and(|read| read > day) {
            if differs {
                report.contradict(format!(
                    "{} in {}: '{}' says another date of retirement than a later source, which names {known_day}; \
                     the later one is kept",
                    ending.model,
                    mode.name(),
                    pages.names[ending.page]
                ));
            }
            outlives = false;
        } else if is_vague(ending) && fact.retires.is_some() {
            let still_ahead =
                ending.state == State::Retired && fact.retires.is_some_and(|retires| retires > day);
            if still_ahead {
                report.contradict(format!(
                    "{} in {}: no longer available on {day}, although its retirement was announced for {known_day}",
                    ending.model,
                    mode.name()
                ));
            } else {
                outlives = false;
            }
        }
    }
    outlives
}

/// The facts known from earlier imports that the program does not ship and the pages do not speak of.
pub fn carried<'k>(
    known: &'k Matrix,
    shipped: &Matrix,
    endings: &[Ending],
) -> Vec<(&'k LifecycleFact, Vec<Mode>)> {
    let ships = |fact: &LifecycleFact| {
        shipped
            .lifecycle_facts()
            .iter()
            .any(|shipped| LifecycleFact { sources: fact.sources.clone(), ..shipped.clone() } == *fact)
    };
    let facts = known.lifecycle_facts().iter().filter(|fact| !ships(fact));
    let spoken = |fact: &LifecycleFact, mode: Mode| {
        endings.iter().any(|ending| ending.model == fact.model && ending.modes.contains(&mode))
    };
    facts
        .map(|fact| {
            (fact, fact.modes.iter().copied().filter(|mode| !spoken(fact, *mode)).collect::<Vec<_>>())
        })
        .filter(|(_, modes)| !modes.is_empty())
        .collect()
}

/// The routing rules that hold, with their modes, unless a later source was known.
pub fn rules(
    facts: &Facts,
    known: &Matrix,
    pages: &Dated<'_>,
    report: &mut Report,
) -> Vec<(Rule, Vec<Mode>)> {
    let mut rules: Vec<(Rule, Vec<Mode>)> = Vec::new();
    for rule in &facts.rules {
        if let Some((first, _)) = rules.iter().find(|(known, _)| known.model == rule.model) {
            if first.scope != rule.scope {
                report.contradict(format!("{}: two rules about routing; the first is kept", rule.model));
            }
            continue;
        }
        let mut modes = offered(&rule.model, facts, known);
        if modes.is_empty() {
            modes.push(Mode::PayPerToken);
        }
        if let Some(model) = known.model(&rule.model) {
            let day = pages.days[rule.page];
            modes.retain(|mode| {
                let before = known.routing_rule(model, *mode);
                let read = before.and_then(|before| known.source_of_rule(before).read);
                read.is_none_or(|read| read <= day)
            });
        }
        if !modes.is_empty() {
            rules.push((rule.clone(), modes));
        }
    }
    rules
}

/// The rules known from earlier imports that the program does not ship and the pages do not speak of.
pub fn carried_rules<'k>(
    known: &'k Matrix,
    shipped: &Matrix,
    rules: &[(Rule, Vec<Mode>)],
) -> Vec<(&'k RoutingRule, Vec<Mode>)> {
    let ships = |rule: &RoutingRule| {
        shipped
            .routing_rules()
            .iter()
            .any(|shipped| RoutingRule { source: rule.source, ..shipped.clone() } == *rule)
    };
    let own = known.routing_rules().iter().filter(|rule| !ships(rule));
    let spoken = |old: &RoutingRule, mode: Mode| {
        rules.iter().any(|(rule, modes)| rule.model == old.model && modes.contains(&mode))
    };
    own.map(|old| (old, old.modes.iter().copied().filter(|mode| !spoken(old, *mode)).collect::<Vec<_>>()))
        .filter(|(_, modes)| !modes.is_empty())
        .collect()
}

/// Rules that the cells of the same pages do not keep.
pub fn broken_rules(rules: &[(Rule, Vec<Mode>)], made: &Matrix, report: &mut Report) {
    for (rule, modes) in rules {
        let Some(model) = made.model(&rule.model) else { continue };
        for mode in modes {
            let in_geo = |region: &&Region| {
                matches!(
                    made.availability(model, *mode, region),
                    crate::matrix::Availability::Listed { scope: Scope::InGeo, .. }
                )
            };
            let inside: Vec<&str> = made
                .regions()
                .iter()
                .filter(|region| needs(rule.scope, region))
                .filter(in_geo)
                .map(|region| region.id.0.as_str())
                .collect();
            if !inside.is_empty() {
                report.contradict(format!(
                    "{} in {}: a notice asks for routing, the table lists it without ⥂ in {}",
                    rule.model,
                    mode.name(),
                    inside.join(", ")
                ));
            }
        }
    }
}

/// Whether a rule asks for routing in a region; a region of unknown Geo is not held against it.
fn needs(scope: RoutingScope, region: &Region) -> bool {
    let us = region.country.as_deref() == Some("United States");
    let known = region.geo.is_some();
    match scope {
        RoutingScope::EveryRegion => true,
        RoutingScope::OutsideUs => known && !us,
        RoutingScope::OutsideUsAndEu => {
            known && !us && region.geo.as_ref().is_some_and(|geo| geo.0 != "Europe")
        }
    }
}
