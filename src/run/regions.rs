//! `servemap regions`: the regions of a cloud, and for a mode what each of them offers.

use serde_json::{Value, json};

use super::answer::Answer;
use super::judged::matrix_line;
use super::look::Look;
use super::table::{self, Cell};
use super::{case, day};
use crate::cli::{RegionsArgs, Source, TableFormat};
use crate::error::Result;
use crate::export::markdown;
use crate::host::{Host, library};
use crate::matrix::query::{Query, Scratch};
use crate::matrix::{Availability, Matrix, Region, Scope};
use crate::plan::{Facts, Verdict};

/// How many models of a mode a region has, and in what way.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    in_geo: usize,
    with_routing: usize,
    preview: usize,
    open: usize,
    blocked: usize,
    unknown: usize,
}

pub fn run(arguments: &RegionsArgs, source: &Source, host: &dyn Host, look: Look) -> Result<Answer> {
    let matrix = library::matrix(host, source.cloud, source.matrix.as_deref())?;
    let asked = case::asked(&arguments.case, &matrix)?;
    let facts = asked.facts(&matrix, day(source, host));
    let words = arguments.query.join(" ");
    let regions: Vec<(&Region, Option<Tally>)> = find(&words, &matrix)
        .into_iter()
        .map(|region| (region, facts.mode.map(|_| tally(facts, region))))
        .collect();
    let answer = match arguments.format {
        TableFormat::Json => Answer::json(&json(&regions, facts)),
        TableFormat::Markdown => Answer::of(page(&regions, facts)),
        TableFormat::Table if regions.is_empty() => Answer::default(),
        TableFormat::Table => Answer::of(table(&regions, facts, look)),
    };
    let answer = if regions.is_empty() {
        answer.message(format!("no region matches '{}'", crate::text::clean_line(&words)))
    } else {
        answer
    };
    Ok(answer.message(matrix_line(&matrix, facts.as_of)))
}

fn find<'a>(words: &str, matrix: &'a Matrix) -> Vec<&'a Region> {
    let (query, mut scratch) = (Query::parse(words), Scratch::default());
    let mut found: Vec<(u32, &Region)> = matrix
        .regions()
        .iter()
        .filter_map(|region| {
            let country = region.country.as_deref().unwrap_or_default();
            let fields = [region.id.0.as_str(), &region.location, region.geo_name(), country];
            Some((query.matches(&fields, &mut scratch)?.score, region))
        })
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, region)| region).collect()
}

fn tally(facts: Facts<'_>, region: &Region) -> Tally {
    let facts = facts.in_region(region);
    let mut tally = Tally::default();
    for model in facts.candidates() {
        let case = facts.case(model);
        if let Availability::Listed { scope, preview } = case.availability(region) {
            tally.in_geo += usize::from(scope == Scope::InGeo);
            tally.with_routing += usize::from(scope == Scope::CrossGeo);
            tally.preview += usize::from(preview);
        }
        match case.judge().verdict {
            Verdict::Available | Verdict::Conditional => tally.open += 1,
            Verdict::Blocked => tally.blocked += 1,
            Verdict::Unknown => tally.unknown += 1,
        }
    }
    tally
}

fn place(region: &Region) -> [String; 4] {
    let country = region.country.clone().unwrap_or_else(|| "unknown".to_owned());
    [region.id.to_string(), region.location.clone(), region.geo_name().to_owned(), country]
}

const PLACE: [&str; 4] = ["Region", "Location", "Geo", "Country"];
const COUNTED: [&str; 10] = [
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

fn counted(region: &Region, tally: Tally) -> [String; 10] {
    let [code, location, geo, country] = place(region);
    let Tally { in_geo, with_routing, preview, open, blocked, unknown } = tally;
    let [in_geo, with_routing, preview, open, blocked, unknown] =
        [in_geo, with_routing, preview, open, blocked, unknown].map(|count| count.to_string());
    [code, location, geo, country, in_geo, with_routing, preview, open, blocked, unknown]
}

fn table(regions: &[(&Region, Option<Tally>)], facts: Facts<'_>, look: Look) -> String {
    if facts.mode.is_none() {
        let rows: Vec<[Cell; 4]> = regions.iter().map(|(region, _)| place(region).map(Cell::from)).collect();
        return table::render(PLACE, &rows, look);
    }
    let rows: Vec<[Cell; 10]> = regions
        .iter()
        .map(|(region, tally)| counted(region, tally.unwrap_or_default()).map(Cell::from))
        .collect();
    table::render(COUNTED, &rows, look)
}

fn page(regions: &[(&Region, Option<Tally>)], facts: Facts<'_>) -> String {
    if facts.mode.is_none() {
        let rows: Vec<[String; 4]> = regions.iter().map(|(region, _)| place(region)).collect();
        return markdown::table(PLACE, &rows);
    }
    let rows: Vec<[String; 10]> =
        regions.iter().map(|(region, tally)| counted(region, tally.unwrap_or_default())).collect();
    markdown::table(COUNTED, &rows)
}

fn json(regions: &[(&Region, Option<Tally>)], facts: Facts<'_>) -> Value {
    let list: Vec<Value> = regions
        .iter()
        .map(|(region, tally)| {
            json!({
                "region": region.id.to_string(),
                "location": region.location,
                "geo": region.geo.as_ref().map(ToString::to_string),
                "country": region.country,
                "note": region.note,
                "models": tally.map(|tally| json!({
                    "in_geo": tally.in_geo,
                    "with_routing": tally.with_routing,
                    "preview": tally.preview,
                    "open": tally.open,
                    "blocked": tally.blocked,
                    "unknown": tally.unknown,
                })),
            })
        })
        .collect();
    let matrix = facts.matrix;
    json!({
        "schema": "servemap/regions/1",
        "matrix": { "cloud": matrix.cloud.id(), "as_of": matrix.as_of.to_string() },
        "as_of": facts.as_of.to_string(),
        "mode": facts.mode.map(crate::matrix::Mode::id),
        "regions": list,
    })
}
