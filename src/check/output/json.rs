//! The report for scripts: `servemap/check/1`.

use serde_json::{Value, json};

use crate::check::{Entry, Finding, Report, Severity};

/// The report as one object.
pub fn json(report: &Report) -> Value {
    let matrices: Vec<Value> = report
        .matrices
        .iter()
        .map(|matrix| {
            json!({ "cloud": matrix.cloud.id(), "as_of": matrix.as_of.to_string(), "origin": matrix.origin })
        })
        .collect();
    let passed_over: Vec<Value> = report
        .passed_over
        .iter()
        .map(|passed| json!({ "reason": passed.why.id(), "count": passed.count, "files": passed.names }))
        .collect();
    let ignored: Vec<Value> = report
        .ignored
        .iter()
        .map(|(rule, findings)| json!({ "rule": rule.id(), "findings": findings }))
        .collect();
    json!({
        "schema": "servemap/check/1",
        "as_of": report.as_of.to_string(),
        "within_days": report.within,
        "plans": report.plans,
        "matrices": matrices,
        "errors": report.count(Severity::Error),
        "warnings": report.count(Severity::Warning),
        "notes": report.count(Severity::Note),
        "passed_over": passed_over,
        "ignored": ignored,
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
        "tracker": report.tracker.iter().map(entry).collect::<Vec<_>>(),
    })
}

/// One finding.
pub fn finding(finding: &Finding) -> Value {
    json!({
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "rule": finding.rule.id(),
        "severity": finding.severity.id(),
        "message": finding.message,
        "hint": finding.hint,
    })
}

fn entry(entry: &Entry) -> Value {
    json!({
        "file": entry.file,
        "model": entry.model,
        "mode": entry.mode.id(),
        "region": entry.region,
        "state": entry.state,
        "date": entry.date.map(|date| date.to_string()),
        "days_left": entry.days_left,
        "replacement": entry.replacement,
        "test_status": entry.test_status,
        "test_date": entry.test_date.map(|date| date.to_string()),
        "owner": entry.owner,
        "verdict": entry.verdict.id(),
    })
}
