//! `servemap models`, `why`, `regions`, `matrix`, `completions`, `man`: what can be known without a plan.

use rstest::rstest;
use serde_json::Value;

use super::World;

/// The schema of one case, as the specification fixes it. Nothing else is looked at.
fn assert_case(case: &Value) {
    assert_eq!(case["schema"], "servemap/why/1");
    assert!(case["model"].is_string() && (case["endpoint"].is_string() || case["endpoint"].is_null()));
    assert!(servemap::date::parse(case["as_of"].as_str().unwrap()).is_ok());
    assert!(["aws", "azure", "gcp"].contains(&case["matrix"]["cloud"].as_str().unwrap()));
    assert!(servemap::date::parse(case["matrix"]["as_of"].as_str().unwrap()).is_ok());
    let verdicts = ["available", "conditional", "blocked", "unknown"];
    assert!(verdicts.contains(&case["verdict"].as_str().unwrap()), "{case}");
    let gates = case["gates"].as_array().unwrap();
    let ids: Vec<&str> = gates.iter().map(|gate| gate["gate"].as_str().unwrap()).collect();
    assert_eq!(ids, ["mode", "region", "routing", "status", "retirement"]);
    for gate in gates {
        assert!(["pass", "warn", "block", "unknown"].contains(&gate["outcome"].as_str().unwrap()), "{gate}");
        assert!(!gate["reason"].as_str().unwrap().is_empty() && gate["source"].is_string(), "{gate}");
    }
}

#[rstest]
#[case::conditional("us-east-1", "conditional", 0)]
#[case::blocked("eu-west-3", "blocked", 1)]
fn why_says_it_as_json_and_by_its_exit_code(#[case] region: &str, #[case] verdict: &str, #[case] code: i32) {
    let line = format!(
        "why 'Llama 4 Maverick' --mode provisioned-throughput --region {region} --as-of 2026-10-06 --format json"
    );
    let ended = World::new().run(&line);
    let case = ended.json();
    assert_case(&case);
    assert_eq!((case["verdict"].as_str(), ended.code), (Some(verdict), code));
    assert_eq!(
        (case["mode"].as_str(), case["region"].as_str()),
        (Some("provisioned-throughput"), Some(region))
    );
    for way in case["alternatives"].as_array().unwrap() {
        assert!(
            ["region", "mode", "routing", "replacement", "task"].contains(&way["kind"].as_str().unwrap())
        );
        assert!(way["model"].is_string() && way["verdict"].is_string(), "{way}");
    }
}

/// `--region` may be repeated; one region in two spellings is one.
#[test]
fn several_regions_are_asked_about_at_once() {
    const REGIONS: &str = "--region US_EAST_1 --region 'EU (Paris)' --region us-east-1 --mode provisioned-throughput --as-of 2026-10-06";
    let world = World::new();
    let why = |more: &str| world.run(&format!("why 'Llama 4 Maverick' {REGIONS} {more}"));
    let of = |list: &Value, key: &str| -> Vec<String> {
        list.as_array().unwrap().iter().map(|object| object[key].as_str().unwrap().to_owned()).collect()
    };
    let list = why("--json").json();
    list.as_array().unwrap().iter().for_each(assert_case);
    assert_eq!(of(&list, "region"), ["us-east-1", "eu-west-3"]);
    assert_eq!(of(&list, "verdict"), ["conditional", "blocked"]);
    assert_eq!((why("").code, why("").output.matches("Verdict: ").count()), (1, 2));

    let list = world.run(&format!("models maverick {REGIONS} --json")).json();
    assert_eq!(of(&list, "region"), ["us-east-1", "eu-west-3"]);
    let table = world.fine(&format!("models maverick {REGIONS}"));
    let first: Vec<&str> = table.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(first, ["Region", "us-east-1", "eu-west-3"]);
    let page = world.fine(&format!("models maverick {REGIONS} --format markdown"));
    assert!(page.contains("| us-east-1 |") && page.contains("| eu-west-3 |"), "{page}");

    let listed = world.run(&format!("regions {REGIONS} --json")).json();
    // A list of regions keeps the order of the matrix.
    assert_eq!(of(&listed["regions"], "region"), ["eu-west-3", "us-east-1"]);
    assert_eq!(world.run(&format!("plan {REGIONS}")).code, 2);
}

#[test]
fn why_is_text_for_a_ticket_with_sources_and_ways_out() {
    let world = World::new();
    let ended = world
        .run("why 'Llama 4 Maverick' --mode provisioned-throughput --region eu-west-3 --as-of 2026-10-06");
    for part in [
        "Verdict: x blocked (Region support)",
        "Source: Model availability by region, 2026-10-04",
        "Ways out:\n  - databricks-llama-4-maverick in eu-central-1 (Europe): ! conditional",
    ] {
        assert!(ended.output.contains(part), "{part} in\n{}", ended.output);
    }
    assert!(
        ended.output.is_ascii() && ended.output.lines().all(|line| line.len() <= 100),
        "{}",
        ended.output
    );
}

#[test]
fn why_without_mode_and_region_does_not_know() {
    let ended = World::new().run("why 'Llama 4 Maverick' --format json");
    assert_eq!((ended.code, ended.json()["verdict"].as_str()), (1, Some("unknown")));
    assert!(ended.json()["mode"].is_null());
}

#[test]
fn models_are_the_same_objects_without_alternatives() {
    let world = World::new();
    let line = "--mode provisioned-throughput --region us-east-1 --as-of 2026-10-06 --format json";
    let list = world.run(&format!("models {line}")).json();
    let list = list.as_array().unwrap();
    assert!(list.len() > 50);
    for case in list {
        assert_case(case);
        assert!(case.get("alternatives").is_none());
    }
    let mut why = world.run(&format!("why databricks-llama-4-maverick {line}")).json();
    why.as_object_mut().unwrap().remove("alternatives");
    assert!(list.contains(&why));
}

#[test]
fn models_are_listed_best_verdict_first_or_best_match_first() {
    let world = World::new();
    let line = "--mode provisioned-throughput --region us-east-1 --as-of 2026-10-06";
    let list = world.fine(&format!("models {line}"));
    let verdict = |line: &str| "+!?x".find(line.chars().next().unwrap()).unwrap();
    assert!(list.lines().skip(1).map(verdict).is_sorted(), "{list}");
    let found = world.fine(&format!("models llama maverick {line}"));
    assert!(found.lines().nth(1).unwrap().contains("databricks-llama-4-maverick"), "{found}");
    let catalogue = world.fine("models maverick");
    assert!(catalogue.contains("pay-per-token, provisioned-throughput") || catalogue.contains("provisioned"));
    let page = world.fine(&format!("models llama {line} --format markdown"));
    assert!(page.starts_with("| Region | Mode | Model |"), "{page}");
}

#[test]
fn no_match_is_said_and_still_valid() {
    let world = World::new();
    let ended = world.run("models zzzzqqqq --format json");
    assert_eq!((ended.code, ended.output.as_str()), (0, "[]\n"));
    assert!(ended.messages.starts_with("no model matches 'zzzzqqqq'\n"), "{}", ended.messages);
    assert_eq!(world.fine("regions zzzzqqqq"), "");
}

#[test]
fn what_a_posture_rules_out_is_a_page_with_the_gate_and_the_reason() {
    let world = World::new();
    let place = "--mode pay-per-token --region ap-northeast-1 --as-of 2026-10-06 --format markdown";
    let page = world.fine(&format!("models --ruled-out --residency in-geo {place} gpt-5-5"));
    assert!(page.starts_with("| Model | Gate | Reason |\n"), "{page}");
    assert!(
        page.contains("| databricks-gpt-5-5 | Cross-geography routing requirement | Needed in"),
        "{page}"
    );
    let ended = world.run(&format!("models --ruled-out {place} gpt-oss"));
    assert!(ended.messages.starts_with("the posture rules out none of these models\n"), "{}", ended.messages);
}

#[test]
fn a_region_whose_row_nobody_has_seen_offers_an_unknown_number() {
    let world = World::new();
    let json = world.run("regions --mode pay-per-token --as-of 2026-10-06 --format json").json();
    let regions = json["regions"].as_array().unwrap();
    let jakarta = regions.iter().find(|region| region["region"] == "ap-southeast-3").unwrap();
    assert!(
        jakarta["models"]["in_geo"].is_null() && jakarta["models"]["with_routing"].is_null(),
        "{jakarta}"
    );
    let table = world.fine("regions jakarta --mode pay-per-token --as-of 2026-10-06");
    assert!(table.contains("?       ?             ?"), "{table}");
}

#[test]
fn regions_say_what_each_offers() {
    let world = World::new();
    let json = world.run("regions --mode pay-per-token --as-of 2026-10-06 --format json").json();
    assert_eq!(json["schema"], "servemap/regions/1");
    let west =
        json["regions"].as_array().unwrap().iter().find(|region| region["region"] == "us-west-1").unwrap();
    assert_eq!((west["models"]["in_geo"].as_u64(), west["models"]["open"].as_u64()), (Some(0), Some(0)));
    assert_eq!(west["geo"], "Americas");
    assert!(world.fine("regions ohio").contains("us-east-2"));
    assert!(world.fine("regions --format markdown").starts_with("| Region | Location | Geo | Country |"));
}

#[test]
fn the_matrix_in_use_is_named_with_day_and_age() {
    let world = World::new();
    let text = world.fine("matrix show --as-of 2026-11-22");
    assert!(text.starts_with("Matrix: AWS of 2026-10-04 (bundled), 49 days old: verify"), "{text}");
    let json = world.run("matrix show --cloud gcp --as-of 2026-10-06 --format json").json();
    assert_eq!((json["cloud"].as_str(), json["old"].as_bool()), (Some("gcp"), Some(false)));
}

pub(super) const OWN: &str = "schema = \"servemap/matrix/1\"\ncloud = \"azure\"\nas_of = 2026-11-01\nsource = \"page\"\n\
    [sources.page]\ntitle = \"A page\"\n[regions]\nhere = { location = \"Here\" }\n";

#[test]
fn a_matrix_of_ones_own_is_validated_and_used() {
    let world = World::new();
    world.write("own.toml", OWN);
    assert!(world.fine("matrix validate own.toml").starts_with("own.toml is valid\n"));
    assert!(world.fine("regions --matrix own.toml").contains("here"));
    world.write("home/.local/share/servemap/matrix/azure.toml", OWN);
    assert!(world.fine("matrix show --cloud azure").contains("azure.toml"));

    world.write("bad.toml", format!("{OWN}[cells.pay-per-token.nowhere]\nnobody = \"in-geo\"\n"));
    let ended = world.run("matrix validate bad.toml");
    assert_eq!((ended.code, ended.messages.as_str()), (1, ""));
    assert!(ended.output.contains("bad.toml:9:") && ended.output.contains("nowhere"), "{}", ended.output);
    let json = world.run("matrix validate bad.toml --format json").json();
    assert_eq!(
        (json["valid"].as_bool(), json["schema"].as_str()),
        (Some(false), Some("servemap/validation/1"))
    );
}

/// What the script of a shell is answered at the end of a command line.
fn fitting(line: &str) -> Vec<String> {
    let world = World::new();
    world.write("decisions/plan.toml", "");
    let words = line.split(' ');
    let output = world.command().env("SERVEMAP_COMPLETE", "1").arg("--").args(words).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

#[rstest]
#[case::commands_of_a_command("servemap matrix ", &["show", "validate", "diff", "list", "use", "import", "help"])]
#[case::a_command_of_a_command("servemap matrix im", &["import"])]
#[case::values("servemap check --format ", &["table", "markdown", "json", "github", "sarif"])]
#[case::a_value_behind_its_flag("servemap check --format=g", &["--format=github"])]
#[case::a_flag("servemap why --mo", &["--mode"])]
#[case::behind_a_plan("servemap plan.toml check --format s", &["sarif"])]
#[case::of_the_whole_program("servemap --cloud ", &["aws", "azure", "gcp"])]
#[case::shells("servemap completions ", &["bash", "elvish", "fish", "powershell", "zsh"])]
#[case::help("servemap help ma", &["matrix", "man"])]
#[case::rules("servemap check --ignore retired", &["retired"])]
#[case::a_region("servemap why --region eu-w", &["eu-west-1", "eu-west-2", "eu-west-3"])]
#[case::a_region_of_the_cloud("servemap models --cloud azure --region swedenc", &["swedencentral"])]
#[case::a_model("servemap why databricks-llama-4", &["databricks-llama-4-maverick"])]
#[case::a_model_without_the_prefix("servemap plan --model llama-4", &["llama-4-maverick"])]
#[case::no_such_model("servemap why nosuch", &[])]
#[case::files("servemap check dec", &["decisions/"])]
#[case::files_of_a_folder("servemap export decisions/", &["decisions/plan.toml"])]
#[case::a_plan("servemap dec", &["decisions/"])]
#[case::a_plan_or_a_command("servemap d", &["demo", "diff", "decisions/"])]
fn a_shell_is_told_what_fits(#[case] line: &str, #[case] expected: &[&str]) {
    assert_eq!(fitting(line), expected);
}

#[rstest]
#[case("bash", "complete -F _servemap servemap")]
#[case("zsh", "#compdef servemap")]
#[case("fish", "--command servemap")]
fn scripts_ask_the_program(#[case] shell: &str, #[case] registers: &str) {
    let script = World::new().fine(&format!("completions {shell}"));
    assert!(script.contains(registers) && script.contains("SERVEMAP_COMPLETE=1 servemap -- "), "{script}");
}

#[rstest]
#[case("powershell")]
#[case("elvish")]
fn other_scripts_hold_the_flags(#[case] shell: &str) {
    let script = World::new().fine(&format!("completions {shell}"));
    assert!(script.contains("needed-until") && script.contains("completions"), "{shell}");
}

#[test]
fn the_manual_is_made_of_the_declaration() {
    let world = World::new();
    assert!(world.fine("man").contains(".TH SERVEMAP 1 20"));
    assert!(world.fine("man check").contains("\\-\\-fail\\-on"));
    for words in ["man matrix import", "man matrix-import", "man servemap-matrix-import"] {
        let page = world.fine(words);
        assert!(page.contains(".TH SERVEMAP-MATRIX-IMPORT 1 20"), "{page}");
    }
    let ended = world.run("man matrix imprt");
    assert_eq!(ended.code, 2);
    assert!(ended.messages.contains("'matrix imprt'\nhint: did you mean 'import'?"), "{}", ended.messages);
    let ended = world.run("man chek");
    assert_eq!(ended.code, 2);
    assert!(ended.messages.contains("did you mean 'check'?"), "{}", ended.messages);
}
