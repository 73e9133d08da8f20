//! `servemap list`: the decisions of a team, what needs somebody first.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::answer::Answer;
use super::decisions::Decisions;
use super::help::help_text;
use super::style::{self, OutputStyle};
use super::table::{self, Cell};
use super::{Format, FormatFlags, Source, filter, value};
use crate::choice::filter_language::{Explanation, Qualifier, Query};
use crate::error::Result;
use crate::host::Host;
use crate::plan::status::status_words;
use crate::review::{self, Column, DecisionSummary, Links, Urgency, counts};
use crate::text::{self, Words};

help_text! {
    HELP, LONG_HELP:
    more "\
Words of the form name:value among the paths are qualifiers, and --filter takes words too; all must hold:
  words        match fuzzily over decision, model and owner, and as they are in the workload; \"in quotes\" letter by letter
  name:value   of owner status verdict mode region model provider due approved left guardrails
  -name:value  anything known to differ; name:unknown or name:? finds what nobody knows
  verdict:     available, conditional, blocked, unknown; broken for a file that is not a plan, incomplete
  status:      proposed, accepted, superseded, withdrawn, not-stated
  due:<30d     the nearer of the review date and the end of the model; left:<90d is the end alone;
               a day such as 2026-12-31, or a span from the as-of date: 90d, 12w, 6m, 1y; or none
  approved:no  fewer approvals hold than --require-approval (else one), or changes are requested
  guardrails:open
Exits 0, whatever the decisions are worth: 'servemap check' judges them. 2 on a usage or input error, or if no file \
can be read as a plan.";
    "servemap list decisions",
    "servemap list decisions owner:ml-platform due:<30d -status:superseded",
    "servemap list decisions --filter 'support approved:no' --sort left --format markdown",
}

/// `servemap list`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Table, Format::Markdown, Format::Json])))]
#[command(after_help = HELP, after_long_help = LONG_HELP)]
pub struct ListArgs {
    /// Plans, folders of plans, and qualifiers such as owner:ml-platform [default: the configured folder of decisions]
    #[arg(value_name = "PATH")]
    pub words: Vec<PathBuf>,
    /// Only the decisions that match: words and qualifiers; can be repeated
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub filter: Vec<String>,
    /// Sort by this column; verdict puts what needs somebody first
    #[arg(long, value_name = "COLUMN", value_parser = value::word::<Column>(), default_value = "verdict")]
    pub sort: Column,
    /// Sort the other way round
    #[arg(long)]
    pub reverse: bool,
    /// How many people have to approve
    #[arg(long, value_name = "N")]
    pub require_approval: Option<usize>,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

pub fn run(arguments: &ListArgs, source: &Source, host: &dyn Host, style: OutputStyle) -> Result<Answer> {
    let (paths, words) = parted(arguments, host);
    let decisions = Decisions::read(&paths, arguments.require_approval, source, host)?;
    let (summaries, as_of) = (decisions.summaries(), decisions.read.as_of);
    let (text, query) = filter::read(&words, &review::vocabulary(summaries, &decisions.read.matrices))?;
    let sort = (arguments.sort, arguments.reverse);
    let found = |query: &Query| review::found(summaries, query, as_of, sort);
    let shown: Vec<&DecisionSummary> = found(&query).iter().map(|(place, _)| &summaries[*place]).collect();
    let answer = match arguments.format_flags.format() {
        Format::Json => Answer::json(&json(&decisions, &shown)),
        Format::Markdown if shown.is_empty() => Answer::default(),
        Format::Markdown => {
            let reach = |file: &str| review::slashes(Path::new(file));
            Answer::of(review::table(&shown, &Links::new(summaries, &reach)))
        }
        _ => Answer::of(table(&shown, style)),
    };
    let answer = if shown.is_empty() {
        let explanation = Explanation::of(&query, summaries.len(), |part| found(part).len());
        let lines = explanation.lines(&text, "decisions");
        answer.message(format!("no decision matches '{text}'")).messages(lines)
    } else {
        answer
    };
    let of = if shown.len() == summaries.len() { String::new() } else { format!("{} of ", shown.len()) };
    let answer = answer.message(format!("{of}{}, as of {as_of}", counts(summaries)));
    let answer = answer.messages(decisions.matrix_lines()).messages(&decisions.used);
    Ok(decisions.fail_if_none_is_read(answer))
}

/// The paths, and the words of the filter. What looks like a qualifier and is no file filters.
fn parted(arguments: &ListArgs, host: &dyn Host) -> (Vec<PathBuf>, Vec<String>) {
    let is_term = |path: &PathBuf| {
        let name = path.to_str().and_then(|word| word.trim_start_matches('-').split_once(':'));
        name.is_some_and(|(name, _)| name.len() > 1 && Qualifier::read(name).is_some()) && !host.exists(path)
    };
    let (terms, paths): (Vec<PathBuf>, Vec<PathBuf>) = arguments.words.iter().cloned().partition(is_term);
    let terms = terms.into_iter().map(|term| term.display().to_string());
    (paths, arguments.filter.iter().cloned().chain(terms).collect())
}

/// `servemap/list/1`.
#[derive(Serialize)]
struct ListJson<'d> {
    schema: &'static str,
    as_of: NaiveDate,
    matrices: Vec<Value>,
    plans: usize,
    #[serde(serialize_with = "one_by_one")]
    decisions: &'d [&'d DecisionSummary],
}

/// Each is made when it is written: as values, ten thousand take ten times what they say.
fn one_by_one<S: Serializer>(shown: &[&DecisionSummary], to: S) -> std::result::Result<S::Ok, S::Error> {
    to.collect_seq(shown.iter().map(|summary| review::json(summary)))
}

fn json<'d>(decisions: &Decisions, shown: &'d [&'d DecisionSummary]) -> ListJson<'d> {
    ListJson {
        schema: "servemap/list/1",
        as_of: decisions.read.as_of,
        matrices: decisions.matrices_used(),
        plans: decisions.summaries().len(),
        decisions: shown,
    }
}

const COLUMNS: [(Column, &str); 10] = [
    (Column::Verdict, "Verdict"),
    (Column::Decision, "Decision"),
    (Column::Model, "Model"),
    (Column::Mode, "Mode"),
    (Column::Region, "Region"),
    (Column::Left, "Days left"),
    (Column::Status, "Status"),
    (Column::Owner, "Owner"),
    (Column::Approvals, "Approvals"),
    (Column::Review, "Review by"),
];

/// A table where there is room for it, else a few lines for each decision: a name that is cut helps nobody.
fn table(shown: &[&DecisionSummary], style: OutputStyle) -> String {
    if shown.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<Cell>> = shown.iter().map(|summary| row(summary)).collect();
    let heads: Vec<&str> = COLUMNS.iter().map(|(_, head)| *head).chain(["Guardrails", "What"]).collect();
    let columns: Vec<usize> =
        (0..heads.len()).filter(|at| rows.iter().any(|row| !row[*at].is_empty())).collect();
    let heads: Vec<&str> = columns.iter().map(|at| heads[*at]).collect();
    let rows: Vec<Vec<Cell>> =
        rows.iter().map(|row| columns.iter().map(|at| row[*at].clone()).collect()).collect();
    match style.width {
        Some(width) if width < table::least_width(&heads, &rows) => {
            shown.iter().map(|summary| lines(summary, style)).collect()
        }
        _ => table::render(&heads, &rows, style),
    }
}

fn row(summary: &DecisionSummary) -> Vec<Cell> {
    let cell = |column: Column| match column {
        Column::Verdict => verdict(summary),
        column => Cell::from(column.cell(summary)),
    };
    let rest =
        [Column::Guardrails.cell(summary).into(), text::clean_line(&summary.remark()).into_owned().into()];
    COLUMNS.iter().map(|(column, _)| cell(*column)).chain(rest).collect()
}

/// The verdict with its sign, or what stands in its place.
fn verdict(summary: &DecisionSummary) -> Cell {
    if let Some(verdict) = summary.verdict {
        return Cell::verdict(verdict);
    }
    let (sign, colour) = match summary.urgency {
        Urgency::Past => ('-', anstyle::Style::new()),
        Urgency::Failing => ('x', style::RED),
        _ => ('?', style::YELLOW),
    };
    Cell::coloured(format!("{sign} {}", summary.verdict_word()), colour)
}

/// A decision on a narrow screen: how it stands, what it is, who cares for it.
fn lines(summary: &DecisionSummary, style: OutputStyle) -> String {
    let verdict = verdict(summary);
    let mut lines = vec![format!("{}  {}", verdict.painted(style), summary.name)];
    let mode = summary.mode.map(|mode| format!("in {}", mode.name()));
    let parts = [summary.model.clone(), mode, summary.region.clone(), Some(summary.end_words())];
    let what: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let left = summary.days_left.map(|days| format!(" ({days} days)")).unwrap_or_default();
    lines.push(format!("{}{left}", what.join(", ")));
    if !summary.is_broken() {
        let owner = summary.owner.as_deref().unwrap_or("none");
        let cells = [
            (Column::Approvals, "approvals"),
            (Column::Guardrails, "guardrails"),
            (Column::Review, "review by"),
        ];
        let cells = cells.into_iter().map(|(column, head)| (head, column.cell(summary)));
        let cells = cells.filter(|(_, cell)| !cell.is_empty()).map(|(head, cell)| format!("{head}: {cell}"));
        let stated = [format!("status: {}", status_words(summary.status)), format!("owner: {owner}")];
        lines.push(stated.into_iter().chain(cells).collect::<Vec<_>>().join(", "));
    }
    lines.push(text::clean_line(&summary.remark()).into_owned());
    lines.push(summary.file.clone());
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    lines.join("\n    ") + "\n"
}
