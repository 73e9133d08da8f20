//! What pages announce: each day with its mode and model, each box with its own model; the rest is told and nothing of it
//! is read.

use rstest::rstest;
use servemap::import::{ImportOptions, Imported};
use servemap::matrix::Cloud;

use super::page::Page;
use super::{import_all, import_one};

/// The ends after 2026, of which the files that ship have none, as `model mode day`.
fn ends(imported: &Imported) -> Vec<String> {
    let facts = imported.matrix.lifecycle_facts().iter();
    let days = facts
        .filter_map(|fact| Some((fact, fact.retires?.to_string())))
        .filter(|(_, day)| day.as_str() > "2027");
    let mut ends: Vec<String> = days
        .flat_map(|(fact, day)| {
            fact.modes.iter().map(move |mode| format!("{} {} {day}", fact.model, mode.id()))
        })
        .collect();
    ends.sort();
    ends
}

fn unread(imported: &Imported) -> Vec<&str> {
    imported.report.unread.iter().map(|unread| unread.text.as_str()).collect()
}

const TWO: &[&str] = &[
    "databricks-claude-opus-5 ai-functions 2027-05-05",
    "databricks-claude-opus-5 pay-per-token 2027-03-03",
];
const ONE: &[&str] = &["databricks-grok-4-7 pay-per-token 2027-03-03"];

#[rstest]
#[case::a_day_for_each_mode(
    "Claude Opus 5 will be retired on March 3, 2027 for pay-per-token workloads and on May 5, 2027 for AI Functions workloads.",
    TWO
)]
#[case::in_brackets(
    "Claude Opus 5 will be retired on March 3, 2027 (pay-per-token) and May 5, 2027 (AI Functions).",
    TWO
)]
#[case::a_sentence_each(
    "Claude Opus 5 will be retired on March 3, 2027 for pay-per-token workloads. It will be retired on May 5, 2027 for AI Functions workloads.",
    TWO
)]
#[case::a_list_below(
    "Claude Opus 5 will be retired, > Starting March 3, 2027 for pay-per-token workloads. > Starting May 5, 2027 for AI Functions workloads.",
    TWO
)]
#[case::the_day_first("On March 3, 2027, Grok 4.7 will be retired.", ONE)]
#[case::another_form_of_the_day("Grok 4.7 will be retired on 2027-03-03.", ONE)]
#[case::another_order_of_the_day("Grok 4.7 will be retired on 3 March 2027.", ONE)]
#[case::no_longer(
    "Starting March 3, 2027, Grok 4.7 is no longer available for pay-per-token workloads.",
    ONE
)]
fn each_day_of_a_notice_goes_with_its_mode(#[case] notice: &str, #[case] said: &[&str]) {
    let mut page = Page::short(Cloud::Aws);
    page.notices = vec![notice.to_owned()];
    let imported = import_one(&page.html()).unwrap();
    assert_eq!(
        (ends(&imported).as_slice(), unread(&imported)),
        (&said.iter().map(ToString::to_string).collect::<Vec<_>>()[..], vec![])
    );
}

/// What is not understood to the last word is told whole, and nothing of it is read.
#[rstest]
#[case("Grok 4.7 will be retired on March 3, 2027 and Grok 4.6 on May 5, 2027")]
#[case("Grok 4.7 will be retired on March 3, 2027 and on May 5, 2027")]
#[case("Grok 4.7 will be retired on March 3, 2027, unless it is renewed")]
#[case("Grok 4.7 will be retired on March 3, 2027 in us-east-1")]
#[case("Grok 4.7 will be retired on March 3, 2027◇")]
#[case("Grok 4.7◇ will be retired on March 3, 2027")]
#[case("Grok 4.7 will not be retired on March 3, 2027")]
#[case("Grok 4.7 is no longer available in us-east-1")]
#[case("Grok 4.7 is deprecated on March 3, 2027")]
#[case("For pay-per-token workloads, Grok 4.7 will be retired on March 3, 2027")]
#[case("It will be retired on March 3, 2027")]
#[case("Grok 4.7 は 2027 年 3 月 3 日に廃止されます。")]
#[case("Grok 4.7 goes away on March 3, 2027")]
#[case("Starting March 3, 2027, Grok 4.7 requires cross geography routing to be enabled for every region")]
#[case("Grok 4.7 requires cross geography routing in 2027 to be enabled for every region")]
fn a_notice_that_is_not_understood_is_told_whole(#[case] notice: &str) {
    let mut page = Page::short(Cloud::Aws);
    page.notices = vec!["Grok 4.6 is mentioned here. See there.".to_owned(), notice.to_owned()];
    // In its box, and in none: a page whose boxes lost their labels.
    let boxed = page.html();
    let loose =
        boxed.replace("theme-admonition theme-admonition-important admonition_x alert alert--info", "x");
    for html in [boxed, loose] {
        let imported = import_one(&html).unwrap();
        let told = unread(&imported);
        let silent =
            !html.contains("theme-admonition") && !notice.contains("2027") && !notice.contains("no longer");
        assert!(told.contains(&notice) || silent, "{told:?}");
        assert_eq!(ends(&imported), Vec::<String>::new());
        assert_eq!(imported.report.routing_rules, 0);
    }
}

/// On the other pages as well, in whatever words a day to come is announced, and in whatever form of a box.
#[rstest]
#[case("Grok 4.7 goes away on March 3, 2027")]
#[case("We will sunset Grok 4.7 in Q1 2027")]
#[case("* Grok 4.7: March 3, 2027")]
#[case("This model is in Beta")]
#[case("> **Preview**\n> This model is in Public Preview")]
fn what_another_page_announces_is_told(#[case] text: &str) {
    let last = text.trim_start_matches("* ").rsplit("> ").next().unwrap();
    let imported = with(&format!("{HEAD}## Grok 4.7\n\n{text}\n\n{ENDPOINT}"));
    assert!(unread(&imported).iter().any(|told| told.ends_with(last)), "{:?}", unread(&imported));
    assert_eq!(ends(&imported), Vec::<String>::new());
}

fn with(other: &str) -> Imported {
    let region = Page::short(Cloud::Aws).html();
    let pages = [("regions.html", region.as_bytes()), ("other.md", other.as_bytes())];
    import_all(&pages, ImportOptions::default()).unwrap()
}

#[rstest]
#[case::names_of_one("DBRX / DBRX Instruct", "Pay-per-token: March 3, 2027", &["dbrx pay-per-token 2027-03-03"])]
#[case::names_without_blanks("DBRX/DBRX Instruct", "Pay-per-token: March 3, 2027", &["dbrx pay-per-token 2027-03-03"])]
#[case::names_below_each_other("DBRX<br>DBRX Instruct", "Pay-per-token: March 3, 2027", &["dbrx pay-per-token 2027-03-03"])]
#[case::a_name_in_brackets("DBRX (DBRX Instruct)", "Pay-per-token: March 3, 2027", &["dbrx pay-per-token 2027-03-03"])]
#[case::dashes("Mixtral 8x7B / Mixtral-8x7B Instruct", "Pay-per-token: March 3, 2027", &["mixtral-8x7b pay-per-token 2027-03-03"])]
#[case::chat("Meta Llama 2 70B / Meta-Llama-2-70B-Chat", "Pay-per-token: March 3, 2027", &["meta-llama-2-70b pay-per-token 2027-03-03"])]
#[case::names_of_a_new_one("Zorg 9 / Zorg-9 Instruct", "Pay-per-token: March 3, 2027", &["zorg-9 pay-per-token 2027-03-03"])]
#[case::two_models("GPT-5.4 mini and nano", "Pay-per-token: March 3, 2027", &["databricks-gpt-5-4-mini pay-per-token 2027-03-03", "databricks-gpt-5-4-nano pay-per-token 2027-03-03"])]
#[case::a_day_for_each_mode("Grok 4.7", "**Pay-per-token:** March 3, 2027<br>**AI Functions:** May 5, 2027", &["databricks-grok-4-7 ai-functions 2027-05-05", "databricks-grok-4-7 pay-per-token 2027-03-03"])]
#[case::a_sign_at_the_name("Grok 4.7◇", "Pay-per-token: March 3, 2027", &[])]
#[case::a_sign_at_the_second_name("DBRX / DBRX Instruct◇", "Pay-per-token: March 3, 2027", &[])]
#[case::a_sign_at_the_day("Grok 4.7", "Pay-per-token: March 3, 2027◇", &[])]
#[case::a_name_and_a_word("Zorg 9, formerly Zorg 8", "Pay-per-token: March 3, 2027", &[])]
#[case::other_names("Zorg 9 / Zorg 10", "Pay-per-token: March 3, 2027", &[])]
#[case::a_status("Grok 4.7 (US only)", "Pay-per-token: March 3, 2027", &[])]
#[case::struck_out("~~Grok 4.7~~", "Pay-per-token: March 3, 2027", &[])]
#[case::a_mode_without_a_day("Grok 4.7", "Pay-per-token: March 3, 2027 AI Functions: later", &[])]
#[case::no_mode("Grok 4.7", "March 3, 2027", &[])]
fn each_row_of_a_retirement_table_is_about_its_model(
    #[case] model: &str,
    #[case] date: &str,
    #[case] said: &[&str],
) {
    let imported = with(&format!(
        "# Retired models\n\nLast updated on **Oct 5, 2026**\n\n| Open model | Retirement date | Recommended replacement model |\n\
         | --- | --- | --- |\n| {model} | {date} | None |\n"
    ));
    assert_eq!(ends(&imported), said);
    assert_eq!(unread(&imported).len(), usize::from(said.is_empty()), "{:?}", unread(&imported));
    let new: &[&str] = if model.contains("Zorg-9") { &["zorg-9"] } else { &[] };
    assert_eq!(imported.report.new_models, new);
}

const HEAD: &str = "Last updated on **Oct 5, 2026**\n\n";
const ENDPOINT: &str = "**Endpoint name**: `databricks-grok-4-7`\n\n";
const BOX: &str = "Preview\n\nThe use of this model with Foundation Model APIs is in Public Preview.\n\n";

/// A box calls its own model a preview, in public or not; what it says of another is told.
#[rstest]
#[case("This model is in Private Preview.", true)]
#[case("This model is in Public Preview in us-east-1 only.", true)]
#[case("Grok 4.6 is in Public Preview.", false)]
#[case("This model, unlike Grok 4.6, is in Public Preview.", false)]
#[case("Zorg 9 is in Public Preview.", false)]
fn a_box_is_about_its_own_model(#[case] text: &str, #[case] read: bool) {
    let imported = with(&format!("{HEAD}## Grok 4.7\n\nPreview\n\n{text}\n\n{ENDPOINT}"));
    let model = imported.matrix.find_model("databricks-grok-4-7", None).unwrap();
    assert_eq!((!model.preview.is_empty(), unread(&imported)), (read, vec![text]));
}

/// A box belongs to the model below whose heading it stands. What stands behind an endpoint's name may be the next model's.
#[rstest]
#[case::between_heading_and_endpoint(&format!("## Grok 4.7\n\n{BOX}{ENDPOINT}"), true)]
#[case::behind_the_endpoint(&format!("## Grok 4.7\n\n{ENDPOINT}{BOX}"), false)]
#[case::before_the_next_endpoint(&format!("## Grok 4.6\n\n**Endpoint name**: `databricks-grok-4-6`\n\n{BOX}{ENDPOINT}"), false)]
#[case::before_the_next_section(&format!("## Grok 4.6\n\n**Endpoint name**: `databricks-grok-4-6`\n\n{BOX}## Grok 4.7\n\n{ENDPOINT}"), false)]
#[case::below_no_heading(&format!("{BOX}{ENDPOINT}"), false)]
#[case::below_the_heading_of_another(&format!("## Grok 4.6\n\n{BOX}{ENDPOINT}"), false)]
#[case::a_paragraph(&format!("## Grok 4.7\n\nThe model is in Public Preview.\n\n{ENDPOINT}"), true)]
#[case::a_paragraph_behind_it(&format!("## Grok 4.7\n\n{ENDPOINT}The model is in Public Preview.\n"), false)]
fn a_box_whose_model_is_not_certain_belongs_to_nobody(#[case] page: &str, #[case] read: bool) {
    let imported = with(&format!("{HEAD}{page}"));
    let previews = ["grok-4-7", "grok-4-6"].map(|name| {
        !imported.matrix.find_model(&format!("databricks-{name}"), None).unwrap().preview.is_empty()
    });
    assert_eq!(previews, [read, false]);
    let told = unread(&imported).iter().any(|text| text.contains("Public Preview"));
    assert_eq!(told, !read, "{:?}", unread(&imported));
}

#[test]
fn notices_on_the_models_page_are_read_where_their_model_is_certain() {
    let notices = "important\n\n* This model will be retired on March 3, 2027 for pay-per-token workloads and on May 5, 2027 for AI \
                   Functions workloads.\n* This model is hosted on a global endpoint and requires cross geography routing to be enabled.\n\n";
    let imported = with(&format!("{HEAD}## Grok 4.7\n\n{notices}{ENDPOINT}"));
    assert_eq!(unread(&imported), Vec::<&str>::new());
    assert_eq!(
        ends(&imported),
        ["databricks-grok-4-7 ai-functions 2027-05-05", "databricks-grok-4-7 pay-per-token 2027-03-03"]
    );
    assert!(imported.text.contains("needed = \"every-region\""));
    let imported = with(&format!("{HEAD}## Grok 4.7\n\n{ENDPOINT}{notices}"));
    assert_eq!((unread(&imported).len(), ends(&imported)), (2, vec![]));
}

#[rstest]
#[case::a_sign_at_the_endpoint(
    "## Zorg 9\n\n**Endpoint name**: `databricks-zorg-9`◇\n",
    "databricks-zorg-9◇"
)]
#[case::two_endpoints(
    "## Zorg 9\n\n**Endpoint names**: `databricks-zorg-9`, `databricks-zorg-10`\n",
    "databricks-zorg-9, databricks-zorg-10"
)]
#[case::a_sign_at_the_heading("## Zorg 9 ◇\n\n**Endpoint name**: `databricks-zorg-9`\n", "Zorg 9 ◇")]
#[case::an_input(
    "## Zorg 9\n\n**Endpoint name**: `databricks-zorg-9`\n\n**Supported inputs**: text, image◇\n",
    "text, image◇"
)]
#[case::a_size_of_nobody(
    "## Zorg 9\n\nIt has a 200K token context window.\n",
    "It has a 200K token context window."
)]
#[case::a_rough_size(
    "## Zorg 9\n\n**Endpoint name**: `databricks-zorg-9`\n\nReads up to ~32K tokens.\n",
    "reads up to ~32k tokens"
)]
fn what_a_section_says_otherwise_is_told(#[case] section: &str, #[case] told: &str) {
    let imported = with(&format!("{HEAD}## Grok 4.7\n\n{ENDPOINT}{section}"));
    assert_eq!(unread(&imported), [told]);
}

/// The only sign of the cloud on most pages are their links.
#[rstest]
#[case::of_the_same("[a](/aws/en/x)", None)]
#[case::of_another("[a](/gcp/en/x)", Some("'other.md' speaks for Google Cloud"))]
#[case::of_microsoft(
    "[a](https://learn.microsoft.com/en-us/azure/databricks/x)",
    Some("'other.md' speaks for Azure")
)]
#[case::of_two("[a](/aws/en/x) [b](/gcp/en/x)", None)]
fn the_cloud_of_a_page_is_that_of_its_links(#[case] links: &str, #[case] refused: Option<&str>) {
    let region = Page::short(Cloud::Aws).html();
    let other = format!("{HEAD}{links}\n\n## Grok 4.7\n\n{ENDPOINT}");
    let pages = [("regions.html", region.as_bytes()), ("other.md", other.as_bytes())];
    match (import_all(&pages, ImportOptions::default()), refused) {
        (Ok(imported), None) => assert!(imported.report.unread.is_empty()),
        (Err(error), Some(said)) => assert!(error.message().contains(said), "{error}"),
        (result, _) => panic!("{:?}", result.map(|imported| imported.report)),
    }
}

/// Days that a page gives in several places are told where they differ.
#[test]
fn days_that_differ_are_told() {
    let html = Page::short(Cloud::Aws).html();
    let imported =
        import_one(&html.replace("<head>", "<head><meta name=ms.date content=09/29/2026>")).unwrap();
    assert_eq!(imported.matrix.as_of.to_string(), "2026-10-04");
    let told = imported.report.contradictions.iter();
    assert_eq!(told.filter(|told| told.contains("2026-09-29 (ms.date)")).count(), 1);
    let imported =
        import_one(&html.replace("Last updated on <b>", "Last updated on <b>the day of ")).unwrap();
    assert!(unread(&imported)[0].starts_with("Last updated on the day of"), "{:?}", unread(&imported));
}
