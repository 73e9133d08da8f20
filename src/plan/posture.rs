//! What the organisation brings: residency, routing, previews, existing use, how long the model is needed.

use chrono::NaiveDate;

use crate::matrix::ModelId;
use crate::text::words;

/// Whether content may be processed outside the region's Geo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Residency {
    /// Nobody has said: bars nothing, and is never written as "none".
    #[default]
    NotStated,
    /// No rule.
    None,
    /// Content stays in the Geo.
    InGeo,
}

/// Whether cross-geography routing is on for the account or workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Routing {
    /// Nobody has looked yet.
    #[default]
    Unknown,
    /// On: processing may leave the Geo.
    On,
    /// Off.
    Off,
}

/// Whether previews may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PreviewRule {
    /// Nobody has said: bars nothing, and is never written as "allow".
    #[default]
    NotStated,
    /// Allowed, behind a feature flag.
    Allow,
    /// Not allowed.
    Deny,
}

/// Whether the workspace already uses the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Use {
    /// Nobody has looked yet.
    #[default]
    Unknown,
    /// First use in the workspace.
    New,
    /// In use already.
    Existing,
}

/// The organisation's posture towards a decision.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Posture {
    /// The residency rule.
    pub residency: Residency,
    /// The rule in the organisation's own words, for the template's "Data residency constraint".
    pub residency_words: String,
    /// The routing setting.
    pub routing: Routing,
    /// The rule about previews.
    pub preview: PreviewRule,
    /// New or existing use in the workspace, as it was stated of one model: `usage_of` reads it.
    pub usage: Use,
    /// The model it was stated of; none for whichever is chosen.
    pub use_model: Option<ModelId>,
    /// The day until which the model is needed.
    pub needed_until: Option<NaiveDate>,
}

impl Posture {
    /// All of it on one line, with the use of the model that is judged.
    pub fn in_words(&self, usage: Use) -> String {
        let until = self.needed_until.map(|day| format!(", needed until {day}")).unwrap_or_default();
        format!(
            "Posture: residency {}, routing {}, previews {}, use {}{until}",
            self.residency.name(),
            self.routing.name(),
            self.preview.name(),
            usage.name()
        )
    }

    /// Whether content may not be processed outside the Geo, so that a cell that needs routing is closed.
    pub fn bars_routing(&self) -> bool {
        self.routing == Routing::Off || self.residency == Residency::InGeo
    }
}

words! { Residency {
    NotStated = "not-stated", "not stated";
    None = "none";
    InGeo = "in-geo";
} }

words! { Routing {
    Unknown = "unknown", "not known";
    On = "on";
    Off = "off";
} }

words! { PreviewRule {
    NotStated = "not-stated", "not stated";
    Allow = "allow";
    Deny = "deny";
} }

words! { Use {
    Unknown = "unknown", "not known";
    New = "new";
    Existing = "existing";
} }
