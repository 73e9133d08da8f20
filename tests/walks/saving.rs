//! Saving: names, what stands there already, what somebody else wrote, folders that take nothing.

use std::path::Path;

use proptest::prelude::*;
use servemap::tui::Start;

use super::support::{host, play_on};
use super::{FILE, PLAN, RECORD, Session, TO_RECORD, erased, example, opened};

#[test]
fn a_file_that_is_there_is_asked_about_and_may_stay() {
    let theirs = host().with_file(FILE, "theirs");
    let session =
        play_on(theirs, &Start::default(), (120, 40), &format!("{TO_RECORD}{RECORD}<a-5><c-s><enter>"));
    assert!(session.screen().contains("Nothing was written."), "{}", session.screen());
    assert_eq!(session.host.contents(FILE).as_deref(), Some("theirs"));
    let session = session.play("<esc>");
    assert!(session.app.is_dirty() && session.app.popup.is_none());
    let session = session.play(&format!("<c-s><enter>a{}other.toml<enter>", erased()));
    assert_eq!(session.host.contents(FILE).as_deref(), Some("theirs"));
    assert!(session.host.contents("other.toml").is_some() && !session.app.is_dirty());
    let session = session.play("Sx<bs><enter>");
    assert!(!session.app.is_dirty(), "its own file is no surprise\n{}", session.screen());
    let session = session.play(&format!("S{}{FILE}<enter>o", erased()));
    assert!(session.host.contents(FILE).unwrap().contains("ml-platform"));
}

#[test]
fn what_somebody_else_wrote_meanwhile_is_a_conflict_and_nothing_is_lost() {
    let mut session = opened("<a-5> ");
    session.host.put("plan.toml", "theirs");
    let session = session.play("<c-s>");
    assert!(session.screen().contains("changed on disk since it was read"), "{}", session.screen());
    assert_eq!(session.host.contents("plan.toml").as_deref(), Some("theirs"));
    let session = session.play("n");
    assert!(session.app.is_dirty() && session.host.own_draft().is_some());
    let session = session.play(&format!("<c-s>a{}mine.toml<enter>", erased()));
    assert_eq!(session.host.contents("plan.toml").as_deref(), Some("theirs"));
    assert!(session.host.contents("mine.toml").unwrap().contains("feature-flag = true"));
}

#[test]
fn a_plan_that_was_removed_meanwhile_is_saved_anew_once_agreed() {
    let mut session = opened("<a-5> ");
    session.host.remove("plan.toml");
    let session = session.play("<c-s>");
    assert!(session.screen().contains("was removed since it was read"));
    let session = session.play("o");
    let text = session.host.contents("plan.toml").unwrap();
    assert!(text.contains("# ticket 4711") && text.contains("# asked Ana"), "{text}");
}

#[test]
fn a_saved_plan_keeps_the_comments_of_its_file() {
    let session = opened("<a-5> <c-s>");
    let text = session.host.contents("plan.toml").unwrap();
    assert!(
        text.starts_with("# ticket 4711\n") && text.contains("owner = \"ml-platform\" # asked Ana"),
        "{text}"
    );
    assert_ne!(text, PLAN);
}

/// Saves the example under a name, and expects to be asked for another one.
fn refused(session: Session, name: &str, why: &str) -> Session {
    let session = session.play(&format!("S{}{name}<enter>", erased()));
    let screen = session.screen();
    assert!(screen.contains("Save the plan as") && screen.contains(why), "{name}: {screen}");
    assert!(session.app.is_dirty());
    session.play("<esc>")
}

#[test]
fn names_that_cannot_be_are_asked_for_again_with_the_reason() {
    let world = host().with_folder("plans").with_folder("locked").with_unwritable("locked");
    let mut session = play_on(world, &Start::default(), (120, 40), &format!("{TO_RECORD}{RECORD}<a-5>"));
    for (name, why) in [
        ("", "enter a file name"),
        ("   ", "enter a file name"),
        ("plans/", "is a folder"),
        ("plans", "is a folder"),
        ("/", "is a folder"),
        (".", "is a folder"),
        ("nowhere/plan.toml", "does not exist"),
        ("locked/plan.toml", "permission denied"),
    ] {
        session = refused(session, name, why);
    }
    let session = session.play(&format!("S{}locked/plan.toml<enter>", erased()));
    let session = session.play(&format!("{}plans/Äpfel und Öl.toml<enter>", erased()));
    assert!(session.host.contents("plans/Äpfel und Öl.toml").is_some(), "{}", session.screen());
    assert!(!session.app.is_dirty());
}

/// As in a shell, and alike wherever a path is typed.
#[test]
fn a_path_may_begin_with_the_home_folder() {
    let world =
        || host().with_variable("HOME", "/home/ana").with_folder("/home/ana").with_folder("/home/ana/out");
    let keys = format!("{TO_RECORD}{RECORD}<a-5><c-s>{}~/mine.toml<enter>", erased());
    let session = play_on(world(), &Start::default(), (120, 40), &keys);
    assert!(session.host.contents("/home/ana/mine.toml").is_some(), "{}", session.screen());
    let session = session.play(&format!("5 S{}~/mine.toml<enter>", erased()));
    assert!(!session.app.is_dirty(), "its own file is no surprise\n{}", session.screen());
    let session = session.play(&format!("7a{}~/list.md<enter><enter>", erased()));
    assert!(session.host.contents("/home/ana/list.md").is_some(), "{}", session.screen());
    let session = session.play("7G~/out<enter><enter><enter>");
    assert!(session.host.contents("/home/ana/out/mine-note.md").is_some(), "{}", session.screen());
    let session = session.play("<enter>");
    assert!(session.screen().contains("as it is"), "what is there is known\n{}", session.screen());
    let session = play_on(
        world().with_file("/home/ana/plan.toml", PLAN),
        &Start::default(),
        (120, 40),
        "<c-o>~/plan.toml<enter>",
    );
    assert_eq!(session.app.session.plan.record.owner, "ml-platform");
}

#[test]
fn a_plan_is_not_saved_where_check_would_not_look() {
    let mut session = play_on(host(), &Start::default(), (120, 40), &format!("{TO_RECORD}{RECORD}<a-5>"));
    for name in ["plan", "plan.txt", "plan.toml.bak", ".plan.toml"] {
        session = refused(session, name, "is not a name for a plan");
    }
}

#[test]
fn saving_is_not_a_change_that_undo_takes_back() {
    let session = example().play("<c-s><enter>");
    let last = session.app.session.plan.record.replacement.clone();
    assert!(last.is_some());
    let session = session.play("u");
    assert_eq!(session.app.session.plan.record.replacement, None, "the last change of the user goes first");
    let session = session.play("<c-r>");
    assert_eq!(session.app.session.plan.record.replacement, last);
    assert!(!session.app.is_dirty(), "it is again as it was saved");
}

#[test]
fn what_is_still_being_typed_is_saved_too() {
    let session = opened("<a-6><c-u>Answering tickets<c-s>");
    let text = session.host.contents("plan.toml").unwrap();
    assert!(text.contains("Answering tickets"), "{text}");
    let session = opened("<a-4><c-u>the platform team<c-s>");
    assert!(session.host.contents("plan.toml").unwrap().contains("the platform team"));
}

#[test]
fn a_save_that_fails_on_the_way_out_does_not_leave() {
    let locked = host().with_unwritable("locked").with_folder("locked");
    let session = play_on(locked, &Start::default(), (120, 40), "<tab><tab><enter>qs");
    let session = session.play(&format!("{}locked/plan.toml<enter>", erased()));
    assert!(!session.left && session.screen().contains("permission denied"), "{}", session.screen());
    assert!(session.host.own_draft().is_some());
}

/// A decision that loses its mode, its region or its cloud can be saved, and opened again.
#[test]
fn a_decision_that_is_taken_back_leaves_a_file_that_can_be_opened() {
    let text =
        format!("{PLAN}\n[decided]\non = 2026-10-20\nmatrix = 2026-10-04\nverdict = \"conditional\"\n");
    for keys in ["<a-1>x", "<a-2>x", "<a-5>C"] {
        let start = Start { plan: Some("plan.toml".into()), ..Start::default() };
        let session = play_on(host().with_file("plan.toml", &text), &start, (100, 30), keys).play("<c-s>");
        let saved = session.host.contents("plan.toml").unwrap();
        // What was decided then stays in the history.
        assert!(saved != text && saved.contains("on = 2026-10-20\n"), "{keys}: {saved}");
        assert_eq!(
            servemap::plan::file::read("plan.toml", &saved).unwrap(),
            session.app.session.plan,
            "{keys}"
        );
        assert!(!session.app.is_dirty(), "{keys}");
    }
}

/// Keys that change a plan, or lead to where one is changed; and letters that nobody sees.
const KEYS: [&str; 47] = [
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "g",
    "j",
    "j",
    "j",
    "k",
    "<enter>",
    "<enter>",
    "<a-2>",
    "<a-4>",
    "<a-6>",
    "<esc>",
    "<tab>",
    "<s-tab>",
    "<right>",
    "<left>",
    " ",
    "x",
    "C",
    "C",
    "u",
    "<c-r>",
    "/us",
    "/llama",
    "c",
    "i",
    "m",
    "r",
    "a",
    "b ",
    "0",
    "2027-01-01",
    "é\u{200d}",
    "\u{202e}",
    "\u{2028}",
    "\u{200b}",
    "\u{2066}",
    "\u{e0041}",
    "\u{a0}",
    "<paste a\u{feff}\r\nb \u{85}>",
    "<c-s>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// "Whatever the planner saves, it loads as equal."
    #[test]
    fn whatever_is_saved_is_loaded_as_equal(
        walks in prop::collection::vec(prop::collection::vec(prop::sample::select(KEYS.to_vec()), 1..25), 1..3),
        windows: bool,
    ) {
        let decided = format!("{PLAN}\n[decided]\non = 2026-10-20\nmatrix = 2026-10-04\nverdict = \"conditional\"\n");
        let text = if windows { format!("\u{feff}{}", decided.replace('\n', "\r\n")) } else { decided };
        let start = Start { plan: Some("plan.toml".into()), ..Start::default() };
        let mut session = play_on(host().with_file("plan.toml", &text), &start, (100, 30), "");
        for walk in walks {
            session = session.play(&walk.concat()).play("<esc><esc><esc><esc><c-s>");
            let saved = session.host.contents("plan.toml").unwrap();
            let loaded = servemap::plan::file::read("plan.toml", &saved);
            prop_assert!(loaded.is_ok(), "{}\n{:?}", saved, loaded);
            let own = session.app.session.file.as_ref().is_some_and(|file| file.path == Path::new("plan.toml"));
            if own && !session.app.is_dirty() {
                prop_assert_eq!(&loaded.unwrap(), &session.app.session.plan, "{}", saved);
            }
            prop_assert_eq!(saved.contains("\r\n"), windows);
        }
    }
}

#[test]
fn a_plan_is_not_saved_under_a_name_that_no_check_reads() {
    let mut session = opened("<a-5> ");
    for name in ["noext", "plan.yaml", ".hidden.toml"] {
        session = session.play(&format!("S{}{name}<enter>", erased()));
        assert!(session.screen().contains("is not a name for a plan"), "{}", session.screen());
        assert_eq!(session.host.contents(name), None);
        session = session.play("<esc>");
    }
    let session = session.play(&format!("S{}good.toml<enter>", erased()));
    assert!(session.host.contents("good.toml").is_some() && !session.app.is_dirty());
}
