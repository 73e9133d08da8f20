//! Gate 5: is the model on its way out of this mode, and will it last as long as it is needed?

use chrono::NaiveDate;

use super::{Judgement, cells_source};
use crate::date;
use crate::matrix::{Lifecycle, LifecycleFact, Mode, source};
use crate::plan::case::Case;
use crate::plan::posture::Use;
use crate::plan::verdict::Outcome::{self, Block, Pass, Unknown, Warn};

pub(super) fn judge(case: &Case<'_>) -> Judgement {
    let Some(mode) = case.facts.mode else {
        return Judgement::new(Unknown, "Depends on the mode, and none is chosen yet.", cells_source(case));
    };
    if mode == Mode::ExternalModels {
        let reason = "By the provider: its retirements are not in this matrix.";
        return Judgement::new(Warn, reason, cells_source(case));
    }
    match case.lifecycle() {
        Lifecycle::Active => active(case, mode),
        Lifecycle::Legacy(fact) => {
            let (outcome, who) = by_use(case);
            about(case, mode, fact, outcome, format!("Legacy, without a date: {who}."))
        }
        Lifecycle::Deprecated { fact, retires } => deprecated(case, mode, fact, retires),
        Lifecycle::Redirected { fact, redirect } => {
            let target = name_of(case, &redirect.target);
            let reason = format!(
                "Retired; calls are redirected to {target} from {} to {} and fail from the day after. Test {target} now instead of trusting the redirect.",
                redirect.from, redirect.to
            );
            about(case, mode, fact, Warn, reason)
        }
        Lifecycle::Unclear { fact, since } => {
            let reason =
                format!("It was to stay at least until {since}, and nothing newer is known: verify.");
            about(case, mode, fact, Unknown, reason)
        }
        Lifecycle::Retired { fact, since } => {
            let since = since.map(|since| format!(" since {since}")).unwrap_or_default();
            about(case, mode, fact, Block, format!("Retired in {}{since}: calls fail.", mode.name()))
        }
    }
}

fn deprecated(case: &Case<'_>, mode: Mode, fact: &LifecycleFact, retires: NaiveDate) -> Judgement {
    let (outcome, who) = by_use(case);
    let left = date::in_words(date::days(case.facts.as_of, retires));
    let needed = match case.facts.posture.needed_until {
        Some(until) if retires <= until => format!(" Needed until {until}: a replacement is required."),
        _ => String::new(),
    };
    let kind = fact.date_kind.words();
    about(case, mode, fact, outcome, format!("Retirement is {kind} {retires}, in {left}: {who}.{needed}"))
}

/// Legacy and deprecated models are kept only by workspaces that already use them.
fn by_use(case: &Case<'_>) -> (Outcome, &'static str) {
    match case.facts.posture.usage {
        Use::New => (Block, "only workspaces that already use it keep it, and this is a new use"),
        Use::Existing => (Warn, "this workspace keeps it until then because it already uses it"),
        Use::Unknown => {
            (Warn, "only workspaces that already use it keep it, and whether this one does is not known yet")
        }
    }
}

/// Adds the replacement, the source's own remarks and the contradictions to a reason.
fn about(
    case: &Case<'_>,
    mode: Mode,
    fact: &LifecycleFact,
    outcome: Outcome,
    mut reason: String,
) -> Judgement {
    if let Some(replacement) = &fact.replacement {
        reason.push_str(&format!(" Recommended replacement: {}.", replacement.trim_end_matches('.')));
    }
    if let Some(note) = &fact.note {
        reason.push_str(&format!(" Note: {}.", note.trim_end_matches('.')));
    }
    if let Some(contradiction) = case.facts.matrix.listed_though_retired(case.model, mode) {
        reason.push_str(&format!(" Sources disagree: {contradiction}."));
    }
    Judgement::new(outcome, reason, source::cite_all(case.facts.matrix.sources_of_fact(fact)))
}

fn active(case: &Case<'_>, mode: Mode) -> Judgement {
    let matrix = case.facts.matrix;
    if let Some(contradiction) = matrix.ends_in_another_mode(case.model, mode, case.facts.as_of) {
        return Judgement::new(Warn, format!("Open: {contradiction}. Verify."), cells_source(case));
    }
    if let Some(fact) = matrix.lifecycle_elsewhere(case.model, mode) {
        let clouds = fact.clouds.iter().map(|cloud| cloud.name()).collect::<Vec<_>>().join(" and ");
        let what = match fact.retires {
            Some(date) => format!("retirement {} {date}", fact.date_kind.words()),
            None => "legacy".to_owned(),
        };
        let reason = format!("Nothing seen for {}, but {clouds} says {what}. Verify.", matrix.cloud.name());
        return Judgement::new(Warn, reason, source::cite_all(matrix.sources_of_fact(fact)));
    }
    let reason = format!("Nothing is announced for {} as of {}.", mode.name(), matrix.as_of);
    Judgement::new(Pass, reason, cells_source(case))
}

fn name_of(case: &Case<'_>, id: &crate::matrix::ModelId) -> String {
    case.facts.matrix.model(id).map_or_else(|| id.to_string(), |model| model.name.clone())
}
