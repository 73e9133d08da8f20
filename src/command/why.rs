//! `servemap why`: the five gates of one model with their sources, and the nearest ways out.

use super::answer::Answer;
use super::case_flags::CaseFlags;
use super::external_flags::ExternalFlags;
use super::help::help_text;
use super::style::OutputStyle;
use super::{Format, FormatFlags, Source, case_report, config, models};
use crate::config::Setting;
use crate::error::Result;
use crate::gates::Verdict;
use crate::host::Host;
use clap::Args;

help_text! {
    HELP, LONG_HELP:
    more "\
Exits 0 when the model is available or conditional, 1 when it is blocked or unknown in one of the regions. JSON \
is one object, or with several regions a list of them.";
    "servemap why 'Llama 4 Maverick' --mode provisioned-throughput --region eu-west-3",
    "servemap why my-gpt --mode external-models --provider azure-openai --region us-east-1",
    "servemap why llama-4-maverick --mode ai-functions --region us-east-1 --region us-east-2 --json",
}

/// `servemap why`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Text, Format::Json])))]
#[command(after_help = HELP, after_long_help = LONG_HELP)]
pub struct WhyArgs {
    /// The model: endpoint, or name in the docs
    pub model: String,
    /// The primary region; repeat it to ask about several
    #[arg(long = "region", value_name = "CODE", help_heading = "Choice")]
    pub regions: Vec<String>,
    /// The choices it is judged under.
    #[command(flatten)]
    pub case: CaseFlags,
    /// A model that no list names.
    #[command(flatten)]
    pub external: ExternalFlags,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

pub fn run(arguments: &WhyArgs, source: &Source, host: &dyn Host, style: OutputStyle) -> Result<Answer> {
    let config = source.config(None, host)?;
    let matrix = source.matrix(&config, host)?;
    let as_of = source.day(host);
    let plans = arguments.case.plans(&arguments.regions, &config, &matrix, as_of)?;
    let model = arguments.external.find(&arguments.model, arguments.case.mode, &matrix)?;
    let (mut texts, mut objects, mut open) = (Vec::new(), Vec::new(), true);
    for plan in &plans {
        let case = plan.criteria(&matrix, as_of).case(model);
        let (judged, advice) = (case.judge(), plan.advice_on(&matrix, Some(model)));
        let needed = judged.verdict != Verdict::Available;
        let ways = if needed { case.alternatives() } else { Vec::new() };
        open &= judged.verdict.is_open();
        if arguments.format_flags.is_json() {
            let mut object =
                models::with_facts(case_report::json(&case, &judged, &advice), &case, plan.tokens);
            object["alternatives"] = case_report::alternatives_json(&ways);
            objects.push(object);
        } else {
            texts.push(case_report::text(&case, &judged, &advice, style));
            texts.extend(needed.then(|| case_report::alternatives_text(&case, &ways, style)));
            texts.push("\n".to_owned());
        }
    }
    texts.pop();
    let answer = match objects.as_slice() {
        [] => Answer::of(texts.concat()),
        [one] => Answer::json(one),
        several => Answer::json(&several),
    };
    let region =
        [Setting::Region].into_iter().filter(|_| arguments.regions.is_empty() && plans[0].region.is_some());
    let used = config::used(&config, source, &arguments.case, &region.collect::<Vec<_>>());
    Ok(answer.messages(used).with_findings(!open))
}
