//! Section 3 of the specification, gate by gate, in tables.

use servemap::gates::Outcome;
use servemap::matrix::{Cloud, Mode, Workload, bundled};
use servemap::plan::{PreviewRule, Residency, Routing, Use};

use super::asked::{aws, matrix, on, own, says};

use Mode::{AiFunctions, ExternalModels, PayPerToken, ProvisionedThroughput};
use Outcome::{Block, Pass, Unknown, Warn};

/// "Not offered in the mode: block, naming the modes that do offer it." Azure has a row for every region, AWS has not.
#[test]
fn gate_1_knows_which_mode_offers_what() {
    for (mode, model, expected, says) in [
        (PayPerToken, "databricks-gpt-5-5", Pass, "offered in Pay-per-token"),
        (
            ProvisionedThroughput,
            "databricks-gpt-5-5",
            Block,
            "is not offered in Provisioned throughput; offered in Pay-per-token",
        ),
        (PayPerToken, "meta-llama-3-2-3b", Block, "offered in Provisioned throughput"),
        (ProvisionedThroughput, "databricks-gte-large-en", Block, "Its family GTE v1.5 (English) is"),
    ] {
        let asked = on(matrix(Cloud::Azure), mode, "eastus2", model);
        let reason = asked.reason("mode");
        assert_eq!(asked.outcome("mode"), expected, "{model} in {}: {reason}", mode.id());
        assert!(reason.contains(says), "{model} in {}: {reason}", mode.id());
    }
    for (mode, model, expected, says) in [
        (PayPerToken, "databricks-gpt-5-5", Pass, "offered in Pay-per-token"),
        (AiFunctions, "databricks-gpt-5-5", Pass, "offered in AI Functions"),
        (ProvisionedThroughput, "databricks-gpt-5-5", Unknown, "offered in Pay-per-token and AI Functions"),
        (ExternalModels, "databricks-gpt-5-5", Block, "offered in Pay-per-token and AI Functions"),
        (AiFunctions, "meta-llama-3-2-3b", Unknown, "no cell that was seen lists it, and 1 cell is unknown"),
        (ProvisionedThroughput, "meta-llama-3-2-3b", Pass, "offered in Provisioned throughput"),
        (ProvisionedThroughput, "databricks-gte-large-en", Unknown, "Its family GTE v1.5 (English) is"),
        (ExternalModels, "openai/gpt-4o", Pass, "OpenAI offers gpt-4o as an external model"),
        (ExternalModels, "cohere", Unknown, "which of its models are was not seen"),
        (PayPerToken, "openai/gpt-4o", Block, "only External model offers it"),
        (PayPerToken, "dbrx", Block, "no cell that was seen lists it in another mode"),
        (PayPerToken, "databricks-claude-3-7-sonnet", Block, "no mode offers it"),
    ] {
        let asked = aws(mode, "us-east-1", model);
        let reason = asked.reason("mode");
        assert_eq!(asked.outcome("mode"), expected, "{model} in {}: {reason}", mode.id());
        assert!(reason.contains(says), "{model} in {}: {reason}", mode.id());
    }
}

/// "If no cell of the mode lists the model but some cells are unknown, whether it is offered is unknown, never 'no'."
#[test]
fn gate_1_never_says_no_of_what_was_not_read() {
    let unread = |cells: &str| {
        let text = include_str!("own.toml").replace("[cells.provisioned-throughput.home-1]", cells);
        bundled::with_own("own.toml", &text).unwrap()
    };
    let all = "[cells.ai-functions.far-1]\n\"*\" = \"unknown\"\n\n[cells.provisioned-throughput.home-1]";
    let some = own();
    let read = unread(all);
    for (matrix, mode, model, expected, says) in [
        (some, AiFunctions, "plain", Unknown, "no cell that was seen lists it, and 5 cells are unknown"),
        (&read, AiFunctions, "plain", Unknown, "no cell that was seen lists it, and 5 cells are unknown"),
        (some, ProvisionedThroughput, "plain", Unknown, "4 cells are unknown"),
    ] {
        let asked = on(matrix, mode, "home-1", model);
        assert_eq!(asked.outcome("mode"), expected, "{}", asked.reason("mode"));
        assert!(asked.reason("mode").contains(says), "{}", asked.reason("mode"));
        assert_eq!(asked.outcome("region"), Block, "what was read is still read");
    }
    let unseen = on(some, AiFunctions, "unseen-1", "plain");
    assert_eq!(unseen.judge().verdict, servemap::gates::Verdict::Unknown);
    // The column of oracle's kind: nobody has read any of it.
    let cut = include_str!("own.toml")
        .replace("[cells.ai-functions.home-1]\nelsewhere", "[cells.pay-per-token.unseen-1]\nelsewhere");
    let none = bundled::with_own("own.toml", &cut).unwrap();
    let asked = on(&none, AiFunctions, "home-1", "plain");
    assert_eq!(asked.outcome("mode"), Unknown);
    assert!(asked.reason("mode").contains("every cell is unknown"), "{}", asked.reason("mode"));
    assert_eq!(asked.judge().verdict, servemap::gates::Verdict::Unknown);
}

/// "A model that a page lists while no cell does is a contradiction, and shown." Another cloud's page is told as that.
#[test]
fn gate_1_shows_a_model_that_only_another_page_lists() {
    for model in ["databricks-claude-sonnet-5-5", "databricks-bge-large-en"] {
        let asked = aws(PayPerToken, "us-east-1", model);
        let reason = asked.reason("mode");
        assert_eq!(asked.outcome("mode"), Unknown, "{reason}");
        assert!(
            reason.starts_with("Sources disagree: ") && reason.contains("supported-models page"),
            "{reason}"
        );
        assert!(reason.contains("and no cell does"), "{reason}");
        let other = on(matrix(Cloud::Azure), PayPerToken, "eastus2", model);
        assert_eq!(other.outcome("mode"), Block);
        assert!(other.reason("mode").contains("A page for AWS lists it"), "{}", other.reason("mode"));
    }
}

/// "In pay-per-token the gate passes, with a sentence that says whether the model is on the list and what pay-per-token
/// does not promise."
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
        (PayPerToken, "slow", Some(Workload::Interactive), Pass, "but is not on the list"),
        (PayPerToken, "unsaid", Some(Workload::Interactive), Pass, "it is unknown whether"),
        (PayPerToken, "slow", Some(Workload::Batch), Pass, ""),
        (AiFunctions, "elsewhere", Some(Workload::Interactive), Pass, ""),
    ] {
        let asked = on(own(), mode, "home-1", model).workload(workload);
        let (outcome, reason) = (asked.outcome("mode"), asked.reason("mode"));
        assert_eq!(outcome, expected, "{model} in {} for {workload:?}: {reason}", mode.id());
        assert!(reason.contains(says), "{reason}");
        assert_eq!(reason.contains(list), !says.is_empty(), "which list and which date: {reason}");
        let promise = mode == PayPerToken && workload == Some(Workload::Interactive);
        assert_eq!(reason.contains("promises neither latency nor throughput"), promise, "{reason}");
    }
    let preview = aws(ProvisionedThroughput, "us-east-1", "llama-4-maverick").workload(Workload::Interactive);
    assert!(preview.reason("mode").contains("as a preview"), "{}", preview.reason("mode"));
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
        (AiFunctions, "home-1", "plain", Block, "no region that was seen lists it; offered in Pay-per-token"),
        (AiFunctions, "home-2", "elsewhere", Unknown, "Unknown in home-2"),
        (PayPerToken, "unseen-1", "plain", Unknown, "Unknown in unseen-1"),
        (
            PayPerToken,
            "westeurope",
            "plain",
            Unknown,
            "Unknown region 'westeurope' (AWS matrix of 2026-10-04).",
        ),
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
        ("westeurope", Unknown, "Unknown region 'westeurope' (AWS matrix of 2026-10-04)."),
        ("home-1", Warn, "it is the primary region itself"),
    ] {
        let asked = on(own(), PayPerToken, "home-1", "plain").failover(secondary);
        assert_eq!(asked.outcome("region"), expected, "{}", asked.reason("region"));
        assert!(asked.reason("region").contains(says), "{}", asked.reason("region"));
    }
    for secondary in ["far-1", "home-2"] {
        let strict = on(own(), PayPerToken, "home-1", "plain").failover(secondary).in_geo();
        assert!(
            strict.reason("region").ends_with(", against the residency rule."),
            "{}",
            strict.reason("region")
        );
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

/// "A secondary region in another Geo than the primary one, or one that needs routing, blocks under 'in-Geo'."
#[test]
fn gate_3_holds_the_residency_rule_against_the_whole_decision() {
    use Residency::{InGeo, None, NotStated};
    for (secondary, residency, routing, expected, says) in [
        ("home-2", None, Routing::Unknown, Warn, "After a failover to home-2 routing is needed"),
        ("home-2", None, Routing::Off, Warn, "and it is off"),
        ("home-2", None, Routing::On, Pass, "and it is on"),
        ("home-2", InGeo, Routing::On, Block, "routing is needed, against the residency rule"),
        ("home-2", InGeo, Routing::Off, Block, "routing is needed, against the residency rule"),
        ("far-1", None, Routing::Off, Pass, "from Geo Here (Homeland, Nearland) to Geo There (Farland)."),
        ("far-1", NotStated, Routing::Off, Pass, "to Geo There (Farland); residency is not stated."),
        ("far-1", InGeo, Routing::On, Block, "to Geo There (Farland), against the residency rule."),
        (
            "nowhere-1",
            InGeo,
            Routing::On,
            Unknown,
            "Whether nowhere-1 is in the same Geo as home-1 is not known.",
        ),
        ("nowhere-1", None, Routing::On, Pass, "Not needed"),
        ("near-1", InGeo, Routing::On, Pass, "Not needed"),
        ("unseen-1", InGeo, Routing::On, Warn, "Whether unseen-1 needs routing is not known"),
        ("unseen-1", None, Routing::On, Pass, "Not needed"),
    ] {
        let asked = on(own(), PayPerToken, "home-1", "plain").failover(secondary);
        let asked = asked.residency(residency).routing(routing);
        let reason = asked.reason("routing");
        assert_eq!(asked.outcome("routing"), expected, "{secondary}, {residency:?}, {routing:?}: {reason}");
        assert!(reason.contains(says), "{secondary}, {residency:?}, {routing:?}: {reason}");
    }
    // What decides is said first: a document quotes it alone.
    let asked = on(own(), PayPerToken, "home-1", "plain").failover("far-1").in_geo();
    assert!(asked.reason("routing").starts_with("A failover to far-1 moves content"));
    // A vendor's models leave the Geo with the workspace.
    let asked = aws(Mode::ExternalModels, "eu-west-1", "openai/gpt-4o").failover("us-east-1");
    assert_eq!((asked.outcome("region"), asked.outcome("routing")), (Warn, Warn));
    assert_eq!(asked.in_geo().outcome("routing"), Block);
    // A model that is listed in neither region breaks the rule all the same.
    let asked = on(own(), PayPerToken, "near-1", "plain").failover("far-1").in_geo();
    assert_eq!(asked.outcome("routing"), Block);
}

/// "The reason names the Geo and its countries as the matrix has them: Geo Europe is not the EU (London is in it)."
#[test]
fn gate_3_names_the_countries_of_the_geo() {
    let europe = "Geo Europe (France, Germany, Ireland, United Kingdom)";
    for residency in [Residency::NotStated, Residency::None, Residency::InGeo] {
        for (region, routing) in [("eu-west-1", Routing::Off), ("eu-west-2", Routing::On)] {
            let asked = aws(PayPerToken, region, "databricks-claude-opus-4-8");
            let reason = asked.residency(residency).routing(routing).reason("routing");
            assert!(reason.contains(europe), "{region}, {residency:?}: {reason}");
        }
        let needed = aws(PayPerToken, "eu-west-1", "databricks-claude-fable-5").residency(residency);
        for routing in [Routing::Unknown, Routing::On, Routing::Off] {
            let reason = needed.clone().routing(routing).reason("routing");
            assert!(reason.contains(europe), "{residency:?}, {routing:?}: {reason}");
        }
    }
}

/// "A posture nobody stated is written as 'not stated', never as 'none'." It bars nothing.
#[test]
fn gate_3_says_so_where_nobody_stated_the_residency_rule() {
    for routing in [Routing::Unknown, Routing::On, Routing::Off] {
        let asked = on(own(), PayPerToken, "home-2", "plain").routing(routing);
        let stated = asked.clone().residency(Residency::None);
        assert_eq!(asked.outcome("routing"), stated.outcome("routing"), "{routing:?}");
        assert!(asked.reason("routing").contains("Residency is not stated."), "{}", asked.reason("routing"));
        assert!(!stated.reason("routing").contains("not stated"), "{}", stated.reason("routing"));
    }
}

/// "A rule 'in every region' that names no mode holds for every hosted mode; against an in-Geo cell it is a
/// contradiction: shown, warn."
#[test]
fn gate_3_holds_a_rule_without_modes_against_every_mode() {
    for (mode, region, routing, expected, says) in [
        (PayPerToken, "home-1", Routing::Off, Warn, "Sources disagree: the cell of home-1 is in-Geo"),
        (
            PayPerToken,
            "home-1",
            Routing::On,
            Warn,
            "a rule asks for routing in every region (A page, 2026-10-04)",
        ),
        (AiFunctions, "home-1", Routing::Off, Warn, "Sources disagree"),
        (PayPerToken, "home-2", Routing::Off, Block, "as in every region"),
        (ProvisionedThroughput, "unseen-1", Routing::Off, Block, "as in every region"),
        (
            ProvisionedThroughput,
            "unseen-1",
            Routing::On,
            Unknown,
            "An older rule asks for routing in every region",
        ),
    ] {
        let asked = on(own(), mode, region, "global").routing(routing);
        let reason = asked.reason("routing");
        assert_eq!(asked.outcome("routing"), expected, "{mode:?}, {region}, {routing:?}: {reason}");
        assert!(reason.contains(says), "{mode:?}, {region}, {routing:?}: {reason}");
    }
    let strict = on(own(), PayPerToken, "home-1", "global").in_geo();
    assert_eq!(strict.outcome("routing"), Warn, "neither side is picked");
}

/// "Legacy and deprecated models leave the table before their end: for existing use, before the retirement date, 'not
/// listed' is a warning that says so, not a block."
#[test]
fn gates_1_and_2_let_existing_use_keep_what_left_the_table() {
    for (model, usage, day, mode, region, says) in [
        ("left", Use::Existing, "2026-11-21", Warn, Warn, "until it retires (announced for 2026-11-22)"),
        ("left", Use::Existing, "2026-11-22", Block, Block, "no region that was seen lists it"),
        ("left", Use::New, "2026-11-21", Unknown, Block, "no region that was seen lists it"),
        ("left", Use::Unknown, "2026-11-21", Unknown, Block, "whether this one does is not known yet"),
        ("left-legacy", Use::Existing, "2030-01-01", Warn, Warn, "this workspace keeps it for now"),
        ("left-legacy", Use::New, "2026-11-21", Unknown, Block, ""),
    ] {
        let asked = on(own(), PayPerToken, "home-1", model).usage(usage).day(day);
        let reason = asked.reason("region");
        assert_eq!(asked.outcome("mode"), mode, "{model}, {usage:?}, {day}: {}", asked.reason("mode"));
        assert_eq!(asked.outcome("region"), region, "{model}, {usage:?}, {day}: {reason}");
        assert!(reason.contains(says), "{model}, {usage:?}, {day}: {reason}");
    }
}

/// "A cell that is read from a matrix later than the as-of date says so in its sentence."
#[test]
fn gate_2_says_so_where_the_matrix_is_later_than_the_day() {
    for (day, later) in [("2026-10-03", true), ("2026-10-04", false), ("2026-10-05", false)] {
        for region in ["home-1", "near-1"] {
            let reason = on(own(), PayPerToken, region, "plain").day(day).reason("region");
            let says = format!("Read from the matrix of 2026-10-04, later than {day}.");
            assert_eq!(reason.contains(&says), later, "{reason}");
        }
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
        (Some(Workload::Batch), Warn, "cross-Geo on the list for batch inference"),
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
    // "Where the sources can be read both ways (Qwen3.5 122B outside provisioned throughput) the safe reading counts."
    for mode in [PayPerToken, AiFunctions] {
        for (rule, expected, says) in [
            (PreviewRule::NotStated, Warn, "whether previews are allowed is not stated"),
            (PreviewRule::Allow, Warn, "put it behind a feature flag"),
            (PreviewRule::Deny, Block, "previews are not allowed"),
        ] {
            let asked = aws(mode, "us-east-1", "databricks-qwen35-122b-a10b").preview(rule);
            let reason = asked.reason("status");
            assert_eq!(asked.outcome("status"), expected, "{mode:?}, {rule:?}: {reason}");
            assert!(reason.contains("can be read both ways") && reason.contains(says), "{reason}");
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
    // "An end announced for another mode only is told, and passes."
    for (day, says) in [
        (
            "2026-11-01",
            "Pay-per-token ends (announced for 2026-11-22); nothing says that AI Functions follows.",
        ),
        ("2026-12-01", "Pay-per-token ended on 2026-11-22; nothing says that AI Functions follows."),
    ] {
        let other = on(own(), AiFunctions, "home-1", "old").day(day);
        let reason = other.reason("retirement");
        assert_eq!(other.outcome("retirement"), Pass, "{reason}");
        assert!(
            reason.starts_with("Nothing is announced for AI Functions") && reason.contains(says),
            "{reason}"
        );
    }
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

/// "A fact read on one cloud's page is told as such on another's, and 'nothing is announced' never cites a page that was
/// not read for that cloud."
#[test]
fn gate_5_says_for_which_cloud_a_page_was_read() {
    for (cloud, region) in [(Cloud::Azure, "eastus2"), (Cloud::Gcp, "us-central1")] {
        let asked = on(matrix(cloud), PayPerToken, region, "Claude Sonnet 4").day("2026-10-08");
        let reason = asked.reason("retirement");
        let told = format!("Read on a page for AWS; no page for {} was read.", cloud.name());
        assert!(reason.contains("announced for 2026-10-09") && reason.contains(&told), "{reason}");
        let silent = on(matrix(cloud), PayPerToken, region, "GPT-5.5");
        let judged = silent.judge();
        let says = says(&judged, "retirement");
        assert_eq!(says.outcome, Pass);
        let (reason, source) = (says.reason.to_string(), says.source.to_string());
        let told = format!("on the pages read for {}; its retirement page was not read", cloud.name());
        assert!(reason.contains(&told), "{reason}");
        let cited = source.starts_with("Model availability by region") && !source.contains("AWS");
        assert!(cited, "{source}");
    }
    let here = aws(PayPerToken, "us-east-1", "Claude Sonnet 4").day("2026-10-08").reason("retirement");
    assert!(!here.contains("Read on a page"), "{here}");
    let silent = aws(PayPerToken, "us-east-1", "GPT-5.5");
    assert!(says(&silent.judge(), "retirement").source.to_string().starts_with("AWS retirement page"));
}
