//! The example typed in a real terminal, and what is left of a session that was killed or hung up.

use std::fs;
use std::path::Path;

use rustix::process::Signal;

use super::pty::{State, Terminal};
use super::start::Start;

const STEM: &str = "llama-4-maverick-provisioned-throughput-us-east-1";

fn started(home: &Path) -> Terminal {
    let terminal = Start::servemap().home(home).size(120, 40).run();
    terminal.wait_for_servemap();
    terminal
}

/// Types, and waits until what comes of it is on the screen.
fn type_and_see(terminal: &mut Terminal, keys: &str, seen: &str) {
    terminal.send(keys);
    terminal.wait_for(seen);
}

fn choose_the_example(terminal: &mut Terminal) {
    type_and_see(terminal, "\t\tjj\r", "Regions of AWS for Provisioned throughput");
    type_and_see(terminal, "/us-east-1\r", "< not stated >");
    type_and_see(terminal, "\x1b3", "Models ");
    type_and_see(terminal, "/maverick\r", "Model record");
}

#[test]
fn the_example_typed_in_a_terminal_ends_in_its_files() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = started(home.path());
    choose_the_example(&mut terminal);
    type_and_see(&mut terminal, "ml-platform\r", "Owner                  ml-platform");
    type_and_see(
        &mut terminal,
        "\x1b[C\rtickets are answered within two seconds\r",
        "Reason                 tickets",
    );
    type_and_see(&mut terminal, "\r", "Replacement for databricks-llama-4-maverick");
    type_and_see(&mut terminal, "oss-120b\r", "Replacement model      databricks-gpt-oss-120b");
    type_and_see(&mut terminal, "\x13", "Save the plan as");
    type_and_see(&mut terminal, "\r", "saved to ");
    type_and_see(&mut terminal, "\x1b7\r", "Write 5 files");
    type_and_see(&mut terminal, "\r", "wrote ");
    terminal.send("\x03");
    assert_eq!(terminal.wait_exit(), 0);

    let read = |ending: &str| fs::read_to_string(home.path().join(format!("{STEM}{ending}"))).unwrap();
    let has = |text: &str, line: &str| assert!(text.lines().any(|other| other == line), "{line} in\n{text}");
    assert!(read(".toml").contains("owner = \"ml-platform\""));
    has(
        &read("-row.md"),
        "| us-east-1 | Provisioned throughput | databricks-llama-4-maverick | Yes | No | Check release notes | ml-platform |",
    );
    let note = read("-note.md");
    has(
        &note,
        "We will use databricks-llama-4-maverick on Provisioned throughput in us-east-1 because tickets are answered within two seconds.",
    );
    has(
        &note,
        "If databricks-llama-4-maverick is retired or unavailable, we will switch to databricks-gpt-oss-120b and re-test prompts, output format, and latency before rollout.",
    );
}

/// The plan of a session that ended without a word is offered by the next one, and goes on where it was.
fn assert_offered(home: &Path) {
    let mut terminal = started(home);
    terminal.wait_for("Unsaved plans of earlier sessions");
    type_and_see(&mut terminal, "\r", "resumed");
    type_and_see(&mut terminal, "\x1b4", "databricks-llama-4-maverick");
    terminal.send("\x03y");
    assert_eq!(terminal.wait_exit(), 0);

    let mut terminal = started(home);
    assert!(
        !terminal.screen().contains("Unsaved plans of earlier"),
        "what was left knowingly is not offered again"
    );
    terminal.send("\x03");
    assert_eq!(terminal.wait_exit(), 0);
}

/// For dumb terminals and screen readers: lines, and nothing that moves or colours.
#[test]
fn the_questions_are_plain_lines_in_a_terminal_that_is_dumb() {
    let home = tempfile::tempdir().unwrap();
    let words = [super::start::SERVEMAP, "plan", "--interactive", "--as-of", "2026-10-20"];
    let mut terminal = Start::program(words).home(home.path()).variable("TERM", "dumb").size(120, 60).run();
    terminal.wait_for("Workload in one sentence [not stated]: ");
    type_and_see(&mut terminal, "Answer tickets\r", "Workload shape [not stated]: ");
    type_and_see(&mut terminal, "sla\r", "Serving mode [provisioned-throughput, recommended: ");
    type_and_see(&mut terminal, "\r", "Primary region: ");
    type_and_see(&mut terminal, "back\r", "Serving mode [provisioned-throughput]: ");
    type_and_see(&mut terminal, "\r", "Primary region: ");
    type_and_see(&mut terminal, "us-east-1\r", "Secondary region [none]: ");
    terminal.send("\x04");
    assert_eq!(terminal.wait_exit(), 2);
    assert!(terminal.screen().contains("nothing was written"), "{}", terminal.screen());
    assert!(!home.path().read_dir().unwrap().any(|file| file.unwrap().path().ends_with("plan.toml")));
}

#[test]
fn a_killed_session_is_offered_by_the_next_one() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = started(home.path());
    choose_the_example(&mut terminal);
    // The draft is kept before the next key is read, so what that key shows comes after it.
    type_and_see(&mut terminal, "\x1bOP", "Keys of step 4");
    terminal.signal(Signal::KILL);
    terminal.wait_until("end", State::is_over);
    assert_offered(home.path());
}

#[test]
fn a_session_whose_terminal_hung_up_is_offered_by_the_next_one() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = started(home.path());
    choose_the_example(&mut terminal);
    terminal.signal(Signal::HUP);
    assert_eq!(terminal.wait_exit(), 129);
    assert_offered(home.path());
}

#[test]
fn a_folder_that_takes_no_drafts_does_not_stand_in_the_way() {
    let home = tempfile::tempdir().unwrap();
    // A file where the folder should be refuses everybody, root too.
    fs::File::create(home.path().join("state")).unwrap();
    let mut terminal = started(home.path());
    type_and_see(&mut terminal, "\t\tjj\r", "cannot save a draft");
    type_and_see(&mut terminal, "/us-east-1\r", "Residency");
    terminal.send("\x03y");
    assert_eq!(terminal.wait_exit(), 0);
}
