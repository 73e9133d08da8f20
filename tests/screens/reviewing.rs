//! The board of decisions as it looks, at three sizes, and at every small one.

use servemap::tui::Start;
use servemap::tui::decisions::DecisionPlaces;

use super::draw;
use super::support::{Session, TestHost, host, play_at_once, play_on};

/// The decisions of a quarter.
const QUARTER: [(&str, &str); 6] = [
    ("claims-summaries", include_str!("../quarter/claims-summaries.toml")),
    ("contract-review", include_str!("../quarter/contract-review.toml")),
    ("faq-answers", include_str!("../quarter/faq-answers.toml")),
    ("product-tags", include_str!("../quarter/product-tags.toml")),
    ("support-drafts", include_str!("../quarter/support-drafts.toml")),
    ("ticket-triage", include_str!("../quarter/ticket-triage.toml")),
];

/// Each screen by name: the keys that lead to it.
const SCREENS: &[(&str, &str)] = &[
    ("board", ""),
    ("board-filtered", "/owner:dana-novak"),
    ("board-mistake", "/ownr:dana"),
    ("board-sorted", "ooO"),
    ("board-note", "<tab>jjjj"),
    ("board-approve", "jjjja"),
    ("board-changes", "c<enter>"),
    ("board-supersede", "ssupport"),
    ("board-supersede-words", "ssupport<enter>"),
    ("board-what-changed", "jjjjd"),
    ("board-pages", "x"),
    ("board-written", "jjjjaas agreed<enter>"),
    ("board-opened", "j<enter>"),
    ("board-broken", "/verdict:broken<esc>"),
    ("board-help", "?"),
];

fn play(size: (u16, u16), keys: &str) -> Session {
    let play = if size == (80, 24) { play_on } else { play_at_once };
    let add =
        |host: TestHost, (name, text): &(&str, &str)| host.with_file(format!("decisions/{name}.toml"), text);
    let broken = "schema = \"servemap/plan/1\"\nmode = \"ptu\"\nmodle = \"x\"\n";
    let world = QUARTER.iter().fold(host(), add).with_file("decisions/old-search.toml", broken);
    let places = DecisionPlaces { paths: vec!["decisions".into()], asked: true, ..DecisionPlaces::default() };
    let start = Start {
        decisions: Some(places),
        as_of: servemap::date::parse("2026-11-26").ok(),
        by: Some("Ana Diaz".to_owned()),
        ..Start::default()
    };
    play(world, &start, size, keys)
}

#[test]
fn the_board_looks_as_it_did() {
    for (name, keys) in SCREENS {
        for (width, height) in [(80, 24), (120, 40), (160, 50)] {
            let session = play((width, height), keys);
            insta::with_settings!({ description => *keys, omit_expression => true }, {
                insta::assert_snapshot!(format!("{name}-{width}x{height}"), session.screen());
            });
        }
    }
}

#[test]
fn the_board_is_drawn_at_every_size_where_layouts_change() {
    const KINDS: &[&str] =
        &["board", "board-mistake", "board-note", "board-approve", "board-supersede", "board-pages"];
    for (_, keys) in SCREENS.iter().filter(|(name, _)| KINDS.contains(name)) {
        let session = play((80, 24), keys);
        for (width, height) in super::sizes() {
            draw(&session.app, width, height);
        }
    }
}
