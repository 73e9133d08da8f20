//! "Nearest alternatives for anything blocked", and replacements: "judged by the same gates in the same mode and region".

use servemap::choice::alternative::{Alternative, AlternativeKind};
use servemap::gates::Verdict;
use servemap::matrix::{Cloud, Mode, ModelId};
use servemap::plan::{Routing, Use};

use super::asked::{ImportOptions, aws, matrix, on, own, says};

use Mode::{AiFunctions, PayPerToken, ProvisionedThroughput};

/// Why the second model is no replacement of the first; none if it is one.
fn refused(asked: &ImportOptions<'_>, replacement: &str) -> Option<String> {
    let case = asked.case();
    let model = case.criteria.matrix.model(&ModelId(replacement.to_owned())).unwrap();
    case.replacement(model).refused
}

/// "One that is itself blocked or retires no later than the model is refused with its reason."
#[test]
fn a_replacement_must_be_open_and_last_longer() {
    for (model, replacement, why) in [
        ("old", "plain", None),
        ("old", "later", None),
        ("old", "legacy", None),
        ("old", "same-day", Some("Same day itself ends on 2026-11-22, no later than Old on 2026-11-22.")),
        ("old", "sooner", Some("Sooner itself ends on 2026-11-21, no later than Old on 2026-11-22.")),
        ("old", "gone", Some("Gone is itself blocked: Retired in Pay-per-token: calls fail.")),
        ("old", "elsewhere", Some("Elsewhere is itself blocked: Not listed in home-1 for Pay-per-token;")),
        ("old", "batch", Some("Batch is itself blocked: Not listed in home-1 for Pay-per-token;")),
        ("old", "unsaid", Some("Unsaid is for another task: embedding, while Old is for chat.")),
        ("old", "old", Some("Old cannot replace itself.")),
        ("plain", "old", Some("Old itself ends on 2026-11-22, while no end of Plain is announced.")),
        ("gone", "old", None),
    ] {
        let found = refused(&on(own(), PayPerToken, "home-1", model), replacement);
        match (&found, why) {
            (None, None) => {}
            (Some(found), Some(why)) => assert!(found.starts_with(why) && found.ends_with('.'), "{found}"),
            _ => panic!("{replacement} in place of {model}: {found:?}, expected {why:?}"),
        }
    }
}

#[test]
fn a_replacement_is_refused_by_the_posture_too() {
    let asked = aws(PayPerToken, "ap-northeast-1", "Claude Sonnet 4").in_geo();
    let why = refused(&asked, "databricks-gpt-5-5").unwrap();
    assert!(
        why.contains("is itself blocked: Needed in ap-northeast-1 (cross-Geo), but the residency rule"),
        "{why}"
    );
    assert_eq!(refused(&asked, "databricks-claude-sonnet-4-6"), None);
    let another = aws(ProvisionedThroughput, "eu-west-3", "meta-llama-3-3");
    assert!(refused(&another, "databricks-llama-4-maverick").unwrap().contains("Not listed in eu-west-3"));
}

/// The workspace uses the model that goes, which says nothing of the one that comes.
#[test]
fn existing_use_is_not_handed_down_to_a_replacement() {
    let asked = on(own(), PayPerToken, "home-1", "old").usage(Use::Existing);
    let case = asked.case();
    let later = case.replacement(own().model(&ModelId("later".into())).unwrap());
    assert!(says(&later.judged, "retirement").reason.to_string().contains("not known yet"));
    let new = on(own(), PayPerToken, "home-1", "old").usage(Use::New);
    assert!(refused(&new, "later").unwrap().contains("this is a new use"));
}

/// "Chains are followed to their end and loops are named."
#[test]
fn chains_are_followed_to_their_end_and_loops_named() {
    for (model, replacement, chain) in [
        ("old", "plain", None),
        ("first", "second", Some("its own successor is Third, then Plain")),
        ("first", "third", Some("its own successor is Plain")),
        ("ring-one", "ring-two", Some("its own successor is Ring one, which leads back in a loop")),
        (
            "into-ring",
            "ring-one",
            Some("its own successor is Ring two, then Ring one, which leads back in a loop"),
        ),
    ] {
        let asked = on(own(), PayPerToken, "home-1", model);
        let case = asked.case();
        let found = case.replacement(own().model(&ModelId(replacement.into())).unwrap());
        assert_eq!(found.chain_words().as_deref(), chain, "{replacement} in place of {model}");
        assert_eq!(found.loops, chain.is_some_and(|chain| chain.ends_with("loop")));
    }
}

#[test]
fn no_bundled_replacement_leads_in_a_loop() {
    for matrix in Cloud::ALL.map(matrix) {
        for fact in matrix.lifecycle_facts() {
            for mode in &fact.modes {
                let asked = on(matrix, *mode, &matrix.regions()[0].id.0, &fact.model.0);
                let case = asked.case();
                for way in case.recommended() {
                    assert!(!case.replacement(way.model).loops, "{} -> {}", fact.model, way.model.id);
                }
            }
        }
    }
}

fn kinds(ways: &[Alternative<'_>]) -> Vec<AlternativeKind> {
    let mut kinds: Vec<AlternativeKind> = ways.iter().map(|way| way.kind).collect();
    kinds.dedup();
    kinds
}

fn of_kind<'a>(ways: &[Alternative<'a>], kind: AlternativeKind) -> Vec<(&'a str, &'static str, &'a str)> {
    ways.iter()
        .filter(|way| way.kind == kind)
        .map(|way| (way.model.id.0.as_str(), way.mode.id(), way.region.unwrap().id.0.as_str()))
        .collect()
}

/// "The same model in another region (same Geo first) or another mode; the official replacement; then models of the same
/// task that pass all gates here, closest first."
#[test]
fn alternatives_come_nearest_first() {
    let asked = on(own(), PayPerToken, "home-1", "elsewhere");
    let ways = asked.case().alternatives();
    assert_eq!(
        of_kind(&ways, AlternativeKind::Region),
        [("elsewhere", "pay-per-token", "near-1"), ("elsewhere", "pay-per-token", "far-1")],
        "same Geo first"
    );
    assert_eq!(of_kind(&ways, AlternativeKind::Mode), [("elsewhere", "ai-functions", "home-1")]);
    assert_eq!(kinds(&ways), [AlternativeKind::Region, AlternativeKind::Mode, AlternativeKind::Task]);

    let old = on(own(), PayPerToken, "home-1", "old").day("2026-11-22");
    let ways = old.case().alternatives();
    assert_eq!(of_kind(&ways, AlternativeKind::Replacement), [("later", "pay-per-token", "home-1")]);
    assert_eq!(kinds(&ways), [AlternativeKind::Mode, AlternativeKind::Replacement, AlternativeKind::Task]);
    for way in ways.iter().filter(|way| way.kind == AlternativeKind::Task) {
        assert_eq!(way.verdict, Verdict::Available, "{} passes all gates", way.model.id);
        assert_eq!(way.model.task, old.case().model.task);
        assert!(!["old", "later", "unsaid"].contains(&way.model.id.0.as_str()), "{}", way.model.id);
    }
}

#[test]
fn switching_routing_on_is_an_alternative_only_where_it_is_allowed() {
    let off = on(own(), PayPerToken, "home-2", "plain").routing(Routing::Off);
    assert!(kinds(&off.case().alternatives()).contains(&AlternativeKind::Routing));
    let barred = off.clone().in_geo();
    assert!(!kinds(&barred.case().alternatives()).contains(&AlternativeKind::Routing));
    let home = of_kind(&barred.case().alternatives(), AlternativeKind::Region);
    assert_eq!(home, [("plain", "pay-per-token", "home-1")], "far-1 is in another Geo");
    let free = off.case().alternatives();
    let free: Vec<&str> =
        of_kind(&free, AlternativeKind::Region).iter().map(|(_, _, region)| *region).collect();
    assert_eq!(free, ["home-1", "far-1", "nowhere-1"], "without the rule it is a way out");
}

#[test]
fn alternatives_of_the_page_are_those_a_platform_engineer_expects() {
    let maverick = aws(ProvisionedThroughput, "eu-west-3", "databricks-llama-4-maverick");
    let ways = maverick.case().alternatives();
    let regions: Vec<&str> =
        of_kind(&ways, AlternativeKind::Region).iter().map(|(_, _, region)| *region).collect();
    assert_eq!(regions, ["eu-central-1", "eu-west-1", "eu-west-2"], "same Geo first");

    let sonnet = aws(PayPerToken, "us-east-1", "Claude Sonnet 4").day("2026-10-09");
    let ways = sonnet.case().alternatives();
    assert_eq!(of_kind(&ways, AlternativeKind::Region), [], "retired everywhere");
    assert_eq!(
        of_kind(&ways, AlternativeKind::Mode),
        [("databricks-claude-sonnet-4", "ai-functions", "us-east-1")]
    );
    let replacement = of_kind(&ways, AlternativeKind::Replacement);
    assert_eq!(replacement, [("databricks-claude-sonnet-4-6", "pay-per-token", "us-east-1")]);

    let gpt = aws(AiFunctions, "us-west-1", "databricks-gpt-5-5");
    let ways = gpt.case().alternatives();
    assert_eq!(kinds(&ways), [AlternativeKind::Region], "us-west-1 offers nothing");
}

/// A way out that is closed itself is none; only the official replacement is shown whatever the gates say of it.
#[test]
fn every_alternative_is_open_for_every_blocked_model() {
    let matrix = matrix(Cloud::Aws);
    for mode in Mode::HOSTED {
        for region in ["us-east-1", "eu-west-3", "ap-southeast-3"] {
            for model in matrix.models().iter().filter(|model| !model.is_external()) {
                let asked = on(matrix, mode, region, &model.id.0);
                for way in asked.case().alternatives() {
                    assert_eq!(way.refused.is_none(), way.is_open(), "{}", way.words());
                    assert!(way.kind == AlternativeKind::Replacement || way.is_open(), "{}", way.words());
                    let same = way.mode == mode && way.region.unwrap().id.0 == region;
                    assert!(
                        !same || way.model.id != model.id || way.kind == AlternativeKind::Routing,
                        "{}",
                        way.words()
                    );
                    assert!(!way.words().is_empty());
                }
            }
        }
    }
}

fn ids<'a>(ways: &[Alternative<'a>], kind: AlternativeKind) -> Vec<&'a str> {
    ways.iter().filter(|way| way.kind == kind).map(|way| way.model.id.0.as_str()).collect()
}

/// "The official replacement ('the latest Claude Sonnet' means the newest of that line here)."
#[test]
fn the_latest_of_a_line_is_the_newest_that_can_be_taken_here() {
    let sonnet =
        |routing| aws(PayPerToken, "us-east-1", "Claude 3.7 Sonnet").day("2026-10-20").routing(routing);
    let newest = |asked: &ImportOptions<'_>| {
        ids(&asked.case().alternatives(), AlternativeKind::Replacement)[0].to_owned()
    };
    assert_eq!(newest(&sonnet(Routing::On)), "databricks-claude-sonnet-5");
    // Sonnet 5.5 stands on a page and in no cell; Sonnet 4 has retired.
    let strict = aws(PayPerToken, "ap-northeast-1", "Claude 3.7 Sonnet").day("2026-10-20").in_geo();
    assert_eq!(newest(&strict), "databricks-claude-sonnet-4-6", "Sonnet 5 is cross-Geo there");
}

/// "Then the names that a retirement notice gives": like Llama 3.2, 3.3, or 4.
#[test]
fn a_notice_that_names_families_names_ways_out() {
    let dbrx = aws(ProvisionedThroughput, "us-east-1", "DBRX").day("2026-10-20");
    let ways = dbrx.case().alternatives();
    assert_eq!(
        ids(&ways, AlternativeKind::Replacement),
        ["meta-llama-3-2-3b", "meta-llama-3-2-1b", "meta-llama-3-3", "databricks-llama-4-maverick"]
    );
    assert!(ways.iter().all(|way| way.kind != AlternativeKind::Replacement || way.is_open()));
}

/// "One that is blocked only with its reason."
#[test]
fn a_blocked_replacement_stands_with_its_reason() {
    let flash = aws(PayPerToken, "us-east-1", "databricks-gemini-2-5-flash").day("2026-10-20");
    let off = flash.routing(Routing::Off);
    let ways = off.case().alternatives();
    let refused: Vec<&Alternative<'_>> = ways.iter().filter(|way| way.refused.is_some()).collect();
    assert!(!refused.is_empty(), "{ways:?}");
    for way in refused {
        assert_eq!(way.kind, AlternativeKind::Replacement);
        let why = way.refused.as_deref().unwrap();
        assert!(why.contains("is itself blocked: Needed in us-east-1"), "{why}");
    }
}

/// A secondary region that blocks, or that cannot take over, is changed before anything else is.
#[test]
fn another_secondary_region_is_the_nearest_way_out_of_a_secondary_region() {
    let sonnet = || aws(PayPerToken, "us-east-1", "databricks-claude-sonnet-4-6");
    let words = |asked: ImportOptions<'_>| asked.case().alternatives().first().map(Alternative::words);
    let another = "databricks-claude-sonnet-4-6 with us-east-2 (Americas) as the secondary region";
    for (secondary, in_geo) in [("eu-west-1", true), ("us-gov-west-1", false), ("us-east-1", false)] {
        let asked = sonnet().failover(secondary);
        let asked = if in_geo { asked.in_geo() } else { asked };
        assert_eq!(words(asked).as_deref(), Some(another), "{secondary}");
    }
    // No other region of the Geo lists it in-Geo.
    let alone = on(own(), PayPerToken, "home-1", "plain").failover("far-1").in_geo();
    assert_eq!(words(alone).as_deref(), Some("Plain without a secondary region"));
    for kept in [sonnet(), sonnet().failover("us-east-2")] {
        assert!(ids(&kept.case().alternatives(), AlternativeKind::Secondary).is_empty());
    }
}

/// What leads in a loop is not proposed as the way on.
#[test]
fn a_model_whose_successors_lead_in_a_loop_is_no_better_one() {
    let asked = on(own(), PayPerToken, "home-1", "into-ring");
    let better = asked.case().better().map(|way| way.model.id.0.clone());
    assert!(!better.as_deref().is_some_and(|id| id.starts_with("ring-")), "{better:?}");
}

/// "'No way out is known' only when mode and region are chosen and none is."
#[test]
fn nothing_is_said_of_ways_out_before_mode_and_region_are_chosen() {
    let asked = aws(PayPerToken, "us-east-1", "databricks-gpt-oss-120b");
    assert!(asked.case().has_ways_out());
    let anywhere = asked.anywhere();
    assert!(!anywhere.case().has_ways_out());
    assert!(anywhere.case().alternatives().is_empty());
}

/// "Models of the same task that pass all gates here, closest first: same line (the name without its version), newest
/// first; same provider; then the rest by price."
#[test]
fn models_like_it_stand_by_line_then_provider_then_price() {
    let matrix = matrix(Cloud::Aws);
    for (model, region, mode) in [
        ("databricks-claude-sonnet-4", "us-east-1", PayPerToken),
        ("databricks-gemini-2-5-flash", "us-east-1", PayPerToken),
        ("databricks-inkling", "us-west-2", PayPerToken),
        ("databricks-gpt-5-2", "eu-west-3", PayPerToken),
    ] {
        let asked = on(matrix, mode, region, model).day("2026-11-10").routing(Routing::On);
        let case = asked.case();
        let ways = case.alternatives();
        let like: Vec<_> = ways.iter().filter(|way| way.kind == AlternativeKind::Task).collect();
        let key = |way: &&Alternative<'_>| {
            let same_line = way.model.line().is(&case.model.line());
            let provider = way.model.provider == case.model.provider;
            let version = if same_line { Some(std::cmp::Reverse(way.model.line().version)) } else { None };
            // Prices are positive, so that their bits stand in their order.
            let price =
                if same_line { 0 } else { way.model.price_in(mode).unwrap_or(f64::INFINITY).to_bits() };
            (!same_line, if same_line { false } else { !provider }, version, price)
        };
        assert!(
            like.iter().map(key).is_sorted(),
            "{model}: {:?}",
            like.iter().map(|w| &w.model.id).collect::<Vec<_>>()
        );
    }
    let sonnet = aws(PayPerToken, "us-east-1", "databricks-claude-sonnet-4").day("2026-11-10");
    let ways = sonnet.routing(Routing::On);
    let ways = ways.case().alternatives();
    assert_eq!(
        ids(&ways, AlternativeKind::Task)[..2],
        ["databricks-claude-sonnet-5", "databricks-claude-sonnet-4-5"]
    );
}
