//! The explore views over the steps, with and without colour and Unicode: text as snapshots, and colours as letters.

use ratatui::style::{Color, Modifier};
use servemap::tui::Start;
use servemap::tui::colour::ColourLevel;

use super::at;
use super::support::{Session, host, play_at_once};

/// Each walk to an explore view by name.
pub const EXPLORE_VIEWS: &[(&str, &str)] = &[
    ("map", "<tab><tab><enter>/eu-west-1<enter><a-3>m"),
    ("map-filtered", "<tab><tab><enter>/eu-west-1<enter><a-3>m/claude<esc>jlll"),
    ("map-preview", "<tab><tab>jj<enter>/eu-west-1<enter><a-3>m/maverick<esc>hhh"),
    ("map-unknown", "<tab><tab><enter>/ap-southeast-3<enter><a-3>m"),
    ("map-barred", "<tab><tab><enter>/ap-northeast-1<enter><down><down><right><right><a-3>m"),
    ("map-mistake", "<tab>m/claude task:emb retires:<90"),
    ("map-nothing-matches", "<tab>m/task:embedding zzzz"),
    ("map-turned", "<tab><tab><enter>/eu-west-1<enter><a-3>m/claude-sonnet-4-6<esc><tab>"),
    ("map-azure", "<tab><tab>C<enter>/sweden<enter><a-3>mjj"),
    ("timeline", "<tab><tab><enter>/us-east-1<enter><a-3>t"),
    ("timeline-moved", "<tab><tab><enter>/us-east-1<enter><a-3>t[[["),
    (
        "timeline-marked",
        "<tab><tab><enter>/us-east-1<enter><down><down><down><down><down>2027-03-31<enter>t++",
    ),
    ("timeline-preview", "<tab><tab>jj<enter>/us-east-1<enter><a-3>tG"),
    ("compare", "<tab><tab><enter>/eu-west-3<enter><a-3>/claude-sonnet-4-6<enter><a-3>/oss-20b<esc>cj"),
    (
        "compare-four",
        "<tab><tab><enter>/us-east-1<enter><a-3>/claude-sonnet-4-6<enter><a-3>/oss-20b<esc> /<c-u>gemini-3-flash<esc> /<c-u>gpt-5-5<esc>c",
    ),
    (
        "compare-reason",
        "<tab><tab><enter>/us-east-1<enter><a-3>/claude-sonnet-4-6<enter><a-3>/oss-20b<esc>crtoo weak",
    ),
    ("compare-regions", "<tab><tab><enter>/eu-west-3<enter><a-3>/claude-sonnet-4-6<enter><a-3>c<tab><right>"),
    ("compare-picker", "<tab><tab><enter>/eu-west-3<enter><a-3>/claude-sonnet-4-6<enter><a-5>caoss"),
    ("compare-nothing", "<tab><tab><enter>/us-east-1<enter><a-3>/oss-20b<esc>c"),
    ("what-if", "<tab><tab><enter>/ap-northeast-1<enter><a-3>i"),
    ("what-if-turned", "<tab><tab><enter>/ap-northeast-1<enter><a-3>i<left>jj "),
    ("what-if-nothing", "<tab>i"),
];

/// One letter for each cell: what colour it has, upper case where it is reversed.
fn colours(session: &Session) -> String {
    let buffer = session.surface.buffer();
    let mut lines = Vec::new();
    for y in 0..buffer.area.height {
        let line: String = (0..buffer.area.width)
            .map(|x| {
                let cell = &buffer[(x, y)];
                let letter = match (cell.fg, cell.bg) {
                    (_, Color::Yellow) => 'a',
                    (Color::Green, _) => 'g',
                    (Color::Yellow, _) => 'y',
                    (Color::Red, _) => 'r',
                    (Color::Magenta, _) => 'm',
                    (Color::Cyan, _) => 'c',
                    (Color::DarkGray, _) => 'd',
                    _ if cell.modifier.contains(Modifier::BOLD) => 'b',
                    _ => ' ',
                };
                if cell.modifier.contains(Modifier::REVERSED) { letter.to_ascii_uppercase() } else { letter }
            })
            .collect();
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}

#[test]
fn every_explore_view_looks_as_it_did() {
    for (name, keys) in EXPLORE_VIEWS {
        for (width, height) in [(80, 24), (120, 40)] {
            insta::with_settings!({ description => *keys, omit_expression => true }, {
                let session = at(width, height, false, keys);
                insta::assert_snapshot!(format!("{name}-{width}x{height}"), session.screen());
                insta::assert_snapshot!(format!("{name}-{width}x{height}-colours"), colours(&session));
                let session = at(width, height, true, keys);
                insta::assert_snapshot!(format!("{name}-{width}x{height}-ascii"), session.screen());
            });
        }
    }
}

/// Whoever sees no colour misses nothing: no sign stands for two things, and the cursor is in the text.
#[test]
fn an_explore_view_without_colour_says_the_same() {
    for (name, keys) in EXPLORE_VIEWS {
        let session = play_at_once(host(), &Start::default(), (80, 24), keys);
        let mut plain = session.surface.buffer().clone();
        ColourLevel::None.apply(&mut plain);
        for (cell, coloured) in plain.content.iter().zip(&session.surface.buffer().content) {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{name}");
            assert_eq!(cell.symbol(), coloured.symbol(), "{name}");
        }
        let text: String = plain.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        let here = if name.starts_with("map") && !name.contains("nothing") { "[" } else { "" };
        assert!(text.contains(here) && (name.contains("nothing") || text.contains('›')), "{name}");
    }
}
