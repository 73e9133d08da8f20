//! Which model a page means: known ones by endpoint or name, new ones with an id of their own.

use std::collections::HashMap;

use crate::matrix::model::fold;
use crate::matrix::{Matrix, Model, ModelId};

/// The most models that one import adds.
const MOST_NEW: usize = 1_000;
/// The longest name of a family, in letters, and in words.
const LONGEST_NAME: usize = 60;
const MOST_WORDS: usize = 8;

/// What begins the name of an endpoint.
pub const ENDPOINT: &str = "databricks-";

/// A model that the matrix did not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewModel {
    /// Its id: the endpoint, or the name in lower case with dashes.
    pub id: ModelId,
    /// Its name, as the page has it; the endpoint where only that is known.
    pub name: String,
    /// Its endpoint, if it has one.
    pub endpoint: Option<String>,
    /// The place of the page it was met on among those imported.
    pub page: usize,
}

/// The models that are known, and those learned so far.
pub struct Names<'a> {
    known: &'a Matrix,
    /// The place of the page being read: new models are put down to it.
    pub page: usize,
    new: Vec<NewModel>,
    /// What endpoints were found to mean.
    found: HashMap<String, Option<ModelId>>,
    /// What people call hosted models, folded; none where two are called the same.
    called: HashMap<String, Option<ModelId>>,
    /// Every name of a hosted model, folded: no new model may answer to one of them.
    taken: HashMap<String, ModelId>,
}

impl<'a> Names<'a> {
    /// The names a matrix knows.
    pub fn of(known: &'a Matrix) -> Self {
        let taken = known.models().iter();
        let taken =
            taken.flat_map(|model| model.names().map(|name| (fold(name), model.id.clone()))).collect();
        let mut called: HashMap<String, Option<ModelId>> = HashMap::new();
        for model in known.models().iter().filter(|model| !model.is_external()) {
            for name in model.aliases() {
                let entry = called.entry(fold(name)).or_insert_with(|| Some(model.id.clone()));
                if entry.as_ref() != Some(&model.id) {
                    *entry = None;
                }
            }
        }
        Self { known, page: 0, new: Vec::new(), found: HashMap::new(), called, taken }
    }

    /// The models learned, in the order they were met.
    pub fn new_models(&self) -> &[NewModel] {
        &self.new
    }

    /// The model with this endpoint, a new one if need be. None where the endpoint is too like another's name.
    pub fn endpoint(&mut self, endpoint: &str) -> Option<ModelId> {
        if let Some(found) = self.found.get(endpoint) {
            return found.clone();
        }
        let is = |model: &&Model| {
            model.id.0 == endpoint || model.endpoint.as_ref().is_some_and(|known| known.0 == endpoint)
        };
        let id = match self.known.models().iter().find(is) {
            Some(model) => Some(model.id.clone()),
            None => self.add(endpoint.to_owned(), endpoint, Some(endpoint)),
        };
        self.found.insert(endpoint.to_owned(), id.clone());
        id
    }

    /// The hosted model a name means, case and dashes forgiven, if one is known or was learned.
    pub fn find(&self, name: &str) -> Option<ModelId> {
        // A damaged letter is forgiven no one: the name may have been another.
        if name.len() > 2 * LONGEST_NAME || name.contains(char::REPLACEMENT_CHARACTER) {
            return None;
        }
        let folded = fold(name);
        self.called.get(&folded).cloned().flatten().or_else(|| {
            // Learned names stand among those taken.
            let id = self.taken.get(&folded)?;
            self.new.iter().find(|new| new.id == *id).map(|new| new.id.clone())
        })
    }

    /// The family with this name, a new one if need be. None where the text can hardly be a name.
    pub fn family(&mut self, name: &str) -> Option<ModelId> {
        if let Some(id) = self.find(name) {
            return Some(id);
        }
        if !could_be_a_name(name) {
            return None;
        }
        let words: Vec<&str> =
            name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        self.add(words.join("-").to_lowercase(), name, None)
    }

    fn add(&mut self, id: String, name: &str, endpoint: Option<&str>) -> Option<ModelId> {
        let (folded_id, folded) = (fold(&id), fold(name));
        if id.is_empty() || self.new.len() == MOST_NEW {
            return None;
        }
        if self.taken.contains_key(&folded) || self.taken.contains_key(&folded_id) {
            return None;
        }
        let id = ModelId(id);
        self.taken.insert(folded, id.clone());
        self.taken.insert(folded_id, id.clone());
        self.new.push(NewModel {
            id: id.clone(),
            name: name.to_owned(),
            endpoint: endpoint.map(str::to_owned),
            page: self.page,
        });
        Some(id)
    }

    /// Gives a new model the name that a page has for it, unless another model answers to that.
    pub fn name(&mut self, id: &ModelId, name: &str) {
        let folded = fold(name);
        if !could_be_a_name(name) || self.taken.contains_key(&folded) {
            return;
        }
        if let Some(new) = self.new.iter_mut().find(|new| new.id == *id && new.name == new.id.0) {
            name.clone_into(&mut new.name);
            self.taken.insert(folded, id.clone());
        }
    }

    /// Every name of a hosted model in lower case with the model, the longest first: what runs of names are split by.
    pub fn spelled(&self) -> Vec<(String, ModelId)> {
        let hosted = self.known.models().iter().filter(|model| !model.is_external());
        let known = hosted.flat_map(|model| {
            let names = std::iter::once(&model.name).chain(&model.also);
            names.map(|name| (name.to_ascii_lowercase(), model.id.clone()))
        });
        let new = self.new.iter().map(|new| (new.name.to_ascii_lowercase(), new.id.clone()));
        let mut spelled: Vec<(String, ModelId)> =
            known.chain(new).filter(|(name, _)| !name.starts_with(ENDPOINT)).collect();
        spelled.sort_by(|(left, _), (right, _)| right.len().cmp(&left.len()).then_with(|| left.cmp(right)));
        spelled.dedup();
        spelled
    }
}

/// Whether a text is an endpoint's name: `databricks-`, then letters, digits and dashes.
pub fn is_endpoint(text: &str) -> bool {
    text.len() <= LONGEST_NAME
        && !text.ends_with('-')
        && text.strip_prefix(ENDPOINT).is_some_and(|rest| {
            !rest.is_empty()
                && rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        })
}

/// Whether a text is made like a family's name: a few words, an upper-case letter, no sentence.
fn could_be_a_name(text: &str) -> bool {
    let words = text.split(' ').count();
    text.len() <= LONGEST_NAME
        && words <= MOST_WORDS
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.contains(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || " .-()+/_".contains(c))
        && !text.contains(". ")
        && !text.ends_with('.')
}
