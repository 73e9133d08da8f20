//! `servemap models --shortlist`, the facts in the table of models, and tokens per month: what a script can have of them.

use rstest::rstest;

use super::{MAVERICK, World};

const HERE: &str = "--mode pay-per-token --region us-east-1 --as-of 2026-10-20";

#[test]
fn the_shortlist_is_a_table_with_its_rules_as_messages() {
    let ended = World::new().run(&format!("models --shortlist {HERE} --workload interactive"));
    assert_eq!(ended.code, 0, "{}", ended.messages);
    assert_eq!(ended.output.lines().count(), 6, "{}", ended.output);
    assert!(ended.output.contains("on the real-time list · "), "{}", ended.output);
    assert!(ended.messages.contains("Rules, in this order:\n  1 open here"), "{}", ended.messages);
    assert!(ended.messages.contains("Not listed: "), "{}", ended.messages);
}

#[test]
fn the_shortlist_as_json_holds_each_case_with_its_rank_and_what_is_left_out() {
    let ended = World::new().run(&format!("models --shortlist {HERE} task:embedding --json"));
    let list = ended.json();
    assert_eq!(
        (list["schema"].as_str(), list["task"].as_str()),
        (Some("servemap/shortlist/1"), Some("embedding"))
    );
    for (place, model) in list["models"].as_array().unwrap().iter().enumerate() {
        assert_eq!(model["rank"].as_u64(), Some(place as u64 + 1));
        assert_eq!(model["task"], "embedding");
        assert!(
            model["why"].is_string() && model["gates"].is_array() && model["price"].is_object(),
            "{model}"
        );
    }
    assert!(list["rules"].as_array().unwrap().len() == 5 && list["not_listed"].is_array());
}

#[test]
fn a_shortlist_is_of_one_region_and_empty_where_nothing_is_open() {
    let world = World::new();
    let two = world.run(&format!("models --shortlist {HERE} --region us-west-2"));
    assert!(two.code == 2 && two.messages.contains("one region"), "{}", two.messages);
    let none = world.run("models --shortlist");
    assert_eq!((none.code, none.output.as_str()), (0, ""));
    assert!(none.messages.contains("no model is left"), "{}", none.messages);
    let page = world.run(&format!("models --shortlist {HERE} --format markdown"));
    assert_eq!(page.code, 2, "{}", page.output);
}

#[test]
fn the_table_of_models_has_the_prices_of_the_mode() {
    let world = World::new();
    let tokens = world.fine(&format!("models gpt-oss {HERE}"));
    assert!(tokens.starts_with("Verdict") && tokens.contains("DBU/1M in  out"), "{tokens}");
    assert!(tokens.contains("Real-time") && tokens.contains("Ends"), "{tokens}");
    let hour =
        world.fine("models gpt-oss --mode provisioned-throughput --region us-east-1 --as-of 2026-10-20");
    assert!(hour.contains("DBU/h") && !hour.contains("DBU/1M"), "{hour}");
    let month = world.fine(&format!("models gpt-oss-120b {HERE} --tokens-in 120M --tokens-out 30_000_000"));
    assert!(month.contains("DBU/month") && month.contains("514"), "{month}");
}

#[test]
fn tokens_per_month_are_written_into_the_plan_and_kept() {
    let world = World::new();
    let plan = MAVERICK.replace("provisioned-throughput", "pay-per-token");
    world.fine(&format!("{plan} --tokens-in 120M --tokens-out 1.5B -o a.toml"));
    assert!(world.read("a.toml").contains("[usage]\ntokens_in = 120000000\ntokens_out = 1500000000\n"));
    let ended = world.run("plan --update -o a.toml --tokens-out 30M --as-of 2026-10-20");
    assert!(world.read("a.toml").contains("tokens_in = 120000000\ntokens_out = 30000000\n"));
    assert!(ended.output.contains("120M tokens in, 30M out: about "), "{}", ended.output);
    assert!(ended.output.contains(" DBU a month at list price (page of "), "{}", ended.output);
}

#[rstest]
#[case("many")]
#[case("-5")]
#[case("1.5")]
#[case("''")]
#[case("9999999999B")]
fn tokens_that_are_no_number_are_refused(#[case] count: &str) {
    let ended = World::new().run(&format!("models {HERE} --tokens-in={count}"));
    assert_eq!(ended.code, 2, "{}", ended.output);
    assert!(ended.messages.contains("--tokens-in"), "{}", ended.messages);
}
