//! README and the pages of `docs/`, held to the program: their commands run and print what stands below them, their links
//! lead somewhere.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

#[path = "readme/blocks.rs"]
mod blocks;
#[path = "readme/json.rs"]
mod json;
#[path = "readme/links.rs"]
mod links;
#[path = "readme/page.rs"]
mod page;
#[path = "readme/tables.rs"]
mod tables;

use page::{Page, pages};

/// Who wants to know in a minute what this is does not read more.
const LINES_OF_README: usize = 150;

#[test]
fn the_readme_is_short() {
    let lines = Page::read("README.md").text.lines().count();
    assert!(lines <= LINES_OF_README, "README.md has {lines} lines: what is more goes to a page in docs/");
}

#[test]
fn the_index_names_every_page() {
    let index = Page::read("docs/README.md").text;
    let missing: Vec<String> = pages()
        .into_iter()
        .filter_map(|page| page.path.strip_prefix("docs/").map(str::to_owned))
        .filter(|name| name != "README.md" && !index.contains(&format!("| [{name}]({name}) |")))
        .collect();
    assert_eq!(missing, Vec::<String>::new(), "a row for each in docs/README.md");
}
