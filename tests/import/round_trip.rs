//! Pages in the real structure, built from the cells as they stood, come back as the matrices that ship, cell for cell.

use std::collections::HashSet;

use rstest::rstest;
use servemap::matrix::{Cloud, bundled};

use super::page::Page;
use super::{differences, import_one};

/// A way in which saved pages differ, and how a page is changed into it.
type Shape = (&'static str, fn(&mut Page));

fn shapes() -> Vec<Shape> {
    vec![
        ("as it is", |_| ()),
        ("minified", |page| page.minified = true),
        ("columns in another order", |page| page.columns = [3, 0, 2, 1]),
        ("wrapped in navigation", |page| page.wrapped = true),
        ("in the old shape", |page| {
            page.old = true;
            page.columns = [0, 2, 1, 3];
        }),
        ("all of it", |page| {
            (page.minified, page.wrapped, page.old) = (true, true, true);
            page.columns = [2, 3, 1, 0];
        }),
    ]
}

#[rstest]
#[case::aws(Page::recorded(Cloud::Aws))]
#[case::azure(Page::recorded(Cloud::Azure))]
#[case::aws_by_its_matrix(Page::of(&bundled::matrix(Cloud::Aws).unwrap()))]
#[case::azure_by_its_matrix(Page::of(&bundled::matrix(Cloud::Azure).unwrap()))]
#[case::gcp_by_its_matrix(Page::of(&bundled::matrix(Cloud::Gcp).unwrap()))]
fn a_page_comes_back_as_the_matrix_that_ships(#[case] page: Page) {
    let shipped = bundled::matrix(page.cloud).unwrap();
    let mut texts = Vec::new();
    let mut read = HashSet::new();
    for (shape, change) in shapes() {
        let mut page = page.clone();
        change(&mut page);
        let html = page.html();
        let table = html.split("<table>").nth(1).unwrap().split("</table>").next().unwrap();
        let twice = format!("</table>←✕<table>{table}</table>");
        let mut forms = vec![("HTML", html.clone()), ("Markdown", page.markdown())];
        if ["as it is", "all of it"].contains(&shape) {
            forms.push(("HTML with the table twice", html.replacen("</table>", &twice, 1)));
            forms.push(("Markdown with bullets", page.markdown_with("   * ")));
            forms.push(("Markdown with breaks", page.markdown_with("<br>")));
        }
        for (form, text) in forms {
            // What changes HTML alone leaves the Markdown as it was.
            if !read.insert(text.clone()) {
                continue;
            }
            let imported = import_one(&text).unwrap_or_else(|error| panic!("{shape}, {form}: {error}"));
            let differences = differences(&imported.matrix, &shipped);
            assert!(
                differences.is_empty(),
                "{shape}, {form}: {:#?}\n{:#?}",
                &differences[..differences.len().min(9)],
                imported.report.unread
            );
            assert_eq!(imported.report.unread, [], "{shape}, {form}");
            assert!(imported.report.new_models.is_empty() && imported.report.gone_models.is_empty());
            if !page.old && form == "HTML" {
                texts.push(imported.text);
            }
        }
    }
    assert!(texts.windows(2).all(|pair| pair[0] == pair[1]), "the same facts are written in the same way");
}
