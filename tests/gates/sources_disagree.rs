//! "The page contradicts itself in places … The product shows such a contradiction; it never picks a side in silence."

use servemap::gates::Outcome;
use servemap::matrix::Mode;
use servemap::plan::{Residency, Routing};

use super::asked::aws;

use Mode::{AiFunctions, PayPerToken};

/// Mode, region, model, day, gate, and what its reason must say of both sides.
type Row = (Mode, &'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const CONTRADICTIONS: [Row; 12] = [
    // "Gemini 2.5 Pro and Flash are still in the table two days after retirement"
    (
        PayPerToken,
        "us-east-1",
        "Gemini 2.5 Pro",
        "2026-10-04",
        "retirement",
        &["retired on 2026-10-02", "still lists it"],
    ),
    (
        PayPerToken,
        "us-east-1",
        "Gemini 2.5 Flash",
        "2026-10-04",
        "retirement",
        &["retired on 2026-10-02", "still lists it"],
    ),
    (
        AiFunctions,
        "us-east-1",
        "Gemini 2.5 Flash",
        "2026-10-04",
        "retirement",
        &["Pay-per-token ended on 2026-10-02", "nothing says that AI Functions follows"],
    ),
    // "Claude Sonnet 4 still in AI Functions"
    (
        AiFunctions,
        "us-east-1",
        "Claude Sonnet 4",
        "2026-10-08",
        "retirement",
        &["Pay-per-token ends (announced for 2026-10-09)", "nothing says that AI Functions follows"],
    ),
    (
        AiFunctions,
        "us-east-1",
        "Claude Sonnet 4",
        "2026-10-09",
        "retirement",
        &["Pay-per-token ended on 2026-10-09", "nothing says that AI Functions follows"],
    ),
    (
        PayPerToken,
        "us-east-1",
        "Claude Sonnet 4",
        "2026-10-04",
        "retirement",
        &["AI Functions column", "still lists it"],
    ),
    // 'the retirement table says "Provisioned throughput" for Gemini 3 Pro and 2.5 Pro, which only ever were pay-per-token'
    (
        PayPerToken,
        "us-east-1",
        "Gemini 3 Pro",
        "2026-04-01",
        "retirement",
        &["Provisioned throughput: March 26, 2026\" (sic)", "pay-per-token endpoint"],
    ),
    (
        PayPerToken,
        "us-east-1",
        "Gemini 2.5 Pro",
        "2026-10-04",
        "retirement",
        &["Provisioned throughput: October 2, 2026\" (sic)"],
    ),
    (
        Mode::ProvisionedThroughput,
        "us-east-1",
        "Gemini 2.5 Flash",
        "2026-10-04",
        "retirement",
        &["no provisioned-throughput cell ever listed it"],
    ),
    // 'names a replacement "GPT-5.4 Codex Mini" that no page lists'
    (
        PayPerToken,
        "us-east-1",
        "GPT-5.1 Codex Mini",
        "2026-07-15",
        "retirement",
        &["GPT-5.4 Codex Mini", "no model named"],
    ),
    (
        PayPerToken,
        "us-east-1",
        "GPT-5.1 Codex Mini",
        "2026-07-16",
        "retirement",
        &["GPT-5.4 Codex Mini", "no model named"],
    ),
    // Seen on the pages of one cloud only.
    (
        PayPerToken,
        "us-west-2",
        "DeepSeek V4 Flash (0731)",
        "2026-10-04",
        "retirement",
        &["Nothing seen for AWS", "a page for Azure says", "2026-11-05"],
    ),
];

#[test]
fn the_reason_tells_both_sides() {
    for (mode, region, model, day, gate, sides) in CONTRADICTIONS {
        let reason = aws(mode, region, model).day(day).reason(gate);
        for side in sides {
            assert!(reason.contains(side), "{model} in {} on {day}: '{side}' in: {reason}", mode.id());
        }
    }
}

/// "ap-southeast-1 lists Qwen3-Embedding and GTE in-Geo for AI Functions but ⥂ for pay-per-token; sa-east-1 the same for
/// Opus 4.6, Sonnet 4.6, Sonnet 4".
#[test]
fn in_geo_for_one_mode_and_cross_geo_for_the_other_is_told_in_both() {
    for (region, model) in [
        ("ap-southeast-1", "databricks-qwen3-embedding-0-6b"),
        ("ap-southeast-1", "databricks-gte-large-en"),
        ("sa-east-1", "databricks-claude-opus-4-6"),
        ("sa-east-1", "databricks-claude-sonnet-4-6"),
        ("sa-east-1", "databricks-claude-sonnet-4"),
    ] {
        // "Each mode's cell speaks for itself: that another mode needs routing is told, and is no warning."
        let paid = aws(PayPerToken, region, model).reason("routing");
        assert!(
            paid.contains(&format!("AI Functions has its own cell in {region}: in-Geo.")),
            "{model}: {paid}"
        );
        for (residency, routing) in [
            (Residency::NotStated, Routing::Unknown),
            (Residency::None, Routing::Off),
            (Residency::None, Routing::On),
            (Residency::InGeo, Routing::Unknown),
        ] {
            let asked = aws(AiFunctions, region, model).residency(residency).routing(routing);
            let reason = asked.reason("routing");
            assert_eq!(asked.outcome("routing"), Outcome::Pass, "{model}, {residency:?}: {reason}");
            let told = format!("Pay-per-token has its own cell in {region}: cross-Geo.");
            assert!(reason.contains(&told), "{model}: {reason}");
        }
    }
}

#[test]
fn a_contradiction_that_is_still_to_come_is_not_told_before() {
    let reason = aws(PayPerToken, "us-east-1", "Gemini 2.5 Flash").day("2026-09-04").reason("retirement");
    assert!(!reason.contains("Sources disagree"), "{reason}");
}
