//! Pages that are broken, or made to hurt: an error or a report each, in bounded time and memory, and never a panic.

use std::time::{Duration, Instant};

use rstest::rstest;
use servemap::import::{ImportOptions, Imported, LIMIT};
use servemap::matrix::{Availability, Cloud, Mode};

use super::page::Page;
use super::{day, import_all, import_one};
use crate::hurtful::{self, HEAD};

/// What reading a hostile page may take where other tests run beside it. Whether it grows with the square of a page is
/// measured in `tests/proof/growth.rs`.
const PATIENCE: Duration = Duration::from_secs(40);

fn timed(page: &[u8]) -> servemap::error::Result<Imported> {
    let started = Instant::now();
    let asked = ImportOptions { cloud: Some(Cloud::Aws), date: Some(day("2026-10-04")) };
    let imported = import_all(&[("page.html", page)], asked);
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    imported
}

#[rstest]
#[case::empty("", "is empty")]
#[case::of_another_site(
    "<table><tr><th>Region<th>Weather<tr><td>north<td>rain</table>",
    "holds none of the tables"
)]
#[case::without_its_table("<h1>Model availability by region</h1><p>See below.", "the table is not on it")]
#[case::without_its_table_in_markdown(
    "# Supported foundation models on Model Serving\n\ntext\n",
    "the table is not on it"
)]
#[case::another_table_of_the_docs(
    "<h1>Model availability by region</h1><table><tr><th>Model provider<th>llm/v1/chat<tr><td>a<td>b-1</table>",
    "the table is not on it"
)]
#[case::only_a_header(&format!("{HEAD}</table>"), "has no row with a region's code")]
#[case::without_regions(&format!("{HEAD}<tr><td>Somewhere Else<td>Not supported</table>"), "has no row with a region's code")]
#[case::in_another_language(
    "<html lang=ja><h1>x</h1><table><tr><th>地域<th>モデル</table>",
    "holds none of the tables"
)]
#[case::no_day(
    "<table><tr><th>Region<th>Pay-per-token<tr><td>us-east-1<td>Not supported</table>",
    "does not say which day"
)]
#[case::two_clouds(
    "<link rel=canonical href=https://docs.databricks.com/gcp/en/x><table><tr><th>Region<th>Pay-per-token<tr><td>us-east-1<td>Not supported</table>",
    "names itself a page of Google Cloud, and its regions are those of AWS"
)]
#[case::lists_lost_on_the_way(
    &format!("{HEAD}<tr><td>us-east-1<td>The following models are supported:<tr><td>us-east-2<td>Not supported</table>"),
    "lists no model that could be understood"
)]
#[case::mixed_regions(&format!("{HEAD}<tr><td>us-east-1<td>Not supported<tr><td>eastus<td>Not supported</table>"), "which cloud")]
fn a_page_without_what_is_needed_is_an_error(#[case] page: &str, #[case] said: &str) {
    let error = import_one(page).unwrap_err();
    assert!(error.message().contains(said) && !error.hints().is_empty(), "{error}");
    assert!(said != "holds none" || !page.contains("ja") || error.to_string().contains("'ja'"));
}

#[test]
fn a_page_made_to_hurt_ends_soon() {
    for (name, page) in hurtful::PAGES {
        match timed(page(3_000).as_bytes()) {
            Err(error) => assert!(!error.message().is_empty(), "{name}"),
            Ok(imported) => assert!(imported.report.unread.len() <= 200, "{name}"),
        }
    }
}

#[test]
fn a_page_that_is_too_large_is_refused_unread() {
    let mut page = format!("{HEAD}<tr><td>us-east-1<td><ul><li>databricks-gpt-5</ul></table>").into_bytes();
    page.resize(LIMIT + 1, b' ');
    assert!(timed(&page).unwrap_err().message().contains("larger than 4 MiB"));
    page.truncate(LIMIT);
    assert!(timed(&page).is_ok());
}

#[rstest]
#[case::html(Page::recorded(Cloud::Aws).html())]
#[case::markdown(Page::recorded(Cloud::Aws).markdown())]
#[case::minified({ let mut page = Page::recorded(Cloud::Aws); page.minified = true; page.html() })]
fn a_page_that_is_cut_off_says_less_and_never_something_else(#[case] whole: String) {
    let matrix = import_one(&whole).unwrap().matrix;
    let table = whole.find("<table>").or_else(|| whole.find("| Region")).unwrap();
    let places = (table..whole.len()).step_by((whole.len() - table) / 23);
    let places = places.filter(|at| whole.is_char_boundary(*at));
    let (mut refused, mut taken) = (0, 0);
    for at in places {
        let Ok(part) = timed(&whole.as_bytes()[..at]) else {
            refused += 1;
            continue;
        };
        taken += 1;
        for model in part.matrix.models().iter().filter(|model| !model.is_external()) {
            // A name that was cut is no model of the whole page; its row is not read.
            let same = matrix.model(&model.id).unwrap();
            for region in part.matrix.regions() {
                for mode in Mode::HOSTED {
                    let cell = part.matrix.availability(model, mode, region);
                    let before = matrix.availability(same, mode, matrix.region(&region.id).unwrap());
                    let place = format!("{} in {} in {}, cut at {at}", model.id, mode.id(), region.id);
                    assert!(cell == Availability::Unknown || cell == before, "{place}: {cell:?}, {before:?}");
                }
            }
        }
    }
    assert!(refused < taken && taken > 10, "{refused} refused, {taken} taken");
}

#[test]
fn a_page_in_another_encoding_is_read_or_refused() {
    let html = Page::recorded(Cloud::Azure).html();
    let shipped = import_one(&html).unwrap().text;
    let little: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(html.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(timed_azure(&little).unwrap().text, shipped);
    // Marks written as entities, the page in the encoding of old tools.
    let plain = html
        .replace('⥂', "&#10562;")
        .replace('†', "&dagger;")
        .replace('\u{200b}', "")
        .replace("utf-8", "windows-1252");
    let mut bytes = plain.into_bytes();
    bytes.extend(b"\xE9");
    assert_eq!(timed_azure(&bytes).unwrap().text, shipped);
    let wrong = html.replace("<article>", "<article>\u{ff}").into_bytes();
    let wrong: Vec<u8> = wrong.into_iter().filter(|byte| *byte != 0xC3).collect();
    assert!(timed_azure(&wrong).unwrap_err().message().contains("is not UTF-8 text"));
}

fn timed_azure(page: &[u8]) -> servemap::error::Result<Imported> {
    import_all(&[("page.html", page)], ImportOptions::default())
}

#[test]
fn what_steers_a_terminal_or_a_file_reaches_neither() {
    let page = format!(
        "{HEAD}<title>a</title><h1>Evil\u{1b}[2J \"\"\" ' [cells]</h1><tr><td>us-east-1<td><ul><li>databricks-gpt-5<li>x\u{1b}]0;pwned\u{7}\u{202e}y</ul></table>"
    );
    let imported = timed(page.as_bytes()).unwrap();
    assert!(!imported.text.contains(|c: char| c.is_control() && c != '\n'));
    // Nor is a name that it stands in read as if it did not.
    for bad in ["\u{7}", "\u{1b}", "\u{9b}", "\u{202e}", "&#8;"] {
        let name = format!("databricks-gpt{bad}-5-1");
        let page = format!("{HEAD}<tr><td>us-east-1<td><ul><li>databricks-gpt-5<li>{name}</ul></table>");
        let imported = timed(page.as_bytes()).unwrap();
        let model = imported.matrix.models().iter().find(|model| model.id.0 == "databricks-gpt-5-1").unwrap();
        let region = imported.matrix.regions().iter().find(|region| region.id.0 == "us-east-1").unwrap();
        let cell = imported.matrix.availability(model, Mode::PayPerToken, region);
        assert_eq!((cell, imported.report.unread.is_empty()), (Availability::Unknown, false), "{bad:?}");
        assert!(imported.report.new_models.is_empty(), "{:?}", imported.report.new_models);
        let page = format!(
            "{}<tr><td>us-east-1<td><ul><li>Meta Llama 3.3<li>Zorg{bad} 9<li>Meta Llama {bad}3.1</ul></table>",
            HEAD.replace("Pay-per-token", "Provisioned throughput")
        );
        let imported = timed(page.as_bytes()).unwrap();
        assert!(imported.report.new_models.is_empty(), "{:?}", imported.report.new_models);
        assert!(imported.report.unread.len() == 4, "{:?}", imported.report.unread);
    }
    assert!(
        imported
            .report
            .unread
            .iter()
            .all(|unread| !unread.text.contains(|c: char| c.is_control() || c == '\u{202e}'))
    );
}
