//! What `servemap plan` says of the plan it made: the verdict with its gates, as text and as JSON.

use std::path::Path;

use serde_json::json;

use super::PlanArgs;
use crate::command::answer::Answer;
use crate::command::case_report;
use crate::command::style::OutputStyle;
use crate::decision::Decision;
use crate::host::{clean_path, is_output, quoted};
use crate::plan::Advice;

/// Without a decision a choice is still open: nothing was judged, and nothing counts as cleared.
pub fn answer(
    arguments: &PlanArgs,
    output: Option<&Path>,
    decision: Option<&Decision<'_>>,
    missing: &[&str],
    text: &str,
    style: OutputStyle,
) -> Answer {
    let findings = decision.is_none_or(|decision| {
        !decision.judged.verdict.is_open() || decision.replacement_refused().is_some()
    });
    let written = output.filter(|path| !is_output(path));
    let verdict = |style| match decision {
        Some(decision) => verdict(decision, style),
        None => "Verdict: not judged, a choice is still open\n".to_owned(),
    };
    let answer = if arguments.format_flags.is_json() {
        let mut object = match decision {
            Some(decision) => case_report::json(&decision.case, &decision.judged, &advice(decision)),
            None => json!({ "schema": "", "verdict": "unknown", "gates": [], "missing": missing }),
        };
        object["schema"] = json!("servemap/planned/1");
        match written {
            Some(path) => object["file"] = json!(clean_path(path)),
            None => object["plan"] = json!(text),
        }
        Answer::json(&object)
    } else if written.is_some() {
        Answer::of(verdict(style))
    } else {
        // Results and messages may end up in different places: the colour of the one is not for the other.
        Answer::of(text).message(verdict(OutputStyle::default()).trim_end())
    };
    let answer = answer.with_findings(findings);
    match written {
        Some(path) => answer.message(format!("wrote {}", quoted(path))),
        None => answer,
    }
}

fn advice<'a>(decision: &Decision<'a>) -> Vec<Advice<'a>> {
    decision.plan.advice(decision.matrix())
}

/// The verdict with its gates, and what is still open.
fn verdict(decision: &Decision<'_>, style: OutputStyle) -> String {
    let replacement = decision.plan.record.replacement.as_ref().map(|id| {
        let label = decision.replacement.as_ref().map_or(id.0.as_str(), |known| known.model.label());
        let why = decision.replacement_refused().map(|why| format!(": refused, {why}")).unwrap_or_default();
        format!("\nReplacement: {label}{why}\n")
    });
    let open: Vec<&str> = decision
        .guardrails
        .iter()
        .filter(|check| check.is_open())
        .map(|check| check.guardrail.id.as_str())
        .collect();
    let open = (!open.is_empty()).then(|| format!("\nRequired guardrails still open: {}\n", open.join(", ")));
    let plan = decision.plan;
    let tested = plan.tested_before();
    let tested = tested.map(|before| format!("\nNot tested with this choice. Before: {before}\n"));
    let used = plan.used_before();
    let used = used.map(|before| format!("\nUse not stated for this model. Before: {before}\n"));
    let estimate = plan
        .tokens
        .is_stated()
        .then(|| format!("\n{}: {}\n", plan.tokens.words(), decision.case.monthly_words(plan.tokens)));
    let gates = case_report::text(&decision.case, &decision.judged, &advice(decision), style);
    [Some(gates), estimate, replacement, open, tested, used].into_iter().flatten().collect()
}
