//! Where a key stands in a plan's file, for annotations that point at it.

/// The line, from 1, of `key` or `table.key`; none where the file does not say it so plainly.
pub fn line_of(text: &str, key: &str) -> Option<usize> {
    let (wanted_table, wanted_key) = key.rsplit_once('.').unwrap_or(("", key));
    let mut table = "";
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            table = name.0.trim();
        } else if table == wanted_table
            && line.split_once('=').is_some_and(|(key, _)| key.trim().trim_matches('"') == wanted_key)
        {
            return Some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const PLAN: &str = "# a = 1\nmodel = \"m\"\n\n[record]\nowner= \"model = x\"\n";

    #[rstest]
    #[case("model", Some(2))]
    #[case("record.owner", Some(5))]
    #[case("owner", None)]
    #[case("record.model", None)]
    fn a_key_is_found_in_its_table(#[case] key: &str, #[case] line: Option<usize>) {
        assert_eq!(line_of(PLAN, key), line);
    }
}
