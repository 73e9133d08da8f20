//! Which model a page means: known ones by endpoint or name, new ones with an id of their own.

mod words;

use std::collections::HashMap;

use super::item::{in_names, is_sign};
use crate::matrix::model::fold;
use crate::matrix::{Availability, Cloud, EndpointName, Matrix, Mode, Model, ModelId, RegionId, Scope};
use words::could_be_a_name;
pub use words::{is_prose, is_size};

/// The most models that one import adds.
const MOST_NEW: usize = 1_000;
/// The longest name of a family, in letters, and in words.
const LONGEST_NAME: usize = 60;
const MOST_WORDS: usize = 8;

/// What begins the name of an endpoint.
pub const ENDPOINT: &str = "databricks-";

/// The models that are known, and those learned so far.
pub struct Names<'a> {
    known: &'a Matrix,
    /// The place of the page being read: new models are put down to it.
    pub page: usize,
    /// Models that the matrix did not know, each with the page it was met on as its source.
    new: Vec<Model>,
    /// Every name of a hosted model, folded: no new model may answer to one of them.
    taken: HashMap<String, ModelId>,
    /// The names of the known hosted models in lower case.
    spelled: Vec<(String, ModelId)>,
    /// Every name of them, and of those learned, that people use in a sentence, in lower case.
    spoken: Vec<String>,
}

impl<'a> Names<'a> {
    /// The names a matrix knows.
    pub fn of(known: &'a Matrix) -> Self {
        let hosted: Vec<&Model> = known.models().iter().filter(|model| !model.is_external()).collect();
        let taken = known.models().iter();
        let taken =
            taken.flat_map(|model| model.names().map(|name| (fold(name), model.id.clone()))).collect();
        let spelled = hosted.iter().flat_map(|model| {
            let names = std::iter::once(model.name.as_str()).chain(model.also.iter().map(String::as_str));
            names.map(|name| (name.to_ascii_lowercase(), model.id.clone()))
        });
        let spelled = spelled.collect();
        let spoken = hosted.iter().flat_map(|model| model.aliases()).map(str::to_ascii_lowercase);
        let spoken = spoken.filter(|name| name.len() > 3).collect();
        Self { known, page: 0, new: Vec::new(), taken, spelled, spoken }
    }

    /// Whether the matrix in use says of a cell that routing is needed.
    pub fn needs_routing(&self, model: &ModelId, mode: Mode, region: &RegionId) -> bool {
        let cell = self.known.model(model).and_then(|model| {
            self.known.region(region).map(|region| self.known.availability(model, mode, region))
        });
        matches!(cell, Some(Availability::Listed { scope: Scope::CrossGeo, .. }))
    }

    /// The region a text means: a code, known or new, or any other name of a known one.
    pub fn region(&self, text: &str) -> Option<RegionId> {
        if is_code(text) {
            return Some(RegionId(text.to_owned()));
        }
        let known = self.known.find_region(text).ok().filter(|_| !text.contains(is_sign))?;
        Some(known.id.clone())
    }

    /// Whether a code is made like those of the cloud that the matrix speaks for.
    pub fn is_of_this_cloud(&self, region: &RegionId) -> bool {
        cloud_of(std::slice::from_ref(&region.0)) == Some(self.known.cloud)
    }

    /// The models learned, in the order they were met.
    pub fn new_models(&self) -> &[Model] {
        &self.new
    }

    /// The model with this endpoint, a new one if need be. None where the endpoint is too like another's name.
    pub fn endpoint(&mut self, endpoint: &str) -> Option<ModelId> {
        let is_its = |model: &&&Model| model.endpoint.as_ref().is_some_and(|known| known.0 == endpoint);
        if let Some(model) = self.known.models_called(endpoint).iter().find(is_its) {
            return Some(model.id.clone());
        }
        match self.taken.get(&fold(endpoint)) {
            Some(id) if id.0 == endpoint => Some(id.clone()),
            _ => self.add(endpoint.to_owned(), endpoint, Some(endpoint)),
        }
    }

    /// The hosted model a name means, case and dashes forgiven, if one is known or was learned.
    pub fn find(&self, name: &str) -> Option<ModelId> {
        // A sign says something else of the model, a damaged letter may have been another: neither is forgiven.
        if name.len() > 2 * LONGEST_NAME || name.contains(is_sign) {
            return None;
        }
        let mut hosted = self.known.models_called(name).into_iter().filter(|model| !model.is_external());
        match (hosted.next(), hosted.next()) {
            (Some(model), None) => Some(model.id.clone()),
            (Some(_), Some(_)) => None,
            // Learned names stand among those taken.
            (None, _) => {
                let id = self.taken.get(&fold(name))?;
                self.new.iter().find(|new| new.id == *id).map(|new| new.id.clone())
            }
        }
    }

    /// The one model that a text names, by one name or by several of the same model: "DBRX / DBRX Instruct".
    pub fn one(&self, text: &str) -> Option<ModelId> {
        match self.enumerated(text) {
            (models, unknown) if unknown.is_empty() && models.len() == 1 => models.into_iter().next(),
            _ => None,
        }
    }

    /// The family with this name, a new one if need be. None where the text can hardly be a name, or names several.
    pub fn family(&mut self, name: &str) -> Option<ModelId> {
        if let Some(id) = self.one(name) {
            return Some(id);
        }
        if !self.could_be_family(name) {
            return None;
        }
        let names = alternatives(name);
        let first = names.first().copied()?;
        let words: Vec<&str> =
            first.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let id = self.add(words.join("-").to_lowercase(), first, None)?;
        for other in names.into_iter().skip(1) {
            if self.taken.insert(fold(other), id.clone()).is_none()
                && let Some(new) = self.new.iter_mut().find(|new| new.id == id)
            {
                new.also.push(other.to_owned());
            }
        }
        Some(id)
    }

    /// Whether a text can be the name of a new family, or several names of one.
    pub fn could_be_family(&self, name: &str) -> bool {
        let names = alternatives(name);
        // What stands in brackets behind a known name says something of that model.
        let of_known = name.split_once(" (").is_some_and(|(before, _)| self.find(before).is_some());
        let first = names.first().copied().filter(|first| self.could_be_new(first));
        let one = |first| names.iter().all(|other| self.find(other).is_none() && same_model(first, other));
        !of_known && first.is_some_and(one) && !self.is_a_line(name)
    }

    /// Whether a text that names no known model is made like the name of a new one.
    pub fn could_be_new(&self, text: &str) -> bool {
        could_be_a_name(text) && !self.taken.contains_key(&fold(text))
    }

    /// Whether a text without a number is a part of known names: "Claude Sonnet" is a line of models, not one.
    fn is_a_line(&self, text: &str) -> bool {
        let words = format!(" {} ", text.to_ascii_lowercase());
        !text.contains(|c: char| c.is_ascii_digit())
            && self.spelled.iter().any(|(name, _)| format!(" {name} ").contains(&words))
    }

    /// The models of an enumeration, and the parts of it that name none. Several names of one model count once.
    pub fn enumerated<'t>(&self, text: &'t str) -> (Vec<ModelId>, Vec<&'t str>) {
        let (mut models, mut unknown, mut before) = (Vec::new(), Vec::new(), "");
        let parts =
            text.split(", and ").flat_map(|part| part.split(" and ")).flat_map(|part| part.split(", "));
        let parts = parts.flat_map(|part| part.split(" or ")).map(str::trim).filter(|part| !part.is_empty());
        for part in parts {
            let part = part.trim_start_matches("The ").trim_start_matches("the ");
            let names = alternatives(part);
            let found: Vec<Option<ModelId>> =
                names.iter().map(|name| self.find(name).or_else(|| self.shortened(name, before))).collect();
            let explained = |name: &str| {
                !name.contains(is_sign)
                    && names
                        .iter()
                        .zip(&found)
                        .any(|(other, found)| found.is_some() && same_model(name, other))
            };
            if names.iter().zip(&found).all(|(name, found)| found.is_some() || explained(name)) {
                for id in found.into_iter().flatten() {
                    if !models.contains(&id) {
                        models.push(id);
                    }
                }
            } else {
                unknown.push(part);
            }
            before = names.last().copied().unwrap_or(part);
        }
        (models, unknown)
    }

    /// "Google Gemini 2.5 Flash and Pro": what a shortened name leaves out stands in the name before.
    fn shortened(&self, name: &str, before: &str) -> Option<ModelId> {
        let mut start = Some(before).filter(|before| before.len() <= 2 * LONGEST_NAME)?;
        while let Some((shorter, _)) = start.rsplit_once(' ') {
            if let Some(model) = self.find(&format!("{shorter} {name}")) {
                return Some(model);
            }
            start = shorter;
        }
        None
    }

    /// Whether a text holds the name of a model, among other words.
    pub fn speaks_of_one(&self, text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        self.spoken.iter().any(|name| lower.contains(name))
    }

    /// The models whose names stand in a text, the longest names first.
    pub fn named(&self, text: &str) -> Vec<ModelId> {
        let words: Vec<&str> =
            text.split(' ').map(|word| word.trim_matches(|c| !in_names(c) || c == '.')).collect();
        let (mut models, mut at) = (Vec::new(), 0);
        while at < words.len() {
            let most = MOST_WORDS.min(words.len() - at);
            let found = (1..=most).rev().find_map(|length| {
                let name = words[at..at + length].join(" ");
                Some((length, self.find(&name).filter(|_| name.len() > 3)?))
            });
            at += found.as_ref().map_or(1, |(length, _)| *length);
            models.extend(found.map(|(_, model)| model));
        }
        models
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
        self.spoken.push(name.to_ascii_lowercase());
        self.new.push(Model {
            endpoint: endpoint.map(|endpoint| EndpointName(endpoint.to_owned())),
            sources: vec![self.page],
            ..Model::unknown(id.clone(), name.to_owned())
        });
        Some(id)
    }

    /// Gives a new model the name that a page has for it, and says whether it did: another may answer to that.
    pub fn name(&mut self, id: &ModelId, name: &str) -> bool {
        let folded = fold(name);
        if !could_be_a_name(name) || self.taken.contains_key(&folded) {
            return false;
        }
        let new = self.new.iter_mut().find(|new| new.id == *id && new.name == new.id.0);
        let Some(new) = new else { return false };
        name.clone_into(&mut new.name);
        self.spoken.push(name.to_ascii_lowercase());
        self.taken.insert(folded, id.clone());
        true
    }

    pub fn is_known(&self, id: &ModelId) -> bool {
        self.known.model(id).is_some()
    }

    /// Every name of a hosted model in lower case with the model, the longest first: what runs of names are split by.
    pub fn spelled(&self) -> Vec<(String, ModelId)> {
        let new = self.new.iter().map(|new| (new.name.to_ascii_lowercase(), new.id.clone()));
        let mut spelled: Vec<(String, ModelId)> = self.spelled.iter().cloned().chain(new).collect();
        spelled.retain(|(name, _)| !name.starts_with(ENDPOINT));
        spelled.sort_by(|(left, _), (right, _)| right.len().cmp(&left.len()).then_with(|| left.cmp(right)));
        spelled.dedup();
        spelled
    }
}

/// The longest code of a region.
const LONGEST_CODE: usize = 40;

/// Whether a text is made like the code of a region.
pub fn is_code(code: &str) -> bool {
    code.len() <= LONGEST_CODE
        && code.starts_with(|c: char| c.is_ascii_lowercase())
        && !code.ends_with('-')
        && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The cloud whose codes are made like these: `us-east-1`, `us-east1`, `eastus`. None where they are mixed.
pub fn cloud_of(codes: &[String]) -> Option<Cloud> {
    let cloud = |code: &String| {
        let (head, tail) = code.rsplit_once('-').unwrap_or(("", code));
        match tail.bytes().all(|byte| byte.is_ascii_digit()) {
            _ if head.is_empty() => Cloud::Azure,
            true => Cloud::Aws,
            false => Cloud::Gcp,
        }
    };
    let first = cloud(codes.first()?);
    codes.iter().all(|code| cloud(code) == first).then_some(first)
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

/// The names of a text that gives several of one model: "DBRX / DBRX Instruct", "DBRX (DBRX Instruct)".
fn alternatives(text: &str) -> Vec<&str> {
    let bracketed = text.strip_suffix(')').and_then(|text| text.split_once(" ("));
    if let Some((name, other)) = bracketed.filter(|(name, other)| same_model(name, other)) {
        return vec![name, other];
    }
    text.split('/').map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// Whether two names are those of one model: the docs add "Instruct" or "Chat" to some.
fn same_model(left: &str, right: &str) -> bool {
    let plain = |name: &str| {
        let folded = fold(name);
        folded.strip_suffix("instruct").or_else(|| folded.strip_suffix("chat")).unwrap_or(&folded).to_owned()
    };
    plain(left) == plain(right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("DBRX", "DBRX Instruct", true)]
    #[case("Mixtral 8x7B", "Mixtral-8x7B Instruct", true)]
    #[case("Meta Llama 2 70B", "Meta-Llama-2-70B-Chat", true)]
    #[case("GPT-5", "GPT-5 mini", false)]
    #[case("Meta Llama 3.1 8B", "70B", false)]
    fn two_names_are_those_of_one_model(#[case] left: &str, #[case] right: &str, #[case] same: bool) {
        assert_eq!(same_model(left, right), same);
    }
}
