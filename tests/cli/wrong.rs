//! Wrong input of every kind: what is wrong, where, what would be right; exit code 2, and nothing lost.

use rstest::rstest;

use super::{MAVERICK, World};

#[rstest]
#[case::mode(
    "why databricks-llama-4-maverick --mode pay-per-tokn",
    "invalid value 'pay-per-tokn' for '--mode <ID>'",
    "'pay-per-token'"
)]
#[case::region(
    "why databricks-llama-4-maverick --region us-est-1",
    "unknown region 'us-est-1' (AWS matrix of 2026-10-04)",
    "us-east-1"
)]
#[case::cloud(
    "why databricks-llama-4-maverick --cloud amazon",
    "invalid value 'amazon' for '--cloud <CLOUD>'",
    "aws, azure, gcp"
)]
#[case::model("why mavreick", "unknown model 'mavreick'", "did you mean 'databricks-llama-4-maverick'?")]
#[case::ambiguous(
    "why databricks-claude",
    "unknown model 'databricks-claude'",
    "the nearest are: databricks-claude"
)]
#[case::date(
    "why databricks-llama-4-maverick --as-of 22.11.2026",
    "invalid value '22.11.2026' for '--as-of <DATE>'",
    "2026-11-22"
)]
#[case::no_day(
    "why databricks-llama-4-maverick --as-of 2026-02-30",
    "invalid value '2026-02-30' for '--as-of <DATE>'",
    "a day such as 2026-11-22"
)]
#[case::flag(
    "why databricks-llama-4-maverick --regoin us-east-1",
    "unexpected argument '--regoin' found",
    "'--region'"
)]
#[case::command("modles", "'modles' does not exist", "did you mean the command 'models'?")]
#[case::plan("nowhere.toml", "'nowhere.toml' does not exist", "expected a command or a plan file")]
#[case::kind("export a.toml --kind runbok", "invalid value 'runbok' for '--kind <KIND>'", "'runbook'")]
#[case::guardrail(
    "plan --tick load-tset",
    "invalid value 'load-tset' for '--tick <GUARDRAIL>'",
    "'load-test'"
)]
#[case::question(
    "plan --answer aprover=Ana",
    "invalid value 'aprover=Ana' for '--answer <QUESTION=TEXT>'",
    "approver"
)]
#[case::incomplete(
    "plan --mode ai-functions",
    "the plan is not complete: --region, --model, --owner, --reason missing",
    "servemap plan --help"
)]
#[case::matrix("models --matrix no.toml", "'no.toml' does not exist", "")]
#[case::matrix_to_validate("matrix validate no.toml", "'no.toml' does not exist", "")]
#[case::nothing_to_check("check no-such-folder", "'no-such-folder' does not exist", "")]
#[case::span("check . --within soon", "invalid value 'soon' for '--within <SPAN>'", "such as 90d")]
#[case::force_alone("export a.toml --force", "--output", "")]
fn wrong_words_are_named_with_what_would_be_right(
    #[case] line: &str,
    #[case] said: &str,
    #[case] hint: &str,
) {
    let world = World::new();
    let ended = world.run(line);
    assert_eq!((ended.code, ended.output.as_str()), (2, ""), "{}", ended.messages);
    assert!(ended.messages.starts_with("error: "), "{}", ended.messages);
    assert!(ended.messages.contains(said) && ended.messages.contains(hint), "{}", ended.messages);
    assert!(world.names().is_empty());

    // The same for a script: on stdout, as JSON, and nothing beside it.
    let ended = world.run(&format!("{line} --format json"));
    let object = ended.json();
    assert_eq!((ended.code, ended.messages.as_str()), (2, ""));
    assert_eq!(object["schema"], "servemap/error/1");
    let (message, hints) = (object["error"]["message"].as_str(), object["error"]["hints"].as_array());
    assert!(message.is_some_and(|message| !message.is_empty()) && hints.is_some(), "{object}");
}

#[rstest]
#[case::no_toml("mode = [", "a.toml:1:")]
#[case::unknown_word(
    "schema = \"servemap/plan/1\"\nmode = \"ptu\"\n",
    "a.toml:2:8: unknown serving mode 'ptu'"
)]
#[case::unknown_region(
    "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\nregion = \"us-est-1\"\nmodel = \"databricks-gpt-5-5\"\n",
    "unknown region 'us-est-1' (AWS matrix of 2026-10-04)"
)]
#[case::unknown_model(
    "schema = \"servemap/plan/1\"\nmode = \"pay-per-token\"\nregion = \"us-east-1\"\nmodel = \"gpt-99\"\n",
    "unknown model 'gpt-99'"
)]
#[case::open("schema = \"servemap/plan/1\"\n", "no serving mode is chosen yet")]
fn a_plan_that_cannot_be_exported_says_why(#[case] text: &str, #[case] said: &str) {
    let world = World::new();
    world.write("a.toml", text);
    let ended = world.run("export a.toml --kind row -o row.md");
    assert_eq!(ended.code, 2);
    assert!(ended.messages.contains(said), "{}", ended.messages);
    assert_eq!(world.names(), ["a.toml"]);
    assert_eq!(world.run("export a.toml --kind row --format json").json()["schema"], "servemap/error/1");
}

#[test]
fn a_folder_that_is_not_there_or_not_writable_is_named() {
    let world = World::new();
    let ended = world.run(&format!("{MAVERICK} -o no/such/a.toml"));
    assert_eq!(ended.code, 2);
    assert!(ended.messages.contains("'no/such/a.toml' cannot be saved"), "{}", ended.messages);
    let ended = world.run(&format!("{MAVERICK} -o ."));
    assert!(ended.code == 2 && ended.messages.contains("exists already"), "{}", ended.messages);
    // Root writes everywhere but here.
    let ended = world.run(&format!("{MAVERICK} -o /proc/a.toml"));
    assert!(
        ended.code == 2 && ended.messages.contains("'/proc/a.toml' cannot be saved"),
        "{}",
        ended.messages
    );
}

#[test]
fn a_cloud_that_is_not_the_plans_or_the_matrixs_is_refused() {
    let world = World::new();
    world.fine(&format!("{MAVERICK} -o a.toml"));
    let ended = world.run("export a.toml --cloud azure");
    assert_eq!(ended.code, 2);
    assert!(ended.messages.contains("'a.toml' is a plan for AWS, not for Azure"), "{}", ended.messages);
}

#[test]
fn the_planner_without_a_terminal_says_so() {
    let world = World::new();
    let ended = world.run("");
    assert_eq!((ended.code, ended.output.as_str()), (2, ""));
    assert!(ended.messages.starts_with("error: "), "{}", ended.messages);
}

/// Escapes, a C1 control, a carriage return, a tab, what turns text around: wherever a word is shown, with colour and without.
#[rstest]
#[case::a_value(&["check", ".", "--within", "WORD"])]
#[case::a_word_of_a_set(&["models", "--mode", "WORD"])]
#[case::a_format(&["check", ".", "--format", "WORD"])]
#[case::a_flag(&["check", "--WORD"])]
#[case::a_flag_with_a_value(&["check", ".", "--WORD=WORD"])]
#[case::one_too_many(&["why", "a", "WORD"])]
#[case::an_answer(&["plan", "--answer", "WORD"])]
#[case::a_day(&["why", "a", "--as-of", "WORD"])]
#[case::a_model(&["why", "WORD"])]
#[case::a_command(&["WORD"])]
#[case::a_command_of_a_command(&["matrix", "WORD"])]
#[case::a_page(&["man", "WORD"])]
#[case::a_shell(&["completions", "WORD"])]
#[case::a_file(&["export", "WORD"])]
fn control_characters_of_a_command_line_stay_out_of_the_messages(#[case] words: &[&str]) {
    const WORD: &str = "x\u{1b}]0;PWNED\u{7}\u{1b}[2J\u{9b}31m\r\t\u{202e}y";
    let world = World::new();
    for variables in [&[][..], &[("CLICOLOR_FORCE", "1")][..]] {
        let words = words.iter().map(|word| word.replace("WORD", WORD));
        let output = world.command().args(words).envs(variables.iter().copied()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let shown = String::from_utf8(output.stderr).unwrap();
        assert!(!shown.is_empty() && !shown.contains('\u{7}') && !shown.contains('\r'), "{shown:?}");
        assert!(!shown.contains(['\u{9b}', '\u{202e}', '\t']), "{shown:?}");
        // The program's own colours, and nothing else.
        for escape in shown.split('\u{1b}').skip(1) {
            let ends = escape.find(|c: char| !c.is_ascii_digit() && c != ';' && c != '[').unwrap();
            assert!(!variables.is_empty() && escape[ends..].starts_with('m'), "{shown:?}");
        }
    }
}

/// A build without the importer has the command, and says what is missing.
#[cfg(not(feature = "import"))]
#[test]
fn a_build_that_cannot_import_says_how_one_can() {
    let ended = World::new().run("matrix import page.html");
    assert_eq!((ended.code, ended.output.as_str()), (2, ""));
    let said = "error: this build of servemap cannot import pages\nhint: build it with the feature 'import'";
    assert!(ended.messages.starts_with(said), "{}", ended.messages);
}
