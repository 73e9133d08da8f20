//! Where the keys of a file stand, for findings about a value that was read long before.

use std::collections::HashMap;

use toml::de::DeTable;

/// The lines on which the keys of a file stand: `key`, or `table.key`; in a list of tables `list.0` and `list.0.key`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyLines(HashMap<String, usize>);

impl KeyLines {
    /// Of a file that was parsed.
    pub fn new(root: &DeTable<'_>, text: &str) -> Self {
        let mut places: Vec<(usize, String)> = Vec::new();
        for (key, value) in root {
            places.push((key.span().start, key.get_ref().to_string()));
            for (inner, _) in value.get_ref().as_table().into_iter().flatten() {
                places.push((inner.span().start, format!("{}.{}", key.get_ref(), inner.get_ref())));
            }
            for (place, block) in value.get_ref().as_array().into_iter().flatten().enumerate() {
                let Some(table) = block.get_ref().as_table() else { continue };
                let name = format!("{}.{place}", key.get_ref());
                for (inner, _) in table {
                    places.push((inner.span().start, format!("{name}.{}", inner.get_ref())));
                }
                places.push((block.span().start, name));
            }
        }
        places.sort_unstable();
        let (mut line, mut counted) = (1, 0);
        let with_line = |(start, key): (usize, String)| {
            line += text[counted..start].matches('\n').count();
            counted = start;
            (key, line)
        };
        Self(places.into_iter().map(with_line).collect())
    }

    /// The line, from 1, of a key; none where the file does not have it.
    pub fn line(&self, key: &str) -> Option<usize> {
        self.0.get(key).copied()
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
