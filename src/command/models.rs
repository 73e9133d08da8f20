//! `servemap models`: the models with their verdicts, best first.

mod shortlist;

use clap::Args;
use serde_json::{Value, json};

use super::answer::Answer;
use super::case_flags::CaseFlags;
use super::help::help_text;
use super::style::OutputStyle;
use super::table::{self, Cell};
use super::tokens_flags::TokensFlags;
use super::{Format, FormatFlags, Source, case_report, config, filter};
use crate::choice::column::{Column, Row};
use crate::choice::filter::Filter;
use crate::choice::filter_language::{Explanation, Qualifier, Query, Scratch, Vocabulary};
use crate::choice::shortlist::{Shortlist, rules};
use crate::config::Setting;
use crate::error::{Error, Result};
use crate::export::subset;
use crate::gates::{Case, Criteria, Judged};
use crate::host::Host;
use crate::matrix::{Matrix, Mode, Task};
use crate::plan::{Plan, Tokens};
use crate::text::Words;

help_text! {
    HELP, LONG_HELP:
    more "\
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
A mode or region in the filter is judged under, unless a flag sets another. A wrong qualifier is an error: exit 2.";
    "servemap models claude --mode pay-per-token --region eu-west-1 --routing off",
    "servemap models 'provider:anthropic mode:pay-per-token geo:eu routing:no ctx:>=200k'",
    "servemap models task:chat mode:pay-per-token 'price:<10' ends:none",
    "servemap models llama retires:none -status:preview",
    "servemap models --shortlist --mode pay-per-token --region us-east-1 --workload interactive \\
    --tokens-in 120M --tokens-out 30M",
}

/// `servemap models`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Table, Format::Json, Format::Markdown])))]
#[command(after_help = HELP, after_long_help = LONG_HELP)]
pub struct ModelsArgs {
    /// The filter: words, best match first, and qualifiers such as task:embedding
    pub query: Vec<String>,
    /// Only the models that the posture rules out: blocked by it, and open under a more permissive one
    #[arg(long)]
    pub ruled_out: bool,
    /// Only the best five for a task (task:embedding in the filter, else chat), with why, by the rules it prints
    #[arg(long, conflicts_with = "ruled_out")]
    pub shortlist: bool,
    /// The primary region; repeat it to ask about several
    #[arg(long = "region", value_name = "CODE", help_heading = "Choice")]
    pub regions: Vec<String>,
    /// The choices the models are judged under.
    #[command(flatten)]
    pub case: CaseFlags,
    #[command(flatten)]
    pub tokens: TokensFlags,
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
    let tokens = arguments.tokens.over(Tokens::default());
    if arguments.shortlist {
        let [criteria] = criteria.as_slice() else {
            let hint = "ask about each region on its own";
            return Err(Error::new("a shortlist is made for one region").hint(hint));
        };
        return Ok(best(&query, *criteria, arguments, &plans[0], style)?
            .message(case_report::matrix_line(&matrix, as_of)));
    }
    if tokens.is_stated() && arguments.format_flags.format() == Format::Markdown {
        return Err(Error::new("--tokens-in and --tokens-out have no effect on --format markdown")
            .hint("the table, --json and --shortlist show what a month costs"));
    }
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
                    with_facts(case_report::json(case, judged, &advice), case, tokens)
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
        _ => Answer::of(table(&found, &criteria, tokens, style)),
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

/// The best of the models that match.
fn best(
    query: &Query,
    criteria: Criteria<'_>,
    arguments: &ModelsArgs,
    plan: &Plan,
    style: OutputStyle,
) -> Result<Answer> {
    let task = query.only(Qualifier::Task).and_then(Task::read).unwrap_or(Task::Chat);
    let tokens = arguments.tokens.over(Tokens::default());
    let models: Vec<_> = find(query, criteria).into_iter().map(|(case, _)| case.model).collect();
    let list = Shortlist::new(in_matrix_order(models, criteria.matrix), criteria, task, tokens);
    let rules = rules(&criteria, task, tokens);
    match arguments.format_flags.format() {
        Format::Json => Ok(shortlist::json(&list, &rules, tokens, plan)),
        Format::Markdown => Err(Error::new("a shortlist is a table or JSON").hint("--format table or json")),
        _ => Ok(shortlist::table(&list, &rules, style)),
    }
}

/// Equals stay in the order of the matrix, as in the planner.
fn in_matrix_order<'a>(
    mut models: Vec<&'a crate::matrix::Model>,
    matrix: &Matrix,
) -> Vec<&'a crate::matrix::Model> {
    models.sort_by_key(|model| matrix.place_of(model));
    models
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

fn table(
    found: &[(Case<'_>, Judged<'_>)],
    all: &[Criteria<'_>],
    tokens: Tokens,
    style: OutputStyle,
) -> String {
    let decided = |criteria: &Criteria<'_>| {
        criteria.mode.is_some()
            && (criteria.region.id().is_some() || criteria.mode == Some(Mode::ExternalModels))
    };
    if all.first().is_some_and(decided) {
        verdicts(found, all.len() > 1, tokens, style)
    } else {
        catalogue(found, style)
    }
}

/// The columns of the planner's list that a table of verdicts has besides.
const FACTS: [Column; 6] =
    [Column::Input, Column::Output, Column::Month, Column::Hour, Column::Realtime, Column::Ends];

/// Where mode and region are chosen: the verdict, what decides it, and what the models differ in; with the region where
/// there are several. On a screen the facts that do not fit are left out, the least telling first.
fn verdicts(found: &[(Case<'_>, Judged<'_>)], by_region: bool, tokens: Tokens, style: OutputStyle) -> String {
    let mode = found.first().and_then(|(case, _)| case.criteria.mode);
    let mut facts: Vec<Column> = Column::of(mode, tokens);
    facts.retain(|column| FACTS.contains(column));
    let mut facts_by_rank = facts.clone();
    facts_by_rank.sort_by_key(|column| column.rank());
    loop {
        let (columns, rows) = verdict_rows(found, by_region, tokens, &facts);
        let fits = style.width.is_none_or(|screen| table::least_width(&columns, &rows) <= screen);
        match facts_by_rank.pop() {
            Some(least) if !fits => facts.retain(|column| *column != least),
            _ => return table::render(&columns, &rows, style),
        }
    }
}

fn verdict_rows(
    found: &[(Case<'_>, Judged<'_>)],
    by_region: bool,
    tokens: Tokens,
    facts: &[Column],
) -> (Vec<&'static str>, Vec<Vec<Cell>>) {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (case, judged) in found {
        let region = case.criteria.region.id().map(ToString::to_string).unwrap_or_default();
        let deciding = judged.deciding();
        let reason = deciding.map(|(gate, says)| format!("{}: {}", gate.title, says.reason));
        let row = Row { case: *case, verdict: judged.verdict, gate: deciding.map(|(gate, _)| gate), tokens };
        let mut cells: Vec<Cell> =
            vec![Cell::verdict(judged.verdict), case.model.label().into(), case.model.provider_name().into()];
        cells.extend(facts.iter().map(|column| Cell::from(column.cell(&row))));
        cells.push(reason.unwrap_or_default().into());
        if by_region {
            cells.insert(0, region.into());
        }
        rows.push(cells);
    }
    let mut columns = vec!["Verdict", "Model", "Provider"];
    columns.extend(facts.iter().map(|column| match column {
        Column::Input => "DBU/1M in",
        Column::Output => "out",
        Column::Realtime => "Real-time",
        Column::Ends => "Ends",
        other => other.head(),
    }));
    columns.push("Because");
    if by_region {
        columns.insert(0, "Region");
    }
    (columns, rows)
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
                case.end().to_string().into(),
                modes.into(),
            ]
        })
        .collect();
    table::render(&["Model", "Provider", "Task", "Ends", "Modes"], &rows, style)
}

/// A judged case with what is known of the model itself; null where nobody knows it.
pub(super) fn with_facts(mut object: Value, case: &Case<'_>, tokens: Tokens) -> Value {
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
    object["task"] = json!(model.task);
    object["inputs"] = json!((!model.inputs.is_empty()).then_some(&model.inputs));
    object["context"] = json!(model.context);
    object["max_output"] = json!(model.max_output);
    object["realtime"] = json!(model.realtime);
    object["price"] = json!(price);
    object["ends"] = json!(case.end().day());
    if tokens.is_stated() {
        object["dbu_per_month"] = json!(case.monthly_dbu(tokens).ok());
    }
    object
}
