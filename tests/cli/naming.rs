//! Names as people write them, through the binary: flags, plan files, and what is told of a name that is none.

use rstest::rstest;

use super::{MAVERICK, World};

#[rstest]
#[case("why 'LLAMA_4 maverick' --mode 'Pay per token' --region 'us_east_1'")]
#[case("why system.ai.llama-4-maverick --mode PAY_PER_TOKEN --region 'US East (Northern Virginia)'")]
#[case("why 'Meta Llama 4 Maverick' --mode pay-per-token --region 'us east (n. virginia)' --cloud AWS")]
fn flags_take_a_name_in_any_spelling(#[case] line: &str) {
    let ended = World::new().run(&format!("{line} --as-of 2026-10-20 --format json"));
    let json = ended.json();
    assert_eq!(
        (&json["endpoint"], &json["region"]),
        (&"databricks-llama-4-maverick".into(), &"us-east-1".into())
    );
    assert_eq!(json["mode"], "pay-per-token");
}

/// Every display name that a vendor's console or command line shows, alone and beside the code.
#[rstest]
#[case("aws", "us-east-1", &["N. Virginia", "us-east-1 (US East (N. Virginia))", "US East (N. Virginia) us-east-1"])]
#[case("aws", "eu-west-1", &["Europe (Ireland)", "Europe (Ireland) eu-west-1", "Ireland (eu-west-1)"])]
#[case("aws", "us-gov-west-1", &["AWS GovCloud (US-West)", "us-gov-west-1 (AWS GovCloud (US-West))"])]
#[case("azure", "westeurope", &["(Europe) West Europe", "West Europe (westeurope)"])]
#[case("gcp", "us-east4", &["N. Virginia", "us-east4 (Northern Virginia)"])]
fn a_region_goes_by_every_display_name(#[case] cloud: &str, #[case] code: &str, #[case] names: &[&str]) {
    for name in names {
        let listed = World::new().run(&format!("regions --cloud {cloud} --region '{name}' --json")).json();
        assert_eq!(listed["regions"][0]["region"], code, "{name}");
    }
}

#[rstest]
#[case("region = \"US-EAST-1\"\nmodel = \"databricks-claude-sonnet-4-5\"", 0, "+ available")]
#[case("region = \"us-east-1\"\nmodel = \"Claude Sonnet 4.5\"", 0, "+ available")]
#[case("region = \"us-east-1\"\nmodel = \"system.ai.llama-4-maverick\"", 0, "+ available")]
#[case("region = \"us-est-1\"\nmodel = \"gpt-99\"", 1, "unknown region 'us-est-1'")]
#[case("region = \"westeurope\"\nmodel = \"Claude Sonnet 4.5\"", 1, "cloud = \"azure\" in the plan")]
#[case(
    "region = \"us-east-1\"\nsecondary = \"narnia-1\"\nmodel = \"Claude Sonnet 4.5\"",
    1,
    "unknown region 'narnia-1'"
)]
fn a_plan_file_is_read_as_the_flags_are(#[case] lines: &str, #[case] code: i32, #[case] said: &str) {
    let world = World::new();
    let head = "schema = \"servemap/plan/1\"\ncloud = \"aws\"\nmode = \"Pay per token\"";
    world.write("a.toml", format!("{head}\n{lines}\n"));
    let ended = world.run("check a.toml --as-of 2026-10-20");
    assert_eq!(ended.code, code, "{}{}", ended.output, ended.messages);
    assert!(ended.output.contains(said), "{}", ended.output);
    let exported = world.run("export a.toml --kind row --as-of 2026-10-20");
    assert_eq!(exported.code, 2 * code, "{}", exported.messages);
}

/// "Files keep the official form."
#[test]
fn an_update_writes_the_official_names() {
    let world = World::new();
    let head = "schema = \"servemap/plan/1\"\ncloud = \"AWS\"\nmode = \"Pay per token\"\nregion = \"US_EAST_1\" # by Ana";
    world.write("a.toml", format!("{head}\nmodel = \"Claude Sonnet 4.5\"\n"));
    world.fine("plan --update -o a.toml --owner a --reason b --needed-until +1y --as-of 2026-10-20");
    let text = world.read("a.toml");
    for line in [
        "mode = \"pay-per-token\"",
        "region = \"us-east-1\" # by Ana",
        "model = \"databricks-claude-sonnet-4-5\"",
        "needed_until = 2027-10-20",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn a_catalog_name_is_known_in_a_list_and_as_a_flag() {
    let world = World::new();
    world.write(
        "plan.toml",
        "schema = \"servemap/plan/1\"\ncloud = \"aws\"\nmode = \"provisioned-throughput\"\nregion = \"us-east-1\"\nmodel = \"meta-llama-3-3\"\n",
    );
    world.write(
        "list.json",
        "[{ \"name\": \"support-bot\", \"state\": { \"ready\": \"READY\" }, \"config\": { \"served_entities\": [{ \"entity_name\": \"system.ai.llama_v3_3_70b_instruct\", \"entity_version\": \"1\" }] } }]",
    );
    for against in ["--plan plan.toml", "--region us-east-1 --mode provisioned-throughput"] {
        let ended = world.run(&format!("verify list.json {against} --as-of 2026-10-20"));
        assert_eq!(ended.code, 0, "{}", ended.output);
        assert!(
            ended.output.contains("Meta Llama 3.3") && ended.output.contains("Ready."),
            "{}",
            ended.output
        );
    }
    let why = "why system.ai.llama_v3_3_70b_instruct --mode provisioned-throughput --region us-east-1";
    assert_eq!(world.run(&format!("{why} --as-of 2026-10-20 --format json")).json()["id"], "meta-llama-3-3");
}

/// Weeks, months and years wherever a span is taken.
#[rstest]
#[case("90d", 90)]
#[case("12w", 84)]
#[case("3m", 92)]
#[case("1y", 365)]
#[case("90", 90)]
fn a_span_counts_from_the_day(#[case] span: &str, #[case] days: i64) {
    let world = World::new();
    world.write("a.toml", "schema = \"servemap/plan/1\"\n");
    let report = world.run(&format!("check a.toml --within {span} --as-of 2026-10-20 --format json")).json();
    assert_eq!(report["within_days"], days);
}

/// A checklist may be kept by hand: the row of a plan is found however its three names are written there.
#[rstest]
#[case("US-East-1", "provisioned-throughput", "Meta Llama 4 Maverick", 1)]
#[case("us-east-1 (N. Virginia)", "**Provisioned Throughput**", "`llama_4_maverick`", 1)]
#[case("us-east-2", "Provisioned throughput", "databricks-llama-4-maverick", 2)]
#[case("us-east-1", "Pay-per-token", "Llama 4 Maverick", 2)]
#[case("us-east-1", "Provisioned throughput", "Llama 4", 2)]
fn a_row_is_found_by_any_of_its_names(
    #[case] region: &str,
    #[case] mode: &str,
    #[case] model: &str,
    #[case] rows: usize,
) {
    let world = World::new();
    world.fine(&format!("{MAVERICK} -o a.toml"));
    let head = "| Region | Mode | Model | Preview? | Routing? | Retirement? | Owner |\n|---|---|---|---|---|---|---|";
    world.write("list.md", format!("{head}\n| {region} | {mode} | {model} | ? | ? | ? | me |\n"));
    world.fine("export a.toml --kind row --append list.md --as-of 2026-10-06");
    assert_eq!(world.read("list.md").lines().count(), 2 + rows, "{}", world.read("list.md"));
}

#[test]
fn a_cloud_behind_a_matrix_is_read_as_everywhere() {
    let world = World::new();
    for cloud in ["gcp", "GCP", "Google Cloud", "google_cloud"] {
        let diff = world.fine(&format!("matrix diff bundled 'bundled:{cloud}' --json"));
        assert!(diff.contains("\"gcp\""), "{diff}");
    }
}
