//! Before anything is written: the list of the files with what happens to each, and what then comes of it.

use std::path::Path;

use servemap::host::Host;
use servemap::tui::Start;
use servemap::tui::order::Step;

use super::support::{TestHost, host, play, play_at_once, play_on};
use super::{FILE, RECORD, Session, TO_RECORD, opened};

const STEM: &str = "llama-4-maverick-provisioned-throughput-us-east-1";

fn note() -> String {
    format!("{STEM}-note.md")
}

fn files(session: &Session, folder: &str) -> Vec<String> {
    let paths = session.host.list(Path::new(folder)).unwrap();
    paths.iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

/// The example on a host, at the Export step.
fn at_export(world: TestHost) -> Session {
    play_at_once(world, &Start::default(), (120, 40), &format!("{TO_RECORD}{RECORD}<a-7>"))
}

/// Whether a line of the screen has all of these words.
fn shows(session: &Session, words: &[&str]) -> bool {
    session.screen().lines().any(|line| words.iter().all(|word| line.contains(word)))
}

#[test]
fn nothing_is_written_before_the_list_was_seen() {
    let session = at_export(host()).play("<enter>");
    assert!(shows(&session, &["Write 6 files to the current folder"]), "{}", session.screen());
    assert!(shows(&session, &["[x] new", &note()]) && shows(&session, &["[x] save", FILE, "new"]));
    assert!(files(&session, "").is_empty() && !session.app.is_written());
    for cancel in ["<esc>", "q"] {
        let session = at_export(host()).play("<enter>").play(cancel);
        assert!(session.app.popup.is_none() && !session.left && files(&session, "").is_empty());
    }
    let session = session.play("<enter>");
    assert_eq!(files(&session, "").len(), 6, "{}", session.screen());
    assert!(
        session
            .screen()
            .contains(&format!("wrote 6 files to the current folder: {STEM}{{-full.md,-note.md,"))
    );
    assert!(!session.app.is_dirty() && session.app.is_written());
}

#[test]
fn each_file_says_whether_it_is_new_changes_or_stays() {
    let session = at_export(host()).play("<enter><enter>");
    let session = session.play("4<c-u>another team<enter><a-7><enter>");
    assert!(!session.app.is_written(), "the plan has changed since");
    assert!(shows(&session, &["[x] changed", &note(), "+1 −1"]), "{}", session.screen());
    assert!(shows(&session, &["as it is", "runbook.md"]), "{}", session.screen());
    assert!(shows(&session, &["[x] save", FILE, "+1 −1"]), "{}", session.screen());
    let session = session.play("j<enter>");
    assert!(session.host.contents(note()).unwrap().contains("another team"));
    let session = session.play("<enter>");
    assert!(shows(&session, &["as it is", &note()]), "{}", session.screen());
    let session = session.play("<enter>");
    assert!(session.screen().contains("nothing to write"), "{}", session.screen());
    assert!(session.app.is_written());
}

#[test]
fn what_servemap_did_not_write_is_never_replaced_unseen() {
    let session = at_export(host().with_file(note(), "theirs\r\n")).play("<enter>");
    assert!(shows(&session, &["[x] changed", &note(), "−1"]), "{}", session.screen());
    let session = session.play("jv");
    assert!(session.screen().contains("- theirs") && session.screen().contains("+ We will use"));
    // Whatever leaves the change leads back to the list, and writes nothing.
    for leave in ["<esc>", "<enter>", "q"] {
        let session = at_export(host().with_file(note(), "theirs\r\n")).play("<enter>jv").play(leave);
        assert!(shows(&session, &["[x] changed", &note()]), "{leave}: {}", session.screen());
        assert_eq!(files(&session, "").len(), 1);
    }
    let session = session.play("<esc><enter>");
    let text = session.host.contents(note()).unwrap();
    assert!(text.contains("We will use databricks-llama-4-maverick"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "its line ends stay");
}

#[test]
fn exactly_the_ticked_files_are_written() {
    let session = at_export(host()).play("<enter>j <enter>");
    assert_eq!(files(&session, "").len(), 5);
    assert!(session.host.contents(note()).is_none() && session.host.contents(FILE).is_some());
    let session = at_export(host()).play("<enter> j j j j j <enter>");
    assert!(session.screen().contains("no file is ticked"), "{}", session.screen());
    let session = session.play("G <enter>");
    assert_eq!(files(&session, ""), [FILE]);
    assert!(!session.app.is_written(), "a saved plan is no document");
    let session = at_export(host()).play(" <enter>");
    assert!(shows(&session, &["Write 5 files"]) && !shows(&session, &["full.md", "[x]"]));
}

#[test]
fn saving_is_offered_and_can_be_left() {
    let session = at_export(host()).play("<enter>G <enter>");
    assert_eq!(files(&session, "").len(), 5);
    assert!(session.app.is_dirty() && session.app.is_written());
    let session = session.play("<c-s><enter>");
    assert!(!session.app.is_dirty() && session.app.is_written(), "saving is no change of the documents");
    let session = session.play("<enter>");
    assert!(!shows(&session, &["[x] save"]), "what is saved is not offered again\n{}", session.screen());

    // The plan's own file, and its comments.
    let session = opened("<a-5> <a-7><enter>");
    assert!(shows(&session, &["[x] save", "plan.toml", "+"]), "{}", session.screen());
    let session = session.play("<enter>");
    assert!(session.host.contents("plan.toml").unwrap().starts_with("# ticket 4711\n"));
    assert!(session.host.contents("plan-note.md").is_some() && !session.app.is_dirty());
}

#[test]
fn a_plan_of_that_name_is_not_taken_for_this_one() {
    let session = at_export(host().with_file(FILE, "theirs")).play("<enter>");
    assert!(shows(&session, &["[ ] save", FILE]) && shows(&session, &["another plan has this name"]));
    let session = session.play("<enter>");
    assert_eq!(session.host.contents(FILE).as_deref(), Some("theirs"));
    assert!(session.app.is_dirty() && session.app.is_written());
    let mut session = opened("<a-5> <a-7>");
    session.host.put("plan.toml", "theirs");
    let session = session.play("<enter>");
    assert!(shows(&session, &["changed on disk since it was read"]), "{}", session.screen());
    let session = session.play("<enter>");
    assert_eq!(session.host.contents("plan.toml").as_deref(), Some("theirs"));
}

#[test]
fn what_changes_while_the_list_is_open_is_a_conflict_and_not_lost() {
    let mut session = at_export(host().with_file(note(), "old\n")).play("<enter>");
    session.host.put(note(), "theirs\n");
    session.host.put(format!("{STEM}-row.md"), "theirs too\n");
    let session = session.play("<enter>");
    assert_eq!(session.host.contents(note()).as_deref(), Some("theirs\n"));
    assert!(session.screen().contains("changed on disk since it was read"), "{}", session.screen());
    assert!(shows(&session, &["exists already"]) && shows(&session, &["[ ] changed", &note()]));
    assert!(session.host.contents(FILE).is_some() && !session.app.is_written());
    let session = session.play("<enter>");
    assert_eq!(session.host.contents(note()).as_deref(), Some("theirs\n"), "not ticked, not written");
    let session = session.play(" v");
    assert!(session.screen().contains("- theirs"), "{}", session.screen());
    let session = session.play("<esc>j <enter>");
    assert!(session.host.contents(note()).unwrap().contains("We will use"));
    assert!(session.host.contents(format!("{STEM}-row.md")).unwrap().contains("| us-east-1 |"));
    assert!(session.app.is_written() && session.app.popup.is_none());
}

#[test]
fn what_cannot_be_written_says_so_on_its_line() {
    let world =
        host().with_folder(note()).with_file(format!("{STEM}-row.md"), b"\xFF\xFE").with_folder("locked");
    let session = at_export(world.with_unwritable("locked")).play("<enter>");
    assert!(shows(&session, &["is a folder, not a file"]), "{}", session.screen());
    assert!(shows(&session, &["is not UTF-8 text"]), "{}", session.screen());
    let session = session.play("j v <enter>");
    assert_eq!(files(&session, "").len(), 7, "{}", session.screen());
    assert!(session.host.contents(format!("{STEM}-full.md")).is_some());
    // The rest was written; a folder that takes nothing takes none of it.
    let session = session.play("Glocked<enter><enter>");
    assert!(shows(&session, &["permission denied"]), "{}", session.screen());
    let session = session.play("<enter>");
    assert!(session.screen().contains("no file is ticked"), "{}", session.screen());
    assert!(files(&session, "locked").is_empty());
}

#[cfg(unix)]
#[test]
fn a_link_is_named_and_not_followed_unasked() {
    let world = host().with_file("elsewhere.md", "theirs\n").with_link(note(), "elsewhere.md");
    let session = at_export(world).play("<enter>");
    assert!(shows(&session, &["[ ] changed", &note()]) && shows(&session, &["a link to"]));
    let session = session.play("<enter>");
    assert_eq!(session.host.contents("elsewhere.md").as_deref(), Some("theirs\n"));
    let session = session.play("<enter>j <enter>");
    assert!(session.host.contents("elsewhere.md").unwrap().contains("We will use"));
}

#[test]
fn a_folder_that_is_not_there_takes_nothing() {
    let session = at_export(host()).play("Gnowhere/at all<enter><enter>");
    assert!(shows(&session, &["folder 'nowhere' does not exist"]), "{}", session.screen());
    let session = session.play("<enter><esc>");
    assert!(session.app.popup.is_none() && files(&session, "").is_empty() && !session.app.is_written());
}

#[test]
fn a_decision_that_is_not_cleared_says_so_before_it_is_written() {
    let session = play("<tab><tab><enter>/us-east-1<enter><a-3>/claude-3-7-sonnet<enter><a-7><enter>");
    assert!(
        session.screen().contains("The verdict is blocked: the note will say NOT CLEARED"),
        "{}",
        session.screen()
    );
    let session = session.play("<enter>");
    let note = files(&session, "").into_iter().find(|name| name.ends_with("-note.md")).unwrap();
    let text = session.host.contents(note).unwrap();
    assert!(text.lines().next().unwrap().contains("NOT CLEARED"), "{text}");
}

#[test]
fn an_open_decision_leads_to_what_it_lacks() {
    for (keys, step, words) in [
        ("", Step::Mode, "goes to step 1, Mode"),
        ("<tab><tab><enter>", Step::Region, "goes to step 2, Region"),
        ("<tab><tab><enter>/us-east-1<enter>", Step::Model, "goes to step 3, Model"),
    ] {
        let session = play(&format!("{keys}<a-7>"));
        assert!(session.screen().contains(words), "{}", session.screen());
        let session = session.play("<enter>");
        assert_eq!(session.app.step, step, "{keys}");
        assert!(files(&session, "").is_empty());
    }
}

#[test]
fn a_row_says_what_it_does_to_the_checklist() {
    let checklist = || host().with_file("checklist.md", "# Ours\r\n\r\nText.\r\n");
    let session = at_export(checklist()).play("a<enter>");
    assert!(shows(&session, &["row added", "checklist.md"]), "{}", session.screen());
    assert_eq!(session.host.contents("checklist.md").as_deref(), Some("# Ours\r\n\r\nText.\r\n"));
    let session = session.play("<enter>");
    let once = session.host.contents("checklist.md").unwrap();
    assert!(once.starts_with("# Ours\r\n\r\nText.\r\n") && once.contains("| us-east-1 |"), "{once}");
    let session = session.play("a<enter>");
    assert!(shows(&session, &["as it is", "checklist.md"]), "{}", session.screen());
    let session = session.play("<enter>4<c-u>another team<enter><a-7>a<enter>");
    assert!(shows(&session, &["row replaced", "checklist.md", "+1 −1"]), "{}", session.screen());
    let session = session.play("v");
    assert!(session.screen().contains("another team"), "{}", session.screen());
    let session = session.play("<esc><esc>");
    assert_eq!(session.host.contents("checklist.md").as_deref(), Some(once.as_str()), "cancelled");
    let session = session.play("a<c-u>new.md<enter>");
    assert!(shows(&session, &["new file", "new.md"]), "{}", session.screen());
    let mut session = session.play("<enter>a<enter>");
    assert!(session.host.contents("new.md").unwrap().contains("| another team |"));
    let theirs = format!("{once}\r\nMore.\r\n");
    session.host.put("checklist.md", &theirs);
    let session = session.play("<enter>");
    assert_eq!(session.host.contents("checklist.md"), Some(theirs), "a conflict is shown");
    assert!(session.screen().contains("changed on disk"), "{}", session.screen());
}

/// On a narrow screen the end of a long name, which tells the documents apart, stays.
#[test]
fn long_names_of_documents_can_be_told_apart() {
    let file = format!("{}.toml", "support-chat-of-the-insurance-team-in-europe-".repeat(2));
    let start = Start { plan: Some(file.clone().into()), ..Start::default() };
    let session = play_on(host().with_file(file, super::PLAN), &start, (80, 24), "<a-7><enter>");
    for end in ["full.md", "note.md", "row.md", "runbook.md", "record.md"] {
        assert!(shows(&session, &["…", &format!("-{end}")]), "{end}\n{}", session.screen());
    }
}

/// "No document can be written by a stray key": every printable key on every row of the step, and in the list.
#[test]
fn no_stray_key_writes() {
    let keys: Vec<String> = (' '..='~').filter(|key| *key != '<').map(String::from).collect();
    for place in ["", "j", "jj", "G", "<enter>"] {
        for chunk in keys.chunks(24) {
            let mut session = at_export(host()).play(place);
            for key in chunk {
                session = session.play(key);
                let back = if session.app.popup.is_some() { "<esc>" } else { "" };
                if place != "<enter>" {
                    session = session.play(back);
                }
                assert!(files(&session, "").is_empty(), "{place} {key}");
            }
        }
    }
    let sentence = "We will write five files with what we know.";
    for place in ["", "G", "<enter>"] {
        let session = at_export(host()).play(place).play(sentence);
        assert!(files(&session, "").is_empty(), "{place}");
    }
}

#[test]
fn the_list_can_be_used_on_every_screen() {
    for (width, height) in [(80, 24), (40, 10), (20, 6), (1, 1)] {
        let keys = format!("{TO_RECORD}{RECORD}<a-7><enter>jjjj vJJ<esc> <click 12 12>");
        let session = play_on(host().with_file(note(), "theirs"), &Start::default(), (width, height), &keys);
        assert!(session.app.popup.is_some(), "{width}");
    }
}
