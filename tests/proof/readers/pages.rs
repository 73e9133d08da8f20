//! Saved pages of the docs: imported or refused, and what is imported obeys the rules of matrix files.

use std::sync::LazyLock;

use servemap::error::Result;
use servemap::import::{self, ImportOptions, Imported};
use servemap::matrix::{Availability, Cloud, Mode, bundled};

use super::change::Source;
use super::{fixtures, hold};
use crate::page::{EXTERNAL, Page};
use crate::run::{Proof, Rounds};

/// What means something to one of the readers.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<td colspan=9>",
    "<td colspan=65534>",
    "<td rowspan=3>",
    "<td rowspan=65534>",
    "<th>",
    "<ul>",
    "</ul>",
    "<li>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<script>",
    "</script>",
    "<style>",
    "<textarea>",
    "<title>",
    "<plaintext>",
    "<template>",
    "<select><option>",
    "<svg>",
    "<math>",
    "<svg/>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<b>",
    "<s>",
    "<del>",
    "<div hidden>",
    "<aside class=note>",
    "<main>",
    "<article>",
    "<html lang=de>",
    "<meta name=ms.date content=2026-01-02>",
    "<meta charset=utf-16>",
    "<link rel=canonical href=https://docs.databricks.com/gcp/en/x>",
    "<time datetime=2026-03-04>",
    "<img alt='cross geography'>",
    "<br>",
    "<a href=x>",
    "&",
    "&#10562;",
    "&nbsp;",
    "&#x110000;",
    "\u{1b}[31m",
    "|",
    "|-|",
    "\n",
    "\n\n",
    "---\n",
    "*   ",
    "* ",
    "> ",
    "```\n",
    "# ",
    "[x](y)",
    "<https://x.y>",
    "\"",
    "⥂",
    "†",
    " (preview)",
    "Not supported",
    "The following models are supported:",
    "databricks-",
    "databricks-gpt-5",
    "Meta Llama 4 Maverick",
    "Region",
    "pay-per-token",
    "us-east-1",
    "eu-west-9",
    "December 2, 2026",
    "04/11/2026",
    "2026-12-02",
    "Last updated",
    " and ",
    " or later",
    "the latest Claude Sonnet",
    "requires cross geography routing",
    "will be retired on",
    "128K tokens",
    "İ",
    "\u{a0}",
];

/// Pages of a few rows: small, so that a change hits something.
static SOURCE: LazyLock<Source> = LazyLock::new(|| {
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
        (page.old, page.wrapped) = (true, true);
        pages.push(page.html());
        pages.push(page.markdown());
    }
    Source::new(pages, PIECES)
});

fn import_one(name: &str, bytes: &[u8], options: ImportOptions) -> Result<Imported> {
    import::import(&[import::Page { name, bytes }], options, &mut bundled::matrix)
}

#[test]
fn changed() {
    let proof =
        Proof { name: "readers pages changed", what: "pages", rounds: Rounds { short: 12, long: 20_000 } };
    proof.run_on(
        |random| SOURCE.bytes(random),
        |page: &Vec<u8>| {
            let options = ImportOptions { cloud: None, date: Some(fixtures::day()) };
            is_imported_or_refused(import_one("page.html", page, options));
        },
    );
}

/// Bytes of any kind, behind something that looks like a page of some encoding.
#[test]
fn any_bytes() {
    const STARTS: [&[u8]; 8] = [
        b"",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"<meta charset=windows-1252>",
        b"<meta charset=utf-16le>",
        b"PK\x03\x04",
        b"<html><table><tr><th>Region<th>Pay-per-token",
    ];
    let proof = Proof {
        name: "readers pages any_bytes",
        what: "pages",
        rounds: Rounds { short: 200, long: 300_000 },
    };
    let make = |random: &mut fastrand::Rng| {
        let start = random.choice(STARTS).unwrap_or_default();
        let high = random.bool();
        start
            .iter()
            .copied()
            .chain((0..random.usize(..300)).map(|_| if high { random.u8(..) } else { random.u8(..128) }))
            .collect()
    };
    proof.run_on(make, |page: &Vec<u8>| {
        let options = ImportOptions { cloud: Some(Cloud::Aws), date: Some(fixtures::day()) };
        is_imported_or_refused(import_one("page.html", page, options));
    });
}

/// Several pages at once, each changed: they are merged, or told why not.
#[test]
fn several() {
    let proof =
        Proof { name: "readers pages several", what: "imports", rounds: Rounds { short: 4, long: 5_000 } };
    proof.run(|round| {
        let random = &mut round.random;
        let pages: Vec<Vec<u8>> = (0..random.usize(2..4)).map(|_| SOURCE.bytes(random)).collect();
        let shown = pages.iter().map(|page| format!("{:?}", String::from_utf8_lossy(page)));
        round.input(shown.collect::<Vec<_>>().join("\n"));
        let named: Vec<import::Page<'_>> =
            pages.iter().map(|bytes| import::Page { name: "a\u{1b}\nb.html", bytes }).collect();
        let options = ImportOptions { cloud: Some(Cloud::Aws), date: Some(fixtures::day()) };
        is_imported_or_refused(import::import(&named, options, &mut bundled::matrix));
    });
}

fn is_imported_or_refused(imported: Result<Imported>) {
    let Imported { text, matrix, report } = match imported {
        Ok(imported) => imported,
        Err(error) => {
            hold::is_error(&error);
            // Nothing that a page says may break the matrix file that is made of it.
            assert!(!error.to_string().contains("imported matrix"), "{error}");
            return;
        }
    };
    hold::is_safe("the matrix file", &text);
    let again = bundled::with_own("again.toml", &text).expect("what is written is read again");
    assert_eq!((again.cloud, again.as_of), (matrix.cloud, matrix.as_of));
    // What was lost on the way is never a "not listed".
    for mode in Mode::HOSTED {
        for region in matrix.regions().iter().filter(|region| !matrix.has_row(mode, region)) {
            let unknown = |model| matrix.availability(model, mode, region) == Availability::Unknown;
            assert!(matrix.models().iter().all(unknown));
        }
    }
    assert!(report.pages.iter().all(|page| !page.holds.is_empty()));
    for unread in &report.unread {
        for part in [&unread.page, &unread.place, &unread.text] {
            hold::is_safe_line("what was not understood", part);
        }
    }
    for sentence in &report.contradictions {
        hold::is_safe_line("a contradiction", sentence);
    }
}
