//! `servemap models`: the models with their verdicts, best first.

use serde_json::Value;

use super::answer::Answer;
use super::look::{self, Look};
use super::table::{self, Cell};
use super::{case, day, judged};
use crate::cli::{ModelsArgs, Source, TableFormat};
use crate::error::Result;
use crate::export::subset;
use crate::host::{Host, library};
use crate::matrix::query::{Query, Scratch};
use crate::matrix::{Lifecycle, Mode, Model};
use crate::plan::{Case, Facts, Judged};

pub fn run(arguments: &ModelsArgs, source: &Source, host: &dyn Host, look: Look) -> Result<Answer> {
    let matrix = library::matrix(host, source.cloud, source.matrix.as_deref())?;
    let asked = case::asked(&arguments.case, &matrix)?;
    let facts = asked.facts(&matrix, day(source, host));
    let query = arguments.query.join(" ");
    let mut found = find(&query, facts);
    if arguments.ruled_out {
        found.retain(|(case, _)| !subset::against(&facts, case.model).is_empty());
    }
    let answer = match arguments.format {
        TableFormat::Json => {
            let list: Vec<Value> = found.iter().map(|(case, judged)| judged::json(case, judged)).collect();
            Answer::json(&Value::Array(list))
        }
        TableFormat::Markdown => {
            let models: Vec<&Model> = found.iter().map(|(case, _)| case.model).collect();
            let page = if arguments.ruled_out { subset::ruled_out } else { subset::matrix };
            Answer::of(page(&facts, &models))
        }
        TableFormat::Table if found.is_empty() => Answer::default(),
        TableFormat::Table => Answer::of(table(&found, facts, look)),
    };
    let answer = if found.is_empty() && arguments.ruled_out {
        answer.message("the posture rules out none of these models")
    } else if found.is_empty() {
        answer.message(format!("no model matches '{}'", crate::text::clean_line(&query)))
    } else {
        answer
    };
    Ok(answer.message(judged::matrix_line(&matrix, facts.as_of)))
}

/// The models that match, judged: best match first; without words, best verdict first.
fn find<'a>(words: &str, facts: Facts<'a>) -> Vec<(Case<'a>, Judged)> {
    let (query, mut scratch) = (Query::parse(words), Scratch::default());
    let mut found: Vec<(u32, Case<'a>, Judged)> = facts
        .candidates()
        .filter_map(|model| {
            let score =
                query.matches(&[&model.name, model.label(), model.provider_name()], &mut scratch)?.score;
            let case = facts.case(model);
            Some((score, case, case.judge()))
        })
        .collect();
    found.sort_by(|(left, _, one), (right, _, other)| {
        right.cmp(left).then_with(|| one.verdict.cmp(&other.verdict))
    });
    found.into_iter().map(|(_, case, judged)| (case, judged)).collect()
}

fn table(found: &[(Case<'_>, Judged)], facts: Facts<'_>, look: Look) -> String {
    let decided =
        facts.mode.is_some() && (facts.region.id().is_some() || facts.mode == Some(Mode::ExternalModels));
    if decided { verdicts(found, look) } else { catalogue(found, look) }
}

/// Where mode and region are said: the verdict, and what decides it.
fn verdicts(found: &[(Case<'_>, Judged)], look: Look) -> String {
    let rows: Vec<[Cell; 4]> = found
        .iter()
        .map(|(case, judged)| {
            let because = judged.deciding().map(|(gate, says)| format!("{}: {}", gate.title, says.reason));
            let verdict = format!("{} {}", look::sign(judged.verdict), judged.verdict.word());
            [
                Cell::coloured(verdict, look::colour(judged.verdict)),
                case.model.label().into(),
                case.model.provider_name().into(),
                because.unwrap_or_default().into(),
            ]
        })
        .collect();
    table::render(["Verdict", "Model", "Provider", "Because"], &rows, look)
}

/// Where they are not, no verdict can be given: what each model is, and where to ask on.
fn catalogue(found: &[(Case<'_>, Judged)], look: Look) -> String {
    let rows: Vec<[Cell; 5]> = found
        .iter()
        .map(|(case, _)| {
            let modes: Vec<&str> = case.facts.matrix.modes_of(case.model).into_iter().map(Mode::id).collect();
            let modes = if modes.is_empty() { "none".to_owned() } else { modes.join(", ") };
            [
                case.model.label().into(),
                case.model.provider_name().into(),
                case.model.task.map_or("unknown", |task| task.id()).into(),
                ends(case).into(),
                modes.into(),
            ]
        })
        .collect();
    table::render(["Model", "Provider", "Task", "Ends", "Modes"], &rows, look)
}

/// The first end that is announced in any mode.
fn ends(case: &Case<'_>) -> String {
    let day = case.facts.as_of;
    let modes = Mode::HOSTED.into_iter().filter(|mode| case.facts.mode.is_none_or(|only| only == *mode));
    let first = modes
        .filter_map(|mode| match case.facts.matrix.lifecycle(case.model, mode, day) {
            Lifecycle::Deprecated { retires, .. } => Some((retires, "")),
            Lifecycle::Redirected { redirect, .. } => Some((redirect.from, " redirected")),
            Lifecycle::Unclear { since, .. } => Some((since, " at the earliest")),
            Lifecycle::Retired { since: Some(since), .. } => Some((since, " retired")),
            Lifecycle::Retired { since: None, .. } => Some((chrono::NaiveDate::MIN, "retired")),
            Lifecycle::Active | Lifecycle::Legacy(_) => None,
        })
        .min();
    match first {
        None => String::new(),
        Some((date, words)) if date == chrono::NaiveDate::MIN => words.to_owned(),
        Some((date, words)) => format!("{date}{words}"),
    }
}
