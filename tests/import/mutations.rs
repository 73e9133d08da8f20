//! A fuzz target without a fuzzer: real pages, changed at random in the ways in which text goes wrong.
//!
//! In a normal run it takes seconds. `SERVEMAP_IMPORT_CASES=1000000 cargo test --test all import::mutations` runs for hours;
//! a failing case is written down by proptest and tried first from then on.

use std::sync::LazyLock;

use proptest::prelude::*;
use servemap::import::{ImportOptions, Imported};
use servemap::matrix::{Availability, Cloud, Mode};

use super::page::{EXTERNAL, Page};
use super::{day, import_all};

/// Pages of a few rows: small, so that a change hits something.
static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut pages = Vec::new();
    for cloud in [Cloud::Aws, Cloud::Azure] {
        let mut page = Page::recorded(cloud);
        page.rows.truncate(4);
        for cell in page.rows.iter_mut().flat_map(|row| &mut row.cells).flatten() {
            cell.items.truncate(6);
        }
        page.notices = vec![
            "Grok 4.6 and Grok 4.7 will be retired on December 2, 2026. > Between December 2, 2026 and January 7, 2027, API calls to Grok 4.6 will be temporarily redirected to Grok 4.7.".to_owned(),
            "Gemini 3 Flash is hosted on global endpoints and requires cross geography routing to be enabled for every region.".to_owned(),
        ];
        page.after = format!(
            "{EXTERNAL}<table><tr><th>Open model<th>Retirement date<th>Recommended replacement model<tr><td>Meta Llama 3.3<td>Pay-per-token: May 3, 2027 (Meta-Llama-3.1-70B-Instruct)<td>Grok 4.7</table><h2>GPT-9</h2><p>Endpoint name: databricks-gpt-9<p>a context of 128,000 tokens"
        );
        pages.push(page.html());
        page.minified = true;
        pages.push(page.html());
        pages.push(page.markdown());
    }
    pages
});

/// Pieces that mean something to one of the readers.
const PIECES: [&str; 40] = [
    "<",
    ">",
    "</",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<td colspan=9>",
    "<td rowspan=3>",
    "<th>",
    "<ul>",
    "</ul>",
    "<li>",
    "<p>",
    "<div>",
    "</div>",
    "<script>",
    "<!--",
    "-->",
    "<svg>",
    "<b>",
    "&",
    "&#10562;",
    "\u{0}",
    "\u{1b}[31m",
    "|",
    "\n",
    "---\n",
    "*   ",
    "\"",
    "⥂",
    "†",
    " (preview)",
    "Not supported",
    "The following models are supported:",
    "databricks-",
    "Region",
    "December 2, 2026",
    " and ",
    "İ",
];

/// A change of a text: where, how much is taken out, and what is put in.
#[derive(Debug, Clone)]
enum Change {
    Put(usize, usize, String),
    Twice(usize, usize, usize),
    Cut(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let piece = prop_oneof![
        5 => proptest::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop_oneof![
        6 => (any::<usize>(), 0_usize..40, piece).prop_map(|(at, out, put)| Change::Put(at, out, put)),
        2 => (any::<usize>(), 0_usize..400, any::<usize>()).prop_map(|(from, length, to)| Change::Twice(from, length, to)),
        1 => any::<usize>().prop_map(Change::Cut),
    ]
}

fn apply(text: &str, changes: &[Change]) -> Vec<u8> {
    let mut letters: Vec<char> = text.chars().collect();
    for change in changes {
        let place = |at: usize| at % (letters.len() + 1);
        match change {
            Change::Put(at, out, put) => {
                let at = place(*at);
                let end = (at + out).min(letters.len());
                letters.splice(at..end, put.chars());
            }
            Change::Twice(from, length, to) => {
                let (from, to) = (place(*from), place(*to));
                let end = (from + length).min(letters.len());
                let piece = letters[from..end].to_vec();
                letters.splice(to..to, piece);
            }
            Change::Cut(at) => letters.truncate(place(*at).max(200)),
        }
    }
    letters.into_iter().collect::<String>().into_bytes()
}

fn cases() -> u32 {
    std::env::var("SERVEMAP_IMPORT_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(48)
}

/// What holds of every import, whatever the page.
fn holds_together(imported: &Imported) {
    let Imported { text, matrix, report } = imported;
    let again = servemap::matrix::bundled::with_own("again.toml", text).unwrap();
    assert_eq!((again.cloud, again.as_of), (matrix.cloud, matrix.as_of));
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "control characters are written");
    // What was lost on the way is never a "not listed".
    for mode in Mode::HOSTED {
        for region in matrix.regions().iter().filter(|region| !matrix.has_row(mode, region)) {
            let unknown = |model| matrix.availability(model, mode, region) == Availability::Unknown;
            assert!(matrix.models().iter().all(unknown));
        }
    }
    assert!(report.pages.iter().all(|page| !page.holds.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn a_changed_page_is_imported_or_refused(which in any::<usize>(), changes in proptest::collection::vec(change(), 1..12)) {
        let page = apply(&PAGES[which % PAGES.len()], &changes);
        let asked = ImportOptions { cloud: None, date: Some(day("2026-10-04")) };
        match import_all(&[("page.html", &page)], asked) {
            Ok(imported) => holds_together(&imported),
            Err(error) => {
                // Nothing that a page says may break the matrix file that is made of it.
                prop_assert!(!error.message().contains("imported matrix"), "{error}");
            }
        }
    }

    #[test]
    fn any_bytes_are_imported_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let asked = ImportOptions { cloud: Some(Cloud::Aws), date: Some(day("2026-10-04")) };
        prop_assert!(import_all(&[("page.html", &bytes)], asked).is_err());
    }
}
