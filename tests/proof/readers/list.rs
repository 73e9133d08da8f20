//! The list of a workspace's endpoints: JSON of any shape is read or refused, and what was read can be compared.

use std::sync::LazyLock;

use servemap::plan::{Plan, file};
use servemap::verify::{self, Against};

use super::change::Source;
use super::{fixtures, hold};
use crate::run::{Proof, Rounds};

const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "null",
    "true",
    "1",
    "-0.0",
    "1e999",
    "\"\\u001b[2J\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"name\": \"databricks-gpt-5\"",
    "\"name\": 3",
    "\"name\": \"\"",
    "\"state\": {\"ready\": \"READY\"}",
    "\"state\": []",
    "\"config\": {\"served_entities\": []}",
    "\"config\": {\"served_models\": [{}]}",
    "\"served_entities\": null",
    "{\"entity_name\": \"system.ai.llama-4\"}",
    "{\"external_model\": {\"provider\": \"openai\", \"name\": \"gpt-4o\"}}",
    "\"foundation_model\": {\"name\": 1}",
    "\"task\": \"llm/v1/chat\"",
    "\"endpoints\": ",
    "\"endpoint_status\": 1",
    "\\",
    "\\n",
];

#[test]
fn endpoints() {
    static SOURCE: LazyLock<Source> =
        LazyLock::new(|| Source::new(fixtures::files("tests/verify", ".json"), PIECES));
    let plan: Plan =
        file::read("plan.toml", include_str!("../../plans/maverick-us-east-1/plan.toml")).unwrap();
    let matrix = fixtures::aws();
    let decision = plan.decide(matrix, fixtures::day()).unwrap();
    let region = matrix.find_region("us-east-1").unwrap();
    let proof =
        Proof { name: "readers list endpoints", what: "lists", rounds: Rounds { short: 150, long: 150_000 } };
    proof.run_on(
        |random| SOURCE.text(random),
        |text: &String| {
            let endpoints = match verify::read("list.json", text) {
                Ok(endpoints) => endpoints,
                Err(error) => {
                    hold::is_error(&error);
                    assert!(!error.hints().is_empty(), "no hint: {error}");
                    return;
                }
            };
            for endpoint in &endpoints {
                hold::is_safe_line("an endpoint's name", &endpoint.name);
            }
            for against in [Against::Plan("plan.toml", &decision), Against::Region(region, None)] {
                let report = verify::verify(&endpoints, matrix, against, fixtures::day());
                assert!(report.findings() <= report.rows.len() && report.endpoints == endpoints.len());
                for row in report.rows.iter().chain(&report.absent) {
                    hold::is_safe_line("what is served", &row.model);
                    for remark in &row.remarks {
                        hold::is_safe_line("a remark", &remark.message);
                    }
                }
            }
        },
    );
}
