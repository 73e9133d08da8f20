//! Standing documents: the checklist and the runbook page of a folder of plans, kept inside a file of someone's own.

use chrono::NaiveDate;

use crate::command::answer::{Answer, pretty};
use crate::command::export::{self, ExportArgs};
use crate::command::{Kind, Source, day, walk};
use crate::decision::Decision;
use crate::error::{Error, Result};
use crate::export::visible::{self, Block};
use crate::export::{self as document, Export, Templates, markdown, row};
use crate::host::Host;
use crate::matrix::Matrix;
use crate::store;
use crate::text;

pub fn run(arguments: &ExportArgs, source: &Source, host: &mut dyn Host) -> Result<Answer> {
    let mut plans = walk::plans(&arguments.file, host)?;
    for named in &plans {
        walk::check_cloud(source, &named.plan, &named.name)?;
    }
    let matrices = walk::matrices(plans.iter().map(|named| named.plan.cloud), source, host)?;
    for named in &mut plans {
        let of_cloud = matrices.iter().find(|matrix| matrix.cloud == named.plan.cloud);
        if let Some(matrix) = of_cloud {
            named.plan.resolve(matrix);
        }
    }
    let templates = store::load_templates(host)?;
    let mut decisions = Vec::new();
    for named in &plans {
        let Some(matrix) = matrices.iter().find(|matrix| matrix.cloud == named.plan.cloud) else { continue };
        let decision =
            named.plan.decide(matrix, day(source, host)).map_err(|error| error.context(&named.name))?;
        decisions.push(decision);
    }
    decisions.sort_by(|a, b| key(a).cmp(&key(b)));
    if arguments.written.is_json() {
        let json = pretty(&json(arguments.kind, &decisions));
        return match &arguments.output {
            Some(path) => export::write(path, &json, arguments.force, host),
            None => Ok(Answer::of(json)),
        };
    }
    let page = match arguments.kind {
        Kind::Checklist => checklist(&decisions) + &closing(&matrices, day(source, host)),
        _ => runbook(&decisions, &templates)?,
    };
    let place = if arguments.kind == Kind::Checklist { "checklist" } else { "runbook" };
    match (&arguments.append, &arguments.output) {
        (Some(path), _) => export::put(path, host, |text| put(text, place, &page)),
        (None, Some(path)) => export::write(path, &marked(place, &page), arguments.force, host),
        (None, None) => Ok(Answer::of(page)),
    }
}

/// What sorts the decisions of a page, whatever their files are called.
fn key<'a>(decision: &'a Decision<'_>) -> (&'static str, &'a str, crate::matrix::Mode, &'a str, &'a str) {
    let plan = decision.plan;
    (plan.cloud.id(), &decision.region.0, decision.mode, &decision.model.id.0, &plan.record.owner)
}

fn checklist(decisions: &[Decision<'_>]) -> String {
    let mut table = format!("{}\n{}\n", markdown::row(row::COLUMNS.map(Some)), row::SEPARATOR);
    for decision in decisions {
        table.push_str(&row::Row::of(decision).markdown());
        table.push('\n');
    }
    table
}

/// What every export ends with, once per matrix.
fn closing(matrices: &[Matrix], as_of: NaiveDate) -> String {
    let lines = matrices.iter().flat_map(|matrix| document::closing::lines(matrix, as_of));
    lines.flat_map(|line| ["\n".to_owned(), markdown::escape(&line), "\n".to_owned()]).collect()
}

fn runbook(decisions: &[Decision<'_>], templates: &Templates) -> Result<String> {
    let mut entries = Vec::new();
    for decision in decisions {
        entries.push(document::render(Export::Runbook, decision, templates)?);
    }
    Ok(entries.join("\n"))
}

fn json(kind: Kind, decisions: &[Decision<'_>]) -> serde_json::Value {
    let (what, export) =
        if kind == Kind::Checklist { ("checklist", Export::Row) } else { ("runbook-page", Export::Runbook) };
    let parts: Vec<_> = decisions.iter().map(|decision| document::json(export, decision)).collect();
    serde_json::json!({ "schema": format!("servemap/{what}/1"), "decisions": parts })
}

/// Puts a document between its own marks: in place of what stands there, or at the end of the text.
///
/// # Errors
/// When the marks are damaged: guessing where the document ends could cost someone's text.
pub fn put(text: &str, place: &str, document: &str) -> Result<String> {
    let (open, close) = marks(place);
    let ending = text::line_end(text);
    let document = document.replace('\n', ending);
    let (opens, closes) = places(text, &open, &close);
    match (opens.as_slice(), closes.as_slice()) {
        ([], []) => {
            let gap = visible::gap_at_end(text, ending)?;
            Ok(format!("{text}{gap}{open}{ending}{ending}{document}{ending}{close}{ending}"))
        }
        ([start], [end]) if start < end => {
            let (before, after) = (&text[..*start], &text[*end..]);
            Ok(format!("{before}{open}{ending}{ending}{document}{ending}{after}"))
        }
        _ => Err(Error::new(format!(
            "the marks '{open}' and '{close}' do not stand there once each, in this order"
        ))
        .hint("repair them, or remove both: then the document is put at the end")),
    }
}

/// Where the two marks begin a line, outside of what only shows them. What stands between them is our own document:
/// nothing in it hides a mark.
fn places(text: &str, open: &str, close: &str) -> (Vec<usize>, Vec<usize>) {
    let (mut opens, mut closes) = (Vec::new(), Vec::new());
    let (mut block, mut inside, mut start) = (Block::Text, false, 0);
    for line in text.split_inclusive('\n') {
        let words = line.trim_start();
        let at = start + line.len() - words.len();
        let seen = inside || block == Block::Text;
        if seen && words.starts_with(open) {
            opens.push(at);
            inside = true;
        } else if seen && words.starts_with(close) {
            closes.push(at);
            inside = false;
        } else if !inside {
            block = block.after(line);
        }
        start += line.len();
    }
    (opens, closes)
}

fn marked(place: &str, document: &str) -> String {
    let (open, close) = marks(place);
    format!("{open}\n\n{document}\n{close}\n")
}

/// Comments that no reader sees. A place is made of ids, but a region's code can be anyone's words.
fn marks(place: &str) -> (String, String) {
    let place = place.replace("--", "- -").replace(['<', '>'], "");
    (format!("<!-- servemap: {place} -->"), format!("<!-- end of servemap: {place} -->"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const NEW: &str = "<!-- servemap: checklist -->\n\nnew\n\n<!-- end of servemap: checklist -->\n";

    #[rstest]
    #[case::nothing("", NEW)]
    #[case::at_the_end("# Ours\n", &format!("# Ours\n\n{NEW}"))]
    #[case::no_last_break("# Ours", &format!("# Ours\n\n{NEW}"))]
    #[case::blanks_at_the_end("# Ours\n\n    ", &format!("# Ours\n\n    \n{NEW}"))]
    #[case::shown_in_code(&format!("```\n{NEW}```\n"), &format!("```\n{NEW}```\n\n{NEW}"))]
    #[case::in_place(
        "# Ours\n<!-- servemap: checklist -->\nold\n<!-- end of servemap: checklist -->\nmore\n",
        &format!("# Ours\n{NEW}more\n")
    )]
    fn only_its_own_place_is_written(#[case] before: &str, #[case] after: &str) {
        let once = put(before, "checklist", "new\n").unwrap();
        assert_eq!(once, after);
        assert_eq!(put(&once, "checklist", "new\n").unwrap(), once);
    }

    #[test]
    fn what_is_never_closed_is_not_written_into() {
        assert!(put("a\n```\n", "x", "b\n").unwrap_err().message().contains("line 2 is never closed"));
        // In our own place it harms nobody's text.
        let own = put("", "x", "```\nb\n").unwrap();
        assert_eq!(put(&own, "x", "c\n").unwrap(), put("", "x", "c\n").unwrap());
    }

    #[test]
    fn line_ends_stay_what_they_are() {
        let after = put("a\r\n", "x", "b\nc\n").unwrap();
        assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
    }

    #[rstest]
    #[case("<!-- servemap: checklist -->\nold\n")]
    #[case("<!-- end of servemap: checklist -->\n<!-- servemap: checklist -->\n")]
    #[case(
        "<!-- servemap: checklist -->\n<!-- servemap: checklist -->\n<!-- end of servemap: checklist -->\n"
    )]
    fn damaged_marks_are_left_alone(#[case] text: &str) {
        assert!(put(text, "checklist", "new\n").unwrap_err().message().contains("once each"));
    }
}
