//! The verdict stands on every screen, each step is marked by what holds, and an opened plan tells what changed.

use chrono::NaiveDate;
use servemap::tui::Start;
use servemap::tui::order::Step;
use servemap::tui::step::Mark;

use super::support::{host, play, play_on};
use super::{PLAN, Session, example};

/// The first line of the screen.
fn header(session: &Session) -> String {
    session.screen().lines().next().unwrap_or_default().to_owned()
}

/// The line above the keys.
fn status(session: &Session) -> String {
    let screen = session.screen();
    let mut lines = screen.lines().rev();
    lines.nth(1).unwrap_or_default().to_owned()
}

/// A plan of this model that was decided on this day.
fn decided(model: &str, on: &str, matrix: &str, verdict: &str) -> String {
    let plan = PLAN.replace("databricks-llama-4-maverick", model);
    format!("{plan}\n[decided]\non = {on}\nmatrix = {matrix}\nverdict = \"{verdict}\"\n")
}

fn open_at(text: &str, as_of: Option<NaiveDate>, size: (u16, u16), keys: &str) -> Session {
    let start = Start { plan: Some("plan.toml".into()), as_of, ..Start::default() };
    play_on(host().with_file("plan.toml", text), &start, size, keys)
}

#[test]
fn the_verdict_stands_on_every_screen() {
    let session = example();
    for keys in [
        "<a-1>", "<a-2>", "<a-3>", "<a-4>", "<a-5>", "<a-6>", "<a-7>", "<a-3>m", "<a-3>t", "<a-3>c",
        "<a-3>b", "<f1>",
    ] {
        let session = example().play(keys);
        assert!(header(&session).contains("! conditional: "), "{keys}: {}", session.screen());
    }
    assert!(header(&session).ends_with("! conditional: preview · no end announced"), "{}", header(&session));
}

#[test]
fn a_plan_with_open_choices_has_no_verdict_and_says_which() {
    assert!(header(&play("")).ends_with("no verdict yet: mode, region, model open"));
    let region = header(&play("<tab><tab>jj<enter>"));
    assert!(region.contains("no verdict yet"), "{region}");
}

#[test]
fn on_a_narrow_screen_the_word_of_the_verdict_and_the_badges_stay() {
    let day = NaiveDate::from_ymd_opt(2027, 1, 31);
    let long = PLAN.replace("us-east-1", "us-west-2");
    for (width, needed) in [
        (80, &["! conditional", " as of 2027-01-31 ", "119 DAYS OLD", "AWS"][..]),
        (60, &["! conditional", " as of 2027-01-31 ", "119 DAYS OLD"][..]),
    ] {
        let session = open_at(&long, day, (width, 24), "");
        for words in needed {
            assert!(header(&session).contains(words), "{width}: {words} in {}", header(&session));
        }
    }
    let narrow = open_at(&long, None, (80, 24), "");
    assert!(header(&narrow).contains("! conditional: preview"), "{}", header(&narrow));
}

/// Days that the matrix knows of: the model's retirement is announced for a day.
#[test]
fn the_days_left_stand_beside_the_verdict() {
    let plan = PLAN
        .replace("provisioned-throughput", "pay-per-token")
        .replace("databricks-llama-4-maverick", "databricks-claude-sonnet-4");
    let session = open_at(&plan, None, (140, 40), "");
    assert!(
        header(&session).contains(" left") || header(&session).contains("since "),
        "{}",
        header(&session)
    );
}

#[test]
fn a_blocked_choice_is_never_ticked() {
    let off = format!("{PLAN}\n[posture]\npreview = \"deny\"\n");
    let session = open_at(&off, None, (120, 40), "");
    assert_eq!(session.app.marks[2], Mark::Blocked);
    assert_eq!(session.app.step, Step::Model, "it opens where somebody is needed");
    assert!(session.screen().contains("3 Model ✗"), "{}", session.screen());
    let unknown = PLAN.replace("maverick", "falcon");
    let session = open_at(&unknown, None, (120, 40), "");
    assert_eq!(session.app.marks[2], Mark::Unknown);
    assert!(header(&session).contains("? unknown: model not in this matrix"), "{}", header(&session));
    let region = PLAN.replace("us-east-1", "us-east-9");
    let session = open_at(&region, None, (120, 40), "");
    assert!(!matches!(session.app.marks[1], Mark::Done | Mark::Warn), "{:?}", session.app.marks);
    assert_eq!(session.app.step, Step::Region);
}

#[test]
fn a_refused_replacement_marks_the_record() {
    let refused = format!("{PLAN}replacement = \"databricks-llama-4-maverick\"\n");
    let session = open_at(&refused, None, (120, 40), "");
    assert_eq!(session.app.marks[3], Mark::Blocked);
}

#[test]
fn a_plan_that_rotted_says_so_when_it_opens() {
    let rotted = decided("databricks-meta-llama-3-1-405b-instruct", "2026-01-10", "2026-01-05", "available");
    let session = open_at(&rotted, None, (120, 40), "");
    let line = status(&session);
    assert!(line.contains("✗ decided 2026-01-10 as available; now blocked: "), "{line}");
    assert!(line.contains("retired"), "{line}");
    assert_eq!(session.app.step, Step::Mode, "the mode no longer offers it either");
    // It stays while one looks around in the step, and goes with it.
    let session = session.play("jjk");
    assert!(status(&session).contains("decided 2026-01-10"), "{}", status(&session));
    let session = session.play("<a-4>");
    assert!(!status(&session).contains("decided 2026-01-10"), "{}", status(&session));
}

#[test]
fn a_newer_matrix_is_told_although_the_verdict_is_the_same() {
    let same = decided("databricks-llama-4-maverick", "2026-06-20", "2026-06-17", "conditional");
    let line = status(&open_at(&same, None, (120, 40), ""));
    assert!(
        line.contains(
            "decided 2026-06-20 as conditional; still conditional: preview by the newer matrix of 2026-10-04"
        ),
        "{line}"
    );
}

#[test]
fn a_plan_that_holds_as_it_was_decided_says_nothing() {
    let same = decided("databricks-llama-4-maverick", "2026-10-10", "2026-10-04", "conditional");
    let session = open_at(&same, None, (120, 40), "");
    assert!(status(&session).contains(" remain "), "{}", status(&session));
    assert_eq!(session.app.step, Step::Record, "its record is open");
    // The same for a plan that is opened from within.
    let world = host().with_file(
        "plan.toml",
        decided("databricks-llama-4-maverick", "2026-06-20", "2026-06-17", "available"),
    );
    let session = play_on(world, &Start::default(), (120, 40), "<c-o>plan.toml<enter>");
    assert_eq!(session.app.step, Step::Record);
    let session = session.play("<down>");
    assert!(
        status(&session).contains("decided 2026-06-20 as available; now conditional: preview"),
        "{}",
        status(&session)
    );
}

#[test]
fn export_is_ticked_when_it_was_written_and_until_the_plan_changes() {
    let session = example().play("<a-7>");
    assert_eq!(session.app.marks[6], Mark::Open);
    let session = session.play("<enter>");
    let written = session.host.contents(super::FILE.replace(".toml", "-note.md")).is_some();
    // Where a list of files asks first, Enter there writes them.
    let session = if written { session } else { session.play("<enter>") };
    assert_eq!(session.app.marks[6], Mark::Done, "{}", session.screen());
    let session = session.play("<a-5> ");
    assert_eq!(session.app.marks[6], Mark::Open);
    let session = session.play("u");
    assert_eq!(session.app.marks[6], Mark::Done, "the documents say it again");
}
