//! What changed apart from cells: announcements, rules about routing, facts about models and regions.

use std::fmt::Display;

use serde::Serialize;

use super::cells::models_of_both;
use crate::matrix::{
    DateKind, LifecycleFact, Matrix, Mode, Model, ModelId, Price, Realtime, Region, State, Task,
};

/// An announcement about a model's end, or a rule about routing, that is new, changed or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeChange {
    /// `new`, `changed` or `withdrawn`.
    pub change: &'static str,
    pub model: ModelId,
    /// What tables call the model.
    #[serde(skip)]
    pub label: String,
    pub modes: Vec<Mode>,
    /// In words; none if it is new.
    pub before: Option<String>,
    /// In words; none if it is withdrawn.
    pub after: Option<String>,
}

/// A fact about a model or a region that says something else; none where it is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactChange {
    /// The model's or region's id.
    pub about: String,
    pub fact: &'static str,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// What was said before and is said now; none where nothing was, or is.
type BeforeAfter = (Option<String>, Option<String>);

/// Mode by mode, because facts are; modes that changed alike are one change.
fn by_mode<'a>(
    old: &'a Matrix,
    new: &'a Matrix,
    mut changes: impl FnMut(&'a Model, Mode) -> Vec<BeforeAfter>,
) -> Vec<NoticeChange> {
    let mut found: Vec<NoticeChange> = Vec::new();
    for model in models_of_both(old, new) {
        let first = found.len();
        for mode in Mode::ALL {
            for (before, after) in changes(model, mode) {
                let same = |known: &&mut NoticeChange| (&known.before, &known.after) == (&before, &after);
                match found[first..].iter_mut().find(same) {
                    Some(known) => known.modes.push(mode),
                    None => found.push(NoticeChange {
                        change: match (&before, &after) {
                            (None, _) => "new",
                            (Some(_), Some(_)) => "changed",
                            (Some(_), None) => "withdrawn",
                        },
                        model: model.id.clone(),
                        label: model.label().to_owned(),
                        modes: vec![mode],
                        before,
                        after,
                    }),
                }
            }
        }
    }
    found
}

pub(super) fn announcements(old: &Matrix, new: &Matrix) -> Vec<NoticeChange> {
    by_mode(old, new, |model, mode| pairs(&announced(old, model, mode), &announced(new, model, mode)))
}

/// What a matrix announces for its own cloud. Notes and sources are left out: they say why, not what.
fn announced(matrix: &Matrix, model: &Model, mode: Mode) -> Vec<String> {
    // Each matrix is asked about its own model: a place in the one says nothing in the other.
    let Some(model) = matrix.model(&model.id) else { return Vec::new() };
    matrix
        .facts_about(model, mode)
        .filter(|fact| fact.clouds.is_empty() || fact.clouds.contains(&matrix.cloud))
        .map(words)
        .collect()
}

/// What is in one list only, one beside the other as far as both go.
fn pairs(before: &[String], after: &[String]) -> Vec<BeforeAfter> {
    let only = |here: &[String], there: &[String]| -> Vec<String> {
        here.iter().filter(|fact| !there.contains(fact)).cloned().collect()
    };
    let (mut gone, mut come) = (only(before, after).into_iter(), only(after, before).into_iter());
    let mut pairs = Vec::new();
    loop {
        match (gone.next(), come.next()) {
            (None, None) => return pairs,
            pair => pairs.push(pair),
        }
    }
}

/// An announcement in words: `deprecated, announced for 2026-11-22, replacement: X`.
fn words(fact: &LifecycleFact) -> String {
    let retires = fact.retires.map(|day| match (fact.state, fact.date_kind) {
        (State::Retired, DateKind::Announced) => format!("on {day}"),
        (_, kind) => format!("{} {day}", kind.name()),
    });
    let replacement = fact.replacement.as_ref().map(|words| format!("replacement: {words}"));
    let named = (!fact.replaced_by.is_empty() && fact.replacement.is_none())
        .then(|| format!("replacement: {}", list(&fact.replaced_by)));
    let redirect = fact.redirect.as_ref().map(|redirect| {
        format!("calls redirected to {} from {} to {}", redirect.target, redirect.from, redirect.until)
    });
    let parts = [Some(fact.state.id().to_owned()), retires, replacement.or(named), redirect];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub(super) fn routing(old: &Matrix, new: &Matrix) -> Vec<NoticeChange> {
    let changes = |model: &Model, mode| {
        let rule = |matrix: &Matrix| {
            let rule = matrix.routing_rule(matrix.model(&model.id)?, mode)?;
            Some(format!("needed {}", rule.scope.name()))
        };
        let (before, after) = (rule(old), rule(new));
        if before == after { Vec::new() } else { vec![(before, after)] }
    };
    by_mode(old, new, changes)
}

pub(super) fn of_models(old: &Matrix, new: &Matrix) -> Vec<FactChange> {
    let both = new.models().iter().filter_map(|model| Some((old.model(&model.id)?, model)));
    both.flat_map(|(was, is)| changed(&is.id.0, model_facts(was), model_facts(is))).collect()
}

pub(super) fn of_regions(old: &Matrix, new: &Matrix) -> Vec<FactChange> {
    let both = new.regions().iter().filter_map(|region| Some((old.region(&region.id)?, region)));
    both.flat_map(|(was, is)| changed(&is.id.0, region_facts(was), region_facts(is))).collect()
}

type Facts = Vec<(&'static str, Option<String>)>;

fn changed(about: &str, before: Facts, after: Facts) -> Vec<FactChange> {
    before
        .into_iter()
        .zip(after)
        .filter(|((_, before), (_, after))| before != after)
        .map(|((fact, before), (_, after))| FactChange { about: about.to_owned(), fact, before, after })
        .collect()
}

fn model_facts(model: &Model) -> Facts {
    let number = |count: Option<u64>| count.map(|count| count.to_string());
    vec![
        ("name", Some(model.name.clone())),
        ("endpoint", model.endpoint.as_ref().map(ToString::to_string)),
        ("provider", model.provider.clone()),
        ("task", model.task.map(Task::id).map(str::to_owned)),
        ("inputs", (!model.inputs.is_empty()).then(|| model.inputs.join(", "))),
        ("context window", number(model.context)),
        ("most output tokens", number(model.max_output)),
        ("real-time list", model.realtime.map(Realtime::name).map(str::to_owned)),
        ("preview in the docs", Some(modes(&model.preview))),
        ("preview or not in the docs, unclear", Some(modes(&model.preview_unclear))),
        ("listed on another page", Some(modes(&model.listed))),
        ("family", model.family.as_ref().map(ToString::to_string)),
        ("prompts kept for days", number(model.prompts_kept)),
        ("DBU per 1M input tokens", price(model, |price| price.input)),
        ("DBU per 1M output tokens", price(model, |price| price.output)),
        ("DBU per hour of batch", price(model, |price| price.batch_hour)),
        ("DBU per hour of provisioned throughput", price(model, |price| price.provisioned_hour)),
    ]
}

fn price(model: &Model, of: fn(&Price) -> Option<f64>) -> Option<String> {
    model.price.as_ref().and_then(of).map(|price| price.to_string())
}

fn region_facts(region: &Region) -> Facts {
    vec![
        ("location", Some(region.location.clone())),
        ("Geo", region.geo.as_ref().map(ToString::to_string)),
        ("country", region.country.clone()),
    ]
}

fn modes(modes: &[Mode]) -> String {
    let names: Vec<&str> = modes.iter().map(|mode| mode.name()).collect();
    if names.is_empty() { "in no mode".to_owned() } else { names.join(", ") }
}

fn list(all: &[impl Display]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
