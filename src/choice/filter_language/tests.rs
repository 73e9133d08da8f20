//! The grammar as tables of cases, and what holds for any text.

use std::sync::LazyLock;

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::date::{Span, When};
use crate::matrix::{Cloud, bundled};

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::models(&bundled::matrix(Cloud::Aws).unwrap()));

fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

#[test]
fn every_word_must_match_somewhere_and_its_letters_are_told() {
    let mut scratch = Scratch::default();
    let fields = ["Meta Llama 4 Maverick", "databricks-llama-4-maverick"];
    let found = Query::parse("meta mav").matches(&fields, &mut scratch).unwrap();
    assert_eq!(found.letters[0], vec![0, 1, 2, 3, 13, 14, 15]);
    assert!(Query::parse("meta qwen").matches(&fields, &mut scratch).is_none());
    assert!(Query::parse("").matches(&fields, &mut scratch).is_some());
}

#[test]
fn quoted_words_match_letter_by_letter() {
    let mut scratch = Scratch::default();
    let query = Query::read("\"llama 4\"", &Vocabulary::default());
    assert!(query.matches(&["Meta Llama 4 Maverick"], &mut scratch).is_some());
    assert!(query.matches(&["Meta Llama 3.4"], &mut scratch).is_none());
}

/// "Quoted words match anywhere, letter by letter, case forgiven."
#[rstest]
#[case("\"5.5 pro\"", "OpenAI GPT-5.5 Pro", &[11, 12, 13, 14, 15, 16, 17])]
#[case("\"i g\"", "OpenAI GPT", &[5, 6, 7])]
#[case("\"montréal\"", "MONTRÉAL", &[0, 1, 2, 3, 4, 5, 6, 7])]
#[case("\"réa\"", "Montre\u{301}al", &[])]
#[case("\"o\"", "gpt-oss", &[4])]
#[case("\"gpt 5\"", "GPT-5", &[])]
// A word without quotes is also a part of a name, whatever stands between its words.
#[case("claude_sonnet_4_5", "Anthropic Claude Sonnet 4.5", &[10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22, 24, 26])]
#[case("LLAMA_4_MAV", "databricks-llama-4-maverick", &[11, 12, 13, 14, 15, 17, 19, 20, 21])]
fn letters_that_match_are_told(#[case] text: &str, #[case] field: &str, #[case] letters: &[u32]) {
    let query = Query::read(text, vocabulary());
    let found = query.matches(&[field], &mut Scratch::default());
    assert_eq!(found.map(|found| found.letters[0].clone()).unwrap_or_default(), letters, "{text}");
}

/// Every place of a text can be found by what stands there, in either case.
#[test]
fn any_part_of_a_name_is_found_between_quotes() {
    let matrix = bundled::matrix(Cloud::Aws).unwrap();
    let mut scratch = Scratch::default();
    for model in matrix.models() {
        let letters: Vec<char> = model.name.chars().collect();
        for (start, end) in (0..letters.len()).map(|start| (start, letters.len().min(start + 4))) {
            let part: String = letters[start..end].iter().collect();
            for part in [part.to_lowercase(), part.to_uppercase()] {
                let query = Query {
                    terms: vec![Term { span: 0..0, asks: Asks::word(&part, true) }],
                    mistakes: Vec::new(),
                };
                assert!(
                    query.matches(&[&model.name], &mut scratch).is_some(),
                    "'{part}' of '{}'",
                    model.name
                );
            }
        }
    }
}

#[test]
fn a_filter_has_so_many_terms_and_no_more() {
    let text = (0..10_000).map(|at| format!("task:c{at}")).collect::<Vec<_>>().join(" ");
    let query = Query::read(&text, vocabulary());
    assert_eq!(query.mistakes().len(), 201);
    assert_eq!(query.mistakes()[200].message, "a filter has 200 terms at most");
    assert_eq!(query.mistakes()[200].span.end, text.len());
}

/// The specification's own line.
#[test]
fn the_examples_are_understood() {
    let line = "provider:anthropic task:embedding input:image mode:pay-per-token region:eu-west-1 geo:eu status:preview \
        routing:no realtime:yes verdict:available retires:<90d retires:<2026-12-31 ctx:>=200k -task:chat";
    let query = Query::read(line, vocabulary());
    assert_eq!(query.mistakes(), []);
    assert_eq!(query.terms().len(), 14);
}

fn wanted(text: &str) -> Option<(Wanted, bool)> {
    let query = Query::read(text, vocabulary());
    match query.terms() {
        [Term { asks: Asks::Fact(question), .. }] => Some((question.wanted.clone(), question.negated)),
        _ => None,
    }
}

fn is(member: &str) -> Wanted {
    Wanted::Member(member.to_owned())
}

#[rstest]
#[case("provider:anthropic", is("Anthropic"), false)]
#[case("PROVIDER:Zhipu-AI", is("Zhipu AI"), false)]
#[case("-provider:\"zhipu ai\"", is("Zhipu AI"), true)]
#[case("geo:eu", is("Europe"), false)]
#[case("region:US_EAST_1", is("us-east-1"), false)]
#[case("region:\"EU (Ireland)\"", is("eu-west-1"), false)]
#[case("mode:\"Pay per token\"", is("pay-per-token"), false)]
#[case("-mode:\"External model\"", is("external-models"), true)]
#[case("geo:australia-new-zealand", is("Australia & New Zealand"), false)]
#[case("task:unknown", Wanted::Unknown, false)]
#[case("verdict:unknown", is("unknown"), false)]
#[case("retires:none", Wanted::Never, false)]
#[case("retires:<90d", Wanted::Day(Comparison::Less, When::In(Span::Days(90))), false)]
#[case("retires:>=12w", Wanted::Day(Comparison::AtLeast, When::In(Span::Days(84))), false)]
#[case("retires:<=6m", Wanted::Day(Comparison::AtMost, When::In(Span::Months(6))), false)]
#[case("retires:<1y", Wanted::Day(Comparison::Less, When::In(Span::Months(12))), false)]
#[case("retires:<=today", Wanted::Day(Comparison::AtMost, When::In(Span::Days(0))), false)]
#[case("retires:>+3m", Wanted::Day(Comparison::More, When::In(Span::Months(3))), false)]
#[case("ctx:>=200k", Wanted::Number(Comparison::AtLeast, Decimal::whole(200_000)), false)]
#[case("ctx:<1M", Wanted::Number(Comparison::Less, Decimal::whole(1_000_000)), false)]
#[case("ctx:128000", Wanted::Number(Comparison::Equal, Decimal::whole(128_000)), false)]
#[case("ctx:>=0.5m", Wanted::Number(Comparison::AtLeast, Decimal::whole(500_000)), false)]
#[case("ctx:>=200,000", Wanted::Number(Comparison::AtLeast, Decimal::whole(200_000)), false)]
#[case("output:>=8k", Wanted::Number(Comparison::AtLeast, Decimal::whole(8_000)), false)]
#[case("output:?", Wanted::Unknown, false)]
#[case("verdict:?", is("unknown"), false)]
#[case("price:<10", Wanted::Number(Comparison::Less, Decimal::whole(10)), false)]
#[case("-price:<=0.5", Wanted::Number(Comparison::AtMost, Decimal::of(0.5).unwrap()), true)]
#[case("price:?", Wanted::Unknown, false)]
#[case("ends:<90d", Wanted::Day(Comparison::Less, When::In(Span::Days(90))), false)]
#[case("ends:none", Wanted::Never, false)]
#[case("ends:unknown", Wanted::Unknown, false)]
fn a_value_is_read(#[case] text: &str, #[case] value: Wanted, #[case] negated: bool) {
    assert_eq!(wanted(text), Some((value, negated)), "{text}");
}

#[rstest]
#[case::name("claude taks:chat", "taks", "unknown qualifier 'taks'", Some("task"))]
#[case::half("claude task:", "task:", "'task:' needs a value", None)]
#[case::value("task:embeding", "embeding", "invalid value 'embeding' for 'task'", Some("embedding"))]
#[case::region("region:us-est-1 gpt", "us-est-1", "invalid value 'us-est-1' for 'region'", Some("us-east-1"))]
#[case::elsewhere("region:westeurope", "westeurope", "one of Azure (--cloud azure)", None)]
#[case::number("ctx:>=x", ">=x", "invalid value '>=x' for 'ctx'", None)]
#[case::half_a_number("ctx:>=", ">=", "invalid value '>=' for 'ctx'", None)]
#[case::too_big("ctx:99999999999999999m", "99999999999999999m", "for 'ctx'", None)]
#[case::places("ctx:>=0.5", ">=0.5", "invalid value '>=0.5' for 'ctx'", None)]
#[case::comma("price:<0,5", "<0,5", "invalid value '<0,5' for 'price'", Some("<0.5"))]
#[case::money("price:<$10", "<$10", "invalid value '<$10' for 'price'", None)]
#[case::half_a_price("price:<", "<", "invalid value '<' for 'price'", None)]
#[case::modality("output:text", "text", "invalid value 'text' for 'output'", None)]
#[case::end("ends:90d", "90d", "invalid value '90d' for 'ends'", Some("<90d"))]
#[case::of_regions("open:>=10", "open", "'open:' does not apply to models", None)]
#[case::negated("gpt -prise:<10", "prise", "unknown qualifier 'prise'", Some("price"))]
#[case::no_day("retires:<2026-02-30", "<2026-02-30", "for 'retires'", None)]
#[case::span("retires:90d", "90d", "invalid value '90d' for 'retires'", Some("<90d"))]
#[case::dash("gpt -", "-", "'-' is a word, and only qualifiers can be negated", None)]
#[case::dashed_word(
    "gpt -tas",
    "-tas",
    "'-tas' is a word, and only qualifiers can be negated",
    Some("-task:")
)]
#[case::no_name(":chat", ":chat", "unknown qualifier ''", None)]
fn a_mistake_is_marked_and_named(
    #[case] text: &str,
    #[case] marked: &str,
    #[case] message: &str,
    #[case] nearest: Option<&str>,
) {
    let query = Query::read(text, vocabulary());
    let [mistake] = query.mistakes() else { panic!("{text}: {:?}", query.mistakes()) };
    assert_eq!(&text[mistake.span.clone()], marked);
    assert!(mistake.message.contains(message), "{}", mistake.message);
    assert_eq!(mistake.nearest.as_deref(), nearest);
    assert!(!mistake.expected.is_empty());
    assert_eq!(query.terms().len(), text.split(' ').count() - 1, "the rest still filters");
}

#[rstest]
#[case::name("ta", 2, &["task:"])]
#[case::names("r", 1, &["region:", "routing:", "realtime:", "retires:"])]
#[case::negated("-ta", 3, &["task:"])]
#[case::value("task:em", 7, &["embedding"])]
#[case::wrong_value("task:embeding", 13, &["embedding"])]
#[case::all("status:", 7, &["preview", "ga", "unknown"])]
#[case::inside("task:em llama", 7, &["embedding"])]
#[case::name_inside("tsk:chat", 3, &["task"])]
#[case::word("llama", 5, &[])]
#[case::empty("", 0, &[])]
#[case::no_qualifier("x:y", 3, &[])]
fn a_word_is_completed(#[case] text: &str, #[case] cursor: usize, #[case] choices: &[&str]) {
    assert_eq!(Query::complete(text, cursor, vocabulary()).choices, choices, "{text}");
}

/// Texts that are nearly filters.
fn texts() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        any::<String>(),
        "[-]?(task|mode|geo|ctx|retires|ends|output|price|provder|regio)[:]?[<>=]{0,2}[a-z0-9.,?-]{0,8}",
        Just("\"a b".to_owned()),
    ];
    proptest::collection::vec(part, 0..5).prop_map(|parts| parts.join(" "))
}

proptest! {
    #[test]
    fn any_text_can_be_read(text in texts()) {
        let query = Query::read(&text, vocabulary());
        for span in query.terms().iter().map(|term| &term.span).chain(query.mistakes().iter().map(|mistake| &mistake.span)) {
            prop_assert!(text.get(span.clone()).is_some());
        }
    }

    /// A choice in its place leaves no more mistakes, but for the value that a name still wants, or that was another name's.
    #[test]
    fn a_completion_reads_better(text in texts(), at in any::<prop::sample::Index>()) {
        let vocabulary = vocabulary();
        let cursor = at.index(text.len() + 1);
        let before = Query::read(&text, vocabulary).mistakes().len();
        let completions = Query::complete(&text, cursor, vocabulary);
        for choice in &completions.choices {
            let mut completed = text.clone();
            completed.replace_range(completions.span.clone(), choice);
            let after = &completed[completions.span.start + choice.len()..];
            let wants_value = usize::from(choice.ends_with(':') || after.starts_with(':'));
            prop_assert!(Query::read(&completed, vocabulary).mistakes().len() <= before + wants_value, "{completed}");
        }
    }
}

#[test]
fn an_explanation_names_the_term_that_emptied_the_list() {
    let text = "one two three";
    let query = Query::parse(text);
    let query = Query::read(text, &Vocabulary::default()).with_terms(0..query.terms().len());
    // The first leaves 5, the first two 2, all three none; each alone 5, 4 and 3.
    let count = |part: &Query| match part.terms() {
        [only] => [5, 4, 3][only.span.start / 4],
        [_, _] => 2,
        _ => 0,
    };
    let lines = Explanation::of(&query, 9, count).lines(text, "models");
    assert_eq!(
        lines,
        [
            "'three' leaves none of the 2 models that the terms before it left",
            "each alone would leave: 'one' 5, 'two' 4, 'three' 3"
        ]
    );
}
