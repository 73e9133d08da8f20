//! Regions by every name they go by, and the clouds that have a region of a name.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::LazyLock;

use super::NEAREST;
use crate::matrix::model::fold;
use crate::matrix::{Cloud, Matrix, Region, bundled};
use crate::text;

/// The names of a matrix's regions, each leading to the place of one region.
#[derive(Debug, Clone)]
pub struct RegionNames {
    cloud: Cloud,
    codes: Vec<String>,
    /// The same in lower case, each with its place.
    by_code: HashMap<String, usize>,
    locations: Vec<String>,
    by_name: HashMap<String, usize>,
}

/// A name that no region of the matrix goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The codes of the nearest regions, best first.
    pub nearest: Vec<String>,
    /// The cloud whose matrix has a region of that name.
    pub elsewhere: Option<Cloud>,
    /// The codes of all regions.
    all: Vec<String>,
}

impl RegionNames {
    pub(crate) fn of(matrix: &Matrix) -> Self {
        let mut by_name: HashMap<String, Option<usize>> = HashMap::new();
        for (place, region) in matrix.regions().iter().enumerate() {
            for name in names(region) {
                match by_name.entry(name) {
                    Entry::Vacant(free) => {
                        free.insert(Some(place));
                    }
                    // A name of two regions is certain for neither.
                    Entry::Occupied(mut taken) if *taken.get() != Some(place) => {
                        taken.insert(None);
                    }
                    Entry::Occupied(_) => {}
                }
            }
        }
        // A code is nobody else's name.
        for (place, region) in matrix.regions().iter().enumerate() {
            by_name.insert(fold(&region.id.0), Some(place));
        }
        // The first of two that differ by their case is the one that is meant.
        let places = matrix.regions().iter().enumerate().rev();
        let by_code = places.map(|(place, region)| (region.id.0.to_lowercase(), place));
        Self {
            cloud: matrix.cloud,
            codes: matrix.regions().iter().map(|region| region.id.0.clone()).collect(),
            by_code: by_code.collect(),
            locations: matrix.regions().iter().map(|region| region.location.clone()).collect(),
            by_name: by_name.into_iter().filter_map(|(name, place)| Some((name, place?))).collect(),
        }
    }

    /// The place of the region a person means.
    ///
    /// # Errors
    /// When no region goes by the name, or when it is the very code of another cloud's region.
    pub fn find(&self, wanted: &str) -> Result<usize, Unknown> {
        self.place(wanted).ok_or_else(|| Unknown {
            nearest: self.nearest(wanted),
            elsewhere: elsewhere(self.cloud, wanted).map(|(cloud, _)| cloud),
            all: self.codes.clone(),
        })
    }

    /// The same where nobody is told what would be right: looking for the nearest names costs more than all the rest.
    pub fn place(&self, wanted: &str) -> Option<usize> {
        if let Some(place) = self.by_code.get(&wanted.trim().to_lowercase()) {
            return Some(*place);
        }
        // Azure lists "(Europe) West Europe".
        let plain =
            wanted.trim().strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(_, name)| name);
        let called = |name: &str| self.by_name.get(&fold(name)).copied();
        let found = called(wanted).or_else(|| called(plain?));
        // `us-east1` may be a region of Google Cloud, or `us-east-1` misspelled: that is not certain.
        found.filter(|_| !elsewhere(self.cloud, wanted).is_some_and(|(_, is_code)| is_code))
    }

    /// The codes, in the order of the matrix.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    fn nearest(&self, wanted: &str) -> Vec<String> {
        let known = self.codes.iter().chain(&self.locations).map(String::as_str);
        let mut codes: Vec<String> = Vec::new();
        for near in text::nearest(wanted, known, NEAREST * 2) {
            let place = self.codes.iter().position(|code| code == near);
            let places = self.locations.iter().enumerate().filter(|(_, location)| *location == near);
            for place in place.into_iter().chain(places.map(|(place, _)| place)) {
                if !codes.contains(&self.codes[place]) {
                    codes.push(self.codes[place].clone());
                }
            }
        }
        codes.truncate(NEAREST);
        codes
    }
}

impl Unknown {
    /// What would be right.
    pub fn hints(&self, shown: &str) -> Vec<String> {
        let near = match self.nearest.as_slice() {
            [] if self.elsewhere.is_some() => None,
            [] => Some(format!("there are: {}", self.all.join(", "))),
            [near] => Some(text::meant(near)),
            several => Some(format!("the nearest are: {}", several.join(", "))),
        };
        let elsewhere = self.elsewhere.map(|cloud| {
            let id = cloud.id();
            format!(
                "{} has a region '{shown}': use --cloud {id}, or cloud = \"{id}\" in the plan",
                cloud.name()
            )
        });
        elsewhere.into_iter().chain(near).collect()
    }
}

/// Every way a region is written, folded: its code, its location, both, and the location as the vendor's console has it.
fn names(region: &Region) -> Vec<String> {
    let (code, location) = (fold(&region.id.0), &region.location);
    let mut places = vec![fold(location)];
    // AWS itself writes "Europe (Ireland)", "US East (N. Virginia)" and "AWS GovCloud (US-West)".
    if let Some(city) = location.strip_prefix("EU (") {
        places.push(fold(&format!("Europe {city}")));
    }
    if let Some((side, _)) = location.strip_prefix("US Gov ").and_then(|rest| rest.split_once(" (")) {
        places.extend(["AWS GovCloud US", "GovCloud US"].map(|name| fold(&format!("{name} {side}"))));
    }
    // The city alone, where it stands behind the part of the world.
    places.extend(location.split_once('(').map(|(_, city)| fold(city)));
    let short = places.iter().filter(|place| place.contains("northern"));
    let short: Vec<String> = short.map(|place| place.replace("northern", "n")).collect();
    places.extend(short);
    places.retain(|place| !place.is_empty());
    let both = |place: &String| [format!("{code}{place}"), format!("{place}{code}")];
    let both: Vec<String> = places.iter().flat_map(both).collect();
    [vec![code], places, both].concat()
}

/// The first other cloud that has a region of this name, and whether the name is its very code.
fn elsewhere(cloud: Cloud, wanted: &str) -> Option<(Cloud, bool)> {
    static SHIPPED: LazyLock<Vec<RegionNames>> = LazyLock::new(|| {
        let matrices = Cloud::ALL.into_iter().filter_map(|cloud| bundled::matrix(cloud).ok());
        matrices.map(|matrix| RegionNames::of(&matrix)).collect()
    });
    let (code, folded) = (wanted.trim().to_lowercase(), fold(wanted));
    let others = || SHIPPED.iter().filter(|names| names.cloud != cloud);
    let by_code = others().find(|names| names.codes.contains(&code)).map(|names| (names.cloud, true));
    by_code.or_else(|| {
        others().find(|names| names.by_name.contains_key(&folded)).map(|names| (names.cloud, false))
    })
}
