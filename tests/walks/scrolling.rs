//! Text that is longer than its place: never cut without a sign, and all of it can be read.

use servemap::matrix::ModelId;

use super::Session;
use super::support::{host, play_on};
use servemap::tui::Start;

const WAY: &str = "schema = \"servemap/plan/1\"\ncloud = \"aws\"\nmode = \"pay-per-token\"\nregion = \"eu-west-1\"\n\
    [posture]\nresidency = \"in-geo\"\npreview = \"deny\"\n";

fn at(as_of: &str, keys: &str) -> Session {
    let as_of = Some(servemap::date::parse(as_of).unwrap());
    let start = Start { plan: Some("plan.toml".into()), as_of, ..Start::default() };
    play_on(host().with_file("plan.toml", WAY), &start, (80, 24), keys)
}

/// The lines in the pane on the right, without its frame.
fn pane(session: &Session) -> Vec<String> {
    let line = |line: &str| line.split("│ ").nth(1).map(|text| text.trim_end_matches([' ', '│']).to_owned());
    session.screen().lines().filter_map(line).collect()
}

/// Everything that the pane shows while it is scrolled to its end, as one line.
fn read(mut session: Session, down: &str) -> (String, Session) {
    let mut lines = pane(&session);
    while session.screen().contains("more below") {
        session = session.play(down);
        lines.extend(pane(&session).pop());
        assert!(session.screen().contains("more above"), "{}", session.screen());
        assert!(lines.len() < 500, "it ends");
    }
    let words: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
    (words.join(" "), session)
}

#[test]
fn every_reason_can_be_read_to_its_end() {
    let mut session = at("2026-06-01", "3");
    // Some of each verdict: they stand in that order.
    for _ in 0..8 {
        let id: ModelId = session.app.steps.model.under().unwrap().clone();
        let (words, read) = read(session, "J");
        let app = &read.app;
        let judged = app.session.criteria().case(app.session.matrix.model(&id).unwrap()).judge();
        for (gate, says) in judged.iter() {
            assert!(words.contains(&says.reason.to_string()), "{id} {}: {}\n{words}", gate.id, says.reason);
        }
        drop(judged);
        session = read.play("jjjjjjjjj");
        assert!(!session.screen().contains("more above"), "another model begins at its top");
    }
}

#[test]
fn tab_leads_to_the_gates_and_back() {
    for (step, list) in [("3", "Models"), ("4<down>", "Model record")] {
        let session = at("2026-10-20", &format!("3<enter><a-3>{step}"));
        let before = session.app.steps.model.under().cloned();
        let session = session.play(if step == "3" { "<tab>?" } else { "<tab><tab><tab><tab><tab><tab>?" });
        assert!(session.screen().contains("Go back to the list"), "{}", session.screen());
        let (words, session) = read(session.play("<esc>"), "j");
        let judged = session.app.session.judged().unwrap();
        assert!(judged.iter().all(|(_, says)| words.contains(&says.reason.to_string())), "{words}");
        drop(judged);
        let session = session.play("g");
        assert!(!session.screen().contains("more above"));
        let session = session.play("G");
        assert!(!session.screen().contains("more below"), "{}", session.screen());
        let session = session.play("<pgup><pgup><esc>");
        assert_eq!(session.app.steps.model.under().cloned(), before, "{list}: the cursor stayed");
        assert!(!session.play("?").screen().contains("Go back to the list"));
    }
}

#[test]
fn the_wheel_scrolls_what_it_is_over() {
    let session = at("2026-10-20", "3");
    let before = session.app.steps.model.under().cloned();
    let session = session.play("<wheel-down 60 10>");
    assert!(session.screen().contains("more above"), "{}", session.screen());
    assert_eq!(session.app.steps.model.under().cloned(), before);
    let session = session.play("<wheel-down 5 10>");
    assert_ne!(session.app.steps.model.under().cloned(), before);
}

#[test]
fn the_gates_of_a_cell_can_be_read_whole() {
    let session = at("2026-10-20", "mhhhhhhhhhhhhhhhh");
    assert!(
        session.screen().contains('…') && session.screen().contains("more below"),
        "{}",
        session.screen()
    );
    let session = session.play(&"J".repeat(60));
    assert!(!session.screen().contains("more below"), "{}", session.screen());
    assert!(session.screen().contains("Retirement notice"), "{}", session.screen());
}

#[test]
fn a_preview_can_be_read_to_its_end() {
    let (words, _) = read(at("2026-10-20", "3<enter><a-7><tab>"), "j");
    assert!(words.ends_with("(matrix of 2026-10-04)."), "{words}");
}
