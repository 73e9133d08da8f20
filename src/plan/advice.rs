//! Advice about the plan: where the workload does not fit the serving mode. It is told once and changes no gate.

use std::fmt;

use super::Plan;
use crate::matrix::{Matrix, Mode, Model, Realtime, Source, Workload};

/// One piece of advice. `Display` makes its sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Advice<'a> {
    /// An SLA binds the workload, and the mode promises nothing.
    SlaWithoutGuarantee(Mode),
    /// Customers wait for answers of a mode that promises nothing.
    CustomersWithoutGuarantee,
    /// A batch calls an endpoint row by row.
    RowByRow(Mode),
    /// People wait for answers of a mode that runs batches.
    InteractiveInBatch,
    /// People wait for answers of a model that the list of models for real-time inference does not name.
    OffRealtimeList(&'a Model, &'a Source),
    /// Nobody knows whether that list names the model.
    RealtimeUnknown(&'a Model, &'a Source),
}

impl Advice<'_> {
    /// A stable word for scripts.
    pub fn code(self) -> &'static str {
        match self {
            Self::SlaWithoutGuarantee(_) => "sla-without-guarantee",
            Self::CustomersWithoutGuarantee => "customers-without-guarantee",
            Self::RowByRow(_) => "row-by-row",
            Self::InteractiveInBatch => "interactive-in-batch",
            Self::OffRealtimeList(..) => "off-realtime-list",
            Self::RealtimeUnknown(..) => "realtime-unknown",
        }
    }
}

impl fmt::Display for Advice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SlaWithoutGuarantee(mode) => write!(
                f,
                "{} promises neither latency nor throughput; work bound by an SLA needs provisioned throughput.",
                mode.name()
            ),
            Self::CustomersWithoutGuarantee => write!(
                f,
                "{} promises neither latency nor throughput; customer-facing traffic needs provisioned throughput.",
                Mode::PayPerToken.name()
            ),
            Self::RowByRow(mode) => write!(
                f,
                "{} would be called row by row for batch work; use AI Functions, which run the model inside the data workflow.",
                match mode {
                    Mode::ExternalModels => "An external model endpoint",
                    _ => "A pay-per-token endpoint",
                }
            ),
            Self::InteractiveInBatch => write!(
                f,
                "{} run batch inference; people who wait for an answer need pay-per-token or provisioned throughput.",
                Mode::AiFunctions.name()
            ),
            Self::OffRealtimeList(model, list) => write!(
                f,
                "{} is not on the list \"{}\"{}: do not rely on it for immediate answers.",
                model.label(),
                list.title,
                read_on(list)
            ),
            Self::RealtimeUnknown(model, list) => write!(
                f,
                "Whether {} is on the list \"{}\"{} is unknown: verify before relying on it for immediate answers.",
                model.label(),
                list.title,
                read_on(list)
            ),
        }
    }
}

fn read_on(list: &Source) -> String {
    list.read.map(|read| format!(" of {read}")).unwrap_or_default()
}

impl Plan {
    /// Where the plan's workload does not fit its mode or its model.
    pub fn advice<'a>(&self, matrix: &'a Matrix) -> Vec<Advice<'a>> {
        self.advice_on(matrix, self.model.as_ref().and_then(|id| matrix.model(id)))
    }

    /// The same, as if the plan had chosen `model`.
    pub fn advice_on<'a>(&self, matrix: &'a Matrix, model: Option<&'a Model>) -> Vec<Advice<'a>> {
        let Some(mode) = self.mode else { return Vec::new() };
        let workload = self.workload;
        let mut advice = Vec::new();
        match (workload, mode) {
            (Some(Workload::Sla), Mode::PayPerToken | Mode::AiFunctions) => {
                advice.push(Advice::SlaWithoutGuarantee(mode));
            }
            (_, Mode::PayPerToken) if speaks_of_customers(&self.sentence) => {
                advice.push(Advice::CustomersWithoutGuarantee);
            }
            _ => {}
        }
        match (workload, mode) {
            (Some(Workload::Batch), Mode::PayPerToken | Mode::ExternalModels) => {
                advice.push(Advice::RowByRow(mode));
            }
            (Some(Workload::Interactive), Mode::AiFunctions) => advice.push(Advice::InteractiveInBatch),
            // In provisioned throughput the gate itself asks for the list.
            (Some(Workload::Interactive), Mode::PayPerToken) => {
                advice.extend(matrix.realtime_list().zip(model).and_then(
                    |(list, model)| match model.realtime {
                        Some(Realtime::Yes | Realtime::Preview) => None,
                        Some(Realtime::No) => Some(Advice::OffRealtimeList(model, list)),
                        None => Some(Advice::RealtimeUnknown(model, list)),
                    },
                ));
            }
            _ => {}
        }
        advice
    }
}

/// Whether the workload's sentence speaks of traffic that leaves the house, or of a promise.
fn speaks_of_customers(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    let words: Vec<&str> = sentence.split(|c: char| !c.is_alphanumeric()).collect();
    let single = words.iter().any(|word| word.starts_with("customer") || matches!(*word, "sla" | "slas"));
    single || words.windows(2).any(|two| matches!(two, ["end", "user" | "users"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, ModelId, bundled};
    use rstest::rstest;

    /// "Where a workload does not fit a mode (an SLA or customer-facing traffic on pay-per-token, row-by-row batch on a
    /// chat endpoint, immediate answers outside the real-time list) that is advice about the plan."
    #[rstest]
    #[case::sla(Some(Workload::Sla), Mode::PayPerToken, "", None, &["sla-without-guarantee"])]
    #[case::sla_once(Some(Workload::Sla), Mode::PayPerToken, "Answer customers", None, &["sla-without-guarantee"])]
    #[case::sla_in_its_mode(Some(Workload::Sla), Mode::ProvisionedThroughput, "Customers", None, &[])]
    #[case::customers(None, Mode::PayPerToken, "Answer our customers' mail", None, &["customers-without-guarantee"])]
    #[case::end_users(None, Mode::PayPerToken, "End-users chat with it", None, &["customers-without-guarantee"])]
    #[case::custom_is_no_customer(None, Mode::PayPerToken, "Custom slang", None, &[])]
    #[case::row_by_row(Some(Workload::Batch), Mode::PayPerToken, "", None, &["row-by-row"])]
    #[case::row_by_row_outside(Some(Workload::Batch), Mode::ExternalModels, "", None, &["row-by-row"])]
    #[case::batch_in_its_mode(Some(Workload::Batch), Mode::AiFunctions, "", None, &[])]
    #[case::waiting_for_a_batch(Some(Workload::Interactive), Mode::AiFunctions, "", None, &["interactive-in-batch"])]
    #[case::no_model_yet(Some(Workload::Interactive), Mode::PayPerToken, "", None, &[])]
    #[case::on_the_list(Some(Workload::Interactive), Mode::PayPerToken, "", Some("databricks-gpt-oss-120b"), &[])]
    #[case::off_the_list(Some(Workload::Interactive), Mode::PayPerToken, "", Some("databricks-gpt-5-5"), &["off-realtime-list"])]
    #[case::not_known(Some(Workload::Interactive), Mode::PayPerToken, "", Some("dbrx"), &["realtime-unknown"])]
    #[case::left_to_the_gate(Some(Workload::Interactive), Mode::ProvisionedThroughput, "", Some("databricks-gpt-5-5"), &[])]
    fn advice_is_given_where_the_workload_does_not_fit(
        #[case] workload: Option<Workload>,
        #[case] mode: Mode,
        #[case] sentence: &str,
        #[case] model: Option<&str>,
        #[case] codes: &[&str],
    ) {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let model = model.map(|id| ModelId(id.into()));
        let plan = Plan { workload, mode: Some(mode), sentence: sentence.into(), model, ..Plan::default() };
        let advice = plan.advice(&matrix);
        assert_eq!(advice.iter().map(|advice| advice.code()).collect::<Vec<_>>(), codes);
        assert!(advice.iter().all(|advice| advice.to_string().ends_with('.')));
    }

    #[test]
    fn no_mode_no_advice() {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let plan = Plan { workload: Some(Workload::Sla), ..Plan::default() };
        assert!(plan.advice(&matrix).is_empty());
    }
}
