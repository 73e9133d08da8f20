//! The columns of the map: the regions grouped by Geo, and codes short enough to stand over a narrow column.

use crate::matrix::Region;
use crate::matrix::region::by_geo;
use crate::text;

/// The longest short code: two codes share the width of two columns, and a blank parts them.
pub(super) const LONGEST: usize = 5;

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// The region's place in the matrix.
    pub region: usize,
    /// Its code, made short: `use1`, `apne1`, `weu`.
    pub short: String,
}

/// The regions, those of one Geo side by side.
pub(super) fn columns(regions: &[Region]) -> Vec<Column> {
    let shorts = shorts(regions);
    let column = |region: &Region| Column { region: region.index, short: shorts[region.index].clone() };
    by_geo(regions).into_iter().flatten().map(column).collect()
}

/// Short codes: as clouds make them for their own zones and bills. Codes that would look the same are cut instead.
fn shorts(regions: &[Region]) -> Vec<String> {
    let short: Vec<String> = regions.iter().map(|region| short(&region.id.0)).collect();
    let alone = |code: &String| short.iter().filter(|other| *other == code).count() == 1;
    let cut = |region: &Region| text::fit(&region.id.0, LONGEST);
    short
        .iter()
        .zip(regions)
        .map(|(code, region)| if alone(code) { code.clone() } else { cut(region) })
        .collect()
}

/// The initials of directions, two letters of everything else, digits whole: `us-east-1` is `use1`.
fn short(code: &str) -> String {
    const INITIALS: [&str; 7] = ["north", "south", "east", "west", "central", "gov", "america"];
    let mut out = String::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let word = INITIALS.into_iter().find(|word| rest.starts_with(word));
        let length = match word {
            Some(word) => {
                out.push(first);
                word.len()
            }
            None if first.is_ascii_alphabetic() => {
                let end = (1..rest.len()).find(|at| {
                    let tail = rest.get(*at..).unwrap_or_default();
                    INITIALS.into_iter().any(|word| tail.starts_with(word))
                        || !tail.starts_with(|letter: char| letter.is_ascii_alphabetic())
                });
                let end = end.unwrap_or(rest.len());
                out.extend(rest[..end].chars().take(2));
                end
            }
            None => {
                out.extend(first.is_alphanumeric().then_some(first));
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    text::fit(&out, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matrix::{Cloud, bundled};
    use rstest::rstest;

    #[rstest]
    #[case("us-east-1", "use1")]
    #[case("ap-northeast-1", "apne1")]
    #[case("us-gov-west-1", "usgw1")]
    #[case("westeurope", "weu")]
    #[case("germanywestcentral", "gewc")]
    #[case("eastus2", "eus2")]
    #[case("northamerica-northeast1", "nane1")]
    #[case("é", "é")]
    #[case("", "")]
    fn a_code_is_made_short(#[case] code: &str, #[case] expected: &str) {
        assert_eq!(short(code), expected);
    }

    #[test]
    fn no_two_regions_of_a_cloud_look_the_same() {
        for cloud in Cloud::ALL {
            let matrix = bundled::matrix(cloud).unwrap();
            let mut shorts: Vec<String> =
                columns(matrix.regions()).into_iter().map(|column| column.short).collect();
            assert!(shorts.iter().all(|short| text::width(short) <= LONGEST && !short.is_empty()));
            let count = shorts.len();
            shorts.sort();
            shorts.dedup();
            assert_eq!(shorts.len(), count, "{}", cloud.name());
        }
    }

    #[test]
    fn a_geo_stands_in_one_piece() {
        let matrix = bundled::matrix(Cloud::Aws).unwrap();
        let geos: Vec<&str> = columns(matrix.regions())
            .iter()
            .map(|column| matrix.regions()[column.region].geo_name())
            .collect();
        let mut changes: Vec<&str> = geos.clone();
        changes.dedup();
        let mut all = changes.clone();
        all.sort_unstable();
        all.dedup();
        assert_eq!(changes.len(), all.len(), "{geos:?}");
    }
}
