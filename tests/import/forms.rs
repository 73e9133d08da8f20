//! A page in each form that it is saved in, with one of each thing that is easily read wrong: all of it is told.

use rstest::rstest;
use servemap::import::Imported;
use servemap::matrix::{Cloud, Mode, ModelId, RegionId};

use super::page::Page;
use super::{day, import_one};

/// A page with a sign that nothing explains, a column that lost its signs, an item that is no model, and a notice of
/// two days.
fn page(cloud: Cloud) -> Page {
    let mut page = Page::short(cloud);
    let row = page.rows.iter_mut().find(|row| !row.cells[0].is_empty()).unwrap();
    let sign = row.cells[0][0].items.iter_mut().find(|item| item.contains("gpt-5-5")).unwrap();
    sign.push('◇');
    for group in page.rows.iter_mut().flat_map(|row| &mut row.cells[1]) {
        for item in &mut group.items {
            *item = String::from(item.replace('⥂', "").trim());
        }
    }
    let families = page.rows.iter_mut().find(|row| !row.cells[2].is_empty()).unwrap();
    families.cells[2][0].items.push("Contact Sales".to_owned());
    page.notices = vec![
        "Claude Opus 5 will be retired on December 16, 2026 for pay-per-token workloads and on January 7, 2027 for \
         AI Functions workloads."
            .to_owned(),
    ];
    page
}

fn minified(mut page: Page) -> String {
    page.minified = true;
    page.html()
}

#[expect(clippy::needless_pass_by_value, reason = "the forms share one signature")]
fn rendered(page: Page) -> String {
    let html = page.html();
    let table = html.split("<table>").nth(1).unwrap().split("</table>").next().unwrap();
    html.replacen("</table>", &format!("</table><div>←✕</div><table>{table}</table>"), 1)
}

fn learn(_: Page) -> String {
    page(Cloud::Azure).html()
}

#[expect(clippy::needless_pass_by_value, reason = "the forms share one signature")]
fn tables_as_html(page: Page) -> String {
    let html = page.html();
    let body = html.split("<article>").nth(1).unwrap().split("</article>").next().unwrap();
    format!("---\nupdated: 2026-10-04\n---\n# Model availability by region\n\n{body}")
}

#[rstest]
#[case::html(|page: Page| page.html())]
#[case::minified(minified)]
#[case::rendered(rendered)]
#[case::of_microsoft_learn(learn)]
#[case::with_a_mark_and_crlf(|page: Page| format!("\u{feff}{}", page.html().replace('\n', "\r\n")))]
#[case::markdown(|page: Page| page.markdown())]
#[case::markdown_with_a_mark_and_crlf(|page: Page| format!("\u{feff}{}", page.markdown().replace('\n', "\r\n")))]
#[case::markdown_with_bullets(|page: Page| page.markdown_with("   * "))]
#[case::markdown_with_dots(|page: Page| page.markdown_with(" • "))]
#[case::markdown_with_dashes(|page: Page| page.markdown_with(" – "))]
#[case::markdown_with_squares(|page: Page| page.markdown_with(" ▪ "))]
#[case::markdown_with_breaks(|page: Page| page.markdown_with("<br>"))]
#[case::markdown_that_begins_with_a_tag(|page: Page| page.markdown().replacen("\n# ", "\n<a id=\"top\"></a>\n\n# ", 1))]
#[case::markdown_with_tables_as_html(tables_as_html)]
fn what_is_easily_read_wrong_is_told(#[case] form: fn(Page) -> String) {
    let text = form(page(Cloud::Aws));
    let imported = import_one(&text).unwrap();
    let Imported { matrix, report, .. } = &imported;
    let told = |what: &str| report.unread.iter().filter(|unread| unread.text.contains(what)).count();
    assert!(told("◇") == 1 && told("Contact Sales") == 1, "{:#?}", report.unread);
    assert_eq!(told("(no cell carries ⥂"), 1, "{:#?}", report.unread);
    assert_eq!(report.unknown_scopes, [Mode::AiFunctions]);
    assert_eq!(report.new_models, Vec::<String>::new());
    let ends = |mode| {
        let model = matrix.find_model("Claude Opus 5", Some(mode)).unwrap();
        let fact = matrix.facts_about(model, mode).find(|fact| fact.retires > Some(day("2026-12-01")));
        fact.and_then(|fact| fact.retires)
    };
    assert_eq!(ends(Mode::PayPerToken), Some(day("2026-12-16")));
    assert_eq!(ends(Mode::AiFunctions), Some(day("2027-01-07")));
    for model in matrix.models().iter().filter(|model| !model.is_external()) {
        for region in matrix.regions() {
            assert!(!matrix.availability(model, Mode::AiFunctions, region).is_listed(), "{}", model.id);
        }
    }
}

/// A page of one row of AWS and one of which each column carries a sign.
fn of_cells(token: &str, throughput: &str) -> String {
    format!(
        "<main><h1>Model availability by region</h1><table><tr><th>Region<th>Foundation Model APIs pay-per-token<th>AI Functions (batch \
         inference)<th>Foundation Model APIs provisioned throughput<tr><td>us-east-1<td>The following models are supported:{token}<td>Not \
         supported<td>The following model families are supported for real-time inference:{throughput}<tr><td>us-west-2<td>databricks-gpt-5 \
         ⥂<td>Not supported<td>The following model families are supported for real-time inference: Meta Llama 3.3⥂</table><p>⥂ This model is supported \
         based on GPU availability and requires cross geography routing to be enabled.</p><p>Last updated on <b>Nov 20, 2026</b></main>"
    )
}

fn cell(imported: &Imported, model: &str, mode: Mode) -> &'static str {
    let matrix = &imported.matrix;
    let region = matrix.region(&RegionId("us-east-1".to_owned())).unwrap();
    matrix.availability(matrix.model(&ModelId(model.to_owned())).unwrap(), mode, region).name()
}

/// Wherever a sign stands, and whatever it is made of.
#[rstest]
#[case::glued("<code>databricks-gpt-5-4</code>◇", "Meta Llama 3.1◇")]
#[case::behind_a_blank("<code>databricks-gpt-5-4</code> ◇", "Meta Llama 3.1 ◇")]
#[case::before("◇ <code>databricks-gpt-5-4</code>", "◇Meta Llama 3.1")]
#[case::inside("<code>databricks-gpt◇-5-4</code>", "Meta Llama◇ 3.1")]
#[case::inside_the_code("<code>databricks-gpt-5-4◇</code>", "<b>Meta Llama 3.1◇</b>")]
#[case::beside_one_that_is_known("<code>databricks-gpt-5-4</code>⥂◇", "Meta Llama 3.1◇⥂")]
#[case::behind_the_preview("<code>databricks-gpt-5-4</code> (preview)◇", "Meta Llama 3.1 (preview) ◇")]
#[case::raised("<code>databricks-gpt-5-4</code><sup>◇</sup>", "Meta Llama 3.1<sup>◇</sup>")]
#[case::a_raised_number("<code>databricks-gpt-5-4</code><sup>1</sup>", "Meta Llama 3.1<sup>2</sup>")]
#[case::a_linked_number(
    "<code>databricks-gpt-5-4</code><a href=#n>[1]</a>",
    "Meta Llama 3.1 <a href=#n>[2]</a>"
)]
#[case::an_image("<code>databricks-gpt-5-4</code><img src=x>", "Meta Llama 3.1 <img src=x>")]
#[case::an_image_with_a_text(
    "<code>databricks-gpt-5-4</code><img src=x alt='◇'>",
    "Meta Llama 3.1<img src=x alt=geo>"
)]
#[case::a_drawing(
    "<code>databricks-gpt-5-4</code><svg><path/></svg>",
    "Meta Llama 3.1<svg><title>x</title></svg>"
)]
#[case::an_icon(
    "<code>databricks-gpt-5-4</code><i class=icon-geo></i>",
    "Meta Llama 3.1<span class=x-icon></span>"
)]
#[case::struck_out("<s><code>databricks-gpt-5-4</code></s>", "<del>Meta Llama 3.1</del>")]
#[case::a_placeholder("<code>databricks-gpt-5-4</code>?", "Meta Llama 3.1 ?")]
#[case::two_of_one("<code>databricks-gpt-5-4</code>⥂⥂", "Meta Llama 3.1**")]
#[case::struck_through_itself("<code>databricks-gpt-5-4</code>⥂\u{338}", "Meta Llama 3.1⥂\u{20dd}")]
fn a_sign_that_is_not_known_makes_the_cell_unknown(#[case] token: &str, #[case] throughput: &str) {
    let list = |item: &str, other: &str| format!("<ul><li>{item}<li>{other}</ul>");
    let page =
        of_cells(&list(token, "<code>databricks-gpt-5-5</code>⥂"), &list(throughput, "Meta Llama 3.3⥂"));
    let imported = import_one(&page).unwrap();
    assert_eq!(cell(&imported, "databricks-gpt-5-4", Mode::PayPerToken), "unknown");
    assert_eq!(cell(&imported, "meta-llama-3-1", Mode::ProvisionedThroughput), "unknown");
    // What stands beside it is known.
    assert_eq!(cell(&imported, "databricks-gpt-5-5", Mode::PayPerToken), "cross-Geo");
    assert_eq!(cell(&imported, "meta-llama-3-3", Mode::ProvisionedThroughput), "cross-Geo");
    assert_eq!(imported.report.unread.len(), 2, "{:?}", imported.report.unread);
    assert_eq!(imported.report.new_models, Vec::<String>::new());
}

/// What is no model's name is told, wherever it stands, and never becomes a model.
#[rstest]
#[case("Contact Sales")]
#[case("Coming soon")]
#[case("See the table below")]
#[case("All other models")]
#[case("N/A")]
#[case("405B")]
#[case("Fine-tuned variants")]
#[case("Llama 3.x")]
#[case("databricks-gpt-5-*")]
#[case("新しいモデル")]
fn an_item_that_is_no_model_is_told(#[case] item: &str) {
    let list = format!("<ul><li><code>databricks-gpt-5-4</code>⥂<li>{item}</ul>");
    let page = of_cells(&list, &format!("<ul><li>Meta Llama 3.1<li>{item}</ul>"));
    let after = format!(
        "</table><table><tr><th>Open model<th>Retirement date<tr><td>{item}<td>Pay-per-token: May 3, 2027</table><table><tr><th>Model \
         provider<th>llm/v1/chat<tr><td>Anthropic<td><ul><li>{item}<li>claude-9</ul></table>"
    );
    let imported = import_one(&page.replace("</table>", &after)).unwrap();
    let told: Vec<&str> = imported.report.unread.iter().map(|unread| unread.text.as_str()).collect();
    assert_eq!(told, [item; 4], "{:?}", imported.report.unread);
    assert_eq!(imported.report.new_models, Vec::<String>::new());
    assert_eq!(cell(&imported, "databricks-gpt-5", Mode::PayPerToken), "unknown", "the item may be it");
}

/// A word or sign at the head of a column may change what all of its cells mean.
#[rstest]
#[case("pay-per-token", "pay-per-token◇")]
#[case("pay-per-token", "pay-per-token (deprecated)")]
#[case("AI Functions (batch", "Not for AI Functions (batch")]
fn a_header_with_more_than_its_mode_makes_the_column_unknown(#[case] from: &str, #[case] to: &str) {
    let html = Page::short(Cloud::Aws).html();
    assert!(html.contains(from));
    let imported = import_one(&html.replacen(from, to, 1)).unwrap();
    assert_eq!(imported.report.unread.len(), 1);
    let mode = if from.starts_with("AI") { Mode::AiFunctions } else { Mode::PayPerToken };
    let matrix = &imported.matrix;
    let listed = |mode| {
        matrix.models().iter().any(|model| {
            matrix.regions().iter().any(|region| matrix.availability(model, mode, region).is_listed())
        })
    };
    assert!(!listed(mode) && listed(Mode::ProvisionedThroughput));
}

/// A table that a page shows a second time for full screen counts once; where the two differ, both are told of.
#[test]
fn a_table_that_stands_twice_is_read_once_and_told_if_the_two_differ() {
    let page = rendered(Page::short(Cloud::Aws));
    let imported = import_one(&page).unwrap();
    assert!(imported.report.unread.is_empty());
    let last = page.rfind("databricks-gpt-5-5</code> ⥂").unwrap();
    let differs = format!("{}{}", &page[..last], page[last..].replacen(" ⥂", "", 1));
    let imported = import_one(&differs).unwrap();
    let told =
        imported.report.contradictions.iter().filter(|told| told.contains("twice, with different rows"));
    assert_eq!(told.count(), 1, "{:?}", imported.report.contradictions);
    assert!(imported.report.contradictions.iter().any(|told| told.contains("two rows for")));
}

/// Signs that one row lost, or a column of a page that lost its footnote, are not read as their absence.
#[rstest]
#[case::of_a_row(|html: &str| {
    let row = html.split("<tr>").find(|row| row.contains("ap-northeast-2")).unwrap();
    html.replacen(row, &row.replace('⥂', ""), 1)
}, &Mode::HOSTED[..2])]
#[case::of_a_column_and_its_footnote(|html: &str| {
    let column = html.replace("<p>⥂ This model is supported", "<p>This is supported");
    let rows = column.split("<tr>").map(|row| {
        let cells: Vec<&str> = row.split("<td>").collect();
        let bare = |(at, cell): (usize, &&str)| if at == 3 { cell.replace('⥂', "") } else { (*cell).to_owned() };
        cells.iter().enumerate().map(bare).collect::<Vec<_>>().join("<td>")
    });
    rows.collect::<Vec<_>>().join("<tr>")
}, &[Mode::AiFunctions])]
fn a_sign_that_was_lost_is_told(#[case] lose: fn(&str) -> String, #[case] modes: &[Mode]) {
    let html = Page::recorded(Cloud::Aws).html();
    assert!(import_one(&html).unwrap().report.unknown_scopes.is_empty());
    let imported = import_one(&lose(&html)).unwrap();
    assert_eq!(imported.report.unknown_scopes, modes, "{:?}", imported.report.unread);
    let region = imported.matrix.region(&RegionId("ap-northeast-2".to_owned())).unwrap();
    let model = imported.matrix.find_model("databricks-gpt-5-5", None).unwrap();
    assert_eq!(imported.matrix.availability(model, Mode::AiFunctions, region).name(), "unknown");
}

/// A footnote that denies what its sign always meant, and a region of another cloud.
#[rstest]
#[case("<p>⥂ This model", "<p>⥂ This model doesn't need what others do: it", "⥂ This model doesn't need")]
#[case("<p>⥂ This model", "<p>⥂ No longer so: this model", "⥂ No longer so")]
#[case("us-west-2</code>", "eastus2</code>", "eastus2 | ")]
#[case(
    "us-west-2</code></td>",
    "us-west-2</code></td>\n<td>Not supported</td>",
    "us-west-2 (the row has more cells"
)]
#[case("AI Functions (batch inference)</th>", "Reserved capacity</th>", "Reserved capacity")]
#[case("<table>", "<h3>Grok 4.7 will be retired soon</h3><table>", "Grok 4.7 will be retired soon")]
fn what_is_not_so_is_told(#[case] from: &str, #[case] to: &str, #[case] told: &str) {
    let html = Page::short(Cloud::Aws).html();
    assert!(html.contains(from), "{html}");
    let imported = import_one(&html.replacen(from, to, 1)).unwrap();
    assert!(
        imported.report.unread.iter().any(|unread| unread.text.starts_with(told)),
        "{:?}",
        imported.report.unread
    );
    assert_eq!(imported.report.new_regions, Vec::<String>::new());
}

/// A region is read however it is written, and never past a sign.
#[rstest]
#[case("<code>us-east-1</code>", true)]
#[case("US-EAST-1", true)]
#[case("us\u{2011}east\u{2011}1", true)]
#[case("us-east-1◇", false)]
#[case("◇ us-east-1", false)]
#[case("us-east-1 (limited)", false)]
#[case("us-east-1<sup>1</sup>", false)]
#[case("us-east-1<img src=x>", false)]
fn a_region_is_read_or_told(#[case] region: &str, #[case] read: bool) {
    let list = "<ul><li>databricks-gpt-5-4<li>databricks-gpt-5-5⥂</ul>";
    let page = of_cells(list, "<ul><li>Meta Llama 3.3⥂</ul>");
    let imported = import_one(&page.replace("<td>us-east-1", &format!("<td>{region}"))).unwrap();
    let said = if read { "in-Geo" } else { "unknown" };
    assert_eq!(cell(&imported, "databricks-gpt-5-4", Mode::PayPerToken), said);
    assert_eq!(imported.report.unread.len(), usize::from(!read), "{:?}", imported.report.unread);
    assert_eq!(imported.report.new_regions, Vec::<String>::new());
}
