//! The models page: a section per model, known by its endpoint, with what it takes in and how much.

use super::content::{Block, Content, Table, each, flat};
use super::context::Context;
use super::facts::Sizes;
use super::item::in_names;
use super::names::{ENDPOINT, is_endpoint};
use super::{date, days_by_mode, notices, tokens};
use crate::matrix::{Mode, ModelId};

/// The words before the name of an endpoint.
const ENDPOINT_NAME: [&str; 3] = ["endpoint name:", "endpoint names:", "endpoint:"];
/// What models take in.
const INPUTS: [&str; 5] = ["text", "image", "video", "audio", "pdf"];

/// Whether a page describes models by their endpoints.
pub fn is_on(content: &Content) -> bool {
    each(&content.blocks).into_iter().any(|block| match block {
        Block::Text(text) => endpoint(text).is_some(),
        Block::List(items) => items.iter().any(|item| endpoint(&flat(item)).is_some()),
        _ => false,
    })
}

/// The endpoint that a text names; what stands there in its place where that is none, or more.
fn endpoint(text: &str) -> Option<Result<&str, &str>> {
    let lower = text.to_ascii_lowercase();
    let at = ENDPOINT_NAME.iter().find_map(|words| Some(lower.find(words)? + words.len()))?;
    let value = text[at..].trim_start();
    let name =
        value.split(|c: char| !in_names(c) || c == ' ').next().unwrap_or_default().trim_end_matches('.');
    let rest = value[name.len()..].trim_start_matches(['.', ' ']);
    let alone = rest.is_empty() || rest.to_ascii_lowercase().starts_with("supported inputs:");
    Some(if is_endpoint(name) && alone { Ok(name) } else { Err(value) })
        .filter(|found| found.is_ok() || value.contains(ENDPOINT))
}

/// A model's part of the page, while it is read.
#[derive(Default)]
struct Section {
    heading: Option<String>,
    level: u8,
    model: Option<ModelId>,
    texts: Vec<String>,
    /// The boxes between the heading and the endpoint's name: certainly the model's.
    certain: Vec<Block>,
    /// Those behind the endpoint's name: a heading that was lost may stand before them, or the next model's below.
    uncertain: Vec<Block>,
}

impl Section {
    fn add(&mut self, block: &Block) {
        let boxes = if self.model.is_some() { &mut self.uncertain } else { &mut self.certain };
        boxes.push(block.clone());
    }
}

struct Reader<'r, 'c> {
    context: &'r mut Context<'c>,
    section: Section,
}

/// Reads the sections of a page. Its boxes are kept, to be read as notices are.
pub fn read(context: &mut Context<'_>) {
    let content = context.content;
    let mut reader = Reader { context, section: Section::default() };
    for block in &content.blocks {
        match block {
            Block::Heading(level, text) => {
                // A heading below that of a section parts it.
                if reader.section.model.is_none() || *level <= reader.section.level {
                    reader.end();
                    reader.section =
                        Section { heading: Some(text.clone()), level: *level, ..Section::default() };
                }
            }
            Block::Note(..) => reader.section.add(block),
            Block::Table(table) => {
                let cells = table.rows.iter().map(|row| (0..row.len()).map(|at| Table::text(row, at)));
                let rows: Vec<String> = cells.map(|cells| cells.collect::<Vec<_>>().join(" ")).collect();
                reader.section.texts.extend(rows);
            }
            Block::List(items) => {
                for item in items {
                    reader.text(&flat(item));
                }
                if may_announce(&flat(std::slice::from_ref(block))) {
                    reader.section.add(block);
                }
            }
            Block::Text(text) => {
                reader.text(text);
                // What stands in a box on one page stands in a paragraph on another.
                if may_announce(text) {
                    reader.section.add(block);
                }
            }
        }
    }
    reader.end();
}

/// Whether a text is to be read as a notice is: which of its sentences are one is decided there.
fn may_announce(text: &str) -> bool {
    notices::announces(text) || date::has_year(text)
}

impl Reader<'_, '_> {
    fn unread(&mut self, what: &str, text: &str) {
        self.context.unread(&format!("models page, {what}"), text);
    }

    fn text(&mut self, text: &str) {
        match endpoint(text) {
            None => {}
            Some(Err(value)) => self.unread("endpoint", value),
            Some(Ok(name)) => {
                if self.section.model.is_some() {
                    // A heading was lost on the way: the endpoint begins another model all the same.
                    self.end();
                    self.section = Section::default();
                }
                self.section.model = self.context.names.endpoint(name);
                match self.section.model.clone() {
                    Some(id) => self.name(&id),
                    None => self.unread("endpoint", name),
                }
            }
        }
        self.section.texts.push(text.to_owned());
    }

    /// The heading names the model, unless it is another's: then what stands below it is nobody's.
    fn name(&mut self, id: &ModelId) {
        let Some(heading) = self.section.heading.take() else {
            self.section.uncertain.append(&mut self.section.certain);
            return;
        };
        match self.context.names.find(&heading) {
            Some(known) if known == *id => {}
            None if self.context.names.name(id, &heading) => {}
            None if self.context.names.is_known(id) => {}
            _ => {
                self.section.uncertain.append(&mut self.section.certain);
                self.unread(&format!("heading of {id}"), &heading);
            }
        }
    }

    fn end(&mut self) {
        let section = std::mem::take(&mut self.section);
        for block in &section.uncertain {
            self.read_uncertain(block);
        }
        let Some(model) = section.model else {
            section.certain.iter().for_each(|block| self.read_uncertain(block));
            let heading = section.heading.unwrap_or_default();
            for text in section.texts.iter().filter(|text| tokens::read(text) != tokens::Sizes::default()) {
                self.unread(&format!("'{heading}', which names no endpoint"), text);
            }
            return;
        };
        let (mut contexts, mut outputs, mut inputs) = (Vec::new(), Vec::new(), Vec::new());
        let boxes = section.certain.iter().map(|block| flat(std::slice::from_ref(block)));
        for text in section.texts.iter().cloned().chain(boxes) {
            let sizes = tokens::read(&text);
            contexts.extend(sizes.contexts);
            outputs.extend(sizes.outputs);
            for unclear in sizes.unclear {
                self.unread(&format!("sizes of {model}"), &unclear);
            }
            match self::inputs(&text) {
                Ok(found) => inputs.extend(found),
                Err(unknown) => self.unread(&format!("inputs of {model}"), &unknown),
            }
        }
        let context = self.only(contexts, &format!("context of {model}"));
        let max_output = self.only(outputs, &format!("output of {model}"));
        section.certain.iter().for_each(|block| self.preview(block, &model));
        let others: Vec<Block> =
            section.certain.into_iter().filter(|block| preview(block).is_none()).collect();
        let page = self.context.page;
        self.context.facts.boxes.push((page, Some(model.clone()), notices::of_box(&others)));
        self.context.facts.sizes.push(Sizes { model, inputs, context, max_output, page });
    }

    /// Reads a box of a model that may call it a preview. Something else than a public preview, or one that holds for a part
    /// only, is told as well: the safe reading counts.
    fn preview(&mut self, block: &Block, model: &ModelId) {
        let Some(modes) = preview(block) else { return };
        let text = flat(std::slice::from_ref(block));
        let lower = text.to_ascii_lowercase();
        let modes = modes.ok().filter(|_| self.is_about(&text, model));
        let unusual = ["private", "gated", "beta", " only"].iter().any(|word| lower.contains(word));
        if modes.is_none() {
            self.unread(&format!("box of {model}"), &text);
        } else if unusual {
            self.unread(&format!("box of {model}, read as a preview"), &text);
        }
        let page = self.context.page;
        self.context.facts.previews.extend(modes.map(|modes| (model.clone(), modes, page)));
    }

    /// Whether a text speaks of the model of its section, and of no other.
    fn is_about(&self, text: &str, model: &ModelId) -> bool {
        let named = self.context.names.named(text);
        let lower = text.to_ascii_lowercase();
        let says_this =
            ["this model", "this feature", "this endpoint"].iter().any(|words| lower.contains(words));
        let of_nobody = ["in ", "public preview", "preview"].iter().any(|words| lower.starts_with(words));
        named.iter().all(|named| named == model) && (says_this || of_nobody || !named.is_empty())
    }

    /// A box of which nobody knows whose it is: a preview is told, an announcement must name its model.
    fn read_uncertain(&mut self, block: &Block) {
        let text = flat(std::slice::from_ref(block));
        if preview(block).is_some() {
            return self.unread("a box that may be of another model", &text);
        }
        let page = self.context.page;
        self.context.facts.boxes.push((page, None, notices::of_box(std::slice::from_ref(block))));
    }

    fn only(&mut self, mut found: Vec<u64>, what: &str) -> Option<u64> {
        found.sort_unstable();
        found.dedup();
        if found.len() > 1 {
            let value: Vec<String> = found.iter().map(u64::to_string).collect();
            self.unread(what, &format!("{} tokens", value.join(" or ")));
            return None;
        }
        found.first().copied()
    }
}

/// The modes in which a box calls its model a preview; its words where they are not understood. None for other boxes.
fn preview(block: &Block) -> Option<Result<Vec<Mode>, String>> {
    let Block::Note(label, inner) = block else { return None };
    let text = flat(inner);
    let lower = text.to_ascii_lowercase();
    if label != "preview" && label != "beta" {
        return None;
    }
    let modes = days_by_mode::modes(&text);
    let negated = lower.contains(" not ") || lower.contains("no longer");
    Some(match modes {
        _ if negated => Err(text),
        modes if modes.is_empty() => Ok(Mode::HOSTED.to_vec()),
        modes => Ok(modes),
    })
}

/// "Supported inputs: text, image". A word that is none is given back.
fn inputs(text: &str) -> Result<Vec<String>, String> {
    let lower = text.to_ascii_lowercase();
    let Some((_, value)) = lower.split_once("supported inputs:") else { return Ok(Vec::new()) };
    let value = value.split("endpoint name").next().unwrap_or(value).trim().trim_end_matches('.');
    let words = value.split(&[',', '&'][..]).flat_map(|part| part.split(" and ")).map(str::trim);
    let mut inputs = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        let single = word.trim_end_matches('s');
        match INPUTS.iter().find(|input| **input == single) {
            Some(input) => inputs.push((*input).to_owned()),
            None => return Err(value.to_owned()),
        }
    }
    Ok(inputs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_words_that_are_known() {
        assert_eq!(inputs("Supported inputs: text, images and video").unwrap(), ["text", "image", "video"]);
        assert_eq!(inputs("Endpoint name: databricks-a").unwrap(), Vec::<String>::new());
        assert!(inputs("Supported inputs: smells").is_err());
    }
}
