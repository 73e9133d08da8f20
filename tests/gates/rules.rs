//! Section 3 of the specification, gate by gate, in tables.

use servemap::matrix::{Mode, Workload};
use servemap::plan::{Outcome, PreviewRule, Residency, Routing, Use};

use crate::asked::{aws, on, own};

use Mode::{AiFunctions, ExternalModels, PayPerToken, ProvisionedThroughput};
use Outcome::{Block, Pass, Unknown, Warn};

/// "Not offered in the mode: block, naming the modes that do offer it."
#[test]
fn gate_1_knows_which_mode_offers_what() {
    for (mode, model, expected, says) in [
        (PayPerToken, "databricks-gpt-5-5", Pass, "offered in Pay-per-token"),
        (AiFunctions, "databricks-gpt-5-5", Pass, "offered in AI Functions"),
        (ProvisionedThroughput, "databricks-gpt-5-5", Block, "offered in Pay-per-token and AI Functions"),
        (ExternalModels, "databricks-gpt-5-5", Block, "offered in Pay-per-token and AI Functions"),
        (PayPerToken, "meta-llama-3-2-3b", Block, "offered in Provisioned throughput"),
        (AiFunctions, "meta-llama-3-2-3b", Block, "offered in Provisioned throughput"),
        (ProvisionedThroughput, "meta-llama-3-2-3b", Pass, "offered in Provisioned throughput"),
        (ProvisionedThroughput, "databricks-gte-large-en", Block, "Its family GTE v1.5 (English) is"),
        (ExternalModels, "openai/gpt-4o", Pass, "OpenAI offers gpt-4o as an external model"),
        (ExternalModels, "cohere", Unknown, "which of its models are was not seen"),
        (PayPerToken, "openai/gpt-4o", Block, "only External model offers it"),
        (PayPerToken, "dbrx", Block, "no mode offers it"),
    ] {
        let asked = aws(mode, "us-east-1", model);
        let reason = asked.reason("mode");
        assert_eq!(asked.outcome("mode"), expected, "{model} in {}: {reason}", mode.id());
        assert!(reason.contains(says), "{model} in {}: {reason}", mode.id());
    }
}

/// "For an interactive workload in provisioned throughput the model must be on the real-time list; in pay-per-token its
/// absence there is a warning that says which list and which date."
#[test]
fn gate_1_holds_interactive_work_against_the_real_time_list() {
    let list = "\"Models supported for real-time inference (provisioned throughput)\" of 2026-10-04";
    for (mode, model, workload, expected, says) in [
        (ProvisionedThroughput, "batch", Some(Workload::Interactive), Pass, "and is on the list"),
        (ProvisionedThroughput, "slow", Some(Workload::Interactive), Block, "but is not on the list"),
        (ProvisionedThroughput, "unsaid", Some(Workload::Interactive), Unknown, "it is unknown whether"),
        (ProvisionedThroughput, "slow", Some(Workload::Sla), Pass, ""),
        (ProvisionedThroughput, "slow", Some(Workload::Batch), Pass, ""),
        (ProvisionedThroughput, "slow", None, Pass, ""),
        (PayPerToken, "slow", Some(Workload::Interactive), Warn, "but is not on the list"),
        (PayPerToken, "unsaid", Some(Workload::Interactive), Warn, "it is unknown whether"),
        (PayPerToken, "slow", Some(Workload::Batch), Pass, ""),
        (AiFunctions, "elsewhere", Some(Workload::Interactive), Pass, ""),
    ] {
        let asked = on(own(), mode, "home-1", model).workload(workload);
        let (outcome, reason) = (asked.outcome("mode"), asked.reason("mode"));
        assert_eq!(outcome, expected, "{model} in {} for {workload:?}: {reason}", mode.id());
        assert!(reason.contains(says), "{reason}");
        assert_eq!(reason.contains(list), !says.is_empty(), "which list and which date: {reason}");
    }
    let preview = aws(ProvisionedThroughput, "us-east-1", "llama-4-maverick").workload(Workload::Interactive);
    assert!(preview.reason("mode").contains("as a preview"), "{}", preview.reason("mode"));
    assert_eq!(
        aws(PayPerToken, "us-east-1", "gpt-5-5").workload(Workload::Interactive).outcome("mode"),
        Warn
    );
}

/// "Not listed in the primary region: block, naming the nearest regions that list it (same Geo first)." "A region whose
/// row was never seen is unknown."
#[test]
fn gate_2_judges_the_primary_region() {
    for (mode, region, model, expected, says) in [
        (PayPerToken, "home-1", "plain", Pass, "Listed in home-1 for Pay-per-token: in-Geo."),
        (PayPerToken, "home-2", "plain", Pass, "Listed in home-2 for Pay-per-token: cross-Geo."),
        (PayPerToken, "near-1", "plain", Block, "home-1 (Here), home-2 (Here), far-1 (There)"),
        (PayPerToken, "home-1", "elsewhere", Block, "only near-1 (Here), far-1 (There) list it"),
        (AiFunctions, "home-1", "plain", Block, "no region lists it"),
        (AiFunctions, "home-2", "elsewhere", Unknown, "Unknown in home-2"),
        (PayPerToken, "unseen-1", "plain", Unknown, "Unknown in unseen-1"),
        (PayPerToken, "westeurope", "plain", Unknown, "westeurope is no region of the AWS matrix"),
    ] {
        let asked = on(own(), mode, region, model);
        let reason = asked.reason("region");
        assert_eq!(asked.outcome("region"), expected, "{model} in {region}: {reason}");
        assert!(reason.contains(says), "{model} in {region}: {reason}");
    }
    let only = on(own(), AiFunctions, "near-1", "elsewhere").reason("region");
    assert!(only.starts_with("Unknown"), "{only}");
    assert_eq!(on(own(), PayPerToken, "home-1", "plain").anywhere().outcome("region"), Unknown);
}

/// "The secondary region is judged the same way and shown as failover: yes, cross-Geo, no, unknown; no is a warning."
#[test]
fn gate_2_judges_the_secondary_region() {
    for (secondary, expected, says) in [
        ("far-1", Pass, "Failover to far-1: yes."),
        ("home-2", Pass, "Failover to home-2: cross-Geo."),
        ("near-1", Warn, "Failover to near-1: no."),
        ("unseen-1", Warn, "Failover to unseen-1: unknown."),
        ("westeurope", Warn, "Failover to westeurope: unknown."),
        ("home-1", Warn, "it is the primary region itself"),
    ] {
        let asked = on(own(), PayPerToken, "home-1", "plain").failover(secondary);
        assert_eq!(asked.outcome("region"), expected, "{}", asked.reason("region"));
        assert!(asked.reason("region").contains(says), "{}", asked.reason("region"));
    }
    // What the primary region says is never made better by a secondary one.
    let blocked = on(own(), PayPerToken, "home-1", "elsewhere").failover("near-1");
    assert_eq!(blocked.outcome("region"), Block);
    assert!(blocked.reason("region").contains("Failover to near-1: yes."));
}

/// "Not needed: pass. Needed: block if routing is off or the residency rule keeps content in the Geo; warn while the
/// posture is 'not known yet'; pass with a note if routing is on."
#[test]
fn gate_3_goes_by_the_cell_and_the_posture() {
    use Residency::{InGeo, None};
    for (region, residency, routing, expected, says) in [
        ("home-1", None, Routing::Unknown, Pass, "Not needed"),
        ("home-1", None, Routing::Off, Pass, "Not needed"),
        ("home-1", InGeo, Routing::Off, Pass, "Not needed"),
        ("home-1", InGeo, Routing::On, Pass, "Not needed"),
        ("home-2", None, Routing::Unknown, Warn, "not known yet"),
        ("home-2", None, Routing::On, Pass, "routing is on. Validate it before rollout."),
        ("home-2", None, Routing::Off, Block, "To switch it on, turn off"),
        ("home-2", InGeo, Routing::Unknown, Block, "the residency rule"),
        ("home-2", InGeo, Routing::On, Block, "the residency rule"),
        ("home-2", InGeo, Routing::Off, Block, "the residency rule"),
        ("near-1", None, Routing::On, Unknown, "not listed there"),
        ("unseen-1", None, Routing::On, Unknown, "no cell to read it from"),
        ("westeurope", None, Routing::On, Unknown, "none is known yet"),
    ] {
        let asked = on(own(), PayPerToken, region, "plain").residency(residency).routing(routing);
        let reason = asked.reason("routing");
        assert_eq!(asked.outcome("routing"), expected, "{region}, {residency:?}, {routing:?}: {reason}");
        assert!(reason.contains(says), "{region}, {residency:?}, {routing:?}: {reason}");
    }
}

/// A failover into a ⥂ cell needs routing as well; it bars nothing before the failover.
#[test]
fn gate_3_looks_at_the_failover_too() {
    for (residency, routing, expected) in [
        (Residency::None, Routing::Unknown, Warn),
        (Residency::None, Routing::Off, Warn),
        (Residency::None, Routing::On, Pass),
        (Residency::InGeo, Routing::On, Warn),
    ] {
        let asked = on(own(), PayPerToken, "home-1", "plain").failover("home-2");
        let asked = asked.residency(residency).routing(routing);
        assert_eq!(asked.outcome("routing"), expected, "{}", asked.reason("routing"));
        assert!(asked.reason("routing").contains("After a failover to home-2"));
    }
}

/// The docs' rule that a model needs routing in every region can bar it where no cell is known, but lists it nowhere.
#[test]
fn gate_3_takes_a_rule_without_a_cell_for_half_an_answer() {
    for (routing, residency, expected) in [
        (Routing::On, Residency::None, Unknown),
        (Routing::Unknown, Residency::None, Unknown),
        (Routing::Off, Residency::None, Block),
        (Routing::On, Residency::InGeo, Block),
    ] {
        let asked =
            aws(PayPerToken, "ap-southeast-3", "Gemini 3 Flash").routing(routing).residency(residency);
        assert_eq!(asked.outcome("routing"), expected, "{}", asked.reason("routing"));
        assert!(asked.reason("routing").contains("every region"), "{}", asked.reason("routing"));
    }
}

/// Provisioned throughput has a second list, "optimized for batch inference": ap-southeast-2 has GPT OSS 120B in-Geo on
/// the first and ⥂ on the second.
#[test]
fn a_workload_is_judged_by_the_list_that_is_for_it() {
    for (workload, expected, says) in [
        (Some(Workload::Interactive), Pass, "Not needed"),
        (Some(Workload::Batch), Warn, "⥂ on the list for batch inference"),
        (Some(Workload::Sla), Warn, "the workload decides"),
        (None, Warn, "the workload decides"),
    ] {
        let asked =
            aws(ProvisionedThroughput, "ap-southeast-2", "databricks-gpt-oss-120b").workload(workload);
        let reason = asked.reason("routing");
        assert_eq!(asked.outcome("routing"), expected, "{workload:?}: {reason}");
        assert!(reason.contains(says), "{workload:?}: {reason}");
    }
    let batch = |region| on(own(), ProvisionedThroughput, region, "batch").workload(Workload::Batch);
    assert_eq!(batch("home-1").outcome("status"), Warn, "a preview on the second list");
    assert_eq!(batch("home-2").outcome("region"), Pass, "listed on the second list alone");
    assert_eq!(batch("home-2").workload(None).outcome("region"), Block);
}

/// "GA: pass. Preview: warn and require the feature-flag guardrail; block if preview is not allowed."
#[test]
fn gate_4_goes_by_the_cell_the_models_page_and_the_posture() {
    for (mode, region, model, allowed, denied) in [
        (PayPerToken, "us-east-1", "databricks-gpt-5-5", Pass, Pass),
        (ProvisionedThroughput, "us-east-1", "meta-llama-3-3", Pass, Pass),
        (ProvisionedThroughput, "us-east-1", "databricks-llama-4-maverick", Warn, Block),
        (PayPerToken, "us-east-1", "databricks-llama-4-maverick", Pass, Pass),
        (PayPerToken, "us-east-1", "databricks-inkling", Warn, Block),
        (PayPerToken, "us-east-1", "databricks-qwen3-embedding-0-6b", Warn, Block),
        (PayPerToken, "us-west-1", "databricks-gpt-5-5", Unknown, Unknown),
        (PayPerToken, "ap-southeast-3", "databricks-gpt-5-5", Unknown, Unknown),
        (ExternalModels, "us-east-1", "openai/gpt-4o", Warn, Warn),
    ] {
        for (rule, expected) in [(PreviewRule::Allow, allowed), (PreviewRule::Deny, denied)] {
            let asked = aws(mode, region, model).preview(rule);
            let reason = asked.reason("status");
            assert_eq!(asked.outcome("status"), expected, "{model} in {region}, {rule:?}: {reason}");
        }
    }
    let failover =
        aws(ProvisionedThroughput, "us-east-1", "databricks-qwen35-122b-a10b").failover("ap-northeast-1");
    assert_eq!(failover.outcome("status"), Warn, "{}", failover.reason("status"));
    let named = aws(PayPerToken, "us-east-1", "databricks-gemini-3-1-pro").reason("status");
    assert!(named.contains("\"Preview\" is part of the vendor's name"), "{named}");
}

/// "A date says what it is (announced, not before, planned)", and counts from its own day.
#[test]
fn gate_5_knows_what_a_date_is_worth() {
    for (model, day, expected, says) in [
        ("plain", "2026-11-22", Pass, "Nothing is announced"),
        ("old", "2026-11-21", Warn, "Retirement is announced for 2026-11-22, in 1 day:"),
        ("old", "2026-11-22", Block, "Retired in Pay-per-token since 2026-11-22: calls fail."),
        ("old", "2026-11-23", Block, "since 2026-11-22"),
        ("planned", "2026-11-21", Warn, "Retirement is planned for 2026-11-22"),
        ("planned", "2026-11-22", Block, "since 2026-11-22, the planned date"),
        ("not-before", "2026-11-21", Warn, "Retirement is not before 2026-11-22"),
        ("not-before", "2026-11-22", Unknown, "not before 2026-11-22, and nothing newer is known"),
        ("not-before", "2026-11-23", Unknown, "not before 2026-11-22"),
        ("gone", "2026-10-04", Block, "Retired in Pay-per-token: calls fail."),
        ("legacy", "2026-10-04", Warn, "Legacy, no date announced"),
    ] {
        let asked = on(own(), PayPerToken, "home-1", model).day(day);
        let reason = asked.reason("retirement");
        assert_eq!(asked.outcome("retirement"), expected, "{model} on {day}: {reason}");
        assert!(reason.contains(says), "{model} on {day}: {reason}");
    }
}

/// "Legacy or deprecated: … block for new use, warn for existing use, warn while that is not known."
#[test]
fn gate_5_asks_who_uses_it_already() {
    for model in ["legacy", "old"] {
        for (usage, expected, says) in [
            (Use::New, Block, "and this is a new use"),
            (Use::Existing, Warn, "because it already uses it"),
            (Use::Unknown, Warn, "not known yet"),
        ] {
            let asked = on(own(), PayPerToken, "home-1", model).usage(usage);
            assert_eq!(asked.outcome("retirement"), expected, "{model}, {usage:?}");
            assert!(asked.reason("retirement").contains(says), "{}", asked.reason("retirement"));
        }
    }
    assert!(
        !on(own(), PayPerToken, "home-1", "legacy")
            .usage(Use::Existing)
            .reason("retirement")
            .contains("until then")
    );
}

/// "Retires before needed-until: warn, with the days left, and require a replacement."
#[test]
fn gate_5_holds_the_end_against_how_long_the_model_is_needed() {
    for (until, says) in [("2026-11-21", false), ("2026-11-22", true), ("2026-11-23", true)] {
        let asked = on(own(), PayPerToken, "home-1", "old").usage(Use::Existing).needed_until(until);
        let reason = asked.reason("retirement");
        assert_eq!(asked.outcome("retirement"), Warn);
        assert!(reason.contains("in 49 days"), "{reason}");
        assert_eq!(reason.contains("a replacement is required"), says, "needed until {until}: {reason}");
    }
}

/// "A retirement or a preview may hold for one mode only: all lifecycle facts are per mode."
#[test]
fn gate_5_keeps_the_modes_apart() {
    let other = on(own(), AiFunctions, "home-1", "old");
    assert_eq!(
        other.day("2026-12-01").outcome("retirement"),
        Warn,
        "the other mode is told, and does not block"
    );
    let retired = aws(PayPerToken, "us-east-1", "Llama 3.1 405B Instruct").day("2026-03-01");
    assert_eq!(retired.outcome("retirement"), Block);
    let still = aws(ProvisionedThroughput, "us-east-1", "Llama 3.1 405B Instruct").day("2026-03-01");
    assert_eq!(still.outcome("retirement"), Warn);
}

/// "External models take the same road: … region support is 'by the provider'."
#[test]
fn external_models_take_the_same_road() {
    let asked = aws(ExternalModels, "us-east-1", "openai/gpt-4o");
    let outcomes = ["mode", "region", "routing", "status", "retirement"].map(|gate| asked.outcome(gate));
    assert_eq!(outcomes, [Pass, Pass, Warn, Warn, Warn]);
    assert!(asked.reason("region").contains("By the provider"));
    assert_eq!(asked.in_geo().outcome("routing"), Unknown, "nobody here knows where the vendor works");
}
