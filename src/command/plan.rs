//! `servemap plan`: a plan from flags, judged, and written without harm to what is there.

mod record_flags;

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use record_flags::RecordFlags;

use super::answer::Answer;
use super::case_flags::CaseFlags;
use super::style::OutputStyle;
use super::{Format, FormatFlags, Source, case_report, config};
use crate::config::{Config, Setting};
use crate::decision::Decision;
use crate::error::{Error, Result};
use crate::host::{Expected, Host, STANDARD, SaveError, Saved, clean_path, is_output, quoted, retry};
use crate::plan::{self, Advice, Plan, file};
use crate::store;

/// `servemap plan`
#[derive(Debug, Args)]
#[command(mut_arg("format", Format::only(&[Format::Text, Format::Json])))]
#[command(after_help = "\
Prints the verdict, and the plan itself where no file is named. Exits 1 when the model is blocked or unknown \
(the plan is still written), 2 when a replacement is refused (nothing is written).

Example:
  servemap plan --mode provisioned-throughput --region us-east-1 \\
    --model databricks-llama-4-maverick --owner ml-platform \\
    --reason 'the SLA needs predictable latency' -o maverick.toml")]
pub struct PlanArgs {
    /// The primary region
    #[arg(long, value_name = "CODE")]
    pub region: Option<String>,
    /// The choices a model is judged under.
    #[command(flatten)]
    pub case: CaseFlags,
    /// The rest of the plan.
    #[command(flatten)]
    pub record: RecordFlags,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Start from the existing file; change only what the flags set
    #[arg(long, requires = "output")]
    pub update: bool,
    /// Overwrite the file; its comments stay
    #[arg(long, requires = "output")]
    pub force: bool,
    #[command(flatten)]
    pub format_flags: FormatFlags,
}

/// What stands at the place where the plan goes.
#[derive(Default)]
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
    let result = if arguments.update {
        // Somebody else may save the plan meanwhile: then the flags change what they saved.
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
    let before = before(arguments, host)?;
    // A plan that exists says for itself what it says.
    let config = if arguments.update {
        Config::default()
    } else {
        source.config(arguments.output.as_deref(), host)?
    };
    let matrix = if arguments.update {
        source.matrix_of(source.cloud.or(Some(before.plan.cloud)), host)?
    } else {
        source.matrix(&config, host)?
    };
    let as_of = source.day(host);
    let mut plan = Plan { cloud: matrix.cloud, ..before.plan };
    plan.resolve(&matrix);
    config.begin(&mut plan);
    let configured = if arguments.region.is_none() { config.region_in(&matrix)? } else { None };
    let region = arguments.region.as_deref().or(configured.as_ref().map(|id| id.0.as_str()));
    arguments.case.apply(region, &mut plan, &matrix, as_of)?;
    record_flags::apply(&arguments.record, &mut plan, &matrix, as_of)?;
    let missing = missing(&plan);
    let incomplete = format!("the plan is not complete: {} missing", missing.join(", "));
    if !arguments.update && !missing.is_empty() {
        let hint = "'servemap plan --help' shows an example; 'servemap' opens the planner";
        return Err(Error::new(incomplete).hint(hint).into());
    }
    let settled = plan.clone();
    plan.record_decision(&matrix, as_of);
    // What a plan lacked before an update it may lack after it: the flags change what they say, no more.
    let decision = if settled.is_decided() { Some(settled.decide(&matrix, as_of)?) } else { None };
    if let Some(decision) = &decision {
        check_replacement(decision, arguments.record.replacement.is_some())?;
    }
    let text = file::write(&plan, before.text.as_deref())?;
    if let (Some(path), Some(expected)) = (&arguments.output, &before.expected) {
        host.save(path, &text, expected)?;
    }
    let mut others = Vec::new();
    others.extend(configured.is_some().then_some(Setting::Region));
    others.extend(arguments.record.owner.is_none().then_some(Setting::Owner));
    let answer = answer(arguments, decision.as_ref(), &missing, &text, style);
    let answer = answer.messages(config::used(&config, source, &arguments.case, &others));
    Ok(if missing.is_empty() { answer } else { answer.message(incomplete) })
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
    // Comments are kept if the file is a plan; --force overwrites anything else.
    let text = store::load_plan(host, path).ok().map(|loaded| loaded.text);
    Ok(Before { text, expected: Some(Expected::Anything), ..Before::default() })
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

/// An invalid replacement is an error when it is named now; one that has become invalid is a finding.
fn check_replacement(decision: &Decision<'_>, named: bool) -> Result<()> {
    let Some(why) = decision.replacement_refused().filter(|_| named) else { return Ok(()) };
    let error = Error::new(format!("the replacement is refused: {}", why.trim_end_matches('.')));
    Err(match decision.case.better() {
        Some(way) => error.hint(format!("available instead: {}", way.words())),
        None => error.hint("list the alternatives: 'servemap models' with the same flags"),
    })
}

/// Without a decision a choice is still open: nothing was judged, and nothing counts as cleared.
fn answer(
    arguments: &PlanArgs,
    decision: Option<&Decision<'_>>,
    missing: &[&str],
    text: &str,
    style: OutputStyle,
) -> Answer {
    let findings = decision.is_none_or(|decision| {
        !decision.judged.verdict.is_open() || decision.replacement_refused().is_some()
    });
    let written = arguments.output.as_deref().filter(|path| !is_output(path));
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
    let gates = case_report::text(&decision.case, &decision.judged, &advice(decision), style);
    [Some(gates), replacement, open, tested, used].into_iter().flatten().collect()
}
