//! The timeline as a Gantt chart for Mermaid, which wikis and code hosts draw themselves.

use std::fmt::Write;

use chrono::NaiveDate;

use super::caption::Caption;
use super::timeline::{Timeline, TimelineRow, day_after};
use crate::choice::end_kind::{EndKind, EndStage};
use crate::export::markdown::fold;

pub(super) fn render(timeline: &Timeline, caption: &Caption) -> String {
    let mut chart = String::from("gantt\n");
    // The whole warning may be cut beside its mark.
    let old = if caption.warnings.is_empty() { "" } else { " (old matrix, verify)" };
    line(&mut chart, format_args!("title {}{old}", escape(&caption.title)));
    // The chart's own mark would be the day on which it is looked at.
    for setting in ["dateFormat YYYY-MM-DD", "axisFormat %b %Y", "todayMarker off"] {
        line(&mut chart, format_args!("{setting}"));
    }
    line(&mut chart, format_args!("section As of {}", timeline.as_of));
    let words = caption.warnings.first().map_or("the day this chart is judged for", String::as_str);
    milestone(&mut chart, words, timeline.as_of, "active, ");
    if let Some(day) = timeline.needed_until {
        milestone(&mut chart, &format!("needed until {day}"), day, "");
    }
    if timeline.is_of_decisions() {
        for row in &timeline.rows {
            decision(&mut chart, timeline, row);
        }
    } else {
        for stage in EndStage::ALL {
            section(&mut chart, timeline, stage);
        }
    }
    for words in caption.facts.iter().chain(&caption.warnings).chain(&caption.closing) {
        line(&mut chart, format_args!("%% {}", comment(words)));
    }
    chart
}

/// What begins another kind of line. Mermaid takes a line by its beginning, whatever its case.
const KEYWORDS: [&str; 17] = [
    "acc",
    "axisformat",
    "call",
    "click",
    "dateformat",
    "excludes",
    "gantt",
    "href",
    "includes",
    "inclusiveenddates",
    "section",
    "tickinterval",
    "title",
    "todaymarker",
    "topaxis",
    "vert",
    "week",
];

/// Text that Mermaid takes for nothing but text: what ends a name, opens a comment or an entity, or is another kind of line by
/// its first letter, is written as an entity.
fn escape(words: &str) -> String {
    let words = fold(words);
    if words.is_empty() {
        // A line without a name is none.
        return "(no name)".to_owned();
    }
    let lower = words.to_lowercase();
    let year = |start: &str| start.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = words.split_once('-').is_some_and(|(start, _)| start.len() == 4 && year(start));
    let begins = is_date || KEYWORDS.iter().any(|word| lower.starts_with(word));
    let mut escaped = String::new();
    for (at, letter) in words.chars().enumerate() {
        match letter {
            ':' | ';' | '#' | '%' | '<' | '>' | '"' | '`' | '{' | '}' | '\\' => {
                let _ = write!(escaped, "#{};", u32::from(letter));
            }
            _ if at == 0 && begins => {
                let _ = write!(escaped, "#{};", u32::from(letter));
            }
            _ if letter.is_control() => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A comment is one line, and braces in it could be taken for settings.
fn comment(words: &str) -> String {
    fold(words).replace(['{', '}'], "")
}

fn section(chart: &mut String, timeline: &Timeline, stage: EndStage) {
    let ended_before = timeline.span().0;
    let earlier =
        |row: &&TimelineRow| stage == EndStage::Ended && row.last_day().is_none_or(|day| day < ended_before);
    let mut rows = timeline.stage(stage).peekable();
    if rows.peek().is_none() {
        return;
    }
    line(chart, format_args!("section {}", escape(stage.name())));
    for row in rows.filter(|row| !earlier(row)) {
        task(chart, timeline, row, &format!("{} ({})", row.model, row.modes));
    }
    // The axis reaches from the first to the last day of all: what ended long ago would leave no room for the rest.
    let left_out = timeline.stage(stage).filter(earlier).count();
    if left_out > 0 {
        let words = format!("{left_out} more ended before {ended_before} or on a day not known");
        milestone(chart, &words, ended_before, "done, ");
    }
}

fn decision(chart: &mut String, timeline: &Timeline, row: &TimelineRow) {
    let Some(decision) = &row.decision else { return };
    line(chart, format_args!("section {} ({})", escape(&decision.name), decision.verdict.id()));
    task(chart, timeline, row, &format!("{} in {}", row.model, decision.region));
    for (day, words) in [(decision.needed_until, "needed until"), (decision.review_by, "review by")] {
        if let Some(day) = day {
            milestone(chart, &format!("{words} {day}"), day, "");
        }
    }
}

/// A bar from the as-of date to the end that lies ahead, else a mark: on the day of the end, or on the as-of date with words
/// that say that no end is known.
fn task(chart: &mut String, timeline: &Timeline, row: &TimelineRow, name: &str) {
    // What is longer than its bar may be cut.
    let words = match (row.kind, row.last_day()) {
        (EndKind::Redirected, Some(last)) => format!("{name}: redirected until {last}, {}", row.left),
        (kind, Some(day)) if kind.stage() == EndStage::Ahead => {
            format!("{name}: {} {day}, {}", kind.name(), row.left)
        }
        _ => format!("{name}: {}", row.end),
    };
    let tag = match row.kind {
        EndKind::Announced => "crit, ",
        EndKind::Redirected => "active, ",
        EndKind::Retired => "done, ",
        _ => "",
    };
    match row.last_day() {
        Some(day) if row.kind.stage() == EndStage::Ahead && timeline.as_of <= day => {
            let (from, to) = (timeline.as_of, day_after(day));
            let to = if row.redirected_until.is_some() { to } else { day.max(day_after(from)) };
            line(chart, format_args!("{} :{tag}{from}, {to}", escape(&words)));
        }
        Some(day) => milestone(chart, &words, day, tag),
        None => milestone(chart, &words, timeline.as_of, tag),
    }
}

fn milestone(chart: &mut String, words: &str, day: NaiveDate, tag: &str) {
    line(chart, format_args!("{} :{tag}milestone, {day}, 0d", escape(words)));
}

fn line(chart: &mut String, words: std::fmt::Arguments<'_>) {
    // A string takes everything.
    let _ = chart.write_fmt(format_args!("    {words}\n"));
}
