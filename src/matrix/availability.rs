//! One cell of the matrix: a model in a mode in a region. Unknown is a value of its own.

use crate::text::words;

/// Where the processing of a listed model takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Inside the region's Geo.
    InGeo,
    /// Elsewhere, by GPU availability (⥂ in the docs): cross-geography routing must be on.
    CrossGeo,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Availability {
    Listed {
        /// Where it is processed.
        scope: Scope,
        /// Whether the cell calls it a preview. Only the provisioned-throughput column does.
        preview: bool,
    },
    /// The region's row was seen and does not list the model.
    NotListed,
    /// Nobody has seen the cell: neither yes nor no.
    #[default]
    Unknown,
}

words! { Availability {
    Listed { scope: Scope::InGeo, preview: false } = "in-geo", "in-Geo";
    Listed { scope: Scope::CrossGeo, preview: false } = "cross-geo", "cross-Geo";
    Listed { scope: Scope::InGeo, preview: true } = "preview", "in-Geo, preview";
    Listed { scope: Scope::CrossGeo, preview: true } = "preview-cross-geo", "cross-Geo, preview";
    NotListed = "not-listed", "not listed";
    Unknown = "unknown";
} }

impl Availability {
    /// Whether the model is listed, in whatever scope and status.
    pub fn is_listed(self) -> bool {
        matches!(self, Self::Listed { .. })
    }

    /// Whether routing is needed; none where the model is not listed or the cell is unknown.
    pub fn needs_routing(self) -> Option<bool> {
        match self {
            Self::Listed { scope, .. } => Some(scope == Scope::CrossGeo),
            Self::NotListed | Self::Unknown => None,
        }
    }
}
