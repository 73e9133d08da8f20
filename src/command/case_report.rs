//! What the gates say of one case, as text that can be pasted into a ticket, and as JSON.

use serde_json::{Value, json};

use super::style::OutputStyle;
use crate::choice::alternative::Alternative;
use crate::gates::{Case, Criteria, Judged};
use crate::matrix::{Matrix, Mode};
use crate::plan::Advice;
use crate::{date, text};

/// The case as scripts read it: `servemap/why/1`, without the alternatives.
pub fn json(case: &Case<'_>, judged: &Judged<'_>, advice: &[Advice<'_>]) -> Value {
    let gates: Vec<Value> = judged
        .iter()
        .map(|(gate, judgement)| {
            json!({
                "gate": gate.id,
                "outcome": judgement.outcome,
                "code": judgement.reason.code(),
                "reason": judgement.reason.to_string(),
                "source": judgement.source.to_string(),
            })
        })
        .collect();
    let advice: Vec<Value> =
        advice.iter().map(|advice| json!({ "code": advice.code(), "text": advice.to_string() })).collect();
    let Criteria { posture, matrix, .. } = case.criteria;
    json!({
        "schema": "servemap/why/1",
        "id": case.model.id,
        "model": case.model.name,
        "endpoint": case.model.endpoint,
        "provider": case.model.provider,
        "mode": case.criteria.mode,
        "region": case.criteria.region.id(),
        "as_of": case.criteria.as_of,
        "posture": {
            "residency": posture.residency,
            "routing": posture.routing,
            "preview": posture.preview,
            "use": case.usage(),
            "needed_until": posture.needed_until,
        },
        "matrix": { "cloud": matrix.cloud, "as_of": matrix.as_of },
        "verdict": judged.verdict,
        "gates": gates,
        "advice": advice,
    })
}

/// The ways out as scripts read them.
pub fn alternatives_json(ways: &[Alternative<'_>]) -> Value {
    ways.iter()
        .map(|way| {
            json!({
                "kind": way.kind,
                "id": way.model.id,
                "model": way.model.name,
                "endpoint": way.model.endpoint,
                "mode": way.mode,
                "region": way.region.map(|region| &region.id),
                "secondary": way.secondary.map(|region| &region.id),
                "verdict": way.verdict,
                "words": way.words(),
                "reason": way.refused,
            })
        })
        .collect()
}

/// The case as text: the request, the verdict, advice about the plan, the gates with reason and source.
pub fn text(case: &Case<'_>, judged: &Judged<'_>, advice: &[Advice<'_>], style: OutputStyle) -> String {
    let mut lines = vec![title(case), place(case)];
    lines.extend(text::wrap(
        &case.criteria.posture.in_words(case.usage()),
        style.width.unwrap_or(OutputStyle::PAGE),
    ));
    lines.extend([matrix_line(case.criteria.matrix, case.criteria.as_of), String::new()]);
    let decides = judged.deciding().map(|(gate, _)| format!(" ({})", gate.title)).unwrap_or_default();
    lines.push(format!("Verdict: {}{decides}", style.verdict(judged.verdict)));
    for advice in advice {
        lines.extend(indented(&format!("Advice: {advice}"), style));
    }
    for (gate, judgement) in judged.iter() {
        lines.push(String::new());
        lines.push(format!("{}  {}", style.outcome(judgement.outcome), gate.title));
        lines.extend(indented(&judgement.reason.to_string(), style));
        lines.extend(indented(&format!("Source: {}", judgement.source), style));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The ways out as text. "No way out" only where that was judged.
pub fn alternatives_text(case: &Case<'_>, ways: &[Alternative<'_>], style: OutputStyle) -> String {
    if !case.has_ways_out() {
        return "\nChoose a mode and a region to see ways out.\n".to_owned();
    }
    if ways.is_empty() && case.criteria.mode == Some(Mode::ExternalModels) {
        return String::new();
    }
    if ways.is_empty() {
        return "\nNo way out is known: no other region or mode, and no model like it is open here.\n"
            .to_owned();
    }
    let mut lines = vec![String::new(), "Ways out:".to_owned()];
    for way in ways {
        lines.push(format!("  - {}: {}", way.words(), style.verdict(way.verdict)));
        if let Some(why) = &way.refused {
            lines.extend(indented(&format!("Reason: {why}"), style));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn title(case: &Case<'_>) -> String {
    match &case.model.endpoint {
        Some(endpoint) => format!("{} ({endpoint})", case.model.name),
        None => case.model.name.clone(),
    }
}

fn place(case: &Case<'_>) -> String {
    let mode = case.criteria.mode.map_or("no mode chosen", Mode::name);
    let region = case.criteria.region.id().map_or("no region chosen".to_owned(), ToString::to_string);
    let secondary = case.criteria.secondary.id().map(|id| format!(", failover to {id}")).unwrap_or_default();
    format!("{mode}, {region}{secondary}, as of {}", case.criteria.as_of)
}

/// Which matrix speaks, for which day, and whether it is too old to be trusted.
pub fn matrix_line(matrix: &Matrix, as_of: chrono::NaiveDate) -> String {
    let age = match matrix.age(as_of) {
        age if matrix.is_old(as_of) => {
            format!(", {} old: verify against the official page", date::in_words(age))
        }
        age if age < 0 => ", later than the day asked about".to_owned(),
        _ => String::new(),
    };
    format!("Matrix: {} of {} ({}){age}", matrix.cloud.name(), matrix.as_of, matrix.origin)
}

fn indented(text: &str, style: OutputStyle) -> Vec<String> {
    let width = style.width.unwrap_or(OutputStyle::PAGE).saturating_sub(INDENT.len());
    // A code that is broken after its hyphen cannot be copied: within words, nothing breaks.
    let whole = text.replace('-', UNBROKEN);
    text::wrap(&whole, width)
        .into_iter()
        .map(|line| format!("{INDENT}{}", line.replace(UNBROKEN, "-")))
        .collect()
}

const INDENT: &str = "         ";

/// A hyphen after which no line is broken, as wide as the other.
const UNBROKEN: &str = "\u{2011}";
