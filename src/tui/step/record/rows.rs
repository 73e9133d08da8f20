//! The rows of the model record: first what the matrix knows, then what only the user can say.

use crate::config::Setting;
use crate::gates::{Case, Gate, RETIREMENT, ROUTING, STATUS, needs_routing};
use crate::matrix::Mode;
use crate::plan::{Reason, field};
use crate::text::Answer;
use crate::tui::session::Session;
use crate::tui::widget::form::{Edit, FormRow};

/// How many rows come from the matrix.
pub(super) const KNOWN: usize = 6;

pub(super) fn all(session: &Session) -> Vec<FormRow> {
    known(session).into_iter().chain(decided(session)).collect()
}

fn known(session: &Session) -> [FormRow; KNOWN] {
    let case = session.case();
    let of = |describe: fn(&Case<'_>) -> String| case.as_ref().map(describe).unwrap_or_default();
    let judged = session.judged();
    let reason = |gate: &Gate| {
        let judgement = judged.as_ref().and_then(|judged| judged.gate(gate));
        judgement.map(|judgement| judgement.reason.to_string()).unwrap_or_default()
    };
    let endpoint_type = session.plan.mode.map(Mode::endpoint_type).unwrap_or_default();
    [
        FormRow::new("Model family", of(|case| case.model.name.clone()), Edit::None, "From the matrix."),
        FormRow::new(
            "Databricks model name",
            of(|case| case.model.label().to_owned()),
            Edit::None,
            "From the matrix.",
        ),
        FormRow::new("Endpoint type", endpoint_type, Edit::None, "Follows from the mode."),
        FormRow::new("Status", of(status), Edit::None, reason(&STATUS)),
        FormRow::new("Retirement", of(retirement), Edit::None, reason(&RETIREMENT)),
        FormRow::new("Routing required", of(routing), Edit::None, reason(&ROUTING)),
    ]
}

fn status(case: &Case<'_>) -> String {
    match case.preview() {
        Answer::ByProvider => Answer::ByProvider.advice_or("", ""),
        _ if case.lifecycle().fact().is_some() => "Retired soon",
        preview => preview.advice_or("Preview", "GA"),
    }
    .to_owned()
}

fn retirement(case: &Case<'_>) -> String {
    if case.criteria.mode == Some(Mode::ExternalModels) {
        return Answer::ByProvider.advice_or("", "").to_owned();
    }
    case.lifecycle().to_string()
}

fn routing(case: &Case<'_>) -> String {
    needs_routing(case).answer().advice_or("Yes", "No").to_owned()
}

fn decided(session: &Session) -> [FormRow; 7] {
    let (plan, record) = (&session.plan, &session.plan.record);
    let day = |date: Option<chrono::NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let tested_before = plan.tested_before().map(|before| {
        format!("What was tested is another choice: {before}. It does not count for this one.")
    });
    [
        FormRow::field(&field::OWNER, &record.owner)
            .required()
            .configured(session.configured(Setting::Owner)),
        FormRow::field(&field::REASON_KIND, record.reason_kind.map(Reason::id).unwrap_or_default()),
        FormRow::field(&field::REASON, &record.reason)
            .open_if(record.reason_words().is_none())
            .seeded(cost_reason(session)),
        replacement(session),
        FormRow::field(&field::TEST_DATE, day(plan.test_date())).required(),
        FormRow::field(&field::TEST_STATUS, plan.test_status().name())
            .bad_if(tested_before.is_some())
            .hint_or(tested_before),
        FormRow::field(&field::REVIEW_BY, day(plan.review_by)),
    ]
}

/// What a month costs, as a reason; where cost is what speaks for the model, and the estimate is known.
fn cost_reason(session: &Session) -> Option<String> {
    let (case, plan) = (session.case()?, &session.plan);
    let counts = plan.record.reason_kind == Some(Reason::Cost) && case.monthly_dbu(plan.tokens).is_ok();
    counts.then(|| format!("it costs {}, for {}", case.monthly_words(plan.tokens), plan.tokens.words()))
}

fn replacement(session: &Session) -> FormRow {
    let clear = Edit::Pick(|plan| plan.record.replacement = None);
    let row = |value: &str, hint: String| FormRow::new("Replacement model", value, clear, hint);
    let Some(id) = &session.plan.record.replacement else {
        let hint =
            "The model to switch to, judged by the same gates. Enter opens the list; typing filters it.";
        return row("", hint.to_owned()).required();
    };
    let Some((model, other)) = session.model().zip(session.matrix.model(id)) else {
        return row(&id.0, "Judged once the model is chosen.".to_owned());
    };
    let replacement = session.criteria().case(model).replacement(other);
    if let Some(why) = replacement.refused {
        return row(other.label(), why).bad_if(true);
    }
    let chain = replacement.chain_words().map(|chain| format!("; {chain}")).unwrap_or_default();
    let verdict = replacement.judged.verdict.id();
    row(other.label(), format!("Verdict: {verdict}{chain}."))
}
