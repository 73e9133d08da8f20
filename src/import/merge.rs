//! What pages say of ends and of routing, over what was known: who has the last word, and where they disagree.

use chrono::NaiveDate;

use super::facts::ExtractedFacts;
use super::parsed_page::ParsedPage;
use super::report::Report;
use crate::matrix::{
    DateKind, LifecycleFact, Matrix, Mode, ModelId, Region, RoutingRule, RoutingScope, Scope, State,
};

/// The pages that facts come from, and the day each speaks for.
pub struct Dated<'p> {
    pub pages: &'p [ParsedPage],
    pub days: &'p [NaiveDate],
}

impl<'p> Dated<'p> {
    /// What the page of an announcement is called.
    fn name(&self, fact: &LifecycleFact) -> &'p str {
        &self.pages[fact.sources[0]].name
    }

    /// The day it speaks for.
    fn day(&self, fact: &LifecycleFact) -> NaiveDate {
        self.days[fact.sources[0]]
    }
}

/// The modes in which the region table read offers a model; where it offers it nowhere, those known before.
fn offered(model: &ModelId, facts: &ExtractedFacts, known: &Matrix) -> Vec<Mode> {
    let lists = |mode: Mode| {
        facts.rows.iter().any(|row| row.mode == mode && row.listed.iter().any(|(listed, _)| listed == model))
    };
    let modes: Vec<Mode> = Mode::HOSTED.into_iter().filter(|mode| lists(*mode)).collect();
    if !modes.is_empty() {
        return modes;
    }
    known.model(model).map(|model| known.modes_of(model)).unwrap_or_default()
}

/// The announcements that hold, one per model and mode, against each other and against what was known.
pub fn announced(
    facts: &ExtractedFacts,
    known: &Matrix,
    pages: &Dated<'_>,
    report: &mut Report,
) -> Vec<LifecycleFact> {
    // One mode each, as long as they are compared.
    let mut held: Vec<LifecycleFact> = Vec::new();
    for fact in &facts.announced {
        let mut modes = fact.modes.clone();
        if modes.is_empty() {
            modes = offered(&fact.model, facts, known);
        }
        if modes.is_empty() {
            modes = Mode::HOSTED.to_vec();
        }
        for mode in modes {
            match held.iter_mut().find(|held| held.modes == [mode] && held.model == fact.model) {
                None => held.push(LifecycleFact { modes: vec![mode], ..fact.clone() }),
                Some(first) => reconcile(first, fact, mode, pages, report),
            }
        }
    }
    held.retain(|fact| outlives_known(fact, fact.modes[0], known, pages, report));
    let mut joined: Vec<LifecycleFact> = Vec::new();
    for fact in held {
        let same = |other: &&mut LifecycleFact| {
            LifecycleFact { modes: other.modes.clone(), ..fact.clone() } == **other
        };
        match joined.iter_mut().find(same) {
            Some(other) => other.modes.extend(fact.modes),
            None => joined.push(fact),
        }
    }
    joined
}

/// Whether a page only says that a model goes or went, without the day.
fn is_vague(fact: &LifecycleFact) -> bool {
    fact.retires.is_none() || fact.date_kind == DateKind::Seen
}

/// Two pages, or two sentences, about one model in one mode.
fn reconcile(
    first: &mut LifecycleFact,
    second: &LifecycleFact,
    mode: Mode,
    pages: &Dated<'_>,
    report: &mut Report,
) {
    if is_vague(first) && !is_vague(second) {
        let clear = LifecycleFact { modes: vec![mode], ..second.clone() };
        let vague = std::mem::replace(first, clear);
        first.redirect = first.redirect.clone().or(vague.redirect);
    } else if !is_vague(second) && first.retires != second.retires {
        let day_and_page = |fact: &LifecycleFact| {
            let day = fact.retires.map(|day| day.to_string()).unwrap_or_default();
            format!("{day} ('{}')", pages.name(fact))
        };
        report.contradict(format!(
            "{} in {}: two dates of retirement, {} and {}; the first is kept",
            first.model,
            mode.name(),
            day_and_page(first),
            day_and_page(second)
        ));
    }
    if first.retires == second.retires || is_vague(second) {
        first.redirect = first.redirect.clone().or_else(|| second.redirect.clone());
        if first.replaced_by.is_empty() {
            first.replaced_by.clone_from(&second.replaced_by);
        }
    }
}

/// Whether an announcement says more than what was known of the model in the mode.
fn outlives_known(
    announced: &LifecycleFact,
    mode: Mode,
    known: &Matrix,
    pages: &Dated<'_>,
    report: &mut Report,
) -> bool {
    let Some(model) = known.model(&announced.model) else { return true };
    let day = pages.day(announced);
    let mut outlives = true;
    for fact in known.facts_about(model, mode) {
        let read = known.sources_of_fact(fact).filter_map(|source| source.read).max();
        let differs = !is_vague(announced) && fact.retires.is_some() && fact.retires != announced.retires;
        let known_day = fact.retires.map(|day| day.to_string()).unwrap_or_default();
        if read.is_some_and(|read| read > day) {
            if differs {
                report.contradict(format!(
                    "{} in {}: '{}' says another date of retirement than a later source, which names {known_day}; \
                     the later one is kept",
                    announced.model,
                    mode.name(),
                    pages.name(announced)
                ));
            }
            outlives = false;
        } else if is_vague(announced) && fact.retires.is_some() {
            let still_ahead =
                announced.state == State::Retired && fact.retires.is_some_and(|retires| retires > day);
            if still_ahead {
                report.contradict(format!(
                    "{} in {}: no longer available on {day}, although its retirement was announced for {known_day}",
                    announced.model,
                    mode.name()
                ));
            } else {
                outlives = false;
            }
        }
    }
    outlives
}

/// The announcements known from earlier imports that the program does not ship and the pages do not speak of.
pub fn carried(known: &Matrix, shipped: &Matrix, announced: &[LifecycleFact]) -> Vec<LifecycleFact> {
    let ships = |fact: &LifecycleFact| {
        let same = |shipped: &LifecycleFact| {
            LifecycleFact { sources: fact.sources.clone(), ..shipped.clone() } == *fact
        };
        shipped.lifecycle_facts().iter().any(same)
    };
    let mut own: Vec<LifecycleFact> =
        known.lifecycle_facts().iter().filter(|fact| !ships(fact)).cloned().collect();
    for old in &mut own {
        let new = announced.iter().filter(|new| new.model == old.model);
        let modes: Vec<Mode> = new.flat_map(|new| new.modes.iter().copied()).collect();
        old.modes.retain(|mode| !modes.contains(mode));
    }
    own.retain(|fact| !fact.modes.is_empty());
    own
}

/// The routing rules that hold, unless a later source was known.
pub fn rules(
    facts: &ExtractedFacts,
    known: &Matrix,
    pages: &Dated<'_>,
    report: &mut Report,
) -> Vec<RoutingRule> {
    let mut rules: Vec<RoutingRule> = Vec::new();
    for rule in &facts.rules {
        if let Some(first) = rules.iter().find(|known| known.model == rule.model) {
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
            let day = pages.days[rule.source];
            modes.retain(|mode| {
                let before = known.routing_rule(model, *mode);
                let read = before.and_then(|before| known.source_of_rule(before).read);
                read.is_none_or(|read| read <= day)
            });
        }
        if !modes.is_empty() {
            rules.push(RoutingRule { modes, ..rule.clone() });
        }
    }
    rules
}

/// The rules known from earlier imports that the program does not ship and the pages do not speak of.
pub fn carried_rules(known: &Matrix, shipped: &Matrix, rules: &[RoutingRule]) -> Vec<RoutingRule> {
    let ships = |rule: &RoutingRule| {
        let same = |shipped: &RoutingRule| RoutingRule { source: rule.source, ..shipped.clone() } == *rule;
        shipped.routing_rules().iter().any(same)
    };
    let mut own: Vec<RoutingRule> =
        known.routing_rules().iter().filter(|rule| !ships(rule)).cloned().collect();
    for old in &mut own {
        let new = rules.iter().filter(|new| new.model == old.model);
        let modes: Vec<Mode> = new.flat_map(|new| new.modes.iter().copied()).collect();
        old.modes.retain(|mode| !modes.contains(mode));
    }
    own.retain(|rule| !rule.modes.is_empty());
    own
}

/// Rules that the cells of the same pages do not keep.
pub fn broken_rules(rules: &[RoutingRule], made: &Matrix, report: &mut Report) {
    for rule in rules {
        let Some(model) = made.model(&rule.model) else { continue };
        for mode in &rule.modes {
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
