//! Leaving: at once when nothing would be lost, asked for when something would.

use super::support::{self, play};
use super::{FILE, TO_RECORD, example, opened};

#[test]
fn leaving_asks_only_when_something_would_be_lost() {
    assert!(play("<tab>q").left);
    assert!(play("<c-c>").left);
    assert!(play("<tab><tab><enter>uq").left, "what was taken back is not lost");
    assert!(opened("<a-1>2357q").left);
    assert!(example().play("<c-s><enter>q").left);
    for keys in ["q", "<c-c>"] {
        let session = example().play(keys);
        assert!(!session.left && session.screen().contains("has unsaved changes"));
        assert!(!session.play("<esc>").left);
    }
}

#[test]
fn the_question_is_answered_by_its_own_keys_only() {
    for keys in ["qqqq", "q ", "q<enter>", "qx", "q<c-y>", "q<paste y>", "qny", "q<esc>y"] {
        let session = example().play(keys);
        assert!(!session.left, "{keys}");
        assert!(session.app.is_dirty() && session.host.own_draft().is_some(), "{keys}");
    }
    assert!(example().play("qy").left);
}

#[test]
fn saving_on_the_way_out_asks_for_a_name_and_leaves() {
    let session = example().play("qs");
    assert!(session.screen().contains("Save the plan as"));
    let session = session.play("<enter>");
    assert!(session.left && session.host.contents(FILE).is_some());
    let session = opened("<a-5> qs");
    assert!(session.left && session.host.contents("plan.toml").unwrap().contains("feature-flag = true"));
}

#[test]
fn a_name_that_was_not_given_after_all_keeps_the_session() {
    let session = example().play("qs<esc>");
    assert!(!session.left && session.app.is_dirty());
    let session = session.play("<c-s><enter>");
    assert!(!session.left, "a later save is only a save");
}

/// The question about a file that is there comes in between, and the wish to leave outlives it, unless it is taken back.
#[test]
fn saving_over_a_file_on_the_way_out_still_leaves() {
    let taken = || support::host().with_file(FILE, "schema = \"servemap/plan/1\"\n");
    let there = |keys: &str| {
        let start = servemap::tui::Start::default();
        support::play_on(taken(), &start, (120, 40), &format!("{TO_RECORD}<a-5>qs<enter>{keys}"))
    };
    assert!(there("").screen().contains("exists"), "{}", there("").screen());
    assert!(there("o").left);
    let session = there("<esc><c-s><enter>o");
    assert!(!session.left, "a later save is only a save");
}

#[test]
fn ctrl_c_leaves_from_everywhere() {
    for way in ["", "<a-2>/us", "<a-3>/ll", "<a-4>", "<a-6>", "<a-7>G", "<f1>", "<tab>p", "<c-o>", "<tab>S"] {
        let session = play(&format!("{way}<c-c>"));
        // Help and documents are closed first, as by every key that leaves.
        let session = if session.left { session } else { session.play("<c-c>") };
        assert!(session.left, "{way}\n{}", session.screen());
    }
}

#[test]
fn ctrl_c_from_a_field_with_something_in_it_asks() {
    for way in ["6<c-u>An answer of several lines<a-enter>and more", "4ml-platform"] {
        let session = opened(&format!("{way}<c-c>"));
        assert!(!session.left, "{way}");
        assert!(session.screen().contains("has unsaved changes"), "{}", session.screen());
        let session = session.play("s");
        assert!(session.left);
        let text = session.host.contents("plan.toml").unwrap();
        assert!(text.contains("and more") || text.contains("ml-platform"), "{text}");
    }
}

#[test]
fn ctrl_z_gives_the_terminal_back_and_changes_nothing() {
    let session = example().play("<c-z>4text<c-z><f1><c-z>");
    assert_eq!(session.surface.suspended, 3);
}
