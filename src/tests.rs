//! What holds of the whole program with a sixth gate: nothing but the gate itself has to know of it.

#[path = "../tests/support/play.rs"]
mod support;

use clap::Parser;

use crate::command::{self, Answer, Cli, Exit, OutputStyle};
use crate::gates::tests::{QUOTA, with_six};
use crate::tui::Start;
use support::{TestHost, host, play_on};

/// Anthropic's models have no quota.
const BLOCKED: &str = "schema = \"servemap/plan/1\"\ncloud = \"aws\"\nmode = \"pay-per-token\"\n\
    region = \"us-east-1\"\nmodel = \"databricks-claude-sonnet-4-6\"\nconsidered = [\"databricks-gpt-oss-120b\"]\n";

const SIZES: [(u16, u16); 2] = [(120, 40), (80, 24)];

/// What the planner shows of the blocked plan after some keys.
fn screen(size: (u16, u16), keys: &str) -> String {
    let start = Start { plan: Some("sonnet.toml".into()), ..Start::default() };
    play_on(host().with_file("sonnet.toml", BLOCKED), &start, size, keys).screen()
}

fn run(line: &str, host: &mut TestHost) -> Answer {
    let cli = Cli::try_parse_from(line.split_whitespace()).unwrap();
    command::run(cli, host, OutputStyle::default()).unwrap()
}

#[test]
fn the_steps_show_a_sixth_gate() {
    with_six(|| {
        for size in SIZES {
            let models = screen(size, "3");
            // The line of the small screen is cut.
            let counted = models.contains(" quota-granted ") || size.0 < 100;
            assert!(counted, "counted in the header: {models}");
            let found = screen(size, "3/claude-sonnet-4-6");
            assert!(found.contains(QUOTA.title) || found.contains("more below"), "{found}");
            let shown = |screen: String| screen.contains(QUOTA.title) || screen.contains("No quota");
            // Somewhere in the text beside the list, which is longer than a small screen.
            let scrolled = (0..40).step_by(8).map(|lines| format!("3{}", "J".repeat(lines)));
            assert!(scrolled.map(|keys| screen(size, &keys)).any(shown), "{}", screen(size, "3"));
            assert!(shown(screen(size, "4<pgdn>")), "{}", screen(size, "4<pgdn>"));
            for step in ["1", "2", "5", "6", "7"] {
                assert!(!screen(size, step).is_empty());
            }
            let note = screen(size, "p");
            assert!(note.contains("NOT CLEARED: blocked by Quota"), "{note}");
        }
    });
}

#[test]
fn the_explore_views_show_a_sixth_gate() {
    with_six(|| {
        for size in SIZES {
            for keys in ["c", "c<tab>"] {
                let compare = screen(size, keys);
                assert!(compare.contains("blocked"), "{keys}: {compare}");
                // On the small screen the sixth row stands below.
                assert!(compare.contains(QUOTA.label) || compare.contains("more below"), "{keys}: {compare}");
            }
            let map = screen(size, "m/claude-sonnet-4-6");
            assert!(map.contains("blocked"), "{map}");
            let what_if = screen(size, "i<right>");
            assert!(what_if.contains("As planned"), "{what_if}");
            let timeline = screen(size, "t]]+<left>");
            assert!(timeline.contains("against today"), "{timeline}");
        }
        let map = screen((120, 50), "m/claude-sonnet-4-6");
        assert!(map.contains(QUOTA.title), "{map}");
    });
}

#[test]
fn the_commands_say_what_a_sixth_gate_says() {
    with_six(|| {
        let place = "--mode pay-per-token --region us-east-1";
        let mut host = host();
        let text = run(&format!("servemap why claude-sonnet-4-6 {place}"), &mut host);
        assert_eq!(text.exit, Exit::Findings);
        assert!(text.output.contains("blocked (Quota granted by the vendor)"), "{}", text.output);
        let why = run(&format!("servemap why claude-sonnet-4-6 {place} --json"), &mut host);
        let why: serde_json::Value = serde_json::from_str(&why.output).unwrap();
        let gates = why["gates"].as_array().unwrap();
        assert_eq!(gates.len(), 6);
        assert_eq!((&gates[5]["gate"], &gates[5]["code"]), (&"quota-granted".into(), &"not-granted".into()));
        assert_eq!(gates[5]["source"], "this plan");
        let models = run(&format!("servemap models provider:anthropic {place}"), &mut host).output;
        assert!(models.contains("Quota granted by the vendor: No quota is granted."), "{models}");
        let json = run(&format!("servemap models {place} --json"), &mut host).output;
        let models: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        assert!(models.iter().all(|model| model["gates"].as_array().unwrap().len() == 6));
    });
}

#[test]
fn the_documents_and_the_check_know_a_sixth_gate() {
    with_six(|| {
        let mut host = host();
        let flags =
            "--mode pay-per-token --region us-east-1 --model claude-sonnet-4-6 --owner Ana --reason latency";
        run(&format!("servemap plan {flags} -o sonnet.toml"), &mut host);
        for kind in ["note", "row", "runbook", "record", "full"] {
            let text = run(&format!("servemap export sonnet.toml --kind {kind}"), &mut host).output;
            assert!(text.contains(QUOTA.title), "{kind}: {text}");
            let json =
                run(&format!("servemap export sonnet.toml --kind {kind} --format json"), &mut host).output;
            assert!(json.contains(QUOTA.title), "{kind}: {json}");
        }
        let note = run("servemap export sonnet.toml --kind note --format json", &mut host).output;
        assert!(note.contains("\"code\": \"not-granted\""), "{note}");
        let check = run("servemap check sonnet.toml --json", &mut host);
        assert_eq!(check.exit, Exit::Findings);
        let check: serde_json::Value = serde_json::from_str(&check.output).unwrap();
        let findings = check["findings"].as_array().unwrap();
        let found = findings.iter().find(|finding| finding["rule"] == "gate-blocks").unwrap();
        assert_eq!(found["severity"], "error");
    });
}
