//! Typing never acts: in a row that holds text every printable key is text, and nothing else happens.

use std::path::Path;

use servemap::host::Host;
use servemap::plan::{Plan, Question};
use servemap::tui::order::Step;

use super::example;
use super::support::{Session, play};

/// Every printable key of ASCII but the two that the test's own names of keys stand between, then a sentence. Those two
/// come last and first, so that they are no name.
const TYPED: &str = ">q /?!\"#$%&'()*+,-.0123456789:;=@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~ \
     A chatbot for new teams, on 2027-01-01 at the latest <";

/// A row of text: what it is, the keys that lead there and empty it, and its place in the plan.
type TextRow = (&'static str, &'static str, fn(&mut Plan, String));

const ROWS: [TextRow; 9] = [
    ("sentence", "1<tab><c-u>", |plan, text| plan.sentence = text),
    ("constraint", "2<tab>j<c-u>", |plan, text| plan.posture.residency_words = text),
    ("owner", "4<c-u>", |plan, text| plan.record.owner = text),
    ("reason", "4<down>j<c-u>", |plan, text| plan.record.reason = text),
    ("for", "6<c-u>", |plan, text| plan.runbook.write(Question::For, text)),
    ("not for", "6<tab><c-u>", |plan, text| plan.runbook.write(Question::NotFor, text)),
    ("breaks", "6<tab><tab><c-u>", |plan, text| plan.runbook.write(Question::Breaks, text)),
    ("next", "6<s-tab><s-tab><c-u>", |plan, text| plan.runbook.write(Question::Next, text)),
    ("approver", "6<s-tab><c-u>", |plan, text| plan.runbook.write(Question::Approver, text)),
];

/// The rows of days, of which no sentence is one.
const DAYS: [(&str, &str); 3] = [
    ("needed until", "2<tab>j<down>jjj<c-u>"),
    ("test date", "4<down>j<down><down><c-u>"),
    ("review by", "4<down>j<down><down><down>j<c-u>"),
];

fn at(way: &str) -> Session {
    example().play(way)
}

fn plan(session: &Session) -> Plan {
    session.app.session.plan.clone()
}

/// Nothing was opened, left, or written.
fn assert_quiet(session: &Session, step: Step, what: &str) {
    assert!(session.app.popup.is_none() && session.app.explore.is_none(), "{what}\n{}", session.screen());
    assert!(!session.left, "{what}");
    assert_eq!(session.app.step, step, "{what}");
    assert!(session.host.list(Path::new("")).unwrap().is_empty(), "{what}: a file was written");
}

#[test]
fn every_printable_key_and_a_sentence_are_text_in_every_row_that_holds_text() {
    let mut letters: Vec<char> = TYPED.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    assert_eq!(letters, (' '..='~').collect::<Vec<char>>());
    for (what, way, set) in ROWS {
        let session = at(way);
        let (before, step) = (plan(&session), session.app.step);
        let typed = session.play(TYPED);
        assert_quiet(&typed, step, what);
        assert_eq!(plan(&typed), before, "{what}: nothing counts before it is kept");
        let mut expected = before;
        set(&mut expected, TYPED.to_owned());
        let kept = typed.play("<enter><c-z>");
        assert_eq!(plan(&kept), expected, "{what}");
    }
}

#[test]
fn what_was_typed_is_kept_by_every_key_that_leaves_and_put_back_by_esc() {
    for (what, way, set) in ROWS {
        let typed = || at(way).play("new team q7 /?");
        let opened = at(way);
        let (before, step) = (plan(&opened), opened.app.step);
        let mut expected = before.clone();
        set(&mut expected, "new team q7 /?".to_owned());
        // Every way out of a line and of a text; of the other rows, that they are such.
        let ways = ["<enter>", "<tab>", "<s-tab>", "<down>", "<up>", "<a-3>", "<a-5>", "<c-s>"];
        let ways = if ["sentence", "owner", "breaks"].contains(&what) { &ways[..] } else { &ways[..2] };
        for leave in ways {
            let session = typed().play(leave);
            // The sentence is the first row of its step.
            if !(what == "sentence" && *leave == "<up>") {
                assert_eq!(plan(&session), expected, "{what} {leave}\n{}", session.screen());
            }
        }
        assert_eq!(typed().play("<a-5>").app.step, Step::Guardrails, "{what}");
        assert!(typed().play("<f1>").app.popup.is_some(), "{what}");
        assert!(typed().play("<c-p>").app.popup.is_some(), "{what}");
        let back = typed().play("<esc>");
        assert_eq!((plan(&back), back.app.step), (before, step), "{what}");
        let pasted = opened.play("<paste two words>").play("<enter>");
        set(&mut expected, "two words".to_owned());
        assert_eq!(plan(&pasted), expected, "{what}");
    }
}

#[test]
fn a_day_that_is_none_stays_where_it_was_typed_and_says_what_would_be_right() {
    for (what, way) in DAYS {
        let session = at(way);
        let (before, step) = (plan(&session), session.app.step);
        let typed = session.play("soon, q 7");
        assert_quiet(&typed, step, what);
        for leave in ["<enter>", "<tab>", "<down>", "<up>", "<a-5>", "<c-s>", "<click 3 1>", "<a-u>"] {
            let refused = at(way).play("soon, q 7").play(leave);
            assert_quiet(&refused, step, &format!("{what} {leave}"));
            assert_eq!(plan(&refused), before, "{what} {leave}");
            let screen = refused.screen();
            assert!(screen.contains("soon, q 7") && screen.contains("+90d"), "{what} {leave}\n{screen}");
        }
        let asked = at(way).play("soon<c-c>");
        assert!(!asked.left && asked.app.popup.is_some(), "{what}");
        let right = at(way).play("soon<enter><c-u>2027-06-30<enter>");
        assert_ne!(plan(&right), before, "{what}\n{}", right.screen());
        let back = at(way).play("soon<enter><esc>");
        assert_eq!((plan(&back), back.app.step), (before, step), "{what}");
    }
}

/// A hurried typist whose cursor is on a row of choices: some letters move or change it, none starts anything.
#[test]
fn a_sentence_typed_on_a_row_of_choices_opens_nothing_and_writes_nothing() {
    for way in ["2<tab>", "2<tab>j<down>", "4<down>", "4<down>j<down><down><down>", "4<up>"] {
        for words in ["mtciepSCwqoxbsy", "new team", "chatbot", "quality"] {
            let session = at(way);
            let step = session.app.step;
            let session = session.play(words);
            assert_quiet(&session, step, &format!("{way} {words}"));
        }
    }
    let picked = at("4<down>j<down>").play("qwen");
    assert!(
        picked.screen().contains("Replacement for") && picked.screen().contains("/ qwen"),
        "typing filters"
    );
}

#[test]
fn a_runbook_answer_breaks_its_lines_by_alt_enter_and_goes_on_by_enter() {
    let session = example().play("6<c-u>Tickets,<a-enter>nothing else<c-j>at all<enter>second<enter>");
    let plan = plan(&session);
    assert_eq!(plan.runbook.answer(Question::For), "Tickets,\nnothing else\nat all");
    assert!(plan.runbook.answer(Question::NotFor).ends_with("second"));
    // Within the text the arrows move in it, at its ends they leave it.
    let session = session.play("<s-tab><s-tab><up><up>X<enter>");
    assert_eq!(
        session.app.session.plan.runbook.answer(Question::For).lines().next().map(|line| line.contains('X')),
        Some(true)
    );
}

#[test]
fn undo_says_what_it_undid_also_from_a_row_of_text() {
    let session = example().play("4<c-u>other<a-u>");
    assert!(session.screen().contains("undid Owner: 'other' → 'ml-platform'"), "{}", session.screen());
    let session = session.play("<c-r>");
    assert!(session.screen().contains("redid Owner: 'ml-platform' → 'other'"), "{}", session.screen());
    let session = example().play("2/us-west-2<enter>u");
    assert!(session.screen().contains("undid Region: us-west-2 → us-east-1"), "{}", session.screen());
}

#[test]
fn enter_leads_from_the_sentence_to_the_guardrails_past_everything_that_decides() {
    let mut session = play("Answer tickets");
    let mut seen = Vec::new();
    for _ in 0..40 {
        let screen = session.screen();
        for word in ["Workload shape", "Serving mode", "Regions of AWS", "Models ", "Model record"] {
            if screen.contains(word) && !seen.contains(&word) {
                seen.push(word);
            }
        }
        let row = screen.lines().find(|line| line.contains('›') && line.contains("< not")).map(str::to_owned);
        let rows = ["Residency", "Routing", "Previews", "Use"];
        if let Some(label) = row.and_then(|row| rows.into_iter().find(|label| row.contains(label))) {
            seen.push(label);
        }
        if session.app.step == Step::Guardrails {
            break;
        }
        // The list of replacements is left without one.
        session =
            if session.app.popup.is_some() { session.play("<esc><down>") } else { session.play("<enter>") };
    }
    for word in ["Regions of AWS", "Residency", "Routing", "Previews", "Use", "Models ", "Model record"] {
        assert!(seen.contains(&word), "{word}: {seen:?}");
    }
    assert_eq!(session.app.step, Step::Guardrails);
}

#[test]
fn nobody_is_led_past_a_posture_that_was_not_seen_and_a_jump_is_free() {
    let session = play("<tab><tab><enter><a-3>");
    assert_eq!(session.app.step, Step::Model, "a jump is free");
    let session = session.play("<enter>");
    assert!(session.app.session.plan.model.is_some());
    assert_eq!(session.app.step, Step::Region, "{}", session.screen());
    assert!(session.screen().contains("the posture decides the verdict too"), "{}", session.screen());
    let session = session.play("<enter><enter><enter><enter><enter><enter>");
    assert_eq!(session.app.step, Step::Model);
    assert_eq!(session.play("<enter>").app.step, Step::Record);
}

#[test]
fn esc_leads_back_the_same_road() {
    let session = example();
    let mut steps = Vec::new();
    let mut session = session;
    for _ in 0..9 {
        steps.push(session.app.step);
        session = session.play("<esc>");
    }
    steps.dedup();
    assert_eq!(steps, [Step::Guardrails, Step::Record, Step::Model, Step::Region, Step::Mode]);
}
