//! The maps of what decisions use, and the timeline of their models.

use std::path::Path;

use super::super::not_judged;
use super::super::picture_flags::refuse;
use super::{ExportArgs, Picture, filter_words, nothing_matches};
use crate::choice::filter_language::{Explanation, Query};
use crate::command::decisions::Decisions;
use crate::command::{Source, filter};
use crate::decision::Decision;
use crate::error::{Error, Result};
use crate::export::picture::availability_map::{AvailabilityMap, MapDecision};
use crate::export::picture::caption::Caption;
use crate::export::picture::timeline::Timeline;
use crate::export::picture::{self, PictureFormat, PictureKind};
use crate::gates::Criteria;
use crate::host::Host;
use crate::matrix::{Matrix, Mode, Model, Region};
use crate::plan::{Plan, Status};
use crate::review::{self, Column};
use crate::text;

pub(super) fn make(
    kind: PictureKind,
    format: PictureFormat,
    path: &Path,
    arguments: &ExportArgs,
    source: &Source,
    host: &dyn Host,
) -> Result<Picture> {
    let of = format!("{} of decisions", kind.id());
    let why = "each plan states its own; --filter mode:pay-per-token shows the decisions of one mode";
    refuse(&arguments.picture, &of, &["--filter"], why)?;
    let decisions = Decisions::read(&[path.to_owned()], None, source, host)?;
    decisions.read.all_listed()?;
    let (places, filter) = matching(&decisions, &arguments.picture.filter)?;
    let plans = resolved(&decisions, &places);
    let in_force: Vec<&Resolved<'_>> = plans.iter().filter(|plan| !plan.is_past()).collect();
    let as_of = decisions.read.as_of;
    let decided: Vec<(String, Decision<'_>)> = in_force
        .iter()
        .filter_map(|plan| Some((plan.name.clone(), plan.plan.decide(plan.matrix, as_of).ok()?)))
        .collect();
    if decided.is_empty() {
        return Err(Error::new("no decision that is in force can be judged")
            .hint("'servemap list' says why, decision by decision"));
    }
    let unjudged = unjudged(&decisions, &places);
    let past = plans.len() - in_force.len();
    let mut left_out: Vec<String> = Vec::new();
    left_out.extend(
        (past > 0).then(|| format!("Not shown: {} superseded or withdrawn.", text::count(past, "decision"))),
    );
    left_out
        .extend(unjudged.iter().map(|line| format!("{}.", text::capitalized(line).trim_end_matches('.'))));
    let title = match kind {
        PictureKind::Map => "Models and regions that the decisions use",
        PictureKind::Timeline => "Decisions and the ends of their models",
    };
    let mut caption = Caption::new(title.to_owned(), &matrices(&decided), as_of);
    let count = text::count(decided.len(), "decision");
    caption.facts.insert(0, format!("{count} in force.{}", filter_words(&filter)));
    let text = match kind {
        PictureKind::Map => {
            left_out.extend(not_on_a_map(&decided));
            caption.leave_out(left_out);
            picture::map(&maps(&decided, as_of)?, &caption, format)
        }
        PictureKind::Timeline => {
            caption.leave_out(left_out);
            picture::timeline(&Timeline::of_decisions(&decided, as_of), &caption, format)
        }
    };
    let place = format!("{} decisions", kind.id());
    Ok(Picture { text: text.unwrap_or_default(), place, messages: unjudged })
}

/// The files that cannot be judged, each with its first problem.
fn unjudged(decisions: &Decisions, places: &[usize]) -> Vec<String> {
    let problems = places.iter().filter_map(|place| decisions.summaries()[*place].problem.as_ref());
    problems.map(not_judged).collect()
}

/// The matrices that decisions are judged by, each once.
fn matrices<'a>(decided: &[(String, Decision<'a>)]) -> Vec<&'a Matrix> {
    let mut matrices: Vec<&Matrix> = Vec::new();
    for (_, decision) in decided {
        if !matrices.iter().any(|matrix| matrix.cloud == decision.matrix().cloud) {
            matrices.push(decision.matrix());
        }
    }
    matrices
}

/// A plan as its matrix resolves it.
struct Resolved<'a> {
    name: String,
    plan: Plan,
    matrix: &'a Matrix,
}

impl Resolved<'_> {
    fn is_past(&self) -> bool {
        self.plan.status.is_some_and(Status::is_past)
    }
}

fn resolved<'a>(decisions: &'a Decisions, places: &[usize]) -> Vec<Resolved<'a>> {
    let one = |place: &usize| {
        let (plan, matrix) = decisions.read.resolved(*place)?;
        Some(Resolved { name: decisions.summaries()[*place].name.clone(), plan, matrix })
    };
    places.iter().filter_map(one).collect()
}

/// The places of the decisions that match, in the order of the files, and the filter as text.
fn matching(decisions: &Decisions, words: &[String]) -> Result<(Vec<usize>, String)> {
    let (summaries, as_of) = (decisions.summaries(), decisions.read.as_of);
    let (text, query) = filter::read(words, &review::vocabulary(summaries, &decisions.read.matrices))?;
    let found = |query: &Query| review::found(summaries, query, as_of, (Column::Decision, false));
    let mut places: Vec<usize> = found(&query).into_iter().map(|(place, _)| place).collect();
    if places.is_empty() {
        let explanation = Explanation::of(&query, summaries.len(), |part| found(part).len());
        return Err(nothing_matches("decision", &text, explanation.lines(&text, "decisions")));
    }
    places.sort_unstable();
    Ok((places, text))
}

/// A map for each cloud and hosted mode: the models and the regions that decisions use there.
fn maps<'a>(
    decided: &[(String, Decision<'a>)],
    as_of: chrono::NaiveDate,
) -> Result<Vec<AvailabilityMap<'a>>> {
    let matrices = matrices(decided);
    let (mut maps, mut number) = (Vec::new(), 0);
    for (matrix, mode) in matrices.iter().flat_map(|matrix| Mode::HOSTED.map(|mode| (*matrix, mode))) {
        let here: Vec<&(String, Decision<'a>)> = decided
            .iter()
            .filter(|(_, decision)| decision.mode == mode && decision.matrix().cloud == matrix.cloud)
            .collect();
        let used = |model: &&Model| here.iter().any(|(_, decision)| decision.model.id == model.id);
        let models: Vec<&Model> = matrix.models().iter().filter(used).collect();
        let regions: Vec<&Region> = matrix
            .regions()
            .iter()
            .filter(|region| {
                here.iter().any(|(_, decision)| {
                    *decision.region == region.id || decision.plan.secondary.as_ref() == Some(&region.id)
                })
            })
            .collect();
        let Some((_, first)) = here.first() else { continue };
        let numbered = here.iter().zip(number + 1..);
        let listed = numbered.map(|((name, decision), number)| entry(number, name, decision)).collect();
        number += here.len();
        // Each decision has a posture of its own, told by its verdict: the cells say what the matrix says.
        let neutral = plain(first, as_of);
        maps.extend(AvailabilityMap::of(neutral, &models, &regions, listed));
    }
    if maps.is_empty() {
        return Err(Error::new("the decisions use external models only, which no map shows")
            .hint("--kind timeline or --kind tracker shows them"));
    }
    Ok(maps)
}

/// The criteria of a decision without its posture.
fn plain<'a>(decision: &Decision<'a>, as_of: chrono::NaiveDate) -> Criteria<'a> {
    static NEUTRAL: std::sync::LazyLock<crate::plan::Posture> = std::sync::LazyLock::new(Default::default);
    Criteria { posture: &NEUTRAL, as_of, usage: None, workload: None, ..decision.case.criteria }
}

fn entry(number: usize, name: &str, decision: &Decision<'_>) -> MapDecision {
    let secondary = &decision.plan.secondary;
    let failover = secondary.as_ref().map(|region| format!(", failover {region}")).unwrap_or_default();
    let owner = decision.plan.record.owner.trim();
    let owner = if owner.is_empty() { String::new() } else { format!(", {owner}") };
    MapDecision {
        number,
        words: format!(
            "{name}: {}, {} in {}{failover}{owner}",
            decision.judged.verdict.id(),
            decision.model.name,
            decision.region
        ),
        model: decision.model.id.clone(),
        region: decision.region.clone(),
        secondary: secondary.clone(),
    }
}

/// The decisions whose region is the provider's business.
fn not_on_a_map(decided: &[(String, Decision<'_>)]) -> Option<String> {
    let external = decided.iter().filter(|(_, decision)| decision.mode == Mode::ExternalModels);
    let names: Vec<String> =
        external.map(|(name, decision)| format!("{name} ({})", decision.model.name)).collect();
    (!names.is_empty()).then(|| format!("Not on a map, external models: {}.", names.join(", ")))
}
