//! What a change does to decisions, as lines and Markdown.

use super::{GateChange, Hit, Impact};
use crate::export::markdown::{escape, table};
use crate::text::count;

/// How many decisions are hit, in one line.
pub fn summary(impact: &Impact) -> String {
    let unjudged = match impact.findings.len() {
        0 => String::new(),
        some => format!(", {} about plans that could not be judged", count(some, "finding")),
    };
    let other_clouds = match impact.other_clouds {
        0 => String::new(),
        some => format!(", {} for another cloud", count(some, "plan")),
    };
    let hits = match impact.hits.len() {
        0 => "none affected".to_owned(),
        some => format!("{some} affected"),
    };
    format!("{}, {hits}{unjudged}{other_clouds}, as of {}", count(impact.plans, "plan"), impact.as_of)
}

/// The lines below the first one of a hit: why it is not there, the gates that changed, the replacement.
pub fn lines(hit: &Hit) -> Vec<String> {
    let gone = [("before", &hit.before), ("now", &hit.after)];
    let gone =
        gone.into_iter().filter_map(|(when, state)| Some(format!("{when}: {}", state.message.as_ref()?)));
    let replaced = hit.replacement.iter().map(|change| match &change.refused_after {
        Some(why) => format!("The replacement is no longer valid: {why}"),
        None => "The replacement is valid again.".to_owned(),
    });
    gone.chain(hit.gates.iter().map(gate_line)).chain(replaced).collect()
}

fn gate_line(gate: &GateChange) -> String {
    let outcome = moved(gate.before.outcome.id(), gate.after.outcome.id());
    format!("{}: {outcome}. {}", gate.title, gate.after.reason)
}

/// What was before and what is now, or that it stays.
pub fn moved(before: &str, after: &str) -> String {
    if before == after { format!("still {after}") } else { format!("{before} -> {after}") }
}

/// The section of the release notes about the team's own decisions.
pub fn markdown(impact: &Impact) -> String {
    let mut page = format!("## Decisions\n\n{}.\n", escape(&summary(impact)));
    if !impact.hits.is_empty() {
        let rows: Vec<[String; 7]> = impact
            .hits
            .iter()
            .map(|hit| {
                [
                    hit.model.clone(),
                    hit.mode.map_or_else(String::new, |mode| mode.name().to_owned()),
                    hit.region.clone(),
                    hit.owner.clone().unwrap_or_default(),
                    moved(hit.before.word(), hit.after.word()),
                    lines(hit).join(" "),
                    hit.file.clone(),
                ]
            })
            .collect();
        let columns = ["Model", "Mode", "Region", "Owner", "Verdict", "Why", "Plan"];
        page.extend(["\n", &table(columns, &rows)]);
    }
    if !impact.findings.is_empty() {
        let rows: Vec<[String; 3]> = impact
            .findings
            .iter()
            .map(|finding| [finding.file.clone(), finding.message.clone(), finding.hint.clone()])
            .collect();
        page.extend(["\n", &table(["Plan", "Not judged", "What to do"], &rows)]);
    }
    page
}
