//! The settings besides the keys: their names in files, their variables, what each is for.

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
    Theme = "theme";
    Ascii = "ascii";
    Horizon = "horizon";
    RequireApproval = "require_approval";
} }

impl Setting {
    /// The environment variable that states it: `SERVEMAP_CLOUD`, `SERVEMAP_RESIDENCY`.
    pub fn variable(self) -> String {
        let name = self.id().rsplit('.').next().unwrap_or_default();
        format!("SERVEMAP_{}", name.to_uppercase())
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
            Self::Theme => "terminal",
            Self::Ascii => "false",
            Self::Horizon => "90d",
            Self::RequireApproval => "0",
        }
    }
}
