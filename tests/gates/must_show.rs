//! What the official page and the template warn about, each with its date.

use servemap::gates::{Outcome, Verdict};
use servemap::matrix::{Availability, Cloud, Mode, Scope};
use servemap::plan::{Routing, Use};

use super::asked::{aws, matrix, on};

use Mode::{AiFunctions, PayPerToken, ProvisionedThroughput};
use Outcome::{Block, Pass, Unknown, Warn};

/// "Gemini 3 Flash needs routing in every region that lists it, us-east-1 included": hosted on global endpoints.
#[test]
fn gemini_3_flash_needs_routing_in_every_region_that_lists_it() {
    for (cloud, regions) in [(Cloud::Aws, 26), (Cloud::Azure, 24), (Cloud::Gcp, 16)] {
        let matrix = matrix(cloud);
        let mut listed = 0;
        for mode in Mode::HOSTED {
            for region in matrix.regions() {
                let flash = on(matrix, mode, &region.id.0, "Gemini 3 Flash");
                if !flash.case().here().unwrap().is_listed() {
                    continue;
                }
                listed += 1;
                let told = format!("{cloud:?} {mode:?} {}", region.id);
                assert_eq!(flash.outcome("routing"), Warn, "{told}: not known yet");
                assert_eq!(flash.clone().routing(Routing::On).outcome("routing"), Pass, "{told}: on");
                assert_eq!(flash.clone().routing(Routing::Off).outcome("routing"), Block, "{told}: off");
                assert_eq!(flash.clone().in_geo().outcome("routing"), Block, "{told}: residency");
            }
        }
        assert_eq!(listed, regions, "{cloud:?}");
    }
    assert!(aws(PayPerToken, "us-east-1", "Gemini 3 Flash").reason("routing").contains("in every region"));
}

/// "Preview is printed only in the provisioned-throughput column."
#[test]
fn llama_4_maverick_in_provisioned_throughput_is_a_preview_here_and_absent_there() {
    let maverick = |region| aws(ProvisionedThroughput, region, "databricks-llama-4-maverick");
    let cell = |region| maverick(region).case().here().unwrap();
    assert_eq!(cell("us-east-1"), Availability::Listed { scope: Scope::InGeo, preview: true });
    assert_eq!(cell("ap-northeast-1"), Availability::Listed { scope: Scope::CrossGeo, preview: true });
    assert_eq!(cell("eu-west-3"), Availability::NotListed);
    let outcomes = |region| ["region", "routing", "status"].map(|gate| maverick(region).outcome(gate));
    assert_eq!(outcomes("us-east-1"), [Pass, Pass, Warn]);
    assert_eq!(outcomes("ap-northeast-1"), [Pass, Warn, Warn]);
    assert_eq!(maverick("eu-west-3").judge().verdict, Verdict::Blocked);
    assert!(maverick("eu-west-3").reason("region").contains("eu-central-1 (Europe)"));
}

/// One row: model, mode, day, and what gate 5 says by use (not known, existing, new).
type Ending = (&'static str, Mode, &'static str, [Outcome; 3]);

/// "A date counts from its own day: on the retirement date the model is retired." Before it, the model is deprecated:
/// "only workspaces that already use the model keep it".
const ENDINGS: [Ending; 26] = [
    ("Llama 3.1 405B Instruct", PayPerToken, "2026-02-14", [Warn, Warn, Block]),
    ("Llama 3.1 405B Instruct", PayPerToken, "2026-02-15", [Block; 3]),
    ("Llama 3.1 405B Instruct", PayPerToken, "2026-02-16", [Block; 3]),
    ("Llama 3.1 405B Instruct", ProvisionedThroughput, "2026-02-15", [Warn, Warn, Block]),
    ("Llama 3.1 405B Instruct", ProvisionedThroughput, "2026-05-14", [Warn, Warn, Block]),
    ("Llama 3.1 405B Instruct", ProvisionedThroughput, "2026-05-15", [Block; 3]),
    ("Llama 3.1 405B Instruct", ProvisionedThroughput, "2026-05-16", [Block; 3]),
    // A temporary redirect bridges the gap, whoever calls; "calls fail at its end".
    ("Gemini 3 Pro", PayPerToken, "2026-03-25", [Warn, Warn, Block]),
    ("Gemini 3 Pro", PayPerToken, "2026-03-26", [Warn; 3]),
    ("Gemini 3 Pro", PayPerToken, "2026-04-01", [Warn; 3]),
    ("Gemini 3 Pro", PayPerToken, "2026-06-07", [Warn; 3]),
    ("Gemini 3 Pro", PayPerToken, "2026-06-08", [Block; 3]),
    ("GPT-5.1 Codex Max", PayPerToken, "2026-07-15", [Warn, Warn, Block]),
    ("GPT-5.1 Codex Max", PayPerToken, "2026-07-16", [Block; 3]),
    ("GPT-5.1 Codex Max", PayPerToken, "2026-07-17", [Block; 3]),
    ("Claude Sonnet 4", PayPerToken, "2026-10-08", [Warn, Warn, Block]),
    ("Claude Sonnet 4", PayPerToken, "2026-10-09", [Block; 3]),
    ("Claude Sonnet 4", PayPerToken, "2026-10-10", [Block; 3]),
    ("Claude 3.7 Sonnet", PayPerToken, "2026-04-11", [Warn, Warn, Block]),
    ("Claude 3.7 Sonnet", PayPerToken, "2026-04-12", [Block; 3]),
    ("Claude 3.7 Sonnet", PayPerToken, "2026-10-04", [Block; 3]),
    // "is no longer available", read on 2026-06-18, without a day: before, nobody knows.
    ("Claude 3.7 Sonnet", AiFunctions, "2026-06-17", [Unknown; 3]),
    ("Claude 3.7 Sonnet", AiFunctions, "2026-06-18", [Block; 3]),
    ("Claude 3.7 Sonnet", ProvisionedThroughput, "2026-06-17", [Unknown; 3]),
    ("Claude 3.7 Sonnet", ProvisionedThroughput, "2026-06-18", [Block; 3]),
    ("Claude 3.7 Sonnet", ProvisionedThroughput, "2026-10-04", [Block; 3]),
];

#[test]
fn models_end_on_their_day_and_not_before() {
    for (model, mode, day, expected) in ENDINGS {
        for (usage, expected) in [Use::Unknown, Use::Existing, Use::New].into_iter().zip(expected) {
            for cloud in Cloud::ALL {
                let region = &matrix(cloud).regions()[0].id.0;
                let asked = on(matrix(cloud), mode, region, model).day(day).usage(usage);
                let told = format!("{cloud:?}: {model} for {usage:?} use in {} on {day}", mode.id());
                assert_eq!(asked.outcome("retirement"), expected, "{told}: {}", asked.reason("retirement"));
                let blocked = asked.judge().verdict == Verdict::Blocked;
                assert!(blocked || expected != Block, "{told}: blocked as a whole");
            }
        }
    }
}

/// "blocked … from 2026-02-15 …, not before": no other gate may block what was still there.
#[test]
fn nothing_else_blocks_a_model_before_its_end() {
    for (model, mode, day, expected) in ENDINGS {
        let asked = aws(mode, "us-east-1", model).day(day).usage(Use::Existing);
        let blocked = asked.judge().verdict == Verdict::Blocked;
        assert_eq!(blocked, expected[1] == Block, "{model} in {} on {day}: {:#?}", mode.id(), asked.judge());
    }
}

#[test]
fn the_official_replacements_are_named() {
    for (model, day, replacement) in [
        ("Llama 3.1 405B Instruct", "2026-02-14", "OpenAI GPT OSS 120B"),
        ("Llama 3.1 405B Instruct", "2026-02-15", "OpenAI GPT OSS 120B"),
        ("Gemini 3 Pro", "2026-04-01", "Google Gemini 3.1 Pro"),
        ("Gemini 3 Pro", "2026-06-08", "Google Gemini 3.1 Pro"),
        ("GPT-5.1 Codex Max", "2026-07-15", "OpenAI GPT-5.5"),
        ("GPT-5.1 Codex Max", "2026-07-16", "OpenAI GPT-5.5"),
        ("Claude Sonnet 4", "2026-10-08", "Anthropic Claude Sonnet 4.6"),
        ("Claude Sonnet 4", "2026-10-09", "Anthropic Claude Sonnet 4.6"),
        ("Claude 3.7 Sonnet", "2026-10-04", "the latest Claude Sonnet model"),
    ] {
        let asked = aws(PayPerToken, "us-east-1", model).day(day);
        let reason = asked.reason("retirement");
        assert!(reason.contains(&format!("Recommended replacement: {replacement}.")), "{model}: {reason}");
        let case = asked.case();
        for way in case.recommended() {
            assert!(case.replacement(way.model).refused.is_none(), "{model} -> {}", way.model.id);
        }
    }
    let redirected = aws(PayPerToken, "us-east-1", "Gemini 3 Pro").day("2026-04-01").reason("retirement");
    assert!(redirected.contains("redirected to Google Gemini 3.1 Pro"), "{redirected}");
    assert!(redirected.contains("2026-06-07"), "the end of the redirect: {redirected}");
}

#[test]
fn us_west_1_offers_nothing() {
    let matrix = matrix(Cloud::Aws);
    for mode in Mode::HOSTED {
        for model in matrix.models().iter().filter(|model| !model.is_external()) {
            let asked = on(matrix, mode, "us-west-1", &model.id.0);
            assert_eq!(asked.outcome("region"), Block, "{} in {}", model.id, mode.id());
            assert_eq!(asked.judge().verdict, Verdict::Blocked);
        }
    }
}

/// "A cell nobody has seen is unknown, never 'no' and never 'yes'."
#[test]
fn ap_southeast_3_is_unknown_in_every_mode() {
    let matrix = matrix(Cloud::Aws);
    for mode in Mode::HOSTED {
        for model in matrix.models().iter().filter(|model| !model.is_external()) {
            for routing in [Routing::Unknown, Routing::On, Routing::Off] {
                let asked = on(matrix, mode, "ap-southeast-3", &model.id.0).routing(routing);
                assert_eq!(asked.outcome("region"), Unknown, "{} in {}", model.id, mode.id());
                assert!(asked.outcome("routing") >= Unknown, "{} in {}", model.id, mode.id());
                assert!(!asked.judge().verdict.is_open());
                assert!(asked.reason("region").contains("Verify against the official page"));
            }
        }
    }
}

/// "Needed: block if routing is off or the residency rule keeps content in the Geo."
#[test]
fn residency_in_geo_blocks_a_cross_geo_cell_at_the_routing_gate() {
    for routing in [Routing::Unknown, Routing::On, Routing::Off] {
        let asked = aws(PayPerToken, "ap-northeast-1", "databricks-gpt-5-5").routing(routing).in_geo();
        assert_eq!(asked.outcome("routing"), Block);
        assert_eq!(asked.judge().deciding().unwrap().0.id, "routing");
        assert!(asked.reason("routing").contains("the residency rule keeps content in Geo Asia"));
    }
}

/// "On an earlier as-of date, a model that it does not list (retired since) is unknown there, not 'not listed'."
#[test]
fn before_the_matrix_a_model_retired_since_is_unknown() {
    for (model, mode, day) in [
        ("Gemini 3 Pro", PayPerToken, "2026-03-01"),
        ("GPT-5.1 Codex Max", PayPerToken, "2026-06-18"),
        ("Llama 3.1 405B Instruct", ProvisionedThroughput, "2026-05-14"),
        ("DBRX", PayPerToken, "2025-04-29"),
    ] {
        for gate in ["mode", "region", "status"] {
            let before = aws(mode, "us-east-1", model).day(day);
            assert_eq!(before.outcome(gate), Unknown, "{model} on {day}: {}", before.reason(gate));
        }
        for gate in ["mode", "region", "retirement"] {
            assert_eq!(aws(mode, "us-east-1", model).outcome(gate), Block, "{model} on the matrix's day");
        }
    }
    // A model that is alive and not listed here was not listed then either, as far as anyone knows.
    // That no region which was seen lists it says nothing of the one that was not.
    let alive = aws(ProvisionedThroughput, "us-east-1", "GPT-5.5").day("2026-06-18");
    assert_eq!((alive.outcome("mode"), alive.outcome("region")), (Unknown, Block));
}
