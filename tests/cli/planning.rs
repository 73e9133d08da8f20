//! `servemap plan`: what it writes, what it says, what it refuses.

use super::{MAVERICK, World};

#[test]
fn the_templates_own_row_comes_out_to_the_letter() {
    let world = World::new();
    world.fine(&format!("{MAVERICK} -o maverick.toml"));
    let row = world.fine("export maverick.toml --kind row --as-of 2026-10-06");
    let expected = "| us-east-1 | Provisioned throughput | databricks-llama-4-maverick | Yes | No | Check release notes | ml-platform |";
    assert!(row.lines().any(|line| line == expected), "{row}");
}

#[test]
fn the_notes_two_sentences_come_out_to_the_letter() {
    let world = World::new();
    world.fine(&format!("{MAVERICK} --replacement gpt-oss-120b -o maverick.toml"));
    let note = world.fine("export maverick.toml --kind note --as-of 2026-10-06");
    let mut lines = note.lines();
    assert_eq!(
        lines.next().unwrap(),
        "We will use databricks-llama-4-maverick on Provisioned throughput in us-east-1 because the SLA needs predictable latency."
    );
    assert_eq!(
        lines.next().unwrap(),
        "If databricks-llama-4-maverick is retired or unavailable, we will switch to databricks-gpt-oss-120b and re-test prompts, output format, and latency before rollout."
    );
}

#[test]
fn without_a_file_the_plan_goes_out_and_the_verdict_is_a_message() {
    let world = World::new();
    let ended = world.run(MAVERICK);
    assert_eq!(ended.code, 0);
    assert!(ended.output.starts_with("schema = \"servemap/plan/1\"\n"), "{}", ended.output);
    assert!(ended.messages.contains("Verdict: ! conditional (Preview vs GA status)"), "{}", ended.messages);
    assert!(world.names().is_empty(), "{:?}", world.names());
}

#[test]
fn with_a_file_the_five_gates_go_out_and_the_name_is_a_message() {
    let world = World::new();
    let ended = world.run(&format!("{MAVERICK} -o maverick.toml"));
    for gate in [
        "Serving mode support",
        "Region support",
        "Cross-geography routing requirement",
        "Preview vs GA status",
        "Retirement notice",
    ] {
        assert!(ended.output.contains(&format!("  {gate}\n")), "{gate}: {}", ended.output);
    }
    assert_eq!(ended.messages, "wrote 'maverick.toml'\n");
    assert!(world.read("maverick.toml").contains("verdict = \"conditional\""));
}

#[test]
fn json_says_the_same_and_holds_the_plan_where_no_file_does() {
    let world = World::new();
    let object = world.run(&format!("{MAVERICK} --format json")).json();
    assert_eq!(object["schema"], "servemap/planned/1");
    assert_eq!(object["verdict"], "conditional");
    assert_eq!(object["gates"].as_array().unwrap().len(), 5);
    assert!(object["plan"].as_str().unwrap().starts_with("schema = "));

    let object = world.run(&format!("{MAVERICK} --format json -o maverick.toml")).json();
    assert_eq!((object["file"].as_str(), object.get("plan")), (Some("maverick.toml"), None));
}

#[test]
fn every_flag_finds_its_place_in_the_plan() {
    let world = World::new();
    world.fine(&format!(
        "{MAVERICK} -o a.toml --secondary us-west-2 --workload sla --residency none --residency-words 'US only' \
         --routing on --preview allow --use existing --needed-until 2027-06-30 --sentence 'Answer tickets' \
         --reason-kind latency --replacement gpt-oss-120b --considered gpt-oss-20b --considered GPT-OSS-20B \
         --not-taken 'gpt-5-5= too dear ' \
         --review-by 2027-01-31 --test-date 2026-12-01 --test-status planned --tick load-test --tick permissions \
         --answer approver=Ana --answer 'not-for=drafts = no'"
    ));
    let plan = world.read("a.toml");
    for line in [
        "secondary = \"us-west-2\"",
        "workload = \"sla\"",
        "residency_words = \"US only\"",
        "routing = \"on\"",
        "use = \"existing\"",
        "needed_until = 2027-06-30",
        "sentence = \"Answer tickets\"",
        "reason_kind = \"latency\"",
        "replacement = \"databricks-gpt-oss-120b\"",
        "considered = [\"databricks-gpt-oss-20b\", \"databricks-gpt-5-5\"]",
        "databricks-gpt-5-5 = \"too dear\"",
        "review_by = 2027-01-31",
        "test_date = 2026-12-01",
        "test_status = \"planned\"",
        "load-test = true",
        "permissions = true",
        "fallback = false",
        "approver = \"Ana\"",
        "not_for = \"drafts = no\"",
    ] {
        assert!(plan.lines().any(|written| written == line), "{line} in\n{plan}");
    }
}

#[test]
fn a_blocked_model_is_written_and_told() {
    let world = World::new();
    let ended = world.run(&format!("{} -o a.toml", MAVERICK.replace("us-east-1", "eu-west-3")));
    assert_eq!(ended.code, 1);
    assert!(ended.output.contains("Verdict: x blocked (Region support)"), "{}", ended.output);
    assert!(world.read("a.toml").contains("verdict = \"blocked\""));
}

#[test]
fn a_replacement_that_is_none_is_refused_and_nothing_written() {
    let world = World::new();
    for (name, why) in [
        ("databricks-llama-4-maverick", "cannot replace itself"),
        ("databricks-claude-3-7-sonnet", "is itself blocked"),
    ] {
        let ended = world.run(&format!("{MAVERICK} --replacement {name} -o a.toml"));
        assert_eq!(ended.code, 2);
        assert!(ended.messages.starts_with("error: the replacement is refused: "), "{}", ended.messages);
        assert!(ended.messages.contains(why), "{}", ended.messages);
        assert!(world.names().is_empty());
    }
}

#[test]
fn an_update_changes_what_flags_say_and_keeps_the_rest_with_its_comments() {
    let world = World::new();
    world.fine(&format!("{MAVERICK} -o a.toml"));
    let before = format!("# ticket 4711\n{}", world.read("a.toml"))
        .replace("routing = \"unknown\"", "routing = \"unknown\" # ask Ana");
    world.write("a.toml", &before);
    world.fine("plan --update -o a.toml --routing on --as-of 2026-10-06");
    let after = world.read("a.toml");
    let changed: Vec<_> = before.lines().zip(after.lines()).filter(|(old, new)| old != new).collect();
    assert_eq!(changed, [("routing = \"unknown\" # ask Ana", "routing = \"on\" # ask Ana")]);
}

#[test]
fn an_existing_file_is_safe_until_force_is_said() {
    let world = World::new();
    world.write("a.toml", "# mine\n");
    let ended = world.run(&format!("{MAVERICK} -o a.toml"));
    assert_eq!(ended.code, 2);
    assert!(
        ended.messages.starts_with("error: 'a.toml' exists already\nhint: --update"),
        "{}",
        ended.messages
    );
    assert_eq!(world.read("a.toml"), "# mine\n");
    world.fine(&format!("{MAVERICK} -o a.toml --force"));
    assert!(world.read("a.toml").contains("databricks-llama-4-maverick"));
}

/// It may be a plan with comments and a history: it is not overwritten unseen.
#[test]
fn a_file_that_cannot_be_read_is_safe_from_force() {
    let world = World::new();
    world.write("a.toml", "# mine\n");
    let length = 17 * 1024 * 1024;
    let file = std::fs::OpenOptions::new().write(true).open(world.path("a.toml")).unwrap();
    file.set_len(length).unwrap();
    let ended = world.run(&format!("{MAVERICK} -o a.toml --force"));
    assert_eq!(ended.code, 2);
    assert!(ended.messages.starts_with("error: 'a.toml' is larger than 16 MiB"), "{}", ended.messages);
    assert_eq!(std::fs::metadata(world.path("a.toml")).unwrap().len(), length);
}

#[test]
fn another_cloud_and_an_external_model_take_the_same_road() {
    let world = World::new();
    let plan = world.fine(
        "plan --as-of 2026-10-06 --cloud azure --mode pay-per-token --region EastUS \
         --model databricks-llama-4-maverick --owner a --reason-kind cost",
    );
    assert!(plan.contains("cloud = \"azure\"") && plan.contains("region = \"eastus\""), "{plan}");
    let ended = world.run(
        "plan --as-of 2026-10-06 --mode external-models --region 'our own' --model openai/gpt-4o --owner a --reason b",
    );
    assert!(ended.output.contains("region = \"our own\""), "{}{}", ended.output, ended.messages);
}

#[test]
fn a_plan_is_not_written_under_a_name_that_no_check_reads() {
    let world = World::new();
    for name in ["sonnet", "sonnet.yaml", ".sonnet.toml", "sonnet.toml.bak"] {
        let ended = world.run(&format!("{MAVERICK} -o {name}"));
        assert_eq!((ended.code, ended.output.as_str()), (2, ""), "{name}");
        assert!(ended.messages.contains("hint: name it 'sonnet.toml'"), "{}", ended.messages);
    }
    assert!(world.names().is_empty());
}

/// "Commands that it proposes work when pasted": a plan that lacks an owner takes a new review date all the same.
#[test]
fn an_update_works_on_a_plan_that_is_not_complete() {
    let world = World::new();
    let plan = "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\nregion = \"us-east-1\"\n";
    world.write("a.toml", format!("{plan}model = \"databricks-gpt-oss-120b\"\nreview_by = 2026-10-01\n"));
    let ended = world.run("plan --update --review-by 2027-01-15 -o a.toml --as-of 2026-10-20");
    assert_eq!(ended.code, 0, "{}", ended.messages);
    assert!(ended.messages.contains("not complete: --owner, --reason missing"), "{}", ended.messages);
    assert!(world.read("a.toml").contains("review_by = 2027-01-15"));
    let again = world.run("plan --update -o a.toml --as-of 2026-10-20");
    assert_eq!(again.code, 0, "{}", again.messages);

    // Without a model there is nothing to judge, and nothing is called open.
    world.write("b.toml", plan);
    let ended = world.run("plan --update -o b.toml --owner ml --as-of 2026-10-20");
    assert_eq!(ended.code, 1, "{}", ended.messages);
    assert!(ended.output.starts_with("Verdict: not judged"), "{}", ended.output);
    assert!(world.read("b.toml").contains("owner = \"ml\""));
    let json = world.run("plan --update -o b.toml --owner ml --as-of 2026-10-20 --format json").json();
    assert_eq!((&json["verdict"], &json["missing"][0]), (&"unknown".into(), &"--model".into()));
}

#[test]
fn an_update_changes_the_lines_that_change_whatever_ends_them() {
    let world = World::new();
    let plan = "\u{feff}schema = \"servemap/plan/1\"\r\ncloud = \"aws\"\r\nmode = \"pay-per-token\"\r\n\
        region = \"us-east-1\"\r\nmodel = \"databricks-claude-sonnet-4\"\r\n# mine\r\n";
    world.write("a.toml", plan);
    world.run("plan --update -o a.toml --owner b --reason c --as-of 2026-10-20");
    let after = world.read("a.toml");
    assert!(after.starts_with("\u{feff}schema") && after.contains("# mine\r\n"), "{after:?}");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
    let kept = plan.split_inclusive('\n').all(|line| after.contains(line));
    assert!(kept && after.contains("owner = \"b\"\r\n"), "{after:?}");
}

/// "A test result belongs to the model, mode and region it was made with", in whatever way one of them changes.
#[test]
fn what_belonged_to_the_old_choice_does_not_count_for_the_new_one() {
    for (flag, value, in_file) in [
        ("--model", "databricks-gpt-oss-20b", "model = \"databricks-gpt-oss-20b\""),
        ("--mode", "ai-functions", "mode = \"ai-functions\""),
        ("--region", "us-west-2", "region = \"us-west-2\""),
    ] {
        let key = flag.trim_start_matches('-');
        let world = World::new();
        world.fine(
            "plan --as-of 2026-10-20 --mode pay-per-token --region us-east-1 --model databricks-gpt-oss-120b \
             --owner a --reason b --test-status passed --test-date 2026-10-01 --use existing -o a.toml",
        );
        let tested = world.read("a.toml");
        let by_hand: String = tested
            .lines()
            .map(|line| if line.starts_with(&format!("{key} = ")) { in_file } else { line })
            .fold(String::new(), |text, line| text + line + "\n");
        world.write("b.toml", &by_hand);
        world.run(&format!("plan --update -o a.toml {flag} {value} --as-of 2026-10-20"));
        for file in ["a.toml", "b.toml"] {
            let record = world.fine(&format!("export {file} --kind record --as-of 2026-10-20"));
            let before = "not tested; tested before: databricks-gpt-oss-120b on Pay-per-token in us-east-1, 2026-10-01 (passed)";
            assert!(record.contains(&format!("- Test date: {before}\n")), "{record}");
            let json = world.fine(&format!("export {file} --kind record --format json --as-of 2026-10-20"));
            assert!(json.contains("\"test_status\": \"not-tested\""), "{json}");
        }
        // The old choice taken back, it counts again.
        let line = "--model databricks-gpt-oss-120b --mode pay-per-token --region us-east-1";
        world.run(&format!("plan --update -o a.toml {line} --as-of 2026-10-20"));
        let record = world.fine("export a.toml --kind record --as-of 2026-10-20");
        assert!(record.contains("- Test date: 2026-10-01 (passed)\n"), "{record}");
        // What an update says of the test, it says of the choice it makes.
        world.run(&format!("plan --update -o a.toml {flag} {value} --test-status failed --as-of 2026-10-20"));
        let record = world.fine("export a.toml --kind record --as-of 2026-10-20");
        assert!(record.contains("- Test date: no date (failed)\n"), "{record}");
    }
}
