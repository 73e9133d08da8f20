//! What a filter means for a decision.

use chrono::NaiveDate;

use super::column::Column;
use super::summary::DecisionSummary;
use crate::choice::end::End;
use crate::choice::filter::Fact;
use crate::choice::filter_language::{
    DONE, Match, NOT_STATED, NamesInDecisions, OPEN, Qualifier, Query, Question, Scratch, Vocabulary,
};
use crate::matrix::{Matrix, Mode};
use crate::plan::Status;
use crate::text;

/// What a filter of these decisions understands.
pub fn vocabulary(summaries: &[DecisionSummary], matrices: &[Matrix]) -> Vocabulary {
    let named = NamesInDecisions {
        owners: summaries.iter().filter_map(|summary| summary.owner.as_deref()).collect(),
        models: summaries.iter().filter_map(|summary| summary.model_id.as_deref()).collect(),
        regions: summaries.iter().filter_map(|summary| summary.region.as_deref()).collect(),
    };
    Vocabulary::decisions(matrices, &named)
}

/// The decisions that match, as their places in the list, sorted. Without another column words put the best match first.
pub fn found(
    summaries: &[DecisionSummary],
    query: &Query,
    as_of: NaiveDate,
    (column, reversed): (Column, bool),
) -> Vec<(usize, Match)> {
    let mut scratch = Scratch::default();
    let matching = summaries.iter().enumerate();
    let mut found: Vec<(usize, Match)> = matching
        .filter_map(|(place, summary)| Some((place, matches(summary, query, as_of, &mut scratch)?)))
        .collect();
    let by_match = column == Column::Verdict && !reversed && query.words().next().is_some();
    found.sort_by(|(left, one), (right, other)| {
        let scores = if by_match { other.score.cmp(&one.score) } else { std::cmp::Ordering::Equal };
        scores.then_with(|| column.order(&summaries[*left], &summaries[*right], reversed))
    });
    found
}

/// Whether a decision matches, and how well; the letters are those of its name, model and owner. Its sentence has every letter
/// somewhere: there a word has to stand as it is.
fn matches(
    summary: &DecisionSummary,
    query: &Query,
    as_of: NaiveDate,
    scratch: &mut Scratch,
) -> Option<Match> {
    let answers =
        |question: &Question| question.holds(fact(summary, question.qualifier, as_of).is(&question.wanted));
    if !query.questions().all(answers) {
        return None;
    }
    let model = summary.model.as_deref().unwrap_or_default();
    let owner = summary.owner.as_deref().unwrap_or_default();
    let is_in_sentence = |word: usize| {
        let word = query.words().nth(word).map(|word| text::fold(&word.text)).unwrap_or_default();
        !word.is_empty() && text::fold(&summary.sentence).contains(&word)
    };
    query.matches_or(&[summary.name.as_str(), model, owner], scratch, is_in_sentence)
}

fn fact(summary: &DecisionSummary, qualifier: Qualifier, as_of: NaiveDate) -> Fact<'_> {
    match qualifier {
        Qualifier::Verdict if summary.is_past() => Fact::Unknown,
        Qualifier::Verdict => Fact::word(Some(summary.verdict_word())),
        // Of a file that cannot be read nobody knows anything else.
        _ if summary.is_broken() => Fact::Unknown,
        Qualifier::Owner => Fact::word(summary.owner.as_deref()),
        Qualifier::Status => Fact::word(Some(summary.status.map_or(NOT_STATED, Status::id))),
        Qualifier::Mode => Fact::word(summary.mode.map(Mode::id)),
        Qualifier::Region => Fact::word(summary.region.as_deref()),
        Qualifier::Model => {
            let names: Vec<&str> =
                summary.model_id.iter().chain(&summary.model).map(String::as_str).collect();
            if names.is_empty() { Fact::Unknown } else { Fact::Words(names) }
        }
        Qualifier::Provider => Fact::word(summary.provider.as_deref()),
        Qualifier::Approved => Fact::word(Some(if summary.approvals.is_approved() { "yes" } else { "no" })),
        Qualifier::Guardrails if summary.verdict.is_none() => Fact::Unknown,
        Qualifier::Guardrails => {
            Fact::word(Some(if summary.open_guardrails.is_empty() { DONE } else { OPEN }))
        }
        Qualifier::Left => left(summary, as_of),
        Qualifier::Due => due(summary, as_of),
        _ => Fact::Unknown,
    }
}

/// When the model ends, as far as that is known.
fn left(summary: &DecisionSummary, as_of: NaiveDate) -> Fact<'static> {
    let day = summary.end_day;
    let (first, last) = match summary.end {
        End::Unknown | End::Unclear(_) => return Fact::Unknown,
        End::Never | End::Legacy => return Fact::NoDay,
        End::Retired(None) => (None, Some(as_of)),
        End::NotBefore(_) => (day, None),
        End::Retired(_) | End::Redirected(..) | End::On(_) => (day, day),
    };
    Fact::Day { first, last, as_of }
}

/// When somebody has to act: the nearer of the review date and the end. An end that nobody knows may be nearer.
fn due(summary: &DecisionSummary, as_of: NaiveDate) -> Fact<'static> {
    if summary.is_past() {
        return Fact::NoDay;
    }
    let Some(review) = summary.review_by else { return left(summary, as_of) };
    let (first, last) = match left(summary, as_of) {
        Fact::Day { first, last, .. } => {
            let nearer = last.map_or(review, |last| last.min(review));
            (first.map(|first| first.min(review)), Some(nearer))
        }
        Fact::NoDay => (Some(review), Some(review)),
        _ => (None, Some(review)),
    };
    Fact::Day { first, last, as_of }
}
