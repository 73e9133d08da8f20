//! What a plan holds besides the case, as flags: the record, the guardrails and the runbook.

use std::ffi::OsStr;
use std::result;

use chrono::NaiveDate;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Args, Command};

use crate::command::value;
use crate::date::When;
use crate::error::{Error, Result};
use crate::matrix::{Matrix, Mode, ModelId};
use crate::plan::{Plan, Question, Reason, Status, TestStatus, guardrail as guardrails};
use crate::text::{Words, entry, entry_line};

/// What a plan holds besides the case.
#[derive(Debug, Args)]
#[command(next_help_heading = "Record")]
pub struct RecordFlags {
    /// The model: endpoint, or name in the docs
    #[arg(long, value_name = "MODEL", help_heading = "Choice")]
    pub model: Option<String>,
    /// The workload in one sentence
    #[arg(long, hide_short_help = true, value_name = "TEXT")]
    pub sentence: Option<String>,
    /// Where the decision stands among people [default: not stated]
    #[arg(long, hide_short_help = true, value_name = "STATUS", value_parser = value::word::<Status>())]
    pub status: Option<Status>,
    /// Who decides, for the history [default: the reviewer of the configuration, else git config user.name]
    #[arg(long, hide_short_help = true, value_name = "NAME")]
    pub by: Option<String>,
    /// The team or person that owns the decision
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Why this model: ends the sentence "… because"
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Which of the template's three reasons it is
    #[arg(long, hide_short_help = true, value_name = "KIND", value_parser = value::word::<Reason>())]
    pub reason_kind: Option<Reason>,
    /// The model to switch to
    #[arg(long, value_name = "MODEL")]
    pub replacement: Option<String>,
    /// A model that was considered and rejected; can be repeated
    #[arg(long, hide_short_help = true, value_name = "MODEL")]
    pub considered: Vec<String>,
    /// Why a model was rejected, such as gpt-oss-20b='too weak'; can be repeated
    #[arg(long, hide_short_help = true, value_name = "MODEL=REASON", value_parser = not_taken)]
    pub not_taken: Vec<(String, String)>,
    /// The residency rule in the organisation's own words
    #[arg(long, hide_short_help = true, value_name = "TEXT")]
    pub residency_words: Option<String>,
    /// The day of the test
    #[arg(long, hide_short_help = true, value_name = "DATE", value_parser = value::day)]
    pub test_date: Option<When>,
    /// The status of the tests
    #[arg(long, hide_short_help = true, value_name = "STATUS", value_parser = value::word::<TestStatus>())]
    pub test_status: Option<TestStatus>,
    /// The day by which the decision must be reviewed
    #[arg(long, hide_short_help = true, value_name = "DATE", value_parser = value::day)]
    pub review_by: Option<When>,
    /// A guardrail that is in place; can be repeated
    #[arg(long, hide_short_help = true, value_name = "GUARDRAIL", value_parser = GuardrailId)]
    pub tick: Vec<String>,
    /// A runbook answer, such as approver=Ana; can be repeated
    #[arg(long, hide_short_help = true, value_name = "QUESTION=TEXT", value_parser = runbook_answer)]
    pub answer: Vec<(Question, String)>,
}

/// The id of a guardrail. Their list is read when the flag is, or its help: each start makes the flags of all commands.
#[derive(Clone)]
struct GuardrailId;

impl GuardrailId {
    fn values() -> impl Iterator<Item = PossibleValue> {
        guardrails::all()
            .iter()
            .map(|guardrail| PossibleValue::new(guardrail.id.as_str()).help(guardrail.label.as_str()))
    }
}

impl TypedValueParser for GuardrailId {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> result::Result<String, clap::Error> {
        PossibleValuesParser::new(Self::values()).parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Self::values()))
    }
}

/// A model and why it was rejected: `MODEL=REASON`.
fn not_taken(flag: &str) -> result::Result<(String, String), String> {
    match flag.split_once('=').map(|(model, reason)| (model.trim(), entry_line(reason))) {
        Some((model, reason)) if !model.is_empty() => Ok((model.to_owned(), reason)),
        _ => Err("expected MODEL=REASON".to_owned()),
    }
}

/// A runbook answer: `QUESTION=TEXT`.
fn runbook_answer(flag: &str) -> result::Result<(Question, String), String> {
    let (question, answer) = flag.split_once('=').unwrap_or((flag, ""));
    match Question::read(question) {
        Some(question) if flag.contains('=') => Ok((question, entry(answer))),
        _ => {
            let questions = Question::ids().replace('_', "-");
            Err(format!("expected QUESTION=TEXT, where QUESTION is one of: {questions}"))
        }
    }
}

/// The model that a name stands for.
pub fn model(name: &str, mode: Option<Mode>, matrix: &Matrix) -> Result<ModelId> {
    matrix.find_model(name, mode).map(|model| model.id.clone())
}

/// States where the decision stands. What is superseded names the decision that took its place.
fn state(plan: &mut Plan, status: Status) -> Result<()> {
    if status == Status::Superseded && plan.superseded_by.is_none() {
        return Err(Error::new("--status superseded: the plan does not say by which decision")
            .hint("'servemap supersede PLAN NEW' links both"));
    }
    if status != Status::Superseded {
        plan.superseded_by = None;
    }
    plan.status = Some(status);
    Ok(())
}

/// Puts what the flags say about the record, the guardrails and the runbook into a plan.
pub fn apply(flags: &RecordFlags, plan: &mut Plan, matrix: &Matrix, as_of: NaiveDate) -> Result<()> {
    let day = |when: Option<When>| when.map(|when| when.on(as_of));
    let find = |name: &String, mode: Option<Mode>| model(name, mode, matrix);
    for name in &flags.considered {
        let id = find(name, plan.mode).map_err(|error| error.context("--considered"))?;
        plan.consider(&id);
    }
    for (name, reason) in &flags.not_taken {
        let id = find(name, plan.mode).map_err(|error| error.context("--not-taken"))?;
        plan.give_reason(&id, reason);
    }
    if let Some(status) = flags.status {
        state(plan, status)?;
    }
    let record = &mut plan.record;
    if let Some(name) = &flags.replacement {
        let found = find(name, plan.mode).map_err(|error| error.context("--replacement"))?;
        record.replacement = Some(found);
    }
    for (field, text) in [
        (&mut plan.sentence, &flags.sentence),
        (&mut record.owner, &flags.owner),
        (&mut record.reason, &flags.reason),
        (&mut plan.posture.residency_words, &flags.residency_words),
    ] {
        if let Some(text) = text {
            *field = entry_line(text);
        }
    }
    record.reason_kind = flags.reason_kind.or(record.reason_kind);
    plan.review_by = day(flags.review_by).or(plan.review_by);
    plan.ticked.extend(flags.tick.iter().cloned());
    for (question, answer) in &flags.answer {
        plan.runbook.write(*question, entry(answer));
    }
    // The flags speak of the choice they make.
    if let Some(status) = flags.test_status {
        plan.set_test_status(status);
    }
    if let Some(date) = day(flags.test_date) {
        plan.set_test_date(Some(date));
    }
    plan.stamp();
    Ok(())
}
