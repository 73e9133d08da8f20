//! `servemap why`: the five gates of one model with their sources, and the nearest ways out.

use clap::Args;
use serde_json::Value;

use super::answer::Answer;
use super::style::OutputStyle;
use super::{CaseFlags, Source, TextFormat, Written, case, case_report, day, models};
use crate::error::Result;
use crate::gates::Verdict;
use crate::host::Host;
use crate::store;

/// `servemap why`
#[derive(Debug, Args)]
#[command(after_help = "\
Exits 0 when the model is available or conditional, 1 when it is blocked or unknown in one of the regions. JSON \
is one object, or with several regions a list of them.

Examples:
  servemap why 'Llama 4 Maverick' --mode provisioned-throughput --region eu-west-3
  servemap why llama-4-maverick --mode ai-functions --region us-east-1 --region us-east-2 --json")]
pub struct WhyArgs {
    /// The model: endpoint, or name in the docs
    pub model: String,
    /// The primary region; repeat it to ask about several
    #[arg(long = "region", value_name = "CODE")]
    pub regions: Vec<String>,
    /// The choices it is judged under.
    #[command(flatten)]
    pub case: CaseFlags,
    /// What it is written as.
    #[command(flatten)]
    pub written: Written<TextFormat>,
}

pub fn run(arguments: &WhyArgs, source: &Source, host: &dyn Host, style: OutputStyle) -> Result<Answer> {
    let matrix = store::load_matrix(host, source.cloud, source.matrix.as_deref())?;
    let as_of = day(source, host);
    let asked = case::asked(&arguments.case, &arguments.regions, &matrix, as_of)?;
    let model = matrix.find_model(&arguments.model, arguments.case.mode)?;
    let (mut texts, mut objects, mut open) = (Vec::new(), Vec::new(), true);
    for plan in &asked {
        let case = plan.criteria(&matrix, as_of).case(model);
        let (judged, advice) = (case.judge(), plan.advice_on(&matrix, Some(model)));
        let needed = judged.verdict != Verdict::Available;
        let ways = if needed { case.alternatives() } else { Vec::new() };
        open &= judged.verdict.is_open();
        match arguments.written.format() {
            TextFormat::Json => {
                let mut object = models::with_facts(case_report::json(&case, &judged, &advice), &case);
                object["alternatives"] = case_report::alternatives_json(&ways);
                objects.push(object);
            }
            TextFormat::Text => {
                let mut text = case_report::text(&case, &judged, &advice, style);
                if needed {
                    text.push_str(&case_report::alternatives_text(&case, &ways, style));
                }
                texts.push(text);
            }
        }
    }
    let answer = match (arguments.written.format(), objects.as_slice()) {
        (TextFormat::Text, _) => Answer::of(texts.join("\n")),
        (TextFormat::Json, [one]) => Answer::json(one),
        (TextFormat::Json, _) => Answer::json(&Value::Array(objects)),
    };
    Ok(answer.with_findings(!open))
}
