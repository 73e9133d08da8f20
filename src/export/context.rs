//! Everything known about a decision, under the names that templates and scripts read. Null is not known, or still open.

use serde_json::{Value, json};

use super::short_answer;
use super::short_answer::written;
use super::{Export, closing_lines, history, not_cleared, record, row};
use crate::choice::replacement::Replacement;
use crate::decision::Decision;
use crate::gates::{Case, Judged, breaks_residency, failover};
use crate::matrix::{Mode, ModelId, Region, RegionId, Workload};
use crate::plan::{Decided, Question};

/// A document as JSON: the keys that all documents share, then those of its own.
pub fn json(export: Export, decision: &Decision<'_>) -> Value {
    let mut facts = facts(decision);
    let mut object = json!({
        "schema": format!("servemap/{}/1", export.id()),
        "model": facts["model"]["name"],
        "endpoint": facts["model"]["endpoint"],
        "id": facts["model"]["id"],
        "mode": facts["mode"]["id"],
        "region": facts["region"]["code"],
    });
    for key in
        ["as_of", "matrix", "verdict", "not_cleared"].into_iter().chain(export.keys()).chain(["verify"])
    {
        object[key] = facts[key].take();
    }
    object
}

/// All that a template can name.
pub fn facts(decision: &Decision<'_>) -> Value {
    let (plan, case, model) = (decision.plan, &decision.case, decision.model);
    let (matrix, as_of) = (decision.matrix(), case.criteria.as_of);
    json!({
        "cloud": plan.cloud.name(),
        "as_of": as_of,
        "matrix": {
            "cloud": matrix.cloud,
            "as_of": matrix.as_of,
            "age_days": matrix.age(as_of),
            "old": matrix.is_old(as_of),
            "origin": matrix.origin,
            "page": matrix.source().url,
        },
        // The label is the endpoint, or the name where there is none.
        "model": {
            "id": model.id,
            "label": model.label(),
            "name": model.name,
            "endpoint": model.endpoint,
            "provider": model.provider,
        },
        "mode": { "id": decision.mode, "name": decision.mode.name() },
        "modes": modes(decision),
        "region": region(decision.region, decision.primary()),
        "secondary": secondary(case),
        "workload": {
            "sentence": written(&plan.sentence),
            "shape": plan.workload.map(Workload::name),
            "id": plan.workload,
        },
        "verdict": decision.judged.verdict,
        "not_cleared": not_cleared::not_cleared(decision),
        "today": not_cleared::today(decision),
        "advice": plan.advice(matrix).iter().map(ToString::to_string).collect::<Vec<_>>(),
        "gates": gates(&decision.judged),
        "considered": considered(decision),
        "replacement": replacement(decision),
        "guardrails": guardrails(decision),
        "residency": short_answer::residency(decision),
        "posture": posture(decision),
        "lifecycle": lifecycle(case),
        "record": record::facts(decision),
        "row": row::ChecklistRow::of(decision),
        "runbook": runbook(decision),
        "decided": plan.last_decided().map(Decided::json),
        "review_by": plan.review_by,
        "status": plan.status,
        "superseded_by": plan.superseded_by,
        "supersedes": plan.supersedes,
        "history": history::history(plan),
        "reviews": history::reviews(plan),
        "approvals": history::approvals(plan),
        // Whether a document has more to tell than one decision.
        "has_history": history::is_told(plan),
        "verify": closing_lines::verify(matrix),
        "age": closing_lines::age(matrix, as_of),
    })
}

/// The template's checkboxes.
fn modes(decision: &Decision<'_>) -> Vec<Value> {
    let mode = |mode: Mode| json!({ "id": mode, "purpose": mode.purpose(), "chosen": mode == decision.mode });
    Mode::ALL.map(mode).to_vec()
}

/// A region. Its location and Geo are null where no source names them.
fn region(code: &RegionId, known: Option<&Region>) -> Value {
    json!({
        "code": code,
        "location": known.map(|region| &region.location),
        "geo": known.and_then(|region| region.geo.as_ref()),
        "failover": null,
        "breaks_residency": false,
    })
}

fn secondary(case: &Case<'_>) -> Option<Value> {
    let choice = case.criteria.secondary;
    let mut region = region(choice.id()?, choice.region());
    region["failover"] = json!(failover(case).id());
    region["breaks_residency"] = json!(breaks_residency(case));
    Some(region)
}

fn gates(judged: &Judged<'_>) -> Vec<Value> {
    let judgements = judged.iter().map(|(gate, judgement)| {
        json!({
            "gate": gate.id,
            "title": gate.title,
            "outcome": judgement.outcome,
            "code": judgement.reason.code(),
            "reason": judgement.reason.to_string(),
            "source": judgement.source.to_string(),
        })
    });
    judgements.collect()
}

/// A model beside the chosen one, with the gate that decides about it; no gate where all pass.
fn other_model(label: &str, judged: &Judged<'_>) -> Value {
    json!({
        "model": label,
        "verdict": judged.verdict,
        "gate": judged.deciding().map(|(gate, _)| gate.title),
        "reason": judged.deciding_reason(),
    })
}

/// A model that a plan names and the matrix does not have.
fn unknown_model(decision: &Decision<'_>, id: &ModelId) -> Value {
    let matrix = decision.matrix();
    let reason = match matrix.find_model(&id.0, Some(decision.mode)) {
        // Known by another name: whoever made the decision looked it up already.
        Ok(_) => "Not judged.".to_owned(),
        Err(error) => format!(
            "The {} matrix of {} does not know it: {}; {}. Verify against the official page.",
            matrix.cloud.name(),
            matrix.as_of,
            error.message(),
            error.hints().join("; ").trim_end_matches('?')
        ),
    };
    json!({ "model": id, "verdict": null, "gate": null, "reason": reason })
}

/// What was considered and not taken, in the plan's order, each with the user's reason, without a full stop.
fn considered(decision: &Decision<'_>) -> Vec<Value> {
    let others = decision.plan.considered.iter().filter(|other| other.model != decision.model.id);
    let facts = others.map(|considered| {
        let known = decision.considered.iter().find(|(model, _)| model.id == considered.model);
        let mut facts = match known {
            Some((model, judged)) => other_model(model.label(), judged),
            None => unknown_model(decision, &considered.model),
        };
        facts["not_taken"] = json!(written(considered.reason.trim_end_matches('.')));
        facts
    });
    facts.collect()
}

/// The chosen replacement: why it is refused, without a full stop, and its own successors.
fn replacement(decision: &Decision<'_>) -> Option<Value> {
    let id = decision.plan.record.replacement.as_ref()?;
    let known = decision.replacement.as_ref();
    let mut facts = match known {
        Some(replacement) => other_model(replacement.model.label(), &replacement.judged),
        None => unknown_model(decision, id),
    };
    let refused = known.and_then(|replacement| replacement.refused.as_ref());
    facts["refused"] = json!(refused.map(|reason| reason.trim_end_matches('.')));
    facts["chain"] = json!(known.and_then(Replacement::chain_words));
    Some(facts)
}

fn guardrails(decision: &Decision<'_>) -> Vec<Value> {
    let facts = decision.guardrails.iter().map(|check| {
        json!({
            "id": check.guardrail.id,
            "label": check.guardrail.label,
            "ticked": check.ticked,
            "open": check.is_open(),
            "because": check.because,
            "how": check.guardrail.how,
        })
    });
    facts.collect()
}

fn posture(decision: &Decision<'_>) -> Value {
    let posture = &decision.plan.posture;
    json!({
        "residency": posture.residency,
        "residency_words": written(&posture.residency_words),
        "routing": posture.routing,
        "preview": posture.preview,
        "use": decision.plan.usage(),
        "needed_until": posture.needed_until,
    })
}

/// Where the model stands in the mode; the date is the one that counts for who still calls it, as in the tracker of
/// `check`.
fn lifecycle(case: &Case<'_>) -> Value {
    let lifecycle = case.lifecycle();
    let (redirect, fact) = (lifecycle.redirect(), lifecycle.fact());
    json!({
        "state": case.lifecycle_state(),
        "date": lifecycle.deadline(),
        "redirected_from": redirect.map(|redirect| redirect.from),
        "redirected_until": redirect.map(|redirect| redirect.until),
        "redirected_to": redirect.map(|redirect| &redirect.target),
        "replacement": fact.and_then(|fact| fact.replacement.as_ref()),
        "note": fact.and_then(|fact| fact.note.as_ref()),
    })
}

/// The five answers: those of a person, or else what is known.
fn runbook(decision: &Decision<'_>) -> Vec<Value> {
    let runbook = &decision.plan.runbook;
    let answer = |question: Question| {
        json!({
            "key": question,
            "question": question.name(),
            "answer": written(&runbook.answer_or_seed(question, decision.plan, &decision.case)),
            "by_hand": !runbook.answer(question).trim().is_empty(),
        })
    };
    Question::ALL.map(answer).to_vec()
}
