//! What `databricks serving-endpoints list -o json` prints: endpoints, made safe, with what is needed of them.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::error::{Error, Result};
use crate::matrix::names::is_catalog_name;
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
    /// What it is, where that is no serving of models.
    pub kind: Option<Kind>,
    /// Whether AI Gateway stands in front of it.
    pub gateway: bool,
    /// What stands behind it; empty where the list does not say.
    pub served: Vec<Served>,
}

/// An endpoint that serves something other than a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An agent.
    Agent,
    /// Vector search.
    VectorSearch,
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
    /// A foundation model that was tuned or brought along, registered under a name of one's own.
    Tuned {
        /// Its name in Unity Catalog.
        name: String,
        /// The names of the model it was made of, if the list says them.
        base: Vec<String>,
    },
    /// Features of Unity Catalog.
    Features(String),
    /// A model of one's own.
    Own(String),
    /// The list has an entry without a name.
    Unnamed,
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
#[serde(expecting = "an endpoint")]
struct Raw {
    name: Option<String>,
    state: Option<RawState>,
    config: Option<RawConfig>,
    // What an endpoint that is still being made will serve.
    pending_config: Option<RawConfig>,
    task: Option<String>,
    tile_endpoint_metadata: Option<IgnoredAny>,
    ai_gateway: Option<IgnoredAny>,
    // Of endpoints of vector search, which another command lists.
    endpoint_type: Option<String>,
    endpoint_status: Option<RawStatus>,
}

#[derive(serde::Deserialize)]
#[serde(expecting = "a status")]
struct RawStatus {
    state: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(expecting = "a state")]
struct RawState {
    ready: Option<String>,
    config_update: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(expecting = "a config")]
struct RawConfig {
    served_entities: Option<Vec<RawServed>>,
    // What older versions call them.
    served_models: Option<Vec<RawServed>>,
}

#[derive(serde::Deserialize)]
#[serde(expecting = "a served entity")]
struct RawServed {
    entity_name: Option<String>,
    entity_version: Option<Word>,
    model_name: Option<String>,
    model_version: Option<Word>,
    #[serde(rename = "type")]
    kind: Option<String>,
    min_provisioned_throughput: Option<IgnoredAny>,
    max_provisioned_throughput: Option<IgnoredAny>,
    provisioned_model_units: Option<IgnoredAny>,
    foundation_model: Option<RawFoundation>,
    external_model: Option<RawExternal>,
}

/// A version, which some write as a number.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Word {
    Text(String),
    Other(IgnoredAny),
}

#[derive(serde::Deserialize)]
#[serde(expecting = "a foundation model")]
struct RawFoundation {
    name: Option<String>,
    display_name: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(expecting = "an external model")]
struct RawExternal {
    name: Option<String>,
    provider: Option<String>,
    openai_config: Option<RawOpenAi>,
}

#[derive(serde::Deserialize)]
#[serde(expecting = "the settings of a provider")]
struct RawOpenAi {
    openai_api_type: Option<String>,
}

impl Raw {
    fn endpoint(self, at: usize, list: &str) -> Result<Endpoint> {
        let name = self.name.as_deref().map(safe).filter(|name| !name.trim().is_empty());
        let name = name.ok_or_else(|| {
            Error::new(format!("{list} is no list of serving endpoints: entry {} has no name", at + 1))
                .hint("it takes what 'databricks serving-endpoints list -o json' prints")
        })?;
        let state = self.state.unwrap_or(RawState { ready: None, config_update: None });
        let task = self.task.unwrap_or_default();
        let vector = self.endpoint_status.is_some()
            || matches!(self.endpoint_type.as_deref(), Some("STANDARD" | "STORAGE_OPTIMIZED"));
        let online = self.endpoint_status.and_then(|status| status.state);
        let entities = |config: Option<RawConfig>| {
            let config = config?;
            let entities = config.served_entities.filter(|entities| !entities.is_empty());
            entities.or(config.served_models).filter(|entities| !entities.is_empty())
        };
        let served = entities(self.config).or_else(|| entities(self.pending_config)).unwrap_or_default();
        Ok(Endpoint {
            name,
            kind: if vector {
                Some(Kind::VectorSearch)
            } else if task.starts_with("agent/") || self.tile_endpoint_metadata.is_some() {
                Some(Kind::Agent)
            } else {
                None
            },
            gateway: self.ai_gateway.is_some(),
            ready: match state.ready.as_deref().or(online.as_deref()) {
                Some("READY" | "ONLINE") => Ready::Yes,
                Some("NOT_READY" | "PROVISIONING" | "OFFLINE") => Ready::No,
                _ => Ready::Unknown,
            },
            update_failed: matches!(
                state.config_update.as_deref(),
                Some("UPDATE_FAILED" | "UPDATE_CANCELED")
            ),
            served: served.into_iter().map(|served| served.served(task.starts_with("llm/"))).collect(),
        })
    }
}

impl RawServed {
    /// What it is. `language` says whether the endpoint's task is one of language models.
    fn served(self, language: bool) -> Served {
        if let Some(external) = self.external_model {
            let azure = external.openai_config.and_then(|config| config.openai_api_type);
            let azure = azure.is_some_and(|kind| matches!(kind.as_str(), "azure" | "azuread"));
            let provider = external.provider.unwrap_or_default();
            return Served::External {
                provider: if azure { "azure-openai".to_owned() } else { safe(&provider) },
                name: safe(&external.name.unwrap_or_default()),
            };
        }
        let entity = self.entity_name.or(self.model_name).map(|name| safe(&name));
        let own = entity.clone().filter(|name| !is_catalog_name(name));
        let foundation = self.foundation_model.map(|model| {
            let names = [model.name, model.display_name].into_iter().flatten();
            names.map(|name| safe(&name)).collect::<Vec<_>>()
        });
        let throughput = self.min_provisioned_throughput.is_some()
            || self.max_provisioned_throughput.is_some()
            || self.provisioned_model_units.is_some();
        let kind = self.kind.unwrap_or_default();
        // A version is empty where the entity is a feature spec, and only there.
        let versioned = [self.entity_version, self.model_version].into_iter().flatten();
        let versioned =
            versioned.into_iter().any(|version| !matches!(&version, Word::Text(text) if text.is_empty()));
        match (own, foundation) {
            (None, Some(names)) => Served::Foundation(entity.into_iter().chain(names).collect()),
            (Some(name), Some(base)) => Served::Tuned { name, base },
            (Some(name), None) if throughput || language || kind == "FOUNDATION_MODEL" => {
                Served::Tuned { name, base: Vec::new() }
            }
            (Some(name), None) if kind == "FEATURE_SPEC" || (kind.is_empty() && !versioned) => {
                Served::Features(name)
            }
            (Some(name), None) => Served::Own(name),
            (None, None) => entity.map_or(Served::Unnamed, |name| Served::Foundation(vec![name])),
        }
    }
}

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
    #[case::in_another_case("{\"entity_name\": \"SYSTEM.AI.Llama-4\"}", Served::Foundation(vec!["SYSTEM.AI.Llama-4".into()]))]
    #[case::azure("{\"external_model\": {\"provider\": \"openai\", \"name\": \"gpt-4o\", \"openai_config\": {\"openai_api_type\": \"azure\"}}}",
        Served::External { provider: "azure-openai".into(), name: "gpt-4o".into() })]
    #[case::own("{\"entity_name\": \"main.models.ours\", \"entity_version\": \"3\"}", Served::Own("main.models.ours".into()))]
    #[case::own_by_type("{\"entity_name\": \"main.models.ours\", \"type\": \"UC_MODEL\"}", Served::Own("main.models.ours".into()))]
    #[case::features("{\"entity_name\": \"main.features.customer\"}", Served::Features("main.features.customer".into()))]
    #[case::tuned("{\"entity_name\": \"main.models.tuned\", \"entity_version\": \"1\", \"max_provisioned_throughput\": 100}",
        Served::Tuned { name: "main.models.tuned".into(), base: Vec::new() })]
    #[case::tuned_of("{\"entity_name\": \"main.models.tuned\", \"foundation_model\": {\"name\": \"system.ai.llama-4-maverick\"}}",
        Served::Tuned { name: "main.models.tuned".into(), base: vec!["system.ai.llama-4-maverick".into()] })]
    #[case::nothing("{}", Served::Unnamed)]
    fn what_stands_behind_an_endpoint_is_told_by_its_entry(#[case] entity: &str, #[case] served: Served) {
        let json = format!("[{{\"name\": \"a\", \"config\": {{\"served_entities\": [{entity}]}}}}]");
        assert_eq!(one(&json).served, [served]);
    }

    #[rstest]
    #[case::agent("\"task\": \"agent/v1/responses\", \"config\": {}", Some(Kind::Agent))]
    #[case::agent_by_its_tile("\"tile_endpoint_metadata\": {\"tile_id\": \"x\"}", Some(Kind::Agent))]
    #[case::vector(
        "\"endpoint_type\": \"STANDARD\", \"endpoint_status\": {\"state\": \"ONLINE\"}",
        Some(Kind::VectorSearch)
    )]
    #[case::models("\"endpoint_type\": \"FOUNDATION_MODEL_API\", \"task\": \"llm/v1/chat\"", None)]
    fn an_endpoint_that_serves_no_model_is_told_by_its_fields(
        #[case] fields: &str,
        #[case] kind: Option<Kind>,
    ) {
        assert_eq!(one(&format!("[{{\"name\": \"a\", {fields}}}]")).kind, kind);
    }

    #[test]
    fn nothing_in_a_name_steers_the_terminal() {
        assert_eq!(one("[{\"name\": \"a\\u001b[2J\\nb\"}]").name, "a[2J b");
    }
}
