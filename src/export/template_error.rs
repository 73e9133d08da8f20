//! An error in a template, explained: the line, an excerpt, and the name that was probably meant.

use std::ops::Range;

use minijinja::ErrorKind;

use crate::error::Error;
use crate::text;
use crate::toml_file::{Problems, shown};

/// The most columns of what the template language says, which repeats parts of the template.
const LONGEST_DETAIL: usize = 200;

/// What is wrong with the template called `name`, and where.
pub fn explain(name: &str, template: &str, facts: &serde_json::Value, error: &minijinja::Error) -> Error {
    let mut span = error.range().unwrap_or_else(|| line(template, error.line().unwrap_or(1)));
    let mut hint = None;
    let message = match (error.kind(), error.detail()) {
        (ErrorKind::OutOfFuel, _) => "the template does not come to an end".to_owned(),
        (ErrorKind::UndefinedError, _) => {
            span = whole_name(template, span);
            let wanted = text::clean_line(template.get(span.clone()).unwrap_or_default().trim()).into_owned();
            hint = meant(&wanted, &names(facts, ""));
            format!("unknown name '{}'", shown(&wanted))
        }
        (kind, None) => kind.to_string(),
        (_, Some(detail)) => text::fit(&text::clean_line(detail), LONGEST_DETAIL),
    };
    let problems = Problems::new(name, template);
    problems.report(&span, message.clone(), hint);
    problems.into_result().err().unwrap_or_else(|| Error::new(message))
}

/// The place of a line, counted from 1.
fn line(text: &str, number: usize) -> Range<usize> {
    let start: usize = text.split_inclusive('\n').take(number.saturating_sub(1)).map(str::len).sum();
    start..start + text[start..].lines().next().map_or(0, str::len)
}

/// The place with what stands before a leading dot: of `record.ownr.name` only `.ownr.name` is marked.
fn whole_name(template: &str, span: Range<usize>) -> Range<usize> {
    let before = template.get(..span.start).unwrap_or_default();
    let name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.';
    if template[before.len()..].starts_with('.') {
        return before.trim_end_matches(name).len()..span.end;
    }
    span
}

/// The known name nearest to the wanted one, or else all that could stand there.
fn meant(wanted: &str, known: &[String]) -> Option<String> {
    let is_known = |name: &str| known.iter().any(|other| other == name);
    let depth = |name: &str| name.matches('.').count();
    let mut steps = wanted.match_indices('.').map(|(at, _)| &wanted[..at]).chain([wanted]);
    let root = steps.clone().next().filter(|root| is_known(root));
    // Of a long name the first wrong part is named.
    let wrong = if root.is_some() { steps.find(|step| !is_known(step))? } else { wanted };
    let parent = wrong.rsplit_once('.').map_or("", |(parent, _)| parent);
    let beside = known.iter().map(String::as_str).filter(|name| depth(name) == depth(wrong));
    if let Some(hint) = text::did_you_mean(wrong, beside.clone()) {
        return Some(hint);
    }
    let children: Vec<&str> =
        beside.filter(|name| name.rsplit_once('.').map_or("", |(parent, _)| parent) == parent).collect();
    (!children.is_empty()).then(|| format!("expected one of: {}", children.join(", ")))
}

/// Every name a template can write: `record`, `record.owner`, …
fn names(value: &serde_json::Value, prefix: &str) -> Vec<String> {
    let Some(object) = value.as_object() else { return Vec::new() };
    let with_parts = |(key, value): (&String, _)| {
        let name = format!("{prefix}{key}");
        let parts = names(value, &format!("{name}."));
        std::iter::once(name).chain(parts)
    };
    object.iter().flat_map(with_parts).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Export;
    use super::super::template::{Templates, render};
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::typo("record.ownr", Some("did you mean 'record.owner'?"))]
    #[case::typo_before("recrod.owner", Some("did you mean 'record.owner'?"))]
    #[case::typo_inside("record.ownr.name", Some("did you mean 'record.owner'?"))]
    #[case::nothing_near("record.xyzzy", Some("expected one of: record.owner, record.test"))]
    #[case::nothing_near_at_all("xyzzy", Some("expected one of: record, verify"))]
    #[case::variable_of_a_loop("gate.otcome", None)]
    fn a_mistyped_name_is_told_what_it_should_be(#[case] wanted: &str, #[case] hint: Option<&str>) {
        let known = ["record", "record.owner", "record.test", "verify"].map(str::to_owned);
        assert_eq!(meant(wanted, &known).as_deref(), hint);
    }

    #[rstest]
    #[case::a_name(&format!("{{{{ record.{} }}}}", "o".repeat(3000)))]
    #[case::an_expression(&format!("{{{{ {}1 }}}}", "today in ".repeat(500)))]
    #[case::a_statement(&format!("{{% for{} %}}", "x".repeat(3000)))]
    fn what_is_repeated_of_a_template_is_cut(#[case] text: &str) {
        let facts = serde_json::json!({ "record": { "owner": "ml" }, "today": "2026-11-25" });
        let mut templates = Templates::default();
        templates.replace(Export::Note, "note.md", text);
        let error = render(templates.get(Export::Note), &facts).unwrap_err().to_string();
        assert!(error.lines().all(|line| line.len() < 400), "{error}");
    }

    #[test]
    fn a_line_is_found_even_beyond_the_end() {
        assert_eq!(line("a\nbc\n", 2), 2..4);
        assert_eq!(line("a\n", 9), 2..2);
    }
}
