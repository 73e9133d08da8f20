//! What a qualifier asks of a model: wherever it is, or in one mode and region.

use super::fact::Fact;
use super::{region, setting};
use crate::choice::filter_language::{Decimal, Qualifier, Question, Wanted};
use crate::gates::{Case, Criteria, NeedsRouting, RegionChoice, Verdict, needs_routing};
use crate::matrix::{LifecycleState, Mode, Model, Realtime, Region, Task};
use crate::text::Words;

/// Whether a question is about the model in one mode and region; else it is about the model wherever it is.
pub(super) fn asks_of_setting(question: &Question, criteria: Criteria<'_>) -> bool {
    match question.qualifier {
        Qualifier::Provider
        | Qualifier::Task
        | Qualifier::Input
        | Qualifier::Realtime
        | Qualifier::Context
        | Qualifier::MaxOutput => false,
        Qualifier::Mode => !question.negated && criteria.mode.is_none(),
        Qualifier::Region | Qualifier::Geo => {
            !question.negated && matches!(criteria.region, RegionChoice::Open)
        }
        _ => true,
    }
}

/// Whether the answer depends on a region.
pub(super) fn needs_region(question: &Question) -> bool {
    !matches!(
        question.qualifier,
        Qualifier::Mode | Qualifier::Lifecycle | Qualifier::Retires | Qualifier::Ends | Qualifier::Price
    )
}

/// The answer for a model wherever it is.
pub(super) fn anywhere(question: &Question, model: &Model, criteria: Criteria<'_>) -> Option<bool> {
    let wanted = &question.wanted;
    let fact = match question.qualifier {
        Qualifier::Provider => Fact::word(model.provider.as_deref()),
        Qualifier::Task => Fact::word(model.task.map(Task::id)),
        Qualifier::Input if model.inputs.is_empty() => Fact::Unknown,
        Qualifier::Input => Fact::Words(model.inputs.iter().map(String::as_str).collect()),
        // A preview on the list is on the list.
        Qualifier::Realtime if model.realtime == Some(Realtime::Preview) => {
            Fact::Words(vec![Realtime::Preview.id(), Realtime::Yes.id()])
        }
        Qualifier::Realtime => Fact::word(model.realtime.map(Realtime::id)),
        Qualifier::Context => Fact::number(model.context),
        Qualifier::MaxOutput => Fact::number(model.max_output),
        // A mode that nobody knows of offers nothing.
        Qualifier::Mode => {
            return Some(mode(wanted).is_some_and(|mode| criteria.matrix.offers(model, mode)));
        }
        _ => return setting::is_listed_in(criteria, model, |region| is_in(question, region)),
    };
    fact.is(wanted)
}

/// The answer for a model in a mode and, mostly, a region. `own_mode` says that `mode:` asks for the mode that the row is
/// about, whether or not the model is still offered there.
pub(super) fn here(
    question: &Question,
    case: &Case<'_>,
    own_mode: bool,
    judged: Option<Verdict>,
) -> Option<bool> {
    let criteria = case.criteria;
    let fact = match question.qualifier {
        Qualifier::Mode => {
            let offers = |mode: &Mode| own_mode || criteria.matrix.offers(case.model, *mode);
            let mode = mode(&question.wanted).filter(offers);
            return Some(mode.is_some() && mode == criteria.mode);
        }
        Qualifier::Region | Qualifier::Geo => {
            return Some(criteria.region.region().is_some_and(|region| is_in(question, region)));
        }
        Qualifier::Status => {
            Fact::word(case.is_preview().map(|preview| if preview { "preview" } else { "ga" }))
        }
        Qualifier::Routing => Fact::word(match needs_routing(case) {
            NeedsRouting::Yes => Some("yes"),
            NeedsRouting::No => Some("no"),
            NeedsRouting::Disputed | NeedsRouting::Unknown | NeedsRouting::ByProvider => None,
        }),
        Qualifier::Lifecycle => Fact::word(state(case).map(LifecycleState::id)),
        Qualifier::Retires | Qualifier::Ends => Fact::retirement(case),
        Qualifier::Price => {
            let price = criteria.mode.and_then(|mode| case.model.price_in(mode));
            Fact::amount(price.and_then(Decimal::of))
        }
        _ => Fact::word(Some(judged.unwrap_or_else(|| case.verdict().0).id())),
    };
    fact.is(&question.wanted)
}

fn mode(wanted: &Wanted) -> Option<Mode> {
    match wanted {
        Wanted::Member(word) => Mode::read(word),
        _ => None,
    }
}

fn is_in(question: &Question, region: &Region) -> bool {
    region::place(question.qualifier, region).is(&question.wanted) == Some(true)
}

/// The state of the model; none where it is not known. What a vendor does with its models is not known here.
fn state(case: &Case<'_>) -> Option<LifecycleState> {
    let state = case.lifecycle().state();
    let unknown = case.model.is_external() && state == LifecycleState::Active;
    (!unknown && state != LifecycleState::Unclear).then_some(state)
}
