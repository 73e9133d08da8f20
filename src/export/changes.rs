//! What changed between two matrices, for people: release notes as Markdown, and the same lines for a table.
//!
//! Cells that changed alike stand on one line: a page of a thousand lines is read by nobody.

mod group;
mod json;

pub use json::json;

use super::{closing_lines, markdown};
use crate::date;
use crate::matrix::diff::{ChangeKind, Difference, FactChange, ModelEntry, NoticeChange, RegionEntry};
use crate::matrix::{Matrix, Mode};
use crate::text;

/// The columns of every change.
pub const COLUMNS: [&str; 6] = ["Change", "What", "Mode", "Where", "Before", "Now"];

/// What a column says where there is nothing to say.
const NOTHING: &str = "";

const ADDED: &str = "added";
const REMOVED: &str = "removed";

/// One kind of change: its heading in the release notes, and its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub title: &'static str,
    /// The lines, in the order of [`COLUMNS`].
    pub lines: Vec<[String; 6]>,
}

/// Everything that changed, kind after kind; kinds without a change are left out.
pub fn sections(difference: &Difference<'_>) -> Vec<Section> {
    let cells = |kind: ChangeKind| group::lines(difference.cells.iter().filter(|change| change.kind == kind));
    let all = [
        ("Models added", models(ADDED, &difference.models.added)),
        ("Models removed", models(REMOVED, &difference.models.removed)),
        ("Regions added", regions(ADDED, &difference.regions.added)),
        ("Regions removed", regions(REMOVED, &difference.regions.removed)),
        ("Opened", cells(ChangeKind::Opened)),
        ("Closed", cells(ChangeKind::Closed)),
        ("Cross-geography routing changed", cells(ChangeKind::Routing)),
        ("Preview or GA changed", cells(ChangeKind::Preview)),
        ("Became known", cells(ChangeKind::BecameKnown)),
        ("Became unknown", cells(ChangeKind::BecameUnknown)),
        ("Retirement notices", announcements(&difference.announcements)),
        ("Routing rules", rules(&difference.routing)),
        ("Facts about models", facts("model fact", &difference.model_facts)),
        ("Facts about regions", facts("region fact", &difference.region_facts)),
    ];
    let section = |(title, lines): (&'static str, Vec<_>)| Section { title, lines };
    all.into_iter().map(section).filter(|section| !section.lines.is_empty()).collect()
}

/// How much changed between which matrices, in one line.
pub fn summary(difference: &Difference<'_>) -> String {
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
    difference: &Difference<'_>,
    decisions: &str,
    new: &Matrix,
    as_of: chrono::NaiveDate,
) -> String {
    let mut page = format!(
        "# Model serving on {}: what changed from {} to {}\n\n{}.\n",
        difference.cloud.name(),
        difference.old.as_of,
        difference.new.as_of,
        markdown::escape(&text::capitalized(&summary(difference)))
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
    for line in closing_lines::lines(new, as_of) {
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
    let columns: Vec<&str> = kept.iter().map(|at| COLUMNS[*at]).collect();
    let cells = |line: &[String; 6]| kept.iter().map(|at| line[*at].clone()).collect::<Vec<_>>();
    markdown::table(columns, &section.lines.iter().map(cells).collect::<Vec<_>>())
}

fn models(change: &str, models: &[ModelEntry]) -> Vec<[String; 6]> {
    models
        .iter()
        .map(|model| {
            let what = if model.name == model.model.0 {
                model.name.clone()
            } else {
                format!("{} ({})", model.model, model.name)
            };
            let offered = if model.modes.is_empty() { "no mode yet".to_owned() } else { modes(&model.modes) };
            line(change, what, offered, String::new(), None, None)
        })
        .collect()
}

fn regions(change: &str, regions: &[RegionEntry]) -> Vec<[String; 6]> {
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
            let (before, after) = if change == REMOVED { (lists, None) } else { (None, lists) };
            line(change, what, String::new(), String::new(), before.as_deref(), after.as_deref())
        })
        .collect()
}

fn announcements(notices: &[NoticeChange]) -> Vec<[String; 6]> {
    let line = |notice: &NoticeChange| notice_line("notice", &notice.label, "nothing announced", notice);
    notices.iter().map(line).collect()
}

fn rules(rules: &[NoticeChange]) -> Vec<[String; 6]> {
    rules.iter().map(|rule| notice_line("routing rule", &rule.model.0, "no rule", rule)).collect()
}

fn notice_line(kind: &str, what: &str, nothing: &str, notice: &NoticeChange) -> [String; 6] {
    let change = format!("{kind} {}", notice.change);
    let [before, after] =
        [&notice.before, &notice.after].map(|value| Some(value.as_deref().unwrap_or(nothing)));
    line(&change, what.to_owned(), modes(&notice.modes), String::new(), before, after)
}

fn facts(kind: &str, facts: &[FactChange]) -> Vec<[String; 6]> {
    let fact_line = |fact: &FactChange| {
        let [before, after] =
            [&fact.before, &fact.after].map(|value| Some(value.as_deref().unwrap_or("unknown")));
        let what = format!("{}: {}", fact.about, fact.fact);
        line(kind, what, String::new(), String::new(), before, after)
    };
    facts.iter().map(fact_line).collect()
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
