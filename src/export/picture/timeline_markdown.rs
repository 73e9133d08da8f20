//! The timeline as Markdown: a table for each part, or one of the decisions.

use super::caption::Caption;
use super::timeline::{Timeline, TimelineRow};
use crate::choice::end_kind::EndStage;
use crate::export::markdown;

pub(super) fn render(timeline: &Timeline, caption: &Caption) -> String {
    let mut page = format!("# {}\n", markdown::escape(&caption.title));
    for fact in &caption.facts {
        paragraph(&mut page, &markdown::escape(fact));
    }
    for warning in &caption.warnings {
        paragraph(&mut page, &format!("**{}**", markdown::escape(warning)));
    }
    if let Some(day) = timeline.needed_until {
        paragraph(&mut page, &format!("Needed until {day}."));
    }
    if timeline.is_of_decisions() {
        let rows: Vec<[String; 11]> = timeline.rows.iter().map(decision).collect();
        page.extend(["\n", &table(&DECISION_COLUMNS, &rows)]);
    } else {
        for stage in EndStage::ALL {
            let rows: Vec<[String; 5]> = timeline.stage(stage).map(model).collect();
            if !rows.is_empty() {
                page.extend(["\n## ", stage.name(), "\n\n", &table(&COLUMNS, &rows)]);
            }
        }
    }
    for line in &caption.closing {
        paragraph(&mut page, &markdown::escape(line));
    }
    page
}

const COLUMNS: [&str; 5] = ["Model", "Mode", "Ends", "Days left", "Replacement"];

fn model(row: &TimelineRow) -> [String; 5] {
    // What has ended says since when.
    let left = if row.kind.stage() == EndStage::Ended { String::new() } else { row.left.clone() };
    [row.model.clone(), row.modes.clone(), row.end.clone(), left, replacement(row)]
}

/// A table without the columns that say nothing.
fn table<const N: usize>(columns: &[&str; N], rows: &[[String; N]]) -> String {
    let kept: Vec<usize> = (0..N).filter(|at| rows.iter().any(|row| !row[*at].is_empty())).collect();
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| kept.iter().map(|at| row[*at].clone()).collect()).collect();
    markdown::table(kept.iter().map(|at| columns[*at]).collect::<Vec<_>>(), &rows)
}

const DECISION_COLUMNS: [&str; 11] = [
    "Decision",
    "Verdict",
    "Model",
    "Mode",
    "Region",
    "Model ends",
    "Days left",
    "Needed until",
    "Needed longer",
    "Review by",
    "Replacement",
];

fn decision(row: &TimelineRow) -> [String; 11] {
    let text = |value: Option<String>| value.unwrap_or_default();
    let decision = row.decision.as_ref();
    let day = |day: Option<chrono::NaiveDate>| text(day.map(|day| day.to_string()));
    [
        text(decision.map(|decision| decision.name.clone())),
        text(decision.map(|decision| decision.verdict.id().to_owned())),
        row.model.clone(),
        row.modes.clone(),
        text(decision.map(|decision| decision.region.clone())),
        row.end.clone(),
        row.left.clone(),
        day(decision.and_then(|decision| decision.needed_until)),
        text(row.needed_longer().map(crate::date::in_words)),
        day(decision.and_then(|decision| decision.review_by)),
        replacement(row),
    ]
}

fn replacement(row: &TimelineRow) -> String {
    row.replacement.clone().unwrap_or_default()
}

fn paragraph(page: &mut String, words: &str) {
    page.extend(["\n", words, "\n"]);
}
