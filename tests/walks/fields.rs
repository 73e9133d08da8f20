//! Fields: what is typed stays text, what is pasted is made safe, and a click never loses or misplaces it.

use std::fmt::Write as _;

use super::support::play;
use super::{TO_RECORD, example, opened};

#[test]
fn every_printable_key_is_text_in_a_field() {
    let session = play(&format!("{TO_RECORD}q u1?/jk xeSC<enter>"));
    assert_eq!(session.app.session.plan.record.owner, "q u1?/jk xeSC");
}

#[test]
fn a_paste_with_control_characters_and_lines_is_made_safe() {
    let paste = "<paste one\r\ntwo\u{1b}[31m\u{7}\tthree\u{9b}5n\u{0}>";
    let session = play(&format!("{TO_RECORD}{paste}<enter>"));
    let owner = session.app.session.plan.record.owner.clone();
    assert!(!owner.chars().any(char::is_control) && owner.starts_with("one two"), "{owner:?}");
    let session = session.play(&format!("<a-6><c-u>{paste}<enter>"));
    let answer = session.app.session.plan.runbook.answer(servemap::plan::Question::ALL[0]).to_owned();
    assert!(answer.starts_with("one\ntwo"), "{answer:?}");
    assert!(!answer.chars().any(|letter| letter.is_control() && letter != '\n'), "{answer:?}");
}

/// Where text is typed: the keys that lead there, and those that take what was typed.
const FIELDS: [(&str, &str); 8] = [
    ("<a-4>", "<enter>"),
    ("<a-6><c-u>", "<s-tab><tab>"),
    ("<a-1><s-tab><s-tab>", "<enter>"),
    ("<a-2><tab>j", "<enter>"),
    ("<a-3>/", ""),
    ("<a-2>/", ""),
    ("<a-7>G", "<enter>"),
    ("<c-o>", ""),
];

/// Bidirectional controls, what draws nothing, what breaks lines, annotations, tags.
const UNSEEN: &str =
    "\u{ad}\u{200b}\u{2028}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{fff9}\u{e0041}";

#[test]
fn unseen_characters_are_made_safe_whether_typed_or_pasted() {
    for (way, take) in FIELDS {
        let typed = play(&format!("<tab><tab>jj<enter>{way}a{UNSEEN}b{take}"));
        let pasted = play(&format!("<tab><tab>jj<enter>{way}<paste a{UNSEEN}b>{take}"));
        for letter in UNSEEN.chars() {
            assert!(!typed.screen().contains(letter), "{way} {letter:?}\n{}", typed.screen());
        }
        assert_eq!(typed.app.session.plan, pasted.app.session.plan, "{way}");
        if !way.contains("<a-6>") {
            assert!(typed.screen().contains("a b"), "{way}\n{}", typed.screen());
        }
    }
}

#[test]
fn joiners_stay_where_they_are_text_and_what_is_saved_is_what_is_read() {
    for (typed, kept) in [
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ("👩\u{200d}💻", "👩\u{200d}💻"),
        ("qw\u{200d}en", "qwen"),
        ("é\u{200d}", "é"),
        ("é\u{200d}<bs>\u{200c}a", "éa"),
    ] {
        let session = play(&format!("{TO_RECORD}{typed}<enter>"));
        assert_eq!(session.app.session.plan.record.owner, kept);
    }
}

#[test]
fn what_alt_gr_writes_is_a_character_like_any_other() {
    let session = play(&format!("{TO_RECORD}a<altgr-@><altgr-{{><altgr-€><altgr-ą>b<enter>"));
    assert_eq!(session.app.session.plan.record.owner, "a@{€ąb");
    let shown = |keys| play(&format!("<tab><tab>jj<enter>m{keys}")).screen();
    assert_eq!(shown("<altgr-]>"), shown("]"), "outside of fields too");
    let session = play(&format!("{TO_RECORD}<altgr-q><altgr-x>a<altgr-s><altgr-1>b<enter>"));
    assert!(!session.left && session.app.session.plan.record.owner == "ab", "a shortcut is no text");
}

#[test]
fn a_huge_paste_is_cut_and_the_session_goes_on() {
    let huge = "ä |\n".repeat(200_000);
    for way in ["<a-4>", "<a-6>", "3/", "2/", "1<s-tab><s-tab>", "<c-o>", "<a-7>G"] {
        let session = play(&format!("<tab><tab>jj<enter>{way}<paste {huge}><esc><esc><esc><a-1>"));
        assert_eq!(session.app.step as usize, 0, "{way}\n{}", session.screen());
    }
}

#[test]
fn a_paste_where_nothing_is_typed_does_nothing() {
    for way in ["<a-2>", "<a-3>", "<a-5>", "<a-7>", "<f1>", "<a-5>p", "<a-2><tab>"] {
        let session = opened(&format!("{way}<paste qy1o>"));
        assert!(!session.app.is_dirty() && !session.left, "{way}");
    }
}

#[test]
fn esc_leaves_a_field_as_it_was() {
    let session = example();
    let plan = session.app.session.plan.clone();
    let session = session.play("4<c-u>other<esc>");
    assert_eq!(session.app.session.plan, plan);
    let session = session.play("<down>j<down><down>tomorrow<enter>");
    assert!(
        session.app.session.plan == plan && session.screen().contains("tomorrow"),
        "{}",
        session.screen()
    );
    let session = session.play("<c-u>2026-12-01<enter>");
    assert!(session.app.session.plan.test_date().is_some());
}

/// The cell of a word on the screen.
fn click_on(session: &super::Session, word: &str) -> String {
    let screen = session.screen();
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains(word)).unwrap();
    let column = line[..line.find(word).unwrap()].chars().count();
    format!("<click {column} {row}>")
}

#[test]
fn a_click_beside_a_field_takes_what_was_typed_where_it_was_typed() {
    let session = play(&format!("{TO_RECORD}ml-platform"));
    let click = click_on(&session, "Reason");
    let session = session.play(&format!("{click}cheap<enter>"));
    let record = &session.app.session.plan.record;
    assert_eq!((record.owner.as_str(), record.reason.as_str()), ("ml-platform", "cheap"));
}

#[test]
fn a_click_on_a_tab_takes_what_was_typed() {
    let session = play(&format!("{TO_RECORD}ml-platform"));
    let click = click_on(&session, "5 Guardrails");
    let session = session.play(&click);
    assert_eq!(session.app.session.plan.record.owner, "ml-platform");
    assert_eq!(session.app.step as usize, 4);
    assert_eq!(session.play("1").app.step as usize, 0, "keys are keys again");
}

#[test]
fn a_click_beside_a_wrong_date_stays_with_it() {
    let session = play(&format!("{TO_RECORD}<down>j<down><down>tomorrow"));
    let click = click_on(&session, "5 Guardrails");
    let session = session.play(&click);
    assert_eq!(session.app.step as usize, 3, "{}", session.screen());
    assert!(session.screen().contains("tomorrow"));
}

#[test]
fn a_click_into_the_other_half_of_the_region_step_leaves_no_field_behind() {
    let session = play("<tab><tab>jj<enter><tab>jstays here");
    let click = click_on(&session, "us-east-1 ");
    let session = session.play(&click);
    assert_eq!(session.app.session.plan.posture.residency_words, "stays here");
    assert_eq!(session.play("1").app.step as usize, 0);

    let session = play("<tab><tab>jj<enter>/us");
    let click = click_on(&session, "Residency");
    let session = session.play(&click);
    assert_eq!(session.play("1").app.step as usize, 0, "keys are keys again");
}

#[test]
fn clicks_go_to_tabs_and_rows() {
    let mut session = play("");
    for (place, name) in
        ["Mode", "Region", "Model", "Record", "Guardrails", "Runbook", "Export"].iter().enumerate()
    {
        let click = click_on(&session, &format!("{} {name}", place + 1));
        session = session.play(&click);
        assert_eq!(session.app.step as usize, place);
    }
    let session = play("<tab><tab>jj<enter>");
    let click = click_on(&session, "us-west-2");
    let session = session.play(&format!("{click}<enter>"));
    assert_eq!(session.app.session.plan.region.unwrap().0, "us-west-2");
    let session = play("");
    let click = click_on(&session, "External model");
    let session = session.play(&format!("{click}<enter>"));
    assert_eq!(session.app.session.plan.mode.unwrap().id(), "external-models");
    let session = play(TO_RECORD).play("<a-5>");
    let click = click_on(&session, "Load test");
    let session = session.play(&format!("{click} "));
    assert!(session.app.session.plan.ticked.contains("load-test"));
}

#[test]
fn clicks_anywhere_at_any_size_do_no_harm() {
    for (width, height) in [(1, 1), (20, 6), (80, 24)] {
        for step in 1..=7 {
            let mut keys = step.to_string();
            for row in (0..height).step_by(5) {
                for column in (0..width).step_by(13) {
                    write!(keys, "<click {column} {row}>").unwrap();
                    if row > 1 {
                        keys.push_str(&step.to_string());
                    }
                }
            }
            keys.push_str("<click 65535 65535>");
            let _ = super::support::play_at(width, height, &keys);
        }
    }
}
