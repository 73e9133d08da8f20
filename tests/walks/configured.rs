//! What the settings do in the planner: what a new plan starts with, where it is saved, and keys of one's own.

use std::path::PathBuf;

use servemap::config::{self, Config, Origin, Stated};
use servemap::plan::{Plan, Residency, Routing};
use servemap::tui::order::ExploreView;
use servemap::tui::{self, Start, keymap};

use super::support::{Session, TestHost, host, play_on};
use super::{FILE, PLAN};

/// The settings of a file with these lines.
fn settings(lines: &str) -> Config {
    let text = format!("schema = \"servemap/config/1\"\n{lines}\n");
    config::read("servemap.toml", &text, &keymap::rules()).unwrap()
}

fn played_on(host: TestHost, lines: &str, keys: &str) -> Session {
    play_on(host, &Start { config: settings(lines), ..Start::default() }, (120, 40), keys)
}

fn played(lines: &str, keys: &str) -> Session {
    played_on(host(), lines, keys)
}

const POSTURE: &str =
    "cloud = \"gcp\"\nregion = \"us-east1\"\nowner = \"ml-platform\"\n[posture]\nresidency = \"in-geo\"";

#[test]
fn a_new_plan_starts_with_the_settings_and_says_where_they_come_from() {
    let session = played(POSTURE, "");
    let plan = &session.app.session.plan;
    assert_eq!(plan.region.as_ref().map(|id| id.0.as_str()), Some("us-east1"));
    assert_eq!((plan.posture.residency, plan.posture.routing), (Residency::InGeo, Routing::Unknown));
    assert_eq!(plan.record.owner, "ml-platform");
    let screen = session.screen();
    assert!(
        screen.contains(
            "From the configuration: cloud gcp (servemap.toml:2), region us-east1 (servemap.toml:3)"
        ),
        "{screen}"
    );
    assert!(screen.contains("Google Cloud"), "{screen}");
    // Nothing of it was typed: leaving asks nothing.
    assert!(session.play("<c-c>").left);
}

#[test]
fn the_mark_goes_with_the_value_it_came_with() {
    let session = played(POSTURE, "<a-4>");
    assert!(session.screen().contains("Configured:"), "{}", session.screen());
    let session = session.play("<down>");
    assert!(session.screen().contains("ml-platform  (servemap.toml:4)"), "{}", session.screen());
    let origin = |plan: &dyn Fn(&mut Plan)| {
        let mut session = played(POSTURE, "");
        plan(&mut session.app.session.plan);
        session.app.session.configured(config::Setting::Residency)
    };
    assert_eq!(origin(&|_| {}).as_deref(), Some("servemap.toml:6"));
    assert_eq!(origin(&|plan| plan.posture.residency = Residency::None), None);
}

/// "A stated plan is never overridden; one that is not stated stays not stated."
#[test]
fn a_plan_that_is_opened_keeps_what_it_says() {
    let opened = |config| {
        let start = Start { plan: Some("plan.toml".into()), config, ..Start::default() };
        play_on(host().with_file("plan.toml", PLAN), &start, (120, 40), "")
    };
    let (with, without) = (opened(settings(POSTURE)), opened(Config::default()));
    assert_eq!(with.app.session.plan, without.app.session.plan);
    assert!(!with.screen().contains("configuration"), "{}", with.screen());
    assert_eq!(with.app.session.configured(config::Setting::Residency), None);
}

#[test]
fn plans_are_saved_in_the_folder_of_decisions_which_is_made() {
    let session = played(
        "decisions = \"decisions/eu\"",
        "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter><c-s>",
    );
    assert!(session.screen().contains(&format!("decisions/eu/{FILE}")), "{}", session.screen());
    let session = session.play("<enter>");
    assert!(session.host.contents(format!("decisions/eu/{FILE}")).is_some(), "{}", session.screen());
    let session = session.play("<c-o>");
    assert!(session.screen().contains("decisions/eu/"), "{}", session.screen());
}

#[test]
fn a_key_of_ones_own_acts_and_is_shown_and_the_old_one_does_not() {
    let keys = "[keys]\nmatrix = \"M\"\nsave = \"ctrl-x\"\nhelp = \"H\"";
    let session = played(keys, "<a-2>");
    assert!(session.screen().contains("M matrix"), "{}", session.screen());
    let session = session.play("m");
    assert_eq!(session.app.explore, None);
    let session = session.play("M");
    assert_eq!(session.app.explore, Some(ExploreView::Map), "{}", session.screen());
    let session = session.play("MH");
    let help = session.screen();
    let line = help.lines().find(|line| line.contains("Show or hide the matrix")).unwrap();
    assert!(line.split_whitespace().any(|word| word == "M"), "{help}");
    let session = session.play("<esc><c-p>show or hide the matrix");
    assert!(
        session.screen().lines().any(|line| line.contains("Show or hide the matrix") && line.contains(" M")),
        "{}",
        session.screen()
    );
    // In a row of text it is a letter, the key that acts there is the new one, and the bottom line says so.
    let session = played(keys, "M");
    assert_eq!(session.app.explore, None);
    assert!(session.screen().contains("Ctrl-X save"), "{}", session.screen());
    let session = session.play("<c-s>");
    assert!(session.app.popup.is_none(), "{}", session.screen());
    assert!(session.play("<c-x>").app.popup.is_some());
}

#[test]
fn leaving_and_help_cannot_be_taken_away() {
    let session = played("[keys]\nquit = []\nhelp = []", "<a-2>");
    assert!(
        session.screen().contains("F1 help") && session.screen().contains("Ctrl-C quit"),
        "{}",
        session.screen()
    );
    assert!(!played("[keys]\nquit = []", "<a-2>q").left);
    assert!(played("[keys]\nquit = []", "<a-2><c-c>").left);
    assert!(played("[keys]\nhelp = []", "<a-2><f1>").app.popup.is_some());
}

/// A sentence that names a key names the one that does it, as the settings have it, where the cursor is.
#[test]
fn notices_name_the_keys_that_hold() {
    let last = |lines: &str, keys: &str| {
        let screen = played(lines, keys).screen();
        screen.lines().rev().take(3).collect::<Vec<_>>().join("\n")
    };
    assert!(last("", "<a-2>C").contains("; u undoes it"), "{}", last("", "<a-2>C"));
    let undo = "[keys]\nundo = \"U\"";
    assert!(last(undo, "<a-2>C").contains("; U undoes it"), "{}", last(undo, "<a-2>C"));
    // Letters are text in the sentence of step 1, and a key that was taken away is not named.
    assert!(last("", "<a-1><c-p>Azure<enter>").contains("; Alt-U undoes it"));
    let none = "[keys]\nundo = []";
    let notice = last(none, "<a-2>C");
    assert!(notice.contains("Azure") && !notice.contains("undoes it"), "{notice}");
}

#[test]
fn clashing_keys_are_refused_before_anything_is_shown() {
    let start = Start { config: settings("[keys]\nundo = \"m\""), ..Start::default() };
    let error = tui::open(&start, &mut host()).unwrap_err().to_string();
    assert!(error.contains("servemap.toml:3: 'undo' and 'matrix' are both on m"), "{error}");
}

#[test]
fn a_folder_of_templates_that_is_not_there_is_an_error() {
    let templates =
        Stated { value: PathBuf::from("own"), origin: Origin::Variable("SERVEMAP_TEMPLATES".to_owned()) };
    let start =
        Start { config: Config { templates: Some(templates), ..Config::default() }, ..Start::default() };
    let error = tui::open(&start, &mut host()).unwrap_err().to_string();
    assert!(error.contains("SERVEMAP_TEMPLATES: the folder 'own' does not exist"), "{error}");
}

#[test]
fn the_keys_of_the_example_and_of_the_page_are_taken() {
    // A setting that is commented out stands behind # without a blank.
    let bare = |line: &str| match line.strip_prefix('#') {
        Some(rest) if rest.starts_with(|c: char| c.is_alphabetic() || c == '[') => rest.to_owned(),
        _ => line.to_owned(),
    };
    let example: Vec<String> = config::EXAMPLE.lines().map(bare).collect();
    let page = include_str!("../../docs/config.md");
    let shown =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).map(str::to_owned);
    for text in shown.chain([example.join("\n")]) {
        let Config { keys, .. } = config::read("servemap.toml", &text, &keymap::rules()).unwrap();
        let start = Start { config: Config { keys, ..Config::default() }, ..Start::default() };
        tui::open(&start, &mut host()).unwrap();
    }
}

#[test]
fn the_matrix_of_the_project_counts_on_each_cloud_and_the_header_says_so() {
    let matrix = |cloud: &str, day: &str| {
        format!(
            "schema = \"servemap/matrix/1\"\ncloud = \"{cloud}\"\nas_of = {day}\nsource = \"page\"\n\
            [sources.page]\ntitle = \"A page\"\n[regions]\nus-east-1 = {{ location = \"Virginia\" }}\n"
        )
    };
    let host = host()
        .with_file("matrix/aws.toml", matrix("aws", "2026-10-11"))
        .with_file("matrix/azure.toml", matrix("azure", "2026-10-12"));
    let config = settings("[matrix]\naws = \"matrix/aws.toml\"\nazure = \"matrix/azure.toml\"");
    let start = Start { config: config.of_project().unwrap(), ..Start::default() };
    let session = play_on(host, &start, (120, 40), "<tab>");
    assert!(session.screen().contains("AWS · project matrix 2026-10-11"), "{}", session.screen());
    let session = session.play("C");
    assert!(session.screen().contains("Azure · project matrix 2026-10-12"), "{}", session.screen());
    let session = session.play("C");
    assert!(session.screen().contains("Google Cloud · bundled matrix"), "{}", session.screen());
    let session = session.play("C");
    assert!(session.screen().contains("AWS · project matrix 2026-10-11"), "{}", session.screen());
}
