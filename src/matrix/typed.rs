//! External models that no list names: a deployment of the user's own, typed with its provider. All that is known of one
//! stands in its id: `external:azure-openai/my-deployment`, with its task behind it where that was said:
//! `external:azure-openai/my-deployment (chat)`. So it can stand wherever a plan names a model.

use std::sync::OnceLock;

use super::model::fold;
use super::{Host, Matrix, Model, ModelId, Naming, Task};
use crate::error::{Error, Result};
use crate::text::{self, Words};

/// What the id of a typed model begins with.
pub const PREFIX: &str = "external:";

/// The form of such an id, for messages.
pub const FORM: &str = "external:azure-openai/my-deployment";

/// The most letters of a name.
const LONGEST: usize = 200;

/// A provider of external models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provider<'a> {
    /// Its id in the API: `azure-openai`.
    pub id: &'a str,
    /// Its name in the docs: `Azure OpenAI`.
    pub name: &'a str,
}

/// The parts of a typed model's id.
#[derive(Debug, PartialEq, Eq)]
struct Parts<'a> {
    provider: &'a str,
    name: &'a str,
    task: Option<Task>,
}

impl<'a> Parts<'a> {
    fn read(id: &'a str) -> Option<Self> {
        let rest = id.trim().strip_prefix(PREFIX)?;
        let (provider, name) = rest.split_once('/')?;
        let (name, task) = with_task(name);
        Some(Self { provider: provider.trim(), name: name.trim(), task })
    }
}

/// A name and the task behind it, if one stands there.
fn with_task(name: &str) -> (&str, Option<Task>) {
    let parts = name.trim().strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    match parts.and_then(|(name, task)| Some((name, Task::read(task)?))) {
        Some((name, task)) => (name, Some(task)),
        None => (name, None),
    }
}

/// The models that were typed, each made once. A list that only grows, so that what was lent stays where it is.
#[derive(Debug, Default)]
pub(super) struct TypedModels(Link);

type Link = OnceLock<Box<Node>>;

#[derive(Debug)]
struct Node {
    model: Model,
    next: Link,
}

impl TypedModels {
    /// The model of this id; it is made, with its place in the list, where it is not there yet.
    fn get(&self, id: &ModelId, make: impl Fn(usize) -> Model) -> &Model {
        let (mut link, mut place) = (&self.0, 0);
        loop {
            let node = link.get_or_init(|| Box::new(Node { model: make(place), next: OnceLock::new() }));
            if node.model.id == *id {
                return &node.model;
            }
            (link, place) = (&node.next, place + 1);
        }
    }

    fn iter(&self) -> impl Iterator<Item = &Model> {
        let first = self.0.get();
        std::iter::successors(first, |node| node.next.get()).map(|node| &node.model)
    }
}

/// A copy begins without them: they are made again where they are asked for.
impl Clone for TypedModels {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// One after the other: a long list must not end in as many calls.
impl Drop for TypedModels {
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(mut node) = next {
            next = node.next.take();
        }
    }
}

impl Model {
    /// Provider and name of a typed model, as an endpoint says them: `azure-openai/my-deployment`.
    pub fn typed_as(&self) -> Option<(&str, &str)> {
        let parts = Parts::read(&self.id.0).filter(|_| self.is_typed())?;
        Some((parts.provider, parts.name))
    }
}

impl Matrix {
    /// The providers of external models, in the order of the list.
    pub fn providers(&self) -> Vec<Provider<'_>> {
        let mut providers: Vec<Provider<'_>> = Vec::new();
        for model in &self.models {
            let Host::Vendor { provider, .. } = &model.host else { continue };
            let id = model.id.0.split('/').next().unwrap_or_default();
            if !providers.iter().any(|known| known.id == id) {
                providers.push(Provider { id, name: provider });
            }
        }
        providers
    }

    /// The provider that a person means, by its id or its name.
    pub fn provider(&self, wanted: &str) -> Option<Provider<'_>> {
        let folded = fold(wanted);
        self.providers().into_iter().find(|known| fold(known.id) == folded || fold(known.name) == folded)
    }

    /// The external model of a provider by this name: the listed one where the list names it, else one of the user's own.
    ///
    /// # Errors
    /// When the provider or the name says nothing or holds what no name has, and when the list says another task.
    pub fn external(&self, provider: &str, name: &str, task: Option<Task>) -> Result<&Model> {
        let provider = checked(provider, "provider", "--provider azure-openai")?;
        let name = checked(name, "model", "--model my-deployment")?;
        if provider.contains('/') {
            return Err(Error::new(format!("a provider's name has no '/': '{provider}'"))
                .hint("expected a provider such as azure-openai; the model's name may have one"));
        }
        if with_task(name).1.is_some() {
            return Err(Error::new(format!("'{name}' ends as an id that says the task"))
                .hint("name the model alone; --task says what it does"));
        }
        let known = self.provider(provider);
        if let Some(listed) = known.and_then(|known| self.listed_external(known, name)) {
            return match (task, listed.task) {
                (Some(task), Some(known)) if task != known => {
                    Err(Error::new(format!("{} is listed for {}, not {}", listed.id, known.id(), task.id()))
                        .hint("leave --task out: the list says it"))
                }
                _ => Ok(listed),
            };
        }
        let key = known.map_or(provider, |known| known.id);
        let task_words = task.map(|task| format!(" ({})", task.id())).unwrap_or_default();
        let id = ModelId(format!("{PREFIX}{key}/{name}{task_words}"));
        Ok(self.typed.get(&id, |place| {
            let naming = if known.is_some() { Naming::Typed } else { Naming::Foreign };
            let provider = known.map_or(provider, |known| known.name).to_owned();
            let sources = known.map(|known| self.sources_of_provider(known)).unwrap_or_default();
            Model {
                name: name.to_owned(),
                provider: Some(provider.clone()),
                task,
                host: Host::Vendor { provider, naming, fine_tuned: false },
                sources,
                // Behind all that are listed: no cell, no announcement and no rule speaks of it.
                index: self.models.len() + place,
                ..Model::unknown(id.clone(), String::new())
            }
        }))
    }

    /// The model that an id of this form stands for.
    pub(super) fn typed_model(&self, id: &str) -> Option<&Model> {
        let parts = Parts::read(id)?;
        self.external(parts.provider, parts.name, parts.task).ok()
    }

    /// The same for what a person wrote; none where it is not of this form.
    pub(super) fn find_typed(&self, wanted: &str) -> Option<Result<&Model>> {
        wanted.trim().strip_prefix(PREFIX)?;
        let wrong = || {
            Error::new(format!("'{}' names no external model", text::clean_line(wanted)))
                .hint(format!("expected a provider and a name, such as {FORM}"))
        };
        Some(match Parts::read(wanted) {
            Some(parts) => self.external(parts.provider, parts.name, parts.task),
            None => Err(wrong()),
        })
    }

    /// The model at a place: of the list, or one that was typed.
    pub fn model_at(&self, place: usize) -> Option<&Model> {
        self.models.get(place).or_else(|| self.typed.iter().nth(place - self.models.len()))
    }

    /// The model of this name on the list of a provider; the list writes names as the provider does, but for case.
    fn listed_external(&self, provider: Provider<'_>, name: &str) -> Option<&Model> {
        self.models.iter().find(|model| {
            model.id.0.split_once('/').is_some_and(|(id, _)| id == provider.id)
                && model.is_external()
                && model.name.eq_ignore_ascii_case(name)
        })
    }

    /// Where the provider was read.
    fn sources_of_provider(&self, provider: Provider<'_>) -> Vec<usize> {
        let of = |model: &&Model| model.id.0.split('/').next() == Some(provider.id) && model.is_external();
        self.models.iter().find(of).map(|model| model.sources.clone()).unwrap_or_default()
    }
}

/// Says what is wrong with the name of a model, before its provider is known.
///
/// # Errors
/// When it says nothing or holds what no name has.
pub fn check_name(name: &str) -> Result<()> {
    checked(name, "model", "--model my-deployment").map(drop)
}

/// A name as it is written, where it is one.
fn checked<'a>(name: &'a str, what: &str, example: &str) -> Result<&'a str> {
    let name = name.trim();
    let shown = text::clean_line(name);
    let expected = || format!("expected a name, such as {example}");
    if name.is_empty() {
        return Err(Error::new(format!("the {what} has no name")).hint(expected()));
    }
    if text::entry_line(name) != name {
        return Err(
            Error::new(format!("the name '{shown}' holds characters that no name has")).hint(expected())
        );
    }
    if name.chars().nth(LONGEST).is_some() {
        return Err(
            Error::new(format!("the name of a {what} has {LONGEST} letters at most")).hint(expected())
        );
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::matrix::{Cloud, Mode, bundled};

    fn matrix() -> Matrix {
        bundled::matrix(Cloud::Aws).unwrap()
    }

    #[rstest]
    #[case("external:azure-openai/my-gpt", "azure-openai", "my-gpt", None)]
    #[case("external:azure-openai/my-gpt (embedding)", "azure-openai", "my-gpt", Some(Task::Embedding))]
    #[case("external:custom/org/model v2", "custom", "org/model v2", None)]
    #[case("external:x/model (old)", "x", "model (old)", None)]
    fn an_id_says_all_that_is_known(
        #[case] id: &str,
        #[case] provider: &str,
        #[case] name: &str,
        #[case] task: Option<Task>,
    ) {
        assert_eq!(Parts::read(id), Some(Parts { provider, name, task }));
        let matrix = matrix();
        let model = matrix.model(&ModelId(id.to_owned())).unwrap();
        assert_eq!((model.id.0.as_str(), model.name.as_str(), model.task), (id, name, task));
        assert!(model.is_external() && matrix.offers(model, Mode::ExternalModels));
        assert_eq!(matrix.model_at(model.index).map(|model| &model.id), Some(&model.id));
        // Nothing is known of it, and nothing panics that asks.
        for mode in Mode::ALL {
            assert_eq!(matrix.facts_about(model, mode).count(), 0);
            assert_eq!(matrix.routing_rule(model, mode), None);
            for region in matrix.regions() {
                assert!(!matrix.availability(model, mode, region).is_listed());
            }
        }
    }

    #[test]
    fn a_name_on_the_list_is_the_listed_model() {
        let matrix = matrix();
        for (provider, name) in [("openai", "gpt-4o"), ("OpenAI", "GPT-4o")] {
            assert_eq!(matrix.external(provider, name, None).unwrap().id.0, "openai/gpt-4o");
        }
        assert_eq!(matrix.find_model("external:openai/gpt-4o", None).unwrap().id.0, "openai/gpt-4o");
        // A deployment that is called nearly so is another one, and so is one of another provider.
        assert_eq!(matrix.external("openai", "gpt4o", None).unwrap().id.0, "external:openai/gpt4o");
        assert_eq!(matrix.external("custom", "gpt-4o", None).unwrap().id.0, "external:custom/gpt-4o");
        assert!(matrix.external("openai", "gpt-4o", Some(Task::Embedding)).is_err());
    }

    #[rstest]
    #[case("azure-openai", "", "the model has no name")]
    #[case("", "my-gpt", "the provider has no name")]
    #[case("azure-openai", "a\u{1b}[31mb", "holds characters that no name has")]
    #[case("azure-openai", "a\nb", "holds characters that no name has")]
    #[case("azure/openai", "my-gpt", "no '/'")]
    #[case("azure-openai", "my-gpt (chat)", "says the task")]
    #[case("azure-openai", &"x".repeat(201), "200 letters at most")]
    fn what_is_no_name_is_refused(#[case] provider: &str, #[case] name: &str, #[case] message: &str) {
        let matrix = matrix();
        let error = matrix.external(provider, name, None).unwrap_err();
        assert!(error.message().contains(message), "{}", error.message());
        assert!(matrix.model(&ModelId(format!("{PREFIX}{provider}/{name}"))).is_none_or(|model| {
            // As a whole, the task behind it is read.
            model.name == "my-gpt" || model.name == "openai/my-gpt"
        }));
    }

    #[test]
    fn many_are_dropped_one_by_one() {
        let matrix = matrix();
        for at in 0..300 {
            matrix.external("custom", &format!("m{at}"), None).unwrap();
        }
        assert_eq!(matrix.typed.iter().count(), 300);
        assert_eq!(matrix.clone().typed.iter().count(), 0);
    }
}
