//! Findings as SARIF 2.1.0, for code scanning.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::check::{Finding, Report, Rule, Waived};
use crate::text::{self, Words};

/// The findings as a SARIF log with one run.
pub fn sarif(report: &Report) -> impl Serialize {
    let rules: Vec<Value> = Rule::ALL.into_iter().map(described).collect();
    let tool = json!({ "driver": {
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "informationUri": INFORMATION,
        "rules": rules,
    } });
    let runs = [Run { tool, column_kind: "unicodeCodePoints", results: Results(report) }];
    Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs }
}

#[derive(Serialize)]
struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

#[derive(Serialize)]
struct Run<'r> {
    tool: Value,
    #[serde(rename = "columnKind")]
    column_kind: &'static str,
    results: Results<'r>,
}

/// The results, each made when it is written: as values, those of ten thousand plans take ten times what they say.
struct Results<'r>(&'r Report);

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(results(self.0))
    }
}

/// The official page that the rules are about.
const INFORMATION: &str =
    "https://docs.databricks.com/aws/en/machine-learning/model-serving/foundation-model-overview";

/// A rule with what GitHub shows of it.
fn described(rule: Rule) -> Value {
    // Never the id itself in other letters: a validator takes that for a name that says nothing.
    let name: String = rule.id().split('-').map(capitalised).chain(["Rule".to_owned()]).collect();
    let (detail, help) = (rule.detail(), rule.help());
    let worst = rule.severities().split(", ").next();
    json!({
        "id": rule,
        "name": name,
        "shortDescription": { "text": rule.about() },
        "fullDescription": { "text": format!("{} {detail}", rule.about()) },
        "help": { "text": help, "markdown": format!("{detail}\n\n**To do:** {help}") },
        "helpUri": INFORMATION,
        "defaultConfiguration": { "level": worst },
    })
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

/// The findings, and what is waived with its suppression. Where one result has suppressions, every result must say so.
fn results(report: &Report) -> impl Iterator<Item = Value> {
    let findings = report.findings.iter().map(|finding| {
        let mut result = result(finding, report);
        if !report.waived.is_empty() {
            result["suppressions"] = json!([]);
        }
        result
    });
    findings.chain(report.waived.iter().map(|waived| {
        let Waived { finding, by, until, reason } = waived;
        let mut result = result(finding, report);
        result["suppressions"] = json!([{
            "kind": "inSource",
            "status": "accepted",
            "justification": format!("{reason} ({by}, until {until})"),
        }]);
        result
    }))
}

fn result(finding: &Finding, report: &Report) -> Value {
    // A matrix that ships is no file of the repository; code scanning takes no result without one.
    let outside = finding.rule == Rule::MatrixOld && !report.places.contains_key(&finding.file);
    let first = report.places.values().next().filter(|_| outside);
    let file = first.map_or_else(|| report.place(&finding.file), String::as_str);
    let mut place = json!({ "artifactLocation": { "uri": uri(file) } });
    // Code scanning wants a line wherever it shows a result.
    place["region"] = json!({ "startLine": finding.line.unwrap_or(1) });
    if let Some(column) = finding.column {
        place["region"]["startColumn"] = json!(column);
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": finding.rule.place(),
        "level": finding.severity,
        "message": { "text": format!("{} To do: {}", finding.message, finding.hint) },
        "locations": [{ "physicalLocation": place }],
    });
    if let Some(status) = finding.status {
        result["properties"] = json!({ "status": status });
    }
    result
}

/// A path as a URI reference: slashes forward, everything else that is not plain encoded.
fn uri(path: &str) -> String {
    let path = if path.is_empty() { "." } else { path };
    let start = if path.starts_with('/') { "file://" } else { "" };
    format!("{start}{}", text::uri_path(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("a b/ü.toml"), "a%20b/%C3%BC.toml");
        assert_eq!(uri("/a:b.toml"), "file:///a%3Ab.toml");
    }
}
