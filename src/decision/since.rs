//! What became of a verdict since the decision was made, in one line: list, board, planner and pages tell it alike.

use chrono::NaiveDate;

use crate::gates::Judged;
use crate::plan::{Decided, Verdict};

/// The verdict now, as far as there is one.
#[derive(Debug, Clone, Copy)]
pub struct VerdictNow<'a> {
    /// None while a choice is open.
    pub verdict: Option<Verdict>,
    /// What decides it, in a word each; or the choices that are open.
    pub reasons: &'a [String],
    /// How long the model lasts, where a day is known.
    pub end: Option<&'a str>,
    /// The day that the matrix speaks for.
    pub matrix: NaiveDate,
}

/// What became of a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// `decided 2026-06-20 as available; now blocked: retired, since 2026-10-09`
    pub words: String,
    /// Whether the verdict or its reasons are others; else it is the same by another matrix.
    pub is_change: bool,
}

/// What became of the verdict since; none if nothing did.
pub fn since(then: &Decided, now: &VerdictNow<'_>) -> Option<Since> {
    let other_verdict = now.verdict != Some(then.verdict);
    // A file that names no reasons need not have had none.
    let because = reasons(&then.because);
    let other_reasons = !because.is_empty() && because != now.reasons;
    let is_change = other_verdict || other_reasons;
    let still = if is_change {
        "now".to_owned()
    } else if now.matrix != then.matrix {
        "still".to_owned()
    } else {
        return None;
    };
    let by = if is_change {
        String::new()
    } else {
        let age = if now.matrix > then.matrix { "newer" } else { "older" };
        format!(" by the {age} matrix of {}", now.matrix)
    };
    let then_reasons = if other_reasons { list(&because) } else { String::new() };
    let words =
        format!("decided {} as {}{then_reasons}; {still} {}{by}", then.on, then.verdict.id(), words(now));
    Some(Since { words, is_change })
}

/// The stable words of the reasons that decide, each once.
pub fn codes(judged: &Judged<'_>) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for (_, judgement) in judged.deciding_all() {
        let code = judgement.reason.code();
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    codes
}

/// The same for people: `routing needed`.
pub fn reasons(codes: &[String]) -> Vec<String> {
    codes.iter().map(|code| code.replace('-', " ")).collect()
}

/// The verdict with what decides it: `blocked: retired, since 2026-10-09`.
fn words(now: &VerdictNow<'_>) -> String {
    let Some(verdict) = now.verdict else {
        return format!("no verdict: {} open", now.reasons.join(", "));
    };
    let end = now.end.map(|end| format!(", {end}")).unwrap_or_default();
    format!("{}{}{end}", verdict.id(), list(now.reasons))
}

fn list(reasons: &[String]) -> String {
    if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        crate::date::parse(text).unwrap()
    }

    const NOTHING: Option<(&str, bool)> = None;

    #[rstest]
    #[case::the_same(Verdict::Conditional, &["preview"], Some(Verdict::Conditional), &["preview"], "2026-06-17", NOTHING)]
    #[case::another_verdict(
        Verdict::Available, &[], Some(Verdict::Blocked), &["retired"], "2026-06-17",
        Some(("decided 2026-06-20 as available; now blocked: retired, since 2026-10-09", true))
    )]
    #[case::other_reasons(
        Verdict::Conditional, &["preview"], Some(Verdict::Conditional), &["routing-not-known"], "2026-06-17",
        Some(("decided 2026-06-20 as conditional: preview; now conditional: routing not known, since 2026-10-09", true))
    )]
    #[case::a_file_that_names_no_reasons(
        Verdict::Conditional, &[], Some(Verdict::Conditional), &["preview"], "2026-06-17", NOTHING
    )]
    #[case::another_matrix(
        Verdict::Conditional, &[], Some(Verdict::Conditional), &["preview"], "2026-10-04",
        Some((
            "decided 2026-06-20 as conditional; still conditional: preview, since 2026-10-09 by the newer matrix of \
             2026-10-04",
            false,
        ))
    )]
    #[case::a_choice_was_opened(
        Verdict::Available, &[], None, &["model"], "2026-06-17",
        Some(("decided 2026-06-20 as available; now no verdict: model open", true))
    )]
    fn what_changed_is_told_in_a_line(
        #[case] then: Verdict,
        #[case] because: &[&str],
        #[case] verdict: Option<Verdict>,
        #[case] codes: &[&str],
        #[case] matrix: &str,
        #[case] told: Option<(&str, bool)>,
    ) {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let then = Decided {
            on: day("2026-06-20"),
            matrix: day("2026-06-17"),
            verdict: then,
            because: owned(because),
            chosen: None,
            by: None,
        };
        let reasons = reasons(&owned(codes));
        let end = Some("since 2026-10-09").filter(|_| verdict.is_some());
        let now = VerdictNow { verdict, reasons: &reasons, end, matrix: day(matrix) };
        let found = since(&then, &now).map(|since| (since.words, since.is_change));
        assert_eq!(found, told.map(|(words, is_change)| (words.to_owned(), is_change)));
    }
}
