//! Files that are no plan, or half of one: each problem a finding with its line.

use toml::de::DeTable;

use super::{File, Finding, LoadedPlan, Rule, Severity};
use crate::error::Error;
use crate::matrix::Matrix;
use crate::plan::{Plan, file as plan_file};
use crate::text;
use crate::toml_file::{KeyLines, List};

/// The plan of a file and the lines of its keys, or every problem with it.
pub(super) fn read(file: &File) -> Result<(Plan, KeyLines), Vec<Finding>> {
    let text = file.text.as_ref().map_err(|error| vec![unreadable(file, error)])?;
    plan_file::examine(&file.name, text).map_err(|list| problems(file, &list))
}

fn finding(file: &File, message: &str, hint: &str) -> Finding {
    Finding::new(&file.name, Rule::PlanBroken, Severity::Error, sentence(message), to_do(hint))
}

/// The hint of an error as something to do.
fn to_do(hint: &str) -> String {
    hint.strip_prefix("there are: ").map_or_else(|| hint.to_owned(), |names| format!("use one of: {names}"))
}

fn unreadable(file: &File, error: &Error) -> Finding {
    let hint = if error.hints().is_empty() {
        "repair the file, or move it out of the folder".to_owned()
    } else {
        error.hints().join("; ")
    };
    finding(file, error.message(), &hint)
}

/// The problems of a plan file, each at its place.
fn problems(file: &File, list: &List) -> Vec<Finding> {
    let mut found: Vec<Finding> = list
        .shown
        .iter()
        .map(|problem| {
            let hint = problem.hint.as_deref().unwrap_or("correct the line");
            let (line, column) = (Some(problem.line), Some(problem.column));
            Finding { line, column, ..finding(file, &problem.message, hint) }
        })
        .collect();
    // What TOML could not read leaves a gap that is no value either: the first complaint about a line is the cause.
    found.dedup_by_key(|finding| finding.line);
    if list.more > 0 {
        let message = format!("{} more problems", list.more);
        found.push(finding(file, &message, "is it a plan at all?"));
    }
    found
}

/// A plan with a choice that is still open.
pub(super) fn undecided(loaded: &LoadedPlan, plan: &Plan, error: &Error, flags: &str) -> Finding {
    let key = match (plan.mode, &plan.region) {
        (None, _) => "mode",
        (_, None) => "region",
        _ => "model",
    };
    let file = &loaded.file.name;
    let hint = format!("complete the plan: servemap {}{flags}", text::shell_word(file));
    Finding::new(file, Rule::PlanIncomplete, Severity::Warning, sentence(error.message()), hint)
        .at(loaded.lines.line(key))
}

/// The names that the matrix does not know, each at its key. A replacement is judged with its own rule.
pub(super) fn unknown_names(loaded: &LoadedPlan, plan: &Plan, matrix: &Matrix) -> Vec<Finding> {
    let names = plan.unknown_names(matrix).into_iter().filter(|(key, _)| *key != "record.replacement");
    let finding = |(key, error): (&str, Error)| {
        let severity = if key == "considered" { Severity::Warning } else { Severity::Error };
        let message = sentence(&format!("{key}: {}", error.message()));
        let hint = to_do(&error.hints().join("; "));
        Finding::new(&loaded.file.name, Rule::NotListed, severity, message, hint).at(loaded.lines.line(key))
    };
    names.map(finding).collect()
}

/// The worst of the names that the matrix does not know, or the choice that is open.
pub(super) fn not_judged(loaded: &LoadedPlan, plan: &Plan, matrix: &Matrix, error: &Error) -> Finding {
    let unknown = unknown_names(loaded, plan, matrix).into_iter().rev();
    let worst = unknown.max_by_key(|finding| finding.severity);
    let worst = worst.filter(|finding| finding.severity == Severity::Error);
    worst.unwrap_or_else(|| undecided(loaded, plan, error, ""))
}

/// A message as a sentence of its own.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    let whole = format!("{first}{}", letters.as_str());
    if whole.ends_with(['.', '?', '!']) { whole } else { whole + "." }
}

/// Whether a text is TOML of another kind. What names the schema of plans is a plan; so is what has the keys of one,
/// or what is no TOML at all and stands among plans: better a finding too many than a plan that nobody watches.
pub fn is_foreign(text: &str) -> bool {
    const KEYS: &str = "cloud sentence workload secondary review_by mode region model posture record guardrails runbook \
        decided considered not_taken reviews";
    if text.contains("servemap/plan/") || text.len() > plan_file::LARGEST {
        return false;
    }
    let Ok(table) = DeTable::parse(text) else { return false };
    let schema = table.get_ref().get("schema").map(|schema| schema.get_ref().as_str().unwrap_or_default());
    // A plan whose first line was emptied is left of one; what names another schema of this program is none.
    if schema.is_some_and(|schema| schema.trim().is_empty()) {
        return false;
    }
    schema.is_some_and(|schema| schema.starts_with("servemap/"))
        || !KEYS.split(' ').any(|key| table.get_ref().contains_key(key))
}

/// Whether a text says nothing: blanks, or comments only.
pub fn is_blank(text: &str) -> bool {
    text.lines().all(|line| {
        let line = line
            .trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}' || letter == '\0');
        line.is_empty() || line.starts_with('#')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::a_plan("schema = \"servemap/plan/1\"", false)]
    #[case::a_plan_without_its_first_line("mode = \"pay-per-token\"", false)]
    #[case::no_toml("<<<<<<< HEAD", false)]
    #[case::cargo("[package]\nname = \"x\"", true)]
    #[case::a_matrix("schema = \"servemap/matrix/1\"\n[regions]", true)]
    #[case::empty("", true)]
    #[case::an_emptied_schema("schema = \"\"", false)]
    #[case::a_cloud_alone("cloud = \"aws\"", false)]
    #[case::another_schema("schema = \"https://example.org/x\"", true)]
    fn other_toml_is_left_alone(#[case] text: &str, #[case] foreign: bool) {
        assert_eq!(is_foreign(text), foreign);
    }

    #[rstest]
    #[case("", true)]
    #[case("\u{feff} \t\r\n\n", true)]
    #[case("# a comment\n", true)]
    #[case("\0\0", true)]
    #[case("a = 1", false)]
    fn a_file_that_says_nothing_is_known(#[case] text: &str, #[case] blank: bool) {
        assert_eq!(is_blank(text), blank);
    }

    #[test]
    fn every_problem_is_a_finding_with_its_line() {
        let text = "schema = \"servemap/plan/1\"\nmode = \"ptu\"\nmodle = \"x\"\n".to_owned();
        let file = File { name: "a.toml".into(), text: Ok(text), documents: Vec::new() };
        let found = read(&file).unwrap_err();
        let told = found.iter().map(|finding| (finding.line.zip(finding.column), finding.message.as_str()));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [(Some((2, 8)), "Unknown serving mode 'ptu'."), (Some((3, 1)), "Unknown field 'modle'.")]
        );
        assert_eq!(found[1].hint, "did you mean 'mode'?");
    }
}
