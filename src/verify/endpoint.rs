//! What `databricks serving-endpoints list -o json` prints: endpoints, made safe, with what is needed of them.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::error::{Error, Result};
use crate::text;

/// A serving endpoint of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name.
    pub name: String,
    /// Whether it answers.
    pub ready: Ready,
    /// Whether its last update failed or was canceled.
    pub update_failed: bool,
    /// What stands behind it; empty where the list does not say.
    pub served: Vec<Served>,
}

/// Whether an endpoint answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// The list does not say.
    Unknown,
}

/// What stands behind an endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Served {
    /// A model that Databricks hosts, by the names the list has for it.
    Foundation(Vec<String>),
    /// A vendor's model.
    External {
        /// The vendor's id in the list: `openai`.
        provider: String,
        /// The model's name with the vendor.
        name: String,
    },
    /// Anything else: a model of one's own, an agent, a function.
    Other,
}

/// Reads a list. `name` is what errors call it.
///
/// # Errors
/// When the text is no JSON, or JSON of something else: with line and column.
pub fn read(name: &str, text: &str) -> Result<Vec<Endpoint>> {
    // PowerShell puts a mark in front of what it writes.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let wrong = |message: String| {
        Error::new(message).hint("it takes what 'databricks serving-endpoints list -o json' prints")
    };
    if text.trim().is_empty() {
        return Err(wrong(format!("{name} is empty")));
    }
    let list: List = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let said = error.to_string();
        // What the parser says ends with the place, which is told in front of it.
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        wrong(format!(
            "{name} is no list of serving endpoints: line {line}, column {column}: {}",
            text::clean_line(said)
        ))
    })?;
    list.0.into_iter().enumerate().map(|(at, raw)| raw.endpoint(at, name)).collect()
}

/// A bare list, or `{"endpoints": [...]}` as the API gives it; a workspace without endpoints gives `{}`.
struct List(Vec<Raw>);

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(ListVisitor)
    }
}

struct ListVisitor;

impl<'de> Visitor<'de> for ListVisitor {
    type Value = List;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of endpoints")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<List, A::Error> {
        let mut endpoints = Vec::new();
        while let Some(endpoint) = list.next_element()? {
            endpoints.push(endpoint);
        }
        Ok(List(endpoints))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<List, A::Error> {
        let (mut endpoints, mut others) = (None, 0);
        while let Some(key) = map.next_key::<String>()? {
            if key == "endpoints" {
                endpoints = map.next_value::<Option<Vec<Raw>>>()?;
            } else {
                map.next_value::<IgnoredAny>()?;
                others += 1;
            }
        }
        match endpoints {
            None if others > 0 => Err(de::Error::custom("an object without 'endpoints'")),
            endpoints => Ok(List(endpoints.unwrap_or_default())),
        }
    }
}

// What the list has besides is the list's own business: its fields grow with every version.
#[derive(serde::Deserialize)]
struct Raw {
    name: Option<String>,
    state: Option<RawState>,
    config: Option<RawConfig>,
}

#[derive(serde::Deserialize)]
struct RawState {
    ready: Option<String>,
    config_update: Option<String>,
}

#[derive(serde::Deserialize)]
struct RawConfig {
    served_entities: Option<Vec<RawServed>>,
    // What older versions call them.
    served_models: Option<Vec<RawServed>>,
}

#[derive(serde::Deserialize)]
struct RawServed {
    entity_name: Option<String>,
    model_name: Option<String>,
    foundation_model: Option<RawFoundation>,
    external_model: Option<RawExternal>,
}

#[derive(serde::Deserialize)]
struct RawFoundation {
    name: Option<String>,
    display_name: Option<String>,
}

#[derive(serde::Deserialize)]
struct RawExternal {
    name: Option<String>,
    provider: Option<String>,
}

impl Raw {
    fn endpoint(self, at: usize, list: &str) -> Result<Endpoint> {
        let name = self.name.as_deref().map(safe).filter(|name| !name.trim().is_empty());
        let name = name.ok_or_else(|| {
            Error::new(format!("{list} is no list of serving endpoints: entry {} has no name", at + 1))
                .hint("it takes what 'databricks serving-endpoints list -o json' prints")
        })?;
        let state = self.state.unwrap_or(RawState { ready: None, config_update: None });
        let config = self.config.unwrap_or(RawConfig { served_entities: None, served_models: None });
        let entities = config.served_entities.filter(|entities| !entities.is_empty());
        Ok(Endpoint {
            name,
            ready: match state.ready.as_deref() {
                Some("READY") => Ready::Yes,
                Some("NOT_READY") => Ready::No,
                _ => Ready::Unknown,
            },
            update_failed: matches!(
                state.config_update.as_deref(),
                Some("UPDATE_FAILED" | "UPDATE_CANCELED")
            ),
            served: entities
                .or(config.served_models)
                .unwrap_or_default()
                .into_iter()
                .map(RawServed::served)
                .collect(),
        })
    }
}

impl RawServed {
    fn served(self) -> Served {
        if let Some(external) = self.external_model {
            return Served::External {
                provider: safe(&external.provider.unwrap_or_default()),
                name: safe(&external.name.unwrap_or_default()),
            };
        }
        let entity = self.entity_name.or(self.model_name);
        let hosted = entity.as_deref().is_some_and(|entity| entity.starts_with(SYSTEM));
        match self.foundation_model {
            Some(model) => {
                let names = [entity, model.name, model.display_name];
                Served::Foundation(names.into_iter().flatten().map(|name| safe(&name)).collect())
            }
            None if hosted => Served::Foundation(entity.iter().map(|name| safe(name)).collect()),
            None => Served::Other,
        }
    }
}

/// The schema of Unity Catalog in which Databricks keeps the models it provides.
pub(super) const SYSTEM: &str = "system.ai.";

fn safe(name: &str) -> String {
    text::clean_line(name).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn one(json: &str) -> Endpoint {
        read("list.json", json).unwrap().remove(0)
    }

    #[rstest]
    #[case::nothing("[]", 0)]
    #[case::nothing_from_the_api("{}", 0)]
    #[case::a_bare_list("[{\"name\": \"a\"}, {\"name\": \"b\"}]", 2)]
    #[case::as_the_api_has_it("{\"next\": {\"deep\": [1]}, \"endpoints\": [{\"name\": \"a\"}]}", 1)]
    #[case::with_a_mark_in_front("\u{feff}[{\"name\": \"a\", \"new_field\": {\"x\": null}}]", 1)]
    #[case::null_is_nothing(
        "[{\"name\": \"a\", \"state\": null, \"config\": {\"served_entities\": null}}]",
        1
    )]
    fn a_list_has_one_of_two_shapes(#[case] json: &str, #[case] count: usize) {
        assert_eq!(read("list.json", json).unwrap().len(), count);
    }

    #[rstest]
    #[case::empty(" \n", "list.json is empty")]
    #[case::no_json("Error: no login", "line 1, column 1")]
    #[case::cut("[{\"name\": \"a\"},\n{\"na", "line 2, column 4")]
    #[case::something_else("{\"error_code\": \"PERMISSION_DENIED\"}", "an object without 'endpoints'")]
    #[case::a_number("42", "line 1, column 2")]
    #[case::a_wrong_type("[{\"name\": 3}]", "expected a string")]
    #[case::no_name("[{\"name\": \"a\"}, {\"state\": {}}]", "entry 2 has no name")]
    fn what_is_no_list_is_told_with_its_place(#[case] json: &str, #[case] said: &str) {
        let error = read("list.json", json).unwrap_err();
        assert!(error.message().contains(said), "{error}");
        assert!(error.hints()[0].contains("databricks serving-endpoints list -o json"), "{error}");
    }

    #[test]
    fn a_nest_a_million_deep_is_refused() {
        for deep in [
            "[".repeat(1_000_000),
            format!("[{{\"name\": \"a\", \"config\": {}", "{\"x\":".repeat(1_000_000)),
        ] {
            assert!(read("list.json", &deep).is_err());
        }
        let ignored = format!("[{{\"name\": \"a\", \"x\": {}{}}}]", "[".repeat(100_000), "]".repeat(100_000));
        let _ = read("list.json", &ignored);
    }

    #[rstest]
    #[case("{\"ready\": \"READY\"}", Ready::Yes)]
    #[case("{\"ready\": \"NOT_READY\"}", Ready::No)]
    #[case("{\"ready\": \"READY_STATE_UNSPECIFIED\"}", Ready::Unknown)]
    #[case("{}", Ready::Unknown)]
    #[case("null", Ready::Unknown)]
    fn a_state_that_is_not_said_is_unknown(#[case] state: &str, #[case] ready: Ready) {
        assert_eq!(one(&format!("[{{\"name\": \"a\", \"state\": {state}}}]")).ready, ready);
    }

    #[rstest]
    #[case::hosted("{\"entity_name\": \"system.ai.llama-4\", \"foundation_model\": {\"name\": \"system.ai.llama-4\", \"display_name\": \"Llama 4\"}}",
        Served::Foundation(vec!["system.ai.llama-4".into(), "system.ai.llama-4".into(), "Llama 4".into()]))]
    #[case::by_its_entity("{\"entity_name\": \"system.ai.llama-4\"}", Served::Foundation(vec!["system.ai.llama-4".into()]))]
    #[case::external("{\"external_model\": {\"provider\": \"openai\", \"name\": \"gpt-4o\", \"task\": \"llm/v1/chat\"}}",
        Served::External { provider: "openai".into(), name: "gpt-4o".into() })]
    #[case::own("{\"entity_name\": \"main.models.ours\"}", Served::Other)]
    #[case::nothing("{}", Served::Other)]
    fn what_stands_behind_an_endpoint_is_one_of_three(#[case] entity: &str, #[case] served: Served) {
        let json = format!("[{{\"name\": \"a\", \"config\": {{\"served_entities\": [{entity}]}}}}]");
        assert_eq!(one(&json).served, [served]);
    }

    #[test]
    fn nothing_in_a_name_steers_the_terminal() {
        assert_eq!(one("[{\"name\": \"a\\u001b[2J\\nb\"}]").name, "a[2J b");
    }
}
