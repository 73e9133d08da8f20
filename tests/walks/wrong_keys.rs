//! Fast and wrong keys, everywhere: nothing breaks, nothing changes that was not meant to.

use servemap::tui::Start;

use super::support::{host, play, play_at_once, play_on};
use super::{Session, TO_RECORD, example};

/// Ways to every place where keys mean something else.
pub const PLACES: &[&str] = &[
    "<a-1>",
    "<a-1><tab>",
    "<a-1><tab><tab>",
    "<a-2>",
    "<a-2>/us",
    "<a-2>/us<esc>",
    "<a-2><tab>",
    "<a-2><tab>j",
    "<a-2><s-tab>",
    "<a-3>",
    "<a-3>/llama",
    "<a-3>/zzzz",
    "<a-4>",
    "<a-4><down>",
    "<a-4><down>j<down><enter>",
    "<a-4><down>j<down><down>",
    "<a-5>",
    "<a-6>",
    "<a-7>",
    "<a-7>G",
    "<f1>",
    "<a-5>p",
    "<a-5>q",
    "<c-o>",
    "<a-5>S",
    "<a-7>a",
    "<a-2>/zzzz",
    "<a-2>/zzzz<esc>",
    "<a-3>/zzzz<esc>",
];

pub const KEYS: &[&str] = &[
    "<esc>",
    "<enter>",
    "<tab>",
    "<s-tab>",
    " ",
    "<up>",
    "<down>",
    "<left>",
    "<right>",
    "<pgup>",
    "<pgdn>",
    "<home>",
    "<end>",
    "<bs>",
    "<del>",
    "u",
    "<c-r>",
    "x",
    "h",
    "l",
    "j",
    "k",
    "g",
    "G",
    "/",
    "?",
    "p",
    "e",
    "C",
    "<c-z>",
    "<c-x>",
    "<c-k>",
    "<c-w>",
    "<c-j>",
    "<c-m>",
    "<a-enter>",
    "<a-u>",
    "<a-x>",
    "<a-4>",
    "<f1>",
    "\t",
    "\u{7}",
    "<paste \u{1b}[2J>",
    "<hang-up>",
];

#[test]
fn every_key_in_every_place_is_survived_on_a_fresh_and_on_a_full_plan() {
    for place in PLACES {
        for start in ["", TO_RECORD] {
            let there = || play_at_once(host(), &Start::default(), (80, 24), &format!("{start}{place}"));
            let mut session = there();
            for key in KEYS {
                session = session.play(key);
                if session.left {
                    session = there();
                }
            }
        }
    }
}

#[test]
fn esc_leads_out_of_every_place_and_looking_around_changes_nothing() {
    for place in PLACES {
        let session = example();
        let plan = session.app.session.plan.clone();
        let session = session.play(place).play(&"<esc>".repeat(12));
        assert!(session.app.popup.is_none(), "{place}");
        assert_eq!(session.app.step as usize, 0, "{place}");
        assert!(!session.left);
        assert_eq!(session.app.session.plan, plan, "{place}");
    }
}

#[test]
fn every_step_is_reached_from_every_step_and_by_digits_from_none_while_typing() {
    for from in 1..=7 {
        for to in 1..=7 {
            let session = play(&format!("<a-{from}><a-{to}>"));
            assert_eq!(session.app.step as usize + 1, to);
        }
    }
    for place in ["", "<a-4>", "<a-6>", "<a-3>/", "<a-2>/", "<f1>", "<tab>p", "<c-o>", "<tab>S", "<a-7>G"] {
        let session = play(place);
        let step = session.app.step;
        assert_eq!(session.play("1234567").app.step, step, "{place}");
    }
}

#[test]
fn undo_does_nothing_while_something_lies_over_the_step() {
    for place in ["?", "p", "q", "<c-o>", "S", "4<down>j<down><enter>"] {
        let session = example();
        let plan = session.app.session.plan.clone();
        let session = session.play(&format!("{place}u<c-r>u"));
        assert_eq!(session.app.session.plan, plan, "{place}");
    }
}

#[test]
fn nothing_is_taken_from_an_empty_list() {
    for place in ["2/zzzz", "3/zzzz", "2/zzzz<esc>", "3/zzzz<esc>", "4<down>j<down><enter>zzzz"] {
        let session = example();
        let plan = session.app.session.plan.clone();
        let session = session.play(place).play("<enter>");
        assert_eq!(session.app.session.plan, plan, "{place}");
        let session = if place.ends_with("<esc>") { session.play(" ") } else { session };
        assert_eq!(session.app.session.plan, plan, "{place}");
    }
}

#[test]
fn a_filter_that_matched_nothing_gives_the_cursor_back_to_the_chosen_model() {
    let session = example();
    let plan = session.app.session.plan.clone();
    let session = session.play("3/zzzz<esc><esc>3<enter>");
    assert_eq!(session.app.session.plan, plan, "{}", session.screen());
}

#[test]
fn the_size_changes_while_something_is_open() {
    for place in PLACES {
        let mut session = example().play(place);
        for (width, height) in [(1, 1), (200, 60), (0, 0), (40, 8), (80, 24)] {
            session = session.resize(width, height);
        }
        assert!(session.screen().contains("servemap"), "{place}");
    }
}

#[test]
fn the_region_of_an_external_model_is_chosen_as_any_other() {
    let session = play("<tab><tab>jjj<enter>");
    assert!(session.screen().contains("for External model"), "{}", session.screen());
    let session = session.play("/us-west-1<enter>");
    assert_eq!(session.app.session.plan.region.as_ref().unwrap().0, "us-west-1");
    assert!(session.app.session.candidates.remain() > 0, "no region closes what a vendor hosts");
}

#[test]
fn a_model_of_another_mode_is_named_although_the_mode_does_not_list_it() {
    let session: Session = example().play("1G<enter>4");
    let screen = session.screen();
    assert!(screen.contains("Llama 4 Maverick") && !screen.contains("No model is chosen yet"), "{screen}");
}

#[test]
fn every_theme_that_ships_opens() {
    for theme in ["terminal", "dark", "light", "high-contrast", "sixteen"] {
        let start = Start { theme: Some(theme.to_owned()), ..Start::default() };
        assert!(play_on(host(), &start, (80, 24), TO_RECORD).screen().contains("servemap"));
    }
}
