//! Screens as they look after keys were played through the real wheel: at 80x24 and 120x40, and at every size.

#[path = "screens/explore.rs"]
mod explore;
#[path = "screens/reviewing.rs"]
mod reviewing;

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::{self, Session, host, play_at_once, play_on};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use servemap::tui::Start;
use servemap::tui::app::App;
use servemap::tui::theme::ASCII;
use servemap::tui::view::paint;

/// The template's own example, as far as the model: provisioned throughput, us-east-1, Maverick.
const TO_MODEL: &str = "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick";
const TO_RECORD: &str = "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter>";
const RECORDED: &str = "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter>ml-platform<enter><right><enter>the ticket bot \
    must answer within two seconds<enter><enter>oss-120b<enter>2026-11-30<enter><right>";

/// Each screen by name: the keys that lead to it.
const SCREENS: &[(&str, &str)] = &[
    ("1-mode", ""),
    ("1-mode-recommended", "Answer support tickets while the customer waits<enter>jj "),
    ("2-region", "<tab><tab>jj<enter>"),
    ("2-region-no-mode", "<a-2>"),
    ("2-region-filtered", "<tab><tab><enter>/tok"),
    ("2-region-posture", "<tab><tab><enter>/ire<enter><right><down><down><down><right>"),
    ("2-region-secondary", "<tab><tab>jj<enter>/us-east-1<enter>2/us-west-2<esc> "),
    ("2-region-pairs", "<tab><tab><enter><s-tab>j"),
    ("2-region-pairs-of-one", "<tab><tab><enter>/eu-west-1<enter>2<s-tab>"),
    ("3-model", "<tab><tab><enter>/us-east-1<enter><a-3>"),
    ("3-model-filtered", TO_MODEL),
    ("3-model-blocked", "<tab><tab><enter>/eu-west-3<enter><a-3>/claude-sonnet-4-6"),
    ("3-model-unknown-region", "<tab><tab><enter>/ap-southeast-3<enter><a-3>"),
    ("3-model-nothing-matches", "<tab><tab><enter>/us-east-1<enter><a-3>/zzzz"),
    ("3-model-qualified", "<tab><tab><enter>/us-east-1<enter><a-3>/provider:anthropic ctx:>=200k"),
    ("3-model-mistake", "<tab><tab><enter>/us-east-1<enter><a-3>/claude taks:chat"),
    ("3-model-completing", "<tab><tab><enter>/us-east-1<enter><a-3>/task:chat r<tab><tab>"),
    ("3-model-emptied", "<tab><tab><enter>/us-east-1<enter><a-3>/claude task:embedding"),
    ("3-model-sorted", "<tab><tab><enter>/us-east-1<enter><a-3>ooO"),
    ("3-model-shortlist", "<tab><tab><enter>/us-east-1<enter><a-3>bj"),
    ("3-model-tokens", "<tab><tab><enter>/us-east-1<enter><a-3>$120M 30M<enter>/oss<esc>"),
    ("3-model-tokens-wrong", "<tab><tab><enter>/us-east-1<enter><a-3>$many<enter>"),
    ("3-model-way-out", "<tab><tab><enter>/eu-west-3<enter><a-3>/claude-sonnet-4-6<esc><tab><down>"),
    ("3-model-what-opens", "<tab><tab><enter>/eu-west-3<enter><a-3>w"),
    ("3-model-external", "<tab><tab>jjj<enter>/us-east-1<enter><a-3>/gpt-4o"),
    ("4-record-open", TO_RECORD),
    ("4-record-filled", RECORDED),
    ("4-record-typing", "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter>ml-plat"),
    (
        "4-record-bad-date",
        "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter><down><down><down><down>tomorrow x<enter>",
    ),
    ("4-record-picker", "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter><down><down><down>llama"),
    ("5-guardrails", "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter><a-5> jj "),
    ("6-runbook", "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter><a-6>"),
    (
        "6-runbook-typing",
        "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter><a-6><c-u>Answering tickets,<a-enter>nothing else",
    ),
    ("7-export", "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter><a-7>j"),
    ("7-export-incomplete", "<a-7>"),
    ("help", "<a-3>?"),
    ("palette", "<a-3><c-p>mat"),
    ("preview", "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter><a-5>p"),
    ("preview-incomplete", "<a-3>p"),
    ("save-as", "<tab><tab>jj<enter>/us-east-1<enter><a-3>/maverick<enter><c-s>"),
    ("leave", "<tab><tab><enter>q"),
    ("azure", "<tab><tab>CC<enter>"),
];

/// Plays the keys one by one on the smallest screen that is promised, and at once on the others: they end in the same frame.
fn at(width: u16, height: u16, ascii: bool, keys: &str) -> Session {
    let play = if (width, height) == (80, 24) && !ascii { play_on } else { play_at_once };
    play(host(), &Start { ascii, ..Start::default() }, (width, height), keys)
}

#[test]
fn every_screen_looks_as_it_did() {
    for (name, keys) in SCREENS {
        // A wide screen holds more only in the steps.
        let wide = name.starts_with(|first: char| first.is_ascii_digit()).then_some((160, 50));
        for (width, height) in [(80, 24), (120, 40)].into_iter().chain(wide) {
            let session = at(width, height, false, keys);
            insta::with_settings!({ description => *keys, omit_expression => true }, {
                insta::assert_snapshot!(format!("{name}-{width}x{height}"), session.screen());
            });
        }
    }
}

/// Another day and an old matrix: both badges stand whole on the narrowest screen that is promised.
#[test]
fn no_badge_is_pushed_off_the_screen() {
    let start = Start { as_of: servemap::date::parse("2027-01-31").ok(), ..Start::default() };
    let narrow = play_on(host(), &start, (80, 24), "").screen();
    let header = narrow.lines().next().unwrap();
    assert!(header.contains(" as of 2027-01-31 ") && header.contains(" 119 DAYS OLD"), "{header}");
    let wide = play_on(host(), &start, (120, 40), "").screen();
    let header = wide.lines().next().unwrap();
    assert!(header.contains(", not today ") && header.contains(" OLD: verify"), "{header}");
}

#[test]
fn a_screen_of_ascii_holds_nothing_else() {
    let screens = SCREENS.iter().filter(|(name, _)| !name.starts_with("help") && !name.contains("preview"));
    for (name, keys) in screens.chain(explore::EXPLORE_VIEWS) {
        let screen = at(120, 40, true, keys).screen();
        // Names of places keep their letters.
        let strange: String =
            screen.chars().filter(|letter| !letter.is_ascii() && !letter.is_alphabetic()).collect();
        assert_eq!(strange, "", "{name}");
    }
}

/// A sign that common fonts lack is drawn as a box: each one is in the table of `theme::ASCII`, looked up in fonts. The
/// screens are the recorded ones, which the tests of the screens compare with what is drawn.
#[test]
fn every_sign_on_the_screens_is_in_common_fonts() {
    let mut signs = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screens/snapshots");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let screen = text.splitn(3, "---\n").nth(2).unwrap();
        // Help explains the sign of the pages for routing beside our own.
        let help = path.to_string_lossy().contains("help");
        for sign in screen.chars().filter(|sign| !sign.is_ascii() && !sign.is_alphabetic()) {
            let drawn = ASCII.iter().any(|(known, _)| known.chars().eq([sign]));
            assert!(drawn || help && sign == '⥂', "'{sign}' in {}", path.display());
            signs.insert(sign);
        }
    }
    assert!(signs.len() > 20, "{signs:?}");
}

/// Draws a frame of a size, without the terminal around it.
fn draw(app: &App, width: u16, height: u16) {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    let caret = paint(app, area, &mut buffer);
    assert!(caret.is_none_or(|caret| area.contains(caret)));
}

/// One screen of each kind: what is drawn differs, not what is in it.
const KINDS: &[&str] = &[
    "1-mode",
    "2-region-filtered",
    "3-model-blocked",
    "4-record-typing",
    "5-guardrails",
    "6-runbook-typing",
    "7-export",
    "map",
    "map-turned",
    "timeline",
    "compare-four",
    "compare-reason",
    "what-if-turned",
    "2-region-pairs",
];

/// Sizes around which layouts change. Of 1,955 sizes (every width to 200, every height to 60) these reach every one of the
/// 58 subtractions of the drawing code that would go below nought on a small screen; 0x12, 18x0, 6x18, 15x12 and 40x44
/// alone reach them all. `PROOF=long` draws every size.
const WIDTHS: &[u16] = &[0, 1, 3, 6, 10, 15, 18, 30, 40, 60, 79, 80, 100, 120, 160, 200];
const HEIGHTS: &[u16] = &[0, 1, 3, 5, 8, 12, 18, 24, 44, 60];

/// The sizes that each step and view is drawn at.
pub fn sizes() -> BTreeSet<(u16, u16)> {
    if std::env::var_os("PROOF").is_some_and(|proof| proof == "long") {
        return (0..=200).flat_map(|width| (0..=60).map(move |height| (width, height))).collect();
    }
    WIDTHS.iter().flat_map(|width| HEIGHTS.iter().map(move |height| (*width, *height))).collect()
}

#[test]
fn every_step_is_drawn_at_every_size_where_layouts_change() {
    let sizes = sizes();
    std::thread::scope(|scope| {
        for (_, keys) in SCREENS.iter().chain(explore::EXPLORE_VIEWS).filter(|(name, _)| KINDS.contains(name))
        {
            scope.spawn(|| {
                let session = play_at_once(host(), &Start::default(), (80, 24), keys);
                for (width, height) in &sizes {
                    draw(&session.app, *width, *height);
                }
            });
        }
    });
}

/// Sizes at which parts of an overlay have no room, alone and together.
const SMALL: &[(u16, u16)] = &[
    (0, 12),
    (18, 0),
    (6, 18),
    (15, 12),
    (40, 44),
    (1, 1),
    (6, 5),
    (15, 24),
    (18, 5),
    (40, 1),
    (40, 12),
    (80, 5),
];

/// Overlays too, at a few of them.
#[test]
fn every_overlay_is_drawn_at_small_sizes() {
    for (_, keys) in SCREENS.iter().chain(explore::EXPLORE_VIEWS) {
        let session = play_at_once(host(), &Start::default(), (80, 24), keys);
        for (width, height) in SMALL {
            draw(&session.app, *width, *height);
        }
    }
}
