//! Cells as pages write them and as they go wrong: a fragment nobody understands is unknown, never "not listed".

use rstest::rstest;
use servemap::matrix::{Mode, RegionId};

use super::import_one;

/// A cell of another row: each column carries a sign.
const SIGNED: &str = "The following models are supported:<ul><li>databricks-gpt-5-mini ‡</ul>";

/// A page with one row of AWS, `CELL` in the column of a mode.
fn page(mode: Mode, cell: &str) -> String {
    let [first, second, third] =
        Mode::HOSTED.map(|column| if column == mode { cell } else { "Not supported" });
    format!(
        "<meta name=ms.date content=2026-10-04><main><h1>Model availability by region</h1><table><tr><th>Region<th>Foundation \
         Model APIs pay-per-token<th>AI Functions (batch inference)<th>Foundation Model APIs provisioned throughput\
         <tr><td>us-east-1<td>{SIGNED}<td>{SIGNED}<td>The following model families are supported:<ul><li>Meta Llama 3.3‡<li>Meta Llama 3.2 3B</ul>\
         <tr><td>eu-west-1<td>{first}<td>{second}<td>{third}</table><p>‡ means that cross geography routing is needed.</p></main>"
    )
}

fn cells(mode: Mode, cell: &str, models: &str) -> (String, Vec<String>) {
    let imported = import_one(&page(mode, cell)).unwrap();
    let matrix = imported.matrix;
    let region = matrix.region(&RegionId("eu-west-1".to_owned())).unwrap();
    let words: Vec<&str> = models
        .split(", ")
        .map(|name| matrix.availability(matrix.find_model(name, None).unwrap(), mode, region).name())
        .collect();
    (words.join(" | "), imported.report.unread.into_iter().map(|unread| unread.text).collect())
}

const LIST: &str = "The following models are supported:";
const FAMILIES: &str = "The following model families are supported for real-time inference:";

#[rstest]
#[case::marks("<ul><li><code>databricks-gpt-5</code> ⥂<li>databricks-gpt-5-1⥂<li>databricks-gpt-5-2</ul>", "cross-Geo | cross-Geo | in-Geo", &[])]
#[case::a_mark_of_a_footnote("<ul><li>databricks-gpt-5 ‡</ul>", "cross-Geo | not listed | not listed", &[])]
#[case::a_mark_nobody_explains("<ul><li>databricks-gpt-5 †<li>databricks-gpt-5-1</ul>", "unknown | in-Geo | not listed", &["databricks-gpt-5 †"])]
#[case::a_word_nobody_knows("<ul><li>databricks-gpt-5 (beta)<li>databricks-gpt-5-1</ul>", "unknown | in-Geo | not listed", &["databricks-gpt-5 (beta)"])]
#[case::two_in_one("<ul><li>databricks-gpt-5 and others</ul>", "unknown | unknown | unknown", &["databricks-gpt-5 and others"])]
#[case::no_model("<ul><li>databricks-gpt-5<li>anything else</ul>", "in-Geo | unknown | unknown", &["anything else"])]
#[case::a_name("<ul><li>OpenAI GPT-5<li>gpt-5.1 ⥂</ul>", "in-Geo | cross-Geo | not listed", &[])]
#[case::no_list("", "unknown | unknown | unknown", &["The following models are supported:"])]
#[case::flattened("databricks-gpt-5 ⥂ databricks-gpt-5-1 (beta) databricks-gpt-5-2", "cross-Geo | unknown | in-Geo", &["databricks-gpt-5-1 (beta)"])]
#[case::twice("<ul><li>databricks-gpt-5<li>databricks-gpt-5 ⥂</ul>", "unknown | not listed | not listed", &["databricks-gpt-5 ⥂ (listed twice, differently)"])]
#[case::a_table_in_it("<table><tr><td>databricks-gpt-5</table>", "unknown | unknown | unknown", &["databricks-gpt-5"])]
#[case::scripts("<ul><li>databricks-gpt-5<script>databricks-gpt-5-1</script></ul>", "in-Geo | not listed | not listed", &[])]
#[case::entities("<ul><li>databricks&#45;gpt-5&nbsp;&#x2942;</ul>", "cross-Geo | not listed | not listed", &[])]
#[case::what_has_no_width("<ul><li>databricks-gpt-5\u{200b} \u{ad}⥂</ul>", "cross-Geo | not listed | not listed", &[])]
#[case::control_characters("<ul><li>databricks-\u{1b}gpt-5\u{200b} \u{7}⥂</ul>", "unknown | unknown | unknown", &["databricks-\u{fffd}gpt-5 \u{fffd}⥂"])]
#[case::nested("<ul><li>The following models are supported:<ul><li>databricks-gpt-5</ul></ul>", "in-Geo | not listed | not listed", &[])]
fn endpoints(#[case] list: &str, #[case] words: &str, #[case] unread: &[&str]) {
    for mode in [Mode::PayPerToken, Mode::AiFunctions] {
        let read = cells(
            mode,
            &format!("{LIST} {list}"),
            "databricks-gpt-5, databricks-gpt-5-1, databricks-gpt-5-2",
        );
        assert_eq!((read.0.as_str(), read.1), (words, unread.iter().map(ToString::to_string).collect()));
    }
}

#[rstest]
#[case::marks("<ul><li>Meta Llama 3.3⥂<li>Meta Llama 3.2 3B⥂ (preview)<li>GTE v1.5 (English) (preview)⥂</ul>", "cross-Geo | cross-Geo, preview | cross-Geo, preview", &[])]
#[case::language("<ul><li>GTE v1.5 (English)⥂</ul>", "not listed | not listed | cross-Geo", &[])]
#[case::another_status("<ul><li>Meta Llama 3.3 (beta)</ul>", "unknown | not listed | not listed", &["Meta Llama 3.3 (beta)"])]
#[case::flattened("Meta Llama 3.3⥂ Meta Llama 3.2 3B (preview)⥂ GTE v1.5 (English)", "cross-Geo | cross-Geo, preview | in-Geo", &[])]
#[case::unknown_behind_a_mark("Meta Llama 3.3⥂ Zebra GTE v1.5 (English)⥂", "cross-Geo | unknown | unknown", &["Zebra", "GTE v1.5 (English)⥂"])]
#[case::a_longer_name("Meta Llama 3.3 405B GTE v1.5 (English)", "unknown | unknown | unknown", &["Meta Llama 3.3", "405B", "GTE v1.5 (English)"])]
#[case::a_line("<ul><li>Meta Llama 3.3⥂<li>Meta Llama</ul>", "cross-Geo | unknown | unknown", &["Meta Llama"])]
#[case::prose("<ul><li>Ask your account team. They know.</ul>", "unknown | unknown | unknown", &["Ask your account team. They know."])]
fn families(#[case] list: &str, #[case] words: &str, #[case] unread: &[&str]) {
    let models = "Meta Llama 3.3, Meta Llama 3.2 3B, GTE v1.5 (English)";
    let read = cells(Mode::ProvisionedThroughput, &format!("{FAMILIES} {list}"), models);
    assert_eq!((read.0.as_str(), read.1), (words, unread.iter().map(ToString::to_string).collect()));
}

#[rstest]
#[case::not("The following models are not supported:<ul><li>databricks-gpt-5</ul>", "unknown | unknown")]
#[case::elsewhere(
    "The following models are supported in other regions:<ul><li>databricks-gpt-5</ul>",
    "unknown | unknown"
)]
#[case::both("Not supported<ul><li>databricks-gpt-5</ul>", "unknown | unknown")]
#[case::empty("", "unknown | unknown")]
#[case::a_dash("—", "unknown | unknown")]
#[case::no_words("<ul><li>databricks-gpt-5</ul>", "in-Geo | not listed")]
#[case::a_stop("not supported.", "not listed | not listed")]
fn words_around_a_list(#[case] cell: &str, #[case] words: &str) {
    let (read, unread) = cells(Mode::PayPerToken, cell, "databricks-gpt-5, databricks-gpt-5-1");
    assert_eq!(read, words);
    assert_eq!(unread.is_empty(), !words.contains("unknown"), "{unread:?}");
}

#[test]
fn a_second_row_that_says_something_else_is_a_contradiction() {
    let row = "<tr><td>eu-west-1<td>The following models are supported:<ul><li>databricks-gpt-5-1</ul><td>Not supported<td>Not supported</table>";
    let page =
        page(Mode::PayPerToken, &format!("{LIST}<ul><li>databricks-gpt-5</ul>")).replacen("</table>", row, 1);
    let imported = import_one(&page).unwrap();
    assert!(imported.report.contradictions.iter().any(|said| said.contains("two rows for eu-west-1")));
    let matrix = imported.matrix;
    let region = matrix.region(&RegionId("eu-west-1".to_owned())).unwrap();
    for name in ["databricks-gpt-5", "databricks-gpt-5-1"] {
        let model = matrix.find_model(name, None).unwrap();
        assert_eq!(matrix.availability(model, Mode::PayPerToken, region).name(), "unknown");
    }
}
