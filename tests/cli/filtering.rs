//! The filter language on the command line: what it narrows, what it refuses, and what it says when nothing is left.

use super::World;

/// The endpoints that a filter leaves.
fn endpoints(world: &World, filter: &str) -> Vec<String> {
    let list = world.run(&format!("models {filter} --as-of 2026-10-06 --format json")).json();
    list.as_array().unwrap().iter().map(|model| model["model"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn qualifiers_narrow_in_any_order() {
    let world = World::new();
    let found = endpoints(&world, "provider:anthropic mode:pay-per-token region:eu-west-1 routing:no");
    assert!(!found.is_empty() && found.iter().all(|name| name.contains("Claude")), "{found:?}");
    let turned = endpoints(&world, "routing:no region:eu-west-1 -provider:openai mode:pay-per-token claude");
    assert!(turned.len() <= found.len() && turned.iter().all(|name| name.contains("Claude")), "{turned:?}");
    assert!(endpoints(&world, "-task:chat").iter().all(|name| !name.contains("Claude")));
}

/// A mode and region in the filter are those to judge under; flags come first.
#[test]
fn a_place_in_the_filter_is_the_place_to_judge_under() {
    let world = World::new();
    let line = "--as-of 2026-10-06 --format json";
    let list =
        world.run(&format!("models mode:pay-per-token region:eu-west-1 verdict:available {line}")).json();
    let list = list.as_array().unwrap();
    assert!(!list.is_empty());
    for model in list {
        assert_eq!(
            (model["verdict"].as_str(), model["region"].as_str()),
            (Some("available"), Some("eu-west-1"))
        );
    }
    let external = world.run(&format!("models mode:external-models gpt {line}")).json();
    assert!(!external.as_array().unwrap().is_empty());
    let flag = world.run(&format!("models mode:pay-per-token --mode ai-functions {line}")).json();
    assert!(flag.as_array().unwrap().iter().all(|model| model["mode"] == "ai-functions"));
}

#[test]
fn every_mistake_is_marked_below_the_filter_and_nothing_is_printed() {
    let world = World::new();
    let ended = world.run("models claude taks:chat 'geo:atlantis' ctx:>=200k");
    assert_eq!((ended.code, ended.output.as_str()), (2, ""));
    let said: Vec<&str> = ended.messages.lines().collect();
    assert_eq!(said[0], "error: unknown qualifier 'taks', and 1 more in the filter");
    assert_eq!(said[1], "  claude taks:chat geo:atlantis ctx:>=200k");
    assert!(said[2].starts_with("         ^^^^ expected: provider, task, "), "{}", said[2]);
    assert!(said[3].starts_with("                       ^^^^^^^^ expected: americas"), "{}", said[3]);
    assert!(ended.messages.contains("hint: did you mean 'task'?"));

    let json = world.run("models taks:chat --format json");
    assert_eq!((json.code, json.json()["schema"].as_str()), (2, Some("servemap/error/1")));
    let turned = world.run("models -taks:chat");
    assert!(turned.code == 2 && turned.messages.contains("did you mean 'task'?"), "{}", turned.messages);
    let regions = world.run("regions task:chat");
    assert!(
        regions.code == 2 && regions.messages.contains("'task:' does not apply to regions"),
        "{}",
        regions.messages
    );
}

#[test]
fn price_ends_and_output_are_asked_as_in_the_planner() {
    let world = World::new();
    let run =
        |query: &str| world.run(&format!("models --mode pay-per-token --as-of 2026-10-20 --json {query}"));
    for (query, holds) in [
        (
            "'price:<10'",
            (|model| model["price"]["input"].as_f64().unwrap() < 10.0) as fn(&serde_json::Value) -> bool,
        ),
        ("'price:?'", |model| model["price"]["input"].is_null()),
        ("'output:>=64k'", |model| model["max_output"].as_u64().unwrap() >= 64_000),
        ("'ends:<2027-06-30'", |model| model["ends"].as_str().unwrap() < "2027-06-30"),
        ("ends:none", |model| model["ends"].is_null()),
    ] {
        let list = run(query).json();
        let list = list.as_array().unwrap();
        assert!(!list.is_empty() && list.iter().all(holds), "{query}");
    }
    let wrong = world.run("models 'price:<0,5'");
    assert_eq!(wrong.code, 2);
    assert!(wrong.messages.contains("did you mean '<0.5'?"), "{}", wrong.messages);
}

#[test]
fn an_empty_result_says_what_emptied_it() {
    let world = World::new();
    let ended = world.run("models claude task:embedding ctx:>=200k --as-of 2026-10-06");
    assert_eq!((ended.code, ended.output.as_str()), (0, ""));
    let said: Vec<&str> = ended.messages.lines().collect();
    assert!(
        said[1].starts_with("'task:embedding' leaves none of the ") && said[1].ends_with(" before it left")
    );
    assert!(said[2].starts_with("each alone would leave: 'claude' "), "{}", said[2]);
    let ended = world.run("regions geo:eu country:japan");
    assert!(ended.messages.contains("'country:japan' leaves none of the 4 regions"), "{}", ended.messages);
}

#[test]
fn regions_are_filtered_by_place_and_count() {
    let world = World::new();
    let list = world.fine("regions geo:eu -country:germany open:>=1 --mode pay-per-token --as-of 2026-10-06");
    assert!(
        list.contains("eu-west-1") && !list.contains("eu-central-1") && !list.contains("us-east-1"),
        "{list}"
    );
}
