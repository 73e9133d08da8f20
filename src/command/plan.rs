//! `servemap plan`: a plan from flags, judged, and written without harm to what is there.

mod interactive;
mod questions;
mod record_flags;
mod report;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use record_flags::RecordFlags;

use super::answer::Answer;
use super::case_flags::CaseFlags;
use super::external_flags::ExternalFlags;
use super::help::help_text;
use super::style::OutputStyle;
use super::tokens_flags::TokensFlags;
use super::{Format, FormatFlags, Source, config};
use crate::config::{Config, Setting};
use crate::decision::Decision;
use crate::error::{Error, Result};
use crate::host::{
    Expected, Host, STANDARD, SaveError, Saved, clean_path, is_output, quoted, retry, text_before,
};
use crate::matrix::Matrix;
use crate::plan::{self, Plan, file};
use crate::store;

help_text! {
    HELP, LONG_HELP:
    more "\
Prints the verdict, and the plan itself where no file is named. Exits 1 when the model is blocked or unknown \
(the plan is still written), 2 when a replacement is refused (nothing is written).

With --interactive it asks for what the flags do not say, one line a question, on the standard error; answers come \
from the standard input, so a script can give them.";
    "servemap plan --mode provisioned-throughput --region us-east-1 --model 'Llama 4 Maverick' \\
    --owner ml-platform --reason 'the SLA needs predictable latency' -o maverick.toml",
    "servemap plan --mode external-models --provider azure-openai --model my-gpt --task chat \\
    --region us-east-1 --owner ml-platform --reason 'one gateway logs every call' -o my-gpt.toml",
    "servemap plan --interactive",
}

/// `servemap plan`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Text, Format::Json])))]
#[command(after_help = HELP, after_long_help = LONG_HELP)]
pub struct PlanArgs {
    /// Ask for what the flags do not say, line by line in plain text
    #[arg(long)]
    pub interactive: bool,
    /// The primary region
    #[arg(long, value_name = "CODE", help_heading = "Choice")]
    pub region: Option<String>,
    /// The choices a model is judged under.
    #[command(flatten)]
    pub case: CaseFlags,
    #[command(flatten)]
    pub tokens: TokensFlags,
    /// A model that no list names.
    #[command(flatten)]
    pub external: ExternalFlags,
    /// The rest of the plan.
    #[command(flatten)]
    pub record: RecordFlags,
    /// The file to write
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// Start from the existing file; change only what the flags set
    #[arg(long, requires = "output", help_heading = "Output")]
    pub update: bool,
    /// Overwrite the file; its comments and its history stay
    #[arg(long, requires = "output", conflicts_with = "update", help_heading = "Output")]
    pub force: bool,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

/// What stands at the place where the plan goes.
#[derive(Default, Clone)]
struct Before {
    plan: Plan,
    text: Option<String>,
    expected: Option<Expected>,
}

pub fn run(arguments: &PlanArgs, source: &Source, host: &mut dyn Host, style: OutputStyle) -> Result<Answer> {
    let unnamed = |path: &Path| is_output(path) || host.is_folder(path) || host.is_stream(path);
    if let Some(path) = arguments.output.as_deref().filter(|path| !unnamed(path)) {
        plan::check_name(path)?;
    }
    let result = if arguments.interactive {
        interactive::run(arguments, source, host, style)
    } else if arguments.update || arguments.force {
        // Somebody else may save the plan meanwhile: then the flags change what they saved, and its history is theirs too.
        retry(|| once(arguments, source, host, style))
    } else {
        once(arguments, source, host, style)
    };
    result.map_err(|error| match (error, &arguments.output) {
        (SaveError::Exists(_), Some(path)) => exists(path),
        (other, _) => other.into(),
    })
}

fn once(arguments: &PlanArgs, source: &Source, host: &mut dyn Host, style: OutputStyle) -> Saved<Answer> {
    let begun = begin(arguments, source, host)?;
    finish(arguments, arguments.output.as_deref(), begun, host, style)
}

/// A plan with what the flags say in it.
#[derive(Clone)]
struct Begun {
    before: Before,
    plan: Plan,
    matrix: Matrix,
    as_of: NaiveDate,
    /// Who decides, as far as that is configured.
    reviewer: Option<String>,
    /// What the configuration brought, in a line.
    configured: Option<String>,
}

fn begin(arguments: &PlanArgs, source: &Source, host: &dyn Host) -> Saved<Begun> {
    let before = before(arguments, host)?;
    let config = source.config(arguments.output.as_deref(), host)?;
    let matrix = if arguments.update {
        source.matrix_of(source.cloud.or(Some(before.plan.cloud)), &config, host)?
    } else {
        source.matrix(&config, host)?
    };
    let reviewer = store::configured_reviewer(&config);
    // A plan that exists says for itself what it says.
    let config = if arguments.update { Config::default() } else { config };
    let as_of = source.day(host);
    let mut plan = Plan { cloud: matrix.cloud, ..before.plan.clone() };
    plan.resolve(&matrix);
    config.begin(&mut plan);
    let configured = if arguments.region.is_none() { config.region_in(&matrix)? } else { None };
    let region = arguments.region.as_deref().or(configured.as_ref().map(|id| id.0.as_str()));
    arguments.case.apply(region, &mut plan, &matrix, as_of)?;
    plan.tokens = arguments.tokens.over(plan.tokens);
    if let Some(name) = &arguments.record.model {
        plan.model = Some(arguments.external.find(name, plan.mode, &matrix)?.id.clone());
    }
    record_flags::apply(&arguments.record, &mut plan, &matrix, as_of)?;
    let mut others = Vec::new();
    others.extend(configured.is_some().then_some(Setting::Region));
    others.extend(arguments.record.by.is_none().then_some(Setting::Reviewer));
    others.extend(arguments.record.owner.is_none().then_some(Setting::Owner));
    let configured = config::used(&config, source, &arguments.case, &others);
    Ok(Begun { before, plan, matrix, as_of, reviewer, configured })
}

/// Judges the plan and writes it.
fn finish(
    arguments: &PlanArgs,
    output: Option<&Path>,
    begun: Begun,
    host: &mut dyn Host,
    style: OutputStyle,
) -> Saved<Answer> {
    let Begun { before, mut plan, matrix, as_of, reviewer, configured } = begun;
    let missing = missing(&plan);
    let incomplete = format!("the plan is not complete: {} missing", missing.join(", "));
    if !arguments.update && !missing.is_empty() {
        let hint = "'servemap plan --help' shows an example; 'servemap' opens the planner";
        return Err(Error::new(incomplete).hint(hint).into());
    }
    let settled = plan.clone();
    let by = decider(arguments, reviewer, output, &plan, host)?;
    plan.record_decision(&matrix, as_of, by.as_deref());
    // What a plan lacked before an update it may lack after it: the flags change what they say, no more.
    let decision = if settled.is_decided() { Some(settled.decide(&matrix, as_of)?) } else { None };
    if let Some(decision) = &decision {
        check_replacement(decision, arguments.record.replacement.is_some())?;
    }
    let text = file::write(&plan, before.text.as_deref())?;
    if let (Some(path), Some(expected)) = (output, &before.expected) {
        host.save(path, &text, expected)?;
    }
    let answer = report::answer(arguments, output, decision.as_ref(), &missing, &text, style);
    let answer = answer.messages(configured);
    Ok(if missing.is_empty() { answer } else { answer.message(incomplete) })
}

/// Who decides. Where nobody is named, the history has no name; nobody is asked for where nothing is decided.
fn decider(
    arguments: &PlanArgs,
    configured: Option<String>,
    output: Option<&Path>,
    plan: &Plan,
    host: &mut dyn Host,
) -> Result<Option<String>> {
    let at = output.unwrap_or(Path::new("."));
    match arguments.record.by.as_deref() {
        by @ Some(_) => store::reviewer(host, by, None, at).map(Some),
        None if plan.is_decided() => Ok(store::reviewer(host, None, configured, at).ok()),
        None => Ok(None),
    }
}

/// Looks at the file that is to be written, before anything is judged.
fn before(arguments: &PlanArgs, host: &dyn Host) -> Result<Before> {
    let Some(path) = &arguments.output else { return Ok(Before::default()) };
    if is_output(path) && !arguments.update {
        return Ok(Before::default());
    }
    if arguments.update {
        let input = if is_output(path) { Path::new(STANDARD) } else { path };
        let loaded = store::load_plan(host, input)?;
        let expected = (!is_output(path)).then(|| Expected::Contents(loaded.text.clone()));
        return Ok(Before { plan: loaded.plan, text: Some(loaded.text), expected });
    }
    if !host.exists(path) || host.is_stream(path) {
        return Ok(Before { expected: Some(Expected::Absent), ..Before::default() });
    }
    if !arguments.force {
        return Err(exists(path));
    }
    // Comments and history are kept if the file is a plan; --force overwrites anything else.
    let before = text_before(host, path)?;
    let read = before.and_then(|text| Some((file::read(&clean_path(path), &text).ok()?, text)));
    let Some((plan, text)) = read else {
        return Ok(Before { expected: Some(Expected::Anything), ..Before::default() });
    };
    let expected = Some(Expected::Contents(text.clone()));
    Ok(Before { plan: plan.begin_anew(), text: Some(text), expected })
}

fn exists(path: &Path) -> Error {
    Error::new(format!("{} exists already", quoted(path)))
        .hint("--update changes only what the flags set; --force overwrites the file")
}

/// The flags for what a decision needs and the plan does not say.
fn missing(plan: &Plan) -> Vec<&'static str> {
    [
        ("--mode", plan.mode.is_none()),
        ("--region", plan.region.is_none()),
        ("--model", plan.model.is_none()),
        ("--owner", plan.record.owner.is_empty()),
        ("--reason", plan.record.reason_words().is_none()),
    ]
    .into_iter()
    .filter_map(|(flag, missing)| missing.then_some(flag))
    .collect()
}

fn replacement_refused(why: &str) -> Error {
    Error::new(format!("the replacement is refused: {}", why.trim_end_matches('.')))
}

/// An invalid replacement is an error when it is named now; one that has become invalid is a finding.
fn check_replacement(decision: &Decision<'_>, named: bool) -> Result<()> {
    let Some(why) = decision.replacement_refused().filter(|_| named) else { return Ok(()) };
    let error = replacement_refused(&why);
    Err(match decision.case.better() {
        Some(way) => error.hint(format!("available instead: {}", way.words())),
        None => error.hint("list the alternatives: 'servemap models' with the same flags"),
    })
}
