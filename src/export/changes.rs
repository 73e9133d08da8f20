//! What changed between two matrices, for people: release notes as Markdown, and the same lines for a table.
//!
//! Cells that changed alike stand on one line: a page of a thousand lines is read by nobody.

mod group;
mod json;

pub use json::json;

use super::{closing, markdown};
use crate::date;
use crate::matrix::diff::{CellTurn, Difference, ModelTurn, RegionTurn};
use crate::matrix::{Matrix, Mode};
use crate::text;

/// The columns of every change.
pub const COLUMNS: [&str; 6] = ["Change", "What", "Mode", "Where", "Before", "Now"];

/// What a column says where there is nothing to say.
const NOTHING: &str = "";

const COME: &str = "came";
const GONE: &str = "went";

/// One kind of change: its heading in the release notes, and its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub title: &'static str,
    /// The lines, in the order of [`COLUMNS`].
    pub lines: Vec<[String; 6]>,
}

/// Everything that changed, kind after kind; kinds without a change are left out.
pub fn sections(difference: &Difference) -> Vec<Section> {
    let cells = |turn: CellTurn| group::lines(difference.cells.iter().filter(|change| change.turn == turn));
    let all = [
        ("Models that came", models(COME, &difference.models_come)),
        ("Models that went", models(GONE, &difference.models_gone)),
        ("Regions that came", regions(COME, &difference.regions_come)),
        ("Regions that went", regions(GONE, &difference.regions_gone)),
        ("Opened", cells(CellTurn::Opened)),
        ("Closed", cells(CellTurn::Closed)),
        ("Cross-geography routing changed", cells(CellTurn::Routing)),
        ("Preview or GA changed", cells(CellTurn::Preview)),
        ("Became known", cells(CellTurn::BecameKnown)),
        ("Became unknown", cells(CellTurn::BecameUnknown)),
        ("Retirement notices", announcements(difference)),
        ("Routing rules", rules(difference)),
        ("Facts about models", facts("model fact", &difference.model_facts)),
        ("Facts about regions", facts("region fact", &difference.region_facts)),
    ];
    let section = |(title, lines): (&'static str, Vec<_>)| Section { title, lines };
    all.into_iter().map(section).filter(|section| !section.lines.is_empty()).collect()
}

/// How much changed between which matrices, in one line.
pub fn summary(difference: &Difference) -> String {
    let (old, new) = (&difference.old, &difference.new);
    format!(
        "{} from the {} matrix of {} ({}) to that of {} ({})",
        text::count(difference.count(), "change"),
        difference.cloud.name(),
        old.as_of,
        old.origin,
        new.as_of,
        new.origin
    )
}

/// The release notes: what that does to decisions, what changed, kind after kind, and where to verify. `new` is the newer
/// matrix, `decisions` a section that stands by itself, or nothing.
pub fn release_notes(
    difference: &Difference,
    decisions: &str,
    new: &Matrix,
    as_of: chrono::NaiveDate,
) -> String {
    let mut page = format!(
        "# Model serving on {}: what changed from {} to {}\n\n{}.\n",
        difference.cloud.name(),
        difference.old.as_of,
        difference.new.as_of,
        markdown::escape(&sentence(&summary(difference)))
    );
    if difference.new.as_of < difference.old.as_of {
        let days = date::days(difference.new.as_of, difference.old.as_of);
        let line = format!("The second matrix is {} older than the first.", date::in_words(days));
        page.extend(["\n", &markdown::escape(&line), "\n"]);
    }
    // First what the team has to do something about.
    if !decisions.is_empty() {
        page.extend(["\n", decisions]);
    }
    for section in sections(difference) {
        page.extend(["\n## ", section.title, "\n\n", &table(&section)]);
    }
    for line in closing::lines(new, as_of) {
        page.extend(["\n", &markdown::escape(&line), "\n"]);
    }
    page
}

/// The heading says which kind of change it is, unless it has several; columns that say nothing are left out.
fn table(section: &Section) -> String {
    let kinds: std::collections::BTreeSet<&str> = section.lines.iter().map(|line| line[0].as_str()).collect();
    let says = |at: usize| {
        if at == 0 { kinds.len() > 1 } else { section.lines.iter().any(|line| !line[at].is_empty()) }
    };
    let kept: Vec<usize> = (0..COLUMNS.len()).filter(|at| says(*at)).collect();
    let row = |cells: &[&str; 6]| markdown::row(kept.iter().map(|at| Some(cells[*at]))) + "\n";
    let mut table = format!("{}|{}\n", row(&COLUMNS), " --- |".repeat(kept.len()));
    for line in &section.lines {
        table.push_str(&row(&line.each_ref().map(String::as_str)));
    }
    table
}

fn models(turn: &str, models: &[ModelTurn]) -> Vec<[String; 6]> {
    models
        .iter()
        .map(|model| {
            let what = if model.name == model.model.0 {
                model.name.clone()
            } else {
                format!("{} ({})", model.model, model.name)
            };
            let offered = if model.modes.is_empty() { "no mode yet".to_owned() } else { modes(&model.modes) };
            line(turn, what, offered, String::new(), None, None)
        })
        .collect()
}

fn regions(turn: &str, regions: &[RegionTurn]) -> Vec<[String; 6]> {
    let listed = |(mode, count): &(Mode, Option<usize>)| {
        let count = count.map_or_else(|| "unknown".to_owned(), |count| count.to_string());
        format!("{} {count}", mode.name())
    };
    regions
        .iter()
        .map(|region| {
            let lists = region.listed.iter().map(listed).collect::<Vec<_>>().join(", ");
            let lists = Some(format!("models listed: {lists}"));
            let what = format!("{}, {}", region.region, region.location);
            let (before, after) = if turn == GONE { (lists, None) } else { (None, lists) };
            line(turn, what, String::new(), String::new(), before.as_deref(), after.as_deref())
        })
        .collect()
}

fn announcements(difference: &Difference) -> Vec<[String; 6]> {
    difference
        .announcements
        .iter()
        .map(|told| {
            let nothing = Some("nothing announced");
            let (before, after) = (told.before.as_deref().or(nothing), told.after.as_deref().or(nothing));
            let change = format!("notice {}", told.turn());
            line(&change, told.label.clone(), modes(&told.modes), String::new(), before, after)
        })
        .collect()
}

fn rules(difference: &Difference) -> Vec<[String; 6]> {
    difference
        .routing
        .iter()
        .map(|rule| {
            let nothing = Some("no rule");
            let (before, after) = (rule.before.as_deref().or(nothing), rule.after.as_deref().or(nothing));
            let change = format!("routing rule {}", rule.turn());
            line(&change, rule.model.to_string(), modes(&rule.modes), String::new(), before, after)
        })
        .collect()
}

fn facts(kind: &str, facts: &[crate::matrix::diff::FactChange]) -> Vec<[String; 6]> {
    facts
        .iter()
        .map(|fact| {
            let unknown = Some("unknown");
            let (before, after) = (fact.before.as_deref().or(unknown), fact.after.as_deref().or(unknown));
            let what = format!("{}: {}", fact.about, fact.fact);
            line(kind, what, String::new(), String::new(), before, after)
        })
        .collect()
}

fn modes(modes: &[Mode]) -> String {
    modes.iter().map(|mode| mode.name()).collect::<Vec<_>>().join(", ")
}

fn line(
    change: &str,
    what: String,
    mode: String,
    place: String,
    before: Option<&str>,
    after: Option<&str>,
) -> [String; 6] {
    let text = |value: Option<&str>| value.unwrap_or(NOTHING).to_owned();
    // Replacements and names are the file's own words, over any number of lines.
    [change.to_owned(), what, mode, place, text(before), text(after)]
        .map(|cell| text::clean_line(&cell).into_owned())
}

/// With a capital at its start.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
