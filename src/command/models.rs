//! `servemap models`: the models with their verdicts, best first.

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value, json};

use super::answer::Answer;
use super::case_flags::CaseFlags;
use super::style::OutputStyle;
use super::table::{self, Cell};
use super::{Format, FormatFlags, Source, case_report, config, filter};
use crate::choice::filter::Filter;
use crate::choice::filter_language::{Explanation, Qualifier, Query, Scratch, Vocabulary};
use crate::config::Setting;
use crate::error::Result;
use crate::export::subset;
use crate::gates::{Case, Criteria, Judged};
use crate::host::Host;
use crate::matrix::{LifecycleState, Mode};
use crate::text::Words;

/// `servemap models`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Table, Format::Json, Format::Markdown])))]
#[command(after_help = "\
A filter is words and qualifiers, in any order; all of them must hold:
  words        match fuzzily over name, endpoint and provider; \"in quotes\" letter by letter
  name:value   of provider task input mode region geo status routing realtime verdict
               lifecycle retires ends ctx output price
  -name:value  anything known to differ; name:unknown or name:? finds what nobody knows
  ctx:>=200k   < <= > >= =, thousands k, millions m; output:>=8k for the most tokens it writes
  price:<10    DBU: on pay-per-token for 1M tokens in plus 1M out; on AI Functions per hour; on
               provisioned throughput per hour for 50 model units; without a mode, in any of them
  retires:<90d a day such as 2026-12-31, or a span from the as-of date: 90d, 12w, 6m, 1y; or none;
               ends: asks the same
A mode or region in the filter is judged under, unless a flag sets another. A wrong qualifier is an error: exit 2.

Examples:
  servemap models claude --mode pay-per-token --region eu-west-1 --routing off
  servemap models 'provider:anthropic mode:pay-per-token geo:eu routing:no ctx:>=200k'
  servemap models task:chat mode:pay-per-token 'price:<10' ends:none
  servemap models llama retires:none -status:preview")]
pub struct ModelsArgs {
    /// The filter: words, best match first, and qualifiers such as task:embedding
    pub query: Vec<String>,
    /// Only the models that the posture rules out: blocked by it, and open under a more permissive one
    #[arg(long)]
    pub ruled_out: bool,
    /// The primary region; repeat it to ask about several
    #[arg(long = "region", value_name = "CODE")]
    pub regions: Vec<String>,
    /// The choices the models are judged under.
    #[command(flatten)]
    pub case: CaseFlags,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

pub fn run(arguments: &ModelsArgs, source: &Source, host: &dyn Host, style: OutputStyle) -> Result<Answer> {
    let config = source.config(None, host)?;
    let matrix = source.matrix(&config, host)?;
    let as_of = source.day(host);
    let (filter, query) = filter::read(&arguments.query, &Vocabulary::models(&matrix))?;
    let (flags, regions) = chosen_by(&query, arguments);
    let plans = flags.plans(&regions, &config, &matrix, as_of)?;
    let criteria: Vec<Criteria<'_>> = plans.iter().map(|plan| plan.criteria(&matrix, as_of)).collect();
    let all = |query: &Query| criteria.iter().flat_map(|criteria| find(query, *criteria)).collect::<Vec<_>>();
    let mut found = all(&query);
    let unmatched = found.is_empty();
    if arguments.ruled_out {
        found.retain(|(case, _)| !subset::against(&case.criteria, case.model).is_empty());
    }
    let answer = match arguments.format_flags.format() {
        Format::Json => {
            let list: Vec<Value> = found
                .iter()
                .map(|(case, judged)| {
                    // The plans differ in the region only, of which no advice speaks.
                    let advice = plans[0].advice_on(&matrix, Some(case.model));
                    with_facts(case_report::json(case, judged, &advice), case)
                })
                .collect();
            Answer::json(&list)
        }
        Format::Markdown => {
            let cases: Vec<Case<'_>> = found.iter().map(|(case, _)| *case).collect();
            let page = if arguments.ruled_out { subset::ruled_out } else { subset::matrix };
            Answer::of(page(&criteria[0], &cases))
        }
        _ if found.is_empty() => Answer::default(),
        _ => Answer::of(table(&found, &criteria, style)),
    };
    let answer = if unmatched {
        let candidates = criteria.iter().map(|criteria| criteria.candidates().count()).sum();
        let explanation = Explanation::of(&query, candidates, |part| all(part).len());
        let lines = explanation.lines(&filter, "models");
        answer.message(format!("no model matches '{filter}'")).messages(lines)
    } else if found.is_empty() {
        answer.message("the posture rules out none of these models")
    } else {
        answer
    };
    let region = [Setting::Region].into_iter().filter(|_| regions.is_empty() && plans[0].region.is_some());
    let used = config::used(&config, source, &flags, &region.collect::<Vec<_>>());
    Ok(answer.message(case_report::matrix_line(&matrix, as_of)).messages(used))
}

/// Where no flag says mode or region, but the filter asks for one of them, it is the one to judge under.
fn chosen_by(query: &Query, arguments: &ModelsArgs) -> (CaseFlags, Vec<String>) {
    let mode = query.only(Qualifier::Mode).and_then(Mode::read);
    let regions = match query.only(Qualifier::Region) {
        Some(region) if arguments.regions.is_empty() => vec![region.to_owned()],
        _ => arguments.regions.clone(),
    };
    (CaseFlags { mode: arguments.case.mode.or(mode), ..arguments.case.clone() }, regions)
}

/// The models that match, judged: best match first; without words, best verdict first.
fn find<'a>(query: &Query, criteria: Criteria<'a>) -> Vec<(Case<'a>, Judged<'a>)> {
    let (filter, mut scratch) = (Filter::new(query, criteria), Scratch::default());
    let mut found: Vec<(u32, Case<'a>, Judged<'a>)> = criteria
        .candidates()
        .filter_map(|model| {
            let case = criteria.case(model);
            let judged = case.judge();
            let found = filter.matches(model, Some(judged.verdict), &mut scratch)?;
            Some((found.score, case, judged))
        })
        .collect();
    found.sort_by(|(left, _, one), (right, _, other)| {
        right.cmp(left).then_with(|| one.verdict.cmp(&other.verdict))
    });
    found.into_iter().map(|(_, case, judged)| (case, judged)).collect()
}

fn table(found: &[(Case<'_>, Judged<'_>)], all: &[Criteria<'_>], style: OutputStyle) -> String {
    let decided = |criteria: &Criteria<'_>| {
        criteria.mode.is_some()
            && (criteria.region.id().is_some() || criteria.mode == Some(Mode::ExternalModels))
    };
    if all.first().is_some_and(decided) {
        verdicts(found, all.len() > 1, style)
    } else {
        catalogue(found, style)
    }
}

/// Where mode and region are chosen: the verdict, and what decides it; with the region where there are several.
fn verdicts(found: &[(Case<'_>, Judged<'_>)], by_region: bool, style: OutputStyle) -> String {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (case, judged) in found {
        let region = case.criteria.region.id().map(ToString::to_string).unwrap_or_default();
        let reason = judged.deciding().map(|(gate, says)| format!("{}: {}", gate.title, says.reason));
        rows.push(vec![
            region.into(),
            Cell::verdict(judged.verdict),
            case.model.label().into(),
            case.model.provider_name().into(),
            reason.unwrap_or_default().into(),
        ]);
    }
    let mut columns = vec!["Region", "Verdict", "Model", "Provider", "Because"];
    if !by_region {
        columns.remove(0);
        for row in &mut rows {
            row.remove(0);
        }
    }
    table::render(&columns, &rows, style)
}

/// Where they are not, no verdict can be given: what each model is, and where to ask on.
fn catalogue(found: &[(Case<'_>, Judged<'_>)], style: OutputStyle) -> String {
    let mut seen = std::collections::HashSet::new();
    let rows: Vec<[Cell; 5]> = found
        .iter()
        .filter(|(case, _)| seen.insert(&case.model.id))
        .map(|(case, _)| {
            let modes: Vec<&str> =
                case.criteria.matrix.modes_of(case.model).into_iter().map(Mode::id).collect();
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
    table::render(&["Model", "Provider", "Task", "Ends", "Modes"], &rows, style)
}

/// A judged case with what is known of the model itself; null where nobody knows it.
pub(super) fn with_facts(mut object: Value, case: &Case<'_>) -> Value {
    let model = case.model;
    let price = model.price.as_ref().map(|price| {
        json!({
            "unit": "DBU",
            "input": price.input,
            "output": price.output,
            "cache_read": price.cache_read,
            "batch_hour": price.batch_hour,
            "provisioned_hour": price.provisioned_hour,
        })
    });
    let day = first_end(case).and_then(|(date, _)| date);
    object["task"] = json!(model.task);
    object["inputs"] = json!((!model.inputs.is_empty()).then_some(&model.inputs));
    object["context"] = json!(model.context);
    object["max_output"] = json!(model.max_output);
    object["realtime"] = json!(model.realtime);
    object["price"] = json!(price);
    object["ends"] = json!(day);
    object
}

/// The first retirement that is announced in the chosen mode or any, in words.
fn ends(case: &Case<'_>) -> String {
    match first_end(case) {
        None => String::new(),
        Some((None, words)) => words.to_owned(),
        Some((Some(date), words)) => format!("{date} {words}").trim_end().to_owned(),
    }
}

/// The first retirement that is announced in the chosen mode or any, and what is special about it. One on an unknown day
/// comes first.
fn first_end(case: &Case<'_>) -> Option<(Option<NaiveDate>, &'static str)> {
    let day = case.criteria.as_of;
    let modes = Mode::HOSTED.into_iter().filter(|mode| case.criteria.mode.is_none_or(|only| only == *mode));
    modes
        .filter_map(|mode| {
            let lifecycle = case.criteria.matrix.lifecycle(case.model, mode, day);
            let words = match lifecycle.state() {
                LifecycleState::Active | LifecycleState::Legacy => return None,
                LifecycleState::Deprecated => "",
                LifecycleState::Redirected => "redirected",
                LifecycleState::Unclear => "at the earliest",
                LifecycleState::Retired => "retired",
            };
            Some((lifecycle.retires(), words))
        })
        .min()
}
