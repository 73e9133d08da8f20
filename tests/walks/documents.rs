//! Documents: written, replaced, appended, copied; a refused replacement stays out of them.

use std::path::Path;

use servemap::host::Host;
use servemap::tui::Start;

use super::support::{host, play, play_on};
use super::{RECORD, Session, TO_RECORD, example};

const STEM: &str = "llama-4-maverick-provisioned-throughput-us-east-1";

fn files(session: &Session, folder: &str) -> Vec<String> {
    let paths = session.host.list(Path::new(folder)).unwrap();
    paths.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

#[test]
fn documents_go_into_the_folder_that_was_named() {
    let world = host().with_folder("Äpfel und Öl");
    let session = play_on(world, &Start::default(), (120, 40), &format!("{TO_RECORD}{RECORD}<a-7>G"));
    let session = session.play("Äpfel und Öl<enter><enter><enter>");
    assert_eq!(files(&session, "Äpfel und Öl").len(), 6, "the plan is beside them\n{}", session.screen());
    let session =
        play_on(host(), &Start::default(), (120, 40), &format!("{TO_RECORD}{RECORD}<a-7>G   <enter>"));
    let session = session.play("<enter><enter>");
    assert!(session.host.contents(format!("{STEM}-note.md")).is_some(), "an empty name is here");
}

#[test]
fn writing_without_a_tick_says_why_nothing_happens() {
    let session = example().play("7 j j j j <enter>");
    assert!(session.screen().contains("tick"), "{}", session.screen());
    assert!(session.app.notice.is_some() && files(&session, "").is_empty());
}

#[test]
fn an_open_decision_is_not_written_and_says_what_it_lacks() {
    for keys in ["<a-7>w", "<a-7>y", "<a-7>a"] {
        let session = play(keys);
        assert!(session.screen().contains("o serving mode is chosen yet"), "{keys}: {}", session.screen());
        assert!(files(&session, "").is_empty() && session.host.copied().is_none());
    }
}

#[test]
fn a_row_appended_twice_is_there_once() {
    let world = host().with_file("checklist.md", "# Ours\n\nText.\n");
    let session =
        play_on(world, &Start::default(), (120, 40), &format!("{TO_RECORD}{RECORD}<a-7>a<enter><enter>"));
    let once = session.host.contents("checklist.md").unwrap();
    assert!(once.starts_with("# Ours\n\nText.\n") && once.contains("| us-east-1 |"), "{once}");
    let session = session.play("a<enter><enter>");
    assert_eq!(session.host.contents("checklist.md").as_deref(), Some(once.as_str()));
    let session = session.play("4<c-u>another team<enter>7a<enter><enter>");
    let text = session.host.contents("checklist.md").unwrap();
    assert_eq!(text.matches("| us-east-1 |").count(), 1, "{text}");
    assert!(text.contains("| another team |"));
}

#[test]
fn a_copy_is_the_document() {
    let session = example().play("7<enter><enter>");
    for (keys, kind) in [("g", "-note.md"), ("j", "-row.md")] {
        let session = example().play("7").play(if keys == "g" { "gy" } else { "gjy" });
        let copied = session.host.copied().unwrap().to_owned();
        let all: Vec<_> = files(&session, "");
        assert!(all.is_empty(), "{kind}");
        assert!(!copied.is_empty() && session.screen().contains("copied the"));
    }
    // A file also has the day it was written for, for `check`.
    let note = session.host.contents(format!("{STEM}-note.md")).unwrap();
    let session = session.play("py");
    assert!(note.starts_with(session.host.copied().unwrap()), "{note}");
    let session = session.play("<tab>y");
    assert!(!note.starts_with(session.host.copied().unwrap()), "{note}");
}

#[test]
fn the_preview_can_be_read_to_its_end_and_back_at_80_by_24() {
    let session = play_on(host(), &Start::default(), (80, 24), &format!("{TO_RECORD}{RECORD}<a-5>p"));
    let top = session.screen();
    let session = session.play("<end>");
    assert!(!session.screen().contains("more below"), "{}", session.screen());
    let bottom = session.screen();
    let session = session.play("<up>");
    assert_ne!(session.screen(), bottom, "the first key up moves");
    let session = session.play("<home>");
    assert_eq!(session.screen(), top);
}

#[test]
fn a_refused_replacement_cannot_be_picked_and_says_why() {
    let session =
        play("<tab><tab><enter>/us-east-1<enter><a-3>/claude-sonnet-4-6<enter><down><down><down>claude-3-7");
    let before = session.app.session.plan.record.replacement.clone();
    assert!(session.screen().contains("Refused:"), "{}", session.screen());
    let session = session.play("<enter>");
    assert_eq!(session.app.session.plan.record.replacement, before);
    assert!(session.app.popup.is_some(), "the list stays\n{}", session.screen());
    assert!(session.screen().contains("is itself blocked"), "{}", session.screen());
}

#[test]
fn the_chosen_model_is_never_named_among_those_considered() {
    let session = example().play("3 7y");
    let note = session.host.copied().unwrap();
    assert_eq!(note.matches("- databricks-llama-4-maverick").count(), 0, "{note}");
}
