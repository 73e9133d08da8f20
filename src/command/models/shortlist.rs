//! `servemap models --shortlist`: the best models for a task, by stated rules.

use serde_json::{Value, json};

use super::with_facts;
use crate::choice::shortlist::Shortlist;
use crate::command::answer::Answer;
use crate::command::case_report;
use crate::command::style::OutputStyle;
use crate::command::table::{self, Cell};
use crate::plan::{Plan, Tokens};

/// As a table, with the rules and what became of the others as messages.
pub(super) fn table(list: &Shortlist<'_>, rules: &[String], style: OutputStyle) -> Answer {
    let rows: Vec<[Cell; 3]> = list
        .best
        .iter()
        .enumerate()
        .map(|(place, listed)| {
            let mut why = Cell::from(listed.why());
            why.style = Cell::verdict(listed.verdict).style;
            [(place + 1).to_string().into(), listed.case.model.label().into(), why]
        })
        .collect();
    let answer = if rows.is_empty() {
        Answer::default().message(format!("no model is left for the task {}", list.task.id()))
    } else {
        Answer::of(table::render(&["#", "Model", "Why"], &rows, style))
    };
    let numbered = rules.iter().enumerate().map(|(place, rule)| format!("  {} {rule}", place + 1));
    let answer = answer.message("Rules, in this order:").messages(numbered.collect::<Vec<_>>());
    if list.not_listed.is_empty() { answer } else { answer.message(list.rest()) }
}

/// As scripts read it: `servemap/shortlist/1`.
pub(super) fn json(list: &Shortlist<'_>, rules: &[String], tokens: Tokens, plan: &Plan) -> Answer {
    let models: Vec<Value> = list
        .best
        .iter()
        .enumerate()
        .map(|(place, listed)| {
            let case = &listed.case;
            let advice = plan.advice_on(case.criteria.matrix, Some(case.model));
            let object = case_report::json(case, &case.judge(), &advice);
            let mut object = with_facts(object, case, tokens);
            object["rank"] = json!(place + 1);
            object["why"] = json!(listed.why());
            object
        })
        .collect();
    let not_listed: Vec<Value> = list
        .not_listed
        .iter()
        .map(|(why, count)| json!({ "reason": why.code(), "words": why.to_string(), "count": count }))
        .collect();
    Answer::json(&json!({
        "schema": "servemap/shortlist/1",
        "task": list.task,
        "rules": rules,
        "models": models,
        "not_listed": not_listed,
    }))
}
