//! Where the keys of a file stand, for findings about a value that was read long before.

use std::fmt::{Display, Write as _};
use std::ops::Range;

use toml::de::DeTable;

/// The lines on which the keys of a file stand: `key`, or `table.key`; in a list of tables `list.0` and `list.0.key`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyLines {
    /// The keys, one behind the other: thousands of files are held, with dozens of keys each.
    keys: String,
    /// Where each key stands in `keys`, and its line in the file; in the order of the keys.
    places: Vec<(Range<usize>, usize)>,
}

impl KeyLines {
    /// Of a file that was parsed.
    pub fn new(root: &DeTable<'_>, text: &str) -> Self {
        let (mut keys, mut places) = (String::new(), Vec::new());
        let mut add = |start: usize, key: &dyn Display| {
            let from = keys.len();
            // Writing to a string cannot fail.
            let _ = write!(keys, "{key}");
            places.push((from..keys.len(), start));
        };
        for (key, value) in root {
            let name = key.get_ref();
            add(key.span().start, name);
            for (inner, _) in value.get_ref().as_table().into_iter().flatten() {
                add(inner.span().start, &format_args!("{name}.{}", inner.get_ref()));
            }
            for (place, block) in value.get_ref().as_array().into_iter().flatten().enumerate() {
                let Some(table) = block.get_ref().as_table() else { continue };
                for (inner, _) in table {
                    add(inner.span().start, &format_args!("{name}.{place}.{}", inner.get_ref()));
                }
                add(block.span().start, &format_args!("{name}.{place}"));
            }
        }
        places.sort_by_key(|(_, start)| *start);
        let (mut line, mut counted) = (1, 0);
        for (_, place) in &mut places {
            line += text[counted..*place].matches('\n').count();
            counted = std::mem::replace(place, line);
        }
        places.sort_by(|(one, _), (other, _)| keys[one.clone()].cmp(&keys[other.clone()]));
        Self { keys, places }
    }

    /// The line, from 1, of a key; none where the file does not have it.
    pub fn line(&self, key: &str) -> Option<usize> {
        let behind = self.places.partition_point(|(place, _)| &self.keys[place.clone()] <= key);
        let (place, line) = self.places.get(behind.checked_sub(1)?)?;
        (&self.keys[place.clone()] == key).then_some(*line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toml_file::{Problems, parse};
    use rstest::rstest;

    const PLAN: &str =
        "# a = 1\nmodel = \"m\"\n\n[record]\nowner= \"model = x\"\n[posture]\n\"use\" = \"new\"\n";

    #[rstest]
    #[case("model", Some(2))]
    #[case("record.owner", Some(5))]
    #[case("posture.use", Some(7))]
    #[case("owner", None)]
    #[case("record.model", None)]
    fn a_key_has_the_line_it_was_read_from(#[case] key: &str, #[case] line: Option<usize>) {
        let problems = Problems::new("plan.toml", PLAN);
        assert_eq!(KeyLines::new(parse(PLAN, &problems).get_ref(), PLAN).line(key), line);
    }
}
