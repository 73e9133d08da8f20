//! Is the model on its way out of this mode, and will it last as long as it is needed?

use std::fmt;

use chrono::NaiveDate;

use super::case::Case;
use super::judgement::Outcome::{Block, Pass, Unknown, Warn};
use super::judgement::{Gate, Judgement, Outcome, Reason, Sources};
use super::no_cell::NoCell;
use crate::date;
use crate::matrix::{DateKind, Lifecycle, LifecycleFact, Mode, ModelId, Redirect};
use crate::plan::posture::Use;

pub static RETIREMENT: Gate =
    Gate { id: "retirement", label: "Retirement", title: "Retirement notice", judge };

enum RetirementReason<'a> {
    NoMode,
    ByProvider,
    NothingAnnounced(Case<'a>, Mode),
    /// Announced on pages for other clouds only.
    OtherClouds(Case<'a>, &'a LifecycleFact),
    /// Announced for another mode, in a sentence.
    OtherMode(Mode, String),
    Legacy(Use),
    Deprecated(Case<'a>, &'a LifecycleFact, NaiveDate),
    Redirected(Case<'a>, &'a LifecycleFact, &'a Redirect),
    FoundGone(NaiveDate),
    NotBefore(NaiveDate),
    Retired(Case<'a>, Mode, &'a LifecycleFact, Option<NaiveDate>),
    /// Needed until that day, which is longer than the model lasts.
    NeededLonger(NaiveDate),
    Replacement(&'a str),
    Note(&'a str),
    StillListed(String),
    /// Read on pages for those clouds only, and none for this one.
    ReadFor(String, Case<'a>),
}

type Reasons<'a> = Vec<(Outcome, RetirementReason<'a>)>;

fn judge<'a>(case: &Case<'a>) -> Judgement<'a> {
    let Some(mode) = case.criteria.mode else {
        return Judgement::new(Unknown, RetirementReason::NoMode, Sources::cells(case));
    };
    if mode == Mode::ExternalModels {
        return Judgement::new(Warn, RetirementReason::ByProvider, Sources::cells(case));
    }
    // Besides the reason: the first day without the model, where it will have one.
    let (fact, outcome, reason, gone) = match case.lifecycle() {
        Lifecycle::Active => return nothing_announced(case, mode),
        Lifecycle::Legacy(fact) => (fact, by_use(case), RetirementReason::Legacy(case.usage()), None),
        Lifecycle::Deprecated { fact, retires } => {
            let reason = RetirementReason::Deprecated(*case, fact, retires);
            (fact, by_use(case), reason, Some(retires))
        }
        Lifecycle::Redirected { fact, redirect } => {
            let reason = RetirementReason::Redirected(*case, fact, redirect);
            (fact, Warn, reason, redirect.until.succ_opt())
        }
        Lifecycle::Unclear { fact, since } if fact.date_kind == DateKind::Seen => {
            (fact, Unknown, RetirementReason::FoundGone(since), None)
        }
        Lifecycle::Unclear { fact, since } => (fact, Unknown, RetirementReason::NotBefore(since), None),
        Lifecycle::Retired { fact, since } => {
            (fact, Block, RetirementReason::Retired(*case, mode, fact, since), None)
        }
    };
    let mut reasons = vec![(outcome, reason)];
    if let (Some(until), Some(gone)) = (case.criteria.posture.needed_until, gone)
        && gone <= until
    {
        reasons.push((Warn, RetirementReason::NeededLonger(until)));
    }
    reasons.extend(remarks(case, mode, fact).map(|remark| (Pass, remark)));
    Judgement::of(reasons, case.criteria.matrix.sources_of_fact(fact).collect())
}

/// Legacy and deprecated models are kept only by workspaces that already use them.
fn by_use(case: &Case<'_>) -> Outcome {
    if case.usage() == Use::New { Block } else { Warn }
}

/// The replacement, the source's own remarks and the contradictions.
fn remarks<'a>(
    case: &Case<'a>,
    mode: Mode,
    fact: &'a LifecycleFact,
) -> impl Iterator<Item = RetirementReason<'a>> {
    let over = matches!(case.lifecycle(), Lifecycle::Retired { .. } | Lifecycle::Redirected { .. });
    let listed = case.criteria.matrix.listed_though_retired(case.model, mode).filter(|_| over);
    let remarks = [
        fact.replacement.as_deref().map(RetirementReason::Replacement),
        fact.note.as_deref().map(RetirementReason::Note),
        listed.map(RetirementReason::StillListed),
        read_for(case, fact),
    ];
    remarks.into_iter().flatten()
}

/// Says so where a fact was read on pages of other clouds only.
fn read_for<'a>(case: &Case<'a>, fact: &LifecycleFact) -> Option<RetirementReason<'a>> {
    let matrix = case.criteria.matrix;
    let clouds = matrix.only_other_clouds(matrix.sources_of_fact(fact))?;
    Some(RetirementReason::ReadFor(clouds, *case))
}

/// Nothing is announced here. What is announced for another mode, or on another cloud's page, is told as that.
fn nothing_announced<'a>(case: &Case<'a>, mode: Mode) -> Judgement<'a> {
    let matrix = case.criteria.matrix;
    let ends = matrix.ends_in_other_modes(case.model, mode, case.criteria.as_of);
    let (mut reasons, mut sources): (Reasons<'a>, Vec<_>) =
        if let Some(fact) = matrix.lifecycle_elsewhere(case.model, mode) {
            let reason = RetirementReason::OtherClouds(*case, fact);
            (vec![(Warn, reason)], matrix.sources_of_fact(fact).collect())
        } else {
            let reason = RetirementReason::NothingAnnounced(*case, mode);
            let source = matrix.lifecycle_source().unwrap_or(matrix.source());
            if ends.is_empty() {
                return Judgement::new(Pass, reason, Sources::One(source));
            }
            (vec![(Pass, reason)], vec![source])
        };
    for (ends, fact) in ends {
        reasons.push((Pass, RetirementReason::OtherMode(mode, ends)));
        reasons.extend(read_for(case, fact).map(|remark| (Pass, remark)));
        sources.extend(matrix.sources_of_fact(fact));
    }
    Judgement::of(reasons, sources.into_iter().collect())
}

impl Reason for RetirementReason<'_> {
    fn code(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoMode => NoCell::NoMode.code(),
            Self::ByProvider => "by-provider",
            Self::NothingAnnounced(case, _) if case.criteria.matrix.lifecycle_source().is_none() => {
                "retirement-page-not-read"
            }
            Self::NothingAnnounced(..) => "nothing-announced",
            Self::OtherClouds(..) => "announced-for-other-cloud",
            Self::Legacy(_) => "legacy",
            Self::Deprecated(..) => "deprecated",
            Self::Redirected(..) => "redirected",
            Self::FoundGone(_) => "found-gone",
            Self::NotBefore(_) => "not-before-passed",
            Self::Retired(..) => "retired",
            Self::OtherMode(..)
            | Self::NeededLonger(_)
            | Self::Replacement(_)
            | Self::Note(_)
            | Self::StillListed(_)
            | Self::ReadFor(..) => return None,
        })
    }
}

impl fmt::Display for RetirementReason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMode => NoCell::NoMode.fmt(f),
            Self::ByProvider => f.write_str("By the provider: its retirements are not in this matrix."),
            Self::NothingAnnounced(case, mode) => {
                write!(f, "Nothing is announced for {}", mode.name())?;
                if case.criteria.matrix.lifecycle_source().is_none() {
                    let cloud = case.criteria.matrix.cloud.name();
                    write!(f, " on the pages read for {cloud}; its retirement page was not read")?;
                }
                f.write_str(".")
            }
            Self::OtherClouds(case, fact) => {
                let clouds = fact.clouds.iter().map(|cloud| cloud.name()).collect::<Vec<_>>().join(" and ");
                let here = case.criteria.matrix.cloud.name();
                write!(f, "Nothing seen for {here}, but a page for {clouds} says ")?;
                match fact.retires {
                    Some(date) => write!(f, "retirement {} {date}. Verify.", fact.date_kind.name()),
                    None => f.write_str("legacy. Verify."),
                }
            }
            Self::OtherMode(mode, ends) => write!(f, "{ends}; nothing says that {} follows.", mode.name()),
            Self::Legacy(usage) => {
                f.write_str("Legacy, no date announced: ")?;
                who_keeps_it(f, *usage, "for now")
            }
            Self::Deprecated(case, fact, retires) => {
                let left = date::in_words(date::days(case.criteria.as_of, *retires));
                write!(f, "Retirement is {} {retires}, in {left}: ", fact.date_kind.name())?;
                who_keeps_it(f, case.usage(), "until then")
            }
            Self::Redirected(case, fact, redirect) => {
                let target = name_of(case, &redirect.target);
                let planned = if fact.date_kind == DateKind::Planned { ", the planned date," } else { "" };
                write!(
                    f,
                    "Retired: from {}{planned} to {} calls are redirected to {target}, after that they fail. Test {target} now instead of trusting the redirect.",
                    redirect.from, redirect.until
                )
            }
            Self::FoundGone(since) => {
                write!(f, "Found gone on {since}; since when is not known: verify.")
            }
            Self::NotBefore(since) => {
                write!(f, "Retirement was to come not before {since}, and nothing newer is known: verify.")
            }
            Self::Retired(case, mode, fact, since) => retired(f, case, *mode, fact, *since),
            Self::NeededLonger(until) => write!(f, "Needed until {until}: a replacement is required."),
            Self::Replacement(words) => {
                write!(f, "Recommended replacement: {}.", words.trim_end_matches('.'))
            }
            Self::Note(words) => write!(f, "Note: {}.", words.trim_end_matches('.')),
            Self::StillListed(contradiction) => write!(f, "Sources disagree: {contradiction}."),
            Self::ReadFor(clouds, case) => {
                let here = case.criteria.matrix.cloud.name();
                write!(f, "Read on a page for {clouds}; no page for {here} was read.")
            }
        }
    }
}

fn who_keeps_it(f: &mut fmt::Formatter<'_>, usage: Use, until: &str) -> fmt::Result {
    let only = "only workspaces that already use it keep it";
    match usage {
        Use::New => write!(f, "{only}, and this is a new use."),
        Use::Existing => write!(f, "this workspace keeps it {until} because it already uses it."),
        Use::Unknown => write!(f, "{only}, and whether this one does is not known yet."),
    }
}

fn retired(
    f: &mut fmt::Formatter<'_>,
    case: &Case<'_>,
    mode: Mode,
    fact: &LifecycleFact,
    since: Option<NaiveDate>,
) -> fmt::Result {
    write!(f, "Retired in {}", mode.name())?;
    match (since, fact.date_kind) {
        (None, _) => {}
        (Some(day), DateKind::Seen) => write!(f, ", found gone on {day}")?,
        (Some(day), DateKind::Planned) => write!(f, " since {day}, the planned date")?,
        (Some(day), DateKind::Announced | DateKind::NotBefore) => write!(f, " since {day}")?,
    }
    f.write_str(": calls fail.")?;
    match &fact.redirect {
        Some(redirect) => {
            write!(f, " The redirect to {} ended on {}.", name_of(case, &redirect.target), redirect.until)
        }
        None => Ok(()),
    }
}

fn name_of<'a>(case: &Case<'a>, id: &'a ModelId) -> &'a str {
    case.criteria.matrix.model(id).map_or(&id.0, |model| &model.name)
}
