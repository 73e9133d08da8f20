//! Where a fact was read, and when. Every fact of a matrix names its source.

use chrono::NaiveDate;
use serde::Serialize;

use super::Cloud;

/// A page, list or catalogue that facts were read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The key the matrix file refers to it by.
    #[serde(skip)]
    pub key: String,
    pub title: String,
    /// Its address, where it has one.
    pub url: Option<String>,
    /// The day it was read, where that is known.
    pub read: Option<NaiveDate>,
    /// Who says so, if it is not the official page: "third party".
    pub by: Option<String>,
    /// The cloud it speaks for; none where neither the file nor the address says.
    #[serde(skip)]
    pub cloud: Option<Cloud>,
}

/// The cloud whose documentation an address belongs to, also where it names no host: `/aws/en/…`.
pub fn cloud_of(address: &str) -> Option<Cloud> {
    let address = address.to_lowercase();
    if address.contains("/azure/databricks/") || address.ends_with("/azure/databricks") {
        return Some(Cloud::Azure);
    }
    let path = match address.split_once("://") {
        Some((_, rest)) if rest.starts_with("docs.gcp.databricks.com") => return Some(Cloud::Gcp),
        Some((_, rest)) => rest.split_once("databricks.com/")?.1,
        None => address.strip_prefix('/')?,
    };
    let first = path.split('/').next()?;
    Cloud::ALL.into_iter().find(|cloud| cloud.id() == first)
}

impl Source {
    /// Title and day on one line, for a reason or a footnote.
    pub fn cite(&self) -> String {
        let by = self.by.as_ref().map(|by| format!(" ({by})")).unwrap_or_default();
        match self.read {
            Some(read) => format!("{}{by}, {read}", self.title),
            None => format!("{}{by}", self.title),
        }
    }
}

/// Several sources on one line, each once.
pub fn cite_all<'a>(sources: impl IntoIterator<Item = &'a Source>) -> String {
    let mut cited: Vec<String> = Vec::new();
    for source in sources {
        let line = source.cite();
        if !cited.contains(&line) {
            cited.push(line);
        }
    }
    cited.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("https://docs.databricks.com/aws/en/machine-learning/retired-models-policy", Some(Cloud::Aws))]
    #[case("https://docs.databricks.com/gcp/en/unity-gateway/model-region-availability", Some(Cloud::Gcp))]
    #[case("https://learn.microsoft.com/en-us/azure/databricks/unity-gateway/x", Some(Cloud::Azure))]
    #[case("/aws/en/machine-learning", Some(Cloud::Aws))]
    #[case("https://docs.gcp.databricks.com/x", Some(Cloud::Gcp))]
    #[case("https://learn.microsoft.com/en-us/azure/ai-services/x", None)]
    #[case("https://docs.databricks.com/en/machine-learning/x", None)]
    #[case("https://github.com/aws/azure", None)]
    #[case("a title", None)]
    fn an_address_names_its_cloud(#[case] url: &str, #[case] cloud: Option<Cloud>) {
        assert_eq!(cloud_of(url), cloud);
    }
}
