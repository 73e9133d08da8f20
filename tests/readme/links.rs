//! Links between pages: every path is there, every anchor is a heading.

use std::path::Path;

use super::page::{Page, pages, root};

/// What a page links to: in Markdown, and in the HTML of its pictures.
fn targets(page: &Page) -> Vec<String> {
    let prose = page.prose();
    let behind = |mark: &str, end: char| -> Vec<String> {
        let parts = prose.split(mark).skip(1);
        parts.filter_map(|part| part.split_once(end).map(|(target, _)| target.to_owned())).collect()
    };
    [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"'), ("href=\"", '"')]
        .into_iter()
        .flat_map(|(mark, end)| behind(mark, end))
        .collect()
}

#[test]
fn every_link_and_every_anchor_leads_somewhere() {
    let mut pages = pages();
    pages.extend(["ARCHITECTURE.md", "CHANGELOG.md"].map(Page::read));
    let (mut faults, mut count) = (Vec::new(), 0);
    for page in &pages {
        let folder = Path::new(&page.path).parent().unwrap();
        for target in targets(page).into_iter().filter(|target| !target.contains("://")) {
            count += 1;
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let path = if path.is_empty() { root().join(&page.path) } else { root().join(folder).join(path) };
            let anchors = || {
                let name = path.canonicalize().unwrap();
                let text = std::fs::read_to_string(name).unwrap();
                Page { path: String::new(), text }.anchors()
            };
            if !path.exists() {
                faults.push(format!("{}: {target} is not there", page.path));
            } else if !anchor.is_empty() && !anchors().iter().any(|known| known == anchor) {
                faults.push(format!("{}: {target} is no heading", page.path));
            }
        }
    }
    assert!(count > 40, "only {count} links were found");
    assert_eq!(faults, Vec::<String>::new());
}
