//! The line a model belongs to, which is its name without the version; and the models that the words of a retirement
//! notice recommend.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::{Matrix, Model};

/// Words of a name that tell neither a line nor a version.
const FILLERS: [&str; 8] = ["preview", "the", "latest", "model", "models", "version", "of", "v"];

/// A name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The words without the version, in lower case: `claude`, `sonnet`.
    words: Vec<String>,
    /// The numbers of the version, in their order; empty where the name has none.
    pub version: Vec<u32>,
}

impl Line {
    /// Takes a name apart. What stands in brackets is left out; sizes such as `70B` are part of the line.
    pub fn of(name: &str) -> Self {
        let mut line = Self { words: Vec::new(), version: Vec::new() };
        for token in tokens(name) {
            let (word, version) = parted(&token);
            if !word.is_empty() && !FILLERS.contains(&word) {
                line.words.push(word.to_owned());
            }
            line.version.extend(version);
        }
        line
    }

    /// Whether two names differ by their versions at most.
    pub fn is(&self, other: &Self) -> bool {
        self.words == other.words && !self.words.is_empty()
    }
}

/// The words of a name, in lower case, without what stands in brackets.
fn tokens(name: &str) -> Vec<String> {
    let outside = outside_brackets(name);
    let words = outside.split(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | ';'));
    words.map(|word| word.trim_end_matches('.').to_lowercase()).filter(|word| !word.is_empty()).collect()
}

fn outside_brackets(name: &str) -> Cow<'_, str> {
    if !name.contains(['(', ')']) {
        return Cow::Borrowed(name);
    }
    let mut depth = 0_usize;
    let outside = name.chars().filter(|c| {
        depth = match c {
            '(' => depth + 1,
            ')' => depth.saturating_sub(1),
            _ => depth,
        };
        depth == 0 && *c != ')'
    });
    outside.collect()
}

/// A token as a word and the numbers behind it: `qwen3.5` is `qwen` and 3, 5. A size (`70b`) is a word.
fn parted(token: &str) -> (&str, Vec<u32>) {
    let at = token.find(|c: char| c.is_ascii_digit()).unwrap_or(token.len());
    let (word, numbers) = token.split_at(at);
    let numbers: Option<Vec<u32>> = numbers.split('.').map(|number| number.parse().ok()).collect();
    match numbers {
        Some(numbers) if word.chars().all(char::is_alphabetic) => (word, numbers),
        _ => (token, Vec::new()),
    }
}

impl Model {
    /// Its line, without the provider in front of the name.
    pub fn line(&self) -> Line {
        Line::of(self.short_name().unwrap_or(&self.name))
    }
}

/// What the words of a retirement notice recommend.
#[derive(Debug, Clone, PartialEq)]
pub enum Recommended<'a> {
    /// The newest of a line: its models, newest first. Which of them is offered is for the gates to say.
    Newest(Vec<&'a Model>),
    /// Models by name or by family, in the order of the words.
    Named(Vec<&'a Model>),
}

impl Matrix {
    /// The models that the words of a notice mean: "the latest Claude Sonnet model", "Google Gemini 3.1 Pro or Google
    /// Gemini 3.5 Flash", "like Llama 3.2, 3.3, or 4 model". None are named where the matrix knows none of them.
    pub fn recommended_in(&self, words: &str) -> Recommended<'_> {
        if let Some((_, line)) = words.to_lowercase().split_once("latest") {
            return Recommended::Newest(self.newest_of(&Line::of(line)));
        }
        let parts =
            words.split([',', ';']).flat_map(|part| part.split(" or ")).flat_map(|part| part.split(" and "));
        let called =
            parts.filter_map(|part| self.models_called(part).into_iter().find(|model| !model.is_external()));
        let called: Vec<&Model> = called.collect();
        Recommended::Named(if called.is_empty() { self.of_families_in(words) } else { called })
    }

    fn hosted(&self) -> impl Iterator<Item = &Model> {
        self.models().iter().filter(|model| !model.is_external())
    }

    fn newest_of(&self, line: &Line) -> Vec<&Model> {
        let whole = |model: &Model| Line::of(&model.name);
        let mut models: Vec<&Model> =
            self.hosted().filter(|model| model.line().is(line) || whole(model).is(line)).collect();
        models.sort_by_cached_key(|model| Reverse((model.line().version, model.released)));
        models
    }

    /// "like Llama 3.2, 3.3, or 4": a word and versions behind it name every model whose name begins so.
    fn of_families_in(&self, words: &str) -> Vec<&Model> {
        let lower = words.to_lowercase();
        let examples = ["like ", "such as "].into_iter().find_map(|word| lower.split_once(word));
        let Some((_, words)) = examples else { return Vec::new() };
        let mut found: Vec<&Model> = Vec::new();
        let mut family: Option<String> = None;
        let mut before = String::new();
        for token in tokens(words) {
            let (word, version) = parted(&token);
            if word.is_empty() && !version.is_empty() {
                let family = family.get_or_insert_with(|| before.clone());
                let begins = |model: &&Model| {
                    let name = tokens(model.short_name().unwrap_or(&model.name));
                    name.first() == Some(family) && name.get(1).is_some_and(|second| *second == token)
                };
                for model in self.hosted().filter(begins) {
                    if !found.iter().any(|seen| seen.id == model.id) {
                        found.push(model);
                    }
                }
            } else if !["or", "and"].contains(&token.as_str()) {
                family = None;
                before = token;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, bundled};
    use rstest::rstest;

    #[rstest]
    #[case("Claude Sonnet 4.6", "claude sonnet", &[4, 6])]
    #[case("Claude 3.7 Sonnet", "claude sonnet", &[3, 7])]
    #[case("GPT-5.5 Pro", "gpt pro", &[5, 5])]
    #[case("GPT OSS 120B", "gpt oss 120b", &[])]
    #[case("Gemini 3.1 Pro Preview", "gemini pro", &[3, 1])]
    #[case("Llama 3.3 70B Instruct", "llama 70b instruct", &[3, 3])]
    #[case("Qwen3.5 122B A10B", "qwen 122b a10b", &[3, 5])]
    #[case("DeepSeek V4 Flash (0731)", "deepseek flash", &[4])]
    #[case("DeepSeek V4.1 Flash", "deepseek flash", &[4, 1])]
    #[case("Kimi K2.7", "kimi k", &[2, 7])]
    fn a_name_is_a_line_and_a_version(#[case] name: &str, #[case] words: &str, #[case] version: &[u32]) {
        let line = Line::of(name);
        assert_eq!((line.words.join(" ").as_str(), line.version.as_slice()), (words, version));
    }

    #[rstest]
    #[case::the_newest_first(
        "the latest Claude Sonnet model",
        &["databricks-claude-sonnet-5-5", "databricks-claude-sonnet-5", "databricks-claude-sonnet-4-6"]
    )]
    #[case::with_the_provider("The latest Anthropic Claude Haiku", &["databricks-claude-haiku-4-5"])]
    #[case::by_name("Google Gemini 3.1 Pro or Google Gemini 3.5 Flash", &["databricks-gemini-3-5-flash"])]
    #[case::families(
        "Comparable model on the same offering, like Llama 3.2, 3.3, or 4 model of similar size",
        &["meta-llama-3-2-3b", "meta-llama-3-2-1b", "databricks-meta-llama-3-3-70b-instruct", "meta-llama-3-3", "databricks-llama-4-maverick"]
    )]
    #[case::nobody_knows("OpenAI GPT-5.4 Codex Mini", &[])]
    fn words_name_models(#[case] words: &str, #[case] ids: &[&str]) {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let (Recommended::Newest(found) | Recommended::Named(found)) = matrix.recommended_in(words);
        let found: Vec<&str> = found.iter().map(|model| model.id.0.as_str()).collect();
        for id in ids {
            assert!(found.contains(id), "{id} in {found:?}");
        }
        assert_eq!(found.is_empty(), ids.is_empty());
        if words.contains("latest") {
            assert_eq!(found[0], ids[0]);
        }
    }
}
