//! The template's short answers about a decision: yes, no, by the provider, or unknown. Never a guess.

use crate::decision::Decision;
use crate::gates::{Gate, MODE, Outcome, REGION, RETIREMENT, ROUTING, STATUS, needs_routing};
use crate::matrix::{DateKind, Lifecycle, Mode};
use crate::plan::Residency;
use crate::text::{self, Answer};

/// What somebody wrote; none while nobody has.
pub fn written(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whether the model is a preview.
pub fn preview(decision: &Decision<'_>) -> String {
    unless_stopped(decision, &STATUS, decision.case.preview().advice_or("Yes", "No"))
}

/// Whether the model needs cross-geography routing in the primary region.
pub fn routing(decision: &Decision<'_>) -> String {
    unless_stopped(decision, &ROUTING, needs_routing(&decision.case).answer().advice_or("Yes", "No"))
}

fn advice(unknown: Answer) -> String {
    unknown.advice_or("", "").to_owned()
}

/// An answer as far as the gates let it stand: its own, and those that say whether the model is to be had at all.
fn unless_stopped(decision: &Decision<'_>, own: &Gate, answer: &str) -> String {
    let judged = &decision.judged;
    let outcomes = || judged.iter().filter(|(gate, _)| [&MODE, &REGION, own].contains(gate));
    let blocking = outcomes().find(|(_, judgement)| judgement.outcome == Outcome::Block);
    match blocking {
        Some((gate, _)) if gate == own => format!("{answer}; blocked"),
        Some((gate, _)) => format!("Blocked by {}", gate.title),
        None if is_external(decision) => answer.to_owned(),
        None if outcomes().any(|(_, judgement)| judgement.outcome == Outcome::Unknown) => {
            advice(Answer::Unknown)
        }
        None => answer.to_owned(),
    }
}

/// When the model goes: a date that says what it is worth, or where to look.
pub fn retirement(decision: &Decision<'_>) -> String {
    if is_external(decision) {
        return advice(Answer::ByProvider);
    }
    let cell = end(decision);
    let kept = matches!(decision.case.lifecycle(), Lifecycle::Legacy(_) | Lifecycle::Deprecated { .. });
    if kept && decision.judged.is_blocked_by(&RETIREMENT) {
        return format!("{cell}; blocked for new use");
    }
    cell
}

fn end(decision: &Decision<'_>) -> String {
    match decision.case.lifecycle() {
        Lifecycle::Active if sources_agree(decision) => "Check release notes".to_owned(),
        Lifecycle::Active => advice(Answer::Unknown),
        Lifecycle::Unclear { since, .. } => {
            format!("Unknown since {since}: verify against the official page")
        }
        Lifecycle::Legacy(_) => "Legacy, no date".to_owned(),
        Lifecycle::Deprecated { fact, retires } => match fact.date_kind {
            DateKind::Announced => retires.to_string(),
            DateKind::Planned => format!("{retires} (planned)"),
            DateKind::NotBefore => format!("Not before {retires}"),
            DateKind::Seen => format!("By {retires}"),
        },
        Lifecycle::Redirected { redirect, .. } => {
            format!("{} (redirected until {})", redirect.from, redirect.until)
        }
        lifecycle @ Lifecycle::Retired { .. } => {
            let when = text::capitalized(&lifecycle.to_string());
            let listed = decision.matrix().listed_though_retired(decision.model, decision.mode);
            // Both sides are named: the reader is to look, not to believe one of them.
            if listed.is_some() { format!("{when}, still listed: verify") } else { when }
        }
    }
}

/// The record's status in the template's words, with the date where there is one.
pub fn status(decision: &Decision<'_>) -> String {
    if is_external(decision) {
        return advice(Answer::ByProvider);
    }
    let preview = unless_stopped(decision, &STATUS, decision.case.preview().advice_or("Preview", "GA"));
    let end = retirement(decision);
    match decision.case.lifecycle() {
        Lifecycle::Active if sources_agree(decision) => preview,
        Lifecycle::Active | Lifecycle::Unclear { .. } => {
            format!("{preview}; whether it is retired soon is unknown: verify against the official page")
        }
        Lifecycle::Legacy(_) => format!("{preview}; {end}"),
        Lifecycle::Deprecated { .. } => format!("{preview}; Retired soon: {end}"),
        Lifecycle::Redirected { redirect, .. } => {
            format!(
                "Retired {}; calls are redirected to {} until {}",
                redirect.from, redirect.target, redirect.until
            )
        }
        Lifecycle::Retired { .. } => end,
    }
}

/// The template's "Data residency constraint": the organisation's words, and the rule the gates went by.
pub fn residency(decision: &Decision<'_>) -> String {
    let posture = &decision.plan.posture;
    let words = posture.residency_words.trim();
    if posture.residency != Residency::InGeo {
        return match (posture.residency, words) {
            (Residency::NotStated, "") => posture.residency.name().to_owned(),
            (_, "") => "none".to_owned(),
            (_, words) => words.to_owned(),
        };
    }
    let primary = decision.primary();
    let geo = primary.map_or_else(|| "the Geo".to_owned(), |region| decision.matrix().geo_in_words(region));
    let kept = decision.judged.gate(&ROUTING).map(|judgement| judgement.outcome);
    let rule = match kept {
        Some(Outcome::Pass) if decision.judged.verdict.is_open() => format!("content stays in {geo}"),
        Some(Outcome::Block) => {
            format!("content must stay in {geo}; blocked by {}", ROUTING.title)
        }
        _ => format!("content must stay in {geo}; whether it does is not known"),
    };
    if words.is_empty() { rule } else { format!("{words}; {rule}") }
}

/// Whether a vendor serves the model, so that Databricks' pages do not speak of it.
fn is_external(decision: &Decision<'_>) -> bool {
    decision.mode == Mode::ExternalModels
}

/// Whether "nothing is announced" is all there is to say: the gate knows of other clouds and other modes.
fn sources_agree(decision: &Decision<'_>) -> bool {
    decision.judged.gate(&RETIREMENT).is_some_and(|judgement| judgement.outcome == Outcome::Pass)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, Matrix, RegionId, bundled};
    use crate::plan::Plan;
    use rstest::rstest;
    use std::sync::LazyLock;

    static AWS: LazyLock<Matrix> = LazyLock::new(|| bundled::matrix(Cloud::Aws).unwrap());

    fn with<T>(model: &str, mode: Mode, day: &str, then: impl FnOnce(&Decision<'_>) -> T) -> T {
        let plan = Plan {
            mode: Some(mode),
            region: Some(RegionId("us-east-1".into())),
            model: Some(AWS.find_model(model, Some(mode)).unwrap().id.clone()),
            ..Plan::default()
        };
        then(&plan.decide(&AWS, crate::date::parse(day).unwrap()).unwrap())
    }

    #[rstest]
    #[case::nothing_announced("claude-sonnet-4-6", Mode::PayPerToken, "2026-10-04", "Check release notes")]
    #[case::the_day_before("claude-sonnet-4", Mode::PayPerToken, "2026-10-08", "2026-10-09")]
    #[case::the_day("claude-sonnet-4", Mode::PayPerToken, "2026-10-09", "Retired 2026-10-09")]
    #[case::another_mode_ends("claude-sonnet-4", Mode::AiFunctions, "2026-10-04", "Check release notes")]
    #[case::another_cloud_ends(
        "deepseek-v4-flash-0731",
        Mode::PayPerToken,
        "2026-10-04",
        "Unknown: verify against the official page"
    )]
    #[case::planned("gemini-2-5-flash", Mode::PayPerToken, "2026-10-01", "2026-10-02 (planned)")]
    #[case::redirected(
        "gemini-3-pro",
        Mode::PayPerToken,
        "2026-06-07",
        "2026-03-26 (redirected until 2026-06-07)"
    )]
    #[case::redirect_over("gemini-3-pro", Mode::PayPerToken, "2026-06-08", "Retired 2026-03-26")]
    #[case::seen_gone("claude-3-7-sonnet", Mode::AiFunctions, "2026-10-04", "Retired by 2026-06-18")]
    #[case::external("openai/gpt-4o", Mode::ExternalModels, "2026-10-04", "Unknown: ask the provider")]
    fn the_retirement_cell_says_what_its_date_is_worth(
        #[case] model: &str,
        #[case] mode: Mode,
        #[case] day: &str,
        #[case] cell: &str,
    ) {
        assert_eq!(with(model, mode, day, retirement), cell);
    }

    #[rstest]
    #[case::ga("claude-sonnet-4-6", Mode::PayPerToken, "2026-10-04", "GA")]
    #[case::preview("llama-4-maverick", Mode::ProvisionedThroughput, "2026-10-04", "Preview")]
    #[case::soon("claude-sonnet-4", Mode::PayPerToken, "2026-10-08", "GA; Retired soon: 2026-10-09")]
    #[case::retired("claude-sonnet-4", Mode::PayPerToken, "2026-10-09", "Retired 2026-10-09")]
    #[case::another_mode("claude-sonnet-4", Mode::AiFunctions, "2026-10-04", "GA")]
    #[case::open(
        "glm-5-2",
        Mode::PayPerToken,
        "2026-10-04",
        "GA; whether it is retired soon is unknown: verify against the official page"
    )]
    #[case::redirected(
        "gemini-3-pro",
        Mode::PayPerToken,
        "2026-04-01",
        "Retired 2026-03-26; calls are redirected to databricks-gemini-3-1-pro until 2026-06-07"
    )]
    #[case::external("openai/gpt-4o", Mode::ExternalModels, "2026-10-04", "Unknown: ask the provider")]
    fn the_status_speaks_the_templates_words(
        #[case] model: &str,
        #[case] mode: Mode,
        #[case] day: &str,
        #[case] words: &str,
    ) {
        assert_eq!(with(model, mode, day, status), words);
    }
}
