//! A text without its long tables of words, which are read one at a time: all of them together need ten times the memory
//! of the text.
//!
//! What stands in an outline has other places than in the text. So an outline serves a file without a fault; the faults
//! of any other are told from the whole text.

use std::cell::Cell;

/// A text without the lines below some headers.
#[derive(Debug)]
pub struct Outline<'i> {
    pub text: String,
    /// The lines below each of these headers, in the order of their headers.
    bodies: Vec<Body<'i>>,
}

/// The lines below a header.
#[derive(Debug)]
struct Body<'i> {
    /// Where its header starts in the outline.
    header: usize,
    text: &'i str,
    is_read: Cell<bool>,
}

impl<'i> Outline<'i> {
    /// The outline of a text, without what stands below the headers that start with one of `starts`: `[cells.`. A line that
    /// only looks like such a header is none in the outline either, so nothing asks for the lines below it.
    pub fn of(text: &'i str, starts: &[&str]) -> Self {
        let mut outline = Self { text: String::new(), bodies: Vec::new() };
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find("\n[").map_or(rest.len(), |at| at + 1);
            let (section, behind) = rest.split_at(end);
            match section.find('\n').filter(|_| starts.iter().any(|start| section.starts_with(start))) {
                // The line end stays with the body, and one with the header.
                Some(line) => {
                    let (header, text) = (outline.text.len(), &section[line..]);
                    outline.bodies.push(Body { header, text, is_read: Cell::new(false) });
                    outline.text.extend([&section[..line], "\n"]);
                }
                None => outline.text.push_str(section),
            }
            rest = behind;
        }
        outline
    }

    /// The lines below the header at this place.
    pub(super) fn body(&self, header: usize) -> Option<&'i str> {
        let place = self.bodies.binary_search_by_key(&header, |body| body.header).ok()?;
        self.bodies[place].is_read.set(true);
        Some(self.bodies[place].text)
    }

    /// Whether everything that was left out was read.
    pub fn is_read(&self) -> bool {
        self.bodies.iter().all(|body| body.is_read.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toml_file::{Fields, Problems, parse};
    use rstest::rstest;

    const STARTS: [&str; 1] = ["[rows."];

    /// What a file's rows say, read from its outline; none where the outline does not serve.
    fn rows(text: &str) -> Option<Vec<String>> {
        let outline = Outline::of(text, &STARTS);
        let problems = Problems::new("a.toml", &outline.text);
        let table = parse(&outline.text, &problems);
        let root = Fields::of_outline(table.get_ref(), &problems, &outline);
        let mut said = Vec::new();
        for (name, row) in root.table("rows").map(|rows| rows.each_table()).unwrap_or_default() {
            row.hand_out_lines(&mut |key, word| {
                said.push(format!("{} {} {}", name.value, key.value, word.value));
            });
        }
        (problems.is_empty() && outline.is_read()).then_some(said)
    }

    #[rstest]
    #[case::rows("[rows.a]\nx = \"1\"\n\n[rows.b]\n# why\ny = '2' # so\n", &["a x 1", "b y 2"])]
    #[case::between_others("k = 1\n[rows.a] # first\nx = \"1\"\n[other]\nz = 1\n[rows.b]\n", &["a x 1"])]
    #[case::windows("[rows.a]\r\nx = \"1\"\r\n[rows.b]\r\nx = \"2\"", &["a x 1", "b x 2"])]
    #[case::quoted("[rows.\"a b\"]\n\"x\" = \"\"\"1\"\"\"\n", &["a b x 1"])]
    #[case::in_one_table("[rows]\na = { x = \"1\" }\n", &["a x 1"])]
    #[case::none("", &[])]
    fn what_an_outline_leaves_out_is_read_row_by_row(#[case] text: &str, #[case] said: &[&str]) {
        assert_eq!(rows(text).unwrap(), said);
    }

    /// Whatever is not rows of words throughout is read from the whole text, which says what it is.
    #[rstest]
    #[case::header_in_a_string("k = \"\"\"\n[rows.a]\nx = 1\n\"\"\"\n")]
    #[case::header_in_a_string_of_a_row("[rows.a]\nx = \"\"\"\n[rows.b]\n\"\"\"\n")]
    #[case::header_in_a_list("k = [\n[rows.a]\n]\n")]
    #[case::twice("[rows.a]\nx = \"1\"\n[rows.a]\ny = \"1\"\n")]
    #[case::key_twice("[rows.a]\nx = \"1\"\nx = \"2\"\n")]
    #[case::indented_header("[rows.a]\nx = \"1\"\n [other]\n")]
    #[case::indented_list("[rows.a]\n  [[rows.a.b]]\n")]
    #[case::a_table_below("[rows.a]\nx = \"1\"\n[rows.a.b]\ny = \"1\"\n")]
    #[case::no_word("[rows.a]\nx = 1\n")]
    #[case::no_toml("[rows.a]\nx = \n")]
    #[case::text_behind_a_header("[rows.a] x = \"1\"\n")]
    #[case::open_header("[rows.a\nx = \"1\"\n")]
    #[case::a_mark_inside("[rows.a]\n\u{feff}x = \"1\"\n")]
    #[case::deeper_than_it_is_read("[rows.a.b]\nx = \"1\"\n")]
    #[case::a_list_of_tables("[rows]\n[[rows.a]]\nx = \"1\"\n")]
    fn an_outline_serves_no_other_text(#[case] text: &str) {
        assert_eq!(rows(text), None);
    }
}
