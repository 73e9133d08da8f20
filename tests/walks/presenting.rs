//! Read-only, for presenting: every key on every screen leaves the plan and the disk as they were.

use std::sync::OnceLock;

use servemap::tui::Start;

use super::support::{Session, host, play_at_once, play_on};
use super::wrong_keys::{KEYS, PLACES};
use super::{PLAN, example};

/// A plan with all of its choices, as a file.
fn plan() -> &'static str {
    static PLAN: OnceLock<String> = OnceLock::new();
    PLAN.get_or_init(|| example().play("<c-s><enter>").host.contents(super::FILE).unwrap())
}

fn read_only(keys: &str) -> Session {
    read_only_at((120, 40), keys)
}

fn read_only_at(size: (u16, u16), keys: &str) -> Session {
    let start = Start { plan: Some("plan.toml".into()), read_only: true, ..Start::default() };
    play_at_once(host().with_file("plan.toml", plan()), &start, size, keys)
}

#[test]
fn every_key_on_every_screen_leaves_plan_and_disk_as_they_were() {
    const MORE: &[&str] =
        &["<c-s>", "S", "<enter>", "a", "r", "c", "i", "m", "t", "b", "w", "$1M 1M<enter>", "y", "v", "+"];
    let before = read_only("").host.contents("plan.toml");
    let views = ["<a-5>m", "<a-5>t", "<a-5>c", "<a-5>ca", "<a-5>i<right>", "<a-3>b", "<a-3>w", "<a-7>y"];
    for place in PLACES.iter().chain(&views) {
        let mut session = read_only_at((80, 24), place);
        let plan = session.app.session.plan.clone();
        for key in KEYS.iter().chain(MORE) {
            session = session.play(key);
            assert_eq!(session.app.session.plan, plan, "{place} {key}");
            if session.left {
                session = read_only_at((80, 24), place);
            }
        }
        assert_eq!(session.host.contents("plan.toml"), before, "{place}");
        assert!(session.host.own_draft().is_none() && session.host.drafts() == 0, "{place}");
        assert_eq!(session.host.files(), ["plan.toml"], "{place}");
    }
}

#[test]
fn what_is_refused_says_so_and_the_header_says_it_on_every_screen() {
    for keys in [
        "<c-s>",
        "<a-5>S",
        "<a-5> ",
        "<a-1>j<enter>",
        "<a-4><down><right>",
        "<a-7><enter>",
        "<a-7>a",
        "<a-5>u",
        "<a-5>C",
    ] {
        let screen = read_only(keys).screen();
        assert!(screen.contains("read-only: nothing is changed or written"), "{keys}\n{screen}");
    }
    for keys in ["<a-1>", "<a-3>", "<a-6>", "<a-5>m", "<a-5>t"] {
        let header = read_only(keys).screen().lines().next().unwrap().to_owned();
        assert!(header.contains(" read-only "), "{keys}: {header}");
    }
}

#[test]
fn looking_copying_and_leaving_stay() {
    let session = read_only("<a-7>y");
    assert!(session.host.copied().is_some_and(|text| text.contains("We will use")));
    assert!(read_only("<a-3>/opus<esc><a-6>q").left);
    assert!(read_only("<a-4><c-c>").left);
    let runbook = read_only("<a-6>");
    assert_ne!(runbook.screen(), read_only("<a-6><down><down>").screen(), "{}", runbook.screen());
}

/// A draft of another session is neither offered nor taken.
#[test]
fn drafts_of_others_stay_where_they_are() {
    let world = host().with_file("plan.toml", PLAN).with_draft("plan-a", PLAN);
    let start = Start { plan: Some("plan.toml".into()), read_only: true, ..Start::default() };
    let session = play_on(world, &start, (120, 40), "<enter>");
    assert!(session.app.popup.is_none());
    assert_eq!(session.host.drafts(), 1);
}
