//! What `databricks serving-endpoints list -o json` prints: endpoints, made safe, with what is needed of them.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::EndpointKind;
use crate::error::{Error, Result};
use crate::matrix::names::is_catalog_name;
use crate::text;

/// A serving endpoint of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    pub name: String,
    /// Whether it answers.
    pub ready: Ready,
    /// Whether its last update failed or was canceled.
    pub update_failed: bool,
    /// `Agent` or `VectorSearch`, where it serves something other than a model.
    pub kind: Option<EndpointKind>,
    /// Whether AI Gateway stands in front of it.
    pub gateway: bool,
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

/// Reads a list, or `{"endpoints": [...]}` as the API gives it; a workspace without endpoints gives `{}`. `name` is what
/// errors call it.
///
/// # Errors
/// When the text is no JSON, or JSON of something else: with line and column.
pub fn read(name: &str, text: &str) -> Result<Vec<Endpoint>> {
    // PowerShell puts a mark in front of what it writes.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let hint = "expected what 'databricks serving-endpoints list -o json' prints";
    if text.trim().is_empty() {
        return Err(Error::new(format!("{name} is empty")).hint(hint));
    }
    let wrong =
        |what: String| Error::new(format!("{name} is not a list of serving endpoints: {what}")).hint(hint);
    let unreadable = |error: serde_json::Error| {
        let message = error.to_string();
        // The parser's message ends with the place.
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        wrong(format!("line {}, column {}: {}", error.line(), error.column(), text::clean_line(message)))
    };
    let list: Vec<RawEndpoint> = if text.trim_start().starts_with('{') {
        match serde_json::from_str(text).map_err(unreadable)? {
            RawList { endpoints: None, others } if !others.is_empty() => {
                return Err(wrong("an object without 'endpoints'".to_owned()));
            }
            list => list.endpoints.unwrap_or_default(),
        }
    } else {
        serde_json::from_str(text).map_err(unreadable)?
    };
    let read = |(at, raw): (usize, RawEndpoint)| {
        raw.endpoint().ok_or_else(|| wrong(format!("entry {} has no name", at + 1)))
    };
    list.into_iter().enumerate().map(read).collect()
}

#[derive(Deserialize)]
struct RawList {
    endpoints: Option<Vec<RawEndpoint>>,
    #[expect(clippy::zero_sized_map_values, reason = "serde flattens into maps alone")]
    #[serde(flatten)]
    others: HashMap<String, IgnoredAny>,
}

// Other fields are ignored: every version of the list has more.
#[derive(Default, Deserialize)]
#[serde(default, expecting = "an endpoint")]
struct RawEndpoint {
    name: Option<String>,
    state: Value,
    config: Option<RawConfig>,
    // What an endpoint that is still being made will serve.
    pending_config: Option<RawConfig>,
    task: Option<String>,
    tile_endpoint_metadata: Option<IgnoredAny>,
    ai_gateway: Option<IgnoredAny>,
    // Of endpoints of vector search, which another command lists.
    endpoint_type: Option<String>,
    endpoint_status: Value,
}

#[derive(Deserialize)]
#[serde(expecting = "a config")]
struct RawConfig {
    served_entities: Option<Vec<RawServed>>,
    // What older versions call them.
    served_models: Option<Vec<RawServed>>,
}

impl RawConfig {
    fn served(self) -> Option<Vec<RawServed>> {
        let entities = self.served_entities.filter(|entities| !entities.is_empty());
        entities.or(self.served_models).filter(|entities| !entities.is_empty())
    }
}

#[derive(Default, Deserialize)]
#[serde(default, expecting = "a served entity")]
struct RawServed {
    entity_name: Option<String>,
    // Some write versions as numbers.
    entity_version: Value,
    model_name: Option<String>,
    model_version: Value,
    #[serde(rename = "type")]
    kind: Option<String>,
    min_provisioned_throughput: Option<IgnoredAny>,
    max_provisioned_throughput: Option<IgnoredAny>,
    provisioned_model_units: Option<IgnoredAny>,
    foundation_model: Value,
    external_model: Value,
}

impl RawEndpoint {
    /// The endpoint, if it has a name.
    fn endpoint(self) -> Option<Endpoint> {
        let name = self.name.as_deref().map(safe).filter(|name| !name.trim().is_empty())?;
        let task = self.task.unwrap_or_default();
        let vector_search = !self.endpoint_status.is_null()
            || matches!(self.endpoint_type.as_deref(), Some("STANDARD" | "STORAGE_OPTIMIZED"));
        let agent = task.starts_with("agent/") || self.tile_endpoint_metadata.is_some();
        let served = self.config.and_then(RawConfig::served);
        let served = served.or_else(|| self.pending_config.and_then(RawConfig::served)).unwrap_or_default();
        Some(Endpoint {
            name,
            kind: if vector_search {
                Some(EndpointKind::VectorSearch)
            } else {
                agent.then_some(EndpointKind::Agent)
            },
            gateway: self.ai_gateway.is_some(),
            ready: match self.state["ready"].as_str().or(self.endpoint_status["state"].as_str()) {
                Some("READY" | "ONLINE") => Ready::Yes,
                Some("NOT_READY" | "PROVISIONING" | "OFFLINE") => Ready::No,
                _ => Ready::Unknown,
            },
            update_failed: matches!(
                self.state["config_update"].as_str(),
                Some("UPDATE_FAILED" | "UPDATE_CANCELED")
            ),
            served: served.into_iter().map(|served| served.served(task.starts_with("llm/"))).collect(),
        })
    }
}

impl RawServed {
    /// What it is. `language` says whether the endpoint's task is one of language models.
    fn served(self, language: bool) -> Served {
        let external = &self.external_model;
        if !external.is_null() {
            let azure = external["openai_config"]["openai_api_type"].as_str();
            let provider = match azure {
                Some("azure" | "azuread") => "azure-openai".to_owned(),
                _ => safe(external["provider"].as_str().unwrap_or_default()),
            };
            return Served::External { provider, name: safe(external["name"].as_str().unwrap_or_default()) };
        }
        let entity = self.entity_name.or(self.model_name).map(|name| safe(&name));
        let own = entity.clone().filter(|name| !is_catalog_name(name));
        let foundation = (!self.foundation_model.is_null()).then(|| {
            let names = ["name", "display_name"].into_iter();
            names.filter_map(|key| self.foundation_model[key].as_str()).map(safe).collect::<Vec<_>>()
        });
        let throughput = self.min_provisioned_throughput.is_some()
            || self.max_provisioned_throughput.is_some()
            || self.provisioned_model_units.is_some();
        let kind = self.kind.unwrap_or_default();
        // A version is empty where the entity is a feature spec, and only there.
        let versions = [&self.entity_version, &self.model_version];
        let versioned = versions.into_iter().any(|version| !version.is_null() && version != "");
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
    #[case::agent("\"task\": \"agent/v1/responses\", \"config\": {}", Some(EndpointKind::Agent))]
    #[case::agent_by_its_tile("\"tile_endpoint_metadata\": {\"tile_id\": \"x\"}", Some(EndpointKind::Agent))]
    #[case::vector(
        "\"endpoint_type\": \"STANDARD\", \"endpoint_status\": {\"state\": \"ONLINE\"}",
        Some(EndpointKind::VectorSearch)
    )]
    #[case::models("\"endpoint_type\": \"FOUNDATION_MODEL_API\", \"task\": \"llm/v1/chat\"", None)]
    fn an_endpoint_that_serves_no_model_is_told_by_its_fields(
        #[case] fields: &str,
        #[case] kind: Option<EndpointKind>,
    ) {
        assert_eq!(one(&format!("[{{\"name\": \"a\", {fields}}}]")).kind, kind);
    }

    #[test]
    fn nothing_in_a_name_steers_the_terminal() {
        assert_eq!(one("[{\"name\": \"a\\u001b[2J\\nb\"}]").name, "a[2J b");
    }
}
