//! What stands around the region table: notices, retirements, external models, the models page.

use rstest::rstest;
use servemap::import::{ImportOptions, Imported};
use servemap::matrix::{Cloud, DateKind, Lifecycle, Matrix, Mode, RegionId, RoutingScope, bundled};

use super::page::{EXTERNAL, Page};
use super::{day, import_all, import_one};

fn with_notices(notices: &[&str]) -> Imported {
    let mut page = Page::short(Cloud::Aws);
    page.notices = notices.iter().map(|notice| (*notice).to_owned()).collect();
    let html = import_one(&page.html()).unwrap();
    // The same from a copy in Markdown.
    let markdown = import_one(&page.markdown()).unwrap();
    assert_eq!(html.matrix.lifecycle_facts(), markdown.matrix.lifecycle_facts());
    assert_eq!(html.matrix.routing_rules(), markdown.matrix.routing_rules());
    html
}

fn stage(matrix: &Matrix, model: &str, mode: Mode, on: &str) -> String {
    let model = matrix.find_model(model, Some(mode)).unwrap();
    match matrix.lifecycle(model, mode, day(on)) {
        Lifecycle::Active => "active".to_owned(),
        Lifecycle::Legacy(_) => "legacy".to_owned(),
        Lifecycle::Deprecated { retires, .. } => format!("until {retires}"),
        Lifecycle::Redirected { redirect, .. } => {
            format!("answered by {} to {}", redirect.target, redirect.until)
        }
        Lifecycle::Unclear { since, .. } => format!("unclear since {since}"),
        Lifecycle::Retired { since, .. } => {
            since.map_or("retired".to_owned(), |since| format!("retired {since}"))
        }
    }
}

#[rstest]
#[case::will_be(
    &["Claude Opus 5, Claude Opus 5.5, and Grok 4.7 will be retired on December 16, 2026."],
    "Grok 4.7", "until 2026-12-16"
)]
#[case::planned(
    &["Grok 4.7 and Grok 4.6 are deprecated and are planned for retirement on December 2, 2026."],
    "Grok 4.6", "until 2026-12-02"
)]
#[case::without_a_day(&["Grok 4.7 is deprecated. See Deprecated and retired models for its retirement date."], "Grok 4.7", "legacy")]
#[case::gone(&["Grok 4.7 is no longer available."], "Grok 4.7", "retired 2026-10-04")]
#[case::of_a_mode(&["Grok 4.7 is no longer available for provisioned throughput workloads."], "Grok 4.7", "active")]
#[case::shortened(&["Google Gemini 3.8 Flash and Pro Image will be retired on December 16, 2026."], "Gemini 3.8 Flash", "until 2026-12-16")]
fn a_notice_about_an_end_is_a_fact(#[case] notices: &[&str], #[case] model: &str, #[case] said: &str) {
    let imported = with_notices(notices);
    assert_eq!(
        stage(&imported.matrix, model, Mode::PayPerToken, "2026-10-04"),
        said,
        "{:?}",
        imported.report.unread
    );
}

#[test]
fn a_redirect_below_a_notice_belongs_to_it() {
    let imported = with_notices(&[
        "Grok 4.6 will be retired on December 2, 2026. > To help, between December 2, 2026 and January 7, 2027, API \
         calls to Grok 4.6 will be temporarily redirected to Grok 4.7. The pricing for both models is identical.",
        "Several older model families have been retired.",
    ]);
    assert_eq!(imported.report.unread, []);
    let at = |on| stage(&imported.matrix, "Grok 4.6", Mode::PayPerToken, on);
    assert_eq!(at("2026-12-01"), "until 2026-12-02");
    assert_eq!(at("2026-12-02"), "answered by databricks-grok-4-7 to 2027-01-07");
    assert_eq!(at("2027-01-08"), "retired 2026-12-02");
}

#[rstest]
#[case(Cloud::Aws)]
#[case(Cloud::Azure)]
fn the_box_is_known_on_both_sites(#[case] cloud: Cloud) {
    let mut page = Page::short(cloud);
    page.notices = vec!["Claude Opus 5 will be retired on December 16, 2026.".to_owned()];
    page.wrapped = true;
    for minified in [false, true] {
        page.minified = minified;
        let imported = import_one(&page.html()).unwrap();
        assert_eq!(imported.report.pages[0].holds, ["region table", "notices"]);
        assert_eq!(
            stage(&imported.matrix, "Claude Opus 5", Mode::PayPerToken, "2026-10-04"),
            "until 2026-12-16"
        );
    }
}

#[test]
fn the_second_sentence_of_a_notice_speaks_of_the_same_model() {
    let imported = with_notices(&[
        "Meta Llama 3.1 is no longer available for pay-per-token workloads. Starting November 15, 2026, it will also be \
         retired for provisioned throughput workloads.",
    ]);
    assert_eq!(imported.report.unread, []);
    let at = |mode| stage(&imported.matrix, "Meta Llama 3.1", mode, "2026-10-10");
    assert_eq!(at(Mode::PayPerToken), "retired 2026-10-04");
    assert_eq!(at(Mode::ProvisionedThroughput), "until 2026-11-15");
}

#[test]
fn notices_about_routing_and_previews_are_facts() {
    let imported = with_notices(&[
        "Grok 4.7 requires cross geography routing to be enabled for regions outside the US and EU geos.",
        "Grok 4.6 and Gemini 3 Flash are hosted on global endpoints and require cross geography routing to be enabled for every region.",
        "Google Gemma 3 12B is available for Foundation Model APIs provisioned throughput workloads in Public Preview.",
    ]);
    assert_eq!(imported.report.unread, []);
    let matrix = &imported.matrix;
    let rule =
        |name| matrix.routing_rule(matrix.find_model(name, None).unwrap(), Mode::PayPerToken).unwrap().scope;
    assert_eq!(rule("Grok 4.7"), RoutingScope::OutsideUsAndEu);
    assert_eq!(rule("Grok 4.6"), RoutingScope::EveryRegion);
    let gemma = matrix.find_model("Google Gemma 3 12B", None).unwrap();
    assert_eq!(gemma.preview, [Mode::ProvisionedThroughput]);
    assert!(gemma.context.is_some(), "what was known of it stays");
    assert!(
        imported
            .report
            .contradictions
            .iter()
            .any(|said| said.contains("databricks-grok-4-6") && said.contains("without ⥂"))
    );
}

#[rstest]
#[case("Zebra 9 will be retired on December 2, 2026.", "Zebra 9 will be retired on December 2, 2026")]
#[case("Zebra 9 and Grok 4.7 are no longer available for provisioned throughput workloads.", "Zebra 9")]
#[case("Grok 4.7 tastes of lemon.", "Grok 4.7 tastes of lemon")]
#[case(
    "Grok 4.7 requires cross geography routing on Sundays.",
    "Grok 4.7 requires cross geography routing on Sundays"
)]
#[case("Grok 4.7 will be retired soon.", "Grok 4.7 will be retired soon")]
#[case("Grok 4.7 is available in more regions.", "Grok 4.7 is available in more regions")]
fn a_notice_nobody_understands_is_listed(#[case] notice: &str, #[case] told: &str) {
    let imported = with_notices(&[notice]);
    assert!(imported.report.unread.iter().any(|unread| unread.text == told), "{:?}", imported.report.unread);
    let shipped = bundled::matrix(Cloud::Aws).unwrap();
    let more = usize::from(notice.contains(" and "));
    assert_eq!(imported.matrix.lifecycle_facts().len(), shipped.lifecycle_facts().len() + more);
    assert_eq!(imported.matrix.routing_rules().len(), shipped.routing_rules().len());
}

/// The box's markup was never seen: a label or a class that is another must not hide that a model goes.
#[rstest]
#[case::no_label("</span>important</div>", "</span></div>")]
#[case::another_label("</span>important</div>", "</span>warning</div>")]
#[case::another_class(
    "theme-admonition theme-admonition-important admonition_x alert alert--info",
    "callout"
)]
fn a_notice_in_a_box_of_another_kind_is_read(#[case] from: &str, #[case] to: &str) {
    let mut page = Page::short(Cloud::Aws);
    page.notices =
        ["Grok 4.7 will be retired on December 16, 2026.", "Zebra 9 will be retired on May 3, 2027."]
            .map(str::to_owned)
            .to_vec();
    let html = page.html();
    assert!(html.contains(from));
    let imported = import_one(&html.replace(from, to)).unwrap();
    let said = stage(&imported.matrix, "Grok 4.7", Mode::PayPerToken, "2026-10-20");
    assert_eq!(said, "until 2026-12-16");
    let unread: Vec<&str> = imported.report.unread.iter().map(|unread| unread.text.as_str()).collect();
    assert_eq!(unread, ["Zebra 9 will be retired on May 3, 2027"]);
}

const RETIREMENTS: &str = "<html lang=en><head><title>Deprecated and retired models</title><meta name=ms.date content=2026-10-05></head><main>
<h1>Generative AI models maintenance policy</h1><h2>Deprecated and retired models</h2><h3>Foundation Model APIs retirements</h3>
<table><thead><tr><th>Open model<th>Retirement date<th>Recommended replacement model<tbody>
<tr><td>Meta Llama 3<td>Pay-per-token: July 23, 2024 (Meta-Llama-3-70B-Instruct); December 11, 2024 (Meta-Llama-3.1-70B-Instruct)
  Provisioned throughput: December 19, 2025<td>Meta Llama 3.3
<tr><td>Google Gemma 3 12B<td>Provisioned throughput: December 19, 2026<td>Pay-per-token: Zebra Provisioned throughput: Meta Llama 3.3 or Meta Llama 3.1
<tr><td>Some Brand 7B<td>Pay-per-token: December 1, 2026<td>
<tr><td>Grok 4.6<td>when it is done<td></table>
<table><thead><tr><th>Partner model<th>Retirement date<th>Recommended replacement model<tbody>
<tr><td>Grok 4.7<td>Pay-per-token: November 30, 2026<td>Grok 4.6. Between November 30, 2026 and December 31, 2026, API calls to Grok 4.7 will be temporarily redirected to Grok 4.6.</table>
<table><tr><th>Legacy<th>Deprecation notification and transition to retirement<th>On the retirement date<tr><td>a<td>b<td>c</table></main>";

#[test]
fn the_retirement_page_becomes_facts_by_mode() {
    let region = Page::short(Cloud::Aws).html();
    let pages = [("regions.html", region.as_bytes()), ("retired.html", RETIREMENTS.as_bytes())];
    let imported = import_all(&pages, ImportOptions::default()).unwrap();
    let matrix = &imported.matrix;
    let told: Vec<&str> = imported.report.unread.iter().map(|unread| unread.text.as_str()).collect();
    assert_eq!(told, ["when it is done"]);
    let at = |model, mode, on| stage(matrix, model, mode, on);
    assert_eq!(at("meta-llama-3-1-70b", Mode::PayPerToken, "2026-10-05"), "retired 2024-12-11");
    assert_eq!(at("Google Gemma 3 12B", Mode::ProvisionedThroughput, "2026-12-18"), "until 2026-12-19");
    assert_eq!(at("Google Gemma 3 12B", Mode::PayPerToken, "2026-12-18"), "active");
    assert_eq!(at("Some Brand 7B", Mode::PayPerToken, "2026-10-05"), "until 2026-12-01");
    assert_eq!(
        at("Grok 4.7", Mode::PayPerToken, "2026-12-01"),
        "answered by databricks-grok-4-6 to 2026-12-31"
    );
    let gemma = matrix.find_model("Google Gemma 3 12B", None).unwrap();
    let fact = matrix.facts_about(gemma, Mode::ProvisionedThroughput).next().unwrap();
    assert_eq!(fact.date_kind, DateKind::Announced);
    let named: Vec<&str> = fact.replaced_by.iter().map(|id| id.0.as_str()).collect();
    assert_eq!(named, ["meta-llama-3-3", "meta-llama-3-1"]);
    assert_eq!(fact.replacement.as_deref(), Some("Meta Llama 3.3 or Meta Llama 3.1"));
    let source = matrix.sources_of_fact(fact).next().unwrap();
    assert_eq!(
        (source.title.as_str(), source.read),
        ("Generative AI models maintenance policy", Some(day("2026-10-05")))
    );
    // What the page does not mention is still known, from where it was.
    let old = matrix.find_model("databricks-claude-3-7-sonnet", None).unwrap();
    let fact = matrix.facts_about(old, Mode::PayPerToken).next().unwrap();
    assert_eq!(matrix.sources_of_fact(fact).next().unwrap().key, "retirement-page");
}

#[test]
fn what_an_earlier_import_learned_is_carried_on() {
    let region = Page::short(Cloud::Aws).html();
    let pages = [("regions.html", region.as_bytes()), ("retired.html", RETIREMENTS.as_bytes())];
    let first = import_all(&pages, ImportOptions::default()).unwrap();
    let again = servemap::import::import(
        &[servemap::import::Page { name: "regions.html", bytes: region.as_bytes() }],
        ImportOptions::default(),
        &mut |_| Ok(first.matrix.clone()),
    );
    let again = again.unwrap();
    assert_eq!(again.text.replace("-2\"", "\""), again.text);
    let facts = |matrix: &Matrix| {
        let mut facts: Vec<String> = matrix
            .lifecycle_facts()
            .iter()
            .map(|fact| format!("{} {:?} {:?} {:?}", fact.model, fact.modes, fact.retires, fact.redirect))
            .collect();
        facts.sort();
        facts
    };
    assert_eq!(facts(&first.matrix), facts(&again.matrix));
    assert!(again.matrix.find_model("Some Brand 7B", None).is_ok());
}

const MODELS: &str = "<html lang=en><main><h1>Databricks-hosted foundation models</h1>
<h2 id=a>Grok 4.7</h2><p>Endpoint name: <code>databricks-grok-4-7</code><p>Supported inputs: text, image<p>It has a 400K total token context window with 128K maximum output tokens.
<h2><span class=badge></span>OpenAI GPT-9</h2><div class='theme-admonition alert'><div>Preview</div><p>In Public Preview.</div>
<p>Endpoint name: <code>databricks-gpt-9</code></p><p>Supported inputs: text, smell<p>a 1-million-token context window
<p>Endpoint name: <code>databricks-gpt-9-mini</code> <p>a context of 128,000 tokens. Elsewhere a context window of 64,000 tokens.</main>";

#[test]
fn the_models_page_tells_what_models_take_in() {
    let region = Page::short(Cloud::Aws).html();
    let pages = [("models.html", MODELS.as_bytes()), ("regions.html", region.as_bytes())];
    let imported = import_all(&pages, ImportOptions::default()).unwrap();
    let model = |name| imported.matrix.find_model(name, None).unwrap();
    let grok = model("databricks-grok-4-7");
    assert_eq!(
        (grok.inputs.join(" "), grok.context, grok.max_output),
        ("text image".into(), Some(400_000), Some(128_000))
    );
    let gpt = model("OpenAI GPT-9");
    assert_eq!((gpt.id.0.as_str(), gpt.context, gpt.preview.len()), ("databricks-gpt-9", Some(1_000_000), 3));
    let mini = model("databricks-gpt-9-mini");
    assert_eq!((mini.name.as_str(), mini.context), ("databricks-gpt-9-mini", None));
    let told: Vec<&str> = imported.report.unread.iter().map(|unread| unread.text.as_str()).collect();
    assert_eq!(told, ["text, smell", "64000 or 128000 tokens"]);
}

#[test]
fn the_external_table_adds_to_lists_that_are_not_exhaustive() {
    let mut page = Page::short(Cloud::Azure);
    page.after = EXTERNAL.to_owned();
    let imported = import_one(&page.html()).unwrap();
    assert_eq!(imported.report.unread, []);
    let ids: Vec<&str> = imported
        .matrix
        .models()
        .iter()
        .filter(|model| model.is_external())
        .map(|model| model.id.0.as_str())
        .collect();
    assert!(ids.contains(&"cohere/command-r7b-12-2024") && !ids.contains(&"cohere"), "{ids:?}");
    assert!(ids.contains(&"openai/gpt-4o") && ids.contains(&"openai/gpt-4"), "{ids:?}");
    assert!(ids.contains(&"anthropic/claude-2"), "a provider the table does not name stays as it was");
}

#[test]
fn new_models_and_regions_are_welcome_and_a_missing_row_is_unknown() {
    let mut page = Page::recorded(Cloud::Aws);
    page.rows.retain(|row| row.region != "eu-west-3");
    page.rows[0].region = "mx-central-7".to_owned();
    page.rows[1].cells[0][0].items.push("databricks-zebra-9 ⥂".to_owned());
    page.rows[1].cells[2][0].items.push("Zebra 9 Omni⥂ (preview)".to_owned());
    for text in [page.html(), page.markdown()] {
        let imported = import_one(&text).unwrap();
        let (matrix, report) = (&imported.matrix, &imported.report);
        assert_eq!(report.new_regions, ["mx-central-7"]);
        assert_eq!(report.regions_without_row, ["ap-northeast-1", "ap-southeast-3", "eu-west-3"]);
        let region = |code: &str| matrix.region(&RegionId(code.to_owned())).unwrap();
        assert_eq!(
            (region("mx-central-7").location.as_str(), &region("mx-central-7").geo),
            ("location unknown", &None)
        );
        let cell = |name, mode, code| {
            matrix.availability(matrix.find_model(name, None).unwrap(), mode, region(code)).name()
        };
        assert_eq!(cell("databricks-grok-4-7", Mode::PayPerToken, "eu-west-3"), "unknown");
        assert_eq!(cell("databricks-zebra-9", Mode::PayPerToken, "ap-northeast-2"), "cross-Geo");
        assert_eq!(cell("databricks-zebra-9", Mode::PayPerToken, "us-east-1"), "not listed");
        // Flattened text cannot be split at a name that nobody knows.
        if text.starts_with('<') {
            assert_eq!(report.new_models, ["databricks-zebra-9", "zebra-9-omni"]);
            assert_eq!(
                cell("Zebra 9 Omni", Mode::ProvisionedThroughput, "ap-northeast-2"),
                "cross-Geo, preview"
            );
        } else {
            assert_eq!(report.new_models, ["databricks-zebra-9"]);
            assert!(
                report.unread.iter().any(|unread| unread.text.contains("Zebra 9 Omni")),
                "{:?}",
                report.unread
            );
            assert_eq!(
                cell("Alibaba Cloud Qwen3.5 122B A10B", Mode::ProvisionedThroughput, "ap-northeast-2"),
                "unknown"
            );
        }
    }
}

#[test]
fn a_model_is_gone_only_where_its_cells_were_read() {
    let gone = |change: &dyn Fn(&mut Page)| {
        let mut page = Page::recorded(Cloud::Aws);
        change(&mut page);
        import_one(&page.html()).unwrap().report.gone_models
    };
    let groups = |page: &mut Page, change: &dyn Fn(&mut Vec<String>)| {
        page.rows
            .iter_mut()
            .flat_map(|row| &mut row.cells)
            .flatten()
            .for_each(|group| change(&mut group.items));
    };
    let without = |page: &mut Page| {
        groups(page, &|items| items.retain(|item| !item.starts_with("databricks-grok-4-7")));
    };
    assert_eq!(gone(&without), ["databricks-grok-4-7"]);
    let unclear = |page: &mut Page| {
        without(page);
        groups(page, &|items| items.push("something else".to_owned()));
    };
    assert_eq!(gone(&unclear), Vec::<String>::new());
}
