//! The settings besides the keys: their names in files, their variables, what each is for.

use crate::matrix::Cloud;
use crate::text::words;

/// A setting that has one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    Cloud,
    Region,
    Residency,
    Routing,
    Preview,
    Use,
    Owner,
    Reviewer,
    Decisions,
    Templates,
    MatrixAws,
    MatrixAzure,
    MatrixGcp,
    Theme,
    Ascii,
    Horizon,
    RequireApproval,
}

words! { Setting {
    Cloud = "cloud";
    Region = "region";
    Residency = "posture.residency", "residency";
    Routing = "posture.routing", "routing";
    Preview = "posture.preview", "previews";
    Use = "posture.use", "use";
    Owner = "owner";
    Reviewer = "reviewer";
    Decisions = "decisions";
    Templates = "templates";
    MatrixAws = "matrix.aws";
    MatrixAzure = "matrix.azure";
    MatrixGcp = "matrix.gcp";
    Theme = "theme";
    Ascii = "ascii";
    Horizon = "horizon";
    RequireApproval = "require_approval";
} }

impl Setting {
    /// The setting that names the matrix file of a cloud.
    pub fn matrix(cloud: Cloud) -> Self {
        match cloud {
            Cloud::Aws => Self::MatrixAws,
            Cloud::Azure => Self::MatrixAzure,
            Cloud::Gcp => Self::MatrixGcp,
        }
    }

    /// The environment variable that states it: `SERVEMAP_CLOUD`, `SERVEMAP_RESIDENCY`, `SERVEMAP_MATRIX_AWS`.
    pub fn variable(self) -> String {
        let id = self.id();
        let name = id.strip_prefix("posture.").unwrap_or(id);
        format!("SERVEMAP_{}", name.replace('.', "_").to_uppercase())
    }

    /// What counts where nobody states it, in words.
    pub fn default_words(self) -> &'static str {
        match self {
            Self::Cloud => "aws",
            Self::Region | Self::Owner => "not set",
            Self::Reviewer => "git config user.name",
            Self::Residency | Self::Preview => "not stated",
            Self::Routing | Self::Use => "not known",
            Self::Decisions => "the current folder",
            Self::Templates => "those that ship",
            Self::MatrixAws | Self::MatrixAzure | Self::MatrixGcp => "the one in use",
            Self::Theme => "terminal",
            Self::Ascii => "false",
            Self::Horizon => "90d",
            Self::RequireApproval => "0",
        }
    }
}
