//! The subset that matters: a filtered matrix as a table, and the models a posture rules out.

use super::{closing_lines, markdown};
use crate::gates::{Case, Criteria, Gate, Judgement, Outcome, needs_routing};
use crate::matrix::Model;
use crate::plan::{Posture, PreviewRule, Residency, Routing, Use};

/// Stands where the region or the mode is still open.
const ANY: &str = "not chosen";

/// The judged models: region, mode, model, preview or GA, routing, verdict. In the order they come.
pub fn matrix(criteria: &Criteria<'_>, cases: &[Case<'_>]) -> String {
    let rows: Vec<[String; 6]> = cases
        .iter()
        .map(|case| {
            let mode = case.criteria.mode.map_or(ANY, crate::matrix::Mode::name);
            let verdict = case.judge().verdict.id().to_owned();
            let status = case.preview().name_or("Preview", "GA").to_owned();
            let routing = needs_routing(case).answer().name_or("needed", "not needed").to_owned();
            [region(case), mode.to_owned(), case.model.label().to_owned(), status, routing, verdict]
        })
        .collect();
    let columns = ["Region", "Mode", "Model", "Preview or GA", "Routing", "Verdict"];
    with_closing(&markdown::table(columns, &rows), criteria)
}

/// The models that would be possible here, but not under this posture: with the gate that says so, and why. Where they
/// are of several regions, each says its own.
pub fn ruled_out(criteria: &Criteria<'_>, cases: &[Case<'_>]) -> String {
    let mut rows: Vec<[String; 4]> = Vec::new();
    for case in cases {
        for (gate, judgement) in against(&case.criteria, case.model) {
            rows.push([
                region(case),
                case.model.label().to_owned(),
                gate.title.to_owned(),
                judgement.reason.to_string(),
            ]);
        }
    }
    if rows.is_empty() {
        return with_closing("This posture rules out none of these models.\n", criteria);
    }
    let several = cases.iter().any(|case| case.criteria.region.id() != criteria.region.id());
    let table = if several {
        markdown::table(["Region", "Model", "Gate", "Reason"], &rows)
    } else {
        let rows: Vec<[String; 3]> =
            rows.into_iter().map(|[_, model, gate, reason]| [model, gate, reason]).collect();
        markdown::table(["Model", "Gate", "Reason"], &rows)
    };
    with_closing(&table, criteria)
}

fn region(case: &Case<'_>) -> String {
    case.criteria.region.id().map_or_else(|| ANY.to_owned(), ToString::to_string)
}

/// The gates that block a model under the posture and would not under a posture that allows everything. A model that
/// is blocked either way is not ruled out by the posture.
pub fn against<'a>(criteria: &Criteria<'a>, model: &'a Model) -> Vec<(&'static Gate, Judgement<'a>)> {
    let open = Posture {
        residency: Residency::None,
        routing: Routing::On,
        preview: PreviewRule::Allow,
        usage: Use::Existing,
        ..Posture::default()
    };
    let blocks = |judgement: &Judgement<'_>| judgement.outcome == Outcome::Block;
    let freely = Criteria { posture: &open, ..*criteria }.case(model).judge();
    if freely.iter().any(|(_, judgement)| blocks(judgement)) {
        return Vec::new();
    }
    let judged = criteria.case(model).judge();
    judged
        .iter()
        .filter(|(_, judgement)| blocks(judgement))
        .map(|(gate, says)| (gate, says.clone()))
        .collect()
}

fn with_closing(table: &str, criteria: &Criteria<'_>) -> String {
    let lines = closing_lines::lines(criteria.matrix, criteria.as_of);
    lines.iter().fold(table.to_owned(), |text, line| format!("{text}\n{}\n", markdown::escape(line)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, Mode, RegionId, bundled};
    use crate::plan::Plan;

    fn plan(region: &str, mode: Mode) -> Plan {
        Plan { mode: Some(mode), region: Some(RegionId(region.into())), ..Plan::default() }
    }

    fn with<T>(plan: &Plan, then: impl FnOnce(&Criteria<'_>) -> T) -> T {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        then(&plan.criteria(&matrix, matrix.as_of))
    }

    fn cases<'m>(criteria: &Criteria<'m>, names: &[&str]) -> Vec<Case<'m>> {
        names.iter().map(|name| criteria.case(criteria.matrix.find_model(name, None).unwrap())).collect()
    }

    #[test]
    fn the_filtered_matrix_is_a_table_with_where_to_verify_below() {
        let plan = plan("us-east-1", Mode::ProvisionedThroughput);
        let text = with(&plan, |criteria| {
            matrix(criteria, &cases(criteria, &["llama-4-maverick", "gpt-oss-20b", "qwen35-122b-a10b"]))
        });
        insta::assert_snapshot!(text, @r"
        | Region | Mode | Model | Preview or GA | Routing | Verdict |
        | --- | --- | --- | --- | --- | --- |
        | us-east-1 | Provisioned throughput | databricks-llama-4-maverick | Preview | not needed | conditional |
        | us-east-1 | Provisioned throughput | databricks-gpt-oss-20b | GA | not needed | available |
        | us-east-1 | Provisioned throughput | databricks-qwen35-122b-a10b | Preview | unknown | blocked |

        Before shipping, verify names and availability at the official page: Model availability by region, https://docs.databricks.com/aws/en/unity-gateway/model-region-availability (matrix of 2026-10-04).
        ");
    }

    #[test]
    fn an_open_region_and_an_unknown_row_are_never_yes_or_no() {
        let plan = Plan { region: None, ..plan("us-east-1", Mode::PayPerToken) };
        let text = with(&plan, |criteria| matrix(criteria, &cases(criteria, &["claude-sonnet-4-6"])));
        let row =
            "| not chosen | Pay-per-token | databricks-claude-sonnet-4-6 | unknown | unknown | unknown |";
        assert!(text.contains(row), "{text}");
    }

    #[test]
    fn a_posture_rules_out_what_it_alone_blocks() {
        let mut plan = plan("ap-northeast-1", Mode::PayPerToken);
        let names = ["claude-sonnet-4", "gpt-5-5", "gemini-3-8-flash", "gte-large-en", "gpt-oss-20b"];
        let told = |plan: &Plan| with(plan, |criteria| ruled_out(criteria, &cases(criteria, &names)));
        assert!(told(&plan).starts_with("This posture rules out none of these models.\n\nBefore shipping"));
        plan.posture.residency = Residency::InGeo;
        plan.posture.usage = Use::New;
        insta::assert_snapshot!(told(&plan), @r"
        | Model | Gate | Reason |
        | --- | --- | --- |
        | databricks-claude-sonnet-4 | Cross-geography routing requirement | Needed in ap-northeast-1 (cross-Geo), but the residency rule keeps content in Geo Asia (Indonesia, Japan, Singapore, South Korea). AI Functions has its own cell in ap-northeast-1: in-Geo. |
        | databricks-claude-sonnet-4 | Retirement notice | Retirement is announced for 2026-10-09, in 5 days: only workspaces that already use it keep it, and this is a new use. Recommended replacement: Anthropic Claude Sonnet 4.6. Note: The AI Functions column of the availability table still lists it. |
        | databricks-gpt-5-5 | Cross-geography routing requirement | Needed in ap-northeast-1 (cross-Geo), but the residency rule keeps content in Geo Asia (Indonesia, Japan, Singapore, South Korea). |
        | databricks-gte-large-en | Cross-geography routing requirement | Needed in ap-northeast-1 (cross-Geo), but the residency rule keeps content in Geo Asia (Indonesia, Japan, Singapore, South Korea). |

        Before shipping, verify names and availability at the official page: Model availability by region, https://docs.databricks.com/aws/en/unity-gateway/model-region-availability (matrix of 2026-10-04).
        ");
    }
}
