//! `servemap regions`: the regions of a cloud, and for a mode what each of them offers.

use clap::{Arg, Args};
use serde_json::{Value, json};

use super::answer::Answer;
use super::case_flags::CaseFlags;
use super::case_report::matrix_line;
use super::help::help_text;
use super::style::OutputStyle;
use super::table::{self, Cell};
use super::{Format, FormatFlags, Source, config, filter};
use crate::choice::filter::region_match;
use crate::choice::filter_language::{Explanation, Query, Scratch, Vocabulary};
use crate::choice::tally::Tally;
use crate::error::Result;
use crate::export::markdown;
use crate::gates::Criteria;
use crate::host::Host;
use crate::matrix::Region;

help_text! {
    HELP, LONG_HELP:
    more "\
A filter is words over code, location, Geo and country, and the qualifiers region geo country; with a mode \
also the counts in-geo cross-geo preview open blocked, such as open:>=10. A leading - negates a qualifier.";
    "servemap regions europe --mode provisioned-throughput",
    "servemap regions geo:eu 'open:>=10' --mode pay-per-token",
}

/// `servemap regions`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Table, Format::Json, Format::Markdown])))]
#[command(after_help = HELP, after_long_help = LONG_HELP)]
#[command(mut_args(judging))]
pub struct RegionsArgs {
    /// The filter: words, best match first, and qualifiers such as geo:eu
    pub query: Vec<String>,
    /// Only this region; repeat it for several
    #[arg(long = "region", value_name = "CODE", help_heading = "Choice")]
    pub regions: Vec<String>,
    /// The choices the models are judged under.
    #[command(flatten)]
    pub case: CaseFlags,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

/// Without a mode nothing is judged.
fn judging(arg: Arg) -> Arg {
    let of_the_case = ["secondary", "workload", "residency", "routing", "preview", "usage", "needed_until"];
    if of_the_case.contains(&arg.get_id().as_str()) { arg.requires("mode") } else { arg }
}

pub fn run(arguments: &RegionsArgs, source: &Source, host: &dyn Host, style: OutputStyle) -> Result<Answer> {
    let config = source.config(None, host)?;
    let matrix = source.matrix(&config, host)?;
    let plan = arguments.case.plan(None, &config, &matrix, source.day(host))?;
    let criteria = plan.criteria(&matrix, source.day(host));
    let (filter, query) = filter::read(&arguments.query, &Vocabulary::regions(&matrix))?;
    let only: Vec<&Region> =
        arguments.regions.iter().map(|code| matrix.find_region(code)).collect::<Result<_>>()?;
    let all: Vec<(&Region, Option<Tally>)> = matrix
        .regions()
        .iter()
        .filter(|region| only.is_empty() || only.iter().any(|known| known.id == region.id))
        .map(|region| (region, Tally::of(criteria, region)))
        .collect();
    let regions = find(&query, &all);
    let answer = match arguments.format_flags.format() {
        Format::Json => Answer::json(&json(&regions, criteria)),
        Format::Markdown => {
            let (columns, rows) = rows(&regions);
            Answer::of(markdown::table(columns, &rows))
        }
        _ if regions.is_empty() => Answer::default(),
        _ => Answer::of(table(&regions, style)),
    };
    let answer = if regions.is_empty() {
        let explanation = Explanation::of(&query, all.len(), |part| find(part, &all).len());
        let lines = explanation.lines(&filter, "regions");
        answer.message(format!("no region matches '{filter}'")).messages(lines)
    } else {
        answer
    };
    let used = config::used(&config, source, &arguments.case, &[]);
    Ok(answer.message(matrix_line(&matrix, criteria.as_of)).messages(used))
}

fn find<'a>(query: &Query, all: &[(&'a Region, Option<Tally>)]) -> Vec<(&'a Region, Option<Tally>)> {
    let mut scratch = Scratch::default();
    let mut found: Vec<(u32, (&Region, Option<Tally>))> = all
        .iter()
        .filter_map(|(region, tally)| {
            Some((region_match(query, region, || *tally, &mut scratch)?.score, (*region, *tally)))
        })
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, row)| row).collect()
}

/// The first four say where a region is; the others are counts, for a mode.
const COLUMNS: [&str; 10] = [
    "Region",
    "Location",
    "Geo",
    "Country",
    "In-Geo",
    "With routing",
    "Preview",
    "Open",
    "Blocked",
    "Unknown",
];

/// The columns that can be filled, and a row for each region.
fn rows(regions: &[(&Region, Option<Tally>)]) -> (&'static [&'static str], Vec<Vec<String>>) {
    let counted = regions.iter().any(|(_, tally)| tally.is_some());
    let mut rows = Vec::new();
    for (region, tally) in regions {
        let country = region.country.as_deref().unwrap_or("unknown").to_owned();
        let mut row =
            vec![region.id.to_string(), region.location.clone(), region.geo_name().to_owned(), country];
        if counted {
            row.extend(counts(*tally));
        }
        rows.push(row);
    }
    (if counted { &COLUMNS } else { &COLUMNS[..4] }, rows)
}

/// What was not counted is unknown, not zero.
fn counts(tally: Option<Tally>) -> [String; 6] {
    let listed = tally.and_then(|tally| tally.listed);
    [
        listed.map(|listed| listed.in_geo),
        listed.map(|listed| listed.cross_geo),
        listed.map(|listed| listed.preview),
        tally.map(|tally| tally.open),
        tally.map(|tally| tally.blocked),
        tally.map(|tally| tally.unknown),
    ]
    .map(|count| count.map_or_else(|| "?".to_owned(), |count| count.to_string()))
}

fn table(regions: &[(&Region, Option<Tally>)], style: OutputStyle) -> String {
    let (columns, rows) = rows(regions);
    let rows: Vec<Vec<Cell>> =
        rows.into_iter().map(|row| row.into_iter().map(Cell::from).collect()).collect();
    table::render(columns, &rows, style)
}

fn json(regions: &[(&Region, Option<Tally>)], criteria: Criteria<'_>) -> Value {
    let list: Vec<Value> = regions
        .iter()
        .map(|(region, tally)| {
            json!({
                "region": region.id,
                "location": region.location,
                "geo": region.geo,
                "country": region.country,
                "note": region.note,
                "models": tally.map(|tally| json!({
                    "in_geo": tally.listed.map(|listed| listed.in_geo),
                    "with_routing": tally.listed.map(|listed| listed.cross_geo),
                    "preview": tally.listed.map(|listed| listed.preview),
                    "open": tally.open,
                    "blocked": tally.blocked,
                    "unknown": tally.unknown,
                })),
            })
        })
        .collect();
    let matrix = criteria.matrix;
    json!({
        "schema": "servemap/regions/1",
        "matrix": { "cloud": matrix.cloud, "as_of": matrix.as_of },
        "as_of": criteria.as_of,
        "mode": criteria.mode,
        "regions": list,
    })
}
