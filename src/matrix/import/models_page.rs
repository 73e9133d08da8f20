//! The models page: a section per model, known by its endpoint, with what it takes in and how much.

use super::content::{Block, Content, each, flat};
use super::facts::{Facts, Sizes};
use super::names::{Names, is_endpoint};
use super::notices::modes;
use super::report::Report;
use crate::matrix::{Mode, ModelId};

/// The words before the name of an endpoint.
const ENDPOINT_NAME: &str = "endpoint name:";
/// What models take in.
const INPUTS: [&str; 5] = ["text", "image", "video", "audio", "pdf"];
/// How many words away a size may be from what it is the size of.
const NEAR: usize = 5;

/// Whether a page describes models by their endpoints.
pub fn is(content: &Content) -> bool {
    each(&content.blocks).into_iter().any(|block| match block {
        Block::Text(text) => endpoint(text).is_some(),
        Block::List(items) => items.iter().any(|item| endpoint(&flat(item)).is_some()),
        _ => false,
    })
}

fn endpoint(text: &str) -> Option<&str> {
    let at = text.to_ascii_lowercase().find(ENDPOINT_NAME)?;
    let name = text[at + ENDPOINT_NAME.len()..].trim_start().split([' ', ',']).next()?;
    Some(name.trim_end_matches('.')).filter(|name| is_endpoint(name))
}

/// A model's part of the page, while it is read.
#[derive(Default)]
struct Section {
    heading: Option<String>,
    model: Option<ModelId>,
    /// What stood before the endpoint's name: boxes and prose of the same model.
    texts: Vec<String>,
    preview: Option<Vec<Mode>>,
}

/// Reads the sections of a page.
pub fn read(
    page: usize,
    page_name: &str,
    content: &Content,
    names: &mut Names<'_>,
    facts: &mut Facts,
    report: &mut Report,
) {
    let mut section = Section::default();
    for block in &content.blocks {
        match block {
            Block::Heading(_, text) => {
                section.end(page, page_name, facts, report);
                section = Section { heading: Some(text.clone()), ..Section::default() };
            }
            Block::Note(label, inner) if label == "preview" => {
                let named = modes(&flat(inner).to_ascii_lowercase());
                section.preview = Some(if named.is_empty() { Mode::HOSTED.to_vec() } else { named });
            }
            Block::Note(..) | Block::Table(_) => {}
            Block::List(items) => {
                for item in items {
                    section.text(&flat(item), page, page_name, names, facts, report);
                }
            }
            Block::Text(text) => section.text(text, page, page_name, names, facts, report),
        }
    }
    section.end(page, page_name, facts, report);
}

impl Section {
    fn text(
        &mut self,
        text: &str,
        page: usize,
        page_name: &str,
        names: &mut Names<'_>,
        facts: &mut Facts,
        report: &mut Report,
    ) {
        if let Some(name) = endpoint(text) {
            if self.model.is_some() {
                // A heading was lost on the way: the endpoint begins another model all the same.
                self.end(page, page_name, facts, report);
                *self = Self::default();
            }
            self.model = names.endpoint(name);
            match &self.model {
                Some(id) => {
                    if let Some(heading) = self.heading.take() {
                        names.name(id, &heading);
                    }
                }
                None => report.lose(page_name, "models page, endpoint", name),
            }
        }
        self.texts.push(text.to_owned());
    }

    fn end(&mut self, page: usize, page_name: &str, facts: &mut Facts, report: &mut Report) {
        let Some(model) = self.model.take() else { return };
        let (mut contexts, mut outputs, mut inputs) = (Vec::new(), Vec::new(), Vec::new());
        for text in &self.texts {
            sizes(text, &mut contexts, &mut outputs);
            inputs.extend(
                self::inputs(text)
                    .map_err(|unknown| {
                        report.lose(page_name, &format!("models page, inputs of {model}"), &unknown);
                    })
                    .unwrap_or_default(),
            );
        }
        let mut only = |found: &mut Vec<u64>, what: &str| {
            found.sort_unstable();
            found.dedup();
            if found.len() > 1 {
                let said: Vec<String> = found.iter().map(u64::to_string).collect();
                let place = format!("models page, {what} of {model}");
                report.lose(page_name, &place, &format!("{} tokens", said.join(" or ")));
                return None;
            }
            found.first().copied()
        };
        let (context, max_output) = (only(&mut contexts, "context"), only(&mut outputs, "output"));
        if let Some(modes) = self.preview.take() {
            facts.previews.push((model.clone(), modes, page));
        }
        facts.sizes.push(Sizes { model, inputs, context, max_output, page });
    }
}

/// "Supported inputs: text, image". A word that is none is given back.
fn inputs(text: &str) -> Result<Vec<String>, String> {
    let lower = text.to_ascii_lowercase();
    let Some((_, said)) = lower.split_once("supported inputs:") else { return Ok(Vec::new()) };
    let said = said.split("endpoint name").next().unwrap_or(said).trim().trim_end_matches('.');
    let words = said.split(&[',', '&'][..]).flat_map(|part| part.split(" and ")).map(str::trim);
    let mut inputs = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        let single = word.trim_end_matches('s');
        match INPUTS.iter().find(|input| **input == single) {
            Some(input) => inputs.push((*input).to_owned()),
            None => return Err(said.to_owned()),
        }
    }
    Ok(inputs)
}

/// The sizes a text names: "400K total token context window with 128K maximum output tokens".
fn sizes(text: &str, contexts: &mut Vec<u64>, outputs: &mut Vec<u64>) {
    let words: Vec<String> = text
        .split([' ', '\u{2011}'])
        .flat_map(|word| {
            if word.contains("-million-") || word.contains("-token") {
                word.split('-').collect()
            } else {
                vec![word]
            }
        })
        .map(|word| word.trim_matches(['.', ',', ';', '(', ')', ':']).to_ascii_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    for (at, word) in words.iter().enumerate() {
        let Some(mut size) = number(word) else { continue };
        if words.get(at + 1).is_some_and(|next| next == "million") {
            size = size.saturating_mul(1_000_000);
        }
        // The size belongs to what follows it, up to the next size; else to what stands before it.
        let after = words[at + 1..].iter().take(NEAR).take_while(|word| number(word).is_none());
        let after: Vec<&str> = after.map(String::as_str).collect();
        let before: Vec<&str> = words[at.saturating_sub(3)..at].iter().map(String::as_str).collect();
        let tokens = after.iter().any(|word| word.starts_with("token")) || before.contains(&"tokens");
        if !tokens || size < 100 {
            continue;
        }
        let says = |words: &[&str], wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
        if says(&after, &["output", "outputs"]) && !says(&after, &["context"]) {
            outputs.push(size);
        } else if says(&after, &["context"]) || says(&before, &["context", "window"]) {
            contexts.push(size);
        } else if says(&before, &["output"]) {
            outputs.push(size);
        }
    }
}

/// A number of tokens: `128,000`, `400k`, `1m`. One that is said to be rough is none.
fn number(word: &str) -> Option<u64> {
    let (digits, factor) = match word.as_bytes().last()? {
        b'k' => (&word[..word.len() - 1], 1_000),
        b'm' => (&word[..word.len() - 1], 1_000_000),
        _ => (word, 1),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    digits.replace(',', "").parse::<u64>().ok()?.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("400K total token context window with 128K maximum output tokens", Some(400_000), Some(128_000))]
    #[case("It has a 1-million-token context window.", Some(1_000_000), None)]
    #[case("with a context of 128,000 tokens", Some(128_000), None)]
    #[case("accepts up to ~32K tokens", None, None)]
    #[case("GPT OSS 120B has 120 billion parameters", None, None)]
    #[case("a context window of 200,000 tokens and 64K output tokens", Some(200_000), Some(64_000))]
    fn sizes_are_read_from_prose(
        #[case] text: &str,
        #[case] context: Option<u64>,
        #[case] output: Option<u64>,
    ) {
        let (mut contexts, mut outputs) = (Vec::new(), Vec::new());
        sizes(text, &mut contexts, &mut outputs);
        assert_eq!((contexts.first().copied(), outputs.first().copied()), (context, output));
    }

    #[test]
    fn inputs_are_words_that_are_known() {
        assert_eq!(inputs("Supported inputs: text, images and video").unwrap(), ["text", "image", "video"]);
        assert_eq!(inputs("Endpoint name: databricks-a").unwrap(), Vec::<String>::new());
        assert!(inputs("Supported inputs: smells").is_err());
    }
}
