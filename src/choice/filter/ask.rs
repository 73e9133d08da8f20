//! One question each: what a qualifier asks of a model, or of a model in a mode and region.

use chrono::NaiveDate;

use super::setting;
use crate::choice::query::{Comparison, Qualifier, Wanted};
use crate::gates::Verdict;
use crate::gates::{Case, Criteria, RegionChoice};
use crate::gates::{NeedsRouting, needs_routing};
use crate::matrix::{DateKind, Lifecycle, LifecycleState, Mode, Model, Realtime, Region, Task};
use crate::text::Words;

/// A question, and whether its answer is to be no.
#[derive(Debug)]
pub(super) struct Test<A> {
    pub(super) ask: A,
    pub(super) negated: bool,
}

impl<A> Test<A> {
    /// What nobody knows is neither yes nor no.
    pub(super) fn holds(&self, answer: Option<bool>) -> bool {
        answer == Some(!self.negated)
    }
}

/// What can be asked of a model wherever it is.
#[derive(Debug)]
pub(super) enum AskModel {
    Provider(Option<String>),
    Task(Option<Task>),
    Input(Option<String>),
    Realtime(Option<Realtime>),
    Context(Option<(Comparison, u64)>),
    OfferedIn(Option<Mode>),
    ListedIn(Spot),
}

/// A part of the map.
#[derive(Debug, Clone)]
pub(super) enum Spot {
    Region(String),
    Geo(Option<String>),
    /// No region of the matrix is unknown.
    Nowhere,
}

impl Spot {
    fn holds(&self, region: &Region) -> bool {
        match self {
            Self::Region(code) => region.id.0 == *code,
            Self::Geo(geo) => region.geo.as_ref().map(|geo| &geo.0) == geo.as_ref(),
            Self::Nowhere => false,
        }
    }
}

/// The member that is wanted, by its word; none for what nobody knows.
fn among<T: Copy>(wanted: &Wanted, members: &[(&str, T)]) -> Option<T> {
    let Wanted::Member(word) = wanted else { return None };
    members.iter().find(|(known, _)| known == word).map(|(_, member)| *member)
}

fn member<T: Words>(wanted: &Wanted) -> Option<T> {
    word(wanted).and_then(|word| T::read(&word))
}

fn word(wanted: &Wanted) -> Option<String> {
    match wanted {
        Wanted::Member(word) => Some(word.clone()),
        _ => None,
    }
}

fn spot(qualifier: Qualifier, wanted: &Wanted) -> Option<Spot> {
    match qualifier {
        Qualifier::Region => Some(word(wanted).map_or(Spot::Nowhere, Spot::Region)),
        Qualifier::Geo => Some(Spot::Geo(word(wanted))),
        _ => None,
    }
}

/// Which question a qualifier is, if it is one about the model alone.
pub(super) fn of_model(
    qualifier: Qualifier,
    wanted: &Wanted,
    negated: bool,
    criteria: Criteria<'_>,
) -> Option<AskModel> {
    Some(match qualifier {
        Qualifier::Provider => AskModel::Provider(word(wanted)),
        Qualifier::Task => AskModel::Task(member(wanted)),
        Qualifier::Input => AskModel::Input(word(wanted)),
        Qualifier::Realtime => AskModel::Realtime(member(wanted)),
        Qualifier::Context => AskModel::Context(match wanted {
            Wanted::Number(comparison, number) => Some((*comparison, *number)),
            _ => None,
        }),
        Qualifier::Mode if negated || criteria.mode.is_some() => AskModel::OfferedIn(member(wanted)),
        Qualifier::Region | Qualifier::Geo if negated || !matches!(criteria.region, RegionChoice::Open) => {
            AskModel::ListedIn(spot(qualifier, wanted)?)
        }
        _ => return None,
    })
}

impl AskModel {
    pub(super) fn answer(&self, model: &Model, criteria: Criteria<'_>) -> Option<bool> {
        match self {
            Self::Provider(None) => Some(model.provider.is_none()),
            Self::Provider(Some(name)) => {
                let same =
                    |ours: &String| crate::matrix::model::fold(ours) == crate::matrix::model::fold(name);
                model.provider.as_ref().map(|ours| ours == name || same(ours))
            }
            Self::Task(None) => Some(model.task.is_none()),
            Self::Task(Some(task)) => model.task.map(|ours| ours == *task),
            Self::Input(None) => Some(model.inputs.is_empty()),
            Self::Input(Some(input)) => (!model.inputs.is_empty()).then(|| model.inputs.contains(input)),
            Self::Realtime(None) => Some(model.realtime.is_none()),
            // A preview on the list is on the list.
            Self::Realtime(Some(Realtime::Yes)) => model.realtime.map(|ours| ours != Realtime::No),
            Self::Realtime(Some(wanted)) => model.realtime.map(|ours| ours == *wanted),
            Self::Context(None) => Some(model.context.is_none()),
            Self::Context(Some((comparison, limit))) => {
                model.context.map(|ours| comparison.holds(&ours, limit))
            }
            // A mode that nobody knows of offers nothing.
            Self::OfferedIn(None) => Some(false),
            Self::OfferedIn(Some(mode)) => Some(criteria.matrix.offers(model, *mode)),
            Self::ListedIn(spot) => setting::is_listed_in(criteria, model, |region| spot.holds(region)),
        }
    }
}

/// What can be asked of a model in a mode and, mostly, a region.
#[derive(Debug)]
pub(super) enum AskSetting {
    Mode(Option<Mode>),
    /// The mode that a row is about, whether or not the model is still offered there.
    OwnMode(Option<Mode>),
    In(Spot),
    Preview(Option<bool>),
    Routing(Option<bool>),
    Lifecycle(Option<LifecycleState>),
    Retires(Ends),
    Verdict(Verdict),
}

/// What is asked of the day of retirement.
#[derive(Debug)]
pub(super) enum Ends {
    Never,
    Unknown,
    By(Comparison, NaiveDate),
}

/// What is asked of the mode that a row is about.
pub(super) fn of_own_mode(wanted: &Wanted) -> AskSetting {
    AskSetting::OwnMode(member(wanted))
}

/// Which question a qualifier is, if it is one about a place.
pub(super) fn of_setting(
    qualifier: Qualifier,
    wanted: &Wanted,
    criteria: Criteria<'_>,
) -> Option<AskSetting> {
    Some(match qualifier {
        Qualifier::Mode => AskSetting::Mode(member(wanted)),
        Qualifier::Region | Qualifier::Geo => AskSetting::In(spot(qualifier, wanted)?),
        Qualifier::Status => AskSetting::Preview(among(wanted, &[("preview", true), ("ga", false)])),
        Qualifier::Routing => AskSetting::Routing(among(wanted, &[("yes", true), ("no", false)])),
        Qualifier::Lifecycle => AskSetting::Lifecycle(member(wanted)),
        Qualifier::Retires => AskSetting::Retires(match wanted {
            Wanted::Day(comparison, when) => Ends::By(*comparison, when.on(criteria.as_of)),
            Wanted::Never => Ends::Never,
            _ => Ends::Unknown,
        }),
        Qualifier::Verdict => AskSetting::Verdict(member(wanted)?),
        _ => return None,
    })
}

impl AskSetting {
    /// Whether the answer depends on a region.
    pub(super) fn needs_region(&self) -> bool {
        match self {
            Self::In(_) | Self::Preview(_) | Self::Routing(_) | Self::Verdict(_) => true,
            Self::Mode(_) | Self::OwnMode(_) | Self::Lifecycle(_) | Self::Retires(_) => false,
        }
    }

    pub(super) fn answer(&self, case: &Case<'_>, judged: Option<Verdict>) -> Option<bool> {
        let criteria = case.criteria;
        match self {
            Self::Mode(wanted) => Some(
                criteria.mode == *wanted
                    && criteria.mode.is_some_and(|mode| criteria.matrix.offers(case.model, mode)),
            ),
            Self::OwnMode(wanted) => Some(criteria.mode == *wanted),
            Self::In(spot) => Some(criteria.region.region().is_some_and(|region| spot.holds(region))),
            Self::Preview(wanted) => asked(*wanted, case.is_preview()),
            Self::Routing(wanted) => {
                let needs = match needs_routing(case) {
                    NeedsRouting::Yes => Some(true),
                    NeedsRouting::No => Some(false),
                    NeedsRouting::Disputed | NeedsRouting::Unknown | NeedsRouting::ByProvider => None,
                };
                asked(*wanted, needs)
            }
            Self::Lifecycle(wanted) => asked(*wanted, state(case)),
            Self::Retires(ends) => ends.answer(case),
            Self::Verdict(wanted) => Some(judged.unwrap_or_else(|| case.judge().verdict) == *wanted),
        }
    }
}

/// Whether a fact is the wanted one; nothing wanted means that it is unknown.
fn asked<T: PartialEq>(wanted: Option<T>, fact: Option<T>) -> Option<bool> {
    match wanted {
        Some(wanted) => fact.map(|fact| fact == wanted),
        None => Some(fact.is_none()),
    }
}

/// The state of the model; none where it is not known. What a vendor does with its models is not known here.
fn state(case: &Case<'_>) -> Option<LifecycleState> {
    let state = case.lifecycle().state();
    let unknown = case.model.is_external() && state == LifecycleState::Active;
    (!unknown && state != LifecycleState::Unclear).then_some(state)
}

impl Ends {
    fn answer(&self, case: &Case<'_>) -> Option<bool> {
        let fact = match case.lifecycle() {
            Lifecycle::Active if case.model.is_external() => {
                return matches!(self, Self::Unknown).then_some(true);
            }
            Lifecycle::Active | Lifecycle::Legacy(_) => return Some(matches!(self, Self::Never)),
            other => other.fact()?,
        };
        let day = fact.retires;
        let (low, high) = match fact.date_kind {
            _ if day.is_none() => (None, Some(case.criteria.as_of)),
            DateKind::Announced | DateKind::Planned => (day, day),
            DateKind::NotBefore => (day, None),
            DateKind::Seen => (None, day),
        };
        match self {
            Self::Never => Some(false),
            Self::Unknown => Some(low != high),
            Self::By(comparison, limit) => comparison.holds_within(low.as_ref(), high.as_ref(), limit),
        }
    }
}
