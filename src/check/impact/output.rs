//! What a change does to decisions, as lines of a table, Markdown and JSON.

use serde_json::{Value, json as object};

use super::{GateMove, Hit, Impact, Standing};
use crate::check::output::finding_json;
use crate::export::markdown::{escape, table};
use crate::gates::Outcome;
use crate::text::count;

/// How many decisions are hit, in one line.
pub fn summary(impact: &Impact) -> String {
    let unjudged = match impact.findings.len() {
        0 => String::new(),
        some => format!(", {} about plans that could not be judged", count(some, "finding")),
    };
    let elsewhere = match impact.elsewhere {
        0 => String::new(),
        some => format!(", {} for another cloud", count(some, "plan")),
    };
    let hits = match impact.hits.len() {
        0 => "none hit".to_owned(),
        some => format!("{some} hit"),
    };
    format!("{}, {hits}{unjudged}{elsewhere}, as of {}", count(impact.plans, "plan"), impact.as_of)
}

/// What is said of a hit below its first line: why it is not there, the gates that moved, the replacement.
pub fn lines(hit: &Hit) -> Vec<String> {
    let gone = [("before", &hit.before), ("now", &hit.after)].into_iter().filter_map(|(when, standing)| {
        match standing {
            Standing::NotThere(why) => Some(format!("{when}: {why}")),
            Standing::Judged(_) => None,
        }
    });
    let replaced = hit.replacement.iter().map(|(_, after)| match after {
        Some(why) => format!("The replacement is none any more: {why}"),
        None => "Nothing speaks against the replacement any more.".to_owned(),
    });
    gone.chain(hit.gates.iter().map(gate_line)).chain(replaced).collect()
}

fn gate_line(moved: &GateMove) -> String {
    let outcome = if moved.before.0 == moved.after.0 {
        format!("still {}", moved.after.0.id())
    } else {
        format!("{} -> {}", moved.before.0.id(), moved.after.0.id())
    };
    format!("{}: {outcome}. {}", moved.title, moved.after.1)
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
                    moved(hit),
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

/// The verdict before and after, or that it stays.
fn moved(hit: &Hit) -> String {
    if hit.before == hit.after {
        return format!("still {}", hit.after.word());
    }
    format!("{} -> {}", hit.before.word(), hit.after.word())
}

/// The impact as one object.
pub fn json(impact: &Impact) -> Value {
    let decisions: Vec<Value> = impact.hits.iter().map(hit_json).collect();
    let findings: Vec<Value> = impact.findings.iter().map(finding_json).collect();
    object!({
        "as_of": impact.as_of.to_string(),
        "plans": impact.plans,
        "other_clouds": impact.elsewhere,
        "decisions": decisions,
        "findings": findings,
    })
}

fn hit_json(hit: &Hit) -> Value {
    let standing = |standing: &Standing| match standing {
        Standing::Judged(verdict) => object!({ "verdict": verdict.id(), "message": null }),
        Standing::NotThere(why) => object!({ "verdict": null, "message": why }),
    };
    let says = |says: &(Outcome, String)| object!({ "outcome": says.0.id(), "reason": says.1 });
    let gates: Vec<Value> = hit
        .gates
        .iter()
        .map(|moved| {
            object!({ "gate": moved.gate, "before": says(&moved.before), "after": says(&moved.after) })
        })
        .collect();
    let replacement = hit
        .replacement
        .as_ref()
        .map(|(before, after)| object!({ "refused_before": before, "refused_after": after }));
    object!({
        "file": hit.file,
        "model": hit.model,
        "mode": hit.mode.map(crate::matrix::Mode::id),
        "region": hit.region,
        "owner": hit.owner,
        "direction": hit.direction(),
        "before": standing(&hit.before),
        "after": standing(&hit.after),
        "gates": gates,
        "replacement": replacement,
    })
}
