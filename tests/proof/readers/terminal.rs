//! The bytes of a terminal: keys, pastes, the mouse, answers, halves of them, and anything else.

use std::sync::LazyLock;

use crossterm::event::{Event, KeyCode, KeyModifiers};
use servemap::tui::events::parser::Parser;

use super::change::Source;
use crate::run::{Proof, Rounds};

const PIECES: &[&str] = &[
    "\u{1b}",
    "\u{1b}[",
    "\u{1b}O",
    "\u{1b}[A",
    "\u{1b}[1;5C",
    "\u{1b}[3~",
    "\u{1b}[15;2~",
    "\u{1b}[Z",
    "\u{1b}OP",
    "\u{1b}[[A",
    "\u{1b}[<0;10;5M",
    "\u{1b}[<0;10;5m",
    "\u{1b}[<64;1;1M",
    "\u{1b}[<0;",
    "\u{1b}[M !!",
    "\u{1b}[M",
    "\u{1b}[32;10;5M",
    "\u{1b}[97;5u",
    "\u{1b}[97:65;5:3u",
    "\u{1b}[57344u",
    "\u{1b}[27;5;13~",
    "\u{1b}[200~",
    "\u{1b}[201~",
    "\u{1b}[200~pasted\u{1b}[201~",
    "\u{1b}[I",
    "\u{1b}[O",
    "\u{1b}[?62;22c",
    "\u{1b}[1;1R",
    "\u{1b}]11;rgb:1e1e/2222/2a2a\u{7}",
    "\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\",
    "\u{1b}]11;",
    "\u{1b}]52;c;YWJj\u{7}",
    "\u{1b}P>|XTerm(390)\u{1b}\\",
    "\u{1b}P",
    "\u{1b}_Gi=31;OK\u{1b}\\",
    "\u{1b}a",
    "\u{1b}\u{1b}",
    "\u{1b}[99999999999u",
    "\u{1b}[;;;;;;;;M",
    "\u{9b}A",
    "\r",
    "\n",
    "\t",
    "\u{7f}",
    "\u{0}",
    "\u{3}",
    "\u{1a}",
    "q",
    "Q",
    "é",
    "東",
    "👩",
    ";",
    "0",
    "~",
    "M",
    "c",
    "R",
    "u",
];

static SOURCE: LazyLock<Source> = LazyLock::new(|| {
    Source::new(PIECES.iter().chain(&["hello world", "\u{1b}[200~two\nlines\u{1b}[201~q"]).copied(), PIECES)
});

fn bytes(random: &mut fastrand::Rng) -> Vec<u8> {
    let parts = (0..random.usize(1..6)).map(|_| match random.u8(..10) {
        0..6 => SOURCE.good(random),
        6..9 => SOURCE.bytes(random),
        _ => (0..random.usize(..8)).map(|_| random.u8(..)).collect(),
    });
    parts.collect::<Vec<_>>().concat()
}

fn events(parser: &mut Parser) -> Vec<Event> {
    parser.answers().for_each(drop);
    parser.events().collect()
}

#[test]
fn any_bytes() {
    let proof = Proof {
        name: "readers terminal any_bytes",
        what: "inputs",
        rounds: Rounds { short: 1000, long: 2_000_000 },
    };
    proof.run_on(bytes, |bytes: &Vec<u8>| {
        let mut whole = Parser::default();
        whole.feed(bytes);
        let at_once = events(&mut whole);
        let mut parser = Parser::default();
        let mut one_by_one = Vec::new();
        for byte in bytes {
            parser.feed(&[*byte]);
            one_by_one.extend(events(&mut parser));
        }
        assert_eq!(one_by_one, at_once, "byte by byte");
        assert!(at_once.len() <= bytes.len(), "more events than bytes");
        at_once.iter().for_each(means_something);
        is_quiet_again(&mut whole);
    });
}

/// With silence between the bytes: nothing hangs, and no key that follows is swallowed.
#[test]
fn with_pauses() {
    let proof = Proof {
        name: "readers terminal with_pauses",
        what: "inputs",
        rounds: Rounds { short: 1000, long: 1_500_000 },
    };
    proof.run(|round| {
        let bytes = bytes(&mut round.random);
        round.input(format!("b\"{}\"", bytes.escape_ascii()));
        let mut parser = Parser::default();
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(round.random.usize(1..=rest.len()));
            parser.feed(chunk);
            events(&mut parser).iter().for_each(means_something);
            if parser.patience().is_some() && round.random.bool() {
                parser.silence();
                events(&mut parser).iter().for_each(means_something);
            }
            rest = after;
        }
        is_quiet_again(&mut parser);
    });
}

fn means_something(event: &Event) {
    match event {
        Event::Key(key) => {
            if let KeyCode::Char(letter) = key.code {
                assert!(!letter.is_control(), "a key that is a control character: {key:?}");
            }
        }
        Event::Paste(text) => assert!(!text.is_empty(), "a paste of nothing"),
        Event::Mouse(_) => {}
        other => panic!("the parser knows no such event: {other:?}"),
    }
}

/// Silence ends whatever is unfinished, and then a key is a key.
fn is_quiet_again(parser: &mut Parser) {
    let mut silences = 0;
    while parser.patience().is_some() {
        parser.silence();
        silences += 1;
        assert!(silences < 5, "it waits for ever");
    }
    events(parser);
    parser.feed(b"q");
    let keys = events(parser);
    let is_q = |event: &Event| matches!(event, Event::Key(key) if key.code == KeyCode::Char('q') && key.modifiers == KeyModifiers::NONE);
    assert!(keys.last().is_some_and(is_q), "the key is swallowed: {keys:?}");
}
