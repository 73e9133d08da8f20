//! Regions and the Geos they belong to. Both are open sets: a matrix brings its own.

use std::fmt;

use serde::Serialize;

/// A region's code as its cloud writes it: `us-east-1`, `westeurope`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct RegionId(pub String);

impl fmt::Display for RegionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The group of regions within which Databricks keeps the processing of customer content.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Geo(pub String);

impl fmt::Display for Geo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    pub id: RegionId,
    /// Where it is, as its cloud says: "US East (Northern Virginia)".
    pub location: String,
    /// Its Geo; none where no source names one.
    pub geo: Option<Geo>,
    /// The country, in English; none where not known.
    pub country: Option<String>,
    /// What else is to be known about it.
    pub note: Option<String>,
    /// Its place in the matrix.
    pub(crate) index: usize,
}

impl Region {
    /// The Geo in words; `Geo unknown` where no source names one.
    pub fn geo_name(&self) -> &str {
        self.geo.as_ref().map_or("Geo unknown", |geo| &geo.0)
    }

    /// Whether another region is in the same Geo; none where the Geo of one of them is not known.
    pub fn shares_geo(&self, other: &Self) -> Option<bool> {
        Some(self.geo.as_ref()? == other.geo.as_ref()?)
    }

    /// How far away another region is: 0 same country, 1 same Geo, 2 elsewhere or not known.
    pub fn distance(&self, other: &Self) -> u8 {
        let same_geo = self.shares_geo(other) == Some(true);
        match (same_geo, self.country.is_some() && self.country == other.country) {
            (_, true) => 0,
            (true, false) => 1,
            (false, false) => 2,
        }
    }
}

/// The regions Geo by Geo, Geos in the order in which they are first named.
pub fn by_geo<'a>(regions: impl IntoIterator<Item = &'a Region>) -> Vec<Vec<&'a Region>> {
    let mut geos: Vec<Vec<&Region>> = Vec::new();
    for region in regions {
        let same = |geo: &&mut Vec<&Region>| geo.first().is_some_and(|one| one.geo == region.geo);
        match geos.iter_mut().find(same) {
            Some(geo) => geo.push(region),
            None => geos.push(vec![region]),
        }
    }
    geos
}
