//! Gate 5: is the model on its way out of this mode, and will it last as long as it is needed?

use chrono::NaiveDate;

use super::{Judgement, cells_source};
use crate::date;
use crate::gates::Case;
use crate::gates::Outcome;
use crate::gates::Outcome::{Block, Pass, Unknown, Warn};
use crate::matrix::{DateKind, Lifecycle, LifecycleFact, Mode, source};
use crate::plan::posture::Use;

pub(crate) fn judge(case: &Case<'_>) -> Judgement {
    let Some(mode) = case.criteria.mode else {
        return Judgement::new(Unknown, "Depends on the mode, and none is chosen yet.", cells_source(case));
    };
    if mode == Mode::ExternalModels {
        let reason = "By the provider: its retirements are not in this matrix.";
        return Judgement::new(Warn, reason, cells_source(case));
    }
    match case.lifecycle() {
        Lifecycle::Active => active(case, mode),
        Lifecycle::Legacy(fact) => {
            let (outcome, who) = by_use(case, "for now");
            about(case, mode, fact, outcome, format!("Legacy, no date announced: {who}."))
        }
        Lifecycle::Deprecated { fact, retires } => deprecated(case, mode, fact, retires),
        Lifecycle::Redirected { fact, redirect } => {
            let target = name_of(case, &redirect.target);
            let planned = if fact.date_kind == DateKind::Planned { ", the planned date," } else { "" };
            let reason = format!(
                "Retired: from {}{planned} to {} calls are redirected to {target}, after that they fail. Test {target} now instead of trusting the redirect.{}",
                redirect.from,
                redirect.to,
                needed(case, redirect.to.succ_opt().unwrap_or(redirect.to))
            );
            about(case, mode, fact, Warn, reason)
        }
        Lifecycle::Unclear { fact, since } if fact.date_kind == DateKind::Seen => {
            let reason = format!("Found gone on {since}; since when is not known: verify.");
            about(case, mode, fact, Unknown, reason)
        }
        Lifecycle::Unclear { fact, since } => {
            let reason =
                format!("Retirement was to come not before {since}, and nothing newer is known: verify.");
            about(case, mode, fact, Unknown, reason)
        }
        Lifecycle::Retired { fact, since } => {
            about(case, mode, fact, Block, retired(case, mode, fact, since))
        }
    }
}

fn retired(case: &Case<'_>, mode: Mode, fact: &LifecycleFact, since: Option<NaiveDate>) -> String {
    let mode = mode.name();
    let since = match (since, fact.date_kind) {
        (None, _) => String::new(),
        (Some(day), DateKind::Seen) => format!(", found gone on {day}"),
        (Some(day), DateKind::Planned) => format!(" since {day}, the planned date"),
        (Some(day), DateKind::Announced | DateKind::NotBefore) => format!(" since {day}"),
    };
    let redirect = fact.redirect.as_ref().map(|redirect| {
        format!(" The redirect to {} ended on {}.", name_of(case, &redirect.target), redirect.to)
    });
    format!("Retired in {mode}{since}: calls fail.{}", redirect.unwrap_or_default())
}

fn deprecated(case: &Case<'_>, mode: Mode, fact: &LifecycleFact, retires: NaiveDate) -> Judgement {
    let (outcome, who) = by_use(case, "until then");
    let left = date::in_words(date::days(case.criteria.as_of, retires));
    let needed = needed(case, retires);
    let kind = fact.date_kind.name();
    about(case, mode, fact, outcome, format!("Retirement is {kind} {retires}, in {left}: {who}.{needed}"))
}

/// The model is needed for longer than it lasts.
fn needed(case: &Case<'_>, ends: NaiveDate) -> String {
    match case.criteria.posture.needed_until {
        Some(until) if ends <= until => format!(" Needed until {until}: a replacement is required."),
        _ => String::new(),
    }
}

/// Legacy and deprecated models are kept only by workspaces that already use them.
fn by_use(case: &Case<'_>, until: &str) -> (Outcome, String) {
    let only = "only workspaces that already use it keep it";
    match case.usage() {
        Use::New => (Block, format!("{only}, and this is a new use")),
        Use::Existing => (Warn, format!("this workspace keeps it {until} because it already uses it")),
        Use::Unknown => (Warn, format!("{only}, and whether this one does is not known yet")),
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
    let replacement = fact
        .replacement
        .as_ref()
        .map(|replacement| format!("Recommended replacement: {}", replacement.trim_end_matches('.')));
    let note = fact.note.as_ref().map(|note| format!("Note: {}", note.trim_end_matches('.')));
    let over = matches!(case.lifecycle(), Lifecycle::Retired { .. } | Lifecycle::Redirected { .. });
    let listed = case.criteria.matrix.listed_though_retired(case.model, mode).filter(|_| over);
    let listed = listed.map(|contradiction| format!("Sources disagree: {contradiction}"));
    for sentence in [replacement, note, listed].into_iter().flatten() {
        reason.extend([" ", &sentence, "."]);
    }
    reason.push_str(&read_for(case, fact));
    Judgement::new(outcome, reason, source::cite_all(case.criteria.matrix.sources_of_fact(fact)))
}

/// Nothing is announced here. What is announced for another mode, or on another cloud's page, is told as that.
fn active(case: &Case<'_>, mode: Mode) -> Judgement {
    let matrix = case.criteria.matrix;
    let (outcome, mut reason, mut sources) = if let Some(fact) = matrix.lifecycle_elsewhere(case.model, mode)
    {
        let clouds = fact.clouds.iter().map(|cloud| cloud.name()).collect::<Vec<_>>().join(" and ");
        let what = match fact.retires {
            Some(date) => format!("retirement {} {date}", fact.date_kind.name()),
            None => "legacy".to_owned(),
        };
        let reason =
            format!("Nothing seen for {}, but a page for {clouds} says {what}. Verify.", matrix.cloud.name());
        (Warn, reason, matrix.sources_of_fact(fact).collect())
    } else if let Some(page) = matrix.lifecycle_source() {
        (Pass, format!("Nothing is announced for {}.", mode.name()), vec![page])
    } else {
        let reason = format!(
            "Nothing is announced for {} on the pages read for {}; its retirement page was not read.",
            mode.name(),
            matrix.cloud.name()
        );
        (Pass, reason, vec![matrix.source()])
    };
    for (ends, fact) in matrix.ends_in_other_modes(case.model, mode, case.criteria.as_of) {
        reason.extend([" ", &ends, "; nothing says that ", mode.name(), " follows.", &read_for(case, fact)]);
        sources.extend(matrix.sources_of_fact(fact));
    }
    Judgement::new(outcome, reason, source::cite_all(sources))
}

/// Says so where a fact was read on pages of other clouds only.
fn read_for(case: &Case<'_>, fact: &LifecycleFact) -> String {
    let matrix = case.criteria.matrix;
    let clouds = matrix.only_other_clouds(matrix.sources_of_fact(fact));
    clouds.map_or_else(String::new, |clouds| {
        format!(" Read on a page for {clouds}; no page for {} was read.", matrix.cloud.name())
    })
}

fn name_of(case: &Case<'_>, id: &crate::matrix::ModelId) -> String {
    case.criteria.matrix.model(id).map_or_else(|| id.to_string(), |model| model.name.clone())
}
