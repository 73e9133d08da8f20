//! The demo: every key works, what is written is said to be in memory, and leaving loses nothing that would be asked about.

use servemap::tui::Start;
use servemap::tui::decisions::DecisionPlaces;

use super::support::{Session, host, play_on};
use super::{FILE, PLAN, example};

fn demo(keys: &str) -> Session {
    demo_at((120, 40), keys)
}

fn demo_at(size: (u16, u16), keys: &str) -> Session {
    let plan = example().play("<c-s><enter>").host.contents(FILE).unwrap();
    let world = host().with_file("decisions/a.toml", plan).with_file("decisions/b.toml", PLAN);
    let places = DecisionPlaces { paths: vec!["decisions".into()], asked: true, ..DecisionPlaces::default() };
    let by = Some("Demo user".to_owned());
    play_on(world, &Start { decisions: Some(places), by, demo: true, ..Start::default() }, size, keys)
}

#[test]
fn it_says_that_it_is_a_demo_on_the_first_screen_and_in_every_header() {
    let first = demo_at((80, 24), "").screen();
    assert!(first.contains("Demo: try any key; what you save stays in memory. q leaves."), "{first}");
    for size in [(80, 24), (120, 40)] {
        for keys in ["", "j", "<enter>", "<enter><a-3>m", "<enter><a-7>"] {
            let screen = demo_at(size, keys).screen();
            assert!(screen.lines().next().unwrap().contains(" demo "), "{keys}\n{screen}");
        }
    }
}

#[test]
fn what_is_written_is_said_to_be_in_memory() {
    for (keys, words) in [
        ("aas agreed<enter>", "demo, in memory only: wrote 'approve' by Demo user"),
        ("<enter><a-5> <c-s>", "demo, in memory only: saved to 'decisions/"),
        ("<enter><a-7><enter><enter>", "demo, in memory only: wrote "),
    ] {
        let session = demo(keys);
        assert!(session.screen().contains(words), "{keys}\n{}", session.screen());
    }
    // What only looks says nothing of writing.
    assert!(!demo("<enter><a-7>y").screen().contains("in memory"));
}

#[test]
fn it_is_left_without_a_question_and_without_a_draft() {
    assert!(demo("q").left);
    assert!(demo("<enter><a-5> <c-c>").left);
    let session = demo("<enter><a-5> j ");
    assert!(session.app.is_dirty() && session.host.own_draft().is_none() && session.host.drafts() == 0);
    // On the way back to the board what was changed can still be kept.
    let asked = demo("<enter><a-5> q");
    assert!(!asked.left && asked.app.popup.is_some());
    assert!(demo("<enter>qq").left);
    assert!(demo("<enter><a-5> <hang-up>").host.own_draft().is_none());
}

#[test]
fn drafts_of_others_are_not_offered() {
    let places = DecisionPlaces { paths: vec!["d".into()], asked: true, ..DecisionPlaces::default() };
    let world = host().with_file("d/a.toml", PLAN).with_draft("plan-a", PLAN);
    let start = Start { decisions: Some(places), demo: true, ..Start::default() };
    let session = play_on(world, &start, (120, 40), "");
    assert!(session.app.popup.is_none());
    assert_eq!(session.host.drafts(), 1);
}
